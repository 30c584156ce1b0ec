"""What the printed ladders can and cannot grade: one finding for each rule an indicator meets.

A finding says what the document prints and the test of a good measure it bears on. It does not say
that a grade was given wrongly, or why the ladder was chosen; the document publishes no results and
does not say how a ladder is read (see `ladder.py`). Rules of certainty `certain` follow from the
printed text by arithmetic (`evidence.py`); those of certainty `likely` rest on a list of words,
which they name (`wording.py`).
"""

from typing import NamedTuple

from . import criteria, evidence, wording
from .criteria import Criterion
from .evidence import Find
from .ladder import CASCADE, LITERAL, Ladder


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
        find: What finds the indicators that meet it, each with the evidence as printed.
        words: The word list of a `likely` rule, as a regular expression.
    """

    key: str
    en: str
    zh: str
    criterion: Criterion
    certainty: str
    sentence: str
    sentence_zh: str
    find: Find
    words: str = ""


RULES = (
    Rule(
        "boilerplate_ladder",
        "The same ladder as most of the table",
        "与表中多数指标相同的评价标准",
        criteria.REASONED_TARGET,
        "certain",
        "“{name}” has the four thresholds that more than half of the indicators share, which may "
        "still suit it: {evidence}.",
        "“{name}”的评价标准与表中半数以上的指标相同，相同并不等于不合适：{evidence}。",
        evidence.boilerplate,
    ),
    Rule(
        "no_grade_beyond",
        "Values beyond the thresholds earn no grade",
        "标准之外的数值没有等级",
        criteria.VERIFIABLE,
        "certain",
        "Under either reading some values of “{name}” lie beyond all its thresholds, and the "
        "document does not say what grade they earn: {evidence}.",
        "无论哪种读法，“{name}”都有数值在各档标准之外，原文未说明应评为哪一档：{evidence}。",
        evidence.gap(Ladder.beyond, CASCADE),
    ),
    Rule(
        "gap_between_bands",
        "Values between bands earn no grade",
        "档次之间有空档",
        criteria.VERIFIABLE,
        "certain",
        "Under either reading some values of “{name}” lie between two of its grades and in "
        "neither: {evidence}.",
        "无论哪种读法，“{name}”都有数值落在两档之间而不属于任何一档：{evidence}。",
        evidence.gap(Ladder.between, CASCADE),
    ),
    Rule(
        "gap_as_printed",
        "Read as printed, values between bands earn no grade",
        "按字面读时档次之间有空档",
        criteria.VERIFIABLE,
        "certain",
        "Some grades of “{name}” are printed as one number: read literally, values between them "
        "earn no grade; read as a cascade, they do: {evidence}.",
        "“{name}”有的档次只印一个数值：按字面读，其间的数值没有等级；按递进读则有：{evidence}。",
        evidence.gap(Ladder.between, LITERAL, unless=CASCADE),
    ),
    Rule(
        "no_failing_band",
        "No possible value earns the lowest grade",
        "没有数值会得“差”",
        criteria.RESPONSIVE,
        "certain",
        "Read as a cascade, every possible value of “{name}” earns fair or better: {evidence}.",
        "按递进读，“{name}”的任何可能数值都至少得“中”：{evidence}。",
        evidence.each(evidence.never_fails),
    ),
    Rule(
        "equal_bands",
        "Two grades have the same threshold",
        "两档标准相同",
        criteria.RESPONSIVE,
        "certain",
        "Two grades of “{name}” state the same values, and nothing printed tells them apart: "
        "{evidence}.",
        "“{name}”有两档的标准相同，文字上无从区分：{evidence}。",
        evidence.each(evidence.equal),
    ),
    Rule(
        "bands_out_of_order",
        "Thresholds neither fall nor rise",
        "各档标准不依次递减或递增",
        criteria.WELL_DEFINED,
        "certain",
        "From excellent to poor the thresholds of “{name}” neither fall nor rise throughout: "
        "{evidence}.",
        "“{name}”从优到差的标准既不依次递减，也不依次递增：{evidence}。",
        evidence.each(evidence.out_of_order),
    ),
    Rule(
        "missing_band",
        "A grade has no threshold",
        "有的档次没有标准",
        criteria.WELL_DEFINED,
        "certain",
        "“{name}” has a dash or nothing where the threshold of at least one grade would stand: "
        "{evidence}.",
        "“{name}”至少有一档的标准印作横线或空白：{evidence}。",
        evidence.each(evidence.states_none),
    ),
    Rule(
        "contradictory_threshold",
        "A threshold says two things at once",
        "一档标准有两种说法",
        criteria.WELL_DEFINED,
        "certain",
        "A threshold of “{name}” says two things at once, such as a range with “or more” after it: "
        "{evidence}.",
        "“{name}”有的标准同时有两种说法，例如区间之后又写“以上”：{evidence}。",
        evidence.each(evidence.contradictory),
    ),
    Rule(
        "qualitative_only",
        "Graded in words only",
        "只有定性标准",
        criteria.SPECIFIC,
        "certain",
        "“{name}” is graded in words, and no grade states a number: {evidence}.",
        "“{name}”以文字评分，各档都没有数值：{evidence}。",
        evidence.each(evidence.in_words_only),
    ),
    Rule(
        "blank_indicator",
        "An indicator row left blank",
        "指标行空白",
        criteria.SPECIFIC,
        "certain",
        "The document has an indicator row here with nothing printed in it.",
        "原文此处有一行指标，其中没有任何内容。",
        evidence.blank,
    ),
    Rule(
        "repeated_same_ladder",
        "The same indicator again with the same ladder",
        "同一活动中指标重复、标准相同",
        criteria.FEW_AND_RELEVANT,
        "certain",
        "One activity prints an indicator more than once with the same ladder, on the lines given: "
        "{evidence}.",
        "同一活动中同名指标多次出现且标准相同，所在行号为：{evidence}。",
        evidence.repeated(same_ladder=True),
    ),
    Rule(
        "repeated_other_ladder",
        "The same indicator again with another ladder",
        "同一活动中指标重复、标准不同",
        criteria.COMPARABLE,
        "certain",
        "One activity prints an indicator more than once, not always with the same ladder, on the "
        "lines given: {evidence}.",
        "同一活动中同名指标多次出现而标准不尽相同，所在行号为：{evidence}。",
        evidence.repeated(same_ladder=False),
    ),
    Rule(
        "direction_reversed",
        "Graded higher is better, where lower usually is",
        "通常越低越好的指标按越高越好评分",
        criteria.NO_PERVERSE_INCENTIVE,
        "likely",
        "“{name}” names what is usually better low, and its ladder gives excellent to the highest "
        "values: "
        "{evidence}.",
        "“{name}”通常以低为好，标准则以高为优：{evidence}。",
        evidence.each(wording.direction_reversed),
        wording.LOWER_IS_BETTER,
    ),
    Rule(
        "percent_for_count",
        "Percentages for a quantity",
        "数量指标用百分比评分",
        criteria.WELL_DEFINED,
        "likely",
        "“{name}” names a quantity, and its ladder is in percent without saying of what: "
        "{evidence}.",
        "“{name}”是数量，标准是百分比而未说明以什么为基数：{evidence}。",
        evidence.each(wording.percent_for_count),
        wording.COUNTED,
    ),
    Rule(
        "percent_for_time",
        "Percentages for a time",
        "时间指标用百分比评分",
        criteria.WELL_DEFINED,
        "likely",
        "“{name}” names a time or a date, and its ladder is in percent without saying of what: "
        "{evidence}.",
        "“{name}”是时间或日期，标准是百分比而未说明以什么为基数：{evidence}。",
        evidence.each(wording.percent_for_time),
        wording.TIMED,
    ),
    Rule(
        "count_for_rate",
        "Counts for a rate",
        "比率指标用个数评分",
        criteria.WELL_DEFINED,
        "likely",
        "“{name}” names a rate, and its ladder is in counts: {evidence}.",
        "“{name}”是比率，标准是个数：{evidence}。",
        evidence.each(wording.count_for_rate),
        wording.RATE,
    ),
    Rule(
        "activity_not_measure",
        "The name describes work and not a measure",
        "名称写的是工作而不是指标",
        criteria.WELL_DEFINED,
        "likely",
        "“{name}” describes work and does not say what of it is measured; its thresholds are "
        "{evidence}.",
        "“{name}”写的是工作，没有说明衡量其中什么，其标准为：{evidence}。",
        evidence.each(wording.activity_not_measure),
        wording.WORK,
    ),
    Rule(
        "several_measures",
        "Several measures in one name",
        "一个名称含多个指标",
        criteria.WELL_DEFINED,
        "likely",
        "“{name}” holds several measures and has one ladder for them: {evidence}.",
        "“{name}”含有多个指标，只有一套标准：{evidence}。",
        evidence.each(wording.several_measures),
        wording.MEASURE,
    ),
    Rule(
        "worded_for_another",
        "A threshold names a rate that the indicator does not",
        "标准写的是名称中没有的比率",
        criteria.RELEVANT,
        "likely",
        "The thresholds of “{name}” speak of a rate that its name does not: {evidence}.",
        "“{name}”的标准所说的比率，名称中没有：{evidence}。",
        evidence.each(wording.worded_for_another),
        wording.ANOTHER_RATE,
    ),
)
