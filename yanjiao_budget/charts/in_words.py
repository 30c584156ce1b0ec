"""A chart in words, for whoever cannot see its picture: its titles, its unit, its figures."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from math import isclose
from typing import Any, NamedTuple

import altair as alt

from yanjiao_budget.language import Language, pick

_Node = Mapping[str, Any]  # a node of a specification
_Row = Mapping[str, Any]  # a row of its data
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_DATUM = re.compile(r"datum\.(\w+)")
_FORM = re.compile(r"\+?,?\.\d[f%]")  # a format of d3's that Python has too
_POSITIONS = ("y", "x")


class _Layer(NamedTuple):
    """A mark, the channels it is drawn by, and the rows it is drawn of at first."""

    mark: str
    encoding: _Node
    rows: list[_Row]


class _Measure(NamedTuple):
    """What a layer shows the size of: its title, format and field, and where its bars begin.

    `start` is the field of a bar that need not begin at zero, and empty for every other mark.
    """

    layer: _Layer
    title: str
    form: str
    field: str
    start: str = ""


def alt_text(chart: alt.TopLevelMixin | _Node) -> str:
    """Return what a chart shows in words, in the language of its title.

    These are its titles and, for each of its panels, the title of the axis, which names the unit,
    and the largest value with the names of its mark, or for a line where it begins and ends. The
    total follows where the values are parts of one whole: shares that add up to one, a bar in
    pieces, the cells of a table.

    Args:
        chart: A chart, or its specification in Vega-Lite with its data within.
    """
    top = chart if isinstance(chart, Mapping) else chart.to_dict()
    lang: Language = "zh" if _CHINESE.search(title_of(top)) else "en"
    stop = pick(lang, ". ", "。")
    return "".join(f"{sentence}{stop}" for sentence in _sentences(top, top, lang)).strip()


def title_of(node: _Node) -> str:
    """Return the first title in a specification, from the outside in; empty where none has one."""
    parts = node.get("vconcat") or node.get("layer") or []
    return _own_title(node) or next(filter(None, map(title_of, parts)), "")


def _own_title(node: _Node) -> str:
    title = node.get("title") or ""
    return str(title["text"] if isinstance(title, Mapping) else title)


def _sentences(node: _Node, top: _Node, lang: Language) -> Iterator[str]:
    """Yield what a specification and its panels say, from the outside in."""
    if title := _own_title(node):
        yield title
    if panels := [*_panels(node, top)]:
        for panel in panels:
            yield from _sentences(panel, top, lang)
    else:
        layers = [*_layers(node, top)]
        for measure in _measures(layers):
            if figures := _figures(measure, layers, lang):
                yield figures
        yield from _alone(layers)


def _alone(layers: list[_Layer]) -> Iterator[str]:
    """Yield the text of a panel that has no other mark: why there is none."""
    if all(layer.mark == "text" for layer in layers):
        for layer in layers:
            field = layer.encoding.get("text", {}).get("field")
            yield from (str(row[field]).rstrip(".。") for row in layer.rows if row.get(field))


def _panels(node: _Node, top: _Node) -> Iterator[_Node]:
    """Yield the panels of a specification: those one below another, or one for each facet."""
    for panel in node.get("vconcat", []):
        yield {**node, "title": None, "vconcat": [], **panel}
    if "facet" in node:
        field = node["facet"]["row"]["field"]
        for value in dict.fromkeys(row[field] for row in _data(node, top)):
            only = {"filter": {"field": field, "equal": value}}
            yield {"data": node["data"], **node["spec"], "title": str(value), "transform": [only]}


def _layers(node: _Node, top: _Node) -> Iterator[_Layer]:
    """Yield the layers of a panel, with what each takes over from those around it."""
    for layer in node.get("layer", []):
        inner = {key: {**node.get(key, {}), **layer.get(key, {})} for key in ("encoding", "data")}
        transform = [*node.get("transform", []), *layer.get("transform", [])]
        yield from _layers({**layer, **inner, "transform": transform}, top)
    if "mark" in node:
        mark = node["mark"]
        transforms = node.get("transform", [])
        rows = _filtered(_data(node, top), transforms, top)
        encoding = {
            name: _of_the_data(channel, transforms) if isinstance(channel, Mapping) else channel
            for name, channel in node.get("encoding", {}).items()
        }
        yield _Layer(mark["type"] if isinstance(mark, Mapping) else mark, encoding, rows)


def _data(node: _Node, top: _Node) -> list[_Row]:
    data = node.get("data") or {}
    rows: list[_Row] = data.get("values") or top.get("datasets", {}).get(data.get("name"), [])
    return rows


def _filtered(rows: list[_Row], transforms: list[_Node], top: _Node) -> list[_Row]:
    for transform in transforms:
        test = transform.get("filter")
        if isinstance(test, str):  # a formula: another layer draws all of these rows
            return []
        if test:
            field, value = _wanted(test, top)
            rows = [row for row in rows if row.get(field) == value]
    return rows


def _wanted(test: _Node, top: _Node) -> tuple[str, Any]:
    """Return the field that a filter looks at and the value it lets pass at first."""
    if "field" in test:
        return test["field"], test["equal"]
    param = next(one for one in top["params"] if one["name"] == test["param"])
    return param["select"]["fields"][0], param.get("value")


def _of_the_data(channel: _Node, transforms: list[_Node]) -> _Node:
    """Return a channel with the field of the data that its formula is about in the formula's place.

    `isValid(datum.budget) ? datum.budget : 0` is the budget, and missing where that is.
    """
    made = {one["as"]: one["calculate"] for one in transforms if "calculate" in one}
    about = _DATUM.search(made.get(channel.get("field"), ""))
    return {**channel, "field": about[1]} if about else channel


def _measures(layers: list[_Layer]) -> Iterator[_Measure]:
    """Yield what a panel shows the size of: the number written on its marks, or how long they are.

    A rule joins two marks and is none itself; a bar of a fixed length shows no size.
    """
    written = [_number(layer, "text") for layer in layers if layer.mark == "text"]
    seen: set[str] = set()
    for layer in layers:
        found = [*filter(None, written), *filter(None, (_number(layer, at) for at in _POSITIONS))]
        if layer.mark in {"text", "rule"} or not found or not layer.rows:
            continue
        measure = _measure(layer, found[0])
        if measure.field not in seen:
            seen.add(measure.field)
            yield measure


def _number(layer: _Layer, name: str) -> _Node | None:
    channel = layer.encoding.get(name, {})
    return channel if "field" in channel and channel.get("type") == "quantitative" else None


def _measure(layer: _Layer, channel: _Node) -> _Measure:
    field = channel["field"]
    axes = [
        one for name in _POSITIONS if (one := layer.encoding.get(name, {})).get("field") == field
    ]
    tips = [tip for tip in layer.encoding.get("tooltip", []) if tip["field"] == field]
    titles = [one["title"] for one in (*axes, *tips) if one.get("title")]
    forms = [one.get("format", "") for one in (*tips, channel)]
    end = layer.encoding.get("x2", {}).get("field") if axes else None
    return _Measure(
        layer,
        (titles or [field])[0],
        next(filter(_FORM.fullmatch, forms), ""),
        end or field,
        field if end else "",
    )


def _figures(measure: _Measure, layers: list[_Layer], lang: Language) -> str:
    """Return the sentence with the figures of a measure; empty where no row has one."""
    rows = [row for row in measure.layer.rows if row.get(measure.field) is not None]
    if not rows:
        return ""
    if measure.layer.mark == "line":
        said = pick(lang, "; ", "；").join(_lines(measure, rows, layers, lang))
    else:
        said = _largest(measure, rows, layers, lang)
    return measure.title + pick(lang, ": ", "：") + said


def _largest(measure: _Measure, rows: list[_Row], layers: list[_Layer], lang: Language) -> str:
    def size(row: _Row) -> float:
        return float(row[measure.field] - row.get(measure.start, 0))

    row = max(rows, key=size)
    begin, end = (_written(at, measure.form) for at in (row.get(measure.start, 0), size(row)))
    said = pick(lang, f"largest {end}", f"最大{end}")
    if row.get(measure.start, 0):
        end = _written(row[measure.field], measure.form)
        said = pick(lang, f"longest from {begin} to {end}", f"最长的自{begin}至{end}")
    said += _names(measure, row, end, layers, lang)
    if not measure.start and _are_parts(measure, rows):
        total = _written(sum(map(size, rows)), measure.form)
        said += pick(lang, f"; total {total}", f"；合计{total}")
    return said


def _lines(
    measure: _Measure, rows: list[_Row], layers: list[_Layer], lang: Language
) -> Iterator[str]:
    """Yield where each line of a panel begins and ends."""
    encoding = measure.layer.encoding
    series, along = (encoding.get(name, {}).get("field", "") for name in ("color", "x"))
    for name, line in groupby(
        sorted(rows, key=lambda row: (str(row.get(series, "")), row[along])),
        key=lambda row: str(row.get(series, "")),
    ):
        first, *_, last = [*line] * 2
        ends = [
            _written(row[measure.field], measure.form)
            + _names(measure, {**row, series: None}, "\n", layers, lang)
            for row in (first, last)
        ]
        yield f"{name} ".lstrip() + pick(lang, "from {} to {}", "自{}至{}").format(*ends)


def _names(measure: _Measure, row: _Row, figure: str, layers: list[_Layer], lang: Language) -> str:
    """Return what a mark stands for, in brackets: its names, and its place on axes of numbers.

    Its names are those of its tooltip and its colour, but for a text that writes its figure out.
    """
    encoding = measure.layer.encoding
    written = {one.encoding.get("text", {}).get("field") for one in layers}
    drawn_by = (encoding.get(at, {}) for at in ("color", *_POSITIONS))
    channels = [*encoding.get("tooltip", []), *drawn_by]
    fields = dict.fromkeys(one.get("field") for one in channels if one.get("type") == "nominal")
    texts = [str(row[at]) for at in fields if row.get(at) is not None]
    drawn = {str(row.get(at)) for at in written if figure in str(row.get(at))}
    found = [text for text in texts if text not in drawn] + _places(measure, row)
    joined = pick(lang, ", ", "，").join(found)
    return pick(lang, f" ({joined})", f"（{joined}）") if found else ""


def _places(measure: _Measure, row: _Row) -> list[str]:
    """Return where a mark stands whose number is written on it and not read off an axis."""
    axes = [*filter(None, (_number(measure.layer, at) for at in _POSITIONS))]
    if measure.field in {axis["field"] for axis in axes} or measure.start:
        return []
    return [f"{axis.get('title') or axis['field']} {_written(row[axis['field']])}" for axis in axes]


def _are_parts(measure: _Measure, rows: list[_Row]) -> bool:
    """Tell whether values are parts of one whole, so that adding them makes sense."""
    encoding = measure.layer.encoding
    stacked = any(encoding.get(name, {}).get("stack") for name in _POSITIONS)
    shares = [one["field"] for one in encoding.get("tooltip", []) if _is_percent(one)]
    whole = any(isclose(sum(row.get(at) or 0 for row in rows), 1, abs_tol=1e-6) for at in shares)
    return stacked or measure.layer.mark == "rect" or (whole and not measure.form.endswith("%"))


def _is_percent(channel: _Node) -> bool:
    return str(channel.get("format", "")).endswith("%")


def _written(value: float, form: str = "") -> str:
    """Return a number in a format, or with no places or two, as it needs."""
    whole = float(value).is_integer()
    return format(value, form or (",.0f" if whole else ",.2f"))
