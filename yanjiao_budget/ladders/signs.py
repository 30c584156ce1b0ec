"""Thresholds and ladders in signs that need no Chinese."""

import re

from .ladder import Ladder
from .thresholds import EXACTLY, KINDS, RANGE, UNREAD, ZERO, Threshold

_SIGNS = {"at_least": "≥", "at_most": "≤", "more_than": ">", "less_than": "<", EXACTLY: ""}
_UNITS = {"个": "item", "次": "time", "场": "session"}
_CHINESE = re.compile("[\u3400-\u9fff]")


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
