"""The amounts and changes that the prose states."""

import re
import unicodedata
from decimal import Decimal
from functools import cache

import pytest
from kit.golden import PAIRS
from kit.paragraphs import PARAGRAPHS, Change

from yanjiao_budget import UnreadableDisclosureError, parse_disclosure, read_disclosure
from yanjiao_budget.document import ledger
from yanjiao_budget.document.figures import BY_ITEM, FIGURES
from yanjiao_budget.document.statements import read_figures


def _read(section, text):
    amounts, changes, _ = read_figures(section, "2019.txt", 7, text)
    return {one.item: one for one in amounts}, {one.item: one for one in changes}


def _amounts(section, text):
    return {item: one.amount for item, one in _read(section, text)[0].items()}


def test_every_figure_belongs_to_one_that_exists():
    """Keys are unique, and what a figure is a part of is a figure."""
    assert len(BY_ITEM) == len(FIGURES)
    assert {figure.part_of for figure in FIGURES} - {None} <= BY_ITEM.keys()


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("预算收入10万元", {"income": "10"}),
        ("预算收入 10.50 万元，其他收入0万元", {"income": "10.50", "other_income": "0"}),
        ("支出预算安排1,234.5万元。", {"expenditure": "1234.5"}),
        ("支出预算１，２３４．５万元。", {"expenditure": "1234.5"}),
        ("项目支出共计12345元。", {"project": "1.2345"}),
        ("无其他情况。", {}),
    ],
)
def test_an_amount_is_read_after_its_label_in_wan_yuan(text, amounts):
    """With or without words between, in either unit, in either width."""
    assert _amounts("overview", text) == {k: Decimal(v) for k, v in amounts.items()}


@pytest.mark.parametrize(
    "name",
    ["公务用车购置及运维费", "公务用车购置和运行费", "公务用车购置及运行维护费"],
)
def test_vehicles_are_recognised_in_the_wordings_of_the_form(name):
    """The sum of purchase and running goes by several names."""
    assert _amounts(
        "three_public", f"{name}3万元（其中：公务用车购置费为0，公务用车运行维护费3万元）"
    ) == {
        "vehicles": 3,
        "vehicle_purchase": 0,
        "vehicle_running": 3,
    }


def test_brackets_may_be_of_either_width_or_one_of_each():
    """The document itself closes （ with )."""
    for name in ("因公出国（境）费", "因公出国(境)费", "因公出国（境)费"):
        assert _amounts("three_public", f"{name}2万元") == {"overseas_trips": 2}


def test_a_zero_needs_no_unit_and_takes_that_of_its_neighbours():
    """公务用车购置费为0 is a figure."""
    amounts, _ = _read("three_public", "公务用车购置费为0，公务用车运行费20000元。")
    assert (amounts["vehicle_purchase"].amount, amounts["vehicle_purchase"].unit) == (0, "元")


@pytest.mark.parametrize(
    "text",
    [
        "预算收入11.4.5万元",
        "预算收入1,23万元",
        "预算收入十一万元",
        "预算收入11.45",
        "预算收入11.45万",
        "预算收入××万元",
        "预算收入lO万元",
        "项目支出  万元",
        "基本支出比上年多5万",
    ],
)
def test_what_stands_in_an_amounts_place_and_is_none_is_refused(text):
    """Behind a figure's name: rather than passed over or read in part."""
    with pytest.raises(UnreadableDisclosureError) as caught:
        read_figures("overview", "2019.txt", 7, text)
    assert str(caught.value).startswith("2019.txt, line 7: found “")


def test_a_change_has_its_sign_its_reason_and_what_it_is_measured_against():
    """增加, 减少 and 持平; the wording of the first is shared by those that say nothing."""
    _, changes = _read(
        "overview",
        "预算收支安排10万元，较2018年预算减少5万元，其中：基本支出增加1万元，主要原因为调资；"
        "项目支出减少6万元，主要原因是：完工，无新增。",
    )
    assert {item: (one.amount, one.reason) for item, one in changes.items()} == {
        "income_and_expenditure": (-5, None),
        "basic": (1, "调资"),
        "project": (-6, "完工，无新增"),
    }
    assert {one.baseline for one in changes.values()} == {"较2018年预算"}


