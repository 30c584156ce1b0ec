"""The explorer: the whole disclosure on one page, with no code to write.

`state.py` holds what decides what is seen, `data.py` the frames, one module for each view what it
shows of them (made of `blocks.py` and `tables.py`): that is the reference. The page answers without
Python from what `sent.py` sends it once; its own code stands in `frontend/` and is built into
`built/`. `widget.py` puts it into a notebook, `alone.py` into a file.
"""

from typing import TYPE_CHECKING, Literal

from yanjiao_budget.language import Language

if TYPE_CHECKING:
    from .widget import Explorer


def explore(
    lang: Language | Literal[""] = "",
    *,
    state: str = "",
    year: int | None = None,
    body: str | None = None,
) -> "Explorer":
    """Return the explorer of one disclosure, to be shown as a notebook cell's last line.

    Args:
        lang: Language of every word, `en` or `zh`; without one, the reader's browser decides.
        state: A shared state, as the page and `Explorer.shared` give it. It is opened as far as it
            can be; what it could not say is said on the page.
        year: Fiscal year of the disclosure; the latest without one.
        body: Body that published it; that of `latest()` without one.

    Raises:
        KeyError: Where there is no disclosure of that year and body.
        ValueError: For a language that is neither.
    """
    if lang not in ("", "en", "zh"):
        raise ValueError(f'lang is {lang!r}; it can be "en" or "zh"')
    from .widget import open_explorer  # noqa: PLC0415 - pandas and Altair, for whoever opens it

    return open_explorer(lang, state, year, body)
