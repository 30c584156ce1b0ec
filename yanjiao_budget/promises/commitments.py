"""Promises with a number or a date in the overall objectives, and the numbers that are none."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from yanjiao_budget.ladders.thresholds import Threshold, parse_threshold, unit_scale
from yanjiao_budget.schema import Record

from .deadlines import Deadline, deadlines
from .left_out import reason_of
from .naming import ANY_YEAR, PERCENT, Pieces, around, name_of, object_of, with_verb
from .opening import Opening, governed, opening
from .prose import Clause, fold, objectives
from .words import (
    ALL,
    BUILT,
    CHANGED,
    CLASS,
    DEADLINE,
    DO,
    DONE_TO,
    ENDED,
    FINISH,
    KEEP,
    KEPT,
    NUMERAL,
    ONLY_CHANGED,
    PAST,
    PIECE,
    PROCESS,
    RATE,
    REACH,
    REACHED,
    SPELL,
    STANDING,
    START,
    STARTED,
    STOCK,
    TIME,
    WORKS,
    YEAR,
)
from .works import in_objectives, kind_of_end

_ORDER = (FINISH, START, KEEP, REACH, DO)


class Promise(NamedTuple):
    """A promise as the prose makes it.

    Attributes:
        start: Its first character in the paragraph.
        end: The character after its last.
        name: What is promised.
        verb: Whether it is to do, to start, to finish, to reach or to keep something.
        kind: What its number is of.
        number: Its number as the grammar of thresholds reads it; None for a date alone.
        by: Its deadline; None where the clause gives none.
        places: Where its number and its deadline stand.
    """

    start: int
    end: int
    name: str
    verb: str
    kind: str
    number: Threshold | None
    by: Deadline | None
    places: tuple[tuple[int, int], ...]


class LeftOut(NamedTuple):
    """A number of the objectives that is no promise: where it stands, and the reason's key."""

    source_line: int
    start: int
    text: str
    reason: str


def commitments(records: Mapping[str, Sequence[Record]]) -> Iterator[Record]:
    """Yield the promises with a number or a date that the objectives make.

    Args:
        records: As `Disclosure.records` holds them.
    """
    number = 0
    for row in objectives(records.get("narrative", ())):
        for promise in promises(row["text"], row["fiscal_year"]):
            number += 1
            yield {
                "fiscal_year": row["fiscal_year"],
                "body": row["body"],
                "commitment": number,
                "paragraph": row["paragraph"],
                "raw": row["text"][promise.start : promise.end],
                "name": promise.name,
                "verb": promise.verb,
                "kind": promise.kind,
                **_number(promise.number),
                "deadline": promise.by.day if promise.by else None,
                "deadline_raw": promise.by.raw if promise.by else None,
                "start": promise.start,
                "end": promise.end,
                "source_line": row["source_line"],
            }


def _number(number: Threshold | None) -> Record:
    """Return the columns of a promise's number."""
    return {
        "number": (number.raw or None) if number else None,
        "comparison": number.kind if number else None,
        "lower": number.lower if number else None,
        "upper": number.upper if number else None,
        "unit": (number.unit or None) if number else None,
    }


def left_out(records: Mapping[str, Sequence[Record]]) -> Iterator[LeftOut]:
    """Yield every number of the objectives that is no part of a promise, with the reason."""
    for row in objectives(records.get("narrative", ())):
        text = fold(row["text"])
        taken = [place for one in promises(text, row["fiscal_year"]) for place in one.places]
        for match in NUMERAL.finditer(text):
            start, end = match.span()
            if not any(low <= start and end <= high for low, high in taken):
                reason = reason_of(text, start, end) or _why(text, start, row["fiscal_year"])
                yield LeftOut(row["source_line"], start, match[0], reason)


