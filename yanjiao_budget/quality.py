"""What the printed ladders can and cannot grade: one finding for each rule an indicator meets.

A finding says what the document prints and the test of a good measure it bears on. It does not say
that a grade was given wrongly, or why the ladder was chosen. Rules of certainty `certain` follow
from the printed text by arithmetic; those of certainty `likely` read the indicator's name by the
word list they name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import portion  # type: ignore[import-untyped]

from .ladders import CASCADE, GRADES, HIGHER, LITERAL, Ladder, read_ladder
from .thresholds import BLANK, NONE_STATED, QUALITATIVE, UNREAD

if TYPE_CHECKING:
    import pandas as pd

Record = dict[str, Any]


class Criterion(NamedTuple):
    """A test of a good performance measure, in our words, and where it stands."""

    en: str
    zh: str
    source: str


FABRIC = "HM Treasury and others, Choosing the right FABRIC (2001)"
PGPA = "Australia, Public Governance, Performance and Accountability Rule 2014, section 16EA"
OECD = "OECD, Good Practices for Performance Budgeting (2019)"
CAIYU_101 = "财预〔2021〕101号 (later than this budget: a benchmark in retrospect)"

RELEVANT = Criterion(
    "A measure bears on what the activity is for.",
    "指标应与工作活动的目的相关。",
    f"{FABRIC}; {PGPA}",
)
NO_PERVERSE_INCENTIVE = Criterion(
    "A measure does not reward the opposite of what is wanted.",
    "指标不应鼓励与目标相反的行为。",
    f"{FABRIC}; {PGPA}",
)
WELL_DEFINED = Criterion(
    "A measure has one clear meaning, so that it is collected the same way each time.",
    "指标应含义唯一、口径清楚。",
    FABRIC,
)
VERIFIABLE = Criterion(
    "Anyone with the data reaches the same result.",
    "依据数据任何人都应得出同一结果。",
    f"{FABRIC}; {PGPA}",
)
COMPARABLE = Criterion(
    "A measure tells better performance from worse, over time and between bodies.",
    "指标应能区分好坏，可跨期、跨单位比较。",
    FABRIC,
)
FEW_AND_RELEVANT = Criterion(
    "A budget carries few measures, each relevant to its programme.",
    "预算中的指标应少而相关。",
    OECD,
)
SPECIFIC = Criterion(
    "Objectives and indicators are specific, and are put in figures where possible.",
    "目标和指标应具体，能量化的尽量量化。",
    CAIYU_101,
)
REASONABLE = Criterion(
    "Target values are set to fit the indicator and can be reached with effort.",
    "指标值应切合指标、合理可行。",
    CAIYU_101,
)


class Context(NamedTuple):
    """What the rules look at.

    Attributes:
        rows: The indicators, each with its four thresholds and `source_line`.
        ladders: For each row its ladder.
        blanks: The key and `source_line` of every indicator row that is printed blank.
    """

    rows: Sequence[Record]
    ladders: Sequence[Ladder]
    blanks: Sequence[Record]


Found = Iterator[tuple[Record, str]]


class Rule(NamedTuple):
    """One rule.

    Attributes:
        key: Stable key.
        en: Its name in English.
        zh: Its name in Chinese.
        criterion: The test of a good measure it bears on.
        certainty: `certain` or `likely`.
        sentence: What a finding says, in English; `{name}` and `{evidence}` are filled in.
        sentence_zh: The same in Chinese.
        find: The indicators it is met by, each with the evidence as printed.
        words: The word list of a `likely` rule, as a regular expression over the name.
    """

    key: str
    en: str
    zh: str
    criterion: Criterion
    certainty: str
    sentence: str
    sentence_zh: str
    find: Callable[[Context], Found]
    words: str = ""


def pattern(row: Record) -> str:
    """Return the four thresholds of an indicator as printed, on one line."""
    cells = (row[grade] for grade in GRADES)
    return " / ".join("（空白）" if cell is None else "".join(cell.split()) for cell in cells)


def _each(test: Callable[[Record, Ladder], str | None]) -> Callable[[Context], Found]:
    """Return a `find` that puts every indicator to a test giving the evidence, or None."""

    def find(context: Context) -> Found:
        for row, ladder in zip(context.rows, context.ladders, strict=True):
            if (evidence := test(row, ladder)) is not None:
                yield row, evidence

    return find


def _boilerplate(context: Context) -> Found:
    patterns = [pattern(row) for row in context.rows]
    commonest, count = Counter(patterns).most_common(1)[0]
    if count * 2 > len(patterns):
        yield from (
            (row, f"{commonest} × {count}")
            for row, one in zip(context.rows, patterns, strict=True)
            if one == commonest
        )


def _repeated(*, same: bool) -> Callable[[Context], Found]:
    def find(context: Context) -> Found:
        groups: dict[tuple[Any, ...], list[Record]] = defaultdict(list)
        for row in context.rows:
            key = (row["fiscal_year"], row["responsibility"], row["activity"], row["name"])
            groups[key].append(row)
        for rows in groups.values():
            if len(rows) > 1 and same == (len({pattern(row) for row in rows}) == 1):
                lines = ", ".join(str(row["source_line"]) for row in rows)
                yield rows[0], f"{len(rows)} × “{rows[0]['name']}”: {lines}"

    return find


def _blank(context: Context) -> Found:
    for row in context.blanks:
        yield row, ""


_BRACKETS = re.compile(r"[（(]([^（）()]*)[)）]")
_COUNT_UNITS = "个|次|场|场次|家|人|人次|篇|项|件|平米|平方米|个或系列"
_COUNTED = r"(?:数量|次数|人次|场次|面积|数|(?<!质)(?<!完成)量)$"
_TIMED = r"时间$|日期$|时限$"
_LOWER_IS_BETTER = r"空置率|辍学率|流失率|失业率|投诉率|(?<!无)差错率|死亡率|逾期率|事故发生率"
_MEASURED = (
    r"率|数|量|(?<![力年制])度|占?比|(?:及时|准确|安全)性|面积|金额|时间|日期|能力"
    r"|(?:素质|水平)的提高"
)
_WORK = (
    r"^(?:扩大|保障|组织|开展|加大|做好|及时|高效|为.+发放|完善|加强|推进)"
    r"|(?:管理|事务|工作|处理|调研|登记)$"
)
_MEASURE = (
    r"效率(?!提高|增长)|(?<!效)率|次数|满意度|参与度|及时性|规模(?!的?增长)"
    r"|数量(?!的?(?:增长|提高|占))|质量(?=[和及与、])"
)
_ONE_RATIO = r"的比率|的比例|占.+比"


def _base(name: str) -> str:
    return _BRACKETS.sub("", name).strip("。")


def _bracketed(name: str) -> str:
    return "、".join(_BRACKETS.findall(name))


def _quoted(row: Record) -> str:
    return f"“{row['name']}”: {pattern(row)}"


def _percent_for_count(row: Record, ladder: Ladder) -> str | None:
    base = _base(row["name"])
    counted = re.search(_COUNTED, base) or re.fullmatch(_COUNT_UNITS, _bracketed(row["name"]))
    if ladder.unit == "%" and counted and not re.search("率|占?比|[与]度|目标", base):
        return _quoted(row)
    return None


def _percent_for_time(row: Record, ladder: Ladder) -> str | None:
    timed = re.search(_TIMED, _base(row["name"])) or _bracketed(row["name"]) in ("小时", "天", "日")
    return _quoted(row) if ladder.unit == "%" and timed else None


def _count_for_rate(row: Record, ladder: Ladder) -> str | None:
    base = _base(row["name"])
    rate = re.search("(?<!效)率$|占比$|比率$", base) and not _several(base)
    counts = ladder.unit and ladder.unit not in ("%", "‰")
    return _quoted(row) if rate and counts else None


def _reversed(row: Record, ladder: Ladder) -> str | None:
    lower = re.search(_LOWER_IS_BETTER, row["name"])
    return _quoted(row) if lower and ladder.direction == HIGHER else None


def _activity(row: Record, _: Ladder) -> str | None:
    base = _base(row["name"])
    is_work = re.search(_WORK, base) and not re.search(_MEASURED, base)
    return f"“{row['name']}”" if is_work and not _bracketed(row["name"]) else None


def _several(base: str) -> bool:
    return len(re.findall(_MEASURE, base)) > 1 and not re.search(_ONE_RATIO, base)


def _several_measures(row: Record, _: Ladder) -> str | None:
    return f"“{row['name']}”" if _several(_BRACKETS.sub("", row["name"])) else None


def _worded_for_another(row: Record, ladder: Ladder) -> str | None:
    if re.search(_ONE_RATIO, row["name"]):  # a ratio spelled out: 落实率 may be its short name
        return None
    for threshold in ladder.cells.values():
        words = re.search(r"(\w+)率", threshold.before)
        if words and words[1] not in row["name"]:
            return _quoted(row)
    return None


def _has_kind(*kinds: str) -> Callable[[Context], Found]:
    def test(row: Record, ladder: Ladder) -> str | None:
        return _quoted(row) if any(cell.kind in kinds for cell in ladder.cells.values()) else None

    return _each(test)


def _qualitative(row: Record, ladder: Ladder) -> str | None:
    kinds = {cell.kind for cell in ladder.cells.values()} - {BLANK, NONE_STATED}
    return _quoted(row) if kinds == {QUALITATIVE} else None


def _equal(row: Record, ladder: Ladder) -> str | None:
    return _quoted(row) if ladder.indistinct else None


def _out_of_order(row: Record, ladder: Ladder) -> str | None:
    """Quote bounds that neither fall nor rise; a ladder with a cell not read is left alone."""
    intervals = [cell.interval for cell in ladder.cells.values()]
    if None in intervals or ladder.unit is None:
        return None
    bounds = [one.upper if one.lower == -portion.inf else one.lower for one in intervals]
    ordered = bounds in (sorted(bounds), sorted(bounds, reverse=True))
    return None if ordered else _quoted(row)


def _never_fails(row: Record, ladder: Ladder) -> str | None:
    return _quoted(row) if ladder.can_fail is False else None


def split_gaps(ladder: Ladder, reading: str) -> tuple[Any, Any]:
    """Return the values that earn no grade: those beyond all bands, and those between bands.

    Both are `portion` intervals, empty where there are none or where they cannot be known.
    """
    gaps = ladder.gaps(reading)
    if gaps is None:
        return portion.empty(), portion.empty()
    covered = portion.empty()
    for band in ladder.intervals(reading).values():
        covered |= band
    return gaps - covered.enclosure, gaps & covered.enclosure


def _gap(*, beyond: bool, reading: str, unless: str = "") -> Callable[[Context], Found]:
    """Return a `find` for gaps under a reading, left out where another reading has them too."""

    def test(row: Record, ladder: Ladder) -> str | None:
        gap = split_gaps(ladder, reading)[not beyond]
        if gap.empty or (unless and not split_gaps(ladder, unless)[not beyond].empty):
            return None
        return f"{_quoted(row)}: {portion.to_string(gap, conv=str)}{ladder.unit}"

    return _each(test)


RULES = (
    Rule(
        "boilerplate_ladder",
        "The same ladder as most of the table",
        "与表中多数指标相同的评价标准",
        COMPARABLE,
        "certain",
        "“{name}” is graded by the four thresholds that most indicators share: {evidence}.",
        "“{name}”的评价标准与多数指标相同：{evidence}。",
        _boilerplate,
    ),
    Rule(
        "no_grade_beyond",
        "Values beyond the last band earn no grade",
        "末档之外没有等级",
        VERIFIABLE,
        "certain",
        "For “{name}”, values beyond the 差 threshold earn none of the four grades: {evidence}.",
        "“{name}”超出“差”档的数值不属于任何等级：{evidence}。",
        _gap(beyond=True, reading=CASCADE),
    ),
    Rule(
        "gap_between_bands",
        "Values between bands earn no grade",
        "档次之间有空档",
        VERIFIABLE,
        "certain",
        "For “{name}”, values between the bands earn no grade under either reading: {evidence}.",
        "“{name}”的档次之间有数值不属于任何等级（两种读法都如此）：{evidence}。",
        _gap(beyond=False, reading=CASCADE),
    ),
    Rule(
        "gap_as_printed",
        "Read as printed, values between bands earn no grade",
        "按字面读时档次之间有空档",
        VERIFIABLE,
        "certain",
        "For “{name}”, middle grades are single values as printed: what lies between them earns no "
        "grade under the literal reading, and does under the cascade: {evidence}.",
        "“{name}”的中间档是单一数值，按字面读其间的数值没有等级，按递进读则有：{evidence}。",
        _gap(beyond=False, reading=LITERAL, unless=CASCADE),
    ),
    Rule(
        "no_failing_band",
        "No possible value fails",
        "没有不合格的可能",
        NO_PERVERSE_INCENTIVE,
        "certain",
        "Under the cascade no possible value of “{name}” earns 差 or less: {evidence}.",
        "按递进读，“{name}”的任何可能数值都不会得“差”或更低：{evidence}。",
        _each(_never_fails),
    ),
    Rule(
        "equal_bands",
        "Two grades have the same threshold",
        "两档标准相同",
        COMPARABLE,
        "certain",
        "Two grades of “{name}” print the same threshold, so nothing tells them apart: {evidence}.",
        "“{name}”有两档标准相同，无法区分：{evidence}。",
        _each(_equal),
    ),
    Rule(
        "bands_out_of_order",
        "Thresholds neither fall nor rise",
        "档次次序颠倒",
        WELL_DEFINED,
        "certain",
        "From 优 to 差 the thresholds of “{name}” neither fall nor rise: {evidence}.",
        "“{name}”从优到差的标准既不递减也不递增：{evidence}。",
        _each(_out_of_order),
    ),
    Rule(
        "missing_band",
        "A grade has no threshold",
        "缺少一档标准",
        WELL_DEFINED,
        "certain",
        "“{name}” prints no threshold for at least one grade: {evidence}.",
        "“{name}”至少有一档没有标准：{evidence}。",
        _has_kind(BLANK, NONE_STATED),
    ),
    Rule(
        "contradictory_threshold",
        "A threshold contradicts itself",
        "标准自相矛盾",
        WELL_DEFINED,
        "certain",
        "“{name}” prints a threshold that cannot be placed, such as a range followed by 以上 (or "
        "more): {evidence}.",
        "“{name}”的标准无法识读，例如区间后又写“以上”：{evidence}。",
        _has_kind(UNREAD),
    ),
    Rule(
        "qualitative_only",
        "Graded in words only",
        "只有定性标准",
        SPECIFIC,
        "certain",
        "No grade of “{name}” states a number: {evidence}.",
        "“{name}”的各档都没有数值：{evidence}。",
        _each(_qualitative),
    ),
    Rule(
        "blank_indicator",
        "An indicator row left blank",
        "指标行空白",
        SPECIFIC,
        "certain",
        "The document prints an indicator row here and leaves all of it blank.",
        "原文此处有一行指标，但整行空白。",
        _blank,
    ),
    Rule(
        "repeated_same_ladder",
        "The same indicator again with the same ladder",
        "同一活动中指标重复、标准相同",
        FEW_AND_RELEVANT,
        "certain",
        "One activity prints the same indicator more than once with the same ladder: {evidence}.",
        "同一活动中同名指标多次出现，标准相同：{evidence}。",
        _repeated(same=True),
    ),
    Rule(
        "repeated_other_ladder",
        "The same indicator again with another ladder",
        "同一活动中指标重复、标准不同",
        WELL_DEFINED,
        "certain",
        "One activity prints the same indicator more than once with different ladders: {evidence}.",
        "同一活动中同名指标多次出现，标准不同：{evidence}。",
        _repeated(same=False),
    ),
    Rule(
        "direction_reversed",
        "Graded the better the higher, where lower is better",
        "越低越好的指标按越高越好评分",
        NO_PERVERSE_INCENTIVE,
        "likely",
        "“{name}” names something better low, and its ladder gives 优 to the highest values: "
        "{evidence}.",
        "“{name}”应以低为好，标准却以高为优：{evidence}。",
        _each(_reversed),
        _LOWER_IS_BETTER,
    ),
    Rule(
        "percent_for_count",
        "Percentages for something counted",
        "计数指标用百分比评分",
        WELL_DEFINED,
        "likely",
        "“{name}” names a number or an area, its ladder is in percent, and the document does not "
        "say of what: {evidence}.",
        "“{name}”是数量，标准却是百分比，原文未说明以什么为基数：{evidence}。",
        _each(_percent_for_count),
        _COUNTED,
    ),
    Rule(
        "percent_for_time",
        "Percentages for something timed",
        "时间指标用百分比评分",
        WELL_DEFINED,
        "likely",
        "“{name}” names a time or a date, and its ladder is in percent: {evidence}.",
        "“{name}”是时间或日期，标准却是百分比：{evidence}。",
        _each(_percent_for_time),
        _TIMED,
    ),
    Rule(
        "count_for_rate",
        "Counts for a rate",
        "比率指标用个数评分",
        WELL_DEFINED,
        "likely",
        "“{name}” names a rate, and its ladder counts: {evidence}.",
        "“{name}”是比率，标准却是个数：{evidence}。",
        _each(_count_for_rate),
        "率$|占比$|比率$",
    ),
    Rule(
        "activity_not_measure",
        "The name describes work and not a measure",
        "名称写的是工作而不是指标",
        SPECIFIC,
        "likely",
        "The indicator's name describes work to be done and names nothing measured: {evidence}.",
        "指标名称写的是要做的工作，没有说明衡量什么：{evidence}。",
        _each(_activity),
        _WORK,
    ),
    Rule(
        "several_measures",
        "Several measures in one name",
        "一个名称含多个指标",
        WELL_DEFINED,
        "likely",
        "One name holds several measures that one ladder cannot grade apart: {evidence}.",
        "一个名称含有多个指标，一套标准无法分别评分：{evidence}。",
        _each(_several_measures),
        _MEASURE,
    ),
    Rule(
        "worded_for_another",
        "A threshold worded for another indicator",
        "标准写的是另一项指标",
        RELEVANT,
        "likely",
        "The thresholds of “{name}” speak of a rate that its name does not: {evidence}.",
        "“{name}”的标准所说的比率与名称不符：{evidence}。",
        _each(_worded_for_another),
        r"(\w+)率 in a threshold",
    ),
)


def measures_growth(name: str) -> bool:
    """Tell whether an indicator's values are changes, which may be negative or above 100%."""
    return bool(re.search("增长|增幅|增速|提高率|下降率", name))


