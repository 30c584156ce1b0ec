"""What a page of a PDF may hold that no text can stand for: refused by name."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, NoReturn, TypeAlias

from pdfminer.pdftypes import resolve1

from yanjiao_budget.language import Both

from .blocks import (
    FORM_FIELD,
    NO_OTHER_TEXT,
    PICTURE,
    refusal,
    shown,
)
from .pdf_lines import CLOSING, NEAR, OPENING, Grid, Item, Line

ADVICE = Both(
    "Read the Word or HTML file that it was made from, or correct its text and save as .docx.",
    "请读取制作它的 Word 或 HTML 文件，或改正文字后另存为 .docx。",
)
_ON_THE_PAGE = Both("text printed on the page itself", "印在页面上的文字")
_A_PAGE_WITH_TEXT = Both("a page with text", "有文字的页面")
Area: TypeAlias = tuple[float, float, float, float]  # Left, top, right, bottom.
_SEAL = 142  # Points: 5 cm, the largest official seal.
_SEALS = 4  # Pictures: no page has more seals and logos.
_LETTER, _SIGN = 0.7, 0.2  # Of a character's width: the least distance to the next.
_STRUCK = (0.15, 0.5)  # Of a character's size, above its foot: where a rule strikes it out.
_AMOUNT = re.compile(r"-?[\d,]+\.\d+%?")
_SILENT = {"Link", "Popup", "Widget"}  # What may stand on a page and show nothing.


class Place(NamedTuple):
    """A page of a file, as messages name it."""

    file: str
    page: Both

    def refuse(self, found: Both, expected: Both) -> NoReturn:
        """Refuse the file for what stands on this page."""
        raise refusal(self.file, found, expected, ADVICE, self.page)


def is_in(char: Item, x0: float, top: float, x1: float, bottom: float) -> bool:
    """Return whether the middle of a character is within an area."""
    return bool(x0 <= (char["x0"] + char["x1"]) / 2 <= x1 and top <= mid_height(char) <= bottom)


def mid_height(char: Item) -> float:
    """Return the height at which the middle of a character stands."""
    return float(char["top"] + char["bottom"]) / 2


def refuse_notes(page: Any, place: Place) -> None:  # noqa: ANN401 - pdfplumber's page
    """Refuse notes, stamps, drawings and fields that show something; a seal is none."""
    for note in page.annots:
        kind = getattr(note["data"].get("Subtype"), "name", "")
        if note.get("contents"):
            words = shown(note["contents"])
            found = Both(f"a note “{words}”", f"注释“{words}”")
            place.refuse(found, Both("no notes", "没有注释"))
        is_small = max(note["width"], note["height"]) <= _SEAL
        is_seal = is_small and "Sig" in str(note["data"].get("FT"))
        if kind == "Widget" and not is_seal and _is_filled(note["data"]):
            place.refuse(FORM_FIELD, _ON_THE_PAGE)
        if kind not in _SILENT:
            found = Both(f"a stamp or drawing ({kind})", f"图章或图形（{kind}）")
            place.refuse(found, _ON_THE_PAGE)


def _is_filled(field: dict[str, Any]) -> bool:
    """Return whether a field holds something, by itself or by what it is part of, or names it."""
    parent, looks = resolve1(field.get("Parent")), resolve1(field.get("MK"))
    return bool(field.get("V") or (parent or {}).get("V") or (looks or {}).get("CA"))


def refuse_pictures(page: Any, chars: Sequence[Item], unseen: str, place: Place) -> None:  # noqa: ANN401
    """Refuse pictures that may hold text, a scanned page among them."""
    images = page.images
    covered = sum(image["width"] * image["height"] for image in images)
    if 2 * covered > page.width * page.height:
        found = Both("a scanned page", "扫描的页面")
        if unseen:
            found = Both(
                "a scanned page with text behind it that a machine read",
                "扫描的页面，其下有机器识别的文字",
            )
        place.refuse(found, _A_PAGE_WITH_TEXT)
    if (images or page.curves) and not chars:
        place.refuse(Both("a picture of a page", "页面的图片"), _A_PAGE_WITH_TEXT)
    is_cut_up = len(images) > _SEALS and covered > _SEAL**2
    if is_cut_up or any(max(one["width"], one["height"]) > _SEAL for one in images):
        place.refuse(PICTURE, Both("none larger than a seal", "不大于印章的图片"))


def refuse_unseen(
    page: Any,  # noqa: ANN401 - pdfplumber's page
    chars: Sequence[Item],
    unseen: str,
    place: Place,
) -> None:
    """Refuse text that nobody sees, given as `unseen`, and text off the page."""
    off = [
        char for char in chars if not all(is_in(char, *box) for box in (page.bbox, page.cropbox))
    ]
    outside = "".join(char["text"] for char in off).strip()
    for what, text in (
        (Both("invisible text", "看不见的文字"), unseen),
        (Both("text outside of the page", "页面之外的文字"), outside),
    ):
        if text:
            found = Both(f"{what} “{shown(text)}”", f"{what.zh}“{shown(text)}”")
            place.refuse(found, Both("text that can be seen", "看得见的文字"))


def refuse_struck(lines: Iterable[Line], across: Sequence[Item], place: Place) -> None:
    """Refuse text that a rule strikes out."""
    rules = sorted(across, key=_top)
    for line in lines:
        low, high = (line.y - share * line.size for share in reversed(_STRUCK))
        first, last = bisect_right(rules, low, key=_top), bisect_left(rules, high, key=_top)
        for rule in rules[first:last]:
            struck = [
                char["text"]
                for char in line.ink
                if rule["x0"] <= (char["x0"] + char["x1"]) / 2 <= rule["x1"]
            ]
            if struck:
                words = shown("".join(struck))
                found = Both(f"struck-out text “{words}”", f"带删除线的文字“{words}”")
                place.refuse(found, NO_OTHER_TEXT)


def _top(rule: Item) -> float:
    return float(rule["top"])


def refuse_open_tables(
    lines: Sequence[Line],
    across: Sequence[Item],
    areas: Sequence[Area],
    place: Place,
) -> None:
    """Refuse columns of text between rules across the page that no upright ones part."""
    free = [
        rule["top"]
        for rule in across
        if not any(area[1] - NEAR < rule["top"] < area[3] + NEAR for area in areas)
    ]
    within = [line for line in lines if min(free, default=0) < line.y < max(free, default=0)]
    columns = [line for line in within if line.is_parted]
    columns += [one for one, two in pairwise(within) if one.shares_columns(two)] * 2
    if len(columns) > 1:
        words = shown(columns[0].text)
        found = Both(
            f"a table without upright rules, at “{words}”", f"没有竖线的表格，在“{words}”处"
        )
        expected = Both("tables whose cells rules part", "单元格以线分隔的表格")
        place.refuse(found, expected)


def refuse_open_rows(grid: Grid, place: Place) -> None:
    """Refuse cells of several amounts: rows that no rules part."""
    for box in {id(box): box for row in grid for box in row}.values():
        amounts = [line.text for line in box.lines if _AMOUNT.fullmatch(line.text.strip())]
        if len(amounts) > 1:
            words = shown(" ".join(amounts))
            found = Both(f"several amounts in one cell, “{words}”", f"一格之中有多个金额“{words}”")
            place.refuse(found, Both("rows that rules part", "以线分隔的行"))


def refuse_overprint(line: Line, place: Place) -> None:
    """Refuse text that is printed over other text."""
    for left, right in pairwise(line.ink):
        # Signs are set closer: half of their width, or more, is white.
        signs = {left["text"], right["text"]} & (OPENING | CLOSING)
        least = _SIGN if signs else _LETTER
        if right["x0"] - left["x0"] < least * (left["x1"] - left["x0"]):
            under, over = left["text"], right["text"]
            found = Both(f"“{over}” printed over “{under}”", f"“{over}”印在“{under}”之上")
            place.refuse(found, Both("text that can be read", "可以识读的文字"))
