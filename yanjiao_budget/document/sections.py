"""The numbered sections of a disclosure: which there are, and where each stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from yanjiao_budget.schema import Record

from .numbers import read_ordinal
from .text import Piece, Unread, UnreadableDisclosureError


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
# What opens a title that has lost its number, or the sign behind it. A sentence is no title.
_ANY_NUMBER = re.compile(rf"(?:{_CHINESE})?[\s、.．,，:：]*")
_SENTENCE = re.compile(r"[。；;]|[，,].*\d")
# As many lines below the last title, the next one tells well enough where one was lost.
_NEAR = 15


class Within(NamedTuple):
    """The lines of one section, or those above the first, as its readers are given them.

    Attributes:
        file: The file, for messages.
        key: The disclosure's year and body, which every row carries.
        section: The section; None above the first.
        number: Its place in the document, from 1; 0 above the first.
        pieces: Its blank lines, lines of prose and cells.
    """

    file: str
    key: Record
    section: Section | None
    number: int
    pieces: Sequence[Piece]

    def refusal(
        self, piece: Piece, found: str, expected: str, row: str = ""
    ) -> UnreadableDisclosureError:
        """Return the error for a piece."""
        return UnreadableDisclosureError(self.file, piece.line, found, expected, row=row)


class Part(NamedTuple):
    """What a reader made of a section: its pieces as they were read, and rows by table.

    Attributes:
        pieces: Each with the table and row that it went into.
        rows: Rows of each table, to stand below those of the sections before.
        code: The body's code above a table, or an empty string.
        unread: What in it is kept unread.
    """

    pieces: list[Piece]
    rows: dict[str, list[Record]]
    code: str = ""
    unread: Sequence[Unread] = ()


# How many rows each table has so far: a reader counts its own on from there.
Before = Mapping[str, int]


def read_sections(file: str, key: Record, pieces: Sequence[Piece]) -> Iterator[Within]:
    """Yield the lines above the first section, then each section, in the order of the document.

    Where a section is misnumbered long after the last one began, what stands between is read first:
    what does not belong there is nearer to the title that was lost.

    Raises:
        UnreadableDisclosureError: For a section that the form does not have, one that stands twice
            or is misnumbered, a required one missing, or no section that ends the form.
    """
    starts, broken = _starts(file, pieces)
    end = len(pieces)
    if broken:
        end = next(i for i, piece in enumerate(pieces) if piece.line >= broken.line)
        last = pieces[starts[-1][0]].line if starts else 1
        if broken.line - last <= _NEAR:
            raise broken
    else:
        _expect_whole(file, pieces, [section for _, section in starts])
    places = [0, *(start for start, _ in starts), end]
    sections = [None, *(section for _, section in starts)]
    for number, section in enumerate(sections):
        within = pieces[places[number] : places[number + 1]]
        yield Within(file, key, section, number, within)
    if broken:
        raise broken


def _starts(
    file: str, pieces: Sequence[Piece]
) -> tuple[list[tuple[int, Section]], UnreadableDisclosureError | None]:
    """Return where each section starts, and which it is, up to the first that is refused."""
    numbering = _numbering([piece.text for piece in pieces if piece.kind == "prose"])
    starts: list[tuple[int, Section]] = []
    for index, piece, match in _numbered(file, pieces, numbering):
        number, section = read_ordinal(match["number"]), _titled(match["name"])
        # Headings within a section may be numbered as the sections are, but never as the next one.
        if not (section or numbering is SECTION_NUMBERS[0] or number == len(starts) + 1):
            continue
        lines = {one: pieces[at].line for at, one in starts}
        try:
            starts.append((index, _next(file, piece, number, section, lines)))
        except UnreadableDisclosureError as error:
            above = pieces[starts[-1][0] + 1 if starts else 0 : index]
            return starts, _lost_title(file, above, list(lines), section) or error
    return starts, None


def _numbered(
    file: str, pieces: Sequence[Piece], numbering: re.Pattern[str]
) -> Iterator[tuple[int, Piece, re.Match[str]]]:
    """Yield the lines of prose that are numbered as sections are, each with its place."""
    for index, piece in enumerate(pieces):
        if piece.kind == "cell" and "\n" in piece.printed:
            _expect_apart(file, piece, numbering)
        if piece.kind == "prose" and (match := numbering.fullmatch(piece.text)):
            yield index, piece, match


def _lost_title(
    file: str, pieces: Sequence[Piece], there: Sequence[Section], after: Section | None = None
) -> UnreadableDisclosureError | None:
    """Return the error for the first line that is a title but for its number, if there is one.

    Args:
        file: The file, for messages.
        pieces: The lines to look through.
        there: The sections that have their titles.
        after: The section whose title stands below these lines.
    """
    for piece in pieces:
        text = piece.text
        if piece.kind == "blank" or _SENTENCE.search(text):
            continue
        match = SECTION_NUMBERS[0].fullmatch(text) if piece.kind == "cell" else None
        if piece.kind == "cell" and not (match and read_ordinal(match["number"]) == len(there) + 1):
            continue
        section = _titled(_ANY_NUMBER.sub("", text, count=1))
        if section and section not in there and section is not after:
            expected = (
                f"the number of the section {section.zh} before it, as number {len(there) + 1}"
            )
            return UnreadableDisclosureError(file, piece.line, f"“{text}”", expected)
    return None


def _next(
    file: str,
    piece: Piece,
    number: int | None,
    section: Section | None,
    lines: Mapping[Section, int],
) -> Section:
    """Return the section that a numbered line starts, given the lines of those before."""
    found = f"the section “{piece.text}”"
    if section is None:
        left = "、".join(one.zh for one in SECTIONS if one not in lines)
        wanted = f"one of {left}" if left else "no section here"
    elif section in lines:
        wanted = f"it once, on line {lines[section]}"
    elif number != len(lines) + 1:
        found, wanted = f"“{piece.text}”", f"section number {len(lines) + 1} next"
    else:
        return section
    raise UnreadableDisclosureError(file, piece.line, found, wanted)


def _expect_apart(file: str, cell: Piece, numbering: re.Pattern[str]) -> None:
    """Refuse a section's title that a cell above it has swallowed."""
    _, *rest = cell.printed.split("\n")
    for line, text in enumerate(map(str.strip, rest), cell.line + 1):
        match = numbering.fullmatch(text)
        if match and _titled(match["name"]):
            found = f"the section “{text}” straight below a cell"
            raise UnreadableDisclosureError(file, line, found, "a blank line between them")


def _expect_whole(file: str, pieces: Sequence[Piece], sections: Sequence[Section]) -> None:
    """Refuse a document without a section that it has to have."""
    there = {section.key for section in sections}
    lacking = [one.zh for one in SECTIONS if one.required and one.key not in there]
    if not there & {*_ENDS}:
        lacking.append(" or ".join(one.zh for one in SECTIONS if one.key in _ENDS))
    if lacking:
        found = "the end of the document"
        raise _lost_title(file, pieces, sections) or UnreadableDisclosureError(
            file, pieces[-1].line, found, f"the section “{lacking[0]}”"
        )


def _titled(name: str) -> Section | None:
    """Return the section of the form that a title is of, or None."""
    title = "".join(name.split()).rstrip("：:。")
    return next((one for one in SECTIONS if re.fullmatch(one.title, title)), None)


def _numbering(texts: Sequence[str]) -> re.Pattern[str]:
    """Return how a document numbers its sections: as it numbers the first that the form has."""
    for text in texts:
        for pattern in SECTION_NUMBERS:
            if (match := pattern.fullmatch(text)) and _titled(match["name"]):
                return pattern
    return SECTION_NUMBERS[0]
