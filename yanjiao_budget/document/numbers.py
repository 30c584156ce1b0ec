"""Numbers as the documents write them: full-width, with separators, in Chinese, in 元 or 万元."""

import re
from decimal import Decimal

from yanjiao_budget.language import COUNTED


def half_width(text: str) -> str:
    """Return the text with full-width digits, letters and signs as half-width ones."""
    # Few texts have any, and looking for one takes a tenth of the time of putting others there.
    return text.translate(_HALF_WIDTH) if _FULL_WIDTH.search(text) else text


# Not all that NFKC folds: ² and ① are not the digits 2 and 1 of an amount.
_HALF_WIDTH = {0x3000: " "} | {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_FULL_WIDTH = re.compile("[\u3000\uff01-\uff5e]")
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
# The product of two numbers of as many digits is exact, and no budget has more, not in 元 either.
# An ordinal has fewer.
MOST_DIGITS, _MOST_SIGNS = 14, 12


def read_number(text: str) -> Decimal | None:
    """Return the exact number that a text is, full-width and with thousands separators or not.

    Returns:
        The number, or None where the text is anything else, or has over `MOST_DIGITS` digits.
    """
    plain = half_width(text).strip().replace("\u2212", "-")
    if not _NUMBER.fullmatch(plain) or sum(sign.isdigit() for sign in plain) > MOST_DIGITS:
        return None
    return Decimal(plain.replace(",", ""))


def read_ordinal(text: str) -> int | None:
    """Return the whole number that a text writes in digits or in Chinese; None for others."""
    if len(text) > _MOST_SIGNS:
        return None
    if text.isdecimal():
        return int(text)
    if text in COUNTED:
        return COUNTED[text]
    import cn2an  # noqa: PLC0415 - few headings count in another numeral

    try:
        number = cn2an.cn2an(text)
    except ValueError:
        return None
    return int(number) if number == int(number) else None


# How many places the point of an amount moves to make 万元 of it.
UNITS = {"万元": 0, "千元": -1, "亿元": 4, "元": -4}


def in_wan_yuan(amount: Decimal, unit: str) -> Decimal:
    """Return an amount of one of `UNITS` in 万元, exactly."""
    places = UNITS[unit]
    return Decimal(f"{amount.scaleb(places):f}") if places else amount
