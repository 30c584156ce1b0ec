"""What a notebook says about its figures: Markdown files beside it, one for each language."""

import hashlib
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import permutations
from math import isinf
from numbers import Number
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple, get_args

import pandas as pd

from .language import Language, pick
from .schema import PRINTED
from .store.folders import data_folder
from .store.loaders import load, load_disclosures

_OF_THE_WHOLE = {"disclosures", "narrative"}  # what every disclosure has rows in
# SHA-256 of the texts that people have read whole.
_READ = frozenset({"69b9235ff0341fb62bac4ef4f630e117e9db90f4213474c1f41de6620c2c7220"})
_HEADING = re.compile(r"^## *(.*?) *$", re.MULTILINE)
# A name, or a name and one of its keys: {year}, {first[share]}.
_PLACE = re.compile(r"(\w+)(?:\[(\w+)\])?", re.ASCII)
# Alternatives, of which one is said, and what one may ask for first: ?name: or ?name[key]>1:
_CHOICES = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_OR = re.compile(r"\s*\|\|")
_ASK = re.compile(r"\?(\w+)(?:\[(\w+)\])?(?:([=<>])(\d+))?:", re.ASCII)
_SIGNS = {"=": operator.eq, "<": operator.lt, ">": operator.gt}
_STRAY = re.compile(r"\[\[|\]\]|\|\|")
# Of two words the one for a single thing and the one for any other number: {count:?line|lines}
_WORDS = re.compile(r"\?([^|]*)\|([^|]*)")
# What is left of a paragraph of which nothing is said.
_LEFT = re.compile(r"^>? *\n(?=\n)", re.MULTILINE)
# What begins a list, a heading or a rule, and signs that mean something to Markdown or HTML
# anywhere: those of links without brackets among them.
_MARKUP = re.compile(r"^\d+[.)]|^[-+=#]|[$&*<>@\[\\\]_`|~]|\.(?=\S)|:(?=/)")
_FORMULA = "$\\"
_LINE_SPACE = re.compile(r"[\t-\r \x1c-\x1f\x85\u2028\u2029]+")


class _Part(NamedTuple):
    """Text of a section and the place after it, if any: `name`, or `name[key]`, and its format."""

    text: str
    place: str = ""
    name: str = ""
    key: str = ""
    form: str = ""


class _Ask(NamedTuple):
    """What an alternative asks of a value: to compare so, or with no sign not to be nothing."""

    name: str
    key: str
    sign: str
    number: int


class _Choice(NamedTuple):
    """Text said where all that it asks for holds and all that it has places for is stated."""

    parts: list[_Part]
    asks: list[_Ask]


# By turns text that is always said, as its one choice, and the choices of a pair of brackets.
_Sections = dict[str, list[list[_Choice]]]


@dataclass(frozen=True, repr=False)
class Said:
    """A section with its values: Markdown in a notebook; `str` of it is the same as text."""

    section: str
    text: str

    def __str__(self) -> str:
        """Return the Markdown."""
        return self.text

    def __repr__(self) -> str:
        """Name the section, for readers that show no Markdown."""
        return f"Wording: {self.section}"

    def _repr_markdown_(self) -> str:
        return self.text


def wording(notebook: str, lang: Language = "en") -> Callable[..., Said]:
    """Return the function that says the sections of a notebook's wording in a language.

    The wording of `01_x.ipynb` stands beside it in `01_x.en.md` and `01_x.zh.md`. A line
    `## answer` begins the section `answer`; what stands above the first is for whoever edits the
    file. A section has places for values, such as `{share:.1%}` with a format of Python's, or
    `{first[label]}` for a column of a row, a frame or a mapping. `say("answer", share=0.5)` returns
    the section filled in, which a notebook shows. Both files have the same sections, and a section
    the same names of values.

    Of what is filled in, text is text: no sign in it becomes Markdown, HTML or a place, and a line
    break in it is a space. Only between backquotes, where no place stands, would its signs show as
    numbers. A column or a list is joined by commas, or 、 in Chinese, each value in the format.
    What is empty or missing is `none`, or 无. `{count:?line|lines}` is the first word where the
    count is one, or where a column or a list has one value, and else the second.

    What not every disclosure states stands in double brackets, with what is said in its place:
    `[[Half is {half[label]}.||No half is stated.]]`. The first alternative is said whose values are
    all stated, that is neither missing nor infinite nor an empty list, and nothing where there is
    none. An alternative may ask for more before its text: `?share:` for a value that is stated and
    not zero or false, `?count=1:`, `?count>2:` or `?count<3:` for a number; of a column or a list
    the number is how many values it has.

    Args:
        notebook: The notebook's name with no ending, as a path from where the kernel runs, which is
            the notebook's own folder in JupyterLab, nbconvert and nbval.
        lang: Language of what is said.

    Raises:
        FileNotFoundError: Where a file of the wording is not beside the notebook.
        ValueError: For another language, and for files that cannot be read or do not have the same
            sections and names; the message names the file, the section and the place. `say` raises
            it for a section that is not there, a place that gets no value, a value that has no
            place, and one that the key or the format of its place does not fit.
    """
    pick(lang, "", "")
    files = {one: Path(f"{notebook}.{one}.md") for one in get_args(Language)}
    sections = {one: _sections(file) for one, file in files.items()}
    for one, other in permutations(files, 2):
        _refuse_less(sections[one], sections[other], files[one], files[other].name)
    return partial(_say, files[lang], sections[lang], lang)


