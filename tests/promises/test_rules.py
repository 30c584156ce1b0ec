"""The findings on promises: of the document, what fires each rule, and what must not."""

from collections import Counter

import pytest
from kit.prose import prose

import yanjiao_budget as yb
from yanjiao_budget.promises import kinds
from yanjiao_budget.promises.derive import promise_tables
from yanjiao_budget.promises.rules import BY_KEY, RULES
from yanjiao_budget.schema import BY_NAME

NAMES = ("commitments", "works", "links", "promise_findings")
PERCENT = ("90%以上", "80%以上", "70%以上", "60%以上")


def found(*promises, indicators=(), procurement=(), totals=(), budget=None):
    """Return what is found of promises beside some rows of the tables."""
    row = {"fiscal_year": 2019, "body": "某局", "source_line": 9}
    records = {"narrative": prose("总体绩效目标：", *promises), "totals": list(totals)}
    records["indicators"] = [
        row
        | {"responsibility": 1, "activity": 1, "indicator": place, "name": name}
        | dict(zip(("excellent", "good", "fair", "poor"), ladder, strict=True))
        for place, (name, ladder) in enumerate(indicators, 1)
    ]
    records["activities"] = [
        row
        | {"responsibility": 1, "activity": 1, "budget": budget, "name": "城市管理"}
        | {"description": "推进东湖公园建设", "objective": None}
    ]
    records["procurement"] = [
        row | {"line": place, "name": name} for place, name in enumerate(procurement, 1)
    ]
    return promise_tables(records)["promise_findings"]


def rules(*promises, **tables):
    """Return the keys of the rules that fire."""
    return [row["rule"] for row in found(*promises, **tables)]


def test_the_document_gives_the_findings_that_were_read(disclosure):
    """By rule, each of them told in data/commitments_read.md."""
    rows = promise_tables(disclosure.records)["promise_findings"]
    assert Counter(row["rule"] for row in rows) == {
        "number_not_counted": 15,
        "percent_for_promised_count": 2,
        "no_budget_line_names_it": 44,
    }


