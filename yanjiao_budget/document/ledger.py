"""The ledger: every tie that a document's own figures imply, in exact decimal arithmetic."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import NamedTuple

from yanjiao_budget.schema import PROCUREMENT_GRID, PROCUREMENT_SOURCES, Record

from .figures import BY_ITEM, PROCUREMENT_TOTALS
from .year_before import STATED_AS, years_in

Records = Mapping[str, Sequence[Record]]
English = Mapping[str, str]


class Tie(NamedTuple):
    """Two figures that should agree, or one that should not pass the other; amounts in 万元.

    A tie whose key ends in `_growth` is of two relative changes, and one whose key ends in `_year`
    is of two years; these have no unit.

    Attributes:
        check: Stable key.
        description: What is tied to what, in English.
        description_zh: The same in Chinese.
        relation: `=`, or `<=` where the computed figure is a part of the stated one.
        stated: The figure as stated; None where the document prints none. In a tie to the year
            before, what the stated change implies for that year.
        computed: What the document's other figures make it; None where they are blank. In a tie to
            the year before, what that year's own disclosure states; None where it states none.
        difference: `computed - stated`; None where either is missing.
        holds: Whether the tie holds; None where it is not stated.
        source_lines: Lines of the source with the figures on both sides, the stated one's first.
            The line of another year's disclosure is in the description.
    """

    check: str
    description: str
    description_zh: str
    relation: str
    stated: Decimal | None
    computed: Decimal | None
    difference: Decimal | None
    holds: bool | None
    source_lines: tuple[int, ...]


class Side(NamedTuple):
    """A figure on one side of a tie, None where the document prints none, and its lines."""

    amount: Decimal | None
    lines: tuple[int, ...]
    en: str = ""
    zh: str = ""


# Figures that the document states twice, in different places.
_STATED_TWICE = (
    ("income", "expenditure"),
    ("income", "income_and_expenditure"),
    ("operating", "agency_operating"),
    ("procurement", "procurement_table"),
)
_NAMES = {item: figure.zh for item, figure in BY_ITEM.items()}
_NAMES |= {item: zh for item, zh, _ in PROCUREMENT_TOTALS.values()}
_SOURCES = tuple(column.name for column in PROCUREMENT_SOURCES)
_MONEY = tuple(column.name for column in PROCUREMENT_GRID[7:])


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
    yield from _prose(records["totals"], records["changes"], english)
    yield from _years(records, english)
    if earlier.get("disclosures"):
        yield from _year_before(records["changes"], earlier, english)
    yield from _responsibilities(records, english)
    yield from _procurement(records, english)
    yield from _assets(records, english)


def _tie(
    check: str, whole: Side, parts: Iterable[Side], text: tuple[str, str], relation: str = "="
) -> Tie:
    parts = list(parts)
    amounts = [part.amount for part in parts if part.amount is not None]
    computed = sum(amounts, Decimal(0)) if amounts else None
    difference = None if computed is None or whole.amount is None else computed - whole.amount
    holds = None if difference is None else not difference if relation == "=" else difference <= 0
    lines = tuple(dict.fromkeys(line for side in (whole, *parts) for line in side.lines))
    return Tie(check, *text, relation, whole.amount, computed, difference, holds, lines)


def _sum_of(check: str, whole: Side, parts: list[Side]) -> Tie:
    text = (
        f"{whole.en} = {' + '.join(part.en for part in parts)}",
        f"{whole.zh} = {' + '.join(part.zh for part in parts)}",
    )
    return _tie(check, whole, parts, text)


def _side(row: Record, amount: str, english: English) -> Side:
    name: str = row["name"]
    return Side(row[amount], (row["source_line"],), english.get(name, name), name)


def _not_stated(name: str, english: English) -> Side:
    return Side(None, (), english.get(name, name), name)


def _prose(totals: Sequence[Record], changes: Sequence[Record], english: English) -> Iterator[Tie]:
    stated = {row["item"]: _side(row, "amount", english) for row in totals}
    moved = {row["item"]: _side(row, "change", english) for row in changes}
    parts: dict[str, list[str]] = defaultdict(list)
    for row in totals:
        if row["part_of"]:
            parts[row["part_of"]].append(row["item"])
    for whole, items in parts.items():
        yield _sum_of(f"{whole}_parts", stated[whole], [stated[item] for item in items])
    for one, other in _STATED_TWICE:
        if one in stated or other in stated:
            sides = [
                stated.get(item) or _not_stated(_NAMES[item], english) for item in (one, other)
            ]
            yield _sum_of(f"{one}_{other}", sides[0], sides[1:])
    for row in changes:
        yield from _growth(row, english)
    for whole, items in parts.items():
        item = STATED_AS.get(whole, whole)
        sides = [moved[part] for part in items if part in moved]
        if item in moved and sides and None not in {side.amount for side in sides}:
            tie = _sum_of(f"{item}_change_parts", moved[item], sides)
            yield tie._replace(
                description=f"Change: {tie.description}",
                description_zh=f"增减：{tie.description_zh}",
            )


def _growth(row: Record, english: English) -> Iterator[Tie]:
    """Tie a change's percentage to its amount, as exactly as the percentage is printed."""
    if row["stated_growth"] is None or row["change"] is None:
        return
    side = _side(row, "stated_growth", english)
    computed = row["change"] / row["previous"] if row["previous"] else None
    if computed is not None:
        computed = computed.quantize(row["stated_growth"], ROUND_HALF_UP)
    text = (
        f"{side.en}: stated relative change = change / year before",
        f"{side.zh}：所列增减幅度 = 增减额 ÷ 上年金额",
    )
    yield _tie(f"{row['item']}_growth", side, [Side(computed, side.lines)], text)


