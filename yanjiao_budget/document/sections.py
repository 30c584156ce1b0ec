"""The numbered sections of a disclosure: which there are, and where each stands."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from yanjiao_budget.language import NOTHING, Both, quoted
from yanjiao_budget.schema import Record

from .numbers import read_ordinal
from .text import Piece, Unread, UnreadableDisclosureError


class Section(NamedTuple):
    """One section of the form: its key, how its title is worded, whether it may lack."""

    key: str
    zh: str
    title: str
    required: bool = False


# In the order of the form; a document may have another. Without the overview no table has its sum.
# The years word the titles otherwise: 2018 and 2019 say 绩效预算信息, 2021 and later 预算绩效信息.
SECTIONS = (
    Section(
        "duties",
        "部门职责及机构设置情况",
        r"(?:部门|单位|主要)?(?:主要|基本)?(?:职责|职能)(?:及|和|与|、)?(?:内设)?机构(?:设置)?.*|"
        r"机构设置(?:及|和|与|、)(?:部门|单位)?(?:主要)?(?:职责|职能).*|"
        r"(?:部门|单位)(?:基本)?(?:概况|情况)",
    ),
    Section(
        "overview",
        "部门预算安排的总体情况",
        r"(?:部门|单位)?(?:收支)?预算(?:安排)?的?总体(?:安排)?情况.*|"
        r"(?:部门|单位)?(?:预算收支|收支预算|收支)(?:安排)?的?总体(?:安排)?情况.*|"
        r"(?:部门|单位)(?:收支)?预算安排情况.*",
        required=True,
    ),
    Section("agency_operating", "机关运行经费安排情况", r"机关运行经?费.*"),
    Section("three_public", "财政拨款“三公”经费预算情况", r".*三公.*经费.*"),
    Section(
        "performance",
        "绩效预算信息",
        r"(?:部门|单位)?(?:整体)?(?:绩效预算|预算绩效|绩效目标).*|绩效(?:信息|管理|情况).*",
    ),
    Section("procurement", "政府采购预算情况", r"(?:部门|单位)?政府采购.*"),
    Section("assets", "国有资产信息", r"(?:部门|单位)?(?:国有|固定)资产.*"),
    Section(
        "glossary",
        "名词解释",
        r"(?:相关|有关|专业|专业性|专用|主要)?(?:的)?(?:名词|名称|术语)(?:的)?解释(?:说明)?",
    ),
    Section(
        "other",
        "其它需要说明的事项",
        r"其[它他](?:需要?|重要)?(?:说明)?的?(?:事项|情况|问题)(?:的?(?:情况)?说明)?|其[它他]需.*说明.*",
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
# 第一部分 to 第三部分: what groups sections, which then may be numbered from 一 anew. A part may be
# a section by itself: 第四部分 名词解释.
PART = re.compile(rf"第(?P<number>{_CHINESE})部分[\s：:、.．]*(?P<name>.*)")
# 关于 and the year before a title are none of it.
_BEFORE_TITLE = re.compile(r"(?:关于)?(?:20\d\d年度?)?(?:关于)?")
# What opens a title that has lost its number, or the sign behind it. A sentence is no title.
_ANY_NUMBER = re.compile(rf"(?:{_CHINESE})?[\s、.．,，:：]*")
_SENTENCE = re.compile(r"[。；;]|[，,].*\d")
# A title of no section of the form is one where it is as short, and numbered as the next.
_LONGEST = 30
_LONGEST_TITLE = 60
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

    @property
    def name(self) -> Both:
        """What a message calls it."""
        if self.section is None:
            return Both("the title", "标题")
        return Both(self.section.zh, f"“{self.section.zh}”部分")

    def refusal(
        self, piece: Piece, found: Both, expected: Both, row: Both = NOTHING
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


NO_SECTION = "unknown"
IN_ITS_SECTION = Both("it in the section it is of", "列在它所属的部分")


# How many rows each table has so far: a reader counts its own on from there.
Before = Mapping[str, int]


def read_sections(
    file: str, key: Record, pieces: Sequence[Piece], parts: Sequence[int] = ()
) -> Iterator[Within]:
    """Yield the lines above the first section, then each section, in the order of the document.

    A title of no section of the form that is numbered as the next makes a section with the key
    `NO_SECTION`. Where a section is misnumbered long after the last one began, what stands between
    is read first: what does not belong there is nearer to the title that was lost.

    Args:
        file: The file, for messages.
        key: The disclosure's year and body.
        pieces: The document, without what stands around it.
        parts: The lines that name a part: below each, sections may be numbered from 一 anew.

    Raises:
        UnreadableDisclosureError: For a section that stands twice or is misnumbered, a required one
            missing, or no section that ends the form.
    """
    starts, broken = _starts(file, pieces, parts)
    end = len(pieces)
    if broken:
        end = next(i for i, piece in enumerate(pieces) if piece.line >= broken.line)
        last = pieces[starts[-1][0]].line if starts else 1
        if broken.line - last <= _NEAR:
            raise broken
    else:
        _expect_whole(file, pieces, starts)
    places = [0, *(start for start, _ in starts), end]
    sections = [None, *(section for _, section in starts)]
    for number, section in enumerate(sections):
        within = pieces[places[number] : places[number + 1]]
        yield Within(file, key, section, number, within)
    if broken:
        raise broken


class _Numbered(NamedTuple):
    """A line numbered as sections or parts are: its place, its words, the section it is a title of.

    `known` is None where the form has no such section.
    """

    place: int
    piece: Piece
    number: int | None
    name: str
    known: Section | None
    is_part: bool


class _Numbers:
    """Which number a section may have: the next, or 一 where a part begins above it.

    `known` are the titles that the form has, and `parts` the lines that name a part.
    """

    def __init__(self, parts: Sequence[int], known: Sequence[_Numbered]) -> None:
        self.parts, self.last, self.next = [*parts], 0, 1
        below = {part: [line for line in known if line.piece.line > part][:1] for part in parts}
        self.anew = [part for part, first in below.items() if first and first[0].number == 1]
        self.known = {self._counted(line) for line in known}

    def _counted(self, line: _Numbered) -> tuple[int, int | None]:
        """Return a line's number, behind how often the numbers have begun anew above it."""
        return sum(part < line.piece.line for part in self.anew), line.number

    def is_free(self, line: _Numbered) -> bool:
        """Tell whether no title that the form has bears the number of a line."""
        return self._counted(line) not in self.known

    def wanted(self, line: _Numbered) -> int | None:
        """Return the number that a line should have; None where it is one that it may have."""
        anew = any(self.last < part < line.piece.line for part in self.parts)
        if line.is_part or line.number == self.next or (anew and line.number == 1):
            return None
        return self.next

    def took(self, line: _Numbered) -> None:
        """Note the line that a section starts at; below a part, numbers may begin anew."""
        if line.is_part:
            self.parts.append(line.piece.line)
        else:
            self.last, self.next = line.piece.line, (line.number or 0) + 1


