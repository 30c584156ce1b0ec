"""A paragraph to the amounts and changes it states, each found by its label, none passed over."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from . import reasons
from .figures import BY_ITEM, Stated
from .numbers import UNITS, half_width, in_wan_yuan, read_number
from .phrases import (
    CLAUSE_END,
    COMPARED,
    DATED,
    DOWN,
    MONEY,
    RANGE,
    YEAR,
    Phrases,
    clause_end,
    clause_start,
    full_width,
    item_of,
    phrases,
    years_spoken_of,
)
from .text import Unread, UnreadableDisclosureError

_SPEAKS = re.compile(r"\d|元|持平|增减|一致|相同|变[化动]|不变")
_BETWEEN = re.compile(r"[，,、（(\s]*")
_BESIDE = re.compile(r"[，,、；（(\s]*(?:而|其中)?")
_BRACKET = re.compile("[（()）]")
_FROM_BEFORE = re.compile(r"(?:[较与比同和](?:上一?|去|前一)年[^，。；：（）()\d]{0,20}[，,]?|原来?的?)$")
_LEADING = re.compile(r"[，,]?[^，。；：（）()]*")
_OF_A_REASON = re.compile("的?(?:主要)?原因")
_ASIDE = re.compile("按照?|根据|依据|为|落实|自|从|因|《")
_SOURCE = re.compile(
    "一般公共预算|政府性基金|国有资本|财政专户|单位资金|自有资金|财政拨款|(?<![及和与含括])(?:下属|所属|本级)"
)
# No paragraph of the form states as many, and how long each takes to place grows with all others.
_MOST = 80
_THIS, _BEFORE, _OTHER = "this", "before", "other"


class _Said(NamedTuple):
    """What a paragraph says of one figure: its kind, where it stands, its match, its label."""

    kind: str  # level, change, moved or dated
    start: int
    end: int
    match: re.Match[str]
    item: str | None


class _Kept(NamedTuple):
    """An amount or change whose figure is known."""

    said: _Said
    item: str
    is_change: bool
    when: str = _THIS

    @property
    def start(self) -> int:
        return self.said.start

    @property
    def end(self) -> int:
        return self.said.end


@dataclass(slots=True)
class _Paragraph:
    """A paragraph, and what of it is read so far, from its start on.

    Its `text` is as `printed` with full-width signs, character for character. `usual` is the unit
    of its amounts: a 0 prints no unit, and 持平 no number. `year` is the year it speaks of.
    """

    section: str
    file: str
    line: int
    printed: str
    text: str
    words: Phrases
    year: int | None
    usual: str = "万元"
    said: list[_Said] = field(default_factory=list)
    kept: list[_Kept] = field(default_factory=list)
    explained: list[tuple[reasons.Reason, _Kept | None]] = field(default_factory=list)
    whens: dict[int | None, str] = field(default_factory=dict)
    brackets: list[tuple[int, int | None, int]] = field(default_factory=list)
    amounts: list[Stated] = field(default_factory=list)
    pending: str | None = None
    previous: dict[str, tuple[Decimal, str, str | None]] = field(default_factory=dict)
    read: list[tuple[int, int]] = field(default_factory=list)

    def refuse(self, start: int, end: int, expected: str) -> UnreadableDisclosureError:
        """Return the error for a part of the paragraph."""
        found = f"“{self.printed[start:end]}”"
        return UnreadableDisclosureError(self.file, self.line, found, expected)

    def money(self, match: re.Match[str], number: str = "number", unit: str = "unit") -> Decimal:
        """Return an amount in 万元; negative for a decrease."""
        amount, printed = read_number(match[number]), match[unit]
        if amount is None or (amount and not printed):
            raise self.refuse(*match.span(), "an amount in 万元 or 元, or a percentage")
        return in_wan_yuan(amount, _unit(printed) or self.usual)

    def bracket(self, place: int) -> tuple[int | None, int]:
        """Return where the innermost bracket opens that is open at a place, and how deep it is."""
        opened, depth = None, 0
        for at, opens, deep in self.brackets:
            if at >= place:
                break
            opened, depth = opens, deep
        return opened, depth


def _unit(printed: str | None) -> str:
    """Return a unit without the space in 万 元."""
    return "".join((printed or "").split())


def read_figures(
    section: str, file: str, line: int, printed: str, year: int | None = None
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

    Raises:
        UnreadableDisclosureError: For what stands in an amount's place after a figure's name and is
            no number or has no unit, and for a change whose amount and percentage contradict.
    """
    text = full_width(printed)
    if not _SPEAKS.search(text):
        return [], [], []
    words = phrases(section)
    paragraph = _Paragraph(section, file, line, printed, text, words, year or _speaks_of(text, words))
    paragraph.brackets = _brackets(text)
    paragraph.said = _said(text, words)
    _expect_amounts(paragraph)
    if len(paragraph.said) > _MOST:
        expected = f"at most {_MOST} amounts and changes in a paragraph"
        raise UnreadableDisclosureError(file, line, f"“{printed[:20]}…”", expected)
    units = (_unit(one.match["unit"]) for one in paragraph.said if "unit" in one.match.groupdict())
    paragraph.usual = next(filter(None, units), "万元")
    _read(paragraph)
    changes = _changes(paragraph)
    return paragraph.amounts, changes, list(_unread(paragraph))


