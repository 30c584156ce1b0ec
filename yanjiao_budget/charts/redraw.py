"""Charts in two parts, a template and its rows, so that other rows are drawn at once.

A template takes Altair most of the time of a redraw. None sees a row, so two drawings of one
template with the same settings differ in their rows and in nothing but what follows from them.
"""

import json
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from .style import checked_whole, having, styled

Template = Callable[..., alt.LayerChart]
ROWS = "rows"  # Name of the one data set of a specification.


class Drawing(NamedTuple):
    """A chart to be drawn.

    Attributes:
        template: What returns the chart with no data.
        settings: The arguments of the template.
        rows: What is drawn.
        properties: What of the chart's top level follows from the rows, such as its title.
    """

    template: Template
    settings: tuple[Hashable, ...]
    rows: pd.DataFrame
    properties: Mapping[str, Any] = MappingProxyType({})


@checked_whole
def chart(drawing: Drawing) -> alt.LayerChart:
    """Return a drawing as a chart of Altair, to be shown or built on."""
    empty = drawing.template(*drawing.settings)
    return styled(empty, data=drawing.rows, **drawing.properties)


@checked_whole
def specification(drawing: Drawing | alt.TopLevelMixin) -> dict[str, Any]:
    """Return the specification of a chart, not validated, or of a drawing.

    That of a drawing is made fast where its template was drawn before with the same settings.
    """
    if not isinstance(drawing, Drawing):
        return drawing.to_dict(validate=False)
    properties = {name: _as_json(value) for name, value in drawing.properties.items()}
    empty = _empty(drawing.template, drawing.settings)
    return {**empty, "datasets": {ROWS: as_records(drawing.rows)}, **properties}


def as_records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as a specification has them."""
    return list(json.loads(rows.to_json(orient="records", double_precision=15)))


@cache
@checked_whole
def _empty(template: Template, settings: tuple[Hashable, ...]) -> dict[str, Any]:
    named = having(template(*settings), data=alt.NamedData(ROWS))
    return styled(named).to_dict(validate=False)


def _as_json(value: Any) -> Any:  # noqa: ANN401 - a property of Altair
    return value.to_dict(validate=False) if isinstance(value, alt.SchemaBase) else value
