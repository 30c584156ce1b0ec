"""The two languages that everything a person reads comes in, and the words that rooms share."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, Self, get_args

Language = Literal["en", "zh"]

# What the two ways to read a ladder, the two certainties of a finding and the verdicts on a tie are
# called: their keys in the tables, then in English and in Chinese.
READING_NAMES = {"cascade": ("cascade", "递进"), "literal": ("literal", "字面")}
CERTAINTY_NAMES = {"certain": ("certain", "确定"), "likely": ("likely", "可能")}
VERDICT_NAMES = {
    "exact": ("exact", "完全一致"),
    "rounding": ("within what rounding can make", "在四舍五入可解释的范围内"),
    "beyond": ("beyond what rounding can make", "超出四舍五入可解释的范围"),
    "not_stated": ("not stated", "未列明"),
}

# The Chinese numerals from 1 to 99, in which headings count: what reads all others takes a third of
# a second to import.
_DIGITS = "一二三四五六七八九"
COUNTED = {
    tens + ones: 10 * ten + one
    for ten, tens in enumerate(["", "十", *(f"{digit}十" for digit in _DIGITS[1:])])
    for one, ones in enumerate(["", *_DIGITS])
    if tens + ones
}


def pick(lang: Language, en: str, zh: str) -> str:
    """Return one of two wordings, refusing a language that is neither."""
    if lang not in get_args(Language):
        raise ValueError(f'lang is {lang!r}; it can be "en" or "zh"')
    return en if lang == "en" else zh


_LARGE = 10_000  # 万元: 1亿元, from where readers of Chinese count in 亿.
_BILLION = 10 * _LARGE


def in_large(amount: float | Decimal, lang: Language) -> str:
    """Return a large amount as people say it, such as 约 9.55 亿元; "" for one below 1亿元.

    Args:
        amount: In 万元, such as 95531.43.
        lang: Chinese counts in 亿元, English in million or billion yuan.
    """
    exact = Decimal(str(amount))
    if abs(exact) < _LARGE:
        return ""
    name, of = ("billion", _BILLION) if abs(exact) >= _BILLION else ("million", 100)
    number, about = _rounded(exact / of, 2 if of == _BILLION else 1)
    in_yi, about_yi = _rounded(exact / _LARGE, 2)
    return pick(
        lang,
        f"{'about ' * about}{number} {name} yuan",
        f"{'约 ' * about_yi}{in_yi} 亿元",
    )


def _rounded(number: Decimal, places: int) -> tuple[str, bool]:
    """Return a number with so many places at most, and whether it is no longer the same."""
    rounded = round(number, places)
    return f"{rounded:,f}".rstrip("0").rstrip("."), rounded != number


def wan_yuan(lang: Language) -> str:
    """Return the unit of the amounts, with what it is for who does not read Chinese."""
    return pick(lang, "万元 (10,000 yuan)", "万元")


def money(amount: float | Decimal, lang: Language) -> str:
    """Return an amount in 万元 for a sentence, with what a large one is in 亿元 beside it."""
    written, large = f"{amount:,.2f} 万元", in_large(amount, lang)
    return pick(lang, f"{written} ({large})", f"{written}（{large}）") if large else written


class Both(str):
    """Words in English that carry the same in Chinese, as `zh`; whoever asks no further has text.

    What a person is told by an error or a report is declared as one, so that neither language can
    be written without the other: `Both(f"{count} cells", f"{count}格")`.
    """

    __slots__ = ("zh",)

    zh: str

    def __new__(cls, en: str, zh: str) -> Self:
        """Take the words in English and in Chinese."""
        said = super().__new__(cls, en)
        said.zh = zh
        return said

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # copies have both
        """Return what a copy is made of."""
        return str(self), self.zh


NOTHING = Both("", "")


def quoted(text: str) -> Both:
    """Return printed words in quotes, which are the same in both languages."""
    return Both(f"“{text}”", f"“{text}”")


def words_of(words: Mapping[str, tuple[str, str]], lang: Language) -> dict[str, str]:
    """Return some words, each under its key, in one language."""
    return {key: pick(lang, *both) for key, both in words.items()}


def worded(words: str, lang: Language) -> str:
    """Return words in a language; those that have no Chinese stay as they are."""
    return pick(lang, str(words), getattr(words, "zh", str(words)))
