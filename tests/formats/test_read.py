"""Published files of every format come back as the canonical text, or are refused by name."""

import sys

import docx
import pytest
from kit import render
from kit.formats import records, refusal

from yanjiao_budget import parse_disclosure
from yanjiao_budget.formats.read import READERS, read_text

# The real document in each format


def _docx_of(text, folder):
    return render.to_docx(text, folder / "2019.docx")


def _html_of(text, folder):
    path = folder / "2019.html"
    path.write_text(render.to_html(text), encoding="utf-8")
    return path


def _gb_html_of(text, folder):
    path = folder / "2019.htm"
    path.write_text(render.to_html(text, "gb2312"), encoding="gb18030")
    return path


def _word_html_of(text, folder):
    path = folder / "2019.htm"
    path.write_text(render.to_word_html(text), encoding="gb18030")
    return path


@pytest.mark.parametrize("made", [_docx_of, _html_of, _gb_html_of, _word_html_of])
def test_the_2019_document_comes_back_from_every_format_cell_for_cell(
    made, text, disclosure, tmp_path
):
    """Every table, the prose included, has the text's own values: spaces too."""
    path = made(text, tmp_path)
    again = parse_disclosure(read_text(path), disclosure.file)
    assert records(again) == records(disclosure)
    assert (again.title, again.body, again.code) == (
        disclosure.title,
        disclosure.body,
        disclosure.code,
    )


# Which reader reads a file


def test_a_text_file_is_returned_unchanged(source, text):
    """Character for character."""
    assert read_text(source) == text


@pytest.mark.parametrize("name", ["a.xlsx", "a.wps", "a"])
def test_another_format_is_refused_with_what_to_do(tmp_path, name):
    """The message names the suffix, those that are read, and the way there."""
    path = tmp_path / name
    path.write_bytes(b"x")
    said = refusal(path)
    assert f"“{path.suffix or 'no suffix'}”" in said
    assert all(suffix in said for suffix in READERS)
    assert "save it as .docx" in said


def test_a_suffix_in_capitals_is_the_same_suffix(tmp_path):
    """Old systems write them so."""
    path = tmp_path / "A.HTM"
    path.write_text("<p>甲</p>", encoding="utf-8")
    assert read_text(path) == "甲\n"


@pytest.mark.parametrize("suffix", READERS)
def test_a_file_that_is_not_there_is_an_error_of_the_disk(tmp_path, suffix):
    """Not one of the document."""
    with pytest.raises(FileNotFoundError):
        read_text(tmp_path / f"no{suffix}")


@pytest.mark.parametrize("suffix", READERS)
def test_a_vast_file_is_refused_unread(tmp_path, suffix):
    """With its size, and what is read at most."""
    path = tmp_path / f"a{suffix}"
    with path.open("wb") as file:
        file.truncate(50_000_001)
    assert "found a file of 50,000,001 bytes, expected 50,000,000 at most" in refusal(path)


def test_a_pdf_without_its_library_names_the_extra_to_install(tmp_path, monkeypatch):
    """The extra is what pip takes."""
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4")
    assert "pip install 'yanjiao-budget[pdf]'" in refusal(path)


def _office(folder, monkeypatch, script):
    """Put a soffice of our own on the path, and nothing else but a shell's commands."""
    office = folder / "bin" / "soffice"
    office.parent.mkdir()
    office.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    office.chmod(0o755)
    monkeypatch.setenv("PATH", f"{office.parent}:/usr/bin:/bin")


def test_an_old_word_file_is_read_through_libreoffice(tmp_path, monkeypatch):
    """What it converts is read; messages and results are those of a docx."""
    document = docx.Document()
    document.add_paragraph("甲")
    document.save(str(tmp_path / "made.docx"))
    # The arguments: a profile, then --headless --convert-to docx --outdir FOLDER FILE.
    _office(tmp_path, monkeypatch, f'cp "{tmp_path}/made.docx" "$6/$(basename "$7" .doc).docx"')
    path = tmp_path / "预算 2020.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    assert read_text(path) == "甲\n"


def test_an_old_word_file_that_will_not_convert_is_refused_with_what_was_said(
    tmp_path, monkeypatch
):
    """LibreOffice's own words are in the message."""
    _office(tmp_path, monkeypatch, "echo source file could not be loaded >&2")
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    assert "source file could not be loaded" in refusal(path)


def test_an_old_word_file_without_libreoffice_is_refused_with_the_command(tmp_path, monkeypatch):
    """The command is whole, the file's name in it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    assert "soffice --headless --convert-to docx --outdir FOLDER “a.doc”" in refusal(path)
