"""What a clause opens with: when, how, and the verbs that govern it."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from .deadlines import deadlines
from .prose import Clause, clauses
from .words import FRAME, HASTENED_VERB, INTENDED, LEADING, PLAIN_VERB, VERB

# Verbs after which a verb that is a noun too is a verb: 加快建设, 推进改造.
_HASTENING = re.compile("(?:加快|推进|推动|继续|组织|谋划|规划|计划)$")
# Who is urged to do it: 督促新源公司加快…建设.
_URGED = re.compile(
    "[^，、]{2,12}?(?:公司|集团|企业|单位|部门|[局委办]|街道|乡镇|镇|社区)(?:加快推进|加快|推进|抓紧|做好)"
)
# What a clause opens with that goes on with no list: 把…变为, 让….
_APART = re.compile("[把让使将为从由对在向用]")
URGING = re.compile("督促|协助|指导|协调|支持|鼓励|引导|力促|促进|培育|帮助")


class Opening(NamedTuple):
    """What a clause opens with.

    Attributes:
        verbs: The verbs, in order; none where the clause goes on with the one before.
        end: The character after them, in the clause.
        intended: Whether it says that something is meant to be: 力争, 计划.
        framed: Whether it opens with what is followed or weighed: 对照, 结合.
    """

    verbs: tuple[str, ...]
    end: int
    intended: bool
    framed: bool


@lru_cache(maxsize=4096)  # Promises and works ask for the same clauses.
def opening(text: str, fiscal_year: int) -> Opening:
    """Return what a clause opens with."""
    dates = {one.start: one.end for one in deadlines(text, fiscal_year)}
    place, intended = _skip_spaces(text, 0), False
    bare = place  # Behind the dates and intentions alone: manner is none without a verb.
    while True:
        leading = LEADING.match(text, place)
        step = dates.get(place) or (leading.end() if leading else place)
        if step == place:
            break
        plain = place in dates or bool(INTENDED.fullmatch(text[place:step]))
        intended = intended or bool(INTENDED.match(text, place))
        bare = step if plain and bare == place else bare
        place = step
    verbs: list[str] = []
    place = _verbs(text, place, verbs)
    if not verbs:
        framed = bool(FRAME.match(text, bare))
        return Opening((), bare, intended, framed)
    if URGING.fullmatch(verbs[-1]) and (urged := _URGED.match(text, place)):
        place = urged.end()
    return Opening(tuple(verbs), place, intended, framed=False)


def _skip_spaces(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _verbs(text: str, place: int, verbs: list[str]) -> int:
    """Add the verbs that stand one after another, and return the place behind them."""
    while True:
        joint = place + bool(verbs and text[place : place + 1] in ("、", "和", "及"))
        verb = _pattern(verbs).match(text, joint)
        if not verb:
            return place
        verbs.append(verb[0])
        place = verb.end()


def _pattern(verbs: Sequence[str]) -> re.Pattern[str]:
    """Return what is a verb after some: a word that is a noun too is one at first alone."""
    if not verbs:
        return VERB
    return HASTENED_VERB if _HASTENING.search(verbs[-1]) else PLAIN_VERB


class Said(NamedTuple):
    """Clauses that one verb governs: the first has it, the others go on with its list.

    Attributes:
        clauses: The clauses, in order.
        opening: What the first opens with.
    """

    clauses: tuple[Clause, ...]
    opening: Opening


@lru_cache(maxsize=1024)
def governed(text: str, fiscal_year: int) -> tuple[Said, ...]:
    """Return the clauses of a paragraph, each verb's with those that go on with its list."""
    groups: list[list[Clause]] = []
    openings: list[Opening] = []
    for clause in clauses(text):
        found = opening(clause.text, fiscal_year)
        apart = bool(_APART.match(clause.text)) or clause.opens or found.intended
        if found.verbs or found.framed or apart or not groups:
            groups.append([])
            openings.append(found)
        groups[-1].append(clause)
    return tuple(map(Said, map(tuple, groups), openings))
