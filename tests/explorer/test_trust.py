"""What Trust and Grading say of ties and findings: verdicts, workings, what is kept apart."""

import csv
import io
import re

import pandas as pd
import pytest
import traitlets
from kit.charts import CHINESE

import yanjiao_budget as yb
from yanjiao_budget.analysis import grading
from yanjiao_budget.document.tie import VERDICTS
from yanjiao_budget.explorer import grading as grading_view
from yanjiao_budget.explorer import trust as trust_view
from yanjiao_budget.explorer.card import card
from yanjiao_budget.explorer.state import DEFAULT

both = pytest.mark.parametrize("lang", ["zh", "en"])
GAP = "project_responsibilities"
# An interval sign: a bracket before or after a number and a comma, or the sign for no end.
SIGN = re.compile(r"[\[(（]\s*[-+\d.∞]+%?\s*,|,\s*[-+\d.∞]+%?\s*[\])）]|∞")


def trust(explorer, lang="en", **fields):
    """Return the blocks of Trust with some fields chosen."""
    explorer.view, explorer.lang = "trust", lang
    for name, value in fields.items():
        setattr(explorer, name, value)
    return {name.removeprefix("trust."): made for name, made in explorer.blocks().items()}


def column(made, name):
    """Return the cells of a table's column as the page shows them."""
    place = [one["name"] for one in made.shown["columns"]].index(name)
    return [row[place] for row in made.shown["rows"]]


# Ties


@both
def test_the_first_sentence_counts_the_ties_by_verdict(lang, explorer):
    """All four, and together they are all there are."""
    counts = yb.check_arithmetic()["verdict"].value_counts()
    said = trust(explorer, lang)["answer"].shown["text"]
    numbers = [int(number) for number in re.findall(r"\d+", said)]
    order = ("exact", "rounding", "beyond", "not_stated")
    assert numbers == [counts.sum(), *(counts.get(verdict, 0) for verdict in order)]


@both
def test_the_ledger_shows_verdict_bound_and_which_way_each_tie_differs(lang, explorer):
    """In words; what is beyond rounding first, then what rounding explains, what is exact last."""
    made = trust(explorer, lang)["ledger"]
    place = ("beyond", "rounding", "not_stated", "exact").index
    assert made.frame["verdict"].map(place).is_monotonic_increasing
    assert column(made, "verdict") == [
        VERDICTS[verdict][lang == "zh"] for verdict in made.frame["verdict"]
    ]
    words_of = "in_words" if lang == "en" else "in_words_zh"
    assert column(made, words_of) == made.frame[words_of].tolist()
    assert column(made, "bound")[0] == "0.06"
    assert column(made, "difference")[0] == "-0.03"


def test_a_click_on_a_tie_opens_its_working_and_close_closes_it(explorer):
    """Under the ledger."""
    blocks = trust(explorer)
    assert blocks["working"].shown["kind"] == "nothing"
    cell = column(blocks["ledger"], "description")[0]
    assert cell["set"] == {"tie": GAP}
    blocks = trust(explorer, **cell["set"])
    names = list(blocks)
    assert names.index("working") == names.index("ledger") + 1
    assert blocks["working"].shown["caption"].endswith(cell["text"])
    explorer.set_trait("tie", blocks["working"].shown["close"]["set"]["tie"])
    assert trust(explorer)["working"].shown["kind"] == "nothing"


@pytest.mark.slow
@both
def test_a_tie_of_each_kind_opens_the_terms_that_its_sums_are_made_of(lang, explorer, text):
    """Side, sign, name, amount, rounding and line, as `working` has them; then both sums."""
    last = len(text.splitlines())
    ledger = yb.check_arithmetic()
    kinds = ledger["check"].str.replace(r"\d+", "", regex=True)
    for tie in ledger[~kinds.duplicated()].itertuples():
        made = trust_view.working(explorer._data, lang=lang, tie=tie.check)
        terms = yb.working(tie.check)
        assert column(made, "sign") == terms["sign"].tolist()
        name = "name" if lang == "en" else "name_zh"
        assert column(made, name) == terms[name].tolist()
        for cell, amount in zip(column(made, "amount"), terms["amount"], strict=True):
            blank = pd.isna(amount)
            assert cell == ("blank" if lang == "en" else "空白") if blank else cell
            assert blank or cell.replace(",", "") == str(amount), (tie.check, cell, amount)
        for cell, line in zip(column(made, "source_line"), terms["source_line"], strict=True):
            lines = [one["set"]["line"] for one in cell["lines"]]
            assert lines == ([] if pd.isna(line) else [line])
            assert all(1 <= one <= last for one in lines)
        stated, computed, said = made.shown["below"]
        for shown, value in ((stated, tie.stated), (computed, tie.computed)):
            blank = pd.isna(value)
            none = "not printed" if lang == "en" else "未列明"
            assert shown.replace(",", "").endswith(none if blank else str(value))
        assert said == (tie.in_words if lang == "en" else tie.in_words_zh)


