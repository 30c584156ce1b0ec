"""Citations that prove themselves: a changed byte, line or digit is refused with what differs."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yanjiao_budget as yb
from yanjiao_budget.__main__ import main
from yanjiao_budget.export.cite import SWHID, cite_lines, swhid, without_swhid

AMOUNT = "90119.41"  # printed on line 19


@pytest.fixture(scope="module")
def content(source):
    """Return the bytes of the real document."""
    return source.read_bytes()


def test_the_identifier_is_worked_out_from_the_bytes_as_the_standard_has_it(source, content):
    """A content identifier of ISO/IEC 18670 is the hash that git gives the same bytes."""
    git = ["git", "hash-object", "--no-filters", str(source)]
    done = subprocess.run(git, capture_output=True, text=True, check=True)
    assert swhid(content) == f"swh:1:cnt:{done.stdout.strip()}"
    assert swhid(b"") == "swh:1:cnt:e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"  # git's empty blob
    assert swhid(b"", 3, 3) == f"{swhid(b'')};lines=3"
    assert swhid(b"", 3, 5) == f"{swhid(b'')};lines=3-5"


@given(st.binary(max_size=200), st.integers(1, 10**6))
def test_every_identifier_is_found_in_a_citation(data, line):
    """Whatever stands around it."""
    found = SWHID.search(f"Body. Title[R]: place, 第{line}行. {swhid(data, line)}.")
    assert found[0] == swhid(data, line)
    assert int(found["first"]) == line


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_citation_is_true_of_the_published_text(lang, content):
    """Alone, with its words, and with its figure."""
    citation = yb.cite(19, lang=lang)
    for asked in (
        {},
        {"quote": "支出预算95531.43万元"},
        {"amount": AMOUNT},
        {"amount": "90,119.41"},
    ):
        found = yb.verify(citation, **asked)
        assert found.line == 19
        assert AMOUNT in found.text
        assert found.swhid == swhid(content, 19)
    whole = yb.verify(yb.cite(lang=lang))
    assert (whole.line, whole.swhid) == (None, swhid(content))
    assert swhid(content)[10:] not in without_swhid(citation)


@given(data=st.data())
def test_one_changed_byte_is_refused(data, content, tmp_path_factory):
    """The text in hand is no longer the one cited, wherever the byte stands."""
    place = data.draw(st.integers(0, len(content) - 1))
    path = tmp_path_factory.mktemp("one") / "2019.txt"
    path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    with pytest.raises(ValueError, match="no text in hand is swh:1:cnt:"):
        yb.verify(swhid(content, 19), file=path)


@pytest.mark.parametrize(
    ("line", "asked", "says"),
    [
        (20, {"amount": AMOUNT}, "line 20: found 3, expected the figure 90119.41"),
        (19, {"amount": "90119.42"}, "90119.41, expected the figure 90119.42"),
        (19, {"amount": "9011.94"}, "expected the figure 9011.94"),
        (19, {"quote": "支出预算95531.44万元"}, "expected the words “支出预算95531.44万元”"),
        (19, {"quote": "支出预算95531.4"}, "expected the words “支出预算95531.4”"),
        (18, {"quote": "支出预算95531.43万元"}, "which stand on line 19"),
        (19, {"amount": "many"}, "amount is 'many'; it has to be a number"),
        (999_999, {}, "has 3586 lines, counted from 1"),
        (0, {}, "and none 0-0"),
    ],
)
def test_another_line_word_or_digit_is_refused_with_what_stands_there(line, asked, says, content):
    """The message names the line, what it holds and what was expected."""
    with pytest.raises(ValueError, match=says):
        yb.verify(swhid(content, line), **asked)


def test_every_amount_of_the_tables_is_printed_on_the_line_it_cites(content):
    """What a stated figure's citation says, the text in hand says."""
    for row in yb.load_totals().itertuples():
        yb.verify(swhid(content, row.source_line), amount=row.amount)


def test_several_lines_are_cited_as_one_run_or_by_the_text_alone(content):
    """The standard's qualifier holds one run of lines."""
    cited = f"Body. Title[R]. {swhid(content)}."
    assert cite_lines(cited, [3, 4, 5], "zh").endswith(f"第3–5行. {swhid(content, 3, 5)}.")
    assert cite_lines(cited, [3, 9], "en").endswith(f"lines 3, 9. {swhid(content)}.")
    assert yb.verify(swhid(content, 844, 846)).text.count("\n") == 2


def test_a_reference_without_an_identifier_is_refused():
    """The message shows what one looks like."""
    with pytest.raises(ValueError, match="holds no SWHID such as"):
        yb.verify("data/source/2019.txt, line 19")
    with pytest.raises(ValueError, match="names no line"):
        yb.verify(yb.cite(), amount=AMOUNT)


def test_the_command_says_what_is_true_and_what_differs(capsys):
    """Status 0 with the line, or 2 with the difference."""
    assert main(["verify", yb.cite(19), "--amount", AMOUNT, "--quote", "支出预算"]) == 0
    assert "line 19: 2019年支出预算" in capsys.readouterr().out
    assert main(["verify", yb.cite(19), "--amount", "90119.40"]) == 2
    assert "expected the figure 90119.40" in capsys.readouterr().err
