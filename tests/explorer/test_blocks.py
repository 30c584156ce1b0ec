"""What the explorer is held together by: blocks and their needs, the state and its traits."""

import inspect

import anywidget
import pandas as pd
import pytest
import traitlets

from yanjiao_budget.explorer.blocks import rows_of
from yanjiao_budget.explorer.page import BLOCKS, NEEDS, VIEW_NAMES
from yanjiao_budget.explorer.state import DEFAULT, VIEWS, Filters, State
from yanjiao_budget.explorer.widget import Explorer

EVERY = [block for blocks in BLOCKS.values() for block in blocks]
every_block = pytest.mark.parametrize(
    "block", EVERY, ids=lambda one: f"{one.__module__.split('.')[-1]}.{one.__name__}"
)


def test_a_row_is_the_one_that_pandas_gives():
    """Where the name of a column is no name in Python, too."""
    frame = pd.DataFrame({"from": [1, 2], "name": ["a", "b"], "to": [1.5, 2.5]})
    for one, other in zip(rows_of(frame), frame.itertuples(index=False), strict=True):
        assert one._asdict() == other._asdict()


@every_block
def test_a_block_depends_on_what_it_names_and_on_nothing_else(block):
    """Its parameters after the data are fields of the state, given by keyword; it sees no more."""
    data, *fields = inspect.signature(block).parameters.values()
    assert data.kind is data.POSITIONAL_OR_KEYWORD
    assert all(field.kind is field.KEYWORD_ONLY for field in fields)
    assert all(field.default is field.empty for field in fields)
    names = [field.name for field in fields]
    assert set(names) <= {*State._fields, "filters", "sought"}
    assert "lang" in names
    assert NEEDS[block] == tuple(names)


def test_every_view_has_its_blocks_and_no_two_of_one_name():
    """A block is called by its function's name on the page and in `take`."""
    assert list(BLOCKS) == list(VIEW_NAMES) == list(VIEWS)
    for blocks in BLOCKS.values():
        names = [block.__name__ for block in blocks]
        assert len(set(names)) == len(names)


def test_the_filters_are_fields_of_the_state():
    """Gathered from it, and cleared by its own first values."""
    state = DEFAULT._replace(query="率", ladder=3)
    assert state.filters == Filters(*(getattr(state, name) for name in Filters._fields))
    assert DEFAULT._replace(**DEFAULT.filters._asdict()) == DEFAULT
    unset = {name for name, value in DEFAULT.filters.conditions().items() if value is None}
    assert unset == set(Filters._fields) - {"query"}


def test_the_traits_of_the_explorer_are_the_fields_of_the_state():
    """Each written out in the class, of the field's type and with its first value, and synced."""
    own = {
        name: trait
        for name, trait in vars(Explorer).items()
        if isinstance(trait, traitlets.TraitType)
    }
    assert list(own) == ["language_of_reader", "notices", *State._fields]
    assert not set(State._fields) & set(anywidget.AnyWidget.class_traits())
    types = {str: traitlets.Unicode, int: traitlets.Int, float: traitlets.Float}
    for name, value in DEFAULT._asdict().items():
        assert type(own[name]) is types[type(value)], name
        assert own[name].default_value == value, name
        assert own[name].metadata["sync"], name
