"""How fast a folder of disclosures is collected, against what a plain loop over it takes.

The folders are of made disclosures (`tests/kit/made`). Printed are, for folders that grow, the
documents a second; how many times faster that is than a loop over `read_disclosure` and `frames` in
one process, which makes the printed tables alone; what a document more costs against the next
smaller folder, in processor time of all processes, and in brackets that against the first of these
(the goal is within 10%); and the most memory that all processes held together. What a folder of one
document takes is told apart: it is the price of beginning. Then follow two cores against one (the
goal is 1.8 times), each format against MarkItDown on the same files, a loader with `body=` against
the whole table, and where the time goes.

Run it with `make bench`, which takes some three minutes for it, or with `--full`, which goes to
10,000 documents and takes five; `--sizes 10,20,40` names others. A busy machine makes every
figure worse, so its load is printed first.
"""

import argparse
import logging
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import psutil
from markitdown import MarkItDown
from playwright.sync_api import sync_playwright
from run import compare, median

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from kit.browser import launch, to_pdf
from kit.made import several, write

import yanjiao_budget as yb
from yanjiao_budget.formats.read import read_text
from yanjiao_budget.ladders.findings import derived_tables
from yanjiao_budget.promises.derive import promise_tables
from yanjiao_budget.schema import TABLES
from yanjiao_budget.store.build import rows_of
from yanjiao_budget.store.cells import columns_of
from yanjiao_budget.store.parquet import arrow_batch

SIZES = {False: [100, 300, 1000], True: [100, 300, 1000, 3000, 10_000]}
LOOPED = 200  # Documents that a plain loop reads, of however many.
OF_A_FORMAT = 40
COLLECT = "import sys, yanjiao_budget as yb; yb.collect(*sys.argv[1:])"


class Run(NamedTuple):
    """What collecting took: seconds, seconds of all processors together, and megabytes at most."""

    seconds: float
    processor: float
    megabytes: float


def seconds(run: Callable[[], object]) -> float:
    """Return how long something takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def collect(folder: Path, out: Path, cores: Iterable[int] = ()) -> Run:
    """Collect a folder in a process of its own, on some cores or on all."""
    start, before = time.perf_counter(), of_children()
    running = psutil.Popen([sys.executable, "-c", COLLECT, str(folder), str(out)])
    if cores:
        running.cpu_affinity([*cores])  # Before it counts them.
    most = 0
    while running.poll() is None:
        most = max(most, held(running))
        time.sleep(0.2)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, "collect")
    return Run(time.perf_counter() - start, of_children() - before, most / 1e6)


def of_children() -> float:
    """Return the processor time of the processes that this one has begun, and theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def held(process: psutil.Process) -> int:
    """Return the memory that is a process's and its children's own, in bytes.

    Pages of a file that is mapped are not: the system takes them back when it needs them.
    """
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            used = one.memory_info()
            total += used.rss - getattr(used, "shared", 0)  # Told on Linux alone.
        except psutil.NoSuchProcess:
            continue
    return total


def loop(files: Iterable[Path]) -> None:
    """Read files one after the other, as without `collect`."""
    for file in files:
        yb.frames(yb.parse_disclosure(read_text(file)))


