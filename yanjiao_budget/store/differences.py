"""What changed between two texts, as plain values and in words."""

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import Postfix, Prefix

from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.document.matching import GONE, MOVED, NEW, SAME
from yanjiao_budget.document.printed_rows import TEXT, Row
from yanjiao_budget.document.versions import (
    CHANGED,
    STATUSES,
    YEAR,
    Difference,
    compare_texts,
)
from yanjiao_budget.ladders.bar import bar_moved, say_bar
from yanjiao_budget.ladders.ladder import GRADES, read_once
from yanjiao_budget.language import NOTHING, Both, Language, pick
from yanjiao_budget.schema import BY_NAME, PROCUREMENT_GRID, Record

_LONGEST, _AROUND = 60, 10  # Characters shown of a cell, and of it before and after what differs.
# What a row is called: by its kind or, where that says nothing, by its table.
_CALLED = {
    "responsibilities": ("responsibility", "职责"),
    "activities": ("activity", "工作活动"),
    "indicators": ("indicator", "绩效指标"),
    "procurement": ("procurement line", "政府采购行"),
    "totals": ("total row of procurement", "政府采购合计行"),
    "assets": ("asset line", "固定资产行"),
    "title": ("title", "标题"),
    "section": ("section title", "部分标题"),
    "heading": ("heading", "小标题"),
    "paragraph": ("paragraph", "段落"),
    "caption": ("caption", "表上说明"),
    "column heading": ("heading row", "表头行"),
}
_ROW = ("row", "行")
_BECAME = {CHANGED: "改动", MOVED: "移位", NEW: "新增", GONE: "不再列出"}


def differences(before: Disclosure, after: Disclosure, *, same: bool = False) -> list[Record]:
    """Return what changed between two texts, each as `schema.answers.DIFFERENCES` declares it.

    Args:
        before: The earlier text.
        after: The later one.
        same: Whether to tell of the rows that are the same too.
    """
    years: Record = {"year_before": before.fiscal_year, "year_after": after.fiscal_year}
    found = compare_texts(before, after)
    return [years | _record(one) for one in found if same or one.status != SAME]


def counted(found: Sequence[Record]) -> dict[str, int]:
    """Return how many differences there are of each status, those that there are none of too."""
    counts = Counter(one["status"] for one in found)
    return {status: counts[status] for status in STATUSES if status != SAME}


def in_words(found: Sequence[Record], most: int | None = None) -> Both:
    """Return differences as lines to read: how many, then the first `most` of them, or all.

    Where there are none the text is empty.
    """
    counts = {status: number for status, number in counted(found).items() if number}
    if not counts:
        return NOTHING
    listed = ", ".join(f"{number} {status}" for status, number in counts.items())
    listed_zh = "，".join(f"{_BECAME[status]} {number} 处" for status, number in counts.items())
    shown = [one for one in found if one["status"] != SAME][:most]
    lines = [Both(f"it differs: {listed}", f"有不同：{listed_zh}")]
    lines += [Both(one["description"], one["description_zh"]) for one in shown]
    if left := sum(counts.values()) - len(shown):
        lines.append(Both(f"and {left} more, which diff lists", f"另有 {left} 处，见 diff"))
    return Both("\n  ".join(lines), "\n  ".join(line.zh for line in lines))


def _record(one: Difference) -> Record:
    sides = _side(one.before, one.column, "before") | _side(one.after, one.column, "after")
    tables = [row.table for row in (one.after, one.before) if row and row.table]
    record: Record = {
        "table": next(iter(tables), None),
        "status": one.status,
        "column": one.column,
        "bar": _bar(one),
    }
    record |= sides
    return record | {
        "description": _described(one, record, "en"),
        "description_zh": _described(one, record, "zh"),
    }


def _side(row: Row | None, column: str | None, when: str) -> Record:
    """Return what a record has of the row of one text, in columns that end in `when`."""
    responsibility, activity, *_ = (*(row.outline if row else ()), None, None)
    side: Record = {
        "text": None,
        "name": None,
        "responsibility": responsibility,
        "activity": activity,
        "source_line": None,
    }
    if row:
        cell = row.cells.get(column) if column else row.named
        side |= {
            "text": (cell and cell.text) or None,
            "name": row.named.words or None,
            "source_line": (cell or row.named).line,
        }
    return {f"{name}_{when}": value for name, value in side.items()}


