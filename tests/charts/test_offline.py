"""Pictures of charts: the same bytes on every machine, whatever fonts it has."""

import hashlib
from io import BytesIO

import pytest
import vl_convert
from fontTools.ttLib import TTFont
from kit.charts import SPECIFICATION
from PIL import Image

from yanjiao_budget.charts import offline as display

pytestmark = pytest.mark.slow


def another_font(family, path):
    """Save the package's font at half its size, under another family name."""
    with TTFont(display.FONT_FILE) as font:
        font["head"].unitsPerEm *= 2
        for record in font["name"].names:
            if record.nameID == 1:
                record.string = family
        font.save(path)


def pictures():
    """Return the pictures that this package draws of a chart, and one that it has no part in."""
    plain = {**SPECIFICATION, "config": {"font": "Another Machine, sans-serif"}}
    png, small = display.to_png(SPECIFICATION), display.bundle(SPECIFICATION)["image/png"]
    return png, small, vl_convert.vegalite_to_png(plain, "5.8")


def test_a_picture_does_not_depend_on_the_fonts_of_the_machine(tmp_path):
    """Fonts that change a plain picture change none of ours, under whatever names they come.

    Fonts cannot be taken back from a process: they stay, and matter to no other test's picture.
    """
    *ours, plain = pictures()
    for family in ("Another Machine", *display.FONT_FAMILY.split(", ")):
        another_font(family, tmp_path / f"{family}.otf")
    vl_convert.register_font_directory(str(tmp_path))
    *ours_there, plain_there = pictures()
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
    Image.open(BytesIO(display.to_png(hostile))).verify()


def test_the_same_picture_is_drawn_twice():
    """A stored picture changes only where its chart does."""
    first, second = (hashlib.sha256(display.to_png(SPECIFICATION)).digest() for _ in range(2))
    assert first == second


def test_the_font_can_be_opened_for_every_letter():
    """As the converter does, each time reading the small tables and walking glyphs gap by gap."""
    with TTFont(display.FONT_FILE) as font:
        by_offset = sorted(font.reader.tables.items(), key=lambda table: table[1].offset)
        last, outlines = by_offset[-1]
        assert last == "CFF "
        assert outlines.offset < 2**16
        names = font.getGlyphOrder()
        assert names == [".notdef", *(f"cid{at:05}" for at in range(1, len(names)))]
