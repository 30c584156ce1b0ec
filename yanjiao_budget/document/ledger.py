"""The ledger: every tie that a document's own figures imply, in exact decimal arithmetic."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from yanjiao_budget.schema import PRINTED, PROCUREMENT_GRID, PROCUREMENT_SOURCES, Column, Record

from .figures import BY_ITEM, PROCUREMENT_TOTALS
from .phrases import years_spoken_of
from .tie import (
    BEFORE,
    GROWTH,
    MINUS,
    OVER,
    PLUS,
    PRODUCT,
    PUBLISHED,
    SUM,
    TIMES,
    TWICE,
    YEARS,
    English,
    Sides,
    Term,
    Tie,
    blank,
    cell,
    count,
    half_unit,
    printed,
    tie,
    to_place,
)
from .year_before import STATED_AS, years_in

Records = Mapping[str, Sequence[Record]]

PREVIOUS = "previous_"  # Opens the keys of the ties to the year before's own disclosure.

# Figures that the document states twice, in different places.
_STATED_TWICE = (
    ("income", "expenditure"),
    ("income", "income_and_expenditure"),
    ("operating", "agency_operating"),
    ("procurement", "procurement_table"),
)
_NAMES = {item: figure.zh for item, figure in BY_ITEM.items()}
_NAMES |= {item: zh for item, zh, _ in PROCUREMENT_TOTALS.values()}
_COLUMNS = {column.name: column for column in PROCUREMENT_GRID}
# What each amount of a procurement line is made of, and what the tie is called.
_WITHIN_A_LINE = (
    (
        "channels",
        "amount",
        ("department_budget", "other_channels"),
        ("amount = department budget + other channels", "总计 = 当年部门预算 + 其他渠道"),
    ),
    (
        "sources",
        "department_budget",
        tuple(column.name for column in PROCUREMENT_SOURCES),
        ("department budget = its sources", "当年部门预算合计 = 各项来源"),
    ),
)

_NOT_PRINTED = {("changes", "amount"), ("changes", "previous")}
# The amounts that are printed, by table: all in 万元 but those that `changes` repeats or derives.
_AMOUNTS = {
    table.name: [
        column.name
        for column in table.columns
        if column.unit and (table.name, column.name) not in _NOT_PRINTED
    ]
    for table in PRINTED
}


def ties(
    records: Records,
    earlier: Records = MappingProxyType({}),
    english: English = MappingProxyType({}),
) -> Iterator[Tie]:
    """Yield the ties of one disclosure, in the order of the form.

    Args:
        records: Its rows, as `Disclosure.records` holds them.
        earlier: Those of the same body's disclosure of the year before, if it is there: each change
            that the later one states is then tied to what the earlier one published.
        english: English of names; one without it stays Chinese in descriptions.
    """
    (document,) = records["disclosures"]
    yield from _figures(records, english)
    yield from _changes(records, english)
    yield from _years(document, records)
    yield from _baselines(document, records["changes"], english)
    if earlier.get("disclosures"):
        yield from _year_before(records, earlier, english)
    yield from _responsibilities(document["fiscal_year"], records, english)
    yield from _procurement(document["fiscal_year"], records, english)
    yield from _assets(document["fiscal_year"], records, english)


class PrintedOnce(NamedTuple):
    """An amount that the document prints once, and that no equality of the ledger holds.

    Attributes:
        table: The table it is in.
        column: Its column there.
        name: What its row is called, in Chinese.
        amount: The amount, in 万元.
        source_line: The line its row begins on.
        within: Key of the tie that it may not pass, or that may not pass it; None without one.
    """

    table: str
    column: str
    name: str
    amount: Decimal
    source_line: int
    within: str | None


def printed_once(records: Records) -> Iterator[PrintedOnce]:
    """Yield the amounts of one disclosure that are printed once and tied to nothing.

    Such a figure rests on itself: were a digit of it wrong, nothing else that is printed would
    say so, but for the figure it may not pass, where there is one.

    Args:
        records: Its rows, as `Disclosure.records` holds them.
    """
    own = _each_its_own(records)
    equal, within = _tied(own)
    cells = (
        (table, column, row)
        for table, columns in _AMOUNTS.items()
        for row in own[table]
        for column in columns
    )
    for table, column, row in cells:
        amount = row[column]
        if amount is not None and id(amount) not in equal:
            held = within.get(id(amount))
            yield PrintedOnce(table, column, row["name"], amount, row["source_line"], held)


def _tied(own: Records) -> tuple[set[int], dict[int, str]]:
    """Return the cells that an equation ties, and those that only may not pass, with that check."""
    equal: set[int] = set()
    within: dict[int, str] = {}
    for tie_ in ties(own):
        amounts = [id(term.amount) for terms in tie_.terms.values() for term in terms]
        if tie_.holds is not None and tie_.relation == "=":
            equal.update(amounts)
        elif tie_.holds is not None:
            within |= dict.fromkeys(amounts, tie_.check)
    return equal, within


def _each_its_own(records: Records) -> dict[str, list[Record]]:
    """Return the rows with each number an object of its own, by which a term tells its cell.

    Equal numbers are not the same figure.
    """
    return {
        name: [
            {
                key: Decimal(str(value)) if isinstance(value, Decimal) else value
                for key, value in row.items()
            }
            for row in rows
        ]
        for name, rows in records.items()
    }


def _sum_of(check: str, whole: Term, parts: Sequence[Term], sides: Sides = SUM) -> Tie:
    text = (
        f"{whole.name} = {' + '.join(part.name for part in parts)}",
        f"{whole.name_zh} = {' + '.join(part.name_zh for part in parts)}",
    )
    return tie(check, text, [whole], parts, sides)


def _parts(totals: Sequence[Record]) -> dict[str, list[str]]:
    """Return which stated figures each of them is made of."""
    parts: dict[str, list[str]] = defaultdict(list)
    for row in totals:
        if row["part_of"]:
            parts[row["part_of"]].append(row["item"])
    return parts


def _figures(records: Records, english: English) -> Iterator[Tie]:
    """Tie the stated figures to one another."""
    stated = {row["item"]: printed(row, "amount", english) for row in records["totals"]}
    for whole, items in _parts(records["totals"]).items():
        yield _sum_of(f"{whole}_parts", stated[whole], [stated[item] for item in items])
    for pair in _STATED_TWICE:
        there = [stated[item] for item in pair if item in stated]
        if there:
            year = there[0].fiscal_year
            one, other = (stated.get(item) or blank(_NAMES[item], year, english) for item in pair)
            yield _sum_of("_".join(pair), one, [other], TWICE)


def _changes(records: Records, english: English) -> Iterator[Tie]:
    """Tie the stated changes to their percentages, and to one another."""
    for row in records["changes"]:
        yield from _change(row, english)
    yield from _change_parts(records, english)


def _change(row: Record, english: English) -> Iterator[Tie]:
    """Tie a change to the year before, as stated, and its percentage to either of the two."""
    moved_by = row["change"] is not None
    stated_before = row["stated_previous"] is not None
    if moved_by and stated_before:
        yield _stated_before(row, english)
    if row["stated_growth"] is not None and (moved_by or stated_before):
        yield _growth(row, english)


def _change_parts(records: Records, english: English) -> Iterator[Tie]:
    """Tie the change of a figure to those of its parts, so far as they are stated."""
    moved = {row["item"]: printed(row, "change", english) for row in records["changes"]}
    for whole, items in _parts(records["totals"]).items():
        item = STATED_AS.get(whole, whole)
        parts = [moved[part] for part in items if part in moved]
        if item in moved and parts and None not in {part.amount for part in parts}:
            found = _sum_of(f"{item}_change_parts", moved[item], parts)
            yield found._replace(
                description=f"Change: {found.description}",
                description_zh=f"增减：{found.description_zh}",
            )


def _stated_before(row: Record, english: English) -> Tie:
    """Tie the figure that the document names for the year before to the year's less its change."""
    stated = printed(row, "stated_previous", english)
    computed = [
        cell(row, "amount", ("the year's figure", "本年金额")),
        cell(row, "change", ("change", "增减额"), MINUS),
    ]
    text = (
        f"{stated.name}: the year before, as stated = the year's figure − change",
        f"{stated.name_zh}：所列上年金额 = 本年金额 − 增减额",
    )
    return tie(f"{row['item']}_stated_previous", text, [stated], computed, BEFORE)


