"""Adding a disclosure: its text to `source/` of the data folder, and the tables built anew."""

import dataclasses
import logging
import re
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import zip_longest
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein, Prefix

from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.document.ledger import ties
from yanjiao_budget.document.matching import plain
from yanjiao_budget.document.tie import Tie
from yanjiao_budget.formats.read import read_any
from yanjiao_budget.language import NOTHING, Both, Language, pick, worded
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


@dataclasses.dataclass(frozen=True, slots=True, repr=False)
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
    replaced: Both
    differences: tuple[Record, ...]
    warnings: tuple[Both, ...]
    dry_run: bool

    def __repr__(self) -> str:
        """Return the report and what was done, to read."""
        return self.in_words("en")

    def in_words(self, lang: Language) -> str:
        """Return the report and what was done, to read in a language."""
        warning = pick(lang, "warning: ", "注意：")
        return "\n".join(
            [
                summary(self.report, alone=False, lang=lang),
                *(f"{warning}{worded(text, lang)}" for text in self.warnings),
                worded(self._done(), lang),
                *([f"  {worded(self.replaced, lang)}"] if self.replaced else []),
            ]
        )

    def _done(self) -> Both:
        """Return what was done, or would be."""
        source, others = self.source, len(self.changed) - (self.source in self.changed)
        if not self.changed:
            return Both(
                f"nothing changed: {source} holds it, and the tables are built from it",
                f"没有变化：{source} 已存有此文件，各表也已由它建成",
            )
        done = Both("stored as", "已存为")
        if self.replaced:
            done = Both("replaced", "已替换")
        if self.dry_run:
            done = Both(
                "dry run, nothing stored: it would be stored as", "试运行，没有存储：本应存为"
            )
        if self.dry_run and self.replaced:
            done = Both("dry run, nothing stored: it would replace", "试运行，没有存储：本应替换")
        return Both(
            f"{done} {source}; files built: {others}",
            f"{done.zh} {source}；建成文件 {others} 个",
        )


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
    changes, replaced = _changes(there, read, replace=replace) if there else ((), NOTHING)
    if there and there.to_text() == text:
        source, content = Path(there.file), Path(there.file).read_bytes()
    else:
        source = Path(there.file) if there else _free(folder / "source", read, stored)
        content = text.encode()
        others = [one for one in stored if one is not there]
        stored = [*others, _stored_as(read, source)]
    files = contents(stored, {str(source): content})
    files[f"source/{source.name}"] = content
    report = report_on(read, list(_ledger(_key(read), stored)))
    changed = write(folder, files, dry_run=dry_run)
    return Added(report, source, tuple(changed), replaced, changes, warnings, dry_run)


def _changes(
    stored: Disclosure, read: Disclosure, *, replace: bool
) -> tuple[tuple[Record, ...], Both]:
    """Return what changed from the stored text, and that in words; nothing where it is the same.

    Raises:
        ValueError: For another text that is not to replace the stored one.
    """
    if stored.to_text() == read.to_text():
        return (), NOTHING
    found = tuple(differences(stored, read))
    # What shows in no row is spaces, blank lines or line ends.
    said = in_words(found, _SHOWN) or _first_line(stored.to_text(), read.to_text())
    if not replace:
        ends = Both("\n", "\n") if found else Both(". ", "。")
        raise ValueError(
            Both(
                f"{read.file}: the disclosure of {read.fiscal_year} by {read.body} is already "
                f"in {stored.file}, and {said}{ends}To put this file in its place, say "
                "--replace (in Python, replace=True).",
                f"{read.file}：{read.body}{read.fiscal_year}年的公开文件已存于 {stored.file}，"
                f"且{said.zh}{ends.zh}要用此文件替换它，请加 --replace"
                "（Python 中为 replace=True）。",
            )
        )
    return found, said


def _stored_as(read: Disclosure, source: Path) -> Disclosure:
    """Return a disclosure as it is read from the file that is to keep its text."""
    (row,) = read.records["disclosures"]
    named = {"disclosures": [row | {"source": source.name}]}
    return dataclasses.replace(read, file=str(source), records=read.records | named)


def _key(disclosure: Disclosure) -> _Key:
    return disclosure.fiscal_year, disclosure.body


