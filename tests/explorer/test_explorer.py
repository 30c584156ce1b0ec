"""The explorer without a browser: assign a trait, look at the frames and specifications."""

import inspect
import json
import re
import subprocess
import sys
from itertools import product

import altair as alt
import pandas as pd
import pytest
import traitlets
from hypothesis import given
from hypothesis import strategies as st
from kit.charts import CHINESE

import yanjiao_budget as yb
from yanjiao_budget.analysis import grading
from yanjiao_budget.charts import redraw
from yanjiao_budget.explorer.page import BLOCKS
from yanjiao_budget.explorer.state import DEFAULT, VIEWS, State, allows, from_text, to_text
from yanjiao_budget.store import loaders
from yanjiao_budget.store.build import build

OPENED = DEFAULT._replace(**loaders.latest())
CHOICES = yb.explore("en")._choices
# States in which every block of every view has something to show.
FULL = {
    "spending": {"responsibility": 4},
    "grading": {"indicator": "1.2.1"},
    "document": {"find": "污水", "line": 19},
}
every_view = pytest.mark.parametrize(("view", "lang"), [*product(VIEWS, ("en", "zh"))])


@pytest.fixture
def explorer():
    """Return the explorer of the published disclosure, in English."""
    return yb.explore("en")


@pytest.fixture
def messages(explorer, monkeypatch):
    """Return what the explorer sends to its page, which has just opened."""
    sent = []
    monkeypatch.setattr(
        explorer, "send", lambda content, buffers=None: sent.append((content, buffers))
    )
    explorer._answer(None, {"kind": "hello", "language": "en-GB"}, [])
    return sent


def show(explorer, view, lang="en"):
    """Open a view with something in each of its blocks."""
    explorer.view, explorer.lang = view, lang
    for name, value in FULL.get(view, {}).items():
        setattr(explorer, name, value)
    return explorer.blocks()


_NOT_READ = {"specification", "set", "kind", "name", "field", "value", "also", "click"}


