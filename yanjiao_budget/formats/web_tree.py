"""A web page as the tree of elements that a browser makes of it, broken pages too."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode

from yanjiao_budget.language import Both

# What stands on lines of its own; any other element, an unknown one too, is part of a line.
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"}
    | {"dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li"}
    | {"listing", "main", "menu", "nav", "ol", "optgroup", "option", "p", "plaintext", "pre"}
    | {"search", "section", "summary", "table", "ul", "xmp"}
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|(?:font-size|opacity)\s*:\s*0*\.?0*(?![.\d])|color\s*:\s*transparent"
    r"|(?:text-indent|left|top)\s*:\s*-\d{4}",
    re.IGNORECASE,
)
DEEPEST = 512  # Elements within one another, as browsers have it.
_MOST = 300_000  # Elements and texts: a page of 300 indicators has some 30,000.
_NO_TAGS = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1|\Z)", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)([^>]*)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_MOST_ATTRIBUTES = 2_000  # Of one tag.
# Tags that need not be closed, or cannot be.
_UNCLOSED = frozenset(
    {"area", "base", "body", "br", "caption", "col", "colgroup", "dd", "dt", "embed", "head", "hr"}
    | {"frame", "html", "img", "input", "li", "link", "meta", "optgroup", "option", "p", "param"}
    | {"rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr"}
)


@dataclass(slots=True)
class Node:
    """An element: its name in small letters, its attributes, what is within it."""

    tag: str
    attributes: dict[str, str]
    children: list["Node | str"] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return an attribute, or an empty string."""
        return self.attributes.get(name, "")


# An element as it begins, a text, or an element as it ends.
Event: TypeAlias = tuple[str, "Node | str"]


class EndlessPageError(ValueError):
    """A page beyond the limits; the message says which."""


def parse(text: str) -> Node:
    """Return the root of a page.

    Raises:
        EndlessPageError: For a page that is nested or repeated beyond reason.
    """
    _refuse_endless(text)
    root = Node("html", {})
    waiting = [(LexborHTMLParser(text).root, root, 0)]
    count = 0
    while waiting:
        inner, above, depth = waiting.pop()
        for at in inner.iter(include_text=True) if inner else ():
            made = _made(at)
            above.children.append(made)
            if isinstance(made, Node):
                waiting.append((at, made, depth + 1))
        count += len(above.children)
        if depth > DEEPEST or count > _MOST:
            raise EndlessPageError(_NESTED if depth > DEEPEST else _MANY)
    return root


_NESTED = Both(
    f"tags nested without end, of {DEEPEST} that are read", f"标记层层嵌套，最多读取 {DEEPEST} 层"
)
_MANY = Both(f"more than {_MOST:,} elements and texts", f"超过 {_MOST:,} 个元素和文字")


def _made(at: LexborNode) -> "Node | str":
    tag = at.tag or ""
    if tag == "-text":
        return at.text_content or ""
    if tag.startswith(("-", "!")):
        return ""  # A comment, or what the page says of its kind.
    return Node(tag, {name: value or "" for name, value in at.attributes.items()})


def _refuse_endless(text: str) -> None:
    """Refuse a page that takes minutes or gigabytes to read, before it is read.

    What is never closed is looked through, or opened again, at every further tag.
    """
    is_open: Counter[str] = Counter()
    for closes, name, rest in _TAG.findall(_NO_TAGS.sub("", text)):
        tag = name.lower()
        if tag not in _UNCLOSED:
            is_open[tag] += -min(is_open[tag], 1) if closes else 1
            if is_open[tag] > DEEPEST:
                raise EndlessPageError(_NESTED)
        is_long = len(rest) > _MOST_ATTRIBUTES
        if is_long and len(re.findall(r"[\s/]+", _QUOTED.sub("", rest))) > _MOST_ATTRIBUTES:
            found = Both(
                f"a tag of more than {_MOST_ATTRIBUTES:,} attributes",
                f"一个标记有超过 {_MOST_ATTRIBUTES:,} 个属性",
            )
            raise EndlessPageError(found)


def events(
    root: Node, skipped: frozenset[str] = frozenset(), closed: frozenset[str] = frozenset()
) -> Iterator[Event]:
    """Yield what is within an element, in order; no recursion, however deep.

    An element begins ("start"), a text stands ("text"), an element ends ("end").

    Args:
        root: The element.
        skipped: The names of elements that are left out.
        closed: The names of elements of which nothing within is yielded.
    """
    above = [(root, iter(root.children))]
    while above:
        child = next(above[-1][1], None)
        if child is None:
            node, _ = above.pop()
            if above:
                yield "end", node
        elif isinstance(child, str):
            yield "text", child
        elif child.tag not in skipped:
            yield "start", child
            above.append((child, iter(() if child.tag in closed else child.children)))


def text_of(node: Node, skipped: frozenset[str]) -> str:
    """Return the text within an element, without that of elements of some names."""
    return "".join(part for _, part in events(node, skipped) if isinstance(part, str)).strip()


def is_hidden(node: Node) -> bool:
    """Return whether an element says of itself that it is not shown."""
    return "hidden" in node.attributes or _HIDDEN.search(node.get("style")) is not None
