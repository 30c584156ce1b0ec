"""The numbers that Word prints before the paragraphs of a list, and keeps out of their text."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from yanjiao_budget.language import Both

# An element of a Word document: lxml has no types of its own.
Element: TypeAlias = Any

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "v": "urn:schemas-microsoft-com:vml",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
DEEPEST = 100  # Styles that rest on one another: Word allows eleven.
_CIRCLED = 20
_ALIKE = 99  # All Chinese ways of counting agree up to here.


class UnknownNumberError(ValueError):
    """A list's number that cannot be written as Word prints it; the message says which."""


@dataclass(frozen=True, slots=True)
class Lists:
    """A document's definitions of lists, and how far each has counted.

    Attributes:
        numbers: Lists by name.
        definitions: What lists share, by name.
        styles: Styles by name.
        usual: The style of paragraphs that name none.
        levels: For each list of which a paragraph was seen, its levels.
        counts: For each definition, the number that each level stands at.
    """

    numbers: Mapping[str, Element]
    definitions: Mapping[str, Element]
    styles: Mapping[str, Element]
    usual: str
    levels: dict[str, dict[int, Element]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)


def lists_of(numbering: Element | None, styles: Mapping[str, Element], usual: str) -> Lists:
    """Return the lists that a numbering.xml declares, none of them begun."""
    numbers, definitions = (
        {own.get(qn(f"w:{key}")): own for own in find(numbering, f"./w:{name}")}
        if numbering is not None
        else {}
        for name, key in (("num", "numId"), ("abstractNum", "abstractNumId"))
    )
    return Lists(numbers, definitions, styles, usual)


def next_number(lists: Lists, paragraph: Element) -> str:
    """Return the number that Word prints before a paragraph, and count it; empty without one.

    Raises:
        UnknownNumberError: For a way of counting that is not known.
    """
    name, level = _list_of(lists, paragraph)
    number = lists.numbers.get(name)
    if name in {"", "0"} or number is None:
        return ""
    definition = _value(number, "w:abstractNumId")
    counts = lists.counts.setdefault(definition, {})
    if name not in lists.levels:
        lists.levels[name] = _begun(lists, number, definition, counts)
    levels = lists.levels[name]
    return _printed(levels, level, _counted(counts, levels, level)) if level in levels else ""


def _begun(
    lists: Lists, number: Element, definition: str, counts: dict[int, int]
) -> dict[int, Element]:
    """Return the levels of a list, and restart those that it says it restarts."""
    levels = _levels(lists.definitions.get(definition))
    for override in find(number, "./w:lvlOverride"):
        at = int(override.get(qn("w:ilvl"), "0"))
        for own in find(override, "./w:lvl"):
            levels[at] = own
        if restart := _value(override, "w:startOverride"):
            counts[at] = int(restart) - 1
    return levels


def _counted(counts: dict[int, int], levels: Mapping[int, Element], level: int) -> dict[int, int]:
    """Count a paragraph of a level; return what each level stands at."""
    starts = {at: int(_value(own, "w:start") or 0) for at, own in levels.items()}
    counts[level] = counts.get(level, starts[level] - 1) + 1
    for deeper in [at for at in counts if at > level]:
        until = _value(levels[deeper], "w:lvlRestart") if deeper in levels else ""
        if not until or level < int(until):
            del counts[deeper]
    return {at: counts.get(at, start) for at, start in starts.items()}


def _list_of(lists: Lists, paragraph: Element) -> tuple[str, int]:
    """Return the list and level of a paragraph: its own, else those of its style."""
    name = level = ""
    style = _value(paragraph, "w:pPr/w:pStyle") or lists.usual
    holder, seen = paragraph, {""}
    while holder is not None:
        name = name or _value(holder, "w:pPr/w:numPr/w:numId")
        level = level or _value(holder, "w:pPr/w:numPr/w:ilvl")
        ends = name or style in seen or len(seen) > DEEPEST
        holder = None if ends else lists.styles.get(style)
        seen.add(style)
        if holder is not None:
            style = _value(holder, "w:basedOn")
    return name, int(level or 0)


def _levels(definition: Element | None) -> dict[int, Element]:
    if definition is None:
        return {}
    if find(definition, "./w:numStyleLink"):
        raise UnknownNumberError(Both("a list numbered by a list style", "按列表样式编号的列表"))
    return {int(own.get(qn("w:ilvl"), "0")): own for own in find(definition, "./w:lvl")}


def _printed(levels: dict[int, Element], level: int, counts: dict[int, int]) -> str:
    """Return a number as its level's pattern, such as （%1）, prints it."""
    own = levels[level]
    if (_value(own, "w:numFmt") or "decimal") == "bullet":
        return ""  # A mark that counts nothing.
    legal = bool(find(own, "./w:isLgl"))

    def counted(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        if at not in levels:
            return ""
        count = "decimal" if legal else _value(levels[at], "w:numFmt") or "decimal"
        if count not in _COUNTS:
            raise UnknownNumberError(
                Both(f"a list that counts by “{count}”", f"按“{count}”计数的列表")
            )
        return _COUNTS[count](counts[at])

    text = re.sub(r"%([1-9])", counted, _value(own, "w:lvlText"))
    # The tab or space after a number is layout, but keeps 1 and 2019 apart.
    parted = _value(own, "w:suff") != "nothing" and text[-1:].isalnum()
    return f"{text} " if parted else text


def _chinese(number: int) -> str:
    if not 0 < number <= _ALIKE:
        found = Both(f"a list that counts up to {number} in Chinese", f"用中文数到{number}的列表")
        raise UnknownNumberError(found)
    import cn2an  # noqa: PLC0415 - few documents count so, and it takes long

    return str(cn2an.an2cn(number, "low"))


def _circled(number: int) -> str:
    if not 0 < number <= _CIRCLED:
        found = Both(
            f"a list that counts up to {number} in circles", f"用带圈数字数到{number}的列表"
        )
        raise UnknownNumberError(found)
    return chr(ord("①") + number - 1)


_COUNTS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,  # What Word's own Chinese lists are saved as.
    "none": lambda _: "",
}


def find(element: Element, path: str) -> list[Any]:
    """Return what an XPath of Word's own prefixes finds from an element."""
    # python-docx's own elements have another method of this name, and only some are its own.
    return list(etree.ElementBase.xpath(element, path, namespaces=NAMESPACES))


def _value(element: Element, path: str) -> str:
    """Return the w:val of the first element at a path, or an empty string."""
    found = element.find(path, NAMESPACES)
    return "" if found is None else found.get(qn("w:val")) or ""
