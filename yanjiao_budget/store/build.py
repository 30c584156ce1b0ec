"""The build step: disclosures in `source/` of the data folder to tables and a data package."""

import csv
import hashlib
import io
import json
import logging
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.document.text import UnreadableDisclosureError
from yanjiao_budget.formats.read import read_disclosure
from yanjiao_budget.ladders.findings import derive
from yanjiao_budget.schema import BY_NAME, TABLES, Column, Record, Table

from .folders import data_folder, writable_folder
from .loaders import escape, records, with_english
from .names import english
from .writing import alone_in, settle, write

_LOG = logging.getLogger(__name__)


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
            none = f"{folder / 'source'} holds no disclosure: add one, with add FILE"
            raise FileNotFoundError(none)
        return write(folder, contents(disclosures))


def stored_disclosures() -> list[Disclosure]:
    """Return the disclosures of the data folder, in the order of their files' names.

    Raises:
        UnreadableDisclosureError: For one that cannot be read faithfully.
    """
    folder = data_folder()
    settle(folder)
    return [_stored(path) for path in sorted((folder / "source").glob("*.txt"))]


def _stored(path: Path) -> Disclosure:
    try:
        return read_disclosure(path)
    except UnreadableDisclosureError as error:
        raise error.advising(
            "The tables are built from every .txt file of that folder: correct this one or, if it "
            f"is no disclosure, move it out of {path.parent}."
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
            raise ValueError(f"{disclosure.file} and {other} are of one year and body: remove one")
    everything = []
    for number, disclosure in enumerate(disclosures, 1):
        _LOG.info("building the tables, %d of %d", number, len(disclosures))
        everything.append(disclosure.records | derive(disclosure.records, english()))
    rows = {
        table.name: [
            with_english(row, table) for records in everything for row in records[table.name]
        ]
        for table in TABLES
    }
    files = {f"tables/{name}.csv": _to_csv(BY_NAME[name], table) for name, table in rows.items()}
    hashes = {
        one.file: _sha256(unsaved.get(one.file) or Path(one.file).read_bytes())
        for one in disclosures
    }
    package = _package(disclosures, hashes, files)
    files["datapackage.json"] = (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()
    return files


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


def _to_csv(table: Table, rows: list[dict[str, Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    for row in rows:
        writer.writerow(_cell(row.get(column.name)) for column in table.columns)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if isinstance(value, str):
        return escape(value)
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _sha256(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _package(
    disclosures: list[Disclosure], hashes: Mapping[str, str], files: dict[str, bytes]
) -> dict[str, Any]:
    bodies = list(dict.fromkeys(disclosure.body for disclosure in disclosures))
    names = english()
    return {
        "profile": "tabular-data-package",
        "name": "yanjiao-budget",
        "title": f"{'、'.join(bodies)}部门预算 · Departmental budget: "
        + "; ".join(names.get(body, body) for body in bodies),
        "description": "Every table of the disclosures, each row with its line of the source. "
        "Amounts are in 万元 (10,000 yuan). A text cell that would open with a sign a spreadsheet "
        "takes for a formula is stored behind an apostrophe.",
        "licenses": [
            {
                "name": "other-pd",
                "title": "The document: outside copyright (Copyright Law of China, article 5)",
            },
            {"name": "MIT", "title": "Tables, English names and descriptions made from it: MIT"},
        ],
        "sources": [
            {
                "title": disclosure.title,
                "path": f"source/{Path(disclosure.file).name}",
                "hash": hashes[disclosure.file],
            }
            for disclosure in disclosures
        ],
        "currencyCode": "CNY",
        "resources": [_resource(table, files[f"tables/{table.name}.csv"]) for table in TABLES],
    }


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"tables/{table.name}.csv",
        "title": f"{table.zh} · {table.en}",
        "description": f"{table.grain[0].upper()}{table.grain[1:]}.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": _sha256(content),
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                _foreign_key(table, columns, BY_NAME[target])
                for columns, target in table.references
            ],
        },
    }


def _foreign_key(table: Table, columns: tuple[str, ...], target: Table) -> dict[str, Any]:
    # Table Schema lets a reference be missing only as a whole: where one of its columns may be,
    # those that are always there (the year) are left out, or every blank would be a false one.
    optional = {column.name for column in table.columns if not column.required}
    pairs = list(zip(columns, target.key, strict=True))
    pairs = [pair for pair in pairs if pair[0] in optional] or pairs
    return {
        "fields": [field for field, _ in pairs],
        "reference": {
            "resource": "" if target is table else target.name,
            "fields": [field for _, field in pairs],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.categories:
        constraints["enum"] = list(column.categories)
    field = {
        "name": column.name,
        "type": column.type,
        "title": f"{column.zh} · {column.en}",
        "description": column.meaning,
        "unit": column.unit,
        "columnType": column.fiscal,
        "constraints": constraints,
    }
    if column.type == "boolean":
        field |= {"trueValues": ["True"], "falseValues": ["False"]}
    return {key: value for key, value in field.items() if value}
