"""Promises by field and kind, and the chain from each to what measures and pays for it."""

from typing import Any

import pandas as pd

from yanjiao_budget.promises import kinds
from yanjiao_budget.promises.commitments import left_out as numbers_left_out
from yanjiao_budget.promises.left_out import BY_KEY
from yanjiao_budget.promises.rules import RULES
from yanjiao_budget.store.loaders import one_disclosure

# The steps of the chain, and the tables whose rows are links of it.
ACTIVITY, INDICATOR, MONEY = "activity", "indicator", "money"
STEPS = (ACTIVITY, INDICATOR, MONEY)
_STEP = {
    "activities": ACTIVITY,
    "indicators": INDICATOR,
    "procurement": MONEY,
    "totals": MONEY,
    "changes": MONEY,
}
_KEY = ["responsibility", "activity"]
NONE = "none"


def fields(narrative: pd.DataFrame) -> pd.DataFrame:
    """Return the numbered headings of the prose: those that open with （一）.

    Args:
        narrative: As `load_narrative()` returns it, of one disclosure.
    """
    numbered = one_disclosure(narrative)["text"].str.match("[（(][一二三四五六七八九十]+[）)]")
    return narrative[numbered & (narrative["kind"] == "heading")]


def with_field(commitments: pd.DataFrame, narrative: pd.DataFrame) -> pd.DataFrame:
    """Return commitments with their field: the last numbered heading above their paragraph.

    Adds `field` and `field_en`, its name, and `field_line`, its line; missing where no heading
    numbered （一） stands above.

    Args:
        commitments: As `load_commitments()` returns them.
        narrative: As `load_narrative()` returns it, of the same disclosure.
    """
    one_disclosure(commitments)
    columns = {"name": "field", "name_en": "field_en", "source_line": "field_line"}
    return pd.merge_asof(
        commitments.sort_values("paragraph", kind="stable"),
        fields(narrative)[["paragraph", *columns]].rename(columns=columns),
        on="paragraph",
    )


def by_field(commitments: pd.DataFrame, narrative: pd.DataFrame) -> pd.DataFrame:
    """Count the promises of each field and kind.

    Args:
        commitments: As `load_commitments()` returns them.
        narrative: As `load_narrative()` returns it, of the same disclosure.

    Returns:
        One row for each field and kind that it has, with `promises`, how many, and `source_line`,
        the line of the field's heading.
    """
    fields = ["field", "field_en", "field_line"]
    counts = (
        with_field(commitments, narrative)
        .groupby([*fields, "kind"], sort=False, dropna=False)
        .agg(promises=("commitment", "size"))
        .reset_index()
    )
    return counts.rename(columns={"field_line": "source_line"})


def chain(commitments: pd.DataFrame, links: pd.DataFrame, activities: pd.DataFrame) -> pd.DataFrame:
    """Return what speaks of each promise at each step from the prose to money.

    Money is a procurement line, a stated figure, or an activity that speaks of the promise and
    prints a budget, which may be for much else besides.

    Args:
        commitments: As `load_commitments()` returns them.
        links: As `load_links()` returns them.
        activities: As `load_activities()` returns them.

    Returns:
        One row for each promise and step, with `links`, how many rows speak of it, `certainty`
        (`none` where there are none) and `target_line`, the first of their lines.
    """
    one_disclosure(commitments)
    found = (
        by_step(links.dropna(subset="commitment"), activities)
        .groupby(["commitment", "step"])
        .agg(
            links=("link", "size"),
            certainty=("certainty", "min"),  # certain before likely
            target_line=("target_line", "min"),
        )
        .reset_index()
    )
    steps = pd.DataFrame({"step": STEPS})
    columns = ["commitment", "name", "name_en", "source_line"]
    whole = commitments[columns].merge(steps, how="cross")
    made = whole.merge(found.astype({"commitment": "int64"}), how="left", on=["commitment", "step"])
    return made.assign(
        links=made["links"].fillna(0).astype("int64"), certainty=made["certainty"].fillna(NONE)
    )


def by_step(links: pd.DataFrame, activities: pd.DataFrame) -> pd.DataFrame:
    """Return links with their `step`; one to an activity with a budget is a link to money too."""
    own = links.assign(step=links["target_table"].map(_STEP))
    funded = activities.dropna(subset="budget")[_KEY]
    return pd.concat([own, own[own["step"] == ACTIVITY].merge(funded, on=_KEY).assign(step=MONEY)])


def spoken_of(steps: pd.DataFrame) -> pd.DataFrame:
    """Return for each promise whether a row speaks of it, one column for each step.

    Args:
        steps: As `chain` returns them.
    """
    links = steps.pivot_table("links", "commitment", "step", aggfunc="sum")
    return links.reindex(columns=[*STEPS]) > 0


def kind_names(lang: str) -> dict[str, str]:
    """Return what each kind of promise is called in a language."""
    return {key: names[lang == "zh"] for key, names in kinds.KINDS.items()}


def rules() -> pd.DataFrame:
    """Return the rules of promises: one row each, in the order findings are listed."""
    rows = [
        {
            "rule": rule.key,
            "rule_en": rule.en,
            "rule_zh": rule.zh,
            "certainty": rule.certainty,
            "criterion": rule.criterion.en,
            "criterion_zh": rule.criterion.zh,
            "source": "; ".join(f"{one.title} ({one.since[:4]})" for one in rule.criterion.sources),
        }
        for rule in RULES
    ]
    return pd.DataFrame(rows)


def by_rule(findings: pd.DataFrame) -> pd.DataFrame:
    """Count the findings on promises, rule by rule; a rule that finds nothing has 0.

    Args:
        findings: As `load_promise_findings()` returns them.
    """
    counts = findings["rule"].value_counts()
    table = rules()[["rule", "rule_en", "rule_zh", "criterion", "criterion_zh", "source"]]
    return table.assign(findings=table["rule"].map(counts).fillna(0).astype("int64"))


def left_out(narrative: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of the objectives that are no promise, each with the reason.

    Args:
        narrative: As `load_narrative()` returns it, of one disclosure.

    Returns:
        One row for each number, digits or Chinese numerals: `source_line`, `start` (the characters
        of the line before it), `text`, and the `reason` with its wording in both languages.
    """
    plain = one_disclosure(narrative).astype(object)
    rows: list[dict[str, Any]] = plain.where(plain.notna(), None).to_dict("records")  # type: ignore[assignment]
    columns = ["source_line", "start", "text", "reason"]
    found = pd.DataFrame(numbers_left_out({"narrative": rows}), columns=columns)
    for lang in ("en", "zh"):
        words = {key: getattr(reason, lang) for key, reason in BY_KEY.items()}
        found[f"reason_{lang}"] = found["reason"].map(words)
    return found
