"""Grading thresholds: one printed cell (`90%以上`, `——`, `未开展`) read as an interval, and back.

以上, 以下 and 以内 include the number itself, 超过 and 不满 do not. That is how the law of the time
counts (General Provisions of the Civil Law, 2017, article 205); it governs no budget table and is
followed here by analogy. Numbers keep their printed unit: 90% is 90 with the unit %. A cell is read
by what it is made of, never by being on a list. A cell with a number that the rules do not place in
full is unread and says why.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, TypeAlias, cast

import portion  # type: ignore[import-untyped]

from yanjiao_budget.language import COUNTED

from . import grammar
from .grammar import (
    AT_LEAST,
    AT_MOST,
    BLANK,
    EXACTLY,
    KINDS,
    LESS_THAN,
    MORE_THAN,
    NONE_STATED,
    QUALITATIVE,
    RANGE,
    RELATIVE,
    UNIT_SCALES,
    UNREAD,
    ZERO,
    Kind,
)

__all__ = [
    "AT_LEAST",
    "AT_MOST",
    "BLANK",
    "CAVEATS",
    "EXACTLY",
    "KINDS",
    "LESS_THAN",
    "MORE_THAN",
    "NONE_STATED",
    "QUALITATIVE",
    "RANGE",
    "RELATIVE",
    "UNIT_SCALES",
    "UNREAD",
    "ZERO",
    "Interval",
    "Kind",
    "Threshold",
    "format_threshold",
    "parse_threshold",
    "unit_scale",
]

Interval: TypeAlias = Any  # portion has no types
_Match = re.Match[str]
_Placed = tuple[str, Interval, str, str]
_NO_END = (type(portion.inf), type(-portion.inf))


# What a reading takes for granted, in English and in Chinese.
CAVEATS = {
    "mark_for_more": (
        "printed 》, read as >; it may stand for ≥",
        "原文印作“》”，按“>”识读，也可能是“≥”",
    ),
    "mark_for_less": (
        "printed 《, read as <; it may stand for ≤",
        "原文印作“《”，按“<”识读，也可能是“≤”",
    ),
}


class _UnplacedError(Exception):
    """Why a string with a number is left unread."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """One cell of a ladder, read.

    Attributes:
        raw: The cell as printed; two thresholds that say the same are equal however printed.
        kind: A key of `KINDS`.
        interval: The values it names, in `unit`; None for a kind with no number.
        unit: A key of `UNIT_SCALES`, perhaps after 万 or before `/年`; "" when none is printed.
        before: Words before the number; all the words of a cell that is not read as a number.
        after: Words after the number.
        reason: Why the cell is unread; "" otherwise.
        caveat: A key of `CAVEATS`: what its reading takes for granted; "" for nothing.
    """

    raw: str = field(compare=False)
    kind: str
    interval: Interval = None
    unit: str = ""
    before: str = ""
    after: str = ""
    reason: str = ""
    caveat: str = field(default="", compare=False)

    @property
    def lower(self) -> Decimal | None:
        """The lower bound, in `unit`; None without a number or without a bound on that side."""
        end = None if self.interval is None else self.interval.lower
        return None if isinstance(end, _NO_END) else end

    @property
    def upper(self) -> Decimal | None:
        """The upper bound, in `unit`; None without a number or without a bound on that side."""
        end = None if self.interval is None else self.interval.upper
        return None if isinstance(end, _NO_END) else end

    @property
    def lower_closed(self) -> bool | None:
        """Whether the lower bound is itself included; None where there is no lower bound."""
        return None if self.lower is None else bool(self.interval.left == portion.CLOSED)

    @property
    def upper_closed(self) -> bool | None:
        """Whether the upper bound is itself included; None where there is no upper bound."""
        return None if self.upper is None else bool(self.interval.right == portion.CLOSED)


def unit_scale(unit: str) -> str:
    """Return what a unit measures (a value of `UNIT_SCALES`); "" for no unit."""
    base = unit.partition("/")[0]
    if not base or base in UNIT_SCALES:
        return UNIT_SCALES.get(base, "")
    halves = ((base[:place], base[place:]) for place in range(1, len(base)))
    counts = any({UNIT_SCALES.get(half) for half in pair} == {"count"} for pair in halves)
    return "count" if counts else "amount"


def parse_threshold(raw: str | None) -> Threshold:
    """Read one cell of a ladder; any string is read, if only as unread with the reason.

    以上, 以下 and 以内 include the number, 超过 and 不满 do not. 达 a number is reaching it, and
    控制在 is keeping within it. A deadline `12月底前` is at most 12 月底; other dates are no
    number. 》 is read as >, and `caveat` says that it may stand for ≥.

    Args:
        raw: The cell as printed; None for a cell that is not there.

    Returns:
        What the cell says. `raw` is kept as it was, "" for None.

    Raises:
        TypeError: The cell is neither text nor None.
    """
    if raw is None:
        return Threshold("", BLANK)
    if not isinstance(raw, str):
        raise TypeError(f"a threshold is text or None, not {raw!r} ({type(raw).__name__})")
    text = _clean(raw)
    if not text:
        return Threshold(raw, BLANK)
    if grammar.DASHES.fullmatch(text):
        return Threshold(raw, NONE_STATED)
    if nothing := grammar.NOTHING.fullmatch(text):
        noun = nothing["noun"] or nothing["subject"] or ""
        return Threshold(raw, ZERO, portion.singleton(Decimal(0)), after=noun)
    try:
        return replace(_place(raw, text), caveat=_caveat(raw))
    except _UnplacedError as error:
        return Threshold(raw, UNREAD, before=raw.strip(), reason=str(error))


def format_threshold(threshold: Threshold) -> str:
    """Write a threshold in the one canonical spelling that reads back as that threshold.

    Args:
        threshold: A threshold, read or built by hand.

    Returns:
        `90%以上`, `80%-90%`, `[80%,90%)`, `>3次`; a cell with no number comes back as its words.

    Raises:
        ValueError: No spelling reads back as this threshold.
    """
    for spelling in _spellings(threshold):
        if parse_threshold(spelling) == threshold:
            return spelling
    raise ValueError(f"no spelling reads back as {threshold!r}")


# Lengths, areas, volumes and times as typed, in letters of either case: 80M is 80 metres.
_IN_LETTERS = {"m": "米", "km": "公里", "m2": "平方米", "km2": "平方公里", "m3": "立方米"}
_IN_LETTERS |= {"h": "小时", "min": "分钟"}


def _caveat(raw: str) -> str:
    """Return what reading the quotation marks of a cell as comparisons takes for granted."""
    marks = "" if re.search("《[^《》]*》", raw) else raw
    if re.search("[》〉](?![=＝])", marks):
        return "mark_for_more"
    return "mark_for_less" if re.search("[《〈](?![=＝])", marks) else ""


def _clean(raw: str) -> str:
    """Fold look-alikes, widths, space, final stops and brackets round the whole; keep the words."""
    text = raw.replace("㎡", "平方米").replace("㎥", "立方米").replace("平方千米", "平方公里")
    # NFKC would make the full-width comma, which separates, the comma inside 1,000.
    for _ in range(2):  # letters that space kept apart may meet
        text = re.sub("[^，…]+", lambda part: unicodedata.normalize("NFKC", part[0]), text)
        text = re.sub(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+", "", text)
    text = re.sub("(?<=[0-9])百分比(?!点)", "%", text.translate(grammar.LOOKALIKE))
    if not re.search("《[^《》]*》", text):  # a pair of them marks a title
        text = re.sub("[》〉]", ">", re.sub("[《〈]", "<", text))
    text = text.replace(">=", "≥").replace("<=", "≤").rstrip("。.;；,，、")
    while whole := re.fullmatch(r"\(([^(),，]*)\)", text):
        text = whole[1].rstrip("。.;；,，、")
    return re.sub(r"([\[(][^,\[\]()]*),([^,\[\]()]*[\])])", r"\1，\2", text)


def _place(raw: str, text: str) -> Threshold:
    """Place every number and word of a cleaned text, or raise with the reason."""
    if grammar.RELATIVE_WORDS.fullmatch(text):
        return Threshold(raw, RELATIVE, before=text)
    _expect_plain_numbers(raw, text)
    if grammar.DATE.search(text):
        raise _UnplacedError("it names a date")
    text, by_numeral = _in_digits(text)
    found = list(grammar.QUANTITY.finditer(text))
    if not found:
        if not re.search(r"\w", text):
            raise _UnplacedError("it is neither a word nor a number")
        return Threshold(raw, QUALITATIVE, before=text)
    numbers = [Decimal(one["number"].replace(",", "")) for one in found]
    unit = _unit_of_all(found)
    place = _place_one if len(found) == 1 else _place_two
    kind, interval, before, after = place(text, found, numbers)
    if after:
        _expect_an_end(text, found[-1], after, by_numeral=by_numeral)
    before, after = _words(before, after)
    if kind == EXACTLY and before.endswith("得分"):
        raise _UnplacedError("it is a rule for adding or deducting points")
    _expect_no_date(numbers, unit, compared=kind not in (EXACTLY, RANGE))
    return Threshold(raw, kind, interval, unit, before, after)


def _unit_of_all(found: list[_Match]) -> str:
    """Return the one unit of a cell's numbers, of which there are two at most."""
    units = [_unit(one) for one in found]
    unit = units[0] or units[-1]
    if len(found) > 2 or units[-1] not in ("", unit):  # noqa: PLR2004 - a range has two
        raise _UnplacedError("its numbers are more than two, or have different units")
    return unit


