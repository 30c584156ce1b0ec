"""The rules of promises: what the tables below the prose do not count, grade or name.

A finding says what the document prints, and no more: an indicator in other words, a budget line
that names no work or a payer elsewhere may cover it. All rest on which words are the same.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from yanjiao_budget.ladders.criteria import FABRIC, OECD, VERIFIABLE, WELL_DEFINED, Criterion
from yanjiao_budget.ladders.domain import without_space
from yanjiao_budget.ladders.findings import read_ladders
from yanjiao_budget.ladders.ladder import Ladder
from yanjiao_budget.ladders.signs import in_words, printed_ladder
from yanjiao_budget.ladders.thresholds import Interval, parse_threshold, unit_scale
from yanjiao_budget.ladders.wording import TARGET
from yanjiao_budget.schema import INDICATOR_KEY, Record

from .commitments import read_number
from .kinds import SAID
from .links import LIKELY, core, is_one_thing

Said = tuple[str, str]  # in English and in Chinese

RELEVANT = Criterion(
    "A measure is of what the organization sets out to do.",
    "指标应与所要实现的目标相关。",
    (FABRIC,),
)
TIED_TO_PLANS = Criterion(
    "A budget is closely tied to what a government sets out to do.",
    "预算应与政府的目标任务紧密衔接。",
    (OECD,),
)


class Promised(NamedTuple):
    """What the rules look at.

    Attributes:
        commitments: The commitments.
        works: The works.
        links: What speaks of them.
        indicators: The indicators that speak of them, by their keys.
        ladders: Their ladders, by the same keys.
        funded: The keys of the activities that print a budget.
    """

    commitments: Sequence[Record]
    works: Sequence[Record]
    links: Sequence[Record]
    indicators: Mapping[tuple[int, ...], Record]
    ladders: Mapping[tuple[int, ...], Ladder]
    funded: frozenset[tuple[int, int]]

    def of(self, what: str, number: int) -> Iterator[Record]:
        """Yield the links of a commitment or a work."""
        return (row for row in self.links if row.get(what) == number)

    def has_money(self, link: Record) -> bool:
        """Tell whether what a link leads to prints an amount."""
        if link["target_table"] == "activities":
            return (link["responsibility"], link["activity"]) in self.funded
        return bool(link["target_table"] != "indicators")

    def indicators_of(self, row: Record) -> Iterator[tuple[Record, Ladder]]:
        """Yield the indicators that speak of a commitment, each with its ladder."""
        for link in self.of("commitment", row["commitment"]):
            if link["target_table"] == "indicators":
                key = _indicator(link)
                yield self.indicators[key], self.ladders[key]


class Found(NamedTuple):
    """What meets a rule, what its sentence says of it, and the indicator it is about, if any."""

    row: Record
    said: Mapping[str, Said] = {}
    indicator: Record | None = None


class Rule(NamedTuple):
    """One rule.

    Attributes:
        key: Stable key.
        en: Its name in English.
        zh: Its name in Chinese.
        criterion: The test of a good budget it bears on.
        sentence: What a finding says, in English; its places are filled with the name and what
            `Found` says.
        sentence_zh: The same in Chinese.
        find: What finds the commitments or works that meet it.
        certainty: `likely`: each rests on which words are the same.
    """

    key: str
    en: str
    zh: str
    criterion: Criterion
    sentence: str
    sentence_zh: str
    find: Callable[[Promised], Iterator[Found]]
    certainty: str = LIKELY


def promised(
    records: Mapping[str, Sequence[Record]],
    commitments: Sequence[Record],
    works: Sequence[Record],
    links: Sequence[Record],
) -> Promised:
    """Return what the rules look at."""
    named = {_indicator(row) for row in links if row["target_table"] == "indicators"}
    rows = [row for row in records.get("indicators", ()) if _indicator(row) in named]
    keys = [_indicator(row) for row in rows]
    return Promised(
        commitments,
        works,
        links,
        dict(zip(keys, rows, strict=True)),
        dict(zip(keys, read_ladders(rows), strict=True)),
        frozenset(
            (row["responsibility"], row["activity"])
            for row in records.get("activities", ())
            if row["budget"] is not None
        ),
    )


def _indicator(row: Record) -> tuple[int, ...]:
    return tuple(row[name] for name in INDICATOR_KEY[2:])


def bounds(row: Record) -> Interval:
    """Return the values that keep a commitment; None where it has no number that is read."""
    return read_number(row["number"]).interval if row["number"] else None


def number_named(row: Record) -> Said:
    """Return the number of a commitment as a sentence has it."""
    values, unit = bounds(row), row["unit"] or ""
    if values is None:
        return f"“{row['number']}”", row["number"]
    counts = unit_scale(unit) == "count"
    return in_words(values, "" if counts else unit, "en"), row["number"]


def not_counted(context: Promised) -> Iterator[Found]:
    """Find the numbers promised that no indicator of the same words counts or grades."""
    for row in context.commitments:
        if row["number"] and not any(context.indicators_of(row)):
            words = core(without_space(row["name"]))
            yield Found(row, {"number": number_named(row), "words": (words, words)})


def graded_in_percent(context: Promised) -> Iterator[Found]:
    """Find the counts promised whose indicator is graded in percent."""
    for row in context.commitments:
        if not row["number"] or row["kind"] == "rate":
            continue
        for indicator, ladder in context.indicators_of(row):
            if ladder.unit == "%" and not _given(indicator, row):
                yield Found(row, _beside(row, ladder), indicator)


def _given(indicator: Record, row: Record) -> bool:
    """Tell whether an indicator's name gives the number that is promised."""
    return (row["number"] or "") in indicator["name"]


