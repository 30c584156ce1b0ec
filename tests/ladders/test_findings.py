"""The derived tables: thresholds, ladders and findings, against the document and each other."""

import re
from collections import Counter

import portion
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit.golden import PAIRS

import yanjiao_budget as yb
from yanjiao_budget.ladders.evidence import pattern
from yanjiao_budget.ladders.findings import derived_tables, read_ladders
from yanjiao_budget.ladders.ladder import GRADES, READINGS
from yanjiao_budget.ladders.rules import RULES
from yanjiao_budget.ladders.thresholds import CAVEATS, KINDS, parse_threshold
from yanjiao_budget.schema import BY_NAME

ACTIVITY = ["fiscal_year", "responsibility", "activity"]
KEY = [*ACTIVITY, "indicator"]
CHINESE = re.compile("[\u3400-\u9fff]")
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


def test_a_finding_is_of_an_indicator_of_a_row_printed_blank_or_of_an_activity():
    """And always within an activity that is there; indicator 0 stands for the activity."""
    findings = yb.load_findings()
    strangers = set(keys(findings)) - set(keys(yb.load_indicators()))
    assert strangers == {(2019, 6, 2, 2), (2019, 4, 7, 0), (2019, 9, 3, 0)}
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
        if raw == "覆盖全部":  # All of it, in a ladder of percentages.
            assert (shown, row.kind, row.unit) == ([100, 100], "exactly", "%")
            continue
        assert shown == [read.lower, read.upper], raw
        assert row.kind == read.kind
        told = [text if isinstance(text, str) else None for text in (row.caveat, row.caveat_zh)]
        assert told == ([*CAVEATS[read.caveat]] if read.caveat else [None, None])


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
    assert cascade == ["[90,+inf)", "[80,90)", "[70,80)", "[60,70)"]
    assert literal == ["[90,+inf)", "[80,+inf)", "[70,+inf)", "[60,+inf)"]
    assert row["cascade_gaps"] == row["literal_gaps"] == "[0,60)"
    assert row["literal_overlaps"] == "[70,+inf)"
    assert row["direction"] == "higher"


@pytest.mark.parametrize(
    ("key", "gaps", "excellent"),
    [
        ((1, 2, 1), "[0,60)", "[90,+inf)"),  # 资金使用率
        ((2, 1, 2), "[0,60)", "[90,100]"),  # 满意率: a share of a whole
        ((7, 2, 3), "(-inf,60)", "[90,+inf)"),  # 增长率: a rise or a fall, with no end
        ((4, 1, 2), "(-inf,60)", "[90,100]"),  # 下降率: nothing falls by more than all of it
        ((2, 2, 1), "(-inf,60)", "[90,+inf)"),  # 引进人才数量增加
        ((13, 4, 1), None, "[10,+inf)"),  # 项目数量和投资规模 at ≥10% can only have grown
    ],
)
def test_what_a_name_measures_decides_how_far_its_percentages_go(key, gaps, excellent):
    """The same ladder leaves a fall without a grade where a fall is possible."""
    rows = yb.load_ladders().astype(object).set_index(KEY[1:])
    row = rows.loc[key].where(rows.loc[key].notna(), None)
    assert (row["cascade_gaps"], row["cascade_excellent"]) == (gaps, excellent)
    assert row["cascade_poor"] == ("[60,70)" if gaps else "(-inf,5)")


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


@pytest.fixture(scope="module")
def told():
    """Return the findings as records, each with the names and cells of what it is of."""
    findings, keys_of = yb.load_findings(), ["fiscal_year", "body", *KEY[1:]]
    indicators = yb.load_indicators()[[*keys_of, *GRADES]]
    rows = findings.merge(indicators, on=keys_of, how="left", validate="many_to_one").astype(object)
    return rows.where(rows.notna(), None).to_dict("records")


def without_stop(name):
    """Return a name as a sentence quotes it."""
    return name.strip().rstrip("。.")


def test_a_finding_cites_the_line_where_its_name_is_printed(told, text):
    """Of the indicator, of the blank row, or of the activity, after its number."""
    lines = text.split("\n")
    for row in told:
        printed = lines[row["source_line"] - 1].strip()
        if row["indicator"] == 0:
            assert printed.endswith(row["name"])
        else:
            assert printed == (row["name"] or "").strip()


def test_a_finding_names_its_indicator_and_hides_nothing_that_its_cells_print(told):
    """Each printed cell is in the Chinese sentence; those in Chinese are quoted in the English."""
    for row in told:
        if not row["name"]:
            continue
        assert f"“{without_stop(row['name'])}”" in row["sentence_zh"]
        assert f"“{without_stop(row['name_en'])}”" in row["sentence"]
        cells = ["".join((row[grade] or "").split()) for grade in GRADES]
        if row["indicator"] == 0:
            continue
        assert "／".join(cell or "（空白）" for cell in cells) in row["sentence_zh"]
        assert row["evidence"].startswith(pattern(row))
        for cell in cells:
            amount = re.fullmatch(r"([≥≤<>》《]?)([\d.]+)([%个次场]?)(以上|以下)?", cell)
            if CHINESE.search(cell) and not amount:
                assert f"“{cell}”" in row["sentence"]
            if amount:
                assert amount[2] in row["sentence"]
            if not cell:
                assert "(blank)" in row["sentence"]