def _starts(
    file: str, pieces: Sequence[Piece], parts: Sequence[int]
) -> tuple[list[tuple[int, Section]], UnreadableDisclosureError | None]:
    """Return where each section starts, and which it is, up to the first that is refused."""
    lines = [*_numbered(file, pieces)]
    known = [line for line in lines if line.known and not line.is_part]
    named = {line.known for line in known}
    numbers = _Numbers(parts, known)
    starts: list[tuple[int, Section]] = []
    below = 0
    for line in lines:
        wanted = numbers.wanted(line)
        if not _may_start(line, named, is_free=wanted is None and numbers.is_free(line)):
            continue
        section = line.known or Section(NO_SECTION, line.piece.text, "")
        there = {one: pieces[at].line for at, one in starts}
        if error := _refused(file, line.piece, section, there, wanted):
            above = pieces[below : line.place]
            return starts, _lost_title(file, above, list(there), section) or error
        starts.append((line.place, section))
        below = line.place + 1
        numbers.took(line)
    return starts, None


def _may_start(line: _Numbered, named: set[Section | None], *, is_free: bool) -> bool:
    """Tell whether a section starts at a line that is numbered as one, or as a part.

    Any other line so numbered is a heading within a section, and a part with the name of one that
    has its own title groups it, or what it says.

    Args:
        line: The line.
        named: The sections that have titles of their own.
        is_free: Whether its number is one that it may have, and that no title of the form has.
    """
    if line.is_part:
        return line.known not in named
    if line.known:
        return True
    return is_free and _is_short(line.name)


def _is_short(name: str) -> bool:
    return len(name) <= _LONGEST and not _SENTENCE.search(name)


