"""The form's three tables: performance, procurement and assets."""

from collections.abc import Sequence
from decimal import Decimal

from yanjiao_budget import schema

from .figures import ZERO, Work, Year
from .page import Amount, Page, half_place
from .words import GOODS, ladder, sentence, work

_NUMERALS = "一二三四五六七八九十"
_BLANK = [""] * 5
_MONEY = (
    "unit_price",
    "amount",
    "department_budget",
    *(one.name for one in schema.PROCUREMENT_SOURCES),
)


def _open(page: Page, grid: tuple[schema.Column, ...], captions: Sequence[str], unit: str) -> None:
    """Write the captions and headings of a table."""
    page.blank()
    if captions:
        page.row(captions)
        page.code_printed = page.code_printed or page.code * (page.code in captions[0])
    for row in schema.heading_rows(grid):
        page.row([text.replace("万元", unit) for text in row])


def _body(page: Page) -> str:
    """Return what names the body above a table."""
    return page.rng.choice(
        (
            f"{page.code}{page.body}",
            f"部门编码及名称：[{page.code}]{page.body}",
            f"{page.code}{page.body}",
            f"编制部门：{page.body}",
        )
    )


def performance(page: Page, works: Sequence[Work]) -> None:
    """Write responsibilities, activities and indicators."""
    rng = page.rng
    unit = page.unit
    if rng.random() < 0.7:
        page.say("部门职责-工作活动绩效目标", "caption", "部门职责-工作活动绩效目标")
    said = rng.choice((f"单位：{unit}", f"金额单位：{unit}"))
    captions = [_body(page), said] if rng.random() < 0.85 else []
    if not captions:  # They may stand in the prose, where the title names the body.
        page.say(said, "caption")
    _open(page, schema.PERFORMANCE_GRID, captions, unit)
    style = rng.choice(
        (("{}、", "　　{}、"), ("（{}）", "（{}）"), ("{}、", "{}."), ("{}、", "（{}）"))
    )
    wholes: list[Amount] = []
    for number, one in enumerate(works, 1):
        opening = style[0].format(_NUMERALS[number - 1])
        wholes.append(_responsibility(page, number, one, opening, unit))
        parts = [
            _activity(page, (number, place), budget, style[1].format(place), unit)
            for place, budget in enumerate(one.activities, 1)
        ]
        page.tie(f"responsibility_{number}", [wholes[-1]], parts)
    page.tie("project_responsibilities", [page.stated("project")], wholes)


def _words(page: Page) -> str:
    """Return a description or an objective: none, a sentence, or a list over several lines."""
    draw = page.rng.random()
    if draw < 0.15:
        return ""
    if draw < 0.85:
        return sentence(page.rng)
    return "\n".join(f"{number}.{sentence(page.rng)}" for number in (1, 2, 3))


def _work(
    page: Page, opening: str, budget: Amount, unit: str
) -> tuple[list[str], dict[str, object]]:
    name = work(page.rng)
    printed, value = page.cell(budget, unit)
    description, objective = _words(page), _words(page)
    row = {
        "name": name,
        "budget": value,
        "description": description or None,
        "objective": objective or None,
    }
    return [opening + name, printed, description, objective], row


def _responsibility(page: Page, number: int, one: Work, opening: str, unit: str) -> Amount:
    cells, row = _work(page, opening, one.budget, unit)
    line, *_ = page.row(cells + _BLANK)
    page.rows["responsibilities"].append({"responsibility": number} | row | {"source_line": line})
    value = row["budget"]
    return value if isinstance(value, Decimal) else None


def _activity(page: Page, key: tuple[int, int], budget: Amount, opening: str, unit: str) -> Amount:
    cells, row = _work(page, opening, budget, unit)
    place = {"responsibility": key[0], "activity": key[1]}
    count = page.rng.choice((0, 1, 2, 3, 3, 4))
    for number in range(1, max(count, 1) + 1):
        named = _indicator(page) if count and page.rng.random() > 0.02 else _BLANK
        lines = page.row((cells if number == 1 else [""] * 4) + named)
        if number == 1:
            page.rows["activities"].append(place | row | {"source_line": lines[0]})
        measure = {"indicator": number, "source_line": lines[4]}
        if named is _BLANK:
            page.rows["blank_indicators"].append(place | measure)
            continue
        grades = dict(
            zip(
                ("name", *(one.name for one in schema.GRADES)),
                [text or None for text in named],
                strict=True,
            )
        )
        page.rows["indicators"].append(place | measure | grades)
    value = row["budget"]
    return value if isinstance(value, Decimal) else None


