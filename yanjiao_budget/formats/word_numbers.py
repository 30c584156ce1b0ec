"""The numbers that Word prints before the paragraphs of a list, and keeps out of their text."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import cn2an
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

# An element of a Word document: lxml has no types of its own.
Element: TypeAlias = Any

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "v": "urn:schemas-microsoft-com:vml",
}
_CIRCLED = 20
_ALIKE = 99  # All Chinese ways of counting agree up to here.


class UnknownNumberError(ValueError):
    """A list's number that cannot be written as Word prints it; the message says which."""


@dataclass(frozen=True, slots=True)
class Lists:
    """A document's definitions of lists, and how far each has counted.

    Attributes:
        numbering: The root of numbering.xml, or None where the document has none.
        styles: Styles by name.
        counts: For each abstract list, the number that each level stands at.
        begun: The lists of which a paragraph was seen.
    """

    numbering: Element | None
    styles: dict[str, Element]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)


def next_number(lists: Lists, paragraph: Element) -> str:
    """Return the number that Word prints before a paragraph, and count it; empty without one.

    Raises:
        UnknownNumberError: For a way of counting that is not known.
    """
    name, level = _list_of(lists, paragraph)
    if name in {"", "0"} or lists.numbering is None:
        return ""
    numbers = find(lists.numbering, f'./w:num[@w:numId="{name}"]')
    if not numbers:
        return ""
    number = numbers[0]
    abstract = _value(number, "w:abstractNumId")
    levels = _levels(lists, abstract)
    for override in find(number, "./w:lvlOverride"):
        at = int(override.get(qn("w:ilvl"), "0"))
        for own in find(override, "./w:lvl"):
            levels[at] = own
        restart = _value(override, "w:startOverride")
        if restart and name not in lists.begun:
            lists.counts.setdefault(abstract, {})[at] = int(restart) - 1
    lists.begun.add(name)
    if level not in levels:
        return ""
    counts = lists.counts.setdefault(abstract, {})
    starts = {at: int(_value(own, "w:start") or 0) for at, own in levels.items()}
    counts[level] = counts.get(level, starts[level] - 1) + 1
    for deeper in [at for at in counts if at > level]:
        until = _value(levels[deeper], "w:lvlRestart") if deeper in levels else ""
        if not until or level < int(until):
            del counts[deeper]
    return _printed(levels, level, {at: counts.get(at, start) for at, start in starts.items()})


def _list_of(lists: Lists, paragraph: Element) -> tuple[str, int]:
    """Return the list and level of a paragraph: its own, else those of its style."""
    name = level = ""
    style = _value(paragraph, "w:pPr/w:pStyle") or _default(lists)
    holder, seen = paragraph, {""}
    while holder is not None:
        name = name or _value(holder, "w:pPr/w:numPr/w:numId")
        level = level or _value(holder, "w:pPr/w:numPr/w:ilvl")
        holder = None if name or style in seen else lists.styles.get(style)
        seen.add(style)
        if holder is not None:
            style = _value(holder, "w:basedOn")
    return name, int(level or 0)


def _default(lists: Lists) -> str:
    for name, style in lists.styles.items():
        if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in {"1", "true"}:
            return name
    return ""


def _levels(lists: Lists, abstract: str) -> dict[int, Element]:
    definition = f'./w:abstractNum[@w:abstractNumId="{abstract}"]'
    if find(lists.numbering, f"{definition}/w:numStyleLink"):
        raise UnknownNumberError("a list numbered by a list style")
    found = find(lists.numbering, f"{definition}/w:lvl")
    return {int(own.get(qn("w:ilvl"), "0")): own for own in found}


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
            raise UnknownNumberError(f"a list that counts by “{count}”")
        return _COUNTS[count](counts[at])

    text = re.sub(r"%([1-9])", counted, _value(own, "w:lvlText"))
    # The tab or space after a number is layout, but keeps 1 and 2019 apart.
    parted = _value(own, "w:suff") != "nothing" and text[-1:].isalnum()
    return f"{text} " if parted else text


def _chinese(number: int) -> str:
    if not 0 < number <= _ALIKE:
        raise UnknownNumberError(f"a list that counts up to {number} in Chinese")
    return str(cn2an.an2cn(number, "low"))


def _circled(number: int) -> str:
    if not 0 < number <= _CIRCLED:
        raise UnknownNumberError(f"a list that counts up to {number} in circles")
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
    return list(etree.ElementBase.xpath(element, path, namespaces=_NAMESPACES))


def _value(element: Element, path: str) -> str:
    """Return the w:val of the first element at a path, or an empty string."""
    return next(iter(map(str, find(element, f"./{path}/@w:val"))), "")
