"""What a later text says of a promise: that something came of it, or its name alone.

Of a result it takes words of the past (已, 了, a date of the years between), a word for a result
and the thing itself, all in one clause. What is to be, is under way or is only prepared is no
result. A wrong one is worse than a missing one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from yanjiao_budget.ladders.domain import without_space
from yanjiao_budget.schema import Record

from .commitments import dated, read_number
from .links import ALIKE, CERTAIN, LIKELY, SAME, SPECIFIC, agree, core, is_same
from .naming import ANY_YEAR, PERCENT
from .opening import opening
from .prose import Clause, clauses
from .words import (
    ALL,
    CLASS,
    DEADLINE,
    FINISH,
    KEPT,
    PIECE,
    REACH,
    REACHED,
    START,
    STARTED,
    VERBS,
    WORKS,
    YEAR,
)

# Kinds of promise of what is done; of the others it is a level that is reached or kept.
DEEDS = (YEAR, WORKS, DEADLINE)
_FINISHED = "|".join(
    sorted(
        {"完工", "落成", "启用", "验收合格", "通过验收"}.union(
            *(verb.words.split() for verb in VERBS if verb.kind == FINISH)
        ),
        key=len,
        reverse=True,
    )
)
_DONE = f"(?:{_FINISHED})(?!率|时|后|前|区|情况|期限|标准|任务书)"
_REACHED = f"{REACHED.pattern}|{KEPT.pattern}|实现"
# A number, but for that of a phase, which tells one work from another.
_NUMBER = re.compile(f"(?![一二三四五六七八九十0-9]期){PIECE.pattern}")
_ALREADY = "(?<![业而])已经?(?!有)"
_PAST = f"{_ALREADY}|去年|上年|上一年|截[至止]"
# Verbs that, with a number and in the past, are a result, besides those of the promise itself.
_MADE = re.compile("新建|改?扩建|改建|修建|兴建|新增|增加|建立|打造|申报认定|申报|认定|引进|安装")
# What is to be, is under way, is prepared, or is of a part: none of it is a result.
_BEGUN = re.compile(STARTED.pattern + "|筹建|动工")
_UNDONE = re.compile(
    "未|没有|尚|无法|不能|将|拟|计划|规划|谋划|力争|争取|确保|预计|有望|待|目标|推进|推动|加快|抓紧|尽快|尽早"
    "|继续|正在|在建|力促|促进|督促|协助|协调|支持|鼓励|引导|指导|以后|之后|前期|手续|选址|方案|设计|招标"
    "|立项|可研|征地|拆迁|审批|勘察|主体|封顶|部分|投资|办法|意见|制度|会议"
    "|一半|过半|[一二三四五六七八九十0-9]期|阶段|是否|不得|不予|如果|若|一旦|(?<!例)如(?!期)"
)
# What may stand behind the thing itself: 高新技术企业协会 is another thing.
_GOES_ON = re.compile(
    "$|[、（(的及和与等]|建设|工程|项目|新建|改造|提升|已|均|于|全部|全面|全覆盖|如期|顺利|总?数|总量|规模|达|超|突破"
    f"|累计|共|施工|任务|工作|认定|申报|实现|{_FINISHED}"
)


class Passage(NamedTuple):
    """A clause of a document.

    Attributes:
        line: Its line.
        text: The paragraph or cell that it stands in.
        clause: Its place there.
        words: What names are sought in: its words without spaces, quotation marks, numbers, 新建.
    """

    line: int
    text: str
    clause: Clause
    words: str


class Told(NamedTuple):
    """What a text says of a promise: the words and their line, and how these are its words."""

    quote: str
    line: int
    certainty: str
    score: int


def passages(texts: Iterable[tuple[int, str]]) -> list[Passage]:
    """Return the clauses of paragraphs and cells, each given with its first line."""
    return [
        Passage(line + text.count("\n", 0, clause.start), text, clause, _words(clause.text))
        for line, text in texts
        for clause in clauses(text)
    ]


def sought(name: str) -> str:
    """Return the words of a name that it is sought by: 圣屯小学教学楼 of 圣屯小学新建教学楼."""
    return _words(core(name))


def _words(text: str) -> str:
    words = without_space(text)
    return re.sub("[“”]|新建", "", _NUMBER.sub("", words)) or words


def named(promise: Record, within: Sequence[Passage]) -> Told | None:
    """Return where a text first has the words of a promise; else where it has the most alike.

    Within the name of another thing they are but likely its own: 环保厕所二期. Like ones begin with
    the same sign and end in the same two. A thing of which there is one, and so no number, is known
    by its own words alone.
    """
    name, words = promise["name"], sought(promise["name"])
    for passage, _ in _holding(name, within):
        return _told(passage, passage.clause.start)
    for passage in within:
        if _words(name) in passage.words:
            return _told(passage, passage.clause.start)._replace(certainty=LIKELY)
    if promise["number"] is None or len(words) < SPECIFIC:
        return None
    length = len(words) - 3  # Between the first sign and the last two.
    there = re.compile(
        f"(?=({re.escape(words[0])}.{{{length // 2},{length * 2}}}?{re.escape(words[-2:])}))"
    )
    scores = [
        (-fuzz.ratio(words, match[1]), at)
        for at, passage in enumerate(within)
        for match in there.finditer(passage.words)
        if agree(name, match[1]) and is_same(name, passage.words, match.start(), len(match[1]))
    ]
    score, at = min(scores, default=(0, 0))
    if -score < ALIKE:
        return None
    found = _told(within[at], within[at].clause.start)
    return found._replace(certainty=LIKELY, score=round(-score))


def _holding(name: str, within: Sequence[Passage]) -> Iterator[tuple[Passage, int]]:
    """Yield the clauses that hold the words of a name, with the place behind these."""
    words = sought(name)
    for passage in within:
        place = passage.words.find(words)
        if place >= 0 and is_same(name, passage.words, place, len(words)):
            yield passage, place + len(words)


def _told(passage: Passage, start: int) -> Told:
    quote = passage.text[start : passage.clause.end]
    return Told("".join(quote.split("\n")).strip(), passage.line, CERTAIN, SAME)


def reported(promise: Record, within: Sequence[Passage], fiscal_year: int) -> Told | None:
    """Return the first clause of a later text that says that something came of a promise.

    Args:
        promise: A row of `commitments`.
        within: The clauses of the later text.
        fiscal_year: The year of that text.
    """
    words = sought(promise["name"])
    if len(words) < SPECIFIC:
        return None
    for passage, behind in _holding(promise["name"], within):
        if not _GOES_ON.match(passage.words, behind):
            continue
        rest = passage.words.replace(words, "")
        for start, between in _starts(passage, promise["fiscal_year"], fiscal_year):
            if _is_result(promise, passage, rest, between=between):
                return _told(passage, start)
    return None


def _starts(passage: Passage, since: int, until: int) -> Iterator[tuple[int, bool]]:
    """Yield where a clause begins, with its date, and whether that is of the years between.

    Nothing of one that is framed or intended, or of another time.
    """
    for clause, by in dated(passage.text, until):
        if clause == passage.clause and by is None:
            yield clause.start, False
        elif clause == passage.clause and by and since <= by.day.year < until:
            yield min(by.start, clause.start), True


def _is_result(promise: Record, passage: Passage, rest: str, *, between: bool) -> bool:
    """Tell whether a clause says that something came of a promise.

    Args:
        promise: A row of `commitments`.
        passage: The clause.
        rest: Its words without those of the promise.
        between: Whether it is dated between the promise and the text.
    """
    text, starts = passage.clause.text, promise["verb"] == START
    if _UNDONE.search(rest) or (_BEGUN.search(rest) and not starts):
        return False
    verbs, counted = _verbs(text), _has_unit(text, promise["unit"])
    of_result = {CLASS[verb] for verb in verbs} <= {FINISH, REACH, *[START] * starts}
    if promise["kind"] not in DEEDS:
        return counted and of_result and _is_past(_REACHED, text, between=between)
    if PERCENT.search(text):
        return False  # A part of it: 已完成30%.
    done = f"{_DONE}|{_BEGUN.pattern}" if starts else _DONE
    made = (
        counted
        and bool(verbs)
        and all(_MADE.fullmatch(one) or one in promise["raw"] for one in verbs)
    )
    past = between or bool(re.search(_ALREADY, text))
    return (of_result and _is_past(done, text, between=between)) or (made and past)


def _is_past(result: str, text: str, *, between: bool) -> bool:
    """Tell whether a clause has a word for a result, and has it in the past."""
    past = re.search(_PAST, text)
    after = 0 if between else past and past.end()
    told = after is not None and re.search(result, text[after:])
    return bool(told or re.search(f"(?:{result})了", text))


def _has_unit(text: str, unit: str | None) -> bool:
    """Tell whether a clause has a number of a unit."""
    numbers = (*PIECE.finditer(text), *ALL.finditer(text))
    return any((read_number(one[0]).unit or None) == unit for one in numbers)


def _verbs(text: str) -> tuple[str, ...]:
    """Return the verbs that a clause opens with, and those behind 已: 已认定高新技术企业22家."""
    already = re.search(_ALREADY, text)
    behind = opening(text[already.end() :], ANY_YEAR).verbs if already else ()
    return (*opening(text, ANY_YEAR).verbs, *behind)
