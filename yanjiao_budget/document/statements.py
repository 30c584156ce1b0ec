"""A paragraph to the amounts and changes it states, each found by its label, none passed over."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from .figures import BY_ITEM, FIGURES, Stated
from .numbers import in_wan_yuan, read_number
from .text import Unread, UnreadableDisclosureError

_UP = ("增加", "增长", "上升", "提高", "调增", "增幅", "增")
_DOWN = ("减少", "下降", "降低", "压减", "压缩", "缩减", "调减", "降幅", "减")
_VERB = "|".join((*_UP, *_DOWN))
# What may stand between a figure's name and its number. Any other word, and the number may be of
# something else (比上年多5万元, 用于维修5万元).
_SAID = (
    r"(?:财政拨款|本年度?|当年|年初|全年|\d{4}年度?|预算|收入|支出|经费|资金|安排|共计?|"
    r"合计|总计|总[额量]|总金额|金额|数额?|额|为|是|计划|[：:]|\s){0,8}?"
)
_NUMBER = r"[-－−+＋]?\d+(?:[,，]\d{3})*(?:[.．]\d+)?"
# A number of people, cars or per cent is no amount.
_AMOUNT = (
    rf"\s*(?P<number>{_NUMBER})\s*"
    r"(?:(?P<unit>万元|元)|(?![\d.．]*\s*[多余]?[%％人名辆台次批个项件户年月日]))"
)
_PERCENT = rf"\s*(?P<percent>{_NUMBER})\s*[%％]"
_BASELINE = (
    r"同比|(?:同口径)?[较与比同和](?:\d{4}|上一?|去|前一?)年[^，。；：（）()\d增减升降]{0,60}?"
)
_CHANGE = (
    rf"(?:(?P<baseline>{_BASELINE})[，,]?(?:有所|略有|共计?|总体|相应|预计)?)?"
    rf"(?:(?P<verb>{_VERB})(?:了|(?:金额|额|数|幅度?|率|比例)?[为是达]?)?(?:{_PERCENT}|{_AMOUNT})"
    # 基本持平 is nearly level, which is no figure.
    r"|(?P<level>(?<!基本)(?<!大致)持平|(?:无|没有|未)增减(?:变[化动])?)"
    r"(?:[，,、]?(?:无|没有)(?:增减)?变[化动])?"
    r"|(?P<weak>(?<!基本)(?:一致|相同|(?:无|没有|未发生)变[化动]|不变)))"
)
_CHANGE_OF = rf"(?:(?:{_BASELINE})[，,]?)?(?:{_VERB})(?:了|额|数|幅度?)?[为是达]?"
_IN_YUAN = re.compile(r"\d\s*万?元")
_COMPARED = re.compile(rf"(?P<baseline>(?:{_BASELINE})相比)")
_MONEY = re.compile(r"(?<!单位[：:])[^\s，。；：、（）()]{0,20}?(?:[万亿千百]元|\d\s*元)(?!为单位)")
_REASON = re.compile(
    r"(?:(?:主要)?原因(?:是由于|在于|[为是系][：:]?|[：:])|主要(?:是因为|是由于|因为|由于))"
    r"(?P<reason>(?:(?!主要原因)[^；。])*)"
)
# These words give a reason where they follow a change, and else name what money is for.
_FOLLOWING = re.compile(
    r"[，,、）)\s]*主要[为是系](?!因为|由于)[：:]?(?P<reason>(?:(?!主要原因)[^；。])*)"
)
# Half-width signs between words end clauses as the full-width ones do; within numbers they do not.
_SIGNS = {",": "，", ";": "；", ":": "：", ".": "。"}
_HALF_WIDTH_SIGN = re.compile(r"[;:]|(?<!\d)[,.]|[,.](?!\d)")
_BETWEEN = re.compile(r"[，,、（(\s]*")
_CLAUSE_END = "，,。；;：:、（）() \u3000"
# No paragraph of the form states as many, and how long each takes to place grows with all others.
_MOST = 80


class _Move(NamedTuple):
    """One change: its match, and the match of its other half (an amount and a percentage)."""

    match: re.Match[str]
    other: re.Match[str] | None = None

    def end(self) -> int:
        return (self.other or self.match).end()

    def span(self) -> tuple[int, int]:
        return self.match.start(), self.end()


@cache
def _patterns(section: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return how a section words amounts, changes and labels, a group for each figure's label."""
    labels = "|".join(
        f"(?P<{figure.item}>{figure.pattern or figure.zh})"
        for figure in FIGURES
        if figure.section == section
    )
    return (
        re.compile(rf"(?:{labels}){_SAID}{_AMOUNT}"),
        re.compile(rf"(?:(?:{labels}){_SAID})?{_CHANGE}"),
        re.compile(labels),
    )


