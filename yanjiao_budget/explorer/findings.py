"""The findings one by one, for Trust: of one rule, or of each but those of the whole table."""

from functools import partial
from typing import Any

import pandas as pd

from yanjiao_budget.ladders.rules import INDIVIDUAL
from yanjiao_budget.language import CERTAINTY_NAMES, Language, pick, words_of
from yanjiao_budget.schema import answers

from . import blocks, grading, tables
from .blocks import Made
from .data import INDICATOR, Data
from .state import DEFAULT
from .tables import LINE, PageColumn, name_column

_CODE = (
    "frame = yb.load_findings(**which)\nframe = frame[frame[{!r}] == {!r}].reset_index(drop=True)\n"
)


def controls(data: Data, *, lang: Language, rule: str) -> Made:
    """Return the list to choose a rule from, whose findings alone are listed."""
    return blocks.controls(grading.rule_choice(data, rule, lang))


def chosen(rule: str) -> tuple[str, str]:
    """Return the column that a finding is listed by, and what it has to be."""
    return ("scope", INDIVIDUAL) if rule == DEFAULT.rule else ("rule", rule)


def code(rule: str) -> str:
    """Return the Python that the findings of a rule are chosen by."""
    return _CODE.format(*chosen(rule))


def findings(data: Data, *, lang: Language, rule: str, sort: str) -> Made:
    """Return the findings with their quotes, each leading to its indicator.

    Without a rule they are the individual ones: what is a property of the whole table stands apart.
    """
    column, value = chosen(rule)
    rows = data.load("findings")
    return table_of(data, lang, rows[rows[column] == value].reset_index(drop=True), rule, sort)


def table_of(data: Data, lang: Language, rows: pd.DataFrame, rule: str, sort: str) -> Made:
    """Return a table of some findings."""
    say = partial(pick, lang)
    rules = dict(zip(data.rules["rule"], data.rules[say("rule_en", "rule_zh")], strict=True))
    certainties = words_of(CERTAINTY_NAMES, lang)
    columns = [
        name_column(lang, sets=partial(_to_indicator, data))._replace(missing=say("blank", "空白")),
        PageColumn("rule", called=rules),
        PageColumn(say("sentence", "sentence_zh")),
        PageColumn("evidence"),
        PageColumn("certainty", called=certainties),
        LINE,
    ]
    return tables.table(
        say("Findings one by one: click a name to see its card", "逐条发现：点击名称查看卡片"),
        rows,
        answers.FOUND,
        columns,
        lang,
        subject=say("Findings one by one", "逐条列出的发现"),
        sort=sort,
        before=code(rule),
        code="frame",
    )


def _to_indicator(data: Data, row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of a frame
    """Return what shows the card of an indicator; nothing for an activity or a blank row."""
    key = ".".join(str(getattr(row, name)) for name in INDICATOR)
    if key not in data.rows:
        return {}
    cleared = {**DEFAULT.filters._asdict(), "rule": row.rule}
    return {"view": "grading", **cleared, "indicator": key}
