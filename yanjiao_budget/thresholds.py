"""Grading thresholds: one printed cell (`90%以上`, `——`, `未开展`) read as an interval, and back.

以上, 以下 and 以内 include the number itself, 超过 and 不满 do not: Civil Code of the People's
Republic of China, article 1259. Numbers keep their printed unit: 90% is 90 with the unit %.
A cell is read by what it is made of, never by being on a list. A cell with a number that the
rules do not place in full is unread and says why.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

import portion  # type: ignore[import-untyped]

if TYPE_CHECKING:
    import pandas as pd

AT_LEAST, AT_MOST, MORE_THAN, LESS_THAN = "at_least", "at_most", "more_than", "less_than"
RANGE, EXACTLY, ZERO, NONE_STATED = "range", "exactly", "zero", "none_stated"
QUALITATIVE, BLANK, UNREAD = "qualitative", "blank", "unread"


class Kind(NamedTuple):
    """What a kind of threshold is called, and what it means."""

    english: str
    chinese: str
    meaning: str


KINDS = {
    AT_LEAST: Kind("at least", "不低于", "The number or anything above it."),
    AT_MOST: Kind("at most", "不超过", "The number or anything below it."),
    MORE_THAN: Kind("more than", "超过", "Anything above the number, not the number itself."),
    LESS_THAN: Kind("less than", "不满", "Anything below the number, not the number itself."),
    RANGE: Kind("range", "区间", "Between two numbers; each end is in or out as printed."),
    EXACTLY: Kind("exactly", "等于", "One number with no comparison."),
    ZERO: Kind("zero by word", "文字表示为零", "A word that says none of what is counted: 无."),
    NONE_STATED: Kind("none stated", "以横线表示", "A dash stands where a threshold would."),
    QUALITATIVE: Kind("qualitative", "定性", "Words and no number."),
    BLANK: Kind("blank", "空白", "Nothing is printed."),
    UNREAD: Kind("unread", "未能识读", "A number, or a sign, that no rule places in full."),
}

_SCALES = {
    "share": "%",
    "permille": "‰",
    "points": "百分点",
    "month_end": "月底",
    "time": "工作日 自然日 小时 分钟 秒 天 日 周 星期 月 季度 年 学时 课时",
    "amount": """元 百元 千元 亩 公顷 平方米 平方公里 立方米 米 公里 千米 厘米 毫米 吨 公斤 千克 克
        千瓦 千瓦时 倍 分 m km kg t 百万 千万 万 亿""",
    "count": """个 次 场 场次 批次 班次 车次 人次 人 名 位 家 户 项 件 篇 宗 起 例 份 批 期 台 辆
        套 册 本 张 部 处 座 所 条 种 门 节 支 幅 块 片 只 头 株 棵 盏 村 轮 趟 栋 幢 口 眼 笔""",
}
# What a unit measures decides which values are possible (see `ladders.py`).
UNIT_SCALES = {unit: scale for scale, units in _SCALES.items() for unit in units.split()}
_WITH_GE = re.compile("工作日|自然日|小时|百分点|星期|学时|课时")  # 3个工作日 is 3工作日
_ALSO = {"月底": "月[底末]", "平方米": "平方?米"}  # 月末 is 月底, 平米 is 平方米
_PRINTED = {unit: f"个{unit}" for unit in ("月", "季度", "工作日", "自然日", "百分点")}
# Words that only begin with a unit: 3部门 is not 3部.
_OTHER_WORDS = re.sub(
    r"\s+",
    "|",
    """部门 部分 部署 部委 项目 处理 处置 处罚 条例 条件 条款 家庭 家长 份额 期间 期限 期末 期工
    起来 次数 次要 次日 人员 人才 人均 人口 人民 件数 个别 个性 名单 名录 名额 名称 位置 位数 户籍
    户口 支出 支付 门诊 节能 节约 节日 所有 片区 口岸 村民 村庄 年度 年级 年初 年末 年底 年来 日常
    日均 分别 分数 分之 分类 分局 分公 分制 分比 分率 分点 元素 元旦 本级 本市 本科 场所 场地 场馆
    周边 周期 周年 幅度 米饭""",
)


class _Comparison(NamedTuple):
    """The signs and words before a number, and those after it, that state one kind."""

    kind: str
    before: str
    after: str = "(?!)"


_MUST = "(?:得|能|应|可)?"
_COMPARISONS = (
    _Comparison(AT_LEAST, rf"≥|≮|大于或?等于|至少|最少|不{_MUST}[低少小]于", "[及或]?以上"),
    _Comparison(
        AT_MOST,
        rf"≤|≯|小于或?等于|至多|最多|[不未]{_MUST}超过?|不{_MUST}[高多大]于",
        "[及或]?以下|[以之]内|内(?![部容外地陆涵在设控业网])|(?<=月[底末])[以之]?前",
    ),
    _Comparison(MORE_THAN, ">|(?<![赶反])超[过出]?|突破|逾|不止|[大多高]于"),
    _Comparison(LESS_THAN, "<|不满|未满|不足|不到|未达到?|达不到|[小少低]于"),
    _Comparison(EXACTLY, "=|等于"),
)
_SIGN = {">": MORE_THAN, "≥": AT_LEAST, "<": LESS_THAN, "≤": AT_MOST}
_MIRRORED = {"<": MORE_THAN, "≤": AT_LEAST, ">": LESS_THAN, "≥": AT_MOST}
_BRACKET = {"[": AT_LEAST, "(": MORE_THAN, "]": AT_MOST, ")": LESS_THAN}
_STRICT = {AT_LEAST: MORE_THAN, AT_MOST: LESS_THAN}
# 达 alone means reaching the number and 控制在 keeping within it; a comparison overrules both.
_HINTS = {"达": AT_LEAST, "控制在": AT_MOST}

# The pieces of a cell, built up: number, unit, what stands before, between and after.
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])|[0-9]{1,15})(?:\.[0-9]{1,10})?"
_NAMES = "|".join(
    _ALSO[unit] if unit in _ALSO else f"个{unit}" if unit in ("月", "季度") else
    f"个?{unit}" if _WITH_GE.fullmatch(unit) else unit
    for unit in sorted(UNIT_SCALES, key=len, reverse=True)
)  # fmt: skip
_UNIT = (
    rf"(?:(?!{_OTHER_WORDS})(?:[百千]?[万亿](?=[^%‰]))?(?:{_NAMES})(?![A-Za-z])"
    "(?:/(?:年|季度|月|周|天|日|人|户|次|亩|小时))?)"
)
_QUANTITY = re.compile(
    rf"(?P<number>(?:(?<=[<>≤≥=\[(，])-)?{_DIGITS})(?P<unit>\((?:[%‰]|{_UNIT})\)|{_UNIT})?"
)
_PREFIX = re.compile(f"(?:{'|'.join(f'(?P<{row.kind}>{row.before})' for row in _COMPARISONS)})$")
_LINK = re.compile(
    "(?:控制在|介于|(?<![传送直表下通到抵])达到?|(?<![行作成])为|(?<![不但还])是|(?<![存现所])在|[:∈])+$"
)
_AFTER = "|".join(f"(?P<{row.kind}>{row.after})" for row in _COMPARISONS[:2])
_MARK, _MARK_AFTER = (rf"(?:\((?P<{name}>不?)包?含(?:本数)?\))?" for name in ("mark", "after"))
_TAIL = re.compile(f"{_MARK}(?P<between>[之区]间)?(?:{_AFTER})?{_MARK_AFTER}(?P<words>.*)")
_TO = re.compile(f"{_MARK}(?:(?P<to>——|--|[-–—―~〜∼至到])|[与和])")
_CHAIN = re.compile("(?P<left>[<>≤≥])(?P<name>[^<>≤≥]+)(?P<right>[<>≤≥])")
_PAIR = re.compile(f"(?:{_AFTER})?(?:并且|[且,，、])?(?P<sign>.*)")
_RESTATED = re.compile(rf"({_DIGITS})({_UNIT})?((?:以[上下内])?)\((不?)包?含\1(?:{_UNIT})?\)")

_HAN = "〇零一二两三四五六七八九十百千"
_NUMERAL = re.compile(rf"[{_HAN}]+(?:点[{_HAN}]+)?")
_SIDE = "|".join(row.after for row in _COMPARISONS[:2])
# 第三名, 四级 and 一季度 are ranks; 第一 alone, 第一时间 and 第三方 are ordinary words.
_RANKED = "级(?!别)|季度|月(?![底末])|等奖|届|星级|岁"
_ORDINAL = rf"第(?!一$)[{_HAN}]+(?={_RANKED}|{_UNIT}|{_SIDE}|$)"
# Ordinary words next; then 百分之九十; then a numeral that a unit or a comparison makes a number.
_CHINESE = re.compile(
    rf"(?P<ordinal>{_ORDINAL})|第[{_HAN}]+|[统唯单同专逐之划]一|一次性|一[^{_HAN}]一[^{_HAN}]|十分(?=[^钟以之及内)])"
    rf"|(?P<rank>(?<![{_HAN}])[{_HAN}]+(?:{_RANKED}))"
    rf"|(?P<share>[百千]分之)(?P<parts>{_NUMERAL.pattern}|{_DIGITS})"
    rf"|(?<![{_HAN}万亿几数多点0-9])(?P<numeral>{_NUMERAL.pattern})"
    rf"(?=\(?{_UNIT}|{_SIDE}|[-~至到][{_HAN}])|(?<=[于过超达到少多<>≤≥=])(?P<last>{_NUMERAL.pattern})$"
)
# Numerals in other letters; 伍, 陆 and 拾 are also parts of words: 队伍, 大陆, 收拾.
_OTHER_NUMERAL = re.compile(
    rf"[壹贰叁肆柒捌玖佰仟廿卅]|(?<![队退入行大登着收])[伍陆拾](?={_RANKED}|{_UNIT}|{_SIDE}|$)"
    "|(?<![A-Za-z])(?:[IVX]{2,}|[IV])(?=[级类期])"
)
_ROMAN = re.compile("[\u2160-\u2188]")
_VAGUE = re.compile(rf"[{_HAN}][余多]|几(?![乎何])|数[十百千]|[{_HAN}]成(?=以|左|$)|.分之|半(?!导)")

_LOOKALIKE = str.maketrans("≧⩾≦⩽∶−", "≥≥≤≤:-")
_DASHES = re.compile("[-‐‑‒–—―─━ー/]+")
_WHAT = (
    "(?:发生)?(?:安全|生产|质量|责任|交通|火灾|重大|较大|人员)*"
    "(?:事故|投诉|上访|差错|违规|违纪|伤亡|死亡)"
)
# None of it: 无事故, 零投诉, 0差错, 事故为零. With a unit (0起事故) a nought is exactly 0.
_NOTHING = re.compile(
    "未开展|未举办|未组织|未进行|无|没有|零|未发生"
    f"|(?:无|没有|零|0|未发生)(?P<noun>{_WHAT})(?:发生)?"
    f"|(?P<subject>{_WHAT})(?:数?为)?[零0](?:发生)?"
)
_YEARS = range(1900, 2100)
_COMPARED = (
    "以[上下内外前后]|之[内外前后]|超过|未满|不满(?!意)|不足|不到"
    "|[大小多少高低优好强差劣早晚快慢]于|[至最][少多]"
)
_SCORING = "扣|加分|得分(?!率?$)|每(?:[增减提超多少]|降低?)"
_ODD = r"[^\w()《》“”\"'…·、:，,;；。]|[0-9_]|\(不?包?含"
# What may not stand before a number (searched), or after it, and why.
_NOT_BEFORE = (
    (f"{_ODD}|^:", "signs stand before the number that no rule places"),
    ("第$|(?<!提)前$|[上下这那某另从由自]$", "the number is a rank, a place or a start"),
    (f"[{_HAN}]内?$", "a Chinese numeral touches the number"),
    ("(?<![升高加降低少短])[至到]$", "one end of a range is missing"),
    ("[不未没非无][^率]{0,2}$|难以$|[负零满]$", "a word before the number may negate it"),
    ("(?:约|近|大概|几乎|将)于?$", "the number is approximate"),
    (
        rf"{_SCORING}|(?<![获取赢夺参增追添缩削精])[得加减]$",
        "it is a rule for adding or deducting points",
    ),
    (f"{_COMPARED}|[超于]$", "the words before the number hold another comparison"),
    ("[且或并,，;；。]", "the words before the number hold another condition"),
)
_NOT_AFTER = (
    (f"{_ODD}|^:", "signs stand after the number that no rule places"),
    ("^(?:[多余]|左右|上下)", "the number is approximate"),
    ("^[A-Za-z]", "a letter follows the number"),
    ("(?<!达)[至到]$", "one end of a range is missing"),
    ("^[前后外起]", "a word of order or time follows the number"),
    (_SCORING, "it is a rule for adding or deducting points"),
    (_COMPARED, "the words after the number hold another comparison"),
    ("[且或和及与并、,，;；。]", "the words after the number hold another condition"),
    ("^.?[不未没无非]", "a word after the number may negate it"),
)

Interval: TypeAlias = Any  # portion has no types
_Match = re.Match[str]
_Placed = tuple[str, Interval, str, str]


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
    """

    raw: str = field(compare=False)
    kind: str
    interval: Interval = None
    unit: str = ""
    before: str = ""
    after: str = ""
    reason: str = ""

    @property
    def lower(self) -> Decimal | None:
        """The lower bound, in `unit`; None without a number or without a bound on that side."""
        bounded = self.interval is not None and self.interval.lower != -portion.inf
        return self.interval.lower if bounded else None

    @property
    def upper(self) -> Decimal | None:
        """The upper bound, in `unit`; None without a number or without a bound on that side."""
        bounded = self.interval is not None and self.interval.upper != portion.inf
        return self.interval.upper if bounded else None

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
    return UNIT_SCALES.get(base, "amount") if base else ""


