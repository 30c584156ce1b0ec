"""What a disclosure holds and how its figures tie: as plain values, and as text."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.document.ledger import printed_once
from yanjiao_budget.document.tie import VERDICTS, Tie
from yanjiao_budget.ladders.findings import derived_tables
from yanjiao_budget.ladders.rules import RULES
from yanjiao_budget.promises.derive import promise_tables
from yanjiao_budget.schema import BY_NAME, PRINTED

from .build import without_english
from .folders import writable_folder
from .names import english

_SHOWN = 5  # The first few of what may be hundreds.


def report_on(
    disclosure: Disclosure, ledger: Sequence[tuple[tuple[int, str], Tie]]
) -> dict[str, Any]:
    """Return what a disclosure holds and how its figures tie, as plain values.

    Keys are `file`, `title`, `body`, `fiscal_year`, `absent` (optional sections it lacks),
    `skipped` (lines of which nothing is published), `kept_unread` (words that are kept as they
    stand: line, text, what was looked for, reason, whether an amount stands in them), `tables`
    (rows of each), `ledger` (each tie given with its year and body; amounts are text, exact, in
    万元), `printed_once` (amounts that no equality of the ledger holds), `findings`,
    `unread_thresholds` (thresholds no rule places), `without_english` (names that no names_en.csv
    has) and `names_file` (where to add them).
    """
    records = disclosure.records
    derived = derived_tables(records, english()) | promise_tables(records, english())
    report = {
        "file": disclosure.file,
        "title": disclosure.title,
        "body": disclosure.body,
        "fiscal_year": disclosure.fiscal_year,
        "absent": disclosure.absent,
        "skipped": [piece.line for piece in disclosure.pieces if piece.kind == "skipped"],
        "kept_unread": [one._asdict() for one in disclosure.kept],
        "tables": {table.name: len(disclosure.records[table.name]) for table in PRINTED},
        "ledger": [_tie(*key, tie) for key, tie in ledger],
        "printed_once": [one._asdict() for one in printed_once(disclosure.records)],
        "findings": derived["findings"],
        "unread_thresholds": [row for row in derived["thresholds"] if row["kind"] == "unread"],
        "without_english": without_english(disclosure.records | derived),
        "names_file": names_file(),
    }
    plain: dict[str, Any] = json.loads(json.dumps(report, default=str))
    return plain


def _tie(year: int, body: str, tie: Tie) -> dict[str, Any]:
    terms = {side: [term._asdict() for term in made] for side, made in tie.terms.items()}
    return {"fiscal_year": year, "body": body} | tie._asdict() | {"terms": terms}


def all_ties_hold(report: dict[str, Any]) -> bool:
    """Tell whether no tie of the ledger fails; one whose figures are not stated does not."""
    return not any(tie["holds"] is False for tie in report["ledger"])


def summary(report: dict[str, Any], *, alone: bool) -> str:
    """Return the report as lines to read.

    Args:
        report: What `report_on` returns.
        alone: Whether its ledger is of the document alone, without the years stored beside it.
    """
    ledger = report["ledger"]
    verdicts = Counter(tie["verdict"] for tie in ledger)
    rows = ", ".join(f"{rows} {name}" for name, rows in report["tables"].items())
    skipped = report["skipped"]
    kept = report["kept_unread"]
    found = Counter(row["rule"] for row in report["findings"])
    ties = ", ".join(f"{verdicts[key]} {words}" for key, (words, _) in VERDICTS.items())
    beside = "the document alone" if alone else "with the stored years before and after it"
    lines = [
        f"{report['title']} ({report['fiscal_year']}, {report['body']})",
        *(
            ["line numbers are those of the text that yb.read_text(FILE) makes of it"]
            if Path(report["file"]).suffix.lower() != ".txt"
            else []
        ),
        f"rows: {rows}",
        f"sections it lacks: {', '.join(report['absent']) or 'none'}",
        f"lines of which nothing is published: {len(skipped)}{_first(skipped)}",
        f"places kept unread: {len(kept)}, {_with_amount(kept)} with an amount",
        *(
            f"  line {one['line']}: {_spaced(one['text'])} (looked for {one['expected']}; "
            f"{one['reason']})"
            for one in kept
        ),
        f"ledger ({beside}): {ties}",
        *(
            f"  {tie['description']}: stated {tie['stated']}, computed {tie['computed']}; "
            f"{VERDICTS[tie['verdict']][0]}: {tie['in_words']} ({_lines(tie['source_lines'])})"
            for tie in ledger
            if tie["holds"] is False
        ),
        f"amounts printed once and tied to nothing: {len(report['printed_once'])}",
        *(
            f"  line {one['source_line']}: {_spaced(one['name'])}, {_column(one)} {one['amount']}"
            for one in report["printed_once"]
        ),
        f"findings: {len(report['findings'])}{' (yb.rules() explains each rule)' if found else ''}",
        *(f"  {found[rule.key]} {rule.key}: {rule.en}" for rule in RULES if found[rule.key]),
        f"thresholds that no rule places: {len(report['unread_thresholds'])}",
        *(f"  line {row['source_line']}: {row['raw']}" for row in report["unread_thresholds"]),
        names_to_add(report["without_english"], report["names_file"]),
    ]
    return "\n".join(lines)


def _with_amount(kept: Sequence[dict[str, Any]]) -> str:
    return str(sum(one["has_amount"] for one in kept) or "none")


def _spaced(text: str) -> str:
    return text.replace("\n", " ")


def _column(printed: dict[str, Any]) -> str:
    return BY_NAME[printed["table"]].column(printed["column"]).en.lower()


def _lines(lines: Sequence[int | str]) -> str:
    return f"line{'s' * (len(lines) > 1)} {', '.join(map(str, lines))}"


def _first(lines: list[int]) -> str:
    """Return the first few of some lines, those that follow one another as one span."""
    spans: list[list[int]] = []
    for line in lines:
        if spans and line == spans[-1][-1] + 1:
            spans[-1].append(line)
        else:
            spans.append([line])
    shown = [f"{span[0]}–{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans]
    more = f" and {len(shown) - _SHOWN} more places" if len(shown) > _SHOWN else ""
    one = "" if len(lines) == 1 else "s"
    return f" (line{one} {', '.join(shown[:_SHOWN])}{more})" if lines else ""


def names_file() -> str:
    """Return where a name's English is to be added."""
    try:
        return str(writable_folder() / "names_en.csv")
    except PermissionError:
        return "names_en.csv in a data folder of your own"


def names_to_add(names: list[str], file: str) -> str:
    """Return how many names have no English, the first few, and the file to add them to."""
    first = "; ".join(_spaced(name) for name in names[:_SHOWN])
    more = f"; and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    advice = f": {first}{more}; add a line for each to {file}"
    return f"names with no English: {len(names) or 'none'}{advice if names else ''}"
