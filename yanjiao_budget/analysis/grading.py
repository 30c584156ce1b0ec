"""Frames on how the document grades: ladders, cut-offs, what a value would earn, the money."""

from collections.abc import Iterator
from decimal import Decimal
from numbers import Integral
from typing import Any, overload

import pandas as pd
import portion  # type: ignore[import-untyped]

from yanjiao_budget.ladders import values
from yanjiao_budget.ladders.domain import without_space
from yanjiao_budget.ladders.evidence import pattern
from yanjiao_budget.ladders.findings import read_ladders
from yanjiao_budget.ladders.ladder import CASCADE, GRADES, READINGS, Ladder
from yanjiao_budget.ladders.rules import RULES
from yanjiao_budget.ladders.signs import in_signs
from yanjiao_budget.ladders.thresholds import UNIT_SCALES, parse_threshold
from yanjiao_budget.ladders.values import Graded
from yanjiao_budget.ladders.wording import COUNTED, unit_caveat
from yanjiao_budget.schema import DISCLOSURE_KEY, INDICATOR_KEY
from yanjiao_budget.store.loaders import choose, load_indicators, one_disclosure

NO_GRADE, SEVERAL, UNSURE = "none", "several", "unsure"
OTHER = "other"
_SCALES = ("percent", "count")
_HALF = 0.5
_RESPONSIBILITY = [*DISCLOSURE_KEY, "responsibility"]
_KEY = [*_RESPONSIBILITY, "activity"]


Key = tuple[int, int, int]  # responsibility, activity and indicator


@overload
def grade(
    value: "pd.Series[Any]",
    ladder: Ladder | Key,
    reading: str = ...,
    *,
    errors: str = ...,
    year: int | None = ...,
    body: str | None = ...,
) -> pd.DataFrame: ...
@overload
def grade(
    value: float | str | None,
    ladder: Ladder | Key,
    reading: str = ...,
    *,
    errors: str = ...,
    year: int | None = ...,
    body: str | None = ...,
) -> Graded: ...
def grade(  # noqa: PLR0913 - as many ways to ask
    value: Any,
    ladder: Any,
    reading: str = CASCADE,
    *,
    errors: str = "raise",
    year: int | None = None,
    body: str | None = None,
) -> Graded | pd.DataFrame:
    """Grade a value, or a column of them, by a ladder.

    Args:
        value: A number in the ladder's unit, text such as `85%`, a word that the ladder prints,
            None, or a Series of these.
        ladder: A ladder, or the key of an indicator: its responsibility, activity and indicator.
            By its key, a percentage that its name does not speak of has a caveat.
        reading: `cascade` (the best grade whose threshold is met) or `literal` (each cell as
            printed). The document does not say which is meant.
        errors: `raise`, or `coerce`: what cannot be graded then earns no grade and says why, in
            the reason of a value or the column `error` of a frame.
        year: Fiscal year of the disclosure that a key is of; that of `latest(body)` without one.
        body: Its body; that of `latest()` without one.

    Returns:
        A `Graded`: the grade, or None with the reason. For a Series a frame on its index with the
        columns `grade`, `reason`, `caveat` and `error`, each missing or empty where there is none.

    Raises:
        KeyError: For a key that no indicator has, or a year and body that no disclosure has.
        TypeError: For anything that is neither a ladder nor such a key.
        ValueError: For a value in another unit or an impossible one (with its row in a Series),
            or an unknown reading or way with errors.
    """
    if errors not in ("raise", "coerce"):
        raise ValueError(f'errors is {errors!r}; it can be "raise" or "coerce"')
    caveat = ""
    if not isinstance(ladder, Ladder):
        row = _indicator(ladder, choose(year, body))
        (ladder,) = read(row)
        caveat, _ = unit_caveat(row["name"].iloc[0], ladder) or ("", "")
    if not isinstance(value, pd.Series):
        one, error = _graded(None if value is pd.NA else value, ladder, reading, errors, caveat)
        return one._replace(reason=error) if error else one
    codes, distinct = pd.factorize(value)
    # factorize numbers a missing value -1, and taking -1 takes the last.
    try:
        results = [_graded(one, ladder, reading, errors, caveat) for one in (*distinct, None)]
    except ValueError as error:
        raise ValueError(f"{_first_refused(value, ladder, reading)}: {error}") from error
    table = pd.DataFrame(
        {
            "grade": [one.grade for one, _ in results],
            "reason": [one.reason for one, _ in results],
            "caveat": [one.caveat for one, _ in results],
            "error": [error or None for _, error in results],
        }
    )
    return table.astype("str").take(codes).set_axis(value.index, axis="index")


