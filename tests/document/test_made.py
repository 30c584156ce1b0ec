"""Made documents of every shape, year and wording: what is read of each is what is true of it."""

import pytest
from fuzz.share import ALL, FEW
from kit.made import differences, made, several, write

from yanjiao_budget import parse_disclosure
from yanjiao_budget.formats.read import read_text

COUNT = 3000 if ALL else 12 if FEW else 60


@pytest.mark.parametrize("seed", range(COUNT))
def test_a_made_document_is_read_cell_for_cell(seed):
    """Every row of every table with its line, every tie that fails, all that stays unread."""
    truth = made(seed)
    read = parse_disclosure(truth.text)
    assert differences(read, truth) == []
    assert read.to_text() == truth.text


def test_a_made_page_printed_to_pdf_is_read_as_its_text_is(printed, tmp_path):
    """But for what no print tells: where a full line ends a paragraph, a space at a line's end."""
    for path, truth in write(tmp_path, 20 if ALL else 1, formats=["pdf"], pdf=printed).items():
        read = parse_disclosure(read_text(path))
        found = differences(read, truth, lines=False)
        assert [one for one in found if not one.startswith("narrative")] == []
        assert _run_on(read.records["narrative"]) == _run_on(truth.rows["narrative"])


def _run_on(rows):
    return "".join("".join(row["text"].split()) for row in rows)


@pytest.mark.parametrize("suffix", ["docx", "html"])
def test_a_made_file_is_read_as_its_text_is(suffix, tmp_path):
    """The same rows from Word and from a web page, on whatever lines."""
    for path, truth in write(tmp_path, COUNT // 6, formats=[suffix]).items():
        assert differences(parse_disclosure(read_text(path)), truth, lines=False) == []


def test_made_documents_are_distinct_and_the_same_each_time():
    """A body and a year is one document, and other seeds make others of it."""
    some = [*several(30)]
    assert len({(one.body, one.year) for one in some}) == len({one.text for one in some}) == 30
    assert some == [*several(30)]
    assert not {one.text for one in some} & {one.text for one in several(30, seed=1)}


def test_what_is_read_otherwise_is_told():
    """One row renamed, one figure changed, one row gone: the comparison sees each."""
    truth = made(1)
    read = parse_disclosure(truth.text)
    row = truth.rows["totals"][0]
    for rows in ([row | {"amount": row["amount"] + 1}], [row | {"source_line": 1}], []):
        wrong = truth.rows | {"totals": [*rows, *truth.rows["totals"][1:]]}
        assert len(differences(read, truth._replace(rows=wrong))) == 1
    assert differences(read, truth._replace(unread=[(1, "甲")]))
    assert differences(read, truth._replace(checks={"no_such_tie"}))
