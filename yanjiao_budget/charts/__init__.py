"""A frame to a chart, in English or Chinese."""

from .grammar import read_when_used

with read_when_used():
    import altair as alt  # noqa: F401 - before any module of this folder imports it.

from . import across as across_charts
from . import changes as change_charts
from . import grading as grading_charts
from . import promised as promise_charts
from .in_words import alt_text as alt_text
from .money import assets as assets
from .money import composition as composition
from .money import concentration as concentration
from .money import funding as funding
from .money import general_administration as general_administration
from .money import procurement as procurement
from .money import spending as spending

__all__ = [
    "across_charts",
    "alt_text",
    "assets",
    "change_charts",
    "composition",
    "concentration",
    "funding",
    "general_administration",
    "grading_charts",
    "procurement",
    "promise_charts",
    "spending",
]
