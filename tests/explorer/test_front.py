"""The page's own code, run in node: what it makes of a state is what Python makes of it."""

import base64
import csv
import io
import json
import zipfile
from datetime import date
from itertools import cycle, product

import pytest
from fuzz.share import ALL
from hypothesis import given, settings
from hypothesis import strategies as st
from kit import GOLDEN
from kit.explorer import states, taken
from kit.front import FrontEnd, held_by, sent_of
from kit.many import renamed
from kit.workbook import sheets
from kit.years import promising_years

import yanjiao_budget as yb
from yanjiao_budget.charts.style import label
from yanjiao_budget.explorer import overview, page
from yanjiao_budget.explorer.sent_parts import values
from yanjiao_budget.explorer.state import PROBLEMS, VIEWS, from_text, to_text
from yanjiao_budget.explorer.tables import flat
from yanjiao_budget.language import pick
from yanjiao_budget.schema import TABLES
from yanjiao_budget.store.cells import escape, records

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def front(saved_page, tmp_path_factory):
    """Run the front end over the published disclosure, as the file of it holds it."""
    running = FrontEnd(tmp_path_factory.mktemp("front"), held_by(saved_page))
    yield running
    running.close()


def as_sent(value):
    """Return a value as it is once it went to the page and back."""
    return json.loads(json.dumps(value, allow_nan=False))


_EXPECTED = {}


def expected(explorer, name):
    """Return what Python makes of a block, once for all states that the block cannot tell apart."""
    needs = page.NEEDS[page.NAMED[name]]
    key = (explorer._data, name, *(getattr(explorer.state, field) for field in needs))
    if key not in _EXPECTED:
        _EXPECTED[key] = worked_out(explorer, name)
    return _EXPECTED[key]


def worked_out(explorer, name):
    """Return what Python shows of a block, draws of it, and gives, as the page says it."""
    made = page.made(explorer._data, explorer.state, name)
    shown = as_sent(made.shown)
    specification = shown.pop("specification", None)
    given = {"shown": shown}
    if made.frame is None:
        return given, None
    given |= {"subject": made.subject, "unit": made.unit}
    if specification:
        return given | {"lines": list(explorer.lines(name))}, specification
    frame = flat(made.frame)
    return given | {
        "values": as_sent({column: values(frame[column]) for column in frame}),
        "headings": made.headings,
        "formats": made.formats,
        "code": made.code,
        "csv": explorer.take(name, "csv")[1].decode(),
    }, None


def alike(explorer, front):
    """Assert that every block of the explorer's view is the same on the page.

    What is shown, to the letter; the rows of a chart and what follows from them; the values of a
    table's frame, its file and its code.
    """
    found = front("blocks", state=explorer.state._asdict())
    view = explorer.view
    assert [*found] == [f"{view}.{block.__name__}" for block in page.BLOCKS[view]]
    for name, theirs in found.items():
        ours, specification = expected(explorer, name)
        assert {part: theirs[part] for part in ours} == ours, name
        if specification:
            drawn_alike(theirs["chart"], specification, name)


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


@pytest.mark.parametrize(("view", "lang"), [*product(VIEWS, ["en", "zh"])])
def test_every_view_as_it_opens_is_the_same_in_python_and_on_the_page(view, lang, explorer, front):
    """In both languages."""
    explorer.view, explorer.lang = view, lang
    alike(explorer, front)


@settings(max_examples=500 if ALL else 20)
@given(data=st.data())
def test_every_state_is_the_same_in_python_and_on_the_page(data, opened, front):
    """Whatever is chosen, in both languages and both readings: 500 states in `make fuzz`."""
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


EDITED = st.text(max_size=40) | st.text("v=&1%+line#?", max_size=20)


@given(text=EDITED)
def test_an_edited_state_opens_on_the_page_as_it_does_in_python(text, opened, front):
    """As far as it can be, with the same told of what could not."""
    first = opened.state
    state, problems = from_text(text, first, opened._choices)
    read = front("read", text=text, opened=first._asdict())
    assert read["state"] == state._asdict()
    assert [fill(one) for one in read["problems"]] == [one.en for one in problems]


def fill(told):
    """Return a problem that the page tells, in English."""
    return PROBLEMS[told["name"]][0].format(**told["values"])


@pytest.mark.parametrize(
    "text",
    [
        "v=2&view=grading",
        "v=1&view=nowhere&lang=zh",
        "v=1&value=abc&line=9",
        "v=1&value=nan&line=9",
        "v=1&colour=red",
        "v=1&year=1999",
        "v=1&line=99999",
        "v=1&view=grading&rule=bands_out_of_order",
        "v=1&__proto__=x&constructor=y",
        "rubbish",
    ],
)
def test_what_a_link_has_wrong_is_told_alike(text, opened, front):
    """In the same words."""
    explorer = yb.explore("en", state=text)
    read = front("read", text=text, opened=opened._opened._asdict())
    assert read["state"] == explorer.state._asdict()
    assert [fill(one) for one in read["problems"]] == [one.en for one in explorer.problems]


