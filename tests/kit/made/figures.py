"""The amounts of a body's year, in 万元: before anything is printed they all add up."""

from decimal import Decimal
from random import Random
from typing import NamedTuple

ZERO = Decimal(0)
SOURCES = ("general_public_budget", "government_funds", "special_accounts", "other_income")


class Work(NamedTuple):
    """A responsibility: its budget and those of its activities; None where none is printed."""

    budget: Decimal | None
    activities: list[Decimal | None]


class Year(NamedTuple):
    """What a body has for a year.

    Attributes:
        amounts: Each figure of the prose by its key.
        works: Its responsibilities, whose budgets make project expenditure.
    """

    amounts: dict[str, Decimal]
    works: list[Work]


def year_of(seed: int, body: str, year: int) -> Year:
    """Return the amounts of a body's year, the same each time."""
    scale = Random(f"{seed} {body}").choice((20, 100, 400, 2000, 9000))  # noqa: S311 - no secret
    rng = Random(f"{seed} {body} {year}")  # noqa: S311 - no secret
    works = _works(rng, scale)
    personnel, operating = _money(rng, scale), _money(rng, scale / 8)
    project = sum((work.budget or ZERO for work in works), ZERO)
    total = personnel + operating + project
    amounts = {
        "personnel": personnel,
        "operating": operating,
        "basic": personnel + operating,
        "project": project,
        "expenditure": total,
        "income": total,
        "income_and_expenditure": total,
        "agency_operating": operating,
        "fixed_assets": _money(rng, scale * 3),
    }
    return Year(amounts | _sources(rng, total) | _three_public(rng), works)


def _money(rng: Random, scale: float) -> Decimal:
    """Return an amount of up to twice a scale: in cents, tenths or whole."""
    return round(Decimal(rng.uniform(0.1, 2) * scale), rng.choice((0, 1, 2, 2, 2))) + Decimal(
        "0.00"
    )


def _works(rng: Random, scale: int) -> list[Work]:
    works = []
    for _ in range(rng.choice((1, 1, 2, 3, 4, 6, 8))):
        count = rng.choice((1, 1, 2, 3, 4, 7))
        if rng.random() < 0.1:  # Without money.
            works.append(Work(None, [None] * count))
            continue
        parts = [None if rng.random() < 0.15 else _money(rng, scale / 5) for _ in range(count)]
        parts[0] = parts[0] or _money(rng, scale / 5)
        works.append(Work(sum((part for part in parts if part), ZERO), parts))
    return works


def _sources(rng: Random, total: Decimal) -> dict[str, Decimal]:
    """Return where revenue comes from: most of it from one source."""
    shares = dict.fromkeys(SOURCES, ZERO)
    left = total
    for item in SOURCES[1:]:
        if rng.random() < 0.3:
            shares[item] = round(left * Decimal(rng.random()) / 3, 2)
            left -= shares[item]
    return shares | {"general_public_budget": left}


def _three_public(rng: Random) -> dict[str, Decimal]:
    trips = _money(rng, 5) if rng.random() < 0.1 else ZERO
    purchase = _money(rng, 18) if rng.random() < 0.15 else ZERO
    running = _money(rng, 4) if rng.random() < 0.8 else ZERO
    hospitality = _money(rng, 1)
    return {
        "overseas_trips": trips,
        "vehicle_purchase": purchase,
        "vehicle_running": running,
        "vehicles": purchase + running,
        "official_hospitality": hospitality,
        "three_public": trips + purchase + running + hospitality,
    }
