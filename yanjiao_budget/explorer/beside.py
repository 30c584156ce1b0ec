"""What the page tells beside a document's words: terms that it explains, and what is not read."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from yanjiao_budget.analysis.glossary import Definition, places
from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.document.text import Piece
from yanjiao_budget.language import Language, pick, worded

from .layout import Item


def text_of(item: Item, printed: Sequence[str]) -> str:
    """Return a paragraph or cell as printed, without the spaces around each of its lines."""
    first = item.line - 1
    return "\n".join(line.strip() for line in printed[first : first + item.lines])


def explained(
    some: Iterable[Item], printed: Sequence[str], terms: Sequence[Definition]
) -> dict[int, list[tuple[int, int, int]]]:
    """Return where explained terms stand in paragraphs and cells, by the first line of each.

    Of each term its start and end, in UTF-16 units as the page counts, and its place among the
    terms. A definition's own line does not lead to itself.
    """
    found = {}
    at = {term.source_line: place for place, term in enumerate(terms)}
    for item in some:
        text = text_of(item, printed)
        there = places(text, [one for one in terms if one.source_line != item.line])
        if there:
            found[item.line] = sorted(
                (_units(text[:start]), _units(text[:end]), at[term.source_line])
                for term, start, end in there
            )
    return found


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


_NOTES = {
    "skipped": ("Skipped: {reason}", "略过：{reason}"),
    "unread": ("Kept unread: “{text}” ({reason})", "照原文保留、未识读：“{text}”（{reason}）"),
}


def notes(disclosure: Disclosure, lang: Language) -> dict[int, str]:
    """Return what is skipped or kept unread, and why, by the first line of its piece.

    Of cells that follow each other and are skipped for one reason the first has it.
    """
    starts = [piece.line for piece in disclosure.pieces]
    found: dict[int, list[str]] = {}
    before = None
    for piece in disclosure.pieces:
        if piece.kind == "skipped" and not (before and _goes_on(before, piece)):
            found[piece.line] = [_noted(lang, "skipped", piece.reason or "")]
        before = piece
    for one in disclosure.kept:
        line = starts[bisect_right(starts, one.line) - 1]
        found.setdefault(line, []).append(_noted(lang, "unread", one.reason, one.text))
    return {line: pick(lang, "; ", "；").join(said) for line, said in found.items()}


def _goes_on(before: Piece, piece: Piece) -> bool:
    """Tell whether a cell is the next of a row, skipped for the same reason."""
    return before.reason == piece.reason and (before.cell or 0) < (piece.cell or 0)


def _noted(lang: Language, kind: str, reason: str, text: str = "") -> str:
    return pick(lang, *_NOTES[kind]).format(reason=worded(reason, lang), text=text)
