"""Promises by field and kind, and the chain from each to what measures and pays for it."""

import pandas as pd

from yanjiao_budget.promises import kinds
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


def with_field(commitments: pd.DataFrame, narrative: pd.DataFrame) -> pd.DataFrame:
    """Return commitments with their field: the last numbered heading above their paragraph.

    Adds `field` and `field_en`, its name, and `field_line`, its line; missing where no heading
    numbered （一） stands above.

    Args:
        commitments: As `load_commitments()` returns them.
        narrative: As `load_narrative()` returns it, of the same disclosure.
    """
    one_disclosure(commitments)
    fields = narrative[narrative["text"].str.match("[（(][一二三四五六七八九十]+[）)]")]
    columns = {"name": "field", "name_en": "field_en", "source_line": "field_line"}
    return pd.merge_asof(
        commitments.sort_values("paragraph", kind="stable"),
        fields[["paragraph", *columns]].rename(columns=columns),
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
    own = links.dropna(subset="commitment").assign(step=links["table"].map(_STEP))
    funded = activities.dropna(subset="budget")[_KEY]
    paid = own[own["step"] == ACTIVITY].merge(funded, on=_KEY).assign(step=MONEY)
    found = (
        pd.concat([own, paid])
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


def kind_names(lang: str) -> dict[str, str]:
    """Return what each kind of promise is called in a language."""
    return {key: names[lang == "zh"] for key, names in kinds.KINDS.items()}
