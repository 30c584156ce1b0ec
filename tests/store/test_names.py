"""The English of names: of other years, in files of one's own, and held to the terms declared."""

import re

import pandas as pd
import pytest
from kit import ROOT

from yanjiao_budget.store.folders import FOLDER_SETTING
from yanjiao_budget.store.names import Names, english, named

NAMES = Names(
    {
        "较2018年预算": "against the 2018 budget",
        "2018年至2019年": "2018 to 2019",
        "2019年与2019年": "2019 and 2019",
        "甲": "A",
        "乙": "B in 2019",
    }
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("较2018年预算", "against the 2018 budget"),
        ("较2023年预算", "against the 2023 budget"),
        ("2021年至2022年", "2021 to 2022"),
        ("2020年与2020年", "2020 and 2020"),
        ("甲", "A"),
    ],
)
def test_a_name_of_another_year_has_the_english_with_its_own_year(name, expected):
    """Next year's wordings need no new line."""
    assert NAMES[name] == expected


@pytest.mark.parametrize(
    "name",
    ["丙", "较18年预算", "较20180年预算", "较年预算", "2020年与2021年", "较2018年2019年预算", None],
)
def test_a_name_that_differs_in_more_than_its_years_has_none(name):
    """Nothing is guessed."""
    assert NAMES.get(name) is None


def test_only_the_reviewed_names_are_listed():
    """A left-over line is found among them."""
    assert len(NAMES) == len(list(NAMES)) == 5


def test_the_published_title_and_baseline_are_read_for_any_year():
    """As the next disclosure would word them."""
    assert english()["较2019年预算"] == english()["较2018年预算"].replace("2018", "2019")


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ('丁,"Four\n戊,Five\n', "line 2: found a cell that is no CSV"),
        ('丁,"Four\n戊,Five"\n', "line 2: found a line end or NUL within a cell"),
        ('丁,"Four\n戊,"Five"\n', "line 2: found a cell that is no CSV"),
        ("丁,Four\n戊,Fi\0ve\n", "line 3: found a line end or NUL"),
        ("丁,Four\n戊, \n", "line 3: found a blank cell"),
        (",Four\n", "line 2: found a blank cell"),
        (
            "丁,Four\n戊,Five\n丁,For\n",
            "line 4: found “For” for “丁”, expected one English for a name: it is “Four” in line 2",
        ),
    ],
)
def test_a_names_file_that_would_lose_or_mistake_a_name_is_refused(
    lines, message, tmp_path, monkeypatch
):
    """With the file and the line; nothing is taken from it."""
    monkeypatch.setenv(FOLDER_SETTING, str(tmp_path))
    path = tmp_path / "names_en.csv"
    path.write_bytes(f"name,name_en\n{lines}".encode())
    with pytest.raises(ValueError, match=f"^{path}, {message}"):
        english()


def test_a_name_printed_over_two_lines_is_given_with_a_space(tmp_path, monkeypatch):
    """As the report lists it; a blank line and a line twice do no harm."""
    monkeypatch.setenv(FOLDER_SETTING, str(tmp_path))
    (tmp_path / "names_en.csv").write_text("name,name_en\n丁 戊,Four\n\n丁 戊,Four\n", "utf-8")
    assert english()["丁\n戊"] == "Four"


TERMS = "# Terms\n| Chinese | English | Note |\n| --- | --- | --- |\n"


@pytest.fixture(scope="module")
def terms():
    """Return the terms of data/README.md: the forms in English of each way of writing one."""
    return terms_of((ROOT / "data" / "README.md").read_text("utf-8"))


def rows_of(text):
    """Return the rows of the tables under the heading Terms: ways of writing, and English forms."""
    rows = re.findall(r"^\| (.+?) \| (.+?) \| ?.*\|$", text.partition("# Terms\n")[2], re.MULTILINE)
    return [
        (chinese.split(" / "), english.split("; "))
        for chinese, english in rows
        if chinese not in {"Chinese", "---"}
    ]


def terms_of(text):
    """Return the terms declared; a term or an English form in two rows is refused."""
    rows = rows_of(text)
    for side, what in enumerate(("a term", "an English")):
        words = [word.lower() for row in rows for word in row[side]]
        assert sorted(set(words)) == sorted(words), f"{what} stands in two rows"
    return {written: forms for chinese, forms in rows for written in chinese}


