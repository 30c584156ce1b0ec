"""Indicators found by words, money, ladder, kind of threshold or finding; text found by words."""

import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from yanjiao_budget.document.numbers import half_width
from yanjiao_budget.document.text import Piece
from yanjiao_budget.formats.read import read_disclosure
from yanjiao_budget.schema import DISCLOSURE_KEY, PRINTED
from yanjiao_budget.store.folders import data_folder
from yanjiao_budget.store.loaders import choose, load, one_disclosure

from .grading import patterns

# Half of a sign that takes two, which no table can hold.
_HALF_SIGN = re.compile("[\ud800-\udfff]")
_RESPONSIBILITY = [*DISCLOSURE_KEY, "responsibility"]
_ACTIVITY = [*_RESPONSIBILITY, "activity"]
_KEY = [*_ACTIVITY, "indicator"]
_WORDS = ("name", "activity_name", "responsibility_name")


def find_indicators(  # noqa: PLR0913 - one argument for each way to narrow the search
    query: str = "",
    *,
    responsibility: int | None = None,
    funded: bool | None = None,
    ladder: int | None = None,
    kind: str | None = None,
    rule: str | None = None,
    year: int | None = None,
    body: str | None = None,
) -> pd.DataFrame:
    """Return the indicators that meet every condition given: one row each, in document order.

    Args:
        query: Words, each of which has to stand in the name of the indicator, of its activity or
            of its responsibility, in Chinese or English; case and width do not matter.
        responsibility: The responsibility's position.
        funded: Whether its activity prints a budget.
        ladder: Rank of its ladder, as `grading.patterns` has it.
        kind: A kind that one of its thresholds has to be; see `thresholds.KINDS`.
        rule: A finding it has to have; see `rules()`.
        year: Fiscal year of the disclosure; that of `latest(body)` without one.
        body: Its body; that of `latest()` without one.

    Returns:
        Columns as `joined` has them; no rows where nothing meets all conditions.

    Raises:
        KeyError: Where there is no disclosure of that year and body.
    """
    chosen = choose(year, body)
    tables = {
        name: load(name, **chosen)
        for name in ("responsibilities", "activities", "indicators", "ladders", "findings")
    }
    return matching(
        joined(**tables),
        load("thresholds", **chosen),
        tables["findings"],
        query=query,
        responsibility=responsibility,
        funded=funded,
        ladder=ladder,
        kind=kind,
        rule=rule,
    )


def joined(
    responsibilities: pd.DataFrame,
    activities: pd.DataFrame,
    indicators: pd.DataFrame,
    ladders: pd.DataFrame,
    findings: pd.DataFrame,
) -> pd.DataFrame:
    """Return the indicators with what they belong to: one row each, in document order.

    Args:
        responsibilities: As `load_responsibilities()` returns them, of one disclosure.
        activities: As `load_activities()` returns them.
        indicators: As `load_indicators()` returns them.
        ladders: As `load_ladders()` returns them.
        findings: As `load_findings()` returns them.

    Returns:
        The columns of `indicators`; `pattern`, `signs`, `direction`, `unit`, `shared_by` and `why`
        of its ladder and `ladder`, its rank; `activity_name`, `responsibility_name` and their
        English; `budget` of its activity in 万元, missing where none is printed; `findings`, how
        many it has.
    """
    ranks = patterns(one_disclosure(indicators)).set_index("pattern")["rank"]
    named = {
        "activity": activities[[*_ACTIVITY, "name", "name_en", "budget"]],
        "responsibility": responsibilities[[*_RESPONSIBILITY, "name", "name_en"]],
    }
    of_ladder = ["pattern", "signs", "direction", "unit", "shared_by", "why"]
    frame = indicators.merge(ladders[[*_KEY, *of_ladder]], on=_KEY, validate="one_to_one")
    for whole, own in named.items():
        rows = own.rename(columns={"name": f"{whole}_name", "name_en": f"{whole}_name_en"})
        keys = [key for key in _ACTIVITY if key in rows]
        frame = frame.merge(rows, on=keys, validate="many_to_one")
    counts = findings.groupby(_KEY).size().rename("findings").reset_index()
    frame = frame.merge(counts, on=_KEY, how="left", validate="one_to_one")
    frame["findings"] = frame["findings"].fillna(0).astype("int64")
    frame["ladder"] = frame["pattern"].map(ranks).astype("int64")
    last = ["source_line"]
    return frame[[name for name in frame if name not in last] + last]


