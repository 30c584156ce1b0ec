"""What a paragraph says of a figure: its amount, that of the year before, or its change."""

import re

from .figures import Stated
from .naming import each_of, unnamed
from .numbers import half_width
from .paragraph import (
    BEFORE,
    GIVEN,
    OTHER,
    SPENT,
    THIS,
    Kept,
    Paragraph,
    Said,
    baseline_of,
    opens_clause,
    unit_of,
)
from .phrases import MONEY, YEAR, clause_start, item_of
from .year_before import years_in

_BESIDE = re.compile(r"[，,、；（(\s]*(?:而|其中)?")
_FROM_BEFORE = re.compile(
    r"(?:[较与比同和](?:上一?|去|前一)年[^，。；：（）()\d]{0,20}[，,]?|原来?的?)$"
)
_HEADING = re.compile("(?P<name>.+?)(?:预算|安排|方面|(?:增减)?(?:变化)?情况(?:说明)?)?[：:。]?")
_LEADING = re.compile(r"[，,]?[^，。；：（）()]*")
_ASIDE = re.compile("按照?|根据|依据|为|落实|自|从|因|《")
_OF_MONEY = re.compile("预算|经费|收入|支出|情况")
_SOURCE = re.compile(
    "一般公共预算|政府性基金|国有资本|财政专户|单位资金|自有资金|财政拨款|(?<![及和与含括])(?:下属|所属|本级)"
)


def placed(paragraph: Paragraph, said: Said) -> list[Kept]:
    """Return what is stated, its figure known; nothing where that cannot be told."""
    if said.kind == "level":
        return _level(paragraph, said)
    if said.kind == "dated":
        return _dated(paragraph, said)
    if said.kind == "moved":
        return _moved(paragraph, said)
    return _changed(paragraph, said)


def _level(paragraph: Paragraph, said: Said) -> list[Kept]:
    item = said.item or ""
    when, leads = _when(paragraph, said)
    if leads:
        paragraph.whens[paragraph.bracket(said.start)[0]] = when
    if when == OTHER or not _is_whole(paragraph, said, item):
        return []
    return _stated(paragraph, said, item, when)


def _stated(  # noqa: PLR0913, PLR0917 - an amount has as many parts
    paragraph: Paragraph,
    said: Said,
    item: str,
    when: str,
    number: str = "number",
    unit: str = "unit",
) -> list[Kept]:
    """Keep an amount of this year, or of the year before; its groups are called as given."""
    match = said.match
    amount = paragraph.money(match, number, unit)
    printed = unit_of(match[unit]) or paragraph.usual
    if when == BEFORE:
        if item in paragraph.previous:
            return []
        named = [*YEAR.finditer(paragraph.text, 0, match.start(number))]
        year = named[-1]["year"] if named else None
        paragraph.previous[item] = (amount, printed, year)
    else:
        paragraph.amounts.append(Stated(item, amount, printed, paragraph.line))
    return [Kept(said, item, is_change=False, when=when)]


def _when(paragraph: Paragraph, said: Said) -> tuple[str, bool]:
    """Return of which year an amount is, and whether the words before its label say so."""
    if said.item == "fixed_assets":  # They are those of the end of the year before.
        return THIS, False
    label = said.match.end(said.item or 0) if said.item else said.start
    within = [*YEAR.finditer(paragraph.text, label, said.match.start("number"))]
    if within:
        return _kind(paragraph, within[-1]["year"]), False
    opened = paragraph.bracket(said.start)[0]
    inherited = paragraph.whens.get(opened, paragraph.whens.get(None, THIS))
    year = _spoken_before(paragraph, said.start)
    if year is None:
        return inherited, False
    kind = _kind(paragraph, year["year"])
    if kind == THIS or _LEADING.fullmatch(paragraph.text, year.end(), said.start):
        return kind, True
    # 2020年情况如下：公务接待费3万元 is hardly of the document's year, nor surely of the other.
    sentence = paragraph.text.rfind("。", 0, year.start()) + 1
    return OTHER, not paragraph.text[sentence : year.start()].strip()


def _spoken_before(paragraph: Paragraph, start: int) -> re.Match[str] | None:
    """Return the year that is spoken of before a place, since anything was stated of another."""
    text = paragraph.text
    stated = [one.end for one in paragraph.kept if one.end <= start]
    stated += [reason.end for reason, _ in paragraph.explained if reason.end <= start]
    since = max(stated, default=0)
    since = max([since, *(money.end() for money in MONEY.finditer(text, since, start))])
    for year in reversed([*YEAR.finditer(text, since, start)]):
        clause = text[clause_start(text, year.start()) : year.end()]
        if _ASIDE.search(clause) or _is_past(paragraph, text[year.start() : start], year):
            continue
        return year
    return None


def _is_past(paragraph: Paragraph, words: str, year: re.Match[str]) -> bool:
    """Return whether a year is spoken of in a sentence before, on something else: 成立于2010年."""
    sentence, sign, _ = words.partition("。")
    of_money = _kind(paragraph, year["year"]) == BEFORE and _OF_MONEY.search(sentence)
    return bool(sign) and not of_money


def _kind(paragraph: Paragraph, year: str) -> str:
    """Return whether a year is the document's, the one before it or another."""
    digits = half_width(year)[:4]
    if not digits.isdecimal():
        return BEFORE if year[0] in "上去" else THIS
    if paragraph.year is None or int(digits) >= paragraph.year:
        return THIS
    return BEFORE if int(digits) == paragraph.year - 1 else OTHER