def _why(text: str, place: int, fiscal_year: int) -> str:
    """Return why a number is left out that no pattern of the table leaves out."""
    said, clause = next(
        (said, clause)
        for said in governed(text, fiscal_year)
        for clause in said.clauses
        if clause.start <= place < clause.end
    )
    place -= clause.start
    dates = list(deadlines(clause.text, fiscal_year))
    if any(one.day.year < fiscal_year for one in dates):
        return "past"
    for one in dates:
        if one.start <= place < one.end:
            return "date" if one.dated else "year"
    if not any(one.start() <= place < one.end() for one in PIECE.finditer(clause.text)):
        return "word"
    if PAST.search(clause.text):
        return "past"
    return "framed" if said.opening.framed else "unsaid"


class _Place(NamedTuple):
    """A clause that may promise something.

    Attributes:
        clause: The clause.
        group: Which of the paragraph's groups of clauses under one verb it is in.
        governing: What the group opens with.
        own: The deadline it states itself.
        by: The deadline that holds for it.
    """

    clause: Clause
    group: int
    governing: Opening
    own: Deadline | None
    by: Deadline | None


def promises(text: str, fiscal_year: int) -> list[Promise]:
    """Return the promises of a paragraph, in the order of the text.

    Args:
        text: The paragraph.
        fiscal_year: The year that a date without one is of.
    """
    text = fold(text)
    found: list[_Found] = []
    previous: _Place | None = None
    for place in _places(text, fiscal_year):
        if place.governing.framed or _is_past(place, fiscal_year):
            continue
        new, ended = _made(text, place, found, fiscal_year)
        found = found[: len(found) - ended]
        for one in new:
            whole = _whole(one, found, place, previous, fiscal_year)
            found += [(place.group, whole)] * bool(whole.name)
        previous = place
    return [one for _, one in found]


_Found = tuple[int, Promise]  # A promise, and the group of clauses it is of.


def _made(
    text: str, place: _Place, found: Sequence[_Found], fiscal_year: int
) -> tuple[list[Promise], int]:
    """Return what a clause promises, and how many promises before it that stands for."""
    new = _counted(text, place)
    if new or not (place.own and place.own.dated):
        return new, 0
    if before := _without_end(place, found, fiscal_year):
        return [_ended(one, place.own, place.clause) for one in before], len(before)
    return _dated(text, place, place.own, fiscal_year), 0


def _without_end(place: _Place, found: Sequence[_Found], fiscal_year: int) -> list[Promise]:
    """Return the promises just before a clause that says no more than when they are finished."""
    if not found or found[-1][0] < place.group - 1 or not _is_end(place.clause, fiscal_year):
        return []
    before = [one for group, one in found if group == found[-1][0]]
    return [] if any(one.by and one.by.dated for one in before) else before


def _whole(
    one: Promise,
    found: Sequence[_Found],
    place: _Place,
    previous: _Place | None,
    fiscal_year: int,
) -> Promise:
    """Return a promise with its name, where what is before it names what changes."""
    if one.name and not ONLY_CHANGED.fullmatch(one.name):
        return one
    return _of_a_change(one, _before(found, place, previous, fiscal_year))


def _places(text: str, fiscal_year: int) -> Iterator[_Place]:
    """Yield the clauses with their deadlines."""
    over: Deadline | None = None  # A date that opens the sentence: 2019年底，….
    for group, said in enumerate(governed(text, fiscal_year)):
        carried = None
        for clause in said.clauses:
            dates = _dates(clause, fiscal_year)
            over = _over(clause, dates, over)
            own = dates[-1] if dates else None
            carried = own or carried
            yield _Place(clause, group, said.opening, own, carried or over)


def dated(text: str, fiscal_year: int) -> Iterator[tuple[Clause, Deadline | None]]:
    """Yield the clauses that are neither framed nor intended, each with its date, if any."""
    for place in _places(fold(text), fiscal_year):
        if not (place.governing.framed or place.governing.intended):
            yield place.clause, place.by


def _dates(clause: Clause, fiscal_year: int) -> list[Deadline]:
    """Return the deadlines of a clause, by their places in the paragraph."""
    return [
        one._replace(start=one.start + clause.start, end=one.end + clause.start)
        for one in deadlines(clause.text, fiscal_year)
    ]


