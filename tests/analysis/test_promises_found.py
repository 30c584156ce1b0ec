"""Promises and works found by words, field, kind, and by what speaks of them."""

import yanjiao_budget as yb
from yanjiao_budget.analysis import promises_found


def test_promises_are_found_by_words_of_either_language():
    """All of the words have to stand in what is promised."""
    found = promises_found.find_promises("high-tech firms")
    assert found["name"].tolist() == ["高新技术企业", "全区有效期内高新技术企业规模"]
    assert len(promises_found.find_promises("高新技术企业 20家")) == 1
    assert promises_found.find_promises("没有这样的词").empty


def test_conditions_hold_together():
    """Field, kind, verb and what speaks of it."""
    everything = promises_found.find_promises()
    assert everything["commitment"].tolist() == yb.load_commitments()["commitment"].tolist()
    found = promises_found.find_promises(field=42, kind="standing", verb="reach", spoken="activity")
    assert found["commitment"].tolist() == [6, 7]


def test_a_promise_has_the_lines_of_what_speaks_of_it_or_none():
    """By step: activities, indicators, lines with money; and what nothing speaks of."""
    rows = promises_found.find_promises().set_index("commitment")
    assert rows.loc[9, "activity_lines"] == (1194,)
    assert rows.loc[9, "indicator_lines"] == (1078,)
    assert rows.loc[9, "money_lines"] == ()
    steps = yb.promised.chain(yb.load_commitments(), yb.load_links(), yb.load_activities())
    spoken = yb.promised.spoken_of(steps)
    silent = promises_found.find_promises(spoken="none")["commitment"]
    assert silent.tolist() == [number for number, row in spoken.iterrows() if not row.any()]


def test_what_is_about_some_promises_is_of_them_alone():
    """Links and findings of those found, and of the works found with them."""
    promises = promises_found.find_promises("圣屯小学")
    works = promises_found.find_works("圣屯小学")
    assert set(promises["deadline"]) == {"2019-09-01"}
    links = promises_found.about(yb.load_links(), promises, works)
    assert set(links["commitment"].dropna()) == set(promises["commitment"])
    assert set(links["work"].dropna()) <= set(works["work"])
    assert "procurement" in set(links["target_table"])
