"""The title of a disclosure: the body that published it, and the year."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from yanjiao_budget.language import Both, quoted

from .numbers import half_width
from .text import Piece, UnreadableDisclosureError

_ZERO = "〇○零Oo0"
_YEAR = rf"(?P<year>20\d\d|二[{_ZERO}][{_ZERO}一二三四五六七八九]{{2}})\s*年度?"
# 部门预算, 单位预算, 部门（单位）预算; 预算公开 alone, where it is not that of a government.
_BUDGET = r"(?:(?:部门|单位)[^，。；：\d]{0,8}?预算|(?<!政府)(?<!财政)预算(?:信息)?公开)"
# What a body's name ends in: such words behind the year are a body of their own.
_BODY_ENDS = "局委办院校会处站所厅部府乡镇园队社馆团室司学心庭区市县"
_TITLES = (
    # The last year before 部门预算: a body may have another in its name.
    re.compile(
        rf"(?P<body>[^，。、；：]*[^，。、；：\s])\s*{_YEAR}[^\d，。；：{_BODY_ENDS}]*?{_BUDGET}[^，。；：]*"
    ),
    re.compile(rf"{_YEAR}\s*(?P<body>[^\d，。、；：\s][^\d，。、；：]*?)\s*{_BUDGET}[^，。；：]*"),
    re.compile(
        rf"(?P<body>[^\d，。、；：\s][^\d，。、；：]*?)\s*{_BUDGET}[^\d，。；：]*[（(]\s*{_YEAR}\s*[）)].*"
    ),
)
_NO_BODY = re.compile(rf"{_YEAR}\s*(?:关于|公开|的|\s)*{_BUDGET}[^，。；：]*")
_CHINESE = "[一二三四五六七八九十]+"
# What stands before the body and is no part of its name.
_LEAD = re.compile(
    rf"(?:\ufeff|[（(](?:{_CHINESE}|\d+)[）)]|(?:{_CHINESE}|\d+)[、.．]|第{_CHINESE}部分[：:、]?|"
    r"(?:编制|公开|填报|预算)(?:单位|部门)(?:名称)?[：:]|附件\s*\d*\s*[：:、.]?|关于(?:做好|公开|公布|发布|印发)?|[《〈【\[])\s*"
)
_TRAIL = re.compile(rf"(?:[》〉】\]（(]|关于(?:公开|公布)?|的|(?<=[{_BODY_ENDS}])部门)$")
# The rest of a title whose first line could stand alone.
_REST = re.compile(r"的?(?:公开)?(?:信息)?(?:情况)?(?:说明|公告|报告|公开)|[（(].{1,8}[）)]")
_LABELLED = re.compile(r"(?:(?:编制|公开|填报|预算)?(?:单位|部门)(?:名称)?[：:])?\s*(?P<body>.+)")
# A year of two is no year, and 2021年部门预算 names nobody.
_NO_NAME = re.compile(r".*[-–—~～至]|(?:本|我|各)?(?:部门|单位|公开|关于|的|度|\s)*")
_NO_BODY_S_NAME = re.compile(r"首页|公开|专栏|信息|预算|网站?$|目录|[>＞»：:]")
_MOST_LINES = 3
_LONGEST = 40


class Title(NamedTuple):
    """A title: its words as printed, the body and the year, and the lines it stands on."""

    printed: str
    body: str
    year: int
    pieces: Sequence[Piece]


def is_title(text: str) -> bool:
    """Tell whether a line names a body, a year and its budget."""
    return _read([text]) is not None


def find_title(file: str, lines: Sequence[Piece], text: str) -> Title:
    """Return the title of a document.

    It may stand on up to three lines, below lines that are none, and open with what is no part of
    the body's name: a number, 关于, 《. Whether the line above a title that could stand alone is
    the first part of the body's name is told by the rest of the document, which names it too.

    Args:
        file: The file, for messages.
        lines: The lines of prose above the first section.
        text: The whole document.

    Raises:
        UnreadableDisclosureError: Where no line is a title with its body and year.
    """
    found = _first(lines)
    if found is None:
        first = quoted(lines[0].text[:_LONGEST]) if lines else Both("no text", "没有文字")
        line = lines[0].line if lines else 1
        expected = Both("a title …20XX年部门预算…", "标题“…20XX年部门预算…”")
        raise UnreadableDisclosureError(file, line, first, expected)
    start, stop = found
    title = _of(lines[start:stop])
    longer = _of(lines[start - 1 : stop]) if start and stop - start < _MOST_LINES else None
    if title is None or (longer and _is_whole(lines[start - 1].text, title, longer, text)):
        title, start = longer, start - 1
    if title is None:
        expected = Both("…20XX年部门预算…", "“…20XX年部门预算…”")
        raise UnreadableDisclosureError(file, lines[0].line, Both("no title", "没有标题"), expected)
    return _with_rest(title, lines[start : stop + 1])


def _with_rest(title: Title, lines: Sequence[Piece]) -> Title:
    """Return a title with the line below it, the last of these, where that is the rest of it."""
    if len(lines) == len(title.pieces) or not _REST.fullmatch(lines[-1].text):
        return title
    more = _of(lines)
    return more if more and more.body == title.body else title


def _first(lines: Sequence[Piece]) -> tuple[int, int] | None:
    """Return the first and fewest lines that are a title, those of contents only where no other."""
    windows = [*_windows(lines)]
    for start, stop in windows:
        if _of(lines[start:stop]) and not lines[stop - 1].text.endswith(("目录", "目 录")):
            return start, stop
    return next(((start, stop) for start, stop in windows if _of(lines[start:stop])), None)


def _windows(lines: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    for size in range(1, _MOST_LINES + 1):
        for start in range(len(lines) - size + 1):
            yield start, start + size


def _is_whole(above: str, title: Title, longer: Title, text: str) -> bool:
    """Tell whether the line above a title is the first part of the body's name."""
    if longer.body in text:
        return True
    if text.count(title.body) > 1 or _NO_BODY_S_NAME.search(above):
        return False
    return len(above) <= _LONGEST and above[-1:] not in _BODY_ENDS


