"""Commands: check a disclosure, add one to the tables, rebuild them, hold two side by side.

Or collect the disclosures of a folder into tables of their own, verify a citation, or write the
explorer as one file.

The data folder is the one that --data names, else the one that the variable YANJIAO_BUDGET_DATA
names, else data/ of the repository. It may be empty or not exist yet. An installed package holds
data that is read and never written into.
"""

import argparse
import json
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.document.ledger import ties
from yanjiao_budget.formats.read import read_any
from yanjiao_budget.store.add import add_disclosure
from yanjiao_budget.store.build import build, stored_disclosure, without_english
from yanjiao_budget.store.differences import counted, differences, in_words
from yanjiao_budget.store.folders import in_folder
from yanjiao_budget.store.guard import LIMITS, Limits
from yanjiao_budget.store.names import english
from yanjiao_budget.store.report import all_ties_hold, names_file, names_to_add, report_on, summary

_GAP, _REFUSED, _UNSAID, _STOPPED = 1, 2, 3, 130
_PATIENCE = 5  # Seconds between two words of progress where no terminal shows them.
_CLEAR = "\r\x1b[K"  # Back to the start of the terminal's line, and wipe it.
_STATUS = """\
Exit status: 0 when every tie that the document's figures imply holds, 1 when one does not, 2 when
the file is refused or cannot be read faithfully, with the reason on standard error, 3 when all is
done and its report cannot be printed."""
_BUILT = """\
Exit status: 0, or 2 when a disclosure is refused; then every file is as it was. 3 when the tables
are built and what was done cannot be printed."""
_COLLECTED = """\
Exit status: 0 when every file is read and in the tables and every tie holds, 1 when a file is
refused, ended, or stands beside another text of its year and body, or a tie does not hold, 2 when
nothing can be collected, with the reason on standard error; then the tables are as they were. 3
when all is done and the report cannot be printed."""
_COLLECTS = """
Read are .txt, .docx, .doc, .wps, .html, .htm and .pdf; names that begin with . or ~$ are passed
over. The tables are Parquet, partitioned by fiscal year, beside a manifest of one row a file;
--data and YANJIAO_BUDGET_DATA name their folder to the other commands and to the loaders. Where a
run is stopped, in whatever way, the next goes on: it reads what is new, changed or moved and drops
what is gone. Of several files of one year and body the tables hold the first by path; the manifest
names the others. Ties between years are worked out when a body is looked into, not here."""
_DIFFERS = """\
Exit status: 0 when nothing that is printed differs, 1 when something does, 2 when a text is refused
or cannot be read faithfully, with the reason on standard error, 3 when the report cannot be
printed."""
_SIDE_BY_SIDE = """ Two
versions of one year, or two years. Told are rows of tables and lines of prose that are new, gone or
have moved, and each cell that changed, with both lines; where a threshold did, whether the bar is
lower or higher. Spaces around a cell, blank lines, the numbers that count rows and, between two
years, years that are as far from their document's own are no change."""

