"""The frames of one disclosure that the explorer looks at, each loaded when it is first used."""

from collections import Counter
from functools import cached_property
from typing import Any, get_args

import pandas as pd

from yanjiao_budget.analysis import glossary, grading, promised, promises_found, search, spending
from yanjiao_budget.analysis.across import across, distribution
from yanjiao_budget.analysis.across_caveats import not_comparable_across
from yanjiao_budget.analysis.changes import not_comparable
from yanjiao_budget.analysis.comparison import compare
from yanjiao_budget.analysis.diff import diff
from yanjiao_budget.analysis.ledger import check_arithmetic, terms_of, workings
from yanjiao_budget.analysis.promises_compared import compared as compared_promises
from yanjiao_budget.analysis.standing_out import found_in
from yanjiao_budget.analysis.unread import kept_unread
from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.document.text import Piece
from yanjiao_budget.document.tie import Tie
from yanjiao_budget.export.cite import SWHID, cite
from yanjiao_budget.formats.read import read_disclosure
from yanjiao_budget.ladders.ladder import Ladder
from yanjiao_budget.ladders.thresholds import KINDS
from yanjiao_budget.language import Language, pick
from yanjiao_budget.schema import BY_NAME, DISCLOSURE_KEY, INDICATOR_KEY
from yanjiao_budget.store import loaders
from yanjiao_budget.store.build import stored_disclosure
from yanjiao_budget.store.folders import data_folder
from yanjiao_budget.store.parquet import is_collected

from . import beside, layout
from .blocks import Item, rows_of, to_line
from .state import FREE, Choices, Filters

# The key of an indicator within one disclosure.
INDICATOR = list(INDICATOR_KEY[len(DISCLOSURE_KEY) :])


