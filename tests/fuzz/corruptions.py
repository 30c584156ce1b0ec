"""Seeded corruptions of a disclosure's text, each line of which remembers where it was printed."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple


class Line(NamedTuple):
    """A line of a corrupted text, and the line of the sound one it is from; 0 for a new one."""

    text: str
    origin: int


Lines = list[Line]
_DIGIT = re.compile(r"\d")
_TITLE = re.compile(r"\t\s*(?:\d+、|[一二三四五六七八九十]+、).+")
_SECTION = re.compile(r"[ \u3000]*([一二三四五六七八九])、(.+)")
_NEW = "甲"


class Sound(NamedTuple):
    """A sound text: its lines, and where its cells, rows, titles, sections and paragraphs stand.

    All are places in `lines`, from 0. A row is the places of the first lines of its cells.
    """

    lines: Lines
    cells: Sequence[int]
    rows: Sequence[Sequence[int]]
    titles: Sequence[int]
    sections: Sequence[int]
    prose: Sequence[int]
    blanks: Sequence[int]


def sound(text: str, rows: Sequence[Sequence[int]]) -> Sound:
    """Return a text as what is corrupted; `rows` has the lines, from 1, of each row's cells."""
    lines = [Line(printed, number) for number, printed in enumerate(text.split("\n"), 1)]
    places = range(len(lines))
    return Sound(
        lines,
        [at for at in places if lines[at].text.startswith("\t")],
        [[number - 1 for number in row] for row in rows],
        [row[0] - 1 for row in rows if _TITLE.fullmatch(lines[row[0] - 1].text)],
        [at for at in places if _SECTION.fullmatch(lines[at].text)],
        [at for at in places if re.match(r"[^\t]*\S", lines[at].text)],
        [at for at in places if not lines[at].text.strip(" ")],
    )


Corruption = Callable[[random.Random, Sound], Lines]


def _put(lines: Lines, *edits: tuple[int, int, Sequence[Line]]) -> Lines:
    """Return lines with spans (start, stop) put as others; places are those of the lines given."""
    made = list(lines)
    for start, stop, new in sorted(edits, key=lambda edit: edit[:2], reverse=True):
        made[start:stop] = new
    return made


def _with(line: Line, text: str) -> Line:
    return line._replace(text=text)


def _near(rng: random.Random, at: int, most: int, size: int) -> int:
    return min(max(at + rng.choice([*range(-most, 0), *range(1, most + 1)]), 0), size - 1)


def _of(places: str) -> Callable[[Callable[[random.Random, Sound, int], Lines]], Corruption]:
    """Make a corruption of one at a place into one at any of some places of the text."""

    def made(one: Callable[[random.Random, Sound, int], Lines]) -> Corruption:
        def corrupt(rng: random.Random, text: Sound) -> Lines:
            there = getattr(text, places) if places != "lines" else range(len(text.lines))
            return one(rng, text, rng.choice(there))

        corrupt.__doc__ = one.__doc__
        return corrupt

    return made


# Lines.


def _line_deleted(_: random.Random, text: Sound, at: int) -> Lines:
    return _put(text.lines, (at, at + 1, []))


def _two_lines_deleted(_: random.Random, text: Sound, at: int) -> Lines:
    return _put(text.lines, (at, at + 2, []))


def _line_doubled(_: random.Random, text: Sound, at: int) -> Lines:
    return _put(text.lines, (at, at, [text.lines[at]]))


def _lines_swapped(_: random.Random, text: Sound, at: int) -> Lines:
    return _put(text.lines, (at, at + 2, text.lines[at : at + 2][::-1]))


def _moved(text: Sound, start: int, stop: int, to: int) -> Lines:
    """Return the lines with a span of them moved to a place."""
    return _put(text.lines, (start, stop, []), (to, to, text.lines[start:stop]))


def _line_moved_near(rng: random.Random, text: Sound, at: int) -> Lines:
    return _moved(text, at, at + 1, _near(rng, at, 10, len(text.lines)))


def _line_moved_far(rng: random.Random, text: Sound, at: int) -> Lines:
    return _moved(text, at, at + 1, rng.randrange(len(text.lines)))


