"""What goes to the page of the bodies side by side: the disclosures of one year."""

from collections.abc import Callable

from . import bodies
from .data import Data
from .sent_parts import Sent, chart_of, shown, table_of


def blocks(data: Data) -> dict[str, Callable[[], Sent]]:
    """Return what makes each block of the view, by name."""
    return {
        "bodies.said": lambda: shown(bodies.said, data),
        "bodies.chart": lambda: chart_of(bodies.chart, data),
        "bodies.table": lambda: table_of(bodies.table, data),
        "bodies.rules": lambda: table_of(bodies.rules, data),
        "bodies.beyond": lambda: shown(bodies.beyond, data),
        "bodies.caveats": lambda: table_of(bodies.caveats, data),
        "bodies.lacking": lambda: table_of(bodies.lacking, data),
    }
