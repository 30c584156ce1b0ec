"""What stands around a disclosure's text and is none of it: where a page stood, its contents."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from yanjiao_budget.language import Both

from .grids import captions_of, unspaced
from .numbers import half_width
from .phrases import MONEY, stated_amount
from .sections import IN_ITS_SECTION, PART, titled
from .text import Piece, Unread, UnreadableDisclosureError
from .titles import Title, find_title, is_title

BREADCRUMB = Both("says where on a website the page stood", "为网页位置导航")
CONTENTS = Both("stands in the table of contents", "为目录")
NOTE = Both("is a note of the website on how the page was published", "为网站的发布信息")
ATTACHMENT = Both("names a file attached to the page", "为附件名称")
PARTS = Both("names a part of the document, which groups its sections", "为各部分的标题")
ABOVE = Both("stands above the title and is no line of the form", "位于标题之上，不属于本表式")
IN_CONTENTS = Both(
    "stands among the contents, and nothing below has that title",
    "位于目录之中，下文没有此标题",
)

_DATE = r"\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}日?(?:\s*\d{1,2}[：:]\d{2}(?:[：:]\d{2})?)?"
_BREADCRUMB = re.compile(
    r"(?:[您你]?(?:现在?|当前|目前|所在)?的?(?:位置|所在)(?:是)?\s*[：:].*|首页(?:\s*[>＞»›→/\\|].*)?|"
    r"[^。；>＞»›]{1,20}(?:\s*[>＞»›]\s*[^。；>＞»›]{1,40}){2,})"
)
_WORD = (
    r"[【\[（(]?\s*(?:打印(?:本页|此页|文章)?|关闭(?:窗口|本页|页面)?|返回(?:顶部|上页|首页)?|收藏|分享(?:到)?|"
    r"(?:我要)?纠错|下载|大|中|小|放大|缩小|默认|超大|加入收藏)\s*[】\]）)]?"
)
_NAMED = (
    r"(?:责任编辑|编辑|作者|撰稿|审核|校对|供稿|发布人|发布者|录入|索引号|文号|发文字号|主题分类|主题词|发布机构|发文机关|"
    r"公开方式|公开形式|有效性|时效性|信息分类|(?:信息|文章|稿件|内容|新闻)?来源)\s*[：:]\s*(?:(?!编辑|来源|发布)\S){0,30}"
)
_COUNTED = (
    r"(?:浏览|阅读|点击|访问)(?:次数|量|数|人次)?\s*[：:]?\s*"
    r"(?:[（(\[【]?\s*\d*\s*[）)\]】]?)\s*(?:人?次)?"
)
_DATED = rf"(?:(?:发布|发文|成文|公开|更新|编辑|生成|提交)?(?:时间|日期|于)\s*[：:]?\s*)?{_DATE}"
_NOTE = re.compile(
    rf"(?:(?:{_DATED}|{_NAMED}|{_COUNTED}|[【\[（(]?\s*(?:字号|字体|文字大小)\s*[：:]?|分享到?\s*[：:]|"
    rf"(?:上|下)一[篇条]\s*[：:].*|扫一扫.*|{_WORD})[\s|｜/】\]）)]*)+"
)
_FILE = r"\.(?:xlsx?|docx?|pdf|et|wps|ofd|rar|zip)\b"
_ATTACHMENT = re.compile(
    rf"(?:附件|附表)\s*[\d一二三四五六七八九十]*\s*(?:[：:.、]|下载|[：:]).*|[^。；]*{_FILE}.{{0,12}}|附件",
    re.IGNORECASE,
)
_CONTENTS_HEAD = re.compile(r"[^，。；]{0,40}目\s*录")
# What leads from an entry of contents to its page.
_LEADER = re.compile(r"[.．…·・⋯。_\-—\s]{2,}[（(]?\d{0,4}[）)]?$|\s+\d{1,3}$|[….·]{2,}$")
_GLUED = re.compile(r"(?<=[一-鿿])\d{1,3}$")
_SENTENCE = re.compile(r"[。；;，,]|[：:]$")
# Without the word 目录, so many section titles that all stand again below are contents.
_FEWEST = 3
_LONGEST = 40


class Front(NamedTuple):
    """A document without what stands around its text.

    Attributes:
        title: Its title.
        pieces: What is to be read, with the lines of the title as such.
        aside: The lines that are not, each with its reason.
        unread: Those of them that are not understood.
        parts: The lines of those that name a part.
    """

    title: Title
    pieces: list[Piece]
    aside: list[Piece]
    unread: list[Unread]
    parts: list[int]


def set_apart(file: str, pieces: Sequence[Piece], text: str) -> Front:
    """Return a document's title and text apart from what stands around them.

    Around the text stand, above the first section, breadcrumbs, a table of contents, headings of
    parts, and notes on the publication; below the last line of the text, such notes and files
    attached. They are skipped. What else stands above the title is kept unread, but for the lines
    above a table there, which name it.

    Args:
        file: The file, for messages.
        pieces: The whole document.
        text: The same, as text.

    Raises:
        UnreadableDisclosureError: For a document without a title, or a figure of the form outside
            its text.
    """
    reasons = dict(_contents(pieces))
    top = _first_section(pieces, reasons)
    reasons |= dict(_outside(pieces, reasons, top))
    reasons |= dict(_parts(pieces, reasons, top))
    lines = [p for i, p in enumerate(pieces[:top]) if p.kind == "prose" and i not in reasons]
    title = find_title(file, lines, text)
    reasons |= dict(_above(pieces, reasons, title.pieces[0].line))
    there = {piece.line for piece in title.pieces}
    aside = [pieces[i]._replace(kind=kind, reason=why) for i, (kind, why) in reasons.items()]
    rest = [
        piece._replace(kind="title") if piece.line in there else piece
        for place, piece in enumerate(pieces)
        if place not in reasons
    ]
    unread = [_unread(piece) for piece in aside if piece.kind == "unread"]
    _expect_no_figure(file, aside)
    parts = [piece.line for piece in aside if piece.reason == PARTS]
    return Front(title, rest, aside, unread, parts)


# What was looked for, and why it was not read, of each kind of unread line.
_UNREAD: dict[str, tuple[Both, Both]] = {
    ABOVE: (Both("the title, or the name of a table", "标题或表名"), ABOVE),
    IN_CONTENTS: (
        Both("the title of a part, a section or a table", "部分、章节或表格的名称"),
        IN_CONTENTS,
    ),
}


def _expect_no_figure(file: str, aside: Sequence[Piece]) -> None:
    for piece in aside:
        if stated := stated_amount(piece.text):
            found = Both(f"“{stated}” outside the text", f"正文之外的“{stated}”")
            raise UnreadableDisclosureError(file, piece.line, found, IN_ITS_SECTION)


def _unread(piece: Piece) -> Unread:
    has_amount = bool(MONEY.search(piece.text))
    return Unread(piece.line, piece.text, *_UNREAD[piece.reason or ""], has_amount)


Reasons = Iterator[tuple[int, tuple[str, str]]]


def _outside(pieces: Sequence[Piece], reasons: dict[int, tuple[str, str]], top: int) -> Reasons:
    """Yield the lines above the first section, and below the text, that are none of the text."""
    ends = range(len(pieces) - 1, top, -1)
    for place in (*range(top), *_while_around(pieces, ends)):
        piece = pieces[place]
        if piece.kind != "prose" or place in reasons:
            continue
        reason = _around(piece.text)
        # 附件1：…2021年部门预算公开 may be the title.
        may_be_title = place < top and reason == ATTACHMENT and _may_be_title(piece)
        if reason and not may_be_title:
            yield place, ("skipped", reason)


def _around(text: str) -> str:
    """Return why a line is none of the text, or nothing where it may be."""
    if _BREADCRUMB.fullmatch(text):
        return BREADCRUMB
    if _NOTE.fullmatch(text):
        return NOTE
    return ATTACHMENT if _ATTACHMENT.fullmatch(text) and not _SENTENCE.search(text) else ""


def _may_be_title(piece: Piece) -> bool:
    return is_title(piece.text) and not re.search(_FILE, piece.text, re.IGNORECASE)


def _while_around(pieces: Sequence[Piece], places: range) -> Iterator[int]:
    """Yield the places of the last lines of a document, up to the last line of its text."""
    for place in places:
        piece = pieces[place]
        if piece.kind == "cell" or (piece.kind == "prose" and not _around(piece.text)):
            return
        yield place


def _first_section(pieces: Sequence[Piece], reasons: dict[int, tuple[str, str]]) -> int:
    """Return where the first section begins that is no entry of the contents; else the end."""
    for place, piece in enumerate(pieces):
        if piece.kind == "prose" and place not in reasons and titled(piece.text):
            return place
    return len(pieces)


def _contents(pieces: Sequence[Piece]) -> Reasons:
    """Yield the lines of a table of contents, and why each is left out.

    It begins at the word 目录 or, without it, at a section title that stands again below. It ends
    where an entry stands the second time, at a sentence, a cell or the document's title.
    """
    opening = _opening(pieces)
    if opening is None:
        return
    start, has_head = opening
    entries = _entries(pieces, start, has_head=has_head)
    if has_head and entries:
        yield start, ("skipped", CONTENTS)
    if has_head or len(entries) >= _FEWEST:
        yield from entries


def _entries(
    pieces: Sequence[Piece], start: int, *, has_head: bool
) -> list[tuple[int, tuple[str, str]]]:
    """Return the lines of contents that begin at a place; the last is an entry for certain."""
    prose = ((i, p.text) for i, p in enumerate(pieces) if p.kind == "prose" and i >= start)
    below = [(i, _entry(text)) for i, text in prose]
    last = {name: place for place, name in below}
    seen: set[str] = set()
    entries: list[tuple[int, tuple[str, str]]] = []
    pending: list[tuple[int, tuple[str, str]]] = []
    for place, name in below[has_head:]:
        text = pieces[place].text
        if name in seen or _is_beyond(text, name) or _cell_between(pieces, start, place):
            break
        seen.add(name)
        if last[name] > place or _is_entry(text, name):
            entries += [*pending, (place, ("skipped", CONTENTS))]
            pending = []
        else:
            pending.append((place, ("unread", IN_CONTENTS)))
    return entries


def _is_beyond(text: str, name: str) -> bool:
    """Tell whether a line ends the contents: one too long, a sentence or the document's title."""
    if len(name) > _LONGEST:
        return True
    return not _LEADER.search(text) and bool(_SENTENCE.search(text) or is_title(text))