def _speaks_of(text: str, words: Phrases) -> int | None:
    """Return the year that a paragraph's figures are of, so far as it tells."""
    dated = [years_spoken_of(match[0]) for match in DATED.finditer(text)]
    named = [*years_spoken_of(text)[:1], *(year for years in dated for year in years)]
    for year in YEAR.finditer(text):
        if label := words.label.search(text, year.end(), clause_end(text, year.end())):
            named += years_spoken_of(text[year.start() : label.start()])
    compared = [int(one) + 1 for one in re.findall(r"[较比与同和](20\d\d)年", text)]
    return max([*named, *compared], default=None)


def _brackets(text: str) -> list[tuple[int, int | None, int]]:
    """Return for each bracket its place, where the one opens that is open after it, and how deep."""
    opened: list[int] = []
    found = []
    for sign in _BRACKET.finditer(text):
        if sign[0] in "（(":
            opened.append(sign.start())
        elif opened:
            opened.pop()
        found.append((sign.start(), opened[-1] if opened else None, len(opened)))
    return found


def _said(text: str, words: Phrases) -> list[_Said]:
    """Return what looks like an amount or a change, in order; of two in one place the fuller."""
    found: list[_Said] = []
    patterns = {
        "moved": words.moved,
        "level": words.level,
        "change": words.change,
        "dated": DATED,
    }
    for kind, pattern in patterns.items():
        for match in pattern.finditer(text):
            item = None if kind == "dated" else item_of(match)
            if kind == "change" and not (match["baseline"] or item) and _says_nothing(match):
                continue
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(_Said(kind, match.start(), match.end(), match, item))
    return sorted(found, key=lambda one: one.start)


def _says_nothing(match: re.Match[str]) -> bool:
    """Return whether words without a name are no statement: 一致, or 持平 in 持平原因是."""
    leads = _OF_A_REASON.match(match.string, match.end())
    return bool(match["weak"] or (match["level"] and leads))


def _expect_amounts(paragraph: _Paragraph) -> None:
    """Refuse what stands where a known figure's amount should and is none."""
    for match in paragraph.words.garbled.finditer(paragraph.text):
        known = any(one.start <= match.start("garbled") < one.end for one in paragraph.said)
        if not known and not RANGE.fullmatch(match["garbled"].strip()):
            if _is_amount(match["garbled"]):
                continue
            raise paragraph.refuse(*match.span(), "an amount in 万元 or 元")


def _is_amount(garbled: str) -> bool:
    """Return whether a number with its unit is well, and something after it makes it none."""
    unit = next((unit for unit in UNITS if garbled.endswith(unit)), "")
    return read_number(garbled.removesuffix(unit)) is not None


