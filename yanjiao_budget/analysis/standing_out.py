"""What stands out in a disclosure: a table of rules, each of which makes one sentence at most.

A rule looks at the tables of one disclosure and returns what its sentence is filled with, or None
where they do not hold it.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from yanjiao_budget.document.tie import BEYOND, EXACT, NOT_STATED, ROUNDING
from yanjiao_budget.ladders.ladder import GRADES
from yanjiao_budget.language import money
from yanjiao_budget.schema import DISCLOSURE_KEY
from yanjiao_budget.store.loaders import choose, load

from . import grading, promised
from . import standing_out_words as words
from .ledger import check_arithmetic
from .spending import by_size, composition
from .standing_out_words import NOTHING, Said, Values
from .unread import kept_unread

# A table of the disclosure by its name; also `ledger` and `unread`.
Load = Callable[[str], pd.DataFrame]
Row = Mapping[str, Any]


class Found(NamedTuple):
    """What a rule found.

    Attributes:
        which: Key of the wording that says it.
        figure: The figure that it turns on, as it stands beside the sentence.
        line: The line of that figure, or of the first of what is counted.
        values: What the places of the wording are filled with.
        tie: Key of the tie that it is of; "" for none.
    """

    which: str
    figure: str
    line: int
    values: Values
    tie: str = ""


def _records(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame, each by the names of its columns."""
    names = [str(name) for name in frame]
    return [dict(zip(names, row, strict=True)) for row in frame.itertuples(index=False)]


def _amount(number: float) -> Said:
    return money(number, "en"), money(number, "zh")


def _text(row: Row, name: str = "name") -> Said:
    """Return a text of a row, in Chinese where it has no English."""
    english = row[f"{name}_en"]
    return (english if isinstance(english, str) else row[name]), row[name]


# Where the money goes


def spent(get: Load) -> Found | None:
    """Return the largest budget of a responsibility, or else the largest part of expenditure."""
    budgets = by_size(get("responsibilities")).dropna(subset="budget")
    if first := _largest(budgets, "budget"):
        return _share_of("responsibility", first, "budget", {"count": len(budgets)})
    parts = composition(get("totals"), ("expenditure",))
    if first := _largest(parts.sort_values("amount", ascending=False), "amount"):
        return _share_of("part", first, "amount", {"whole": _text(first, "whole")})
    return None


def _largest(frame: pd.DataFrame, amount: str) -> Row | None:
    """Return the first of several rows, from the largest down, if it alone is the largest."""
    first, second = [*_records(frame.head(2)), None, None][:2]
    return first if first and second and first[amount] > second[amount] else None


def _share_of(which: str, row: Row, amount: str, more: Values) -> Found:
    share = f"{row['share']:.1%}"
    values = {"name": _text(row), "amount": _amount(row[amount]), "share": share, **more}
    return Found(which, share, row["source_line"], values)


# What grew

_WHOLES = ("income_and_expenditure", "three_public")  # The first whose change is stated is told.
_HALF = 0.5


def changed(get: Load) -> Found | None:
    """Return how the whole is stated to have changed, and the reason that the document gives."""
    changes = get("changes")
    stated = _records(changes.dropna(subset=["change", "stated_growth"], how="all"))
    row = next((row for item in _WHOLES for row in stated if row["item"] == item), None)
    if row is None:
        return None
    part = _most_of(changes, row)
    number: float = row["stated_growth"] if pd.isna(row["change"]) else row["change"]
    rate: float = row["growth"] if pd.isna(row["stated_growth"]) else row["stated_growth"]
    figure = f"{number:+,.2f} 万元" if pd.isna(rate) else f"{rate:+.1%}"
    values = {
        "name": _text(row),
        "by": _by(row),
        "baseline": _told(words.BASELINE, row, "baseline"),
        "part": _told(words.PART, part, "name") if part else NOTHING,
        "reason": _reason(row, part),
    }
    if number == 0:
        return Found("level", "0", row["source_line"], values)
    return Found("up" if number > 0 else "down", figure, row["source_line"], values)


