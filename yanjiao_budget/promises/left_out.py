"""Numbers in the prose that promise nothing, and why: the rules, in one table."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from yanjiao_budget.ladders.grammar import HAN

from .prose import NUMBERING


class Reason(NamedTuple):
    """A reason to leave a number out.

    Attributes:
        key: Stable key.
        en: The reason in English.
        zh: The reason in Chinese.
        pattern: Where it stands in a paragraph, as a regular expression: a number within what this
            matches is left out. Empty for what is told by the clause, in `commitments.py`.
    """

    key: str
    en: str
    zh: str
    pattern: str = ""


_COUNT = f"(?:[0-9]{{1,15}}|[{HAN}]{{1,12}})"
# What a policy counts of itself: 八项规定, 三个方面; 两个重点实验室 are counted.
_ABSTRACT = (
    "(?:意识|自信|维护|红线|底线|定位|方面|环节|要点|原则|理念|布局|战略|方针|抓手|关系|转变|规定|制度|形态"
    "|阶段|步骤|机制|层次|维度|领域|问题|主线|重点|关键|要求)(?=[，。；、”’的（）()和与及上中]|精神|要求|$)"
)
LEFT_OUT = (
    Reason("numbering", "the number of a heading", "标题的序号", f"^(?:{NUMBERING.pattern})"),
    Reason(
        "quoted",
        "part of a name or a saying in quotation marks",
        "引号或书名号内的名称或提法",
        "“[^“”]*”|《[^《》]*》|「[^「」]*」",
    ),
    Reason(
        "ordinal",
        "a place in an order: a phase, a congress, a plan, an anniversary",
        "次序：期次、届次、规划期、周年",
        rf"第(?:{_COUNT})|[{HAN}]{{1,12}}期(?!间|[^，。；、]{{0,4}}(?:班|培训|讲座|活动|简报|会))"
        rf"|[0-9]{{1,15}}期(?=工程|项目|建设|标段)|(?:{_COUNT})(?:届|周年|中全会|号(?!召)|级)|十[一二三四五]五(?=时期|规划|期)"
        f"|前(?:{_COUNT})[名位]|[二三]?十[{HAN}]?大(?=精神|报告|以来|召开|提出|部署|$)|(?<=奋力挺进)(?:{_COUNT})强|(?:{_COUNT})强(?=县|市|企)",
    ),
    Reason(
        "place",
        "the number of a road or a line",
        "道路或线路的编号",
        r"(?<![A-Za-z])[GSXYMK]\d+(?:线|国道|省道|县道|高速)?|\d+(?:国道|省道|县道|号线)|[国省县]道\d+",
    ),
    Reason(
        "size",
        "the size of a work, as part of its name or description",
        "工程的规模，属名称或描述的一部分",
        r"[0-9.]{1,15}(?:千瓦|兆瓦|千伏|立方米|平方米|公里|亩|米|万?吨|蒸吨|万元|亿元)(?:/[日天时年])?"
        r"(?:的)?[^，。；、0-9]{0,4}(?:项目|工程|热源|机组|标段|变电站|线路)"
        r"|日(?:均)?(?:处理|供水|供热|产|吞吐)[^，。；、0-9]{0,4}[0-9.]{1,15}(?:万?吨|万?立方米|万?方)"
        r"|总?(?:(?<!资产)投资|占地|建筑面积|长|宽)[约为达]{0,2}[0-9.]{1,15}[^，。；、]{1,4}"
        "(?:的|[、，](?=[^，。；]{0,12}的))",
    ),
    Reason(
        "which",
        "tells which things are meant: those above a size or an age",
        "限定对象的规模或年龄",
        "[0-9.]{1,15}(?:万元|亿元|元|蒸吨|吨|亩|岁|级|平方米|公里|千瓦|米)及?以[上下]的?(?=[一-鿿])",
    ),
    Reason(
        "each",
        "one of any number: whatever is found is dealt with",
        "“发现一处、处理一处”，不限数量",
        "(?:发现|查处|查实|建成|成熟|开工)(?:一[处起个件批家项])，?[^，。；]{0,6}一[处起个件批家项]",
    ),
    Reason(
        "no_count",
        "一 that counts nothing: some, a while, one and the same",
        "不计数的“一”：一批、一个时期、统一",
        "[统唯单同专逐之划万]一(?!个[^时方]|座|条|处|所)|一(?:批|些|系列|定|样|直|般|律|并|道|流|体|致|方面|个时期|段时间|步|整套|手抓"
        "|岗|盘|带|年|是|旦|向|线|把|起(?!事故|案)|次性|揽子|站式|窗|网|件事)",
    ),
    Reason(
        "round",
        "a round number in the name of an action: a thousand, ten thousand",
        "行动名称中的概数：百、千、万",
        f"(?<![{HAN}0-9万])[百千万](?:名|件|家|人|户|企|村|场|里)(?=[^，。；、]{{0,12}}(?:工程|行动|活动|计划|大|进|帮|扶))",
    ),
    Reason(
        "policy",
        "a policy's own count of its points",
        "政策提法自身的项数",
        "[一1]个[^，。；、]{1,5}、[二两2][^，。；、]{1,5}、[三3][^，。；、]{1,5}"
        "|[0-9]{1,15}(?:个|项|条|大)(?:重点|主要|关键|中心|基础)(?:工作|任务|环节|领域)"
        rf"|(?<![0-9])[{HAN}]{{1,2}}(?:个|项|条|种|大|类)?[“]?(?:[^，。；、0-9]{{0,2}}){_ABSTRACT}",
    ),
    Reason(
        "baseline",
        "where a change begins, not what it is to reach",
        "变化的起点，不是要达到的数",
        r"[由从][^，。；0-9]{0,8}[0-9.]{1,15}[^，。；0-9]{0,4}(?=[提升增降减上下])",
    ),
    Reason("past", "a date or a figure of the past", "过去的日期或数字"),
    Reason("year", "names the year, and sets no day for anything", "只写年度，没有为某事定期限"),
    Reason("date", "a date, and nothing is named that is due by it", "有日期，没有写明届时做什么"),
    Reason("framed", "what is followed or weighed, not promised", "所依据或对照的内容，不是承诺"),
    Reason("unsaid", "no word says that it is meant to be", "没有表示要做到的词语"),
    Reason(
        "word", "part of a word or a name: nothing is counted", "词语或名称的一部分，没有计数单位"
    ),
)
BY_KEY = {reason.key: reason for reason in LEFT_OUT}
_PATTERNS = tuple((one.key, re.compile(one.pattern)) for one in LEFT_OUT if one.pattern)


class Span(NamedTuple):
    """A stretch of a text whose numbers are left out, and the reason's key."""

    start: int
    end: int
    key: str


@lru_cache(maxsize=1024)
def spans(text: str) -> tuple[Span, ...]:
    """Return the stretches of a paragraph whose numbers are left out, by the order of reasons."""
    return tuple(_spans(text))


def _spans(text: str) -> Iterator[Span]:
    for key, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield Span(*match.span(), key)


def reason_of(text: str, start: int, end: int) -> str:
    """Return the key of the first reason to leave a number of a paragraph out, or nothing."""
    return next((one.key for one in spans(text) if one.start <= start and end <= one.end), "")
