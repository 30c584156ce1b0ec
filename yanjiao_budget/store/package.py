"""The data package: `datapackage.json`, which describes every table and its sources."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.schema import BY_NAME, TABLES, Column, Table

from .names import english

PACKAGE = "datapackage.json"


def package(
    disclosures: Sequence[Disclosure], texts: Mapping[str, bytes], tables: Mapping[str, bytes]
) -> bytes:
    """Return `datapackage.json`.

    Args:
        disclosures: Those that the tables are of.
        texts: What the file of each holds, by `Disclosure.file`.
        tables: The CSV of each table, by its name.
    """
    bodies = list(dict.fromkeys(disclosure.body for disclosure in disclosures))
    names = english()
    described = {
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
                "hash": _sha256(texts[disclosure.file]),
            }
            for disclosure in disclosures
        ],
        "currencyCode": "CNY",
        "resources": [_resource(table, tables[table.name]) for table in TABLES],
    }
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _sha256(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


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