def _indicator(page: Page) -> list[str]:
    name, grades, bounds = ladder(page.rng)
    page.bounds |= bounds
    if page.rng.random() < 0.05:
        name = f"{name[:2]}\n{name[2:]}"
    return [name, *grades]


def procurement(page: Page) -> None:
    """Write what is bought: a sentence, and a table or none."""
    rng = page.rng
    if rng.random() < 0.2:
        page.say(f"{page.year}年，我部门无政府采购预算。")
        return
    projects = _projects(page)
    total = sum((one["amount"] for lines in projects for one in lines), ZERO)
    printed = page.put(total)
    opening = rng.choice(
        ("{y}年，我部门安排政府采购预算{t}。具体内容见下表。", "本年度政府采购预算{t}。")
    )
    line = page.say(opening.format(y=page.year, t=printed.text))
    page.total("procurement", printed.value, line)
    if rng.random() < 0.7:
        page.say("部门政府采购预算", "caption", "部门政府采购预算")
    _open(page, schema.PROCUREMENT_GRID, [_body(page), f"单位：{page.unit}"], page.unit)
    _totals(page, [one for lines in projects for one in lines])
    _lines(page, projects)
    page.tie("procurement_procurement_table", [printed.value], [page.stated("procurement_table")])


def _projects(page: Page) -> list[list[dict[str, Decimal]]]:
    """Return the purchases of each project."""
    rng = page.rng
    projects = []
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        lines = []
        for _ in range(rng.choice((1, 1, 2, 3))):
            quantity, price = Decimal(rng.randrange(1, 40)), Decimal(rng.randrange(1, 4000)) / 100
            lines.append(_purchase(page, quantity, price))
        projects.append(lines)
    return projects


def _purchase(page: Page, quantity: Decimal, price: Decimal) -> dict[str, Decimal]:
    amount = quantity * price
    channels = round(amount / 4, 2) if page.rng.random() < 0.1 else ZERO
    own = amount - channels
    funds = round(own / 3, 2) if page.rng.random() < 0.15 else ZERO
    return {
        "quantity": quantity,
        "unit_price": price,
        "amount": amount,
        "department_budget": own,
        "general_public_budget": own - funds,
        "government_funds": funds,
        "other_channels": channels,
    }


_SUMMED = tuple(one.name for one in schema.PROCUREMENT_GRID[7:])


def _totals(page: Page, lines: Sequence[dict[str, Decimal]]) -> None:
    """Write the total row, which states figures of its own."""
    cells = [page.rng.choice(("合　计", "合计", "合  计")), *[""] * 6]
    values = []
    for name in _SUMMED:
        amount = sum((one.get(name, ZERO) for one in lines), ZERO)
        text, value = page.cell(amount or None, page.unit)
        cells.append(text)
        values.append(value)
    for name, value, line in zip(_SUMMED, values, page.row(cells)[7:], strict=True):
        if value is not None:
            item = "procurement_table" if name == "amount" else f"procurement_{name}"
            page.total(item, value, line)
    stated = dict(zip(_SUMMED, values, strict=True))
    own, other = stated["department_budget"], stated["other_channels"]
    page.tie("procurement_table_parts", [stated["amount"]], [own, other])
    page.tie("procurement_department_budget_parts", [own], [stated[one] for one in _SUMMED[2:6]])


