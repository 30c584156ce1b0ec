"""What the tests share."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
LEAN = ROOT / "tests" / "kit" / "lean"  # `make test` has it on PYTHONPATH.
