"""What Promises needs on the page: its rows, what is searched in each, and what speaks of it."""

from collections.abc import Callable
from functools import partial

import pandas as pd

from yanjiao_budget.analysis.promises_found import folded, spoken_by
from yanjiao_budget.language import words_of

from . import again
from . import promises as view
from .data import Data
from .sent_parts import Sent, by_language, chart_of, shown, table_of
from .state import DEFAULT


def blocks(data: Data) -> dict[str, Callable[[], Sent]]:
    """Return what makes what the blocks of Promises are made of."""
    return {
        "promises.controls": lambda: shown(view.controls, data, sought=DEFAULT.sought),
        "promises.found": lambda: {
            "clear": DEFAULT.sought._asdict(),
            "promises": _sought(data.promises),
            "works": _sought(data.works),
            "words": by_language(lambda lang: words_of(view.WORDS, lang)),
        },
        "promises.caveat": lambda: shown(view.caveat, data),
        "promises.chain": lambda: chart_of(view.chain, data),
        **{
            f"promises.{block.__name__}": partial(table_of, block, data, sought=DEFAULT.sought)
            for block in (view.promises, view.works, view.speaking, view.findings)
        },
        "promises.before": lambda: shown(again.before, data),
        "promises.again": lambda: table_of(again.again, data),
    }


def _sought(rows: pd.DataFrame) -> Sent:
    """Return what tells whether each row meets what is sought."""
    key = rows.columns[2]  # `commitment` or `work`, behind year and body.
    field = rows["field_line"].astype(object).where(rows["field_line"].notna(), None)
    return {
        "number": rows[key].tolist(),
        "folded": folded(rows),
        "field": field.tolist(),
        "promise": rows["kind"].tolist(),
        "verb": rows["verb"].tolist() if "verb" in rows else [],
        "spoken": spoken_by(rows),
    }
