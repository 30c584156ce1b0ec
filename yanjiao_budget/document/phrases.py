"""How the prose words its figures: labels, amounts, changes and years, as regular expressions."""

import re
from bisect import bisect_left
from functools import cache, cached_property, lru_cache
from itertools import groupby

from .figures import BY_ITEM, FIGURES, Figure
from .numbers import half_width

UP = ("增加", "增长", "上升", "提高", "调增", "增幅", "增", "多")
DOWN = ("减少", "下降", "降低", "压减", "压缩", "缩减", "调减", "降幅", "减", "少")
# 多 and 少 are words of change only after what is compared with: 比上年多5万元.
_VERB = "|".join((*UP[:-1], *DOWN[:-1]))
# Half-width signs between words end clauses as the full-width ones do; within numbers they do not.
_SIGNS = {",": "，", ";": "；", ":": "：", ".": "。"}
# The point behind the number of a list is none of these.
_HALF_WIDTH_SIGN = re.compile(r"[;:]|(?<!\d)[,.]|(?:,|(?<![：:；;，,。（(\s]\d)\.)(?!\d)")
_DIGITS = {0xFF10 + digit: 0x30 + digit for digit in range(10)}
CLAUSE_END = "，,。；;：:、（）() \u3000"
SIGN = re.compile("[，,。；;：:、（）()]")
_CLAUSE_END = re.compile(f"[{CLAUSE_END}]")

