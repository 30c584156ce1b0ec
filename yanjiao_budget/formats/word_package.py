"""The file that a Word document is: opened within limits, and refused where it is another."""

import io
import zipfile
from pathlib import Path, PurePosixPath

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree  # type: ignore[import-untyped]

from yanjiao_budget.language import NOTHING, Both

from .blocks import AS_DOCX, refusal

# A document of 300 indicators has 9,000 paragraphs, runs of text and cells in a few million bytes.
_MOST, _MOST_TEXT = 200_000_000, 60_000_000  # Bytes unpacked: of all, and of XML.
_MOST_TAGS, _MOST_ITEMS = 3_000_000, 100_000
_ITEMS = (qn("w:p"), qn("w:r"), qn("w:tc"))
_EXPECTED = Both("a Word document (.docx)", "Word 文档（.docx）")
_SHORTER = Both(
    "Save the disclosure alone, without what does not belong to it, and read that file.",
    "请只保存公开文件本身，去掉不属于它的内容，再读取该文件。",
)
_STRICT = b"http://purl.oclc.org/ooxml/"
_AS_STRICT = Both(
    "Save it in Word as “Word Document (*.docx)” (Word 文档), not as “Strict Open XML Document” "
    "(Strict Open XML 文档), and read that file.",
    "请在 Word 中另存为“Word 文档 (*.docx)”，而不是“Strict Open XML 文档”，再读取该文件。",
)
_TELLING = ("word/document.xml", "_rels/.rels")  # What says which kind of document it is.
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def open_document(path: Path, file: str) -> Document:
    """Return a Word document; `file` is its name in messages.

    Raises:
        UnreadableDisclosureError: For another file, a damaged one, or one beyond the limits.
        OSError: Where the file cannot be opened.
    """
    data = path.read_bytes()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found, advice = _beyond(archive)
            if not found:
                document = docx.Document(_without_dangling(archive, data))
                found = _too_much(document)
    except Exception as error:  # zipfile, lxml and python-docx raise anything on broken bytes.
        found = Both(f"a damaged or other file ({error})", f"损坏的或其他种类的文件（{error}）")
        raise refusal(file, found, _EXPECTED, AS_DOCX) from error
    if found:
        raise refusal(file, found, _EXPECTED, advice)
    return document


def _beyond(archive: zipfile.ZipFile) -> tuple[Both, Both]:
    """Return why a package is not to be read, and what to do; nothing where it may be."""
    entries = archive.infolist()
    texts = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    for some, most in ((entries, _MOST), (texts, _MOST_TEXT)):
        if (size := sum(entry.file_size for entry in some)) > most:
            found = Both(
                f"{size:,} bytes unpacked, of {most:,} that are read",
                f"解压后 {size:,} 字节，最多读取 {most:,} 字节",
            )
            return found, _SHORTER
    if (count := sum(archive.read(entry).count(b"<") for entry in texts)) > _MOST_TAGS:
        found = Both(
            f"{count:,} tags, of {_MOST_TAGS:,} that are read",
            f"{count:,} 个标记，最多读取 {_MOST_TAGS:,} 个",
        )
        return found, _SHORTER
    names = set(archive.namelist())
    if any(_STRICT in archive.read(name) for name in _TELLING if name in names):
        return Both("a Strict Open XML document", "Strict Open XML 文档"), _AS_STRICT
    return NOTHING, _SHORTER


def _without_dangling(archive: zipfile.ZipFile, data: bytes) -> io.BytesIO:
    """Return a package without the relationships to parts that it has not, such as NULL."""
    names = set(archive.namelist())
    mended = {}
    for name in names:
        if name.endswith(".rels"):
            root = parse_xml(archive.read(name))
            folder = PurePosixPath(name).parent.parent
            for one in root.findall(_RELATIONSHIP):
                if one.get("TargetMode") != "External" and _part(folder, one) not in names:
                    root.remove(one)
                    mended[name] = etree.tostring(root)
    if not mended:
        return io.BytesIO(data)
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as package:
        for name in names:
            package.writestr(name, mended.get(name) or archive.read(name))
    return copy


def _part(folder: PurePosixPath, relationship: etree._Element) -> str:
    """Return the name of the part that a relationship of a folder's part leads to."""
    steps: list[str] = []
    for step in ("/" / folder / (relationship.get("Target") or "")).parts[1:]:
        if step == "..":
            del steps[-1:]
        else:
            steps.append(step)
    return "/".join(steps)


def _too_much(document: Document) -> Both:
    if document.element.body is None:
        return Both("no document", "没有文档")
    count = sum(1 for _ in document.element.body.iter(*_ITEMS))
    if count <= _MOST_ITEMS:
        return NOTHING
    return Both(
        f"{count:,} paragraphs, runs and cells, of {_MOST_ITEMS:,} that are read",
        f"{count:,} 个段落、文字段和单元格，最多读取 {_MOST_ITEMS:,} 个",
    )


def without_comments(root: etree._Element) -> None:
    """Remove what XML holds for its own readers: text goes on behind a comment."""
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