_ALONE = """ Stores
nothing. The ledger is that of the document alone: what ties it to a stored year before or after is
checked by add, and by add --dry-run, which stores nothing either."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    chosen = _parser().parse_args(arguments)
    try:
        with _progress(sys.stderr, chosen.command), in_folder(chosen.data):
            return _COMMANDS[chosen.command].run(chosen)
    except OSError as error:
        place = error.filename if error.filename2 is None else error.filename2
        where = f"{place}: " if place is not None else ""
        sys.stderr.write(f"{where}{error.strerror or error}\n")
    except (ValueError, ModuleNotFoundError) as error:  # UnreadableDisclosureError is one.
        sys.stderr.write(f"{error}\n")
    except KeyboardInterrupt:
        sys.stderr.write("stopped\n")
        return _STOPPED
    return _REFUSED


_FILE = ".txt, .docx, .html or .pdf, or .doc or .wps where LibreOffice is"
_FILE_OR_YEAR = f"a file ({_FILE}), or the year of a stored one"


class _Command(NamedTuple):
    """One command: what it does, what its exit status says, its arguments, and what runs it."""

    text: str
    status: str
    takes: tuple[str, ...]
    run: Callable[[argparse.Namespace], int]
    more: str = ""
    looks_into_data: bool = True


def _folder(name: str) -> Path:
    """Return the data folder that a name is for; an empty one would be the folder that is open."""
    if not name.strip():
        raise argparse.ArgumentTypeError("the folder's name is empty")
    return Path(name)


_ARGUMENTS: dict[str, dict[str, Any]] = {
    "file": {
        "type": Path,
        "metavar": "FILE",
        "help": f"the disclosure: {_FILE}",
    },
    "old": {"metavar": "OLD", "help": f"the earlier text: {_FILE_OR_YEAR}"},
    "new": {"metavar": "NEW", "help": "the later text, likewise"},
    "--body": {"metavar": "NAME", "help": "whose year is meant; the body of the latest without it"},
    "reference": {
        "metavar": "CITATION",
        "help": "a SWHID such as swh:1:cnt:…;lines=19, or a citation that holds one",
    },
    "--quote": {"default": "", "metavar": "WORDS", "help": "words that should stand on the line"},
    "--amount": {"metavar": "FIGURE", "help": "a figure that should be printed on it"},
    "--text": {
        "type": Path,
        "metavar": "FILE",
        "help": "the text in hand; without it those of the data folder are looked through",
    },
    "folder": {"type": Path, "metavar": "FOLDER", "help": "the folder that the files are below"},
    "--scheduler": {
        "metavar": "ADDRESS",
        "help": "a Dask scheduler, such as tcp://host:8786, whose workers see both folders under "
        "the same paths; without it every core of this machine reads",
    },
    "--seconds": {
        "type": float,
        "default": LIMITS.seconds,
        "help": "how long reading one file may take before it is ended (%(default)g)",
    },
    "--megabytes": {
        "type": float,
        "default": LIMITS.megabytes,
        "help": "how much memory reading one file may take before it is ended (%(default)g)",
    },
    "--out": {
        "metavar": "PATH",
        "required": True,
        "help": "what to write: a file such as explorer.html; of collect, the data folder",
    },
    "--json": {"action": "store_true", "help": "print everything as JSON, for machines"},
    "--strict": {
        "action": "store_true",
        "help": "refuse the file where anything in it is kept unread, and name the first place",
    },
    "--dry-run": {"action": "store_true", "help": "show what would be done and store nothing"},
    "--replace": {
        "action": "store_true",
        "help": "put it in the place of a stored one of the same year and body that differs",
    },
}


def _parser() -> argparse.ArgumentParser:
    is_script = Path(sys.argv[0]).stem == "yanjiao-budget"
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="yanjiao-budget" if is_script else "python -m yanjiao_budget",
        description=__doc__,
        epilog=f"{_STATUS}\nEach command explains itself: put --help behind it.",
        formatter_class=plain,
    )
    commands = parser.add_subparsers(required=True, metavar="command", dest="command")
    for name, one in _COMMANDS.items():
        command = commands.add_parser(
            name,
            help=one.text,
            description=f"{one.text[0].upper()}{one.text[1:]}.{one.more}",
            epilog=one.status,
            formatter_class=plain,
        )
        for argument in one.takes:
            command.add_argument(argument, **_ARGUMENTS[argument])
        command.set_defaults(data=None)
        if one.looks_into_data:
            command.add_argument(
                "--data",
                type=_folder,
                metavar="FOLDER",
                help="the data folder; without it YANJIAO_BUDGET_DATA, or data/ of the repository",
            )
    return parser


def _check(chosen: argparse.Namespace) -> int:

    disclosure = read_any(chosen.file)
    if chosen.strict:
        disclosure.expect_all_read()
    key = disclosure.fiscal_year, disclosure.body
    ledger = [(key, tie) for tie in ties(disclosure.records, english=english())]
    report = report_on(disclosure, ledger)
    return _print(chosen, report, summary(report, alone=True), report, "the file was read")


def _add(chosen: argparse.Namespace) -> int:

    added = add_disclosure(
        chosen.file, replace=chosen.replace, dry_run=chosen.dry_run, strict=chosen.strict
    )
    done = {
        "source": str(added.source),
        "changed": list(map(str, added.changed)),
        "replaced": added.replaced,
        "differences": list(added.differences),
        "warnings": list(added.warnings),
        "dry_run": added.dry_run,
    }
    stored = "nothing was to be stored" if added.dry_run else f"{added.source} is stored"
    return _print(chosen, added.report | done, str(added), added.report, stored)


def _print(
    chosen: argparse.Namespace, data: object, text: str, report: dict[str, Any], done: str
) -> int:

    printed = json.dumps(data, ensure_ascii=False, indent=2) if chosen.json else text
    return _say(f"{printed}\n", done) or (0 if all_ties_hold(report) else _GAP)


def _say(text: str, done: str) -> int:
    """Print a report; where that fails, as on a full disk, say what is done all the same."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # Python would print the rest when it ends, fail again and exit with another status.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.stderr.write(f"{done}; the report cannot be printed: {error.strerror}\n")
        return _UNSAID
    return 0


def _build(_: argparse.Namespace) -> int:

    changed = build()
    text = "".join(f"rewrote {path}\n" for path in changed) or "nothing changed\n"
    if names := without_english():
        text += f"{names_to_add(names, names_file())}\n"
    return _say(text, "the tables are built")


def _diff(chosen: argparse.Namespace) -> int:

    before, after = (_file_or_stored(name, chosen.body) for name in (chosen.old, chosen.new))
    found = differences(before, after)
    if chosen.json:
        sides = {"before": _about(before), "after": _about(after)}
        data = sides | {"counts": counted(found), "differences": found}
        text = json.dumps(data, ensure_ascii=False, indent=2)
    else:
        text = f"before: {_in_a_line(before)}\nafter: {_in_a_line(after)}\n"
        text += in_words(found) or "nothing that is printed differs"
        is_one_year = before.fiscal_year == after.fiscal_year
        if not found and is_one_year and before.to_text() != after.to_text():
            text += ": only spaces, blank lines or line ends do"
    return _say(f"{text}\n", "both texts were read") or (_GAP if found else 0)


