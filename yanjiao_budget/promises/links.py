"""Which indicators, activities, procurement lines and stated figures speak of a promise or a work.

A link is certain where the words are the same, and likely where they are alike; a wrong one is
worse than a missing one. What differs in a direction, a level or a number is not the same.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz import fuzz

from yanjiao_budget.ladders.domain import without_space
from yanjiao_budget.schema import Record

from .works import FUND

CERTAIN, LIKELY = "certain", "likely"
ALIKE = 75  # Of 100, `rapidfuzz.fuzz.ratio` of what two names are without their ends.
SAME = 100
SPECIFIC = 4  # Fewer characters than these are found within other words.

# What stands round the words that tell one thing from another.
_BEFORE = re.compile(
    "^(?:全[区市县省]|[区市县]内|有效期内|燕郊高新区|本[区市县级]|各级各类|各级|各类|新增|新建|承担|申报|当年"
    "|年内|国家级?|省级?、市级?|[省市县]级?(?=[^、级委]{4}))+"
)
_AFTER = re.compile(
    "(?:[（(][^（）()]*[）)]|规模|总?数量?|建设|新建及改造|改造|扩容升级|扩容提标|升级|工程|项目|行动|活动"
    "|面积数|完成率|率|[。；])+$"
)
_LEVEL = re.compile("国家|省|市|县")
_SIDE = re.compile("[东西南北]")
_ORDER = re.compile("第?[一二三四五六七八九十]+(?=期|实验|小学|中学|批|届)|[0-9]+")
# What a match within longer words may not be preceded or followed by: 第三|实验小学, 中心|二期.
_ANOTHER_BEFORE = re.compile("(?:第[一二三四五六七八九十0-9]+|[东西南北])$")
_ANOTHER_AFTER = re.compile("第?[二三四五六七八九十]期|[东西南北]段")


def is_one_thing(name: str, other: str) -> bool:
    """Tell whether two names are of one thing, of one level of government."""
    return core(name) == core(other) and _has_same(_LEVEL, name, other)


def has_same_signs(name: str, other: str) -> bool:
    """Tell whether two names have the same levels of government, directions and numbers."""
    return all(_has_same(sign, name, other) for sign in (_LEVEL, _SIDE, _ORDER))


def _has_same(sign: re.Pattern[str], name: str, other: str) -> bool:
    return set(sign.findall(name)) == set(sign.findall(other))


class Target(NamedTuple):
    """A row that may speak of a promise: its table and key, its words, and its name."""

    table: str
    key: tuple[tuple[str, object], ...]
    text: str
    name: str
    line: int


class Match(NamedTuple):
    """How a target speaks of a promise."""

    target: Target
    certainty: str
    score: int
    words: str


def links(
    records: Mapping[str, Sequence[Record]],
    commitments: Sequence[Record],
    works: Sequence[Record],
) -> Iterator[Record]:
    """Yield what speaks of each commitment and each work, those of one in the order of the tables.

    Args:
        records: As `Disclosure.records` holds them.
        commitments: The commitments.
        works: The works.
    """
    figures = list(_figures(records, works))
    read = _Read([*_targets(records), *(target for target, _ in figures)])
    of_work = {work: target for target, work in figures}
    number = 0
    for what, rows in (("commitment", commitments), ("work", works)):
        for row in rows:
            found = {match.target[:2]: match for match in read.matches(without_space(row["name"]))}
            if what == "work" and (own := of_work.get(row["work"])):
                found[own[:2]] = Match(own, CERTAIN, SAME, row["name"])
            for match in found.values():
                number += 1
                yield {
                    "fiscal_year": row["fiscal_year"],
                    "body": row["body"],
                    "link": number,
                    what: row[what],
                    "target_table": match.target.table,
                    **dict(match.target.key),
                    "name": match.target.name,
                    "certainty": match.certainty,
                    "score": match.score,
                    "words": match.words,
                    "source_line": row["source_line"],
                    "target_line": match.target.line,
                }


def _targets(records: Mapping[str, Sequence[Record]]) -> Iterator[Target]:
    """Yield the rows of the tables with the words that each is read by."""
    for row in records.get("indicators", ()):
        key = ("responsibility", "activity", "indicator")
        yield _target("indicators", key, row, row["name"])
    for row in records.get("activities", ()):
        texts = (row["name"], row["description"] or "", row["objective"] or "")
        yield _target("activities", ("responsibility", "activity"), row, "。".join(texts))
    for row in records.get("procurement", ()):
        yield _target("procurement", ("line",), row, row["name"])


def _target(table: str, key: Sequence[str], row: Record, text: str) -> Target:
    values = tuple((name, row[name]) for name in key)
    return Target(table, values, without_space(text), row["name"], row["source_line"])


def _figures(
    records: Mapping[str, Sequence[Record]], works: Sequence[Record]
) -> Iterator[tuple[Target, int]]:
    """Yield the stated figures that name works, each with the number of the work.

    A figure is for the work that its reason names, or the one that the words behind it name.
    """
    texts = {row["paragraph"]: row["text"] for row in records.get("narrative", ())}
    for work in works:
        if work["said"] == FUND:
            before = texts[work["paragraph"]][: work["start"]]
            words = without_space(work["name"])
            for table, row in _stated_for(records, work, before):
                key = (("item", row["item"]),)
                yield Target(table, key, words, row["name"], row["source_line"]), work["work"]


def _stated_for(
    records: Mapping[str, Sequence[Record]], work: Record, before: str
) -> list[tuple[str, Record]]:
    """Return the changes whose reason names a work, or the figure stated last before it."""
    reasons = [row for row in records.get("changes", ()) if work["name"] in (row["reason"] or "")]
    if reasons:
        return [("changes", row) for row in reasons]
    line = work["source_line"]
    stated = [row for row in records.get("totals", ()) if row["source_line"] == line]
    named = [row for row in stated if row["name"] in before]
    nearest = sorted(named, key=lambda row: before.rindex(row["name"]))[-1:]
    return [("totals", row) for row in nearest]


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """Return the words of a name that tell it from others: 高新技术企业 of 高新技术企业规模."""
    words = name.replace("“", "").replace("”", "")
    return _AFTER.sub("", _BEFORE.sub("", words)) or words


class _Read:
    """The targets, read once for all names."""

    def __init__(self, targets: Sequence[Target]) -> None:
        """Read the targets: their texts one behind the other, and the cores of their phrases."""
        self._targets = targets
        self._text = "\n".join(target.text for target in targets)
        ends = accumulate(len(target.text) + 1 for target in targets)
        self._starts = [0, *ends]
        self._phrases: dict[tuple[str, str], list[tuple[str, str, Target]]] = {}
        for target in targets:
            for phrase in re.split("[，。；、,;]", target.text):
                if len(words := core(phrase)) >= SPECIFIC:
                    self._phrases.setdefault(ends_of(words), []).append((words, phrase, target))

    def matches(self, name: str) -> Iterator[Match]:
        """Yield what speaks of a name: likely ones first, so that a certain one replaces them."""
        words = core(name)
        if len(words) < SPECIFIC:
            return
        for alike, phrase, target in self._phrases.get(ends_of(words), ()):
            score = fuzz.ratio(words, alike)
            if score >= ALIKE and agree(name, phrase):
                yield Match(target, LIKELY, round(score), alike)
        place = self._text.find(words)
        while place >= 0:
            row = bisect_right(self._starts, place) - 1
            if is_same(name, self._targets[row].text, place - self._starts[row], len(words)):
                yield Match(self._targets[row], CERTAIN, SAME, words)
            place = self._text.find(words, place + 1)


def ends_of(words: str) -> tuple[str, str]:
    """Return what names that are alike share: the sign they begin with, and their last two."""
    return words[0], words[-2:]


def agree(name: str, other: str) -> bool:
    """Tell whether two names have the same directions, numbers and levels, where both have any."""
    return _meet(_LEVEL, name[:4], other[:4]) and all(
        not (one := set(sign.findall(name))) or not (two := set(sign.findall(other))) or one == two
        for sign in (_SIDE, _ORDER)
    )


def _meet(sign: re.Pattern[str], name: str, other: str) -> bool:
    """Tell whether two texts share a sign, where both have any."""
    one, two = set(sign.findall(name)), set(sign.findall(other))
    return not one or not two or bool(one & two)


def is_same(name: str, text: str, place: int, length: int) -> bool:
    """Tell whether the words of a name, where they stand in a text, are the same thing."""
    before, after = text[:place], text[place + length :]
    if _ANOTHER_BEFORE.search(before) or _ANOTHER_AFTER.match(after):
        return False
    return _meet(_LEVEL, name[:4], before[-3:])
