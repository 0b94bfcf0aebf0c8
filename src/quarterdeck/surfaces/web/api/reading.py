"""What the reports and their pages say: the overview, each practice, what was looked at, drafts, and two versions side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import HTTPException, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from quarterdeck.app.reports import documents
from quarterdeck.app.server.showing import Shown
from quarterdeck.kernel.section import Section
from quarterdeck.kernel.text import plain
from quarterdeck.reports.render.data import section_as_json
from quarterdeck.reports.render.plain import clean
from quarterdeck.surfaces.web import comparing, reports
from quarterdeck.surfaces.web.api.problems import router
from quarterdeck.surfaces.web.house import house_of
from quarterdeck.surfaces.web.permissions import READ

ROUTES = router("Pages and reports")
Name = Annotated[str, Path(max_length=60, description="Its name, as its address has it.")]
RecordId = Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9-]{0,99})?$")]


@dataclass(frozen=True, slots=True)
class PageOut:
    """A page of the assessment as blocks: sentences, figures, statements, tables, charts with their numbers, and the ids that explain them."""

    run: str
    as_of: str
    heading: str
    blocks: list[object]


@dataclass(frozen=True, slots=True)
class ReportOut:
    """A report that can be made: what it says, and the kind of record that it is about, with those that there are."""

    name: str
    title: str
    says: str
    about: str | None
    subjects: list[str]


@dataclass(frozen=True, slots=True)
class Reports:
    """All of them."""

    items: list[ReportOut]


@dataclass(frozen=True, slots=True)
class SectionOut:
    """A section of a report."""

    heading: str
    blocks: list[object]


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as it stands now; nothing of it is published."""

    name: str
    about: str
    title: str
    subtitle: str
    as_of: str
    sections: list[SectionOut]


@dataclass(frozen=True, slots=True)
class LineOut:
    """A line that one version has and the other has not."""

    side: Literal["gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class PassageOut:
    """A section that reads otherwise."""

    heading: str
    lines: list[LineOut]
    same: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What reads otherwise in the later of two versions."""

    passages: list[PassageOut]


class DraftWanted(BaseModel):
    """About which record, and against which earlier run."""

    model_config = ConfigDict(extra="forbid")
    about: Annotated[RecordId, Field(description="The record that it is about, for reports about one.")] = ""
    against: Annotated[RecordId, Field(description="A run or a day to say what changed since.")] = ""


@ROUTES.get("/overview", dependencies=READ)
def overview(request: Request) -> PageOut:
    """What matters most: the assessment's first page."""
    shown = house_of(request).now
    return _page(shown, shown.first)


@ROUTES.get("/practices/{name}", dependencies=READ)
def practice(request: Request, name: Name) -> PageOut:
    """Everything that one practice says."""
    shown = house_of(request).now
    if name not in shown.practices:
        raise HTTPException(404, f"There is no practice of that name; there are {', '.join(shown.practices)}.")
    return _page(shown, shown.practices[name])


@ROUTES.get("/evidence", dependencies=READ)
def evidence(request: Request) -> PageOut:
    """What was looked at, when, and what was wrong with it."""
    shown = house_of(request).now
    return _page(shown, shown.looked_at)


@ROUTES.get("/reports", dependencies=READ)
def all_reports(request: Request) -> Reports:
    """Every report that can be made."""
    house = house_of(request)
    subjects = reports.draw(house, house.now)
    items = [
        ReportOut(name, title, says, documents.ABOUT.get(name), [one.id for one in subjects.get(name, ())])
        for name, (title, says) in documents.TITLES.items()
    ]  # fmt: skip
    return Reports(items)


@ROUTES.get("/reports/{name}", dependencies=READ)
def draft(request: Request, name: Name, wanted: Annotated[DraftWanted, Query()]) -> Draft:
    """A report as it stands now, block by block."""
    wish, document = reports.drafted_document(house_of(request), name, wanted.about, wanted.against)
    sections = [SectionOut(heading, list(blocks)) for heading, blocks in map(section_as_json, document.sections)]
    return Draft(wish.name, wish.about, clean(document.title), clean(plain(document.subtitle)), document.as_of, sections)


@ROUTES.get("/compare", dependencies=READ)
def compare(
    request: Request, before: Annotated[str, Query(max_length=200, description="The id of an edition.")],
    after: Annotated[str, Query(max_length=200, description="That of a later one; without it, today's draft.")] = "",
) -> Compared:  # fmt: skip
    """Two editions side by side, or an edition and the draft of today."""
    passages = comparing.compared(house_of(request), before, after).passages
    told = [PassageOut(one.heading, [LineOut(line.side, "".join(part.words for part in line.pieces)) for line in one.lines], one.same) for one in passages]
    return Compared(told)


def _page(shown: Shown, section: Section) -> PageOut:
    heading, blocks = shown.drawn(("api page", section.anchor), lambda: section_as_json(section))
    return PageOut(shown.run.id, str(shown.run.request.as_of), heading, list(blocks))
