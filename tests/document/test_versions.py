"""Two texts row by row: what each edit of one is told as, and that nothing else is."""

from collections import Counter
from functools import cache

import pytest
from fuzz.share import ALL, FEW
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from kit import GOLDEN, ROOT
from kit.golden import PAIRS
from kit.years import outlined, second_year, shifted

from yanjiao_budget import UnreadableDisclosureError, parse_disclosure
from yanjiao_budget.document.matching import GONE, MOVED, NEW, SAME, in_order
from yanjiao_budget.document.versions import CHANGED, compare_texts

REAL = ROOT / "data" / "source" / "2019.txt"
# What a cell is put as, given what it printed.
EDITS = (
    lambda text: f"{text}改",
    lambda text: f"改{text}",
    lambda text: text[:-1],
    lambda text: text.replace("5", "6", 1),
    lambda text: f"{text[: len(text) // 2]} {text[len(text) // 2 :]}",
    lambda text: text.translate(str.maketrans("0123456789、", "0123456789.")),
    lambda text: text.replace("二", "三", 1),
    lambda text: text.replace("4", "5", 1),
    lambda text: f"{text[:2]}全然不同的文字",
    lambda _: "全然不同的文字",
    lambda _: "99.99",
    lambda _: "——",
)


@cache
def read(path):
    """Return a document, its lines, and the pieces of it that are not blank lines."""
    lines = path.read_bytes().decode().split("\n")
    if FEW and path == REAL:  # Without its third responsibility and those below.
        lines[lines.index("\t三、国土资源管理") : 3317] = []
    disclosure = parse_disclosure("\n".join(lines))
    lines = disclosure.to_text().split("\n")
    return disclosure, lines, [one for one in disclosure.pieces if one.kind != "blank"]


def put(lines, piece, text):
    """Return the lines with another text in the place of a piece's, on one line."""
    tab = "\t" * piece.printed.startswith("\t")
    end = piece.line + piece.printed.count("\n")
    return [*lines[: piece.line - 1], tab + text, *lines[end:]]


def parsed(lines):
    """Return what some lines are read as; a text that is refused is not looked at."""
    try:
        return parse_disclosure("\n".join(lines))
    except UnreadableDisclosureError:
        assume(False)  # noqa: FBT003 - hypothesis has it so


def told(before, after):
    """Return the differences but for rows that are the same."""
    return [one for one in compare_texts(before, after) if one.status != SAME]


def counts(before, after):
    """Return how many differences of each status there are."""
    return Counter(one.status for one in told(before, after))


# One edit


def assert_one_cell_is_told(path, number, edit):
    """Put one cell of a document as another, and expect it to be told with nothing else."""
    disclosure, lines, pieces = read(path)
    piece = pieces[number % len(pieces)]
    text = edit(piece.text).strip()
    assume(text not in {piece.text, ""})
    after = parsed(put(lines, piece, text))
    (one,) = told(disclosure, after)
    was, now = one.before.cells[one.column], one.after.cells[one.column]
    assert (one.status, was.line, was.text) == (CHANGED, piece.line, piece.text)
    assert (now.line, now.text) == (piece.line, text)


@given(st.sampled_from(PAIRS), st.integers(0, 400), st.sampled_from(EDITS))
@settings(max_examples=(3 if ALL else 1) * settings().max_examples)
def test_a_cell_that_is_put_as_another_is_told_and_nothing_else(path, number, edit):
    """Any cell, heading, caption or line of prose of the golden documents, with both lines."""
    assert_one_cell_is_told(path, number, edit)


