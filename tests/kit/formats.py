"""What the tests of file formats share."""

import pytest

from yanjiao_budget import UnreadableDisclosureError
from yanjiao_budget.formats.read import read_text


def records(disclosure):
    """Return the records without the lines that they stand on."""
    return {
        table: [
            {name: value for name, value in row.items() if name not in {"source_line", "lines"}}
            for row in rows
        ]
        for table, rows in disclosure.records.items()
    }


def refusal(path):
    """Return what is said of a file that is refused."""
    with pytest.raises(UnreadableDisclosureError) as caught:
        read_text(path)
    return str(caught.value)