def _read(paragraph: _Paragraph) -> None:
    """Read a paragraph from its start on: each amount and change, then the reason behind it."""
    causes = reasons.causes(paragraph.text)
    until = 0
    order = [*((one.start, one) for one in paragraph.said), *((one.start(), one) for one in causes)]
    for start, one in sorted(order, key=lambda pair: pair[0]):
        if start < until:
            continue
        if isinstance(one, re.Match):
            until = _cause(paragraph, one)
        elif kept := _place(paragraph, one):
            _explain(paragraph, kept[-1])
            paragraph.kept += kept
            paragraph.read.append((one.start, one.end))
            reason = reasons.after(paragraph.text, one.end) if kept[-1].is_change else None
            if reason is not None:
                until = _reason(paragraph, one.end, reason, kept[-1], None)


def _cause(paragraph: _Paragraph, cause: re.Match[str]) -> int:
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
    paragraph: _Paragraph, opens: int, start: int, owner: _Kept | None, pending: str | None
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
        if _opens_clause(paragraph.text, one.start)
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


def _explain(paragraph: _Paragraph, one: _Kept) -> None:
    """Give a change the reason straight before it that waits for one of its figure."""
    waiting, paragraph.pending = paragraph.pending, None
    if waiting == one.item and one.is_change:
        reason, _ = paragraph.explained[-1]
        if not paragraph.text[reason.end : one.start].strip(CLAUSE_END):
            paragraph.explained[-1] = (reason, one)


def _is_within(paragraph: _Paragraph, start: int, one: _Said, item: str | None) -> bool:
    """Return whether a change is one of those that a reason lists: 原因是甲增加1万元，乙减少2万元."""
    opening = any(
        other.item and other.kind == "change" and start <= other.start <= start + 3
        for other in paragraph.said
    )
    return (
        opening
        and one.kind == "change"
        and one.item is not None
        and item in _wholes(one.item)
        and not re.search("[；。]", paragraph.text[start : one.start])
    )


def _opens_clause(text: str, start: int) -> bool:
    return not start or text[start - 1] in CLAUSE_END


def _owner(paragraph: _Paragraph, start: int, said: str) -> tuple[_Kept | None, str | None]:
    """Return the change that a reason is given for, or None, and the figure that it is of."""
    _, depth = paragraph.bracket(start)
    outer = [one for one in paragraph.kept if paragraph.bracket(one.end)[1] <= depth]
    changes = [one for one in outer if one.is_change]
    named = [item_of(match) for match in paragraph.words.label.finditer(said)]
    if named and named[-1]:
        of_it = [one for one in changes if one.item == named[-1]]
        return (of_it[-1] if of_it else None), named[-1]
    last = outer[-1] if outer else None
    if last is None or not last.is_change:
        return None, last.item if last else None
    between = paragraph.text[last.end : start]
    if _is_apart(paragraph, last, between, changes) or _has_unknown(paragraph, last.end, start):
        return None, None
    return last, last.item


def _is_apart(
    paragraph: _Paragraph, last: _Kept, between: str, changes: Sequence[_Kept]
) -> bool:
    """Return whether a reason in a sentence of its own may be of several changes."""
    if "。" not in between:
        return False
    opening = paragraph.text.rfind("。", 0, last.start)
    items = {one.item for one in changes if one.start > opening}
    return between.count("。") > 1 or len(items) > 1


def _has_unknown(paragraph: _Paragraph, start: int, end: int) -> bool:
    """Return whether money of no known figure stands between, in no deeper bracket."""
    within = paragraph.bracket(end)[0]
    return any(
        paragraph.bracket(money.end())[0] == within
        and not any(a < money.end() <= b for a, b in paragraph.read)
        for money in MONEY.finditer(paragraph.text, start, end)
    )


def _place(paragraph: _Paragraph, said: _Said) -> list[_Kept]:
    """Return what is stated, its figure known; nothing where that cannot be told."""
    if said.kind == "level":
        return _level(paragraph, said)
    if said.kind == "dated":
        return _dated(paragraph, said)
    if said.kind == "moved":
        return _moved(paragraph, said)
    return _changed(paragraph, said)


