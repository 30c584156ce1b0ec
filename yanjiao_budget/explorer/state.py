"""What the explorer shows, in a few plain values: checked, shared as one short string, reopened."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from yanjiao_budget.language import READING_NAMES, Language

VERSION = "1"
VIEWS = ("overview", "spending", "grading", "years", "bodies", "trust", "document")
_LONGEST = 200  # Characters of a search.


class Filters(NamedTuple):
    """What the indicators shown have to meet: the fields of `State` of these names, together."""

    query: str
    responsibility: int
    funded: str
    ladder: int
    kind: str
    rule: str

    def conditions(self) -> dict[str, Any]:
        """Return the same as `find_indicators` takes it; None for what may be anything."""
        return {
            "query": self.query,
            "responsibility": self.responsibility or None,
            "funded": {"yes": True, "no": False}.get(self.funded),
            "ladder": self.ladder or None,
            "kind": None if self.kind == "any" else self.kind,
            "rule": None if self.rule == "any" else self.rule,
        }


class State(NamedTuple):
    """Everything that decides what is seen.

    Attributes:
        lang: Language of every word: `en` or `zh`.
        view: The view shown.
        year: Fiscal year of the disclosure.
        body: The body that published it.
        responsibility: The responsibility looked into; 0 for all.
        measure: What Money draws: `amount`, `share` or `unfunded`.
        sort: Column that the view's table is sorted by, after `-` from the largest down; "" for
            the order of the document or the view's own.
        query: Words that an indicator, its activity or responsibility has to contain.
        funded: Whether its activity has a budget: `any`, `yes` or `no`.
        ladder: Rank of its ladder, from 1; 0 for any.
        kind: Kind that one of its thresholds has to be; `any` for all.
        rule: Finding it has to have; `any` for all.
        reading: `cascade` or `literal`.
        value: Percentage that the what-if asks the grade of.
        indicator: The indicator whose card is shown, as `1.2.3`; "" for none.
        tie: Key of the tie whose working is shown, as the ledger has it; "" for none.
        find: Words to find in the document.
        line: Line of the document to show; 0 for none.
    """

    lang: Language = "en"
    view: str = "overview"
    year: int = 0
    body: str = ""
    responsibility: int = 0
    measure: str = "amount"
    sort: str = ""
    query: str = ""
    funded: str = "any"
    ladder: int = 0
    kind: str = "any"
    rule: str = "any"
    reading: str = "cascade"
    value: float = 75.0
    indicator: str = ""
    tie: str = ""
    find: str = ""
    line: int = 0

    @property
    def filters(self) -> Filters:
        """What the indicators shown have to meet."""
        return Filters(*(getattr(self, name) for name in Filters._fields))


DEFAULT = State()
# What may be chosen, by field: the values, or a test of one.
Choices = Mapping[str, tuple[Any, ...] | Callable[[Any], bool]]
FREE: Choices = {
    "lang": ("en", "zh"),
    "view": VIEWS,
    "measure": ("amount", "share", "unfunded"),
    "sort": lambda text: len(text) <= _LONGEST,
    "query": lambda text: len(text) <= _LONGEST,
    "funded": ("any", "yes", "no"),
    "reading": tuple(READING_NAMES),
    "value": lambda number: 0 <= number <= 100,  # noqa: PLR2004 - percent
    "find": lambda text: len(text) <= _LONGEST,
}


class Problem(NamedTuple):
    """Part of a shared state that could not be opened, in both languages."""

    en: str
    zh: str


# What may be wrong with a shared state; the page says the same.
PROBLEMS = {
    "version": (
        (
            "This link is of version {found}, and this is version {version}: what both know was "
            "opened."
        ),
        "此链接为版本 {found}，当前为版本 {version}：已打开两者共有的部分。",
    ),
    "no_choice": (
        "“{pair}” could not be opened: no such choice here.",
        "无法打开“{pair}”：没有这个选项。",
    ),
    "no_name": (
        "“{pair}” could not be opened: nothing is called so.",
        "无法打开“{pair}”：没有这个名称。",
    ),
    "no_state": ("This link holds no state of the explorer.", "此链接不含浏览状态。"),
    "no_disclosure": ("There is no disclosure of {asked}.", "没有 {asked} 的公开文件。"),
}


def problem(name: str, **values: object) -> Problem:
    """Return one of `PROBLEMS` with its values."""
    return Problem(*(text.format(**values) for text in PROBLEMS[name]))


def allows(choices: Choices, name: str, value: object) -> bool:
    """Tell whether a field may have a value."""
    allowed = choices[name]
    return value in allowed if isinstance(allowed, tuple) else bool(allowed(value))


def to_text(state: State, opened: State) -> str:
    """Return a state as one short string: what differs from how the explorer opens."""
    pairs = {
        name: f"{value:g}" if isinstance(value, float) else value
        for name, value in state._asdict().items()
        if value != getattr(opened, name) or name == "lang"
    }
    return urlencode({"v": VERSION, **pairs})


def from_text(text: str, opened: State, choices: Choices) -> tuple[State, list[Problem]]:
    """Return the state that a string holds, as far as it can be opened, and what could not.

    Args:
        text: As `to_text` returns it, by this version or another, perhaps edited by hand.
        opened: How the explorer opens: what the string does not say stays so.
        choices: What each field may be.
    """
    state, problems = opened, []
    for name, written in parse_qsl(text.strip().lstrip("?#"), keep_blank_values=True):
        if name == "v":
            if written != VERSION:
                problems.append(problem("version", found=written, version=VERSION))
            continue
        value = _read(name, written)
        if value is not None and allows(choices, name, value):
            state = state._replace(**{name: value})
        else:
            pair = f"{name}={written}"[:_LONGEST]
            problems.append(problem("no_choice" if name in State._fields else "no_name", pair=pair))
    if text.strip() and "=" not in text:
        problems.append(problem("no_state"))
    return state, problems


def _read(name: str, written: str) -> Any:  # noqa: ANN401 - a field's own type
    """Return the value that a field has in writing; None where it cannot be one."""
    if name not in State._fields:
        return None
    try:
        return type(getattr(DEFAULT, name))(written)
    except ValueError:
        return None