def departures(names, terms):
    """Return each name, and the term in it, whose English lacks the English of that term."""
    found = []
    forms = {form for english in terms.values() for form in english}
    for name, name_en in names.items():
        rest = name
        for term in sorted(terms, key=len, reverse=True):
            if term in rest:
                # What a longer term holds is not read again as a shorter one.
                rest = rest.replace(term, "\n")
                if not any(says(name_en, form, forms) for form in terms[term]):
                    found.append((name, term))
    return found


def says(text, form, forms):
    """Return whether a text has a form as whole words, or its plural if that is no other term."""
    plural = "" if form + "s" in forms else "s?"
    return re.search(rf"(?<![\w-]){re.escape(form)}{plural}(?![\w-])", text, re.IGNORECASE)


def test_every_name_has_the_english_of_the_terms_in_it(terms):
    """One English for one Chinese term, as data/README.md declares it."""
    assert departures(english(), terms) == []


def test_every_term_is_needed_and_a_name_without_it_is_found(terms):
    """For each term, a name whose English loses the term's is a departure, and by that term."""
    for term, forms in terms.items():
        mutated = {
            name: re.sub("|".join(map(re.escape, forms)), "…", name_en, flags=re.IGNORECASE)
            for name, name_en in english().items()
            if term in name
        }
        assert any(found == term for _, found in departures(mutated, terms)), term


def test_the_terms_are_many_and_those_of_the_form_are_among_them(terms):
    """The table cannot be emptied, nor a term of public finance be lost from it."""
    assert len(terms) >= 300
    assert {"收入", "支出", "预算", "政府性基金", "一般公共预算", "基本支出", "项目支出"} <= set(
        terms
    )
    assert {"满意率", "满意度", "完成率", "及时率", "达标率", "数量", "工作", "管理"} <= set(terms)


def test_two_names_share_their_english_only_where_they_name_one_thing():
    """A reader of the English alone can tell the names apart."""
    names_of = {}
    for name, name_en in english().items():
        names_of.setdefault(name_en, []).append(name)
    shared = [names for names in names_of.values() if len(names) > 1]
    assert shared == [["机关运行经费", "机关运行费"]]


@pytest.mark.parametrize(
    ("name", "name_en", "term"),
    [
        ("其他收入", "Other income", "收入"),
        ("公众满意度", "Public satisfaction rate", "满意度"),
        ("公众满意率", "Public satisfaction score", "满意率"),
        ("工程完成率", "Work completion rate", "工程"),
        ("工作完成率", "Works completion rate", "工作"),
        ("资金调度", "Fund allocation", "资金调度"),
        ("就业率", "Employment separated", "就业率"),
    ],
)
def test_another_english_for_a_term_is_a_departure(name, name_en, term, terms):
    """Near ones too: works are not work, and a rate is no score."""
    assert departures({name: name_en}, terms) == [(name, term)]


@pytest.mark.parametrize(
    ("name", "name_en"),
    [
        ("满意率", "Satisfaction rate"),
        ("比率", "Ratio"),
        ("企业数", "Number of firms"),
        ("工作部门", "Departmental work"),
    ],
)
def test_a_longer_term_a_plural_and_a_declared_form_are_none(name, name_en, terms):
    """满意率 is not read as 率, nor 比率."""
    assert departures({name: name_en}, terms) == []


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("| 率 | rate | |\n| 率 / 比 | ratio | |\n", "a term stands in two rows"),
        ("| 满意率 | rate | |\n| 满意度 | score; Rate | |\n", "an English stands in two rows"),
    ],
)
def test_two_rows_that_share_a_term_or_their_english_are_refused(rows, message):
    """What differs in Chinese differs in English; the published table is read the same way."""
    with pytest.raises(AssertionError, match=message):
        terms_of(TERMS + rows)


@pytest.mark.parametrize("unit", ["times", "count", "people", "firms", "pieces", "items"])
def test_a_count_leaves_its_unit_out(unit):
    """“Number of” says what is counted already."""
    assert [name for name in english().values() if f"({unit})" in name] == []


def test_rows_are_named_in_a_language_and_stay_chinese_with_no_english_yet():
    """A reader of English misses no row, and the table keeps its gap."""
    frame = pd.DataFrame({"line": [1, 2], "name": ["甲", "乙"], "name_en": ["A", None]})
    assert named(frame, "en")["label"].tolist() == ["A", "乙"]
    assert named(frame, "zh", "line")["label"].tolist() == ["1 甲", "2 乙"]
    assert named(frame, "en")["name_en"].isna().tolist() == [False, True]
    other = frame.rename(columns={"name": "reason", "name_en": "reason_en"})
    assert named(other, "en", "line", of="reason")["label"].tolist() == ["1 A", "2 乙"]
