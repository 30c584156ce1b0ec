"""Charts of the grading: a frame in, a chart out, in English or Chinese.

Every function takes `lang`, "en" or "zh". Grades always carry their letters 优良中差 (E, G, F, P in
English), so that nothing rests on colour. Of a frame with nothing to draw the chart says so. Only
what Vega-Lite 5.6 can draw is used.
"""

from collections.abc import Collection
from decimal import Decimal

import altair as alt
import pandas as pd
import portion  # type: ignore[import-untyped]

from yanjiao_budget import schema
from yanjiao_budget.analysis.grading import NO_GRADE, OTHER, SEVERAL, UNSURE
from yanjiao_budget.ladders.ladder import CASCADE, LITERAL
from yanjiao_budget.ladders.signs import in_words
from yanjiao_budget.ladders.thresholds import Interval
from yanjiao_budget.language import CERTAINTY_NAMES, READING_NAMES, Language, pick
from yanjiao_budget.schema.answers import FINDINGS, INDICATORS, SHARE
from yanjiao_budget.store.names import named

from . import redraw
from .redraw import Drawing
from .style import (
    BLUE,
    GREY,
    LABELS,
    ORANGE,
    WIDTH,
    bars,
    below_one_another,
    checked_whole,
    having,
    ink,
    kind_colours,
    label,
    layered,
    line_tip,
    name_tip,
    styled,
    titled,
    without_rows,
)

_NO_FINDINGS = ("No rule finds anything.", "各条规则都没有发现。")
_NO_PERCENTAGE = ("No indicator has a percentage ladder.", "没有使用百分比阶梯的指标。")
_NO_INDICATORS = ("No indicators were read.", "没有读到绩效指标。")

# Told apart by colour-blind readers and, by lightness, in grey print.
GRADE_COLOURS = {
    "excellent": "#08306B",
    "good": "#74ADD1",
    "fair": "#FEE090",
    "poor": "#B35806",
    SEVERAL: "#807DBA",
    UNSURE: "#FFFFFF",
    NO_GRADE: "#E8E8E8",
}
_DARK = ("excellent", "poor", SEVERAL)


def grade_names(lang: Language) -> dict[str, str]:
    """Return what each grade is called in a chart, its letter first."""
    grades = {c.name: pick(lang, f"{c.en[0]} {c.en}", c.zh) for c in schema.GRADES}
    return grades | {
        SEVERAL: pick(lang, "several grades", "同属几个档次"),
        UNSURE: pick(lang, "words leave it open", "文字标准未定"),
        NO_GRADE: pick(lang, "no grade", "无档次"),
    }


def letters(lang: Language) -> dict[str, str]:
    """Return the letter that each grade carries where there is no room for its name."""
    found = {column.name: pick(lang, column.en[0], column.zh) for column in schema.GRADES}
    return found | {NO_GRADE: pick(lang, "none", "无")}


def _graded(frame: pd.DataFrame, lang: Language) -> pd.DataFrame:
    return frame.assign(
        grade_name=frame["grade"].map(grade_names(lang)), letter=frame["grade"].map(letters(lang))
    )


def _grade_colour(lang: Language, grades: Collection[str]) -> alt.Color:
    names = grade_names(lang)
    return alt.Color(
        "grade_name:N",
        title=None,
        scale=alt.Scale(
            domain=[names[grade] for grade in grades],
            range=[GRADE_COLOURS[grade] for grade in grades],
        ),
        legend=alt.Legend(orient="top"),
    )


def _pattern(frame: pd.DataFrame, lang: Language) -> pd.Series:
    printed = frame[pick(lang, "pattern_en", "pattern")]
    return printed.where(frame["pattern"] != OTHER, pick(lang, "all other ladders", "其他阶梯"))