def _level(paragraph: _Paragraph, said: _Said) -> list[_Kept]:
    item = said.item or ""
    when, leads = _when(paragraph, said)
    if leads:
        paragraph.whens[paragraph.bracket(said.start)[0]] = when
    if when == _OTHER or not _is_whole(paragraph, said, item):
        return []
    return _stated(paragraph, said, item, when, said.match["number"], said.match["unit"])


def _stated(  # noqa: PLR0913, PLR0917 - an amount has as many parts
    paragraph: _Paragraph, said: _Said, item: str, when: str, number: str, unit: str | None
) -> list[_Kept]:
    """Keep an amount of this year, or of the year before."""
    amount = read_number(number)
    if amount is None or (amount and not unit):
        raise paragraph.refuse(said.start, said.end, "an amount in 万元 or 元, or a percentage")
    printed = _unit(unit) or paragraph.usual
    wan_yuan = in_wan_yuan(amount, printed)
    if when == _BEFORE:
        if item in paragraph.previous:
            return []
        named = [*YEAR.finditer(paragraph.text, 0, said.end)]
        year = named[-1]["year"] if named else None
        paragraph.previous[item] = (wan_yuan, printed, year)
    else:
        paragraph.amounts.append(Stated(item, wan_yuan, printed, paragraph.line))
    return [_Kept(said, item, is_change=False, when=when)]


def _when(paragraph: _Paragraph, said: _Said) -> tuple[str, bool]:
    """Return of which year an amount is, and whether the words before its label say so."""
    if said.item == "fixed_assets":  # They are those of the end of the year before.
        return _THIS, False
    label = said.match.end(said.item or 0) if said.item else said.start
    within = [*YEAR.finditer(paragraph.text, label, said.match.start("number"))]
    if within:
        return _kind(paragraph, within[-1]["year"]), False
    opened = paragraph.bracket(said.start)[0]
    last = max((one.end for one in paragraph.kept if one.end <= said.start), default=0)
    last = max([last, *(reason.end for reason, _ in paragraph.explained)])
    named = [*YEAR.finditer(paragraph.text, min(last, said.start), said.start)]
    inherited = paragraph.whens.get(opened, paragraph.whens.get(None, _THIS))
    if not named:
        return inherited, False
    year = named[-1]
    if _LEADING.fullmatch(paragraph.text, year.end(), said.start):
        return _kind(paragraph, year["year"]), True
    kind = _kind(paragraph, year["year"])
    clause = paragraph.text[max(paragraph.text.rfind(sign, 0, year.start()) for sign in "，。；") + 1 :]
    if kind == _THIS or _ASIDE.search(clause[: year.end()]):
        return inherited if kind != _THIS else kind, False
    return _OTHER, False


def _kind(paragraph: _Paragraph, year: str) -> str:
    """Return whether a year is the document's, the one before it or another."""
    digits = half_width(year)[:4]
    if not digits.isdecimal():
        return _BEFORE if year[0] in "上去" else _THIS
    if paragraph.year is None or int(digits) >= paragraph.year:
        return _THIS
    return _BEFORE if int(digits) == paragraph.year - 1 else _OTHER


_REVENUES = {
    item for item in BY_ITEM if BY_ITEM[item].section == "overview" and "income" in item
} - {"income_and_expenditure"}


def _is_whole(paragraph: _Paragraph, said: _Said, item: str) -> bool:
    """Return whether an amount is of a figure as a whole, and not of what one source gives to it."""
    if paragraph.section != "overview":
        return True
    start = said.start
    opening = max(paragraph.text.rfind(sign, 0, start) for sign in "，。；：、（）") + 1
    if item in _SPENT and _SOURCE.search(paragraph.text, opening, start):
        return False
    sentence = max(paragraph.text.rfind(sign, 0, start) for sign in "。；")
    before = [one for one in paragraph.kept if not one.is_change and sentence < one.start]
    if not before:
        return True
    if item in _GIVEN:
        return before[-1].item not in _SPENT
    return item not in _SPENT or before[-1].item not in _GIVEN