def test_a_level_change_is_a_stated_zero():
    """持平 says zero; saying nothing says nothing."""
    _, changes = _read("three_public", "公务接待费1万元。公务接待费与上年持平，无增减变动。")
    assert changes["official_hospitality"].amount == 0
    assert changes["official_hospitality"].baseline == "与上年"


def test_a_change_without_a_name_is_of_the_sentences_only_figure():
    """支出预算10万元，比上年增加2万元."""
    _, changes = _read("overview", "预算收入9万元。基本支出10万元，比上年增加2万元。")
    assert {item: one.amount for item, one in changes.items()} == {"basic": 2}


def test_a_change_without_a_name_after_a_sum_and_its_parts_is_of_the_sum():
    """与2018年年初相比增加… follows the three expenses and their parts."""
    _, changes = _read(
        "three_public", "“三公”经费3万元，其中公务接待费3万元。与2018年年初相比增加1万元。"
    )
    assert list(changes) == ["three_public"]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("基本支出3万元，项目支出2万元，比上年增加1万元。", "比上年增加1万元"),
        ("基本支出3万元，项目支出2万元。比上年增加1万元。", "比上年增加1万元"),
        ("比上年增加1万元。", "比上年增加1万元"),
        ("基本支出3万元，总体增加1万元。", "总体增加1万元"),
        ("基本支出3万元，其中津贴1万元，比上年增加1万元。", "比上年增加1万元"),
        ("基本支出3万元，与上年相比，津贴增加1万元。", "津贴增加1万元"),
    ],
)
def test_a_change_that_may_be_of_several_figures_is_kept_unread(text, clause):
    """Guessing would put a change against the wrong figure."""
    _, changes, unread = read_figures("overview", "2019.txt", 7, text)
    assert changes == []
    assert (unread[-1].line, unread[-1].text, unread[-1].has_amount) == (7, clause, True)


def test_a_reason_in_no_deeper_bracket_than_its_change():
    """A reason after a bracket explains the change before the bracket."""
    _, changes = _read(
        "three_public",
        "公务用车购置及运维费5万元。公务用车购置及运维费增加5万元（公务用车运行费增加5万元)，"
        "主要原因是路远。",
    )
    assert {item: one.reason for item, one in changes.items()} == {
        "vehicles": "路远",
        "vehicle_running": None,
    }


def test_two_reasons_for_one_change_are_one():
    """Neither is lost."""
    _, changes = _read("overview", "基本支出增加1万元，主要原因是甲；主要原因是乙。基本支出3万元。")
    assert changes["basic"].reason == "甲；主要原因是乙"


# What other departments write


@pytest.mark.parametrize(
    ("text", "amount", "growth"),
    [
        ("较上年减少5万元", "-5", None),
        ("比上年预算下降5万元", "-5", None),
        ("较去年决算压减50000元", "-5", None),
        ("比上一年度降低５万元", "-5", None),
        ("较上年年初预算上升5万元", "5", None),
        ("与上年相比，提高5万元", "5", None),
        ("较上年有所增加5万元", "5", None),
        ("较上年增加了5万元", "5", None),
        ("同口径比2018年减少 5 万元, 下降 12.5 %", "-5", "-0.125"),
        ("同比减少50000元，减少了12.5%", "-5", "-0.125"),
        ("同比无增减变化", "0", None),
        ("较上年增长12.5%", None, "0.125"),
        ("同比下降8.3％", None, "-0.083"),
        ("比上年增幅为10%", None, "0.10"),
        ("较上年增加5万元，增长12.50%", "5", "0.1250"),
        ("较上年减少5万元（下降12.5%）", "-5", "-0.125"),
        ("较上年下降12.5%,减少5万元.", "-5", "-0.125"),
        ("与上年持平", "0", None),
        ("与上年一致", "0", None),
        ("与去年相同", "0", None),
        ("较上年无变化", "0", None),
        ("较上年没有增减变动", "0", None),
        ("较上年无增减", "0", None),
    ],
)
def test_a_change_is_read_in_other_words(text, amount, growth):
    """An amount, a percentage or both; a percentage makes no amount, and keeps its digits."""
    for said in (f"基本支出40万元，{text}。", f"基本支出40万元{text}。", f"基本支出{text}"):
        _, changes = _read("overview", said)
        change = changes["basic"]
        assert change.amount == (amount and Decimal(amount))
        assert (change.growth and str(change.growth)) == growth
        assert change.baseline in text


