"""What a text's own blank lines, numbers and headings tell is never read otherwise.

Line numbers are those of data/source/2019.txt.
"""

from decimal import Decimal

import pytest
from fuzz.share import FEW
from kit.golden import PAIRS

from yanjiao_budget import UnreadableDisclosureError, find_indicators, find_text, parse_disclosure
from yanjiao_budget.document.ledger import printed_once, ties
from yanjiao_budget.document.statements import read_figures


def _refusal(text):
    with pytest.raises(UnreadableDisclosureError) as caught:
        parse_disclosure(text, "2019.txt")
    return caught.value


@pytest.fixture
def edited(text):
    """Return a function that puts lines, from 1, as others; None deletes one."""

    def edit(changes):
        lines = text.split("\n")
        for number, new in sorted(changes.items(), reverse=True):
            lines[number - 1 : number] = [] if new is None else new.split("\n")
        return "\n".join(lines)

    return edit


# A row that crosses a blank line.


def test_a_cell_lost_and_an_empty_one_gained_in_the_next_row_is_refused_at_the_first(edited):
    """The ladder of 非税收入上缴率 was read as 85, 70, 60 and none."""
    error = _refusal(edited({149: None, 154: "\t\n\t"}))
    assert error.line == 144
    assert (error.found, error.expected) == ("8 cells", "9 cells")


@pytest.mark.parametrize("gained", [154, 158, 162])
@pytest.mark.parametrize("lost", [144, 148, 152])
def test_wherever_in_the_next_row_the_empty_cell_is_gained(lost, gained, edited, text):
    """The count of cells is right as a whole, and that of the first row is not."""
    changes = {lost: None, gained: text.split("\n")[gained - 1] + "\n\t"}
    assert 144 <= _refusal(edited(changes)).line <= 154


def test_a_cell_lost_in_a_wide_row_is_refused_near_it(edited):
    """The line named is halfway, so that none of fourteen cells is further off than nine lines."""
    for lost in (3377, 3384, 3390):
        assert abs(_refusal(edited({lost: None})).line - lost) <= 9


# A cell that has moved along its row.


def test_a_threshold_is_no_name_of_an_indicator(edited):
    """A name lost and an empty cell gained at the end leave 95%以上 in its place."""
    error = _refusal(edited({148: None, 152: "\t60%以上\n\t"}))
    assert (error.line, error.expected) == (148, "the name of an indicator")
    assert error.found == "“95%以上”"


def test_the_title_of_the_next_activity_is_no_threshold(edited):
    """A threshold lost, the blank line below gone, and an empty cell gained behind that title."""
    error = _refusal(edited({170: None, 173: None, 174: "\t2、财政资金安排与使用管理\n\t"}))
    assert (error.line, error.expected) == (172, "a threshold")
    assert error.found == "“2、财政资金安排与使用管理”"


# Figures under a swapped heading.


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ({24: "三、名词解释", 3569: "八、机关运行经费安排情况"}, 25),
        ({26: "四、其它需要说明的事项", 3582: "九、财政拨款“三公”经费预算情况"}, 27),
        ({4: "一、机关运行经费安排情况", 24: "三、部门职责及机构设置情况"}, 25),
    ],
)
def test_a_figure_under_a_heading_it_does_not_belong_to_is_refused(names, line, edited):
    """It was passed over where that section states no figures."""
    error = _refusal(edited(names))
    assert error.line == line
    assert error.expected == "it in the section it is of"


@pytest.mark.parametrize("place", [2, 8, 32, 3578, 3584])
def test_a_paragraph_of_figures_moved_to_a_section_without_any_is_refused(place, edited, text):
    """Wherever there is prose that no figure is looked for in."""
    lines = text.split("\n")
    error = _refusal(edited({27: None, place: f"{lines[place - 1]}\n{lines[26]}"}))
    assert error.line == place + (place < 27)
    assert "265.41万元" in error.found


def test_a_paragraph_of_figures_that_a_cell_has_swallowed_is_refused(edited, text):
    """Straight below a cell a line continues it."""
    paragraph = text.split("\n")[24]
    error = _refusal(edited({25: None, 3317: f"\t60%以上\n{paragraph}"}))
    assert (error.line, error.expected) == (
        3317,
        "a blank line between a table and a paragraph",
    )


def test_money_that_is_no_figure_of_the_budget_stays_prose(edited):
    """A duty or an aim may name an amount."""
    read = parse_disclosure(edited({5: "部门职责：\n完成投资5亿元，补助每人500元。"}))
    assert "完成投资5亿元，补助每人500元。" in [r["text"] for r in read.records["narrative"]]


# A broken section heading.


@pytest.mark.parametrize(
    "broken", ["政府采购预算情况", "六政府采购预算情况", "六，政府采购预算情况"]
)
def test_a_section_title_without_its_number_is_refused_where_it_stands(broken, edited):
    """The next title, 208 lines below, was named."""
    error = _refusal(edited({3320: broken}))
    assert error.line == 3320
    assert error.found == f"“{broken}”"


@pytest.mark.parametrize("line", [4, 11, 26, 29, 3320, 3528, 3569, 3582])
def test_a_section_title_with_a_tab_before_it_is_refused_near_it(line, edited, text):
    """A cell like any other to look at."""
    error = _refusal(edited({line: f"\t{text.split(chr(10))[line - 1].strip()}"}))
    assert abs(error.line - line) <= 9


