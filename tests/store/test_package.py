"""The data package, as a stranger's tool reads it."""

import hashlib
import json
import shutil
from importlib import import_module

import pytest

from yanjiao_budget.schema import BY_NAME, TABLES

BODY = "三河市燕郊高新技术产业开发区管理委员会"


@pytest.fixture(scope="module")
def package(root):
    """Return the committed descriptor."""
    return json.loads((root / "data" / "datapackage.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def frictionless():
    """Return the library, which each process of the tests would import otherwise."""
    return import_module("frictionless")


@pytest.fixture
def copy(root, tmp_path):
    """Return a copy of the data folder to damage."""
    shutil.copytree(root / "data", tmp_path / "data")
    return tmp_path / "data"


def _errors(frictionless, folder):
    """Return the types of error that frictionless finds, hashes and sizes set aside."""
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    for resource in descriptor["resources"]:
        del resource["hash"], resource["bytes"]
    path.write_text(json.dumps(descriptor), "utf-8")
    report = frictionless.validate(str(path))
    return {
        (task.name, error.type, getattr(error, "row_number", None))
        for task in report.tasks
        for error in task.errors
    }


@pytest.mark.slow
def test_the_package_and_every_table_in_it_are_valid(root, frictionless):
    """Types, required values, categories, keys, references, hashes and sizes, with no warning."""
    report = frictionless.validate(str(root / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    assert report.stats["tasks"] == len(TABLES)
    assert not report.warnings
    for task in report.tasks:
        assert not task.warnings, task.name
        # The document has no table but the form's three.
        assert task.name == "other_tables" or task.stats["rows"], task.name


def test_the_package_reads_what_the_loaders_read(root, frictionless):
    """The mark at the start of a file is no part of its first heading, and blanks are missing."""
    package = frictionless.Package(str(root / "data" / "datapackage.json"))
    rows = package.get_resource("responsibilities").read_rows()
    assert [row["fiscal_year"] for row in rows] == [2019] * 13
    assert sum(row["budget"] is None for row in rows) == 2
    assert rows[0]["name"] == "财政预算管理"
    flags = [row["is_empty"] for row in package.get_resource("narrative").read_rows()]
    assert flags.count(True) == 1


def test_sizes_and_hashes_are_those_of_the_files(package, root):
    """Whoever downloads a table can tell that it is whole."""
    for resource in package["resources"]:
        data = (root / "data" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    (source,) = package["sources"]
    data = (root / "data" / source["path"]).read_bytes()
    assert source["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_the_descriptor_is_the_declaration(package):
    """Every field, type, unit, constraint, key and reference."""
    assert [resource["name"] for resource in package["resources"]] == list(BY_NAME)
    for resource in package["resources"]:
        table, schema = BY_NAME[resource["name"]], resource["schema"]
        assert [field["name"] for field in schema["fields"]] == [c.name for c in table.columns]
        for field, column in zip(schema["fields"], table.columns, strict=True):
            assert field["type"] == column.type
            assert field["title"] == f"{column.zh} · {column.en}"
            assert field["description"] == column.meaning
            assert field.get("unit", "") == column.unit
            assert field.get("columnType", "") == column.fiscal
            constraints = field.get("constraints", {})
            assert constraints.get("required", False) == column.required
            assert tuple(constraints.get("enum", ())) == column.categories
        assert schema["primaryKey"] == list(table.key)
        assert len(schema["foreignKeys"]) == len(table.references)
        assert schema["missingValues"] == [""]


def test_fiscal_column_types_are_those_of_the_standard(package):
    """Year and money are marked in each table that has them, each project and program by name."""
    kinds = {
        (resource["name"], field["name"]): field["columnType"]
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
        if "columnType" in field
    }
    assert {kinds[name, "fiscal_year"] for name in BY_NAME} == {"date:fiscal-year"}
    assert kinds["totals", "amount"] == kinds["activities", "budget"] == "value"
    assert kinds["responsibilities", "name"] == "activity:generic:program:label"
    assert kinds["activities", "name"] == "activity:generic:subprogram:label"
    assert kinds["procurement", "name"] == "activity:generic:project:label"


# What is changed in a table, and the error that is then found in that line.
DAMAGES = (
    ("activities", ",11.45,", ",11.45万元,", "type-error"),
    ("activities", f"\n2019,{BODY},13,1,", f"\n2019,{BODY},14,1,", "foreign-key"),
    ("indicators", f"\n2019,{BODY},1,1,1,", f"\n2019,{BODY},99,1,1,", "foreign-key"),
    ("totals", ",procurement_table,3370", ",procurement_tables,3370", "foreign-key"),
    ("totals", ",万元,", ",万,", "constraint-error"),
    ("assets", ",22534.64,", ",,", "constraint-error"),
    ("assets", ",2018-12-31,", ",31.12.2018,", "type-error"),
    ("assets", f"\n2019,{BODY},3,办公用房", f"\n2019,{BODY},2,办公用房", "primary-key"),
    ("narrative", f"\n2019,{BODY},2,0,paragraph,", f"\n2019,{BODY},2,0,prose,", "constraint-error"),
)


@pytest.mark.slow
def test_damaged_tables_make_the_package_invalid(copy, frictionless):
    """A wrong type, a repeated key, a reference to nothing, a value outside its categories.

    Each is found in its line; besides them only the rows that refer to the two that were renamed.
    """
    expected = set()
    for table, old, new, error in DAMAGES:
        path = copy / "tables" / f"{table}.csv"
        text = path.read_bytes().decode()
        expected.add((table, error, text.count("\n", 0, text.index(old) + 1) + 1))
        path.write_bytes(text.replace(old, new, 1).encode())
    assert len(expected) == len(DAMAGES)
    errors = _errors(frictionless, copy)
    assert expected <= errors
    others = {(table, error) for table, error, _ in errors - expected}
    referring = ("indicators", "thresholds", "ladders", "findings")
    assert others == {(table, "foreign-key") for table in referring}


def test_a_table_that_was_cut_short_makes_the_package_invalid(copy, package, frictionless):
    """Its size and hash no longer fit; that the others' do, another test sees."""
    path = copy / "tables" / "assets.csv"
    path.write_bytes(path.read_bytes()[:-1])
    two = [one for one in package["resources"] if one["name"] in ("disclosures", "assets")]
    (copy / "datapackage.json").write_text(json.dumps(package | {"resources": two}), "utf-8")
    report = frictionless.validate(str(copy / "datapackage.json"))
    found = {(task.name, error.type) for task in report.tasks for error in task.errors}
    assert found == {("assets", "byte-count"), ("assets", "hash-count")}
