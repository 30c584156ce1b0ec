"""Where the text of a page saved from a site stands, and what around it is none of it.

The innermost element that holds all that a disclosure has (titles with a year, amounts, tables with
figures) is the page's text. Outside of it what is hidden, is no text, is links or says what it is
(where one stands, who runs the site) is left out; any other text is read. A table around it that
only lays out the page is none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from yanjiao_budget.language import NOTHING, Both

from .web_tree import BLOCKS, Node, events, is_hidden

OF_A_DISCLOSURE = re.compile(
    r"\d\s*(?:[%％]|[百千万亿]*元)|[12]\d{3}\s*年\S{0,60}(?:预算|决算)", re.ASCII
)
_OF_A_SITE = re.compile(
    r"位置[:：]|首页\s*[>＞»]|版权所有|ICP备|网站标识码|公?网安备|(?:主办|承办|维护)(?:单位)?[:：]"
    r"|技术支持|网站地图|扫一扫|分享到|设为首页|加入收藏|无障碍|返回顶部|友情链接|上一[篇条]|下一[篇条]"
    r"|字[体号][:：]|打印(?:本页)?|关闭(?:窗口|本页)|(?:浏览|点击|阅读)(?:次数|量|数)?[:：]"
)
_PARTS = frozenset({"tbody", "td", "tfoot", "th", "thead", "tr"})
_LINES = BLOCKS | _PARTS
_NO_TEXT = frozenset(
    {"audio", "canvas", "embed", "iframe", "object", "select", "svg", "textarea", "video"}
)
_ENOUGH = 3  # Of what a disclosure has: a page with less may be a picture of one.
_SHORT = 200  # Characters: what a site says of itself is no longer.
_SOURCE = 30  # Characters: the end of a picture's address is its name.
_LINKED = 0.7  # Of a text: as much in links makes it a menu.


@dataclass(slots=True)
class _Seen:
    """What an element holds: its text's beginning and length, how much is links, how many data."""

    text: str = ""
    length: int = 0
    linked: int = 0
    data: int = 0
    has_table: bool = False
    line: list[str] = field(default_factory=list)  # The text that is in no block within it.


def take_surroundings(root: Node, ignored: frozenset[str]) -> Iterator[Both]:
    """Take what stands around a page's text out of its tree; yield what each such element says.

    Args:
        root: The page.
        ignored: The names of elements that have no text.
    """
    seen = _survey(root, ignored)
    path = [root] if seen[id(root)].data >= _ENOUGH else []
    while path and (inner := _with_all(path[-1], seen)):
        path.append(inner)
    for node, inner in pairwise(path):
        yield from _take_aside(node, inner, seen)
    for node in path:
        if node.tag == "table" and _lays_out(node, ignored):
            _unfold(node)


def _take_aside(node: Node, inner: Node, seen: dict[int, _Seen]) -> Iterator[Both]:
    """Take what is none of a page's text out of an element, but for the one that holds the text."""
    waiting = [node]
    while waiting:
        above = waiting.pop()
        kept = []
        for child in above.children:
            if isinstance(child, Node) and child is not inner and id(child) in seen:
                if _is_aside(child, seen[id(child)]):
                    text, picture = seen[id(child)].text.strip(), _named(child)
                    yield Both(f"{text} {picture}".strip(), f"{text} {picture.zh}".strip())
                    continue
                waiting.append(child)
            kept.append(child)
        above.children = kept


def _with_all(node: Node, seen: dict[int, _Seen]) -> Node | None:
    """Return the element within that holds all that an element has of a disclosure."""
    for child in node.children:
        if isinstance(child, Node) and id(child) in seen:
            own = seen[id(child)]
            # A table with its cells is one; and one in a cell is not yet all of the page.
            if own.data == seen[id(node)].data and child.tag not in {"caption", "colgroup"}:
                return None if node.tag == "table" and not own.has_table else child
    return None


def _survey(root: Node, ignored: frozenset[str]) -> dict[int, _Seen]:
    """Return what each element of a page holds."""
    seen = {id(root): _Seen()}
    above: list[tuple[Node, _Seen]] = [(root, seen[id(root)])]
    for event, node in events(root, ignored):
        if isinstance(node, str):
            own = above[-1][1]
            own.line.append(node)
            own.length += len(node.strip())
            own.text = (own.text + node)[:_SHORT]
        elif event == "start":
            seen[id(node)] = _Seen()
            above.append((node, seen[id(node)]))
        else:
            _, own = above.pop()
            _close(node, own, above[-1][1])
    _close(root, seen[id(root)], _Seen())
    return seen


def _close(node: Node, own: _Seen, around: _Seen) -> None:
    """Add what an element holds to what the one around it holds."""
    line = "".join(own.line)
    own.line.clear()
    if node.tag == "a" and not node.get("href").startswith("#"):
        own.linked = own.length
    if node.tag in _LINES:
        own.data += bool(OF_A_DISCLOSURE.search(line))
    else:
        around.line.append(line)
    if node.tag == "table" and not own.has_table:
        is_menu = own.linked > _LINKED * own.length
        own.data += not is_menu and any(sign.isdigit() for sign in own.text)
    around.text = (around.text + own.text)[:_SHORT]
    around.length += own.length
    around.linked += own.linked
    around.data += own.data
    around.has_table |= own.has_table or node.tag == "table"


def _is_aside(node: Node, own: _Seen) -> bool:
    """Return whether an element outside of a page's text is none of it."""
    if own.length == 0 or is_hidden(node) or node.tag in _NO_TEXT:
        return True
    is_site = own.length < _SHORT and _OF_A_SITE.search(own.text)
    return node.tag in _LINES and bool(own.linked > _LINKED * own.length or is_site)


def _named(node: Node) -> Both:
    """Return the first picture that an element shows, if any."""
    parts = [node, *(part for _, part in events(node) if isinstance(part, Node))]
    picture = next((part for part in parts if part.tag == "img"), None)
    source = picture.get("src")[-_SOURCE:] if picture else ""
    return Both(f"a picture ({source})", f"图片（{source}）") if picture else NOTHING


def _lays_out(table: Node, ignored: frozenset[str]) -> bool:
    """Return whether a table holds another and no two cells of one row hold something."""
    if not any(isinstance(part, Node) and part.tag == "table" for _, part in events(table)):
        return False
    return all(sum(_holds(cell, ignored) for cell in _within(row)) <= 1 for row in _rows(table))


def _rows(table: Node) -> Iterable[Node]:
    for part in _within(table):
        yield from [part] if part.tag == "tr" else _within(part)


def _within(node: Node) -> list[Node]:
    return [part for part in node.children if isinstance(part, Node)]


def _holds(cell: Node, ignored: frozenset[str]) -> bool:
    return any(
        (isinstance(part, str) and part.strip()) or (isinstance(part, Node) and part.tag == "table")
        for _, part in events(cell, ignored)
    )


def _unfold(table: Node) -> None:
    """Make a table, its rows and cells plain blocks."""
    parts = [table, *_within(table)]
    for row in _rows(table):
        parts += [row, *_within(row)]
    for part in parts:
        part.tag = "div"
