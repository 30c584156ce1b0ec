"""Terms that the document explains, under each of their names."""

import pytest

import yanjiao_budget as yb


def test_every_term_of_the_document_is_defined_as_printed():
    """With the line it stands on."""
    for row in yb.load_glossary().itertuples():
        found = yb.define(row.name)
        assert (found.definition, found.source_line) == (row.definition, row.source_line)


@pytest.mark.parametrize(
    ("term", "name"),
    [
        ("机关运行经费", "机关运行费"),
        ("三公经费", "“三公”经费"),
        ('"三公"经费', "“三公”经费"),
        ("一般公共预算收入", "一般公共预算拨款收入"),
        (" 项目支出 ", "项目支出"),
    ],
)
def test_a_term_is_found_by_the_names_that_the_form_has_for_it(term, name):
    """The tables say 机关运行经费 where the document explains 机关运行费."""
    assert yb.define(term).name == name


@pytest.mark.parametrize("term", ["政府采购", "", "经费", "其他收入"])
def test_a_term_that_is_not_explained_is_a_key_error_that_lists_those_that_are(term):
    """Nothing is guessed."""
    with pytest.raises(KeyError, match="机关运行费"):
        yb.define(term)
