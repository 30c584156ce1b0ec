"""Promises: what the prose promises and names, and what in the tables speaks of it, if anything."""

from functools import partial
from typing import Any

from yanjiao_budget.analysis import promised, promises_found
from yanjiao_budget.charts import promised as charts
from yanjiao_budget.language import CERTAINTY_NAMES, Language, pick, words_of
from yanjiao_budget.promises import kinds
from yanjiao_budget.promises.rules import RULES
from yanjiao_budget.schema import BY_NAME, answers
from yanjiao_budget.store.names import named

from . import again, blocks, tables
from .blocks import NOTHING, Made
from .data import Data
from .state import DEFAULT, Sought
from .tables import LINE, PageColumn, name_column

# What is said of the promises chosen, which the page fills in likewise.
WORDS = {
    "found": (
        (
            "{count} of {whole} promises with a number or a date, and {works} of {all} mentions of "
            "a work. Of {none} of these promises nothing in the tables speaks in the same or like "
            "words."
        ),
        (
            "带数字或期限的承诺 {whole} 项中的 {count} 项，工程 {all} 次提及中的 {works} 次。"
            "这些承诺中，{none} 项在表格中没有词语相同或相近的条目。"
        ),
    ),
    "clear": ("Clear all filters", "清除全部条件"),
    "no_promise": (
        "No promise with a number or a date was read in this disclosure, and no work.",
        "本文件中没有读到带数字或期限的承诺，也没有读到工程。",
    ),
}
_SPOKEN = {
    "activity": ("an activity speaks of it", "有活动说到"),
    "indicator": ("an indicator speaks of it", "有指标说到"),
    "money": ("a line with money speaks of it", "有列有金额的条目说到"),
    "none": ("nothing in the tables does", "表格中没有条目说到"),
}
_FIND = "from yanjiao_budget.analysis import promises_found\n"
_CLEARED: Sought = DEFAULT.sought


def said(lang: Language, name: str, **values: object) -> str:
    """Return a sentence of `WORDS` with its values."""
    return pick(lang, *WORDS[name]).format(**values)


