"""What every chart shares: two languages, colours, labelled bars, fonts."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import altair as alt
import pandas as pd
from altair.utils.schemapi import debug_mode

from yanjiao_budget import schema
from yanjiao_budget.language import Language, pick
from yanjiao_budget.schema import Column
from yanjiao_budget.schema.answers import SHARE

from .offline import FONT_FAMILY

Chart = TypeVar("Chart", alt.Chart, alt.LayerChart, alt.VConcatChart, alt.FacetChart)
Given = ParamSpec("Given")
Drawn = TypeVar("Drawn")

# From the palette of Okabe and Ito: told apart by colour-blind readers and, by lightness, in grey.
BLUE, ORANGE, GREY = "#0072B2", "#E69F00", "#BBBBBB"
GREEN, BLACK = "#009E73", "#000000"
WIDTH = 340
LABELS = 380
_UNITS = {"en": " (10,000 yuan)", "zh": "（万元）"}
_BAR_TEXT = "format(datum.{0}, '{1}') + ' (' + format(datum.share, '.2%') + ')'"


def checked_whole(draw: Callable[Given, Drawn]) -> Callable[Given, Drawn]:
    """Have a chart checked as a whole, when it is shown.

    Altair would check each part of it as well, as it is made, which takes a third of the time.
    """

    @wraps(draw)
    def drawn(*args: Given.args, **named: Given.kwargs) -> Drawn:
        with debug_mode(False):  # noqa: FBT003 - Altair's
            return draw(*args, **named)

    return drawn


def label(column: Column, lang: Language) -> str:
    """Return the title of a column, with 万元 where its values are money."""
    unit = column.unit and column.unit not in pick(lang, column.en, column.zh)
    return pick(lang, column.en, column.zh) + (_UNITS[lang] if unit else "")


def titled(  # noqa: PLR0913, PLR0917
    lang: Language, en: str, zh: str, below_en: str, below_zh: str, offset: int = 12
) -> alt.TitleParams:
    """Return a title and the sentence below it."""
    below = pick(lang, below_en, below_zh)
    return alt.TitleParams(pick(lang, en, zh), subtitle=below, offset=offset)


def rows_axis() -> alt.Y:
    """Return the axis of a chart with a named row for each `label`, in the frame's order."""
    return alt.Y("label:N", sort=None, title=None, axis=alt.Axis(labelLimit=LABELS))


def beside(base: alt.Chart, text: str | alt.Text = "text:N") -> alt.Chart:
    """Return the text of each row, beside the end of its bar."""
    shown = alt.Text(text) if isinstance(text, str) else text
    return base.mark_text(align="left", dx=4, fontSize=11).encode(text=shown)


def whole_rows(base: alt.Chart, **mark: Any) -> alt.Chart:  # noqa: ANN401 - of Altair's marks
    """Return an area over each row to click on, since a bar may be too short to hit."""
    return base.mark_bar(opacity=0, **mark).encode(x=alt.XValue(0), x2=alt.X2Value(WIDTH))


def kind_colours(
    colours: list[str], kinds: list[str] | None = None, *, columns: int | None = None
) -> alt.Color:
    """Return the colours of the `kind` column, in the order of its kinds, with a legend on top."""
    return alt.Color(
        "kind:N",
        title=None,
        scale=alt.Scale(domain=kinds or alt.Undefined, range=colours),
        legend=alt.Legend(orient="top", columns=columns or alt.Undefined),
    )


def name_tip(lang: Language) -> alt.Tooltip:
    """Return the tooltip's line with the `label`."""
    return alt.Tooltip("label:N", title=pick(lang, "Name", "名称"))


def line_tip(lang: Language) -> alt.Tooltip:
    """Return the tooltip's line with the line of the source."""
    return alt.Tooltip("source_line:Q", title=label(schema.SOURCE_LINE, lang))


def having(chart: Chart, **properties: Any) -> Chart:  # noqa: ANN401 - of Altair's charts
    """Give a chart that was just made its properties, and return it.

    Altair's own `properties` returns a copy, for which it copies each layer three times.
    """
    for name, value in properties.items():
        chart[name] = value
    return chart


def layered(*layers: alt.Chart) -> alt.LayerChart:
    """Return marks over one another that have no selection, no size and no rows in common.

    Altair's `+` copies each of them three times to look for those and give them to the whole.
    """
    return having(alt.LayerChart(), layer=list(layers))