def _likenesses(read: Disclosure, stored: list[Disclosure]) -> Iterator[Both]:
    """Yield a warning for each stored body that may be this one under another title."""
    for body, one in {one.body: one for one in stored if one.body != read.body}.items():
        if read.code and one.code == read.code:
            why = Both(f"has the same code, {read.code},", f"的代码（{read.code}）相同")
        elif fuzz.ratio(plain(body), plain(read.body)) >= _ALIKE:
            why = Both("has nearly the same name", "的名称相近")
        else:
            continue
        yield Both(
            f"{body}, of {one.file}, {why} as {read.body}: they are kept as two bodies, so no year "
            "of one is compared with or tied to a year of the other; if they are one, put one "
            "name into both titles",
            f"{one.file} 的{body}与{read.body}{why.zh}：两者按两个单位保存，"
            "彼此的年度不作比较，也不核对；如为同一单位，请使两份文件标题中的名称一致",
        )


def _first_line(old: str, new: str) -> Both:
    """Return how many lines differ, and the first of them as it is and was, blanks visible."""
    before, after = old.split("\n"), new.split("\n")
    count = Levenshtein.distance(before, after)
    both = zip_longest(before, after)
    line, pair = next((n, pair) for n, pair in enumerate(both, 1) if pair[0] != pair[1])
    was, now = _visible(*pair)
    alike = _alike_but_for(old, new)
    return Both(
        f"line {line} differs: {was} is stored, {now} is new; {count} "
        f"{'line differs' if count == 1 else 'lines differ'} in all{alike}",
        f"第{line}行不同：已存 {was.zh}，现为 {now.zh}；共有{count}行不同{alike.zh}",
    )


def _visible(*lines: str | None) -> list[Both]:
    """Return two lines from shortly before they part, with signs for what does not show."""
    same = Prefix.similarity(*(line or "" for line in lines))
    start = max(0, same - _AROUND)
    shown = []
    for line in lines:
        if line is None:
            shown.append(Both("no line", "没有这一行"))
            continue
        part = repr(line[start : start + 3 * _AROUND])
        text = f"{'…' * (start > 0)}{part}{'…' * (len(line) > start + 3 * _AROUND)}"
        shown.append(Both(text, text))
    return shown


def _alike_but_for(old: str, new: str) -> Both:
    """Return what alone two texts differ in, where it does not show."""
    texts = [text.replace("\r\n", "\n") for text in (old, new)]
    if texts[0] == texts[1]:
        return Both(": only line ends differ", "：只有换行符不同")
    # A tab opens a cell: a line with nothing else is an empty cell, and no blank line.
    words = [
        ["\t" * line.startswith("\t") + "".join(line.split()) for line in text.split("\n")]
        for text in texts
    ]
    if list(filter(None, words[0])) == list(filter(None, words[1])):
        return Both(
            ": only spaces, blank lines or line ends differ", "：只有空格、空行或换行符不同"
        )
    return NOTHING


def _free(folder: Path, read: Disclosure, stored: list[Disclosure]) -> Path:
    """Return the file for a disclosure of a year and body that has none yet."""
    own = {one.body for one in stored if is_named_by_year(one)}
    body = re.sub(r"\W+", "_", read.body).strip("_")[:_LONGEST]
    names = [f"{read.fiscal_year}.txt"] if own <= {read.body} else []
    names.append(f"{read.fiscal_year}_{body}.txt")
    for name in names:
        if not (folder / name).exists():
            return folder / name
    path = folder / names[-1]
    raise ValueError(
        Both(
            f"{path} holds another disclosure than {read.fiscal_year} {read.body}: rename it, then "
            "add this one again",
            f"{path} 存的不是{read.body}{read.fiscal_year}年的公开文件：请将它改名，再加入本文件",
        )
    )


def _ledger(key: _Key, stored: list[Disclosure]) -> Iterator[tuple[_Key, Tie]]:
    """Yield the ties of a disclosure beside the others stored, and which disclosure each is of.

    Ties of the year after that rest on this disclosure are among them.
    """
    _LOG.info(Both("checking the figures", "正在核对数字"))
    there = {_key(one): one.records for one in stored}
    (year, body), after = key, (key[0] + 1, key[1])
    for tie in ties(there[key], there.get((year - 1, body), {}), english()):
        yield key, tie
    if after in there:
        alone = {tie.check for tie in ties(there[after])}
        for tie in ties(there[after], there[key], english()):
            if tie.check not in alone:
                yield after, tie
