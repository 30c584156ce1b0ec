"""What the notebooks say: one wording in two languages, and the document's text in it as text."""

import ast
import html
import re
from datetime import date
from decimal import Decimal
from functools import cache

import nbformat
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kit.charts import CHINESE
from kit.running import FOLDER, WORDED, read, shown, sources
from kit.years import build_in
from lxml import html as pages

import yanjiao_budget as yb
from yanjiao_budget.notebook import Said
from yanjiao_budget.schema import PERFORMANCE_GRID
from yanjiao_budget.store.add import add_disclosure
from yanjiao_budget.store.folders import FOLDER_SETTING

# Figures that stand in the wording are names: of an article, a document, or what a cell prints.
NAMES_WITH_FIGURES = ("article 205", "article 1259", "2021", "70%", "3次", "2次")
WORDS = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){2}")  # three words of English in a row
# What one language has in figures and the other in letters.
IN_LETTERS = {"31 December 2018": "2018 12 31", "二百零五": "205", "一千二百五十九": "1259"}
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "*x* **x** _x_ ~~x~~",
    "[a](b) ![a](b) [^1] <http://a.example>",
    "`x`",
    "# x",
    "- x",
    "1. x",
    "1) x",
    "> x",
    "===",
    "---",
    "|a|b|",
    "&lt;b&gt; &amp;",
    "$x_1^2$ $$x$$ \\(x\\) \\[x\\]",
    "http://a.example www.a.example a@a.example",
    "{year} {0} {{year}} %s",
    "</p></blockquote>",
)


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Return a function that writes a wording and has the test run beside it."""

    def write(english, chinese=None):
        for lang, text in (("en", english), ("zh", english if chinese is None else chinese)):
            (tmp_path / f"one.{lang}.md").write_text(text, "utf-8")
        monkeypatch.chdir(tmp_path)

    return write


def rendered(markdown):
    """Return what nbconvert makes of Markdown."""
    from nbconvert import filters  # noqa: PLC0415 - every process of the tests imports this file

    return filters.markdown2html(markdown)


def said(section, lang="en", /, **values):
    """Return what a section of the wording says."""
    return str(yb.wording("one", lang)(section, **values))


class TestFilledIn:
    """What stands in a place."""

    def test_a_value_in_its_format(self, written):
        """Python's own formats, as in the code that computed the value."""
        written("# Title\n\n## a\n{share:.1%} of {amount:,.2f} on {day:%d %B %Y}\n")
        values = {"share": 0.525, "amount": Decimal("90119.38"), "day": date(2018, 12, 31)}
        assert said("a", **values) == "52.5% of 90,119.38 on 31 December 2018"

    def test_a_column_of_a_row_a_mapping_or_a_frame(self, written):
        """A section takes a row whole and names the columns it says."""
        written("## a\n{row[name]} {row[line]:,} {frame[line]} {mapping[line]}\n")
        frame = pd.DataFrame({"name": ["x", "y"], "line": [1234, 5]})
        values = {"row": frame.iloc[0], "frame": frame, "mapping": {"line": 7}}
        assert said("a", **values) == "x 1,234 1234, 5 7"

    def test_a_list_is_joined_as_the_language_joins_it(self, written):
        """Each value in the place's format."""
        written("## a\n{share:.0%}\n")
        assert said("a", share=[0.1, 0.2]) == "10%, 20%"
        assert said("a", "zh", share=[0.1, 0.2]) == "10%、20%"

    @pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA, pd.NaT, [], pd.Series([])])
    def test_what_is_missing_is_said_to_be(self, written, nothing):
        """Never `nan`, and never a gap in the sentence."""
        written("## a\n{amount:,.2f}\n")
        assert (said("a", amount=nothing), said("a", "zh", amount=nothing)) == ("none", "无")

    def test_a_doubled_brace_is_a_brace(self, written):
        """As in Python's formats."""
        written("## a\n{{{year}}}\n")
        assert said("a", year=2019) == "{2019}"

    def test_what_is_said_is_markdown_in_a_notebook_and_a_name_elsewhere(self, written):
        """JupyterLab shows the one, and a reader without Markdown the other."""
        written("## a\n**{year}**\n")
        shown = yb.wording("one")("a", year=2019)
        assert shown._repr_markdown_() == str(shown) == "**2019**"
        assert repr(shown) == "Wording: a"


HALF_OR_NOT = "## a\n[[Half is {half:.0%}.||?whole:The whole is {whole}.||No half is stated.]]\n"