@pytest.mark.parametrize("text", ["与上年基本持平", "较上年略有增加", "较上年大幅压减"])
def test_words_that_state_no_figure_make_none(text):
    """基本持平 is not zero; the words stay in the narrative."""
    assert _read("overview", f"基本支出40万元，{text}。")[1] == {}


@pytest.mark.parametrize(
    "text", ["基本支出40万元，较上年减少-5万元。", "基本支出40万元，较上年增加5万元，下降12.5%。"]
)
def test_a_change_that_contradicts_itself_is_refused_as_printed(text):
    """The message quotes the words on that line."""
    with pytest.raises(UnreadableDisclosureError) as caught:
        read_figures("overview", "2019.txt", 7, text)
    assert caught.value.line == 7
    assert caught.value.found.strip("“”") in text


@pytest.mark.parametrize(
    ("section", "text", "clauses"),
    [
        ("overview", "基本支出40万元，较上年增加约5万元。", ["较上年增加约5万元"]),
        ("overview", "基本支出40万元，较上年增加5倍。", []),
        ("overview", "基本支出40万元，增加为5万元。", ["增加为5万元"]),
        ("overview", "预算收入约40万元。", ["预算收入约40万元"]),
        ("overview", "预算收入3-5万元。", ["预算收入3-5万元"]),
        ("overview", "预算收入3万元至5万元。", ["预算收入3万元至5万元"]),
        ("overview", "预算收入5万元以上。", ["预算收入5万元以上"]),
        ("overview", "预算收入5百万元。", ["预算收入5百万元"]),
        ("overview", "专项收入5万元", ["专项收入5万元"]),
        ("overview", "预算收入10万元，另有20万元", ["另有20万元"]),
        ("overview", "预算收入10万元，另有十一万元", ["另有十一万元"]),
        ("overview", "另有 20 元", ["另有 20 元"]),
        ("overview", "财政拨款支出预算40万元。", ["财政拨款支出预算40万元"]),
        ("overview", "政府性基金收支预算40万元。", ["政府性基金收支预算40万元"]),
        ("overview", "基本支出用于维修5万元。", ["基本支出用于维修5万元"]),
        ("overview", "人均基本支出5万元。", ["人均基本支出5万元"]),
        ("overview", "一般公共预算支出5万元。", ["一般公共预算支出5万元"]),
        ("overview", "收支预算分别为5万元和6万元。", ["收支预算分别为5万元和6万元"]),
        (
            "three_public",
            "“三公”经费3万元，其中公务接待费1万元，比上年增加1万元。",
            ["比上年增加1万元"],
        ),
        ("three_public", "公务接待费比前年增加1万元。", ["公务接待费比前年增加1万元"]),
        ("three_public", "每批公务接待费1万元。", ["每批公务接待费1万元"]),
        ("three_public", "公务用车购置费、运行费均为1万元。", ["运行费均为1万元"]),
    ],
)
def test_a_wording_that_may_mean_something_else_makes_no_figure(section, text, clauses):
    """It is kept unread, with the clause it stands in."""
    *_, unread = read_figures(section, "2019.txt", 7, text)
    assert [one.text for one in unread if one.has_amount] == clauses
    assert (
        len(_amounts(section, text))
        == text.count("40万元，") + text.count("10万元，") + ("其中公务" in text) * 2
    )
    assert _read(section, text)[1] == {}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("预算收入5亿元", "50000"),
        ("预算收入1.25亿元", "12500"),
        ("预算收入500千元", "50.0"),
        ("预算收入10 万 元", "10"),
        ("预算收入人民币10万元", "10"),
    ],
)
def test_an_amount_in_any_unit_is_exact(text, amount):
    """In 万元."""
    assert {str(one) for one in _amounts("overview", text).values()} == {amount}


