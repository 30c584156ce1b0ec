"""Which sections a made document has, in which order, how they are called and numbered."""

from random import Random
from typing import NamedTuple

NUMERALS = "一二三四五六七八九十"
UNKNOWN = "unknown"
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
_OPTIONAL = {"agency_operating", "three_public", "performance", "procurement", "assets", "glossary"}
_UNKNOWN_NAMES = ("重点项目情况", "债务情况", "预算公开监督电话")
_PARTS = {"duties": "部门概况", "overview": "部门预算安排情况", "glossary": "其他", "other": "其他"}


class Section(NamedTuple):
    """A section: its key, its name, the line of its title, the heading of a part above it."""

    key: str
    name: str
    title: str
    part: str = ""


class Outline(NamedTuple):
    """The sections, how headings within them are numbered, and the lines of contents."""

    sections: list[Section]
    heading: str
    contents: list[str]


def outline(rng: Random, *, has_parts: bool) -> Outline:
    """Return the sections of a document, in parts that are numbered anew or in none."""
    opening, heading = rng.choice(_NUMBERS)
    sections: list[Section] = []
    parts: list[str] = []
    number = 0
    for key in _keys(rng, in_order=has_parts):
        part = ""
        if has_parts and (named := _PARTS.get(key)) and named not in parts:
            parts.append(named)
            part, number = f"第{NUMERALS[len(parts) - 1]}部分 {named}", 0
        number += 1
        name = rng.choice(_NAMES.get(key, _UNKNOWN_NAMES))
        title = opening.format(c=NUMERALS[number - 1], n=number) + name
        sections.append(Section(key, name, title, part))
    return Outline(sections, heading, _contents(rng, sections) if has_parts else [])


def _keys(rng: Random, *, in_order: bool) -> list[str]:
    """Return which sections there are, in which order."""
    there = [*_NAMES]
    while rng.random() < 0.25:
        there.remove(rng.choice(sorted(_OPTIONAL.intersection(there))))
        if not _OPTIONAL.intersection(there):
            break
    if "glossary" in there and rng.random() < 0.1:
        there.remove("other")
    if not in_order and rng.random() < 0.15:
        middle = there[2:-1]
        rng.shuffle(middle)
        there = [*there[:2], *middle, there[-1]]
    if rng.random() < 0.08:
        there.insert(rng.randrange(2, len(there) + 1), UNKNOWN)
    return there


def _contents(rng: Random, sections: list[Section]) -> list[str]:
    """Return the lines of the contents, with their pages or without; of some documents none."""
    if rng.random() < 0.2:
        return []
    leader = rng.choice(("", "......{page}", "  {page}"))
    lines = ["目  录"]
    for page, section in enumerate(sections, 3):
        lines += [section.part] if section.part else []
        lines.append(section.title + leader.format(page=page))
    return lines