def _is_entry(text: str, name: str) -> bool:
    """Tell whether a line among the contents is an entry, by its own words."""
    return bool(_LEADER.search(text) or titled(name) or PART.fullmatch(name))


def _opening(pieces: Sequence[Piece]) -> tuple[int, bool] | None:
    """Return where contents begin, and whether at the word for them; None where there are none."""
    for place, piece in enumerate(pieces):
        if piece.kind != "prose":
            continue
        if piece.text.endswith("录") and _CONTENTS_HEAD.fullmatch(piece.text):
            return place, True
        if titled(piece.text):
            return (place, False) if _stands_again(pieces, place) else None
    return None


def _stands_again(pieces: Sequence[Piece], place: int) -> bool:
    """Tell whether the line at a place stands again below, as an entry of contents does."""
    name = _entry(pieces[place].text)
    later = (one.printed for one in pieces[place + 1 :] if one.kind == "prose")
    return any(_entry(text) == name for text in later if len(text) <= 2 * _LONGEST)


def _cell_between(pieces: Sequence[Piece], start: int, stop: int) -> bool:
    return any(piece.kind == "cell" for piece in pieces[start:stop])


def _entry(text: str) -> str:
    """Return a line of contents as compared: without its page and what leads there."""
    return _GLUED.sub("", unspaced(_LEADER.sub("", half_width(text.strip()))))


def _above(pieces: Sequence[Piece], reasons: dict[int, tuple[str, str]], title: int) -> Reasons:
    """Yield the lines above the title that are not understood; those above a table name it."""
    waiting: list[int] = []
    for place, piece in enumerate(pieces):
        if piece.line >= title:
            break
        if piece.kind == "cell":
            waiting = []
        elif piece.kind == "prose" and place not in reasons and not _is_caption(piece.text):
            waiting.append(place)
    yield from ((place, ("unread", ABOVE)) for place in waiting)


def _is_caption(text: str) -> bool:
    return bool(captions_of(text, named=False))


def _parts(pieces: Sequence[Piece], reasons: dict[int, tuple[str, str]], top: int) -> Reasons:
    """Yield the headings of parts: above the first section, and those straight above a section."""
    for place, piece in enumerate(pieces):
        if piece.kind != "prose" or place in reasons or not PART.fullmatch(piece.text):
            continue
        below = next((p for p in pieces[place + 1 :] if p.kind != "blank"), None)
        section = titled(below.text) if below and below.kind == "prose" else None
        is_a_section = titled(piece.text) not in {None, section}
        if not is_a_section and (place < top or section or (below and PART.fullmatch(below.text))):
            yield place, ("skipped", PARTS)
