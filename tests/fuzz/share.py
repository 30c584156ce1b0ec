"""How much is tried: all in `make fuzz`, a share in `make test`, little in `make quick`."""

import os

_FUZZ = os.environ.get("FUZZ", "")
ALL, FEW = _FUZZ == "all", _FUZZ == "few"


def share(one_in: int) -> int:
    """Return of how many corruptions one is tried: `one_in`, fewer by far or every one."""
    if ALL:
        return 1
    return one_in * 6 if FEW else one_in