class TestStatedOrNot:
    """What stands in double brackets."""

    @pytest.mark.parametrize(
        ("half", "whole", "expected"),
        [
            (0.5, 2, "Half is 50%."),
            (0, 2, "Half is 0%."),
            (None, 2, "The whole is 2."),
            (float("nan"), 2, "The whole is 2."),
            (float("inf"), 2, "The whole is 2."),
            (pd.NA, 2, "The whole is 2."),
            ([], 2, "The whole is 2."),
            ([0.5, None], 2, "The whole is 2."),
            (None, 0, "No half is stated."),
            (None, None, "No half is stated."),
        ],
    )
    def test_the_first_is_said_whose_values_are_all_stated(self, written, half, whole, expected):
        """A zero is stated; what is asked for has to be more than that."""
        written(HALF_OR_NOT)
        assert said("a", half=half, whole=whole) == said("a", "zh", half=half, whole=whole)
        assert said("a", half=half, whole=whole) == expected

    @pytest.mark.parametrize(
        ("count", "expected"),
        [(0, "few"), (1, "one"), (2, "few"), (3, "many"), (None, ""), (float("nan"), "")],
    )
    def test_an_alternative_can_ask_for_a_number(self, written, count, expected):
        """Of a value that is not stated nothing holds."""
        written("## a\nx[[?count=1:one||?count<3:few||?count>2:many]]\n")
        assert said("a", count=count) == f"x{expected}"

    def test_of_a_list_a_column_or_a_frame_the_number_of_rows_is_asked_for(self, written):
        """So that a sentence on the largest is said where there is one."""
        written("## a\n[[?rows>1:several||?rows:one||none]] [[?rows[line]=2:two]]x\n")
        frame = pd.DataFrame({"line": [5, 6]})
        said_of = [said("a", rows=frame.head(rows)) for rows in range(3)]
        assert said_of == ["none x", "one x", "several twox"]

    def test_an_alternative_can_ask_for_several_things(self, written):
        """Each of them has to be so."""
        written("## a\nx[[?one:?two>1: {three}]]\n")
        assert said("a", one=True, two=2, three=3) == "x 3"
        assert said("a", one=False, two=2, three=3) == said("a", one=True, two=1, three=3) == "x"

    def test_a_word_follows_the_number(self, written):
        """Of a value, or of how many values there are."""
        written("## a\n{count} {count:?line|lines}, {lines:?line|lines} {lines}\n")
        assert said("a", count=1, lines=[7]) == "1 line, line 7"
        assert said("a", count=0, lines=[7, 8]) == "0 lines, lines 7, 8"

    def test_a_paragraph_of_which_nothing_is_said_leaves_nothing(self, written):
        """No quotation mark without a quotation, and no gap."""
        written("## a\n> [[{x}]]\n\n[[*Caveat.* {x}]]\n\n[[?x:a]]\n\nLast.\n")
        assert said("a", x=None) == "Last."

    def test_text_in_brackets_of_the_document_is_text(self, written):
        """What is filled in is never read as alternatives."""
        written("## a\n[[{text}||none]]\n")
        assert html.unescape(said("a", text="[[x||{y}]]")) == "[[x||{y}]]"

    def test_what_is_missing_of_a_row_that_is_missing_is_not_stated(self, written):
        """A row of a frame with no rows."""
        written("## a\n[[{row[name]}||no row]]\n")
        assert said("a", row=pd.DataFrame({"name": []})) == "no row"


