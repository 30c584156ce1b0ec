"""Many disclosures side by side: each row is what its own tables say, and what it lacks is told."""

import pandas as pd
import pytest
from kit.many import build_many, renamed

import yanjiao_budget as yb
from yanjiao_budget.analysis import across, grading, spending
from yanjiao_budget.schema.across import ACROSS, FINDINGS_ACROSS, MEASURES, NOT_COMPARABLE_ACROSS
from yanjiao_budget.store.folders import FOLDER_SETTING

KEY = ["fiscal_year", "body"]


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Return a data folder of 65 disclosures of as many bodies."""
    return build_many(tmp_path_factory.mktemp("many"), renamed())


@pytest.fixture(scope="module")
def rows(many):
    """Return them side by side."""
    return yb.across(data=many)


@pytest.fixture
def there(many, monkeypatch):
    """Have the loaders read that folder."""
    monkeypatch.setenv(FOLDER_SETTING, str(many))


def alone(year, body):
    """Return what the functions of one disclosure say, for the columns of a row."""
    which = {"year": year, "body": body}
    stated = spending.by_item(yb.load_totals(**which))
    changes = yb.load_changes(**which).set_index("item")
    activities, indicators = yb.load_activities(**which), yb.load_indicators(**which)
    funded = spending.general_administration(activities)
    used = grading.patterns(indicators)
    findings = yb.load_findings(**which)
    verdicts = yb.check_arithmetic(**which)["verdict"].value_counts()
    said = changes["growth"].fillna(changes["stated_growth"])
    return {
        **{name: stated["amount"].get(name) for name in ("income", "expenditure", "project")},
        "expenditure_growth": said.get("income_and_expenditure"),
        "project_growth": said.get("project"),
        "activities": len(activities) or None,
        "unfunded": activities["budget"].isna().sum() if len(activities) else None,
        "general_administration_share": (
            funded.loc[funded["is_general"].astype(bool), "share"].sum() if len(funded) else None
        ),
        "indicators": len(indicators) if len(activities) else None,
        "ladders": len(used) if len(activities) else None,
        "commonest_ladder_share": used["share"].max(),
        "findings": (findings["scope"] == "individual").sum() if len(activities) else None,
        **{one: verdicts.get(one, 0) for one in ("exact", "rounding", "beyond", "not_stated")},
        "unread": yb.load_disclosures(**which)["unread"].iloc[0],
    }


@pytest.mark.slow
@pytest.mark.usefixtures("there")
def test_each_row_is_what_the_functions_of_one_disclosure_say(rows):
    """For every shape of document, what one lacks as missing and not as zero."""
    for row in rows.head(13).to_dict("records"):
        for name, expected in alone(row["fiscal_year"], row["body"]).items():
            if pd.isna(expected):
                assert pd.isna(row[name]), (row["body"], name)
            else:
                assert row[name] == pytest.approx(expected), (row["body"], name)


def test_the_published_disclosure_is_one_row():
    """Its share of project expenditure, its activities without a budget, its shared ladder."""
    (row,) = yb.across().to_dict("records")
    assert row["project_share"] == pytest.approx(90119.41 / 95531.43)
    assert (row["activities"], row["unfunded"], row["indicators"]) == (94, 76, 304)
    assert (row["ladders"], row["commonest_ladder_share"]) == (34, pytest.approx(238 / 304))
    assert (row["exact"], row["rounding"], row["beyond"], row["not_stated"]) == (79, 1, 0, 5)


@pytest.mark.slow
def test_the_columns_and_their_types_are_as_declared(rows, many):
    """In the declared order; what may not be missing never is."""
    found = yb.findings_across(data=many)
    for frame, declared in (
        (rows, ACROSS),
        (found, FINDINGS_ACROSS),
        (yb.not_comparable_across(rows), NOT_COMPARABLE_ACROSS),
        (yb.not_comparable_across(rows[:0]), NOT_COMPARABLE_ACROSS),
    ):
        assert [*frame] == [column.name for column in declared]
        for column in declared:
            assert not column.required or frame[column.name].notna().all(), column.name
            is_number = pd.api.types.is_numeric_dtype(frame[column.name])
            assert is_number == (column.type in {"integer", "number"}), column.name
            is_text = isinstance(frame[column.name].dtype, pd.StringDtype)
            assert is_text == (column.type == "string"), column.name


def test_rows_stand_by_name_and_year_and_never_by_a_figure(rows):
    """No ranking, no score."""
    keys = list(zip(rows["body"], rows["fiscal_year"], strict=True))
    assert keys == sorted(keys)
    assert len(keys) == 65
    assert not {"rank", "score"} & {*rows}


@pytest.mark.usefixtures("there")
def test_a_year_and_a_body_are_chosen_as_by_the_loaders(rows):
    """And one that is not there is refused."""
    chosen = yb.across(2021)
    same = rows[rows["fiscal_year"] == 2021].reset_index(drop=True)
    pd.testing.assert_frame_equal(chosen, same)
    body = rows["body"][40]
    assert yb.across(body=body)["body"].tolist() == [body]
    with pytest.raises(KeyError, match="no disclosure of 1999"):
        yb.across(1999)


@pytest.mark.usefixtures("there")
def test_the_findings_add_up_to_those_of_the_table(rows):
    """Zeros are rows too, and a disclosure without activities has none."""
    found = yb.findings_across()
    assert found["findings"].sum() == len(yb.load_findings())
    looked_at = rows.loc[rows["activities"].notna(), KEY]
    assert len(found) == len(looked_at) * len(grading.rules())
    of_each = found[found["scope"] == "individual"].groupby("body")["findings"].sum()
    counted = rows.dropna(subset="findings").set_index("body")["findings"]
    assert of_each.to_dict() == counted.to_dict()


@pytest.mark.usefixtures("there")
def test_a_rule_is_counted_once_a_disclosure():
    """Of those that were looked at."""
    counts = across.disclosures_with(yb.findings_across()).set_index("rule")
    having = yb.load_findings().drop_duplicates([*KEY, "rule"])["rule"].value_counts()
    assert counts.loc[having.index, "disclosures"].to_dict() == having.to_dict()
    assert set(counts["of"]) == {yb.load_activities()["body"].nunique()}
    assert counts["share"].max() <= 1


def test_every_missing_value_has_its_reason(rows):
    """In both languages, beside what holds of all."""
    lacking = yb.not_comparable_across(rows)
    every = lacking[lacking["body"].isna()]
    own = lacking.dropna(subset="body")
    assert lacking["body"].isna().tolist() == [True] * len(every) + [False] * len(own)
    told = {(row.body, name) for row in own.itertuples() for name in row.columns.split(", ")}
    columns = [column.name for column in ACROSS if column.name != "body_en"]
    blank = {
        (row["body"], name)
        for row in rows.to_dict("records")
        for name in columns
        if pd.isna(row[name])
    }
    assert told == blank
    covered = {name for names in every["columns"] for name in names.split(", ")}
    assert covered == {column.name for column in ACROSS} - {*KEY, "body_en", "source_line"}
    assert lacking[["name", "name_en", "reason", "reason_zh"]].notna().all(axis=None)
    joined = pd.concat([rows[:20].reset_index(drop=True), rows[20:].reset_index(drop=True)])
    pd.testing.assert_frame_equal(yb.not_comparable_across(joined), lacking)


def test_the_distribution_counts_every_disclosure_that_has_the_measure(rows):
    """Once, between the ends that it lies between."""
    counts = across.distribution(rows)
    assert counts.groupby("measure")["disclosures"].sum().to_dict() == {
        name: rows[name].notna().sum() for name in MEASURES
    }
    for row in counts.itertuples():
        value = rows[row.measure]
        inside = ~(value < row._3) & ~(value >= row.to) & value.notna()
        assert inside.sum() == row.disclosures
    assert counts.groupby("measure")["share"].sum().tolist() == pytest.approx([1] * len(MEASURES))


@pytest.mark.parametrize(
    ("value", "step"), [(0.0, 0), (0.049, 0), (0.05, 1), (0.15, 3), (0.3, 6), (1.0, 19), (1.2, 19)]
)
def test_a_share_is_counted_from_the_end_that_it_stands_on(rows, value, step):
    """Whatever binary fractions make of it; what is beyond the range is at its end."""
    one = rows.head(1).assign(project_share=value)
    found = across.measured(one).set_index("measure")
    assert found["step"]["project_share"] == step


@pytest.mark.usefixtures("there")
def test_no_disclosure_is_counted_into_another(rows):
    """However many there are: copies under other names have the same figures each."""
    names = ("disclosures", "totals", "changes", "activities", "ladders", "findings")
    tables = {name: repeated(getattr(yb, f"load_{name}")(), 10) for name in names}
    found = across.side_by_side(tables, across.counts_of(repeated(yb.check_arithmetic(), 10)))
    assert len(found) == 10 * len(rows)
    whose = found["body"].str.rstrip("0123456789")
    first = found.assign(body=whose).drop_duplicates(ignore_index=True)
    pd.testing.assert_frame_equal(first, rows)


def test_a_disclosure_that_states_no_change_has_none():
    """And can be counted alone: what is missing is a number that is missing."""
    tables = {name: getattr(yb, f"load_{name}")().head(0) for name in ("totals", "changes")}
    loaded = ("disclosures", "activities", "ladders", "findings")
    tables |= {name: getattr(yb, f"load_{name}")() for name in loaded}
    found = across.side_by_side(tables, across.counts_of(yb.check_arithmetic()))
    assert found[["expenditure", "project_share", "expenditure_growth"]].isna().all(axis=None)
    assert len(across.middle(found)) == 3


def repeated(frame, copies):
    """Return a frame several times, the names of its bodies ending in a number each."""
    several = [frame.assign(body=frame["body"] + str(number)) for number in range(copies)]
    return pd.concat(several, ignore_index=True)
