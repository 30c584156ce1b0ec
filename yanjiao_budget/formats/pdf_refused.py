"""What a page of a PDF may hold that no text can stand for: refused by name."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, NoReturn, TypeAlias

from pdfminer.pdftypes import resolve1

from .blocks import refusal, shown
from .pdf_lines import CLOSING, NEAR, OPENING, Grid, Item, Line

ADVICE = "Read the Word or HTML file that it was made from, or correct its text and save as .docx."
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
    page: str

    def refuse(self, found: str, expected: str) -> NoReturn:
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
            place.refuse(f"a note “{shown(note['contents'])}”", "no notes")
        is_small = max(note["width"], note["height"]) <= _SEAL
        is_seal = is_small and "Sig" in str(note["data"].get("FT"))
        if kind == "Widget" and not is_seal and _is_filled(note["data"]):
            place.refuse("a form field", "text printed on the page itself")
        if kind not in _SILENT:
            place.refuse(f"a stamp or drawing ({kind})", "text printed on the page itself")


def _is_filled(field: dict[str, Any]) -> bool:
    """Return whether a field holds something, by itself or by what it is part of, or names it."""
    parent, looks = resolve1(field.get("Parent")), resolve1(field.get("MK"))
    return bool(field.get("V") or (parent or {}).get("V") or (looks or {}).get("CA"))


def refuse_pictures(page: Any, chars: Sequence[Item], unseen: str, place: Place) -> None:  # noqa: ANN401
    """Refuse pictures that may hold text, a scanned page among them."""
    images = page.images
    covered = sum(image["width"] * image["height"] for image in images)
    if 2 * covered > page.width * page.height:
        behind = " with text behind it that a machine read" * bool(unseen)
        place.refuse(f"a scanned page{behind}", "a page with text")
    if (images or page.curves) and not chars:
        place.refuse("a picture of a page", "a page with text")
    is_cut_up = len(images) > _SEALS and covered > _SEAL**2
    if is_cut_up or any(max(one["width"], one["height"]) > _SEAL for one in images):
        place.refuse("a picture, which may hold text", "none larger than a seal")


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
    for what, text in (("invisible text", unseen), ("text outside of the page", outside)):
        if text:
            place.refuse(f"{what} “{shown(text)}”", "text that can be seen")


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
                found = f"struck-out text “{shown(''.join(struck))}”"
                place.refuse(found, "text to be read, and no other")


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
        found = f"a table without upright rules, at “{shown(columns[0].text)}”"
        place.refuse(found, "tables whose cells rules part")


def refuse_open_rows(grid: Grid, place: Place) -> None:
    """Refuse cells of several amounts: rows that no rules part."""
    for box in {id(box): box for row in grid for box in row}.values():
        amounts = [line.text for line in box.lines if _AMOUNT.fullmatch(line.text.strip())]
        if len(amounts) > 1:
            found = f"several amounts in one cell, “{shown(' '.join(amounts))}”"
            place.refuse(found, "rows that rules part")


def refuse_overprint(line: Line, place: Place) -> None:
    """Refuse text that is printed over other text."""
    for left, right in pairwise(line.ink):
        # Signs are set closer: half of their width, or more, is white.
        signs = {left["text"], right["text"]} & (OPENING | CLOSING)
        least = _SIGN if signs else _LETTER
        if right["x0"] - left["x0"] < least * (left["x1"] - left["x0"]):
            found = f"“{right['text']}” printed over “{left['text']}”"
            place.refuse(found, "text that can be read")