@cache
def _any_figure() -> re.Pattern[str]:
    """Return how an amount of a figure of any section is worded."""
    labels = "|".join(figure.pattern or figure.zh for figure in FIGURES)
    return re.compile(rf"(?:{labels}){_SAID}(?:{_CHANGE_OF})?\s*{_NUMBER}\s*万?元")


def stated_amount(text: str) -> str | None:
    """Return the first amount or change of a figure of any section that a text states, or None."""
    match = _any_figure().search(text) if _IN_YUAN.search(text) else None
    return match[0] if match else None


def _item(match: re.Match[str]) -> str | None:
    """Return the figure whose label a match opens with."""
    return next(
        (item for item, label in match.groupdict().items() if label and item in BY_ITEM), None
    )


class _Paragraph(NamedTuple):
    """A paragraph: where it stands, and what in it looks like an amount or a change.

    Its `text` is as `printed` with full-width signs, character for character. `usual` is the unit
    of its amounts: a 0 prints no unit, and 持平 no number. `shared` is what the first of its
    changes that says so is measured against.
    """

    section: str
    file: str
    line: int
    printed: str
    text: str
    levels: Sequence[re.Match[str]]
    found: Sequence[re.Match[str]]
    usual: str
    shared: str | None

    def refuse(self, start: int, end: int, expected: str) -> UnreadableDisclosureError:
        """Return the error for a part of the paragraph."""
        found = f"“{self.printed[start:end]}”"
        return UnreadableDisclosureError(self.file, self.line, found, expected)

    def amount(self, match: re.Match[str]) -> Decimal:
        """Return an amount in 万元, or a percentage as a fraction; negative for a decrease."""
        groups = match.groupdict()
        number = read_number(groups.get("percent") or groups["number"] or "0")
        unit = groups["unit"] or self.usual
        stated = groups.get("percent") or groups["unit"]
        if number is None or (number and not stated):
            raise self.refuse(*match.span(), "an amount in 万元 or 元, or a percentage")
        if groups.get("verb") in _DOWN:
            if number < 0:
                raise self.refuse(*match.span(), "a decrease without a minus")
            number = -number
        return number.scaleb(-2) if groups.get("percent") else in_wan_yuan(number, unit)


def read_figures(
    section: str, file: str, line: int, printed: str
) -> tuple[list[Stated], list[Stated], list[Unread]]:
    """Return the amounts and changes that a paragraph of a section states, and what is kept unread.

    A change that says nothing of what it is measured against shares the first such wording of the
    paragraph. A reason belongs to the last change before it that stands in no deeper bracket. A
    percentage is kept as printed and makes no amount; 基本持平, 略有增加 state no figure at all.

    Raises:
        UnreadableDisclosureError: For an amount that is not a number, has no unit or follows no
            known label, and a change that may be one of several figures.
    """
    level, change, label = _patterns(section)
    text = _HALF_WIDTH_SIGN.sub(lambda match: _SIGNS[match[0]], printed)
    levels = list(level.finditer(text))
    found = [match for match in change.finditer(text) if not match["weak"] or _says_of_what(match)]
    if len(levels) + len(found) > _MOST:
        expected = f"at most {_MOST} amounts and changes in a paragraph"
        raise UnreadableDisclosureError(file, line, f"“{printed[:20]}…”", expected)
    usual = next((match["unit"] for match in (*levels, *found) if match["unit"]), "万元")
    compared = [match for match in (*found, *_COMPARED.finditer(text)) if match["baseline"]]
    first = min(compared, key=lambda match: match.start("baseline"), default=None)
    shared = label.split(first["baseline"], maxsplit=1)[0] if first else None
    paragraph = _Paragraph(section, file, line, printed, text, levels, found, usual, shared)

    _expect_labels(paragraph)
    reasons = _reasons(text, found)
    moves = _paired(text, [match for match in found if not _is_explaining(match, text, reasons)])
    explained = _explanations(paragraph, moves, reasons)
    return (
        [
            Stated(_item(match) or "", paragraph.amount(match), match["unit"] or usual, line)
            for match in levels
        ],
        [
            _change(paragraph, moves, move, label)._replace(reason=explained.get(move))
            for move in moves
        ],
        [],
    )


