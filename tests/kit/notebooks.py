"""What nbval adds for these notebooks: pictures are compared too, and each difference is told."""

import json
from collections import defaultdict
from difflib import SequenceMatcher
from itertools import zip_longest

import pytest
from lxml import html

_MOST = 20  # Lines told of one cell.
_WIDE = 60  # Characters shown of one value.
_NOTHING = object()  # Stands where the other side has something.
# nbval leaves pictures out, and the name of a widget; here both are the same in every run.
_COMPARED = {"image/png", "application/vnd.jupyter.widget-view+json", "metadata", "output_type"}


# Hooks, which `notebooks/conftest.py` takes up


def pytest_configure(config):
    """Have nbval run the notebooks, with the Python that runs the tests."""
    config.option.nbval = config.option.nbval_current_env = True


def pytest_itemcollected(item):
    """Mark a cell as one that takes a kernel, and have all of its outputs compared."""
    item.add_marker("kernel")
    item.parent.skip_compare = tuple({*item.parent.skip_compare} - _COMPARED)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Say below a cell that differs in what it does, where nbval prints both outputs whole."""
    report = yield
    if call.when == "call" and report.failed and item.test_outputs:
        told = differences(item.cell.outputs, item.test_outputs)
        report.sections.append(("What differs: stored → made anew", "\n".join(told)))
    return report


# Differences


def differences(stored, made):
    """Return a line for each value that differs between a cell's outputs: path, old → new."""
    before, after = _by_kind(stored), _by_kind(made)
    lines = []
    for kind in sorted({*before, *after}):
        for at, (old, new) in enumerate(zip_longest(before[kind], after[kind], fillvalue=_NOTHING)):
            place = kind + (f" {at + 1}" if len(before[kind]) > 1 else "")
            lines += [f"{place}{line}" for line in _differing(kind, old, new)]
    more = len(lines) - _MOST
    return lines if more <= 0 else [*lines[: _MOST - 1], f"… and {more + 1} more"]


def _by_kind(outputs):
    """Return what the outputs hold by its kind; a table's plain text says what its HTML does."""
    found = defaultdict(list)
    for output in outputs:
        data = {**output.get("data", {})}
        if "text/html" in data:
            data.pop("text/plain", None)
        if "text" in output:
            data[output.get("name", "stream")] = output["text"]
        if "ename" in output:
            data["error"] = f"{output['ename']}: {output['evalue']}"
        data |= {f"{kind} metadata": value for kind, value in output.get("metadata", {}).items()}
        for kind, value in data.items():
            found[kind].append("".join(value) if isinstance(value, list) else value)
    return found


def _differing(kind, old, new):
    """Yield what to write after the name of an output for each of its differences."""
    if old is _NOTHING or new is _NOTHING:
        yield ": " + ("new" if old is _NOTHING else "gone")
    elif isinstance(old, dict) and isinstance(new, dict):
        for path, one, other in _values(_numbered(old), _numbered(new)):
            yield f"{path}: {_short(one, other)}"
    elif kind == "text/html":
        yield from _cells(_table(old), _table(new))
    elif kind.startswith("image/"):
        if old != new:
            yield ": another picture"
    else:
        pairs = zip_longest(str(old).splitlines(), str(new).splitlines(), fillvalue="")
        for number, (one, other) in enumerate(pairs, 1):
            if one != other:
                yield f", line {number}: {_short(one, other)}"


def _numbered(specification):
    """Return a chart with its data named by number: Altair's names change with what is in them."""
    datasets = specification.get("datasets", {})
    text = json.dumps({key: value for key, value in specification.items() if key != "datasets"})
    order = sorted(datasets, key=text.find)
    for number, name in enumerate(order):
        text = text.replace(name, f"data {number}")
    named = {f"data {number}": datasets[name] for number, name in enumerate(order)}
    return json.loads(text) | ({"datasets": named} if datasets else {})


def _values(old, new, path=""):
    """Yield the path of each value that differs in two pieces of JSON, with both values."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            inner = f"{path}.{key}" if str(key).isidentifier() else f"{path}[{key!r}]"
            yield from _values(old.get(key, _NOTHING), new.get(key, _NOTHING), inner)
    elif isinstance(old, list) and isinstance(new, list):
        for at, (one, other) in enumerate(zip_longest(old, new, fillvalue=_NOTHING)):
            yield from _values(one, other, f"{path}[{at}]")
    elif old != new:
        yield path, old, new


def _table(text):
    """Return the rows of cells of a table in HTML; of other HTML, its text in one cell."""
    page = html.fromstring(text)
    rows = [[cell.text_content().strip() for cell in row] for row in page.iter("tr")]
    return rows or [[page.text_content()]]


def _cells(old, new):
    """Yield the row and column of each cell that differs in two tables, and whole rows."""
    heading = new[0]
    matcher = SequenceMatcher(None, [*map(tuple, old)], [*map(tuple, new)], autojunk=False)
    for kind, first, last, start, stop in matcher.get_opcodes():
        if kind == "equal":
            continue
        if last - first == stop - start and all(map(_as_wide, old[first:last], new[start:stop])):
            for row, (one, other) in enumerate(zip(old[first:last], new[start:stop], strict=True)):
                for column, (before, after) in enumerate(zip(one, other, strict=True)):
                    if before != after:
                        name = heading[column] if column < len(heading) else ""
                        place = f", row {start + row} ({other[0]}), column {name or column}"
                        yield f"{place}: {_short(before, after)}"
        else:
            for row in range(first, last):
                yield f", row {row}: gone: {_cut(' | '.join(old[row]), 2 * _WIDE)}"
            for row in range(start, stop):
                yield f", row {row}: new: {_cut(' | '.join(new[row]), 2 * _WIDE)}"


def _as_wide(one, other):
    return len(one) == len(other)


def _short(old, new):
    """Return two values as `old → new`, of long texts the part around where they first differ."""
    one, other = map(_shown, (old, new))
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    start = max(0, same - _WIDE // 3) if max(len(one), len(other)) > _WIDE else 0
    return " → ".join("…" * bool(start) + _cut(text[start:], _WIDE) for text in (one, other))


def _shown(value):
    if value is _NOTHING:
        return "nothing"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _cut(text, most):
    return text if len(text) <= most else f"{text[:most]}…"
