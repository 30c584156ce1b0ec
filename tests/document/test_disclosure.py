"""The disclosure's text to records: nothing lost, nothing invented, every line accounted for."""

import re
from decimal import Decimal

import pandas as pd
import pytest
from fuzz.share import ALL, FEW
from hypothesis import given, settings
from hypothesis import strategies as st
from kit import GOLDEN
from kit.golden import PAIRS, as_json

from yanjiao_budget import (
    UnreadableDisclosureError,
    check_arithmetic,
    frames,
    parse_disclosure,
    read_disclosure,
)
from yanjiao_budget.document.numbers import read_number
from yanjiao_budget.schema import BY_NAME


@pytest.fixture(scope="module")
def tables(disclosure):
    """Return the tables of the real document."""
    return frames(disclosure)


@pytest.fixture(scope="module")
def line_map(disclosure):
    """Return what each line of the real document was read as."""
    return disclosure.line_map()


# Nothing lost


def test_the_document_is_rebuilt_byte_for_byte(disclosure, source):
    """The pieces hold every character."""
    assert disclosure.to_text().encode() == source.read_bytes()


def test_every_line_is_accounted_for_once_and_in_order(line_map, text):
    """The map has the document's lines and no others, each as printed."""
    assert line_map["line"].tolist() == list(range(1, len(text.splitlines()) + 1))
    assert line_map["text"].tolist() == text.splitlines()
    assert line_map["kind"].notna().all()


def test_every_skipped_line_says_why_and_only_those_do(line_map):
    """A line from which nothing was published has a reason."""
    assert ((line_map["kind"] == "skipped") == line_map["reason"].notna()).all()


def test_the_one_blank_indicator_row_is_skipped_with_its_reason(line_map, disclosure):
    """Activity 6.2 prints a row and leaves it blank; the numbers after it keep their place."""
    skipped = line_map[line_map["kind"] == "skipped"]
    assert skipped["line"].tolist() == list(range(1274, 1283))
    assert skipped["reason"].unique().tolist() == [
        "the document prints a row for an indicator and leaves it blank"
    ]
    numbers = [
        row["indicator"]
        for row in disclosure.records["indicators"]
        if (row["responsibility"], row["activity"]) == (6, 2)
    ]
    assert 2 not in numbers
    assert numbers[:2] == [1, 3]


_LAYOUT = re.compile(r"\t?\s*(?:[一二三四五六七八九十]+、|\d+、|其中：)?\s*")


def test_the_document_is_rebuilt_from_its_tables(line_map, tables):
    """Each printed cell and paragraph stands in the row and column the map names.

    The layout (tab, spaces, the number before a name) is set aside; amounts are equal as numbers.
    """
    cells = line_map.dropna(subset=["table", "row", "column"])
    texts = cells.groupby(["table", "row", "column"])["text"].agg("\n".join)
    for (table, row, column), printed in texts.items():
        value = tables[table].loc[row - 1, column]
        if pd.isna(value):
            assert not printed.strip(), (table, row, column)
        elif isinstance(value, str):
            layout = printed.strip().removesuffix(value)
            assert printed.strip().endswith(value), (table, row, column)
            assert _LAYOUT.fullmatch(layout), (table, row, column)
        else:
            assert float(read_number(printed)) == value, (table, row, column)


def test_no_printed_cell_is_left_out_of_the_tables(line_map):
    """Every cell with text has a column; only the words 合计 of a total row are but a label."""
    cells = line_map[(line_map["kind"] == "cell") & (line_map["text"].str.strip() != "")]
    assert cells[cells["column"].isna()]["text"].tolist() == ["\t合　计"]


def test_no_prose_is_left_out_of_the_tables(line_map):
    """Whatever is neither blank nor part of a table is a row of the narrative."""
    prose = line_map["kind"].isin(["title", "section", "heading", "paragraph"])
    prose |= (line_map["kind"] == "caption") & ~line_map["text"].str.startswith("\t")
    assert (line_map[prose]["table"] == "narrative").all()
    assert prose.sum() == 78