def _line_split(rng: random.Random, text: Sound, at: int) -> Lines:
    line = text.lines[at]
    cut = rng.randrange(1, max(len(line.text), 2))
    return _put(
        text.lines, (at, at + 1, [_with(line, line.text[:cut]), _with(line, line.text[cut:])])
    )


def _line_joined(_: random.Random, text: Sound, at: int) -> Lines:
    one, *rest = text.lines[at : at + 2]
    joined = one.text + "".join(line.text.removeprefix("\t") for line in rest)
    return _put(text.lines, (at, at + 2, [_with(one, joined)]))


# Cells.


def _cell_emptied(_: random.Random, text: Sound, at: int) -> Lines:
    return _put(text.lines, (at, at + 1, [_with(text.lines[at], "\t")]))


def _cell_filled(rng: random.Random, text: Sound, at: int) -> Lines:
    other = text.lines[rng.choice(text.cells)].text
    return _put(text.lines, (at, at + 1, [Line(other, 0)]))


def _cell_gained(_: random.Random, text: Sound, at: int) -> Lines:
    return _put(text.lines, (at, at, [Line("\t", 0)]))


def _filled_cell_gained(rng: random.Random, text: Sound, at: int) -> Lines:
    return _put(text.lines, (at, at, [Line(text.lines[rng.choice(text.cells)].text, 0)]))


def _tab_lost(_: random.Random, text: Sound, at: int) -> Lines:
    return _put(text.lines, (at, at + 1, [_with(text.lines[at], text.lines[at].text.lstrip("\t"))]))


def _tab_gained(_: random.Random, text: Sound, at: int) -> Lines:
    return _put(text.lines, (at, at + 1, [_with(text.lines[at], "\t" + text.lines[at].text)]))


def _text_moved(step: int) -> Callable[[random.Random, Sound, int], Lines]:
    """Make the corruption that moves a cell's text some cells on, leaving its own empty."""

    def corrupt(_: random.Random, text: Sound, at: int) -> Lines:
        place = text.cells.index(at)
        to = text.cells[(place + step) % len(text.cells)]
        return _put(text.lines, (at, at + 1, [Line("\t", 0)]), (to, to + 1, [text.lines[at]]))

    return corrupt


def _exchanged(text: Sound, one: int, other: int) -> Lines:
    return _put(
        text.lines, (one, one + 1, [text.lines[other]]), (other, other + 1, [text.lines[one]])
    )


def _cells_of_a_row_swapped(rng: random.Random, text: Sound) -> Lines:
    return _exchanged(text, *rng.sample(rng.choice(text.rows), 2))


def _cells_of_a_column_swapped(rng: random.Random, text: Sound) -> Lines:
    row = rng.choice(text.rows)
    alike = [other for other in text.rows if len(other) == len(row) and other is not row]
    place = rng.randrange(len(row))
    return _exchanged(text, row[place], rng.choice(alike)[place])


def _lost_and_gained(
    rng: random.Random, text: Sound, step: Sequence[int], new: Sequence[str] = ("",)
) -> Lines:
    """Return the lines with a cell of one row lost and a new one in a row some rows on."""
    number = rng.randrange(len(text.rows))
    row = text.rows[number]
    other = text.rows[min(max(number + rng.choice(step), 0), len(text.rows) - 1)]
    lost, gained = rng.choice(row), rng.choice([*other, other[-1] + 1])
    return _put(
        text.lines, (lost, lost + 1, []), (gained, gained, [Line(f"\t{rng.choice(new)}", 0)])
    )


def _lost_and_gained_in_its_row(rng: random.Random, text: Sound) -> Lines:
    return _lost_and_gained(rng, text, [0])


def _lost_and_empty_gained_in_the_next_row(rng: random.Random, text: Sound) -> Lines:
    return _lost_and_gained(rng, text, [1])


def _lost_and_empty_gained_in_the_row_before(rng: random.Random, text: Sound) -> Lines:
    return _lost_and_gained(rng, text, [-1])