def _wholes(item: str) -> list[str]:
    """Return the figures that a figure is part of, the nearest first."""
    part_of = BY_ITEM[item].part_of
    return [part_of, *_wholes(part_of)] if part_of else []


_SPENT = {item for item in BY_ITEM if "expenditure" in (item, *_wholes(item))}
_GIVEN = {item for item in BY_ITEM if "income" in _wholes(item)}


def _dated(paragraph: _Paragraph, said: _Said) -> list[_Kept]:
    """Keep an amount without a name but with its year, beside one of the same figure."""
    if not _opens_clause(paragraph.text, said.start) or not paragraph.kept:
        return []
    last, kind = paragraph.kept[-1], _kind(paragraph, said.match["year"])
    beside = _BESIDE.fullmatch(paragraph.text, last.end, said.start)
    pair = kind == _BEFORE or last.when == _BEFORE
    if not (beside and pair and said.match["unit"]) or kind == _OTHER:
        return []
    return _stated(paragraph, said, last.item, kind, said.match["number"], said.match["unit"])


def _moved(paragraph: _Paragraph, said: _Said) -> list[_Kept]:
    """Keep an amount and what it was the year before, where the words say it was then."""
    match = said.match
    item = said.item or _unnamed(paragraph, said)
    year = match["year"]
    known = _kind(paragraph, year) == _BEFORE if year else _FROM_BEFORE.search(
        paragraph.text, 0, paragraph.text.index(match["before"], said.start)
    )
    if item is None or not known:
        return []
    before = _stated(paragraph, said, item, _BEFORE, match["before"], match["before_unit"])
    now = _stated(paragraph, said, item, _THIS, match["reached"], match["reached_unit"])
    return [*before, *now]


def _changed(paragraph: _Paragraph, said: _Said) -> list[_Kept]:
    """Keep a change, of several figures where it says so (均与上年持平)."""
    match = said.match
    item = _changed_item(paragraph, said)
    opened = paragraph.bracket(said.start)[0]
    if paragraph.whens.get(opened, paragraph.whens.get(None, _THIS)) != _THIS:
        if match["baseline"]:
            return []  # 2020年3万元，比2019年增加1万元 is of the year before.
        paragraph.whens[opened] = _THIS
    if item is None:
        items = _each(paragraph, said) if match["level"] or match["weak"] else []
        return [_Kept(said, one, is_change=True) for one in items]
    if _is_against_another(paragraph, item, match["baseline"]):
        return []
    if match["before"]:
        wan_yuan = paragraph.money(match, "before", "before_unit")
        paragraph.previous.setdefault(
            item, (wan_yuan, _unit(match["before_unit"]), _baseline(paragraph, match))
        )
    if match["reached"]:
        return _stated(paragraph, said, item, _THIS, match["reached"], match["reached_unit"])
    return [_Kept(said, item, is_change=True)]


def _is_against_another(paragraph: _Paragraph, item: str, baseline: str | None) -> bool:
    """Return whether a figure's change is stated against something else already."""
    others = {
        one.said.match["baseline"] for one in paragraph.kept if one.is_change and one.item == item
    }
    return baseline not in {None, "同比"} and bool(others - {None, "同比", baseline})


def _changed_item(paragraph: _Paragraph, said: _Said) -> str | None:
    """Return the figure that a change is of, None where it cannot be told."""
    baseline = said.match["baseline"]
    within = paragraph.words.label.search(baseline) if baseline else None
    if baseline and within:
        # 较上年公务接待费增加: the name may stand within what it is measured against.
        named = item_of(within)
        agrees = said.item in (None, named)
        return named if agrees else None
    return said.item or _unnamed(paragraph, said)


