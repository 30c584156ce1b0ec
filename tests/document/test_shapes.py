"""The form's other years, each by a synthetic document: what a person reads there is read."""

from decimal import Decimal

import pytest
from kit import GOLDEN

from yanjiao_budget import check_arithmetic, read_disclosure
from yanjiao_budget.document import front

NINE = [
    *("部门预算收支总表", "部门预算收入总表", "部门预算支出总表", "部门预算财政拨款收支总表"),
    *("一般公共预算财政拨款支出表", "一般公共预算财政拨款基本支出表"),
    *("政府性基金预算财政拨款支出表", "国有资本经营预算财政拨款支出表"),
    "财政拨款“三公”经费支出表",
]
# What each document says: body, code, rows by table, captions of its other tables.
SHAPES = {
    "shape_2018": (
        "示例县示范局",
        "001",
        {"indicators": 3, "activities": 3, "procurement": 2, "assets": 4, "glossary": 2},
        [],
    ),
    "shape_2020": (
        "示例县示范局",
        "001",
        {"indicators": 3, "activities": 3, "procurement": 2, "assets": 4, "glossary": 2},
        ["部门机构设置情况", "“三公”经费预算对比表"],
    ),
    "shape_2021": (
        "示例县示范局",
        "",
        {"indicators": 0, "activities": 0, "procurement": 0, "assets": 4, "glossary": 2},
        [*NINE, "部门机构设置情况", "示范项目绩效目标表", "部门政府采购预算"],
    ),
    "shape_2023": (
        "示例县示范中心",
        "",
        {"indicators": 0, "activities": 0, "procurement": 0, "assets": 0, "glossary": 2},
        [*NINE, "整体绩效目标表", "项目绩效目标表"],
    ),
}
every_shape = pytest.mark.parametrize("name", SHAPES)


def _read(name):
    return read_disclosure(GOLDEN / f"{name}.txt")


@every_shape
def test_a_shape_says_whose_it_is_and_what_it_holds(name):
    """Body, year, code, every section of the form, and the rows of its tables."""
    read = _read(name)
    body, code, rows, captions = SHAPES[name]
    assert (read.body, read.code, read.fiscal_year) == (body, code, int(name[-4:]))
    assert read.absent == ()
    assert {table: len(read.records[table]) for table in rows} == rows
    there = dict.fromkeys(row["caption"] for row in read.records["other_tables"])
    assert list(there) == captions


@every_shape
def test_a_shape_states_its_figures(name):
    """Those of the prose, exactly."""
    stated = {row["item"]: row["amount"] for row in _read(name).records["totals"]}
    assert stated["income"] == stated["expenditure"] == Decimal("31.45")
    assert (stated["basic"], stated["project"]) == (Decimal(20), Decimal("11.45"))
    assert (stated["three_public"], stated["official_hospitality"]) == (Decimal(3), Decimal(1))


@every_shape
def test_every_tie_of_a_shape_that_can_be_stated_holds(name):
    """The amounts of other tables are in none of them."""
    read = _read(name)
    ties = check_arithmetic(read)
    assert ties["holds"].fillna(value=True).all()
    lines = {row["source_line"] for row in read.records["other_tables"]}
    assert not lines & {line for tie in ties["source_lines"] for line in tie}


@every_shape
def test_every_line_of_a_shape_is_accounted_for(name):
    """In a table, blank, a heading of a table, or skipped with its reason; nothing is unread."""
    read = _read(name)
    lines = read.line_map()
    assert read.kept == ()
    plain = lines[lines["table"].isna() & (lines["text"].str.strip() != "")]
    assert set(plain["kind"]) <= {"caption", "column heading", "skipped"}
    assert plain[plain["kind"] == "skipped"]["reason"].notna().all()
    assert read.to_text() == (GOLDEN / f"{name}.txt").read_text("utf-8")


@every_shape
def test_every_cell_of_another_table_stands_on_its_line(name):
    """As printed, blank ones included."""
    read = _read(name)
    lines = (GOLDEN / f"{name}.txt").read_text("utf-8").split("\n")
    for row in read.records["other_tables"]:
        assert lines[row["source_line"] - 1] == f"\t{row['text'] or ''}"


def test_what_stands_around_the_shapes_is_skipped_by_its_kind():
    """Breadcrumbs, contents, parts, notes and attachments."""
    found = set()
    for name in SHAPES:
        lines = _read(name).line_map()
        found |= set(lines[lines["kind"] == "skipped"]["reason"])
    assert found >= {front.BREADCRUMB, front.CONTENTS, front.PARTS, front.NOTE, front.ATTACHMENT}


def test_the_nine_tables_of_2021_have_their_unit():
    """Printed in a cell above each."""
    rows = _read("shape_2021").records["other_tables"]
    assert {row["unit"] for row in rows if row["caption"] in NINE} == {"万元"}
    assert {row["section"] for row in rows if row["caption"] in NINE} == {0}