def _by(row: Row) -> Said:
    """Return by how much a figure changed: the amount and the rate, which may be derived."""
    there: list[Said] = [] if pd.isna(row["change"]) else [_amount(abs(row["change"]))]
    if not pd.isna(row["stated_growth"]):
        there.append(words.filled(words.STATED, {"rate": f"{abs(row['stated_growth']):.1%}"}))
    elif not pd.isna(row["growth"]):
        there.append(words.filled(words.DERIVED, {"rate": f"{abs(row['growth']):.1%}"}))
    return ", ".join(one[0] for one in there), "，".join(one[1] for one in there)


def _most_of(changes: pd.DataFrame, whole: Row) -> Row | None:
    """Return the part that makes most of a change, where the parts make no more than all of it."""
    parts = changes[changes["whole"] == whole["item"]].dropna(subset="contribution")
    parts = parts[parts["baseline"] == whole["baseline"]]
    shares = parts["contribution"]
    if not shares.between(0, 1).all() or round(shares.sum(), 4) > 1:
        return None
    return next(iter(_records(parts[shares > _HALF])), None)


def _reason(whole: Row, part: Row | None) -> Said:
    """Return the reason stated for the whole, or else for the part that makes most of it."""
    rows = [row for row in (whole, part) if row and isinstance(row["reason"], str)]
    return _told(words.REASON, rows[0], "reason") if rows else NOTHING


def _told(wording: Said, row: Row, text: str) -> Said:
    """Return a wording about a row with a text of it, or nothing where it has none."""
    if not isinstance(row[text], str):
        return NOTHING
    share = f"{row['contribution']:.1%}"
    return words.filled(wording, {"name": _text(row), "share": share, text: _text(row, text)})


# What has no budget

_UNFUNDED = {
    "activities": ("activity (工作活动)", "activities (工作活动)", "工作活动"),
    "responsibilities": ("responsibility (职责)", "responsibilities (职责)", "职责"),
}


def unfunded(get: Load) -> Found | None:
    """Return how many activities and responsibilities print no budget, if any."""
    blanks = {name: (frame := get(name))[frame["budget"].isna()] for name in _UNFUNDED}
    there = {name: (rows, len(get(name))) for name, rows in blanks.items() if len(rows)}
    if not there:
        return None
    told = [words.of(len(rows), whole, _UNFUNDED[name]) for name, (rows, whole) in there.items()]
    listed = " and ".join(one[0] for one in told), "、".join(one[1] for one in told)
    rows, whole = next(iter(there.values()))
    line = int(rows["source_line"].iloc[0])
    return Found("blank", f"{len(rows)} / {whole}", line, {"listed": listed})


# How it grades itself

_INDICATORS = ("indicator", "indicators", "绩效指标")


def graded(get: Load) -> Found | None:
    """Return how many indicators share one ladder, or else how many ladders there are."""
    used = grading.patterns(get("indicators"))
    count = int(used["indicators"].sum())
    if count <= 1 or used[list(GRADES)].iloc[0].isna().all():
        return None
    first = _records(used.head(1))[0]
    if grading.shared_ladder(used).empty:
        values: Values = {"count": count, "ladders": len(used)}
        return Found("varied", f"{len(used)}", first["source_line"], values)
    values = {
        "listed": words.of(first["indicators"], count, _INDICATORS),
        "ladder": (first["pattern_en"], first["pattern"]),
    }
    return Found("shared", f"{first['indicators']} / {count}", first["source_line"], values)


# What does not add up

_NO_MONEY = ("_growth", "_year")  # How the keys of ties end that are of no amounts.


def ties(get: Load) -> Found | None:
    """Return how many ties are exact, and the one with the widest gap where not all are."""
    ledger = get("ledger")
    checked = ledger[ledger["verdict"] != NOT_STATED]
    if checked.empty:
        return None
    verdict = next(one for one in (BEYOND, ROUNDING, EXACT) if one in set(checked["verdict"]))
    rows = checked[checked["verdict"] == verdict]
    exact = int((checked["verdict"] == EXACT).sum())
    row = _widest(rows)
    values = {
        "ties": words.counted(len(checked), "tie", "ties"),
        "every": "it is" if len(checked) == 1 else "all are",
        "exact": words.exact(exact),
        "count": words.counted(len(rows), "differs", "differ"),
        "widest": words.WIDEST if len(rows) > 1 else NOTHING,
        "description": (row["description"], row["description_zh"]),
        "in_words": (row["in_words"], row["in_words_zh"]),
    }
    key = "" if verdict == EXACT else row["check"]
    return Found(verdict, f"{exact} / {len(checked)}", row["source_lines"][0], values, key)


