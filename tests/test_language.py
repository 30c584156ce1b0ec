"""The words that several rooms say, held to the keys that the tables have."""

from yanjiao_budget.explorer.state import FREE
from yanjiao_budget.ladders.ladder import READINGS
from yanjiao_budget.ladders.rules import RULES
from yanjiao_budget.language import CERTAINTY_NAMES, READING_NAMES
from yanjiao_budget.schema import BY_NAME


def test_every_reading_has_a_name():
    """And no other key has one."""
    assert tuple(READING_NAMES) == READINGS == FREE["reading"]


def test_every_certainty_has_a_name():
    """As the rules and the findings have them."""
    assert set(CERTAINTY_NAMES) == {rule.certainty for rule in RULES}
    assert BY_NAME["findings"].column("certainty").categories == tuple(CERTAINTY_NAMES)