def _over(clause: Clause, dates: Sequence[Deadline], over: Deadline | None) -> Deadline | None:
    """Return the deadline that holds for the sentence from a clause on."""
    if dates and _is_over_all(clause, dates[0]):
        return dates[0]
    return None if clause.opens else over


def _is_past(place: _Place, fiscal_year: int) -> bool:
    """Tell whether a clause tells what was or is."""
    told = bool(PAST.search(place.clause.text))
    return told or bool(place.by and place.by.day < date(fiscal_year, 1, 1))


def _is_over_all(clause: Clause, by: Deadline) -> bool:
    """Tell whether a date holds for a sentence: it stands alone, or opens it with a year."""
    if clause.opens and not by.dated:
        return True
    rest = clause.text[: by.start - clause.start] + clause.text[by.end - clause.start :]
    return not rest.strip("到至于在力争取计划确保我局委区县市办 ")


def _is_end(clause: Clause, fiscal_year: int) -> bool:
    """Tell whether a clause only says when what was promised before it is finished."""
    return not (clause.opens or object_of(clause.text, fiscal_year))


def _ended(one: Promise, by: Deadline, clause: Clause) -> Promise:
    places = (one.places[0], (by.start, by.end))
    return one._replace(end=clause.end, verb=FINISH, by=by, places=places)


def _before(
    found: Sequence[_Found], place: _Place, previous: _Place | None, fiscal_year: int
) -> str:
    """Return what the clause before is about: what it promises, or what stands behind its verb."""
    if found and found[-1][0] >= place.group - 1:
        return found[-1][1].name
    return object_of(previous.clause.text, fiscal_year) if previous else ""


def _of_a_change(new: Promise, of: str) -> Promise:
    """Return a promise of a change, or of what is reached by it, with the name of what changes.

    财政收入, 同比增长10%; 绿地率提高1.5个百分点, 达到38%.
    """
    if not new.name:
        return new._replace(name=CHANGED.sub("", of))
    verb = REACH if CHANGED.search(new.name) else new.verb
    return new._replace(name=of + new.name, verb=verb)


def _counted(text: str, place: _Place) -> list[Promise]:
    """Return the promises of a clause that have a number."""
    clause, by = place.clause, place.by
    if not (NUMERAL.search(clause.text) or ALL.search(clause.text)):
        return []
    own = opening(clause.text, by.day.year if by else ANY_YEAR)
    pieces = sorted(
        (match.start(), match.end(), match[0])
        for match in (*PIECE.finditer(clause.text), *ALL.finditer(clause.text))
        if _is_number(text, clause, match, by)
    )
    made = (_one_counted(place, own, pieces, index) for index in range(len(pieces)))
    return [one for one in made if one]


def _one_counted(place: _Place, own: Opening, pieces: Pieces, index: int) -> Promise | None:
    """Return the promise of one number of a clause, or None where nothing is promised."""
    clause, by = place.clause, place.by
    start, end, raw = pieces[index]
    before, after = around(clause.text, pieces, index, own.end)
    name = with_verb(name_of(before, after), own.verbs, raw)
    verbs = (*place.governing.verbs, *own.verbs)
    verb = _class(clause.text, raw, verbs) or _class_by_words(clause.text[:start], raw)
    if not ((verb or _is_meant(place, own)) and (name or REACHED.match(raw))):
        return None
    number = read_number(raw)
    kind = _kind(name, after, "".join(verbs) + clause.text, number, by)
    reached = kind == RATE and not own.verbs and verb != KEEP
    begin = clause.start + len(clause.text) - len(clause.text.lstrip())
    return Promise(
        begin,
        clause.end,
        name,
        REACH if reached else verb or DO,
        kind,
        number,
        by,
        _spots(place, start, end),
    )


def _is_meant(place: _Place, own: Opening) -> bool:
    """Tell whether a clause with no verb has a deadline, or says that something is intended."""
    return bool(place.by) or place.governing.intended or own.intended


