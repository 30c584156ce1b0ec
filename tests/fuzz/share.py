"""How many corruptions are tried: a share of each kind in `make test`, all in `make fuzz`."""

import os

ALL = os.environ.get("FUZZ") == "all"


def share(one_in: int) -> int:
    """Return of how many corruptions one is tried: `one_in`, or every one."""
    return 1 if ALL else one_in