def _growth(row: Record, english: English) -> Tie:
    """Tie a change's percentage to its amount, as exactly as the percentage is printed.

    Where the document states the year before's figure and no amount for the change, to that.
    """
    stated = printed(row, "stated_growth", english)
    if row["change"] is None:
        return _growth_on_stated(row, stated)
    before = cell(row, "previous", ("the year before, derived", "上年金额（推算）"), OVER)
    before = before._replace(rounding=half_unit(row["amount"]) + half_unit(row["change"]))
    change = cell(row, "change", ("change", "增减额"))
    text = (
        f"{stated.name}: stated relative change = change / year before",
        f"{stated.name_zh}：所列增减幅度 = 增减额 ÷ 上年金额",
    )
    computed = to_place([change, before], row["stated_growth"])
    return tie(f"{row['item']}_growth", text, [stated], computed, GROWTH)


def _growth_on_stated(row: Record, stated: Term) -> Tie:
    names = "the year before, stated", "上年金额（原文）"
    terms = [
        cell(row, "amount", ("the year's figure", "本年金额")),
        cell(row, "stated_previous", names, MINUS),
        cell(row, "stated_previous", names, OVER),
    ]
    text = (
        f"{stated.name}: stated relative change = (the year − the year before) / the year before",
        f"{stated.name_zh}：所列增减幅度 = （本年金额 − 上年金额）÷ 上年金额",
    )
    return tie(
        f"{row['item']}_growth", text, [stated], to_place(terms, row["stated_growth"]), GROWTH
    )