def _spots(place: _Place, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return where a number and its deadline stand in the paragraph."""
    begin, by = place.clause.start, place.by
    number = (begin + start, begin + end)
    return (number, (by.start, by.end)) if by else (number,)


def _is_number(text: str, clause: Clause, match: re.Match[str], by: Deadline | None) -> bool:
    """Tell whether a number is neither left out by the table nor part of a date."""
    groups = match.groupdict()
    begin, end = match.span("quantity") if "quantity" in groups else match.span()
    begin, end = begin + clause.start, end + clause.start
    counted = clause.text[: match.start()].endswith("数")  # 优良天数240天
    spell = SPELL.fullmatch(match[0]) and not counted
    dates = [*deadlines(clause.text, ANY_YEAR)]
    dated = any(match.start() < one.end and one.start < match.end() for one in dates)
    if spell or dated or (by and begin < by.end and by.start < end):
        return False
    digits = NUMERAL.search(text, begin, end)
    return not (digits and reason_of(text, *digits.span()))


@lru_cache(maxsize=1024)
def read_number(raw: str) -> Threshold:
    """Return a number of a promise as the grammar of thresholds reads it; 全覆盖 is 100%."""
    if not ALL.fullmatch(raw):
        return parse_threshold(raw)
    whole = parse_threshold("100%")
    return Threshold(raw, whole.kind, whole.interval, whole.unit)


def _class(text: str, raw: str, verbs: Sequence[str]) -> str:
    """Return the class of a promise by its comparison, its clause and its verbs, or nothing."""
    classes = {CLASS[verb] for verb in verbs}
    for kind, met in (
        (KEEP, KEPT.match(raw) or KEEP in classes),
        (FINISH, ENDED.search(text)),
        (START, STARTED.search(text)),
    ):
        if met:
            return kind
    return next((one for one in _ORDER if one in classes), REACH if REACHED.match(raw) else "")


def _class_by_words(before: str, raw: str) -> str:
    """Return the class of a promise with no verb of its own: a change, a bound, 对…进行."""
    if CHANGED.search(before) or raw.endswith(("以上", "以下", "内")):
        return REACH
    return DO if DONE_TO.match(before.strip()) else ""


_SHARES = ("share", "permille", "points", "ratio")
_PREPARED = re.compile("的?前期(?:手续|工作)$")


def _kind(name: str, after: str, clause: str, number: Threshold, by: Deadline | None) -> str:
    """Return what a promise's number is of."""
    raw, scale = number.raw, unit_scale(number.unit)
    if scale in _SHARES or PERCENT.search(raw):
        return RATE
    if scale in ("time", "month_end"):
        return TIME
    of_works = kind_of_end(_PREPARED.sub("", name))
    built = PROCESS.search(after) or (of_works and BUILT.search(clause))
    if built and scale == "count":
        return WORKS
    at_the_end = bool(by and by.dated and (by.day.month, by.day.day) == (12, 31))
    level = REACHED.match(raw) or KEPT.match(raw)
    return STANDING if level and (at_the_end or STOCK.search(name)) else YEAR


def _dated(text: str, place: _Place, by: Deadline, fiscal_year: int) -> list[Promise]:
    """Return the promises of a clause that have dates and no number, one for each thing.

    A work that is named has the one date of the clause; else each date has what stands behind it.
    """
    clause = place.clause
    verb = _class(clause.text, "", place.governing.verbs)
    dates = [one for one in deadlines(clause.text, fiscal_year) if one.dated]
    named = [
        (work.name, work.start, work.end, by)
        for work in in_objectives(text, fiscal_year)
        if work.start <= by.start and by.end <= work.end and len(dates) == 1
    ]
    if not named:
        ends = [one.start for one in dates[1:]] + [len(clause.text)]
        starts = [0, *ends[:-1]]
        named = [
            (
                object_of(clause.text[start:end], fiscal_year),
                clause.start,
                clause.end,
                one._replace(start=one.start + clause.start, end=one.end + clause.start),
            )
            for one, start, end in zip(dates, starts, ends, strict=True)
        ]
    return [
        Promise(start, end, name, verb, DEADLINE, None, day, ((day.start, day.end),))
        for name, start, end, day in named
        if verb and len(name) > 1
    ]
