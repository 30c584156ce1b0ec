"""What a workbook holds, read off its XML: a spreadsheet's own view of it."""

import io
import re
import zipfile

from lxml import etree

# The formats that every workbook has, by their numbers.
_OWN = {4: "#,##0.00", 10: "0.00%", 3: "#,##0", 49: "@", 14: "yyyy-mm-dd", 0: "General"}


def sheets(content: bytes) -> dict[str, dict[str, tuple[str, str, str]]]:
    """Return the cells of each sheet by their names: type, value and number format of each."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert book.testzip() is None
        parts = {
            name: etree.fromstring(book.read(name))
            for name in book.namelist()
            if name.endswith((".xml", ".rels"))
        }
    shared = ["".join(one.itertext()) for one in parts["xl/sharedStrings.xml"].iterfind("{*}si")]
    styles = [
        int(one.get("numFmtId")) for one in parts["xl/styles.xml"].iterfind("{*}cellXfs/{*}xf")
    ]
    own = {
        int(one.get("numFmtId")): one.get("formatCode")
        for one in parts["xl/styles.xml"].iterfind("{*}numFmts/{*}numFmt")
    }
    formats = [own.get(style) or _OWN.get(style, "") for style in styles]
    names = [one.get("name") for one in parts["xl/workbook.xml"].iterfind("{*}sheets/{*}sheet")]
    found = {}
    for number, name in enumerate(names, 1):
        sheet = parts[f"xl/worksheets/sheet{number}.xml"]
        found[name] = {
            cell.get("r"): _read(cell, shared, formats[int(cell.get("s", 0))])
            for cell in sheet.iterfind("{*}sheetData/{*}row/{*}c")
            if cell.find("{*}v") is not None
        }
    return found


def _read(cell, shared, style):
    kind, value = cell.get("t", "n"), cell.findtext("{*}v")
    if kind == "s":
        value = re.sub(r"_x([0-9A-F]{4})_", lambda one: chr(int(one[1], 16)), shared[int(value)])
    if kind == "n":
        value = f"{float(value):.14g}"
    return kind, value, style
