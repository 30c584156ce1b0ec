"""What changed between two texts, as a frame: what it says of each change, and whose it takes."""

import re

import pandas as pd
import pytest
from kit.golden import PAIRS
from kit.years import SMALL_BODY, edited, outlined, second_year

import yanjiao_budget as yb
from yanjiao_budget.document.versions import STATUSES
from yanjiao_budget.schema import BY_NAME
from yanjiao_budget.schema.answers import DIFFERENCES

ACTIVITIES = [("子丑", "1.00"), ("寅卯", "2.00"), ("辰巳", "3.00")]


@pytest.fixture
def put(text, disclosure):
    """Return a function that puts strings of the real document as others and tells the diff."""

    def told(changes, **more):
        return yb.diff(disclosure, yb.parse_disclosure(edited(text, changes)), **more)

    return told


def test_a_changed_cell_has_both_texts_and_both_lines(put):
    """An amount, as printed."""
    frame = put({"\t4847.97\n": "\t4,847.98\n"})
    (row,) = frame.to_dict("records")
    assert (row["table"], row["status"], row["column"]) == ("activities", "changed", "budget")
    assert (row["text_before"], row["text_after"]) == ("4847.97", "4,847.98")
    assert row["source_line_before"] == row["source_line_after"] == 2889
    assert (row["responsibility_after"], row["activity_after"]) == (10, 2)
    activity = yb.load_activities().query("responsibility == 10 and activity == 2")["name"].item()
    assert row["name_before"] == row["name_after"] == activity
    assert pd.isna(row["bar"])
    assert row["description"] == (
        f"activity 10.2 “{activity}”, budget: was “4847.97” (line 2889), is “4,847.98” (line 2889)"
    )
    assert row["description_zh"] == (
        f"工作活动 10.2 “{activity}”，年度预算数：原为“4847.97”（第2889行），"
        "现为“4,847.98”（第2889行）"
    )


def test_a_row_that_moved_is_new_or_gone_has_the_lines_that_there_are(small):
    """Missing in the text that has no such row; `description` in both languages."""
    before = outlined(small, 2019, [("甲乙", "", ACTIVITIES), ("丙丁", "", [])])
    after = outlined(small, 2019, [("甲乙", "", ACTIVITIES[1:]), ("丙丁", "", [("午未", "")])])
    frame = yb.diff(yb.parse_disclosure(before), yb.parse_disclosure(after))
    assert list(frame["status"]) == ["gone", "gone", "new", "new"]
    assert frame["source_line_after"].isna().tolist() == [True, True, False, False]
    assert frame["source_line_before"].isna().tolist() == [False, False, True, True]
    assert frame["text_before"].iloc[0] == "1、子丑"
    assert frame["name_before"].iloc[0] == "子丑"
    assert frame["text_before"].iloc[1:].isna().all()  # The activity's blank indicator.
    assert frame["column"].isna().all()
    assert frame["description"].tolist() == [
        "activity 1.1 “子丑” is gone (was line 66)",
        "blank indicator 1.1.1 is gone (was line 70)",
        "activity 2.1 “午未” is new (line 96)",
        "blank indicator 2.1.1 is new (line 100)",
    ]
    assert frame["description_zh"].tolist() == [
        "工作活动 1.1 “子丑”已无（原第66行）",
        "空白绩效指标 1.1.1已无（原第70行）",
        "工作活动 2.1 “午未”为新增（第96行）",
        "空白绩效指标 2.1.1为新增（第100行）",
    ]
    followed = outlined(small, 2019, [("甲乙", "", ACTIVITIES[1:]), ("丙丁", "", ACTIVITIES[:1])])
    (row,) = yb.diff(yb.parse_disclosure(before), yb.parse_disclosure(followed)).itertuples()
    assert (row.status, row.responsibility_before, row.responsibility_after) == ("moved", 1, 2)
    assert row.description == "activity 2.1 “子丑” has moved from line 66 to line 96"


def test_nothing_changed_is_an_empty_frame_of_the_same_columns_and_types(disclosure, put):
    """And with `same` it has a row for each printed one."""
    empty = yb.diff(disclosure, disclosure)
    assert empty.empty
    filled = put({"\t4847.97\n": "\t4847.98\n"})
    assert empty.dtypes.astype(str).to_dict() == filled.dtypes.astype(str).to_dict()
    everything = put({"\t4847.97\n": "\t4847.98\n"}, same=True)
    assert everything["status"].value_counts().to_dict() == {"same": 519, "changed": 1}
    counts = everything["table"].value_counts()
    for table in ("responsibilities", "activities", "procurement", "assets", "narrative"):
        assert counts[table] == len(disclosure.records[table])
    blanks = len(disclosure.records["blank_indicators"])
    assert counts["indicators"] == len(disclosure.records["indicators"]) + blanks
    lines = everything["source_line_after"]
    assert lines.is_monotonic_increasing
    assert not lines.duplicated().any()


def test_the_frame_is_as_declared(put, text, disclosure):
    """Names in order, missing only where it may be, and no status or column that there is not."""
    frames = [
        put({"\t4847.97\n": "\t4847.98\n"}, same=True),
        yb.diff(disclosure, yb.parse_disclosure(second_year(text))),
    ]
    for frame in frames:
        assert list(frame) == [column.name for column in DIFFERENCES]
        required = [column.name for column in DIFFERENCES if column.required]
        assert frame[required].notna().all(axis=None)
        assert set(frame["status"]) <= set(STATUSES)
        assert set(frame["table"].dropna()) <= set(BY_NAME)
        assert frame["column"].notna().tolist() == (frame["status"] == "changed").tolist()


