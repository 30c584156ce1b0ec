"""Commands: `python -m yanjiao_budget build` rebuilds the tables from the disclosures."""

import argparse
import sys

from .build import build
from .document import UnreadableDisclosureError


def main() -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m yanjiao_budget", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    commands.add_parser("build", help="rebuild data/tables and data/datapackage.json")
    parser.parse_args()
    try:
        changed = build()
    except (UnreadableDisclosureError, ValueError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("".join(f"rewrote {path}\n" for path in changed) or "nothing changed\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
