"""Long work, published reports; and for owners who has an account and what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from quarterdeck.app.reports import documents, editions
from quarterdeck.app.reports.editions import NoEditionError
from quarterdeck.surfaces.web import reports, work
from quarterdeck.surfaces.web.api.problems import ApiError, router, told
from quarterdeck.surfaces.web.house import House, house_of
from quarterdeck.surfaces.web.permissions import MANAGE, PUBLISHED, READ, RUN

ROUTES = router("Work, reports and log")
EditionId = Annotated[str, Path(alias="id", max_length=200, description="The id of an edition.")]
Form = Literal["html", "json", "md", "pdf", "pptx"]
_FILES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file.", "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
}


@dataclass(frozen=True, slots=True)
class WorkOut:
    """What is being done, or was done last: `ended` is null while it goes on, 0 when it went well, negative when it was stopped."""

    what: str | None
    started: str | None
    running: bool
    ended: int | None
    says: list[str]


class Begin(BaseModel):
    """Work to begin."""

    model_config = ConfigDict(extra="forbid")
    what: Literal["assess"]


class Publish(BaseModel):
    """How a report is to be published."""

    model_config = ConfigDict(extra="forbid")
    about: Annotated[str, Field(max_length=100, description="The record that it is about, for reports about one.")] = ""
    against: Annotated[str, Field(max_length=100, description="A run or a day to say what changed since.")] = ""
    language: Literal["", "en", "de"] = ""
    redact: Literal["", "people", "code", "all"] = ""


@dataclass(frozen=True, slots=True)
class EditionOut:
    """A published report."""

    id: str
    report: str
    about: str
    title: str
    as_of: str
    at: str
    by: str
    language: str
    forms: list[str]


@dataclass(frozen=True, slots=True)
class Editions:
    """What was published."""

    items: list[EditionOut]


@dataclass(frozen=True, slots=True)
class AccountOut:
    """Somebody who may sign in."""

    account: str
    name: str
    email: str
    role: str
    closed: bool
    added: str


@dataclass(frozen=True, slots=True)
class Accounts:
    """Everybody who has an account."""

    items: list[AccountOut]


@dataclass(frozen=True, slots=True)
class DeedOut:
    """A line of the log."""

    at: str
    what: str
    who: str
    role: str
    by: str
    on: str
    status: int
    origin: str


@dataclass(frozen=True, slots=True)
class Log:
    """The newest lines of the log, newest first."""

    items: list[DeedOut]


@ROUTES.get("/long-work", dependencies=READ)
def seen(request: Request) -> WorkOut:
    """What is being done, or was done last."""
    return work_out(house_of(request))


@ROUTES.post("/long-work", dependencies=RUN, status_code=202, responses=told(400))
def begin(request: Request, body: Begin) -> WorkOut:
    """Assess the workspace again, in the background; refused while something else is being done."""
    assert body.what == "assess", "there is nothing else yet"
    work.assess(request, {})
    return work_out(house_of(request))


@ROUTES.delete("/long-work", dependencies=RUN)
def stop(request: Request) -> WorkOut:
    """Stop what goes on. What was published before is untouched."""
    house_of(request).background.stop()
    return work_out(house_of(request))


@ROUTES.post("/reports/{name}/publish", dependencies=RUN, status_code=202, responses=told(400))
def publish(request: Request, name: Annotated[str, Path(max_length=40)], body: Publish) -> WorkOut:
    """Keep a report as it stands now, in every form, in the background; then everybody who has an account may read it."""
    if name not in documents.TITLES:
        raise ApiError(404, f"There is no report of that name; there are {', '.join(documents.TITLES)}.")
    reports.publish(request, name, body.model_dump())
    return work_out(house_of(request))


@ROUTES.get("/published", dependencies=PUBLISHED)
def published(request: Request) -> Editions:
    """Every edition that was published."""
    found = editions.editions(house_of(request).out)
    items = [EditionOut(one.id, one.report, one.about, one.title, one.as_of, one.at, one.by, one.language, list(one.forms)) for one in found]
    return Editions(items)


@ROUTES.get("/published/{id}/{form}", dependencies=PUBLISHED, response_class=Response, responses=_FILES)
def edition(request: Request, id_: EditionId, form: Form) -> Response:
    """An edition as a file."""
    return reports.taken_along(request, id_, form)


@ROUTES.delete("/published/{id}", dependencies=RUN, status_code=204)
def take_back(request: Request, id_: EditionId) -> None:
    """Take an edition back: nobody reads it here any more."""
    try:
        editions.take_back(house_of(request).out, id_)
    except NoEditionError as error:
        raise ApiError(404, f"{error}.") from error


@ROUTES.get("/accounts", dependencies=MANAGE)
def accounts(request: Request) -> Accounts:
    """Who has an account, and as what."""
    held = sorted(house_of(request).accounts.now().accounts.values(), key=lambda one: one.name)
    return Accounts([AccountOut(one.name, one.full_name, one.email, one.role, one.disabled, one.added) for one in held])


@ROUTES.get("/log", dependencies=MANAGE)
def log(request: Request, limit: Annotated[int, Query(ge=1, le=10_000)] = 100) -> Log:
    """Who did what, when, from where."""
    lines = house_of(request).audit.newest(limit)
    return Log([DeedOut(line.at, d.what, d.who, d.role, d.by, d.on, d.status, d.origin) for line in lines for d in [line.deed]])


def work_out(house: House) -> WorkOut:
    """What is being done, or was done last, as the API tells it."""
    seen = house.background.seen()
    if seen is None:
        return WorkOut(None, None, running=False, ended=None, says=[])
    return WorkOut(seen.job.what, seen.job.started, seen.running, seen.ended, list(seen.said))
