"""How many corruptions are tried: all in `make fuzz`, a share in `make test`, few in `quick`."""

import os

_FUZZ = os.environ.get("FUZZ", "")
ALL, FEW = _FUZZ == "all", _FUZZ == "few"


def share(one_in: int) -> int:
    """Return of how many corruptions one is tried: `one_in`, fewer by far or every one."""
    if ALL:
        return 1
    return one_in * 6 if FEW else one_in


def part(cases, first=1):
    """Return the cases of a test each of which takes long: in `make quick` the first of them."""
    cases = list(cases)
    return cases[:first] if FEW else cases
