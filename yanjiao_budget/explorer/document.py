"""Document: words found in every paragraph and cell, and any line with the lines around it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd

from yanjiao_budget.analysis import search
from yanjiao_budget.analysis.glossary import standing_in
from yanjiao_budget.export.cite import cite as citation
from yanjiao_budget.language import Language, pick
from yanjiao_budget.schema import BY_NAME, answers

from . import blocks, tables
from .blocks import NOTHING, Made, to_line
from .data import Data
from .tables import LINE, PageColumn

AROUND = 8
MOST = 200  # Rows of hits that are drawn; all are counted and given.
# What depends on the words searched for and the line shown, which the page fills in likewise.
WORDS = {
    "nowhere": (
        "“{find}” stands nowhere in the document. Try fewer or other words.",
        "全文没有“{find}”。请减少或更换词语。",
    ),
    "clear": ("Clear the search", "清除搜索"),
    "hits": ("{count} paragraphs and cells", "{count} 处段落与单元格"),
    "most": ("; the first {most} are shown", "；显示前 {most} 处"),
    "texts": ("Paragraphs and cells", "段落与单元格"),
    "lines": ("Line {line} of {total}", "第 {line} 行，共 {total} 行"),
    "earlier": ("Earlier lines", "前面的行"),
    "later": ("Later lines", "后面的行"),
    "empty_cell": ("(empty cell)", "（空单元格）"),
    "cite_line": ("Cite this line", "引用本行"),
    "cite": ("Cite the document", "引用本文件"),
}


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


BEGUN = ("Rows of the tables that begin here: {tables}", "从本行开始的数据行：{tables}")


def _said(lang: Language, name: str, **values: object) -> str:
    return pick(lang, *WORDS[name]).format(**values)


def hits(data: Data, *, lang: Language, find: str, sort: str) -> Made:
    """Return the paragraphs and cells with the words searched for."""
    said = partial(_said, lang)
    if not find.strip():
        return NOTHING
    found = data.found(find)
    if found.empty:
        return blocks.note(
            said("nowhere", find=find),
            sets={"find": ""},
            action=said("clear"),
        )
    caption = said("hits", count=len(found))
    if len(found) > MOST:
        caption += said("most", most=MOST)
    conditions = controls(data, lang=lang, find=find)
    given = blocks.given(conditions, len(found), len(data.texts), lang)
    made = table_of(found, lang, find=find, caption=caption, given=given, sort=sort)
    made.shown["marks"] = search.normal(find).split()
    return made


def table_of(  # noqa: PLR0913
    found: pd.DataFrame,
    lang: Language,
    *,
    find: str,
    caption: str = "",
    given: Sequence[str] = (),
    sort: str = "",
) -> Made:
    """Return the table of some paragraphs and cells, those that hold the words searched for."""
    return tables.table(
        caption,
        found,
        answers.TEXT,
        [LINE, PageColumn("text"), PageColumn("text_en")],
        lang,
        subject=_said(lang, "texts"),
        given=given,
        sort=sort,
        code=f"yb.find_text({find!r}, **which)",
        most=MOST,
    )


def lines(data: Data, *, lang: Language, line: int, find: str) -> Made:
    """Return the line chosen with the lines around it."""
    said = partial(_said, lang)
    total = len(data.lines)
    if not line:
        title = data.disclosure["title"]
        return blocks.note(
            pick(
                lang,
                f"{title}: {total:,} lines. Search it, or follow a line number from any figure.",
                f"{title}：共 {total:,} 行。可搜索，或从任一数字的行号进入。",
            )
        )
    first, last = max(1, line - AROUND), min(total, line + AROUND)
    step = 2 * AROUND
    return Made(
        {
            "kind": "lines",
            "caption": said("lines", line=line, total=f"{total:,}"),
            "rows": [
                _line(data, number, lang) | {"here": number == line}
                for number in range(first, last + 1)
            ],
            "marks": search.normal(find).split(),
            "steps": [
                {"text": said("earlier"), "set": to_line(max(1, line - step))},
                {"text": said("later"), "set": to_line(min(total, line + step))},
            ],
        }
    )


def _line(data: Data, number: int, lang: Language) -> dict[str, Any]:
    """Return a line as printed, outer spaces aside, with the English that a table has of it."""
    printed = _printed(data.lines[number - 1])
    text, empty = printed.strip(), ""
    if not text:
        empty = _said(lang, "empty_cell") if printed.startswith("\t") else " "
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
    tables_begun = [
        f"{pick(lang, BY_NAME[name].en, BY_NAME[name].zh)} ({count})"
        for name, count in begun(data, line).items()
    ]
    text = "; ".join(tables_begun) or pick(lang, "none", "无")
    return blocks.section("", pick(lang, *BEGUN).format(tables=text))


def begun(data: Data, line: int) -> dict[str, int]:
    """Return how many rows of which tables begin on a line."""
    counts = {name: data.begun[name].get(line, 0) for name in BY_NAME}
    return {name: count for name, count in counts.items() if count}


def explained(data: Data) -> dict[int, list[int]]:
    """Return which terms stand on a line, by their places among the terms; lines with none apart.

    A definition's own line does not lead to itself.
    """
    places = {term.source_line: at for at, term in enumerate(data.terms)}
    found = {
        number: [
            places[term.source_line]
            for term in standing_in(_printed(line).strip(), data.terms)
            if term.source_line != number
        ]
        for number, line in enumerate(data.lines, 1)
    }
    return {number: terms for number, terms in found.items() if terms}


def _printed(line: str) -> str:
    return line.rstrip("\r")


def cite(data: Data, *, lang: Language, line: int) -> Made:
    """Return the citation of the line shown, or of the document."""
    title = _said(lang, "cite_line" if line else "cite")
    cited = partial(citation, line or None, year=data.year, body=data.body)
    return Made(
        {
            "kind": "copies",
            "title": title,
            "copy": pick(lang, "Copy", "复制"),
            "items": [
                ["GB/T 7714", cited(lang="zh")],
                ["English", cited(lang="en")],
                ["SWHID", data.swhid + (f";lines={line}" if line else "")],
            ],
        }
    )


BLOCKS = (controls, lines, held, cite, hits)
