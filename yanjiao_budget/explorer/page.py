"""The page: which blocks a view has, made anew only where what they depend on has changed."""

from collections import OrderedDict
from functools import partial
from types import SimpleNamespace
from typing import Any

from yanjiao_budget.language import pick

from . import document, grading, overview, spending, trust, years
from .blocks import Block, Made, note, rows_of
from .data import Data
from .state import VIEWS, Problem, State

BLOCKS: dict[str, tuple[Block, ...]] = dict(
    zip(
        VIEWS,
        (
            overview.BLOCKS,
            spending.BLOCKS,
            grading.BLOCKS,
            years.BLOCKS,
            trust.BLOCKS,
            document.BLOCKS,
        ),
        strict=True,
    )
)
NAMES = {
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
            f"{state.view}.{block.name}": self._block(state, block) for block in BLOCKS[state.view]
        }

    def _block(self, state: State, block: Block) -> Made:
        needed = {name: getattr(state, name) for name in block.needs}
        key = (state.view, block.name, *needed.values())
        if key not in self._made:
            # A block sees only what it says it depends on.
            self._made[key] = self._make(block, SimpleNamespace(**needed))
            if len(self._made) > _KEPT:
                self._made.popitem(last=False)
        return self._made[key]

    def _make(self, block: Block, state: Any) -> Made:  # noqa: ANN401 - the fields it needs
        try:
            return block.make(self.data, state)
        except Exception as error:  # noqa: BLE001 - nothing raises into the page
            detail = f"{type(error).__name__}: {error}"
            return note(
                pick(
                    state.lang,
                    f"This part could not be drawn ({detail}). The others are not affected.",
                    f"此部分无法显示（{detail}）。其他部分不受影响。",
                )
            )


def frame_of(state: State, problems: list[Problem], data: Data) -> dict[str, Any]:
    """Return what stands around every view: title, views, language, disclosures, notices."""
    say = partial(pick, state.lang)
    english = data.disclosure["body_en"]
    body = english if state.lang == "en" and isinstance(english, str) else state.body
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
                "text": pick(state.lang, *NAMES[view]),
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
                for row in rows_of(data.all)
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


def take_of(state: State, shared: str, blocks: dict[str, Made], data: Data) -> dict[str, Any]:
    """Return what may be taken along: the citation, the state to share, the code of each table."""
    say = partial(pick, state.lang)
    which = {"year": state.year, "body": state.body}
    codes = [
        [
            made.shown.get("caption", name),
            f"import yanjiao_budget as yb\nwhich = {which!r}\n{made.code}",
        ]
        for name, made in blocks.items()
        if made.code
    ]
    return {
        "kind": "copies",
        "title": say("Take it along: cite, share, reproduce", "引用、分享与复现"),
        "copy": say("Copy", "复制"),
        "folded": True,
        "items": [
            [say("Citation (Chinese, GB/T 7714)", "引用（中文，GB/T 7714）"), data.cited["zh"]],
            [say("Citation (English)", "引用（英文）"), data.cited["en"]],
            [say("This view as a link's state", "本视图的状态"), shared],
            [say("This view in Python", "在 Python 中打开本视图"), f"yb.explore(state={shared!r})"],
            *(
                [say("As DataFrame: ", "作为 DataFrame：") + caption, code]
                for caption, code in codes
            ),
        ],
    }
