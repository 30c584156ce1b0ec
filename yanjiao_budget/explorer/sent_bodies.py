"""What goes to the page of the bodies side by side: the disclosures of one year."""

from collections.abc import Callable

from . import bodies
from .blocks import Block
from .data import Data
from .sent_parts import Sent, by_language, chart, shown, table


def blocks(data: Data) -> dict[str, Callable[[], Sent]]:
    """Return what makes each block of the view, by name."""
    return {
        "bodies.said": lambda: shown(bodies.said, data),
        "bodies.chart": lambda: chart(
            by_language(lambda lang: bodies.chart(data, lang=lang)), data
        ),
        "bodies.table": lambda: _table(bodies.table, data),
        "bodies.rules": lambda: _table(bodies.rules, data),
        "bodies.beyond": lambda: shown(bodies.beyond, data),
        "bodies.caveats": lambda: _table(bodies.caveats, data),
        "bodies.lacking": lambda: _table(bodies.lacking, data),
    }


def _table(block: Block, data: Data) -> Sent:
    return table(by_language(lambda lang: block(data, lang=lang, sort="")))
