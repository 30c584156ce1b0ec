"""The English of names, and of names that differ from reviewed ones in their years alone."""

import pandas as pd
import pytest

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


def test_rows_are_named_in_a_language_and_stay_chinese_with_no_english_yet():
    """A reader of English misses no row, and the table keeps its gap."""
    frame = pd.DataFrame({"line": [1, 2], "name": ["甲", "乙"], "name_en": ["A", None]})
    assert named(frame, "en")["label"].tolist() == ["A", "乙"]
    assert named(frame, "zh", "line")["label"].tolist() == ["1 甲", "2 乙"]
    assert named(frame, "en")["name_en"].isna().tolist() == [False, True]
    other = frame.rename(columns={"name": "reason", "name_en": "reason_en"})
    assert named(other, "en", "line", of="reason")["label"].tolist() == ["1 A", "2 乙"]
