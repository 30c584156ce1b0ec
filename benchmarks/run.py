"""How fast reading the document is, against a floor or a peer measured in the same run.

Prints a ratio for each measurement: the median time of ours over the median time of the other.
Run it with `make bench`.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import pandas as pd
from markitdown import MarkItDown

import yanjiao_budget as yb
from yanjiao_budget.schema import TABLES
from yanjiao_budget.loaders import data_folder, load

SOURCE = data_folder() / "source" / "2019.txt"
TEXT = SOURCE.read_text("utf-8")
FIRST, LAST = "\t一、财政预算管理\n", "\n\n六、政府采购预算情况"
NUMERALS = "一二三四五六七八九"


def median(run: Callable[[], object], times: int = 15) -> float:
    """Return the median seconds of several runs after one to warm up."""
    run()
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def compare(what: str, ours: float, than: str, other: float) -> None:
    """Print one line: our time, the other's and their ratio."""
    left, right = f"{ours * 1e3:>10.2f} ms", f"{other * 1e3:>10.2f} ms"
    print(f"{what:<40} {left}   {than:<32} {right} {ours / other:>8.2f}x")


def read_all_with_pandas() -> list[pd.DataFrame]:
    """Read every built table with a plain `pandas.read_csv`."""
    return [pd.read_csv(data_folder() / "tables" / f"{t.name}.csv") for t in TABLES]


def import_seconds(module: str) -> float:
    """Return the median seconds that a fresh interpreter takes to import a module."""
    command = [sys.executable, "-c", f"import {module}"]
    return median(lambda: subprocess.run(command, check=True), times=9)


def numeral(number: int) -> str:
    """Return a number below 100,000 in Chinese, as the document numbers its responsibilities."""
    text = ""
    for power, unit in ((4, "万"), (3, "千"), (2, "百"), (1, "十"), (0, "")):
        digit = number // 10**power % 10
        if digit:
            text += NUMERALS[digit - 1] + unit
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零")


def repeated(times: int) -> str:
    """Return the document with the rows of its big table repeated, responsibilities renumbered."""
    head, rest = TEXT.split(FIRST)
    table, tail = rest.split(LAST)
    rows = (FIRST + table).split("\n")
    opening = [
        i for i, line in enumerate(rows) if line[1:2] in NUMERALS + "十" and "、" in line[:4]
    ]
    pieces = []
    for repeat in range(times):
        for count, index in enumerate(opening, 1):
            name = rows[index].partition("、")[2]
            rows[index] = f"\t{numeral(repeat * len(opening) + count)}、{name}"
        pieces.append("\n".join(rows))
    return head + "\n".join(pieces) + LAST + tail


def main() -> None:
    """Print every comparison."""
    split = median(lambda: TEXT.split("\n"), times=99)
    compare("document to records", median(lambda: yb.parse_disclosure(TEXT)), "text.split", split)
    frames = median(lambda: yb.frames(yb.parse_disclosure(TEXT)))
    compare(
        "document to DataFrames",
        frames,
        "pandas.read_csv of the tables",
        median(read_all_with_pandas),
    )
    load_all = median(lambda: [load(table.name) for table in TABLES])
    compare(
        "load_* of every table",
        load_all,
        "pandas.read_csv of the tables",
        median(read_all_with_pandas),
    )
    converter = MarkItDown()
    markdown = median(lambda: converter.convert(SOURCE))
    compare("document to DataFrames", frames, "MarkItDown on the same file", markdown)
    ours, pandas = import_seconds("yanjiao_budget"), import_seconds("pandas")
    compare("import yanjiao_budget", ours, "import pandas", pandas)
    both = import_seconds("yanjiao_budget.loaders")
    compare("import yanjiao_budget and its loaders", both, "import pandas", pandas)
    print("\ngrowth with the rows of the big table, per row against 1x")
    base = None
    for times in (1, 10, 100, 1000):
        text = repeated(times)
        seconds = median(lambda text=text: yb.parse_disclosure(text), times=max(1, 9 // times))
        rows = 305 * times
        base = base or seconds / rows
        print(
            f"{times:>5}x {rows:>7} rows {seconds:>9.4f} s {seconds / rows / base:>8.2f}x per row"
        )


if __name__ == "__main__":
    main()