def _beside(row: Record, ladder: Ladder) -> dict[str, Said]:
    """Return what a sentence says of a commitment and of the ladder of its indicator."""
    printed = printed_ladder(ladder, "en"), printed_ladder(ladder, "zh")
    return {"number": number_named(row), "ladder": printed}


def two_figures(context: Promised) -> Iterator[Found]:
    """Find what is promised twice with numbers that cannot both be meant."""
    for one, two in combinations(context.commitments, 2):
        same = all(one[name] == two[name] for name in ("kind", "unit", "deadline"))
        if not same or not is_one_thing(one["name"], two["name"]):
            continue
        first, second = bounds(one), bounds(two)
        if first is not None and second is not None and (first & second).empty:
            line = (str(one["source_line"]),) * 2
            said = {"number": number_named(two), "other": number_named(one), "line": line}
            yield Found(two, said)


def another_figure(context: Promised) -> Iterator[Found]:
    """Find the counts promised that the indicator of the same thing asks otherwise.

    By its name, which gives a target of its own, or by a grade of excellent that the number misses.
    """
    for row in context.commitments:
        values = bounds(row)
        if values is None:
            continue
        for indicator, ladder in context.indicators_of(row):
            asked = _asked(indicator, ladder, row["unit"])
            if asked is not None and (values & asked).empty:
                unit = row["unit"] or ""
                shown = "" if unit_scale(unit) == "count" else unit
                said = _beside(row, ladder)
                said["other"] = in_words(asked, shown, "en"), in_words(asked, unit, "zh")
                yield Found(row, said, indicator)


def _asked(indicator: Record, ladder: Ladder, unit: str | None) -> Interval:
    """Return what an indicator asks for in a unit: by its name, or for excellent; or None."""
    named = re.search(TARGET, indicator["name"])
    if named and (number := parse_threshold(named[0])).unit == unit:
        return number.interval
    best = ladder.excellent
    return best.interval if best.unit == unit and best.interval is not None else None


def no_budget_line(context: Promised) -> Iterator[Found]:
    """Find the works that the body is to build itself and that no line with money names."""
    for row in context.works:
        built = row["said"] not in ("use", "fund") and row["kind"] != "programme"
        paid = any(map(context.has_money, context.of("work", row["work"])))
        if built and row["by"] == "self" and not paid:
            yield Found(row, {"said": SAID[row["said"]]})


RULES = (
    Rule(
        "number_not_counted",
        "A number is promised, and no indicator of these words counts it",
        "承诺了数字，没有同名指标计量",
        RELEVANT,
        "The prose promises “{name}”, {number}; no indicator has these words in its name. One in "
        "other words, or of work in general, may cover it.",
        "正文写“{raw}”，没有一项指标的名称含有“{words}”；措辞不同的指标或综合性指标也可能涵盖它。",
        not_counted,
    ),
    Rule(
        "percent_for_promised_count",
        "A count is promised, and its indicator is graded in percent",
        "承诺的是数量，指标按百分比评分",
        WELL_DEFINED,
        "The prose promises “{name}”, {number}; the indicator “{indicator}” uses the same words "
        "and is graded in percent: {ladder}. The document does not say whether it counts the "
        "same, or whether the percentages are of the number promised.",
        "正文写“{raw}”，指标“{indicator}”用了相同的词语，标准为百分比：{ladder}；"
        "二者口径是否相同、百分比是否以所承诺的数量为基数，原文没有说明。",
        graded_in_percent,
    ),
    Rule(
        "two_numbers_promised",
        "Two numbers for one promise",
        "同一承诺有两个数字",
        VERIFIABLE,
        "For “{name}” the prose gives {number} here and {other} on line {line}; the two may be of "
        "different things.",
        "“{name}”此处为{number}，第{line}行为{other}；两处所指也可能不同。",
        two_figures,
    ),
    Rule(
        "indicator_asks_otherwise",
        "The indicator asks for another number than the prose",
        "指标与正文的数字不同",
        VERIFIABLE,
        "The prose promises “{name}”, {number}; the indicator “{indicator}” asks for {other}: "
        "{ladder}. The two may be of different things.",
        "正文写“{raw}”，指标“{indicator}”要求的是{other}：{ladder}；两处所指也可能不同。",
        another_figure,
    ),
    Rule(
        "no_budget_line_names_it",
        "No line with money names the work",
        "没有列有金额的条目写明该工程",
        TIED_TO_PLANS,
        "No line with an amount names “{name}”, which the prose says is {said}. The document does "
        "not have to name it: it may be within a budget that names no work, or be paid for "
        "elsewhere.",
        "正文说要{said}“{name}”，没有一个列有金额的条目写明它；文件并不必须写明，它可能包含在未列工程名称的预算内，"
        "也可能由其他资金支付。",
        no_budget_line,
    ),
)
BY_KEY = {rule.key: rule for rule in RULES}
