"""Document: the document as printed, part by part, and words found in all of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pandas as pd

from yanjiao_budget.analysis import search
from yanjiao_budget.export.cite import cite as citation
from yanjiao_budget.language import Language, pick
from yanjiao_budget.schema import BY_NAME, answers

from . import blocks, tables
from .beside import text_of
from .blocks import NOTHING, Made, to_line
from .data import Data
from .layout import Block, Item, Row, items
from .tables import LINE, PageColumn

MOST = 200  # Rows of hits that are drawn; all are counted and given.
# What depends on the words searched for and the line shown, which the page fills in likewise.
WORDS = {
    "nowhere": (
        "“{find}” stands nowhere in the document. Try fewer or other words.",
        "全文没有“{find}”。请减少或更换词语。",
    ),
    "clear": ("Clear the search", "清除搜索"),
    "hits": ("{count} paragraphs and cells", "{count} 处段落与单元格"),
    "hit": ("{place} of {count} paragraphs and cells", "第 {place} 处，共 {count} 处段落与单元格"),
    "before": ("Previous hit", "上一处"),
    "after": ("Next hit", "下一处"),
    "most": ("; the first {most} are shown", "；显示前 {most} 处"),
    "texts": ("Paragraphs and cells", "段落与单元格"),
    "contents": ("Contents", "目录"),
    "part": ("Lines {first} to {last} of {total}", "第 {first} 至 {last} 行，共 {total} 行"),
    "line": ("Line {line} of {total}", "第 {line} 行，共 {total} 行"),
    "blank": (
        "Line {line} of {total}: blank, below the one marked",
        "第 {line} 行，共 {total} 行：空行，位于所标一行之下",
    ),
    "again": ("The headings once more", "重复表头"),
    "earlier": ("Earlier part", "前一部分"),
    "later": ("Later part", "后一部分"),
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


def found(data: Data, *, lang: Language, find: str, line: int) -> Made:
    """Return how often the words searched for are found, and the way to the hit before and after.

    After the last comes the first.
    """
    said = partial(_said, lang)
    if not find.strip():
        return NOTHING
    hits = data.found(find)["source_line"].tolist()
    if not hits:
        return blocks.note(said("nowhere", find=find), sets={"find": ""}, action=said("clear"))
    text = said("hits", count=len(hits))
    if line in hits:
        text = said("hit", place=hits.index(line) + 1, count=len(hits))
    before = hits[bisect_left(hits, line) - 1]
    after = hits[bisect_right(hits, line) % len(hits)]
    steps = [
        {"text": said("before"), "set": to_line(before)},
        {"text": said("after"), "set": to_line(after)},
    ]
    return Made({"kind": "steps", "text": text, "steps": steps})


def contents(data: Data, *, lang: Language, line: int) -> Made:
    """Return the contents: title, sections, headings and responsibilities, with where one is."""
    entries = data.contents
    here = bisect_right([entry.line for entry in entries], line or 1) - 1
    found = [
        {
            "text": data.lines[entry.line - 1].strip(),
            "small": data.english.get(entry.line, "") if lang == "en" else "",
            "level": entry.level,
            "set": to_line(entry.line),
            "here": place == here,
        }
        for place, entry in enumerate(entries)
    ]
    shown = {"kind": "contents", "title": _said(lang, "contents"), "open": not line}
    return Made({**shown, "items": found})


def hits(data: Data, *, lang: Language, find: str, sort: str) -> Made:
    """Return the paragraphs and cells with the words searched for."""
    said = partial(_said, lang)
    if not find.strip():
        return NOTHING
    found = data.found(find)
    if found.empty:
        return NOTHING
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
    """Return the part of the document with the line chosen, or the first, as it is printed."""
    parts = data.parts
    at = max(0, bisect_right([part.line for part in parts], line) - 1)
    ends = [part.line - 1 for part in parts[1:]] + [len(data.lines)]
    part = parts[at]
    starts = [item.line for item in items(part.blocks)]
    here = starts[max(0, bisect_right(starts, line) - 1)] if line else 0
    caption = "part" if not line else _called(data, line, here)
    places = {"line": line, "first": part.line if at else 1, "last": ends[at]}
    said = partial(_said, lang)
    around = [
        {"text": said(name), "set": to_line(parts[place].line)}
        for name, place in (("earlier", at - 1), ("later", at + 1))
        if 0 <= place < len(parts)
    ]
    hits = set(data.found(find)["source_line"]) if find.strip() else set()
    item = partial(_item, data, lang, here, hits)
    return Made(
        {
            "kind": "printed",
            "caption": said(caption, total=f"{len(data.lines):,}", **places),
            "blocks": [_block(block, item) for block in part.blocks],
            "marks": search.normal(find).split(),
            "about": [data.about(term, lang) for term in data.terms],
            "again": said("again"),
            "empty": said("empty_cell"),
            "steps": around,
        }
    )


def _called(data: Data, line: int, here: int) -> str:
    """Return what the caption says of a line: whether it is blank."""
    lines = next(item.lines for item in data.items if item.line == here)
    return "line" if here <= line < here + lines else "blank"


def _block(block: Block, item: Callable[[Item], dict[str, Any]]) -> dict[str, Any]:
    """Return a paragraph, or a table with its captions, headings and rows."""

    def rows(some: Sequence[Row]) -> list[list[dict[str, Any]]]:
        return [[*map(item, row)] for row in some]

    if block.kind != "table":
        return {"kind": block.kind, **item(block.rows[0][0])}
    return {
        "kind": "table",
        "captions": [*map(item, block.captions)],
        "head": rows(block.head),
        "rows": rows(block.rows),
        "again": block.again,
    }


def _item(data: Data, lang: Language, here: int, hits: set[int], item: Item) -> dict[str, Any]:
    """Return a paragraph or cell as printed, with what is told beside it; what it has not is not.

    Its `terms` are those that the document explains, by their places in `about`.
    """
    line = item.line
    more = {
        "small": data.english.get(line) if lang == "en" else None,
        "note": data.notes[lang].get(line),
        "terms": data.explained.get(line),
        "across": item.across if item.across != 1 else None,
        "here": line == here,
        "hit": line in hits,
    }
    told = {name: value for name, value in more.items() if value}
    if item.down != 1:
        told["down"] = item.down
    return {"line": line, "text": text_of(item, data.lines), **told}


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


BLOCKS = (controls, found, contents, lines, hits, held, cite)
