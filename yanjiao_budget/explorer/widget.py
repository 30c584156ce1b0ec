"""The explorer as a widget: traits hold the state, messages carry what the page asks for."""

import hashlib
import json
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, ClassVar, Literal

import anywidget
import pandas as pd
import traitlets

from yanjiao_budget.charts.offline import FONT_FILE
from yanjiao_budget.export.files import About, file_name, table_file
from yanjiao_budget.language import Language, pick
from yanjiao_budget.schema import DISCLOSURE_KEY
from yanjiao_budget.store.loaders import choose

from . import alone, sent
from .blocks import Made
from .data import Data
from .page import VIEW_NAMES, blocks, made
from .state import DEFAULT, VIEWS, Choices, Problem, State, allows, from_text, problem, to_text
from .tables import flat, for_file, lines_of

_NUMBERS = count(1)
_Answer = tuple[dict[str, Any], list[bytes]]


class Explorer(anywidget.AnyWidget):
    """The explorer; its traits are the fields of `State`, each checked when it is assigned.

    Assigning one moves the view where one is open, and a choice made there sets them. `frame()`
    gives what is behind a block, and `save()` the page as a file.
    """

    _esm = f"{alone.text('explorer.js')}\nexport default yanjiaoBudgetExplorer;"
    _css = alone.text("explorer.css")
    # Whether the reader's browser is still to say which language, and what the page has to tell.
    language_of_reader = traitlets.Bool(default_value=False).tag(sync=True)
    notices = traitlets.List(traitlets.Dict()).tag(sync=True)

    lang = traitlets.Unicode(DEFAULT.lang).tag(sync=True)
    view = traitlets.Unicode(DEFAULT.view).tag(sync=True)
    year = traitlets.Int(DEFAULT.year).tag(sync=True)
    body = traitlets.Unicode(DEFAULT.body).tag(sync=True)
    responsibility = traitlets.Int(DEFAULT.responsibility).tag(sync=True)
    measure = traitlets.Unicode(DEFAULT.measure).tag(sync=True)
    sort = traitlets.Unicode(DEFAULT.sort).tag(sync=True)
    query = traitlets.Unicode(DEFAULT.query).tag(sync=True)
    funded = traitlets.Unicode(DEFAULT.funded).tag(sync=True)
    ladder = traitlets.Int(DEFAULT.ladder).tag(sync=True)
    kind = traitlets.Unicode(DEFAULT.kind).tag(sync=True)
    rule = traitlets.Unicode(DEFAULT.rule).tag(sync=True)
    reading = traitlets.Unicode(DEFAULT.reading).tag(sync=True)
    value = traitlets.Float(DEFAULT.value).tag(sync=True)
    indicator = traitlets.Unicode(DEFAULT.indicator).tag(sync=True)
    tie = traitlets.Unicode(DEFAULT.tie).tag(sync=True)
    field = traitlets.Int(DEFAULT.field).tag(sync=True)
    promise = traitlets.Unicode(DEFAULT.promise).tag(sync=True)
    verb = traitlets.Unicode(DEFAULT.verb).tag(sync=True)
    spoken = traitlets.Unicode(DEFAULT.spoken).tag(sync=True)
    find = traitlets.Unicode(DEFAULT.find).tag(sync=True)
    line = traitlets.Int(DEFAULT.line).tag(sync=True)

    def __init__(
        self,
        opened: State,
        state: str = "",
        *,
        language_given: bool = True,
    ) -> None:
        """Open a disclosure.

        Args:
            opened: How the explorer opens: the disclosure, the language.
            state: A shared state, opened as far as it can be.
            language_given: Whether the language was asked for; else the browser's is taken.
        """
        self._opened = opened
        self._known: dict[tuple[int, str], Data] = {}
        self._across: dict[int, pd.DataFrame] = {}
        self._data = self._data_of(opened)
        first, problems = self._read(state) if state else (opened, [])
        self._data = self._data_of(first)
        # Not at random, so that running a notebook again leaves its file as it is.
        model_id = f"yanjiao-budget-explorer-{next(_NUMBERS)}"
        super().__init__(
            **first._asdict(),
            notices=[one._asdict() for one in problems],
            language_of_reader=not (language_given or state),
            model_id=model_id,
        )
        self.observe(self._turn, names=["year", "body"])
        self.on_msg(self._answer)

    @property
    def state(self) -> State:
        """The whole state, as plain values."""
        return State(**{name: getattr(self, name) for name in State._fields})

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What of a shared state could not be opened."""
        return tuple(Problem(**one) for one in self.notices)

    def blocks(self) -> dict[str, Made]:
        """Return what the view shows: its blocks in order, each with its frame, by name."""
        return blocks(self._data, self.state)

    def shared(self) -> str:
        """Return the state as the short string that `explore(state=…)` opens."""
        return to_text(self.state, self._opened)

    def open_state(self, text: str) -> None:
        """Open a shared state as far as it can be; `problems` then tells what could not."""
        state, problems = self._read(text)
        self._data = self._data_of(state)
        with self.hold_trait_notifications():
            self.notices = [one._asdict() for one in problems]
            for name, value in state._asdict().items():
                setattr(self, name, value)

    def frame(self, name: str) -> pd.DataFrame:
        """Return the frame behind a block, such as `grading.indicators`, as it is filtered now.

        Args:
            name: A view and one of its blocks; the view need not be the one that is shown.

        Raises:
            KeyError: For a block that there is not, or that has no frame in this state.
        """
        view = name.partition(".")[0]
        found = blocks(self._data, self.state._replace(view=view)) if view in VIEWS else {}
        framed = {one: block.frame for one, block in found.items() if block.frame is not None}
        if name not in framed:
            there = ", ".join(framed) or f"views are {', '.join(VIEWS)}"
            raise KeyError(f"{name} has no frame here; there are: {there}")
        return framed[name].copy()

    def lines(self, name: str) -> tuple[int, ...]:
        """Return the lines of the document that a block rests on, of whatever view."""
        frame = made(self._data, self.state, name).frame
        return () if frame is None else lines_of(frame, self.year)

    def save(self, path: str | Path) -> Path:
        """Write the explorer as one file that needs no Python, server or network; return its path.

        It opens with what is shown now, and holds every disclosure in the tables.

        Args:
            path: The file, such as `explorer.html`.

        Raises:
            OSError: Where it cannot be written.
        """
        lang = "" if self.language_of_reader else self.lang
        return alone.save(path, self._disclosures(), self._opened, self.state, lang)

    def take(self, block: str, form: str) -> tuple[str, bytes]:
        """Return the name and content of a table's file; a chart's is the page's to make.

        Args:
            block: A view and one of its blocks, such as `spending.table`.
            form: `csv`, `xlsx` or `parquet`.

        Raises:
            KeyError: For a block that there is not.
            ValueError: For a block that is no table, or another form.
        """
        state, data = self.state, self._data
        one = made(data, state, block)
        if one.frame is None or one.table is None:
            raise ValueError(f"{block} is no table")
        lines = lines_of(one.frame, data.year)
        cited = data.cited[state.lang]
        about = About(one.subject, one.unit, cited, lines, state.lang, _rows_given(one))
        frame = flat(one.frame) if form == "parquet" else for_file(one.frame, one.table.columns)
        content = table_file(frame, one.headings, about, form, formats=one.formats)
        return self._file_name(block, one, form), content

    def _file_name(self, block: str, one: Made, form: str) -> str:
        lang, year = self.state.lang, self.state.year
        view = pick(lang, *VIEW_NAMES[block.partition(".")[0]])
        which = f"{one.subject} {_rows_given(one)} {self._data.body_name(lang)}"
        return file_name(f"{year} {view} {which}", form)

    def __repr__(self) -> str:
        """Name what is shown with a digest of it, so that a regression test sees a change."""
        shown = json.dumps(
            [made.shown for made in self.blocks().values()], ensure_ascii=False, sort_keys=True
        )
        digest = hashlib.sha256(shown.encode()).hexdigest()[:16]
        return f"Explorer: {self.view} of {self.year} in {self.lang}, shown {digest}"

    @traitlets.validate(*State._fields)
    def _check(self, proposal: Any) -> Any:  # noqa: ANN401 - traitlets' own
        name, value = proposal["trait"].name, proposal["value"]
        if not allows(self._choices, name, value):
            allowed = self._choices[name]
            listed = (
                ", ".join(map(repr, allowed)) if isinstance(allowed, tuple) else "another value"
            )
            raise traitlets.TraitError(f"{name} is {value!r}; it can be {listed}")
        return value

    @property
    def _choices(self) -> Choices:
        return self._data.choices

    def _read(self, text: str) -> tuple[State, list[Problem]]:
        """Read a shared state: its disclosure first, since that decides what else there can be."""
        state, problems = from_text(text, self._opened, self._choices)
        if (state.year, state.body) != (self._data.year, self._data.body):
            there = self._data.disclosures
            if ((there["fiscal_year"] == state.year) & (there["body"] == state.body)).any():
                self._data = self._data_of(state)
                state, problems = from_text(text, self._opened, self._choices)
            else:
                problems.append(problem("no_disclosure", asked=f"{state.year} {state.body}"))
                state = state._replace(year=self._opened.year, body=self._opened.body)
        return state, problems

    def _data_of(self, state: State) -> Data:
        key = (state.year, state.body)
        if key not in self._known:
            self._known[key] = Data(*key, self._across)
        return self._known[key]

    def _disclosures(self) -> list[Data]:
        """Return every disclosure in the tables, each loaded when it is first used."""
        rows = self._data.disclosures[list(DISCLOSURE_KEY)].itertuples(index=False, name=None)
        return [self._data_of(DEFAULT._replace(year=int(y), body=b)) for y, b in rows]

    def _turn(self, _: Any = None) -> None:  # noqa: ANN401 - traitlets' own
        state = self.state
        data = self._data_of(state)
        if data is not self._data:
            # Another disclosure: what it does not have is chosen no more.
            self._data = data
            fits = {
                name: allows(self._choices, name, value) for name, value in state._asdict().items()
            }
            with self.hold_trait_notifications():
                for name, has_it in fits.items():
                    if not has_it:
                        setattr(self, name, getattr(DEFAULT, name))

    def _answer(self, _: Any, content: dict[str, Any], __: Any) -> None:  # noqa: ANN401
        """Answer what the page asks for; what goes wrong is answered too, and raised nowhere."""
        try:
            answer, buffers = self._answers[content["kind"]](self, content)
        except Exception as error:  # noqa: BLE001 - said on the page
            answer, buffers = {"error": f"{type(error).__name__}: {error}"}, []
        self.send({"id": content.get("id"), **answer}, buffers)

    def _take(self, content: dict[str, Any]) -> _Answer:
        name, data = self.take(content["block"], content["form"])
        return {"name": name}, [data]

    def _common(self, _: dict[str, Any]) -> _Answer:
        return {}, [alone.packed(alone.common(self._disclosures(), self._opened))]

    def _disclosure(self, content: dict[str, Any]) -> _Answer:
        key = DEFAULT._replace(year=content["year"], body=content["body"])
        return {}, [alone.packed(sent.disclosure(self._data_of(key)))]

    def _published(self, _: dict[str, Any]) -> _Answer:
        return {}, [alone.packed(sent.published(self._data.body))]

    def _parts(self, _: dict[str, Any]) -> _Answer:
        parts = {"explorer": "explorer.js", "style": "explorer.css"}
        return {
            **{part: alone.text(name) for part, name in parts.items()},
            "policy": alone.policy(),
        }, []

    _answers: ClassVar[dict[str, Callable[[Any, dict[str, Any]], _Answer]]] = {
        "common": _common,
        "disclosure": _disclosure,
        "published": _published,
        "take": _take,
        "parts": _parts,
        "vega": lambda *_: ({}, [alone.text("vega.js").encode()]),
        "font": lambda *_: ({}, [FONT_FILE.read_bytes()]),
    }


def _rows_given(one: Made) -> str:
    """Return in words which rows a file of a block has; "" where there is no choice."""
    return str(one.shown.get("given", [""])[0])


def open_explorer(
    lang: Language | Literal[""], state: str, year: int | None, body: str | None
) -> Explorer:
    """Return the explorer of one disclosure, as `explore` describes it."""
    first = DEFAULT._replace(lang=lang or DEFAULT.lang, **choose(year, body))
    return Explorer(first, state, language_given=bool(lang))