def growth(room: Path, sizes: Iterable[int]) -> Path:
    """Print how collecting grows with the folder, and return the largest data folder."""
    write(room / "one", 1, formats=["txt"])
    begun = collect(room / "one", room / "data-1")
    print(f"\ncollect, one text: {begun.seconds:.1f} s, {begun.processor:.1f} s of processors")
    print("collect; in brackets, what a document more costs against the first such figure")
    out, smaller, last, first = room, 0, 0.0, 0.0
    for count in sizes:
        folder, out = room / f"text-{count}", room / f"data-{count}"
        files = [*write(folder, count, formats=["txt"])][:: max(1, count // LOOPED)]
        looped = seconds(partial(loop, files)) / len(files) * count
        took = collect(folder, out)
        more = (took.processor - last) / (count - smaller) if smaller else 0.0
        first = first or more
        grown = f"{more * 1e3:.1f} ms more ({more / first:.2f}x)" if more else "–"
        print(
            f"{count:>6} texts {took.seconds:>8.1f} s {took.processor:>8.1f} s of processors "
            f"{rates(count, took)} {looped / took.seconds:>6.2f}x a plain loop "
            f"{grown:>22} {took.megabytes:>6.0f} MB",
            flush=True,
        )
        smaller, last = count, took.processor
    return out


def rates(count: int, took: Run) -> str:
    """Return how many documents a second that is, and of one core."""
    rate = count / took.seconds
    return f"{rate:>7.1f} a second {rate / cores():>7.1f} a second and core"


def cores() -> int:
    """Return how many cores there are for this process."""
    return len(os.sched_getaffinity(0))


def speed_up(room: Path, count: int) -> None:
    """Compare one core with two."""
    there = sorted(os.sched_getaffinity(0))
    if len(there) > 1:
        folder = room / f"text-{count}"
        one = collect(folder, room / "on-one", there[:1])
        two = collect(folder, room / "on-two", there[:2])
        compare(f"collect {count} on one core", one.seconds, "on two", two.seconds)


def formats(room: Path, count: int) -> None:
    """Compare reading each format with MarkItDown converting the same files."""
    print()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        printed = partial(to_pdf, browser, path=room / "page.pdf")
        for suffix in ("txt", "docx", "html", "pdf"):
            write(room / suffix, count, formats=[suffix], pdf=printed)
        browser.close()
    if office := shutil.which("soffice") or shutil.which("libreoffice"):
        to_doc(office, room)
    else:
        print("no LibreOffice here: .doc is left out")
    for suffix in ("txt", "docx", "html", "pdf", "doc"):
        if files := sorted((room / suffix).rglob(f"*.{suffix}")):
            ours = seconds(partial(loop, files)) / len(files)
            took = collect(room / suffix, room / f"data-{suffix}")
            print(f"collect {len(files)} {suffix:<29} {rates(len(files), took)}", flush=True)
            if suffix == "doc":  # MarkItDown reads none.
                print(f"{'doc to DataFrames':<38} {ours * 1e3:>10.4g} ms")
                continue
            converted = seconds(partial(convert, files)) / len(files)
            compare(f"{suffix} to DataFrames", ours, "MarkItDown on the same files", converted)


def to_doc(office: str, room: Path) -> None:
    """Save the Word documents of a room as .doc, each under a number."""
    (room / "doc").mkdir()
    for number, file in enumerate(sorted((room / "docx").rglob("*.docx"))):
        shutil.copy(file, room / "doc" / f"{number}.docx")
    files = map(str, (room / "doc").glob("*.docx"))
    command = [office, "--headless", "--convert-to", "doc", "--outdir", str(room / "doc"), *files]
    subprocess.run(command, check=True, capture_output=True)
    for file in (room / "doc").glob("*.docx"):
        file.unlink()


def convert(files: Iterable[Path]) -> None:
    """Convert files to Markdown, one after the other."""
    converter = MarkItDown()
    for file in files:
        converter.convert(file)


def loaders(data: Path) -> None:
    """Compare loading one body with loading the whole table."""
    print()
    body = yb.load_manifest(data=data)["body"].dropna().iloc[-1]
    for name in ("totals", "indicators", "narrative"):
        load = getattr(yb, f"load_{name}")
        one = median(partial(load, body=body, data=data), times=5)
        whole = median(partial(load, data=data), times=3)
        compare(f"load_{name}(body=…)", one, "the whole table", whole)


def where(data: Path) -> None:
    """Print where the time of a document goes, in one process."""
    print("\nwhere the time of a text goes, in one process: ms a document")
    texts = [one.text for one in islice(several(LOOPED), LOOPED)]
    read = [yb.parse_disclosure(text) for text in texts]
    rows = [rows_of(one) for one in read]
    steps: dict[str, Callable[[int], object]] = {
        "text to records": lambda at: yb.parse_disclosure(texts[at]),
        "ladders and findings": lambda at: derived_tables(read[at].records, {}),
        "promises": lambda at: promise_tables(read[at].records),
        "rows to Arrow": lambda at: [
            arrow_batch(table, columns_of(table, rows[at][table.name], {})) for table in TABLES
        ],
        "ledger": lambda at: yb.check_arithmetic(read[at]),
        "DataFrames of the printed tables": lambda at: yb.frames(read[at]),
    }
    for name, step in steps.items():
        each = [seconds(partial(step, at)) * 1e3 for at in range(len(texts))]
        print(f"{name:<38} {statistics.fmean(each):>10.2f}   largest {max(each):>10.2f}")
    manifest = yb.load_manifest(data=data)
    print(f"{'collect, within its readers':<38} {manifest['seconds'].mean() * 1e3:>10.2f}")


def main() -> None:
    """Measure all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--full", action="store_true", help="up to 10,000 documents")
    parser.add_argument("--sizes", help="other sizes, the smallest first, as 10,20,40")
    chosen = parser.parse_args()
    sizes = SIZES[chosen.full] if chosen.sizes is None else [*map(int, chosen.sizes.split(","))]
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # MarkItDown lets it speak.
    print(f"load {os.getloadavg()[0]:.1f} on {cores()} cores")
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        data = growth(room, sizes)
        speed_up(room, sizes[-1] if len(sizes) < len(SIZES[True]) else sizes[2])
        formats(room, min(OF_A_FORMAT, sizes[0]))
        loaders(data)
        where(data)


if __name__ == "__main__":
    main()
