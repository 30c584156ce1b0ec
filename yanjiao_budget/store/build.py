"""The build step: disclosures in `source/` of the data folder to tables and a data package."""

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.document.text import UnreadableDisclosureError
from yanjiao_budget.formats.read import read_disclosure
from yanjiao_budget.ladders.findings import derived_tables
from yanjiao_budget.language import Both
from yanjiao_budget.promises.derive import promise_tables
from yanjiao_budget.schema import TABLES, Record

from .cells import columns_of, none_of, records, to_csv
from .folders import data_folder, writable_folder
from .names import english
from .package import PACKAGE, package
from .parquet import disclosures_of, is_collected
from .writing import alone_in, settle, write

_LOG = logging.getLogger(__name__)
_BUILDING = Both("building the tables, %d of %d", "正在建表，第 %d 份，共 %d 份")


def build() -> list[Path]:
    """Build every table and `datapackage.json` from the disclosures in `source/`.

    Returns:
        The files whose content changed.

    Raises:
        UnreadableDisclosureError: For a disclosure that cannot be read faithfully.
        FileNotFoundError: Where the folder holds no disclosure.
        PermissionError: Where the data folder is part of an installed package.
        ValueError: For what `contents` refuses.
        OSError: Where a file cannot be written, or another process is writing into the folder;
            then none has changed.
    """
    folder = writable_folder()
    with alone_in(folder):
        disclosures = stored_disclosures()
        if not disclosures:
            source = folder / "source"
            raise FileNotFoundError(
                Both(
                    f"{source} holds no disclosure: add one, with add FILE",
                    f"{source} 中没有公开文件：请用 add FILE 加入一份",
                )
            )
        return write(folder, contents(disclosures))


def stored_disclosures() -> list[Disclosure]:
    """Return the disclosures of the data folder, in the order of their files' names.

    Raises:
        UnreadableDisclosureError: For one that cannot be read faithfully.
        ValueError: For a folder that `collect` made.
    """
    folder = data_folder()
    if is_collected(folder):
        raise ValueError(
            Both(
                f"{folder} holds tables that collect made: put the file into the folder that was "
                "collected, and collect it again; or name another data folder",
                f"{folder} 中的表由 collect 生成：请将文件放入所收集的文件夹，再运行一次 collect，"
                "或另指一个数据文件夹",
            )
        )
    settle(folder)
    return [_stored(path) for path in sorted((folder / "source").glob("*.txt"))]


def stored_disclosure(year: int, body: str | None = None) -> Disclosure:
    """Return the disclosure of one year from the data folder.

    Args:
        year: Its fiscal year.
        body: Its body; the one of the first row of `disclosures` without one.

    Raises:
        KeyError: Where there is none of that year and body.
        UnreadableDisclosureError: For one that cannot be read faithfully.
        FileNotFoundError: Where the data folder has no tables.
    """
    there = list(_disclosures())
    body = body or next((row["body"] for row in there), "")
    for row in there:
        if (row["fiscal_year"], row["body"]) == (year, body):
            return _stored(data_folder() / "source" / row["source"])
    listed = [f"{row['fiscal_year']} {row['body']}" for row in there]
    raise KeyError(none_of(f"{year} {body}", listed))


def _disclosures() -> Iterable[Record]:
    """Return the rows of the table of disclosures, in its order."""
    folder = data_folder()
    return disclosures_of(folder, {}) if is_collected(folder) else records("disclosures")


def packaged(body: str) -> dict[str, bytes]:
    """Return the files of the data package, by their paths in the data folder.

    Args:
        body: Of a folder that `collect` made, which has no such files, they are made of this body's
            disclosures alone.

    Raises:
        UnreadableDisclosureError: For a text of such a folder that cannot be read faithfully.
        OSError: Where a file is not there.
    """
    folder = data_folder()
    if is_collected(folder):
        own = disclosures_of(folder, {"body": body})
        return contents([_stored(folder / "source" / row["source"]) for row in own])
    paths = [PACKAGE, *(f"tables/{table.name}.csv" for table in TABLES)]
    return {path: (folder / path).read_bytes() for path in paths}