def test_a_figure_that_has_come_to_an_amount_is_that_amount():
    """较上年增加至45万元 is no change of 45."""
    amounts, changes = _read("overview", "基本支出较上年40万元增加至45万元。")
    assert amounts["basic"].amount == 45
    assert (changes["basic"].amount, changes["basic"].previous) == (None, 40)


@pytest.mark.parametrize("paragraph", PARAGRAPHS, ids=lambda one: one.text[:30])
def test_a_paragraph_states_what_a_person_reads_in_it(paragraph):
    """Amounts, changes with their reasons, the year before's figures, and what belongs to none."""
    amounts, changes, unread = read_figures(paragraph.section, "x", 1, paragraph.text)
    assert [(one.item, str(one.amount)) for one in amounts] == [*paragraph.amounts.items()]
    assert {
        one.item: Change(*map(_printed, (one.amount, one.growth, one.previous)), one.reason)
        for one in changes
    } == paragraph.changes
    assert tuple(one.text for one in unread) == paragraph.unread
    assert len(changes) == len(paragraph.changes)


def _printed(number):
    return None if number is None else str(number)


_MONEY = re.compile(r"([\d,，]*\d(?:[.．]\d+)?)\s*([亿万千]?\s*)元")
_WORTH = {"": "0.0001", "千": "0.1", "万": "1", "亿": "10000"}


