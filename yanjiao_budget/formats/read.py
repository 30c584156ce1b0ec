"""Published files of any supported format to the canonical text that the parser reads.

Prose stands on lines of its own; each cell of a table opens with a tab, a lone tab being an empty
cell; further paragraphs of a cell follow on lines without a tab; a blank line ends each row. A cell
that spans columns is one cell; one that spans rows has its text in the first and an empty cell in
each row below. What a format holds that this text cannot (a text box, a footnote, a tracked change)
is refused by name, never dropped. The modules of this room say format by format what is kept.
"""

import contextlib
import errno
import logging
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from yanjiao_budget.document.disclosure import Disclosure, parse_disclosure
from yanjiao_budget.document.text import UnreadableDisclosureError, decode

_LOG = logging.getLogger(__name__)
_CONVERT = ("--headless", "--convert-to", "docx", "--outdir")
_MINUTES: float = 5  # A document of 300 indicators takes LibreOffice ten seconds.
_BLANK = b"\xef\xbb\xbf \t\r\n"
_HEAD = 100  # Bytes, in which a file says what it is.
# What has to be installed for some formats, as a refusal expects it.
PDF_LIBRARY, OFFICE = "the library pdfplumber", "LibreOffice's soffice"
_MOST = 50_000_000  # Bytes: a disclosure has one or two million, its pictures apart.


def read_text(path: str | Path) -> str:
    """Return the canonical text of a disclosure, from the format that the file's suffix names.

    `.txt` is returned unchanged. `.docx`, `.html` and `.htm` are read here, `.pdf` with the extra
    `yanjiao-budget[pdf]`, `.doc` and `.wps` where LibreOffice is installed.

    Raises:
        UnreadableDisclosureError: For another format, a file that is not what its suffix says, a
            library that is not installed, or content that the canonical text cannot hold.
        OSError: Where the file cannot be opened.
    """
    path = Path(path)
    read = READERS.get(path.suffix.lower())
    if read is None:
        known = ", ".join(READERS)
        raise UnreadableDisclosureError(
            str(path),
            0,
            f"a file of the format “{path.suffix or 'no suffix'}”",
            f"one of {known}",
            advice="Open it in a word processor, save it as .docx and read that file.",
        )
    if (size := path.stat().st_size) > _MOST:
        raise UnreadableDisclosureError(
            str(path),
            0,
            f"a file of {size:,} bytes",
            f"{_MOST:,} at most",
            advice="Save the disclosure alone, without large pictures, and read that file.",
        )
    return read(path, str(path))


def read_disclosure(path: str | Path) -> Disclosure:
    """Read a disclosure's canonical text from a file.

    UTF-8 with or without a byte order mark, UTF-16 and GB18030 are recognised.

    Raises:
        UnreadableDisclosureError: For anything that cannot be read faithfully.
        OSError: Where the file cannot be opened.
    """
    text, encoding = decode(Path(path).read_bytes(), str(path))
    return parse_disclosure(text, str(path), encoding)


def read_any(path: str | Path) -> Disclosure:
    """Read a disclosure from a file of any format that `read_text` takes.

    Raises:
        UnreadableDisclosureError: For a file that cannot be read faithfully.
        OSError: Where the file cannot be opened.
    """
    if Path(path).is_dir():
        raise IsADirectoryError(
            errno.EISDIR, "is a folder: name the disclosure's file in it", str(path)
        )
    _LOG.info("reading %s", Path(path).name)
    text = read_text(path)
    try:
        return parse_disclosure(text, str(path))
    except UnreadableDisclosureError as error:
        if Path(path).suffix.lower() == ".txt" or not error.line:
            raise
        printed = text.split("\n")[error.line - 1].strip()[:40]
        raise error.advising(
            f"The line, “{printed}”, is one of the text which read_text makes of the file: correct "
            "the file, or save that text as .txt, correct it and read that."
        ) from error


def _read_txt(path: Path, file: str) -> str:
    return decode(path.read_bytes(), file)[0]


def _read_docx(path: Path, file: str) -> str:
    from .word import read_docx  # noqa: PLC0415 - each format has libraries of its own

    return read_docx(path, file)


def _read_html(path: Path, file: str) -> str:
    from .web import read_html  # noqa: PLC0415 - each format has libraries of its own

    return read_html(path.read_bytes(), file)


def _read_pdf(path: Path, file: str) -> str:
    try:
        import pdfplumber  # noqa: F401, PLC0415 - only to say in time what to install
    except ImportError as error:
        raise UnreadableDisclosureError(
            file,
            0,
            "a PDF file, and no library to read it with",
            PDF_LIBRARY,
            advice="Install it with: pip install 'yanjiao-budget[pdf]'",
        ) from error
    from .pdf import read_pdf  # noqa: PLC0415 - each format has libraries of its own

    return read_pdf(path, file)


def _read_doc(path: Path, file: str) -> str:
    """Return the text of an old Word or WPS file, converted to .docx by LibreOffice."""
    with path.open("rb") as opened:
        begins = opened.read(_HEAD).lstrip(_BLANK)
    # Programs save others under these suffixes too.
    if begins.startswith(b"PK\3\4"):
        return _read_docx(path, file)
    if begins.lower().startswith((b"<html", b"<!doctype html")):
        return _read_html(path, file)
    if b"\0" not in begins and not begins.startswith((b"{\\rtf", b"<?xml")):
        raise UnreadableDisclosureError(
            file,
            0,
            "plain text or a web archive" if begins else "an empty file",
            f"what the suffix {path.suffix} says",
            advice="Open it in a word processor, save it as .docx and read that file.",
        )
    office = shutil.which("soffice") or shutil.which("libreoffice")
    command = f"soffice {' '.join(_CONVERT)} FOLDER “{path.name}”"
    advice = f"Convert it to .docx and read that file: {command} (or save it as .docx in Word)."
    kind = f"{'a WPS' if path.suffix.lower() == '.wps' else 'an old Word'} file ({path.suffix})"
    if office is None:
        found, expected = f"{kind}, and no LibreOffice", OFFICE
        raise UnreadableDisclosureError(file, 0, found, expected, advice=advice)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        said = _convert(office, path, folder)
        made = Path(folder, path.stem).with_name(f"{path.stem}.docx")
        if not made.is_file():
            found = f"{kind} that LibreOffice could not convert ({said or 'it said nothing'})"
            raise UnreadableDisclosureError(file, 0, found, "a Word document", advice=advice)
        return _read_docx(made, file)


def _convert(office: str, path: Path, folder: str) -> str:
    """Convert a file to .docx in a folder, within a time; return what LibreOffice said."""
    # A profile of its own, so that an open LibreOffice does not swallow the command.
    profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
    with subprocess.Popen(  # noqa: S603 - no shell, and the file is an argument
        [office, profile, *_CONVERT, folder, str(path.resolve())],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as running:
        try:
            said = running.communicate(timeout=60 * _MINUTES)[0].split("\n")
            return next((line.strip()[-200:] for line in reversed(said) if line.strip()), "")
        except subprocess.TimeoutExpired:
            return f"nothing within {_MINUTES} minutes"
        finally:
            # What it has started goes on without it.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)


READERS: dict[str, Callable[[Path, str], str]] = {
    ".txt": _read_txt,
    ".docx": _read_docx,
    ".doc": _read_doc,
    ".wps": _read_doc,
    ".html": _read_html,
    ".htm": _read_html,
    ".pdf": _read_pdf,
}
