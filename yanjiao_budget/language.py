"""The two languages that everything a person reads comes in."""

from typing import Literal, get_args

Language = Literal["en", "zh"]


def pick(lang: Language, en: str, zh: str) -> str:
    """Return one of two wordings, refusing a language that is neither."""
    if lang not in get_args(Language):
        raise ValueError(f'lang is {lang!r}; it can be "en" or "zh"')
    return en if lang == "en" else zh
