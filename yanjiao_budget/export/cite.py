"""A ready-made citation of a disclosure, to the line, that names the bytes it was read from."""

import hashlib
import re
from collections.abc import Iterable
from numbers import Integral

import pandas as pd

from yanjiao_budget.document.text import decode
from yanjiao_budget.language import Language, pick
from yanjiao_budget.store import loaders
from yanjiao_budget.store.folders import data_folder

# A content identifier of ISO/IEC 18670, and the line or lines of it.
SWHID = re.compile(r"swh:1:cnt:(?P<hash>[0-9a-f]{40})(?:;lines=(?P<first>\d+)(?:-(?P<last>\d+))?)?")

# How lines are named; the page names them alike, and counts them where a chart has too many.
WORDS = {
    "one_line": ("line {lines}", "第{lines}行"),
    "several_lines": ("lines {lines}", "第{lines}行"),
    "comma": (", ", "、"),
    "most": ("{count} lines from {first} to {last}", "第{first}至{last}行中的{count}行"),
}


def swhid(content: bytes, first: int | None = None, last: int | None = None) -> str:
    """Return the SWHID (ISO/IEC 18670) of a text, or of some lines of it.

    It is worked out from the bytes alone: whoever holds the same text gets the same identifier.

    Args:
        content: The whole text.
        first: The line meant, from 1; the first of them where `last` is given.
        last: The last line meant.
    """
    header = b"blob %d\0" % len(content)
    core = f"swh:1:cnt:{hashlib.sha1(header + content, usedforsecurity=False).hexdigest()}"
    if first is None:
        return core
    return f"{core};lines={first}" + (f"-{last}" if last not in (None, first) else "")


def cite(
    line: int | None = None,
    *,
    year: int | None = None,
    body: str | None = None,
    lang: Language = "zh",
) -> str:
    """Return a citation of a disclosure's document, or of one line of it.

    In Chinese it has the form of GB/T 7714—2015. The mark is [R], a report, which that standard
    gives to what a government publishes about its own work; no carrier such as /OL is added, since
    that would call for an address and a date of access, and neither is known. The year stands in
    brackets, as the standard asks of one that is inferred: it is the fiscal year. The place in the
    document is the file of data/source that holds its text, and the line of it. Last stands the
    SWHID of that text, with the line: `verify` tells whether a text in hand is the one cited.

    Args:
        line: The line of that file, counted from 1; the whole document without one.
        year: The fiscal year; the latest of that body without one.
        body: The body, as `load_disclosures()` names it; that of its first row without one.
        lang: The language; names that have no English yet stay Chinese.

    Raises:
        KeyError: Where there is no disclosure of that year and body.
        TypeError: For a line that is no whole number.
        ValueError: For a line that the file does not have.
        FileNotFoundError: Where the file itself is not in data/source.
    """
    row = loaders.load_disclosures(**loaders.choose(year, body)).iloc[0]
    body_en, title_en = row["body_en"], row["title_en"]
    who = pick(lang, body_en if pd.notna(body_en) else row["body"], row["body"])
    title = pick(lang, title_en if pd.notna(title_en) else row["title"], row["title"])
    place = f"data/source/{row['source']}"
    written = pick(
        lang,
        f"{who}. {title} (in Chinese). [{row['fiscal_year']}]. {place}.",
        f"{who}. {title}[R]. [{row['fiscal_year']}]: {place}.",
    )
    path = data_folder() / "source" / row["source"]
    content = path.read_bytes()
    if line is None:
        return f"{written} {swhid(content)}."
    if isinstance(line, bool) or not isinstance(line, Integral):
        raise TypeError(f"line is {line!r}; it has to be a whole number")
    count = _count_lines(content, row["source"])
    if not 1 <= line <= count:
        raise ValueError(f"no line {line}: {place} has {count} lines, counted from 1")
    return cite_lines(f"{written} {swhid(content)}.", [int(line)], lang)


def cite_lines(citation: str, lines: Iterable[int], lang: Language) -> str:
    """Return the citation of a document as one of some lines of it, which are not looked up.

    Lines that follow one another are one range.
    """
    runs = _runs(lines)
    if not runs:
        return citation
    cited = f"{without_swhid(citation).removesuffix('.')}, {_where(runs, lang)}."
    identifier = SWHID.search(citation)
    if identifier is None:
        return cited
    # The standard's qualifier holds one line or one run of lines.
    run = ""
    if len(runs) == 1:
        run = f";lines={'-'.join(map(str, dict.fromkeys(runs[0])))}"
    return f"{cited} {identifier[0]}{run}."


def _runs(lines: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first and the last of each run of lines that follow one another."""
    there = set(lines)
    starts = sorted(line for line in there if line - 1 not in there)
    ends = sorted(line for line in there if line + 1 not in there)
    return list(zip(starts, ends, strict=True))


def _where(runs: list[tuple[int, int]], lang: Language) -> str:
    """Return in words which lines are meant."""
    count = sum(end - start + 1 for start, end in runs)
    ranges = ["–".join(map(str, dict.fromkeys(run))) for run in runs]
    name = "one_line" if count == 1 else "several_lines"
    return pick(lang, *WORDS[name]).format(lines=pick(lang, *WORDS["comma"]).join(ranges))


def without_swhid(citation: str) -> str:
    """Return a citation without the identifier behind it."""
    found = SWHID.search(citation)
    return citation[: found.start()].rstrip() if found else citation


def _count_lines(content: bytes, source: str) -> int:
    text, _ = decode(content, source)
    return text.count("\n") + (not text.endswith("\n"))
