"""What disclosures side by side do not show: for all of them, and where one states nothing."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from yanjiao_budget.document.tie import VERDICTS
from yanjiao_budget.schema import DISCLOSURE_KEY
from yanjiao_budget.schema.across import ACROSS, NOT_COMPARABLE_ACROSS

_NAMED = {column.name: column for column in ACROSS}
_AMOUNTS = (
    *("income", "general_public_budget", "government_funds"),
    *("expenditure", "basic", "project"),
)
_SHARES = ("general_public_budget_share", "government_funds_share", "basic_share", "project_share")
_CHANGES = ("expenditure_growth", "basic_growth", "project_growth")
_ACTIVITIES = ("activities", "unfunded", "unfunded_share")
_GENERAL = ("general_administration_share",)
_INDICATORS, _COMMONEST = ("indicators", "ladders"), ("commonest_ladder_share",)
_FOUND, _UNREAD = ("findings",), ("unread", "unread_amounts")


class _Caveat(NamedTuple):
    """Why some columns say no more than they do: the columns, what they are, and why."""

    columns: tuple[str, ...]
    name_en: str
    name: str
    reason: str
    reason_zh: str


class _Lack(NamedTuple):
    """Why a disclosure has no value in some columns."""

    columns: tuple[str, ...]
    reason: str
    reason_zh: str


# What holds of every disclosure.
_OF_ALL = (
    _Caveat(
        (*_AMOUNTS, *_SHARES),
        "Amounts and their shares",
        "金额及占比",
        "Bodies have different tasks, staff and areas: a larger amount or share is neither better "
        "nor worse. Amounts are in the prices of each budget year.",
        "各部门的职责、人员和区域不同，金额或占比的大小不代表好坏。金额均为各预算年度的价格，未作调整。",
    ),
    _Caveat(
        _CHANGES,
        "Changes",
        "增减",
        "Each is as its document states it, on the baseline that it names, which may be the budget "
        "of the year before or what was spent. None is adjusted for prices.",
        "均按各文件所述，比较基准由各文件自定，可能是上年预算，也可能是上年执行数。均未按价格调整。",
    ),
    _Caveat(
        _ACTIVITIES,
        "Activities",
        "工作活动",
        "How finely a body divides its work is for it to choose, and a blank budget is not a "
        "budget of zero.",
        "工作活动划分的粗细由各部门自定；预算栏空白不等于预算为零。",
    ),
    _Caveat(
        _GENERAL,
        "General management",
        "综合事务（业务）管理",
        "By name alone. Another body may call the same work otherwise, and what such an activity "
        "pays for, its description tells.",
        "只按名称判断。其他部门对同样的工作可以有别的叫法；这类活动的用途见其内容描述。",
    ),
    _Caveat(
        (*_INDICATORS, *_COMMONEST),
        "Indicators and ladders",
        "指标与阶梯",
        "One ladder for many indicators may suit them, and a few indicators share one more easily "
        "than many.",
        "许多指标共用一种阶梯，未必不合适；指标少时更容易共用。",
    ),
    _Caveat(
        _FOUND,
        "Findings",
        "发现",
        "More indicators can have more findings. A finding says what is printed and not that "
        "anything is wrong, and the word lists of the rules that are only likely were drawn up "
        "from the document of one body.",
        "指标多，发现就可能多。发现只说明原文印了什么，不说明有错；“可能”一类规则所用的词表，"
        "是根据一个部门的文件拟定的。",
    ),
    _Caveat(
        tuple(VERDICTS),
        "Ties",
        "勾稽关系",
        "A document that prints more figures has more ties, and the forms of other years print "
        "other figures. An exact tie shows that figures agree, not that they are right.",
        "所列数字多，勾稽关系就多；各年表式不同，所列数字也不同。完全一致只说明数字相符，不说明数字正确。",
    ),
    _Caveat(
        _UNREAD,
        "What is kept unread",
        "未识读之处",
        "How far this program reads a document. It says nothing of the body.",
        "只说明本程序识读到什么程度，与部门无关。",
    ),
)
_OF_ONE = (
    _Lack(
        _AMOUNTS,
        "The disclosure states no such figure, or in words that were not read.",
        "文件未列明此数，或其表述未能识读。",
    ),
    _Lack(
        _SHARES,
        "The part or the whole is not stated, or the whole is zero.",
        "部分或总额未列明，或总额为零。",
    ),
    _Lack(
        _CHANGES,
        "The disclosure states no change from which this follows.",
        "文件没有说明可据以得出此数的增减。",
    ),
    _Lack(
        (*_ACTIVITIES, *_INDICATORS, *_FOUND),
        "No activity was read: the form of the year may have no such table.",
        "没有读到工作活动：该年的表式可能没有此表。",
    ),
    _Lack(
        _GENERAL,
        "No activity that prints a budget above zero was read.",
        "没有读到预算大于零的工作活动。",
    ),
    _Lack(_COMMONEST, "No indicator was read.", "没有读到绩效指标。"),
)


def not_comparable_across(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what cannot be compared: first what holds of all, then what each lacks.

    Args:
        rows: As `across` returns them.

    Returns:
        The columns of `schema.across.NOT_COMPARABLE_ACROSS`: one row for each caveat, its
        `fiscal_year` and `body` missing, then one for each disclosure and reason why columns of it
        are missing.
    """
    found = [{**one._asdict(), "columns": ", ".join(one.columns)} for one in _OF_ALL]
    found += [row for lack in _OF_ONE for row in _lacking(rows, lack)]
    frame = pd.DataFrame(found, columns=[column.name for column in NOT_COMPARABLE_ACROSS])
    frame = frame.sort_values(["body", "fiscal_year"], kind="stable", na_position="first")
    return frame.astype({"fiscal_year": "Int64", "body": "str"}).reset_index(drop=True)


def _lacking(rows: pd.DataFrame, lack: _Lack) -> Iterator[dict[str, Any]]:
    """Yield a row for each disclosure that has no value in some of these columns."""
    missing = rows[list(lack.columns)].isna()
    keys = rows[list(DISCLOSURE_KEY)].itertuples(index=False, name=None)
    for key, cells in zip(keys, missing.itertuples(index=False, name=None), strict=True):
        lacked = [_NAMED[name] for name, none in zip(lack.columns, cells, strict=True) if none]
        if lacked:
            yield {
                **dict(zip(DISCLOSURE_KEY, key, strict=True)),
                "columns": ", ".join(one.name for one in lacked),
                "name": "；".join(one.zh for one in lacked),
                "name_en": "; ".join(one.en for one in lacked),
                "reason": lack.reason,
                "reason_zh": lack.reason_zh,
            }
