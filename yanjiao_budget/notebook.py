"""What a notebook says about its figures: Markdown files beside it, one for each language."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import permutations
from numbers import Number
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple, get_args

import pandas as pd

from .language import Language, pick

_HEADING = re.compile(r"^## *(.*?) *$", re.MULTILINE)
# A name, or a name and one of its keys: {year}, {first[share]}.
_PLACE = re.compile(r"(\w+)(?:\[(\w+)\])?", re.ASCII)
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


_Sections = dict[str, list[_Part]]


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
    What is empty or missing is `none`, or 无.

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
        sections[name] = list(_parts(text.strip(), where))
    return sections


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


def _names(parts: list[_Part]) -> set[str]:
    return {part.name for part in parts if part.name}


def _refuse_less(ours: _Sections, theirs: _Sections, file: Path, other: str) -> None:
    """Refuse a file that lacks a section or a name of the other language's."""
    for name, parts in theirs.items():
        if name not in ours:
            raise ValueError(f"{file}, section {name!r}: it is missing, and {other} has it")
        if lacking := sorted(_names(parts) - _names(ours[name])):
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
    parts = sections[section]
    if unused := sorted(set(values) - _names(parts)):
        raise ValueError(f"{where}: no place for the value {', '.join(unused)}")
    said = []
    for part in parts:
        said.append(part.text)
        if part.name:
            said.append(_filled(part, values, lang, f"{where}, place {part.place!r}"))
    return Said(section, "".join(said))


def _filled(part: _Part, values: Mapping[str, Any], lang: Language, where: str) -> str:
    if part.name not in values:
        raise ValueError(f"{where}: no value is given for it")
    value = values[part.name]
    try:
        return _shown(value[part.key] if part.key else value, part.form, lang)
    except (LookupError, TypeError, ValueError) as error:
        raise ValueError(f"{where}: {type(error).__name__}: {error}") from error


def _shown(value: Any, form: str, lang: Language) -> str:  # noqa: ANN401 - whatever a notebook works out
    if pd.api.types.is_list_like(value):
        return pick(lang, ", ", "、").join(_shown(one, form, lang) for one in value) or _none(lang)
    if pd.isna(value):
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