@pytest.mark.parametrize("view", VIEWS)
def test_the_page_offers_the_code_and_the_citation_of_what_it_shows(view, explorer, front):
    """To be copied: each table's code, the state, and the state as Python, which opens it."""
    explorer.view = view
    shared = explorer.shared()
    items = front("footer", state=explorer.state._asdict(), shared=shared)["items"]
    texts = [text for _, text in items]
    assert set(taken(explorer)) <= set(texts)
    assert {yb.cite(), yb.cite(lang="en"), shared} <= set(texts)
    code = next(text for text in texts if text.startswith("yb.explore("))
    assert eval(code, {"yb": yb}).state == explorer.state  # noqa: S307


# A second disclosure


# Those that look at another year; `make fuzz` compares every one.
OF_YEARS = VIEWS if ALL else ("years", "trust", "promises")


def test_two_disclosures_are_the_same_in_python_and_on_the_page(later, tmp_path):
    """One beside the other, ties across both years, and each by itself."""
    front = FrontEnd(tmp_path, sent_of(later._disclosures(), OF_YEARS))
    after, before = later.year, later.year - 1
    for year, lang in ((after, "en"), (before, "zh")):
        later.year, later.lang = year, lang
        later.responsibility = 4
        ties = [key for key in later._data.workings if key.startswith("previous_")]
        assert bool(ties) == (year == after)
        for view in OF_YEARS:
            later.view = view
            later.tie = ties[0] if ties else ""
            later.line = 19
            alike(later, front)
    front.close()


def test_the_promises_of_two_years_are_the_same_in_python_and_on_the_page(folder, small, tmp_path):
    """Whatever became of each, in every order; of the earlier year too, which has none before."""
    folder(*promising_years(small))
    explorer = yb.explore("en", state="v=1&view=promises")
    front = FrontEnd(tmp_path, sent_of(explorer._disclosures(), ["promises"]))
    for year, lang, sort in (
        (2021, "en", ""),
        (2021, "zh", "outcome"),
        (2021, "en", "-quote_line"),
        (2020, "zh", ""),
    ):
        explorer.year, explorer.lang, explorer.sort = year, lang, sort
        alike(explorer, front)
    front.close()


def test_the_bodies_of_a_year_are_the_same_in_python_and_on_the_page(folder, tmp_path):
    """Side by side, in every order, whichever is turned to; what one lacks is lacking in both."""
    texts = [text for text in renamed() if "2021年部门预算" in text][:3]
    folder(*texts)
    explorer = yb.explore("en", state="v=1&view=bodies")
    there = explorer._disclosures()
    assert len(there) == len(explorer.frame("bodies.table")) == len(texts)
    front = FrontEnd(tmp_path, sent_of(there, ["bodies"]))
    for body, lang, sort in (
        (there[0].body, "en", ""),
        (there[0].body, "zh", "-unfunded_share"),
        (there[-1].body, "zh", "reason_zh"),
        (there[-1].body, "en", "expenditure"),
    ):
        explorer.body, explorer.lang, explorer.sort = body, lang, sort
        alike(explorer, front)
    front.close()


# Those furthest from 2019's; `make fuzz` takes every one.
OTHERS = ["nothing_to_state", "shape_2018", "shape_2023", "without_optional_sections"]
if ALL:
    OTHERS = sorted(path.stem for path in GOLDEN.glob("*.txt"))


@pytest.mark.parametrize(("name", "lang"), [*zip(OTHERS, cycle(["en", "zh"]), strict=False)])
def test_other_documents_are_the_same_in_python_and_on_the_page(name, lang, folder, tmp_path):
    """Small ones, with sections left out, and with figures that are not stated."""
    folder((GOLDEN / f"{name}.txt").read_bytes().decode())
    explorer = yb.explore("en")
    front = FrontEnd(tmp_path, sent_of([explorer._data]))
    for view in VIEWS:
        explorer.view, explorer.lang, explorer.line = view, lang, 5
        alike(explorer, front)
    front.close()


def test_a_block_that_cannot_be_made_says_so_and_takes_no_other_with_it(
    monkeypatch, folder, small, tmp_path
):
    """On the page as in Python."""
    folder(small)
    explorer = yb.explore("en")

    def broken(*_, **__):
        raise ValueError("no figure")

    monkeypatch.setattr(overview.spending, "composition", broken)
    front = FrontEnd(tmp_path, sent_of([explorer._data], ["overview"]))
    alike(explorer, front)
    found = front("blocks", state=explorer.state._asdict())
    assert "ValueError: no figure" in found["overview.chart"]["shown"]["text"]
    front.close()


