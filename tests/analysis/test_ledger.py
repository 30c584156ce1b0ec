"""What each tie is worked out from: every term, with its sign, its amount and its line."""

import re
import unicodedata
from decimal import Decimal

import pandas as pd
import pytest
from kit.golden import PAIRS
from kit.years import second_year

import yanjiao_budget as yb
from yanjiao_budget.document.ledger import ties
from yanjiao_budget.document.tie import COMPUTED, STATED

YEARS = {"the title's year", "the year it speaks of", "the year compared with"}
COLUMNS = ["side", "sign", "name", "name_zh", "amount", "rounding", "source_line", "fiscal_year"]


@pytest.fixture(scope="module")
def texts(text):
    """Return the text of each document with ties: the real one, the next year, the golden ones."""
    golden = {pair.stem: pair.read_text(encoding="utf-8") for pair in PAIRS}
    return {"2019": text, "2020": second_year(text)} | golden


@pytest.fixture(scope="module")
def ledgers(texts):
    """Return the ties of each document, the next year's with those to the year before."""
    read = {name: yb.parse_disclosure(one).records for name, one in texts.items()}
    earlier = {"2020": read["2019"]}
    return {name: list(ties(one, earlier.get(name, {}))) for name, one in read.items()}


def folded(terms):
    """Return what terms make, one after the other, blanks adding nothing; None where nothing."""
    value = None
    for term in terms:
        if term.sign in "+−":
            if term.amount is not None:
                start = Decimal(0) if value is None else value
                value = start + term.amount if term.sign == "+" else start - term.amount
        elif value is None or term.amount is None or (term.sign == "÷" and not term.amount):
            return None
        else:
            value = value * term.amount if term.sign == "×" else value / term.amount
    return value


def test_the_terms_of_each_side_make_what_the_tie_has_there_exactly(ledgers):
    """Of every tie of the document, of two years together and of the golden documents."""
    seen = set()
    for name, found in ledgers.items():
        assert found, name
        for tie in found:
            assert folded(tie.terms[STATED]) == tie.stated, (name, tie.check)
            assert folded(tie.terms[COMPUTED]) == tie.computed, (name, tie.check)
            seen |= {term.sign for terms in tie.terms.values() for term in terms}
    assert seen == {"+", "−", "×", "÷"}
    assert any(tie.check.startswith("previous_") for tie in ledgers["2020"])
    assert any(tie.check.endswith("_growth") for tie in ledgers["worded_changes"])


def test_every_term_has_a_name_in_both_languages_and_what_rounding_can_hide_in_it(ledgers):
    """Half of its last place, of both figures for one derived; none for a count or a blank."""
    for found in ledgers.values():
        for tie in found:
            for term in (*tie.terms[STATED], *tie.terms[COMPUTED]):
                assert term.name
                assert re.search(r"[一-鿿×]", term.name_zh)
                assert term.rounding >= 0
                if term.amount is None:
                    assert term.rounding == 0