def rows_read_again(year: int, body: str) -> dict[str, list[Record]]:
    """Return the rows of a disclosure in a folder that `collect` made, amounts as printed.

    Its text is read again: amounts in Parquet do not tell to which place they were printed. There
    are no rows where there is no such disclosure.

    Raises:
        OSError: Where its text is no longer there.
    """
    folder = data_folder()
    for row in disclosures_of(folder, {"fiscal_year": year, "body": body}):
        return _stored(folder / "source" / row["source"]).records
    return {}


def _stored(path: Path) -> Disclosure:
    try:
        return read_disclosure(path)
    except UnreadableDisclosureError as error:
        raise error.advising(
            Both(
                "The tables are built from every .txt file of that folder: correct this one or, if "
                f"it is no disclosure, move it out of {path.parent}.",
                "各表由该文件夹中所有 .txt 文件建成：请改正此文件；"
                f"若它不是公开文件，请将其移出 {path.parent}。",
            )
        ) from error


def is_named_by_year(disclosure: Disclosure) -> bool:
    """Tell whether its file is named by a year alone, as those of the folder's own body are."""
    return Path(disclosure.file).stem.isdecimal()


def contents(
    disclosures: list[Disclosure], unsaved: Mapping[str, bytes] = MappingProxyType({})
) -> dict[str, bytes]:
    """Return what each built file must hold, by its path in the data folder.

    Tables have the disclosures whose files are named by a year alone first, then the others, each
    in the order of the names.

    Args:
        disclosures: All that the tables are to have.
        unsaved: What the files of some will hold, by `Disclosure.file`; the others' are read.

    Raises:
        ValueError: For two files of one year and body.
    """
    disclosures = sorted(
        disclosures, key=lambda one: (not is_named_by_year(one), Path(one.file).name)
    )
    files_of: dict[tuple[int, str], str] = {}
    for disclosure in disclosures:
        key = (disclosure.fiscal_year, disclosure.body)
        other = files_of.setdefault(key, disclosure.file)
        if other != disclosure.file:
            raise ValueError(
                Both(
                    f"{disclosure.file} and {other} are of one year and body: remove one",
                    f"{disclosure.file} 与 {other} 属于同一年度、同一单位：请去掉一个",
                )
            )
    rows: dict[str, list[Record]] = {table.name: [] for table in TABLES}
    for number, disclosure in enumerate(disclosures, 1):
        _LOG.info(_BUILDING, number, len(disclosures))
        everything = rows_of(disclosure)
        for name, own in rows.items():
            own.extend(everything[name])
    tables = {
        table.name: to_csv(columns_of(table, rows[table.name], english())) for table in TABLES
    }
    texts = {one.file: unsaved.get(one.file) or Path(one.file).read_bytes() for one in disclosures}
    files = {f"tables/{name}.csv": content for name, content in tables.items()}
    return files | {PACKAGE: package(disclosures, texts, tables)}


def rows_of(disclosure: Disclosure) -> dict[str, list[Record]]:
    """Return the rows of every table that are of a disclosure."""
    names = english()
    derived = derived_tables(disclosure.records, names)
    return disclosure.records | derived | promise_tables(disclosure.records, names)


def without_english(rows: Mapping[str, Iterable[Record]] | None = None) -> list[str]:
    """Return the Chinese strings that no names_en.csv has the English of.

    Args:
        rows: Rows of tables, by the tables' names; those of the data folder without any.
    """
    names = english()
    return sorted(
        {
            text
            for table in TABLES
            for row in (records(table.name) if rows is None else rows[table.name])
            for column in table.columns
            if column.name.endswith("_en")
            and (text := row[column.name.removesuffix("_en")])
            and text not in names
        }
    )
