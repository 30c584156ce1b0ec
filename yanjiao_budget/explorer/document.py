"""Document: words found in every paragraph and cell, and any line with the lines around it."""

from functools import partial
from typing import Any

from yanjiao_budget.analysis import search
from yanjiao_budget.export.cite import cite
from yanjiao_budget.language import pick
from yanjiao_budget.schema import BY_NAME

from .blocks import (
    NOTHING,
    Block,
    Made,
    Shown,
    controls,
    heading,
    line_column,
    note,
    table,
    to_line,
    words,
)
from .data import Data

_AROUND = 8
_MOST = 200  # Rows of hits that are drawn; all are counted and given.


def _controls(_: Data, state: Any) -> Made:  # noqa: ANN401 - the fields a block needs
    say = partial(pick, state.lang)
    return controls(
        words(
            "find",
            say("Search the document", "全文搜索"),
            state.find,
            say("words, in Chinese or English", "中文或英文词语"),
        )
    )


def _hits(data: Data, state: Any) -> Made:  # noqa: ANN401
    lang = state.lang
    say = partial(pick, lang)
    if not state.find.strip():
        return NOTHING
    found = data.found(state.find)
    if found.empty:
        return note(
            say(
                f"“{state.find}” stands nowhere in the document. Try fewer or other words.",
                f"全文没有“{state.find}”。请减少或更换词语。",
            ),
            sets={"find": ""},
            action=say("Clear the search", "清除搜索"),
        )
    columns = [
        line_column(lang),
        Shown("text", say("Text", "原文")),
        Shown("text_en", say("In English", "英文")),
    ]
    caption = say(f"{len(found)} paragraphs and cells", f"{len(found)} 处段落与单元格")
    if len(found) > _MOST:
        caption += say(f"; the first {_MOST} are shown", f"；显示前 {_MOST} 处")
    code = f"yb.find_text({state.find!r}, **which)"
    made = table(caption, found, columns, lang, sort=state.sort, code=code, most=_MOST)
    made.shown["marks"] = search.normal(state.find).split()
    return made


def _lines(data: Data, state: Any) -> Made:  # noqa: ANN401
    lang = state.lang
    say = partial(pick, lang)
    total = len(data.lines)
    if not state.line:
        return note(
            say(
                f"{data.disclosure['title']}: {total:,} lines. Search it, or follow a line number "
                "from any figure.",
                f"{data.disclosure['title']}：共 {total:,} 行。可搜索，或从任一数字的行号进入。",
            )
        )
    first, last = max(1, state.line - _AROUND), min(total, state.line + _AROUND)
    rows = []
    for number in range(first, last + 1):
        printed = data.lines[number - 1].rstrip("\r")
        is_cell = printed.startswith("\t")
        text = printed.strip()
        rows.append(
            {
                "line": {"text": str(number), "set": to_line(number)},
                "text": text,
                "small": data.english.get(number, "") if lang == "en" else "",
                "empty": "" if text else say("(empty cell)", "（空单元格）") if is_cell else " ",
                "here": number == state.line,
            }
        )
    step = 2 * _AROUND
    return Made(
        {
            "kind": "lines",
            "caption": say(
                f"Line {state.line} of {total:,}", f"第 {state.line} 行，共 {total:,} 行"
            ),
            "rows": rows,
            "marks": search.normal(state.find).split(),
            "steps": [
                {
                    "text": say("Earlier lines", "前面的行"),
                    "set": to_line(max(1, state.line - step)),
                },
                {
                    "text": say("Later lines", "后面的行"),
                    "set": to_line(min(total, state.line + step)),
                },
            ],
        }
    )


def _held(data: Data, state: Any) -> Made:  # noqa: ANN401
    """Say which rows of the tables begin on the line shown."""
    if not state.line:
        return NOTHING
    lang = state.lang
    held = []
    for name, one in BY_NAME.items():
        rows = data.load(name)
        count = int((rows["source_line"] == state.line).sum())
        if count:
            held.append(f"{pick(lang, one.en, one.zh)} ({count})")
    text = "; ".join(held) or pick(lang, "none", "无")
    return heading(
        "", pick(lang, f"Rows of the tables that begin here: {text}", f"从本行开始的数据行：{text}")
    )


def _citation(data: Data, state: Any) -> Made:  # noqa: ANN401
    line = state.line or None
    say = partial(pick, state.lang)
    return Made(
        {
            "kind": "copies",
            "title": say("Cite this line", "引用本行")
            if line
            else say("Cite the document", "引用本文件"),
            "copy": say("Copy", "复制"),
            "items": [
                ["GB/T 7714", cite(line, year=data.year, body=data.body, lang="zh")],
                ["English", cite(line, year=data.year, body=data.body, lang="en")],
            ],
        }
    )


BLOCKS = (
    Block("controls", ("lang", "find"), _controls),
    Block("lines", ("lang", "line", "find"), _lines),
    Block("held", ("lang", "line"), _held),
    Block("cite", ("lang", "line"), _citation),
    Block("hits", ("lang", "find", "sort"), _hits),
)
