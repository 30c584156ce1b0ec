"""How a change on the year before is worded, with what a reader should make of it."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from .page import Amount, Page
from .words import LESS, LEVEL, MORE, REASONS

_PERCENT = Decimal("0.0001")
_AGAINST = (
    *(
        "较{year}年预算",
        "较{year}年",
        "比{year}年",
        "较{year}年年初预算",
        "与{year}年相比",
        "比上年",
    ),
    *("较上年", "较上年预算", "较去年", "同比"),
)
_LEVEL = (
    "与上年持平",
    "与{year}年持平",
    "较上年无增减变化",
    "与上年相比无增减变化",
    "与{year}年预算一致",
)
_VERBS = {
    MORE: ("增加", "增加", "增长", "上升", "提高"),
    LESS: ("减少", "减少", "下降", "降低", "压减"),
}
_RATES = {MORE: ("增长", "增幅"), LESS: ("下降", "降幅")}
_BECAUSE = (
    *(
        "，主要原因是{}",
        "，主要原因为{}",
        "，原因是{}",
        "，主要是{}",
        "，主要由于{}",
        "，主要原因：{}",
    ),
    *("（主要原因：{}）", "，主要是因为{}", "（因{}）", "，系{}所致"),
)


class Move(NamedTuple):
    """The words for a change, and what they say."""

    text: str
    change: Amount = None
    growth: Amount = None
    previous: Amount = None
    baseline: str | None = None
    reason: str | None = None

    def row(self, item: str, baseline: str | None) -> dict[str, object]:
        """Return what `changes` holds of it; without a baseline it shares the paragraph's first."""
        row = self._asdict() | {"item": item, "baseline": self.baseline or baseline}
        row |= {"stated_growth": row.pop("growth"), "stated_previous": row.pop("previous")}
        del row["text"]
        return row


def moved(page: Page, now: Decimal, before: Decimal, *, against: bool = True) -> Move:
    """Return the words for a change, with what it is measured against or without."""
    word = _level if now == before else _by
    return word(page, now, before, against=against)


def with_reason(page: Page, move: Move) -> Move:
    """Return a change with a reason behind it, now and then."""
    if page.rng.random() < 0.3:
        return move
    way = LEVEL if not move.change else MORE if move.change > 0 else LESS
    reason = page.rng.choice(REASONS[way])
    if page.rng.random() < 0.15 and way != LEVEL:
        one, other = page.rng.sample(REASONS[way], 2)
        return move._replace(
            text=f"{move.text}，主要原因：一是{one}；二是{other}", reason=f"一是{one}；二是{other}"
        )
    because = page.rng.choice(_BECAUSE)
    said = because.format(reason)
    if because == "，系{}所致":
        reason += "所致"
    return move._replace(text=move.text + said, reason=reason)


def _level(page: Page, _now: Decimal, _before: Decimal, *, against: bool) -> Move:
    text = page.rng.choice(_LEVEL).format(year=page.year - 1)
    if not against:
        return Move("持平", _zero(page))
    for word in ("持平", "无增减变化", "一致"):
        text_against = text.removesuffix(word)
        if text_against != text:
            return Move(text, _zero(page), baseline=text_against)
    raise AssertionError(text)


def _zero(page: Page) -> Decimal:
    return Decimal(0).scaleb({"万元": 0, "元": -4}[page.unit])


def _by(page: Page, now: Decimal, before: Decimal, *, against: bool) -> Move:
    rng = page.rng
    way = MORE if now > before else LESS
    baseline = rng.choice(_AGAINST).format(year=page.year - 1) if against else ""
    printed = page.put(abs(now - before))
    sign = 1 if now > before else -1
    change = printed.value * sign
    verb = rng.choice(_VERBS[way])
    text = f"{baseline}{verb}{printed.text}"
    previous = None
    if baseline.endswith("预算") and rng.random() < 0.4:
        was = page.put(before)
        text, previous = f"{baseline}{was.text}{verb}{printed.text}", was.value
    growth = None
    ratio = share(change, now - change)
    if ratio and ratio * change > 0 and rng.random() < 0.35:
        growth = ratio
        percent = f"{abs(growth).scaleb(2):f}%"
        rate = f"{rng.choice(_RATES[way])}{percent}"
        text += f"（{rate}）" if rng.random() < 0.3 else f"，{rate}"
    return Move(text, change, growth, previous, baseline or None)


def share(change: Decimal, before: Decimal) -> Decimal | None:
    """Return a change's share of the year before, to four places; None where there was nothing."""
    return (change / before).quantize(_PERCENT, ROUND_HALF_UP) if before else None