def numbers(printed):
    """Return the numbers of a text as decimals, widths and thousands separators aside."""
    plain = re.sub(r"(?<=\d)[,，](?=\d{3})", "", unicodedata.normalize("NFKC", printed))
    return {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", plain)}


def on_its_line(amount, printed):
    """Tell whether an amount in 万元 is printed: as it is, in 元, as a percentage, or in words."""
    forms = {abs(amount), abs(amount) * 10_000, abs(amount) * 100}
    return bool(forms & numbers(printed)) or (
        not amount and re.search("持平|无|不变|相同|一致", printed)
    )


def test_the_amount_of_every_term_is_printed_on_its_line_or_in_the_row_that_begins_there(
    ledgers, texts
):
    """But for a step that no line prints, and what is derived from two figures on that line."""
    for name, found in ledgers.items():
        for tie in found:
            for term in (*tie.terms[STATED], *tie.terms[COMPUTED]):
                if term.source_line is None or term.amount is None or "derived" in term.name:
                    continue
                of = "2019" if name == "2020" and term.fiscal_year == 2019 else name
                lines = texts[of].split("\n")
                row = lines[term.source_line - 1 : term.source_line + 13]
                if not row[0].startswith("\t"):
                    row = row[:1]
                if term.name in YEARS:
                    assert str(term.amount) in unicodedata.normalize("NFKC", row[0])
                else:
                    assert on_its_line(term.amount, "\n".join(row)), (name, tie.check, term)


def test_what_is_derived_for_the_year_before_is_the_amount_less_its_change():
    """Both stand on the line that is cited."""
    pair = next(pair for pair in PAIRS if pair.stem == "worded_changes")
    disclosure = yb.read_disclosure(pair)
    rows = yb.working("income_and_expenditure_growth", disclosure)
    (base,) = rows[rows["sign"] == "÷"].to_dict("records")
    assert base["name"] == "the year before, derived"
    assert base["amount"] == Decimal(110) - Decimal(10)
    assert base["rounding"] == 1  # half a unit of either


def test_a_step_that_no_line_prints_cites_none(ledgers):
    """Taking one year away, and rounding a percentage to its printed place."""
    unprinted = {
        term.name
        for found in ledgers.values()
        for tie in found
        for term in (*tie.terms[STATED], *tie.terms[COMPUTED])
        if term.source_line is None and term.amount is not None
    }
    assert unprinted == {"one year", "rounded to the printed place"}


# As a frame


def test_working_gives_the_terms_of_a_tie_side_by_side():
    """The total on its line, then eleven budgets and two blanks."""
    rows = yb.working("project_responsibilities")
    assert rows.columns.tolist() == COLUMNS
    assert rows["side"].tolist() == ["stated"] + ["computed"] * 13
    assert rows["source_line"].tolist() == [
        19,
        *yb.load_responsibilities()["source_line"],
    ]
    assert set(rows["sign"]) == {"+"}
    assert set(rows["fiscal_year"]) == {2019}
    parts = rows[rows["side"] == "computed"]
    assert parts["amount"].isna().sum() == 2
    assert sum(parts["amount"].dropna()) == Decimal("90119.38")
    assert rows["amount"].iloc[0] == Decimal("90119.41")
    assert sum(rows["rounding"]) == Decimal("0.060")


def test_blank_terms_are_listed_with_their_line_and_no_amount():
    """Responsibility 5 prints no budget, nor does any of its activities."""
    rows = yb.working("responsibility_5")
    activities = yb.load_activities().query("responsibility == 5")
    assert rows["source_line"].tolist()[1:] == activities["source_line"].tolist()
    assert rows["amount"].isna().all()
    assert (rows["rounding"] == 0).all()


@pytest.mark.slow
def test_the_working_of_every_tie_of_the_ledger_is_there():
    """With the lines that the ledger cites."""
    ledger = yb.check_arithmetic().set_index("check")
    for check in ledger.index:
        rows = yb.working(check)
        assert set(rows["side"]) == {"stated", "computed"}
        cited = rows["source_line"].dropna().drop_duplicates()
        assert tuple(cited) == ledger.loc[check, "source_lines"]


@pytest.mark.parametrize("check", ["", "project", "no_such_tie", "Project_responsibilities"])
def test_an_unknown_tie_is_refused_with_where_to_look(check):
    """A key is not guessed at."""
    with pytest.raises(KeyError, match=r"check_arithmetic\(\)\['check'\]"):
        yb.working(check)


def test_working_may_be_asked_of_a_disclosure_just_read(small):
    """One that no table holds."""
    disclosure = yb.parse_disclosure(small)
    ledger = yb.check_arithmetic(disclosure).set_index("check")
    rows = yb.working("income_parts", disclosure)
    parts = rows.loc[rows["side"] == "computed", "amount"].dropna()
    assert sum(parts) == ledger.loc["income_parts", "computed"]
    with pytest.raises(KeyError):
        yb.working("responsibility_13", disclosure)


@pytest.mark.usefixtures("two")
def test_of_two_years_the_latest_is_meant_and_the_other_may_be_named():
    """A tie to the year before cites both, each line with the year it is of."""
    assert set(yb.working("income_parts")["fiscal_year"]) == {2020}
    assert set(yb.working("income_parts", year=2019)["fiscal_year"]) == {2019}
    rows = yb.working("previous_income_and_expenditure")
    assert rows["sign"].tolist() == ["+", "−", "+"]
    assert rows["fiscal_year"].tolist() == [2020, 2020, 2019]
    assert rows["amount"].tolist()[-1] == Decimal("95531.43")
    ledger = yb.check_arithmetic(year=2020).set_index("check")
    tie = ledger.loc["previous_income_and_expenditure"]
    assert tie["verdict"] == "exact"
    assert tie["stated"] == rows["amount"][0] - rows["amount"][1]
    project = ledger.loc["previous_project"]
    assert (project["verdict"], project["difference"]) == ("beyond", Decimal("10.00"))
    assert project["in_words"].startswith("The published one exceeds the implied figure by 10.00;")
    with pytest.raises(KeyError):
        yb.working("previous_income_and_expenditure", year=2019)
    with pytest.raises(KeyError):
        yb.working("income_parts", year=1999)


def test_a_missing_line_is_missing_in_the_frame_and_lines_are_whole_numbers():
    """Also where every line is there."""
    assert yb.working("income_parts")["source_line"].dtype == "Int64"
    check = next(c for c in yb.check_arithmetic()["check"] if c.endswith("_baseline_year"))
    rows = yb.working(check)
    assert rows["source_line"].isna().sum() == 1
    assert pd.isna(rows.loc[rows["name"] == "one year", "source_line"]).all()


def test_the_amounts_printed_once_are_those_of_the_tables_as_of_the_document(disclosure):
    """Each with its row's names in both languages, its line, and the tie that bounds it."""
    found = yb.printed_once()
    pd.testing.assert_frame_equal(found, yb.printed_once(disclosure).astype(found.dtypes))
    assert len(found) == 9
    offices = found.iloc[-1]
    assert (offices["table"], offices["column"]) == ("assets", "amount")
    assert (offices["name"], offices["name_en"]) == ("办公用房（平方米）", "Office premises (sq m)")
    assert (offices["amount"], offices["source_line"]) == (Decimal("1659.40"), 3548)
    ledger = yb.check_arithmetic().set_index("check")
    assert set(ledger.loc[found["within"], "relation"]) == {"<="}


def test_the_amounts_printed_once_of_a_disclosure_that_is_not_there_are_not_found():
    """As with the ledger itself."""
    with pytest.raises(KeyError):
        yb.printed_once(year=1999)