# The wording of the two languages, the values, and what the message names besides the file.
REFUSED = {
    "a place without a value": ("## a\n{x} {y:.1%}", None, {"x": 1}, ("'a'", "'y'")),
    "a value without a place": ("## a\n{x}", None, {"x": 1, "y": 2}, ("'a'", " y")),
    "a section that is not there": ("## b\n{x}", None, {"x": 1}, ("'a'", " b")),
    "a section in English alone": ("## a\n{x}\n## b\ny", "## a\n{x}", {"x": 1}, (".zh", "'b'")),
    "a section in Chinese alone": ("## a\n{x}", "## a\n{x}\n## b\ny", {"x": 1}, (".en", "'b'")),
    "a place in English alone": ("## a\n{x} {y}", "## a\n{x}", {"x": 1}, (".zh", "'a'", " y")),
    "a place in Chinese alone": ("## a\n{x}", "## a\n{x} {y}", {"x": 1}, (".en", "'a'", " y")),
    "a section twice": ("## a\n{x}\n## a\n{x}", None, {"x": 1}, ("'a'", "twice")),
    "a section with no text": ("## a\n\n## b\n{x}", None, {"x": 1}, ("'a'", "no text")),
    "a key that is not there": ("## a\n{x[y]}", None, {"x": {}}, ("'a'", "'x[y]'")),
    "a key of what has none": ("## a\n{x[y]}", None, {"x": 1}, ("'a'", "'x[y]'")),
    "a format that does not fit": ("## a\n{x:.1%}", None, {"x": "y"}, ("'a'", "'x'")),
    "an attribute": ("## a\n{x.real}", None, {"x": 1}, ("'a'", "'x.real'")),
    "a position": ("## a\n{}", None, {"x": 1}, ("'a'", "''")),
    "a conversion": ("## a\n{x!r}", None, {"x": 1}, ("'a'", "'x'")),
    "a format with a place in it": ("## a\n{x:{y}}", None, {"x": 1}, ("'a'", "'x'")),
    "brackets that do not close": ("## a\n[[{x}", None, {"x": 1}, ("'a'", "[[")),
    "brackets that do not open": ("## a\n{x}]]", None, {"x": 1}, ("'a'", "]]")),
    "alternatives in no brackets": ("## a\n{x}||y", None, {"x": 1}, ("'a'", "||")),
    "brackets in brackets": ("## a\n[[{x} [[y]] z]]", None, {"x": 1}, ("'a'", "[[")),
    "a key that is not there, in brackets": ("## a\n[[{x[y]}]]", None, {"x": {}}, ("'x[y]'",)),
    "a question without a value": ("## a\n[[?y:z]] {x}", None, {"x": 1}, ("'a'", "'y'")),
    "a question in English alone": (
        "## a\n[[?y:z]]{x}",
        "## a\n{x}",
        {"x": 1, "y": 1},
        (".zh", " y"),
    ),
    "a stray brace": ("## a\n{x} }", None, {"x": 1}, ("'a'", "brace")),
}


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.replace(" ", "_"))
def test_what_does_not_fit_is_refused_by_file_section_and_place(written, case):
    """A slip in a wording is found before a reader finds it."""
    english, chinese, values, named = REFUSED[case]
    written(english, chinese)
    with pytest.raises(ValueError, match=r"one\.(en|zh)\.md") as refused:
        said("a", **values)
    assert [name for name in named if name not in str(refused.value)] == []


