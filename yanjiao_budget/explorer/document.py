"""Document: words found in every paragraph and cell, and any line with the lines around it."""

from functools import partial
from typing import Any

from yanjiao_budget.analysis import search
from yanjiao_budget.analysis.glossary import standing_in
from yanjiao_budget.export.cite import cite as citation
from yanjiao_budget.language import Language, pick
from yanjiao_budget.schema import BY_NAME, answers

from . import blocks, tables
from .blocks import NOTHING, Made, to_line
from .data import Data
from .tables import LINE, PageColumn

_AROUND = 8
_MOST = 200  # Rows of hits that are drawn; all are counted and given.


def controls(_: Data, *, lang: Language, find: str) -> Made:
    """Return the search."""
    return blocks.controls(
        blocks.search_field(
            "find",
            pick(lang, "Search the document", "全文搜索"),
            find,
            pick(lang, "words, in Chinese or English", "中文或英文词语"),
        )
    )


def hits(data: Data, *, lang: Language, find: str, sort: str) -> Made:
    """Return the paragraphs and cells with the words searched for."""
    say = partial(pick, lang)
    if not find.strip():
        return NOTHING
    found = data.found(find)
    if found.empty:
        return blocks.note(
            say(
                f"“{find}” stands nowhere in the document. Try fewer or other words.",
                f"全文没有“{find}”。请减少或更换词语。",
            ),
            sets={"find": ""},
            action=say("Clear the search", "清除搜索"),
        )
    caption = say(f"{len(found)} paragraphs and cells", f"{len(found)} 处段落与单元格")
    if len(found) > _MOST:
        caption += say(f"; the first {_MOST} are shown", f"；显示前 {_MOST} 处")
    made = tables.table(
        caption,
        found,
        answers.TEXT,
        [LINE, PageColumn("text"), PageColumn("text_en")],
        lang,
        subject=say(f"Paragraphs and cells with {find}", f"含{find}的段落与单元格"),
        sort=sort,
        code=f"yb.find_text({find!r}, **which)",
        most=_MOST,
    )
    made.shown["marks"] = search.normal(find).split()
    return made


def lines(data: Data, *, lang: Language, line: int, find: str) -> Made:
    """Return the line chosen with the lines around it."""
    say = partial(pick, lang)
    total = len(data.lines)
    if not line:
        title = data.disclosure["title"]
        return blocks.note(
            say(
                f"{title}: {total:,} lines. Search it, or follow a line number from any figure.",
                f"{title}：共 {total:,} 行。可搜索，或从任一数字的行号进入。",
            )
        )
    first, last = max(1, line - _AROUND), min(total, line + _AROUND)
    step = 2 * _AROUND
    return Made(
        {
            "kind": "lines",
            "caption": say(f"Line {line} of {total:,}", f"第 {line} 行，共 {total:,} 行"),
            "rows": [
                _line(data, number, lang) | {"here": number == line}
                for number in range(first, last + 1)
            ],
            "marks": search.normal(find).split(),
            "steps": [
                {"text": say("Earlier lines", "前面的行"), "set": to_line(max(1, line - step))},
                {"text": say("Later lines", "后面的行"), "set": to_line(min(total, line + step))},
            ],
        }
    )


def _line(data: Data, number: int, lang: Language) -> dict[str, Any]:
    """Return a line as printed, outer spaces aside, with the English that a table has of it."""
    printed = data.lines[number - 1].rstrip("\r")
    text, empty = printed.strip(), ""
    if not text:
        empty = pick(lang, "(empty cell)", "（空单元格）") if printed.startswith("\t") else " "
    return {
        "line": blocks.line_link(number),
        "text": text,
        "small": data.english.get(number, "") if lang == "en" else "",
        "empty": empty,
        "about": [
            data.about(term, lang)
            for term in standing_in(text, data.terms)
            if term.source_line != number
        ],
    }


def held(data: Data, *, lang: Language, line: int) -> Made:
    """Say which rows of the tables begin on the line shown."""
    if not line:
        return NOTHING
    counts = {name: int((data.load(name)["source_line"] == line).sum()) for name in BY_NAME}
    begun = [
        f"{pick(lang, one.en, one.zh)} ({counts[name]})"
        for name, one in BY_NAME.items()
        if counts[name]
    ]
    text = "; ".join(begun) or pick(lang, "none", "无")
    return blocks.section(
        "", pick(lang, f"Rows of the tables that begin here: {text}", f"从本行开始的数据行：{text}")
    )


def cite(data: Data, *, lang: Language, line: int) -> Made:
    """Return the citation of the line shown, or of the document."""
    say = partial(pick, lang)
    title = say("Cite this line", "引用本行") if line else say("Cite the document", "引用本文件")
    cited = partial(citation, line or None, year=data.year, body=data.body)
    return Made(
        {
            "kind": "copies",
            "title": title,
            "copy": say("Copy", "复制"),
            "items": [
                ["GB/T 7714", cited(lang="zh")],
                ["English", cited(lang="en")],
                ["SWHID", data.swhid + (f";lines={line}" if line else "")],
            ],
        }
    )


BLOCKS = (controls, lines, held, cite, hits)
