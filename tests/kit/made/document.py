"""A whole made document: its title, its sections in one of many shapes, and what is true of it."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from random import Random
from typing import NamedTuple

from . import grids, others, prose
from .figures import Year, year_of
from .outline import NUMERALS, UNKNOWN, Section, outline
from .page import Amount, Page
from .words import body as body_of

MADE = "（本文件为测试用的合成样例，不是任何机构公布的文件。）"
_TITLES = (
    *("{b}{y}年部门预算信息公开", "{b}{y}年部门预算公开情况说明", "{b}{y}年度部门预算公开"),
    *("关于{b}{y}年部门预算公开的情况说明", "{y}年{b}部门预算公开", "{b}\n{y}年部门预算信息公开"),
    "{b}{y}年单位预算公开（公开稿）",
)
_MAY_BE_EMPTY = ("agency_operating", "three_public", "performance", "procurement", "assets")


class Made(NamedTuple):
    """A made document, and what is true of it.

    Attributes:
        text: Its canonical text.
        body: The body's name.
        code: Its code above the first table of the form, or nothing.
        year: The budget year.
        rows: For each printed table its rows; amounts as printed, in 万元.
        checks: The ties that its figures imply, among others.
        ties: Those that do not hold: for each its verdict and by how much.
        unread: Each line with words that stay unread, and those words.
        bounds: What each plain threshold of it says.
    """

    text: str
    body: str
    code: str
    year: int
    rows: dict[str, list[dict[str, object]]]
    checks: set[str]
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
    shape = outline(rng, has_parts=is_later and rng.random() < 0.4)
    for line in shape.contents:
        page.aside(line)
    page.blank()
    if is_later and rng.random() < 0.7:
        others.nine_tables(page, now)
    writers = _writers(page, now, before, _heading(page, shape.heading), is_later=is_later)
    for section in shape.sections:
        _section(page, section, writers)
    prose.tie_changes(page)
    if rng.random() < 0.2:
        others.site_below(page)


def _section(page: Page, section: Section, writers: Mapping[str, Callable[[], None]]) -> None:
    """Write a section, now and then with nothing under its title."""
    page.blank()
    if section.part:
        page.aside(section.part)
    page.section += 1
    is_empty = section.key in _MAY_BE_EMPTY and page.rng.random() < 0.1
    line = page.say(section.title, "section", section.name, is_empty=is_empty)
    if section.key == UNKNOWN:
        page.leave(line, section.title)
    if not is_empty:
        writers[section.key]()


def _heading(page: Page, number: str) -> prose.Heading:
    def heading(place: int, name: str, *, is_empty: bool = False) -> int:
        opening = number.format(c=NUMERALS[place - 1], n=place)
        return page.say(opening + name, "heading", name, is_empty=is_empty)

    return heading


def _writers(
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
        UNKNOWN: lambda: prose.other(page),
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
        {tie.check for tie in page.ties if tie.is_stated},
        gaps,
        sorted(page.unread),
        page.bounds,
    )