@checked_whole
def patterns(used: pd.DataFrame, lang: Language = "en", most: int = 15) -> alt.LayerChart:
    """Draw how many indicators have each ladder.

    Args:
        used: As `grading.patterns` returns them.
        lang: Language of every word in the chart.
        most: How many ladders to draw, the most used first.
    """
    drawn = used.head(most)
    left = len(used) - len(drawn)
    left_out = pick(
        lang,
        f"; {left} rarer ladder{'s' * (left > 1)} left out",
        f"；另有 {left} 种较少用的未画出",
    )
    title = titled(
        lang,
        "How often each ladder is used",
        "各阶梯的使用次数",
        f"From excellent to poor; indicators and share of all{left_out * (left > 0)}",
        f"优、良、中、差四个档次的标准；指标数及占比{left_out * (left > 0)}",
    )
    if drawn.empty:
        return without_rows(title, lang, *_NO_INDICATORS)
    frame = drawn.assign(label=drawn["rank"].astype(str) + "  " + _pattern(drawn, lang))
    return styled(bars(frame, lang, INDICATORS), title=title)


@checked_whole
def cutoffs(counts: pd.DataFrame, lang: Language = "en") -> alt.VConcatChart | alt.LayerChart:
    """Draw where the cut-offs of each grade lie, percentages and counts apart.

    Args:
        counts: As `grading.cutoffs` returns them.
        lang: Language of every word in the chart.
    """
    names = grade_names(lang)
    grades = [column.name for column in schema.GRADES]
    axes = {
        "percent": pick(lang, "Cut-off, percent", "分界值（%）"),
        "count": pick(lang, "Cut-off, count", "分界值（个、次、场等）"),
    }
    title = titled(
        lang,
        "Where the cut-offs lie",
        "各档次分界值的分布",
        "The number in each mark is the number of indicators; circles are bounds to reach, "
        "squares to stay within",
        "图形中的数字是指标数；圆形为应达到的界限，方形为不应超过的界限",
    )
    if counts.empty:
        none = "No threshold was read that has a number.", "没有读到用数字表述的标准。"
        return without_rows(title, lang, *none)
    # Counts go from none to hundreds and most are small.
    most = counts.groupby("scale")["cutoff"].max() * 1.04
    scales = {
        "percent": alt.Scale(domain=[0, max(104, most.get("percent", 0))], nice=False),
        "count": alt.Scale(
            type="symlog", domain=[-0.4, max(700, most.get("count", 0))], nice=False
        ),
    }
    ticks = {"percent": [*range(0, 101, 10)], "count": [0, 1, 2, 3, 5, 10, 20, 50, 100, 200, 500]}
    sides = {
        "floor": pick(lang, "to reach", "达到"),
        "ceiling": pick(lang, "to stay within", "不超过"),
    }
    panels = []
    for scale, axis in axes.items():
        if scale not in most:
            continue
        frame = _graded(counts[counts["scale"] == scale], lang)
        frame = frame.assign(side_name=frame["side"].map(sides), is_dark=frame["grade"].isin(_DARK))
        base = alt.Chart().encode(
            alt.X(
                "cutoff:Q",
                title=axis,
                scale=scales[scale],
                axis=alt.Axis(values=ticks[scale]),
            ),
            alt.Y("grade_name:N", sort=[names[grade] for grade in grades], title=None),
            yOffset=alt.YOffset("side_name:N", sort=list(sides.values())),
            tooltip=[
                alt.Tooltip("grade_name:N", title=pick(lang, "Grade", "档次")),
                alt.Tooltip("side_name:N", title=pick(lang, "Bound", "界限")),
                alt.Tooltip("cutoff:Q", title=axis),
                alt.Tooltip("indicators:Q", title=label(INDICATORS, lang)),
                alt.Tooltip("share:Q", title=label(SHARE, lang), format=".1%"),
                line_tip(lang),
            ],
        )
        marks = base.mark_point(filled=True, opacity=1).encode(
            alt.Size(
                "indicators:Q",
                scale=alt.Scale(type="sqrt", domain=[0, 280], range=[90, 900]),
                legend=None,
            ),
            alt.Shape(
                "side_name:N",
                title=None,
                scale=alt.Scale(domain=list(sides.values()), range=["circle", "square"]),
                legend=alt.Legend(orient="top"),
            ),
            color=_grade_colour(lang, grades).legend(None),
        )
        numbers = base.mark_text(fontSize=10).encode(
            text=alt.Text("indicators:Q"),
            color=ink(alt.datum.is_dark),
        )
        panel = layered(marks, numbers)
        panels.append(having(panel, data=frame, width=560, height=alt.Step(30)))
    return styled(below_one_another(*panels), title=title)


