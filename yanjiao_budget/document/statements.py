"""A paragraph to the amounts and changes it states, each found by its label, none passed over."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from operator import itemgetter

from yanjiao_budget.language import Both

from . import reasons
from .figures import BY_ITEM, Stated
from .naming import is_half
from .numbers import in_wan_yuan, read_number
from .paragraph import (
    AMOUNT_OR_SHARE,
    Kept,
    Paragraph,
    Said,
    baseline_of,
    has_unknown,
    is_part,
    open_paragraph,
    opens_clause,
    unit_of,
)
from .phrases import CLAUSE_END, COMPARED, DOWN, MONEY, SIGN, clause_end, clause_start, item_of
from .placing import placed
from .text import Unread

OF_NO_FIGURE = Both("it belongs to no figure for certain", "无法确定属于哪一数字")
_NAME_OF_FIGURE = Both("the name of the figure that changed", "发生增减的数字的名称")
_SPEAKS = re.compile(r"\d|元|持平|增减|一致|相同|变[化动]|不变")


def read_figures(  # noqa: PLR0913 - where a paragraph stands, and what is known above it
    section: str, file: str, line: int, printed: str, *, year: int | None = None, topic: str = ""
) -> tuple[list[Stated], list[Stated], list[Unread]]:
    """Return the amounts and changes that a paragraph of a section states, and what is kept unread.

    A change that says nothing of what it is measured against shares the first such wording of the
    paragraph. A reason belongs to the last change before it that stands in no deeper bracket; words
    of change within it make none, and its amounts stand in it as printed. A percentage is kept as
    printed and makes no amount; 基本持平, 略有增加 state no figure at all. An amount that belongs
    to no figure for certain is kept unread.

    Args:
        section: Key of the section.
        file: The file, for messages.
        line: The paragraph's line.
        printed: The paragraph.
        year: The year the document's figures are of; without it, the one the paragraph speaks of.
        topic: The heading above it.

    Raises:
        UnreadableDisclosureError: For what stands in an amount's place after a figure's name and is
            no number or has no unit, and for a change whose amount and percentage contradict.
    """
    if not _SPEAKS.search(printed):
        return [], [], []
    paragraph = open_paragraph(section, file, line, printed, year, topic)
    _read(paragraph)
    changes = _changes(paragraph)
    return paragraph.amounts, changes, list(_unread(paragraph))


def _read(paragraph: Paragraph) -> None:
    """Read a paragraph from its start on: each amount and change, then the reason behind it."""
    causes = reasons.causes(paragraph.text)
    until = 0
    order: list[tuple[int, Said | re.Match[str]]]
    order = [*((one.start, one) for one in paragraph.said), *((one.start(), one) for one in causes)]
    for start, one in sorted(order, key=itemgetter(0)):
        if start < until:
            continue
        if isinstance(one, re.Match):
            until = _cause(paragraph, one)
        elif kept := placed(paragraph, one):
            _explain(paragraph, kept[-1])
            paragraph.kept += kept
            paragraph.read.append((one.start, one.end))
            reason = reasons.after(paragraph.text, one.end) if kept[-1].is_change else None
            if reason is not None:
                until = _reason(paragraph, one.end, reason, kept[-1], None)


def _cause(paragraph: Paragraph, cause: re.Match[str]) -> int:
    """Read the reason that 原因 leads to, and return where it ends."""
    said = reasons.about(paragraph.text, cause)
    owner, item = _owner(paragraph, cause.start(), said)
    if owner and not reasons.agrees(said, _direction(owner.said.match)):
        owner = None
    opens = cause.start() - len(said)
    return _reason(paragraph, opens, cause.end(), owner, item)


def _direction(match: re.Match[str]) -> int:
    verb = match.groupdict().get("verb")
    number = match["percent"] or match["number"] if verb else None
    if not verb or not (number and read_number(number)):
        return 0
    return -1 if verb in DOWN else 1


def _reason(
    paragraph: Paragraph, opens: int, start: int, owner: Kept | None, pending: str | None
) -> int:
    """Keep a reason, and return where it ends.

    Args:
        paragraph: The paragraph.
        opens: Where the words start that lead to it.
        start: Where it starts.
        owner: The change it is given for; None where that is not known, or follows.
        pending: The figure whose change may follow.
    """
    item = owner.item if owner else pending
    stops = [
        one.start
        for one in paragraph.said
        if opens_clause(paragraph.text, one.start)
        and (one.item or (not owner and pending and one.match.groupdict().get("baseline")))
        and not _is_within(paragraph, start, one, item)
    ]
    span = reasons.extent(paragraph.text, start, stops, paragraph.words.label)
    last = paragraph.explained[-1] if paragraph.explained else None
    if last and last[1] is owner and not paragraph.text[last[0].end : opens].strip(CLAUSE_END):
        # 主要原因是甲；另一原因是乙: one reason in two sentences.
        paragraph.explained[-1] = (last[0]._replace(end=span[1]), owner)
    else:
        paragraph.explained.append((reasons.Reason(opens, *span), owner))
    paragraph.pending = None if owner else pending
    return span[1]


def _explain(paragraph: Paragraph, one: Kept) -> None:
    """Give a change the reason straight before it that waits for one of its figure."""
    waiting, paragraph.pending = paragraph.pending, None
    if waiting == one.item and one.is_change:
        reason, _ = paragraph.explained[-1]
        if not paragraph.text[reason.end : one.start].strip(CLAUSE_END):
            paragraph.explained[-1] = (reason, one)


def _is_within(paragraph: Paragraph, start: int, one: Said, item: str | None) -> bool:
    """Return whether a reason lists a change: 原因是甲增加1万元，乙减少2万元."""
    opening = any(
        other.item and other.kind == "change" and start <= other.start <= start + 3
        for other in paragraph.said
    )
    return (
        opening
        and one.kind == "change"
        and one.item is not None
        and is_part(one.item, item)
        and not re.search("[；。]", paragraph.text[start : one.start])
    )


def _owner(paragraph: Paragraph, start: int, said: str) -> tuple[Kept | None, str | None]:
    """Return the change that a reason is given for, or None, and the figure that it is of."""
    _, depth = paragraph.bracket(start)
    outer = [one for one in paragraph.kept if paragraph.bracket(one.end)[1] <= depth]
    if named := _named(paragraph, said):
        return _last_change(outer, named), named
    if not outer:
        return None, None
    last = outer[-1]
    if not last.is_change:
        return None, last.item
    if _is_apart(paragraph, outer, start) or has_unknown(paragraph, last.end, start):
        return None, None
    return last, last.item


def _named(paragraph: Paragraph, said: str) -> str | None:
    """Return the last figure that the words before a reason name."""
    named = [item_of(match) for match in paragraph.words.label.finditer(said)]
    return named[-1] if named else None


def _last_change(kept: Sequence[Kept], item: str) -> Kept | None:
    """Return the last change of a figure."""
    return next((one for one in reversed(kept) if one.is_change and one.item == item), None)


def _is_apart(paragraph: Paragraph, kept: Sequence[Kept], start: int) -> bool:
    """Return whether a reason in a sentence of its own may be of several changes."""
    last = kept[-1]
    sentences = paragraph.text.count("。", last.end, start)
    if not sentences:
        return False
    opening = paragraph.text.rfind("。", 0, last.start)
    items = {one.item for one in kept if one.is_change and one.start > opening}
    return sentences > 1 or len(items) > 1


def _changes(paragraph: Paragraph) -> list[Stated]:
    """Return the changes, each with its reason, and what was stated for the year before."""
    # 均与上年持平 is one match, of several figures, and so is its reason.
    explained = {id(one.said): reason for reason, one in paragraph.explained if one}
    shared = _shared(paragraph)
    changes: list[Stated] = []
    last: Kept | None = None
    for one in (kept for kept in paragraph.kept if kept.is_change):
        reason = explained.get(id(one.said)) or _opening(paragraph, one)
        if last and one.item == last.item and is_half(paragraph.text, last.said, one.said):
            changes[-1] = _joined(paragraph, changes[-1], one, _worded(paragraph, reason))
        else:
            changes.append(_change(paragraph, one, shared, _worded(paragraph, reason)))
        last = one
    return [*_with_previous(paragraph, changes)]


def _worded(paragraph: Paragraph, reason: reasons.Reason | None) -> str | None:
    """Return a reason as printed."""
    if reason is None:
        return None
    paragraph.read.append((reason.opens, reason.end))
    return paragraph.printed[reason.start : reason.end].strip("，,、；;。 \u3000") or None


def _opening(paragraph: Paragraph, one: Kept) -> reasons.Reason | None:
    """Return the reason that a sentence opens with, if it states this change alone."""
    text = paragraph.text
    start = max(text.rfind(sign, 0, one.start) for sign in "。；") + 1
    ends = (place for place in (text.find(sign, one.end) for sign in "。；") if place > 0)
    end = min(ends, default=len(text))
    others = {kept.item for kept in paragraph.kept if kept.is_change and start <= kept.start < end}
    stated = [kept for kept in paragraph.kept if start <= kept.start < one.start]
    span = reasons.before(text, start, one.start)
    if not span or others != {one.item} or [kept for kept in stated if kept.start < span[1]]:
        return None
    return reasons.Reason(start, *span)


def _shared(paragraph: Paragraph) -> str | None:
    """Return what the first change that says so is measured against."""
    matches = [one.match for one in paragraph.said if one.kind == "change"]
    compared = [m for m in (*matches, *COMPARED.finditer(paragraph.text)) if m["baseline"]]
    first = min(compared, key=lambda match: match.start("baseline"), default=None)
    return baseline_of(paragraph, first) if first else None


def _change(paragraph: Paragraph, one: Kept, shared: str | None, reason: str | None) -> Stated:
    """Return one change."""
    match = one.said.match
    baseline = baseline_of(paragraph, match)
    amount, growth = _half(paragraph, match)
    unit = unit_of(match["unit"]) or paragraph.usual
    line = paragraph.line
    return Stated(one.item, amount, unit, line, baseline or shared, reason, growth)


def _half(paragraph: Paragraph, match: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    """Return the amount and the percentage of a change, None for the one that it does not state."""
    if not match["verb"]:
        return in_wan_yuan(Decimal(0), paragraph.usual), None
    number = read_number(match["percent"] or match["number"])
    stated = match["percent"] or match["unit"]
    if number is None or (number and not stated):
        raise paragraph.refuse(*match.span(), AMOUNT_OR_SHARE)
    if match["verb"] in DOWN:
        if number < 0:
            expected = Both("a decrease without a minus", "不带负号的减少数")
            raise paragraph.refuse(*match.span(), expected)
        number = -number
    if match["percent"]:
        return None, number.scaleb(-2)
    return in_wan_yuan(number, unit_of(match["unit"]) or paragraph.usual), None


def _joined(paragraph: Paragraph, first: Stated, one: Kept, reason: str | None) -> Stated:
    """Return a change with its other half: the percentage of an amount, or the other way."""
    amount, growth = _half(paragraph, one.said.match)
    amount = first.amount if amount is None else amount
    growth = first.growth if growth is None else growth
    if amount is not None and growth is not None and amount * growth < 0:
        expected = Both("an amount and a percentage of one change", "同一增减的金额和百分比")
        raise paragraph.refuse(one.start, one.end, expected)
    unit = unit_of(one.said.match["unit"]) or first.unit
    reason = reason or first.reason
    return first._replace(amount=amount, growth=growth, unit=unit, reason=reason)


def _with_previous(paragraph: Paragraph, changes: Sequence[Stated]) -> Iterator[Stated]:
    """Yield the changes with what is stated for the year before, and those that say only that."""
    left = dict(paragraph.previous)
    for one in changes:
        amount, _, _ = left.pop(one.item, (None, "", None))
        yield one._replace(previous=amount)
    for item, (amount, unit, worded) in left.items():
        yield Stated(item, None, unit, paragraph.line, worded, previous=amount)


def _unread(paragraph: Paragraph) -> Iterator[Unread]:
    """Yield what looks like money or a change, and is neither read nor within a reason."""
    text, names = paragraph.text, [f.zh for f in BY_ITEM.values() if f.section == paragraph.section]
    left: dict[int, tuple[int, Both]] = {}
    listed = "、".join(names)
    after_one = Both(f"an amount after one of {listed}", f"下列数字之一的金额：{listed}")
    apart = {start for start, _ in paragraph.apart}
    for one in paragraph.said:
        if one.kind == "change" and not _covered(paragraph.read, one.end):
            left[clause_start(text, one.start, SIGN)] = one.end, _NAME_OF_FIGURE
    for money in MONEY.finditer(text):
        if not _covered(paragraph.read, money.end()) or money.start() in apart:
            start = clause_start(text, money.start(), SIGN)
            end, expected = left.get(start, (0, after_one))
            left[start] = max(end, money.end()), expected
    for start, (last, expected) in sorted(left.items()):
        end = clause_end(text, last)
        has_amount = bool(MONEY.search(text, start, end))
        words = paragraph.printed[start:end].strip()
        yield Unread(paragraph.line, words, expected, OF_NO_FIGURE, has_amount)


def _covered(spans: Iterable[tuple[int, int]], end: int) -> bool:
    return any(start < end <= stop for start, stop in spans)