def _expect_an_end(text: str, last: _Match, after: str, *, by_numeral: bool) -> None:
    """Refuse a number or a unit that the words after it go on: 3部门, 完成三次培训, 3(个)月."""
    if after == text[last.end() :] and (by_numeral or not last["unit"]):
        raise _UnplacedError(f"the number runs on into {after!r}")
    if (last["unit"] or "").startswith("(") and _unit(last) != "%":
        raise _UnplacedError(f"the unit in brackets runs on into {after!r}")


def _expect_plain_numbers(raw: str, text: str) -> None:
    """Refuse numbers in other signs than digits and Chinese numerals, and numbers in pieces."""
    plain = re.sub("[0-9０-９〇㎡㎥]|[mMｍＭ][²³]", "", raw)
    others = unicodedata.normalize("NFKC", plain)
    signs = any(sign.isnumeric() and unicodedata.category(sign) != "Lo" for sign in others)
    if signs or grammar.ROMAN.search(raw) or grammar.OTHER_NUMERAL.search(text):
        raise _UnplacedError("it holds a number in signs other than digits and Chinese numerals")
    if re.search(r"[0-9.,]\s+[0-9.,]", unicodedata.normalize("NFKC", raw)):
        raise _UnplacedError("space stands inside or between numbers")


def _expect_no_date(numbers: list[Decimal], unit: str, *, compared: bool) -> None:
    """Refuse numbers that may name a day, a month or a year."""
    for met, reason in (
        (
            all(one in grammar.YEARS for one in numbers)
            and (unit == "年" or not (unit or compared)),
            "it may name a calendar year",
        ),
        (unit == "日" and not compared, "it may name a day of the month"),
        (
            unit == "月底" and any(one not in range(1, 13) for one in numbers),
            "there is no such month",
        ),
    ):
        if met:
            raise _UnplacedError(reason)


