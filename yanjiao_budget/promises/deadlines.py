"""Deadlines as prose words them: 2019年9月1日, 6月底前, 年底, 上半年, the year alone."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

_YEAR = r"(?:(?P<year>(?<!\d)(?:19|20)\d\d)年度?|[今本]年|当年)?"
_DEADLINE = re.compile(
    rf"(?:到|至|于|在|截至|截止)?(?>{_YEAR}(?:"
    r"(?P<month>(?<!\d)1[0-2]|(?<!\d)0?[1-9]|十[一二]?|[一二三四五六七八九])月"
    r"(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号]|[底末份])?"
    "|(?P<quarter>第?[一二三四1-4]季度)[底末]?|(?P<half>[上下]半年)|(?:(?<=年)|年)[底末]|"
    "(?<![一二两三四五六七八九十几数0-9])年内"
    r")(?:[之以]?前)?|(?P<alone>(?<!\d)(?:19|20)\d\d)年度?(?:[之以]?前)?|(?P<whole>全年|年度内|今年|本年度?))"
    "(?!年?[初起]|以来|至今)"
)
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_MONTHS = {name: month for month, name in enumerate("一二三四五六七八九十", 1)} | {
    "十一": 11,
    "十二": 12,
}


class Deadline(NamedTuple):
    """A deadline in a text.

    Attributes:
        start: Its first character.
        end: The character after its last.
        day: The last day it leaves.
        raw: The words.
        dated: Whether it says more than the year.
    """

    start: int
    end: int
    day: date
    raw: str
    dated: bool


def deadlines(text: str, fiscal_year: int) -> Iterator[Deadline]:
    """Yield the deadlines of a text; one with no year is of the fiscal year."""
    if "年" not in text and "月" not in text and "季" not in text:
        return
    for match in _DEADLINE.finditer(text):
        year = int(match["year"] or match["alone"] or fiscal_year)
        day = _last_day(match, year)
        if day is not None:
            dated = not (match["alone"] or match["whole"])
            yield Deadline(match.start(), match.end(), day, match[0], dated)


def _last_day(match: re.Match[str], year: int) -> date | None:
    """Return the last day that the words leave; None for a day there is not."""
    month = 12
    if match["month"]:
        month = _MONTHS.get(match["month"]) or int(match["month"])
    elif match["quarter"]:
        month = _QUARTERS[match["quarter"].removeprefix("第")[0]]
    elif match["half"]:
        month = 6 if match["half"][0] == "上" else 12
    last = monthrange(year, month)[1]
    day = int(match["day"] or last)
    return date(year, month, day) if day <= last else None
