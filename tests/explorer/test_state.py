"""The state that is shared: it reopens exactly, and an edited one opens as far as it can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit.charts import CHINESE
from kit.explorer import states

from yanjiao_budget.explorer.state import allows, from_text, to_text


@given(data=st.data())
def test_a_shared_state_reopens_exactly(data, opened):
    """Whatever was chosen."""
    state = data.draw(states(opened))
    text = to_text(state, opened.state)
    assert from_text(text, opened.state, opened._choices) == (state, [])


@given(text=st.text(max_size=60) | st.text("v=&1%line", max_size=20))
def test_no_edited_state_raises(text, opened):
    """Any text opens something that there is."""
    state, _ = from_text(text, opened.state, opened._choices)
    assert all(allows(opened._choices, name, value) for name, value in state._asdict().items())


@pytest.mark.parametrize(
    ("text", "fields", "said"),
    [
        ("v=2&view=grading", {"view": "grading"}, "version 2"),
        ("v=1&view=nowhere&lang=zh", {"view": "overview", "lang": "zh"}, "view=nowhere"),
        ("v=1&value=abc&line=9", {"value": 75.0, "line": 9}, "value=abc"),
        ("v=1&value=nan&line=9", {"value": 75.0, "line": 9}, "value=nan"),
        ("v=1&colour=red", {}, "colour=red"),
        ("v=1&year=1999", {"year": 2019}, "1999"),
        ("v=1&line=99999", {"line": 0}, "line=99999"),
        ("rubbish", {}, "no state"),
    ],
)
def test_a_state_that_is_edited_opens_what_it_can_and_says_what_it_could_not(
    text, fields, said, explorer
):
    """In both languages, on the page."""
    explorer.open_state(text)
    assert {name: getattr(explorer, name) for name in fields} == fields
    assert any(said in problem.en for problem in explorer.problems)
    assert all(CHINESE.search(problem.zh) for problem in explorer.problems)