def _place_one(text: str, found: list[_Match], numbers: list[Decimal]) -> _Placed:
    """Place one number: `完成率达95%以上`, `3个工作日内`, `90%≤X`."""
    start, end = found[0].span()
    if not start and text[end : end + 1] in grammar.MIRRORED:
        kind = grammar.MIRRORED[text[end]]
        return kind, _one_sided(kind, numbers[0]), text[end + 1 :], ""
    sign, hint, before = _head(text[:start])
    tail = cast("_Match", grammar.TAIL.match(text, end))
    kind = _agreed(sign, tail, hint)
    if tail["between"]:
        raise _UnplacedError("one number stands where two should")
    return kind, _one_sided(kind, numbers[0]), before, tail["words"]


def _place_two(text: str, found: list[_Match], numbers: list[Decimal]) -> _Placed:
    """Place two numbers as the ends of a range, which is where two one-sided readings meet."""
    head, middle = text[: found[0].start()], text[found[0].end() : found[1].start()]
    end = found[1].end()
    if chain := grammar.CHAIN.fullmatch(middle):
        kinds = grammar.MIRRORED[chain["left"]], grammar.SIGN[chain["right"]]
        before, after = head + ("" if chain["name"] in "Xx" else chain["name"]), text[end:]
    elif middle in (",", "，") and head[-1:] in ("[", "(") and text[end : end + 1] in ("]", ")"):
        kinds = grammar.BRACKET[head[-1]], grammar.BRACKET[text[end]]
        before, after = head[:-1], text[end + 1 :]
    else:
        sign, _, before = _head(head)
        tail = cast("_Match", grammar.TAIL.match(text, end))
        kinds, after = _kinds_of_two(sign, middle, tail), tail["words"]
    sides = [kind in (AT_LEAST, MORE_THAN) for kind in kinds]
    if EXACTLY in kinds or sides[0] == sides[1]:
        raise _UnplacedError("nothing between its two numbers makes them a range")
    has_unit = any(one["unit"] for one in found)
    if has_unit and numbers[0] > numbers[1] and grammar.TO.fullmatch(middle):
        kinds = _DOWNWARD[kinds[0]], _UPWARD[kinds[1]]  # 100-80% runs downwards.
    interval = _one_sided(kinds[0], numbers[0]) & _one_sided(kinds[1], numbers[1])
    if interval.empty:
        raise _UnplacedError("its two numbers run backwards, or leave nothing between them")
    return RANGE, interval, before, after