def _graded(
    value: Any,  # noqa: ANN401 - what `grade` takes
    ladder: Ladder,
    reading: str,
    errors: str,
    caveat: str,
) -> tuple[Graded, str]:
    """Return what a value earns, and why it cannot be graded where errors are no exceptions."""
    try:
        one = values.grade(value, ladder, reading)
    except ValueError as error:
        if errors == "raise" or reading not in READINGS:
            raise
        return Graded(None), str(error)
    if caveat and one.reason != values.MISSING:
        one = one._replace(caveat="; ".join(filter(None, [one.caveat, caveat])))
    return one, ""


def _first_refused(column: "pd.Series[Any]", ladder: Ladder, reading: str) -> str:
    """Return which row of a column is the first that cannot be graded."""
    for place, (row, value) in enumerate(column.items(), 1):
        try:
            values.grade(None if pd.isna(value) else value, ladder, reading)
        except ValueError:
            return f"row {place} (index {row!r})"
    return "the column"


def _indicator(key: Key, chosen: dict[str, Any]) -> pd.DataFrame:
    """Return the one row of an indicator, by its key."""
    whole = isinstance(key, tuple) and all(isinstance(part, Integral) for part in key)
    if not whole or len(key) != 3:  # noqa: PLR2004 - the three parts of a key
        expected = "a Ladder or (responsibility, activity, indicator), such as (1, 2, 1)"
        raise TypeError(f"the ladder to grade by is {key!r}; it has to be {expected}")
    rows = load_indicators(**chosen)
    at = (rows[list(INDICATOR_KEY[-3:])] == list(key)).all(axis="columns")
    if not at.any():
        raise KeyError(f"no indicator {key!r}; keys are (responsibility, activity, indicator)")
    return rows[at]


def read(indicators: pd.DataFrame) -> list[Ladder]:
    """Return the ladder of each row of a frame with the four thresholds and a name."""
    return read_ladders(_records(indicators))


def read_thresholds(series: "pd.Series[Any]") -> pd.DataFrame:
    """Read a column of cells, each distinct string once.

    Args:
        series: Cells as printed, text or missing.

    Returns:
        One row per cell on the same index: `kind`, `lower`, `upper` (float64 in `unit`, NaN where
        there is no bound), `lower_closed`, `upper_closed` (boolean, missing where there is no
        bound), `unit`, `before`, `after`.

    Raises:
        TypeError: A cell is neither text nor missing.
    """
    columns = {"kind": "str", "lower": "float64", "upper": "float64"}
    columns |= dict.fromkeys(("lower_closed", "upper_closed"), "boolean")
    columns |= dict.fromkeys(("unit", "before", "after"), "str")
    codes, distinct = pd.factorize(series)
    # factorize numbers a missing cell -1, and taking -1 takes the last: the blank.
    read = [parse_threshold(raw) for raw in distinct] + [parse_threshold(None)]
    table = pd.DataFrame({name: [getattr(one, name) for one in read] for name in columns})
    return table.astype(columns).take(codes).set_axis(series.index, axis="index")