# What is taken along


def test_the_package_holds_the_published_tables_byte_for_byte(front, opened, root, tmp_path):
    """So it is as valid as they are; beside it stands how it is cited."""
    state = opened.state._asdict()
    content = base64.b64decode(front("package", state=state))
    assert base64.b64decode(front("package", state={**state, "lang": "zh"})) == content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        packed.extractall(tmp_path)
    described = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    paths = {"datapackage.json", *(one["path"] for one in described["resources"])}
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")}
    assert found == paths | {"CITATION.txt"}
    for path in paths:
        assert (tmp_path / path).read_bytes() == (root / "data" / path).read_bytes(), path
    assert f"{yb.cite()}\n{yb.cite(lang='en')}\n" in (tmp_path / "CITATION.txt").read_text("utf-8")


def in_workbook(value):
    """Return the type and value that a cell of a workbook has of a stored value."""
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, str):
        return "s", value
    if isinstance(value, date):
        value = (value - date(1899, 12, 30)).days
    return "n", f"{float(value):.14g}"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_workbook_holds_every_table_with_its_types(lang, front, opened):
    """Every row of every table, headed in the language, and a sheet with units and citations."""
    state = opened.state._asdict() | {"lang": lang}
    content = base64.b64decode(front("workbook", state=state))
    assert base64.b64decode(front("workbook", state=state)) == content
    book = sheets(content)
    assert [*book][:-1] == [pick(lang, table.en, table.zh) for table in TABLES]
    for table, cells in zip(TABLES, book.values(), strict=False):
        width = len(table.columns)
        rows = [[label(column, lang) for column in table.columns]]
        rows += [[row[column.name] for column in table.columns] for row in records(table.name)]
        names = [f"{chr(64 + at // 26) * (at > 25)}{chr(65 + at % 26)}" for at in range(width)]
        expected = {
            f"{name}{number}": in_workbook(value)
            for number, row in enumerate(rows, 1)
            for name, value in zip(names, row, strict=True)
            if value is not None
        }
        assert {name: cell[:2] for name, cell in cells.items()} == expected, table.name
    said = {value for _, value, _ in [*book.values()][-1].values()}
    assert {yb.cite(), yb.cite(lang="en")} <= said


def test_hostile_text_stays_text_in_the_workbook_of_every_table(front, opened):
    """No formula is made of it, and the apostrophe that a CSV needs is taken off again."""
    texts = ["=1+1", "'=1", "＝1", "<b>x</b>", "\u202ea", "**a** {0}", 'a,"b"\nc', "@x"]
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([["a"], *([escape(one)] for one in texts)])
    headed = {"title": "T", "headings": ["=H"]}
    table = {"path": "t.csv", "types": ["string"], "units": [""], "en": headed, "zh": headed}
    instead = {"files": {"t.csv": f"\ufeff{file.getvalue()}"}, "tables": [table]}
    content = base64.b64decode(front("workbook", state=opened.state._asdict(), instead=instead))
    cells = sheets(content)["T"]
    assert [cells[f"A{at}"][:2] for at in range(1, 10)] == [("s", one) for one in ["=H", *texts]]


@pytest.mark.parametrize(
    ("lang", "view", "block", "chosen", "by"),
    [
        ("en", "grading", "indicators", {"query": "safety", "funded": "no"}, "safety"),
        ("zh", "grading", "indicators", {"responsibility": 4}, "城市市政管理"),
        ("zh", "document", "hits", {"find": "污水"}, "污水"),
    ],
)
def test_a_table_is_given_as_it_is_filtered_or_whole(  # noqa: PLR0913, PLR0917
    lang, view, block, chosen, by, front, explorer
):
    """The reader chooses, and each file says which rows it has and by what they were chosen."""
    name = f"{view}.{block}"
    state = explorer.state._replace(lang=lang, view=view)
    whole = len(explorer._data.indicators if view == "grading" else explorer._data.texts)
    with explorer.hold_trait_notifications():
        for field, value in state._replace(**chosen)._asdict().items():
            setattr(explorer, field, value)
    count = len(explorer.frame(name))
    assert 0 < count < whole
    for every, rows in ((False, count), (True, whole)):
        given = front("files", state=explorer.state._asdict(), block=name, every=every)
        _, *lines = csv.reader(io.StringIO(given["csv"].removeprefix("\ufeff"), newline=""))
        assert len(lines) == rows
        assert (by in given["chosen"]) != every
        assert str(rows) in given["chosen"]
        assert all(given["chosen"] in line[-3] for line in lines)
        data, sources = sheets(base64.b64decode(given["xlsx"])).values()
        assert len([cell for cell in data if cell.startswith("A")]) == rows + 1
        assert given["chosen"] in {value for _, value, _ in sources.values()}