def _scanned(text):
    """Return every amount that is printed in a text, in 万元, whatever it is of."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    return [
        Decimal(number) * Decimal(_WORTH[unit.strip()]) for number, unit in _MONEY.findall(plain)
    ]


def _accounted(amounts, changes, unread):
    """Return every amount that is read, or kept in words."""
    read = [one.amount for one in amounts]
    for one in changes:
        read += [abs(one.amount or 0), one.previous, *_scanned(one.reason or "")]
    return {*read, *(amount for one in unread for amount in _scanned(one.text))}


_ASIDES = (
    "另安排专项资金7.77万元。",
    "其中：某某费7.77万元，较上年增加8.88万元。",
    "主要原因是某某费增加7.77万元。",
    "2018年为7.77万元。",
    "由7.77万元降至8.88万元。",
    "上年某某费预算7.77万元；",
)


@cache
def _beside(section, text):
    """Return what is read of a paragraph with each aside behind it, and before it, by its text."""
    texts = [beside for one in _ASIDES for beside in (text + one, one + text)]
    return {beside: read_figures(section, "x", 1, beside) for beside in texts}


@pytest.mark.parametrize("paragraph", PARAGRAPHS, ids=lambda one: one.text[:30])
def test_every_amount_of_a_paragraph_is_read_or_kept(paragraph):
    """A plain scan finds none that is in no amount, change, reason or unread clause."""
    alone = {paragraph.text: read_figures(paragraph.section, "x", 1, paragraph.text)}
    for text, read in (alone | _beside(paragraph.section, paragraph.text)).items():
        assert {*_scanned(text)} <= _accounted(*read), text


@pytest.mark.parametrize("paragraph", PARAGRAPHS, ids=lambda one: one.text[:30])
def test_words_of_something_else_make_no_figure(paragraph):
    """What stands beside a paragraph of figures changes none of them."""
    for text, (amounts, changes, _) in _beside(paragraph.section, paragraph.text).items():
        stated = {str(one.amount) for one in (*amounts, *changes)}
        assert not stated & {"7.77", "8.88", "-8.88"}, text
        assert {one.item: str(one.amount) for one in amounts} == paragraph.amounts, text


def test_figures_in_a_list_each_have_the_change_that_follows_them():
    """The only figure since the change before, within the same bracket."""
    _, changes = _read(
        "three_public",
        "“三公”经费3万元，比2019年减少1万元。其中：因公出国（境）费0万元，与上年持平；"
        "公务用车购置及运维费2万元（其中：公务用车购置费0万元，与上年持平；公务用车运维费2万元，"
        "较上年减少0.5万元），较上年减少0.4万元；公务接待费1万元，较上年减少0.6万元。",
    )
    assert {item: str(one.amount) for item, one in changes.items()} == {
        "three_public": "-1",
        "overseas_trips": "0",
        "vehicle_purchase": "0",
        "vehicle_running": "-0.5",
        "vehicles": "-0.4",
        "official_hospitality": "-0.6",
    }


def test_half_width_signs_end_clauses_and_stay_as_printed():
    """A comma within a number does not."""
    amounts, changes = _read(
        "overview", "基本支出1,234.5万元,比上年增加2万元,主要原因是:调资,增人.项目支出5万元;持平."
    )
    assert amounts["basic"].amount == Decimal("1234.5")
    assert changes["basic"].reason == "调资,增人"
    assert changes["project"].amount == 0


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("基本支出增加2万元，主要为调资；项目支出持平", {"basic": "调资"}),
        ("基本支出增加2万元，主要是因为增人5名、工资提高5%。", {"basic": "增人5名、工资提高5%"}),
        ("基本支出增加2万元（主要原因是调资）。", {"basic": "调资"}),
        ("基本支出增加2万元，原因是调资，项目支出减少1万元，主要原因是完工", None),
        ("项目支出5万元，主要为道路工程，主要为管网。", {}),
    ],
)
def test_a_reason_is_read_in_other_words(text, reasons):
    """Up to the next figure; 主要为 after an amount names what it is for and is no reason."""
    _, changes = _read("overview", text)
    expected = {"basic": "调资", "project": "完工"} if reasons is None else reasons
    assert {item: one.reason for item, one in changes.items() if one.reason} == expected


@pytest.mark.parametrize(
    ("section", "text", "amounts"),
    [
        ("overview", "收入预算5万元", {"income": 5}),
        ("overview", "一般公共预算拨款收入5万元", {"general_public_budget": 5}),
        ("overview", "政府性基金预算收入5万元", {"government_funds": 5}),
        ("overview", "基金预算收入5万元", {"government_funds": 5}),
        ("overview", "国有资本经营预算收入5万元", {"state_capital": 5}),
        ("overview", "财政专户核拨收入5万元", {"special_accounts": 5}),
        ("overview", "财政专户管理资金收入5万元", {"special_accounts": 5}),
        ("overview", "单位资金5万元", {"unit_funds": 5}),
        ("overview", "收入总预算5万元", {"income": 5}),
        ("overview", "项目支出预算5万元，占支出总预算 4.43 %", {"project": 5}),
        ("overview", "其他来源收入5万元", {"other_income": 5}),
        ("overview", "上年结转5万元", {"carried_over": 5}),
        ("overview", "公用经费5万元", {"operating": 5}),
        ("overview", "预算总支出5万元", {"expenditure": 5}),
        ("agency_operating", "机关运行费5万元", {"agency_operating": 5}),
        ("three_public", "三公经费2020年财政拨款预算安排5万元", {"three_public": 5}),
        ("three_public", "因公出国(境)支出5万元", {"overseas_trips": 5}),
        ("three_public", "公务接待费1万元，接待20批次200人", {"official_hospitality": 1}),
        ("assets", "拟购置固定资产总额为5万元", {"asset_purchases": 5}),
        ("procurement", "部门政府采购预算表（单位：万元）", {}),
    ],
)
def test_a_figure_is_recognised_under_the_names_departments_give_it(section, text, amounts):
    """And 国有资本经营预算收入, which ends in 预算收入, is not all income."""
    assert _amounts(section, text) == amounts


# In a whole document.


def _lines(text, edits):
    lines = text.split("\n")
    for number, line in edits.items():
        lines[number - 1] = line
    return parse_disclosure("\n".join(lines))


@pytest.mark.parametrize(
    ("line", "printed", "clauses"),
    [
        (21, "其中：专项债券收入5万元。", ["专项债券收入5万元"]),
        (21, "专项债券收入 5 元。", ["专项债券收入 5 元"]),
        (21, "专项债券收入5亿元。", ["专项债券收入5亿元"]),
        (25, "经费总体增加3万元。机关运行经费925.5万元。", ["经费总体增加3万元"]),
        (25, "机关运行经费较上年增加3万元。", ["机关运行经费的增减"]),
        (25, "机关运行经费约925.5万元，增加3万元。", ["机关运行经费约925.5万元", "增加3万元"]),
        (32, "统筹投资500万元，审批5亿元以上项目。", ["统筹投资500万元", "审批5亿元以上项目"]),
    ],
)
def test_an_amount_of_no_known_figure_is_kept_with_its_line_and_refuses_nothing(
    line, printed, clauses, text, disclosure
):
    """And no figure is made of it."""
    read = _lines(text, {line: printed})
    assert [(one.line, one.text, one.has_amount) for one in read.kept] == [
        (line, clause, True) for clause in clauses
    ]
    assert read.to_text().split("\n")[line - 1] == printed
    known = {row["item"]: row["amount"] for row in disclosure.records["totals"]}
    for row in read.records["totals"]:
        assert row["amount"] == known[row["item"]]


def test_of_the_published_document_and_the_synthetic_ones_nothing_is_unread(disclosure):
    """Every amount of theirs is of a figure."""
    assert disclosure.kept == ()
    for pair in PAIRS:
        assert read_disclosure(pair).kept == ()


@pytest.mark.parametrize(
    "again",
    ["机关运行经费925.5万元。", "机关运行经费925.50万元。", "2019年机关运行经费预算9255000元。"],
)
def test_a_figure_that_is_stated_again_as_it_was_is_stated_once(again, text, disclosure):
    """On its first line; only another value contradicts it."""
    read = _lines(text, {25: "机关运行经费925.5万元。\n" + again})
    totals = {row["item"]: row for row in read.records["totals"]}
    assert totals["agency_operating"]["source_line"] == 25
    assert len(totals) == len(read.records["totals"]) == len(disclosure.records["totals"])


def test_a_change_that_is_stated_again_keeps_its_reason(text):
    """From the statement that gives one, on whose line the row then is."""
    said = "机关运行经费925.5万元，较2018年增加5万元。\n机关运行经费增加5万元，主要原因是调资。"
    (change,) = (
        row
        for row in _lines(text, {25: said}).records["changes"]
        if row["item"] == "agency_operating"
    )
    assert (change["change"], change["reason"], change["source_line"]) == (5, "调资", 26)


def test_an_amount_below_its_name_as_a_heading_is_of_that_figure(text):
    """（一）机关运行经费, and the amount on the next line."""
    read = _lines(
        text, {25: "（一）机关运行经费\n2019年安排925.5万元，较2018年预算920.5万元增加5万元。"}
    )
    (total,) = (row for row in read.records["totals"] if row["item"] == "agency_operating")
    (change,) = (row for row in read.records["changes"] if row["item"] == "agency_operating")
    assert (total["amount"], total["source_line"]) == (Decimal("925.5"), 26)
    assert (change["change"], change["stated_previous"]) == (5, Decimal("920.5"))


def test_an_amount_of_the_year_before_in_its_own_paragraph_is_no_second_amount(text):
    """The section's year is that of the title, not the first one that a paragraph names."""
    said = "2018年机关运行经费920.5万元。\n2019年机关运行经费925.5万元，增加5万元。"
    read = _lines(text, {25: said})
    (total,) = (row for row in read.records["totals"] if row["item"] == "agency_operating")
    (change,) = (row for row in read.records["changes"] if row["item"] == "agency_operating")
    assert total["amount"] == Decimal("925.5")
    assert (change["change"], change["stated_previous"]) == (5, None)
    assert [(one.line, one.has_amount) for one in read.kept] == [(25, True)]
    read = _lines(text, {25: said.removesuffix("，增加5万元。")})
    (change,) = (row for row in read.records["changes"] if row["item"] == "agency_operating")
    assert (change["change"], change["stated_previous"]) == (None, Decimal("920.5"))
    assert (change["source_line"], change["previous"], read.kept) == (25, None, ())