def texts(node):
    """Yield every text in what a page draws, specifications apart."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            if key not in _NOT_READ:
                yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)


# What is shown


@every_view
def test_every_block_of_every_view_can_be_drawn(view, lang, explorer):
    """Nothing is missing, and what goes to the page is plain data."""
    blocks = show(explorer, view, lang)
    assert [name.split(".")[1] for name in blocks] == [block.__name__ for block in BLOCKS[view]]
    for name, made in blocks.items():
        json.dumps(made.shown, allow_nan=False)
        assert "could not be drawn" not in str(made.shown), (name, made.shown)
        assert "无法显示" not in str(made.shown), (name, made.shown)


@every_view
def test_every_chart_is_valid_vega_lite(view, lang, explorer):
    """The page is spared the check on every change, so it is made here."""
    for made in show(explorer, view, lang).values():
        if made.shown["kind"] == "chart":
            specification = {**made.shown["specification"]}
            alt.Chart.from_dict({**specification, "$schema": alt.SCHEMA_URL}, validate=True)
            assert specification["datasets"]


@pytest.mark.parametrize("view", VIEWS)
def test_a_switch_of_language_changes_every_block_and_keeps_the_state(view, explorer):
    """No word stays behind in the other language."""
    english = show(explorer, view, "en")
    before = explorer.state
    explorer.lang = "zh"
    assert explorer.state == before._replace(lang="zh")
    for name, made in explorer.blocks().items():
        if made.shown["kind"] != "nothing":
            assert made.shown != english[name].shown, name


@pytest.mark.parametrize("view", [view for view in VIEWS if view != "document"])
def test_in_chinese_every_sentence_is_chinese(view, explorer):
    """Sources of criteria, and ladders in signs, are quoted as they are."""
    for name, made in show(explorer, view, "zh").items():
        for text in texts(made.shown):
            words = re.findall("[A-Za-z]{4,}", text)
            if len(words) > 2 and "(20" not in text:
                assert CHINESE.search(text), (name, text)


def test_a_headline_figure_has_its_year_before_its_share_and_its_line(explorer):
    """Project expenditure, as the document states it."""
    items = {item["small"]: item for item in explorer.blocks()["overview.figures"].shown["items"]}
    project = items["项目支出"]
    assert project["value"] == "90,119.41"
    assert any("94.3%" in text for text in project["notes"])
    assert any("65,579.26" in text and "derived" in text for text in project["notes"])
    assert project["line"]["set"] == {"view": "document", "line": 19}


@pytest.mark.parametrize("measure", ["amount", "share", "unfunded"])
@pytest.mark.parametrize("sort", ["", "budget", "-source_line", "name_en"])
def test_the_table_of_spending_matches_its_chart(measure, sort, explorer):
    """The same rows in the same order, for every measure and sort."""
    explorer.view, explorer.measure, explorer.sort = "spending", measure, sort
    blocks = explorer.blocks()
    rows = [int(row[0]) for row in blocks["spending.table"].shown["rows"]]
    data = next(iter(blocks["spending.chart"].shown["specification"]["datasets"].values()))
    assert rows == [point["responsibility"] for point in data]
    assert rows


def test_a_step_into_a_responsibility_lists_its_activities_and_the_way_back(explorer):
    """The breadcrumbs lead back."""
    explorer.view, explorer.responsibility = "spending", 4
    blocks = explorer.blocks()
    own = yb.load_activities()["responsibility"].eq(4).sum()
    assert len(blocks["spending.table"].frame) == own
    assert blocks["spending.trail"].shown["steps"][0]["set"] == {"responsibility": 0}


def test_a_responsibility_with_nothing_to_list_says_so_and_how_to_get_back(explorer):
    """Every activity of some responsibilities prints a budget."""
    explorer.view, explorer.measure = "spending", "unfunded"
    listed = set(explorer.blocks()["spending.table"].frame["responsibility"])
    explorer.responsibility = min(set(range(1, 14)) - listed)
    shown = explorer.blocks()["spending.chart"].shown
    assert "prints a budget" in shown["text"]
    assert shown["set"] == {"measure": "amount"}


def test_a_blank_budget_is_shown_in_words_and_never_as_zero(explorer):
    """No budget is published, which is not a budget of zero."""
    explorer.view = "spending"
    rows = explorer.blocks()["spending.table"].shown["rows"]
    assert [row[2] for row in rows].count("none published") == 2
    assert "0.00" not in [row[2] for row in rows]


@pytest.mark.parametrize("reading", ["cascade", "literal"])
@pytest.mark.parametrize("value", [0, 59.5, 75, 100])
def test_the_what_if_earns_what_the_grading_does(reading, value, explorer):
    """The chart counts what the table lists, one indicator at a time."""
    explorer.view, explorer.reading, explorer.value = "grading", reading, value
    blocks = explorer.blocks()
    counts = blocks["grading.whatif"].frame.set_index("grade")["indicators"]
    listed = blocks["grading.table"].frame["earns"].value_counts()
    assert counts[counts > 0].to_dict() == listed.to_dict()
    expected = grading.spread(value, yb.load_indicators(), reading).set_index("grade")["indicators"]
    assert counts.to_dict() == expected.to_dict()


def test_a_chart_drawn_again_is_the_chart_drawn_anew(explorer):
    """Only its rows are exchanged, and what depends on them."""
    explorer.view = "grading"
    steps = [
        {"value": 60.0},
        {"responsibility": 8},
        {"reading": "literal"},
        {"query": "率", "responsibility": 0},
        {"lang": "zh", "value": 0.0, "query": ""},
    ]
    for step in steps:
        for name, value in step.items():
            setattr(explorer, name, value)
        redraw._empty.cache_clear()
        anew = yb.explore(state=explorer.shared())
        for name, made in explorer.blocks().items():
            other = anew.blocks()[name].shown
            if made.shown["kind"] == "chart":
                assert unnamed(made.shown["specification"]) == unnamed(other["specification"]), name


def unnamed(specification):
    """Return a specification with its one set of rows under the same name in every chart."""
    ((name, rows),) = specification["datasets"].items()
    rest = {key: value for key, value in specification.items() if key != "datasets"}
    numbers = pd.DataFrame(rows).round(9).to_dict("records")
    return json.loads(json.dumps(rest).replace(name, "rows")), numbers


@pytest.mark.parametrize(
    ("query", "most"), [("安全 率", 60), ("safety", 60), ("ＳＡＦＥＴＹ　rate", 60), ("率", 303)]
)
def test_a_search_finds_chinese_or_english_and_every_word_of_it(query, most, explorer):
    """Several words narrow it; case and width do not matter."""
    explorer.view, explorer.query = "grading", query
    frame = explorer.blocks()["grading.table"].frame
    assert 0 < len(frame) <= most


def test_conditions_that_nothing_meets_say_so_and_how_to_get_back(explorer):
    """The rulers and tables are empty, and one click clears everything."""
    explorer.view, explorer.query, explorer.ladder = "grading", "没有这样的指标", 3
    found = explorer.blocks()["grading.found"].shown
    assert "No indicator" in found["text"]
    for name, value in found["set"].items():
        setattr(explorer, name, value)
    assert len(explorer.blocks()["grading.table"].frame) == 304


def test_a_finding_by_rule_filters_the_grading_view(explorer):
    """The count clicked on is the number of indicators found."""
    explorer.view = "trust"
    made = explorer.blocks()["trust.rules"]
    place = made.frame["rule"].tolist().index("direction_reversed")
    for name, value in made.shown["rows"][place][0]["set"].items():
        setattr(explorer, name, value)
    assert explorer.view == "grading"
    assert len(explorer.blocks()["grading.table"].frame) == made.frame["findings"].iloc[place]


def test_the_ledger_opens_with_the_one_gap(explorer):
    """What does not hold comes first."""
    explorer.view = "trust"
    ledger = explorer.blocks()["trust.ledger"].frame
    assert ledger["holds"].tolist()[:2] == [False, True]
    assert str(ledger["difference"].iloc[0]) == "-0.03"


@pytest.mark.parametrize("line", [1, 19, 3586])  # the first and the last among them
def test_any_line_is_shown_with_the_lines_around_it(line, explorer, text):
    """As printed, outer spaces aside."""
    explorer.view, explorer.line = "document", line
    rows = explorer.blocks()["document.lines"].shown["rows"]
    here = next(row for row in rows if row["here"])
    assert here["line"]["text"] == str(line)
    assert here["text"] == text.split("\n")[line - 1].strip()
    assert len(rows) > 8
    assert explorer.blocks()["document.lines"].shown["caption"] == f"Line {line} of 3,586"


def test_every_line_that_a_view_leads_to_is_a_line_of_the_document(explorer, text):
    """From any figure anywhere."""

    def lines(node):
        if isinstance(node, dict):
            if (node.get("set") or {}).get("view") == "document":
                yield node["set"]["line"]
            for value in node.values():
                yield from lines(value)
        elif isinstance(node, list):
            for value in node:
                yield from lines(value)

    for view in VIEWS[:-1]:
        found = [line for made in show(explorer, view).values() for line in lines(made.shown)]
        assert found, view
        assert all(1 <= line <= len(text.splitlines()) for line in found)


# What it gives


@every_view
def test_the_code_given_makes_the_frame_shown(view, lang, explorer):
    """A researcher goes on from where a journalist stopped."""
    show(explorer, view, lang)
    for sort in ("", "source_line", "-name"):
        explorer.sort = sort
        shown = explorer.blocks()
        taken = explorer_take(explorer)
        for name, made in shown.items():
            if made.code:
                scope = {}
                exec(next(code for code in taken if made.code in code), scope)  # noqa: S102
                pd.testing.assert_frame_equal(scope["frame"], made.frame, obj=name)


def explorer_take(explorer):
    """Return the texts that the page offers to copy."""
    sent = []
    explorer.send = lambda content, *_: sent.append(content)
    explorer._sent = {}
    explorer._send_page()
    return [text for _, text in sent[-1]["blocks"]["take"]["items"]]


def test_a_filtered_selection_is_reproduced_by_its_code(explorer):
    """Every filter finds its way into the code."""
    explorer.view = "grading"
    explorer.query, explorer.responsibility, explorer.funded = "率", 4, "no"
    explorer.ladder, explorer.kind, explorer.rule = 1, "at_least", "boilerplate_ladder"
    explorer.value, explorer.reading, explorer.sort = 62.5, "literal", "-findings"
    made = explorer.blocks()["grading.table"]
    scope = {}
    exec(next(code for code in explorer_take(explorer) if made.code in code), scope)  # noqa: S102
    assert len(made.frame)
    pd.testing.assert_frame_equal(scope["frame"], made.frame)


@every_view
def test_everything_shown_can_be_taken_along(view, lang, explorer):
    """Every table as CSV, XLSX and Parquet, every chart as SVG, PNG and HTML."""
    for name, made in show(explorer, view, lang).items():
        kind = made.shown["kind"]
        forms = {"table": ("csv", "xlsx", "parquet"), "chart": ("svg", "png", "html")}
        # Charts are slow to draw, and hold no word that the tests of charts do not read.
        for form in forms.get(kind, ()) if kind == "table" or lang == "zh" else ():
            file, content = explorer.take(name, form)
            assert file.endswith(f".{form}")
            assert content
    with pytest.raises(KeyError):
        explorer.take("nothing.table", "csv")


def test_a_chart_gives_no_table_file(explorer):
    """And a note gives nothing."""
    with pytest.raises(ValueError, match="gives no csv"):
        explorer.take("overview.chart", "csv")


# The shared state


def states():
    """Return states that the published disclosure has."""
    fields = {
        name: st.sampled_from(CHOICES[name]) if isinstance(CHOICES[name], tuple) else free
        for name, free in {
            **dict.fromkeys(State._fields, None),
            "sort": st.sampled_from(["", "budget", "-source_line", "&=%#"]),
            "query": st.text(max_size=20).filter(
                lambda text: "\r" not in text and max(text, default="a") < "\ud800"
            ),
            "find": st.sampled_from(["", "海绵 城市", "a&b=c", "<script>"]),
            "value": st.integers(0, 200).map(lambda half: half / 2),
            "line": st.integers(0, 3586),
        }.items()
    }
    return st.builds(State, **fields)


@given(states())
def test_a_shared_state_reopens_exactly(state):
    """Whatever was chosen."""
    text = to_text(state, OPENED)
    again, problems = from_text(text, OPENED, CHOICES)
    assert (again, problems) == (state, [])


@given(st.text(max_size=60) | st.text("v=&1%line", max_size=20))
def test_no_edited_state_raises(text):
    """Any text opens something that there is."""
    state, _ = from_text(text, OPENED, CHOICES)
    assert all(allows(CHOICES, name, value) for name, value in state._asdict().items())


@pytest.mark.parametrize(
    ("text", "opened", "said"),
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
def test_a_state_that_is_edited_opens_what_it_can_and_says_what_it_could_not(text, opened, said):
    """In both languages, on the page."""
    explorer = yb.explore("en", state=text)
    assert {name: getattr(explorer, name) for name in opened} == opened
    assert any(said in problem.en for problem in explorer.problems)
    assert all(CHINESE.search(problem.zh) for problem in explorer.problems)


def test_the_state_given_as_python_reopens_the_view(explorer):
    """What the page offers to copy is run as it is."""
    explorer.view, explorer.query, explorer.value = "grading", "率 & 数", 62.5
    code = next(text for text in explorer_take(explorer) if text.startswith("yb.explore("))
    assert eval(code, {"yb": yb}).state == explorer.state  # noqa: S307


def test_a_page_of_its_own_opens_what_its_address_says(monkeypatch):
    """Voilà hands the address to the kernel."""
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5")
    monkeypatch.setenv("QUERY_STRING", "state=v%3D1%26view%3Dtrust")
    explorer = yb.explore()
    assert explorer.view == "trust"
    assert explorer.in_page


# What is sent


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
        "grading.table",
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


@pytest.mark.usefixtures("messages")
def test_nothing_is_made_anew_that_did_not_change(explorer, monkeypatch):
    """Going back to where one was costs nothing."""
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


# Odd input


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("view", "nowhere"),
        ("lang", "fr"),
        ("value", 101.0),
        ("value", float("nan")),
        ("line", -1),
        ("responsibility", 99),
        ("indicator", "9.9.9"),
        ("query", "长" * 201),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_changes_nothing(name, value, explorer):
    """The message names the field and the value."""
    before = explorer.state
    with pytest.raises(traitlets.TraitError, match=name):
        setattr(explorer, name, value)
    assert explorer.state == before


@pytest.mark.parametrize(
    "query", ["", "   ", "[", "\\", "(.*)+$", "<script>", "'; --", "\x00", "😀" * 50]
)
def test_odd_words_are_searched_as_they_are(query, explorer):
    """No pattern, no markup."""
    explorer.query = explorer.find = query
    for view in ("grading", "document"):
        explorer.view = view
        assert "could not be drawn" not in str([made.shown for made in explorer.blocks().values()])


def test_opening_the_explorer_takes_no_module_from_others():
    """What it keeps from being read at its own start is there for whoever asks later."""
    code = (
        "import yanjiao_budget as yb; yb.explore();"
        "import sys; assert 'rfc3987_syntax' not in sys.modules; import rfc3987_syntax"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_language_that_is_neither_is_refused():
    """With what there is."""
    with pytest.raises(ValueError, match='"en" or "zh"'):
        yb.explore("fr")


def test_a_year_that_is_not_there_is_refused():
    """With what there is."""
    with pytest.raises(KeyError, match="2019"):
        yb.explore(year=1999)


HOSTILE = ["<script>document.title='x'</script>", "=1+1", "**粗** [链](javascript:alert(1))"]


def test_text_of_the_document_stays_text(tmp_path, monkeypatch, disclosure):
    """A name that looks like markup, a formula or Markdown reaches the page as it is printed."""
    text = disclosure.to_text()
    for number, name in enumerate(("财政预算管理", "人力资源和社会保障", "国土资源管理")):
        text = text.replace(name, HOSTILE[number], 1)
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "2019.txt").write_text(text, "utf-8", newline="")
    monkeypatch.setenv("YANJIAO_BUDGET_DATA", str(tmp_path))
    build()
    explorer = yb.explore("zh")
    explorer.view = "spending"
    shown = json.dumps(explorer.blocks()["spending.table"].shown, ensure_ascii=False)
    assert all(json.dumps(name, ensure_ascii=False)[1:-1] in shown for name in HOSTILE)
    _, csv = explorer.take("spending.table", "csv")
    assert b"'=1+1" in csv


# A second disclosure


def test_another_year_is_chosen_on_the_page(tmp_path, monkeypatch, disclosure):
    """What it does not have is chosen no more."""
    source = tmp_path / "source"
    source.mkdir()
    text = disclosure.to_text()
    (source / "2019.txt").write_text(text, "utf-8", newline="")
    later = text.replace("2019年部门预算公开情况说明", "2020年部门预算公开情况说明", 1)
    (source / "2020.txt").write_text(later, "utf-8", newline="")
    monkeypatch.setenv("YANJIAO_BUDGET_DATA", str(tmp_path))
    build()
    explorer = yb.explore("en", state="v=1&year=2019&view=spending")
    assert explorer.year == 2019
    assert explorer.shared() != yb.explore("en").shared()
    assert explorer.blocks()
    explorer.year = 2020
    for view in VIEWS:
        show(explorer, view)
        assert "could not be drawn" not in str([made.shown for made in explorer.blocks().values()])
    explorer.view = "years"
    pairs = explorer.blocks()["years.pairs"]
    assert pairs.frame["status"].eq("same").all()
    assert explorer.take("years.pairs", "csv")
    assert explorer.blocks()["years.compared"].shown["kind"] == "chart"


# Notebooks


def test_the_repr_names_what_is_shown_and_changes_with_it(explorer):
    """A notebook's regression test compares this text, and nothing else of a widget."""
    before = repr(explorer)
    assert before == repr(yb.explore("en"))
    assert len(before) <= 110
    explorer.lang = "zh"
    assert repr(explorer).split("shown")[1] != before.split("shown")[1]


def test_every_field_of_the_state_is_documented():
    """Once, where it is declared."""
    for name in State._fields:
        assert f"{name}: " in inspect.getdoc(State)