@pytest.mark.parametrize(
    ("cell", "bar", "words"),
    [
        ("\t85%以上", "lowered", ("a weaker result passes it", "门槛降低")),
        ("\t98%以上", "raised", ("only a better result passes it", "门槛提高")),
        ("\t优秀", None, None),
        ("\t9个以上", None, None),
        ("\t", None, None),
    ],
)
def test_a_threshold_says_whether_its_bar_moved(cell, bar, words, text, disclosure):
    """Of the same indicator; where it cannot be told, it has changed and no more."""
    lines = text.split("\n")
    assert lines[148] == "\t95%以上"
    lines[148] = cell
    frame = yb.diff(disclosure, yb.parse_disclosure("\n".join(lines)))
    (row,) = frame.itertuples()
    assert (row.status, row.column, row.text_before) == ("changed", "excellent", "95%以上")
    assert (None if pd.isna(row.bar) else row.bar) == bar
    if words:
        assert words[0] in row.description
        assert words[1] in row.description_zh
    else:
        assert row.description.endswith("(line 149)")
        assert row.description_zh.endswith("（第149行）")
    if cell == "\t":
        assert pd.isna(row.text_after)
        assert "is blank (line 149)" in row.description
        assert "现为空白" in row.description_zh


@pytest.mark.usefixtures("two")
def test_two_years_are_taken_from_the_stored_ones_or_from_files(two_years):
    """By year, by file or as read, in any mixture; the same frame."""
    files = [two_years / "source" / f"{year}.txt" for year in (2019, 2020)]
    frame = yb.diff(2019, 2020)
    assert frame["status"].value_counts().to_dict() == {"changed": 8}
    assert (frame["year_before"] == 2019).all()
    assert (frame["year_after"] == 2020).all()
    read = yb.read_disclosure(files[0])
    for before, after in ((files[0], str(files[1])), (read, 2020), (2019, files[1])):
        pd.testing.assert_frame_equal(yb.diff(before, after), frame)
    renamed = frame[frame["column"] == "name"]
    assert ("四、城市市政管理", "四、城市市政设施管理") in zip(
        renamed["text_before"], renamed["text_after"], strict=True
    )
    back = yb.diff(2020, 2019)
    assert back["text_before"].tolist() == frame["text_after"].tolist()


@pytest.mark.usefixtures("two")
def test_the_bodys_year_is_meant_and_one_that_is_not_there_is_refused():
    """With those there are, as the loaders do."""
    with pytest.raises(KeyError, match=r"no disclosure of 2021 .*there are: 2019 .*; 2020"):
        yb.diff(2019, 2021)
    with pytest.raises(KeyError, match="no disclosure of 2019 别处"):
        yb.diff(2019, 2020, "别处")
    assert yb.diff(2019, 2019, yb.latest()["body"]).empty
    with pytest.raises(yb.UnreadableDisclosureError, match="no suffix"):
        yb.diff("2019年", 2019)


@pytest.mark.usefixtures("two")
def test_compare_and_diff_tell_of_the_same_names_and_budgets():
    """What `compare` has renamed or with another budget is a cell that changed, and no other."""
    pairs = yb.compare(2019, 2020)
    renamed = pairs[pairs["status"] == "renamed"]
    frame = yb.diff(2019, 2020)
    changed = set(frame.loc[frame["column"] == "name", "source_line_after"])
    assert set(renamed["source_line_after"]) <= changed
    budgets = pairs[pairs["change"].fillna(0) != 0]
    assert len(budgets) == (frame["column"] == "budget").sum()


def test_a_long_text_is_told_by_what_differs_in_it(text, disclosure):
    """A description is short; the whole texts stand beside it."""
    later = yb.parse_disclosure(second_year(text))
    for frame in (
        yb.diff(disclosure, later),
        yb.diff(disclosure, yb.parse_disclosure(text.replace("办公用房水电费", "办公用房电费", 1))),
    ):
        prose = frame[frame["column"] == "text"]
        assert prose["description"].str.len().max() < 250
        assert not prose["description"].str.contains("\n").any()
    (row,) = prose.itertuples()
    assert "办公用房水电费" in row.description
    assert "办公用房电费" in row.description_zh
    assert len(row.text_before) == len(row.text_after) + 1


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_any_two_documents_can_be_held_side_by_side(path, small):
    """Of other bodies too: every row of either is there, and each line once."""
    before, after = yb.parse_disclosure(small), yb.read_disclosure(path)
    frame = yb.diff(before, after, same=True)
    rows = frame[frame["status"] != "changed"]
    for when, one in (("before", before), ("after", after)):
        lines = rows[f"source_line_{when}"].dropna()
        assert not lines.duplicated().any()
        # Rows that changed and have not moved are told by their cells alone.
        changed = frame[frame["status"] == "changed"]
        there = set(lines) | set(changed[f"source_line_{when}"].dropna())
        narrative = {row["source_line"] for row in one.records["narrative"]}
        assert narrative <= there
    assert not frame["description"].str.contains(re.compile("None|nan")).any()
    assert before.body == SMALL_BODY