UNIT = r"(?:[亿万千]\s*)?元"
NUMBER = r"[-－−+＋]?\d++(?:[,，]\d{3}(?!\d))*+(?:[.．]\d++)?+"
# About so much, at most so much, so much to so much, so much each: none is the amount.
_TO = r"[-－~～—–至到]\s*\d"
_EXACT = rf"(?!\s*(?:以[上下内]|左右|上下|[余/／]|多(?!\s*\d)|{_TO}))"
_COUNTED = (
    r"[多余]?(?:[%％人名辆台次批个项件户年月日家处公平套条类种倍期岁米吨亩场天小座级笔份张只头间层栋组支队艘桌]"
    r"|万[人平公亩吨只头件户次株立])"
)
# A number of people, cars or per cent is no amount.
_NO_AMOUNT = rf"{UNIT}|[十百]+[万亿]?元|{_COUNTED}|{_TO}|[.．]?\d*倍"
_AMOUNT = rf"\s*(?P<number>{NUMBER})\s*(?:(?P<unit>{UNIT}){_EXACT}|(?!{_NO_AMOUNT}))"
_PERCENT = rf"\s*(?P<percent>{NUMBER})\s*[%％]{_EXACT}"
# What may stand between a figure's name and its number. Any other word, and the number may be of
# something else (用于维修5万元).
_YEAR_WORD = r"20\d\d\s*年度?|上一?年度?(?!结|末|底|年末)|去年度?|本年度?|今年|当年"
_BETWEEN = (
    rf"(?:{{more}}{_YEAR_WORD}|全年|年初|预算|收入|支出|经费|资金|拟?安排|核定|批复|情况|"
    r"共计?|合计|总计|总[额量]?|总金额|金额|数额?|额|规模|为|是|的|计划|人民币|[：:]|\s|"
    r"\d{{1,5}}(?:辆|台|批次?|人次?))"
)
# 财政拨款“三公”经费 is the same money; 项目支出财政拨款 is a part of it.
_SAID = _BETWEEN.format(more="财政拨款|") + "{0,9}?"
_SAID_IN = {"overview": _BETWEEN.format(more="") + "{0,9}?"}
# What a name of a figure may follow: no letter, the year, the body, or a word that introduces it.
_ENDS = (
    "年度末底门位局委会办院校站所心处级区县市乡镇村道队馆园厅司社团组部科股室厂台库场"
    "的为共计排中和及与括含是其将用算额款"
)
_OPENS = rf"(?:(?<![一-鿿])|(?<=[{_ENDS}]))"
_UNBOUND = {"income", "expenditure", "income_and_expenditure", "three_public"}
# 前年 is the year before the last.
_BASELINE = (
    r"同比|(?:同口径)?[较与比同和](?:20\d\d|上一?|去|前一)年"
    r"[^，。；：（）()\d增减升降多少由从]{0,60}?"
)
_COMPARED = r"(?:相比较?|比较|对比)"
_LEVEL = (
    # 基本持平 is nearly level, which is no figure.
    r"(?P<level>(?<!基本)(?<!大致)持平|(?:无|没有|未)增减(?:变[化动])?)"
    r"(?:[，,、]?(?:无|没有)(?:增减)?变[化动])?"
    r"|(?P<weak>(?<!基本)(?:一致|相同|(?:无|没有|未发生)变[化动]|不变))"
)
_CHANGE = (
    rf"(?:(?P<baseline>(?:{_BASELINE}){_COMPARED}?)"
    rf"(?:\s*[（(]?\s*(?P<before>{NUMBER})\s*(?P<before_unit>{UNIT}){_EXACT}\s*[）)]?)?"
    rf"{_COMPARED}?[，,]?(?:有所|略有|共计?|净|总体|相应|预计)?)?"
    rf"(?:(?:{_VERB}|降|升)[到至]\s*(?P<reached>{NUMBER})\s*(?P<reached_unit>{UNIT}){_EXACT}"
    rf"|(?P<verb>{_VERB}|(?(baseline)[多少]|(?!)))"
    r"(?:了|(?:金额|额|数|幅度?|率|比例)?(?:(?<=[额数幅度率例])为|(?<=[额数幅度率例])：|[是达])?)?"
    rf"(?:{_PERCENT}|{_AMOUNT})|{_LEVEL})"
)
# Where a change may begin that has no name before it; few places are tried for all the rest.
CHANGES = re.compile(
    rf"{_VERB}|降|升|持平|[无没未]|一致|相同|不变|[较与比同和](?=20|上|去|前)|同(?=比|口径)"
)
MOVES = re.compile("[由从]")
_MOVED_TO = (
    rf"[由从](?P<year>{_YEAR_WORD})?[^，。；：（）()\d]{{0,12}}?\s*"
    rf"(?P<before>{NUMBER})\s*(?P<before_unit>{UNIT})[，,]?\s*"
    rf"(?:{_VERB}|调整|变更?|降|升)?[到至为](?:(?P<now>{_YEAR_WORD})(?:预算)?的?)?\s*"
    rf"(?P<reached>{NUMBER})\s*(?P<reached_unit>{UNIT}){_EXACT}"
)
_WITH_YEAR = "财政拨款|年初|同期|预算|决算|执行|拟?安排|共计?|合计|金额|数额?|额|为|达到?|是|的"
DATED = re.compile(
    rf"(?:(?P<year>{_YEAR_WORD})|(?=(?:财政拨款|预算|拟?安排|共|合计|为|达)))"
    rf"(?:{_WITH_YEAR}|[：:]|\s){{0,6}}?{_AMOUNT}"
)
YEAR = re.compile(rf"(?<![较与比同和于])(?P<year>{_YEAR_WORD})(?!\s*\d+\s*月)")
COMPARED = re.compile(rf"(?P<baseline>(?:{_BASELINE}){_COMPARED})")
# Money as anybody would find it, of whatever it is.
MONEY = re.compile(
    rf"(?:(?<!\d){NUMBER}\s*(?:[亿万千百]\s*)*元"
    r"|(?<!单位[：:])(?<!单位[：:] )(?<!人民币)[亿万千百]元)(?!为单位)"
)
# In the place of an amount: 十一万元, ××万元, or nothing but its unit.
_GARBLED = (
    r"(?P<garbled>(?:[^一-鿿，。；：（）()≤≥<>＜＞~～]|[〇零一二两三四五六七八九十百千万亿]){0,15}?"
    r"[亿万千百]元)"
)
# There too, but numbers: of a unit that is not read, or a range of them. They are kept unread.
KEPT = re.compile(rf"{NUMBER}[\s十百千万亿]*元|[\d.．]+[亿万千]?元?[-－~～—–][\d.．]+[亿万千百]?元")


def years_spoken_of(text: str) -> list[int]:
    """Return the years that a text speaks of, but for those that it compares with, and days."""
    if "年" not in text:
        return []
    years = (half_width(match["year"])[:4] for match in YEAR.finditer(text))
    return [int(year) for year in years if year.isdecimal()]


def clauses_with_money(text: str) -> list[str]:
    """Return the clauses of a text that have an amount of money in them."""
    if "元" not in text:
        return []
    full = full_width(text)
    ends: dict[int, int] = {}
    for money in MONEY.finditer(full):
        ends[clause_start(full, money.start(), SIGN)] = clause_end(full, money.end())
    return [text[start:end].strip() for start, end in ends.items()]


def clause_start(text: str, place: int, sign: re.Pattern[str] = _CLAUSE_END) -> int:
    """Return where the clause starts that a place is in; with `SIGN`, spaces and all."""
    ends = _signs(text, sign)
    before = bisect_left(ends, place)
    return ends[before - 1] + 1 if before else 0


