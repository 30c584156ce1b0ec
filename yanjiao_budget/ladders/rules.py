"""The rules: what the printed ladders can and cannot grade, and what their names leave open.

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

CERTAIN, LIKELY = "certain", "likely"
SYSTEMIC, INDIVIDUAL = "systemic", "individual"


class Rule(NamedTuple):
    """One rule.

    Attributes:
        key: Stable key.
        en: Its name in English.
        zh: Its name in Chinese.
        criterion: The test of a good measure it bears on.
        certainty: `certain` or `likely`.
        sentence: What a finding says, in English; its places are filled with the indicator's name,
            its ladder and what `evidence.Found` says of it.
        sentence_zh: The same in Chinese.
        find: What finds the indicators that meet it.
        words: The word list of a `likely` rule, as a regular expression.
        scope: `systemic` for a property that one ladder gives most of a table, shown once and
            apart; `individual` for others.
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
    scope: str = INDIVIDUAL


RULES = (
    Rule(
        "boilerplate_ladder",
        "The same ladder as most of the table",
        "与表中多数指标相同的评价标准",
        criteria.REASONED_TARGET,
        CERTAIN,
        "“{name}” has the ladder that {count} of the {total} indicators have, which may still suit "
        "it: {ladder}.",
        "“{name}”的标准与{total}项指标中的{count}项相同，相同并不等于不合适：{ladder}。",
        evidence.boilerplate,
        scope=SYSTEMIC,
    ),
    Rule(
        "no_grade_beyond",
        "Values beyond the last threshold earn no grade",
        "超出末档标准的数值没有档次",
        criteria.VERIFIABLE,
        CERTAIN,
        "Under either reading the document does not say what “{name}” earns {where} ({sort} "
        "{values}); its ladder is {ladder}.",
        "无论按哪种读法，“{name}”在{where}，即{sort}{values}，应评为哪一档，原文都没有说明；标准为：{ladder}。",
        evidence.of_ladder(evidence.beyond),
        scope=SYSTEMIC,
    ),
    Rule(
        "gap_between_bands",
        "Values between bands earn no grade",
        "档次之间有空档",
        criteria.VERIFIABLE,
        CERTAIN,
        "Under either reading “{name}” earns no grade for {sort} {values}, which lie between two "
        "of its grades; its ladder is {ladder}.",
        "无论按哪种读法，“{name}”在{sort}{values}时落在两档之间，不属于任何一档；标准为：{ladder}。",
        evidence.of_ladder(evidence.between),
    ),
    Rule(
        "gap_as_printed",
        "Read as printed, values between bands earn no grade",
        "按字面读时档次之间有空档",
        criteria.VERIFIABLE,
        CERTAIN,
        "Read as printed, “{name}” earns no grade for {sort} {values}; read as a cascade, it does. "
        "Its ladder is {ladder}.",
        "按字面读，“{name}”在{sort}{values}时不属于任何一档；按递进读，则归入其中一档。标准为：{ladder}。",
        evidence.of_ladder(evidence.between_as_printed),
    ),
    Rule(
        "no_failing_band",
        "No possible value earns the lowest grade",
        "没有数值会得“差”",
        criteria.RESPONSIVE,
        CERTAIN,
        "Under either reading every possible value of “{name}” earns fair or better: {ladder}.",
        "无论按哪种读法，“{name}”的任何可能数值都至少得“中”：{ladder}。",
        evidence.of_ladder(evidence.never_fails),
    ),
    Rule(
        "equal_bands",
        "Two grades have the same threshold",
        "两档标准相同",
        criteria.RESPONSIVE,
        CERTAIN,
        "“{name}” prints the same for two grades, {values}, and nothing printed tells them apart: "
        "{ladder}.",
        "“{name}”有两档的标准相同，{values}，文字上无从区分：{ladder}。",
        evidence.of_ladder(evidence.equal),
    ),
    Rule(
        "value_in_two_grades",
        "One value in two grades",
        "同一数值归入两档",
        criteria.WELL_DEFINED,
        CERTAIN,
        "Where 以上 and 以下 take in the number before them, as usual in law, “{name}” prints "
        "{values}: {ladder}.",
        "按法律文本的通例，“以上”“以下”包括本数，则“{name}”的{values}两档中都有：{ladder}。",
        evidence.of_ladder(evidence.two_grades),
    ),
    Rule(
        "bands_out_of_order",
        "Thresholds neither fall nor rise",
        "各档标准不依次递减或递增",
        criteria.WELL_DEFINED,
        CERTAIN,
        "From excellent to poor the thresholds of “{name}” neither fall nor rise throughout: "
        "{ladder}.",
        "“{name}”从优到差的标准既不依次递减，也不依次递增：{ladder}。",
        evidence.of_ladder(evidence.out_of_order),
    ),
    Rule(
        "missing_band",
        "A grade has no threshold",
        "有的档次没有标准",
        criteria.WELL_DEFINED,
        CERTAIN,
        "“{name}” prints {what} where the threshold of {grades} would stand: {ladder}.",
        "“{name}”的{grades}一栏为{what}：{ladder}。",
        evidence.of_ladder(evidence.states_none),
    ),
    Rule(
        "contradictory_threshold",
        "A threshold says two things at once",
        "一档标准有两种说法",
        criteria.WELL_DEFINED,
        CERTAIN,
        "A threshold of “{name}” says two things at once, such as a range with “or more” after it: "
        "{ladder}.",
        "“{name}”有的标准同时有两种说法，例如区间之后又写“以上”：{ladder}。",
        evidence.of_ladder(evidence.contradictory),
    ),
    Rule(
        "qualitative_only",
        "Graded in words only",
        "只有定性标准",
        criteria.SPECIFIC,
        CERTAIN,
        "“{name}” is graded in words, and no grade states a number or a baseline: {ladder}.",
        "“{name}”以文字评分，各档都没有数值或比较基准：{ladder}。",
        evidence.of_ladder(evidence.in_words_only),
    ),
    Rule(
        "blank_indicator",
        "An indicator row left blank",
        "指标行空白",
        criteria.SPECIFIC,
        CERTAIN,
        "The document has an indicator row here with nothing printed in it.",
        "原文此处有一行指标，其中没有任何内容。",
        evidence.blank,
    ),
    Rule(
        "repeated_same_ladder",
        "The same indicator again with the same ladder",
        "同一活动中指标重复、标准相同",
        criteria.FEW_AND_RELEVANT,
        CERTAIN,
        "One activity prints “{name}” {times} times with the same ladder, on lines {lines}: "
        "{ladder}.",
        "同一活动中，“{name}”印了{times}次，标准相同（第{lines}行）：{ladder}。",
        evidence.repeated(same_ladder=True),
    ),
    Rule(
        "repeated_other_ladder",
        "The same indicator again with another ladder",
        "同一活动中指标重复、标准不同",
        criteria.OVER_TIME,
        CERTAIN,
        "One activity prints “{name}” {times} times, not always with the same ladder, on lines "
        "{lines}; the first is {ladder}.",
        "同一活动中，“{name}”印了{times}次，标准不尽相同（第{lines}行），第一处为：{ladder}。",
        evidence.repeated(same_ladder=False),
    ),
    Rule(
        "other_ladder_elsewhere",
        "The same indicator with another ladder in another activity",
        "同名指标在其他活动中标准不同",
        criteria.OVER_TIME,
        CERTAIN,
        "“{name}” stands in {activities} activities with {ladders} ladders between them, here with "
        "{ladder}; an activity may need a ladder of its own, and the document does not say why.",
        "“{name}”见于{activities}项活动，共有{ladders}种标准，此处为：{ladder}；各活动可以有自己的标准，"
        "原文没有说明缘由。",
        evidence.elsewhere(wording.worded_for_another),
    ),
    Rule(
        "same_activity_twice",
        "Two neighbouring activities of one name, one with a budget",
        "相邻两项活动同名，一项有预算",
        criteria.ATTRIBUTABLE,
        CERTAIN,
        "Activities {funded} and {other} are both printed as “{name}”; {funded} prints a budget "
        "and {other} none.",
        "活动{funded}与{other}的名称都印作“{name}”；{funded}列有预算，{other}未列。",
        evidence.same_activity,
    ),
    Rule(
        "direction_reversed",
        "Graded higher is better, where lower usually is",
        "通常越低越好的指标按越高越好评分",
        criteria.NO_PERVERSE_INCENTIVE,
        LIKELY,
        "“{name}” names what is usually better low, and its ladder gives excellent to the highest "
        "values: {ladder}.",
        "“{name}”通常以低为好，标准则以高为优：{ladder}。",
        evidence.each(wording.direction_reversed),
        wording.LOWER_IS_BETTER,
    ),
    Rule(
        "growth_for_poor",
        "Growth of 60% or more even for the lowest grade",
        "增长60%以上才得“差”",
        criteria.REASONED_TARGET,
        LIKELY,
        "As printed, “{name}” earns even the lowest grade only at {lowest}: {ladder}. A share of a "
        "target may be meant; the document does not say so.",
        "照字面，“{name}”要达到{lowest}才得“差”：{ladder}。也可能是指完成目标的比例，原文没有说明。",
        evidence.asks(60, wording.names_growth),
        wording.GROWTH,
    ),
    Rule(
        "percent_for_count",
        "Percentages for a quantity",
        "数量指标用百分比评分",
        criteria.WELL_DEFINED,
        LIKELY,
        "“{name}” names a quantity, and its ladder is in percent without saying of what: {ladder}.",
        "“{name}”是数量，标准是百分比而未说明以什么为基数：{ladder}。",
        evidence.each(wording.percent_for_count),
        wording.COUNTED,
    ),
    Rule(
        "percent_for_time",
        "Percentages for a time",
        "时间指标用百分比评分",
        criteria.WELL_DEFINED,
        LIKELY,
        "“{name}” names a time or a date, and its ladder is in percent without saying of what: "
        "{ladder}.",
        "“{name}”是时间或日期，标准是百分比而未说明以什么为基数：{ladder}。",
        evidence.each(wording.percent_for_time),
        wording.TIMED,
    ),
    Rule(
        "count_for_rate",
        "Counts for a rate",
        "比率指标用个数评分",
        criteria.WELL_DEFINED,
        LIKELY,
        "“{name}” names a rate, and its ladder is in counts: {ladder}.",
        "“{name}”是比率，标准是个数：{ladder}。",
        evidence.each(wording.count_for_rate),
        wording.RATE,
    ),
    Rule(
        "other_unit",
        "The unit in the name is not the ladder's",
        "名称中的单位与标准的单位不同",
        criteria.WELL_DEFINED,
        LIKELY,
        "“{name}” gives one unit in its name, and its ladder counts in another: {ladder}.",
        "“{name}”名称中的单位与标准所用的单位不同：{ladder}。",
        evidence.each(wording.other_unit),
        wording.UNIT_IN_NAME,
    ),
    Rule(
        "target_in_name",
        "A target in the name, and percentages in the ladder",
        "名称中已有目标，标准又用百分比",
        criteria.WELL_DEFINED,
        LIKELY,
        "“{name}” gives a target in its name and percentages in its ladder, and does not say that "
        "they are of it: {ladder}.",
        "“{name}”的名称中已有目标，标准又用百分比，没有说明是该目标的百分比：{ladder}。",
        evidence.each(wording.target_in_name),
        wording.TARGET,
    ),
    Rule(
        "bare_rate",
        "A rate, and not of what",
        "只写比率，未写明对象",
        criteria.WELL_DEFINED,
        LIKELY,
        "The name “{name}” is a rate and does not say of what; its ladder is {ladder}.",
        "名称“{name}”只写了比率，没有写明是什么的比率；标准为：{ladder}。",
        wording.bare_rate,
        wording.BARE_RATE,
    ),
    Rule(
        "activity_not_measure",
        "The name describes work and not a measure",
        "名称写的是工作而不是指标",
        criteria.WELL_DEFINED,
        LIKELY,
        "“{name}” describes work and does not say what of it is measured; its ladder is {ladder}.",
        "“{name}”写的是工作，没有说明衡量其中什么；标准为：{ladder}。",
        evidence.each(wording.activity_not_measure),
        wording.WORK,
    ),
    Rule(
        "several_measures",
        "Several things in one name",
        "一个名称含多项内容",
        criteria.WELL_DEFINED,
        LIKELY,
        "“{name}” names several things, and has one ladder for them: {ladder}.",
        "“{name}”含有多项内容，只有一套标准：{ladder}。",
        evidence.each(wording.several_measures),
        wording.SEVERAL_THINGS,
    ),
    Rule(
        "worded_for_another",
        "A threshold names a rate that the indicator does not",
        "标准写的是名称中没有的比率",
        criteria.WELL_DEFINED,
        LIKELY,
        "The thresholds of “{name}” speak of a rate that its name does not: {ladder}.",
        "“{name}”的标准所说的比率，名称中没有：{ladder}。",
        evidence.each(wording.worded_for_another),
        wording.ANOTHER_RATE,
    ),
)
BY_KEY = {rule.key: rule for rule in RULES}