def _title_year(document: Record) -> Term:
    names = "the title's year", "标题年度"
    return count(document, document["fiscal_year"], names, PLUS)


def _years(document: Record, records: Records) -> Iterator[Tie]:
    """Tie the year that each line with figures speaks of to the title's."""
    stating = {
        row["source_line"]
        for row in (*records["totals"], *records["changes"])
        if row["item"] != "fixed_assets"  # They are those of the end of the year before.
    }
    for row in records["narrative"]:
        line = row["source_line"]
        named = _spoken_of(row, records["changes"]) if line in stating else []
        if not named:
            continue
        year = document["fiscal_year"] if document["fiscal_year"] in named else named[0]
        spoken = count(row, year, ("the year it speaks of", "所述年度"), PLUS)
        text = (
            f"Line {line}: the year it speaks of = the title's",
            f"第{line}行：所述年度 = 标题年度",
        )
        yield tie(f"line_{line}_year", text, [spoken], [_title_year(document)], YEARS)


def _spoken_of(row: Record, changes: Sequence[Record]) -> list[int]:
    """Return the years that a line speaks of as its own, in order.

    Not those that a change is measured against, nor those that a reason names.
    """
    text, others = row["text"], set()
    for change in changes:
        if change["source_line"] == row["source_line"]:
            text = text.replace(change["reason"] or "\n", "")
            others.update(years_in(change["baseline"] or ""))
    return [year for year in years_spoken_of(text) if year not in others]


def _baselines(document: Record, changes: Sequence[Record], english: English) -> Iterator[Tie]:
    """Tie the years that changes are measured against to the year before the title's."""
    measured: dict[tuple[int, str], Record] = {}
    for row in changes:
        measured.setdefault((row["source_line"], row["baseline"] or ""), row)
    for (line, baseline), row in measured.items():
        for year in years_in(baseline)[:1]:
            worded = english.get(baseline, baseline)
            text = (
                f"Line {line}: the year compared with ({worded}) = the year before the title's",
                f"第{line}行：比较的年度（{baseline}）= 标题年度的上一年",
            )
            compared = count(row, year, ("the year compared with", "比较的年度"), PLUS)
            one = count(document, 1, ("one year", "一年"), MINUS)._replace(source_line=None)
            before = [_title_year(document), one]
            yield tie(f"{row['item']}_baseline_year", text, [compared], before, YEARS)


def _year_before(records: Records, earlier: Records, english: English) -> Iterator[Tie]:
    """Tie what each stated change implies for the year before to what that year published.

    What a change is measured against is told as worded: a budget and the budget at the start of
    the year are not the same thing, and a gap between the two is no slip by itself.
    """
    (document,) = earlier["disclosures"]
    stated = {row["item"]: printed(row, "amount", english) for row in records["totals"]}
    published = {row["item"]: row for row in earlier["totals"]}
    for item, other in STATED_AS.items():
        published.setdefault(other, published[item])
    for row in records["changes"]:
        found = published.get(row["item"])
        before = blank(row["name"], document["fiscal_year"], english)
        if found:
            before = printed(found, "amount", english)
        implied = [
            stated[row["item"]],
            cell(row, "change", ("change", "增减额"), MINUS),
        ]
        if row["previous"] is None:
            column = "previous" if row["stated_previous"] is None else "stated_previous"
            implied = [cell(row, column, (implied[0].name, row["name"]))]
        text = _before_text(row, found, document, english)
        yield tie(f"{PREVIOUS}{row['item']}", text, implied, [before], PUBLISHED)


def _before_text(
    row: Record, found: Record | None, document: Record, english: English
) -> tuple[str, str]:
    year, file = document["fiscal_year"], document["source"]
    name, worded = english.get(row["name"], row["name"]), row["baseline"] or "未说明比较基准"
    measured = "against what, it does not say"
    if row["baseline"]:
        measured = english.get(worded, worded)
    en, zh = f"{file} states none", f"{file}未列此数"
    if found:
        en, zh = f"line {found['source_line']} of {file}", f"{file}第{found['source_line']}行"
    return (
        f"{name}: {year + 1} less its change ({measured}) = {year} as published ({en})",
        f"{row['name']}：{year + 1}年数减增减额（{worded}）= {year}年公开数（{zh}）",
    )


