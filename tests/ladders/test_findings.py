"""The derived tables: thresholds, ladders and findings, against the document and each other."""

from collections import Counter

import portion
import pytest

import yanjiao_budget as yb
from yanjiao_budget.ladders.evidence import pattern
from yanjiao_budget.ladders.findings import derived_tables, read_ladders
from yanjiao_budget.ladders.ladder import GRADES, READINGS
from yanjiao_budget.ladders.rules import RULES
from yanjiao_budget.ladders.thresholds import KINDS, parse_threshold
from yanjiao_budget.schema import BY_NAME

ACTIVITY = ["fiscal_year", "responsibility", "activity"]
KEY = [*ACTIVITY, "indicator"]
NAMES = ("thresholds", "ladders", "findings")
every_table = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def derived(disclosure):
    """Return the derived tables, computed afresh."""
    return derived_tables(disclosure.records)


@pytest.fixture(scope="module")
def ladders(disclosure):
    """Return the ladder of each indicator."""
    return read_ladders(disclosure.records["indicators"])


def keys(frame, columns=tuple(KEY)):
    """Return the keys of a frame's rows."""
    return list(frame[list(columns)].itertuples(index=False, name=None))


@every_table
def test_the_published_rows_are_those_computed_afresh(name, derived):
    """Key for key and in the same order."""
    loaded = getattr(yb, f"load_{name}")()
    columns = list(BY_NAME[name].key)
    assert keys(loaded, columns) == [tuple(row[key] for key in columns) for row in derived[name]]


@every_table
def test_a_key_names_one_row(name):
    """No two rows share it."""
    assert not getattr(yb, f"load_{name}")().duplicated(list(BY_NAME[name].key)).any()


@every_table
def test_a_loader_gives_the_types_that_are_declared(name):
    """Numbers float64, text str, a truth that may be unknown boolean."""
    dtypes = {"integer": "int64", "number": "float64", "boolean": "boolean", "string": "str"}
    frame = getattr(yb, f"load_{name}")()
    for column in BY_NAME[name].columns:
        assert frame[column.name].dtype == dtypes[column.type], column.name


def test_each_of_the_304_indicators_has_one_ladder_and_four_thresholds():
    """1216 thresholds, best grade first."""
    indicators = keys(yb.load_indicators())
    thresholds = yb.load_thresholds()
    assert len(indicators) == 304
    assert len(thresholds) == 1216
    assert keys(yb.load_ladders()) == indicators
    assert keys(thresholds) == [key for key in indicators for _ in GRADES]
    assert thresholds["grade"].tolist() == [*GRADES] * 304


def test_a_finding_is_of_an_indicator_or_of_a_row_printed_blank():
    """And always within an activity that is there."""
    findings = yb.load_findings()
    strangers = set(keys(findings)) - set(keys(yb.load_indicators()))
    assert strangers == {(2019, 6, 2, 2)}
    assert set(keys(findings, ACTIVITY)) <= set(keys(yb.load_activities(), ACTIVITY))
    assert set(findings["rule"]) <= {rule.key for rule in RULES}


def test_a_threshold_cites_the_line_it_is_printed_on(text):
    """That line, less its tab, is the text, with the lines that continue it."""
    lines = text.split("\n")
    for row in yb.load_thresholds().fillna({"raw": ""}).itertuples():
        first, *rest = row.raw.split("\n")
        start = row.source_line - 1
        assert lines[start] == f"\t{first}"
        assert lines[start + 1 : start + 1 + len(rest)] == rest
        assert lines[start + 1 + len(rest)][:1] in {"\t", ""}


def test_a_threshold_has_the_text_of_its_indicator_and_says_what_that_reads_as():
    """`raw` is the indicator's cell; all else follows from it."""
    cells = yb.load_indicators().melt(KEY, list(GRADES), "grade", "printed")
    rows = yb.load_thresholds().merge(cells, on=[*KEY, "grade"], validate="one_to_one")
    assert len(rows) == 1216
    assert rows["raw"].fillna("").tolist() == rows["printed"].fillna("").tolist()
    assert set(rows["kind"]) <= set(KINDS)
    for row in rows.astype(object).itertuples():
        raw, read = row.raw, parse_threshold(row.raw if isinstance(row.raw, str) else None)
        shown = [None if value != value else value for value in (row.lower, row.upper)]  # noqa: PLR0124
        assert shown == [read.lower, read.upper], raw
        assert row.kind == read.kind


def test_an_end_is_in_or_out_exactly_where_there_is_an_end():
    """The two truths are missing nowhere else."""
    rows = yb.load_thresholds()
    for end in ("lower", "upper"):
        assert (rows[end].isna() == rows[f"{end}_closed"].isna()).all()


def test_a_reason_stands_exactly_where_a_threshold_is_unread():
    """Three cells each of two ladders in this document."""
    rows = yb.load_thresholds()
    assert ((rows["kind"] == "unread") == rows["reason"].notna()).all()
    assert (rows["kind"] == "unread").sum() == 6


def test_sharers_are_counted_by_the_four_strings_as_printed():
    """The counts add up to all, over the 34 distinct ladders."""
    ladders = yb.load_ladders()
    printed = yb.load_indicators()[list(GRADES)].fillna("")
    printed = printed.apply(lambda column: column.str.replace(r"\s", "", regex=True))
    counts = Counter(printed.itertuples(index=False, name=None))
    own = [counts[row] for row in printed.itertuples(index=False, name=None)]
    assert ladders["shared_by"].tolist() == own
    assert ladders.drop_duplicates("pattern")["shared_by"].sum() == 304
    assert ladders["pattern"].nunique() == len(counts) == 34