def _choices(lang: Language, names: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - any pairs
    return [
        ("any", pick(lang, "all", "全部")),
        *((key, pick(lang, *n)) for key, n in names.items()),
    ]


def controls(data: Data, *, lang: Language, sought: Sought) -> Made:
    """Return the search and the filters."""
    say = partial(pick, lang)
    fields = named(data.fields, lang)
    found = [(int(row.source_line), row.label) for row in blocks.rows_of(fields)]
    hint = say("words of the promise or the work", "承诺或工程中的词")
    return blocks.controls(
        blocks.search_field("query", say("Search promises", "搜索承诺"), sought.query, hint),
        blocks.choice(
            "field", say("Field", "领域"), sought.field, [(0, say("all", "全部")), *found]
        ),
        blocks.choice("promise", say("Kind", "类型"), sought.promise, _choices(lang, kinds.KINDS)),
        blocks.choice(
            "verb", say("What is promised", "承诺做什么"), sought.verb, _choices(lang, kinds.VERBS)
        ),
        blocks.choice(
            "spoken", say("In the tables", "表格中"), sought.spoken, _choices(lang, _SPOKEN)
        ),
    )


def _conditions(sought: Sought) -> dict[str, Any]:
    """Return what is sought as `find_promises` takes it, and no more."""
    given = {
        "query": sought.query,
        "field": sought.field,
        "kind": sought.promise,
        "verb": sought.verb,
        "spoken": sought.spoken,
    }
    return {name: value for name, value in given.items() if value not in {"", 0, "any"}}


def _of_works(sought: Sought) -> dict[str, Any]:
    """Return the same as `find_works` takes it: a work has no kind of promise, and no verb."""
    given = _conditions(sought)
    return {name: value for name, value in given.items() if name not in {"kind", "verb"}}


def _code(function: str, given: dict[str, Any]) -> str:
    listed = [f"{name}={value!r}" for name, value in given.items()]
    return f"promises_found.{function}({', '.join([*listed, '**which'])})"


def _both(data: Data, sought: Sought) -> tuple[Any, Any]:
    """Return the promises and the works that meet what is sought."""
    return (
        promises_found.matching(data.promises, **_conditions(sought)),
        promises_found.matching(data.works, **_of_works(sought)),
    )


def found(data: Data, *, lang: Language, sought: Sought) -> Made:
    """Return how many promises and works meet what is sought, and of how many nothing speaks."""
    if data.promises.empty and data.works.empty:
        return blocks.note(said(lang, "no_promise"))
    promises, works = _both(data, sought)
    text = said(
        lang,
        "found",
        count=len(promises),
        whole=len(data.promises),
        works=len(works),
        all=len(data.works),
        none=promises_found.spoken_by(promises).count(["none"]),
    )
    if sought == _CLEARED:
        return blocks.note(text)
    return blocks.note(text, sets=_CLEARED._asdict(), action=said(lang, "clear"))


def caveat(data: Data, *, lang: Language) -> Made:
    """Say what a gap is and what it is not."""
    if data.promises.empty and data.works.empty:
        return NOTHING
    return blocks.note(
        pick(
            lang,
            "Rows are found by their words, the same or alike. Where none is found, an indicator "
            "in other words, or of work in general, may cover the promise; the document does not "
            "have to name each work, and others may pay for it.",
            "条目按词语相同或相近查找。没有找到，不等于无人负责：措辞不同的指标或综合性指标也可能涵盖它；"
            "文件并不必须逐项写明工程，工程也可能由其他资金支付。",
        )
    )


def chain(data: Data, *, lang: Language) -> Made:
    """Return the chart of what speaks of each promise, from prose to money."""
    if data.promises.empty:
        return NOTHING
    steps = promised.chain(data.load("commitments"), data.load("links"), data.load("activities"))
    return blocks.chart(charts.chain(steps, lang), steps)


def _speaking(lang: Language) -> list[PageColumn]:
    """Return the columns of lines that speak of a promise or a work, none said as such."""
    none = pick(lang, "none", "没有")
    return [
        PageColumn(column, "line", elsewhere=partial(_or_none, column, none))
        for column in promises_found.LINES.values()
    ]


def _or_none(column: str, none: str, row: Any) -> str:  # noqa: ANN401 - a row of a frame
    return "" if getattr(row, column) else none


def promises(data: Data, *, lang: Language, sought: Sought, sort: str) -> Made:
    """Return the promises that meet what is sought, with the lines of what speaks of each."""
    if data.promises.empty:
        return NOTHING
    frame, _ = _both(data, sought)
    say = partial(pick, lang)
    columns = [
        PageColumn("commitment", "integer", heading=say("No.", "序号")),
        name_column(lang),
        PageColumn("number"),
        PageColumn("deadline", missing=say("none named", "未写明")),
        PageColumn("kind", called=words_of(kinds.KINDS, lang)),
        PageColumn("verb", called=words_of(kinds.VERBS, lang)),
        *_speaking(lang),
        LINE,
    ]
    return tables.table(
        say("What is promised, and the lines that speak of it", "承诺与说到它的行"),
        frame,
        answers.PROMISES,
        columns,
        lang,
        subject=say("Promises", "承诺"),
        sort=sort,
        given=blocks.given(
            controls(data, lang=lang, sought=sought), len(frame), len(data.promises), lang
        ),
        before=_FIND,
        code=_code("find_promises", _conditions(sought)),
    )


def works(data: Data, *, lang: Language, sought: Sought, sort: str) -> Made:
    """Return the works that the prose names, likewise."""
    if data.works.empty:
        return NOTHING
    _, frame = _both(data, sought)
    say = partial(pick, lang)
    columns = [
        PageColumn("work", "integer", heading=say("No.", "序号")),
        name_column(lang),
        PageColumn("kind", called=words_of(kinds.WORKS, lang)),
        PageColumn("said", called=words_of(kinds.SAID, lang)),
        PageColumn("by", called=words_of(kinds.BY, lang)),
        *_speaking(lang),
        LINE,
    ]
    made = tables.table(
        say("Works that the prose names", "正文写到的工程"),
        frame,
        answers.WORKS,
        columns,
        lang,
        sort=sort,
        before=_FIND,
        code=_code("find_works", _of_works(sought)),
    )
    made.shown["below"] = [
        say("Kind and verb of a promise do not narrow them.", "承诺的类型与动词不限定本表。")
    ]
    return made


def _about(sought: Sought, table: str) -> tuple[str, str]:
    """Return the Python before, and of, the rows of a table that are of what is sought."""
    before = (
        f"{_FIND}promises = {_code('find_promises', _conditions(sought))}\n"
        f"works = {_code('find_works', _of_works(sought))}\n"
    )
    return before, f"promises_found.about(yb.load_{table}(**which), promises, works)"


def speaking(data: Data, *, lang: Language, sought: Sought, sort: str) -> Made:
    """Return the rows of the tables that speak of these promises and works."""
    if data.load("links").empty:
        return NOTHING
    frame = promises_found.about(data.load("links"), *_both(data, sought))
    say = partial(pick, lang)
    columns = [
        PageColumn("commitment", "integer", heading=say("Promise no.", "承诺序号")),
        PageColumn("work", "integer", heading=say("Work no.", "工程序号")),
        PageColumn(
            "target_table",
            called={name: say(table.en, table.zh) for name, table in BY_NAME.items()},
        ),
        name_column(lang),
        PageColumn("words"),
        PageColumn("certainty", called=words_of(CERTAINTY_NAMES, lang)),
        PageColumn("target_line", "line"),
        LINE,
    ]
    before, code = _about(sought, "links")
    return tables.table(
        say("What speaks of them in the tables", "表格中说到它们的条目"),
        frame,
        BY_NAME["links"].columns,
        columns,
        lang,
        sort=sort,
        before=before,
        code=code,
    )


def findings(data: Data, *, lang: Language, sought: Sought, sort: str) -> Made:
    """Return the findings on these promises and works, each with what it does not show."""
    if data.load("promise_findings").empty:
        return NOTHING
    frame = promises_found.about(data.load("promise_findings"), *_both(data, sought))
    say = partial(pick, lang)
    columns = [
        PageColumn("rule", called={rule.key: say(rule.en, rule.zh) for rule in RULES}),
        PageColumn(say("sentence", "sentence_zh")),
        PageColumn("certainty", called=words_of(CERTAINTY_NAMES, lang)),
        PageColumn(say("criterion", "criterion_zh")),
        LINE,
    ]
    before, code = _about(sought, "promise_findings")
    return tables.table(
        say("Findings on promises", "关于承诺的发现"),
        frame,
        BY_NAME["promise_findings"].columns,
        columns,
        lang,
        sort=sort,
        before=before,
        code=code,
    )


BLOCKS = (
    *(controls, found, caveat, chain, promises, works, speaking, findings),
    *(again.before, again.again),
)