def test_a_section_title_that_is_gone_is_refused_near_where_it_was(edited):
    """By what stands there and is not of the section above."""
    for line in (24, 26, 3320, 3528):
        assert abs(_refusal(edited({line: None})).line - line) <= 9


# A cell among the prose of a section with a table.


def test_a_cell_that_strayed_into_the_prose_is_refused_near_it(edited, text):
    """The last line of prose before the table was named, up to 80 lines below."""
    error = _refusal(edited({36: f"\t{text.split(chr(10))[35]}"}))
    assert abs(error.line - 36) <= 9


# Numbers of the assets.


def test_the_numbers_of_assets_follow_one_another_but_for_one_printed_twice(edited):
    """The form prints 4、 twice; two titles swapped show."""
    error = _refusal(edited({3544: "\t2、车辆（台、辆）", 3552: "\t1、房屋（平方米）"}))
    assert (error.line, error.expected) == (3544, "number 1 next")


# A carriage return inside a cell.


def test_a_carriage_return_inside_a_line_is_refused_at_it(edited):
    """Each reader of the tables would take it for another line; it was found by `add` alone."""
    error = _refusal(edited({149: "\t95%\r以上"}))
    assert (error.line, error.found) == (149, "a carriage return alone")


def test_lines_that_end_in_both_signs_are_read_as_before(text, disclosure):
    """CRLF, to the last line."""
    read = parse_disclosure(text.replace("\n", "\r\n"))
    assert read.records["indicators"] == disclosure.records["indicators"]


# Huge numbers.


@pytest.mark.parametrize("digits", [15, 30, 5000])
@pytest.mark.parametrize(
    ("line", "printed"),
    [
        (25, "机关运行经费共计安排{}万元"),
        (25, "机关运行经费共计安排{}元"),
        (25, "机关运行经费共计安排9万元，比上年增加{}万元"),
        (25, "机关运行经费共计安排9万元，比上年增加1万元，增长{}%"),
        (135, "\t{}"),
        (135, "\t0.{}"),
        (144, "\t{}、非税收入管理"),
        (3382, "\t{}"),
        (3542, "\t{}"),
    ],
)
def test_a_number_of_more_digits_than_any_budget_is_refused(line, printed, digits, edited):
    """It ended in an error of the arithmetic."""
    assert _refusal(edited({line: printed.format("9" * digits)})).line == line


@pytest.mark.parametrize("amount", ["99999999999999", "0.0000000000001"])
def test_a_number_of_as_many_digits_is_read_and_tied(amount, edited):
    """Up to fourteen, a change many times what was there before included."""
    said = f"机关运行经费共计安排99999999999999万元，比上年增加{amount}万元，增长5%"
    read = parse_disclosure(edited({25: said}))
    (change,) = (r for r in read.records["changes"] if r["item"] == "agency_operating")
    assert change["change"] == Decimal(amount)
    assert list(ties(read.records))


# A wording repeated thousands of times.


@pytest.mark.parametrize(
    "repeated",
    [
        *("较上年", "较上年增加", "公务接待费增加1万元，主要是", "三公经费1万元，", "（"),
        *("2019年", "万元", "由3万元", "持平，", "不变", "20"),
    ],
)
def test_a_paragraph_that_repeats_a_wording_takes_no_longer_than_its_length(repeated):
    """Twenty thousand times: were each held against all others, this test would not end."""
    times = 2_000 if FEW else 20_000
    try:
        amounts, changes, _ = read_figures("three_public", "2019.txt", 27, repeated * times)
    except UnreadableDisclosureError as error:
        assert "80 amounts and changes" in error.expected  # noqa: PT017 - refused or read
        return
    assert amounts == changes == []


# Half a sign in a search.


@pytest.mark.parametrize("query", ["\ud800", "预算\udfff", "满意 \ud800"])
def test_half_a_sign_is_found_nowhere(query):
    """It ended in an error of encoding."""
    assert find_indicators(query).empty
    assert find_text(query).empty


# Amounts printed once.


def test_nine_amounts_of_the_document_are_printed_once_and_tied_to_nothing(disclosure):
    """Eight projects that buy one thing each, and the offices among the buildings."""
    found = list(printed_once(disclosure.records))
    assert [(one.source_line, str(one.amount)) for one in found] == [
        (3377, "836.61"),
        (3392, "3392.20"),
        (3422, "4814.52"),
        (3452, "2000.00"),
        (3467, "890.70"),
        (3482, "2790.00"),
        (3497, "656.00"),
        (3512, "180.00"),
        (3548, "1659.40"),
    ]
    assert {one.column for one in found} == {"project_budget", "amount"}
    assert all(one.within for one in found)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.stem)
def test_an_amount_is_listed_or_a_term_of_an_equality(pair):
    """Of the golden documents: with every equality that has a value, all else is listed."""
    records = parse_disclosure(pair.read_bytes().decode()).records
    listed = [(one.table, one.column, one.source_line) for one in printed_once(records)]
    assert len(listed) == len(set(listed))
    equal = [one for one in ties(records) if one.relation == "=" and one.holds is not None]
    lines = {term.source_line for one in equal for terms in one.terms.values() for term in terms}
    tied = {
        (name, "amount", row["source_line"])
        for name in ("totals", "assets")
        for row in records[name]
        if row["amount"] is not None and row["source_line"] not in lines
    }
    assert tied <= set(listed)