def _bar(one: Difference) -> str | None:
    """Return whether the bar moved, of a threshold that an indicator has in both texts."""
    if one.column not in GRADES or not (one.before and one.after):
        return None
    before, after = (
        read_once(*(row.cells[grade].text for grade in GRADES)) for row in (one.before, one.after)
    )
    return bar_moved(before, after, one.column)


def _described(one: Difference, record: Record, lang: Language) -> str:
    """Return what became of a row or of a cell, with its lines."""
    label = _label(one, record, lang)
    was, now = record["source_line_before"], record["source_line_after"]
    if one.status == CHANGED:
        texts = _parted(record["text_before"] or "", record["text_after"] or "")
        old, new = (f"“{text}”" if text else pick(lang, "blank", "空白") for text in texts)
        bar = f"{pick(lang, '; ', '；')}{say_bar(record['bar'], lang)}" if record["bar"] else ""
        english = f"{label}: was {old} (line {was}), is {new} (line {now}){bar}"
        return pick(lang, english, f"{label}：原为{old}（第{was}行），现为{new}（第{now}行）{bar}")
    english, chinese = {
        MOVED: (f"has moved from line {was} to line {now}", f"由第{was}行移至第{now}行"),
        NEW: (f"is new (line {now})", f"为新增（第{now}行）"),
        GONE: (f"is gone (was line {was})", f"已无（原第{was}行）"),
        SAME: (f"is the same (line {was}, now line {now})", f"相同（原第{was}行，现第{now}行）"),
    }[one.status]
    return pick(lang, f"{label} {english}", f"{label}{chinese}")


def _label(one: Difference, record: Record, lang: Language) -> str:
    """Return what a row is called, its numbers and its name, then the cell that changed.

    Where the name itself changed, or prose, both texts stand beside it.
    """
    row = one.after or one.before
    if row is None:
        return ""
    table, column = record["table"] or "", one.column
    name = next((cell.words for cell in row.cells.values() if cell.words), "")
    called = pick(lang, *(_CALLED.get(row.kind) or _CALLED.get(table, _ROW)))
    words = [called if name else f"{pick(lang, 'blank ', '空白')}{called}"]
    if row.outline:
        words.append(".".join(map(str, row.outline)))
    if name and column not in {TEXT, "name"}:
        words.append(f"“{_on_one_line(name)[:_LONGEST]}”")
    label = " ".join(words)
    if column is None or column == TEXT:
        return label
    return f"{label}{pick(lang, ', ', '，')}{_heading(table, column, lang)}"


def _heading(table: str, column: str, lang: Language) -> str:
    """Return what a column is called; one that has no name goes by its place."""
    if column == "name":
        return pick(lang, "name", "名称")
    grids = BY_NAME[table].columns if table in BY_NAME else ()
    for declared in (*grids, *PROCUREMENT_GRID):
        if declared.name == column:
            return pick(lang, declared.en[0].lower() + declared.en[1:], declared.zh)
    return pick(lang, f"cell {column}", f"第{column}格")


def _on_one_line(text: str) -> str:
    return text.replace("\n", "⏎")


def _parted(*texts: str) -> list[str]:
    """Return two texts on one line each; of long ones no more than is around what differs."""
    if max(map(len, texts)) <= _LONGEST:
        return list(map(_on_one_line, texts))
    # Between two years every paragraph may name another, and that is not what differs.
    without = [YEAR.sub("年年年年", text) for text in texts]
    compared = without if without[0] != without[1] else texts
    start = Prefix.similarity(*compared)
    end = Postfix.similarity(*(text[start:] for text in compared))
    shown = []
    for text in texts:
        first, last = max(0, start - _AROUND), len(text) - max(0, end - _AROUND)
        last = min(last, first + _LONGEST)
        cut = "…" * (first > 0) + text[first:last] + "…" * (last < len(text))
        shown.append(_on_one_line(cut))
    return shown
