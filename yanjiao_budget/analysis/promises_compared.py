"""The promises of two years of a body: made again, changed, told of, no longer spoken of, new."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.language import Language, pick, words_of
from yanjiao_budget.promises.kinds import OUTCOMES, PARTS, VERBS
from yanjiao_budget.promises.outcomes import Outcome, outcomes
from yanjiao_budget.promises.told import passages
from yanjiao_budget.schema import Record
from yanjiao_budget.schema.answers import PROMISE_OF_EACH, promises_compared
from yanjiao_budget.store.build import stored_disclosure
from yanjiao_budget.store.dtypes import as_frame
from yanjiao_budget.store.loaders import latest, load


def compare_promises(before: int, after: int, body: str | None = None) -> pd.DataFrame:
    """Say what became of the promises of one year in the text of a later one.

    Promises are those of `load_commitments()`. Two are of one thing where what is promised is named
    in the same words, spaces and width aside (certain), or where the names are alike (likely, with
    the score): the same but for such ends as 规模 or 工程, or, of what is counted, alike by at
    least `links.ALIKE` of 100 (`rapidfuzz.fuzz.ratio`), with the same directions, numbers and
    levels of government. How much there is to be by a day is another thing than what is done in a
    year. Each promise is in one pair at most.

    The outcome of each:

    - `repeated`: with the same number, comparison, deadline and class of verb. A deadline is the
      same that lies as far from its document's year; of a thing that has no number, the same day.
    - `changed`: one of these is another, and `description` says from what to what.
    - `reported`: not made again, and a clause of the later text says in words of the past (已完成,
      建成了, 2019年…投入使用) that something came of it. Whether the promise was kept, and in full,
      it need not say: see `quote`.
    - `named`: not made again with a number or a date; its words still stand in the later text, or
      like ones do.
    - `dropped`: neither its words nor like ones stand anywhere in the later text. It may have been
      kept, or go on under other words.
    - `new`: only the later year makes it with a number or a date; the earlier text may speak of it.

    Args:
        before: The earlier fiscal year.
        after: The later one.
        body: Whose disclosures; the body that `latest()` gives without one.

    Returns:
        One row for each promise of either year: `body`, `year_before`, `year_after`, `outcome`;
        `certainty` and `score` (of the two promises, or of the words in `quote`; missing for `new`
        and `dropped`); then for each year `commitment_…`, `name_…`, `name_en_…` (missing where it
        has no English), `verb_…`, `number_…` as printed (missing for a date alone), `deadline_…` as
        2019-12-31 (missing where none is named), `raw_…` and `source_line_…` in that year's
        document, all missing in a year that makes no such promise; `description` and
        `description_zh`, what changed (missing but for `changed`); `quote` and `quote_line`, the
        clause of the later text that tells of a result, or for `named` has its words (missing where
        none does). Rows are in the later document's order, those not made again after them. No rows
        where one of the two makes no promise that was read: of what a document does not promise in
        this way, nothing follows.

    Raises:
        KeyError: Where there is no disclosure of either year and that body.
        ValueError: Where `before` is not the earlier year.
        FileNotFoundError: Where the later text is no longer in the data folder.
    """
    if before >= after:
        raise ValueError(
            f"compare_promises({before}, {after}): the first year has to be the earlier one"
        )
    body = body or str(latest()["body"])
    old, new = (load("commitments", year, body) for year in (before, after))
    return compared(old, new, stored_disclosure(after, body), before)


def compared(old: pd.DataFrame, new: pd.DataFrame, later: Disclosure, before: int) -> pd.DataFrame:
    """Return what became of the promises `old` in `new` and in the later text.

    Args:
        old: As `load_commitments()` returns them, of the earlier year of a body.
        new: The same of the later year.
        later: The later disclosure, read.
        before: The earlier year.
    """
    rows: list[Outcome] = []
    if len(old) and len(new):
        texts = [(one.line, one.text) for one in later.pieces if one.text and one.kind != "skipped"]
        rows = list(outcomes(_records(old), _records(new), passages(texts)))
    years = {"body": later.body, "year_before": before, "year_after": later.fiscal_year}
    columns = promises_compared(before, later.fiscal_year)
    made = [years | _row(one) for one in rows]
    return as_frame(columns, {one.name: [row[one.name] for row in made] for one in columns})


def by_outcome(compared: pd.DataFrame) -> "pd.Series[int]":
    """Count the promises of two years by what became of them; what none has is 0.

    Args:
        compared: As `compare_promises` returns them.
    """
    return compared["outcome"].value_counts().reindex([*OUTCOMES], fill_value=0)


def _records(frame: pd.DataFrame) -> Sequence[Record]:
    """Return rows as the tables hold them: dates as days, what is missing as None."""
    days = frame["deadline"].dt.date.astype(object)
    plain = frame.assign(deadline=days).astype(object)
    found: list[Record] = plain.where(plain.notna(), None).to_dict("records")  # type: ignore[assignment]
    return found


def _row(one: Outcome) -> dict[str, Any]:
    sides = (("before", one.before or {}), ("after", one.after or {}))
    told = one.told
    return {
        "outcome": one.outcome,
        "certainty": one.certainty,
        "score": one.score,
        **{
            f"{name}_{when}": _plain(side.get(name))
            for when, side in sides
            for name in PROMISE_OF_EACH
        },
        "description": _described(one, "en"),
        "description_zh": _described(one, "zh"),
        "quote": told.quote if told else None,
        "quote_line": told.line if told else None,
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _described(one: Outcome, lang: Language) -> str | None:
    """Return what changed, as from one to another, in a language; None for nothing."""
    none, colon, verbs = pick(lang, "none", "无"), pick(lang, ": ", "："), words_of(VERBS, lang)
    said = [
        f"{pick(lang, *PARTS[part])}{colon}"
        + " → ".join(verbs.get(f"{value}", f"{value or none}") for value in values)
        for part, *values in one.moved
    ]
    return pick(lang, "; ", "；").join(said) or None