def test_a_finding_is_told_in_both_languages_with_nothing_left_over(told):
    """No brace, None or nan, and one full sentence or more."""
    for row in told:
        for sentence, stop in ((row["sentence"], "."), (row["sentence_zh"], "。")):
            assert not re.search(r"[{}]|None|\bnan\b|  ", sentence)
            assert sentence.endswith((stop, f"{stop}）"))


def test_an_english_sentence_has_chinese_in_quotation_marks_alone(told):
    """But for 以上 and 以下, whose meaning is spoken of."""
    for row in told:
        plain = re.sub("“[^”]*”", "", row["sentence"])
        assert not CHINESE.search(re.sub("以上|以下", "", plain)), row["sentence"]
        assert not CHINESE.search(row["criterion"])
        assert "qualitative" not in row["sentence"]
        assert "zero by word" not in row["sentence"]
        assert "…" not in row["sentence"]
        assert CHINESE.search(row["sentence_zh"])
        assert CHINESE.search(row["criterion_zh"])


def test_no_sentence_has_an_interval_sign(told):
    """Ranges are in words: 0% to under 60%, 0%至60%以下（不含60%）."""
    for row in told:
        for sentence in (row["sentence"], row["sentence_zh"], row["evidence"] or ""):
            assert not re.search(r"[\[(（]\s*[-+]?(?:[\d.]+|inf)\s*[%个次场]?[,，]", sentence)
            assert "inf" not in re.sub("“[^”]*”|infrastructure", "", sentence)


def test_a_chinese_sentence_has_chinese_signs_and_one_word_for_a_grade(told):
    """No half-width sign between its words, no stop within a quoted name; 档次 and not 等级."""
    for row in told:
        sentence = row["sentence_zh"]
        assert not re.search("[\u3400-\u9fff”“][:,;?!][\u3400-\u9fff”“]", sentence), sentence
        assert not re.search("[。.]”", sentence + row["sentence"])
        assert "等级" not in sentence.replace(row["name"] or "", "")
        assert " / " not in sentence
    for rule in RULES:
        assert "等级" not in rule.zh + rule.sentence_zh


def test_ranges_are_told_in_words():
    """With the unit on each end, and percentages called so where the name speaks of none."""
    rows = yb.load_findings().set_index(["rule", *KEY[1:]])
    for rule, key, en, zh in [
        ("no_grade_beyond", (1, 2, 1), "(values 0% to under 60%)", "即0%至60%以下（不含60%），"),
        ("no_grade_beyond", (7, 2, 3), "(values under 60%)", "即低于60%，"),
        ("no_grade_beyond", (3, 1, 1), "(percentages 0% to", "即百分比0%至60%以下（不含60%），"),
        ("no_grade_beyond", (9, 11, 1), "(values 0 to 4)", "即0场至4场，"),
        ("gap_between_bands", (9, 14, 6), "for values 11 to 29,", "在11个至29个时"),
        ("gap_between_bands", (8, 9, 2), "for percentages over 60%", "在百分比60%与80%之间"),
        ("gap_as_printed", (9, 15, 3), "31 to 39 and 41 to 49;", "31个至39个、41个至49个时"),
        ("equal_bands", (8, 4, 4), "0 for fair and poor", "“中”、“差”均为0次"),
        ("equal_bands", (9, 4, 1), "3 for good and fair", "“良”、“中”均为3次"),
        ("value_in_two_grades", (8, 1, 1), "prints 60% in fair and poor", "60%在“中”、“差”"),
        ("value_in_two_grades", (6, 11, 5), "prints 90% in fair and poor", "的90%在“中”、“差”"),
        (
            "value_in_two_grades",
            (10, 1, 1),
            "90% in excellent and good, 80% in good and fair and 70% in fair and poor",
            "90%在“优”、“良”，80%在“良”、“中”，70%在“中”、“差”",
        ),
        ("missing_band", (13, 3, 3), "prints nothing where", "的“中”一栏为空白"),
        ("growth_for_poor", (7, 2, 3), "only at 60% or more", "要达到60%及以上才得“差”"),
    ]:
        row = rows.loc[(rule, *key)]
        assert en in row["sentence"], (rule, key)
        assert zh in row["sentence_zh"], (rule, key)


