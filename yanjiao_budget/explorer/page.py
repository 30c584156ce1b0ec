"""The page: which blocks a view has, and what stands above and below them."""

from inspect import signature
from typing import Any

from yanjiao_budget.export.files import WORDS as EXPORT_WORDS
from yanjiao_budget.language import Language, pick, wan_yuan

from . import (
    bodies,
    document,
    grading,
    overview,
    promises,
    spending,
    trust,
    years,
)
from .blocks import Block, Made, kept, note, rows_of
from .data import Data
from .state import PROBLEMS, State

BLOCKS: dict[str, tuple[Block, ...]] = {
    "overview": overview.BLOCKS,
    "spending": spending.BLOCKS,
    "grading": grading.BLOCKS,
    "promises": promises.BLOCKS,
    "years": years.BLOCKS,
    "bodies": bodies.BLOCKS,
    "trust": trust.BLOCKS,
    "document": document.BLOCKS,
}
NAMED: dict[str, Block] = {
    f"{view}.{block.__name__}": block for view, blocks in BLOCKS.items() for block in blocks
}
# What of the state each block depends on: its parameters after the data.
NEEDS = {block: tuple(signature(block).parameters)[1:] for block in NAMED.values()}
VIEW_NAMES = {
    "overview": ("Overview", "概览"),
    "spending": ("Money", "资金"),
    "grading": ("Grading", "评分"),
    "promises": ("Promises", "承诺"),
    "years": ("Year on year", "比上年"),
    "bodies": ("Bodies", "各部门"),
    "trust": ("Trust", "可信度"),
    "document": ("Document", "原文"),
}
# Whatever the page says in every view, and what a state that is opened may have wrong with it.
_WORDS = {
    "below": (
        f"Amounts are in {wan_yuan('en')}. Every figure leads to its line in the document.",
        f"金额单位：{wan_yuan('zh')}。每个数字都可查到其在原文中的行。",
    ),
    "views": ("Views", "视图"),
    "other_language": ("中文", "English"),
    "disclosure": ("Disclosure", "公开文件"),
    "dismiss": ("Dismiss", "知道了"),
    "download": ("Download", "下载"),
    "all": ("Show all {count} rows", "显示全部 {count} 行"),
    "empty": ("No row.", "没有行。"),
    "drawing": ("Drawing…", "绘制中……"),
    "look_into": ("Click a bar to look into it.", "点击条形可进一步查看。"),
    "copy": ("Copy", "复制"),
    "copied": ("Copied", "已复制"),
    "line": ("line", "行"),
    "failed": ("This could not be made:", "未能生成："),
    "broken": (
        "This part could not be drawn ({error}). The others are not affected.",
        "此部分无法显示（{error}）。其他部分不受影响。",
    ),
    "no_font": (
        (
            "This computer has no Chinese font. Chinese is drawn with the one of this package; "
            "rare characters need a font such as Noto Sans CJK SC (fonts-noto-cjk)."
        ),
        (
            "本机没有中文字体，已改用本工具自带的字体；生僻字需安装中文字体，"
            "如 Noto Sans CJK SC（fonts-noto-cjk）。"
        ),
    ),
    "take": ("Take it along: cite, share, reproduce", "引用、分享与复现"),
    "print_brief": ("Print the brief", "打印简报"),
    "brief_title": ("Brief", "简报"),
    "brief_colon": (": ", "："),
    "brief_ties": ("Ties that do not hold exactly: {count}", "不完全一致的勾稽关系：{count}项"),
    "brief_findings": ("Findings: {count}", "发现：{count}条"),
    "brief_number": ("No.", "序号"),
    "brief_name": ("Indicator or activity", "指标或工作活动"),
    "brief_quote": ("As printed, and where in it", "原文及其所指"),
    "brief_says": ("What follows", "说明"),
    "all_tables": ("Every table of the data", "全部数据表"),
    "all_xlsx": ("Every table as one workbook (XLSX)", "全部数据表（一个XLSX文件）"),
    "all_zip": (
        "Every table as a data package (ZIP: CSV files, described in datapackage.json)",
        "全部数据表（数据包ZIP：CSV文件及其说明datapackage.json）",
    ),
    "cited_zh": ("Citation (Chinese, GB/T 7714)", "引用（中文，GB/T 7714）"),
    "cited_en": ("Citation (English)", "引用（英文）"),
    "swhid": ("Identifier of the text (SWHID)", "文本标识（SWHID）"),
    "shared": ("State of this view, after the # of links", "本视图的状态，即链接中#之后的部分"),
    "link": ("Link to this view", "本视图的链接"),
    "frame_code": ("Frame for an article (HTML)", "文章内嵌代码（HTML）"),
    "frame_code_file": (
        "Frame for an article (HTML): put in the address of the page once it is on the web",
        "文章内嵌代码（HTML）：网页发布后，请填入其网址",
    ),
    "hosted_address": ("ADDRESS-OF-THE-PAGE", "网页的网址"),
    "python": ("This view in Python", "在 Python 中打开本视图"),
    "frame": ("As DataFrame: {caption}", "作为 DataFrame：{caption}"),
}


def blocks(data: Data, state: State) -> dict[str, Made]:
    """Return the blocks of the state's view, in order, by name."""
    names = (f"{state.view}.{block.__name__}" for block in BLOCKS[state.view])
    return {name: made(data, state, name) for name in names}


def made(data: Data, state: State, name: str) -> Made:
    """Return one block of a state, of whatever view."""
    block = NAMED[name]
    try:
        return kept(block, data, **{field: getattr(state, field) for field in NEEDS[block]})
    except Exception as error:  # noqa: BLE001 - one that fails does not take the others with it
        detail = f"{type(error).__name__}: {error}"
        return note(pick(state.lang, *_WORDS["broken"]).format(error=detail))


def header(lang: Language, data: Data) -> dict[str, Any]:
    """Return what stands above every view of a disclosure, as plain data."""
    body = data.body_name(lang)
    return {
        "title": pick(lang, f"{body}: budget of {data.year}", f"{body}{data.year}年部门预算"),
        "disclosures": [
            {
                "text": f"{row.fiscal_year} {row.body}",
                "year": int(row.fiscal_year),
                "body": row.body,
            }
            for row in rows_of(data.disclosures)
        ],
    }


def words(lang: Language) -> dict[str, str]:
    """Return what the page says in every view."""
    every = {**_WORDS, **PROBLEMS, **EXPORT_WORDS}
    return {name: pick(lang, *both) for name, both in every.items()}
