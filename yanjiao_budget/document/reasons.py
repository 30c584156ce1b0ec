"""Where the prose gives a reason: what introduces it, and how far it goes."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from .phrases import DOWN, MONEY, SIGN, UP, clause_start

# 原因 and what may lead on from it: 原因主要是, 原因仍是, 原因如下：, 主要原因一是.
_CAUSE = re.compile(
    r"原因(?:主要|仍然?|还|均|都|也|就|即|同样|大多|分别|说明|如下|具体)*"
    r"(?P<copula>是因为|是由于|是由|在于|为|是|系|有|因)?"
    r"(?:以下|如下)?(?:[几两二三四1-9][个点项条方面]+)?\s*(?P<colon>[：，])?\s*"
)
_ENUMERATED = re.compile(
    r"\s*(?:(?P<said>[一二三四五六七八九])(?:是|则)|[其第](?P<ordinal>[一二三四五六七八九])"
    r"|[（(]?(?P<digit>[1-9])(?:[）)、．]|\.(?!\d))|(?P<circled>[①-⑨]))"
)
_NUMBERS = {sign: number for number, sign in enumerate("一二三四五六七八九", 1)}
# 因公出国 and 因此 are no reasons.
_BECAUSE = r"因(?!公(?:临时|短期)?[出赴]|[此而素地])"
_FOLLOWING = re.compile(
    rf"[，,、）)（(\s]*(?:其?主要(?:是因为|是由于|是由|是因|因为|由于|在于|(?=受)|{_BECAUSE}|由|[为是系])"
    rf"|(?:[其这]?是)?(?:因为|由于|缘于|源于|得益于)|是?{_BECAUSE}|系(?![统列数])|是由)"
    r"[：:]?\s*(?P<reason>)"
)
_NEXT_SENTENCE = re.compile(
    r"[）)]?。\s*(?:主要(?:是|系|因|由于)(?:因为|由于)?|这?是(?:因为|由于))[：:]?\s*(?P<reason>)"
)
_DUE = re.compile(
    r"[，,、）)（(\s]*(?:是|为)?"
    r"(?P<reason>(?:[^，。；：（）()]{2,40}?(?:所致|导致|造成|引起)的?|受[^，。；：（）()]{2,40}影响))"
    r"(?=[，。；）)]|$)"
)
# A sentence may open with its reason: 由于人员增加，基本支出增加5万元.
_OPENING = re.compile(
    rf"\s*(?:(?:20\d\d年度?|本年度?|今年)[，,]?)?(?:由于|因为|{_BECAUSE}|(?=受))"
    r"(?P<reason>.{2,}?)[，,][^，。；]*"
)
# Words that state something, or say what money is for: they end a reason that goes on past a ；.
_STATES = re.compile(
    r"持平|一致|相同|无变[化动]|没有变[化动]|增减|不变|其中|用于|[%％]|[较比与同](?:20\d\d|上一?|去)年"
)
_PART = re.compile(r"(?:[^；。（）()]|[（(][^；。）)]*[）)])*")
_EITHER = re.compile("增减|变[化动]|[未无没不]")


class Reason(NamedTuple):
    """Where a reason stands: what leads to it, and its words."""

    opens: int
    start: int
    end: int


def causes(text: str) -> list[re.Match[str]]:
    """Return where 原因 leads to a reason, in order."""
    return [match for match in _CAUSE.finditer(text) if _leads(text, match)]


def _leads(text: str, match: re.Match[str]) -> bool:
    """Return whether a reason follows, and 原因 is not only spoken of."""
    if match.end() >= len(text) or text[match.end()] in "。；）)":
        return False
    if match["copula"] or match["colon"] or _ENUMERATED.match(text, match.end()):
        return True
    return text.endswith("主要", 0, match.start())


def about(text: str, cause: re.Match[str]) -> str:
    """Return what stands before 原因 in its clause."""
    return text[clause_start(text, cause.start()) : cause.start()]


def after(text: str, end: int) -> int | None:
    """Return where a reason starts that follows a change directly, without the word 原因."""
    for pattern in (_FOLLOWING, _NEXT_SENTENCE, _DUE):
        match = pattern.match(text, end)
        if match and not (pattern is _DUE and MONEY.search(match["reason"])):
            return match.start("reason")
    return None


def before(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the reason that a sentence opens with, up to a place in it."""
    match = _OPENING.fullmatch(text, start, end)
    return match.span("reason") if match else None


def agrees(said: str, direction: int) -> bool:
    """Return whether words such as 下降的 fit a change: up (1), down (-1) or level (0)."""
    if _EITHER.search(said):
        return True
    rises, falls = (any(word in said for word in words) for words in (UP, DOWN))
    if rises != falls:
        return direction == (1 if rises else -1)
    return "持平" not in said or not direction


def extent(text: str, start: int, stops: Sequence[int], states: re.Pattern[str]) -> tuple[int, int]:
    """Return where a reason stands.

    It ends at the bracket closed around it, where another figure is stated, at a 。 or ；. It goes
    on past these where its list does (一是…；二是…), and past a ； where nothing is stated there.

    Args:
        text: The paragraph.
        start: Where it starts.
        stops: Where other figures are stated in clauses of their own.
        states: The names of figures.
    """
    limit = min((stop for stop in stops if stop > start), default=len(text))
    depth, end = 0, limit
    for sign in SIGN.finditer(text, start, limit):
        depth += (sign[0] in "（(") - (sign[0] in "）)")
        ends = depth < 0 or (
            not depth and sign[0] in "。；" and not _goes_on(text, start, sign, limit, states)
        )
        if ends:
            end = sign.start()
            break
    return start, end


def _goes_on(
    text: str, start: int, sign: re.Match[str], limit: int, states: re.Pattern[str]
) -> bool:
    """Return whether a reason goes on past a ； or 。, up to a place at most."""
    if following := _ENUMERATED.match(text, sign.end()):
        return _continues(text, start, sign.start(), following)
    if sign[0] == "。":
        return False
    part = _PART.match(text, sign.end())
    if part is None or not part[0].strip() or part.end() > limit:
        return False
    return not any(pattern.search(part[0]) for pattern in (states, MONEY, _STATES))


def _continues(text: str, start: int, end: int, following: re.Match[str]) -> bool:
    """Return whether a number is the next of a list that stands within the reason."""
    places = [start, *(sign.end() for sign in SIGN.finditer(text, start, end))]
    within = [match for place in places if (match := _ENUMERATED.match(text, place))]
    kind = following.lastgroup
    last = next((match for match in reversed(within) if match.lastgroup == kind), None)
    if last:
        return _number(following) == _number(last) + 1
    # 主要原因是压减开支；二是人员减少: the first may have no number, where no other list has one.
    return kind == "said" and _number(following) == 2 and "一是" not in text[:start]  # noqa: PLR2004


def _number(match: re.Match[str]) -> int:
    sign = match[match.lastgroup or 0]
    return _NUMBERS.get(sign) or (int(sign) if sign.isdecimal() else ord(sign) - ord("①") + 1)