def matching(  # noqa: PLR0913 - as `find_indicators`
    frame: pd.DataFrame,
    thresholds: pd.DataFrame,
    findings: pd.DataFrame,
    *,
    query: str = "",
    responsibility: int | None = None,
    funded: bool | None = None,
    ladder: int | None = None,
    kind: str | None = None,
    rule: str | None = None,
) -> pd.DataFrame:
    """Return the rows of `joined` that meet every condition; see `find_indicators`."""
    keep = pd.Series(data=True, index=frame.index)
    if words := normal(query).split():
        text = folded_names(frame)
        for word in words:
            keep &= text.str.contains(word, regex=False)
    if responsibility is not None:
        keep &= frame["responsibility"] == responsibility
    if funded is not None:
        keep &= frame["budget"].notna() == funded
    if ladder is not None:
        keep &= frame["ladder"] == ladder
    keys = pd.MultiIndex.from_frame(frame[_KEY])
    for column, wanted, rows in (("kind", kind, thresholds), ("rule", rule, findings)):
        if wanted is not None:
            found = rows.loc[rows[column] == wanted, _KEY]
            keep &= keys.isin(pd.MultiIndex.from_frame(found))
    return frame[keep].reset_index(drop=True)


def folded_names(frame: pd.DataFrame) -> "pd.Series[str]":
    """Return what is searched in each row; a line break keeps words from running together."""
    columns = [f"{name}{end}" for name in _WORDS for end in ("", "_en")]
    rows = frame[columns].fillna("").itertuples(index=False)
    return pd.Series([normal("\n".join(row)) for row in rows], frame.index, "str")


def find_text(query: str, *, year: int | None = None, body: str | None = None) -> pd.DataFrame:
    """Return the paragraphs and cells of a disclosure that hold some words: one row each, in order.

    Args:
        query: Words, each of which has to stand in the text as printed or in its English; case and
            width do not matter.
        year: Fiscal year of the disclosure; that of `latest(body)` without one.
        body: Its body; that of `latest()` without one.

    Returns:
        Columns `fiscal_year`, `body`, `source_line` (of the first line), `kind` and `table` (what
        it was read as, see `Disclosure.line_map`), `text` as printed, `text_en` (missing where no
        table has its English). No rows for a query without a word.

    Raises:
        KeyError: Where there is no disclosure of that year and body.
        OSError: Where its text is no longer in the data folder.
    """
    chosen = choose(year, body)
    disclosure = load("disclosures", **chosen).iloc[0]
    pieces = read_disclosure(data_folder() / "source" / disclosure["source"]).pieces
    rows = texts(pieces, english_lines(**chosen), **chosen)
    return text_with(query, rows, folded_texts(rows))


def text_with(query: str, rows: pd.DataFrame, folded: Sequence[str]) -> pd.DataFrame:
    """Return the rows of `texts` that hold every word of a query; none for one without a word.

    Args:
        query: The words.
        rows: As `texts` returns them.
        folded: As `folded_texts` returns them of these rows.
    """
    words = normal(query).split()
    keep = [bool(words) and all(word in text for word in words) for text in folded]
    return rows[keep].reset_index(drop=True)


def folded_texts(rows: pd.DataFrame) -> list[str]:
    """Return what is searched in each row of `texts`, folded as `normal` folds words."""
    pairs = zip(rows["text"], rows["text_en"].fillna(""), strict=True)
    return [normal(f"{text}\n{english}") for text, english in pairs]


def texts(
    pieces: Iterable[Piece], english: Mapping[int, str], year: int, body: str
) -> pd.DataFrame:
    """Return every paragraph and cell of a disclosure that holds text, as `find_text` does some."""
    found = [
        (year, body, piece.line, piece.kind, piece.table, piece.text, english.get(piece.line))
        for piece in pieces
        if piece.text
    ]
    names = ["kind", "table", "text", "text_en"]
    columns = [*DISCLOSURE_KEY, "source_line", *names]
    types = {"fiscal_year": "int64", "source_line": "int64"} | dict.fromkeys(
        ["body", *names], "str"
    )
    return pd.DataFrame(found, columns=columns).astype(types)


def english_lines(year: int, body: str) -> dict[int, str]:
    """Return the English of what begins on each line of a disclosure, where a table has it."""
    found: dict[int, dict[str, None]] = {}
    for table in PRINTED:
        if any(column.name == "name_en" for column in table.columns):
            rows = load(table.name, year, body).dropna(subset="name_en")
            for line, name in zip(rows["source_line"], rows["name_en"], strict=True):
                found.setdefault(int(line), {})[str(name)] = None
    return {line: "; ".join(names) for line, names in found.items()}


def normal(text: str) -> str:
    """Return a text as it is searched: half-width, in small letters, and as long as it was."""
    narrow = _HALF_SIGN.sub("\ufffd", half_width(text))
    lower = narrow.lower()
    if len(lower) == len(text):
        return lower
    # A few letters grow when they are made small.
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in narrow)
