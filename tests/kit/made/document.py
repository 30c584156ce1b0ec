"""A whole made document: its title, its sections in one of many shapes, and what is true of it."""

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import NamedTuple

from . import grids, others, prose
from .figures import Year, year_of
from .page import Amount, Page
from .words import body as body_of

MADE = "（本文件为测试用的合成样例，不是任何机构公布的文件。）"
_NUMERALS = "一二三四五六七八九十"
_TITLES = (
    *("{b}{y}年部门预算信息公开", "{b}{y}年部门预算公开情况说明", "{b}{y}年度部门预算公开"),
    *("关于{b}{y}年部门预算公开的情况说明", "{y}年{b}部门预算公开", "{b}\n{y}年部门预算信息公开"),
    "{b}{y}年单位预算公开（公开稿）",
)
# How sections, and headings within them, are numbered.
_NUMBERS = (
    ("{c}、", "{n}、"),
    ("{c}、", "（{c}）"),
    ("{c}、", "{n}."),
    ("（{c}）", "{n}、"),
    ("{n}.", "（{n}）"),
    ("{c}.", "（{c}）"),
)
_NAMES = {
    "duties": ("部门职责及机构设置情况", "部门职责及机构设置等情况", "主要职责及机构设置情况"),
    "overview": ("部门预算安排的总体情况", "部门预算收支总体情况", "单位预算安排的总体情况"),
    "agency_operating": ("机关运行经费安排情况", "机关运行经费安排情况说明"),
    "three_public": ("财政拨款“三公”经费预算情况及增减变化原因", "“三公”经费预算情况"),
    "performance": ("绩效预算信息", "预算绩效信息", "部门绩效目标情况"),
    "procurement": ("政府采购预算情况", "政府采购情况"),
    "assets": ("国有资产信息", "国有资产占用情况", "固定资产信息"),
    "glossary": ("名词解释", "专业性名词解释"),
    "other": ("其他需要说明的事项", "其它需要说明的事项", "其他事项"),
}
_OPTIONAL = ("agency_operating", "three_public", "performance", "procurement", "assets", "glossary")
_MAY_BE_EMPTY = ("agency_operating", "three_public", "performance", "procurement", "assets")


class Made(NamedTuple):
    """A made document, and what is true of it.

    Attributes:
        text: Its canonical text.
        body: The body's name.
        code: Its code above the first table of the form, or nothing.
        year: The budget year.
        rows: For each printed table its rows; amounts as printed, in 万元.
        ties: The ties that do not hold: for each its verdict and by how much.
        unread: Each line with words that stay unread, and those words.
        bounds: What each plain threshold of it says.
    """

    text: str
    body: str
    code: str
    year: int
    rows: dict[str, list[dict[str, object]]]
    ties: dict[str, tuple[object, Decimal]]
    unread: list[tuple[int, str]]
    bounds: dict[str, tuple[Amount, Amount]]


def made(seed: int, *, number: int | None = None, year: int | None = None) -> Made:
    """Return a made document, the same for the same arguments.

    Args:
        seed: What chooses all that is not given.
        number: Which body, below `words.MOST_BODIES`; its years agree with one another.
        year: The budget year.
    """
    rng = Random(f"{seed} {number} {year} page")  # noqa: S311 - no secret
    number = rng.randrange(1000) if number is None else number
    year = rng.randrange(2016, 2027) if year is None else year
    page = Page(rng, *body_of(number), year)
    page.unit = rng.choice(("万元",) * 5 + ("元",))
    page.style = rng.choice(("plain", "plain", "fixed", "grouped", "wide", "spaced"))
    page.gap = rng.random() < 0.6
    page.slips = rng.choice((0, 0, 0, 0.01, 0.1))
    now, before = (year_of(seed, page.body, one) for one in (year, year - 1))
    _write(page, now, before)
    return _truth(page)


def _write(page: Page, now: Year, before: Year) -> None:
    rng = page.rng
    is_later = page.year > 2020 or (page.year == 2020 and rng.random() < 0.3)
    if rng.random() < 0.2:
        others.site_above(page)
    _title(page)
    if is_later and rng.random() < 0.7:
        others.nine_tables(page, now)
    numbers = rng.choice(_NUMBERS)
    sections = _sections(page, now, before, _heading(page, numbers[1]), is_later=is_later)
    there = _there(rng)
    for place, name in enumerate(there):
        page.section += 1
        text = rng.choice(_NAMES[name])
        page.blank()
        opening = numbers[0].format(c=_NUMERALS[place], n=place + 1)
        is_empty = name in _MAY_BE_EMPTY and rng.random() < 0.1
        page.say(opening + text, "section", text, is_empty=is_empty)
        if not is_empty:
            sections[name]()
    prose.tie_changes(page)
    if rng.random() < 0.2:
        others.site_below(page)


def _there(rng: Random) -> list[str]:
    """Return which sections there are, in which order."""
    there = [*_NAMES]
    while rng.random() < 0.25:
        there.remove(rng.choice([name for name in there if name in _OPTIONAL]))
    if "glossary" in there and rng.random() < 0.1:
        there.remove("other")
    if rng.random() < 0.15:  # In another order, the overview first of those with figures.
        middle = there[2:-1]
        rng.shuffle(middle)
        there = [*there[:2], *middle, there[-1]]
    return there


def _heading(page: Page, number: str) -> prose.Heading:
    def heading(place: int, name: str, *, is_empty: bool = False) -> int:
        opening = number.format(c=_NUMERALS[place - 1], n=place)
        return page.say(opening + name, "heading", name, is_empty=is_empty)

    return heading


def _sections(
    page: Page, now: Year, before: Year, heading: prose.Heading, *, is_later: bool
) -> dict[str, Callable[[], None]]:
    rng = page.rng

    def performance() -> None:
        prose.goals(page, heading)
        if is_later:
            others.goals_of_projects(page, now)
        else:
            grids.performance(page, now.works)

    def procurement() -> None:
        (others.purchases if is_later and rng.random() < 0.7 else grids.procurement)(page)

    def duties() -> None:
        has_table = rng.random() < 0.2
        prose.duties(page, heading, has_table=has_table)
        if has_table:
            others.units(page)

    def three_public() -> None:
        prose.three_public(page, now, before)
        if rng.random() < 0.15:
            others.compared(page, now, before)

    return {
        "duties": duties,
        "overview": lambda: prose.overview(page, now, before, heading),
        "agency_operating": lambda: prose.agency(page, now, before),
        "three_public": three_public,
        "performance": performance,
        "procurement": procurement,
        "assets": lambda: grids.assets(page, now),
        "glossary": lambda: prose.glossary(page),
        "other": lambda: prose.other(page),
    }


def _title(page: Page) -> None:
    rng = page.rng
    printed = rng.choice(_TITLES).format(b=page.body, y=page.year)
    lines = [page.say(text, "title", text) for text in printed.split("\n")]
    row = {"title": printed.replace("\n", ""), "source_line": lines[0]}
    page.rows["disclosures"].append(row)
    page.say(MADE)
    if rng.random() < 0.6:
        page.say(f"按照《预算法》规定，现将{page.body}{page.year}年部门预算公开如下：")


def _truth(page: Page) -> Made:
    gaps = {tie.check: gap for tie in page.ties if (gap := tie.gap())}
    text = "\n".join(page.lines).rstrip("\n") + "\n"
    return Made(
        text,
        page.body,
        page.code_printed,
        page.year,
        dict(page.rows),
        gaps,
        sorted(page.unread),
        page.bounds,
    )
