"""Promises by field, and the chain from prose to money: every promise once, every gap seen."""

import pandas as pd
import pytest

import yanjiao_budget as yb
from yanjiao_budget.analysis.promised import STEPS, kind_names, with_field
from yanjiao_budget.promises.commitments import left_out
from yanjiao_budget.promises.kinds import KINDS


@pytest.fixture(scope="module")
def commitments():
    """Return the promises of the document."""
    return yb.load_commitments()


@pytest.fixture(scope="module")
def chain(commitments):
    """Return the chain of the document."""
    return yb.promised.chain(commitments, yb.load_links(), yb.load_activities())


def test_every_promise_stands_under_the_heading_above_it(commitments):
    """The field, with the line of its heading."""
    fields = with_field(commitments, yb.load_narrative()).set_index("commitment")
    assert len(fields) == len(commitments)
    assert fields["field"][12] == "着力加强生态保护，为人民群众创造良好的生产生活环境"
    assert fields["field_line"].tolist() == [34, *[42] * 10, 54, *[64] * 7]
    assert fields["field_en"].notna().all()


def test_a_promise_under_no_numbered_heading_has_no_field(commitments):
    """Nothing is guessed."""
    plain = yb.load_narrative().iloc[:5]
    assert with_field(commitments, plain)["field"].isna().all()
    assert yb.promised.by_field(commitments, plain)["promises"].sum() == 19


def test_the_counts_by_field_add_up_to_the_promises(commitments):
    """None is lost and none is counted twice."""
    counts = yb.promised.by_field(commitments, yb.load_narrative())
    assert counts["promises"].sum() == len(commitments)
    kinds = counts.groupby("kind")["promises"].sum()
    assert kinds.to_dict() == commitments["kind"].value_counts().to_dict()


def test_the_chain_has_every_promise_at_every_step(chain, commitments):
    """A gap is a row too."""
    assert len(chain) == len(commitments) * len(STEPS)
    assert (chain["links"].eq(0) == chain["certainty"].eq("none")).all()
    assert (chain["links"].eq(0) == chain["target_line"].isna()).all()


@pytest.mark.parametrize(
    ("commitment", "expected"),
    [(3, [2, 0, 0]), (9, [1, 1, 0]), (13, [0, 0, 1]), (18, [0, 0, 0])],
)
def test_the_chain_of_a_promise_is_what_speaks_of_it(chain, commitment, expected):
    """An activity, an indicator, a line with money."""
    own = chain[chain["commitment"] == commitment].set_index("step")
    assert own["links"][list(STEPS)].tolist() == expected


def test_what_is_spoken_of_has_every_step(chain):
    """Of no promise at all there are the steps, and no row."""
    spoken = yb.promised.spoken_of(chain)
    assert spoken.sum().to_dict() == {"activity": 6, "indicator": 2, "money": 2}
    assert yb.promised.spoken_of(chain.iloc[:0]).columns.tolist() == list(STEPS)


def test_an_activity_that_prints_a_budget_is_a_line_with_money(commitments):
    """One that prints none is not."""
    links, activities = yb.load_links(), yb.load_activities()
    named = activities["responsibility"].eq(5) & activities["activity"].eq(1)
    funded = activities.assign(budget=activities["budget"].mask(named, 1.0))
    chain = yb.promised.chain(commitments, links, funded).set_index(["commitment", "step"])
    assert chain["links"][3, "money"] == 1
    assert chain["links"][9, "money"] == 0


def test_promises_that_nothing_speaks_of_have_a_chain_of_gaps(commitments):
    """No link at all is no error."""
    chain = yb.promised.chain(commitments, yb.load_links().iloc[:0], yb.load_activities())
    assert chain["links"].sum() == 0
    assert len(chain) == len(commitments) * len(STEPS)


def test_kinds_are_named_in_both_languages():
    """As the tables have them."""
    assert list(kind_names("en")) == list(kind_names("zh")) == list(KINDS)
    assert kind_names("zh")["rate"] == "比率"


def test_two_disclosures_in_one_frame_are_refused(commitments):
    """Promises of two years are not added up."""
    both = pd.concat([commitments, commitments.assign(fiscal_year=2020)])
    with pytest.raises(ValueError, match="disclosure"):
        yb.promised.by_field(both, yb.load_narrative())


def test_every_rule_is_counted_and_one_that_finds_nothing_has_none():
    """In the order of the rules."""
    counts = yb.promised.by_rule(yb.load_promise_findings()).set_index("rule")["findings"]
    assert counts.sum() == len(yb.load_promise_findings())
    assert counts["two_numbers_promised"] == 0
    assert counts.index.tolist() == yb.promised.rules()["rule"].tolist()


def test_the_numbers_left_out_are_those_that_were_read(disclosure):
    """With the reason in both languages, from the published prose alone."""
    left = yb.promised.left_out(yb.load_narrative())
    assert left["source_line"].between(29, 110).all()
    assert left[["reason", "reason_en", "reason_zh"]].notna().all(axis=None)
    assert len(left) == len(list(left_out(disclosure.records))) == 117