def _lines(page: Page, projects: Sequence[Sequence[dict[str, Decimal]]]) -> None:
    rows = page.rows["procurement"]
    for number, lines in enumerate(projects, 1):
        name = f"{work(page.rng)}{number}期"
        budget = round(sum((one["amount"] for one in lines), ZERO) * Decimal("1.5"), 2)
        printed = []
        for one in lines:
            _line(page, {"name": name, "project_budget": budget} | one)
            printed.append(rows[-1])
        first, *rest = [row["project_budget"] for row in printed]
        for again, other in enumerate(rest, 2):
            key = f"project_{number}_budget" + (f"_{again}" if again > 2 else "")
            page.tie(key, [first], [other])
        bought = [row["amount"] for row in printed]
        page.tie(f"project_{number}_procurement", [first], bought, within=True)
    for name in _SUMMED:
        item = "procurement_table" if name == "amount" else f"procurement_{name}"
        page.tie(f"{item}_lines", [page.stated(item)], [row[name] for row in rows])


def _line(page: Page, one: dict[str, object]) -> None:
    item, catalogue, measure = page.rng.choice(GOODS)
    one = one | {"item": item, "catalogue": catalogue, "measure": measure}
    cells, row = [], {}
    for column in schema.PROCUREMENT_GRID:
        value = one.get(column.name)
        if column.unit:
            amount = value if isinstance(value, Decimal) else None
            text, value = page.cell(amount or None, page.unit)
        elif isinstance(value, Decimal):
            text = f"{value}"
        else:
            text = str(value)
        cells.append(text)
        row[column.name] = value
    number = len(page.rows["procurement"]) + 1
    row |= {"line": number, "unit": page.unit, "source_line": page.row(cells)[0]}
    page.rows["procurement"].append(row)
    value, count, price = (row[one] for one in ("amount", "quantity", "unit_price"))
    rounding = count * half_place(price)
    page.tie(f"procurement_{number}_price", [value], [count * price], rounding=rounding)
    page.tie(
        f"procurement_{number}_channels", [value], [row["department_budget"], row["other_channels"]]
    )
    page.tie(
        f"procurement_{number}_sources",
        [row["department_budget"]],
        [row[one] for one in _SUMMED[2:6]],
    )


def assets(page: Page, now: Year) -> None:
    """Write what the body owns: a sentence, and a table or none."""
    rng = page.rng
    amount = now.amounts["fixed_assets"]
    printed = page.put(amount)
    before = page.year - 1
    left = []
    if rng.random() < 0.8:
        text = f"{page.body}上年末固定资产金额为{printed.text}"
    else:
        text = f"截至{before}年12月31日，固定资产总额{printed.text}"
        if rng.random() < 0.5:
            left = [f"其中房屋{page.put(round(amount / 2, 2)).text}"]
            text += f"，{left[0]}"
    line = page.say(f"{text}。")
    page.total("fixed_assets", printed.value, line)
    page.leave(line, *left)
    if rng.random() < 0.15:
        return
    if rng.random() < 0.7:
        page.say("固定资产占用情况表", "caption", "固定资产占用情况表")
    day = rng.choice(("截止时间：{}年12月31日", "截至{}年12月31日")).format(before)
    _open(page, schema.ASSETS_GRID, [f"编制部门：{page.body}", day], page.unit)
    _assets(page, amount)
    page.tie("fixed_assets_table", [printed.value], [page.rows["assets"][0]["amount"]])


def _assets(page: Page, total: Decimal) -> None:
    houses = round(total * Decimal("0.6"), 2)
    cars = round(total * Decimal("0.1"), 2)
    named = [
        ("资产总额", "", "——", total, None),
        ("房屋（平方米）", "1、", "300", houses, 1),
        ("办公用房（平方米）", "    其中：", "", round(houses / 3, 2), 2),
        ("车辆（台、辆）", "2、", str(page.rng.randrange(1, 9)), cars, 1),
        ("其他固定资产", "3、", "", total - houses - cars, 1),
    ]
    for number, (name, opening, quantity, amount, part_of) in enumerate(named, 1):
        text, value = page.cell(amount, page.unit)
        row = {"asset": number, "name": name, "part_of": part_of, "quantity": quantity or None}
        row |= {"amount": value, "unit": page.unit, "as_of": f"{page.year - 1}-12-31"}
        line, *_ = page.row([opening + name, quantity, text])
        page.rows["assets"].append(row | {"source_line": line})
    values = [row["amount"] for row in page.rows["assets"]]
    page.tie("assets_parts", [values[0]], [values[1], *values[3:]])
    page.tie("asset_2_within", [values[1]], [values[2]], within=True)
