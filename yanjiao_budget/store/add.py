"""Adding a disclosure: its text to `source/` of the data folder, and the tables built anew."""

import logging
import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein, Prefix

from yanjiao_budget.document.disclosure import Disclosure, parse_disclosure
from yanjiao_budget.document.ledger import ties
from yanjiao_budget.document.matching import plain
from yanjiao_budget.document.tie import Tie
from yanjiao_budget.formats.read import read_any
from yanjiao_budget.schema import Record

from .build import contents, is_named_by_year, stored_disclosures
from .differences import differences, in_words
from .folders import in_folder, writable_folder
from .names import english
from .report import report_on, summary
from .writing import alone_in, write

_LOG = logging.getLogger(__name__)
_Key = tuple[int, str]  # year and body
_LONGEST = 60  # Of a body's name within a file's name, in characters; systems allow 255 bytes.
# How alike two bodies' names have to be, of 100, to be warned of: 三河市 left out of a name of
# twenty characters, and hardly the names of two bodies of one county.
_ALIKE = 90.0
_SHOWN = 10  # Of what may be hundreds of differences.
_AROUND = 20  # Characters of a line shown before the first that differs; twice as many after it.


@dataclass(frozen=True, slots=True, repr=False)
class Added:
    """What adding a disclosure found and did; shown as text.

    Attributes:
        report: What the disclosure holds and how its figures tie, as `report.report_on` says.
        source: The file that holds its text.
        changed: The files whose content changed; with `dry_run`, those that would change.
        replaced: How it differs from the stored one whose place it took; empty where it took none.
        differences: What changed from that one, each as `schema.answers.DIFFERENCES` declares it.
        warnings: Stored bodies that may be this one under another title.
        dry_run: Whether nothing was stored because nothing was to be.
    """

    report: dict[str, Any]
    source: Path
    changed: tuple[Path, ...]
    replaced: str
    differences: tuple[Record, ...]
    warnings: tuple[str, ...]
    dry_run: bool

    def __repr__(self) -> str:
        """Return the report and what was done, to read."""
        others = len(self.changed) - (self.source in self.changed)
        if not self.changed:
            done = f"nothing changed: {self.source} holds it, and the tables are built from it"
        elif self.dry_run:
            would = "replace" if self.replaced else "be stored as"
            done = f"dry run, nothing stored: it would {would} {self.source}; files built: {others}"
        else:
            done = f"{'replaced' if self.replaced else 'stored as'} {self.source}"
            done += f"; files built: {others}"
        if self.replaced:
            done += f"\n  {self.replaced}"
        warnings = "".join(f"warning: {text}\n" for text in self.warnings)
        return f"{summary(self.report, alone=False)}\n{warnings}{done}"


def add_disclosure(
    path: str | Path,
    *,
    replace: bool = False,
    dry_run: bool = False,
    strict: bool = False,
    data: str | Path | None = None,
) -> Added:
    """Store a disclosure's text in the data folder and rebuild the tables with it.

    The text becomes `source/{year}.txt`, in UTF-8; `source/{year}_{body}.txt` where the files
    named by a year alone are of another body. Adding what is already there changes nothing. All
    files are replaced or, where anything fails, none is.

    Args:
        path: A .txt, .docx, .html or .pdf file, or a .doc or .wps where LibreOffice is installed.
        replace: Whether it may take the place of a stored one of its year and body that differs.
        dry_run: Whether to stop short of storing anything.
        strict: Whether to refuse a file of which anything is kept unread.
        data: The data folder, which need not exist yet; `YANJIAO_BUDGET_DATA`, or else the
            repository's own, without one.

    Raises:
        UnreadableDisclosureError: For a file, or a stored one, that cannot be read faithfully.
        ValueError: For one that differs from the stored one of its year and body, without
            `replace`; where another disclosure has the file's name; or for an empty `data`.
        PermissionError: Where what is to be written is part of an installed package.
        BlockingIOError: Where another process is writing into the data folder.
        OSError: Where a file cannot be read or written.
    """
    with in_folder(data):
        folder = writable_folder()
        read = read_any(path)
        if strict:
            read.expect_all_read()
        with nullcontext() if dry_run else alone_in(folder):
            return _add(read, folder, replace=replace, dry_run=dry_run)


def _add(read: Disclosure, folder: Path, *, replace: bool, dry_run: bool) -> Added:
    stored = stored_disclosures()
    warnings = tuple(_likenesses(read, stored))
    there = next((one for one in stored if _key(one) == _key(read)), None)
    text = read.to_text()
    changes, replaced = _changes(there, read, replace=replace) if there else ((), "")
    if there and there.to_text() == text:
        source, content = Path(there.file), Path(there.file).read_bytes()
    else:
        source = Path(there.file) if there else _free(folder / "source", read, stored)
        content = text.encode()
        others = [one for one in stored if one is not there]
        stored = [*others, parse_disclosure(text, str(source))]
    files = contents(stored, {str(source): content})
    files[f"source/{source.name}"] = content
    report = report_on(read, list(_ledger(_key(read), stored)))
    changed = write(folder, files, dry_run=dry_run)
    return Added(report, source, tuple(changed), replaced, changes, warnings, dry_run)


