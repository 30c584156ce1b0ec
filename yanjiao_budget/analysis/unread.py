"""What disclosures keep unread: words that stand as they are printed, and make no figure."""

import re

import pandas as pd

from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.document.front import ATTACHMENT, BREADCRUMB, CONTENTS, NOTE, PARTS
from yanjiao_budget.document.rows import BLANK_INDICATOR, BLANK_ROW
from yanjiao_budget.formats.read import read_disclosure
from yanjiao_budget.schema import DISCLOSURE_KEY
from yanjiao_budget.store.folders import data_folder
from yanjiao_budget.store.loaders import load

# What the reader says in English was looked for and why words are unread, and the same in Chinese.
_IN_CHINESE = (
    # What was looked for.
    (r"a figure of the form", "本表式所列的数字"),
    (r"one of (.+)", r"下列部分之一：\1"),
    (r"number (.+) next", r"下一个编号应为\1"),
    (r"a heading numbered (.+)", r"以“一、”“（一）”“1、”或“（1）”编号的标题"),
    (r"a term, ： and its meaning", "名词、冒号及其解释"),
    (r"it once, on line (\d+)", r"只在第\1行列明一次"),
    (r"it in the prose of its section", "应在所属部分的正文中列明"),
    (r"the title, or the name of a table", "标题或表名"),
    (r"the title of a part, a section or a table", "部分、章节或表格的名称"),
    (r"an amount after one of (.+)", r"下列数字之一的金额：\1"),
    (r"the name of the figure that changed", "发生增减的数字的名称"),
    (r"it beside the change", "应与增减列在一处"),
    (r"the amount of (.+)", r"\1的金额"),
    # Why.
    (r"a heading so numbered is none of the form's", "本表式的标题不这样编号"),
    (r"the number does not follow the one before", "编号与上一编号不相接"),
    (r"no term of the glossary is told apart from its meaning", "无法将名词与其解释分开"),
    (
        r"an amount in a section that states no figures is none of the budget's figures",
        "所在部分不列预算数字，此金额不是预算数字",
    ),
    (r"no section of the form has this title", "本表式没有此标题的部分"),
    (r"the same figure is stated above, with the same amount", "上文已列同一数字，金额相同"),
    (
        r"a figure of the form in a cell of another table is not read as that figure",
        "其他表格单元格中的数字不作为该数字识读",
    ),
    (r"stands above the title and is no line of the form", "位于标题之上，不属于本表式"),
    (
        r"stands among the contents, and nothing below has that title",
        "位于目录之中，下文没有此标题",
    ),
    (r"it belongs to no figure for certain", "无法确定属于哪一数字"),
    (r"it stands on another line than the figure's change", "与该数字的增减不在同一行"),
    (
        r"the document states no amount of that figure that can be read",
        "原文没有列出可以识读的该数字金额",
    ),
    # Why lines are skipped.
    (BREADCRUMB, "为网页位置导航"),
    (CONTENTS, "为目录"),
    (NOTE, "为网站的发布信息"),
    (ATTACHMENT, "为附件名称"),
    (PARTS, "为各部分的标题"),
    (BLANK_INDICATOR, "原文印有一行指标，但内容为空"),
    (BLANK_ROW, "原文印有一行，但内容为空"),
)


def kept_unread(
    disclosure: Disclosure | None = None, *, year: int | None = None, body: str | None = None
) -> pd.DataFrame:
    """Return what disclosures keep unread: one row for each place, in the order of the document.

    Args:
        disclosure: A disclosure just read; without one, those of the data folder are read again.
        year: Of these only the disclosures of this year, as the loaders take it.
        body: The same for a body.

    Returns:
        Columns `fiscal_year`, `body`, `source_line`, `text` (the words, as printed), `expected` and
        `expected_zh` (what was looked for there), `reason` and `reason_zh` (why they were not
        read), and `has_amount` (whether an amount of money stands in them). What has no Chinese yet
        stands there in English.

    Raises:
        KeyError: Where there is no disclosure of that year and body.
        OSError: Where a disclosure's text is no longer in the data folder.
    """
    read = [disclosure] if disclosure else _stored(year, body)
    rows = [
        (
            *(one.fiscal_year, one.body, place.line, place.text),
            *(place.expected, in_chinese(place.expected)),
            *(place.reason, in_chinese(place.reason)),
            place.has_amount,
        )
        for one in read
        for place in one.kept
    ]
    texts = ["text", "expected", "expected_zh", "reason", "reason_zh"]
    columns = [*DISCLOSURE_KEY, "source_line", *texts, "has_amount"]
    types = dict.fromkeys(["body", *texts], "str") | {"has_amount": "bool"}
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"fiscal_year": "int64", "source_line": "int64"} | types)


def _stored(year: int | None, body: str | None) -> list[Disclosure]:
    sources = load("disclosures", year, body)["source"]
    return [read_disclosure(data_folder() / "source" / source) for source in sources]


def in_chinese(said: str) -> str:
    """Return in Chinese what the reader says of words that it keeps or skips, else itself."""
    for english, chinese in _IN_CHINESE:
        if match := re.fullmatch(english, said):
            return match.expand(chinese)
    return said