@checked_whole
def patterns_by_responsibility(counts: pd.DataFrame, lang: Language = "en") -> alt.LayerChart:
    """Draw which ladders each responsibility uses.

    Args:
        counts: As `grading.patterns_by_responsibility` returns them.
        lang: Language of every word in the chart.
    """
    title = titled(
        lang,
        "Which ladders each responsibility uses",
        "各职责使用的阶梯",
        "Number of indicators; darker is a larger share of the responsibility's own",
        "指标数；颜色越深，占该职责指标的比重越大",
    )
    if not counts["indicators"].sum():
        return without_rows(title, lang, *_NO_INDICATORS)
    frame = named(counts, lang, "responsibility").assign(ladder=_pattern(counts, lang))
    chart = _heatmap(frame, lang, "ladder", INDICATORS, share=True)
    return styled(chart, title=title)


def _heatmap(
    frame: pd.DataFrame, lang: Language, across: str, count: schema.Column, *, share: bool
) -> alt.LayerChart:
    """Draw counts as numbers on shaded cells, zeros left blank."""
    shade = "share" if share else count.name
    columns = ["label", across, count.name, shade, "source_line"]
    base = alt.Chart().encode(
        alt.X(
            f"{across}:N",
            sort=frame[across].drop_duplicates().tolist(),
            scale=alt.Scale(domain=frame[across].drop_duplicates().tolist()),
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-35, labelLimit=260),
        ),
        alt.Y(
            "label:N",
            sort=None,
            scale=alt.Scale(domain=frame["label"].drop_duplicates().tolist()),
            title=None,
            axis=alt.Axis(labelLimit=LABELS),
        ),
        tooltip=[
            name_tip(lang),
            alt.Tooltip(f"{across}:N", title=pick(lang, "Column", "列")),
            alt.Tooltip(f"{count.name}:Q", title=label(count, lang)),
            line_tip(lang),
        ],
    )
    top = 1 if share else float(frame[count.name].max())
    cells = base.mark_rect().encode(
        alt.Color(f"{shade}:Q", scale=alt.Scale(scheme="blues", domain=[0, top]), legend=None)
    )
    numbers = base.mark_text(fontSize=11).encode(
        text=f"{count.name}:Q",
        color=ink(alt.datum[shade] > top * 0.6),
    )
    data = frame.loc[frame[count.name] > 0, list(dict.fromkeys(columns))]
    return having(layered(cells, numbers), data=data, width=alt.Step(48), height=alt.Step(22))


@checked_whole
def ruler(bands: pd.DataFrame, lang: Language = "en", *, top: float = 100) -> alt.LayerChart:
    """Draw ladders as coloured bands on one axis, gaps in grey.

    Under the cascade the bands of a ladder share a lane. Under the literal reading they may
    overlap, and each grade has a lane of its own.

    Args:
        bands: As `grading.bands` returns them, all of one unit and reading.
        lang: Language of every word in the chart.
        top: Where the axis ends; bands that go further are drawn as far as there.
    """
    if bands.empty:
        title = titled(lang, "What each grade covers", "各档次覆盖的数值", "", "")
        none = "No ladder was read that this axis can hold.", "没有读到可画在此轴上的阶梯。"
        return without_rows(title, lang, *none)
    return redraw.chart(ruler_drawing(bands, lang, top=top))


def ruler_drawing(bands: pd.DataFrame, lang: Language, *, top: float = 100) -> Drawing:
    """Return the chart of `ruler`, to be drawn again with other bands."""
    whole = bool(bands["whole"].all())
    literal = bool((bands["reading"] == LITERAL).any())
    grades = tuple(grade for grade in GRADE_COLOURS if grade in set(bands["grade"]))
    lanes = len(grades) if literal else 1
    height = int(bands["rank"].nunique() * (12 * lanes + 14))
    rows = ruler_rows(bands, lang, top, whole=whole)
    return Drawing(_ruler, (lang, literal, whole, grades, top), rows, {"height": height})