def below_one_another(*panels: alt.LayerChart) -> alt.VConcatChart:
    """Return panels below one another that have no selection and no rows in common, likewise."""
    return having(alt.VConcatChart(), vconcat=list(panels))


def styled(chart: Chart, **properties: Any) -> Chart:  # noqa: ANN401 - of Altair's charts
    """Give a chart that was just made the fonts and margins that all share, and its properties."""
    config = alt.Config(
        font=FONT_FAMILY,
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(labelFontSize=11, titleFontSize=11, titleFontWeight="normal"),
        title=alt.TitleConfig(anchor="start", fontSize=15, fontWeight="normal"),
        legend=alt.LegendConfig(labelLimit=400, titleFontWeight="normal"),
    )
    return having(chart, **properties, config=config)


def ink(dark: Any) -> alt.ColorValue:  # noqa: ANN401 - an expression of Altair
    """Return the colour of text on marks: white where a test of the datum says they are dark."""
    return alt.ColorValue("black", condition={"test": dark.to_dict(), "value": "white"})


def without_rows(title: alt.TitleParams, lang: Language, en: str, zh: str) -> alt.LayerChart:
    """Return a chart of nothing: its title and, in the place of marks, a sentence that says so."""
    said = alt.Chart().encode(alt.Text("text:N"), x=alt.XValue(0), y=alt.YValue(12))
    texts = said.mark_text(align="left", fontSize=12)
    named = alt.TitleParams(title.text, offset=title.offset)
    row = pd.DataFrame({"text": [pick(lang, en, zh)]})
    return styled(layered(texts), data=row, width=WIDTH, height=24, title=named)


def bars(  # noqa: PLR0913
    frame: pd.DataFrame,
    lang: Language,
    amount: Column,
    *more: str,
    missing: str = "",
    text: str = "",
    colour: Any = None,  # noqa: ANN401 - any Altair encoding of colour
    choose: alt.Parameter | None = None,
    places: int = 0,
) -> alt.LayerChart:
    """Draw one labelled horizontal bar for each row of a frame with a `label` and a `share`.

    `more` names the columns that the colour, the text or the selection needs besides. Beside a bar
    stands its amount and share, or what the Vega expression `text` makes. With a selection to
    `choose`, a click anywhere in a bar's row picks it. With `places`, room is kept for that many
    rows and each bar stands at its `place`: a notebook does not make room for a chart that grows.
    """
    number = ",.0f" if amount.type == "integer" else ",.2f"
    text = text or _BAR_TEXT.format(amount.name, number)
    drawn = ["label", amount.name, "share", "source_line", *more]
    tooltip = [
        name_tip(lang),
        alt.Tooltip(f"{amount.name}:Q", title=label(amount, lang), format=number),
        alt.Tooltip("share:Q", title=label(SHARE, lang), format=".2%"),
        line_tip(lang),
    ]
    rows = rows_axis()
    if places:
        rows = alt.Y("place:O", axis=None, scale=alt.Scale(domain=[*range(1, places + 1)]))
    data = frame[drawn]
    base = (
        # Altair names a selection's layer by its rows.
        alt.Chart(alt.Undefined if choose is None else data)
        .transform_calculate(
            text=f"isValid(datum.{amount.name}) ? {text} : {missing!r}",
            length=f"isValid(datum.{amount.name}) ? datum.{amount.name} : 0",
        )
        .encode(
            rows,
            alt.X(
                "length:Q",
                title=label(amount, lang),
                axis=alt.Axis(
                    format=",.0f",
                    tickCount=5,
                    grid=not places,
                    orient="top" if places else "bottom",
                ),
            ),
            tooltip=tooltip,
        )
    )
    shade = alt.ColorValue(BLUE) if colour is None else colour
    layers = [base.mark_bar().encode(color=shade), beside(base)]
    if "kind" in more:  # a bar too short to show its colour has a strip beside it that does
        strip = base.mark_bar().encode(x=alt.XValue(-5), x2=alt.X2Value(-1), color=colour)
        layers.append(strip)
    if places:
        names = base.mark_text(align="right", dx=-6, fontSize=11, limit=LABELS)
        layers.append(names.encode(x=alt.XValue(0), text=alt.Text("label:N")))
    if choose is not None:
        layers.append(whole_rows(base).add_params(choose))
    chart = layered(*layers) if choose is None else alt.LayerChart(layer=layers)
    return having(chart, data=data, width=WIDTH)
