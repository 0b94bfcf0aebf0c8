"""The published run as a server shows it: concluded once, shown whole until the next one is, asked by many at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TypeVar

from quarterdeck.app.asking.explain import explain, of_thing
from quarterdeck.app.asking.recall import recall
from quarterdeck.app.catalogue import PRACTICES
from quarterdeck.app.keeping.store import MANIFEST
from quarterdeck.app.pipeline import Run
from quarterdeck.app.record.company import brief
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.app.reports.reporting import assessment, groups_of
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.section import Section
from quarterdeck.reports.acceptance import Accepted
from quarterdeck.reports.assessment import document
from quarterdeck.reports.groups import Group

_KEPT = 2_000
"""Explanations and drafts that are kept: they say the same until the next run."""
_NOTHING = object()
_Made = TypeVar("_Made")


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
    _asking: Lock = field(default_factory=Lock)
    _keeping: Lock = field(default_factory=Lock)
    _kept: OrderedDict[tuple[str, ...], object] = field(default_factory=OrderedDict)

    def once(self, purpose: str, id_: str, make: Callable[[Section], _Made]) -> _Made:
        """What ``make`` makes of an id's explanation, kept while it is in use. Raises ``UnknownIdError``."""
        thing = self.things.get(id_)
        return self.made((purpose, id_), lambda run: make(of_thing(run, thing) if thing else explain(run, id_)))

    def made(self, key: tuple[str, ...], make: Callable[[Run], _Made]) -> _Made:
        """What ``make`` makes of the run, kept under ``key`` while it is in use. Raises what ``make`` raises."""
        kept = self._held(key)
        if kept is _NOTHING:
            with self._asking:  # one connection is asked by one at a time; who wants what is there already waits for nobody
                kept = self._held(key)
                if kept is _NOTHING:
                    kept = make(self.run)
                    with self._keeping:
                        self._kept[key] = kept
                        if len(self._kept) > _KEPT:
                            self._kept.popitem(last=False)
        return kept  # type: ignore[return-value]  # what was made under this key

    def _held(self, key: tuple[str, ...]) -> object:
        with self._keeping:
            if key not in self._kept:
                return _NOTHING
            self._kept.move_to_end(key)
            return self._kept[key]


def shown(run: Run) -> Shown:
    """Everything that pages are made of, concluded."""
    given = assessment(run)
    first, *rest = document(given).sections
    practices = {practice.name: section for practice, section in zip(PRACTICES, rest, strict=False)}
    *costs, looked_at, _explanations = rest[len(practices) :]
    findings = {finding.id: finding for finding in run.findings}
    things: dict[str, Finding | Measurement] = {**findings, **{measurement.id: measurement for measurement in run.measurements}}
    return Shown(run, first, practices, costs[0] if costs else None, looked_at, groups_of(run), findings, things)


class Showing:
    """What a folder's published run shows now. While a newer one is being concluded the old one stays in view."""

    def __init__(self, out: Path) -> None:
        """Nothing is concluded before somebody asks."""
        self._out = out
        self._lock = Lock()
        self._held: tuple[tuple[int, int], Shown] | None = None

    def now(self) -> Shown:
        """The published run. Raises ``NothingThereError`` where there is none."""
        held = self._held
        stamp = self._stamp()
        if held and held[0] == stamp:
            return held[1]
        if not self._lock.acquire(blocking=held is None):
            assert held is not None
            return held[1]  # somebody concludes the new one
        try:
            if self._held is None or self._held[0] != stamp:
                self._held = (stamp, shown(recall(self._out)))
            return self._held[1]
        finally:
            self._lock.release()

    def _stamp(self) -> tuple[int, int]:
        try:
            seen = (self._out / MANIFEST).stat()
        except OSError:
            return (0, 0)
        return seen.st_mtime_ns, seen.st_size


def accepted_since(workspace: Workspace | None, run: Run, today: date) -> Mapping[str, Accepted]:
    """Findings of a run, by id, that the record accepts today and the run did not: they count until the next assessment."""
    if workspace is None:
        return {}
    wrong = [finding for finding in run.findings if finding.verdict.outcome is Outcome.NOT_MET and finding.id not in run.accepted]
    return brief(workspace, today).standing.accepted(wrong)