_DOWNWARD = {AT_LEAST: AT_MOST, MORE_THAN: LESS_THAN}
_UPWARD = {AT_MOST: AT_LEAST, LESS_THAN: MORE_THAN}


def _kinds_of_two(sign: str | None, middle: str, tail: _Match) -> tuple[str, str]:
    """Return the kinds of two numbers by the comparisons before, between and after them."""
    to = grammar.TO.fullmatch(middle)
    if to and (to["to"] or tail["between"]):
        return _ends(sign, to, tail)
    pair = cast("_Match", grammar.PAIR.match(middle))
    second = grammar.PREFIX.fullmatch(pair["sign"])
    if pair["sign"] and not second:
        raise _UnplacedError("nothing between its two numbers makes them a range")
    return _agreed(sign, pair), _agreed(second and second.lastgroup, tail)


def _in_digits(text: str) -> tuple[str, bool]:
    """Write in digits the Chinese numerals that count something; say whether one with a unit did.

    一般, 统一 and 第一 are left alone.
    """
    if not text.strip("一"):
        raise _UnplacedError("it is the number one or a dash")
    if grammar.NUMERAL.fullmatch(text):
        return _numeral(text), False
    if re.search(rf"[{grammar.HAN}][.,]?[0-9]|[0-9][.,]?(?![百千])[{grammar.HAN}]", text):
        raise _UnplacedError("a Chinese numeral touches the number")
    by_numeral = False

    def digits(match: _Match) -> str:
        nonlocal by_numeral
        if ranked := match["ordinal"] or match["rank"]:
            raise _UnplacedError(f"{ranked!r} is a rank or a place in an order")
        if numeral := match["numeral"] or match["last"]:
            by_numeral = True
            return _numeral(numeral)
        if match["share"]:
            return _numeral(match["parts"]) + ("%" if match["share"][0] == "百" else "‰")
        return match[0]

    text = grammar.CHINESE.sub(digits, text)
    if vague := grammar.VAGUE.search(text):
        raise _UnplacedError(f"no rule places the number in {vague[0]!r}")
    return grammar.RESTATED.sub(r"\1\2\3(\4含)", text), by_numeral


def _numeral(numeral: str) -> str:
    """Write a Chinese numeral in digits; digits stay as they are."""
    if numeral[0].isascii():
        return numeral
    plain = numeral.replace("两", "二").replace("〇", "零")
    if plain in COUNTED:
        return str(COUNTED[plain])
    import cn2an  # noqa: PLC0415 - few cells hold another numeral

    try:
        return str(cn2an.cn2an("一百" if plain == "百" else plain, "strict"))
    except ValueError:
        raise _UnplacedError(f"{numeral!r} is no Chinese numeral") from None


def _unit(quantity: _Match) -> str:
    """Return the unit of one match of `grammar.QUANTITY` as `UNIT_SCALES` spells it, or ""."""
    unit = (quantity["unit"] or "").strip("()").replace("平米", "平方米")
    bare = unit.removeprefix("个").replace("月末", "月底")
    bare = _IN_LETTERS.get(bare.lower(), bare)
    return bare if bare.partition("/")[0] in UNIT_SCALES else unit