def ruler_of_all(lang: Language, *, literal: bool, whole: bool, top: float) -> Drawing:
    """Return the chart of `ruler` for every grade and no band, to be drawn with some of both."""
    rows = pd.DataFrame({"ladder": []})
    return Drawing(_ruler, (lang, literal, whole, tuple(GRADE_COLOURS), top), rows, {"height": 0})


def _ruler(
    lang: Language,
    literal: bool,  # noqa: FBT001
    whole: bool,  # noqa: FBT001
    grades: tuple[str, ...],
    top: float,
) -> alt.LayerChart:
    # Counts are mostly small: their axis gives the small ones room.
    scale = alt.Scale(domain=[0, top * 1.03], nice=False)
    axis = alt.Axis()
    unit = pick(lang, "Value, percent", "数值（%）")
    of_en, of_zh = "Percentages", "百分比"
    if whole:
        of_en, of_zh = "Counts", "个数"
        scale = alt.Scale(type="symlog", domain=[0, top], nice=False)
        axis = alt.Axis(values=[0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 40, 50])
        unit = pick(lang, f"Count, drawn up to {top:g}", f"个数（画至 {top:g}）")
    base = alt.Chart().encode(
        alt.Y(
            "ladder:N",
            sort=None,
            title=None,
            scale=alt.Scale(paddingInner=0.25),
            axis=alt.Axis(labelLimit=LABELS),
        ),
        tooltip=[
            alt.Tooltip("ladder:N", title=pick(lang, "Ladder", "阶梯")),
            alt.Tooltip("grade_name:N", title=pick(lang, "Grade", "档次")),
            alt.Tooltip("signs:N", title=pick(lang, "Values", "数值")),
            alt.Tooltip("indicators:Q", title=label(INDICATORS, lang)),
            line_tip(lang),
        ],
    )
    if literal:
        names = grade_names(lang)
        lanes = alt.YOffset("grade_name:N", sort=[names[grade] for grade in grades])
        base = base.encode(yOffset=lanes)
    spans = base.mark_bar().encode(
        alt.X("start:Q", title=unit, scale=scale, axis=axis),
        x2=alt.X2("end:Q"),
        color=_grade_colour(lang, grades),
    )
    letters = base.mark_text(fontSize=9).encode(
        x=alt.X("middle:Q"),
        text=alt.Text("letter:N"),
        color=ink(alt.datum.is_dark),
    )
    en, zh = READING_NAMES[LITERAL if literal else CASCADE]
    title = titled(
        lang,
        f"{of_en} that each grade covers, {en} reading",
        f"各档次覆盖的{of_zh}（{zh}读法）",
        "Letters are grades; grey earns no grade; a gap is left to cells in words or unread",
        "字为档次；灰色不属于任何档次；空缺处由文字标准或未识读的标准决定",
    )
    return having(layered(spans, letters), width=420, title=title)


def ruler_rows(bands: pd.DataFrame, lang: Language, top: float, *, whole: bool) -> pd.DataFrame:
    """Return what a ruler draws of these bands: one row each that reaches the axis.

    Args:
        bands: As `grading.bands` returns them.
        lang: Language of the names.
        top: Where the axis ends.
        whole: Whether the axis is one of whole numbers.
    """
    frame = _graded(bands, lang).assign(
        ladder=bands["rank"].astype(str) + "  " + _pattern(bands, lang),
        start=bands["from"].fillna(0),
        # A whole number fills the slot up to the next one.
        end=(bands["to"] + whole).fillna(top).clip(upper=top),
        is_dark=bands["grade"].isin(_DARK),
        signs=[
            in_words(_interval(*ends), unit, lang)
            for *ends, unit in zip(
                *(bands[name] for name in ("from", "to", "from_included", "to_included", "unit")),
                strict=True,
            )
        ],
    )
    frame = frame[(frame["start"] < top) | (frame["start"] == frame["end"])]
    # An exact number is one point on the axis, drawn wide enough to be seen.
    widen = (frame["start"] == frame["end"]) * top / 250
    frame = frame.assign(start=frame["start"] - widen, end=frame["end"] + widen)
    middle = (frame["start"] + frame["end"]) / 2
    if whole:
        middle = ((frame["start"] + 1) * (frame["end"] + 1)) ** 0.5 - 1
    else:
        # The letter of a band too narrow to hold it stands to its right, in black.
        narrow = (frame["end"] - frame["start"]) < top / 60
        frame["is_dark"] &= ~narrow
        middle = middle.where(~narrow, frame["end"] + top / 60)
    frame["middle"] = middle
    drawn = ["ladder", "grade_name", "letter", "start", "end", "middle", "is_dark"]
    drawn += ["signs", "indicators"]
    return frame[[*drawn, "source_line"]]