def test_a_notebook_without_its_wording_says_what_to_take_along(tmp_path, monkeypatch):
    """A copy elsewhere needs the files beside it."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"one\.en\.md in .*files beside it"):
        yb.wording("one")


def test_another_language_is_refused(written):
    """With the two that there are."""
    written("## a\nx")
    with pytest.raises(ValueError, match='it can be "en" or "zh"'):
        yb.wording("one", "fr")


def shown_by(markdown):
    """Return the text that a page made of Markdown shows, and its elements."""
    page = pages.fromstring(f"<div>{rendered(markdown)}</div>")
    return page.text_content().rstrip("\n"), {one.tag for one in page.iter()}


def test_text_of_a_document_shows_as_itself(written):
    """No sign of it is taken for Markdown, HTML, a formula or a place."""
    written("## a\n{text}\n\n*{text}*: **{text}**\n")
    for text in HOSTILE:
        once = shown_by(said("a", text=text))
        assert once[0] == f"{text}\n{text}: {text}"
        assert once[1] <= {"div", "p", "em", "strong", "span"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_any_text_shows_as_itself(written, text):
    """Whatever a document prints, at the start of a line or within one."""
    written("## a\n{text}\n\nx {text} x\n")
    found, elements = shown_by(said("a", text=text))
    assert found == f"{text}\nx {text} x"
    assert elements <= {"div", "p", "span"}


def test_no_formula_is_made_of_dollars(written):
    """JupyterLab looks for formulas in the page that is made, but not across elements."""
    written("## a\n{text}\n")
    page = pages.fromstring(rendered(said("a", text="$x$ \\(x\\)")))
    assert [one.text for one in page.iter("span")] == ["$", "$", "\\", "\\"]


def test_lines_of_a_cell_are_one_line_of_the_wording(written):
    """A blank line within a cell would begin a paragraph, and a space before it a listing."""
    written("## a\n> {text}\n")
    assert said("a", text="  办结率达\n\n    95%以上 ") == "> 办结率达 95%以上"


def test_text_that_looks_like_an_address_is_not_fetched(written, monkeypatch):
    """A wording that opens with a name opens nothing else."""
    monkeypatch.setattr("urllib.request.urlopen", lambda *_: pytest.fail("fetched"))
    written("## a\n{text}\n")
    assert html.unescape(said("a", text="http://127.0.0.1:1/x")) == "http://127.0.0.1:1/x"


def sections(name, lang):
    """Return the sections of a wording by name, as they are written."""
    found = re.split(
        r"^## (.+)$", (FOLDER / f"{name}.{lang}.md").read_text("utf-8"), flags=re.MULTILINE
    )
    return dict(zip(found[1::2], found[2::2], strict=True))


@pytest.mark.parametrize("name", WORDED)
def test_every_section_is_said_and_every_section_said_is_there(name):
    """No wording is left behind by a cell that went."""
    code = "\n".join(sources(name))
    asked = set(re.findall(r'say\(\s*"(\w+)"', code))
    if 'say(f"example_{' in code:
        asked |= {"example_certain", "example_likely"}
    assert asked == set(sections(name, "en")) == set(sections(name, "zh"))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", WORDED)
def test_every_figure_of_the_prose_is_computed(name, lang):
    """What a wording has of figures is no finding."""
    for section, text in sections(name, lang).items():
        words = re.sub(r"\{[^{}]*\}|\?\w+(?:\[\w+\])?[=<>]\d+:", "", text)
        for known in NAMES_WITH_FIGURES:
            words = words.replace(known, "")
        assert re.findall(r"\d+", words) == [], section


@pytest.mark.parametrize("name", WORDED)
def test_code_computes_and_says_nothing_itself(name):
    """A cell is a few lines to use again, with no prose, loop or stand-in for missing English."""
    first, *cells = sources(name)
    for cell in (first, *cells):
        lines = [line for line in cell.splitlines() if line]
        assert len(lines) <= 15
        assert max(map(len, lines)) <= 100
        assert not re.search(r"^for |Markdown|name_en.*fillna", cell, re.MULTILINE)
        texts = [one.value for one in ast.walk(ast.parse(cell)) if isinstance(one, ast.Constant)]
        assert [text for text in texts if isinstance(text, str) and WORDS.search(text)] == []


@pytest.mark.parametrize("name", [*WORDED, "04_explorer"])
def test_what_is_not_computed_stands_in_both_languages(name):
    """Headings in one line, introductions and limits paragraph by paragraph."""
    for text in sources(name, "markdown"):
        paragraphs = [one for one in text.split("\n\n") if one != "中文："]
        in_both = [one for one in paragraphs if " · " in one]
        chinese = [one for one in paragraphs if one not in in_both and _is_chinese(one)]
        assert in_both
        assert len(paragraphs) == len(in_both) + 2 * len(chinese)


def test_the_form_has_no_column_for_what_the_second_notebook_says_it_has_none_for():
    """No word for a baseline, a period or a source is in a heading of the grading table."""
    headings = "".join("".join((*one.under, one.zh)) for one in PERFORMANCE_GRID)
    assert "绩效指标" in headings
    assert re.findall("基准|基期|基线|上年|去年|期间|周期|时限|时间|来源|依据", headings) == []


def _is_chinese(text):
    words = re.sub(r"`[^`]*`", "", text)
    return len(CHINESE.findall(words)) > len(re.findall("[A-Za-z]", words))


@pytest.fixture(scope="module")
def everything(tmp_path_factory, text, small):
    """Return a function that returns what a notebook shows, with another body's data too."""
    folder = build_in(tmp_path_factory.mktemp("two_bodies"), text)
    (folder / "other.txt").write_bytes(small.encode())
    add_disclosure(folder / "other.txt", data=folder)

    @cache
    def found(name, lang):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(FOLDER_SETTING, str(folder))
            patch.chdir(FOLDER)
            return shown(name, lang)

    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", WORDED)
def test_a_chinese_reader_gets_all_of_the_text(name, everything):
    """As many sections as in English, in Chinese but for the titles of foreign sources."""
    english, chinese = (
        [one for one in everything(name, lang) if isinstance(one, Said)] for lang in ("en", "zh")
    )
    assert [one.section for one in chinese] == [one.section for one in english]
    assert chinese
    sources = yb.load_findings()["criterion_source"].unique()
    for one in chinese:
        text = re.sub(r"`[^`]*`", "", html.unescape(one.text))
        for source in sources:
            text = text.replace(source, "")
        assert CHINESE.search(text)
        assert not WORDS.search(text), text
        assert re.search(r"\d", text)


