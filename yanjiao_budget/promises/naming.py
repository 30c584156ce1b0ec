"""What is promised, in the words round a number or a date."""

import re
from collections.abc import Sequence

from .deadlines import deadlines
from .opening import opening
from .words import (
    ALSO_NOUNS,
    CHANGING,
    ENDED,
    INTENDED,
    LEFT_AFTER,
    LEFT_BEFORE,
    OF_WHAT,
    PROCESS,
    STARTED,
)

ANY_YEAR = 2000  # Where dates are only looked for.
PERCENT = re.compile("[%‰]|[百千]分")
Pieces = Sequence[tuple[int, int, str]]  # Each number of a clause: where it stands, and its words.

_JOINT = re.compile("[、和及与，]")


def around(text: str, pieces: Pieces, index: int, begin: int) -> tuple[str, str]:
    """Return the words before and after a number that are of it and of no other."""
    start, end, _ = pieces[index]
    before = text[min(begin, start) : start]
    if index:
        between = text[pieces[index - 1][1] : start]
        before = _JOINT.split(between)[-1]
        own = opening(before, ANY_YEAR)
        changes = any(map(CHANGING.fullmatch, own.verbs))
        before = before if changes else before[own.end :]
    after = text[end:]
    if index + 1 < len(pieces):
        first, *others = _JOINT.split(text[end : pieces[index + 1][0]])
        after = first if others else ""
    return before, after


def name_of(before: str, after: str) -> str:
    """Return what is promised: the words round its number, without what is done to it."""
    before = LEFT_BEFORE.sub("", _BASELINE.sub("", LEFT_BEFORE.sub("", _undated(before))))
    after = _behind(after)
    name = before + after
    name = name if re.search("[（(]", name) else name.rstrip("）)")
    return name if len(name) > 1 else ""


def _behind(after: str) -> str:
    after = LEFT_AFTER.sub("", _SIZED.sub("", _undated(after)))
    for pattern in (_ENDING, PROCESS, _ENDING):
        after = pattern.sub("", after)
    return LEFT_AFTER.sub("", after)


_ENDING = re.compile(f"(?:{ENDED.pattern}|{STARTED.pattern}|并|早日|尽快|全部)+$")


def _undated(words: str) -> str:
    """Return words without the dates and the room between them."""
    for one in reversed(list(deadlines(words, ANY_YEAR))):
        words = words[: one.start] + words[one.end :]
    return re.sub(r"\s+", "", words)


_BASELINE = re.compile("[由从][^，]*[0-9.]+[^，]{0,3}$")
_INTENDED_END = re.compile(f"(?:{INTENDED.pattern}).*$")
_SIZED = re.compile("^总?投资[^，]*?的|进行")


def with_verb(name: str, verbs: Sequence[str], raw: str) -> str:
    """Return the name of a promise with the verb that it is no name without.

    压减一般性支出10%, 增长8%, 扶持资金不超过50万元, 培训100人.
    """
    if not verbs or name.startswith(verbs[-1]):
        return name
    changes = CHANGING.fullmatch(verbs[-1]) and (not name or PERCENT.search(raw))
    noun = verbs[-1] in ALSO_NOUNS.split() or verbs[-1] in _FOR
    return verbs[-1] + name if changes or (noun and OF_WHAT.fullmatch(name)) else name


_FOR = ("扶持", "支持", "安排", "投资")


def object_of(text: str, fiscal_year: int) -> str:
    """Return what the words of a clause are about, without their verb."""
    behind = text[opening(text, fiscal_year).end :]
    return _behind(_INTENDED_END.sub("", behind)).strip("、")