def _is_whole(paragraph: Paragraph, said: Said, item: str) -> bool:
    """Return whether an amount is of a whole figure, and not of what one source gives to it."""
    if paragraph.section != "overview":
        return True
    text, start = paragraph.text, said.start
    opening = max(text.rfind(sign, 0, start) for sign in "，。；：、（）") + 1
    if item in SPENT and _SOURCE.search(text, opening, start):
        return False
    sentence = max(text.rfind(sign, 0, start) for sign in "。；")
    kept = {one.start for one in paragraph.kept}
    other, own = (SPENT, GIVEN) if item in GIVEN else (GIVEN, SPENT)
    for one in reversed(paragraph.said):
        if not sentence < one.start < start or one.kind != "level":
            continue
        if one.item in other:
            return False
        if one.item in own and one.start in kept:
            return True
    return True


def _dated(paragraph: Paragraph, said: Said) -> list[Kept]:
    """Keep an amount without a name: below it as a heading, or with its year beside another."""
    match = said.match
    if not opens_clause(paragraph.text, said.start) or not match["unit"]:
        return []
    kind = _kind(paragraph, match["year"]) if match["year"] else THIS
    item = _titled(paragraph, said.start) or _beside(paragraph, said, kind)
    if not item or kind == OTHER:
        return []
    return _stated(paragraph, said, item, kind)


def _beside(paragraph: Paragraph, said: Said, kind: str) -> str | None:
    """Return the figure of the amount straight before one, if the two are of two years.

    Or of the change before it: 较上年3万元减少1万元，为2万元.
    """
    last = paragraph.kept[-1] if paragraph.kept else None
    if last is None:
        return None
    reached = last.is_change and said.match[0][0] in "为达"
    if not reached and (not said.match["year"] or BEFORE not in {kind, last.when}):
        return None
    return last.item if _BESIDE.fullmatch(paragraph.text, last.end, said.start) else None


def _titled(paragraph: Paragraph, start: int) -> str | None:
    """Return the figure that stands as a heading before an amount: 公务接待费。2021年安排2万元."""
    text = paragraph.text
    if not text[:start].strip():
        named = _HEADING.fullmatch(paragraph.topic)
    else:
        named = _HEADING.fullmatch(text, clause_start(text, start - 1), start - 1)
    label = paragraph.words.label.fullmatch(named["name"]) if named else None
    return item_of(label) if label else None


def _moved(paragraph: Paragraph, said: Said) -> list[Kept]:
    """Keep an amount and what it was the year before, where the words say it was then."""
    match = said.match
    item = said.item or unnamed(paragraph, said)
    year = match["year"]
    known = (
        _kind(paragraph, year) == BEFORE
        if year
        else _FROM_BEFORE.search(
            paragraph.text, 0, paragraph.text.index(match["before"], said.start)
        )
    )
    is_now = not match["now"] or _kind(paragraph, match["now"]) == THIS
    if item is None or not known or not is_now:
        return []
    before = _stated(paragraph, said, item, BEFORE, "before", "before_unit")
    now = _stated(paragraph, said, item, THIS, "reached", "reached_unit")
    return [*before, *now]


def _changed(paragraph: Paragraph, said: Said) -> list[Kept]:
    """Keep a change, of several figures where it says so (均与上年持平)."""
    match = said.match
    item = _changed_item(paragraph, said)
    opened = paragraph.bracket(said.start)[0]
    if paragraph.whens.get(opened, paragraph.whens.get(None, THIS)) != THIS:
        if match["baseline"]:
            return []  # 2020年3万元，比2019年增加1万元 is of the year before.
        paragraph.whens[opened] = THIS
    if item is None:
        items = each_of(paragraph, said) if match["level"] or match["weak"] else []
        return [Kept(said, one, is_change=True) for one in items]
    if _is_against_another(paragraph, item, match["baseline"]):
        return []
    if match["before"]:
        _state_before(paragraph, item, match)
    if match["reached"]:
        return _stated(paragraph, said, item, THIS, "reached", "reached_unit")
    return [Kept(said, item, is_change=True)]


def _state_before(paragraph: Paragraph, item: str, match: re.Match[str]) -> None:
    """Keep the amount named in what a change is measured against, if that is the year before."""
    baseline = baseline_of(paragraph, match)
    years = years_in(baseline or "")
    if years and _kind(paragraph, str(years[0])) != BEFORE:
        paragraph.apart.append(match.span("before"))
        return
    wan_yuan = paragraph.money(match, "before", "before_unit")
    stated = wan_yuan, unit_of(match["before_unit"]), baseline
    if paragraph.previous.setdefault(item, stated) is not stated:
        paragraph.apart.append(match.span("before"))


def _is_against_another(paragraph: Paragraph, item: str, baseline: str | None) -> bool:
    """Return whether a figure's change is stated already, against another year or its outcome."""
    changes = (one for one in paragraph.kept if one.is_change and one.item == item)
    stated = (one.said.match["baseline"] for one in changes)
    return any(_measure(one) != _measure(baseline) for one in stated if one and baseline)


def _measure(baseline: str) -> tuple[list[int], bool]:
    """Return the year that a change is measured against, and whether its outcome is meant."""
    return years_in(baseline), "决算" in baseline or "执行" in baseline


def _changed_item(paragraph: Paragraph, said: Said) -> str | None:
    """Return the figure that a change is of, None where it cannot be told."""
    baseline = said.match["baseline"]
    within = paragraph.words.label.search(baseline) if baseline else None
    if baseline and within:
        # 较上年公务接待费增加: the name may stand within what it is measured against.
        named = item_of(within)
        agrees = said.item in (None, named)
        return named if agrees else None
    return said.item or unnamed(paragraph, said)
