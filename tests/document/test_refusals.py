"""Documents that cannot be read faithfully are refused, with the place and what was expected."""

import re
from itertools import pairwise

import pytest
from fuzz.share import ALL, FEW

from yanjiao_budget import UnreadableDisclosureError, parse_disclosure


def _refusal(text):
    with pytest.raises(UnreadableDisclosureError) as caught:
        parse_disclosure(text, "2019.txt")
    return caught.value


def _edited(text, edits):
    """Return the text with lines (from 1) replaced; None deletes, a list puts several there."""
    lines = text.split("\n")
    for number, new in sorted(edits.items(), reverse=True):
        lines[number - 1 : number] = [] if new is None else new if isinstance(new, list) else [new]
    return "\n".join(lines)


# Line numbers are those of data/source/2019.txt: 一、财政预算管理 begins on 134, its activities 1、
# on 144 and 2、 on 174; an indicator row takes the 9 lines from its first empty cell.
_CASES = {
    # The big table's cells.
    "a cell lost": ({137: None}, 134, "8 cells", "9 cells", "一、财政预算管理"),
    "a cell too many": ({137: ["\t甲", "\t乙"]}, 134, "10 cells", "9 cells", "一、财政预算管理"),
    "an empty cell lost": ({155: None}, 154, "8 cells", "9 cells", "票据使用率"),
    "a cell lost and one gained later": (
        {148: None, 160: ["\t85%以上", "\t85%以上"]},
        144,
        "8 cells",
        "9 cells",
        "非税收入管理",
    ),
    "two heading cells swapped": (
        {118: "\t内容描述", 119: "\t年度预算数"},
        118,
        "“内容描述”",
        "“年度预算数”",
        "heading row 1, cell 2",
    ),
    "the first heading moved": (
        {117: "\t年度预算数", 118: "\t职责活动"},
        117,
        "“年度预算数”",
        "“职责活动”",
        "",
    ),
    "two grades swapped": (
        {129: "\t良", 130: "\t优"},
        129,
        "“良”",
        "“优”",
        "heading row 2, cell 6",
    ),
    "an activity renumbered": ({174: "\t3、财政资金安排与使用管理"}, 174, "3、", "number 2", ""),
    "a responsibility renumbered": ({134: "\t二、财政预算管理"}, 134, "二、", "number 1", ""),
    "an unknown numbering": (
        {174: "\t②财政资金安排与使用管理"},
        174,
        "②财政",
        "1、 for an activity",
        "②财政资金安排与使用管理",
    ),
    "an activity before any responsibility": (
        {134: "\t1、财政预算管理"},
        134,
        "1、",
        "一、 for a responsibility",
        "1、财政预算管理",
    ),
    "an amount with two points": (
        {135: "\t11.4.5"},
        135,
        "“11.4.5”",
        "a number",
        "一、财政预算管理",
    ),
    "an amount in words": ({135: "\t十一"}, 135, "“十一”", "a number under 年度预算数", "一、财政"),
    "an amount with its unit": ({135: "\t11.45万"}, 135, "“11.45万”", "a number", "一、财政"),
    "text in a responsibility's indicator cell": (
        {138: "\t上缴率"},
        138,
        "“上缴率”",
        "an empty cell",
        "一、财政预算管理",
    ),
    "thresholds without an indicator": (
        {158: "\t"},
        159,
        "“95%以上”",
        "an empty cell",
        "activity 1.1 that names no indicator",
    ),
    "half a cell after a blank line": (
        {1559: ["\t办结率达", ""]},
        1561,
        "“95%以上” between the cells",
        "the line above",
        "",
    ),
    # Above the tables.
    "no unit": ({115: None}, 116, "no 单位：万元", "the table's unit", ""),
    "an unknown unit": ({115: "\t单位：亿元"}, 115, "“单位：亿元”", "unit", ""),
    "two units that differ": ({115: ["\t单位：万元", "\t单位：元"]}, 116, "“单位：元”", "one", ""),
    "no name of the body": ({114: None}, 116, "no name of the body", "it there", ""),
    "a day that is none": (
        {3534: "\t截止时间：2018年13月31日"},
        3534,
        "2018年13月31日",
        "day",
        "",
    ),
    "no day": ({3534: None}, 3533, "no 截止时间", "the day", ""),
    "no row below the headings": (
        dict.fromkeys(range(134, 3318)),
        132,
        "0 cells below the headings",
        "whole rows of 9",
        "",
    ),
    "headings cut short": (
        dict.fromkeys(range(119, 3318)),
        117,
        "2 heading cells",
        "15",
        "",
    ),
    "no table": (dict.fromkeys(range(114, 3318)), 112, "no table", "its table", ""),
    # Procurement and assets.
    "a procurement cell lost": ({3384: None}, 3383, "13 cells", "14 cells", "城市容貌"),
    "a price that is no number": ({3383: "\t约500"}, 3383, "“约500”", "单价", "城市容貌"),
    "a purchase without a name": ({3379: "\t"}, 3379, "an empty cell", "采购物品名称", "城市容貌"),
    "a second total row": ({3377: "\t合计"}, 3377, "“合计”", "one total row", ""),
    "no total row": (dict.fromkeys(range(3362, 3376)), 3363, "城市容貌", "合计", "城市容貌"),
    "text in the total row": ({3364: "\t货物"}, 3364, "“货物”", "an empty cell", "合　计"),
    "an asset without a number": ({3544: "\t房屋"}, 3544, "“房屋”", "numbered 1、", ""),
    "an asset without a value": ({3546: "\t"}, 3546, "an empty cell", "a number", "1、房屋"),
    "an asset cell lost": ({3545: None}, 3544, "2 cells", "3 cells", "1、房屋"),
    "a part before what it is part of": (
        {3544: "\t其中：房屋"},
        3544,
        "“其中：房屋”",
        "a numbered line",
        "",
    ),
    "units of heading and caption that differ": (
        {3534: ["\t截止时间：2018年12月31日", "\t单位：元"]},
        3539,
        "万元",
        "价值",
        "heading row 1, cell 3",
    ),
    # Sections and prose.
    "a section's heading gone": ({24: None}, 25, "“四、", "section number 3", ""),
    "a section straight below a table": (
        {3318: None, 3319: None},
        3318,
        "“六、政府采购预算情况” straight below a cell",
        "a blank line",
        "",
    ),
    "a section misnumbered": (
        {24: "四、机关运行经费安排情况"},
        24,
        "“四、",
        "section number 3",
        "",
    ),
    "an optional section gone, its number not": (
        {3320: None, 3321: None, 3323: None} | dict.fromkeys(range(3325, 3526)),
        3324,
        "“七、",
        "section number 6",
        "",
    ),
    "a section twice": (
        {26: "四、机关运行经费安排情况"},
        26,
        "“四、机关运行经费安排情况”",
        "it once, on line 24",
        "",
    ),
    "a figure under a title that the form has not": (
        {26: "四、债务情况"},
        27,
        "“三公”经费预算安排265.41万元” under 四、债务情况",
        "the section it is of",
        "",
    ),
    "the end of the document gone": (
        dict.fromkeys(range(3568, 3588)),
        3567,
        "the end of the document",
        "“名词解释 or 其它需要说明的事项”",
        "",
    ),
    "an amount without a unit": (
        {25: "机关运行经费共计安排925.5，用于运行。"},
        25,
        "安排925.5”",
        "万元 or 元",
        "",
    ),
    "a figure twice in one line": (
        {25: "机关运行经费1万元，机关运行经费2万元。"},
        25,
        "a second amount for 机关运行经费",
        "line 25",
        "",
    ),
    "a figure twice in two lines": (
        {25: ["机关运行经费1万元。", "机关运行经费1.01万元。"]},
        26,
        "a second amount for 机关运行经费",
        "line 25",
        "",
    ),
    "a change twice": (
        {25: ["机关运行经费1万元，增加1万元。", "机关运行经费较上年增加2万元。"]},
        26,
        "a second change for 机关运行经费",
        "line 25",
        "",
    ),
    "an amount in words of a figure": (
        {25: "机关运行经费安排九百万元。"},
        25,
        "机关运行经费安排九百万元",
        "万元 or 元",
        "",
    ),
    "another section's figure alone": (
        {25: "政府采购预算925.5万元。"},
        25,
        "政府采购预算925.5万元",
        "the section it is of",
        "",
    ),
    "a required figure gone": ({15: None}, 11, "no amount for 预算收入", "this section", ""),
    "a cell in the prose": (
        {25: ["\t机关运行经费", ""]},
        25,
        "a table cell",
        "机关运行经费安排情况",
        "",
    ),
    "a cell below the title": ({2: "\t甲"}, 2, "a table cell “甲”", "only prose", ""),
    "a cell above the title": (
        {1: ["\t甲", "", "乙2019年部门预算"]},
        1,
        "a table cell",
        "prose",
        "",
    ),
    # The file.
    "a tab within a line": ({135: "\t11.45\t甲"}, 135, "a tab within a line", "at the start", ""),
    "a title without a year": ({1: "某单位部门预算公开"}, 1, "某单位", "20XX年部门预算", ""),
    "a title gone": ({1: None}, 1, "按照《中华", "a title", ""),
    "an empty file": (dict.fromkeys(range(1, 3588)), 1, "no text", "a title", ""),
}


