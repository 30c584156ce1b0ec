"""How much is tried: all in `make fuzz`, a share in `make test`, little in `make quick`."""

import os
from itertools import cycle, product

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


def pairs(cases, others):
    """Return each case with each of others, or in `make quick` with one of them in turn."""
    return [*zip(cases, cycle(others))] if FEW else [*product(cases, others)]
