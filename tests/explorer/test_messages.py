"""What the explorer sends to its page, and how it answers it."""

import pytest

import yanjiao_budget as yb


@pytest.fixture
def messages(explorer, monkeypatch):
    """Return what the explorer sends to its page, which has just opened."""
    sent = []
    monkeypatch.setattr(
        explorer, "send", lambda content, buffers=None: sent.append((content, buffers))
    )
    explorer._answer(None, {"kind": "hello", "language": "en-GB"}, [])
    return sent


def test_the_first_page_is_in_the_language_of_the_browser(monkeypatch):
    """Until the reader or the link says otherwise."""
    for options, language, expected in (
        ({}, "zh-CN", "zh"),
        ({}, "de", "en"),
        ({"lang": "en"}, "zh-CN", "en"),
        ({"state": "v=1&lang=en"}, "zh-CN", "en"),
    ):
        explorer = yb.explore(**options)
        monkeypatch.setattr(explorer, "send", lambda *_: None)
        explorer._answer(None, {"kind": "hello", "language": language}, [])
        assert explorer.lang == expected, options


def test_only_what_changed_is_sent(explorer, messages):
    """A slider resends no ruler, and a choice that changes nothing sends no block."""
    explorer.view = "grading"
    explorer.value = 60
    content, _ = messages[-1]
    assert set(content["blocks"]) == {
        "grading.controls",
        "grading.whatif",
        "grading.indicators",
        "take",
    }
    assert content["order"][0] == "frame"
    count = len(messages)
    explorer.value = 60
    assert len(messages) == count


def test_a_choice_of_several_fields_is_answered_once(explorer, messages):
    """A second answer would be taken for that of the next choice."""
    count = len(messages)
    explorer.set_state({"view": "document", "line": 19})
    assert len(messages) == count + 1


def test_nothing_is_made_anew_that_did_not_change(monkeypatch):
    """Going back to where one was costs nothing."""
    explorer = yb.explore("en")
    monkeypatch.setattr(explorer, "send", lambda *_: None)
    explorer._answer(None, {"kind": "hello", "language": "en-GB"}, [])
    explorer.view = "grading"
    explorer.value = 60
    made = []
    page = explorer._page
    monkeypatch.setattr(
        page,
        "_make",
        lambda block, *more: made.append(block.__name__) or type(page)._make(page, block, *more),
    )
    explorer.value = 61
    assert made == ["controls", "card", "whatif", "table"]
    made.clear()
    explorer.value = 60
    explorer.view = "overview"
    explorer.view = "grading"
    assert made == []


def test_a_download_arrives_as_a_file(explorer, messages):
    """Its name, and its bytes beside the message."""
    explorer._answer(None, {"kind": "download", "block": "overview.table", "form": "csv"}, [])
    content, buffers = messages[-1]
    assert content["kind"] == "file"
    assert content["name"].endswith(".csv")
    assert buffers[0].startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "content",
    [
        {"kind": "download", "block": "nowhere", "form": "csv"},
        {"kind": "download", "block": "overview.table", "form": "exe"},
        {"kind": "run", "code": "1"},
        {},
    ],
)
def test_a_message_that_makes_no_sense_is_answered_on_the_page(content, explorer, messages):
    """Nothing raises into the page, and nothing in a message is run."""
    explorer._answer(None, content, [])
    assert messages[-1][0]["kind"] == "failed"


def test_a_notice_goes_when_it_is_dismissed(monkeypatch):
    """And stays until then."""
    explorer = yb.explore("en", state="v=9")
    sent = []
    monkeypatch.setattr(explorer, "send", lambda content, *_: sent.append(content))
    explorer._answer(None, {"kind": "hello", "language": "en"}, [])
    assert sent[-1]["blocks"]["frame"]["notices"]
    explorer._answer(None, {"kind": "dismiss"}, [])
    assert not sent[-1]["blocks"]["frame"]["notices"]