def test_the_working_gives_its_code_and_its_downloads(explorer):
    """As every table does."""
    made = trust(explorer, tie=GAP)["working"]
    assert f"yb.working('{GAP}', **which)" in made.code
    for form in ("csv", "xlsx", "parquet"):
        name, content = explorer.take("trust.working", form)
        assert content
        assert "Working_of" in name


def test_years_and_percentages_have_no_unit_of_money(explorer):
    """In the headings and in the file."""
    for tie, money in ((GAP, True), ("line_15_year", False)):
        made = trust(explorer, tie=tie)["working"]
        assert any("yuan" in heading for heading in made.headings.values()) == money
        assert bool(made.unit) == money


@both
def test_a_line_of_another_year_is_told_and_leads_to_no_line_of_this_one(lang, later):
    """Its number means another line here; a file cites the document that it is of."""
    made = trust(later, lang, tie="previous_basic")["working"]
    terms = yb.working("previous_basic", year=2020)
    cells = column(made, "source_line")
    years = terms["fiscal_year"].tolist()
    assert set(years) == {2019, 2020}
    for cell, year, line in zip(cells, years, terms["source_line"], strict=True):
        if year == 2020:
            assert [one["set"]["line"] for one in cell["lines"]] == [line]
        else:
            assert cell == {"en": f"2019, line {line}", "zh": f"2019年第{line}行"}[lang]
    _, content = later.take("trust.working", "csv")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]
    for row, year in zip(rows, years, strict=True):
        assert f"[{year}]" in row[-1]


@pytest.mark.parametrize("key", ["nothing", "'; --", "<script>"])
def test_a_tie_that_is_not_in_the_ledger_is_refused(key, explorer):
    """From a trait, and from a link with what could not be opened."""
    with pytest.raises(traitlets.TraitError, match="tie"):
        explorer.tie = key
    explorer.open_state(f"v=1&view=trust&tie={key}")
    assert explorer.tie == ""
    assert explorer.problems


# Findings


@both
def test_properties_of_the_whole_table_are_shown_apart_from_the_findings(lang, explorer):
    """Once, with rows and distinct names; neither the chart nor the table of findings has them."""
    blocks = trust(explorer, lang)
    met = grading.by_rule(yb.load_findings(), yb.load_indicators())
    met = met[met["findings"] > 0]
    apart = set(met.loc[met["scope"] == "systemic", "rule"])
    assert set(blocks["systemic"].frame["rule"]) == apart
    alone = set(met.loc[met["scope"] == "individual", "rule"])
    for block in ("chart", "rules"):
        assert set(blocks[block].frame["rule"]) == alone
    assert ("Two properties" if lang == "en" else "两项特点") in blocks["systemic"].shown["caption"]
    for block in ("systemic", "rules"):
        shown = zip(column(blocks[block], "findings"), column(blocks[block], "names"), strict=True)
        own = blocks[block].frame[["findings", "names"]].itertuples(index=False, name=None)
        assert [*shown] == [(f"{rows}", f"{names}") for rows, names in own]


@both
def test_the_filter_of_findings_has_the_properties_of_the_whole_table_last(lang, explorer):
    """In a group of their own."""
    explorer.view, explorer.lang = "grading", lang
    items = explorer.blocks()["grading.controls"].shown["items"]
    rule = next(item for item in items if item.get("field") == "rule")
    scopes = dict(zip(*(grading.rules()[name] for name in ("rule", "scope")), strict=True))
    assert {scopes[one["value"]] for one in rule["options"][1:]} == {"individual"}
    assert {scopes[one["value"]] for one in rule["apart"]} == {"systemic"}
    assert rule["called"]