def _lost_and_filled_gained_in_the_next_row(rng: random.Random, text: Sound) -> Lines:
    return _lost_and_gained(rng, text, [1], [_NEW, "90%以上"])


def _lost_and_gained_some_rows_on(rng: random.Random, text: Sound) -> Lines:
    return _lost_and_gained(rng, text, [*range(2, 12)])


def _lost_and_gained_over_a_lost_blank_line(rng: random.Random, text: Sound) -> Lines:
    row = rng.choice(text.rows[:-1])
    following = text.rows[text.rows.index(row) + 1]
    lost, gained = rng.choice(row), rng.choice([*following, following[-1] + 1])
    blanks = [at for at in range(row[-1] + 1, following[0]) if at in set(text.blanks)]
    edits = [(at, at + 1, []) for at in blanks]
    return _put(text.lines, (lost, lost + 1, []), (gained, gained, [Line("\t", 0)]), *edits)


def _cell_moved_to_the_next_row(rng: random.Random, text: Sound) -> Lines:
    row = rng.choice(text.rows[:-1])
    following = text.rows[text.rows.index(row) + 1]
    at = rng.choice(row)
    return _moved(text, at, at + 1, rng.choice([*following, following[-1] + 1]))


# Blank lines.


def _blank_moved(rng: random.Random, text: Sound, at: int) -> Lines:
    return _moved(text, at, at + 1, _near(rng, at, 4, len(text.lines)))


def _blank_gained(_: random.Random, text: Sound, at: int) -> Lines:
    return _put(text.lines, (at, at, [Line("", 0)]))


def _blank_moved_to_a_lost_cell(rng: random.Random, text: Sound) -> Lines:
    """A cell lost from a row, one gained in the next, and the blank line moved along with them."""
    row = rng.choice(text.rows[:-1])
    following = text.rows[text.rows.index(row) + 1]
    lost = rng.choice(row)
    gained = rng.choice([*following[1:], following[-1] + 1])
    blank, first = text.lines[row[-1] + 1 : following[0]], text.lines[following[0]]
    return _put(
        text.lines,
        (lost, lost + 1, []),
        (row[-1] + 1, following[0] + 1, [first, *blank]),
        (gained, gained, [Line("\t", 0)]),
    )


# Rows.


def _span(text: Sound, row: Sequence[int]) -> tuple[int, int]:
    """Return where a row starts and where the next one would, blank line included."""
    stop = row[-1] + 1
    while stop < len(text.lines) and text.lines[stop].text and text.lines[stop].text[0] != "\t":
        stop += 1
    return row[0], stop + 1


def _row_deleted(rng: random.Random, text: Sound) -> Lines:
    start, stop = _span(text, rng.choice(text.rows))
    return _put(text.lines, (start, stop, []))


def _row_doubled(rng: random.Random, text: Sound) -> Lines:
    start, stop = _span(text, rng.choice(text.rows))
    return _put(text.lines, (start, start, text.lines[start:stop]))


def _rows_swapped(rng: random.Random, text: Sound) -> Lines:
    number = rng.randrange(len(text.rows) - 1)
    (start, stop), (after, end) = (_span(text, row) for row in text.rows[number : number + 2])
    one, other = text.lines[start:stop], text.lines[after:end]
    return _put(text.lines, (start, stop, other), (after, end, one))


def _row_moved(rng: random.Random, text: Sound) -> Lines:
    row = rng.choice(text.rows)
    alike = [other for other in text.rows if len(other) == len(row) and other is not row]
    return _moved(text, *_span(text, row), rng.choice(alike)[0])


def _block(text: Sound, title: int) -> tuple[int, int]:
    """Return where a title's rows start and stop."""
    later = [at for at in text.titles if at > title]
    wide = [row for row in text.rows if row[0] >= title and (not later or row[0] < later[0])]
    return title, _span(text, wide[-1])[1] if wide else title + 1


def _activity_moved(rng: random.Random, text: Sound) -> Lines:
    return _moved(text, *_block(text, rng.choice(text.titles)), rng.choice(text.titles))


def _activity_deleted(rng: random.Random, text: Sound) -> Lines:
    start, stop = _block(text, rng.choice(text.titles))
    return _put(text.lines, (start, stop, []))