def _interval(lower: float, upper: float, left: bool, right: bool) -> Interval:  # noqa: FBT001
    return portion.Interval.from_atomic(
        portion.CLOSED if left else portion.OPEN,
        -portion.inf if pd.isna(lower) else Decimal(f"{lower:g}"),
        portion.inf if pd.isna(upper) else Decimal(f"{upper:g}"),
        portion.CLOSED if right else portion.OPEN,
    )


def reading_names(lang: Language) -> dict[str, str]:
    """Return what each reading is called in a chart."""
    return {
        reading: pick(lang, f"{en} reading", f"{zh}读法")
        for reading, (en, zh) in READING_NAMES.items()
    }


@checked_whole
def earned(grades: pd.DataFrame, lang: Language = "en") -> alt.LayerChart:
    """Draw what one percentage would earn under every percentage ladder, under one reading.

    Args:
        grades: As `grading.spread` returns them.
        lang: Language of every word in the chart.
    """
    drawing = earned_drawing(grades, lang)
    if drawing.rows.empty:
        return without_rows(drawing.properties["title"], lang, *_NO_PERCENTAGE)
    return redraw.chart(drawing)


@checked_whole
def earned_drawing(grades: pd.DataFrame, lang: Language) -> Drawing:
    """Return the chart of `earned`, to be drawn again for another percentage or reading."""
    reading = reading_names(lang)[grades["reading"].iloc[0]]
    title = _earned_title(grades["value"].iloc[0], lang, pick(lang, *IN_BRACKETS).format(reading))
    return Drawing(_earned, (lang,), _earned_rows(grades, lang), {"title": title})


@checked_whole
def spread(grades: pd.DataFrame, lang: Language = "en") -> alt.FacetChart | alt.LayerChart:
    """Draw what one percentage would earn under every percentage ladder, under both readings.

    Args:
        grades: Frames of `grading.spread` for the readings wanted, one after the other.
        lang: Language of every word in the chart.
    """
    readings = list(reading_names(lang).values())
    header = alt.Header(labelAngle=0, labelAlign="left")
    row = alt.Row("reading_name:N", title=None, header=header, sort=readings)
    title = _earned_title(grades["value"].iloc[0], lang)
    if not grades["indicators"].sum():
        return without_rows(title, lang, *_NO_PERCENTAGE)
    chart = having(_earned(lang), data=_earned_rows(grades, lang))
    return styled(chart.facet(row=row), title=title)


# The title of what a percentage would earn, and the sentence below it.
EARNED = (
    ("What {value}% would earn{reading}", "{value}% 会得什么档次{reading}"),
    (
        "Number of indicators with a percentage ladder, by the grade it would give",
        "使用百分比阶梯的指标数，按所得档次",
    ),
)
IN_BRACKETS = (" ({})", "（{}）")


def _earned_title(value: float, lang: Language, reading: str = "") -> alt.TitleParams:
    (en, zh), below = EARNED
    filled = {"value": f"{value:g}", "reading": reading}
    return titled(lang, en.format(**filled), zh.format(**filled), *below)


