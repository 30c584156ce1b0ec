"""Commands: check a disclosure, or rebuild the tables from those in data/source.

`check` exits with 0 when every tie that the document's figures imply holds, 1 when one does not,
and 2 for a file that cannot be read faithfully.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from .document import UnreadableDisclosureError

_GAP, _UNREADABLE = 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m yanjiao_budget",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="command", dest="command")
    check = commands.add_parser("check", help="read a disclosure, store nothing, show its ledger")
    check.add_argument(
        "file",
        type=Path,
        help="a .txt, .docx, .html or .pdf, or a .doc where LibreOffice is",
    )
    check.add_argument("--json", action="store_true", help="print everything as JSON, for machines")
    commands.add_parser("build", help="rebuild data/tables and data/datapackage.json")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "build":
            return _build()
        report = report_on(chosen.file)
    except (UnreadableDisclosureError, ValueError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return _UNREADABLE
    text = json.dumps(report, ensure_ascii=False, indent=2) if chosen.json else _summary(report)
    sys.stdout.write(f"{text}\n")
    return _GAP if any(tie["holds"] is False for tie in report["ledger"]) else 0


def _build() -> int:
    from .build import build

    changed = build()
    sys.stdout.write("".join(f"rewrote {path}\n" for path in changed) or "nothing changed\n")
    return 0


def report_on(file: Path) -> dict[str, Any]:
    """Return what a disclosure holds and how its figures tie; amounts are text, exact, in 万元.

    Keys are `file`, `title`, `body`, `fiscal_year`, `absent` (optional sections it lacks),
    `skipped` (lines of which nothing is published), `tables` (rows of each), `ledger` (as
    `check_arithmetic` has it), `findings` and `unread` (thresholds no rule places).

    Raises:
        UnreadableDisclosureError: For a file that cannot be read faithfully.
        OSError: Where the file cannot be opened.
    """
    from .assess import derive
    from .checks import check_arithmetic
    from .loaders import english
    from .parse import parse_disclosure
    from .readers import read_text

    disclosure = parse_disclosure(read_text(file), str(file))
    derived = derive(disclosure.records, english())
    unread = [row for row in derived["thresholds"] if row["kind"] == "unread"]
    report = {
        "file": str(file),
        "title": disclosure.title,
        "body": disclosure.body,
        "fiscal_year": disclosure.fiscal_year,
        "absent": disclosure.absent,
        "skipped": [piece.line for piece in disclosure.pieces if piece.kind == "skipped"],
        "tables": {name: len(rows) for name, rows in disclosure.records.items()},
        "ledger": check_arithmetic(disclosure).astype(object).to_dict("records"),
        "findings": derived["findings"],
        "unread": unread,
    }
    plain: dict[str, Any] = json.loads(json.dumps(report, default=_plain))
    return plain


def _plain(value: object) -> str | None:
    """Return a decimal as its exact digits; whatever pandas holds for unknown as None."""
    return None if str(value) == "<NA>" else str(value)


def _summary(report: dict[str, Any]) -> str:
    ledger = report["ledger"]
    holds = Counter(tie["holds"] for tie in ledger)
    rows = ", ".join(f"{rows} {name}" for name, rows in report["tables"].items())
    lines = [
        f"{report['title']} ({report['fiscal_year']}, {report['body']})",
        f"rows: {rows}",
        f"sections it lacks: {', '.join(report['absent']) or 'none'}",
        f"lines of which nothing is published: {len(report['skipped'])}",
        f"ledger: {holds[True]} ties hold, {holds[False]} do not, {holds[None]} are not stated",
        *(
            f"  {tie['description']}: stated {tie['stated']}, computed {tie['computed']}, "
            f"difference {tie['difference']} (lines {', '.join(map(str, tie['source_lines']))})"
            for tie in ledger
            if tie["holds"] is False
        ),
        f"findings: {len(report['findings'])}",
        *(
            f"  {count} {rule}"
            for rule, count in Counter(row["rule"] for row in report["findings"]).items()
        ),
        f"thresholds that no rule places: {len(report['unread'])}",
        *(f"  line {row['source_line']}: {row['raw']}" for row in report["unread"]),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
