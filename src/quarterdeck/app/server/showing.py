"""The published run as a server shows it: concluded once, asked by many at a time."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from threading import Lock, Thread
from typing import TypeVar

from quarterdeck.app.asking.explain import explain, of_thing
from quarterdeck.app.asking.kept import records_of
from quarterdeck.app.catalogue import PRACTICES
from quarterdeck.app.pipeline import Run
from quarterdeck.app.record.company import brief
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.app.reports.reporting import assessment, groups_of
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.section import Section
from quarterdeck.records.collection import Records
from quarterdeck.reports.acceptance import Accepted
from quarterdeck.reports.assessment import document
from quarterdeck.reports.groups import Group

_KEPT = 1_000
"""Answers to one purpose that are kept: they say the same until the next run. Whoever asks for odd ones drives out none of another purpose."""
_NOTHING = object()
_Made = TypeVar("_Made")


_WAITS: ContextVar[bool] = ContextVar("waits", default=False)
_AT_ONCE = 12
"""Answers that are made at the same time: who asks for another is told to wait."""
_BEING_MADE = "this takes some seconds, once after an assessment was published or a question was asked anew"


class BeingMadeError(Exception):
    """What a page shows is being made, and will be there soon."""


@contextmanager
def patient() -> Iterator[None]:
    """Who asks within waits as long as it takes: who makes things for pages, and programs."""
    before = _WAITS.set(True)
    try:
        yield
    finally:
        _WAITS.reset(before)


@dataclass(frozen=True)
class Shown:
    """One run, with everything that pages are made of."""

    run: Run
    first: Section
    """The first page of the assessment, and its other sections, as the report has them."""
    practices: Mapping[str, Section]
    costs: Section | None
    looked_at: Section
    groups: Sequence[Group]
    findings: Mapping[str, Finding]
    things: Mapping[str, Finding | Measurement]
    """What has an explanation, by its id."""
    beside: Run
    """The same run for explanations, which so wait for no page that takes long."""
    patience: float = math.inf
    """Seconds for which a page waits for what is being made; then it says so, and opens by itself once it is there."""
    _asking: Lock = field(default_factory=Lock)
    _explaining: Lock = field(default_factory=Lock)
    _drawing: Lock = field(default_factory=Lock)
    _keeping: Lock = field(default_factory=Lock)
    _kept: dict[str, OrderedDict[tuple[str, ...], object]] = field(default_factory=dict)
    """By purpose, the first word of a key."""
    _making: dict[tuple[str, ...], Future[object]] = field(default_factory=dict)

    @property
    def records(self) -> Records:
        """The records as the run saw them."""
        return self._once(("records",), self._explaining, lambda: records_of(self.beside))

    def once(self, purpose: str, id_: str, make: Callable[[Section], _Made], about: str = "") -> _Made:
        """What ``make`` makes of an id's explanation, first of its rows ``about`` something, kept while it is in use. Raises ``UnknownIdError``."""
        thing, run = self.things.get(id_), self.beside
        aside = f"{purpose} of" if about else purpose  # what is asked of rows is any text that a reader writes
        return self._once((aside, id_, about), self._explaining, lambda: make(of_thing(run, thing, about=about) if thing else explain(run, id_)))

    def made(self, key: tuple[str, ...], make: Callable[[Run], _Made]) -> _Made:
        """What ``make`` makes of the run, kept under ``key`` while it is in use. Raises what ``make`` raises, and ``BeingMadeError``."""
        return self._soon(key, self._asking, lambda: make(self.run))

    def drawn(self, key: tuple[str, ...], draw: Callable[[], _Made]) -> _Made:
        """The same of what asks the run's tables nothing, and so waits for nobody who does."""
        return self._soon(key, self._drawing, draw)

    def _soon(self, key: tuple[str, ...], turn: Lock, make: Callable[[], _Made]) -> _Made:
        """As `_once`, in a thread of its own that goes on when patience has ended."""
        if self.patience == math.inf or _WAITS.get() or self._held(key) is not _NOTHING:
            return self._once(key, turn, make)
        with self._keeping:
            made = self._making.get(key)
            if made is None:
                if len(self._making) >= _AT_ONCE:
                    raise BeingMadeError(_BEING_MADE)
                made = self._making[key] = Future()
                Thread(target=self._make, args=(key, turn, make, made), name="make", daemon=True).start()
        try:
            return made.result(self.patience)  # type: ignore[return-value]  # what is made under this key
        except TimeoutError as error:
            if made.done():  # whoever made it met a timeout
                raise
            raise BeingMadeError(_BEING_MADE) from error

    def _make(self, key: tuple[str, ...], turn: Lock, make: Callable[[], object], made: Future[object]) -> None:
        with patient():
            try:
                made.set_result(self._once(key, turn, make))
            except Exception as error:  # noqa: BLE001  # who asked is told, or who asks next meets it
                made.set_exception(error)
            finally:
                with self._keeping:
                    del self._making[key]

    def _once(self, key: tuple[str, ...], turn: Lock, make: Callable[[], _Made]) -> _Made:
        kept = self._held(key)
        if kept is _NOTHING:
            with turn:  # one connection is asked by one at a time; who wants what is there already waits for nobody
                kept = self._held(key)
                if kept is _NOTHING:
                    kept = make()
                    with self._keeping:
                        shelf = self._kept.setdefault(key[0], OrderedDict())
                        shelf[key] = kept
                        if len(shelf) > _KEPT:
                            shelf.popitem(last=False)
        return kept  # type: ignore[return-value]  # what was made under this key

    def _held(self, key: tuple[str, ...]) -> object:
        with self._keeping:
            shelf = self._kept.get(key[0])
            if shelf is None or key not in shelf:
                return _NOTHING
            shelf.move_to_end(key)
            return shelf[key]


def shown(run: Run) -> Shown:
    """Everything that pages are made of, concluded."""
    given = assessment(run)
    first, *rest = document(given).sections
    practices = {practice.name: section for practice, section in zip(PRACTICES, rest, strict=False)}
    *costs, looked_at, _explanations = rest[len(practices) :]
    findings = {finding.id: finding for finding in run.findings}
    things: dict[str, Finding | Measurement] = {**findings, **{measurement.id: measurement for measurement in run.measurements}}
    return Shown(run, first, practices, costs[0] if costs else None, looked_at, groups_of(run), findings, things, run.beside())


def accepted_since(workspace: Workspace | None, run: Run, today: date) -> Mapping[str, Accepted]:
    """Findings of a run, by id, that the record accepts today and the run did not: they count until the next assessment."""
    if workspace is None:
        return {}
    wrong = [finding for finding in run.findings if finding.verdict.outcome is Outcome.NOT_MET and finding.id not in run.accepted]
    return brief(workspace, today).standing.accepted(wrong)