@pytest.mark.parametrize(
    ("said", "verdicts"),
    [
        ("较2018年预算920.5万元增加5万元", {"stated_previous": "exact"}),
        ("较2018年预算922万元增加5万元", {"stated_previous": "beyond"}),
        ("较2018年预算921万元增加5万元", {"stated_previous": "rounding"}),
        ("较2018年预算920.5万元增长0.54%", {"growth": "exact"}),
        ("较2018年预算920.5万元增长0.9%", {"growth": "beyond"}),
        ("较2018年预算增加5万元", {}),
    ],
)
def test_the_year_before_as_stated_is_tied_to_the_year_and_its_change(said, verdicts, text):
    """With its working, and a percentage to the figure that it is of."""
    read = _lines(text, {25: f"机关运行经费925.5万元，{said}。"})
    ties = {
        one.check: one
        for one in ledger.ties(read.records)
        if one.check.startswith("agency_operating_") and "year" not in one.check
    }
    found = {check.removeprefix("agency_operating_"): one.verdict for check, one in ties.items()}
    assert found == verdicts
    for one in ties.values():
        assert one.source_lines == (25,)
        assert len(one.terms["computed"]) >= 2
    listed = {one.column for one in ledger.printed_once(read.records) if one.source_line == 25}
    assert "stated_previous" not in listed


