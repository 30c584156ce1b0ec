"""The records of a disclosure as JSON, and the command that writes those beside tests/golden/*.txt.

Run `.venv/bin/python tests/kit/golden.py` after a change to what is read, and read the diff.
"""

import json
from pathlib import Path

from yanjiao_budget import Disclosure, read_disclosure

PAIRS = sorted((Path(__file__).parents[1] / "golden").glob("*.txt"))
_FACTS = ("title", "body", "code", "fiscal_year", "absent", "records")


def as_json(disclosure: Disclosure) -> str:
    """Return what was read, amounts as their exact digits."""
    facts = {name: getattr(disclosure, name) for name in _FACTS}
    return json.dumps(facts, ensure_ascii=False, indent=1, default=str) + "\n"


if __name__ == "__main__":
    for path in PAIRS:
        path.with_suffix(".json").write_text(as_json(read_disclosure(path)), encoding="utf-8")