def clause_end(text: str, place: int) -> int:
    """Return where the clause ends that a place is in."""
    ends = _signs(text, SIGN)
    behind = bisect_left(ends, place)
    return ends[behind] if behind < len(ends) else len(text)


@lru_cache(maxsize=4)
def _signs(text: str, sign: re.Pattern[str]) -> list[int]:
    """Return where a sign stands: looked for once, however many places of a text are asked for."""
    return [match.start() for match in sign.finditer(text)]


class Phrases:
    """How a section words what it states, a group for each figure's label.

    Each is compiled when it is first asked for, which takes a few hundredths of a second.
    """

    def __init__(self, labels: str, said: str) -> None:
        """Take the labels of a section's figures, and what may stand between one and its number."""
        self._labels, self._said = labels, said

    @cached_property
    def label(self) -> re.Pattern[str]:
        """A figure's name."""
        return re.compile(self._labels)

    @cached_property
    def level(self) -> re.Pattern[str]:
        """An amount after a name."""
        return re.compile(rf"(?:{self._labels}){self._said}{_AMOUNT}")

    @cached_property
    def change(self) -> re.Pattern[str]:
        """A change, after a name or not."""
        return re.compile(rf"(?:(?:{self._labels}){self._said})?{_CHANGE}")

    @cached_property
    def moved(self) -> re.Pattern[str]:
        """An amount and what it was before it (由3万元减少到2万元), after a name or not."""
        return re.compile(rf"(?:(?:{self._labels}){self._said})?{_MOVED_TO}")

    @cached_property
    def garbled(self) -> re.Pattern[str]:
        """What stands where the amount after a name should."""
        return re.compile(rf"(?:{self._labels}){self._said}{_GARBLED}")


def _group(figure: Figure) -> str:
    """Return how a figure is named, as a group of its own."""
    worded = "|".join(filter(None, (figure.pattern or figure.zh, figure.short)))
    return f"(?P<{figure.item}>{worded})"


@cache
def phrases(section: str) -> Phrases:
    """Return how a section words what it states."""
    own = (figure for figure in FIGURES if figure.section == section)
    # What they may follow stands once before all that it holds of: it takes longest to compile.
    labels = "|".join(
        f"{'' if is_unbound else _OPENS}(?:{'|'.join(map(_group, several))})"
        for is_unbound, several in groupby(own, lambda figure: figure.item in _UNBOUND)
    )
    return Phrases(labels, _SAID_IN.get(section, _SAID))


def full_width(text: str) -> str:
    """Return the text with full-width signs between words, character for character.

    Its digits are half-width.
    """
    return _HALF_WIDTH_SIGN.sub(lambda match: _SIGNS[match[0]], text.translate(_DIGITS))


def item_of(match: re.Match[str]) -> str | None:
    """Return the figure whose label a match opens with."""
    return next(
        (item for item, label in match.groupdict().items() if label and item in BY_ITEM), None
    )


_CHANGE_OF = rf"(?:(?:{_BASELINE})[，,]?)?(?:{_VERB})(?:了|额|数|幅度?)?[为是达]?"
_IN_YUAN = re.compile(r"\d\s*万?元")
# In another section these are no figures of the budget for certain.
_HERE_ALONE = {"meetings", "training"}


@cache
def _any_figure(but: str) -> re.Pattern[str]:
    """Return how an amount of a figure of any section but one is worded."""
    labels = "|".join(
        figure.pattern or figure.zh
        for figure in FIGURES
        if figure.item not in _HERE_ALONE and figure.section != but
    )
    return re.compile(rf"(?:{labels}){_SAID}(?:{_CHANGE_OF})?\s*{NUMBER}\s*万?元")


@cache
def _whole_figures(but: str) -> re.Pattern[str]:
    """Return how an amount of a figure that is part of none is worded, a group for each."""
    labels = "|".join(
        f"(?P<{figure.item}>{figure.pattern or figure.zh})"
        for figure in FIGURES
        if figure.part_of is None and figure.section != but and figure.item not in _HERE_ALONE
    )
    return re.compile(rf"(?:{labels}){_SAID}\s*{NUMBER}\s*万?元")


def stray_figures(text: str, section: str) -> list[tuple[str, str]]:
    """Return the figures of other sections, parts of none, that a text states, each as worded."""
    found = _whole_figures(section).finditer(text)
    return [(item, match[0]) for match in found if (item := item_of(match))]


def stated_amount(text: str, but: str = "") -> str | None:
    """Return the first amount or change of a figure of any section that a text states, or None.

    Args:
        text: The text.
        but: Key of a section whose figures are not meant.
    """
    match = _any_figure(but).search(text) if _IN_YUAN.search(text) else None
    return match[0] if match else None