def read_ladders(rows: Sequence[Record]) -> list[Ladder]:
    """Return the ladder of each indicator, each distinct one read once."""
    read: dict[tuple[Any, ...], Ladder] = {}
    keys = [(*(row[grade] for grade in GRADES), measures_growth(row["name"])) for row in rows]
    for key in keys:
        if key not in read:
            read[key] = read_ladder(*key[:4], growth=key[4])
    return [read[key] for key in keys]


def find(
    rows: Sequence[Record], ladders: Sequence[Ladder], blanks: Sequence[Record] = ()
) -> list[Record]:
    """Return the findings, rule by rule in the order of `RULES`, each as a record.

    Args:
        rows: Indicators as `load_indicators` has them, as dictionaries; blanks are None.
        ladders: The ladder of each, as `read_ladders` returns them.
        blanks: Key and `source_line` of each indicator row that is printed blank.
    """
    context = Context(rows, ladders, blanks)
    return [
        {
            **{key: row[key] for key in ("fiscal_year", "responsibility", "activity", "indicator")},
            "rule": rule.key,
            "certainty": rule.certainty,
            "evidence": evidence or None,
            "sentence": rule.sentence.format(name=row.get("name"), evidence=evidence),
            "sentence_zh": rule.sentence_zh.format(name=row.get("name"), evidence=evidence),
            "criterion": rule.criterion.en,
            "criterion_source": rule.criterion.source,
            "words": rule.words or None,
            "source_line": row["source_line"],
        }
        for rule in RULES
        for row, evidence in rule.find(context)
    ]


def rules() -> "pd.DataFrame":
    """Return the rules: one row each, in the order findings are listed.

    `words` is the word list of a `likely` rule and missing for a `certain` one.
    """
    import pandas as pd

    rows = [
        (
            r.key,
            r.en,
            r.zh,
            r.certainty,
            r.criterion.en,
            r.criterion.zh,
            r.criterion.source,
            r.words,
        )
        for r in RULES
    ]
    columns = ["rule", "rule_en", "rule_zh", "certainty", "criterion", "criterion_zh", "source"]
    frame = pd.DataFrame(rows, columns=[*columns, "words"])
    return frame.assign(words=frame["words"].where(frame["words"] != ""))