class Data:
    """The tables of one disclosure; frames are as the loaders return them, and never changed."""

    def __init__(self, year: int, body: str, shared: dict[int, pd.DataFrame] | None = None) -> None:
        """Choose the disclosure; nothing is loaded yet.

        Args:
            year: Its fiscal year.
            body: Its body.
            shared: The disclosures of each year side by side, which several of one page share.
        """
        self.year, self.body = year, body
        self._across = {} if shared is None else shared
        self._tables: dict[str, pd.DataFrame] = {}
        self._of_indicator: dict[str, dict[str, list[Any]]] = {}
        self._split: dict[int, pd.DataFrame] = {}
        self._terms: dict[str, pd.DataFrame] = {}
        self._selected: tuple[Filters, pd.DataFrame] | None = None
        self._asked: tuple[tuple[float, str, Filters], pd.DataFrame] | None = None

    def load(self, table: str) -> pd.DataFrame:
        """Return one table of this disclosure, read once."""
        if table not in self._tables:
            self._tables[table] = loaders.load(table, self.year, self.body)
        return self._tables[table]

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """The indicators with their ladders, activities and money: see `search.joined`."""
        tables = ("responsibilities", "activities", "indicators", "ladders", "findings")
        return search.joined(**{name: self.load(name) for name in tables})

    def selected(self, filters: Filters) -> pd.DataFrame:
        """Return the rows of `indicators` that meet the filters, kept while several blocks ask."""
        if self._selected is None or self._selected[0] != filters:
            others = self.load("thresholds"), self.load("findings")
            found = search.matching(self.indicators, *others, **filters.conditions())
            self._selected = filters, found
        return self._selected[1]

    def asked(self, value: float, reading: str, filters: Filters) -> pd.DataFrame:
        """Return the same rows with what a value would earn by each, kept likewise."""
        key = (value, reading, filters)
        if self._asked is None or self._asked[0] != key:
            self._asked = key, grading.what_if(self.selected(filters), value, reading)
        return self._asked[1]

    def split(self, responsibility: int) -> pd.DataFrame:
        """Return what the money is split into: see `spending.within`; 0 for the whole."""
        if responsibility not in self._split:
            tables = self.load("responsibilities"), self.load("activities")
            self._split[responsibility] = spending.within(*tables, responsibility or None)
        return self._split[responsibility]

    @cached_property
    def procurement_sums(self) -> pd.DataFrame:
        """What is bought, by item, project and source."""
        return spending.procurement_sums(self.load("procurement"))

    @cached_property
    def patterns(self) -> pd.DataFrame:
        """The distinct ladders, the most used first."""
        return grading.patterns(self.load("indicators"))

    @cached_property
    def keys(self) -> list[str]:
        """The key of each row of `indicators`, as `1.2.3`."""
        keys = self.indicators[INDICATOR].itertuples(index=False, name=None)
        return [".".join(map(str, key)) for key in keys]

    @cached_property
    def ladders(self) -> list[Ladder]:
        """The ladder of each row of `indicators`."""
        return grading.read(self.indicators)

    def of_indicator(self, table: str, key: str) -> list[Any]:
        """Return the rows of a table that are of one indicator, in order."""
        if table not in self._of_indicator:
            found: dict[str, list[Any]] = {}
            for row in rows_of(self.load(table)):
                numbers = ".".join(str(getattr(row, name)) for name in INDICATOR)
                found.setdefault(numbers, []).append(row)
            self._of_indicator[table] = found
        return self._of_indicator[table].get(key, [])

    @cached_property
    def rows(self) -> dict[str, Any]:
        """The rows of `indicators` by key."""
        return dict(zip(self.keys, rows_of(self.indicators), strict=True))

    @cached_property
    def rules(self) -> pd.DataFrame:
        """The rules with their findings."""
        return grading.by_rule(self.load("findings"), self.indicators)

    def met(self, scope: str) -> pd.DataFrame:
        """Return the rules of a scope, `systemic` or `individual`, that have findings."""
        rules = self.rules
        return rules[(rules["findings"] > 0) & (rules["scope"] == scope)].reset_index(drop=True)

    def of_no_indicator(self, rule: str) -> pd.DataFrame:
        """Return the findings of a rule that are of a whole activity or of a blank row."""
        rows = self._of_no_indicator
        return rows[rows["rule"] == rule]

    @cached_property
    def _of_no_indicator(self) -> pd.DataFrame:
        rows = self.load("findings")
        keys = pd.MultiIndex.from_frame(rows[INDICATOR])
        return rows[~keys.isin(pd.MultiIndex.from_frame(self.indicators[INDICATOR]))]

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """The ledger of this disclosure."""
        return check_arithmetic(year=self.year, body=self.body)

    @cached_property
    def workings(self) -> dict[str, Tie]:
        """Its ties by their keys, with what each is worked out from."""
        return workings(year=self.year, body=self.body)

    def terms_of(self, tie: str) -> pd.DataFrame:
        """Return what a tie is worked out from, by its key, with the body."""
        if tie not in self._terms:
            # Each row's own disclosure, so that a file cites the one that its line is of.
            self._terms[tie] = terms_of(self.workings[tie]).assign(body=self.body)
        return self._terms[tie]

    @cached_property
    def standing_out(self) -> pd.DataFrame:
        """The sentences on what stands out."""

        def get(table: str) -> pd.DataFrame:
            return getattr(self, table) if table in {"ledger", "unread"} else self.load(table)

        return found_in(get, self.year, self.body)

    @cached_property
    def unread(self) -> pd.DataFrame:
        """What this disclosure keeps unread."""
        return kept_unread(self._read)

    @property
    def beside(self) -> pd.DataFrame:
        """Every disclosure of the year side by side."""
        if self.year not in self._across:
            self._across[self.year] = across(self.year)
        return self._across[self.year]

    @cached_property
    def spread(self) -> pd.DataFrame:
        """How those are spread over each measure."""
        return distribution(self.beside)

    @cached_property
    def not_comparable_across(self) -> pd.DataFrame:
        """What those do not show."""
        return not_comparable_across(self.beside)

    @cached_property
    def not_comparable(self) -> pd.DataFrame:
        """What has no figure of the year before."""
        return not_comparable(self.year, self.body)

    @cached_property
    def has_year_before(self) -> bool:
        """Whether the body's disclosure of the year before is there."""
        there = self.disclosures.loc[self.disclosures["body"] == self.body, "fiscal_year"]
        return bool((there == self.year - 1).any())

    @cached_property
    def compared(self) -> pd.DataFrame | None:
        """This year beside the year before's own disclosure; None where that is not there."""
        if not self.has_year_before:
            return None
        return compare(self.year - 1, self.year, self.body)

    @cached_property
    def differences(self) -> pd.DataFrame:
        """What became of every printed row since the year before, whose disclosure is there."""
        return diff(stored_disclosure(self.year - 1, self.body), self._read, same=True)

    @cached_property
    def promised_before(self) -> pd.DataFrame:
        """What became of the promises of the year before, whose disclosure is there."""
        before = loaders.load("commitments", self.year - 1, self.body)
        return compared_promises(before, self.load("commitments"), self._read, self.year - 1)

    @cached_property
    def cited(self) -> dict[str, str]:
        """The citation of the document, by language."""
        return {
            "zh": cite(year=self.year, body=self.body, lang="zh"),
            "en": cite(year=self.year, body=self.body, lang="en"),
        }

    @cached_property
    def swhid(self) -> str:
        """The SWHID of the document's text, as its citation has it."""
        found = SWHID.search(self.cited["en"])
        return found[0] if found else ""

    @cached_property
    def terms(self) -> list[glossary.Definition]:
        """The terms that the document explains."""
        return glossary.terms(self.load("glossary"))

    def about(self, term: glossary.Definition, lang: Language) -> Item:
        """Return what the document says that a term means, as the page unfolds it."""
        rows = self.load("glossary")
        row = rows[rows["source_line"] == term.source_line].iloc[0]
        english = {name: row[f"{name}_en"] for name in ("name", "definition")}
        there = lang == "en" and all(isinstance(text, str) for text in english.values())
        shown = english if there else {"name": term.name, "definition": term.definition}
        return {
            "text": pick(lang, f"Definition: {shown['name']}", f"释义：{shown['name']}"),
            "says": shown["definition"],
            "small": f"{term.name}：{term.definition}" if there else "",
            "line": {
                "text": pick(lang, f"line {term.source_line}", f"第{term.source_line}行"),
                "set": to_line(term.source_line),
            },
        }

    def body_name(self, lang: Language) -> str:
        """Return the name of the body, in Chinese where it has no English."""
        english = self.disclosure["body_en"]
        return english if lang == "en" and isinstance(english, str) else self.body

    @cached_property
    def disclosures(self) -> pd.DataFrame:
        """Every disclosure in the tables; those of its body where `collect` made them, of many."""
        body = self.body if is_collected(data_folder()) else None
        return loaders.load("disclosures", body=body)

    @cached_property
    def disclosure(self) -> pd.Series:
        """Title, file and code of the disclosure."""
        return self.load("disclosures").iloc[0]

    @cached_property
    def _read(self) -> Disclosure:
        """The document, read once more."""
        return read_disclosure(data_folder() / "source" / self.disclosure["source"])

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The document, piece by piece."""
        return self._read.pieces

    @cached_property
    def lines(self) -> list[str]:
        """The document's lines as printed; line 1 is the first."""
        return "\n".join(piece.printed for piece in self.pieces).removesuffix("\n").split("\n")

    @cached_property
    def fields(self) -> pd.DataFrame:
        """The numbered headings of the prose, which promises stand under."""
        return promised.fields(self.load("narrative"))

    @cached_property
    def promises(self) -> pd.DataFrame:
        """The promises with the lines of what speaks of them: see `promises_found.with_lines`."""
        return self._with_lines("commitments", promises_found.COMMITMENT)

    @cached_property
    def works(self) -> pd.DataFrame:
        """The works that the prose names, likewise."""
        return self._with_lines("works", promises_found.WORK)

    def _with_lines(self, table: str, key: str) -> pd.DataFrame:
        others = {name: self.load(name) for name in ("links", "activities", "narrative")}
        return promises_found.with_lines(self.load(table), key=key, **others)

    @cached_property
    def parts(self) -> list[layout.Part]:
        """The document as it stands on the page, in parts."""
        return layout.parts(self._read)

    @cached_property
    def contents(self) -> list[layout.Entry]:
        """Its contents."""
        return layout.contents(self._read)

    @cached_property
    def explained(self) -> dict[int, list[tuple[int, int, int]]]:
        """Where terms stand in a paragraph or cell, by its first line: see `beside.explained`."""
        return beside.explained(self.items, self.lines, self.terms)

    @cached_property
    def items(self) -> list[layout.Item]:
        """Every paragraph and cell of the document, in order."""
        return [item for part in self.parts for item in layout.items(part.blocks)]

    @cached_property
    def notes(self) -> dict[Language, dict[int, str]]:
        """What of the document is skipped or kept unread, and why, by the first line of each."""
        return {lang: beside.notes(self._read, lang) for lang in get_args(Language)}

    @cached_property
    def begun(self) -> dict[str, dict[int, int]]:
        """How many rows of each table begin on a line."""
        return {name: dict(Counter(self.load(name)["source_line"].tolist())) for name in BY_NAME}

    @cached_property
    def english(self) -> dict[int, str]:
        """English of what stands on a line, where a table has it."""
        return search.english_lines(self.year, self.body)

    def found(self, query: str) -> pd.DataFrame:
        """Return the paragraphs and cells that hold every word of a query."""
        return search.text_with(query, self.texts, self.folded)

    @cached_property
    def texts(self) -> pd.DataFrame:
        """Every paragraph and cell that holds text: see `search.find_text`."""
        return search.texts(self.pieces, self.english, self.year, self.body)

    @cached_property
    def folded(self) -> list[str]:
        """What is searched in each of them."""
        return search.folded_texts(self.texts)

    @cached_property
    def positions(self) -> tuple[int, ...]:
        """The positions of the responsibilities, after 0 for all of them."""
        return (0, *map(int, self.load("responsibilities")["responsibility"]))

    @cached_property
    def choices(self) -> Choices:
        """What each field of a state may be in this disclosure."""
        return {
            **FREE,
            "year": tuple(map(int, self.disclosures["fiscal_year"])),
            "body": tuple(self.disclosures["body"]),
            "responsibility": self.positions,
            "ladder": (0, *sorted(map(int, self.indicators["ladder"].unique()))),
            "kind": ("any", *self.kinds),
            "rule": ("any", *self.found_rules),
            "indicator": ("", *self.keys),
            "field": (0, *map(int, self.fields["source_line"])),
            # The ledger is worked out when a tie is asked for, and not to open a page.
            "tie": lambda key: not key or key in set(self.ledger["check"]),
            # And so is the document, for a line of it.
            "line": lambda line: not line or 0 < line <= len(self.lines),
        }

    @cached_property
    def found_rules(self) -> list[str]:
        """The rules that have findings, in their own order."""
        there = set(self.load("findings")["rule"])
        return [rule for rule in grading.rules()["rule"] if rule in there]

    @cached_property
    def kinds(self) -> list[str]:
        """The kinds of threshold that there are, in their own order."""
        there = set(self.load("thresholds")["kind"])
        return [kind for kind in KINDS if kind in there]