def _widest(rows: pd.DataFrame) -> Row:
    """Return the tie with the widest gap, the first of those alike, of amounts if some are."""
    of_amounts = rows[~rows["check"].str.endswith(_NO_MONEY)]
    return max(
        _records(rows if of_amounts.empty else of_amounts), key=lambda row: abs(row["difference"])
    )


# What is said and not measured, and what is not read


def promises(get: Load) -> Found | None:
    """Return how many promises have an indicator that speaks of them."""
    commitments = get("commitments")
    if commitments.empty:
        return None
    steps = promised.chain(commitments, get("links"), get("activities"))
    spoken = commitments["commitment"].map(promised.spoken_of(steps)[promised.INDICATOR])
    measured, count = int(spoken.sum()), len(commitments)
    which = words.SOME
    if measured in {0, count}:
        which = words.ALL if measured else words.NONE
    first = commitments if spoken.all() else commitments[~spoken]
    values: Values = {
        "promises": words.counted(count, "promise", "promises"),
        "them": "it" if count == 1 else "them",
        "every": "it" if count == 1 else "each of them",
        "measured": measured,
    }
    return Found(which, f"{measured} / {count}", int(first["source_line"].iloc[0]), values)


def unread(get: Load) -> Found | None:
    """Return how much is kept unread, if anything."""
    if not get("disclosures")["unread"].sum():
        return None
    places = get("unread")
    amounts = int(places["has_amount"].sum())
    values: Values = {
        "count": words.counted(len(places), "passage is", "passages are"),
        "amounts": amounts,
    }
    which = words.SOME if amounts else words.NONE
    return Found(which, f"{len(places)}", int(places["source_line"].iloc[0]), values)


# In the order that they are told in.
RULES: Mapping[str, Callable[[Load], Found | None]] = {
    "spent": spent,
    "changed": changed,
    "unfunded": unfunded,
    "graded": graded,
    "ties": ties,
    "promises": promises,
    "unread": unread,
}


def standing_out(year: int | None = None, body: str | None = None) -> pd.DataFrame:
    """Return what stands out in one disclosure: one row for each sentence, at most seven.

    Args:
        year: Fiscal year of the disclosure; that of `latest(body)` without one.
        body: Its body; that of `latest()` without one.

    Returns:
        Columns `fiscal_year`, `body`, `rule` (its key), `figure` (what it turns on, as text),
        `sentence`, `sentence_zh`, `tie` (key of the tie that it is of; "" for others),
        `source_line` (of the figure, or of the first of what is counted). What the document does
        not state has no row.

    Raises:
        KeyError: Where there is no disclosure of that year and body.
        OSError: Where it keeps words unread and its text is no longer in the data folder.
    """
    which = choose(year, body)
    others = {"ledger": check_arithmetic, "unread": kept_unread}

    def get(table: str) -> pd.DataFrame:
        return others[table](**which) if table in others else load(table, **which)

    return found_in(get, **which)


def found_in(get: Load, year: int, body: str) -> pd.DataFrame:
    """Return the same of tables that are there already."""
    found = {key: one for key, rule in RULES.items() if (one := rule(get))}
    rows = [
        (
            *(year, body, key, one.figure),
            *words.filled(words.WORDINGS[key][one.which], one.values),
            *(one.tie, one.line),
        )
        for key, one in found.items()
    ]
    columns = ["rule", "figure", "sentence", "sentence_zh", "tie", "source_line"]
    frame = pd.DataFrame(rows, columns=[*DISCLOSURE_KEY, *columns])
    texts = dict.fromkeys(["body", "rule", "figure", "sentence", "sentence_zh", "tie"], "str")
    return frame.astype({"fiscal_year": "int64", "source_line": "int64"} | texts)
