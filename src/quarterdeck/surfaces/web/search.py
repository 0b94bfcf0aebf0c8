"""Search over everything that has a page of its own: findings, records, measurements and places, found by the words that are in all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from quarterdeck.app.access.roles import Permission
from quarterdeck.app.access.sessions import Session
from quarterdeck.app.asking.recall import NothingThereError
from quarterdeck.app.imports.importing import kinds as exports
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.app.reports.documents import ABOUT, TITLES
from quarterdeck.app.server.showing import Shown
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.text import plain
from quarterdeck.records.kinds import KINDS
from quarterdeck.reports.groups import called
from quarterdeck.surfaces.web.house import House, house_of, session_of
from quarterdeck.surfaces.web.navigation import Place
from quarterdeck.surfaces.web.permissions import READ
from quarterdeck.surfaces.web.rendering import page, seen_by

ROUTES = APIRouter()
_EACH, _DEEDS = 25, 12
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
    words, session = said.casefold().split(), session_of(request)
    seen, deeds = seen_by(house, session), list(_deeds(house, session))
    if words:
        pages, *others = found_by(house, seen, words)
        found = [pages, _fitting("Do", deeds, words), *others]
    elif request.query_params.get("palette"):  # what there is to choose from before anything is typed
        found = [Hits("Pages", [Hit.of(one.address, one.name, one.group) for one in seen], 0), Hits("Do", deeds[:_DEEDS], 0)]
    else:
        found = []
    return page(request, "search.html.jinja", here=Place("/search", "Search"), said=said, found=[hits for hits in found if hits.shown])


def _deeds(house: House, session: Session) -> Iterator[Hit]:
    """What somebody may do here, each where it is done."""
    recorded = bool(house.settings.workspace)
    if recorded and Permission.RUN in session.may:
        yield Hit.of("/again", "Assess again", "read what is new, and judge it")
        yield Hit.of("/roadmap#anew", "Plan the roadmap anew", "in the background")
    if Permission.RUN in session.may:
        yield from (Hit.of(f"/reports/{name}", f"Publish: {title}", says) for name, (title, says) in TITLES.items() if name not in ABOUT)
    if Permission.WRITE in session.may:
        yield from (Hit.of(f"/supply/{kind.name}", f"Upload {kind.name.replace('-', ' ')}", kind.says) for kind, _ in exports())
        written = (kind.kind for kind in KINDS if recorded and kind.folder)
        yield from (Hit.of(f"/new/{kind}", f"Write a new {kind.replace('-', ' ')}", "a record") for kind in written)


def found_by(house: House, seen: Sequence[Place], words: Sequence[str]) -> Iterator[Hits]:
    """What holds all of the words, sort by sort."""
    whole = Permission.READ in {place.needs for place in seen}
    drafts = [Hit.of(f"/reports/{name}", title, f"Report: {says}") for name, (title, says) in TITLES.items() if whole and name not in ABOUT]
    all_places = (*(Hit.of(place.address, place.name, place.group) for place in seen), *drafts)
    yield _fitting("Pages", all_places, words)
    workspace = house.workspace
    if workspace is not None:
        yield _fitting("Records", workspace.once("hits", lambda: list(_records(workspace))), words)
    try:
        shown = house.now
    except NothingThereError:
        return
    of_findings, of_measures, of_numbers = _hits(shown)
    yield _fitting("Findings", of_findings, words)
    yield _fitting("Measures", of_measures, words)
    yield _fitting("Numbers", of_numbers, words)


def draw(_house: House, shown: Shown) -> None:
    """Make what is searched."""
    _hits(shown)


def _hits(shown: Shown) -> tuple[Sequence[Hit], Sequence[Hit], Sequence[Hit]]:
    findings = shown.drawn(("hits", "findings"), lambda: list(_findings(shown)))
    measures = shown.drawn(("hits", "measures"), lambda: list(_measures(shown)))
    return findings, measures, shown.drawn(("hits", "numbers"), lambda: list(_numbers(shown)))


def _fitting(heading: str, hits: Iterable[Hit], words: Sequence[str]) -> Hits:
    fitting = list(hits)
    for word in sorted(words, key=len, reverse=True):  # the rarest first, most likely
        fitting = [hit for hit in fitting if word in hit.text]
    return Hits(heading, fitting[:_EACH], len(fitting[_EACH:]))


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


def _measures(shown: Shown) -> Iterator[Hit]:
    """Each measure once, also those that could be taken nowhere: the first that was measured explains it."""
    held: dict[str, list[Measurement]] = {}
    for measurement in shown.run.measurements:
        held.setdefault(measurement.measure.name, []).append(measurement)
    for name, some in held.items():
        measured = [one for one in some if one.missing is None]
        one = (measured or some)[0]
        yield Hit.of(f"/explain/{one.id}", one.measure.page.title, f"{name}: {f'measured {len(measured)} times' if measured else 'not assessed'}")
