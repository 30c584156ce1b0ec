"""The page's own code, run in node: what it makes of a state is what Python makes of it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kit.explorer import states
from kit.front import FrontEnd

import yanjiao_budget as yb
from yanjiao_budget.explorer.data import Data
from yanjiao_budget.explorer.sent_parts import values
from yanjiao_budget.explorer.state import VIEWS, to_text
from yanjiao_budget.explorer.tables import flat


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """Run the front end over the published disclosure."""
    there = yb.load_disclosures()[["fiscal_year", "body"]].itertuples(index=False, name=None)
    running = FrontEnd(tmp_path_factory.mktemp("front"), [Data(*key) for key in there])
    yield running
    running.close()


def as_sent(value):
    """Return a value as it is once it went to the page and back."""
    return json.loads(json.dumps(value, allow_nan=False))


def alike(explorer, front):
    """Assert that every block of the explorer's view is the same on the page.

    What is shown, to the letter; the rows of a chart and what follows from them; the values of a
    table's frame, its file and its code.
    """
    found = front("blocks", state=explorer.state._asdict())
    made = explorer.blocks()
    assert [*found] == [*made]
    for name, ours in made.items():
        theirs, shown = found[name], as_sent(ours.shown)
        specification = shown.pop("specification", None)
        assert theirs["shown"] == shown, name
        if ours.frame is None:
            continue
        assert theirs["subject"] == ours.subject, name
        assert theirs["unit"] == ours.unit, name
        if specification:
            drawn_alike(theirs["chart"], specification, name)
            assert theirs["lines"] == list(explorer.lines(name)), name
        else:
            frame = flat(ours.frame)
            expected = as_sent({column: values(frame[column]) for column in frame})
            assert theirs["values"] == expected, name
            assert theirs["headings"] == ours.headings, name
            assert theirs["formats"] == ours.formats, name
            assert theirs["code"] == ours.code, name
            assert theirs["csv"].encode() == explorer.take(name, "csv")[1], name


def drawn_alike(drawn, specification, name):
    """Assert that a chart of the page has the rows, title, height and colours of Python's."""
    if drawn["rows"] is None:
        return
    rows = specification["datasets"]["rows"]
    assert len(drawn["rows"]) == len(rows), name
    for one, other in zip(drawn["rows"], rows, strict=True):
        assert one.keys() == other.keys(), name
        for key, value in one.items():
            expected = other[key]
            assert value == (
                pytest.approx(expected, 1e-12) if isinstance(value, float) else expected
            )
    if drawn.get("title"):
        assert drawn["title"] == specification["title"]["text"], name
    if drawn.get("height"):
        assert drawn["height"] == specification["height"], name
        colour = specification["layer"][0]["encoding"]["color"]["scale"]
        assert (drawn["domain"], drawn["range"]) == (colour["domain"], colour["range"]), name


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_view_as_it_opens_is_the_same_in_python_and_on_the_page(view, lang, explorer, front):
    """In both languages."""
    explorer.view, explorer.lang = view, lang
    alike(explorer, front)


@settings(max_examples=max(20, 5 * settings().max_examples))
@given(data=st.data())
def test_every_state_is_the_same_in_python_and_on_the_page(data, opened, front):
    """Whatever is chosen, in both languages and both readings: 500 states in `make test`."""
    state = data.draw(states(opened))
    with opened.hold_trait_notifications():
        for name, value in state._asdict().items():
            setattr(opened, name, value)
    alike(opened, front)


@given(data=st.data())
def test_a_state_is_the_same_text_in_python_and_on_the_page(data, opened, front):
    """So a link of the page opens in Python, and the other way round."""
    state = data.draw(states(opened))
    first = opened.state
    text = to_text(state, first)
    assert front("text", state=state._asdict(), opened=first._asdict()) == text
    read = front("read", text=text, opened=first._asdict())
    assert read == {"state": state._asdict(), "problems": []}
