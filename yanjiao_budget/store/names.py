"""The reviewed English of the Chinese names in the tables."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from yanjiao_budget.language import NOTHING, Both, Language, pick

from .folders import data_folder, published_folder

if TYPE_CHECKING:
    import pandas as pd

_HEADINGS = ("name", "name_en")
_HEADED = ",".join(_HEADINGS)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)", re.ASCII)


class Names(Mapping[str, str]):
    """Chinese names and their English, as reviewed.

    A name that differs from a reviewed one in its years alone has the same English with its own
    years: 较2019年预算 is read by 较2018年预算. A line end within a name is written as a space.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take the reviewed names."""
        self._names = names
        self._of_other_years = {
            _YEAR.sub("", name): (name, english)
            for name, english in names.items()
            if set(_YEAR.findall(english)) <= set(_YEAR.findall(name))
        }

    def __getitem__(self, name: str) -> str:
        """Return the English of a name."""
        name = name.replace("\n", " ") if isinstance(name, str) else name
        if name in self._names or not isinstance(name, str):
            return self._names[name]
        years = _YEAR.findall(name)
        reviewed, english = self._of_other_years[_YEAR.sub("", name)]
        # As many years and, where the reviewed name repeats one, the same.
        pairs = set(zip(_YEAR.findall(reviewed), years, strict=False))
        own = dict(pairs)
        if not years or len(_YEAR.findall(reviewed)) != len(years) or len(own) != len(pairs):
            raise KeyError(name)
        return _YEAR.sub(lambda year: own[year[0]], english)

    def __iter__(self) -> Iterator[str]:
        """Yield the reviewed names."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return how many names are reviewed."""
        return len(self._names)


def english() -> Mapping[str, str]:
    """Return the English of Chinese names: the published, then the data folder's own.

    Raises:
        ValueError: For a names_en.csv that cannot be read, with its line.
    """
    folders = dict.fromkeys((published_folder(), data_folder()))
    files = [path for folder in folders if (path := folder / "names_en.csv").exists()]
    return _english(tuple((path, path.stat().st_mtime_ns) for path in files))


@lru_cache(maxsize=4)
def _english(files: tuple[tuple[Path, int], ...]) -> Mapping[str, str]:
    """Return what files say, as last changed at the times given."""
    names: dict[str, str] = {}
    for path, _ in files:
        names |= _read(path)
    return Names(names)


def _read(path: Path) -> dict[str, str]:
    """Return what one file says."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(
            Both(
                f"{path} is no UTF-8 text: save it as “CSV UTF-8”",
                f"{path} 不是 UTF-8 文本：请另存为“CSV UTF-8”",
            )
        ) from error
    names: dict[str, str] = {}
    lines_of: dict[str, int] = {}
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in lines:
            here, line = line, lines.line_num + 1
            if here == 1 and tuple(cells) != _HEADINGS:
                found = ",".join(cells)
                raise ValueError(
                    Both(
                        f"{path}, line 1: found {found!r}, expected the headings {_HEADED}",
                        f"{path}，第1行：发现：{found!r}；应为：表头 {_HEADED}",
                    )
                )
            if fault := cells and _fault(cells, names):
                other = NOTHING
                if first := lines_of.get(cells[0]):
                    other = Both(f" in line {first}", f"（见第{first}行）")
                raise ValueError(
                    Both(
                        f"{path}, line {here}: found {fault}{other}",
                        f"{path}，第{here}行：发现：{fault.zh}{other.zh}",
                    )
                )
            if cells and here > 1:
                names[cells[0]] = cells[1]
                lines_of[cells[0]] = here
    except csv.Error as error:
        raise ValueError(
            Both(
                f"{path}, line {line}: found a cell that is no CSV ({error}): a cell that opens "
                "with a double quote closes with one, and a double quote within it is written "
                "twice",
                f"{path}，第{line}行：发现：不合 CSV 格式的单元格（{error}）："
                "以双引号开头的单元格须以双引号结尾，其中的双引号写两次",
            )
        ) from error
    if line == 1:
        raise ValueError(
            Both(
                f"{path} is empty: expected the headings {_HEADED}",
                f"{path} 是空文件：应为：表头 {_HEADED}",
            )
        )
    return names


def _fault(cells: list[str], names: Mapping[str, str]) -> Both:
    """Return what is wrong with a line of a names_en.csv, given the lines above, or nothing."""
    if len(cells) != len(_HEADINGS):
        return Both(
            f"{len(cells)} cells, expected two, a name and its English; text with a comma in it "
            "stands in double quotes",
            f"{len(cells)}格；应为：两格，名称及其英文；含逗号的文字放在双引号内",
        )
    if any(sign in cell for cell in cells for sign in "\n\r\0"):
        return Both(
            "a line end or NUL within a cell, expected none: close the double quote on its line, "
            "and write a line end within a name as a space",
            "单元格内有换行符或 NUL；应为：没有。双引号须在同一行内闭合，名称中的换行写成空格",
        )
    if not all(cell.strip() for cell in cells):
        return Both(
            "a blank cell, expected a name and its English: fill it in or remove the line",
            "空格；应为：名称及其英文。请填写或删去该行",
        )
    name, english = cells
    if names.get(name, english) != english:
        first = names[name]
        return Both(
            f"“{english}” for “{name}”, expected one English for a name: it is “{first}”",
            f"“{name}”的英文“{english}”；应为：一个名称只有一个英文，已有“{first}”",
        )
    return NOTHING


def named(
    frame: "pd.DataFrame", lang: Language, *position: str, of: str = "name"
) -> "pd.DataFrame":
    """Return a table's rows with a `label`: the name in a language, Chinese with no English yet.

    Args:
        frame: Rows of any table, with a column of Chinese and one of its English.
        lang: The language.
        position: Columns that tell rows of one name apart; they stand before the name, `4.6 …`.
        of: The column that is named; its English is in `…_en`.
    """
    names = frame[pick(lang, f"{of}_en", of)].fillna(frame[of])
    if not position:
        return frame.assign(label=names)
    numbers = frame[position[0]].astype("str")
    for one in position[1:]:
        numbers = numbers + "." + frame[one].astype("str")
    return frame.assign(label=numbers + " " + names)