def _titles_swapped(rng: random.Random, text: Sound) -> Lines:
    return _exchanged(text, *rng.sample(text.titles, 2))


def _title_renumbered(rng: random.Random, text: Sound, at: int) -> Lines:
    line = text.lines[at]
    changed = re.sub(
        r"[\d一二三四五六七八九十]+", lambda _: rng.choice("一二三12345"), line.text, count=1
    )
    return _put(text.lines, (at, at + 1, [_with(line, changed)]))


# Sections and paragraphs.


def _section_names_swapped(rng: random.Random, text: Sound) -> Lines:
    one, other = rng.sample(text.sections, 2)
    first, second = (_SECTION.fullmatch(text.lines[at].text) for at in (one, other))
    return _put(
        text.lines,
        (one, one + 1, [_with(text.lines[one], f"{first[1]}、{second[2]}")]),
        (other, other + 1, [_with(text.lines[other], f"{second[1]}、{first[2]}")]),
    )


def _section_titles_swapped(rng: random.Random, text: Sound) -> Lines:
    return _exchanged(text, *rng.sample(text.sections, 2))


def _sections_swapped(rng: random.Random, text: Sound) -> Lines:
    """What stands under two titles swapped, the titles where they were."""
    one, other = sorted(rng.sample(range(len(text.sections)), 2))
    ends = [*text.sections[1:], len(text.lines)]
    spans = [(text.sections[number] + 1, ends[number]) for number in (one, other)]
    bodies = [text.lines[start:stop] for start, stop in spans]
    return _put(text.lines, (*spans[0], bodies[1]), (*spans[1], bodies[0]))


def _section_title_broken(rng: random.Random, text: Sound, at: int) -> Lines:
    line = text.lines[at]
    number, name = _SECTION.fullmatch(line.text).groups()
    cut = rng.randrange(1, len(name))
    broken = (
        [name],
        [number + name],
        [f"{number}，{name}"],
        [f"\t{line.text}"],
        [number, f"、{name}"],
        [f"{number}、", name],
        [f"{number}、{name[:cut]}", name[cut:]],
        [f"{number}、{name[:cut]}{_NEW}{name[cut + 1 :]}"],
        [],
    )
    return _put(text.lines, (at, at + 1, [_with(line, one) for one in rng.choice(broken)]))


def _paragraph_moved(rng: random.Random, text: Sound, at: int) -> Lines:
    return _moved(text, at, at + 1, rng.choice(text.prose))


def _paragraph_moved_below_a_cell(rng: random.Random, text: Sound, at: int) -> Lines:
    return _moved(text, at, at + 1, rng.choice(text.cells) + 1)


def _paragraphs_swapped(rng: random.Random, text: Sound) -> Lines:
    return _exchanged(text, *rng.sample(text.prose, 2))


def _digit_changed(rng: random.Random, text: Sound) -> Lines:
    at = rng.choice([at for at, line in enumerate(text.lines) if _DIGIT.search(line.text)])
    line = text.lines[at]
    place = rng.choice([match.start() for match in _DIGIT.finditer(line.text)])
    other = rng.choice([digit for digit in "0123456789" if digit != line.text[place]])
    changed = line.text[:place] + other + line.text[place + 1 :]
    return _put(text.lines, (at, at + 1, [_with(line, changed)]))


def _sign_deleted(rng: random.Random, text: Sound) -> Lines:
    at = rng.choice([*text.prose, *text.sections * 3, *text.titles])
    line = text.lines[at]
    place = rng.randrange(len(line.text))
    return _put(text.lines, (at, at + 1, [_with(line, line.text[:place] + line.text[place + 1 :])]))


def _end_cut(rng: random.Random, text: Sound) -> Lines:
    return text.lines[: rng.randrange(1, len(text.lines))]


