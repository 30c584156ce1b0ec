"""Thresholds, ladders and ranges of values as readers see them: in signs, or in words."""

import re
from collections.abc import Sequence
from decimal import Decimal

import portion  # type: ignore[import-untyped]

from yanjiao_budget.language import Language

from .ladder import Ladder, quoted
from .thresholds import EXACTLY, KINDS, RANGE, UNREAD, ZERO, Interval, Threshold

_SIGNS = {"at_least": "≥", "at_most": "≤", "more_than": ">", "less_than": "<", EXACTLY: ""}
_UNITS = {"个": "item", "次": "time", "场": "session"}
_CHINESE = re.compile("[\u3400-\u9fff]")
# Words that cells hold, in English; others stay as printed.
_WORDS = {
    "无": "none",
    "未开展": "not carried out",
    "覆盖全部": "all covered",
    "超量完成": "more than planned",
    "优质完成": "completed well",
    "基本完成": "mostly completed",
    "未完成": "not completed",
    "与去年相比有所增长": "more than last year",
    "与去年持平": "the same as last year",
    "低于去年水平": "less than last year",
}


def notation(threshold: Threshold) -> str:
    """Return a threshold in signs; what has no number is named by its kind.

    A number with words around it, which signs leave out, is marked by an ellipsis. A threshold that
    could not be read is given as printed, with 以上 and 以下 in English.
    """
    words = "…" if threshold.before or threshold.after else ""
    if threshold.kind == UNREAD:
        text = threshold.raw.replace("以上", " or more").replace("以下", " or less")
        return "unread" if _CHINESE.search(text) else text
    if threshold.interval is None or threshold.kind == ZERO:
        return KINDS[threshold.kind].english
    if threshold.kind == RANGE:
        return f"{words}{threshold.lower:f}-{threshold.upper:f}{_unit(threshold, plural=True)}"
    number = threshold.upper if threshold.lower is None else threshold.lower
    return f"{words}{_SIGNS[threshold.kind]}{number:f}{_unit(threshold, plural=number != 1)}"


def _unit(threshold: Threshold, *, plural: bool) -> str:
    if threshold.unit not in _UNITS:
        return threshold.unit if threshold.unit in ("", "%") else f" {threshold.unit}"
    return f" {_UNITS[threshold.unit]}{'s' if plural else ''}"


def in_signs(ladder: Ladder) -> str:
    """Return the four thresholds of a ladder in signs, on one line."""
    return " / ".join(map(notation, ladder.cells.values()))


def printed_ladder(ladder: Ladder, lang: Language) -> str:
    """Return the four thresholds of a ladder as a sentence gives them, hiding nothing printed.

    In English a number alone is in signs, and anything with words is quoted, with its English where
    that is known.
    """
    if lang == "zh":
        return "／".join(quoted(cell.raw) for cell in ladder.cells.values())
    return " / ".join(map(_in_english, ladder.cells.values()))


def _in_english(cell: Threshold) -> str:
    text = quoted(cell.raw)
    if not cell.raw:
        return "(blank)"
    if text in _WORDS:
        return f"“{text}” ({_WORDS[text]})"
    plain = cell.interval is not None and not (cell.before or cell.after) and cell.kind != ZERO
    if plain and (cell.unit in _UNITS or not _CHINESE.search(cell.unit)):
        number = cell.upper if cell.lower is None else cell.lower
        unit = "" if cell.unit == "个" else _unit(cell, plural=number != 1)  # 2个 is 2 of anything.
        if cell.kind == RANGE:
            return f"{cell.lower:f}–{cell.upper:f}{unit}"
        return f"{_SIGNS[cell.kind]}{number:f}{unit}"
    return f"“{text}”" if _CHINESE.search(text) else text


def in_words(values: Interval, unit: str | None, lang: Language) -> str:
    """Return a range of values in words: 0% to under 60%, 0%至60%以下（不含60%）."""
    shown = unit or ""
    if lang == "en":
        shown = "" if shown in _UNITS else shown
        return listed([_run_en(run, shown) for run in values], lang)
    return listed([_run_zh(run, shown) for run in values], lang)


def listed(items: Sequence[str], lang: Language) -> str:
    """Return items as a sentence lists them."""
    if lang == "zh":
        return "、".join(items)
    *others, last = items or [""]
    return f"{', '.join(others)} and {last}" if others else last


def _run_en(run: Interval, unit: str) -> str:
    low, high = _ends(run, unit if unit in ("", "%") else f" {unit}")
    open_low, open_high = run.left == portion.OPEN, run.right == portion.OPEN
    if low == high:
        return low or "any number"
    if not high:
        return f"over {low}" if open_low else f"{low} or more"
    if not low:
        return f"under {high}" if open_high else f"{high} or less"
    return f"{'over ' * open_low}{low} to {'under ' * open_high}{high}"


def _run_zh(run: Interval, unit: str) -> str:
    low, high = _ends(run, unit)
    open_low, open_high = run.left == portion.OPEN, run.right == portion.OPEN
    if low == high:
        return low or "任何数值"
    if not high:
        return f"超过{low}" if open_low else f"{low}及以上"
    if not low:
        return f"低于{high}" if open_high else f"{high}及以下"
    if open_low and open_high:
        return f"{low}与{high}之间（不含两端）"
    if open_high:
        return f"{low}至{high}以下（不含{high}）"
    return f"{low}以上（不含{low}）至{high}" if open_low else f"{low}至{high}"


def _ends(run: Interval, unit: str) -> tuple[str, str]:
    """Return the two ends of a run with their unit; an end that is not there is empty."""
    ends = (run.lower, run.upper)
    low, high = (f"{end:f}{unit}" if isinstance(end, Decimal) else "" for end in ends)
    return low, high
