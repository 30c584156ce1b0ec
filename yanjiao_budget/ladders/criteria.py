"""The tests of a good performance measure that findings bear on, in our words, with their source.

None of them binds the body whose document this is: FABRIC and the OECD give advice, the PGPA Rule
is Australian law, and 财预〔2021〕101号 is for central departments and later than the budget.
"""

from typing import NamedTuple


class Criterion(NamedTuple):
    """A test of a good performance measure, and where it stands."""

    en: str
    zh: str
    source: str


FABRIC = "HM Treasury and others (United Kingdom), Choosing the right FABRIC (2001)"
PGPA = "Public Governance, Performance and Accountability Rule 2014 (Australia), section 16EA"
OECD = "OECD, Good Practices for Performance Budgeting (2019)"
CAIYU_101 = (
    "财预〔2021〕101号《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》"
    "（2021年印发，面向中央部门，对此前的预算只是事后参照；issued in 2021 for central departments: "
    "for an earlier budget, a benchmark in retrospect）"
)

RELEVANT = Criterion(
    "A measure bears directly on what the activity is for.",
    "指标应与工作活动的目的直接相关。",
    f"{FABRIC}; {PGPA}",
)
NO_PERVERSE_INCENTIVE = Criterion(
    "A measure does not encourage behaviour that is not wanted.",
    "指标不应鼓励不希望出现的行为。",
    FABRIC,
)
WELL_DEFINED = Criterion(
    "A measure has one clear meaning, so that it is collected the same way each time.",
    "指标应含义唯一、口径清楚，以便每次以相同方式采集。",
    FABRIC,
)
VERIFIABLE = Criterion(
    "Anyone with the data and the method reaches the same result.",
    "依据同样的数据和方法，任何人都应得出同一结果。",
    f"{FABRIC}; {PGPA}",
)
COMPARABLE = Criterion(
    "A measure is judged in the same way each time, so that results can be compared.",
    "同一指标应以同样方式评判，结果才可比较。",
    FABRIC,
)
RESPONSIVE = Criterion(
    "A measure is accurate enough for its use, and shows a change where there is one.",
    "指标的精度应满足用途，情况变化时能反映出来。",
    FABRIC,
)
FEW_AND_RELEVANT = Criterion(
    "A budget shows a small number of relevant measures for each programme.",
    "预算中每个项目应采用少量相关的指标。",
    OECD,
)
SPECIFIC = Criterion(
    "Indicators are specific and in figures; words that can be assessed serve where figures "
    "cannot.",
    "指标应细化、量化；难以量化的可以定性表述，但应可评价。",
    CAIYU_101,
)
REASONED_TARGET = Criterion(
    "The values set for an indicator rest on past results, a sector's standard or the plan.",
    "指标值应参考历史数据、行业标准或计划标准设定。",
    CAIYU_101,
)