@pytest.mark.parametrize("case", _CASES)
def test_a_broken_document_is_refused_at_its_line(case, text):
    """The message names file, line, what was found, what was expected, and the row."""
    edits, line, found, expected, row = _CASES[case]
    error = _refusal(_edited(text, edits))
    assert error.line == line, error
    assert found in error.found
    assert expected in error.expected
    assert row in error.row
    assert bool(row) == bool(error.row), error
    for part in ("2019.txt", f"line {line}", error.found, error.expected, error.row):
        assert part in str(error)
    assert "Compare this line with the published document" in str(error)


# Lines of the big table: its captions, its first responsibility, and the end of it.
_CAPTIONS, _ROWS, _END = 114, 134, 3318
_HEAD = """\
虚构县小型站2019年部门预算公开情况说明
一、部门预算安排的总体情况
2019年预算收入8万元，支出预算8万元。
二、绩效预算信息
部门职责-工作活动绩效目标

"""
_TAIL = """

三、其它需要说明的事项
无。
"""


def _parts(text):
    """Yield, for each responsibility, a small document that has no other.

    Three things: the lines to try there, each once, the headings with the first responsibility; the
    document's line for each line of the small one; the small one. Its rows are printed as they are
    but for the responsibility's number. The first row of the next responsibility stands below, for
    a row that is cut short to run on into.
    """
    lines = text.split("\n")
    numeral = re.compile(r"\t[一二三四五六七八九十]+、")
    starts = [number for number in range(_ROWS, _END) if numeral.match(lines[number - 1])]
    headings = [*range(_CAPTIONS, _ROWS)]
    for start, stop in pairwise([*starts, _END]):
        own, following = [*range(start, stop)], [*range(stop, min(stop + 10, _END))]
        rows = [lines[number - 1] for number in headings]
        rows += [numeral.sub("\t一、", lines[number - 1]) for number in own]
        rows += [numeral.sub("\t二、", lines[number - 1]) for number in following]
        numbers = [0] * _HEAD.count("\n") + headings + own + following + [0] * _TAIL.count("\n")
        tries = headings + own if start == _ROWS else own
        yield tries, numbers, _HEAD + "\n".join(rows) + _TAIL


