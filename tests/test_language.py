"""The words that several rooms say, held to the keys that the tables have."""

import pickle

import pytest

from yanjiao_budget.explorer.state import FREE
from yanjiao_budget.ladders.ladder import READINGS
from yanjiao_budget.ladders.rules import RULES
from yanjiao_budget.language import (
    CERTAINTY_NAMES,
    READING_NAMES,
    Both,
    in_large,
    money,
    worded,
)
from yanjiao_budget.schema import BY_NAME


def test_every_reading_has_a_name():
    """And no other key has one."""
    assert tuple(READING_NAMES) == READINGS == FREE["reading"]


def test_every_certainty_has_a_name():
    """As the rules and the findings have them."""
    assert set(CERTAINTY_NAMES) == {rule.certainty for rule in RULES}
    assert BY_NAME["findings"].column("certainty").categories == tuple(CERTAINTY_NAMES)


@pytest.mark.parametrize(
    ("amount", "english", "chinese"),
    [
        (9999.99, "", ""),
        (10000, "100 million yuan", "1 亿元"),
        (10000.5, "about 100 million yuan", "约 1 亿元"),
        (95531.43, "about 955.3 million yuan", "约 9.55 亿元"),
        (-25588.14, "about -255.9 million yuan", "约 -2.56 亿元"),
        (120000, "1.2 billion yuan", "12 亿元"),
    ],
)
def test_a_large_amount_is_said_as_people_say_it(amount, english, chinese):
    """From 1亿元, which is 10,000 万元; what is rounded says so."""
    assert in_large(amount, "en") == english
    assert in_large(amount, "zh") == chinese


def test_a_sentence_has_a_large_amount_in_both_units():
    """As printed, and as people say it; a small one as printed alone."""
    assert money(95531.43, "zh") == "95,531.43 万元（约 9.55 亿元）"
    assert money(95531.43, "en") == "95,531.43 万元 (about 955.3 million yuan)"
    assert money(265.41, "en") == money(265.41, "zh") == "265.41 万元"


def test_words_in_both_languages_are_text_and_stay_so_when_copied():
    """In English to whoever asks no further; plain text is the same in either language."""
    said = pickle.loads(pickle.dumps(Both("9 cells", "9格")))  # noqa: S301 - its own bytes
    assert (said, worded(said, "en"), worded(said, "zh")) == ("9 cells", "9 cells", "9格")
    assert worded("95%以上", "en") == worded("95%以上", "zh") == "95%以上"
