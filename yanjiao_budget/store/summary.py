"""What a run of `collect` found: as plain values, and as text."""

import json
from functools import partial
from typing import Any, NamedTuple

import pandas as pd

from yanjiao_budget.language import VERDICT_NAMES, Language, pick
from yanjiao_budget.schema.collected import (
    DIFFERS,
    ENDED,
    IN_PART,
    OUTCOMES,
    READ,
    REFUSED,
    SAME,
    TIES,
)

from .manifest import held

_SHOWN = 5  # The first few of what may be thousands.
_SAID = {
    READ: ("read whole", "全部读取"),
    IN_PART: ("read, with words kept unread", "已读取，有未识读之处"),
    SAME: ("of the same text as one of those", "与其中一份文本相同"),
    DIFFERS: (
        "of a year and body of which the tables hold another text",
        "所属年度和单位在表中为另一文本",
    ),
    REFUSED: ("refused", "被拒绝"),
    ENDED: ("ended while they were read", "读取时中止"),
}


class Collected(NamedTuple):
    """What a run found.

    Attributes:
        manifest: The manifest, as `schema.MANIFEST` declares it.
        read: How many files it read, or tried to.
        gone: How many of those of before are no longer below the folder.
        passed_over: How many files of other formats there are, by suffix.
    """

    manifest: pd.DataFrame
    read: int
    gone: int
    passed_over: dict[str, int]


def as_values(run: Collected) -> dict[str, Any]:
    """Return what was found as plain values, the manifest row by row."""
    rows: list[Any] = json.loads(run.manifest.to_json(orient="records", force_ascii=False))
    counts = run.manifest["outcome"].value_counts()
    return {
        "read_now": run.read,
        "gone": run.gone,
        "passed_over": run.passed_over,
        "outcomes": {outcome: int(counts.get(outcome, 0)) for outcome in OUTCOMES},
        "ledger": _verdicts(run.manifest),
        "manifest": rows,
    }


def _verdicts(manifest: pd.DataFrame) -> dict[str, int]:
    in_tables = held(manifest)
    return {verdict: int(in_tables[column].sum()) for verdict, column in TIES.items()}


def in_words(run: Collected, out: str, lang: Language) -> str:
    """Return what was found as lines to read; `out` is where the tables are."""
    manifest, say = run.manifest, partial(pick, lang)
    counts = manifest["outcome"].value_counts()
    in_tables = held(manifest)
    verdicts = _verdicts(manifest)
    ties = say(", ", "，").join(
        f"{verdicts[key]} {say(*words)}" for key, words in VERDICT_NAMES.items()
    )
    others = ", ".join(f"{count} {suffix}" for suffix, count in run.passed_over.items())
    bodies, unread = in_tables["body"].nunique(), in_tables["unread"].sum()
    lines = [
        say(
            f"files: {len(manifest)}, {run.read} read now",
            f"文件：{len(manifest)}，本次读取 {run.read}",
        ),
        *(f"  {counts[one]} {say(*said)}" for one, said in _SAID.items() if counts.get(one, 0)),
        *_examples(manifest[manifest["outcome"].isin([REFUSED, ENDED])], lang),
        *_beside(manifest[manifest["outcome"] == DIFFERS], lang),
    ]
    if run.gone:
        lines.append(
            say(
                f"gone since the run before: {run.gone}, out of the tables",
                f"上次之后已不在的：{run.gone}，已从各表去掉",
            )
        )
    if others:
        lines.append(
            say(f"files of other formats, not read: {others}", f"其他格式，未读取：{others}")
        )
    return "\n".join(
        [
            *lines,
            say(
                f"disclosures in the tables: {len(in_tables)}, of {bodies} bodies",
                f"表中的公开文件：{len(in_tables)} 份，{bodies} 个单位",
            ),
            say(f"places kept unread in them: {unread}", f"其中未识读之处：{unread}"),
            say(f"ledger (each document alone): {ties}", f"勾稽关系（各文件单独核对）：{ties}"),
            say(f"tables and manifest: {out}", f"各表与清单：{out}"),
        ]
    )


def _examples(refused: pd.DataFrame, lang: Language) -> list[str]:
    """Return each kind of refusal, the commonest first, with how often and an example."""
    kinds = refused.groupby("kind")["refusal"].agg(["size", "first"])
    ordered = kinds.sort_values("size", ascending=False, kind="stable").itertuples()
    such = pick(lang, ", such as: ", "，例如：")
    return [f"  {row[1]} × {row[0]}{such}{_on_a_line(str(row[2]))}" for row in ordered]


def _beside(differing: pd.DataFrame, lang: Language) -> list[str]:
    """Return the first few texts that are not in the tables, and what is there in their place."""
    if differing.empty:
        return []
    said = pick(
        lang,
        "  {path}: {year} {body} is that of {held}",
        "  {path}：表中 {year} {body} 为 {held}",
    )
    lines = [
        said.format(
            path=_on_a_line(str(row.path)),
            year=row.fiscal_year,
            body=row.body,
            held=_on_a_line(str(row.held)),
        )
        for row in differing[:_SHOWN].itertuples()
    ]
    if (more := len(differing) - _SHOWN) > 0:
        lines.append(
            pick(
                lang,
                f"  and {more} more, which the manifest lists",
                f"  另有 {more} 个，见清单",
            )
        )
    advice = pick(
        lang,
        "  yanjiao-budget diff shows what differs; move away the one that does not count",
        "  yanjiao-budget diff 列出不同之处；请移走不作准的一份",
    )
    return [*lines, advice]


def _on_a_line(text: str) -> str:
    """Return a text, such as a file's name, with what would move a terminal's line spelled out."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text
    )