def _years(tables: Records, english: English) -> Iterator[Tie]:
    """Tie the years that lines with figures speak of to the title's, and to the year before it."""
    (document,) = tables["disclosures"]
    year, title = document["fiscal_year"], (document["source_line"],)
    stating = {
        row["source_line"]
        for row in (*tables["totals"], *tables["changes"])
        if row["item"] != "fixed_assets"  # They are those of the end of the year before.
    }
    for row in tables["narrative"]:
        if row["source_line"] in stating and (printed := years_in(row["text"])):
            spoken = year if year in printed else printed[0]
            text = (
                f"Line {row['source_line']}: the year it speaks of = the title's",
                f"第{row['source_line']}行：所述年度 = 标题年度",
            )
            whole = Side(Decimal(spoken), (row["source_line"],))
            yield _tie(f"line_{row['source_line']}_year", whole, [Side(Decimal(year), title)], text)
    measured: dict[tuple[int, str], str] = {}
    for row in tables["changes"]:
        measured.setdefault((row["source_line"], row["baseline"] or ""), row["item"])
    for (line, baseline), item in measured.items():
        for printed_year in years_in(baseline)[:1]:
            worded = english.get(baseline, baseline)
            text = (
                f"Line {line}: the year compared with ({worded}) = the year before the title's",
                f"第{line}行：比较的年度（{baseline}）= 标题年度的上一年",
            )
            whole = Side(Decimal(printed_year), (line,))
            before = [Side(Decimal(year - 1), title)]
            yield _tie(f"{item}_baseline_year", whole, before, text)


def _year_before(changes: Sequence[Record], earlier: Records, english: English) -> Iterator[Tie]:
    """Tie what each stated change implies for the year before to what that year published.

    What a change is measured against is told as worded: a budget and the budget at the start of
    the year are not the same thing, and a gap between the two is no slip by itself.
    """
    (document,) = earlier["disclosures"]
    year, file = document["fiscal_year"], document["source"]
    published = {row["item"]: row for row in earlier["totals"]}
    for item, other in STATED_AS.items():
        published.setdefault(other, published[item])
    for row in changes:
        implied, found = _side(row, "previous", english), published.get(row["item"])
        worded = row["baseline"] or "未说明比较基准"
        en = f"line {found['source_line']} of {file}" if found else f"{file} states none"
        zh = f"{file}第{found['source_line']}行" if found else f"{file}未列此数"
        measured = (
            english.get(worded, worded) if row["baseline"] else "against what, it does not say"
        )
        text = (
            f"{implied.en}: {year + 1} less its change ({measured}) = {year} as published ({en})",
            f"{implied.zh}：{year + 1}年数减增减额（{worded}）= {year}年公开数（{zh}）",
        )
        side = Side(found["amount"] if found else None, ())
        yield _tie(f"previous_{row['item']}", implied, [side], text)


