"""The page: which blocks a view has, made anew only where what they depend on has changed."""

from collections import OrderedDict
from collections.abc import Iterable
from functools import partial
from inspect import signature
from typing import Any

from yanjiao_budget.language import Language, pick

from . import document, grading, overview, spending, trust, years
from .blocks import Block, Made, note, rows_of
from .data import Data
from .state import VIEWS, Problem, State

BLOCKS: dict[str, tuple[Block, ...]] = {
    "overview": overview.BLOCKS,
    "spending": spending.BLOCKS,
    "grading": grading.BLOCKS,
    "years": years.BLOCKS,
    "trust": trust.BLOCKS,
    "document": document.BLOCKS,
}
# What of the state each block depends on: its parameters after the data.
NEEDS = {
    block: tuple(signature(block).parameters)[1:] for blocks in BLOCKS.values() for block in blocks
}
VIEW_NAMES = {
    "overview": ("Overview", "概览"),
    "spending": ("Spending", "支出"),
    "grading": ("Grading", "评分"),
    "years": ("Year on year", "比上年"),
    "trust": ("Trust", "可信度"),
    "document": ("Document", "原文"),
}
_KEPT = 200  # Blocks kept ready, so that going back costs nothing.


class Page:
    """The blocks of each view of one disclosure, kept until what they depend on changes."""

    def __init__(self, data: Data) -> None:
        """Take the frames to show; nothing is made yet."""
        self.data = data
        self._made: OrderedDict[tuple[Any, ...], Made] = OrderedDict()

    def blocks(self, state: State) -> dict[str, Made]:
        """Return the blocks of the state's view, in order, by name."""
        return {
            f"{state.view}.{block.__name__}": self._block(state, block)
            for block in BLOCKS[state.view]
        }

    def _block(self, state: State, block: Block) -> Made:
        needed = {name: getattr(state, name) for name in NEEDS[block]}
        key = (block, *needed.values())
        if key not in self._made:
            self._made[key] = self._make(block, state.lang, needed)
            if len(self._made) > _KEPT:
                self._made.popitem(last=False)
        return self._made[key]

    def _make(self, block: Block, lang: Language, needed: dict[str, Any]) -> Made:
        try:
            return block(self.data, **needed)
        except Exception as error:  # noqa: BLE001 - nothing raises into the page
            detail = f"{type(error).__name__}: {error}"
            return note(
                pick(
                    lang,
                    f"This part could not be drawn ({detail}). The others are not affected.",
                    f"此部分无法显示（{detail}）。其他部分不受影响。",
                )
            )


def header(state: State, problems: list[Problem], data: Data) -> dict[str, Any]:
    """Return what stands above every view: title, views, language, disclosures, notices."""
    say = partial(pick, state.lang)
    body = data.body_name(state.lang)
    return {
        "kind": "frame",
        "lang": {"en": "en", "zh": "zh-Hans"}[state.lang],
        "title": say(f"{body}: budget of {state.year}", f"{body}{state.year}年部门预算"),
        "below": say(
            "Amounts are in 万元 (10,000 yuan). Every figure leads to its line in the document.",
            "金额单位：万元。每个数字都可查到其在原文中的行。",
        ),
        "views": [
            {
                "text": pick(state.lang, *VIEW_NAMES[view]),
                "set": {"view": view, "sort": ""},
                "here": view == state.view,
            }
            for view in VIEWS
        ],
        "views_label": say("Views", "视图"),
        "language": {
            "text": say("中文", "English"),
            "lang": say("zh-Hans", "en"),
            "set": {"lang": say("zh", "en")},
        },
        "disclosures": {
            "label": say("Disclosure", "公开文件"),
            "options": [
                {
                    "text": f"{row.fiscal_year} {row.body}",
                    "set": {"year": int(row.fiscal_year), "body": row.body},
                    "here": (row.fiscal_year, row.body) == (state.year, state.body),
                }
                for row in rows_of(data.disclosures)
            ],
        },
        "notices": [say(*problem) for problem in problems],
        "dismiss": say("Dismiss", "知道了"),
        "download": say("Download", "下载"),
        "words": {
            "drawing": say("Drawing…", "绘制中……"),
            "copied": say("Copied", "已复制"),
            "line": say("line", "行"),
            "failed": say("This could not be made:", "未能生成："),
            "no_font": say(
                "This computer has no Chinese font. Chinese is drawn with the one of this package; "
                "rare characters need a font such as Noto Sans CJK SC (fonts-noto-cjk).",
                "本机没有中文字体，已改用本工具自带的字体；生僻字需安装中文字体，"
                "如 Noto Sans CJK SC（fonts-noto-cjk）。",
            ),
        },
    }


def footer(state: State, shared: str, made: Iterable[Made], data: Data) -> dict[str, Any]:
    """Return what may be taken along: the citation, the state to share, the code of each table."""
    say = partial(pick, state.lang)
    disclosure = {"year": state.year, "body": state.body}
    codes = [
        [
            say("As DataFrame: ", "作为 DataFrame：") + one.shown["caption"],
            f"import yanjiao_budget as yb\nwhich = {disclosure!r}\n{one.code}",
        ]
        for one in made
        if one.code
    ]
    return {
        "kind": "copies",
        "title": say("Take it along: cite, share, reproduce", "引用、分享与复现"),
        "copy": say("Copy", "复制"),
        "folded": True,
        "items": [
            [say("Citation (Chinese, GB/T 7714)", "引用（中文，GB/T 7714）"), data.cited["zh"]],
            [say("Citation (English)", "引用（英文）"), data.cited["en"]],
            [say("Identifier of the text (SWHID)", "文本标识（SWHID）"), data.swhid],
            [say("This view as a link's state", "本视图的状态"), shared],
            [say("This view in Python", "在 Python 中打开本视图"), f"yb.explore(state={shared!r})"],
            *codes,
        ],
    }
