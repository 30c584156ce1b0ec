"""Which figure a change is of that is stated without its name."""

import re
from collections.abc import Iterable, Sequence

from .paragraph import Kept, Paragraph, Said, has_unknown, opens_clause, wholes_of
from .phrases import CLAUSE_END

_BETWEEN = re.compile(r"[，,、（(\s]*")
_COUNTED = re.compile(r"\d\s*[多余]?[辆台批人次个名家户项件]|保有量|人数|编制")


def unnamed(paragraph: Paragraph, said: Said) -> str | None:
    """Return the figure whose change is stated without its name, or None where several may be.

    It is the figure that the change follows without a sign between; in a sentence that states one
    figure so far, that one; the only figure since the change before, in the same bracket. In a
    sentence that states none it is the first figure of the paragraph, if all that it states before
    are that figure's parts. Money of no known figure before it leaves it unknown.
    """
    text, start = paragraph.text, said.start
    before = [one for one in paragraph.kept if not one.is_change and one.end <= start]
    if before and before[-1].end == start:
        return before[-1].item
    if not opens_clause(text, start):
        return None
    if half := _other_half(paragraph, said):
        return half.item
    opening = text.rfind("。", 0, start)
    own = [one for one in before if one.start > opening]
    since = own[-1].end if own else opening + 1
    if has_unknown(paragraph, since, start) or _may_count(said, text[since:start]):
        return None
    if own:
        return _only_one(paragraph, own, said, opening)
    return _first_of([one.item for one in before])


def _may_count(said: Said, words: str) -> bool:
    """Return whether a change may be of a number of things before it: 保有量2辆，与上年持平."""
    is_money = said.match["reached"] or (said.kind == "change" and said.match["unit"])
    return not is_money and _COUNTED.search(words) is not None


def _other_half(paragraph: Paragraph, said: Said) -> Kept | None:
    """Return the change read last, if this one is its percentage or its amount."""
    last = paragraph.kept[-1] if paragraph.kept else None
    is_its = last and last.is_change and is_half(paragraph.text, last.said, said)
    return last if is_its else None


def is_half(text: str, one: Said, other: Said) -> bool:
    """Return whether two changes are the amount and the percentage of one (增加5万元，增长3%)."""
    if one.kind != "change" or other.kind != "change" or other.item:
        return False
    if not (one.match["verb"] and other.match["verb"]):
        return False
    against = other.match["baseline"]
    return (
        bool(one.match["percent"]) != bool(other.match["percent"])
        and against in {None, "同比", one.match["baseline"]}
        and _BETWEEN.fullmatch(text, one.end, other.start) is not None
    )


def _first_of(items: Sequence[str]) -> str | None:
    """Return the first of some figures if all the others are parts of it, else None."""
    first = items[0] if items else None
    return first if all(first == item or first in wholes_of(item) for item in items) else None


def _only_one(paragraph: Paragraph, own: Sequence[Kept], said: Said, opening: int) -> str | None:
    """Return which of a sentence's figures has changed, or None where several may have.

    It is the only one; else the only one since the change before; else that of the list's entry.
    """
    items = {one.item for one in own}
    if len(items) != 1:
        items = {one.item for one in _since_last(paragraph, own, said.start, opening)}
    if len(items) != 1:
        items = _own_part(paragraph, own, said)
    return items.pop() if len(items) == 1 else None


def _own_part(paragraph: Paragraph, own: Sequence[Kept], said: Said) -> set[str]:
    """Return the figure that an entry of a list states alone.

    Where a whole is still without its change, it is open which of the two has changed, unless
    another of its parts has a change of its own, or follows.
    """
    start, last = said.start, own[-1]
    if _BETWEEN.fullmatch(paragraph.text, last.end, start) and _is_listed(paragraph, last, said):
        return {last.item}
    since = paragraph.text.rfind("；", 0, start)
    within = paragraph.bracket(start)[0]
    items = {one.item for one in own if one.start > since}
    changed = {one.item for one in paragraph.kept if one.is_change}
    above = {one.item for one in own if one.start < since} - changed
    if since < 0 or len(items) != 1 or paragraph.bracket(since)[0] != within:
        return set()
    return set() if above & {*wholes_of(next(iter(items)))} else items


def _is_listed(paragraph: Paragraph, one: Kept, change: Said) -> bool:
    """Return whether another part of the same whole has its change before, or follows."""
    wholes = {*wholes_of(one.item)}
    within = paragraph.bracket(one.start)[0]

    def is_another(item: str | None, place: int) -> bool:
        shares = item not in {None, one.item} and bool(wholes & {*wholes_of(item or one.item)})
        return shares and paragraph.bracket(place)[0] == within

    sentence = paragraph.text.rfind("。", 0, one.start)
    before = [kept for kept in paragraph.kept if kept.is_change and kept.start > sentence]
    following = [other for other in paragraph.said if other.start >= change.end and other.item]
    return any(is_another(kept.item, kept.start) for kept in before) or any(
        is_another(other.item, other.start) for other in following[:1]
    )


def _since_last(paragraph: Paragraph, own: Iterable[Kept], start: int, opening: int) -> list[Kept]:
    """Return the figures stated between the change before a place and that, in its bracket."""
    within = paragraph.bracket(start)[0]
    ends = [one.end for one in paragraph.kept if one.is_change and one.end <= start]
    since = max((end for end in ends if paragraph.bracket(end)[0] == within), default=opening)
    found = [one for one in own if one.start >= since]
    return [one for one in found if paragraph.bracket(one.start)[0] == within]


def each_of(paragraph: Paragraph, said: Said) -> list[str]:
    """Return the figures that are all said to be level: 甲0万元，乙2万元，均与上年持平."""
    text, start = paragraph.text, said.start
    if start < 2 or text[start - 1] not in "均都" or text[start - 2] not in CLAUSE_END:  # noqa: PLR2004
        return []
    opening = text.rfind("。", 0, start)
    own = [one for one in paragraph.kept if not one.is_change and opening < one.start]
    if has_unknown(paragraph, opening + 1, start):
        return []
    return list(dict.fromkeys(one.item for one in _since_last(paragraph, own, start, opening)))
