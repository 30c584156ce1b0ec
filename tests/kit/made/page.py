"""A document as it is written: its lines, and beside them the rows that each makes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import NamedTuple

_CENT = Decimal("0.01")
_WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789.,"}
_PLACES = {"万元": 0, "元": -4}
Amount = Decimal | None
UNSAID = ...  # A value that a reader may have as it likes.


class Printed(NamedTuple):
    """An amount as printed, without and with its unit, and the 万元 that it says."""

    number: str
    text: str
    value: Decimal


class Tie(NamedTuple):
    """Two sides of figures that should agree, or `parts` that should not pass `whole`.

    `rounding` is how far `parts` may be off where they are no sum of printed figures, `verdict`
    what is said of any gap where it is not told here.
    """

    check: str
    whole: Sequence[Amount]
    parts: Sequence[Amount]
    within: bool = False
    rounding: Decimal | None = None
    verdict: object = None

    @property
    def is_stated(self) -> bool:
        """Whether both sides have a figure."""
        return all(any(one is not None for one in side) for side in (self.whole, self.parts))

    def gap(self) -> tuple[object, Decimal] | None:
        """Return the verdict of a ledger, and parts less whole; None where there is nothing to say.

        A blank figure adds nothing; a side of blanks alone says nothing.
        """
        if not self.is_stated:
            return None
        sides = [[one for one in side if one is not None] for side in (self.whole, self.parts)]
        gap = sum(sides[1], Decimal(0)) - sum(sides[0], Decimal(0))
        if not gap or (self.within and gap < 0):
            return None
        if self.verdict is not None:
            return self.verdict, gap
        off = _half(sides[0]) + (_half(sides[1]) if self.rounding is None else self.rounding)
        return ("rounding" if abs(gap) <= off else "beyond"), gap


def _half(amounts: Sequence[Decimal]) -> Decimal:
    """Return half of the last printed place of each amount, added up."""
    return sum((half_place(one) for one in amounts), Decimal(0))


def half_place(amount: Decimal) -> Decimal:
    """Return half of the last printed place of an amount."""
    return Decimal(5).scaleb(int(amount.as_tuple().exponent) - 1)


@dataclass
class Page:
    """A document being written.

    Attributes:
        rng: What chooses.
        body: The body's name.
        code: Its code.
        year: The budget year.
        unit: 万元 or 元, as the prose has it.
        style: How its amounts are printed: plain, fixed, grouped, wide or spaced.
        gap: Whether a blank line parts the paragraphs.
        slips: How likely each amount is to be printed wrong.
        lines: What is written.
        rows: For each table the rows that were printed.
        ties: What its figures should make.
        unread: Each line with words that no table takes, and those words.
        bounds: What each plain threshold says.
        section: The number of the section.
        code_printed: The code above the first table of the form, or nothing.
    """

    rng: Random
    body: str
    code: str
    year: int
    unit: str = "万元"
    style: str = "plain"
    gap: bool = True
    slips: float = 0.0
    lines: list[str] = field(default_factory=list)
    rows: dict[str, list[dict[str, object]]] = field(default_factory=lambda: defaultdict(list))
    ties: list[Tie] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)
    bounds: dict[str, tuple[Amount, Amount]] = field(default_factory=dict)
    section: int = 0
    code_printed: str = ""
    tables: int = 0

    def blank(self) -> None:
        """End what stands above by a blank line."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def aside(self, text: str) -> None:
        """Write a line that is none of the text."""
        self.lines.append(text)
        if self.gap:
            self.blank()

    def say(
        self,
        text: str,
        kind: str = "paragraph",
        name: str | None = None,
        *,
        is_empty: bool = False,
    ) -> int:
        """Write a line of prose, and return its number."""
        self.lines.append(text)
        line = len(self.lines)
        row = {"section": self.section, "kind": kind, "name": name, "text": text.strip()}
        self.rows["narrative"].append(row | {"is_empty": is_empty, "source_line": line})
        if self.gap:
            self.blank()
        return line

    def row(self, cells: Sequence[str]) -> list[int]:
        """Write a row of a table, and return the line of each cell."""
        lines = []
        for cell in cells:
            lines.append(len(self.lines) + 1)
            self.lines += f"\t{cell}".split("\n")
        self.lines.append("")
        return lines

    def slipped(self, amount: Decimal) -> Decimal:
        """Return an amount, or now and then another one near it."""
        if self.rng.random() >= self.slips:
            return amount
        off = self.rng.choice(
            (_CENT, -_CENT, Decimal("0.03"), Decimal(1), Decimal(-9), Decimal("90.09"))
        )
        return amount + off if amount + off >= 0 else amount + abs(off)

    def put(self, amount: Decimal) -> Printed:
        """Print an amount of the prose."""
        amount = self.slipped(amount)
        number = self._number(amount.scaleb(-_PLACES[self.unit]))
        value = Decimal(number.replace(",", "")).scaleb(_PLACES[self.unit])
        if self.style == "wide":
            number = number.translate(_WIDE)
        text = f" {number} {self.unit}" if self.style == "spaced" else number + self.unit
        return Printed(number, text, Decimal(f"{value:f}"))

    def cell(self, amount: Amount, unit: str = "万元") -> tuple[str, Amount]:
        """Return an amount as a cell of a table prints it, and what it says; blanks stay blank."""
        if amount is None:
            return "", None
        amount = self.slipped(amount)
        if unit == "元":
            text = f"{amount.scaleb(4):.0f}"
            return text, Decimal(f"{Decimal(text).scaleb(-4):f}")
        text = f"{amount:,.2f}" if self.style == "grouped" else f"{amount:.2f}"
        return text, Decimal(text.replace(",", ""))

    def _number(self, amount: Decimal) -> str:
        if self.style == "fixed":
            return f"{amount:.2f}"
        text = f"{amount:,f}" if self.style in {"grouped", "wide"} else f"{amount:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    def total(self, item: str, amount: Decimal, line: int, unit: str = "") -> None:
        """Note a figure that a line states."""
        row = {"item": item, "amount": amount, "unit": unit or self.unit, "source_line": line}
        self.rows["totals"].append(row)

    def stated(self, item: str) -> Amount:
        """Return a figure that is stated, None where it is not."""
        return next((row["amount"] for row in self.rows["totals"] if row["item"] == item), None)

    def tie(
        self, check: str, whole: Sequence[Amount], parts: Sequence[Amount], **how: object
    ) -> None:
        """Note what two sides should make."""
        self.ties.append(Tie(check, whole, parts, **how))

    def leave(self, line: int, *words: str) -> None:
        """Note words of a line that no table takes."""
        self.unread += [(line, one) for one in words]