def test_a_sign_that_may_mean_two_things_makes_a_finding_likely_and_is_told():
    """》1 leaves 0 and 1 without a grade as >, and 0 alone as ≥."""
    rows = yb.load_findings()
    marked = rows[rows["evidence"].str.contains("》\\d").fillna(value=False)]
    assert marked["source_line"].tolist() == [2582, 2592]
    assert set(marked["certainty"]) == {"likely"}
    for row in marked.itertuples():
        assert row.sentence.endswith("printed 》, read as >; it may stand for ≥.")
        assert row.sentence_zh.endswith("（原文印作“》”，按“>”识读，也可能是“≥”。）")
        assert row.words is None or row.words != row.words


def test_the_two_properties_of_most_ladders_stand_apart_from_the_other_findings():
    """490 rows of the common ladder and of nothing below the lowest, and each other finding."""
    rows = yb.load_findings()
    systemic = rows[rows["scope"] == "systemic"]
    assert set(systemic["rule"]) == {"boilerplate_ladder", "no_grade_beyond"}
    assert len(systemic) == 490
    assert set(rows["scope"]) == {"systemic", "individual"}
    assert not set(rows.loc[rows["scope"] == "individual", "rule"]) & set(systemic["rule"])


def test_every_value_left_out_lies_below_the_lowest_threshold():
    """All 252, and the sentence says so."""
    rows = yb.load_findings().query("rule == 'no_grade_beyond'")
    assert len(rows) == 252
    assert rows["sentence"].str.contains("below its lowest threshold", regex=False).all()
    assert rows["sentence_zh"].str.contains("在最低一档标准以下，即", regex=False).all()


def test_the_blank_row_is_one_finding_at_its_own_line(text):
    """6.2.2, a tab and nothing more; what is of an activity has no thresholds to quote either."""
    (row,) = yb.load_findings().query("rule == 'blank_indicator'").to_dict("records")
    assert tuple(row[key] for key in KEY) == (2019, 6, 2, 2)
    assert row["source_line"] == 1278
    assert text.split("\n")[1277:1282] == ["\t"] * 5
    bare = yb.load_findings().query("evidence.isna()")["rule"]
    assert sorted(bare) == ["blank_indicator", "same_activity_twice", "same_activity_twice"]
    assert not (yb.load_thresholds()["source_line"] == 1278).any()


# Cells and names of other documents, in any combination.
SOME_CELLS = """
    90%以上 ≥90% 60% 60%以下 <60% 3次 1次以下 》4 —— 无 未开展 覆盖全部 超量完成 与去年持平
    0-10%以上 规范率达95%以上 80%-90% 100-80% ≤28.40/株 ≥500m2 2023.12 1万人以上 12月底前 良好,3
"""
SOME_NAMES = """
    满意率 招商引资规模增长率（%） 出让宗地数 上报日期 公共文化场馆免费率 综合治税管理。 {name} %s
    完成率和合格率 商品房空置率(％) 创作数量（件） 当年新增绿化面积100亩。
"""
CELLS = st.one_of(
    st.sampled_from([*SOME_CELLS.split(), "", "办结率达\n95%以上"]),
    st.builds("{}{}以上".format, st.integers(0, 120), st.sampled_from(["%", "个", ""])),
)
NAMES_OF_INDICATORS = st.sampled_from(SOME_NAMES.split())


@given(st.lists(st.tuples(NAMES_OF_INDICATORS, st.tuples(*[CELLS] * 4)), min_size=1, max_size=5))
def test_findings_on_any_indicators_are_told_in_full(given_rows):
    """Nothing crashes, nothing is left of a template, and no printed cell is hidden."""
    rows = [
        {
            "fiscal_year": 2019,
            "body": "示范局",
            "responsibility": 1,
            "activity": place,
            "indicator": 1,
            "name": name,
            "source_line": place,
            "lines": [place] * 4,
            **{grade: cell or None for grade, cell in zip(GRADES, cells, strict=True)},
        }
        for place, (name, cells) in enumerate(given_rows, 1)
    ]
    for row in derived_tables({"indicators": rows})["findings"]:
        printed = rows[row["activity"] - 1]
        cells = ["".join((printed[grade] or "（空白）").split()) for grade in GRADES]
        assert "／".join(cells) in row["sentence_zh"]
        plain = re.sub("“[^”]*”", "", row["sentence"])
        assert not CHINESE.search(re.sub("以上|以下", "", plain)), row["sentence"]
        assert not re.search(r"[\[(][-+\d.]+,|\bNone\b|[-+]?inf\b", plain)
        assert not re.search("[。.]”", row["sentence_zh"])
        assert row["sentence"][-1] == "."


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.stem)
def test_the_derived_tables_of_every_small_document_can_be_had(pair):
    """With and without budgets, indicators and activities."""
    tables = derived_tables(yb.read_disclosure(pair).records)
    assert set(tables) == set(NAMES)
    assert all(row["sentence"] and row["sentence_zh"] for row in tables["findings"])


def test_a_disclosure_without_indicators_has_empty_tables():
    """Nothing to grade is no error."""
    assert derived_tables({"indicators": []}) == {"thresholds": [], "ladders": [], "findings": []}
