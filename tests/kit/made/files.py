"""A folder of made disclosures, as the files that bodies publish."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kit import render

from .document import Made, made

YEARS = range(2016, 2027)


def _txt(text: str, path: Path) -> None:
    path.write_bytes(text.encode())


def _html(text: str, path: Path) -> None:
    path.write_text(render.to_html(text), encoding="utf-8")


def _docx(text: str, path: Path) -> None:
    render.to_docx(text, path)


WRITERS: dict[str, Callable[[str, Path], object]] = {"txt": _txt, "docx": _docx, "html": _html}


def several(count: int, seed: int = 0, years: Sequence[int] = YEARS) -> Iterator[Made]:
    """Yield so many made disclosures: each body has one for every year, before the next begins."""
    for place in range(count):
        number, year = divmod(place, len(years))
        yield made(seed, number=number, year=years[year])


def write(  # noqa: PLR0913 - a folder has as many sides
    folder: Path,
    count: int,
    seed: int = 0,
    *,
    formats: Sequence[str] = tuple(WRITERS),
    years: Sequence[int] = YEARS,
    pdf: Callable[[str], Path] | None = None,
) -> dict[Path, Made]:
    """Write made disclosures as files, a folder a body, and return what is true of each.

    Args:
        folder: Where to.
        count: How many.
        seed: What chooses everything else.
        formats: The suffixes of the files, one after another: txt, docx, html, and pdf where `pdf`
            is there.
        years: The budget years of each body.
        pdf: What prints a page of HTML and returns the file, as the tests' fixture `printed`.
    """
    truths = {}
    for place, one in enumerate(several(count, seed, years)):
        # Each year's files of a body are of another format than the last.
        suffix = formats[(place + place // len(years)) % len(formats)]
        path = folder / one.body / f"{one.body}{one.year}年部门预算.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        if suffix == "pdf":
            pdf(render.to_html(one.text, style=render.PRINT_STYLE)).rename(path)
        else:
            WRITERS[suffix](one.text, path)
        truths[path] = one
    return truths


def write_truth(truths: dict[Path, Made], path: Path) -> None:
    """Write what is true of a folder as JSON, for whoever reads the folder elsewhere."""
    told = {str(file): one._replace(text="")._asdict() for file, one in truths.items()}
    path.write_text(json.dumps(told, ensure_ascii=False, default=str), encoding="utf-8")
