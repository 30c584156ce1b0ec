"""The build step: disclosures in `data/source/` to tables and a data package in `data/`."""

import csv
import hashlib
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from .assess import derive
from .loaders import data_folder, english, escape, with_english
from .parse import Disclosure, read_disclosure
from .schema import BY_NAME, TABLES, Column, Table


def build() -> list[Path]:
    """Build every table and `datapackage.json` from the disclosures in `data/source/`.

    Everything is built in memory before a file is touched, and each file is replaced whole.

    Returns:
        The files whose content changed.

    Raises:
        UnreadableDisclosureError: For a disclosure that cannot be read faithfully.
        ValueError: For what `contents` refuses.
    """
    folder = data_folder()
    sources = sorted((folder / "source").glob("*.txt"))
    changed = []
    for name, content in contents([read_disclosure(path) for path in sources]).items():
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f"{path.name}.new")
            try:
                fresh.write_bytes(content)
                fresh.replace(path)
            finally:
                fresh.unlink(missing_ok=True)
            changed.append(path)
    return changed


def contents(disclosures: list[Disclosure]) -> dict[str, bytes]:
    """Return what each built file must hold, by its path in the data folder.

    Raises:
        ValueError: For a file not named by its year, as every `source_line` takes it to be, for
            Chinese names that data/names_en.csv lacks, or English ones left over.
    """
    for disclosure in disclosures:
        if Path(disclosure.file).name != f"{disclosure.fiscal_year}.txt":
            raise ValueError(f"{disclosure.file}: rename it to {disclosure.fiscal_year}.txt")
    everything = [
        disclosure.records | derive(disclosure.records, english()) for disclosure in disclosures
    ]
    rows = {
        table.name: [
            with_english(row, table) for records in everything for row in records[table.name]
        ]
        for table in TABLES
    }
    _check_names(rows)
    files = {f"tables/{name}.csv": _to_csv(BY_NAME[name], table) for name, table in rows.items()}
    package = _package(disclosures, files)
    files["datapackage.json"] = (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()
    return files


def _check_names(rows: dict[str, list[dict[str, Any]]]) -> None:
    needed = {
        row[column.name.removesuffix("_en")]
        for name, table in rows.items()
        for column in BY_NAME[name].columns
        if column.name.endswith("_en")
        for row in table
    } - {None}
    if missing := sorted(needed - english().keys()):
        raise ValueError(f"data/names_en.csv lacks the English of {missing}: add a line for each")
    if unused := sorted(english().keys() - needed):
        raise ValueError(f"data/names_en.csv names what no table has: remove the lines of {unused}")


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


def _package(disclosures: list[Disclosure], files: dict[str, bytes]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "yanjiao-budget",
        "title": "燕郊高新技术产业开发区管理委员会部门预算 · Departmental budget of the Yanjiao "
        "High-tech Zone management committee",
        "description": "Every table of the disclosure, each row with its line of the source. "
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
                "hash": f"sha256:{hashlib.sha256(Path(disclosure.file).read_bytes()).hexdigest()}",
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
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
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