def _earned_rows(grades: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """Return what is drawn of `grading.spread`: the grades that some indicator would earn."""
    frame = _graded(grades, lang).assign(reading_name=grades["reading"].map(reading_names(lang)))
    return frame[frame["indicators"] > 0]


def _earned(lang: Language) -> alt.LayerChart:
    names = grade_names(lang)
    base = alt.Chart().encode(
        alt.Y("grade_name:N", sort=list(names.values()), title=None),
        alt.X("indicators:Q", title=label(INDICATORS, lang)),
        tooltip=[
            alt.Tooltip("value:Q", title=pick(lang, "Value, percent", "数值（%）")),
            alt.Tooltip("reading_name:N", title=pick(lang, "Reading", "读法")),
            alt.Tooltip("grade_name:N", title=pick(lang, "Grade", "档次")),
            alt.Tooltip("indicators:Q", title=label(INDICATORS, lang)),
            alt.Tooltip("share:Q", title=label(SHARE, lang), format=".1%"),
        ],
    )
    columns = base.mark_bar().encode(color=_grade_colour(lang, names).legend(None))
    numbers = base.mark_text(align="left", dx=4).encode(text=alt.Text("indicators:Q"))
    return having(layered(columns, numbers), width=WIDTH, height=alt.Step(24))


@checked_whole
def findings(rules: pd.DataFrame, lang: Language = "en") -> alt.LayerChart:
    """Draw the findings of each rule, certain and likely ones apart.

    Args:
        rules: As `grading.by_rule` returns them: those of one `scope`, since the few properties
            that most of the table has leave no room for the others.
        lang: Language of every word in the chart.
    """
    grounds = {
        "certain": ("arithmetic on the text", "依据原文计算"),
        "likely": ("by a word list", "依据词表"),
    }
    kinds = {
        certainty: pick(lang, f"{en}: {grounds[certainty][0]}", f"{zh}：{grounds[certainty][1]}")
        for certainty, (en, zh) in CERTAINTY_NAMES.items()
    }
    met = rules[rules["findings"] > 0]
    frame = met.assign(
        label=met[pick(lang, "rule_en", "rule_zh")], kind=met["certainty"].map(kinds)
    ).sort_values("findings", ascending=False, kind="stable")
    colour = kind_colours([BLUE, ORANGE], list(kinds.values()))
    title = titled(
        lang,
        "Findings by rule",
        "各规则的发现数",
        "Number of findings; in brackets, how many distinct names they are of",
        "发现数；括号内为所涉名称数（同名只计一次）",
    )
    if frame.empty:
        return without_rows(title, lang, *_NO_FINDINGS)
    text = "datum.findings + ' (' + datum.names + ')'"
    drawn = bars(frame, lang, FINDINGS, "kind", "rule", "names", colour=colour, text=text)
    return styled(drawn, title=title)


@checked_whole
def findings_by_responsibility(counts: pd.DataFrame, lang: Language = "en") -> alt.LayerChart:
    """Draw the findings of each rule in each responsibility.

    Args:
        counts: As `grading.by_rule_and_responsibility` returns them.
        lang: Language of every word in the chart.
    """
    title = titled(
        lang,
        "Findings by rule and responsibility",
        "各职责的发现数",
        "Number of findings; an empty cell has none",
        "发现数；空格表示没有",
    )
    if counts.empty:
        return without_rows(title, lang, *_NO_FINDINGS)
    frame = named(counts, lang, "responsibility")
    # The rules are many and their names long: a column for each would be wider than a page.
    frame = frame.assign(
        responsibility_name=frame["label"], label=counts[pick(lang, "rule_en", "rule_zh")]
    )
    chart = _heatmap(frame, lang, "responsibility_name", FINDINGS, share=False)
    return styled(chart, title=title)


@checked_whole
def money(activities: pd.DataFrame, lang: Language = "en") -> alt.LayerChart:
    """Draw the activities that have a budget by whether all their ladders are the shared one.

    Args:
        activities: The rows of `grading.money` that have a budget, with `share`, largest first.
        lang: Language of every word in the chart.
    """
    kinds = {
        True: pick(lang, "every indicator has the shared ladder", "全部指标用同一通用阶梯"),
        False: pick(lang, "some indicator has another ladder", "有指标用其他阶梯"),
    }
    frame = named(activities, lang, "responsibility", "activity").assign(
        kind=activities["only_boilerplate"].map(kinds)
    )
    colour = kind_colours([GREY, BLUE], list(kinds.values()), columns=1)
    title = titled(
        lang,
        "The money and the ladders it answers to",
        "资金与其评价阶梯",
        "Activities that have a budget; share of all budgets",
        "有预算的活动；占全部预算的比重",
    )
    if frame.empty:
        none = "No budget was read in the table of activities.", "职责活动表中没有读到预算数。"
        return without_rows(title, lang, *none)
    return styled(bars(frame, lang, schema.BUDGET, "kind", colour=colour), title=title)