@given(st.integers(0, 4000), st.sampled_from(EDITS))
@example(number=0, edit=EDITS[0])
@settings(max_examples=settings().max_examples // 2)
def test_a_cell_of_the_real_document_too(number, edit):
    """Whether its row has its name to itself or shares it with ten others."""
    assert_one_cell_is_told(REAL, number, edit)


@given(st.sets(st.integers(0, 4000), min_size=2, max_size=20))
@settings(max_examples=settings().max_examples // 3)
def test_several_cells_are_each_told_and_nothing_else(numbers):
    """A letter or a digit more in each; backwards the same cells are told."""
    disclosure, lines, pieces = read(REAL)
    tables = {"responsibilities", "activities", "indicators", "procurement", "assets"}
    cells = [one for one in pieces if one.table in tables and one.column and one.text]
    chosen = [one for one in {cells[n % len(cells)] for n in numbers} if "\n" not in one.printed]
    for piece in chosen:
        lines = put(lines, piece, piece.text + "改0"[piece.text[-1].isdigit()])
    after = parsed(lines)
    found = told(disclosure, after)
    assert {one.status for one in found} <= {CHANGED}
    lines_of = sorted(one.before.cells[one.column].line for one in found)
    assert lines_of == sorted(one.line for one in chosen)
    back = told(after, disclosure)
    assert sorted(one.after.cells[one.column].line for one in back) == lines_of


def indicator_rows():
    """Return the lines of each indicator that has a row to itself, by activity."""
    disclosure, _, pieces = read(REAL)
    rows = {}
    for piece in pieces:
        if piece.table == "indicators":
            rows.setdefault(piece.row, []).append(piece)
    found = {}
    for number, row in rows.items():
        if row[0].cell == 1:
            key = disclosure.records["indicators"][number - 1]
            end = row[-1].line + row[-1].printed.count("\n")
            place = key["responsibility"], key["activity"]
            found.setdefault(place, []).append((row[0].line - 1, end))
    return found


ROWS = [row for rows in indicator_rows().values() for row in rows]


@given(st.sampled_from(ROWS))
@settings(max_examples=settings().max_examples // 3)
def test_a_row_that_is_taken_out_is_gone_and_nothing_else(row):
    """Though every row below has another line; backwards it is new."""
    disclosure, lines, _ = read(REAL)
    after = parsed(lines[: row[0]] + lines[row[1] + 1 :])
    (one,) = told(disclosure, after)
    assert (one.status, one.after) == (GONE, None)
    texts = [line.strip() for line in lines[slice(*row)]]
    assert [cell.text for cell in one.before.cells.values()] == texts[4:]
    assert counts(after, disclosure) == {NEW: 1}


@given(st.sampled_from(ROWS), st.sampled_from(ROWS), st.sampled_from(["", "从未出现的指标"]))
@settings(max_examples=settings().max_examples // 3)
def test_a_row_that_is_put_in_is_new_and_nothing_else(place, copied, name):
    """A copy of another row, or one of another name."""
    disclosure, lines, _ = read(REAL)
    row = lines[slice(*copied)]
    row[4] = f"\t{name}" if name else row[4]
    after = parsed([*lines[: place[0]], *row, "", *lines[place[0] :]])
    (one,) = told(disclosure, after)
    assert (one.status, one.before) == (NEW, None)
    assert one.after.named.text == row[4].strip()


PAIRS_OF_ROWS = [
    (row, other)
    for rows in indicator_rows().values()
    for at, row in enumerate(rows)
    for other in rows[at + 1 :]
]


@given(st.sampled_from(PAIRS_OF_ROWS))
@settings(max_examples=settings().max_examples // 3)
def test_two_rows_that_change_places_have_moved_and_nothing_else(pair):
    """The fewest rows that tell it: of two that stood together, one."""
    disclosure, lines, _ = read(REAL)
    (start, end), (other, last) = pair
    row, its = lines[start:end], lines[other:last]
    assume(row != its)
    swapped = [*lines[:start], *its, *lines[end:other], *row, *lines[last:]]
    found = told(disclosure, parsed(swapped))
    assert {one.status for one in found} == {MOVED}
    assert len(found) <= 2
    for one in found:
        assert one.before.named.text == one.after.named.text
        assert one.before.named.line != one.after.named.line


@given(st.sampled_from(PAIRS), st.data())
@settings(max_examples=settings().max_examples // 3)
def test_a_paragraph_that_is_taken_out_or_put_in_is_told_and_nothing_else(path, data):
    """Prose as tables."""
    disclosure, lines, pieces = read(path)
    piece = data.draw(st.sampled_from([one for one in pieces if one.kind == "paragraph"]))
    without = [*lines[: piece.line - 1], *lines[piece.line :]]
    beside = [*lines[: piece.line], "", "另有说明，见附件。", *lines[piece.line :]]
    assert counts(disclosure, parsed(beside)) == {NEW: 1}
    assert counts(disclosure, parsed(without)) == {GONE: 1}


# No change


@pytest.mark.parametrize("path", [*PAIRS, REAL], ids=lambda path: path.stem)
def test_a_text_against_itself_has_every_row_once_and_the_same(path):
    """Each printed line that is not blank is in one of them."""
    disclosure, _, pieces = read(path)
    found = compare_texts(disclosure, disclosure)
    assert {one.status for one in found} == {SAME}
    there = {cell.line for one in found for cell in one.after.cells.values()}
    assert {one.line for one in pieces if one.text} <= there


def test_blank_lines_spaces_around_a_cell_and_line_ends_are_no_change(small):
    """Though every line below is another."""
    before = parse_disclosure(small)
    spaced = small.replace("\n二、", "\n\n\n二、").replace("\t合成职责", "\t　合成职责 ")
    for text in (spaced, small.replace("\n", "\r\n"), small.replace("\t90%以上", "\t 90%以上")):
        assert text != small
        assert told(before, parse_disclosure(text)) == []


def test_what_follows_from_a_figure_is_no_change_of_its_own(text, disclosure):
    """The year before, the ties and the growth of a stated change rest on it."""
    edited = text.replace("增加25588.14万元", "增加25588.15万元")
    before, after = disclosure, parse_disclosure(edited)
    assert before.records["changes"] != after.records["changes"]
    (one,) = told(before, after)
    assert (one.status, one.column, one.before.kind) == (CHANGED, "text", "paragraph")


# Rows within rows


def of(small, *outlines, years=(2019, 2019)):
    """Return the differences of two outlines: status, cell, name before and after.

    The blank indicator that each activity has is left out.
    """
    before, after = (
        parse_disclosure(outlined(small, year, outline))
        for year, outline in zip(years, outlines, strict=True)
    )
    return [
        (
            one.status,
            one.column,
            one.before and one.before.named.words,
            one.after and one.after.named.words,
        )
        for one in told(before, after)
        if (one.after or one.before).named.words
    ]


ABC = [("子丑", "1.00"), ("寅卯", "2.00"), ("辰巳", "3.00")]


def test_numbers_that_follow_from_where_a_row_stands_are_no_change(small):
    """All responsibilities below a new one have another number."""
    outline = [("甲乙", "1.00", ABC), ("丙丁", "2.00", [])]
    assert of(small, outline, [("戊己", "3.00", []), *outline]) == [(NEW, None, None, "戊己")]
    assert of(small, outline, outline[::-1]) == [(MOVED, None, "丙丁", "丙丁")]
    assert of(small, outline, [("甲乙", "1.00", ABC[1:]), outline[1]]) == [
        (GONE, None, "子丑", None)
    ]


def test_a_number_that_does_not_follow_is_a_change(text, disclosure):
    """The real document numbers two assets 4、: the second as 5、 is another text."""
    edited = text.replace("\t4、其他固定资产", "\t5、其他固定资产")
    assert edited != text
    (one,) = told(disclosure, parse_disclosure(edited))
    assert (one.before.named.text, one.after.named.text) == ("4、其他固定资产", "5、其他固定资产")
    assert told(parse_disclosure(edited), parse_disclosure(edited)) == []


def test_another_way_to_number_is_a_change(small):
    """（1） for 1、, in one place alone."""
    edited = small.replace("1、合成活动甲", "（1）合成活动甲")
    assert edited != small
    assert counts(parse_disclosure(small), parse_disclosure(edited)) == {CHANGED: 1}


def test_an_activity_is_followed_to_another_responsibility_with_all_within_it(small):
    """Where its cells, or its name, stand once in either text."""
    before = [("甲乙", "", ABC), ("丙丁", "", [])]
    assert of(small, before, [("甲乙", "", ABC[1:]), ("丙丁", "", ABC[:1])]) == [
        (MOVED, None, "子丑", "子丑")
    ]
    raised = [("子丑", "9.00")]
    assert of(small, before, [("甲乙", "", ABC[1:]), ("丙丁", "", raised)]) == [
        (MOVED, None, "子丑", "子丑"),
        (CHANGED, "budget", "子丑", "子丑"),
    ]


def test_an_activity_of_a_name_that_repeats_is_followed_by_its_cells_alone(small):
    """综合事务 says nothing of where it came from; a budget of its own does."""
    both = [("甲乙", "", [("事务", "1.00"), *ABC]), ("丙丁", "", [("事务", "2.00")])]
    same = [("甲乙", "", ABC), ("丙丁", "", [("事务", "2.00")]), ("戊己", "", [("事务", "1.00")])]
    other = [*same[:2], ("戊己", "", [("事务", "4.00")])]
    new = (NEW, None, None, "戊己")
    assert of(small, both, same) == [new, (MOVED, None, "事务", "事务")]
    assert Counter(of(small, both, other)) == Counter(
        [new, (NEW, None, None, "事务"), (GONE, None, "事务", None)]
    )


def test_a_new_name_is_a_cell_that_changed_where_the_rest_or_the_place_is_the_same(small):
    """However unlike the names are."""
    before = [("甲乙", "1.00", ABC), ("丙丁", "", [])]
    assert of(small, before, [("园林", "1.00", ABC), before[1]]) == [
        (CHANGED, "name", "甲乙", "园林")
    ]
    assert of(small, before, [("园林", "5.00", ABC[:2]), before[1]]) == [
        (CHANGED, "name", "甲乙", "园林"),
        (CHANGED, "budget", "甲乙", "园林"),
        (GONE, None, "辰巳", None),
    ]
    assert of(small, before, [before[0], ("园林", "", [])]) == [(CHANGED, "name", "丙丁", "园林")]
    # Two rows for one: nothing tells which of them it would be.
    assert Counter(
        one[0] for one in of(small, before, [before[0], ("园林", "", []), ("教育", "", [])])
    ) == {NEW: 2, GONE: 1}


def test_a_row_of_which_neither_name_nor_contents_stay_is_gone_and_another_new(small):
    """In the same place too."""
    before = [("甲乙", "1.00", ABC)]
    after = [("园林", "5.00", [("绿化", "5.00")])]
    assert Counter(one[0] for one in of(small, before, after)) == {NEW: 2, GONE: 4}


def test_of_rows_of_one_name_the_one_that_changed_is_told(small):
    """Neither its neighbour nor the order."""
    rows = [("设施", f"{n}.00") for n in range(1, 6)]
    before = [("甲乙", "", rows)]
    without = [("甲乙", "", rows[:2] + rows[3:])]
    assert of(small, before, without) == [(GONE, None, "设施", None)]
    changed = [("甲乙", "", [*rows[:2], ("设施", "9.00"), *rows[3:]])]
    assert of(small, before, changed) == [(CHANGED, "budget", "设施", "设施")]
    both = [("甲乙", "", [rows[0], ("设施", "9.00"), rows[2], rows[4]])]
    assert Counter(of(small, before, both)) == {
        (CHANGED, "budget", "设施", "设施"): 1,
        (GONE, None, "设施", None): 1,
    }


def test_a_blank_row_that_is_filled_and_one_that_is_emptied_are_changes(text, disclosure):
    """The indicator that the document leaves blank has its place."""
    first = next(one for one in disclosure.pieces if one.kind == "skipped" and one.cell == 5)
    filled = parse_disclosure("\n".join(put(text.split("\n"), first, "新设指标")))
    (one,) = told(disclosure, filled)
    assert (one.status, one.column, one.before.named.text) == (CHANGED, "name", "")
    assert one.after.table == "indicators"
    assert counts(filled, disclosure) == {CHANGED: 1}


# Two years


@pytest.mark.parametrize("years", [1, -1, 2])
def test_a_year_as_far_from_its_documents_own_is_the_same_year(text, years, disclosure):
    """Title, prose and the day of the assets; whichever comes first."""
    moved = text
    for _ in range(abs(years)):
        moved = shifted(moved, years // abs(years))
    assert counts(disclosure, parse_disclosure(moved)) == {}


def test_a_year_that_stayed_though_the_documents_own_did_not_is_the_same_too(text):
    """A law is of the year it is of."""
    law = text.replace("较2018年预算增加25588.14", "按2014年预算法，较2018年预算增加25588.14")
    before, after = parse_disclosure(law), parse_disclosure(shifted(law, 1))
    assert counts(before, after) == {}


def test_a_year_that_is_further_off_than_before_is_a_change(text, disclosure):
    """截止时间 of the year before last."""
    later = shifted(text, 1)
    edited = later.replace("截止时间：2019年12月31日", "截止时间：2017年12月31日")
    assert edited != later
    (one,) = told(disclosure, parse_disclosure(edited))
    assert one.after.named.text == "截止时间：2017年12月31日"


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("2018年至2019年", "2019年至2020年", True),
        ("2018-2019年", "2019-2020年", True),
        ("２０１９年度", "２０２０年度", True),
        ("2019.12.31", "2020.12.31", True),
        ("2019年", "2018年", False),
        ("2019年", "2020 年", False),  # A space more is another text.
        ("2019个", "2020个", False),
        ("2019.50元", "2020.50元", False),
        ("2019年2次", "2020年3次", False),
    ],
)
def test_a_year_is_told_from_other_numbers(before, after, same, small):
    """In the name of an indicator, of the document of 2019 and of that of 2020."""
    names = [small.replace("满意度", f"满意度{one}") for one in (before, after)]
    texts = (
        names[0].replace("2021年部门", "2019年部门"),
        names[1].replace("2021年部门", "2020年部门"),
    )
    found = told(*map(parse_disclosure, texts))
    assert [one.column for one in found if one.before.table == "indicators"] == ["name"] * (
        not same
    )


def test_an_amount_of_four_digits_is_no_year(text):
    """2019 of 万元 against 2020."""
    texts = [
        text.replace("\t4847.97\n", "\t2019\n"),
        shifted(text, 1).replace("\t4847.97\n", "\t2020\n"),
    ]
    before, after = map(parse_disclosure, texts)
    assert [one.column for one in told(before, after)] == ["budget"]


def test_of_one_year_another_year_is_a_change(text, disclosure):
    """A version that is put right."""
    edited = text.replace("较2018年预算增加25588.14", "较2017年预算增加25588.14")
    assert counts(disclosure, parse_disclosure(edited)) == {CHANGED: 1}


def test_the_second_year_has_the_edits_that_were_made_and_no_other(text, disclosure):
    """Three lines of prose, three names and two budgets."""
    found = told(disclosure, parse_disclosure(second_year(text)))
    assert Counter((one.status, one.column) for one in found) == {
        (CHANGED, "text"): 3,
        (CHANGED, "name"): 3,
        (CHANGED, "budget"): 2,
    }


@given(st.permutations(range(9)))
def test_the_rows_that_keep_their_order_are_the_most_that_can(places):
    """As many as the longest rising run by trying all."""
    rising = in_order(places)
    assert [place for place in places if place in rising] == sorted(rising)
    longest = [1] * len(places)
    for at, place in enumerate(places):
        below = [longest[i] for i in range(at) if places[i] < place]
        longest[at] += max(below, default=0)
    assert len(rising) == max(longest)


# Any two texts

NAMES = st.sampled_from(
    ["设施", "设施管理", "绿化", "绿化养护", "事务", "道路建设", "道路桥梁建设"]
)
BUDGETS = st.sampled_from(["", "0", "1.00", "2.00"])
ACTIVITIES = st.lists(st.tuples(NAMES, BUDGETS), max_size=4)
ROWS_OF_ROWS = st.tuples(NAMES, BUDGETS, ACTIVITIES)
OUTLINES = st.lists(ROWS_OF_ROWS, min_size=1, max_size=4)
NAMED_APART = st.lists(ROWS_OF_ROWS, min_size=1, max_size=4, unique_by=lambda one: one[0])


def read_outlines(*outlines):
    """Return the small document with each of some outlines, read."""
    small = (GOLDEN / "minimal.txt").read_bytes().decode()
    return [parse_disclosure(outlined(small, 2019, one)) for one in outlines]


@given(OUTLINES, OUTLINES)
def test_every_row_of_either_text_is_told_once_and_what_is_not_told_is_the_same(before, after):
    """The changed cells put into the rows of the one make the rows of the other."""
    found = compare_texts(*read_outlines(before, after))
    pairs = {(one.before, one.after) for one in found}
    for side, outline in zip(zip(*pairs, strict=True), (before, after), strict=True):
        rows = [row for row in side if row]
        assert len(rows) == len(set(rows))
        tables = Counter(row.table for row in rows)
        assert tables["responsibilities"] == len(outline)
        activities = sum(len(parts) for *_, parts in outline)
        assert tables["activities"] == tables["indicators"] == activities
    changed = {(one.after, one.column) for one in found if one.status == CHANGED}
    for was, now in pairs:
        for column, cell in now.cells.items() if was and now else ():
            assert (cell.words == was.cells[column].words) is ((now, column) not in changed)


@given(NAMED_APART, st.data())
def test_a_few_edits_are_told_by_no_more_differences_than_there_are_edits(outline, data):
    """Amounts that change, rows put in and taken out, of names that repeat."""
    edited = [(name, budget, list(parts)) for name, budget, parts in outline]
    edits = 0
    for _ in range(data.draw(st.integers(1, 3))):
        *_, parts = data.draw(st.sampled_from(edited))
        kind = data.draw(st.sampled_from(["put in", "take out", "amount"]))
        if kind == "put in":
            parts.insert(data.draw(st.integers(0, len(parts))), ("新设活动", "7.00"))
            edits += 2  # It brings a blank indicator with it.
        elif parts:
            at = data.draw(st.integers(0, len(parts) - 1))
            name, _ = parts.pop(at)
            if kind == "amount":
                parts.insert(at, (name, "9.00"))
            edits += 1 if kind == "amount" else 2
    assert len(told(*read_outlines(outline, edited))) <= edits
