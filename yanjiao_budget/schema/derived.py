"""The tables that are read off the printed ones."""

from dataclasses import replace

from yanjiao_budget.language import CERTAINTY_NAMES, READING_NAMES

from .columns import (
    ACTIVITY,
    ACTIVITY_KEY,
    BODY,
    DISCLOSURE_KEY,
    FISCAL_YEAR,
    GRADES,
    INDICATOR,
    INDICATOR_KEY,
    INDICATOR_NAME,
    NAME_EN,
    RESPONSIBILITY,
    SOURCE_LINE,
    Column,
    Table,
    text,
)

_READINGS = [(key, f"{zh}读法", f"{en} reading") for key, (en, zh) in READING_NAMES.items()]
_OPTIONAL_BOOLEAN = Column("", "", "", "boolean", "", required=False)


def _values(name: str, zh: str, en: str, meaning: str) -> Column:
    empty = "Missing where there are none, or where they cannot be known."
    return text(name, zh, en, f"{meaning}, as an interval. {empty}", required=False)


DERIVED = (
    Table(
        "thresholds",
        "评价标准",
        "Thresholds",
        "one row for each indicator and grade",
        (
            FISCAL_YEAR,
            BODY,
            RESPONSIBILITY,
            ACTIVITY,
            INDICATOR,
            text("grade", "档次", "Grade", "The grade.", categories=tuple(c.name for c in GRADES)),
            text(
                "raw",
                "原文",
                "As printed",
                "The threshold as printed. Missing where the cell is blank.",
                required=False,
            ),
            text("kind", "类型", "Kind", "What the threshold says; see `thresholds.KINDS`."),
            Column(
                "lower",
                "下限",
                "Lower bound",
                "number",
                "Smallest number that meets it, in `unit`. Missing where there is none.",
                required=False,
            ),
            Column(
                "upper",
                "上限",
                "Upper bound",
                "number",
                "Largest number that meets it, in `unit`. Missing where there is none.",
                required=False,
            ),
            replace(
                _OPTIONAL_BOOLEAN,
                name="lower_closed",
                zh="含下限",
                en="Lower bound included",
                meaning="Whether the lower bound itself meets it. Missing without one.",
            ),
            replace(
                _OPTIONAL_BOOLEAN,
                name="upper_closed",
                zh="含上限",
                en="Upper bound included",
                meaning="Whether the upper bound itself meets it. Missing without one.",
            ),
            text("unit", "单位", "Unit", "Unit as printed. Missing where none is.", required=False),
            text("before", "前文", "Words before", "Words before the number.", required=False),
            text("after", "后文", "Words after", "Words after the number.", required=False),
            text("reason", "未识读原因", "Why unread", "Why it could not be read.", required=False),
            text(
                "caveat",
                "识读说明（英文）",
                "Taken for granted",
                "What its reading takes for granted. Missing where it takes nothing.",
                required=False,
            ),
            text(
                "caveat_zh",
                "识读说明",
                "Taken for granted, in Chinese",
                "The same in Chinese.",
                required=False,
            ),
            SOURCE_LINE,
        ),
        (*INDICATOR_KEY, "grade"),
        ((INDICATOR_KEY, "indicators"),),
        derived=True,
    ),
    Table(
        "ladders",
        "评价阶梯",
        "Ladders",
        "one row for each indicator: its four thresholds together",
        (
            FISCAL_YEAR,
            BODY,
            RESPONSIBILITY,
            ACTIVITY,
            INDICATOR,
            INDICATOR_NAME,
            NAME_EN,
            text("pattern", "阶梯", "Ladder", "The four thresholds as printed, best first."),
            text(
                "signs",
                "阶梯（符号）",
                "Ladder in signs",
                "The same in signs; an ellipsis marks words left out.",
            ),
            Column(
                "shared_by",
                "同一阶梯指标数",
                "Shared by",
                "integer",
                "Indicators with this ladder.",
            ),
            text(
                "direction",
                "方向",
                "Direction",
                "Whether higher or lower values are better.",
                categories=("higher", "lower", "undecidable"),
            ),
            text(
                "unit",
                "单位",
                "Unit",
                "Unit of its numbers. Missing where none is printed or the cells differ.",
                required=False,
            ),
            *(
                _values(
                    f"{reading}_{grade.name}",
                    f"{grade.zh}（{zh}）",
                    f"{grade.en}, {en}",
                    f"The values that earn {grade.zh} under the {en}",
                )
                for reading, zh, en in _READINGS
                for grade in GRADES
            ),
            *(
                _values(
                    f"{reading}_gaps",
                    f"空档（{zh}）",
                    f"Gaps, {en}",
                    f"Possible values that earn no grade under the {en}",
                )
                for reading, zh, en in _READINGS
            ),
            _values(
                "literal_overlaps",
                "重叠（字面读法）",
                "Overlaps, literal reading",
                "Values that earn several grades under the literal reading; the cascade has none",
            ),
            replace(
                _OPTIONAL_BOOLEAN,
                name="earns_poor",
                zh="可得差",
                en="Can earn poor",
                meaning="Whether a possible value earns 差 under the cascade. Missing if unknown.",
            ),
            replace(
                _OPTIONAL_BOOLEAN,
                name="can_fail",
                zh="可不合格",
                en="Can fail",
                meaning="Whether a possible value earns 差 or no grade under the cascade. Missing "
                "if unknown.",
            ),
            replace(
                _OPTIONAL_BOOLEAN,
                name="tells_all_four",
                zh="四档可分",
                en="Tells all four grades apart",
                meaning="Whether each grade is earned by some possible value under the cascade. "
                "Missing if unknown.",
            ),
            text(
                "why",
                "说明",
                "What keeps it from grading",
                "What keeps the ladder from grading every value.",
                required=False,
            ),
            SOURCE_LINE,
        ),
        INDICATOR_KEY,
        ((INDICATOR_KEY, "indicators"),),
        derived=True,
    ),
    Table(
        "findings",
        "发现",
        "Findings",
        "one row for each rule that an indicator, a blank indicator row or an activity meets",
        (
            FISCAL_YEAR,
            BODY,
            text("rule", "规则", "Rule", "Key of the rule; see `rules()`."),
            RESPONSIBILITY,
            ACTIVITY,
            replace(
                INDICATOR,
                meaning=f"{INDICATOR.meaning} 0 for a finding of the activity as a whole.",
            ),
            replace(
                INDICATOR_NAME,
                required=False,
                meaning="Name of the indicator or activity, as printed. Missing for a blank row.",
            ),
            NAME_EN,
            text(
                "scope",
                "范围",
                "Scope",
                "`systemic` for a property that one ladder gives most of a table, `individual` for "
                "others.",
                categories=("systemic", "individual"),
            ),
            text(
                "certainty",
                "确定程度",
                "Certainty",
                "`certain` by arithmetic on the printed text; `likely` by a word list, or where a "
                "reading takes something for granted.",
                categories=tuple(CERTAINTY_NAMES),
            ),
            text(
                "evidence",
                "依据",
                "Evidence",
                "What is printed. Missing for a blank row.",
                required=False,
            ),
            text("sentence", "说明（英文）", "In English", "The finding in one sentence."),
            text("sentence_zh", "说明", "In Chinese", "The finding in one Chinese sentence."),
            text("criterion", "准则", "Criterion", "The test of a good measure it bears on."),
            text("criterion_zh", "准则（中文）", "Criterion in Chinese", "The same in Chinese."),
            text("criterion_source", "准则出处", "Source of the criterion", "Where that stands."),
            text(
                "words",
                "词表",
                "Word list",
                "The words a `likely` rule reads names by, as a regular expression.",
                required=False,
            ),
            SOURCE_LINE,
        ),
        (*DISCLOSURE_KEY, "rule", "responsibility", "activity", "indicator"),
        ((ACTIVITY_KEY, "activities"),),
        derived=True,
    ),
)
