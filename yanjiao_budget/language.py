"""The two languages that everything a person reads comes in, and the words that rooms share."""

from typing import Literal, get_args

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


def pick(lang: Language, en: str, zh: str) -> str:
    """Return one of two wordings, refusing a language that is neither."""
    if lang not in get_args(Language):
        raise ValueError(f'lang is {lang!r}; it can be "en" or "zh"')
    return en if lang == "en" else zh