# Each kind of corruption, and how many of it there are.
KINDS: dict[str, tuple[int, Corruption]] = {
    "line deleted": (1000, _of("lines")(_line_deleted)),
    "two lines deleted": (300, _of("lines")(_two_lines_deleted)),
    "line doubled": (500, _of("lines")(_line_doubled)),
    "two lines swapped": (500, _of("lines")(_lines_swapped)),
    "line moved near": (500, _of("lines")(_line_moved_near)),
    "line moved far": (500, _of("lines")(_line_moved_far)),
    "line split": (300, _of("lines")(_line_split)),
    "line joined to the next": (300, _of("lines")(_line_joined)),
    "cell emptied": (300, _of("cells")(_cell_emptied)),
    "cell filled": (300, _of("cells")(_cell_filled)),
    "cell lost": (300, _of("cells")(_line_deleted)),
    "empty cell gained": (300, _of("cells")(_cell_gained)),
    "filled cell gained": (300, _of("cells")(_filled_cell_gained)),
    "tab lost": (300, _of("cells")(_tab_lost)),
    "tab gained": (200, _of("prose")(_tab_gained)),
    "text moved to the next cell": (300, _of("cells")(_text_moved(1))),
    "text moved to the cell before": (300, _of("cells")(_text_moved(-1))),
    "two cells of a row swapped": (300, _cells_of_a_row_swapped),
    "two cells of a column swapped": (300, _cells_of_a_column_swapped),
    "cell lost, empty one gained in its row": (300, _lost_and_gained_in_its_row),
    "cell lost, empty one gained in the next row": (3663, _lost_and_empty_gained_in_the_next_row),
    "cell lost, empty one gained in the row before": (
        300,
        _lost_and_empty_gained_in_the_row_before,
    ),
    "cell lost, filled one gained in the next row": (300, _lost_and_filled_gained_in_the_next_row),
    "cell lost, empty one gained some rows on": (300, _lost_and_gained_some_rows_on),
    "cell lost, empty one gained over a lost blank line": (
        300,
        _lost_and_gained_over_a_lost_blank_line,
    ),
    "cell moved to the next row": (300, _cell_moved_to_the_next_row),
    "blank line lost": (300, _of("blanks")(_line_deleted)),
    "blank line gained": (300, _of("cells")(_blank_gained)),
    "blank line moved": (300, _of("blanks")(_blank_moved)),
    "cell lost, the blank line moved with it": (300, _blank_moved_to_a_lost_cell),
    "row deleted": (300, _row_deleted),
    "row doubled": (200, _row_doubled),
    "two rows swapped": (300, _rows_swapped),
    "row moved to another activity": (300, _row_moved),
    "activity moved": (200, _activity_moved),
    "activity deleted": (107, _activity_deleted),
    "two titles swapped": (200, _titles_swapped),
    "title renumbered": (200, _of("titles")(_title_renumbered)),
    "two section names swapped": (72, _section_names_swapped),
    "two section titles swapped": (72, _section_titles_swapped),
    "two sections swapped": (72, _sections_swapped),
    "section title broken": (200, _of("sections")(_section_title_broken)),
    "paragraph moved": (400, _of("prose")(_paragraph_moved)),
    "paragraph moved below a cell": (200, _of("prose")(_paragraph_moved_below_a_cell)),
    "two paragraphs swapped": (200, _paragraphs_swapped),
    "digit changed": (300, _digit_changed),
    "sign deleted": (300, _sign_deleted),
    "end cut off": (114, _end_cut),
}


def corrupted(text: Sound, share: int = 1) -> Iterator[tuple[str, Lines]]:
    """Yield corruptions of a text with their kinds, every one or one in `share` of each kind.

    Each follows from its kind and number alone, so that a share is of the same ones as all.
    """
    for kind, (count, corrupt) in KINDS.items():
        for number in range(0, count, share):
            lines = corrupt(random.Random(f"{kind} {number}"), text)  # noqa: S311 - no secret
            yield kind, lines


def damage(text: Sound, lines: Lines) -> list[int]:
    """Return the lines, from 1, of a corrupted text at which it is not the sound one's."""
    found = []
    before = 0
    for number, line in enumerate(lines, 1):
        same = line.origin and line.text == text.lines[line.origin - 1].text
        if line.origin != before + 1 or not same:
            found.append(number)
        before = line.origin
    return found or ([len(lines)] if len(lines) < len(text.lines) else [])
