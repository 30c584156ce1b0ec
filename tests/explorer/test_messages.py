"""How the explorer answers what its page asks for, and what it hears of it."""

import gzip
import json

import pytest
from kit.years import shifted

import yanjiao_budget as yb
from yanjiao_budget.explorer import sent


def asking(explorer, monkeypatch):
    """Return a function that asks an explorer as its page does, and returns its answer."""
    answers = []
    monkeypatch.setattr(
        explorer, "send", lambda content, buffers=None: answers.append((content, buffers))
    )

    def asked(kind, **content):
        explorer._answer(None, {"id": 7, "kind": kind, **content}, [])
        return answers.pop()

    return asked


@pytest.fixture
def ask(explorer, monkeypatch):
    """Return a function that asks the explorer of the published disclosure."""
    return asking(explorer, monkeypatch)


def unpacked(buffers):
    """Return the JSON that an answer carries."""
    return json.loads(gzip.decompress(buffers[0]))


def test_the_page_gets_the_disclosures_there_are_and_then_each(folder, small, monkeypatch):
    """What they have in common first."""
    folder(shifted(small, -1), small)
    monkeypatch.setattr(sent, "disclosure", lambda data: {"swhid": data.swhid})
    explorer = yb.explore("en")
    ask = asking(explorer, monkeypatch)
    content, buffers = ask("common")
    common = unpacked(buffers)
    assert content == {"id": 7}
    assert [(one["year"], one["body"]) for one in common["disclosures"]] == [
        (2020, explorer.body),
        (2021, explorer.body),
    ]
    _, buffers = ask("disclosure", year=2020, body=explorer.body)
    assert unpacked(buffers)["swhid"] in yb.cite(year=2020)


def test_the_page_gets_the_scripts_and_the_font_when_it_asks_for_them(ask):
    """A notebook that is saved holds none of them."""
    assert b"yanjiaoBudgetVega" in ask("vega")[1][0]
    assert ask("font")[1][0].startswith(b"OTTO")
    content, _ = ask("parts")
    assert {"explorer", "style", "policy"} < set(content)


def test_a_file_arrives_with_its_name(ask, explorer):
    """Its bytes beside the message."""
    content, buffers = ask("take", block="overview.table", form="parquet")
    assert content["name"].endswith(".parquet")
    assert buffers[0].startswith(b"PAR1")
    assert explorer.frame("overview.table").shape[0] > 10


@pytest.mark.parametrize(
    "content",
    [
        {"kind": "take", "block": "nowhere", "form": "csv"},
        {"kind": "take", "block": "overview.table", "form": "exe"},
        {"kind": "disclosure", "year": 1999, "body": "nobody"},
        {"kind": "run", "code": "1"},
    ],
)
def test_a_message_that_makes_no_sense_is_answered_with_what_is_wrong(content, ask):
    """Nothing raises into the page, and nothing in a message is run."""
    assert ask(**content)[0]["error"]


def test_the_reader_chooses_the_language_where_python_does_not():
    """Neither by itself nor by a shared state."""
    for options, open_question in (
        ({}, True),
        ({"lang": "en"}, False),
        ({"state": "v=1&lang=en"}, False),
    ):
        assert yb.explore(**options).language_of_reader == open_question, options


def test_a_choice_of_several_fields_is_one_change(explorer):
    """As the page sends it."""
    explorer.set_state({"view": "document", "line": 19})
    assert (explorer.view, explorer.line) == ("document", 19)


def test_what_could_not_be_opened_is_told_until_it_is_dismissed():
    """In both languages."""
    explorer = yb.explore("en", state="v=9")
    assert explorer.notices
    assert set(explorer.notices[0]) == {"en", "zh"}
    explorer.set_state({"notices": []})
    assert explorer.problems == ()
