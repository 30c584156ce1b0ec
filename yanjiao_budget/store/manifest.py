"""The manifest: what is known of each file, and whose rows the tables hold."""

from collections.abc import Iterator

import pandas as pd

from yanjiao_budget.document.tie import BEYOND, ROUNDING
from yanjiao_budget.formats.read import OFFICE, PDF_LIBRARY
from yanjiao_budget.schema import DISCLOSURE_KEY, MANIFEST
from yanjiao_budget.schema.collected import DIFFERS, ENDED, IN_PART, READ, REFUSED, SAME, TIES

from .guard import TOO_LARGE, TOO_LONG
from .merge import New, Year
from .parts import Limits
from .reader import UNOPENED, source_name

# What makes the same rows, whatever the file is called.
BYTES = ["sha256", "format"]
TEXT = [*DISCLOSURE_KEY, "text_sha256"]
# What may be otherwise when it is tried again.
_PASSING = {UNOPENED, f"expected {PDF_LIBRARY}", f"expected {OFFICE}"}


def still_true(facts: pd.DataFrame, limits: Limits, reader: str) -> pd.DataFrame:
    """Return the facts that reading the same bytes again would give again.

    Left out is what another state of the program read, what could not be opened or lacked a
    program, and what met limits lower than those of now.
    """
    allowed = (
        facts["kind"].map({TOO_LONG: limits.seconds, TOO_LARGE: limits.megabytes}).astype("float64")
    )
    ended = (facts["outcome"] == ENDED) & ~(facts["limit"] >= allowed)
    return facts[(facts["reader"] == reader) & ~facts["kind"].isin(_PASSING) & ~ended]


def known(files: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Return the facts of those files of which some are known, under their paths of now.

    What was read is known by its bytes; a refusal, which names the path, by its path too.

    Args:
        files: `path`, `sha256` and `format` of the files that can be opened.
        facts: What is known, the latest last.
    """
    is_read = facts["refusal"].isna()
    read = facts[is_read].drop_duplicates(BYTES, keep="last").drop(columns="path")
    refused = facts[~is_read].drop_duplicates([*BYTES, "path"], keep="last")
    found = files.merge(read, on=BYTES)
    rest = files[~files["path"].isin(found["path"])]
    rest = rest.merge(refused, on=[*BYTES, "path"])
    return pd.concat([found, rest])[facts.columns].astype(facts.dtypes)


def settled(found: pd.DataFrame) -> pd.DataFrame:
    """Return facts with `outcome` and `held`: of several files of a year and body the first counts.

    The first by path, so that it is the same one in whatever order they came.
    """
    found = found.sort_values("path", ignore_index=True)
    read = found["refusal"].isna()
    own = found[read]
    first = own.groupby(list(DISCLOSURE_KEY))[["path", "text_sha256"]].transform("first")
    outcome = own["unread"].gt(0).map({True: IN_PART, False: READ})
    outcome = outcome.where(own["path"] == first["path"], SAME)
    outcome = outcome.where(own["text_sha256"] == first["text_sha256"], DIFFERS)
    found.loc[read, "held"] = first["path"]
    found.loc[read, "outcome"] = outcome
    return found


def held(manifest: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the files whose rows the tables hold."""
    return manifest[manifest["outcome"].isin([READ, IN_PART])]


def sources(manifest: pd.DataFrame) -> set[str]:
    """Return the names of the files that keep the texts of the tables."""
    rows = held(manifest)[TEXT].itertuples(index=False, name=None)
    return {source_name(*row) for row in rows}


def _placed(found: pd.DataFrame, facts: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Return the files whose rows the tables are to hold, with where these are now.

    That is in the tables of before (`kept`), else in a `part`, or nowhere.
    """
    own = held(found).drop(columns=["part", "place"])
    reader = own["reader"].unique()
    kept = held(before[before["reader"].isin(reader)])[TEXT].assign(kept=True)
    new = facts.dropna(subset=["part", "place"]).drop_duplicates(TEXT)[[*TEXT, "part", "place"]]
    placed = own.merge(kept, on=TEXT, how="left").merge(new, on=TEXT, how="left")
    return placed.assign(kept=placed["kept"].notna())


def without_rows(found: pd.DataFrame, facts: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Return the files whose rows the tables are to hold, and that are nowhere by now.

    So it is with one that stood beside another of its year and body, which is gone.
    """
    placed = _placed(found, facts, before)
    return placed[~placed["kept"] & placed["part"].isna()]


def years_of(found: pd.DataFrame, facts: pd.DataFrame, before: pd.DataFrame) -> Iterator[Year]:
    """Yield what the tables of each year are to be made of."""
    placed = _placed(found, facts, before).sort_values(list(DISCLOSURE_KEY))
    sizes = held(before).groupby(DISCLOSURE_KEY[0]).size()
    for year, own in placed.groupby(DISCLOSURE_KEY[0]):
        kept, new = own[own["kept"]], own[~own["kept"]]
        rows = new[["body", "text_sha256", "part", "place"]].itertuples(index=False, name=None)
        yield Year(
            int(own[DISCLOSURE_KEY[0]].iloc[0]),
            tuple(kept["body"]),
            tuple(New(*row) for row in rows),
            is_whole=len(kept) == sizes.get(year, 0),
        )


def all_is_well(manifest: pd.DataFrame) -> bool:
    """Tell whether every file is read and in the tables, and no tie of them fails."""
    fails = held(manifest)[[TIES[ROUNDING], TIES[BEYOND]]].sum().sum()
    return not fails and not manifest["outcome"].isin([DIFFERS, REFUSED, ENDED]).any()


def columns(manifest: pd.DataFrame) -> pd.DataFrame:
    """Return the columns of the manifest alone, in their order."""
    return manifest[[column.name for column in MANIFEST.columns]]