@pytest.mark.slow
@both
def test_every_rule_leads_somewhere_that_shows_its_findings(lang, explorer):
    """To its indicators, or to the lines of what is a whole activity or a blank row."""
    data, findings = explorer._data, yb.load_findings()
    blocks = trust(explorer, lang)
    for row in (*blocks["systemic"].shown["rows"], *blocks["rules"].shown["rows"]):
        rule = row[0]["set"]["rule"]
        filters = DEFAULT._replace(rule=rule).filters
        found = grading_view.found(data, lang=lang, filters=filters).shown
        told = [one["set"]["line"] for one in found["lines"]]
        listed = data.selected(filters)["source_line"].tolist()
        expected = findings.loc[findings["rule"] == rule, "source_line"]
        assert sorted(told + listed) == sorted(expected), rule


def test_an_activity_under_two_numbers_is_told_with_both_its_lines(explorer):
    """It is no indicator, and the sentence says so."""
    explorer.view, explorer.rule = "grading", "same_activity_twice"
    found = explorer.blocks()["grading.found"].shown
    assert "no indicator" in found["text"]
    assert "4.6 and 4.7" in found["text"]
    assert [one["set"]["line"] for one in found["lines"]] == [914, 2278]


@both
def test_findings_are_listed_one_by_one_with_quote_line_and_certainty(lang, explorer):
    """The individual ones, or those of the rule chosen; a name leads to the card behind it."""
    everything = yb.load_findings()
    made = trust(explorer, lang)["findings"]
    assert set(made.frame["scope"]) == {"individual"}
    assert len(made.frame) == (everything["scope"] == "individual").sum()
    assert column(made, "evidence") == made.frame["evidence"].fillna("").tolist()
    names = {"en": {"certain", "likely"}, "zh": {"确定", "可能"}}
    assert set(column(made, "certainty")) == names[lang]
    for rule in ("bare_rate", "boilerplate_ladder"):
        made = trust(explorer, lang, rule=rule)["findings"]
        assert len(made.frame) == (everything["rule"] == rule).sum()
        leads = column(made, "name_en" if lang == "en" else "name")[0]["set"]
        assert leads["rule"] == rule
        for name, value in leads.items():
            setattr(explorer, name, value)
        assert explorer.blocks()["grading.card"].shown["kind"] == "card"


@pytest.mark.parametrize(
    ("lang", "block", "heading", "name"),
    [
        ("en", "ledger", "Verdict", "not stated"),
        ("zh", "ledger", "结论", "完全一致"),
        ("en", "findings", "Rule", "A rate, and not of what"),
        ("zh", "findings", "规则", "只写比率，未写明对象"),
        ("zh", "rules", "确定程度", "确定"),
    ],
)
def test_a_spreadsheet_has_what_the_page_calls_a_key(lang, block, heading, name, explorer):
    """A verdict, a rule, a certainty; what code reads has the key."""
    explorer.view, explorer.lang = "trust", lang
    _, content = explorer.take(f"trust.{block}", "csv")
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert name in {row[head.index(heading)] for row in rows}


def test_a_finding_of_no_indicator_leads_to_its_line_alone(explorer):
    """A blank row and an activity have no card."""
    made = trust(explorer, rule="blank_indicator")["findings"]
    assert column(made, "name_en") == ["blank"]
    assert [one["lines"][0]["set"]["line"] for one in column(made, "source_line")] == [
        *made.frame["source_line"]
    ]


# The card of an indicator


@both
def test_a_card_is_in_plain_words_and_has_individual_findings_first(lang, explorer):
    """Of each ladder: no interval sign, and the properties of the whole table last."""
    data, findings = explorer._data, yb.load_findings()
    numbers = findings[["responsibility", "activity", "indicator"]].itertuples(index=False)
    scopes = findings.groupby([".".join(map(str, key)) for key in numbers])["scope"].value_counts()
    first = data.indicators.drop_duplicates("ladder").index
    for key in (data.keys[at] for at in first):
        shown = card(data, lang=lang, indicator=key, value=75.0, reading="cascade").shown
        for row in shown["steps"]:
            assert not any(SIGN.search(cell) for cell in row[2:5]), (key, row)
        groups = [len(findings) for _, findings in shown["groups"]]
        counts = [int(scopes.get((key, scope), 0)) for scope in ("individual", "systemic")]
        assert groups == (counts if counts[1] else counts[:1]), key