def parse_threshold(raw: str | None) -> Threshold:
    """Read one cell of a ladder; any string is read, if only as unread with the reason.

    以上, 以下 and 以内 include the number, 超过 and 不满 do not (Civil Code, article 1259). 达 a
    number is reaching it, 控制在 is keeping within it. A deadline `12月底前` is at most 12 月底.

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
    if _DASHES.fullmatch(text):
        return Threshold(raw, NONE_STATED)
    if nothing := _NOTHING.fullmatch(text):
        noun = nothing["noun"] or nothing["subject"] or ""
        return Threshold(raw, ZERO, portion.singleton(Decimal(0)), after=noun)
    try:
        return _place(raw, text)
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


def read_thresholds(series: "pd.Series[Any]") -> "pd.DataFrame":
    """Read a column of cells, each distinct string once.

    Args:
        series: Cells as printed, text or missing.

    Returns:
        One row per cell on the same index: `kind`, `lower`, `upper` (float64 in `unit`, NaN where
        there is no bound), `lower_closed`, `upper_closed` (boolean, missing where there is no
        bound), `unit`, `before`, `after`.

    Raises:
        TypeError: A cell is neither text nor missing.
    """
    import pandas as pd

    columns = {"kind": "str", "lower": "float64", "upper": "float64"}
    columns |= dict.fromkeys(("lower_closed", "upper_closed"), "boolean")
    columns |= dict.fromkeys(("unit", "before", "after"), "str")
    codes, distinct = pd.factorize(series)
    # factorize numbers a missing cell -1, and taking -1 takes the last: the blank.
    read = [parse_threshold(raw) for raw in distinct] + [parse_threshold(None)]
    table = pd.DataFrame({name: [getattr(one, name) for one in read] for name in columns})
    return table.astype(columns).take(codes).set_axis(series.index, axis="index")


def _clean(raw: str) -> str:
    """Fold look-alikes, widths, space, final stops and brackets round the whole; keep the words."""
    text = re.sub("㎡|[mMｍ]²", "平方米", raw)
    # NFKC would make the full-width comma, which separates, the comma inside 1,000.
    for _ in range(2):  # letters that space kept apart may meet
        text = re.sub("[^，…]+", lambda part: unicodedata.normalize("NFKC", part[0]), text)
        text = re.sub(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+", "", text)
    text = text.translate(_LOOKALIKE)
    if not re.search("《[^《》]*》", text):  # a pair of them marks a title
        text = re.sub("[》〉]", ">", re.sub("[《〈]", "<", text))
    text = text.replace(">=", "≥").replace("<=", "≤").rstrip("。.;；,，、")
    while whole := re.fullmatch(r"\(([^(),，]*)\)", text):
        text = whole[1].rstrip("。.;；,，、")
    return re.sub(r"([\[(][^,\[\]()]*),([^,\[\]()]*[\])])", r"\1，\2", text)


def _place(raw: str, text: str) -> Threshold:
    """Place every number and word of a cleaned text, or raise with the reason."""
    others = unicodedata.normalize("NFKC", re.sub("[0-9０-９〇㎡]|[mMｍ]²", "", raw))
    signs = any(sign.isnumeric() and unicodedata.category(sign) != "Lo" for sign in others)
    if signs or _ROMAN.search(raw) or _OTHER_NUMERAL.search(text):
        raise _UnplacedError("it holds a number in signs other than digits and Chinese numerals")
    if re.search(r"[0-9.,]\s+[0-9.,]", unicodedata.normalize("NFKC", raw)):
        raise _UnplacedError("space stands inside or between numbers")
    text, by_numeral = _in_digits(text)
    found = list(_QUANTITY.finditer(text))
    if not found:
        if not re.search(r"\w", text):
            raise _UnplacedError("it is neither a word nor a number")
        return Threshold(raw, QUALITATIVE, before=text)
    numbers = [Decimal(one["number"].replace(",", "")) for one in found]
    units = [_unit(one) for one in found]
    unit = units[0] or units[-1]
    if len(found) > 2 or units[-1] not in ("", unit):  # noqa: PLR2004 - a range has two
        raise _UnplacedError("its numbers are more than two, or have different units")
    place = _place_one if len(found) == 1 else _place_two
    kind, interval, before, after = place(text, found, numbers)
    if after == text[found[-1].end() :] != "" and (by_numeral or not units[-1]):
        raise _UnplacedError(f"the number runs on into {after!r}")
    if after and (found[-1]["unit"] or "").startswith("(") and unit != "%":  # 3(个)月 is not 3个月
        raise _UnplacedError(f"the unit in brackets runs on into {after!r}")
    compared = kind not in (EXACTLY, RANGE)
    before, after = _words(before, after)
    if kind == EXACTLY and before.endswith("得分"):
        raise _UnplacedError("it is a rule for adding or deducting points")
    if all(one in _YEARS for one in numbers) and (unit == "年" or not (unit or compared)):
        raise _UnplacedError("it may name a calendar year")
    if unit == "日" and not compared:
        raise _UnplacedError("it may name a day of the month")
    if unit == "月底" and any(one not in range(1, 13) for one in numbers):
        raise _UnplacedError("there is no such month")
    return Threshold(raw, kind, interval, unit, before, after)


def _place_one(text: str, found: list[_Match], numbers: list[Decimal]) -> _Placed:
    """Place one number: `完成率达95%以上`, `3个工作日内`, `90%≤X`."""
    start, end = found[0].span()
    if not start and text[end : end + 1] in _MIRRORED:
        kind = _MIRRORED[text[end]]
        return kind, _one_sided(kind, numbers[0]), text[end + 1 :], ""
    sign, hint, before = _head(text[:start])
    tail = cast("_Match", _TAIL.match(text, end))
    kind = _agreed(sign, tail, hint)
    if tail["between"]:
        raise _UnplacedError("one number stands where two should")
    return kind, _one_sided(kind, numbers[0]), before, tail["words"]


def _place_two(text: str, found: list[_Match], numbers: list[Decimal]) -> _Placed:
    """Place two numbers as the ends of a range, which is where two one-sided readings meet."""
    head, middle = text[: found[0].start()], text[found[0].end() : found[1].start()]
    end = found[1].end()
    if chain := _CHAIN.fullmatch(middle):
        kinds = _MIRRORED[chain["left"]], _SIGN[chain["right"]]
        before, after = head + ("" if chain["name"] in "Xx" else chain["name"]), text[end:]
    elif middle in (",", "，") and head[-1:] in ("[", "(") and text[end : end + 1] in ("]", ")"):
        kinds = _BRACKET[head[-1]], _BRACKET[text[end]]
        before, after = head[:-1], text[end + 1 :]
    else:
        sign, _, before = _head(head)
        tail = cast("_Match", _TAIL.match(text, end))
        after, to = tail["words"], _TO.fullmatch(middle)
        if to and (to["to"] or tail["between"]):
            kinds = _ends(sign, to, tail)
        else:
            pair = cast("_Match", _PAIR.match(middle))
            second = _PREFIX.fullmatch(pair["sign"])
            if pair["sign"] and not second:
                raise _UnplacedError("nothing between its two numbers makes them a range")
            kinds = _agreed(sign, pair), _agreed(second and second.lastgroup, tail)
    sides = [kind in (AT_LEAST, MORE_THAN) for kind in kinds]
    if EXACTLY in kinds or sides[0] == sides[1]:
        raise _UnplacedError("nothing between its two numbers makes them a range")
    interval = _one_sided(kinds[0], numbers[0]) & _one_sided(kinds[1], numbers[1])
    if interval.empty:
        raise _UnplacedError("its two numbers run backwards, or leave nothing between them")
    return RANGE, interval, before, after


def _in_digits(text: str) -> tuple[str, bool]:
    """Write in digits the Chinese numerals that count something; say whether one with a unit did.

    一般, 统一 and 第一 are left alone.
    """
    if not text.strip("一"):
        raise _UnplacedError("it is the number one or a dash")
    if _NUMERAL.fullmatch(text):
        return _numeral(text), False
    if re.search(rf"[{_HAN}][.,]?[0-9]|[0-9][.,]?(?![百千])[{_HAN}]", text):
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

    text = _CHINESE.sub(digits, text)
    if vague := _VAGUE.search(text):
        raise _UnplacedError(f"no rule places the number in {vague[0]!r}")
    return _RESTATED.sub(r"\1\2\3(\4含)", text), by_numeral


def _numeral(numeral: str) -> str:
    """Write a Chinese numeral in digits; digits stay as they are."""
    if numeral[0].isascii():
        return numeral
    import cn2an  # few cells hold a Chinese numeral

    plain = numeral.replace("两", "二").replace("〇", "零")
    try:
        return str(cn2an.cn2an("一百" if plain == "百" else plain, "strict"))
    except ValueError:
        raise _UnplacedError(f"{numeral!r} is no Chinese numeral") from None


def _unit(quantity: _Match) -> str:
    """Return the unit of one match of `_QUANTITY` as `UNIT_SCALES` spells it, or ""."""
    unit = (quantity["unit"] or "").strip("()").replace("平米", "平方米")
    bare = unit.removeprefix("个").replace("月末", "月底")
    return bare if bare.partition("/")[0] in UNIT_SCALES else unit


def _head(text: str) -> tuple[str | None, str | None, str]:
    """Split what stands before a number: the kind a sign states, the kind 达 hints at, words."""
    sign = _PREFIX.search(text)
    words = text[: sign.start()] if sign else text
    if not sign and re.search("[A-Za-z]$", words):
        raise _UnplacedError("a letter touches the number")
    link = _LINK.search(words)
    hint = next((kind for word, kind in _HINTS.items() if link and word in link[0]), None)
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
    if marks and (kind not in _STRICT or len(marks) > 1):
        raise _UnplacedError("what it says of including the number contradicts the rest")
    return _STRICT[kind] if "不" in marks else kind


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
    before = _LINK.sub("", before)
    before = "" if before in ("X", "x") else before
    for words, objections in ((before, _NOT_BEFORE), (after, _NOT_AFTER)):
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
    low, high = (end + _PRINTED.get(unit, unit) for end in (ends[0], ends[-1]))
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
