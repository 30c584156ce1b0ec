"""Published files of every format come back as the canonical text, or are refused by name."""

import pathlib
import sys
import time

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


@pytest.mark.slow
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


@pytest.mark.parametrize("name", ["a.xlsx", "a.et", "a"])
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


_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"  # How an old Word file begins, and a WPS file.


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Return a function that puts a soffice of our own on the path, and a shell's commands."""

    def put(script):
        program = tmp_path / "bin" / "soffice"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")

    return put


def _docx(path):
    document = docx.Document()
    document.add_paragraph("甲")
    document.save(str(path))
    return path


def _old(path):
    path.write_bytes(_OLD)
    return path


@pytest.mark.parametrize("name", ["预算 2020.doc", "预算.2020.wps", "A.DOC", "-a.doc"])
def test_an_old_word_file_is_read_through_libreoffice(name, tmp_path, office):
    """What it converts is read; messages and results are those of a docx. A WPS file too."""
    made = _docx(tmp_path / "made.docx")
    # The arguments: a profile, then --headless --convert-to docx --outdir FOLDER FILE.
    office(f'name=$(basename "$7"); cp "{made}" "$6/${{name%.*}}.docx"')
    assert read_text(_old(tmp_path / name)) == "甲\n"


@pytest.mark.parametrize("suffix", [".doc", ".wps"])
def test_an_old_word_file_that_will_not_convert_is_refused_with_what_was_said(
    suffix, tmp_path, office
):
    """LibreOffice's own words are in the message, the last of them; nothing where it crashed."""
    office('echo no java; echo source file could not be loaded >&2; [ -e "$7.x" ] || exit 1')
    said = refusal(_old(tmp_path / f"a{suffix}"))
    assert f"file ({suffix}) that LibreOffice could not convert (source file could not be" in said


def test_an_old_word_file_over_which_libreoffice_crashes_is_refused(tmp_path, office):
    """Whether it says nothing, or leaves half a file."""
    office('[ -e "$7.half" ] && head -c 99 "$7.half" >"$6/a.docx"; kill -9 $$')
    path = _old(tmp_path / "a.doc")
    assert "could not convert (it said nothing)" in refusal(path)
    _docx(tmp_path / "a.doc.half")
    assert "a damaged or other file" in refusal(path)


@pytest.mark.slow
def test_an_old_word_file_over_which_libreoffice_hangs_is_refused_with_the_limit(
    tmp_path, office, monkeypatch
):
    """And what it has started, which holds on to its output, is ended with it."""
    monkeypatch.setattr("yanjiao_budget.formats.read._MINUTES", 0.01)
    office(f"sleep 60 & echo $! >{tmp_path}/child; sleep 60")
    said = refusal(_old(tmp_path / "a.doc"))
    assert "could not convert (nothing within 0.01 minutes)" in said
    child = int((tmp_path / "child").read_text(encoding="utf-8"))
    for _ in range(500):  # One that is killed may run for a moment more.
        if _ended(child):
            break
        time.sleep(0.01)
    assert _ended(child)


def _ended(process):
    """Tell whether a process is gone, or waits to be cleared away."""
    try:
        return pathlib.Path(f"/proc/{process}/stat").read_text(encoding="utf-8").split()[2] == "Z"
    except OSError:
        return True


@pytest.mark.parametrize("suffix", [".doc", ".wps"])
def test_an_old_word_file_without_libreoffice_is_refused_with_the_command(
    suffix, tmp_path, monkeypatch
):
    """The command is whole, the file's name in it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    said = refusal(_old(tmp_path / f"a{suffix}"))
    assert f"file ({suffix}), and no LibreOffice" in said
    assert f"soffice --headless --convert-to docx --outdir FOLDER “a{suffix}”" in said


def test_another_format_under_an_old_word_file_s_suffix_needs_no_libreoffice(tmp_path, monkeypatch):
    """A docx or a web page is read as what it is; text and nothing are refused by name."""
    monkeypatch.setenv("PATH", str(tmp_path))
    path = _docx(tmp_path / "a.docx").rename(tmp_path / "a.wps")
    assert read_text(path) == "甲\n"
    path = tmp_path / "a.doc"
    path.write_bytes("\n<HTML><meta charset=gb2312><p>2021年预算".encode("gb18030"))
    assert read_text(path) == "2021年预算\n"
    for data, found in (
        (b"MIME-Version: 1.0", "plain text or a web archive"),
        (b"", "an empty file"),
    ):
        path.write_bytes(data)
        assert f"found {found}, expected what the suffix .doc says" in refusal(path)