def _head(text: str) -> tuple[str | None, str | None, str]:
    """Split what stands before a number: the kind a sign states, the kind 达 hints at, words."""
    sign = grammar.PREFIX.search(text)
    words = text[: sign.start()] if sign else text
    if not sign and re.search("[A-Za-z]$", words):
        raise _UnplacedError("a letter touches the number")
    link = grammar.LINK.search(words)
    hint = next((kind for word, kind in grammar.HINTS.items() if link and word in link[0]), None)
    return (sign.lastgroup if sign else None), hint, words


def _suffix(tail: _Match) -> str | None:
    """Return the kind that the words after a number state, or None."""
    return next((kind for kind in (AT_LEAST, AT_MOST) if tail[kind]), None)


def _marks(match: _Match) -> set[str]:
    """Return "" for （含） and 不 for （不含） after a number."""
    return {match[name] for name in ("mark", "after") if match.groupdict().get(name) is not None}


def _agreed(sign: str | None, tail: _Match, hint: str | None = None) -> str:
    """Return the one kind that all the comparisons round a number state."""
    stated = {kind for kind in (sign, _suffix(tail)) if kind}
    if len(stated) > 1:
        raise _UnplacedError("the comparisons before and after the number contradict each other")
    kind = stated.pop() if stated else hint or EXACTLY
    marks = _marks(tail)
    if marks and (kind not in grammar.STRICT or len(marks) > 1):
        raise _UnplacedError("what it says of including the number contradicts the rest")
    return grammar.STRICT[kind] if "不" in marks else kind


def _ends(sign: str | None, to: _Match, tail: _Match) -> tuple[str, str]:
    """Return the kinds of the two ends of `80%-90%`, closed unless marked （不含）."""
    if sign or _suffix(tail):
        raise _UnplacedError("a range with a comparison beside it contradicts itself")
    return (
        MORE_THAN if "不" in _marks(to) else AT_LEAST,
        LESS_THAN if "不" in _marks(tail) else AT_MOST,
    )


def _one_sided(kind: str, number: Decimal) -> Interval:
    """Return the interval of a kind with one number."""
    closed, open_end = portion.CLOSED, portion.OPEN
    if kind == EXACTLY:
        return portion.singleton(number)
    if kind in (AT_LEAST, MORE_THAN):
        left = closed if kind == AT_LEAST else open_end
        return portion.Interval.from_atomic(left, number, portion.inf, open_end)
    right = closed if kind == AT_MOST else open_end
    return portion.Interval.from_atomic(open_end, -portion.inf, number, right)


def _words(before: str, after: str) -> tuple[str, str]:
    """Return the words round a number, or raise if they may change what the number means."""
    before = grammar.LINK.sub("", before)
    before = "" if before in ("X", "x") else before
    for words, objections in ((before, grammar.NOT_BEFORE), (after, grammar.NOT_AFTER)):
        for pattern, reason in objections if words else ():
            if re.search(pattern, words) or words.count("(") != words.count(")"):
                raise _UnplacedError(reason)
    return before, after


def _spellings(threshold: Threshold) -> Iterator[str]:
    """Yield the ways to write a threshold, the plainest first."""
    kind, unit = threshold.kind, threshold.unit
    if kind == ZERO:
        yield "无" + threshold.after
    if threshold.interval is None:
        yield "——" if kind == NONE_STATED else threshold.before
    ends = [f"{one.normalize():f}" for one in (threshold.lower, threshold.upper) if one is not None]
    if not ends:
        return
    low, high = (end + grammar.PRINTED.get(unit, unit) for end in (ends[0], ends[-1]))
    within = {"time": "以内", "month_end": "前"}.get(unit_scale(unit), "以下")
    left, right = "[" if threshold.lower_closed else "(", "]" if threshold.upper_closed else ")"
    spellings = {
        AT_LEAST: (f"{low}以上", f"≥{low}", f"≥{low}以上"),
        AT_MOST: (f"{low}{within}", f"≤{low}", f"≤{low}以下"),
        MORE_THAN: (f">{low}", f"≥{low}以上(不含)"),
        LESS_THAN: (f"<{low}", f"≤{low}以下(不含)"),
        EXACTLY: (low, f"={low}"),
        RANGE: (f"{low}-{high}", f"{left}{low},{high}{right}"),
    }
    for spelling in spellings.get(kind, ()):
        yield threshold.before + spelling + threshold.after
