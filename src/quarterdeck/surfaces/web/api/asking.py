"""Findings, measurements, what explains them, and the search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import HTTPException, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from quarterdeck.app.asking.explain import UnknownIdError, explain
from quarterdeck.app.reports.result import AcceptedOut, FindingOut, MeasurementOut, SubjectOut, finding_out, measurement_out
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.text import plain
from quarterdeck.reports.acceptance import Accepted
from quarterdeck.reports.render.data import section_as_json
from quarterdeck.surfaces.web.api.problems import router
from quarterdeck.surfaces.web.findings import Asked, chosen
from quarterdeck.surfaces.web.house import house_of, session_of
from quarterdeck.surfaces.web.permissions import PUBLISHED, READ
from quarterdeck.surfaces.web.rendering import seen_by
from quarterdeck.surfaces.web.search import found_by

ROUTES = router("Findings and numbers")
_MOST = 500
PageNumber = Annotated[int, Field(ge=1, le=1_000_000, description="Which page, from 1.")]
Size = Annotated[int, Field(ge=1, le=_MOST, description="How many a page holds.")]
Words = Annotated[str, Field(max_length=200, description="Words that all have to be in it.")]
Id = Annotated[str, Path(alias="id", max_length=64, description="Its id, as lists and pages show it.")]


class Wanted(BaseModel):
    """Which findings, in which order."""

    model_config = ConfigDict(extra="forbid")
    ended: Literal["open", "accepted", "met", "not_assessed", "not_applicable", "all"] = "open"
    practice: Annotated[str, Field(max_length=60)] = ""
    severity: Severity | None = None
    words: Words = ""
    sort: Literal["severity", "money", "subject", "finding"] = "severity"
    page: PageNumber = 1
    limit: Size = 100


class Measured(BaseModel):
    """Which measurements."""

    model_config = ConfigDict(extra="forbid")
    measure: Annotated[str, Field(max_length=100, description="The name of a measure.")] = ""
    subject: Annotated[str, Field(max_length=300, description="The key of a subject.")] = ""
    page: PageNumber = 1
    limit: Size = 100


@dataclass(frozen=True, slots=True)
class Loss:
    """An expected yearly loss: quantiles of its uncertainty, in one currency."""

    p10: float
    p50: float
    p90: float
    currency: str


@dataclass(frozen=True, slots=True)
class FindingItem:
    """How one judgement ended for one subject; one finding alone has its evidence too."""

    id: str
    name: str
    title: str
    practice: str
    subject: SubjectOut
    outcome: str
    severity: str | None
    sentence: str
    money: Loss | None
    accepted: AcceptedOut | None
    accepted_since: AcceptedOut | None
    """An acceptance that the record has and the assessment did not know; it counts from the next."""
    measurements: list[str]


@dataclass(frozen=True, slots=True)
class Findings:
    """A page of findings."""

    run: str
    as_of: str
    total: int
    page: int
    items: list[FindingItem]


@dataclass(frozen=True, slots=True)
class Measurements:
    """A page of measurements."""

    run: str
    as_of: str
    total: int
    page: int
    items: list[MeasurementOut]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The chain behind a number or a finding, block by block, as `quarterdeck explain` prints it."""

    id: str
    heading: str
    blocks: list[object]


@dataclass(frozen=True, slots=True)
class Found:
    """Something that holds the words."""

    sort: str
    name: str
    beside: str
    address: str


@dataclass(frozen=True, slots=True)
class FoundAll:
    """What the search found, at most 25 of each sort."""

    items: list[Found]
    more: int


@dataclass(frozen=True, slots=True)
class Me:
    """Who asks."""

    account: str
    name: str
    role: str
    may: list[str]


@ROUTES.get("/me", dependencies=PUBLISHED)
def me(request: Request) -> Me:
    """Who asks, as what, and what they may do here."""
    session = session_of(request)
    return Me(session.person.account, session.person.name, session.person.role, sorted(session.may))


@ROUTES.get("/findings", dependencies=READ)
def findings(request: Request, wanted: Annotated[Wanted, Query()]) -> Findings:
    """Findings that fit, in that order, a page at a time."""
    house, shown = house_of(request), house_of(request).now
    severity = wanted.severity.value if wanted.severity else ""
    found = chosen(shown, Asked(wanted.ended, wanted.practice, severity, wanted.words, wanted.sort))
    since, accepted = house.accepted_since(shown.run), shown.run.accepted
    part = found[(wanted.page - 1) * wanted.limit : wanted.page * wanted.limit]
    items = [_item(one, _accepted(accepted.get(one.id)), _accepted(since.get(one.id))) for one in part]
    return Findings(shown.run.id, str(shown.run.request.as_of), len(found), wanted.page, items)


@ROUTES.get("/findings/{id}", dependencies=READ)
def finding(request: Request, id_: Id) -> FindingOut:
    """One finding, with rows of the evidence that it rests on."""
    shown = house_of(request).now
    found = shown.findings.get(id_)
    if found is None:
        raise HTTPException(404)
    return shown.made(("api finding", id_), lambda run: finding_out(run, found))


@ROUTES.get("/measures", dependencies=READ)
def measures(request: Request, wanted: Annotated[Measured, Query()]) -> Measurements:
    """Measurements: of one measure, of one subject, or all. A value of null was not assessed."""
    shown = house_of(request).now
    found = [one for one in shown.run.measurements if wanted.measure in {"", one.measure.name} and wanted.subject in {"", one.subject.key}]
    part = found[(wanted.page - 1) * wanted.limit : wanted.page * wanted.limit]
    return Measurements(shown.run.id, str(shown.run.request.as_of), len(found), wanted.page, [measurement_out(shown.run, one) for one in part])


@ROUTES.get("/explanations/{id}", dependencies=READ)
def explanation(request: Request, id_: Id) -> Explanation:
    """What explains a number or a finding: the measure, the formula, the rows, the assumptions."""
    shown = house_of(request).now
    try:
        heading, blocks = shown.made(("api explanation", id_), lambda run: section_as_json(explain(run, id_)))
    except UnknownIdError as error:
        raise HTTPException(404, str(error)) from error
    return Explanation(id_, heading, list(blocks))


@ROUTES.get("/search", dependencies=READ)
def search(request: Request, words: Annotated[str, Query(max_length=200, description="Words that all have to be in it.")]) -> FoundAll:
    """Findings, records, numbers and pages that hold all of the words."""
    house, session = house_of(request), session_of(request)
    hits = list(found_by(house, seen_by(house, session), words.casefold().split())) if words.split() else []
    items = [Found(group.heading, hit.name, hit.beside, hit.address) for group in hits for hit in group.shown]
    return FoundAll(items, sum(group.more for group in hits))


def _item(finding: Finding, accepted: AcceptedOut | None, since: AcceptedOut | None) -> FindingItem:
    money = finding.money
    return FindingItem(
        finding.id, finding.judgement.name, finding.judgement.title, finding.practice, SubjectOut(finding.subject.kind, finding.subject.key),
        finding.verdict.outcome.value, finding.severity.value if finding.severity else None, plain(finding.verdict.sentence),
        Loss(money.range.p10, money.range.p50, money.range.p90, money.currency) if money else None, accepted, since,
        [one.id for one in finding.rests_on],
    )  # fmt: skip


def _accepted(told: Accepted | None) -> AcceptedOut | None:
    return AcceptedOut(told.by, plain((told.reason,)), told.until, told.record) if told else None
