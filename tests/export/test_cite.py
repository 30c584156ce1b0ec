"""Citations: one that can be pasted, of the document or of a line that it has."""

import shutil

import pytest

import yanjiao_budget as yb
from yanjiao_budget.export.cite import cite_lines, without_swhid

BODY = "三河市燕郊高新技术产业开发区管理委员会"
TITLE = f"{BODY}2019年部门预算公开情况说明"


def test_the_document_is_cited_in_the_form_of_the_chinese_standard():
    """Who, what, [R], the year in brackets, the place; no address and no date that is not known."""
    assert without_swhid(yb.cite()) == f"{BODY}. {TITLE}[R]. [2019]: data/source/2019.txt."


def test_a_line_is_cited_last():
    """The sentence ends with the place, the line within the file."""
    cited = without_swhid(yb.cite(101))
    assert cited == f"{BODY}. {TITLE}[R]. [2019]: data/source/2019.txt, 第101行."
    english = without_swhid(yb.cite(101, lang="en"))
    assert english.endswith("(in Chinese). [2019]. data/source/2019.txt, line 101.")


def test_an_english_citation_has_the_english_names():
    """Those that the table of disclosures has."""
    (row,) = yb.load_disclosures().itertuples()
    assert yb.cite(lang="en").startswith(f"{row.body_en}. {row.title_en} (in Chinese).")


def test_an_english_citation_keeps_names_that_have_no_english(root, tmp_path, monkeypatch):
    """A citation is of use before its names are translated."""
    shutil.copytree(root / "data", tmp_path / "data")
    path = tmp_path / "data/tables/disclosures.csv"
    heading, row = path.read_text("utf-8").splitlines()
    (there,) = yb.load_disclosures().itertuples()
    row = row.replace(f'"{there.body_en}"', "").replace(f'"{there.title_en}"', "")
    path.write_text(f"{heading}\n{row}\n", "utf-8")
    monkeypatch.setenv("YANJIAO_BUDGET_DATA", str(tmp_path / "data"))
    assert yb.cite(lang="en").startswith(f"{BODY}. {TITLE} (in Chinese).")


def test_the_last_line_can_be_cited_and_none_beyond(text):
    """The lines are those that an editor numbers."""
    last = text.count("\n")
    assert without_swhid(yb.cite(last)).endswith(f"第{last}行.")
    for line in (last + 1, 0, -1):
        with pytest.raises(ValueError, match=f"no line {line}: .* has {last} lines"):
            yb.cite(line)


def test_a_year_or_body_that_no_disclosure_has_is_a_key_error():
    """As with every loader."""
    with pytest.raises(KeyError, match="no disclosure of 2031"):
        yb.cite(year=2031)
    with pytest.raises(KeyError, match="no disclosure of elsewhere"):
        yb.cite(body="elsewhere")


def test_a_third_language_is_refused():
    """And the two that there are, named."""
    with pytest.raises(ValueError, match='can be "en" or "zh"'):
        yb.cite(lang="fr")


@pytest.mark.parametrize(
    ("lines", "english", "chinese"),
    [
        ([], "X.", "X."),
        ([7], "X, line 7.", "X, 第7行."),
        ([9, 7, 8, 8, 12], "X, lines 7–9, 12.", "X, 第7–9、12行."),
        ([1, 2, 3], "X, lines 1–3.", "X, 第1–3行."),
    ],
)
def test_lines_are_told_as_ranges(lines, english, chinese):
    """Each once and in order."""
    assert cite_lines("X.", lines, "en") == english
    assert cite_lines("X.", lines, "zh") == chinese
