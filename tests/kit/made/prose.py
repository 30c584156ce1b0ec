"""The sections of prose: duties, revenue and expenditure, the expenses, the terms, the rest."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from .figures import SOURCES, Year
from .moves import Move, moved, share, with_reason
from .page import UNSAID, Page, Printed
from .words import TERMS, sentence, work

# Writes the heading of a number within a section.
Heading = Callable[..., int]
_NAMED = {
    "general_public_budget": (
        "一般公共预算收入",
        "一般公共预算拨款收入",
        "一般公共预算财政拨款收入",
    ),
    "government_funds": ("政府性基金收入", "基金预算拨款收入", "政府性基金预算拨款收入"),
    "special_accounts": ("财政专户核拨收入", "财政专户管理资金收入", "财政专户核拨资金收入"),
    "other_income": ("其他来源收入", "其他收入", "其它收入"),
}
_BASIC = (
    "包括人员经费{personnel}和日常公用经费{operating}",
    "包括人员经费{personnel}、公用经费{operating}",
)
_SPENT = (
    f"{{y}}年支出预算{{expenditure}}，其中基本支出{{basic}}，{_BASIC[0]}；项目支出{{project}}",
    f"{{y}}年支出总计{{expenditure}}，其中：基本支出{{basic}}，{_BASIC[1]}；项目支出{{project}}",
    "{y}年预算支出{expenditure}，其中：基本支出{basic}（人员支出{personnel}、公用支出{operating}），项目支出{project}",
)
_VEHICLES = ("公务用车购置及运维费", "公务用车购置及运行费", "公务用车购置及运行维护费")
_PARTS = (("overseas_trips", "因公出国（境）费"), ("official_hospitality", "公务接待费"))
_ALL_PUBLIC = ("three_public", "vehicles", "overseas_trips", "vehicle_purchase", "vehicle_running")


def duties(page: Page, heading: Heading, *, has_table: bool) -> None:
    """Write what the body does and how it is made up, the latter perhaps in a table below."""
    rng = page.rng
    if rng.random() < 0.3:
        page.say(f"{page.body}负责{work(rng)}。")
        return
    named = rng.random() < 0.5
    names = ("部门职责", "机构设置")
    page.say(f"{names[0]}：", "heading", names[0]) if named else heading(1, names[0])
    count = rng.randrange(2, 6)
    skipped = rng.randrange(2, count + 1) if rng.random() < 0.05 else count + 1
    for number in range(1, count + 1):
        name = work(rng)
        if not named:
            page.say(f"负责{name}。")
            continue
        text = f"{number + (number >= skipped)}、{name}。"
        line = page.say(text, "heading", name, is_empty=True)
        page.leave(line, *[text] * (number == skipped))  # Its number does not follow.
    is_short = rng.random() < 0.2
    is_empty = is_short and not has_table
    if named:
        page.say(f"{names[1]}：", "heading", names[1], is_empty=is_empty)
    else:
        heading(2, names[1], is_empty=is_empty)
    if not is_short:
        line = page.say(f"{page.body}内设{rng.choice('两三四五六')}个股室。")
        if rng.random() < 0.05:
            page.lines[line - 1] += "每年投入100万元。"
            page.rows["narrative"][-1]["text"] += "每年投入100万元。"
            page.leave(line, "每年投入100万元")


def overview(page: Page, now: Year, before: Year, heading: Heading) -> None:
    """Write revenue, expenditure and what changed."""
    has_headings = page.rng.random() < 0.8
    parts = [("收入说明", _income), ("支出说明", _expenditure)]
    if page.rng.random() < 0.85:
        parts.append(("比上年增减情况", _change))
    for number, (name, write) in enumerate(parts, 1):
        if has_headings:
            heading(number, name)
        write(page, now, before)
    _tie_figures(page)


def _income(page: Page, now: Year, _: Year) -> None:
    rng = page.rng
    opening = rng.choice(("{y}年预算收入{t}", "{y}年收入预算{t}", "{y}年收入总计{t}"))
    amounts = {"income": page.put(now.amounts["income"])}
    said = []
    for item in SOURCES:
        if now.amounts[item] or rng.random() < 0.3:
            amounts[item] = page.put(now.amounts[item])
            said.append(rng.choice(_NAMED[item]) + amounts[item].text)
    text = opening.format(y=page.year, t=amounts["income"].text)
    text += rng.choice(("，其中：", "，其中")) + "，".join(said)
    text = rng.choice(("", "", "反映本部门当年全部收入。")) + text
    left = []
    if rng.random() < 0.08:
        money = page.put(Decimal(rng.randrange(100)))
        left.append(f"专项债券收入{money.text}")
        text += f"；{left[0]}"
    _note(page, page.say(f"{text}。"), amounts, left)


def _expenditure(page: Page, now: Year, _: Year) -> None:
    rng, amounts = page.rng, {}
    for item in ("expenditure", "basic", "personnel", "operating", "project"):
        amounts[item] = page.put(now.amounts[item])
    said = {item: one.text for item, one in amounts.items()}
    text = rng.choice(_SPENT).format(y=page.year, **said)
    left = []
    if rng.random() < 0.1:
        one, other = (page.put(now.amounts["project"] / share) for share in (2, 4))
        left = [f"主要为道路维修项目{one.text}", f"绿化项目{other.text}"]
        text += f"，{'、'.join(left)}"
    _note(page, page.say(f"{text}。"), amounts, left)


def _change(page: Page, now: Year, before: Year) -> None:
    rng = page.rng
    item = "income_and_expenditure"
    total = page.put(now.amounts[item])
    moves = {item: _move(page, now, before, item)}
    text = f"{page.year}年预算收支安排{total.text}，{moves[item].text}"
    if rng.random() < 0.85:
        against = rng.random() < 0.2
        for part in ("basic", "project"):
            moves[part] = with_reason(page, _move(page, now, before, part, against=against))
        joint = rng.choice(("，其中：", "。其中：", "，其中"))
        text += f"{joint}基本支出{moves['basic'].text}；项目支出{moves['project'].text}"
    else:
        moves[item] = with_reason(page, moves[item])
        text = f"{page.year}年预算收支安排{total.text}，{moves[item].text}"
    line = page.say(f"{text}。")
    _note(page, line, {item: total})
    _note_moves(page, line, moves)


def _move(page: Page, now: Year, before: Year, item: str, *, against: bool = True) -> Move:
    return moved(page, now.amounts[item], before.amounts[item], against=against)


def _note(page: Page, line: int, amounts: Mapping[str, Printed], left: Sequence[str] = ()) -> None:
    for item, one in amounts.items():
        page.total(item, one.value, line)
    page.leave(line, *left)


def _note_moves(page: Page, line: int, moves: Mapping[str, Move]) -> None:
    """Note the changes of a line, in the order in which it states them."""
    first = next((move.baseline for move in moves.values() if move.baseline), None)
    for item, move in moves.items():
        row = move.row(item, first) | {"unit": page.unit, "source_line": line}
        page.rows["changes"].append(row)


def _tie_figures(page: Page) -> None:
    """Note what revenue and expenditure should make."""
    stated = page.stated
    page.tie("income_parts", [stated("income")], [stated(item) for item in SOURCES])
    page.tie("expenditure_parts", [stated("expenditure")], [stated("basic"), stated("project")])
    page.tie("basic_parts", [stated("basic")], [stated("personnel"), stated("operating")])
    page.tie("income_expenditure", [stated("income")], [stated("expenditure")])
    both = "income_and_expenditure"
    page.tie(f"income_{both}", [stated("income")], [stated(both)])


_MADE_OF = {
    "income_and_expenditure": ("basic", "project"),
    "three_public": ("overseas_trips", "vehicles", "official_hospitality"),
    "vehicles": ("vehicle_purchase", "vehicle_running"),
}


def tie_changes(page: Page) -> None:
    """Note what the changes should make, with one another and with the year before."""
    moves = {row["item"]: row for row in page.rows["changes"]}
    for item, row in moves.items():
        amount, change, was = page.stated(item), row["change"], row["stated_previous"]
        if was is not None and change is not None:
            page.tie(f"{item}_stated_previous", [was], [amount, -change])
        if row["stated_growth"] is not None:
            change, was = (amount - was, was) if change is None else (change, amount - change)
            ratio = share(change, was)
            page.tie(f"{item}_growth", [row["stated_growth"]], [ratio], verdict=UNSAID)
    for whole, items in _MADE_OF.items():
        parts = [moves[item]["change"] for item in items if item in moves]
        if whole in moves and parts:
            page.tie(f"{whole}_change_parts", [moves[whole]["change"]], parts)


def agency(page: Page, now: Year, before: Year) -> None:
    """Write what running the agency costs."""
    if page.rng.random() < 0.12:
        page.say("我单位为事业单位，无机关运行经费。")
        return
    printed = page.put(now.amounts["agency_operating"])
    page.rng.choice((_agency_spent, _agency_by_kind, _agency_moved, _agency_moved, _agency_two))(
        page, printed, before.amounts["agency_operating"]
    )
    page.tie("operating_agency_operating", [page.stated("operating")], [printed.value])


def _agency_spent(page: Page, printed: Printed, _: Decimal) -> None:
    """Write the amount alone, now and then as that of another year."""
    year = page.rng.choice(("", str(page.year)))
    if page.rng.random() < 0.1:
        year = str(page.year - 1)
    opening = f"{year}年" if year else ""
    line = page.say(f"{opening}机关运行经费共计安排{printed.text}，用于日常运行。")
    _note(page, line, {"agency_operating": printed})
    if year:
        years = Decimal(year), Decimal(page.year)
        page.tie(f"line_{line}_year", years[:1], years[1:], verdict="beyond")


def _agency_by_kind(page: Page, printed: Printed, _: Decimal) -> None:
    names = ("办公费", "邮电费", "差旅费")
    parts = [f"{name}{page.put(printed.value / 4).text}" for name in names]
    line = page.say(f"机关运行经费共计安排{printed.text}，其中：{'、'.join(parts)}。")
    _note(page, line, {"agency_operating": printed}, parts)


def _agency_moved(page: Page, printed: Printed, before: Decimal) -> None:
    move = with_reason(page, moved(page, printed.value, before))
    opening = page.rng.choice(("本部门{y}年机关运行经费预算为{t}", "{y}年机关运行经费安排{t}"))
    text = f"{opening.format(y=page.year, t=printed.text)}，{move.text}。"
    _agency_note(page, page.say(text), printed, move)


def _agency_two(page: Page, printed: Printed, before: Decimal) -> None:
    """Write the amounts of both years, and what lies between them."""
    was, now = page.put(before), printed.value
    verb = "增加" if now > was.value else "减少"
    change = page.put(abs(now - was.value))
    ratio = share(now - was.value, was.value)
    move = Move("", previous=was.value, baseline=UNSAID)
    if now == was.value or not ratio or page.rng.random() < 0.5:
        text = f"机关运行经费上年预算为{was.text}，本年{printed.text}，{verb}{change.text}。"
        move = move._replace(change=change.value if verb == "增加" else -change.value)
    else:
        percent = f"{'增长' if ratio > 0 else '下降'}{abs(ratio).scaleb(2):f}%"
        text = f"机关运行经费由{page.year - 1}年的{was.text}{verb}至{page.year}年的{printed.text}"
        text += f"，{percent}。"
        move = move._replace(growth=ratio)
    _agency_note(page, page.say(text), printed, move)


def _agency_note(page: Page, line: int, printed: Printed, move: Move) -> None:
    _note(page, line, {"agency_operating": printed})
    _note_moves(page, line, {"agency_operating": move})


def three_public(page: Page, now: Year, before: Year) -> None:
    """Write the three public expenses, in one paragraph or one each."""
    rng = page.rng
    if rng.random() < 0.06:
        page.say("我单位未安排“三公”经费。")
        return
    rng.choice((_together, _listed, _level, _one_each))(page, now, before)
    stated = page.stated
    parts = ("overseas_trips", "vehicles", "official_hospitality")
    page.tie("three_public_parts", [stated("three_public")], [stated(one) for one in parts])
    both = [stated("vehicle_purchase"), stated("vehicle_running")]
    page.tie("vehicles_parts", [stated("vehicles")], both)


def _public(page: Page, now: Year) -> dict[str, Printed]:
    return {item: page.put(now.amounts[item]) for item in (*_ALL_PUBLIC, "official_hospitality")}


def _amounts(page: Page, printed: Mapping[str, Printed], cars: str) -> str:
    said = {item: one.text for item, one in printed.items()}
    return (
        "{y}年，我单位“三公”经费预算安排{three_public}，其中因公出国（境）费{overseas_trips}；{cars}"
        "{vehicles}（其中：公务用车购置费{vehicle_purchase}，公务用车运行费{vehicle_running}）；公务接待费"
        "{official_hospitality}。"
    ).format(y=page.year, cars=cars, **said)


def _together(page: Page, now: Year, before: Year) -> None:
    """Write the amounts, then their changes, in one paragraph, as the form of 2019 has it."""
    cars = page.rng.choice(_VEHICLES)
    printed = _public(page, now)
    moves = {"three_public": _move(page, now, before, "three_public")}
    against = page.rng.random() < 0.3
    for item in ("overseas_trips", "vehicles", "vehicle_purchase", "vehicle_running"):
        moves[item] = _move(page, now, before, item, against=against)
    moves["official_hospitality"] = with_reason(
        page, _move(page, now, before, "official_hospitality", against=against)
    )
    said = {item: move.text for item, move in moves.items()}
    text = _amounts(page, printed, cars) + (
        "{three_public}，其中因公出国（境）费{overseas_trips}；{cars}{vehicles}（其中：公务用车购置费"
        "{vehicle_purchase}，公务用车运行费{vehicle_running}）；公务接待费{official_hospitality}。"
    ).format(cars=cars, **said)
    line = page.say(text)
    _note(page, line, printed)
    _note_moves(page, line, moves)


def _level(page: Page, now: Year, _: Year) -> None:
    """Write the amounts alone, or that all is as it was."""
    text = _amounts(page, printed := _public(page, now), page.rng.choice(_VEHICLES))
    moves: dict[str, Move] = {}
    if page.rng.random() < 0.5:
        against = f"与{page.year - 1}年相比"
        zero = Decimal(0).scaleb({"万元": 0, "元": -4}[page.unit])
        moves["three_public"] = Move(f"{against}持平", zero, baseline=against)
        text += f"{against}持平。"
    line = page.say(text)
    _note(page, line, printed)
    _note_moves(page, line, moves)


def _listed(page: Page, now: Year, before: Year) -> None:
    """Write each expense with its change, as a list within one paragraph."""
    printed, moves = _public(page, now), {}
    for item in ("three_public", "overseas_trips", "vehicle_purchase", "vehicle_running"):
        move = _move(page, now, before, item)
        moves[item] = with_reason(page, move) if item == "vehicle_running" else move
    moves["official_hospitality"] = with_reason(
        page, _move(page, now, before, "official_hospitality")
    )
    said = {
        item: f"{one.text}，{moves[item].text}" if item in moves else one.text
        for item, one in printed.items()
    }
    line = page.say(
        (
            "{y}年我单位“三公”经费财政拨款预算安排{three_public}，具体情况如下：（一）因公出国（境）费"
            "{overseas_trips}；（二）公务用车购置及运行维护费{vehicles}，其中：公务用车购置费{vehicle_purchase}；"
            "公务用车运行维护费{vehicle_running}；（三）公务接待费{official_hospitality}。"
        ).format(y=page.year, **said)
    )
    _note(page, line, printed)
    _note_moves(page, line, moves)


def _one_each(page: Page, now: Year, before: Year) -> None:
    """Write a paragraph for the sum, and one for each expense."""
    printed = page.put(now.amounts["three_public"])
    move = with_reason(page, _move(page, now, before, "three_public"))
    line = page.say(f"{page.year}年“三公”经费预算{printed.text}，{move.text}。")
    _note(page, line, {"three_public": printed})
    _note_moves(page, line, {"three_public": move})
    names = (*_PARTS, ("vehicles", page.rng.choice(_VEHICLES)))
    for number, (item, name) in enumerate(names, 1):
        one = page.put(now.amounts[item])
        move = with_reason(page, _move(page, now, before, item))
        text = f"{number}、{name}{one.text}，{move.text}。"
        line = page.say(text, UNSAID, UNSAID, is_empty=UNSAID)
        _note(page, line, {item: one})
        _note_moves(page, line, {item: move})


def goals(page: Page, heading: Heading) -> None:
    """Write what the body wants to reach, above the table of performance."""
    rng = page.rng
    if rng.random() < 0.3:
        return
    page.say("总体绩效目标：", "heading", "总体绩效目标")
    for number in range(1, rng.randrange(2, 5)):
        heading(number, work(rng))
        page.say(sentence(rng))


def glossary(page: Page) -> None:
    """Write the terms and what they mean."""
    rng = page.rng
    names = rng.sample(sorted(TERMS), rng.randrange(1, len(TERMS) + 1))
    numbered = rng.random() < 0.6
    for position, name in enumerate(names, 1):
        opening = f"{position}、{name}" if numbered else name
        line = page.say(f"{opening}：{TERMS[name]}。", "paragraph", name if numbered else None)
        row = {
            "term": position,
            "name": name,
            "definition": f"{TERMS[name]}。",
            "source_line": line,
        }
        page.rows["glossary"].append(row)


def other(page: Page) -> None:
    """Write what else there is to say: nothing."""
    page.say(page.rng.choice(("无其他需要说明的事项。", "无。", "我单位无其他需说明的事项。")))
