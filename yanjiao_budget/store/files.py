"""The files below a folder that may be disclosures, each known by its bytes."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from yanjiao_budget.formats.read import READERS

from .folders import published_folder
from .parquet import is_collected
from .parts import File
from .reader import digest

_PACKAGE = Path(__file__).resolve().parents[1]
# Of a system or a program that has a document open; no document.
_ASIDE = (".", "~$")


def files_below(folder: Path, aside: Path) -> tuple[list[File], dict[str, int]]:
    """Return the files of a format that is read, and how many there are of others, by suffix.

    Args:
        folder: The folder; links to other folders are not followed.
        aside: A folder that is passed over, as are those that were collected into before.

    Raises:
        OSError: Where a folder cannot be read, so that what is in it would seem to be gone.
    """
    files, others = [], Counter[str]()
    for path in sorted(_below(folder, aside)):
        suffix = path.suffix.lower()
        if suffix in READERS:
            files.append(_file(path, folder))
        else:
            others[suffix or "no suffix"] += 1
    return files, dict(others.most_common())


def _below(folder: Path, aside: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=_raise):
        here = Path(place)
        folders[:] = [
            one
            for one in folders
            if not _is_aside(one) and here / one != aside and not is_collected(here / one)
        ]
        for path in (here / name for name in names if not _is_aside(name)):
            if path.is_file() or path.is_symlink():  # A link that leads nowhere is told of.
                yield path


def _raise(error: OSError) -> None:
    raise error


def _is_aside(name: str) -> bool:
    return name.startswith(_ASIDE)


def _file(path: Path, folder: Path) -> File:
    try:
        sha256 = digest(path)
    except OSError:
        sha256 = None
    return File(str(path.relative_to(folder)), sha256, path.suffix.lower().removeprefix("."))


def reader_of(data: Path) -> str:
    """Return what tells this state of the program, and of the English names, from others."""
    whole = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        whole.update(path.read_bytes())
    for folder in (published_folder(), data):
        if (names := folder / "names_en.csv").exists():
            whole.update(names.read_bytes())
    return whole.hexdigest()[:12]