def test_a_pattern_is_the_thresholds_on_one_line():
    """A cell broken over lines is joined, and a blank one says so."""
    row = dict(zip(GRADES, ("办结率达\n95%以上", "90%", None, "——"), strict=True))
    assert pattern(row) == "办结率达95%以上 / 90% / （空白） / ——"
    assert all(len(text.split(" / ")) == 4 for text in yb.load_ladders()["pattern"])


def test_every_interval_is_text_that_reads_back_as_that_interval(ladders):
    """By `portion`, which wrote it; nothing is written where there is nothing."""
    rows = yb.load_ladders().astype(object)
    rows = rows.where(rows.notna(), None).to_dict("records")
    for row, ladder in zip(rows, ladders, strict=True):
        written = {"literal_overlaps": ladder.overlaps("literal")}
        for reading in READINGS:
            written[f"{reading}_gaps"] = ladder.gaps(reading)
            for grade, band in ladder.intervals(reading).items():
                written[f"{reading}_{grade}"] = band
        for column, interval in written.items():
            if interval is None or interval.empty:
                assert row[column] is None, column
            else:
                assert portion.from_string(row[column], conv=int) == interval, column


def test_the_bands_of_the_common_ladder_are_as_anyone_would_read_them():
    """Cascade: each to the next; literal: each to the top, and so nested."""
    row = yb.load_ladders().query("source_line == 178").iloc[0]
    cascade = [row[f"cascade_{grade}"] for grade in GRADES]
    literal = [row[f"literal_{grade}"] for grade in GRADES]
    assert cascade == ["[90,100]", "[80,90)", "[70,80)", "[60,70)"]
    assert literal == ["[90,100]", "[80,100]", "[70,100]", "[60,100]"]
    assert row["cascade_gaps"] == row["literal_gaps"] == "[0,60)"
    assert row["literal_overlaps"] == "[70,100]"
    assert row["direction"] == "higher"


def test_a_truth_is_missing_only_where_words_keep_it_from_being_known():
    """Two ladders in words; `why` then tells the words."""
    rows = yb.load_ladders()
    for column in ("earns_poor", "can_fail"):
        unknown = rows[rows[column].isna()]
        assert unknown["source_line"].tolist() == [2892, 3283]
    for row in rows[rows["tells_all_four"].isna()].itertuples():
        assert "in words" in row.why or "unread" in row.why
    assert (rows["unit"].isna() | rows["unit"].isin(["%", "个", "次", "场"])).all()


def test_findings_come_rule_by_rule_and_down_the_document(derived, disclosure):
    """And the same each time."""
    order = [rule.key for rule in RULES]
    places = [(order.index(row["rule"]), row["source_line"]) for row in derived["findings"]]
    assert places == sorted(places)
    assert derived_tables(disclosure.records)["findings"] == derived["findings"]


def test_a_finding_cites_the_line_of_its_indicator(text):
    """Where its name is printed; the finding quotes the name and the thresholds."""
    lines = text.split("\n")
    rows = yb.load_findings().merge(
        yb.load_indicators(), on=KEY, suffixes=("", "_of_it"), validate="many_to_one"
    )
    assert len(rows) == len(yb.load_findings()) - 1
    assert (rows["source_line"] == rows["source_line_of_it"]).all()
    for row in rows.astype(object).where(rows.notna(), None).itertuples():
        assert lines[row.source_line - 1].strip() == row.name.strip()
        assert row.name_en in row.sentence
        assert row.name in row.sentence_zh
        assert row.evidence.startswith(pattern(row._asdict())) or "repeated" in row.rule


def test_a_finding_is_told_in_both_languages_with_nothing_left_over():
    """Name and evidence filled in, and no brace, None or nan."""
    rows = yb.load_findings()
    for column in ("sentence", "sentence_zh"):
        assert not rows[column].str.contains(r"[{}]|None|\bnan\b").any()
    told = rows.dropna(subset="evidence")
    assert all(row.evidence in row.sentence_zh for row in told.itertuples())


def test_an_english_finding_needs_no_chinese():
    """Names, thresholds and units are in English or in signs; lines and counts stay."""
    rows = yb.load_findings()
    for column in ("sentence", "criterion"):
        assert not rows[column].str.contains("[\u3400-\u9fff]").any()
    for column in ("sentence_zh", "criterion_zh"):
        assert rows[column].str.contains("[\u3400-\u9fff]").all()
    (row,) = rows.query("rule == 'gap_between_bands' and source_line == 2732").to_dict("records")
    assert row["sentence"].endswith("≥50 items / 40 items / 30 items / ≤10 items: [11,29].")


def test_the_blank_row_is_one_finding_at_its_own_line(text):
    """6.2.2, a tab and nothing more."""
    (row,) = yb.load_findings().query("rule == 'blank_indicator'").to_dict("records")
    assert tuple(row[key] for key in KEY) == (2019, 6, 2, 2)
    assert row["source_line"] == 1278
    assert text.split("\n")[1277:1282] == ["\t"] * 5
    assert yb.load_findings()["evidence"].isna().sum() == 1
    assert not (yb.load_thresholds()["source_line"] == 1278).any()


def test_a_disclosure_without_indicators_has_empty_tables():
    """Nothing to grade is no error."""
    assert derived_tables({"indicators": []}) == {"thresholds": [], "ladders": [], "findings": []}
