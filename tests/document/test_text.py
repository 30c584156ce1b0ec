"""Bytes to text, text to lines and cells, and single values."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanjiao_budget import UnreadableDisclosureError, parse_disclosure, read_disclosure
from yanjiao_budget.document.numbers import half_width, read_number, read_ordinal
from yanjiao_budget.document.text import decode, join, split
from yanjiao_budget.language import COUNTED


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
def test_a_document_reads_the_same_in_every_encoding(codec, text, disclosure, tmp_path):
    """Word saves plain text in any of these, depending on the machine."""
    path = tmp_path / "2019.txt"
    path.write_bytes(text.encode(codec))
    read = read_disclosure(path)
    assert read.to_text() == text
    assert read.records == disclosure.records
    assert read.to_text().encode(read.encoding) == path.read_bytes()


def test_utf_16_of_either_byte_order_is_told_by_its_mark(small):
    """The mark stands before the text and is no part of it."""
    assert decode(b"\xfe\xff" + small.encode("utf-16-be"), "x")[0] == small
    assert decode(b"\xff\xfe" + small.encode("utf-16-le"), "x")[0] == small


def test_utf_16_without_a_mark_is_not_read_in_the_wrong_byte_order(small):
    """瑞 holds the bytes of 年 in the other order."""
    for codec in ("utf-16-le", "utf-16-be"):
        assert decode(small.replace("示范", "瑞安").encode(codec), "x")[1] == codec


def test_windows_line_ends_change_no_record(text, disclosure):
    """CRLF text gives the same rows, a cell of several lines included, and rebuilds as it was."""
    windows = text.replace("\n", "\r\n")
    read = parse_disclosure(windows, "2019.txt")
    assert read.records == disclosure.records
    assert read.to_text() == windows


def test_a_mark_left_in_the_text_is_not_taken_for_part_of_the_name(small):
    """Text read as plain UTF-8 keeps the mark; the body's name does not."""
    read = parse_disclosure("\ufeff" + small)
    assert (read.title[0], read.body) == ("示", "示例县示范局")
    assert read.to_text() == "\ufeff" + small


@pytest.mark.parametrize(
    ("start", "name"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word .doc"),
        (b"PK\x03\x04\x14\x00", "Word .docx"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
    ],
)
def test_a_binary_file_is_refused_by_name_with_what_to_do(start, name, tmp_path):
    """Someone who drops in the Word file is told how to save it as text."""
    path = tmp_path / "report.bin"
    path.write_bytes(start + b"\0" * 100)
    with pytest.raises(UnreadableDisclosureError, match=name) as caught:
        read_disclosure(path)
    assert str(path) in str(caught.value)
    assert "save it as plain text" in str(caught.value)


@pytest.mark.parametrize("data", ["年度計畫\n".encode("big5"), b"\xff\xff\0\0\xd8", b"\0\x01\x02"])
def test_bytes_in_no_known_encoding_are_refused(data):
    """GB18030 makes characters of nearly any bytes; text without a 年 is not believed."""
    with pytest.raises(UnreadableDisclosureError, match="no known encoding"):
        decode(data, "x.txt")


def test_an_empty_file_is_refused_for_having_no_text(tmp_path):
    """An empty file is in a known encoding; what it lacks is text."""
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    with pytest.raises(UnreadableDisclosureError, match="line 1: found no text"):
        read_disclosure(path)


_PRINTED = st.text(st.sampled_from("\t\n \r　一二年甲1.、："), max_size=200)


@given(_PRINTED)
def test_splitting_a_text_loses_nothing(text):
    """The pieces joined are the text, and each begins on the line it says."""
    pieces = split(text)
    assert join(pieces) == text
    lines = text.split("\n")
    for piece in pieces:
        printed = piece.printed.split("\n")
        assert lines[piece.line - 1 : piece.line - 1 + len(printed)] == printed


def test_a_line_directly_below_a_cell_continues_it_and_one_after_a_blank_line_is_prose():
    """The rule that tells the rest of a cell from a paragraph."""
    pieces = [(piece.line, piece.kind, piece.text) for piece in split("\t甲\n乙\n\n丙\n\t\n丁")]
    assert pieces == [
        (1, "cell", "甲\n乙"),
        (3, "blank", ""),
        (4, "prose", "丙"),
        (5, "cell", "丁"),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("11.45", "11.45"),
        (" 925.5 ", "925.5"),
        ("3300.00", "3300.00"),
        ("1,234,567.8", "1234567.8"),
        ("１２，３４５．６", "12345.6"),
        ("1，234", "1234"),
        ("-3.5", "-3.5"),
        ("－3.5", "-3.5"),
        ("\u22123.5", "-3.5"),
        ("+7", "7"),
        ("0", "0"),
    ],
)
def test_a_number_is_read_exactly_however_it_is_printed(text, number):
    """Half or full width, with or without separators, the digits are the document's own."""
    assert str(read_number(text)) == number


@pytest.mark.parametrize(
    "text",
    [
        *[
            "",
            " ",
            "——",
            "无",
            "-",
            ".",
            "11.4.5",
            "11.45万",
            "11.45万元",
            "十一",
            "1 1",
            "1,23",
            "12,34",
        ],
        *[
            "1,2345",
            ",123",
            "1.",
            ".5",
            "1e3",
            "NaN",
            "Infinity",
            "0x1",
            "90%",
            "٣",
            "1_000",
            "--1",
            "½",
        ],
    ],
)
def test_what_is_not_a_number_is_never_made_one(text):
    """None, rather than zero or a part of it."""
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["10²", "①", "5㎡", "⒈", "Ⅳ"])
def test_regression_raised_and_circled_digits_are_no_digits(text):
    """NFKC folds 10² to 102."""
    assert read_number(text) is None
    assert half_width(text) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**9))
def test_a_number_survives_every_way_of_printing_it(number):
    """Separators and width change nothing."""
    wide = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
    for printed in (f"{number:f}", f"{number:,f}", f"{number:,f}".translate(wide)):
        assert read_number(printed) == number


@given(st.text(max_size=12))
def test_reading_a_value_never_crashes(text):
    """Any text is a number or is none."""
    assert isinstance(read_number(text), Decimal | None)
    assert isinstance(read_ordinal(text), int | None)


@pytest.mark.parametrize(
    ("text", "number"),
    [("一", 1), ("十", 10), ("十三", 13), ("二十一", 21), ("一百零二", 102), ("7", 7), ("７", 7)],
)
def test_an_ordinal_is_read_in_chinese_and_in_digits(text, number):
    """Sections count in Chinese, activities in digits."""
    assert read_ordinal(text) == number


@pytest.mark.parametrize("text", ["", "一一", "十十", "1.5", "一点五", "甲", "²", "9" * 5000])
def test_what_counts_nothing_is_no_ordinal(text):
    """None for anything else, however long."""
    assert read_ordinal(text) is None


def test_the_numerals_of_headings_are_what_the_library_of_numerals_reads():
    """Each from 1 to 99, once."""
    import cn2an  # noqa: PLC0415 - every process of the tests imports this file

    assert {cn2an.cn2an(numeral): number for numeral, number in COUNTED.items()} == {
        number: number for number in range(1, 100)
    }