@pytest.mark.slow
@pytest.mark.parametrize("name", WORDED)
def test_a_disclosure_added_to_that_of_2019_leaves_what_is_said_of_it(name, everything):
    """Another body's is stored beside it, and not mixed into it: what is said is what is stored."""
    cells = [cell for cell in read(name)["cells"] if cell["cell_type"] == "code"]
    outputs = [one.get("data", {}) for cell in cells for one in cell["outputs"]]
    stored = ["".join(one["text/markdown"]) for one in outputs if "text/markdown" in one]
    assert [str(one) for one in everything(name, "en") if isinstance(one, Said)] == stored


@pytest.mark.slow
@pytest.mark.parametrize("name", WORDED)
def test_both_languages_give_the_same_figures(name, everything):
    """A figure of one is a figure of the other, by section."""

    def figures(lang):
        texts = [str(one) for one in everything(name, lang) if isinstance(one, Said)]
        for english, figure in IN_LETTERS.items():
            texts = [text.replace(english, figure) for text in texts]
        return [set(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", html.unescape(one))) for one in texts]

    assert figures("en") == figures("zh")


def test_a_tie_that_is_not_exact_is_told_with_its_working(everything):
    """Each of them and no other, its figures adding up to both of its sides."""
    ledger = yb.check_arithmetic(**yb.latest())
    gaps = ledger[ledger["verdict"].isin(["rounding", "beyond"])]
    found = everything("01_spending_structure", "en")
    told = [place for place, one in enumerate(found) if getattr(one, "section", "") == "gap"]
    assert len(told) == len(gaps) > 0
    for place, gap in zip(told, gaps.to_dict("records"), strict=True):
        text = html.unescape(str(found[place]))
        assert all(f"{gap[side]:f}" in text for side in ("stated", "computed"))
        assert gap["in_words"] in text
        working = found[place + 1]
        assert set(working["sign"]) == {"+"}
        for side, amounts in working.groupby("side")["amount"]:
            assert sum(amounts.dropna(), Decimal(0)) == gap[side]


def test_findings_of_the_whole_table_are_told_once_and_apart(everything):
    """The two rules of scope `systemic` in a table of their own, and in no other."""
    tables = [
        set(one["rule"])
        for one in everything("02_grading_thresholds", "en")
        if isinstance(one, pd.DataFrame) and "rule" in one
    ]
    systemic = set(yb.rules().loc[lambda rows: rows["scope"] == "systemic", "rule"])
    assert tables[0] == systemic
    assert len(tables) > len(systemic)
    assert not any(table & systemic for table in tables[1:])


@pytest.mark.slow
@pytest.mark.parametrize("name", WORDED)
def test_tables_are_the_same_rows_in_either_language(name, everything):
    """Only the columns that are sentences change."""
    english, chinese = (
        [one for one in everything(name, lang) if isinstance(one, pd.DataFrame)]
        for lang in ("en", "zh")
    )
    assert [len(one) for one in english] == [len(one) for one in chinese]
    assert len(english) > len(WORDED)
    for one, other in zip(english, chinese, strict=True):
        both = [column for column in one.columns if column in other.columns]
        numbers = one[both].select_dtypes("number").columns
        pd.testing.assert_frame_equal(one[numbers], other[numbers])


@pytest.mark.parametrize("name", WORDED)
def test_every_stored_picture_has_its_words_beside_it(name):
    """In the place where IPython puts them and nbconvert reads them; the file stays a notebook."""
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    nbformat.validate(notebook)
    outputs = [one for cell in notebook.cells for one in cell.get("outputs", [])]
    drawn = [one for one in outputs if "image/png" in one.get("data", {})]
    assert drawn
    for one in drawn:
        title = one["data"]["text/plain"].removeprefix("Chart: ")
        assert one["metadata"]["image/png"]["alt"].startswith(f"{title}. ")


@pytest.mark.slow
def test_a_page_made_of_a_notebook_has_the_words_of_each_picture():
    """With nbconvert's template that writes them; no sign in them ends the attribute."""
    from nbconvert import HTMLExporter  # noqa: PLC0415 - as above

    path = FOLDER / "03_year_on_year.ipynb"
    exporter = HTMLExporter(template_name="classic", require_js_url="", mathjax_url="")
    body, _ = exporter.from_filename(str(path))
    alts = [one.get("alt") for one in pages.fromstring(body).iter("img")]
    outputs = [one for cell in read(path.stem)["cells"] for one in cell.get("outputs", [])]
    assert alts == [one["metadata"]["image/png"]["alt"] for one in outputs if one.get("metadata")]
    assert any('"' in alt for alt in alts)
