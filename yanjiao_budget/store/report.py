"""What a disclosure holds and how its figures tie: as plain values, and as text."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.document.ledger import printed_once
from yanjiao_budget.document.text import Unread
from yanjiao_budget.document.tie import VERDICTS, Tie
from yanjiao_budget.ladders.findings import derived_tables
from yanjiao_budget.ladders.rules import RULES
from yanjiao_budget.language import Both, Language, pick, worded
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
    stand: line, text, what was looked for and the reason, each in Chinese too, whether an amount
    stands in them), `tables` (rows of each), `ledger` (each tie given with its year and body;
    amounts are text, exact, in 万元), `printed_once` (amounts that no equality of the ledger
    holds), `findings`, `unread_thresholds` (thresholds no rule places), `without_english` (names
    that no names_en.csv has), `names_file` and `names_file_zh` (where to add them). What is said
    in words is English and, under a key that ends in `_zh`, Chinese.
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
        "kept_unread": [_kept(one) for one in disclosure.kept],
        "tables": {table.name: len(disclosure.records[table.name]) for table in PRINTED},
        "ledger": [_tie(*key, tie) for key, tie in ledger],
        "printed_once": [one._asdict() for one in printed_once(disclosure.records)],
        "findings": derived["findings"],
        "unread_thresholds": [row for row in derived["thresholds"] if row["kind"] == "unread"],
        "without_english": without_english(disclosure.records | derived),
        "names_file": (file := names_file()),
        "names_file_zh": file.zh,
    }
    plain: dict[str, Any] = json.loads(json.dumps(report, default=str))
    return plain


def _kept(one: Unread) -> dict[str, Any]:
    return one._asdict() | {"expected_zh": one.expected.zh, "reason_zh": one.reason.zh}


def _tie(year: int, body: str, tie: Tie) -> dict[str, Any]:
    terms = {side: [term._asdict() for term in made] for side, made in tie.terms.items()}
    return {"fiscal_year": year, "body": body} | tie._asdict() | {"terms": terms}


def all_ties_hold(report: dict[str, Any]) -> bool:
    """Tell whether no tie of the ledger fails; one whose figures are not stated does not."""
    return not any(tie["holds"] is False for tie in report["ledger"])


def summary(report: dict[str, Any], *, alone: bool, lang: Language = "en") -> str:
    """Return the report as lines to read.

    Args:
        report: What `report_on` returns.
        alone: Whether its ledger is of the document alone, without the years stored beside it.
        lang: The language.
    """
    say = partial(pick, lang)
    is_text = Path(report["file"]).suffix.lower() == ".txt"
    skipped, absent = report["skipped"], say(", ", "、").join(report["absent"])
    rows = say(
        ", ".join(f"{rows} {name}" for name, rows in report["tables"].items()),
        "，".join(f"{BY_NAME[name].zh} {rows}" for name, rows in report["tables"].items()),
    )
    of_the_text = say(
        "line numbers are those of the text that yb.read_text(FILE) makes of it",
        "行号是 yb.read_text(FILE) 由此文件得出的文本的行号",
    )
    count = len(skipped)
    return "\n".join(
        [
            say(
                f"{report['title']} ({report['fiscal_year']}, {report['body']})",
                f"{report['title']}（{report['fiscal_year']}年，{report['body']}）",
            ),
            *([] if is_text else [of_the_text]),
            say(f"rows: {rows}", f"各表行数：{rows}"),
            say(f"sections it lacks: {absent or 'none'}", f"缺少的部分：{absent or '无'}"),
            say(
                f"lines of which nothing is published: {count}{_first(skipped, lang)}",
                f"略过、不列入各表的行：{count} 行{_first(skipped, lang)}",
            ),
            *_kept_unread(report["kept_unread"], lang),
            *_ledger(report["ledger"], lang, alone=alone),
            *_once(report["printed_once"], lang),
            *_findings(report["findings"], lang),
            *_thresholds(report["unread_thresholds"], lang),
            worded(_names(report), lang),
        ]
    )


def _names(report: dict[str, Any]) -> Both:
    return names_to_add(
        report["without_english"], Both(report["names_file"], report["names_file_zh"])
    )


def _kept_unread(kept: Sequence[dict[str, Any]], lang: Language) -> Iterator[str]:
    count, amounts = len(kept), sum(one["has_amount"] for one in kept)
    yield pick(
        lang,
        f"places kept unread: {count}, {amounts or 'none'} with an amount",
        f"照原文保留、未识读之处：{count} 处，其中含金额 {amounts} 处",
    )
    for one in kept:
        line, text = one["line"], _spaced(one["text"])
        yield pick(
            lang,
            f"  line {line}: {text} (looked for {one['expected']}; {one['reason']})",
            f"  第{line}行：{text}（应为：{one['expected_zh']}；{one['reason_zh']}）",
        )


def _ledger(ledger: Sequence[dict[str, Any]], lang: Language, *, alone: bool) -> Iterator[str]:
    verdicts = Counter(tie["verdict"] for tie in ledger)
    ties = pick(
        lang,
        ", ".join(f"{verdicts[key]} {en}" for key, (en, _) in VERDICTS.items()),
        "，".join(f"{zh} {verdicts[key]} 项" for key, (_, zh) in VERDICTS.items()),
    )
    beside = pick(lang, "with the stored years before and after it", "连同已存的前后年度")
    if alone:
        beside = pick(lang, "the document alone", "只看本文件")
    yield pick(lang, f"ledger ({beside}): {ties}", f"勾稽关系（{beside}）：{ties}")
    for tie in ledger:
        if tie["holds"] is False:
            stated, computed, lines = tie["stated"], tie["computed"], tie["source_lines"]
            en, zh = VERDICTS[tie["verdict"]]
            yield pick(
                lang,
                f"  {tie['description']}: stated {stated}, computed {computed}; "
                f"{en}: {tie['in_words']} ({_lines(lines)})",
                f"  {tie['description_zh']}：原文 {stated}，计算 {computed}；"
                f"{zh}：{tie['in_words_zh']}（第{'、'.join(map(str, lines))}行）",
            )


def _once(printed: Sequence[dict[str, Any]], lang: Language) -> Iterator[str]:
    count = len(printed)
    yield pick(
        lang,
        f"amounts printed once and tied to nothing: {count}",
        f"只出现一次、无从核对的金额：{count} 个",
    )
    for one in printed:
        column = BY_NAME[one["table"]].column(one["column"])
        line, name, amount = one["source_line"], _spaced(one["name"]), one["amount"]
        yield pick(
            lang,
            f"  line {line}: {name}, {column.en.lower()} {amount}",
            f"  第{line}行：{name}，{column.zh} {amount}",
        )


def _findings(findings: Sequence[dict[str, Any]], lang: Language) -> Iterator[str]:
    found = Counter(row["rule"] for row in findings)
    count = len(findings)
    explained = pick(lang, " (yb.rules() explains each rule)", "（各项规则见 yb.rules()）")
    explained = explained if found else ""
    yield pick(lang, f"findings: {count}{explained}", f"发现：{count} 项{explained}")
    for rule in RULES:
        if number := found[rule.key]:
            yield pick(
                lang, f"  {number} {rule.key}: {rule.en}", f"  {number} 项 {rule.key}：{rule.zh}"
            )


def _thresholds(unread: Sequence[dict[str, Any]], lang: Language) -> Iterator[str]:
    count = len(unread)
    yield pick(
        lang, f"thresholds that no rule places: {count}", f"无法按规则识读的评价标准：{count} 个"
    )
    for row in unread:
        line, raw = row["source_line"], row["raw"]
        yield pick(lang, f"  line {line}: {raw}", f"  第{line}行：{raw}")


def _spaced(text: str) -> str:
    return text.replace("\n", " ")


def _lines(lines: Sequence[int | str]) -> str:
    return f"line{'s' * (len(lines) > 1)} {', '.join(map(str, lines))}"


def _first(lines: list[int], lang: Language) -> str:
    """Return the first few of some lines, those that follow one another as one span."""
    spans: list[list[int]] = []
    for line in lines:
        if spans and line == spans[-1][-1] + 1:
            spans[-1].append(line)
        else:
            spans.append([line])
    shown = [f"{span[0]}–{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans]
    if not lines:
        return ""
    first, left = shown[:_SHOWN], len(shown) - _SHOWN
    more, more_zh = (f" and {left} more places", f"等 {len(shown)} 处") if left > 0 else ("", "")
    one = "" if len(lines) == 1 else "s"
    return pick(
        lang, f" (line{one} {', '.join(first)}{more})", f"（第{'、'.join(first)}行{more_zh}）"
    )


def names_file() -> Both:
    """Return where a name's English is to be added."""
    try:
        path = writable_folder() / "names_en.csv"
        return Both(f"{path}", f"{path}")
    except PermissionError:
        return Both(
            "names_en.csv in a data folder of your own", "自己的数据文件夹中的 names_en.csv"
        )


def names_to_add(names: list[str], file: Both) -> Both:
    """Return how many names have no English, the first few, and the file to add them to."""
    count, left = len(names), len(names) - _SHOWN
    if not names:
        return Both("names with no English: none", "没有英文的名称：无")
    first = "; ".join(_spaced(name) for name in names[:_SHOWN])
    first_zh = "；".join(_spaced(name) for name in names[:_SHOWN])
    more, more_zh = (f"; and {left} more", f"；另有 {left} 个") if left > 0 else ("", "")
    return Both(
        f"names with no English: {count}: {first}{more}; add a line for each to {file}",
        f"没有英文的名称：{count} 个：{first_zh}{more_zh}；请在 {file.zh} 中各加一行",
    )
