"""Promises beside those of the year before: made again, changed, told of, no longer spoken of."""

from functools import partial

from yanjiao_budget.analysis.promises_compared import by_outcome
from yanjiao_budget.language import CERTAINTY_NAMES, Language, pick, words_of
from yanjiao_budget.promises.kinds import OUTCOMES
from yanjiao_budget.schema import answers

from . import blocks, tables
from .blocks import NOTHING, Made
from .data import Data
from .tables import PageColumn


def before(data: Data, *, lang: Language) -> Made:
    """Say how many promises of the year before are made again, or why that cannot be told."""
    say = partial(pick, lang)
    title = say("Beside the promises of the year before", "与上年的承诺对照")
    return blocks.section(title, _said(data, lang))


def _said(data: Data, lang: Language) -> str:
    say = partial(pick, lang)
    earlier, later = data.year - 1, data.year
    if not data.has_year_before:
        return say(
            f"The disclosure of {earlier} is not in the tables, so it cannot be shown which of its "
            f"promises are made again, changed or no longer spoken of. {blocks.ADDED_BY[0]}",
            f"数据中没有{earlier}年的公开文件，因此无法列出哪些承诺再次作出、有所改变或未再提及。"
            f"{blocks.ADDED_BY[1]}",
        )
    if data.promised_before.empty:
        return say(
            f"In the disclosure of {earlier} or in that of {later} no promise with a number or a "
            "date was read, so there is nothing to hold side by side.",
            f"{earlier}年或{later}年的公开文件中没有读到带数字或期限的承诺，无从对照。",
        )
    counts = by_outcome(data.promised_before)
    return say(
        f"Promises of {earlier}: {counts.drop('new').sum()}. Made again in {later}: "
        f"{counts['repeated']} unchanged, {counts['changed']} with a change. Not made again: "
        f"{counts['reported']} of which the text of {later} tells a result, {counts['named']} that "
        f"it only names, {counts['dropped']} whose words stand nowhere in it. Not among those of "
        f"{earlier}: {counts['new']}. The document does not say of each whether it was kept: a "
        "result is what the quoted words say, and what is no longer spoken of may be done, or go "
        "on under other words. The filters above do not narrow the table.",
        f"{earlier}年的 {counts.drop('new').sum()} 项承诺中，{later}年原样再次作出的 "
        f"{counts['repeated']} 项，再次作出而有所改变的 {counts['changed']} 项；其余各项中，"
        f"文中称已有结果的 {counts['reported']} 项，"
        f"仍有提及而未再作此类承诺的 {counts['named']} 项，"
        f"全文未再以相同或相近词语提及的 {counts['dropped']} 项。{later}年另有 {counts['new']} 项"
        f"不在{earlier}年的承诺之中。文件没有逐项说明是否兑现：结果以所引原文为限；"
        "未再提及的，可能已经完成，也可能换了说法。上方的条件不限定本表。",
    )


def again(data: Data, *, lang: Language, sort: str) -> Made:
    """Return the promises of both years, each with what became of it."""
    if not data.has_year_before or data.promised_before.empty:
        return NOTHING
    say = partial(pick, lang)
    earlier, later = data.year - 1, data.year
    columns = [
        PageColumn("outcome", called=words_of(OUTCOMES, lang), order=tuple(OUTCOMES)),
        *(
            PageColumn(f"name_en_{when}", chinese=f"name_{when}")
            if lang == "en"
            else PageColumn(f"name_{when}")
            for when in ("before", "after")
        ),
        PageColumn(say("description", "description_zh")),
        PageColumn("quote"),
        PageColumn("certainty", called=words_of(CERTAINTY_NAMES, lang)),
        PageColumn("score", "integer"),
        PageColumn("source_line_before", "integer", sets=partial(blocks.to_earlier, data.year - 1)),
        PageColumn("source_line_after", "line"),
        PageColumn("quote_line", "line"),
    ]
    return tables.table(
        say(
            f"What became of the promises of {earlier} in {later}",
            f"{earlier}年的承诺在{later}年文件中如何",
        ),
        data.promised_before,
        answers.promises_compared(earlier, later),
        columns,
        lang,
        sort=sort,
        code=f"yb.compare_promises({earlier}, {later}, which['body'])",
    )
