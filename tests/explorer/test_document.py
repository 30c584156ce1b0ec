"""The document on the page: every line once and in order, tables with their headings."""

import json

import pytest
from kit import GOLDEN, ROOT
from kit.years import edited

import yanjiao_budget as yb
from yanjiao_budget.explorer import layout
from yanjiao_budget.explorer.beside import text_of

TEXTS = [ROOT / "data" / "source" / "2019.txt", *sorted(GOLDEN.glob("*.txt"))]


def shown(explorer, line=0, lang="en", **state):
    """Return the blocks of the Document view at a line."""
    pairs = {"v": 1, "view": "document", "lang": lang, "line": line, **state}
    explorer.open_state("&".join(f"{name}={value}" for name, value in pairs.items()))
    return {name: made.shown for name, made in explorer.blocks().items()}


def items(block):
    """Return the paragraph, or the cells of a table in order; headings shown again are not."""
    if block["kind"] != "table":
        return [block]
    head = [] if block["again"] else block["head"]
    return [*block["captions"], *(cell for row in (*head, *block["rows"]) for cell in row)]


def part(explorer, line=0, lang="en"):
    """Return the paragraphs and cells of the part with a line."""
    made = shown(explorer, line, lang)["document.lines"]
    return [item for block in made["blocks"] for item in items(block)]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_each_line_of_a_document_stands_in_the_view_once_and_in_order(path):
    """Part after part; what is left out is blank."""
    read = yb.read_disclosure(path)
    printed = read.to_text().split("\n")
    found = {}
    for one in layout.parts(read):
        for item in layout.items(one.blocks):
            for at, words in enumerate(text_of(item, printed).split("\n"), item.line):
                assert at not in found
                found[at] = words
    assert [*found] == sorted(found)
    assert [found.get(at, "") for at in range(1, len(printed) + 1)] == [*map(str.strip, printed)]


def test_part_after_part_leads_through_the_whole_document(explorer):
    """From the first to where no later one is, and no cell is shown twice."""
    line, found = 1, []
    while line:
        made = shown(explorer, line)["document.lines"]
        found += [item["line"] for block in made["blocks"] for item in items(block)]
        later = [one["set"]["line"] for one in made["steps"] if one["text"] == "Later part"]
        line = later[0] if later else 0
    assert found == [item.line for item in explorer._data.items]


def test_the_headings_of_a_table_span_what_they_do_in_the_document(explorer):
    """Six cells above nine; fourteen for procurement, under three rows; three for assets."""
    tables = {
        width: next(
            block
            for block in shown(explorer, line)["document.lines"]["blocks"]
            if block["kind"] == "table" and len(block["rows"][0]) == width
        )
        for width, line in ((9, 117), (14, 3330), (3, 3540))
    }
    widths = {width: [*map(len, table["head"])] for width, table in tables.items()}
    assert widths == {9: [6, 9], 14: [7, 10, 14], 3: [3]}
    for width, table in tables.items():
        assert all(len(row) == width for row in table["rows"])
        reached = [
            sum(
                cell.get("across", 1)
                for above, row in enumerate(table["head"])
                for cell in row
                if above <= level < above + cell.get("down", 1)
            )
            for level in range(len(table["head"]))
        ]
        assert reached == [width] * len(table["head"])
    assert tables[9]["head"][0][5]["across"] == 4


@pytest.mark.parametrize(
    ("line", "marked", "caption"),
    [
        (1, 1, "Line 1 of 3,586"),
        (19, 19, "Line 19 of 3,586"),
        (152, 152, "Line 152 of 3,586"),
        (153, 152, "Line 153 of 3,586: blank, below the one marked"),
        (3586, 3584, "Line 3586 of 3,586: blank, below the one marked"),
    ],
)
def test_any_line_is_marked_with_what_stands_around_it(line, marked, caption, explorer):
    """A cell by itself; a blank line by what it stands below."""
    there = part(explorer, line)
    assert [item["line"] for item in there if item.get("here")] == [marked]
    assert len(there) > 8
    assert explorer.blocks()["document.lines"].shown["caption"] == caption


def test_the_lines_of_a_cell_printed_over_several_lead_to_that_cell(explorer, text):
    """As 办结率达 and 95%以上 below it."""
    at = text.split("\n").index("95%以上") + 1
    (here,) = [item for item in part(explorer, at) if item.get("here")]
    assert here["line"] < at
    assert here["text"].split("\n")[at - here["line"]] == "95%以上"


def test_hits_are_counted_and_lead_to_the_one_before_and_after(explorer):
    """After the last comes the first."""
    lines = yb.find_text("海绵城市")["source_line"].tolist()
    made = shown(explorer, lines[0], find="海绵城市")["document.found"]
    assert made["text"] == f"1 of {len(lines)} paragraphs and cells"
    assert [step["set"]["line"] for step in made["steps"]] == [lines[-1], lines[1]]
    made = shown(explorer, 0, find="海绵城市")["document.found"]
    assert made["text"] == f"{len(lines)} paragraphs and cells"
    assert [step["set"]["line"] for step in made["steps"]] == [lines[-1], lines[0]]


def test_the_contents_lead_to_each_section_heading_and_responsibility(explorer):
    """And say which of them the line is in."""
    made = shown(explorer, 150)["document.contents"]
    texts = [one["text"] for one in made["items"]]
    names = [f"、{name}" for name in yb.load_responsibilities()["name"]]
    assert all(any(text.endswith(name) for text in texts) for name in names)
    assert [one["text"] for one in made["items"] if one["here"]] == ["一、财政预算管理"]
    assert sum(one["level"] == 1 for one in made["items"]) == 10


def test_what_is_skipped_or_unread_is_shown_and_says_why(folder, small):
    """In its place, in the language of the page."""
    text = edited(small, {"2、支出说明": "4、支出说明"})
    folder(text)
    explorer = yb.explore("en")
    for lang, said in (("en", "Skipped: "), ("zh", "略过：")):
        notes = {
            item["line"]: item["note"]
            for one in explorer._data.parts
            for item in part(explorer, one.line, lang)
            if "note" in item
        }
        assert sum(note.startswith(said) for note in notes.values()) == 2  # Rows left blank.
        ((line, unread),) = [one for one in notes.items() if not one[1].startswith(said)]
        assert text.split("\n")[line - 1] == "4、支出说明"
        assert "4、支出说明" in unread


def test_the_layout_goes_to_the_page_without_the_words(explorer):
    """Lines and spans alone, in parts that are not too long to be drawn at once."""
    parts = explorer._data.parts
    assert "预算" not in json.dumps(parts, ensure_ascii=False)
    assert max(sum(len(block.rows) for block in one.blocks) for one in parts) < 2 * layout.MOST