def test_no_line_of_the_big_table_can_be_lost_unseen(text):
    """Every line of every cell, empty ones included: without it, refused within its own row.

    Only the rest of a cell printed over two lines can go and leave a table: it shows in the cell.
    A share of the lines is tried, all over the table, where not all are asked for.
    """
    lines = text.split("\n")
    every = 1 if ALL else 13 if FEW else 3  # line
    tried, unseen, far, read = [], [], [], []
    start = _CAPTIONS
    for tries, numbers, part in _parts(text):
        whole = parse_disclosure(part).records["indicators"]
        for number in tries:
            # A blank line parts two rows but once, in the row of 规划完成率.
            start = start if lines[number - 2] or number == 2934 else number
            if not lines[number - 1] or number % every:
                continue
            tried.append(number)
            try:
                damaged = parse_disclosure(_edited(part, {numbers.index(number) + 1: None}))
            except UnreadableDisclosureError as error:
                at = numbers[error.line - 1]
                if not start - 1 <= at <= number + 9:  # A row begins with its first cell.
                    far.append((number, at, str(error)))
                continue
            read.append(number)
            if damaged.records["indicators"] == whole:
                unseen.append(number)
    there = [number for number in range(_CAPTIONS, _END) if lines[number - 1]]
    assert tried == [number for number in there if not number % every]
    assert unseen == []
    assert far == []
    assert read == [number for number in (1560, 1562, 1564, 1566) if not number % every]