def patterns(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the distinct ladders: one row each, the most used first.

    Args:
        indicators: As `load_indicators()` returns them.

    Returns:
        Columns `rank` (from 1), `pattern` (the four thresholds as printed), `pattern_en` (in
        signs), the four thresholds, `name` of the first indicator with it, `indicators` (how many
        have it), `share` of all, `responsibilities` (how many use it), `source_line` of the first.
    """
    grades = list(GRADES)
    records = _records(one_disclosure(indicators))
    frame = indicators.assign(pattern=[pattern(row) for row in records])
    once = frame.drop_duplicates("pattern")
    alike = frame.groupby("pattern", sort=False)
    counts = once.set_index("pattern").assign(
        pattern_en=[in_signs(one) for one in read(once)],
        name=alike["name"].first(),
        indicators=alike.size(),
        responsibilities=alike["responsibility"].nunique(),
    )
    counts = counts.sort_values("indicators", ascending=False, kind="stable").reset_index()
    counts = counts.assign(
        rank=range(1, len(counts) + 1), share=counts["indicators"] / len(indicators)
    )
    ordered = ["rank", "pattern", "pattern_en", *grades, "name", "indicators", "share"]
    return counts[[*ordered, "responsibilities", "source_line"]]


def shared_ladder(used: pd.DataFrame) -> pd.DataFrame:
    """Return the row of the ladder that more than half of several indicators have, or no row.

    Args:
        used: As `patterns` returns them.
    """
    return used[(used["indicators"] > 1) & (used["share"] > _HALF)]


def _records(indicators: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the name and thresholds of each row, blanks as None."""
    names = ("name", *GRADES)
    columns = [indicators[name].astype(object) for name in names]
    cells = [column.where(column.notna(), None).tolist() for column in columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def cutoffs(thresholds: pd.DataFrame) -> pd.DataFrame:
    """Return where the cut-offs lie: one row for each scale, grade, side and number.

    Args:
        thresholds: As `load_thresholds()` returns them.

    Returns:
        Columns `scale` (`percent` or `count`), `grade`, `side` (`floor` for a bound to reach, the
        lower end of a range included, `ceiling` for one to stay within), `cutoff`, `indicators`
        (how many), `share` of the grade's cut-offs on that scale, `source_line` of the first.
    """
    scale = (
        one_disclosure(thresholds)["unit"]
        .fillna("")
        .map(lambda unit: UNIT_SCALES.get(unit, "count"))
    )
    numbers = thresholds.assign(
        scale=scale.map({"share": "percent", "count": "count"}),
        cutoff=thresholds["lower"].fillna(thresholds["upper"]),
        side=thresholds["lower"].notna().map({True: "floor", False: "ceiling"}),
    ).dropna(subset=["scale", "cutoff"])
    counts = numbers.groupby(["scale", "grade", "side", "cutoff"]).agg(
        indicators=("raw", "size"), source_line=("source_line", "min")
    )
    counts = counts.reset_index()
    total = counts.groupby(["scale", "grade"])["indicators"].transform("sum")
    order = {grade: place for place, grade in enumerate(GRADES)}
    counts = counts.assign(share=counts["indicators"] / total, order=counts["grade"].map(order))
    counts = counts.sort_values(
        ["scale", "order", "side", "cutoff"],
        ascending=[False, True, False, False],
        ignore_index=True,
    )
    return counts[["scale", "grade", "side", "cutoff", "indicators", "share", "source_line"]]


def most_common(cutoffs: pd.DataFrame) -> pd.DataFrame:
    """Return the most common cut-off of each grade on each scale, by `scale` and `grade`.

    Args:
        cutoffs: As the function of this name returns them.

    Returns:
        One row for each scale and grade with the columns of `cutoffs`, missing where there is no
        cut-off or another is as common.
    """
    key = ["scale", "grade"]
    most = cutoffs.groupby(key)["indicators"].transform("max")
    common = cutoffs[cutoffs["indicators"] == most].drop_duplicates(key, keep=False)
    return common.set_index(key).reindex(pd.MultiIndex.from_product([_SCALES, GRADES], names=key))


def patterns_by_responsibility(
    indicators: pd.DataFrame, responsibilities: pd.DataFrame, most: int = 5
) -> pd.DataFrame:
    """Return which ladders each responsibility uses: one row for each of both, zeros included.

    The `most` used ladders stand for themselves and all others together as `other`.

    Returns:
        Columns `fiscal_year`, `body`, `responsibility`, `name`, `name_en`, `pattern`, `pattern_en`,
        `indicators`, `share` of the responsibility's indicators, `source_line` of the
        responsibility.
    """
    top = patterns(indicators).head(most)
    signs = dict(zip(top["pattern"], top["pattern_en"], strict=True)) | {OTHER: OTHER}
    printed = pd.Series([pattern(row) for row in _records(indicators)], index=indicators.index)
    used = indicators.assign(pattern=printed.where(printed.isin(top["pattern"]), OTHER))
    keys = _RESPONSIBILITY
    counts = used.groupby([*keys, "pattern"]).size().rename("indicators")
    merged = _crossed(responsibilities, pd.DataFrame({"pattern": list(signs)}), counts)
    total = merged.groupby(keys)["indicators"].transform("sum")
    merged = merged.assign(
        share=merged["indicators"] / total, pattern_en=merged["pattern"].map(signs)
    )
    names = ["name", "name_en", "pattern", "pattern_en", "indicators", "share", "source_line"]
    return merged[[*keys, *names]]


def bands(ladders_used: pd.DataFrame, reading: str = CASCADE) -> pd.DataFrame:
    """Return what each grade of some ladders covers: one row for each unbroken band.

    Args:
        ladders_used: Rows of `patterns`, all of one unit for one axis.
        reading: `cascade` or `literal`.

    Returns:
        Columns `rank`, `pattern`, `pattern_en`, `indicators`, `reading`, `unit`, `whole` (whether
        only whole numbers are possible), `grade` (`none` for values that earn no grade), `from` and
        `to` (missing where a band has no such end), `from_included`, `to_included`, `source_line`.

    Raises:
        ValueError: For an unknown reading.
    """
    kept = ["rank", "pattern", "pattern_en", "indicators", "source_line"]
    rows = [
        {key: used[key] for key in kept} | {"reading": reading} | band
        for ladder, (_, used) in zip(read(ladders_used), ladders_used.iterrows(), strict=True)
        for band in _runs(ladder, reading)
    ]
    ends = ["from", "to", "from_included", "to_included"]
    columns = [*kept[:-1], "reading", "unit", "whole", "grade", *ends, "source_line"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"from": "float64", "to": "float64"})


def _runs(ladder: Ladder, reading: str) -> Iterator[dict[str, Any]]:
    """Yield the unbroken bands of each grade of a ladder, then those that earn none."""
    covered = [*ladder.intervals(reading).items(), (NO_GRADE, ladder.gaps(reading))]
    for name, band in covered:
        for run in band or ():
            if not run.empty:
                yield {
                    "unit": ladder.unit,
                    "whole": ladder.whole,
                    "grade": name,
                    "from": None if run.lower == -portion.inf else float(run.lower),
                    "to": None if run.upper == portion.inf else float(run.upper),
                    "from_included": run.left == portion.CLOSED,
                    "to_included": run.right == portion.CLOSED,
                }


def covering(value: float, used: pd.DataFrame, reading: str) -> list[str]:
    """Return the grades in whose bands a percentage lies, by the ladders of rows of `patterns`.

    There are none where there is no row, or no ladder that grades percentages.

    Raises:
        ValueError: For an unknown reading.
    """
    return [
        name
        for ladder in read(used)
        if ladder.unit == "%"
        for name, band in ladder.intervals(reading).items()
        if Decimal(str(value)) in band
    ]


def spread(value: float, indicators: pd.DataFrame, reading: str = CASCADE) -> pd.DataFrame:
    """Return what one percentage would earn under every percentage ladder: one row for each grade.

    Returns:
        Columns `value`, `reading`, `grade` (`several` where bands overlap, `unsure` where a cell in
        words or unread may cover the value too, `none` where nothing does), `indicators`, `share`
        of those with a percentage ladder.

    Raises:
        ValueError: For a value outside 0 to 100, or an unknown reading.
    """
    if not 0 <= value <= 100:  # noqa: PLR2004 - percent
        raise ValueError(f"value is {value!r}; a percentage lies between 0 and 100")
    return counted(what_if(one_disclosure(indicators), value, reading), value, reading)


def counted(asked: pd.DataFrame, value: float, reading: str) -> pd.DataFrame:
    """Return the rows of `spread` for indicators already asked by `what_if`."""
    earned = asked["earns"].dropna()
    kinds = [*GRADES, SEVERAL, UNSURE, NO_GRADE]
    counts = earned.value_counts().reindex(kinds, fill_value=0)
    frame = counts.rename_axis("grade").rename("indicators").reset_index()
    frame = frame.assign(value=value, reading=reading, share=frame["indicators"] / len(earned))
    return frame[["value", "reading", "grade", "indicators", "share"]]


def earns(value: float, ladder: Ladder, reading: str = CASCADE) -> str:
    """Return what one value in a ladder's unit would earn by it.

    Returns:
        A grade, or as in `spread`: `several`, `unsure`, `none`.

    Raises:
        ValueError: For an impossible value, or an unknown reading.
    """
    covering = ladder.intervals(reading).items()
    grades = [name for name, band in covering if Decimal(str(value)) in band]
    values.grade(value, ladder, reading)  # An error for an impossible value.
    if len(grades) > 1:
        return SEVERAL
    if not grades:
        return UNSURE if ladder.gaps(reading) is None else NO_GRADE
    return UNSURE if values.in_words_too(ladder, grades[0], reading) else grades[0]


def what_if(indicators: pd.DataFrame, value: float, reading: str = CASCADE) -> pd.DataFrame:
    """Return indicators with what one percentage would earn by each: the rows and `earns`.

    `earns` is as in `earns`, and missing for a ladder that does not grade percentages.

    Raises:
        ValueError: For a value outside 0 to 100, or an unknown reading.
    """
    if not 0 <= value <= 100:  # noqa: PLR2004 - percent
        raise ValueError(f"value is {value!r}; a percentage lies between 0 and 100")
    ladders = read(indicators)
    # Many indicators share one, which is then the same object.
    distinct = {id(ladder): ladder for ladder in ladders}
    earned = {
        key: earns(value, ladder, reading) if ladder.unit == "%" else None
        for key, ladder in distinct.items()
    }
    found = [earned[id(ladder)] for ladder in ladders]
    return indicators.assign(earns=pd.Series(found, indicators.index, "str"))


def rules() -> pd.DataFrame:
    """Return the rules: one row each, in the order findings are listed.

    `words` is the word list of a `likely` rule and missing for a `certain` one: a regular
    expression over the indicator's name, for `worded_for_another` over its thresholds.
    """
    rows = [
        {
            "rule": rule.key,
            "rule_en": rule.en,
            "rule_zh": rule.zh,
            "scope": rule.scope,
            "certainty": rule.certainty,
            "criterion": rule.criterion.en,
            "criterion_zh": rule.criterion.zh,
            "source": "; ".join(f"{one.title} ({one.since[:4]})" for one in rule.criterion.sources),
            "words": rule.words or None,
        }
        for rule in RULES
    ]
    return pd.DataFrame(rows)


def by_rule(findings: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the rules with their findings: one row for each rule, zeros included.

    Returns:
        The columns of `rules()`, `findings` (how many rows), `names` (how many distinct names),
        `share` of all indicators and the `source_line` of the first (missing where there is none).
    """
    found = (
        one_disclosure(findings)
        .groupby("rule")
        .agg(
            findings=("rule", "size"),
            names=("name", "nunique"),
            source_line=("source_line", "min"),
        )
    )
    merged = rules().merge(found, on="rule", how="left", validate="one_to_one")
    for count in ("findings", "names"):
        merged[count] = merged[count].fillna(0).astype(int)
    merged["source_line"] = merged["source_line"].astype("Int64")
    return merged.assign(share=merged["findings"] / len(indicators))


def by_rule_and_responsibility(
    findings: pd.DataFrame, responsibilities: pd.DataFrame
) -> pd.DataFrame:
    """Return the findings of each rule in each responsibility: one row for each of both.

    Returns:
        Columns `fiscal_year`, `body`, `responsibility`, `name`, `name_en`, `rule`, `rule_en`,
        `rule_zh`, `findings` (zeros included), `source_line` of the responsibility.
    """
    keys = _RESPONSIBILITY
    counts = findings.groupby([*keys, "rule"]).size().rename("findings")
    used = rules()[["rule", "rule_en", "rule_zh"]]
    used = used[used["rule"].isin(findings["rule"])]
    return _crossed(responsibilities, used, counts)


def _crossed(
    responsibilities: pd.DataFrame, kinds: pd.DataFrame, counts: "pd.Series[int]"
) -> pd.DataFrame:
    """Return a row for each responsibility and kind with its count, zero where there is none."""
    keys = list(counts.index.names)
    names = responsibilities[[*_RESPONSIBILITY, "name", "name_en", "source_line"]]
    grid = names.merge(kinds, how="cross")
    merged = grid.merge(counts.reset_index(), on=keys, how="left", validate="one_to_one")
    return merged.assign(**{str(counts.name): merged[counts.name].fillna(0).astype(int)})


def money(activities: pd.DataFrame, ladders: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """Return what the ladders of each activity can grade, beside its budget: one row for each.

    Returns:
        The columns of `activities`, and `indicators`, `boilerplate` (how many have the ladder that
        most indicators share), `fallible` (how many have a ladder by which a possible value earns
        差 or no grade), `other_findings` (findings other than that shared ladder and what follows
        from it), `only_boilerplate`, `all_fallible`. Add `budget` over these rows only: the
        responsibilities carry the same money.
    """
    shared = findings["rule"].isin(["boilerplate_ladder", "no_grade_beyond"])
    alike = findings["rule"] == "boilerplate_ladder"
    alike &= alike.sum() > 1  # One indicator alone shares its ladder with none.
    counts = pd.DataFrame(
        {
            "indicators": ladders.groupby(_KEY).size(),
            "fallible": ladders.groupby(_KEY)["can_fail"].sum(),
            "boilerplate": findings[alike].groupby(_KEY).size(),
            "other_findings": findings[~shared].groupby(_KEY).size(),
        }
    )
    counts = counts.fillna(0).astype(int).reset_index()
    merged = activities.merge(counts, on=_KEY, how="left", validate="one_to_one")
    numbers = ["indicators", "fallible", "boilerplate", "other_findings"]
    merged[numbers] = merged[numbers].fillna(0).astype(int)
    graded = merged["indicators"] > 0
    return merged.assign(
        only_boilerplate=graded & (merged["boilerplate"] == merged["indicators"]),
        all_fallible=graded & (merged["fallible"] == merged["indicators"]),
    )


def counting(ladders: pd.DataFrame) -> pd.DataFrame:
    """Return indicators marked where they count or measure out what is done: the rows and `counts`.

    `counts` is true where the ladder is in units, such as 个 or 亩, or the name is that of a
    quantity: the word list of `percent_for_count`, whatever its ladder is in.

    Args:
        ladders: As `load_ladders()` returns them.
    """
    scale = ladders["unit"].fillna("").map(UNIT_SCALES)
    names = ladders["name"].map(without_space)
    return ladders.assign(counts=scale.isin(["count", "amount"]) | names.str.contains(COUNTED))


def unfunded_indicators(activities: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the indicators of activities that print no budget: one row each."""
    unfunded = activities.loc[activities["budget"].isna(), _KEY]
    return indicators.merge(unfunded, on=_KEY, how="inner", validate="many_to_one")


def money_by_responsibility(money_of_activities: pd.DataFrame) -> pd.DataFrame:
    """Return the same by responsibility: one row for each, in order.

    Args:
        money_of_activities: As `money` returns it.

    Returns:
        Columns `fiscal_year`, `body`, `responsibility`, `budget` of its activities (missing where
        none prints one), `budget_shared_only` (of those whose every indicator has the shared
        ladder), `budget_with_findings` (of those with another finding), `indicators`,
        `boilerplate`, `other_findings`, `source_line` of its first activity.
    """
    keys = _RESPONSIBILITY
    frame = money_of_activities.assign(
        budget_shared_only=money_of_activities["budget"].where(
            money_of_activities["only_boilerplate"]
        ),
        budget_with_findings=money_of_activities["budget"].where(
            money_of_activities["other_findings"] > 0
        ),
    )
    amounts = ["budget", "budget_shared_only", "budget_with_findings"]
    sums = frame.groupby(keys)[amounts].sum(min_count=1)
    counts = frame.groupby(keys)[["indicators", "boilerplate", "other_findings"]].sum()
    first = frame.groupby(keys)["source_line"].first()
    return pd.concat([sums, counts, first], axis="columns").reset_index()
