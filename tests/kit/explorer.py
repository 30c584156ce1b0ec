"""The explorer's states and pages, as its tests share them."""

from hypothesis import strategies as st

from yanjiao_budget.explorer.state import State


def states(explorer):
    """Return states that an explorer's disclosure has."""
    choices = explorer._choices
    fields = {
        name: st.sampled_from(choices[name]) if isinstance(choices[name], tuple) else free
        for name, free in {
            **dict.fromkeys(State._fields, None),
            "sort": st.sampled_from(["", "budget", "-source_line", "&=%#"]),
            "query": st.text(max_size=20).filter(
                lambda text: "\r" not in text and max(text, default="a") < "\ud800"
            ),
            "find": st.sampled_from(["", "海绵 城市", "a&b=c", "<script>"]),
            "value": st.integers(0, 200).map(lambda half: half / 2),
            "line": st.integers(0, 3586),
            "tie": st.sampled_from(["", *explorer._data.ledger["check"]]),
        }.items()
    }
    return st.builds(State, **fields)


def taken(explorer):
    """Return the code that the page offers for each table of the view."""
    which = f"which = {{'year': {explorer.year}, 'body': {explorer.body!r}}}"
    return [
        f"import yanjiao_budget as yb\n{which}\n{made.code}"
        for made in explorer.blocks().values()
        if made.code
    ]
