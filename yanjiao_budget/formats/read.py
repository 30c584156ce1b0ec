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
from yanjiao_budget.language import Both

from .blocks import AS_DOCX, refusal

_LOG = logging.getLogger(__name__)
_CONVERT = ("--headless", "--convert-to", "docx", "--outdir")
_MINUTES: float = 5  # A document of 300 indicators takes LibreOffice ten seconds.
_BLANK = b"\xef\xbb\xbf \t\r\n"
_HEAD = 100  # Bytes, in which a file says what it is.
# What has to be installed for some formats, as a refusal expects it.
PDF_LIBRARY = Both("the library pdfplumber", "程序库 pdfplumber")
OFFICE = Both("LibreOffice's soffice", "LibreOffice 的 soffice")
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
        known, suffix = ", ".join(READERS), path.suffix
        found = Both("a file of the format “no suffix”", "没有后缀的文件")
        if suffix:
            found = Both(f"a file of the format “{suffix}”", f"后缀为“{suffix}”的文件")
        raise refusal(str(path), found, Both(f"one of {known}", f"{known} 之一"), AS_DOCX)
    if (size := path.stat().st_size) > _MOST:
        raise refusal(
            str(path),
            Both(f"a file of {size:,} bytes", f"{size:,} 字节的文件"),
            Both(f"{_MOST:,} at most", f"不超过 {_MOST:,} 字节"),
            Both(
                "Save the disclosure alone, without large pictures, and read that file.",
                "请只保存公开文件本身，去掉大图片，再读取该文件。",
            ),
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
            errno.EISDIR,
            Both(
                "is a folder: name the disclosure's file in it",
                "是文件夹：请指明其中的公开文件",
            ),
            str(path),
        )
    _LOG.info(Both("reading %s", "正在读取 %s"), Path(path).name)
    text = read_text(path)
    try:
        return parse_disclosure(text, str(path))
    except UnreadableDisclosureError as error:
        if Path(path).suffix.lower() == ".txt" or not error.line:
            raise
        printed = text.split("\n")[error.line - 1].strip()[:40]
        raise error.advising(
            Both(
                f"The line, “{printed}”, is one of the text which read_text makes of the file: "
                "correct the file, or save that text as .txt, correct it and read that.",
                f"该行“{printed}”是 read_text 由此文件得出的文本中的一行：请改正文件，"
                "或将该文本存为 .txt，改正后再读取。",
            )
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
        raise refusal(
            file,
            Both("a PDF file, and no library to read it with", "PDF 文件，而没有读取它的程序库"),
            PDF_LIBRARY,
            Both(
                "Install it with: pip install 'yanjiao-budget[pdf]'",
                "请安装：pip install 'yanjiao-budget[pdf]'",
            ),
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
        found = Both("an empty file", "空文件")
        if begins:
            found = Both("plain text or a web archive", "纯文本或网页存档")
        suffix = path.suffix
        expected = Both(f"what the suffix {suffix} says", f"与后缀 {suffix} 相符的文件")
        raise refusal(file, found, expected, AS_DOCX)
    office = shutil.which("soffice") or shutil.which("libreoffice")
    command = f"soffice {' '.join(_CONVERT)} FOLDER “{path.name}”"
    advice = Both(
        f"Convert it to .docx and read that file: {command} (or save it as .docx in Word).",
        f"请转换为 .docx 后再读取：{command}（或在 Word 中另存为 .docx）。",
    )
    kind = Both(f"an old Word file ({path.suffix})", f"旧版 Word 文件（{path.suffix}）")
    if path.suffix.lower() == ".wps":
        kind = Both(f"a WPS file ({path.suffix})", f"WPS 文件（{path.suffix}）")
    if office is None:
        found = Both(f"{kind}, and no LibreOffice", f"{kind.zh}，而没有 LibreOffice")
        raise refusal(file, found, OFFICE, advice)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        said = _convert(office, path, folder)
        made = Path(folder, path.stem).with_name(f"{path.stem}.docx")
        if not made.is_file():
            found = Both(
                f"{kind} that LibreOffice could not convert ({said})",
                f"LibreOffice 无法转换的{kind.zh}（{said.zh}）",
            )
            raise refusal(file, found, Both("a Word document", "Word 文档"), advice)
        return _read_docx(made, file)


def _convert(office: str, path: Path, folder: str) -> Both:
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
            last = next((line.strip()[-200:] for line in reversed(said) if line.strip()), "")
            return Both(last, last) if last else Both("it said nothing", "它没有说明原因")
        except subprocess.TimeoutExpired:
            return Both(f"nothing within {_MINUTES} minutes", f"{_MINUTES} 分钟内没有结果")
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