def _of(pieces: Sequence[Piece]) -> Title | None:
    texts = [piece.text.removeprefix("\ufeff") for piece in pieces]
    read = _read(texts)
    return Title("".join(texts), *read, pieces) if read else None


def _read(texts: Sequence[str]) -> tuple[str, int] | None:
    """Return the body and the year that the lines of a title name, if they are one."""
    joined = _half_digits("".join(texts))
    while lead := _LEAD.match(joined):
        joined = joined[lead.end() :]
    for pattern in _TITLES:
        if match := pattern.fullmatch(joined):
            body = match["body"]
            while trail := _TRAIL.search(body):
                body = body[: trail.start()].rstrip()
            if not _NO_NAME.fullmatch(body):
                return body, _year(match["year"])
    if len(texts) == 2 and _NO_BODY.fullmatch(_half_digits(texts[0])):  # noqa: PLR2004 - two lines
        body = _LABELLED.fullmatch(texts[1])
        # The body below the year and its budget, as on a cover.
        if body and body["body"][-1] in _BODY_ENDS and not re.search("[，。；：]", body["body"]):
            return body["body"], _year(_NO_BODY.fullmatch(_half_digits(texts[0]))["year"])  # type: ignore[index]
    return None


def _half_digits(text: str) -> str:
    """Return a text with its full-width digits as half-width ones, and nothing else changed."""
    return "".join(half_width(sign) if sign in "０１２３４５６７８９" else sign for sign in text)


def _year(printed: str) -> int:
    digits = ("0" if sign in _ZERO else sign for sign in printed)
    return int("".join(str("一二三四五六七八九".find(sign) + 1 or sign) for sign in digits))
