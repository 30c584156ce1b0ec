"""What hides, strikes out, raises or lowers text in Word: by itself, by its styles, by its table.

Of several that say so the nearest counts: the run, its character style, its paragraph's, its
table's, the document's defaults; a style is based on another.
"""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from docx.oxml.ns import qn

from .word_numbers import DEEPEST, Element, find

_VALUE, _OWN = qn("w:val"), qn("w:rPr")
# Where a style is named: in which element around a run, at which path, for which kind of style.
_STYLED = (
    ("", f"{_OWN}/{qn('w:rStyle')}", "character"),
    (qn("w:p"), f"{qn('w:pPr')}/{qn('w:pStyle')}", "paragraph"),
    (qn("w:tbl"), f"{qn('w:tblPr')}/{qn('w:tblStyle')}", "table"),
)
_OFF = {"0", "false", "off", "none", "baseline"}
_ASKED = {
    qn(f"w:{name}"): name for name in ("vanish", "strike", "dstrike", "vertAlign", "position")
}


@dataclass(frozen=True, slots=True)
class Styles:
    """A document's styles by name, the default ones by kind, and what was found of each.

    Attributes:
        by_name: The styles.
        defaults: The name of the default one of each kind.
        document: What all text is, unless a style says otherwise.
        found: What a style says, those that it is based on too.
        named: The name of a paragraph's or table's style.
    """

    by_name: Mapping[str, Element]
    defaults: Mapping[str, str]
    document: Mapping[str, str]
    found: dict[str, Mapping[str, str]] = field(default_factory=dict)
    named: dict[Element, str] = field(default_factory=dict)


def styles_of(root: Element | None) -> Styles:
    """Return the styles that a styles.xml declares."""
    if root is None:
        return Styles({}, {}, {})
    styles = find(root, "./w:style")
    return Styles(
        {style.get(qn("w:styleId")): style for style in styles},
        {
            style.get(qn("w:type")): style.get(qn("w:styleId"))
            for style in styles
            if style.get(qn("w:default")) in {"1", "true"}
        },
        _said(find(root, "./w:docDefaults/w:rPrDefault/w:rPr")),
    )


def formatting(run: Element, styles: Styles) -> Mapping[str, str]:
    """Return what of hidden, struck out, raised or lowered a run is, each with its value.

    What is switched off has an empty value.
    """
    said: list[Mapping[str, str]] = [_said(run.findall(_OWN))]
    for above, path, kind in _STYLED:
        element = next(run.iterancestors(above), None) if above else run
        if element is not None:
            said.append(_of_style(_style(element, path, kind, styles), styles))
    said.append(styles.document)
    return ChainMap(*map(dict, filter(None, said)))


def _style(element: Element, path: str, kind: str, styles: Styles) -> str:
    """Return the name of an element's style; it is looked for once where many runs are within."""
    if element in styles.named:
        return styles.named[element]
    own = element.find(path)
    name = styles.defaults.get(kind) if own is None else own.get(_VALUE)
    if kind != "character":
        styles.named[element] = name or ""
    return name or ""


def _of_style(name: str, styles: Styles) -> Mapping[str, str]:
    """Return what a style says, and those that it is based on, nearest first."""
    if name in styles.found:
        return styles.found[name]
    said: dict[str, str] = {}
    seen: set[str] = set()
    style, at = styles.by_name.get(name), name
    while style is not None and at not in seen and len(seen) < DEEPEST:
        seen.add(at)
        # A table's style may say more for its first row or the like: it counts for all of it.
        said = _said(find(style, "./w:tblStylePr/w:rPr | ./w:rPr")) | said
        at = next(iter(find(style, "./w:basedOn/@w:val")), "")
        style = styles.by_name.get(at)
    styles.found[name] = said
    return said


def _said(properties: Iterable[Element]) -> dict[str, str]:
    said = {}
    for one in properties:
        for element in one:
            if element.tag in _ASKED:
                value = element.get(_VALUE) or "on"
                said[_ASKED[element.tag]] = "" if value in _OFF else value
    return said


def is_hidden(said: Mapping[str, str]) -> bool:
    """Return whether formatting hides text."""
    return bool(said.get("vanish"))


def is_struck(said: Mapping[str, str]) -> bool:
    """Return whether formatting strikes text out."""
    return bool(said.get("strike") or said.get("dstrike"))


def height(said: Mapping[str, str]) -> int:
    """Return whether formatting raises text (1), lowers it (-1) or neither (0).

    What is raised twice, by its position and as a superscript, stands at 2.
    """
    points = float((said.get("position") or "0").removesuffix("pt"))
    return _HEIGHTS.get(said.get("vertAlign") or "", 0) + (points > 0) - (points < 0)


_HEIGHTS = {"superscript": 1, "subscript": -1}
