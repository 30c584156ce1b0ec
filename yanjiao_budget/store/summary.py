"""What a run of `collect` found: as plain values, and as text."""

import json
from typing import Any, NamedTuple

import pandas as pd

from yanjiao_budget.language import VERDICT_NAMES
from yanjiao_budget.schema.collected import (
    DIFFERS,
    ENDED,
    IN_PART,
    OUTCOMES,
    READ,
    REFUSED,
    SAME,
    TIES,
)

from .manifest import held

_SHOWN = 5  # The first few of what may be thousands.
_SAID = {
    READ: "read whole",
    IN_PART: "read, with words kept unread",
    SAME: "of the same text as one of those",
    DIFFERS: "of a year and body of which the tables hold another text",
    REFUSED: "refused",
    ENDED: "ended while they were read",
}


class Collected(NamedTuple):
    """What a run found.

    Attributes:
        manifest: The manifest, as `schema.MANIFEST` declares it.
        read: How many files it read, or tried to.
        gone: How many of those of before are no longer below the folder.
        passed_over: How many files of other formats there are, by suffix.
    """

    manifest: pd.DataFrame
    read: int
    gone: int
    passed_over: dict[str, int]


def as_values(run: Collected) -> dict[str, Any]:
    """Return what was found as plain values, the manifest row by row."""
    rows: list[Any] = json.loads(run.manifest.to_json(orient="records", force_ascii=False))
    counts = run.manifest["outcome"].value_counts()
    return {
        "read_now": run.read,
        "gone": run.gone,
        "passed_over": run.passed_over,
        "outcomes": {outcome: int(counts.get(outcome, 0)) for outcome in OUTCOMES},
        "ledger": _verdicts(run.manifest),
        "manifest": rows,
    }


def _verdicts(manifest: pd.DataFrame) -> dict[str, int]:
    in_tables = held(manifest)
    return {verdict: int(in_tables[column].sum()) for verdict, column in TIES.items()}


def in_words(run: Collected, out: str) -> str:
    """Return what was found as lines to read; `out` is where the tables are."""
    manifest = run.manifest
    counts = manifest["outcome"].value_counts()
    in_tables = held(manifest)
    verdicts = _verdicts(manifest)
    ties = ", ".join(f"{verdicts[key]} {words}" for key, (words, _) in VERDICT_NAMES.items())
    others = ", ".join(f"{count} {suffix}" for suffix, count in run.passed_over.items())
    lines = [
        f"files: {len(manifest)}, {run.read} read now",
        *(f"  {counts[one]} {said}" for one, said in _SAID.items() if counts.get(one, 0)),
        *_examples(manifest[manifest["outcome"].isin([REFUSED, ENDED])]),
        *_beside(manifest[manifest["outcome"] == DIFFERS]),
        *([f"gone since the run before: {run.gone}, out of the tables"] if run.gone else []),
        *([f"files of other formats, not read: {others}"] if others else []),
        f"disclosures in the tables: {len(in_tables)}, of {in_tables['body'].nunique()} bodies",
        f"places kept unread in them: {in_tables['unread'].sum()}",
        f"ledger (each document alone): {ties}",
        f"tables and manifest: {out}",
    ]
    return "\n".join(lines)


def _examples(refused: pd.DataFrame) -> list[str]:
    """Return each kind of refusal, the commonest first, with how often and an example."""
    kinds = refused.groupby("kind")["refusal"].agg(["size", "first"])
    ordered = kinds.sort_values("size", ascending=False, kind="stable").itertuples()
    return [f"  {row[1]} × {row[0]}, such as: {_on_a_line(str(row[2]))}" for row in ordered]


def _beside(differing: pd.DataFrame) -> list[str]:
    """Return the first few texts that are not in the tables, and what is there in their place."""
    lines = [
        f"  {_on_a_line(str(row.path))}: {row.fiscal_year} {row.body} is that of "
        f"{_on_a_line(str(row.held))}"
        for row in differing[:_SHOWN].itertuples()
    ]
    more = len(differing) - _SHOWN
    lines += [f"  and {more} more, which the manifest lists"] if more > 0 else []
    advice = "  yanjiao-budget diff shows what differs; move away the one that does not count"
    return [*lines, advice] if lines else []


def _on_a_line(text: str) -> str:
    """Return a text, such as a file's name, with what would move a terminal's line spelled out."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text
    )