def test_a_whole_figure_that_stands_in_another_section_alone_is_refused(text):
    """Beside that section's own figures too: its paragraph has moved."""
    lines = text.split("\n")
    moved = {26: lines[26], 27: lines[25]}  # Swapped with the title of its section.
    with pytest.raises(UnreadableDisclosureError, match=r"“三公”经费预算安排265.41万元.*section"):
        _lines(text, {line: moved[line] for line in (26, 27)})


def test_a_figure_named_in_another_section_too_is_kept_unread_there(text, disclosure):
    """机关运行经费…其中公务接待费1万元, and a total that is stated in its own section."""
    said = "机关运行经费925.5万元，其中公务接待费1万元，政府采购预算7922.04万元。"
    read = _lines(text, {25: said})
    assert [one.text for one in read.kept] == ["其中公务接待费1万元", "政府采购预算7922.04万元"]
    assert read.records["totals"] == disclosure.records["totals"]


# The percentage behind an amount of change was left unread where a reason above counted people.


def test_a_percentage_behind_an_amount_is_its_other_half_whatever_a_reason_above_counts():
    """新增人员2人 is of the change before."""
    _, changes = _read(
        "overview",
        "预算收支安排9万元，较上年增加1万元，其中：基本支出增加3万元，主要原因：新增人员2人；"
        "项目支出减少2万元，降幅9.87%。",
    )
    assert changes["project"].growth == Decimal("-0.0987")
    assert changes["basic"].reason == "新增人员2人"


# A reason that opens with 因公 was taken for a trip abroad.


@pytest.mark.parametrize("reason", ["公车改革后，车辆减少", "公务活动减少", "公益岗位增加"])
def test_a_reason_may_open_with_what_is_public(reason):
    """因公车改革 is a reason; 因公出国 and 因公临时出国 are no reasons."""
    _, changes = _read("three_public", f"公务接待费1万元，较上年减少1万元（因{reason}）。")
    assert changes["official_hospitality"].reason == reason
    for trip in ("因公出国（境）费0万元", "因公临时出国（境）费0万元"):
        amounts, changes = _read("three_public", f"公务接待费1万元，较上年减少1万元，{trip}。")
        assert (amounts["overseas_trips"].amount, changes["official_hospitality"].reason) == (
            0,
            None,
        )


# A space before an amount cut what it is of off the words that are kept unread.


def test_words_that_are_kept_unread_say_what_their_amount_is_of():
    """Whether a space stands before the number or not."""
    for space in ("", " ", "\u3000"):
        text = f"项目支出 40 万元；专项债券收入{space}5 万元，其他 。"
        _, _, unread = read_figures("overview", "2019.txt", 7, text)
        assert [one.text for one in unread] == [f"专项债券收入{space}5 万元"]


# What a figure moved to and from gave the change no unit: 元 was noted as 万元.


def test_a_change_is_noted_in_the_unit_of_the_two_amounts_that_state_it():
    """机关运行经费由8100元增加至30000元，增长270.37%."""
    _, changes = _read(
        "agency_operating", "机关运行经费由2018年的8100元增加至2019年的30000元，增长270.37%。"
    )
    assert changes["agency_operating"].unit == "元"
