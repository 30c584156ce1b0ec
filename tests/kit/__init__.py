"""What the tests share."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
LEAN = ROOT / "tests" / "kit" / "lean"  # On PYTHONPATH, for processes that open notebooks.