def _expect_labels(paragraph: _Paragraph) -> None:
    """Refuse money that is neither an amount nor a change of a known figure."""
    for money in _MONEY.finditer(paragraph.text):
        known = (*paragraph.levels, *paragraph.found)
        if not any(match.start() < money.end() <= match.end() for match in known):
            labels = [figure.zh for figure in FIGURES if figure.section == paragraph.section]
            raise paragraph.refuse(*money.span(), f"an amount after one of {'、'.join(labels)}")


def _change(
    paragraph: _Paragraph, moves: Sequence[_Move], move: _Move, label: re.Pattern[str]
) -> Stated:
    """Return one change of a paragraph, but for its reason."""
    item, baseline = _changed_item(paragraph, moves, move.match, label)
    if item is None:
        raise paragraph.refuse(*move.span(), "the name of the figure that changed, just before it")
    amount, growth = _halves(paragraph, move)
    other = move.other["baseline"] if move.other else None
    opposed = amount is not None and growth is not None and amount * growth < 0
    if opposed or (baseline and other not in {None, "同比", baseline}):
        raise paragraph.refuse(*move.span(), "an amount and a percentage of one change")
    unit = move.match["unit"] or (move.other and move.other["unit"]) or paragraph.usual
    measured = baseline or other or paragraph.shared
    return Stated(item, amount, unit, paragraph.line, measured, None, growth)


def _halves(paragraph: _Paragraph, move: _Move) -> tuple[Decimal | None, Decimal | None]:
    """Return the amount and the percentage of a change, None for the one that is not stated."""
    amount = growth = None
    for half in filter(None, move):
        if half["percent"]:
            growth = paragraph.amount(half)
        else:
            amount = paragraph.amount(half)
    return amount, growth


def _changed_item(
    paragraph: _Paragraph, moves: Sequence[_Move], match: re.Match[str], label: re.Pattern[str]
) -> tuple[str | None, str | None]:
    """Return the figure that a change is of, None where it cannot be told, and its baseline."""
    item, baseline = _item(match), match["baseline"]
    within = label.search(baseline) if baseline else None
    if baseline and within:
        # 较上年公务接待费增加: the name may stand within what it is measured against.
        named = _item(within)
        agrees = item in (None, named)
        return named if agrees else None, baseline[: within.start()]
    return item or _unnamed(paragraph.levels, moves, paragraph.text, match), baseline


def _says_of_what(match: re.Match[str]) -> bool:
    return bool(match["baseline"] or _item(match))


def _paired(text: str, found: Sequence[re.Match[str]]) -> list[_Move]:
    """Return the changes, an amount and the percentage next to it (增加5万元，增长3%) as one."""
    moves: list[_Move] = []
    for match in found:
        last = moves[-1] if moves else None
        if (
            last
            and not last.other
            and not _item(match)
            and match["verb"]
            and last.match["verb"]
            and bool(match["percent"]) != bool(last.match["percent"])
            and _BETWEEN.fullmatch(text, last.end(), match.start())
        ):
            moves[-1] = last._replace(other=match)
        else:
            moves.append(_Move(match))
    return moves


