"""Search over everything that has a page of its own: findings, records, measurements and places, found by the words that are in all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from quarterdeck.app.recall import NothingThereError
from quarterdeck.app.showing import Shown
from quarterdeck.app.workspace import Workspace
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.text import plain
from quarterdeck.reports.groups import called
from quarterdeck.surfaces.web.house import House, house_of, session_of
from quarterdeck.surfaces.web.navigation import Place
from quarterdeck.surfaces.web.permissions import READ
from quarterdeck.surfaces.web.rendering import page, seen_by

ROUTES = APIRouter()
_EACH = 25
_LONGEST = 200
_ENDS = {Outcome.NOT_MET: 0, Outcome.NOT_ASSESSED: 1, Outcome.MET: 2}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something with a page of its own, its name and what is said beside it."""

    address: str
    name: str
    beside: str
    text: str
    """All of it, to be looked through."""

    @classmethod
    def of(cls, address: str, name: str, beside: str) -> Hit:
        """One of these."""
        return cls(address, name, beside, f"{name} {beside} {address}".casefold())


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of one sort, and how many more there are."""

    heading: str
    shown: Sequence[Hit]
    more: int


@ROUTES.get("/search", dependencies=READ)
def search(request: Request) -> HTMLResponse:
    """Everything that holds all of the words."""
    house, said = house_of(request), request.query_params.get("words", "")[:_LONGEST]
    words = said.casefold().split()
    found = [hits for hits in found_by(house, seen_by(house, session_of(request)), words) if hits.shown] if words else []
    return page(request, "search.html.jinja", here=Place("/search", "Search"), said=said, found=found)


def found_by(house: House, seen: Sequence[Place], words: Sequence[str]) -> Iterator[Hits]:
    """What holds all of the words, sort by sort."""
    all_places = (Hit.of(place.address, place.name, place.group) for place in seen)
    yield _fitting("Pages", all_places, words)
    workspace = house.workspace
    if workspace is not None:
        yield _fitting("Records", workspace.once("hits", lambda: list(_records(workspace))), words)
    try:
        shown = house.now
    except NothingThereError:
        return
    yield _fitting("Findings", shown.made(("hits", "findings"), lambda _: list(_findings(shown))), words)
    yield _fitting("Numbers", shown.made(("hits", "numbers"), lambda _: list(_numbers(shown))), words)


def _fitting(heading: str, hits: Iterable[Hit], words: Sequence[str]) -> Hits:
    fitting = (hit for hit in hits if all(word in hit.text for word in words))
    shown = list(islice(fitting, _EACH))
    return Hits(heading, shown, sum(1 for _ in fitting))


def _records(workspace: Workspace) -> Iterator[Hit]:
    records = workspace.records
    for ref in sorted(records.files, key=str):
        yield Hit.of(f"/records/{ref.kind}/{ref.id}", records.sound[ref].label if ref in records.sound else ref.id, str(ref))


def _findings(shown: Shown) -> Iterator[Hit]:
    def order(finding: Finding) -> tuple[int, int]:
        return _ENDS.get(finding.verdict.outcome, 3), finding.severity.rank if finding.severity else 9

    for finding in sorted(shown.findings.values(), key=order):
        if finding.verdict.outcome is not Outcome.NOT_APPLICABLE:
            yield Hit.of(f"/explain/{finding.id}", finding.judgement.title, plain(finding.verdict.sentence))


def _numbers(shown: Shown) -> Iterator[Hit]:
    for measurement in shown.run.measurements:
        if measurement.missing is None:
            yield Hit.of(f"/explain/{measurement.id}", measurement.measure.page.title, plain((called(measurement.subject),)))