FIRES = {
    "number_not_counted": ("改造公厕20座。", {}),
    "percent_for_promised_count": (
        "举办技能培训班20期。",
        {"indicators": [("技能培训班数量", PERCENT)]},
    ),
    "two_numbers_promised": ("改造农村公厕20座。", {"other": "改造农村公厕30座。"}),
    "indicator_asks_otherwise": (
        "举办技能培训班20期。",
        {"indicators": [("技能培训班期数", ("30期以上", "20期", "10期", "5期以下"))]},
    ),
    "no_budget_line_names_it": ("推进西湖公园建设。", {}),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_each_rule_fires(rule):
    """Once, of a promise that is made for it."""
    promise, tables = FIRES[rule.key]
    promises = [promise, *filter(None, [tables.get("other")])]
    rest = {key: value for key, value in tables.items() if key != "other"}
    assert rules(*promises, **rest).count(rule.key) == 1


@pytest.mark.parametrize(
    ("rule", "promises", "tables"),
    [
        (
            "number_not_counted",
            ["举办技能培训班20期。"],
            {"indicators": [("技能培训班数量", PERCENT)]},
        ),
        ("number_not_counted", ["9月底前完成东湖公园建设。"], {}),
        ("number_not_counted", ["截至2018年底，已建成公厕20座。"], {}),
        (
            "percent_for_promised_count",
            ["农村公厕改造率达到90%。"],
            {"indicators": [("农村公厕改造率", PERCENT)]},
        ),
        (
            "percent_for_promised_count",
            ["举办技能培训班20期。"],
            {"indicators": [("技能培训班期数", ("20期以上", "15期", "10期", "5期以下"))]},
        ),
        (
            "percent_for_promised_count",
            ["举办技能培训班20期。"],
            {"indicators": [("举办技能培训班20期", PERCENT)]},
        ),
        ("two_numbers_promised", ["申报国家科技项目2项，省、市科技项目20项。"], {}),
        ("two_numbers_promised", ["改造农村公厕20座。", "改造城区公厕30座。"], {}),
        ("two_numbers_promised", ["新增养老床位20张，年底养老床位总量达到300张。"], {}),
        ("two_numbers_promised", ["改造农村公厕20座。", "改造农村公厕20座。"], {}),
        (
            "indicator_asks_otherwise",
            ["举办技能培训班20期。"],
            {"indicators": [("技能培训班期数", ("20期以上", "15期", "10期", "5期以下"))]},
        ),
        (
            "indicator_asks_otherwise",
            ["举办技能培训班20期。"],
            {
                "indicators": [
                    ("技能培训班人次", ("300人次以上", "200人次", "100人次", "50人次以下"))
                ]
            },
        ),
        ("no_budget_line_names_it", ["推进西湖公园建设。"], {"procurement": ["西湖公园工程"]}),
        ("no_budget_line_names_it", ["推进东湖公园建设。"], {"budget": 3}),
        ("no_budget_line_names_it", ["督促西湖公园等项目尽早开工。"], {}),
        ("no_budget_line_names_it", ["发展以西湖公园为代表的旅游业。"], {}),
        ("no_budget_line_names_it", ["发挥西湖公园等文化设施作用。"], {}),
        ("no_budget_line_names_it", ["实施文化惠民工程。"], {}),
    ],
)
def test_what_is_near_does_not_fire(rule, promises, tables):
    """A false word is worse than none."""
    assert rule not in rules(*promises, **tables)


def test_a_work_in_an_activity_without_a_budget_has_no_line_with_money():
    """Named is not yet paid for."""
    assert "no_budget_line_names_it" in rules("推进东湖公园建设。")


def test_a_sentence_says_what_is_printed_and_leaves_the_rest_open():
    """In both languages, with no word of blame."""
    for key, (promise, tables) in FIRES.items():
        promises = [promise, *filter(None, [tables.get("other")])]
        rest = {name: value for name, value in tables.items() if name != "other"}
        (row,) = [one for one in found(*promises, **rest) if one["rule"] == key]
        assert "may" in row["sentence"] or "does not" in row["sentence"]
        assert "可能" in row["sentence_zh"] or "没有说明" in row["sentence_zh"]
        assert not {"fail", "wrong", "should"} & set(row["sentence"].lower().split())
        assert "{" not in row["sentence"] + row["sentence_zh"]
        assert row["criterion"] == BY_KEY[key].criterion.en


def test_quotation_marks_within_a_name_are_single_within_a_sentence():
    """A quotation within a quotation."""
    (row,) = found("建设教育、医疗两个“微中心”。")
    assert "“建设教育、医疗两个‘微中心’”" in row["sentence_zh"]


@pytest.mark.parametrize("name", NAMES)
def test_the_published_rows_are_those_derived_afresh(name, disclosure):
    """Key for key, with the types declared."""
    loaded = getattr(yb, f"load_{name}")()
    key = list(BY_NAME[name].key)
    rows = promise_tables(disclosure.records)[name]
    assert loaded[key].to_numpy().tolist() == [[row[column] for column in key] for row in rows]
    assert not loaded.duplicated(key).any()


def test_every_row_has_its_english():
    """In the terms of the rest."""
    for name in NAMES:
        assert getattr(yb, f"load_{name}")()["name_en"].notna().all()


def test_names_of_kinds_are_those_that_the_tables_have():
    """Declared beside the words, and in the tables."""
    for table, column, names in (
        ("commitments", "verb", kinds.VERBS),
        ("commitments", "kind", kinds.KINDS),
        ("works", "kind", kinds.WORKS),
        ("works", "said", kinds.SAID),
        ("works", "by", kinds.BY),
    ):
        assert set(BY_NAME[table].column(column).categories) == set(names)


def test_a_document_without_objectives_promises_nothing():
    """The tables are there, and empty."""
    assert promise_tables({"narrative": []}) == {name: [] for name in NAMES}