def _unnamed(paragraph: _Paragraph, said: _Said) -> str | None:
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
    if start and text[start - 1] not in CLAUSE_END:
        return None
    opening = text.rfind("。", 0, start)
    own = [one for one in before if one.start > opening]
    if _has_unknown(paragraph, own[-1].end if own else opening + 1, start):
        return None
    halved = paragraph.kept[-1] if paragraph.kept else None
    if halved and halved.is_change and _halves(text, halved.said, said):
        return halved.item
    if before and not own:
        return _first_of([one.item for one in before])
    items = {one.item for one in own}
    if len(items) != 1:
        items = {one.item for one in _since_last(paragraph, own, start, opening)}
    if len(items) != 1:
        items = _own_part(paragraph, own, start)
    return items.pop() if len(items) == 1 else None


def _halves(text: str, one: _Said, other: _Said) -> bool:
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
    first, *rest = items
    return first if all(first == item or first in _wholes(item) for item in rest) else None


def _own_part(paragraph: _Paragraph, own: Sequence[_Kept], start: int) -> set[str]:
    """Return the figure that a part of a list between ；s states alone.

    A whole that is still without its change leaves it open which of the two has changed.
    """
    since = paragraph.text.rfind("；", 0, start)
    within = paragraph.bracket(start)[0]
    items = {one.item for one in own if one.start > since}
    changed = {one.item for one in paragraph.kept if one.is_change}
    above = {one.item for one in own if one.start < since} - changed
    if since < 0 or len(items) != 1 or paragraph.bracket(since)[0] != within:
        return set()
    return set() if above & {*_wholes(next(iter(items)))} else items


def _since_last(
    paragraph: _Paragraph, own: Iterable[_Kept], start: int, opening: int
) -> list[_Kept]:
    """Return the figures stated between the change before a place and that, in its bracket."""
    within = paragraph.bracket(start)[0]
    ends = [one.end for one in paragraph.kept if one.is_change and one.end <= start]
    since = max((end for end in ends if paragraph.bracket(end)[0] == within), default=opening)
    found = [one for one in own if one.start >= since]
    return [one for one in found if paragraph.bracket(one.start)[0] == within]


def _each(paragraph: _Paragraph, said: _Said) -> list[str]:
    """Return the figures that are all said to be level: 甲0万元，乙2万元，均与上年持平."""
    text, start = paragraph.text, said.start
    if start < 2 or text[start - 1] not in "均都" or text[start - 2] not in CLAUSE_END:  # noqa: PLR2004
        return []
    opening = text.rfind("。", 0, start)
    own = [one for one in paragraph.kept if not one.is_change and opening < one.start]
    if _has_unknown(paragraph, opening + 1, start):
        return []
    return list(dict.fromkeys(one.item for one in _since_last(paragraph, own, start, opening)))


def _changes(paragraph: _Paragraph) -> list[Stated]:
    """Return the changes, each with its reason, and what was stated for the year before."""
    # 均与上年持平 is one match, of several figures, and so is its reason.
    explained = {id(one.said): reason for reason, one in paragraph.explained if one}
    shared = _shared(paragraph)
    changes: list[Stated] = []
    last: _Kept | None = None
    for one in (kept for kept in paragraph.kept if kept.is_change):
        reason = explained.get(id(one.said)) or _opening(paragraph, one)
        if last and one.item == last.item and _halves(paragraph.text, last.said, one.said):
            changes[-1] = _joined(paragraph, changes[-1], one, _worded(paragraph, reason))
        else:
            changes.append(_change(paragraph, one, shared, _worded(paragraph, reason)))
        last = one
    return [*_with_previous(paragraph, changes)]


def _worded(paragraph: _Paragraph, reason: reasons.Reason | None) -> str | None:
    """Return a reason as printed."""
    if reason is None:
        return None
    paragraph.read.append((reason.opens, reason.end))
    return paragraph.printed[reason.start : reason.end].strip("，,、；;。 \u3000") or None


def _opening(paragraph: _Paragraph, one: _Kept) -> reasons.Reason | None:
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


def _shared(paragraph: _Paragraph) -> str | None:
    """Return what the first change that says so is measured against."""
    matches = [one.match for one in paragraph.said if one.kind == "change"]
    compared = [m for m in (*matches, *COMPARED.finditer(paragraph.text)) if m["baseline"]]
    first = min(compared, key=lambda match: match.start("baseline"), default=None)
    return _baseline(paragraph, first) if first else None