@both
def test_a_cell_whose_reading_takes_something_for_granted_says_so_in_the_card(lang, explorer):
    """As its threshold does; others say nothing of the kind."""
    explorer.view, explorer.lang = "grading", lang
    thresholds = yb.load_thresholds()
    term = {"en": "Taken for granted", "zh": "识读说明"}[lang]
    for key, caveats in (("9.11.3", 1), ("1.2.1", 0)):
        explorer.indicator = key
        terms = explorer.blocks()["grading.card"].shown["terms"]
        said = [text for name, text in terms if name == term]
        assert len(said) == caveats
        own = thresholds["caveat" if lang == "en" else "caveat_zh"].dropna().unique()
        assert all(text in own for text in said)


@both
def test_a_card_says_where_the_unit_of_the_name_is_not_that_of_the_ladder(lang, explorer):
    """In the page's language; others say nothing of the kind."""
    found = yb.load_findings().query("rule == 'percent_for_count'").iloc[0]
    key = f"{found.responsibility}.{found.activity}.{found.indicator}"
    data, term = explorer._data, {"en": "Its unit", "zh": "单位"}[lang]
    said = {"en": "names a quantity, and", "zh": "说的是数量，标准用百分比"}[lang]
    asked = {"value": 75.0, "reading": "cascade"}
    terms = card(data, lang=lang, indicator=key, **asked).shown["terms"]
    assert [said in text for name, text in terms if name == term] == [True]
    terms = card(data, lang=lang, indicator="1.2.1", **asked).shown["terms"]
    assert term not in {name for name, _ in terms}


# Words


def test_the_citation_boxes_carry_the_identifier_of_the_text(explorer):
    """That of the document to take along, and of the line shown beside its citation."""
    explorer.open_state("v=1&view=document&line=19")
    items = dict(explorer.blocks()["document.cite"].shown["items"])
    assert yb.verify(items["SWHID"], amount="95531.43").line == 19
    assert all(items["SWHID"] in items[name] for name in ("GB/T 7714", "English"))


# What is kept unread


@both
def test_trust_lists_what_is_kept_unread_with_its_reason(lang, small, folder):
    """As kept_unread() has it, in the page's language, each leading to its line."""
    folder(
        small.replace("负责示范工作。", "负责示范工作，完成投资5亿元。").replace(
            "2、支出", "4、支出"
        )
    )
    made = trust(yb.explore(lang), lang)["unread"]
    frame = yb.kept_unread()
    assert len(frame) == 2
    assert made.frame.equals(frame)
    assert column(made, "text") == ["完成投资5亿元", "4、支出说明"]
    said = {"en": ("expected", "reason"), "zh": ("expected_zh", "reason_zh")}[lang]
    for name in said:
        assert column(made, name) == frame[name].tolist()
        assert all(CHINESE.search(text) for text in column(made, name)) == (lang == "zh")
    yes_and_no = {"en": ["yes", "no"], "zh": ["是", "否"]}[lang]
    assert column(made, "has_amount") == yes_and_no
    lines = [cell["lines"][0]["set"]["line"] for cell in column(made, "source_line")]
    assert lines == frame["source_line"].tolist()
    assert len(made.shown["below"]) == 1


@both
def test_trust_says_that_nothing_is_kept_unread(lang, explorer):
    """Of the real document."""
    said = trust(explorer, lang)["unread"].shown
    assert said["kind"] == "note"
    assert ("nothing" in said["text"].lower()) == (lang == "en")


def test_what_is_kept_unread_can_be_taken_along(small, folder):
    """In each form, with the code that makes it."""
    folder(small.replace("负责示范工作。", "负责示范工作，完成投资5亿元。"))
    explorer = yb.explore("en")
    made = trust(explorer)["unread"]
    assert made.code == "frame = yb.kept_unread(**which)"
    for form in ("csv", "xlsx", "parquet"):
        name, content = explorer.take("trust.unread", form)
        assert content
        assert "kept_unread" in name
