"""The numbered sections of a disclosure: which there are, and where each starts."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from .numbers import read_ordinal
from .text import Piece, UnreadableDisclosureError


class Section(NamedTuple):
    """One section of the form: its key, how its title is worded, whether it may lack."""

    key: str
    zh: str
    title: str
    required: bool = False


# In the order of the form; a document may have another. Without the overview no table has its sum,
# and without the performance table there is nothing to grade.
SECTIONS = (
    Section(
        "duties",
        "部门职责及机构设置情况",
        r"(?:部门|单位|主要)?(?:主要)?职责(?:及|和|与|、)?机构设置.*",
    ),
    Section(
        "overview", "部门预算安排的总体情况", r"(?:部门|单位)?预算安排的?总体情况.*", required=True
    ),
    Section("agency_operating", "机关运行经费安排情况", r"机关运行经?费.*"),
    Section("three_public", "财政拨款“三公”经费预算情况", r".*三公.*经费.*"),
    Section(
        "performance",
        "绩效预算信息",
        r"(?:部门|单位)?(?:绩效预算|预算绩效|绩效目标).*",
        required=True,
    ),
    Section("procurement", "政府采购预算情况", r"(?:部门|单位)?政府采购.*"),
    Section("assets", "国有资产信息", r"(?:部门|单位)?国有资产.*"),
    Section("glossary", "名词解释", r"(?:专业性?)?(?:名词|名称)解释"),
    Section(
        "other",
        "其它需要说明的事项",
        r"其[它他](?:需要)?说明的?(?:事项|情况|问题)|其[它他]需.*说明.*",
    ),
)
# The form ends in prose: a document that ends in its tables may have been cut short.
_ENDS = ("glossary", "other")
_CHINESE = "[一二三四五六七八九十]+"
# How the sections of a document may be numbered; one document keeps to one way.
SECTION_NUMBERS = tuple(
    re.compile(rf"{number}\s*(?P<name>.+)")
    for number in (
        rf"(?P<number>{_CHINESE})[、.．]",
        rf"[（(](?P<number>{_CHINESE})[）)]",
        r"(?P<number>\d+)[.．](?!\d)",
    )
)


def _titled(name: str) -> Section | None:
    """Return the section of the form that a title is of, or None."""
    plain = "".join(name.split()).rstrip("：:。")
    return next((one for one in SECTIONS if re.fullmatch(one.title, plain)), None)


def _numbering(texts: Sequence[str]) -> re.Pattern[str]:
    """Return how a document numbers its sections: as it numbers the first that the form has."""
    for text in texts:
        for pattern in SECTION_NUMBERS:
            if (match := pattern.fullmatch(text)) and _titled(match["name"]):
                return pattern
    return SECTION_NUMBERS[0]


def find_sections(
    file: str, tokens: Sequence[Piece], prose: list[int]
) -> list[tuple[int, Section]]:
    """Return where each numbered section starts, in the order of the document.

    Args:
        file: The file, for messages.
        tokens: The document's blank lines, lines of prose and cells.
        prose: Places of the lines of prose in `tokens`.

    Raises:
        UnreadableDisclosureError: For a section that the form does not have, one that stands twice
            or is misnumbered, a required one missing, or no section that ends the form.
    """
    numbering = _numbering([tokens[index].text for index in prose])
    for token in [token for token in tokens if "\n" in token.printed]:
        _, *rest = token.printed.split("\n")
        for line, text in enumerate(map(str.strip, rest), token.line + 1):
            match = numbering.fullmatch(text)
            if match and _titled(match["name"]):
                found = f"the section “{text}” straight below a cell"
                raise UnreadableDisclosureError(file, line, found, "a blank line between them")
    starts: list[tuple[int, Section]] = []
    for index in prose:
        token = tokens[index]
        match = numbering.fullmatch(token.text)
        if match is None:
            continue
        number, section = read_ordinal(match["number"]), _titled(match["name"])
        # Headings within a section may be numbered as the sections are, but never as the next one.
        if section is None and numbering is not SECTION_NUMBERS[0] and number != len(starts) + 1:
            continue
        found = f"the section “{token.text}”"
        if section is None:
            left = [one.zh for one in SECTIONS if one not in [section for _, section in starts]]
            wanted = f"one of {'、'.join(left)}" if left else "no section here"
            raise UnreadableDisclosureError(file, token.line, found, wanted)
        if earlier := [tokens[at].line for at, one in starts if one is section]:
            raise UnreadableDisclosureError(
                file, token.line, found, f"it once, on line {earlier[0]}"
            )
        if number != len(starts) + 1:
            raise UnreadableDisclosureError(
                file, token.line, f"“{token.text}”", f"section number {len(starts) + 1} next"
            )
        starts.append((index, section))
    found_keys = {section.key for _, section in starts}
    lacking = [
        section.zh for section in SECTIONS if section.required and section.key not in found_keys
    ]
    ends = [section.zh for section in SECTIONS if section.key in _ENDS]
    if not lacking and not found_keys & {*_ENDS}:
        lacking = [" or ".join(ends)]
    if lacking:
        raise UnreadableDisclosureError(
            file, tokens[-1].line, "the end of the document", f"the section “{lacking[0]}”"
        )
    return starts