def _responsibilities(tables: Records, english: English) -> Iterator[Tie]:
    activities: dict[int, list[Side]] = defaultdict(list)
    for row in tables["activities"]:
        activities[row["responsibility"]].append(_side(row, "budget", english))
    sides = []
    for row in tables["responsibilities"]:
        number, side = row["responsibility"], _side(row, "budget", english)
        sides.append(side)
        text = f"{number}. {side.en} = its activities", f"{number}、{side.zh} = 其各项活动"
        yield _tie(f"responsibility_{number}", side, activities[number], text)
    stated = (_side(row, "amount", english) for row in tables["totals"] if row["item"] == "project")
    project = next(stated, _not_stated(_NAMES["project"], english))
    text = f"{project.en} = all responsibilities", f"{project.zh} = 各项职责"
    yield _tie("project_responsibilities", project, sides, text)


def _procurement(tables: Records, english: English) -> Iterator[Tie]:
    lines = tables["procurement"]
    projects: dict[str, list[Record]] = defaultdict(list)
    for row in lines:
        number, at = row["line"], (row["source_line"],)
        en, zh = f"Procurement line {number}:", f"采购第{number}行："
        cell = {name: Side(row[name], at) for name in _MONEY}
        price = None
        if row["quantity"] is not None and row["unit_price"] is not None:
            price = row["quantity"] * row["unit_price"]
        for check, whole, parts, text in (
            (
                "price",
                "amount",
                [Side(price, at)],
                ("amount = quantity × unit price", "总计 = 数量 × 单价"),
            ),
            (
                "channels",
                "amount",
                [cell["department_budget"], cell["other_channels"]],
                ("amount = department budget + other channels", "总计 = 当年部门预算 + 其他渠道"),
            ),
            (
                "sources",
                "department_budget",
                [cell[name] for name in _SOURCES],
                ("department budget = its sources", "当年部门预算合计 = 各项来源"),
            ),
        ):
            yield _tie(
                f"procurement_{number}_{check}",
                cell[whole],
                parts,
                (f"{en} {text[0]}", zh + text[1]),
            )
        projects[row["name"]].append(row)
    stated = {row["item"]: row for row in tables["totals"]}
    for column in PROCUREMENT_GRID[7:] if lines else ():
        item = PROCUREMENT_TOTALS[column.name][0]
        total = stated.get(item)
        yield _tie(
            f"{item}_lines",
            Side(total["amount"], (total["source_line"],)) if total else Side(None, ()),
            [Side(row[column.name], (row["source_line"],)) for row in lines],
            (
                f"Procurement, {column.en.lower()}: total row = lines",
                f"采购{column.zh}：合计 = 各行",
            ),
        )
    for number, (name, rows) in enumerate(projects.items(), 1):
        first, *rest = (Side(row["project_budget"], (row["source_line"],)) for row in rows)
        en = english.get(name, name)
        for other in rest:
            text = f"{en}: each line states the same project budget", f"{name}：各行预算资金相同"
            yield _tie(f"project_{number}_budget", first, [other], text)
        bought = [Side(row["amount"], (row["source_line"],)) for row in rows]
        text = (
            f"{en}: its procurement is within the project budget",
            f"{name}：采购金额不超过预算资金",
        )
        yield _tie(f"project_{number}_procurement", first, bought, text, "<=")


def _assets(tables: Records, english: English) -> Iterator[Tie]:
    within: dict[int, list[Side]] = defaultdict(list)
    for row in tables["assets"]:
        if row["part_of"]:
            within[row["part_of"]].append(_side(row, "amount", english))
    prose = [
        _side(row, "amount", english) for row in tables["totals"] if row["item"] == "fixed_assets"
    ]
    totals = [_side(row, "amount", english) for row in tables["assets"] if row["part_of"] is None]
    for stated in prose:
        yield _sum_of("fixed_assets_table", stated, totals or [_not_stated("资产总额", english)])
    for row in tables["assets"]:
        side = _side(row, "amount", english)
        if row["part_of"] is None:
            yield _sum_of("assets_parts", side, within[row["asset"]])
        elif parts := within[row["asset"]]:
            text = (
                f"{side.en}: {', '.join(part.en for part in parts)} within it",
                f"{side.zh}：其中{'、'.join(part.zh for part in parts)}",
            )
            yield _tie(f"asset_{row['asset']}_within", side, parts, text, "<=")