def _responsibilities(year: int, records: Records, english: English) -> Iterator[Tie]:
    activities: dict[int, list[Term]] = defaultdict(list)
    for row in records["activities"]:
        activities[row["responsibility"]].append(printed(row, "budget", english))
    wholes = []
    for row in records["responsibilities"]:
        number, whole = row["responsibility"], printed(row, "budget", english)
        wholes.append(whole)
        text = f"{number}. {whole.name} = its activities", f"{number}、{whole.name_zh} = 其各项活动"
        yield tie(f"responsibility_{number}", text, [whole], activities[number])
    stated = [row for row in records["totals"] if row["item"] == "project"]
    project = blank(_NAMES["project"], year, english)
    if stated:
        project = printed(stated[0], "amount", english)
    text = f"{project.name} = all responsibilities", f"{project.name_zh} = 各项职责"
    yield tie("project_responsibilities", text, [project], wholes)


def _procurement(year: int, records: Records, english: English) -> Iterator[Tie]:
    lines = records["procurement"]
    for row in lines:
        yield from _procurement_line(row)
    stated = {row["item"]: row for row in records["totals"]}
    for column in PROCUREMENT_GRID[7:] if lines else ():
        item, zh, _ = PROCUREMENT_TOTALS[column.name]
        total = blank(zh, year, english)
        if item in stated:
            total = printed(stated[item], "amount", english)
        text = (
            f"Procurement, {column.en.lower()}: total row = lines",
            f"采购{column.zh}：合计 = 各行",
        )
        parts = [cell(row, column.name, _line_names(row)) for row in lines]
        yield tie(f"{item}_lines", text, [total], parts)
    projects: dict[str, list[Record]] = defaultdict(list)
    for row in lines:
        projects[row["name"]].append(row)
    for number, rows in enumerate(projects.values(), 1):
        yield from _project(number, rows, english)


def _line_names(row: Record) -> tuple[str, str]:
    return f"line {row['line']}", f"第{row['line']}行"


def _called(column: Column) -> tuple[str, str]:
    return column.en, column.zh


def _procurement_line(row: Record) -> Iterator[Tie]:
    """Tie the amounts of one line to one another."""
    number = row["line"]
    en, zh = f"Procurement line {number}: ", f"采购第{number}行："
    amounts = {
        name: cell(row, name, _called(column)) for name, column in _COLUMNS.items() if column.unit
    }
    price = [
        count(row, row["quantity"], _called(_COLUMNS["quantity"]), PLUS),
        amounts["unit_price"]._replace(sign=TIMES),
    ]
    text = f"{en}amount = quantity × unit price", f"{zh}总计 = 数量 × 单价"
    yield tie(f"procurement_{number}_price", text, [amounts["amount"]], price, PRODUCT)
    for check, whole, parts, worded in _WITHIN_A_LINE:
        text = en + worded[0], zh + worded[1]
        made_of = [amounts[name] for name in parts]
        yield tie(f"procurement_{number}_{check}", text, [amounts[whole]], made_of)


def _project(number: int, rows: Sequence[Record], english: English) -> Iterator[Tie]:
    """Tie what each line of a project states of it, and what it buys, to its budget."""
    name = rows[0]["name"]
    en = english.get(name, name)
    first, *rest = (cell(row, "project_budget", _line_names(row)) for row in rows)
    text = f"{en}: each line states the same project budget", f"{name}：各行预算资金相同"
    for again, other in enumerate(rest, 2):
        key = f"project_{number}_budget" + f"_{again}" * (again > 2)  # noqa: PLR2004 - the second
        yield tie(key, text, [first], [other], TWICE)
    bought = [cell(row, "amount", _line_names(row)) for row in rows]
    text = (
        f"{en}: its procurement is within the project budget",
        f"{name}：采购金额不超过预算资金",
    )
    yield tie(f"project_{number}_procurement", text, [first], bought, relation="<=")


def _assets(year: int, records: Records, english: English) -> Iterator[Tie]:
    figures = {row["asset"]: printed(row, "amount", english) for row in records["assets"]}
    within: dict[int | None, list[Term]] = defaultdict(list)
    for row in records["assets"]:
        within[row["part_of"]].append(figures[row["asset"]])
    totals = within.pop(None, None) or [blank("资产总额", year, english)]
    for row in records["totals"]:
        if row["item"] == "fixed_assets":
            stated = printed(row, "amount", english)
            yield _sum_of("fixed_assets_table", stated, totals, TWICE)
    for row in records["assets"]:
        whole, parts = figures[row["asset"]], within.get(row["asset"], [])
        if row["part_of"] is None:
            yield _sum_of("assets_parts", whole, parts)
        elif parts:
            text = (
                f"{whole.name}: {', '.join(part.name for part in parts)} within it",
                f"{whole.name_zh}：其中{'、'.join(part.name_zh for part in parts)}",
            )
            yield tie(f"asset_{row['asset']}_within", text, [whole], parts, relation="<=")