def _change(
    paragraph: _Paragraph, one: _Kept, shared: str | None, reason: str | None
) -> Stated:
    """Return one change."""
    match = one.said.match
    baseline = _baseline(paragraph, match)
    amount, growth = _half(paragraph, match)
    unit = _unit(match["unit"]) or paragraph.usual
    line = paragraph.line
    return Stated(one.item, amount, unit, line, baseline or shared, reason, growth)


def _baseline(paragraph: _Paragraph, match: re.Match[str]) -> str | None:
    """Return what a change is measured against, as printed, without the name of its figure."""
    start, end = match.span("baseline")
    within = paragraph.words.label.search(paragraph.text, start, end) if end > 0 else None
    return paragraph.printed[start : within.start() if within else end] if end > 0 else None


def _half(
    paragraph: _Paragraph, match: re.Match[str]
) -> tuple[Decimal | None, Decimal | None]:
    """Return the amount and the percentage of a change, None for the one that it does not state."""
    if not match["verb"]:
        return in_wan_yuan(Decimal(0), paragraph.usual), None
    number = read_number(match["percent"] or match["number"])
    stated = match["percent"] or match["unit"]
    if number is None or (number and not stated):
        raise paragraph.refuse(*match.span(), "an amount in 万元 or 元, or a percentage")
    if match["verb"] in DOWN:
        if number < 0:
            raise paragraph.refuse(*match.span(), "a decrease without a minus")
        number = -number
    if match["percent"]:
        return None, number.scaleb(-2)
    return in_wan_yuan(number, _unit(match["unit"]) or paragraph.usual), None


def _joined(paragraph: _Paragraph, first: Stated, one: _Kept, reason: str | None) -> Stated:
    """Return a change with its other half: the percentage of an amount, or the other way."""
    amount, growth = _half(paragraph, one.said.match)
    amount = first.amount if amount is None else amount
    growth = first.growth if growth is None else growth
    if amount is not None and growth is not None and amount * growth < 0:
        raise paragraph.refuse(one.start, one.end, "an amount and a percentage of one change")
    unit = _unit(one.said.match["unit"]) or first.unit
    reason = reason or first.reason
    return first._replace(amount=amount, growth=growth, unit=unit, reason=reason)


def _with_previous(paragraph: _Paragraph, changes: Sequence[Stated]) -> Iterator[Stated]:
    """Yield the changes with what is stated for the year before, and those that say only that."""
    left = dict(paragraph.previous)
    for one in changes:
        amount, _, _ = left.pop(one.item, (None, "", None))
        yield one._replace(previous=amount)
    for item, (amount, unit, worded) in left.items():
        yield Stated(item, None, unit, paragraph.line, worded, previous=amount)


def _unread(paragraph: _Paragraph) -> Iterator[Unread]:
    """Yield what looks like money or a change, and is neither read nor within a reason."""
    text, names = paragraph.text, [f.zh for f in BY_ITEM.values() if f.section == paragraph.section]
    left: dict[int, tuple[int, str]] = {}
    for one in paragraph.said:
        if one.kind == "change" and not _covered(paragraph.read, one.end):
            left[clause_start(text, one.start)] = one.end, "the name of the figure that changed"
    for money in MONEY.finditer(text):
        if not _covered(paragraph.read, money.end()):
            start = clause_start(text, money.start())
            end, expected = left.get(start, (0, f"an amount after one of {'、'.join(names)}"))
            left[start] = max(end, money.end()), expected
    for start, (end, expected) in sorted(left.items()):
        end = clause_end(text, end)
        has_amount = bool(MONEY.search(text, start, end))
        why = "it belongs to no figure for certain"
        yield Unread(
            paragraph.line, paragraph.printed[start:end].strip(), expected, why, has_amount
        )


def _covered(spans: Iterable[tuple[int, int]], end: int) -> bool:
    return any(start < end <= stop for start, stop in spans)
