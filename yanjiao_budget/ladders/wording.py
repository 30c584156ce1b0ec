"""The findings that rest on words: each list of words, and what keeps a name with them clear.

A list is a regular expression over the indicator's name as `without_space` has it. It fires on
names whose words leave little doubt and leaves the rest alone: a false accusation is worse than a
miss. `data/findings_read.md` tells what fires and what is left alone in this document.
"""

import re
from collections.abc import Iterator

from yanjiao_budget.schema import Record

from .domain import without_space
from .evidence import Context, Found
from .ladder import HIGHER, Ladder
from .thresholds import UNIT_SCALES

_END = r"(?=\(|$)"  # the name ends here, or a bracket with the unit follows

LOWER_IS_BETTER = (
    "(?<![无零非低虫鼠])(?:空置率|辍学率|流失率|失业率|投诉率|差错率|死亡率|逾期率|事故发生[率数])"
    f"{_END}"
)

COUNTED = (
    f"(?:数量|次数|人次|场次|面积|(?<![系指分参倍])数|(?<![质力含数])量){_END}"
    r"|\((?:[个次场家人篇项件户起份亩]|场次|人次|平米|平方米|公里|个或系列)\)"
)
_SHARE = r"率|占比|比[例重值]|之比|\(%\)"
_SHARE_OF_PLAN = "参与度|目标|完成|达标|增长|增加|提高"

TIMED = rf"(?:时间|日期|时限){_END}|\((?:小时|分钟|天|日|工作日)\)"

RATE = f"(?:(?<![效频])(?<!周转)率|占比){_END}"

WORK = (
    "^(?:扩大|保障|组织|开展|加大|做好|及时|高效|为.+发放|完善|加强|推进)"
    "|(?:管理|事务|工作|处理|调研|登记)$"
)
_MEASURED = (
    r"率|数|量|(?<![力年制])度|占比|比[例重值]|面积|金额|时间|日期|时限|能力"
    r"|(?:及时|准确|安全)性|(?:性|情况|水平|效果|效益|成效|成本|标准|周期)$|\("
)

_BASE = "完成.*计划|所有"

# 次数完成率, 满意度提高, 数量目标: the words after a measure make it part of one measure.
_OF_IT = (
    "的?(?:增长|增加|增幅|增速|提高|提升|上升|下降|降低|减少|变化|占|比|达到|目标|计划|任务|指标"
    "|统计|调查|测评|评[议价]|监测|考核|控制|调整|完成|达标|合格|覆盖|执行|准确|[先领队])"
)
_JOINT = "[和及与、或]"
MEASURE = (
    "(?:"
    "(?<![效税利汇费频])率|满意度|参与度"
    rf"|(?:(?<!质量[和及与])效率|次数|及时性|规模|数量|质量(?={_JOINT}(?!效率))|(?<={_JOINT})质量$)"
    rf"(?!{_JOINT}\w{{1,6}}(?:完成|达标|合格|覆盖|优[良秀])率)"
    f")(?!{_OF_IT})"
)
_ONE_RATIO = "比率|比例|比值|之比|占.+比"

_WORK_BEGINS = "组织|开展|举行|举办|做好|加大|扩大|完成|继续"
_SEVERAL = 3
# 检查覆盖率，参加基督教、清真寺等盛会: a rate, and then work.
_RATE_AND_WORK = f"率[,，](?:参加|{_WORK_BEGINS})"

# What a reader sees of these in a name.
SEVERAL_THINGS = rf"{MEASURE}|{_RATE_AND_WORK}|(?:^|[;；])(?:{_WORK_BEGINS})"

GROWTH = r"(?:增长率|提高率|增速|增幅)(?:\(%\))?$"
UNIT_IN_NAME = r"\(([个次场家人篇项件户起份]|场次|人次|班次)\)$"
# Units that may count the same things: 30名 of （人）, 12次 of （场次）, and 个 of anything.
_ALIKE = ("人 名 位 人次", "次 场 场次 班次 批次 期", "家 户", "件 项 份 起 宗 例 篇")
TARGET = (
    r"[0-9]+(?:\.[0-9]+)?(?:亩|个|家|人|次|场|项|件|公里|平方米|万元)"
    "|(?<![每第统逐])[一二两三四五六七八九十]次(?!性)|达到(?:全国|全省|全市)平均水平"
)
BARE_RATE = (
    "(?:落实|使用|完工|合格|准确|及时|满意|达标|贡献|下降|增长|提高|差错|无差错|履行|优秀|完成|执行|覆盖"
    "|办结|参与|回收|利用|到位)率"
)

ANOTHER_RATE = r"(\w+)率"
_ANY_RATE = re.compile("(?:完成|达成|达标|落实|执行|实现)$")  # of any indicator, not of another


def direction_reversed(row: Record, ladder: Ladder) -> bool:
    """Tell whether 优 goes to the highest values of what is usually better low.

    Not where the cells speak of how far it fell: 下降10%以上.
    """
    lower = re.search(LOWER_IS_BETTER, without_space(row["name"]))
    return bool(lower) and ladder.direction == HIGHER and not ladder.growth


def percent_for_count(row: Record, ladder: Ladder) -> bool:
    """Tell whether a quantity has percentages and neither name nor ladder says of what."""
    name = without_space(row["name"])
    counted = re.search(COUNTED, name) and not re.search(f"{_SHARE}|{_SHARE_OF_PLAN}", name)
    return bool(counted) and ladder.unit == "%" and not _has_words(ladder)