def is_read_by_people(year: int, body: str) -> bool:
    """Tell whether people have read a disclosure whole, and not this program alone.

    Of such a one a wording may say what no figure shows, such as that it gives no reason.

    Args:
        year: Its fiscal year.
        body: Its body.

    Raises:
        KeyError: Where there is no disclosure of that year and body.
        OSError: Where its text is no longer in the data folder.
    """
    source = load_disclosures(year, body)["source"].iloc[0]
    text = (data_folder() / "source" / source).read_bytes()
    return hashlib.sha256(text).hexdigest() in _READ


def rows_read(year: int, body: str, lang: Language = "en") -> pd.DataFrame:
    """Return what was read of a disclosure: one row for each table that a document prints.

    Args:
        year: Its fiscal year.
        body: Its body.
        lang: Language of the tables' names.

    Returns:
        Columns `table`, `label` (its name in the language) and `rows` (how many, zeros included).

    Raises:
        KeyError: Where there is no disclosure of that year and body.
    """
    rows = [
        (one.name, pick(lang, one.en.lower(), one.zh), len(load(one.name, year, body)))
        for one in PRINTED
        if one.name not in _OF_THE_WHOLE
    ]
    return pd.DataFrame(rows, columns=["table", "label", "rows"])


def _sections(file: Path) -> _Sections:
    if not file.exists():
        raise FileNotFoundError(
            f"no {file} in {Path.cwd()}: a notebook's wording stands in files beside it, one for "
            f"each language; take them along where you take the notebook"
        )
    _, *found = _HEADING.split(file.read_text("utf-8-sig"))
    sections: _Sections = {}
    for name, text in zip(found[::2], found[1::2], strict=True):
        where = f"{file}, section {name!r}"
        if name in sections or not text.strip():
            raise ValueError(f"{where}: it stands there twice, or has no text")
        # Every other piece of the text stood in brackets.
        pieces = enumerate(_CHOICES.split(text.strip()))
        sections[name] = [
            [_choice(one, where) for one in (_OR.split(piece) if at % 2 else [piece])]
            for at, piece in pieces
        ]
    return sections


def _choice(text: str, where: str) -> _Choice:
    asks = []
    while match := _ASK.match(text):
        asks.append(_Ask(match[1], match[2] or "", match[3] or "", int(match[4] or 0)))
        text = text[match.end() :]
    if stray := _STRAY.search(text):
        raise ValueError(f"{where}: {stray[0]} stands alone; alternatives stand in [[…||…]]")
    return _Choice(list(_parts(text, where)), asks)


def _parts(text: str, where: str) -> Iterator[_Part]:
    try:
        read = list(Formatter().parse(text))
    except ValueError as error:
        raise ValueError(f"{where}: {error}; a brace that is no place is doubled") from error
    for before, place, form, conversion in read:
        if place is None:
            yield _Part(before)
            continue
        match = _PLACE.fullmatch(place)
        if match is None or conversion or "{" in (form or ""):
            raise ValueError(
                f"{where}, place {place!r}: a place is a name, or a name and a key, and a format: "
                "{year}, {first[share]:.1%}"
            )
        yield _Part(before, place, match[1], match[2] or "", form or "")


def _names(section: list[list[_Choice]]) -> set[str]:
    choices = [choice for piece in section for choice in piece]
    asked = {ask.name for choice in choices for ask in choice.asks}
    return asked | {part.name for choice in choices for part in choice.parts if part.name}