def _changes(
    stored: Disclosure, read: Disclosure, *, replace: bool
) -> tuple[tuple[Record, ...], str]:
    """Return what changed from the stored text, and that in words; nothing where it is the same.

    Raises:
        ValueError: For another text that is not to replace the stored one.
    """
    if stored.to_text() == read.to_text():
        return (), ""
    found = tuple(differences(stored, read))
    # What shows in no row is spaces, blank lines or line ends.
    said = in_words(found, _SHOWN) or _first_line(stored.to_text(), read.to_text())
    if not replace:
        ends = "\n" if found else ". "
        raise ValueError(
            f"{read.file}: the disclosure of {read.fiscal_year} by {read.body} is already "
            f"in {stored.file}, and {said}{ends}To put this file in its place, say "
            "--replace (in Python, replace=True)."
        )
    return found, said


def _key(disclosure: Disclosure) -> _Key:
    return disclosure.fiscal_year, disclosure.body


def _likenesses(read: Disclosure, stored: list[Disclosure]) -> Iterator[str]:
    """Yield a warning for each stored body that may be this one under another title."""
    for body, one in {one.body: one for one in stored if one.body != read.body}.items():
        if read.code and one.code == read.code:
            why = f"has the same code, {read.code},"
        elif fuzz.ratio(plain(body), plain(read.body)) >= _ALIKE:
            why = "has nearly the same name"
        else:
            continue
        yield (
            f"{body}, of {one.file}, {why} as {read.body}: they are kept as two bodies, so no year "
            "of one is compared with or tied to a year of the other; if they are one, put one "
            "name into both titles"
        )


def _first_line(old: str, new: str) -> str:
    """Return how many lines differ, and the first of them as it is and was, blanks visible."""
    before, after = old.split("\n"), new.split("\n")
    count = Levenshtein.distance(before, after)
    both = zip_longest(before, after)
    line, pair = next((n, pair) for n, pair in enumerate(both, 1) if pair[0] != pair[1])
    was, now = _visible(*pair)
    return (
        f"line {line} differs: {was} is stored, {now} is new; {count} "
        f"{'line differs' if count == 1 else 'lines differ'} in all{_alike_but_for(old, new)}"
    )


def _visible(*lines: str | None) -> list[str]:
    """Return two lines from shortly before they part, with signs for what does not show."""
    same = Prefix.similarity(*(line or "" for line in lines))
    start = max(0, same - _AROUND)
    return [
        "no line"
        if line is None
        else f"{'…' * (start > 0)}{line[start : start + 3 * _AROUND]!r}"
        f"{'…' * (len(line) > start + 3 * _AROUND)}"
        for line in lines
    ]


def _alike_but_for(old: str, new: str) -> str:
    """Return what alone two texts differ in, where it does not show."""
    texts = [text.replace("\r\n", "\n") for text in (old, new)]
    if texts[0] == texts[1]:
        return ": only line ends differ"
    # A tab opens a cell: a line with nothing else is an empty cell, and no blank line.
    words = [
        ["\t" * line.startswith("\t") + "".join(line.split()) for line in text.split("\n")]
        for text in texts
    ]
    if list(filter(None, words[0])) == list(filter(None, words[1])):
        return ": only spaces, blank lines or line ends differ"
    return ""


def _free(folder: Path, read: Disclosure, stored: list[Disclosure]) -> Path:
    """Return the file for a disclosure of a year and body that has none yet."""
    own = {one.body for one in stored if is_named_by_year(one)}
    body = re.sub(r"\W+", "_", read.body).strip("_")[:_LONGEST]
    names = [f"{read.fiscal_year}.txt"] if own <= {read.body} else []
    names.append(f"{read.fiscal_year}_{body}.txt")
    for name in names:
        if not (folder / name).exists():
            return folder / name
    raise ValueError(
        f"{folder / names[-1]} holds another disclosure than {read.fiscal_year} {read.body}: "
        "rename it, then add this one again"
    )


def _ledger(key: _Key, stored: list[Disclosure]) -> Iterator[tuple[_Key, Tie]]:
    """Yield the ties of a disclosure beside the others stored, and which disclosure each is of.

    Ties of the year after that rest on this disclosure are among them.
    """
    _LOG.info("checking the figures")
    there = {_key(one): one.records for one in stored}
    (year, body), after = key, (key[0] + 1, key[1])
    for tie in ties(there[key], there.get((year - 1, body), {}), english()):
        yield key, tie
    if after in there:
        alone = {tie.check for tie in ties(there[after])}
        for tie in ties(there[after], there[key], english()):
            if tie.check not in alone:
                yield after, tie