def percent_for_time(row: Record, ladder: Ladder) -> bool:
    """Tell whether a time has percentages and neither name nor ladder says of what."""
    name = without_space(row["name"])
    timed = re.search(TIMED, name) and not re.search(_SHARE, name)
    return bool(timed) and ladder.unit == "%" and not _has_words(ladder)


def unit_caveat(name: str, ladder: Ladder) -> tuple[str, str] | None:
    """Return what stands against grading a value whose unit is not the name's, in both languages.

    A value of 12 parcels or of 1.5 hours is taken for as many per cent, a rate for as many times.
    """
    in_percent = "the ladder is in percent without saying of what", "标准用百分比，未说明是什么的"
    in_units = f"the ladder counts in {ladder.unit}", f"标准以“{ladder.unit}”计"
    for tell, (what, what_zh), (ladders, ladders_zh) in (
        (percent_for_count, ("a quantity", "数量"), in_percent),
        (percent_for_time, ("a time", "时间"), in_percent),
        (count_for_rate, ("a rate", "比率"), ("the ladder is in counts", "标准用个数")),
        (other_unit, ("another unit", "另一种单位"), in_units),
    ):
        if tell({"name": name}, ladder):
            return f"“{name}” names {what}, and {ladders}", f"“{name}”说的是{what_zh}，{ladders_zh}"
    return None


def count_for_rate(row: Record, ladder: Ladder) -> bool:
    """Tell whether a rate has counts; 3次/年 is a rate itself, and a 频率 is counted."""
    name = without_space(row["name"])
    counts = UNIT_SCALES.get(ladder.unit or "") == "count"
    return bool(re.search(RATE, name)) and counts and not several(name)


def activity_not_measure(row: Record, ladder: Ladder) -> bool:
    """Tell whether a name describes work only, and the ladder does not count it.

    完成…计划 and 所有符合条件的… say of what a percentage is.
    """
    name = without_space(row["name"])
    work = re.search(WORK, name) and not re.search(f"{_MEASURED}|{_BASE}", name)
    return bool(work) and UNIT_SCALES.get(ladder.unit or "") != "count"


def several(name: str) -> bool:
    """Tell whether a plain name holds more than one measure."""
    return len(re.findall(MEASURE, name)) > 1 and not re.search(_ONE_RATIO, name)


def several_measures(row: Record, ladder: Ladder) -> bool:
    """Tell whether one name holds several measures, a measure and work, or works that are counted.

    Of works graded in percent `activity_not_measure` tells.
    """
    name = without_space(row["name"])
    works = [clause for clause in re.split("[;；]", name) if re.match(_WORK_BEGINS, clause)]
    counted = UNIT_SCALES.get(ladder.unit or "") == "count"
    together = counted and len(works) >= _SEVERAL
    return bool(several(name) or re.search(_RATE_AND_WORK, name) or together)


def names_growth(name: str) -> bool:
    """Tell whether a name is of one rate of growth."""
    name = without_space(name)
    return bool(re.search(GROWTH, name)) and not several(name)


def other_unit(row: Record, ladder: Ladder) -> bool:
    """Tell whether a name gives a unit in brackets and the ladder counts in another sort."""
    name = without_space(row["name"])
    unit = re.search(UNIT_IN_NAME, name)
    counts = UNIT_SCALES.get(ladder.unit or "") == "count"
    if not unit or not counts or several(name) or "个" in (unit[1], ladder.unit):
        return False
    return not any({unit[1], ladder.unit} <= set(alike.split()) for alike in _ALIKE)


def target_in_name(row: Record, ladder: Ladder) -> bool:
    """Tell whether a name gives a target, and the ladder percentages that it does not tie to it.

    In a rate a number is of what the rate is of: 4项制度落实率.
    """
    name = without_space(row["name"])
    target = re.search(TARGET, name)
    if not target or ladder.unit != "%" or _has_words(ladder):
        return False
    return target[0].startswith("达到") or not re.search(_SHARE, name)


def bare_rate(context: Context) -> Iterator[Found]:
    """Find the names that are a rate alone; not where the activity's objective says of what."""
    objectives = {
        (row["responsibility"], row["activity"]): without_space(row["objective"] or "")
        for row in context.activities
    }
    for row, ladder in context.pairs():
        name = without_space(row["name"])
        objective = objectives.get((row["responsibility"], row["activity"]), "")
        if not re.fullmatch(BARE_RATE, name):
            continue
        if not re.search(f"[A-Za-z\u4e00-\u9fff]{{2}}{re.escape(name)}", objective):
            yield Found(row, {}, ladder)


def worded_for_another(row: Record, ladder: Ladder) -> bool:
    """Tell whether a threshold states a rate that shares no character with the name."""
    rates = (re.search(ANOTHER_RATE, cell.before) for cell in ladder.cells.values())
    return any(
        not _ANY_RATE.search(rate[1]) and not set(rate[1]) & set(row["name"])
        for rate in rates
        if rate
    )


def _has_words(ladder: Ladder) -> bool:
    """Tell whether a cell has words besides its number: 覆盖全部 says of what a percentage is."""
    return any(cell.before or cell.after for cell in ladder.cells.values())
