"""What frames the text of a page saved from a site: menus, search, where one is, who runs it.

An element is such where its name, role, id or class says so and it holds nothing that could belong
to a disclosure: no table, no amount or percentage, no title with a year. Pictures, fields and
hidden menus in it are no obstacle to reading the page, nor is such an element that is hidden.
"""

import re
from collections.abc import Iterator

from .web_main import OF_A_DISCLOSURE
from .web_tree import Node, events, is_hidden, text_of

_TAGS = {"nav", "header", "footer", "aside"}
_HOLDERS = _TAGS | {"div", "dl", "form", "ol", "section", "ul"}
_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary"}
_NAMES = (
    {"nav", "navbar", "navi", "navigation", "menu", "submenu", "daohang", "header", "footer"}
    | {"breadcrumb", "breadcrumbs", "crumb", "crumbs", "sidebar", "share", "search", "toolbar"}
    | {"copyright", "qrcode", "ewm"}
)
_MOST = 10  # Of them that hold data: a page of more is built in another way.
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def take_frame(root: Node, ignored: frozenset[str]) -> Iterator[str]:
    """Take what frames a page's text out of its tree; yield the text of each such element.

    Args:
        root: The page.
        ignored: The names of elements that have no text.
    """
    waiting, with_data = [root], 0
    while waiting and with_data < _MOST:
        node = waiting.pop()
        kept: list[Node | str] = []
        for child in node.children:
            frames = isinstance(child, Node) and _frames(child)
            if isinstance(child, Node) and frames and not _has_data(child, ignored):
                yield text_of(child, ignored)
            else:
                kept.append(child)
                with_data += frames
        node.children = kept
        waiting += [child for child in kept if isinstance(child, Node)]


def _frames(node: Node) -> bool:
    """Return whether an element says of itself that it frames a page, or is not shown in it."""
    words = _WORD.findall(f"{node.get('id')} {node.get('class')}")
    return node.tag in _HOLDERS and (
        node.tag in _TAGS
        or is_hidden(node)
        or node.get("role") in _ROLES
        or any(word.lower() in _NAMES for word in words)
    )


def _has_data(node: Node, ignored: frozenset[str]) -> bool:
    has_table = any(
        isinstance(part, Node) and part.tag == "table" for _, part in events(node, ignored)
    )
    return has_table or OF_A_DISCLOSURE.search(text_of(node, ignored)) is not None
