"""What a chart says, read off its specification."""

import re

from yanjiao_budget.charts import offline

CHINESE = re.compile(r"[\u3400-\u9fff]")
# A bold title, Chinese, Latin and digits, the wide space, and characters that the font lacks.
SPECIFICATION = {
    "config": {"font": offline.FONT_FAMILY},
    "title": {"text": "标题　Title 123", "fontWeight": "bold"},
    "data": {"values": [{"name": "项目（万元）", "amount": 1.5}, {"name": "𠀀😀ก", "amount": 2}]},
    "mark": "bar",
    "encoding": {
        "x": {"field": "amount", "type": "quantitative"},
        "y": {"field": "name", "type": "nominal"},
    },
}


def specified(chart):
    """Return the specification of a chart; `charts/test_in_words.py` validates one of each."""
    return chart.to_dict(validate=False)


def words(specification):
    """Return every text that a chart shows: titles, labels, values of its data."""
    found = [*_words(specification)]
    assert found, "a chart without a word"
    return found


def tooltips(specification):
    """Return the fields of each list of tooltips in a chart."""
    found = [
        [one["field"] for one in node["tooltip"]]
        for node in _nodes(specification)
        if isinstance(node.get("tooltip"), list)
    ]
    assert found, "a chart without a tooltip"
    return found


def _words(specification):
    for node in _nodes(specification):
        for key in ("text", "title", "subtitle", "label", "kind", "line"):
            if isinstance(node.get(key), str):
                yield node[key]


def _nodes(node):
    """Yield every dictionary in a piece of JSON."""
    if isinstance(node, dict):
        yield node
    if isinstance(node, dict | list):
        for value in node.values() if isinstance(node, dict) else node:
            yield from _nodes(value)