@pytest.mark.parametrize("line", [117, 134, 1274, 1281, 2934, 3317])
def test_a_line_lost_is_refused_in_the_whole_document_as_in_a_part_of_it(line, text):
    """The test above tries each line where its responsibility stands alone."""
    numbers, part = next((numbers, part) for tries, numbers, part in _parts(text) if line in tries)
    place = numbers.index(line) + 1
    whole, alone = _refusal(_edited(text, {line: None})), _refusal(_edited(part, {place: None}))
    # Without a line, those below it stand one higher.
    at = alone.line + (alone.line >= place)
    assert whole.line + (whole.line >= line) == numbers[at - 1]
    assert (whole.found, whole.expected) == (alone.found, alone.expected)


def _shortened(text):
    """Return the document without the rows of the big table after the first two, and how many.

    What stands below the table is the same, that many lines higher.
    """
    lines = text.split("\n")
    kept = 154  # The first responsibility's row, and its first activity's.
    return "\n".join(lines[: kept - 1] + lines[_END - 1 :]), _END - kept


@pytest.mark.parametrize(("lines", "count"), [(range(3325, 3518, 3), 53), (range(3533, 3566), 25)])
def test_no_line_of_the_other_tables_can_be_lost_unseen(lines, count, text):
    """Procurement and assets: a line that goes is refused, near to where it was."""
    short, missing = _shortened(text)
    printed = short.split("\n")
    tried = [line - missing for line in lines if printed[line - missing - 1].strip(" ")]
    assert len(tried) == count
    for line in tried[:: 4 if FEW else 1]:
        error = _refusal(_edited(short, {line: None}))
        assert abs(error.line - line) <= 15, error


def test_no_line_of_prose_can_be_lost_unseen(text):
    """What is not refused is listed as unread or missed in the narrative."""
    short, _ = _shortened(text)
    narrative = len(parse_disclosure(short).records["narrative"])
    counts = {"refused": 0, "listed": 0, "missed": 0}
    lines = enumerate(short.split("\n"), 1)
    prose = [number for number, line in lines if line.strip() and not line.startswith("\t")]
    for number in prose[:: 4 if FEW else 1]:
        try:
            damaged = parse_disclosure(_edited(short, {number: None}))
        except UnreadableDisclosureError:
            counts["refused"] += 1
            continue
        counts["listed" if damaged.kept else "missed"] += 1
        assert len(damaged.records["narrative"]) == narrative - 1
    of_all, of_few = (11, 31, 36), (4, 6, 10)
    assert tuple(counts.values()) == (of_few if FEW else of_all)


@pytest.mark.parametrize("seed", range(0, 40, 8 if FEW else 1))
def test_two_cells_swapped_between_columns_show(seed, text, disclosure):
    """A text that moves to another cell is refused there or stands where it was moved to."""
    lines = text.split("\n")
    cells = [at for at, line in enumerate(lines) if re.fullmatch("\t.+", line)]
    first, after = cells[seed * 97 % len(cells)], (seed * 389 + 1000) % len(cells)
    second = next(at for at in cells[after:] + cells[:after] if lines[at] != lines[first])
    lines[first], lines[second] = lines[second], lines[first]
    try:
        damaged = parse_disclosure("\n".join(lines))
    except UnreadableDisclosureError as error:
        assert error.line - 1 in (first, second), error  # noqa: PT017 - refused or read
        return
    assert damaged.records != disclosure.records


@pytest.mark.parametrize("after", ["部门政府采购预算", "固定资产占用情况表"])
def test_a_table_that_the_prose_states_an_amount_of_is_not_missed_in_silence(text, after):
    """A section with its amount and no table is refused, optional or not."""
    lines = text.split("\n")
    start = next(i for i, line in enumerate(lines) if line.endswith(after))
    stop = next(i for i in range(start + 1, len(lines)) if lines[i][:1] not in ("\t", ""))
    with pytest.raises(UnreadableDisclosureError, match="no table under"):
        parse_disclosure("\n".join(lines[: start + 1] + lines[stop:]))
