"""Promises and works found by words, field, kind, and by whether anything speaks of them."""

from typing import Any

import pandas as pd

from yanjiao_budget.store.loaders import choose, load

from .promised import STEPS, by_step, with_field
from .search import normal

COMMITMENT, WORK = "commitment", "work"
_TABLES = {COMMITMENT: "commitments", WORK: "works"}
LINES = {step: f"{step}_lines" for step in STEPS}
_WORDS = ("name", "name_en", "raw")


def find_promises(  # noqa: PLR0913 - one argument for each way to narrow the search
    query: str = "",
    *,
    field: int | None = None,
    kind: str | None = None,
    verb: str | None = None,
    spoken: str | None = None,
    year: int | None = None,
    body: str | None = None,
) -> pd.DataFrame:
    """Return the promises that meet every condition given: one row each, in document order.

    Args:
        query: Words, each of which has to stand in what is promised, in Chinese or English; case
            and width do not matter.
        field: Line of the numbered heading that it stands under.
        kind: Its kind, as `promises.kinds` has it.
        verb: Its verb class, likewise.
        spoken: What has to speak of it: `activity`, `indicator` or `money`, or `none` for nothing.
        year: Fiscal year of the disclosure; that of `latest(body)` without one.
        body: Its body; that of `latest()` without one.

    Returns:
        Columns as `with_lines` has them.

    Raises:
        KeyError: Where there is no disclosure of that year and body.
    """
    rows = _loaded(COMMITMENT, choose(year, body))
    return matching(rows, query, field=field, kind=kind, verb=verb, spoken=spoken)


def find_works(
    query: str = "",
    *,
    field: int | None = None,
    spoken: str | None = None,
    year: int | None = None,
    body: str | None = None,
) -> pd.DataFrame:
    """Return the works that the prose names and that meet every condition; see `find_promises`."""
    return matching(_loaded(WORK, choose(year, body)), query, field=field, spoken=spoken)


def _loaded(key: str, chosen: dict[str, Any]) -> pd.DataFrame:
    others = {name: load(name, **chosen) for name in ("links", "activities", "narrative")}
    return with_lines(load(_TABLES[key], **chosen), key=key, **others)


def with_lines(
    rows: pd.DataFrame,
    *,
    links: pd.DataFrame,
    activities: pd.DataFrame,
    narrative: pd.DataFrame,
    key: str,
) -> pd.DataFrame:
    """Return promises or works with their field, and the lines of what speaks of them.

    Args:
        rows: As `load_commitments()` or `load_works()` returns them, of one disclosure.
        links: As `load_links()` returns them.
        activities: As `load_activities()` returns them.
        narrative: As `load_narrative()` returns it.
        key: `commitment` or `work`, as `rows` has it.

    Returns:
        The columns of `rows`; `field`, `field_en` and `field_line` as `with_field` adds them; and
        for each step of `STEPS` its lines, such as `indicator_lines`: a tuple, empty for none. A
        `deadline` is text, as 2019-12-31.
    """
    found: dict[tuple[int, str], set[int]] = {}
    speaking = by_step(links.dropna(subset=key), activities)
    for number, step, line in zip(
        speaking[key], speaking["step"], speaking["target_line"], strict=True
    ):
        found.setdefault((int(number), step), set()).add(int(line))
    made = with_field(rows, narrative).sort_values(key, ignore_index=True)
    for step, column in LINES.items():
        lines = [tuple(sorted(found.get((int(number), step), ()))) for number in made[key]]
        made[column] = pd.Series(lines, made.index, dtype="object")
    if "deadline" in made:
        made["deadline"] = made["deadline"].dt.strftime("%Y-%m-%d").astype("str")
    last = ["source_line"]
    return made[[name for name in made if name not in last] + last]


def matching(  # noqa: PLR0913 - as `find_promises`
    rows: pd.DataFrame,
    query: str = "",
    *,
    field: int | None = None,
    kind: str | None = None,
    verb: str | None = None,
    spoken: str | None = None,
) -> pd.DataFrame:
    """Return the rows of `with_lines` that meet every condition; see `find_promises`."""
    words = normal(query).split()
    keep = pd.Series([all(word in text for word in words) for text in folded(rows)], rows.index)
    for column, wanted in (("field_line", field), ("kind", kind), ("verb", verb)):
        if wanted is not None:
            keep &= (rows[column] == wanted).fillna(value=False).astype("bool")
    if spoken is not None:
        keep &= pd.Series([spoken in one for one in spoken_by(rows)], rows.index)
    return rows[keep.astype("bool")].reset_index(drop=True)


def about(rows: pd.DataFrame, promises: pd.DataFrame, works: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `load_links()` or `load_promise_findings()` that are of some of these."""
    keep = rows[COMMITMENT].isin(promises[COMMITMENT]) | rows[WORK].isin(works[WORK])
    return rows[keep].reset_index(drop=True)


def folded(rows: pd.DataFrame) -> list[str]:
    """Return what is searched in each row, folded as `search.normal` folds words."""
    texts = rows[list(_WORDS)].fillna("").itertuples(index=False)
    return [normal("\n".join(row)) for row in texts]


def spoken_by(rows: pd.DataFrame) -> list[list[str]]:
    """Return for each row which steps speak of it; `none` where none does."""
    columns = [rows[column].tolist() for column in LINES.values()]
    return [
        [step for step, lines in zip(STEPS, row, strict=True) if lines] or ["none"]
        for row in zip(*columns, strict=True)
    ]
