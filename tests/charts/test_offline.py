"""Pictures of charts: the same bytes on every machine, whatever fonts it has."""

import hashlib
import struct
import subprocess
import sys
from io import BytesIO

import pytest
from kit.charts import SPECIFICATION
from lxml import etree
from PIL import Image

from yanjiao_budget.charts import offline as display

_DRAW = """
import hashlib, sys, vl_convert
from yanjiao_budget.charts import offline as display
from kit.charts import SPECIFICATION
for folder in sys.argv[1:]:
    vl_convert.register_font_directory(folder)
plain = {**SPECIFICATION, "config": {"font": "Another Machine, sans-serif"}}
picture = vl_convert.vegalite_to_png(plain, vl_version="5.8")
own = display.to_png(SPECIFICATION), display.bundle(SPECIFICATION)["image/png"]
for one in (*own, display.to_svg(SPECIFICATION).encode(), picture):
    print(hashlib.sha256(one).hexdigest())
"""


def another_font(family):
    """Return the package's font at half its size, under another family name."""
    font = bytearray((display.FONTS / "YanjiaoBudgetSans-Regular.otf").read_bytes())
    tables = {}
    for at in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * at)
        tables[tag] = offset
    struct.pack_into(">H", font, tables[b"head"] + 18, 2000)  # units in an em, 1000 before
    names = tables[b"name"]
    _, count, strings = struct.unpack_from(">HHH", font, names)
    for at in range(names + 6, names + 6 + 12 * count, 12):
        number, length, offset = struct.unpack_from(">HHH", font, at + 6)
        if number == 1:
            written = family.encode("utf-16-be")
            assert len(written) <= length
            struct.pack_into(">H", font, at + 8, len(written))
            start = names + strings + offset
            font[start : start + len(written)] = written
    return bytes(font)


def drawn(root, *folders):
    """Return the hashes of the pictures that a process with more font folders draws."""
    command = [sys.executable, "-c", _DRAW, *map(str, folders)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root / "tests")
    return done.stdout.split()


def test_a_picture_does_not_depend_on_the_fonts_of_the_machine(root, tmp_path):
    """Fonts that change a plain picture change none of ours, under whatever names they come."""
    for family in ("Another Machine", *display.FONT_FAMILY.split(", ")):
        (tmp_path / f"{family}.otf").write_bytes(another_font(family))
    *ours, plain = drawn(root)
    *ours_there, plain_there = drawn(root, tmp_path)
    assert ours == ours_there
    assert plain != plain_there


def test_the_notebook_keeps_the_fonts_that_browsers_have():
    """Only the picture's specification names the package's font."""
    kept = display.bundle(SPECIFICATION)[display.MIME]
    assert kept == {**SPECIFICATION, "$schema": display.SCHEMA}


def test_a_character_that_the_font_lacks_is_drawn_as_a_printers_blank():
    """Never a gap, and never the glyph of whatever font the machine has."""
    blank = {**SPECIFICATION, "data": {"values": [{"name": "〓〓〓", "amount": 2}]}}
    rare = {**SPECIFICATION, "data": {"values": [{"name": "𠀀😀ก", "amount": 2}]}}
    missing = {**SPECIFICATION, "data": {"values": [{"name": "", "amount": 2}]}}
    assert display.to_png(rare) == display.to_png(blank)
    assert display.to_png(rare) != display.to_png(missing)


def test_the_font_has_the_wide_space_of_chinese_paragraphs():
    """Without a glyph of the package's own, another font's would set its width."""
    assert display._with_glyph("\N{IDEOGRAPHIC SPACE}") == "\N{IDEOGRAPHIC SPACE}"


@pytest.mark.parametrize("text", ["\x00\x01\x0b", "\ud83d", "\ufffe", "a\tb\nc", "\u2028\u202e"])
def test_a_picture_is_drawn_of_any_text(text):
    """A control character or half a surrogate pair is no reason to show nothing."""
    hostile = {**SPECIFICATION, "data": {"values": [{"name": text, "amount": 2}]}}
    etree.fromstring(display.to_svg(hostile).encode())
    Image.open(BytesIO(display.to_png(hostile))).verify()


def test_the_same_picture_is_drawn_twice():
    """A stored picture changes only where its chart does."""
    first, second = (hashlib.sha256(display.to_png(SPECIFICATION)).digest() for _ in range(2))
    assert first == second
