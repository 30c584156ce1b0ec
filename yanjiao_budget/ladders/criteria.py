"""The tests of a good performance measure that findings bear on, in our words, with their source.

None of them binds the body whose document this is: FABRIC and the OECD give advice, the PGPA Rule
is Australian law, and 财预〔2021〕101号 is for central departments.
"""

from typing import NamedTuple


class Source(NamedTuple):
    """Where a criterion stands, and since when, as a year and month."""

    title: str
    since: str

    def beside(self, fiscal_year: int) -> str:
        """Return the source with its year, and whether it is earlier or later than a budget."""
        later = self.since >= f"{fiscal_year}-01"
        when = (
            "later than this budget, 晚于该预算"
            if later
            else "earlier than this budget, 早于该预算"
        )
        return f"{self.title} ({self.since[:4]}: {when})"


class Criterion(NamedTuple):
    """A test of a good performance measure, and where it stands."""

    en: str
    zh: str
    sources: tuple[Source, ...]

    def source(self, fiscal_year: int) -> str:
        """Return where it stands, beside a budget."""
        return "; ".join(source.beside(fiscal_year) for source in self.sources)


FABRIC = Source("HM Treasury and others (United Kingdom), Choosing the right FABRIC", "2001-02")
PGPA = "Public Governance, Performance and Accountability Rule 2014 (Australia), section 16EA"
OECD = Source("OECD, Recommendation of the Council on Budgetary Governance", "2015-02")
CAIYU_101 = Source(
    "财预〔2021〕101号《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》"
    "（面向中央部门；for central departments）",
    "2021-08",
)

NO_PERVERSE_INCENTIVE = Criterion(
    "A measure does not encourage behaviour that is not wanted.",
    "指标不应鼓励不希望出现的行为。",
    (FABRIC,),
)
ATTRIBUTABLE = Criterion(
    "It is clear where accountability for a measure lies.",
    "指标应能看出由谁、由哪项工作负责。",
    (FABRIC,),
)
WELL_DEFINED = Criterion(
    "A measure has one clear meaning, so that it is collected the same way each time.",
    "指标应含义唯一、口径清楚，以便每次以相同方式采集。",
    (FABRIC,),
)
VERIFIABLE = Criterion(
    "Someone outside would come to the same result.",
    "由外部人员核验也应得出同一结果。",
    (FABRIC,),
)
OVER_TIME = Criterion(
    "Measures give a basis to assess performance over time.",
    "指标应能用于评价不同时期的绩效。",
    (Source(f"{PGPA}(f)", "2020-07"),),
)
RESPONSIVE = Criterion(
    "A measure is accurate enough for its use, and shows a change where there is one.",
    "指标的精度应满足用途，情况变化时能反映出来。",
    (FABRIC,),
)
FEW_AND_RELEVANT = Criterion(
    "A budget shows a small number of relevant measures for each policy programme or area.",
    "预算中每个政策方案或领域应采用少量相关的指标。",
    (OECD,),
)
SPECIFIC = Criterion(
    "Indicators are specific and in figures; words that can be assessed serve where figures "
    "cannot.",
    "指标应细化、量化；难以量化的可以定性表述，但应可评价。",
    (CAIYU_101,),
)
REASONED_TARGET = Criterion(
    "The values set for an indicator rest on past results, a sector's standard or the plan.",
    "指标值应参考历史数据、行业标准或计划标准设定。",
    (CAIYU_101,),
)
