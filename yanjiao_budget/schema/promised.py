"""The tables of what the prose promises, and of the rows that speak of the same."""

from dataclasses import replace

from yanjiao_budget.language import CERTAINTY_NAMES

from .columns import (
    ACTIVITY,
    ACTIVITY_KEY,
    BODY,
    DISCLOSURE_KEY,
    FISCAL_YEAR,
    INDICATOR,
    NAME_EN,
    RESPONSIBILITY,
    SOURCE_LINE,
    Column,
    Table,
    position,
    text,
)

COMMITMENT = position(
    "commitment", "承诺序号", "Commitment", "Position of the commitment in the document, from 1."
)
WORK = position("work", "工程序号", "Work", "Position of the work in the document, from 1.")
_OF_COMMITMENT, _OF_WORK = (
    replace(
        column, required=False, meaning=f"The {column.en.lower()} it is of. Missing for others."
    )
    for column in (COMMITMENT, WORK)
)
_PARAGRAPH = position(
    "paragraph", "段次", "Paragraph", "The paragraph of `narrative` it stands in."
)
_RAW = text("raw", "原文", "As printed", "The words of the clause, as printed.")
_PLACE = (
    Column(
        "start",
        "起始字",
        "Start",
        "integer",
        "Characters of the paragraph's `text` before `raw`.",
    ),
    Column(
        "end",
        "结束字",
        "End",
        "integer",
        "Characters of the paragraph's `text` up to the end of `raw`.",
    ),
)
_CERTAINTY = text(
    "certainty",
    "确定程度",
    "Certainty",
    "`certain` where the words are the same; `likely` where they are alike.",
    categories=tuple(CERTAINTY_NAMES),
)
_TARGET = tuple(
    replace(column, required=False, meaning=f"{column.meaning} Missing where it is of none.")
    for column in (RESPONSIBILITY, ACTIVITY, INDICATOR)
)
_PARAGRAPHS = ((*DISCLOSURE_KEY, "paragraph"), "narrative")
_ACTIVITIES = (ACTIVITY_KEY, "activities")
_COMMITMENTS = ((*DISCLOSURE_KEY, "commitment"), "commitments")
_WORKS = ((*DISCLOSURE_KEY, "work"), "works")
_TARGET_LINE = replace(
    SOURCE_LINE,
    name="target_line",
    zh="所指行号",
    en="Line of what speaks of it",
    meaning="The line of the row that speaks of it.",
)