def _in_a_line(one: Disclosure) -> str:
    """Return what a text is, and where its line numbers are not those of its file, whose."""
    is_text = Path(one.file).suffix.lower() == ".txt"
    lines = "" if is_text else "; its lines are those of yb.read_text(FILE)"
    return f"{one.title} ({one.file}{lines})"


def _file_or_stored(name: str, body: str | None) -> Disclosure:
    """Return the disclosure of a file or, where there is none of that name, of a year."""
    if Path(name).exists() or not (name.isascii() and name.isdecimal()):
        return read_any(name)
    try:
        return stored_disclosure(int(name), body)
    except KeyError as error:
        raise ValueError(f"{name}: no such file, and {error.args[0]}") from error


def _about(disclosure: Disclosure) -> dict[str, Any]:
    names = ("file", "title", "body", "fiscal_year")
    return {name: getattr(disclosure, name) for name in names}


def _verify(chosen: argparse.Namespace) -> int:
    from yanjiao_budget.export.verify import verify  # noqa: PLC0415 - pandas, for this command alone

    found = verify(chosen.reference, quote=chosen.quote, amount=chosen.amount, file=chosen.text)
    where = "" if found.line is None else f", line {found.line}: {found.text}"
    return _say(f"true of {found.file} ({found.swhid}){where}\n", "the citation is true")


def _page(chosen: argparse.Namespace) -> int:
    from yanjiao_budget.explorer import explore  # noqa: PLC0415 - Altair, for this command alone

    path = explore().save(Path(chosen.out))
    return _say(f"{path.resolve()}\n", "the page is written")


def _collect(chosen: argparse.Namespace) -> int:
    from yanjiao_budget.store.collect import collected  # noqa: PLC0415 - pandas, for this command
    from yanjiao_budget.store.manifest import all_is_well  # noqa: PLC0415
    from yanjiao_budget.store.summary import as_values, in_words  # noqa: PLC0415

    limits = Limits(chosen.seconds, chosen.megabytes)
    run = collected(chosen.folder, chosen.out, chosen.scheduler, limits)
    text = in_words(run, chosen.out)
    if chosen.json:
        text = json.dumps(as_values(run), ensure_ascii=False, indent=2)
    return _say(f"{text}\n", "all is collected") or (0 if all_is_well(run.manifest) else _GAP)


_COMMANDS = {
    "check": _Command(
        "read a disclosure and show what it holds and whether its figures tie",
        _STATUS,
        ("file", "--json", "--strict"),
        _check,
        _ALONE,
    ),
    "add": _Command(
        "check a disclosure, store its text in the data folder and rebuild the tables with it",
        f"{_STATUS}\nWith 0, 1 and 3 it is stored; with 2 every file is as it was.",
        ("file", "--json", "--dry-run", "--replace", "--strict"),
        _add,
    ),
    "collect": _Command(
        "read every disclosure below a folder into one set of Parquet tables",
        _COLLECTED,
        ("folder", "--out", "--scheduler", "--seconds", "--megabytes", "--json"),
        _collect,
        _COLLECTS,
        looks_into_data=False,
    ),
    "diff": _Command(
        "show what changed between two texts, row by row and cell by cell",
        _DIFFERS,
        ("old", "new", "--body", "--json"),
        _diff,
        _SIDE_BY_SIDE,
    ),
    "build": _Command(
        "rebuild the tables and datapackage.json of the data folder from its source/*.txt",
        _BUILT,
        (),
        _build,
    ),
    "verify": _Command(
        "tell whether a citation is true of the text in hand: its bytes, words and figure",
        "Exit status: 0 when it is true, or 2 when it is not, with what differs on standard error.",
        ("reference", "--quote", "--amount", "--text"),
        _verify,
    ),
    "page": _Command(
        "write the explorer as one file that needs no Python, server or network",
        "Exit status: 0, or 2 when the file cannot be written, with the reason on standard error.",
        ("--out",),
        _page,
        " It holds every disclosure of the data folder.",
    ),
}


@contextmanager
def _progress(stream: TextIO, command: str = "") -> Iterator[None]:
    """Show on a stream what the package says it is at, until the context ends.

    Of what may take hours, only where a terminal shows it as one line.
    """
    log, handler = logging.getLogger(__package__), _Progress(stream)
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO if stream.isatty() or command != "collect" else logging.WARNING)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
        if stream.isatty():
            stream.write(_CLEAR)


class _Progress(logging.Handler):
    """On a terminal one line that is written over; elsewhere a line every few seconds."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self.stream, self.told = stream, time.monotonic()

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.levelno >= logging.WARNING:  # What was left out of a file: it stays to be read.
            self.stream.write(f"{_CLEAR * self.stream.isatty()}{text}\n")
        elif self.stream.isatty():
            self.stream.write(f"{_CLEAR}{text} …")
            self.stream.flush()
        elif time.monotonic() - self.told > _PATIENCE:
            self.stream.write(f"{text}\n")
            self.told = time.monotonic()


if __name__ == "__main__":
    sys.exit(main())