def test_nothing_in_the_tables_was_not_printed(line_map, tables):
    """Every value of a printed column has its line in the map."""
    mapped = set(
        line_map.dropna(subset=["table", "row", "column"])[["table", "row", "column"]].itertuples(
            index=False, name=None
        )
    )
    printed = {table: set(rows["column"].dropna()) for table, rows in line_map.groupby("table")}
    assert {table: len(columns) for table, columns in printed.items()} == {
        "activities": 4,
        "assets": 3,
        "indicators": 5,
        "narrative": 1,
        "procurement": 14,
        "responsibilities": 4,
        "totals": 1,
    }
    for table, columns in printed.items():
        for column in columns:
            for row, value in enumerate(tables[table][column], 1):
                of_the_prose = table == "totals" and row not in range(21, 25)
                if pd.notna(value) and not of_the_prose:
                    assert (table, row, column) in mapped


def test_every_figure_of_the_prose_stands_on_the_line_it_cites(disclosure, text):
    """The number is printed there, with the words of its label."""
    lines = text.split("\n")
    for row in disclosure.records["totals"] + disclosure.records["changes"]:
        printed = lines[row["source_line"] - 1]
        amount = abs(row.get("change", row["amount"]))
        numbers = [Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", printed)]
        assert amount in numbers or (not amount and "持平" in printed), row


def test_every_row_begins_on_the_line_it_cites(disclosure, text):
    """A row's name, term or paragraph is printed there."""
    lines = text.split("\n")
    for table, column in (
        ("responsibilities", "name"),
        ("activities", "name"),
        ("indicators", "name"),
        ("procurement", "name"),
        ("assets", "name"),
        ("glossary", "name"),
        ("narrative", "text"),
    ):
        for row in disclosure.records[table]:
            assert row[column].split("\n")[0] in lines[row["source_line"] - 1], row


# The facts of the real document


def test_the_real_document_has_its_known_rows_and_sums(disclosure):
    """What anyone can count and add up on the printed page."""
    records = disclosure.records
    sizes = {name: len(rows) for name, rows in records.items()}
    assert sizes == {
        "disclosures": 1,
        "totals": 25,
        "changes": 9,
        "responsibilities": 13,
        "activities": 94,
        "indicators": 304,
        "blank_indicators": 1,
        "procurement": 10,
        "assets": 7,
        "glossary": 6,
        "narrative": 78,
        "other_tables": 0,
    }
    assert sum(row["kind"] == "section" for row in records["narrative"]) == 9
    for table in ("responsibilities", "activities"):
        assert sum(row["budget"] or 0 for row in records[table]) == Decimal("90119.38")
    assert sum(row["budget"] is not None for row in records["activities"]) == 18
    assert sum(row["budget"] is None for row in records["activities"]) == 76
    assert sum(row["budget"] is None for row in records["responsibilities"]) == 2
    assert sum(row["amount"] for row in records["procurement"]) == Decimal("7922.04")
    assert records["assets"][0]["amount"] == Decimal("22534.64")
    stated = {row["item"]: row["amount"] for row in records["totals"]}
    assert stated["income"] == stated["expenditure"] == Decimal("95531.43")
    assert stated["project"] == Decimal("90119.41")


def test_the_real_document_says_who_published_it_and_for_which_year(disclosure):
    """Title, body, code and year; every section of the form is there."""
    assert disclosure.title == ("三河市燕郊高新技术产业开发区管理委员会2019年部门预算公开情况说明")
    assert disclosure.body == "三河市燕郊高新技术产业开发区管理委员会"
    assert (disclosure.code, disclosure.fiscal_year, disclosure.absent) == ("979", 2019, ())


def test_the_heading_with_nothing_under_it_is_recorded_as_empty(disclosure):
    """机构设置 announces what the document does not give."""
    empty = [row["name"] for row in disclosure.records["narrative"] if row["is_empty"]]
    assert empty == ["机构设置"]


def test_empty_cells_stay_empty_and_stand_in_the_map(line_map):
    """A blank cell is a cell: 1067 of them."""
    assert (line_map["text"] == "\t").sum() == 1067


def test_thresholds_keep_every_distinct_wording(disclosure):
    """97 of them, the blank included; `——`, `无`, `0` and blank are four different things."""
    texts = [
        row[grade]
        for row in disclosure.records["indicators"]
        for grade in ("excellent", "good", "fair", "poor")
    ]
    assert len(set(texts)) == 97
    assert {"——", "无", "0", None} <= set(texts)
    ladders = {
        tuple(row[grade] for grade in ("excellent", "good", "fair", "poor"))
        for row in disclosure.records["indicators"]
    }
    assert len(ladders) == 34


def test_a_reason_stands_with_the_change_it_explains(disclosure):
    """The reason after a bracket belongs to the figure before the bracket, not in it."""
    reasons = {row["item"]: row["reason"] for row in disclosure.records["changes"]}
    cause = "2018年初我单位安排的年初预算略少，年中进行了预算调整"
    assert reasons["basic"] == "人员调资和保险基数增加"
    assert reasons["vehicles"] == reasons["official_hospitality"] == cause
    assert reasons["vehicle_running"] is reasons["three_public"] is None


# Golden pairs: a new case is a .txt, and a .json that tests/write_golden.py writes


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_a_synthetic_document_gives_the_records_beside_it(path):
    """What the form's variants mean, written down."""
    disclosure = read_disclosure(path)
    assert as_json(disclosure) == path.with_suffix(".json").read_text("utf-8")
    assert disclosure.to_text().encode() == path.read_bytes()
    assert disclosure.line_map()["line"].tolist() == list(
        range(1, len(path.read_text("utf-8").splitlines()) + 1)
    )


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_a_synthetic_document_reads_the_same_in_gb18030_with_windows_line_ends(path, tmp_path):
    """As an older Word saves plain text."""
    text = path.read_text("utf-8").replace("\n", "\r\n")
    saved = tmp_path / path.name
    saved.write_bytes(text.encode("gb18030"))
    read = read_disclosure(saved)
    assert read.encoding == "gb18030"
    assert read.records == read_disclosure(path).records
    assert read.to_text() == text


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_every_line_of_a_synthetic_document_is_in_a_table_or_has_its_reason(path):
    """Prose is a row of the narrative, a cell stands in a column, what is skipped says why."""
    line_map = read_disclosure(path).line_map()
    printed = line_map[line_map["text"].str.strip() != ""]
    assert printed[printed["kind"] == "skipped"]["reason"].notna().all()
    printed = printed[printed["kind"] != "skipped"]
    cells = printed["text"].str.startswith("\t") | (printed["kind"] == "cell")
    assert (printed[~cells]["table"] == "narrative").all()
    unplaced = printed[cells & printed["column"].isna()]
    assert set(unplaced["kind"]) <= {"caption", "column heading", "cell"}
    assert (
        unplaced[unplaced["kind"] == "cell"]["text"].str.split().str.join("").isin(["合计"]).all()
    )


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_a_synthetic_document_says_that_it_is_one(path):
    """Nobody should take it for something a government published."""
    assert "合成样例" in path.read_text("utf-8").split("\n")[1]


def _without_unit(disclosure):
    return {
        name: [{k: v for k, v in row.items() if k not in ("unit", "text")} for row in rows]
        for name, rows in disclosure.records.items()
        if name != "disclosures"  # It names the file.
    }


def test_a_document_in_yuan_gives_the_same_amounts_and_keeps_its_unit(small):
    """Amounts are in 万元 whatever is printed, and what is printed is told."""
    yuan = read_disclosure(GOLDEN / "yuan.txt")
    assert _without_unit(yuan) == _without_unit(parse_disclosure(small))
    for table in ("totals", "changes", "procurement", "assets"):
        assert {row["unit"] for row in yuan.records[table]} == {"元"}
    assert check_arithmetic(yuan)["holds"].fillna(value=True).all()


def test_a_document_without_the_optional_sections_reads_and_says_so():
    """No procurement and no assets: the other sections are numbered on."""
    path = GOLDEN / "without_optional_sections.txt"
    disclosure = read_disclosure(path)
    assert disclosure.absent == ("政府采购预算情况", "国有资产信息")
    assert disclosure.records["procurement"] == disclosure.records["assets"] == []
    assert check_arithmetic(disclosure)["holds"].fillna(value=True).all()
    assert {name: len(frame) for name, frame in frames(disclosure).items()}["assets"] == 0


def _golden(name):
    return read_disclosure(GOLDEN / f"{name}.txt")


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_the_ledger_and_the_tables_take_any_form_of_the_document(path):
    """Every tie that can be stated holds in these, and no required value is missing."""
    disclosure = read_disclosure(path)
    assert check_arithmetic(disclosure)["holds"].fillna(value=True).all()
    for name, frame in frames(disclosure).items():
        required = [c.name for c in BY_NAME[name].columns if c.required]
        named = [name for name in required if not name.endswith("_en")]
        assert frame[named].notna().all(axis=None)


def test_a_body_with_nothing_to_state_has_no_figures_made_up_for_it():
    """无“三公”经费 and no project are no zeros; an empty section says that it is empty."""
    read = _golden("nothing_to_state")
    assert {row["item"] for row in read.records["totals"]} == {
        *("income", "general_public_budget", "expenditure", "basic")
    }
    assert read.records["changes"] == read.records["procurement"] == []
    empty = [row["name"] for row in read.records["narrative"] if row["is_empty"]]
    assert empty == ["政府采购预算情况"]
    assert read.absent == ("机关运行经费安排情况", "国有资产信息", "其它需要说明的事项")


def test_a_change_stated_as_a_percentage_alone_has_no_amount_made_up_for_it():
    """Nothing is derived from a rounded percentage."""
    rows = {row["item"]: row for row in _golden("worded_changes").records["changes"]}
    assert rows["basic"]["stated_growth"] == Decimal("0.10")
    for column in ("change", "previous", "growth", "contribution"):
        assert rows["basic"][column] is None
    assert rows["project"]["growth"] == rows["project"]["stated_growth"] == Decimal("0.1")


def test_sections_in_another_order_give_the_same_rows(small):
    """Cut, put in another order and numbered on; only the lines they cite differ."""
    numerals = "一二三四五六七八九"
    opening, *sections = re.split(r"(?m)^(?=[一二三四五六七八九]、[^合])", small)
    moved = [sections[place] for place in (0, 4, 6, 1, 3, 2, 5, 7, 8)]
    numbered = [f"{numeral}、{part[2:]}" for numeral, part in zip(numerals, moved, strict=True)]
    disclosure = parse_disclosure(opening + "".join(numbered))

    def facts(records):
        kept = {name: rows for name, rows in records.items() if name != "narrative"}
        return {
            name: sorted(
                str({k: v for k, v in row.items() if k not in ("source_line", "lines")})
                for row in rows
            )
            for name, rows in kept.items()
        }

    assert facts(disclosure.records) == facts(parse_disclosure(small).records)


@pytest.mark.parametrize(
    "caption",
    [
        "\t001示例县示范局\n\t单位：万元",
        "\t部门编码及名称：[001]示例县示范局\n\t金额单位：万元",
        "\t单位名称：001 示例县示范局　　　　单位：万元",
        "部门：001示例县示范局　　　单位：万元",
        "部门：001示例县示范局 单位：万元",
        "预算部门：001示例县示范局\n（单位：万元）",
        "编制部门：001示例县示范局\n\n货币单位：人民币万元\n",
    ],
)
def test_what_stands_above_a_table_is_read_in_cells_and_in_prose(caption, small):
    """Code and unit, in one cell or two, or in lines straight above the table."""
    disclosure = parse_disclosure(small.replace("\t001示例县示范局\n\t单位：万元", caption))
    assert disclosure.code == "001"
    assert _without_lines(disclosure) == _without_lines(parse_disclosure(small))


def _without_lines(disclosure):
    return {
        name: [{k: v for k, v in row.items() if k not in ("source_line", "lines")} for row in rows]
        for name, rows in disclosure.records.items()
        if name != "narrative"
    }


@pytest.mark.parametrize(
    ("title", "body", "year"),
    [
        ("2022年虚构县示例局部门预算公开", "虚构县示例局", 2022),
        ("虚构县示例局　2022 年部门预算公开", "虚构县示例局", 2022),
        ("２０２２年度　虚构县示例局部门预算信息公开说明", "虚构县示例局", 2022),
        ("虚构县示例局2022年度部门预算", "虚构县示例局", 2022),
        ("虚构县示例局\n2022年部门预算公开情况说明", "虚构县示例局", 2022),
    ],
)
def test_a_title_may_open_with_its_year(title, body, year, small):
    """Or have it after the body's name, which may have a line of its own."""
    read = parse_disclosure(small.replace(small.split("\n")[0], title, 1))
    assert (read.body, read.fiscal_year) == (body, year)


def test_a_heading_numbered_as_the_next_section_would_be_is_none():
    """Where sections and headings are both numbered 1., the section's title tells a heading 3."""
    text = _golden("dotted_numbers").to_text()
    read = parse_disclosure(
        text.replace("（1）收入说明", "1．收入说明").replace("（2）支出", "2．支出")
    )
    assert {"收入说明", "支出说明"} <= {row["name"] for row in read.records["narrative"]}
    read = parse_disclosure(text.replace("（2）支出说明", "3．支出说明"))
    assert [(one.text, one.expected) for one in read.kept] == [("3．支出说明", "number 1 next")]
    assert "支出说明" in {row["name"] for row in read.records["narrative"]}


@pytest.mark.parametrize("title", ["六、政府采购预算情况", "七、国有资产信息"])
def test_the_real_document_reads_without_one_of_its_optional_sections(title, text):
    """Cut out and the later sections renumbered."""
    sections = re.split(r"(?m)^(?=[ ]?[一二三四五六七八九]、)", text)
    kept = [part for part in sections if not part.lstrip().startswith(title)]
    numerals = "一二三四五六七八九"
    cut = kept[0] + "".join(
        re.sub(r"[一二三四五六七八九]、", f"{numerals[i]}、", part, count=1)
        for i, part in enumerate(kept[1:])
    )
    disclosure = parse_disclosure(cut)
    assert disclosure.absent == (title[2:],)
    assert disclosure.to_text() == cut
    assert not check_arithmetic(disclosure).empty


# Regressions


def test_regression_a_change_is_not_given_to_the_first_figure_when_it_follows_another(small):
    """`公务接待费1万元，比上年增加…` was read as a change of all three expenses."""
    said = small.replace("；公务接待费1万元。", "。公务接待费1万元，比上年减少2万元。").replace(
        "公务接待费与上年持平。", ""
    )
    with pytest.raises(UnreadableDisclosureError, match="a second change for 因公出国"):
        parse_disclosure(
            said.replace(
                "因公出国（境）费0万元；",
                "公务接待费1万元，因公出国（境）费0万元，较上年增加9万元；",
            )
        )
    changes = {row["item"]: row["change"] for row in parse_disclosure(said).records["changes"]}
    assert changes["official_hospitality"] == -2


def test_regression_words_may_stand_between_a_figure_and_its_change(small):
    """`公务接待费预算与上年持平` is about official hospitality."""
    said = parse_disclosure(small.replace("公务接待费与上年持平", "公务接待费预算与上年持平"))
    assert said.records["changes"] == parse_disclosure(small).records["changes"]


def test_regression_a_part_of_a_figure_not_stated_is_part_of_the_next_larger(small):
    """Without 公务用车购置及运维费 its parts are parts of the three, and no reference dangles."""
    said = small.replace(
        "公务用车购置及运维费2万元（其中：公务用车购置费为0，公务用车运行费2万元)；",
        "公务用车运行费2万元；",
    )
    said = re.sub("公务用车购置及运维费增加.*?车辆老旧。", "", said)
    part_of = {row["item"]: row["part_of"] for row in parse_disclosure(said).records["totals"]}
    assert "vehicles" not in part_of
    assert part_of["vehicle_running"] == "three_public"


def test_regression_numbers_in_the_bodys_name_are_part_of_it(small):
    """示例县12345热线中心 is a name; its code is what stands before it."""
    read = parse_disclosure(
        small.replace("001示例县示范局", "001示例县12345热线中心").replace(
            "示例县示范局2021", "示例县12345热线中心2021"
        )
    )
    assert (read.body, read.code) == ("示例县12345热线中心", "001")


def test_regression_a_heading_above_numbered_headings_is_not_empty(disclosure, small):
    """总体绩效目标： followed at once by （一） has something under it."""
    rows = parse_disclosure(small).records["narrative"]
    assert [row["name"] for row in rows if row["is_empty"]] == ["机构设置"]
    assert len(disclosure.records["narrative"]) == 78


def test_regression_a_year_in_the_bodys_name_is_not_the_budgets(small):
    """The budget's year is the last before 部门预算."""
    read = parse_disclosure(small.replace("示范局2021年", "2008年奥运场馆2021年", 1))
    assert (read.body, read.fiscal_year) == ("示例县2008年奥运场馆", 2021)


def test_regression_carriage_returns_alone_are_named(small):
    """Old word processors on a Mac save text so; it looked like one line with tabs in it."""
    with pytest.raises(UnreadableDisclosureError, match="carriage return alone"):
        parse_disclosure(small.replace("\n", "\r"))


def test_regression_a_hundred_responsibilities_are_counted_on(small):
    """一百零一 has a 零 in it."""
    numerals = [
        *"一二三四五六七八九",
        *(f"{t}十{u}" for t in ("", *"二三四五六七八九") for u in ("", *"一二三四五六七八九")),
    ]
    numerals += ["一百", "一百零一"]
    row = "\t{}、合成职责" + "\n\t" * 8 + "\n\n"
    last = small.index("\n六、政府采购")
    rows = "".join(row.format(numeral) for numeral in numerals[2:])
    records = parse_disclosure(small[:last] + rows + small[last:]).records["responsibilities"]
    assert [record["responsibility"] for record in records] == list(range(1, 102))


# Never a crash


_LINES = st.sampled_from(
    [
        *[
            "",
            "\t",
            "\t1、甲",
            "\t二、乙",
            "\t1.5",
            "\t——",
            "　",
            "六、政府采购预算情况",
            "十、其他",
        ],
        *[
            "1、丙。",
            "（一）丁",
            "其中：1万元",
            "基本支出3万元",
            "\t合计",
            "\t单位：元",
            "\t职责活动",
            "丙：",
        ],
        *[
            "\t截止时间：2020年13月45日",
            "机关运行经费与上年持平",
            "\ta\tb",
            "1、：无",
            "主要原因是己",
        ],
    ]
)
_EDITS = st.lists(
    st.tuples(
        st.sampled_from(["delete", "double", "swap", "replace", "insert", "character"]),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
        _LINES,
        st.sampled_from("0９.，、：一元万（)\t\r 年"),
    ),
    min_size=1,
    max_size=6,
)


def _mutate(text, edits):
    lines = text.split("\n")
    for kind, first, second, line, character in edits:
        at, other = first % len(lines), second % len(lines)
        if kind == "delete" and len(lines) > 1:
            del lines[at]
        elif kind == "double":
            lines.insert(at, lines[at])
        elif kind == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        elif kind == "replace":
            lines[at] = line
        elif kind == "insert":
            lines.insert(at, line)
        elif kind == "character":
            place = second % (len(lines[at]) + 1)
            lines[at] = lines[at][:place] + character + lines[at][place + second % 2 :]
    return "\n".join(lines)


@settings(max_examples=(15 if ALL else 2 if FEW else 8) * settings().max_examples)
@given(_EDITS)
def test_a_damaged_document_is_read_whole_or_refused(small, edits):
    """Nothing but the one error, and whatever is read is accounted for to the last line."""
    damaged = _mutate(small, edits)
    try:
        disclosure = parse_disclosure(damaged)
    except UnreadableDisclosureError:
        return
    assert disclosure.to_text() == damaged
    lines = damaged.removesuffix("\n").split("\n")
    line_map = disclosure.line_map()
    assert line_map["line"].tolist() == list(range(1, len(lines) + 1))
    printed = line_map[line_map["column"].isna() & (line_map["text"].str.strip() != "")]
    unpublished = printed[printed["kind"].isin(["cell", "skipped", "paragraph"])]["text"]
    assert {"".join(text.split()) for text in unpublished} == {"合计"}
    check_arithmetic(disclosure)
    for name, frame in frames(disclosure).items():
        table = BY_NAME[name]
        assert not frame.duplicated(list(table.key)).any()
        required = [c.name for c in table.columns if c.required and not c.name.endswith("_en")]
        assert frame[required].notna().all(axis=None)


@settings(max_examples=3 * settings().max_examples)
@given(st.text(st.sampled_from("\t\n 2019年部门预算一二、甲1（）万元：。"), max_size=120))
def test_any_text_is_read_or_refused(text):
    """A file that is no disclosure at all meets the one error too."""
    with pytest.raises(UnreadableDisclosureError):
        parse_disclosure(text)