PROMISED = (
    Table(
        "commitments",
        "承诺",
        "Commitments",
        "one row for each promise with a number or a date in the overall objectives",
        (
            FISCAL_YEAR,
            BODY,
            COMMITMENT,
            _PARAGRAPH,
            _RAW,
            text("name", "承诺事项", "What is promised", "What is promised, in words of the text."),
            NAME_EN,
            text(
                "verb",
                "动作",
                "To do what",
                "Whether it is to be done, started, finished, reached or kept.",
                categories=("do", "start", "finish", "reach", "keep"),
            ),
            text(
                "kind",
                "类型",
                "Kind",
                "What its number is of: `year` a target for the year, `standing` how much there is "
                "to be by then, `works` a count of works, `rate` a rate, `time` a time to keep to; "
                "`deadline` for a date with no number.",
                categories=("year", "standing", "works", "rate", "time", "deadline"),
            ),
            text(
                "number",
                "数字（原文）",
                "Number as printed",
                "The number with its comparison and unit. Missing for a date with no number.",
                required=False,
            ),
            text(
                "comparison",
                "比较",
                "Comparison",
                "How it is meant; see `thresholds.KINDS`. Missing without a number.",
                required=False,
            ),
            Column(
                "lower",
                "下限",
                "Lower bound",
                "number",
                "Smallest number that keeps the promise, in `unit`; the comparison tells whether "
                "it is included. Missing where there is none.",
                required=False,
            ),
            Column(
                "upper",
                "上限",
                "Upper bound",
                "number",
                "Largest number that keeps the promise, in `unit`; the comparison tells whether "
                "it is included. Missing where there is none.",
                required=False,
            ),
            text(
                "unit",
                "单位",
                "Unit",
                "Unit as printed; % for 全覆盖, which is all of it. Missing where none is.",
                required=False,
            ),
            Column(
                "deadline",
                "期限",
                "Deadline",
                "date",
                "The last day that the words leave. Missing where they name none.",
                required=False,
            ),
            text(
                "deadline_raw",
                "期限（原文）",
                "Deadline as printed",
                "The words of the deadline, which may stand before `raw`. Missing where there are "
                "none.",
                required=False,
            ),
            *_PLACE,
            SOURCE_LINE,
        ),
        (*DISCLOSURE_KEY, "commitment"),
        (_PARAGRAPHS,),
        derived=True,
    ),
    Table(
        "works",
        "所述工程",
        "Works named",
        "one row for each time the prose names a project, road, plant, building or programme",
        (
            FISCAL_YEAR,
            BODY,
            WORK,
            _PARAGRAPH,
            text("name", "名称", "Work", "Its name, in words of the text."),
            NAME_EN,
            text(
                "kind",
                "类别",
                "Kind",
                "What it is, by the end of its name.",
                categories=("programme", "road", "plant", "river", "building", "project"),
            ),
            text(
                "said",
                "所述状态",
                "What is said of it",
                "`plan`, `start`, `advance`, `extend` or `finish` it; `use` what there is; `fund` "
                "for what the overview names as what money is for.",
                categories=("plan", "start", "advance", "extend", "finish", "use", "fund"),
            ),
            text(
                "by",
                "由谁",
                "By whom",
                "`self` where the clause says the body does it, `others` where it urges, assists "
                "or awaits others, `example` where it names it as an example.",
                categories=("self", "others", "example"),
            ),
            _RAW,
            *_PLACE,
            SOURCE_LINE,
        ),
        (*DISCLOSURE_KEY, "work"),
        (_PARAGRAPHS,),
        derived=True,
    ),
    Table(
        "links",
        "对应关系",
        "Links",
        "one row for each commitment or work and row of a table that speaks of the same thing",
        (
            FISCAL_YEAR,
            BODY,
            position("link", "序号", "Link", "Position, from 1."),
            _OF_COMMITMENT,
            _OF_WORK,
            text(
                "target_table",
                "所指表",
                "Table",
                "The table of the row that speaks of it.",
                categories=("indicators", "activities", "procurement", "totals", "changes"),
            ),
            *_TARGET,
            replace(
                position("line", "采购行次", "Procurement line", "The line of `procurement`."),
                required=False,
                meaning="The line of `procurement`. Missing for other tables.",
            ),
            text(
                "item",
                "项目代码",
                "Item",
                "The key in `totals` or `changes`. Missing for other tables.",
                required=False,
            ),
            text("name", "所指名称", "What speaks of it", "Name of the row, as printed."),
            NAME_EN,
            _CERTAINTY,
            Column(
                "score",
                "相似度",
                "Score",
                "integer",
                "How alike the words are, of 100 (`rapidfuzz.fuzz.ratio`); 100 for the same.",
            ),
            text("words", "共有词语", "Words", "The words that are the same or alike."),
            _TARGET_LINE,
            SOURCE_LINE,
        ),
        (*DISCLOSURE_KEY, "link"),
        (_COMMITMENTS, _WORKS, _ACTIVITIES),
        derived=True,
    ),
    Table(
        "promise_findings",
        "承诺发现",
        "Findings on promises",
        "one row for each rule that a commitment or a work meets",
        (
            FISCAL_YEAR,
            BODY,
            position("finding", "序号", "Finding", "Position, from 1."),
            text("rule", "规则", "Rule", "Key of the rule."),
            _OF_COMMITMENT,
            _OF_WORK,
            *_TARGET,
            text("name", "名称", "Name", "Name of the commitment or the work."),
            NAME_EN,
            replace(
                _CERTAINTY,
                meaning="`certain` by arithmetic on the printed text; `likely` where it rests on "
                "which words are the same.",
            ),
            text("evidence", "依据", "Evidence", "What is printed."),
            text("sentence", "说明（英文）", "In English", "The finding in one sentence."),
            text("sentence_zh", "说明", "In Chinese", "The finding in one Chinese sentence."),
            text("criterion", "准则", "Criterion", "The test of a good budget it bears on."),
            text("criterion_zh", "准则（中文）", "Criterion in Chinese", "The same in Chinese."),
            text("criterion_source", "准则出处", "Source of the criterion", "Where that stands."),
            replace(
                _TARGET_LINE,
                required=False,
                meaning=f"{_TARGET_LINE.meaning} Missing where there is none.",
            ),
            SOURCE_LINE,
        ),
        (*DISCLOSURE_KEY, "finding"),
        (_COMMITMENTS, _WORKS, _ACTIVITIES),
        derived=True,
    ),
)