def _reasons(text: str, found: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Return the reasons that a paragraph states, in its order."""
    following = [_FOLLOWING.match(text, match.end()) for match in found]
    reasons = [*_REASON.finditer(text), *(match for match in following if match)]
    return sorted(reasons, key=lambda match: match.start("reason"))


def _is_explaining(match: re.Match[str], text: str, reasons: Sequence[re.Match[str]]) -> bool:
    """Return whether a change is of something within a reason (工资标准提高5%), no figure's."""
    return (
        not match["unit"]
        and not _item(match)
        and text[match.start() - 1] not in _CLAUSE_END
        and any(one.start("reason") < match.start() < one.end("reason") for one in reasons)
    )


def _explanations(
    paragraph: _Paragraph, moves: Sequence[_Move], reasons: Sequence[re.Match[str]]
) -> dict[_Move | None, str]:
    """Return the reason given for each change; for None, one that explains none."""
    named = [match.start() for match in (*paragraph.levels, *paragraph.found) if _item(match)]
    explained: dict[_Move | None, str] = {}
    for reason in reasons:
        move = _explained(moves, paragraph.text, reason)
        if move in explained:
            raise paragraph.refuse(*reason.span(), "one reason for each change")
        start, end = _to_its_end(reason, named)
        explained[move] = paragraph.printed[start:end].strip("，,、 \u3000")
    return explained


def _to_its_end(reason: re.Match[str], figures: Sequence[int]) -> tuple[int, int]:
    """Return where a reason stands: up to the bracket closed around it or another figure."""
    text, (start, end) = reason.string, reason.span("reason")
    following = [place for place in figures if start < place < end]
    end = min([end, *(place for place in following if text[place - 1] in _CLAUSE_END)])
    depth = 0
    for place, sign in enumerate(text[start:end], start):
        depth += (sign in "（(") - (sign in "）)")
        if depth < 0:
            end = place
            break
    return start, end


def _unnamed(
    levels: Sequence[re.Match[str]], moves: Sequence[_Move], text: str, change: re.Match[str]
) -> str | None:
    """Return the figure whose change is stated without its name, or None where several may be.

    It is the figure that the change follows without a sign between; in a sentence that states one
    figure so far, that one; the only figure since the change before, in the same bracket. In a
    sentence that states none it is the first figure of the paragraph, if all that it states before
    are that figure's parts.
    """
    start = change.start()
    before = [match for match in levels if match.end() <= start]
    if before and before[-1].end() == start:
        return _item(before[-1])
    if start and text[start - 1] not in _CLAUSE_END:
        return None
    opening = text.rfind("。", 0, start)
    own = [match for match in before if match.start() > opening]
    if before and not own:
        return _first_of(before)
    if len(own) != 1:
        own = _since_last(own, moves, text, start, opening)
    return _item(own[0]) if len(own) == 1 else None


def _first_of(stated: Sequence[re.Match[str]]) -> str | None:
    """Return the first of some figures if all the others are parts of it, else None."""
    first, *rest = (_item(match) or "" for match in stated)
    return first if all(first in _wholes(item) for item in rest) else None


def _since_last(
    own: Sequence[re.Match[str]], moves: Sequence[_Move], text: str, start: int, opening: int
) -> list[re.Match[str]]:
    """Return the figures stated between the change before a place and that, in its bracket."""
    bracket = _bracket(text, start)
    ends = [move.end() for move in moves if move.end() <= start]
    since = max((end for end in ends if _bracket(text, end) == bracket), default=opening)
    found = [match for match in own if match.start() >= since]
    return [match for match in found if _bracket(text, match.start()) == bracket]


def _bracket(text: str, end: int) -> int | None:
    """Return where the innermost bracket opens that is open at a place; None outside all."""
    opened: list[int] = []
    for place, sign in enumerate(text[:end]):
        if sign in "（(":
            opened.append(place)
        elif sign in "）)" and opened:
            opened.pop()
    return opened[-1] if opened else None


def _wholes(item: str) -> list[str]:
    """Return the figures that a figure is part of, the nearest first."""
    part_of = BY_ITEM[item].part_of
    return [part_of, *_wholes(part_of)] if part_of else []


def _explained(moves: Sequence[_Move], text: str, reason: re.Match[str]) -> _Move | None:
    """Return the change that a reason is given for, or None."""

    def depth(end: int) -> int:
        return len(re.findall("[（(]", text[:end])) - len(re.findall("[）)]", text[:end]))

    start = reason.start()
    outer = [m for m in moves if m.end() <= start and depth(m.end()) <= depth(start)]
    return outer[-1] if outer else None