def _refuse_less(ours: _Sections, theirs: _Sections, file: Path, other: str) -> None:
    """Refuse a file that lacks a section or a name of the other language's."""
    for name, section in theirs.items():
        if name not in ours:
            raise ValueError(f"{file}, section {name!r}: it is missing, and {other} has it")
        if lacking := sorted(_names(section) - _names(ours[name])):
            raise ValueError(
                f"{file}, section {name!r}: no place for {', '.join(lacking)}, which {other} has"
            )


def _say(
    file: Path,
    sections: _Sections,
    lang: Language,
    section: str,
    /,
    **values: Any,  # noqa: ANN401 - whatever a notebook works out
) -> Said:
    """Return a section of the wording with its values filled in; `wording` tells what is raised."""
    where = f"{file}, section {section!r}"
    if section not in sections:
        raise ValueError(f"{where}: there is none; there are {', '.join(sections)}")
    names = _names(sections[section])
    if unused := sorted(set(values) - names):
        raise ValueError(f"{where}: no place for the value {', '.join(unused)}")
    if lacking := sorted(names - set(values)):
        raise ValueError(f"{where}: no value is given for {', '.join(map(repr, lacking))}")
    said = []
    for at, piece in enumerate(sections[section]):
        in_brackets = at % 2 == 1
        for choice in piece:
            if not in_brackets or _can_be_said(choice, values, where):
                said += [_filled(part, values, lang, where) for part in choice.parts]
                break
    return Said(section, _LEFT.sub("", "".join(said)).strip())


def _can_be_said(choice: _Choice, values: Mapping[str, Any], where: str) -> bool:
    return all(_holds(ask, values, where) for ask in choice.asks) and all(
        _is_stated(_value(part, values, where)) for part in choice.parts if part.name
    )


def _holds(ask: _Ask, values: Mapping[str, Any], where: str) -> bool:
    number = _number(_value(ask, values, where))
    if _is_missing(number):
        return False
    return bool(_SIGNS[ask.sign](number, ask.number) if ask.sign else number)


def _value(one: _Part | _Ask, values: Mapping[str, Any], where: str) -> Any:  # noqa: ANN401 - whatever a notebook works out
    """Return the value that a place or a question is about."""
    value = values[one.name]
    try:
        return value[one.key] if one.key else value
    except (LookupError, TypeError) as error:
        place = f"{one.name}[{one.key}]"
        raise ValueError(f"{where}, place {place!r}: {type(error).__name__}: {error}") from error


def _number(value: Any) -> Any:  # noqa: ANN401 - whatever a notebook works out
    """Return a value, or of a column, a list or a frame how many values or rows it has."""
    return len(value) if pd.api.types.is_list_like(value) else value


def _is_stated(value: Any) -> bool:  # noqa: ANN401 - whatever a notebook works out
    if pd.api.types.is_list_like(value):
        return len(value) > 0 and not any(map(_is_missing, value))
    return not _is_missing(value)


def _is_missing(value: Any) -> bool:  # noqa: ANN401 - whatever a notebook works out
    return bool(pd.isna(value)) or (isinstance(value, float) and isinf(value))


def _filled(part: _Part, values: Mapping[str, Any], lang: Language, where: str) -> str:
    if not part.name:
        return part.text
    value = _value(part, values, where)
    try:
        return part.text + _shown(value, part.form, lang)
    except (LookupError, TypeError, ValueError) as error:
        place = f"{where}, place {part.place!r}"
        raise ValueError(f"{place}: {type(error).__name__}: {error}") from error


def _shown(value: Any, form: str, lang: Language) -> str:  # noqa: ANN401 - whatever a notebook works out
    if words := _WORDS.fullmatch(form):
        return words[1] if _number(value) == 1 else words[2]
    if pd.api.types.is_list_like(value):
        return pick(lang, ", ", "、").join(_shown(one, form, lang) for one in value) or _none(lang)
    if _is_missing(value):
        return _none(lang)
    text = format(value, form)
    return text if isinstance(value, Number | date) else _as_text(text)


def _none(lang: Language) -> str:
    return pick(lang, "none", "无")


def _as_text(text: str) -> str:
    """Return text in Markdown that shows as itself: its signs are written as numbers."""
    one_line = _LINE_SPACE.sub(" ", text).strip(" ")
    return _MARKUP.sub(_entity, one_line)


def _entity(found: re.Match[str]) -> str:
    before, sign = found[0][:-1], found[0][-1]
    entity = f"&#{ord(sign)};"
    # Once the page is made, formulas are looked for in it, but not across elements.
    return before + (f"<span>{entity}</span>" if sign in _FORMULA else entity)
