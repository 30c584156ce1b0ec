"""Hostile cells stay text in the tables' files, and edited states open something that there is."""

import csv
import io
import random

import pytest

import yanjiao_budget as yb
from fuzz.share import share
from yanjiao_budget.explorer.state import allows, from_text, to_text
from yanjiao_budget.store.cells import FORMULA, to_csv, unescape

_CELLS, _STATES = 46_000, 1_500
_PARTS = (
    *(sign for sign in FORMULA if sign != "\r"),  # No text that is read holds a carriage return.
    "'",
    '"',
    ",",
    ";",
    "\n",
    " ",
    "HYPERLINK(1)",
    "cmd|' /C calc'!A0",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:b)",
    "{0.__class__}",
    "(?:",
    "\u202e",
    "\u200b",
    "一、预算",
    "95%以上",
)


def test_hostile_cells_come_back_as_they_were_and_none_opens_as_a_formula():
    """Whatever signs a spreadsheet takes for its own stand in them, in any order."""
    chosen = random.Random("cells")  # noqa: S311 - no secret
    texts = [
        "x".join(chosen.choices(_PARTS, k=2)) + "".join(chosen.choices(_PARTS, k=3))
        if number % 2
        else "".join(chosen.choices(_PARTS, k=chosen.randint(1, 5)))
        for number in range(0, _CELLS, share(40))
    ]
    file = to_csv({"text": texts}).decode("utf-8-sig")
    (heading,), *rows = csv.reader(io.StringIO(file, newline=""))
    assert heading == "text"
    assert [unescape(cell) for (cell,) in rows] == texts
    assert not [cell for (cell,) in rows if cell.startswith(FORMULA)]


@pytest.fixture(scope="module")
def opened():
    """Open the explorer of the published disclosure, in English."""
    return yb.explore("en")


def test_an_edited_state_opens_something_that_there_is(opened):
    """Signs of a state that says much, changed, lost and doubled."""
    whole = to_text(
        opened.state._replace(view="grading", query="率", ladder=2, value=60.0, line=19),
        opened.state,
    )
    for number in range(0, _STATES, share(10)):
        chosen = random.Random(f"state {number}")  # noqa: S311 - no secret
        signs = list(whole)
        for _ in range(chosen.randint(1, 6)):
            place = chosen.randrange(len(signs))
            signs[place] = chosen.choice(["", signs[place] * 2, "&", "=", "%", "%00", "9", "率"])
        state, _ = from_text("".join(signs), opened.state, opened._choices)
        assert all(allows(opened._choices, name, value) for name, value in state._asdict().items())