def _numbered(file: str, pieces: Sequence[Piece]) -> Iterator[_Numbered]:
    """Yield the lines of prose that are numbered as sections or parts are."""
    numbering = _numbering([piece.text for piece in pieces if piece.kind == "prose"])
    for index, piece in enumerate(pieces):
        if piece.kind == "cell" and "\n" in piece.printed:
            _expect_apart(file, piece, numbering)
        if piece.kind != "prose":
            continue
        match = numbering.fullmatch(piece.text) or PART.fullmatch(piece.text)
        if match is None:
            continue
        known, is_part = _titled(match["name"]), match.re is PART
        if known or not is_part:
            number = read_ordinal(match["number"])
            yield _Numbered(index, piece, number, match["name"], known, is_part)


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
            number = len(there) + 1
            expected = Both(
                f"the number of the section {section.zh} before it, as number {number}",
                f"前面带有“{section.zh}”部分的编号，编号为{number}",
            )
            return UnreadableDisclosureError(file, piece.line, quoted(text), expected)
    return None


def _refused(
    file: str, piece: Piece, section: Section, lines: Mapping[Section, int], wanted: int | None
) -> UnreadableDisclosureError | None:
    """Return the error for a line that starts a section, given the lines of those before.

    `wanted` is the number that it should have, None where it has it.
    """
    if section in lines:
        found, expected = _the_section(piece.text), once_on(lines[section])
    elif wanted is not None:
        found = quoted(piece.text)
        expected = Both(f"section number {wanted} next", f"下一部分的编号{wanted}")
    else:
        return None
    return UnreadableDisclosureError(file, piece.line, found, expected)


def _expect_apart(file: str, cell: Piece, numbering: re.Pattern[str]) -> None:
    """Refuse a section's title that a cell above it has swallowed."""
    _, *rest = cell.printed.split("\n")
    for line, text in enumerate(map(str.strip, rest), cell.line + 1):
        match = numbering.fullmatch(text)
        if match and _titled(match["name"]):
            found = Both(
                f"the section “{text}” straight below a cell", f"单元格正下方的“{text}”部分"
            )
            expected = Both("a blank line between them", "两者之间有一空行")
            raise UnreadableDisclosureError(file, line, found, expected)


def _expect_whole(
    file: str, pieces: Sequence[Piece], starts: Sequence[tuple[int, Section]]
) -> None:
    """Refuse a document without a section that it has to have.

    Where there is a title that the form has not, it is the one that was to be.
    """
    sections = [section for _, section in starts]
    there = {section.key for section in sections}
    lacking = [Both(one.zh, one.zh) for one in SECTIONS if one.required and one.key not in there]
    unknown = [pieces[at] for at, one in starts if one.key == NO_SECTION]
    if not there & {*_ENDS}:
        lacking.append(_either(one.zh for one in SECTIONS if one.key in _ENDS))
    if lacking:
        found = (
            _the_section(unknown[0].text)
            if unknown
            else Both("the end of the document", "文件结尾")
        )
        line = (unknown or pieces)[0 if unknown else -1].line
        raise _lost_title(file, pieces, sections) or UnreadableDisclosureError(
            file, line, found, Both(f"the section “{lacking[0]}”", f"“{lacking[0].zh}”部分")
        )


def _the_section(title: str) -> Both:
    return Both(f"the section “{title}”", f"“{title}”部分")


def once_on(line: int) -> Both:
    """Return that something should stand on one line and nowhere else."""
    return Both(f"it once, on line {line}", f"只在第{line}行列明一次")


def _either(titles: Iterable[str]) -> Both:
    names = [*titles]
    return Both(" or ".join(names), "”或“".join(names))


def titled(text: str) -> Section | None:
    """Return the section of the form that a numbered line is the title of, or None."""
    for pattern in (*SECTION_NUMBERS, PART):
        if (match := pattern.fullmatch(text)) and (section := _titled(match["name"])):
            return section
    return None


def _titled(name: str) -> Section | None:
    """Return the section of the form that a title is of, or None."""
    title = "".join(name.split()).rstrip("：:。")
    if len(title) > _LONGEST_TITLE or _SENTENCE.search(title):
        return None
    title = _BEFORE_TITLE.sub("", title, count=1)
    return next((one for one in SECTIONS if re.fullmatch(one.title, title)), None)


def _numbering(texts: Sequence[str]) -> re.Pattern[str]:
    """Return how a document numbers its sections: as it numbers the first that the form has."""
    for text in texts:
        for pattern in SECTION_NUMBERS:
            if (match := pattern.fullmatch(text)) and _titled(match["name"]):
                return pattern
    return SECTION_NUMBERS[0]
