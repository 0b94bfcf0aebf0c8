"""Reports: a draft of each, as it stands today; what was published, to read and to take along."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from quarterdeck.app.asking.kept import NoSuchRecordError, records_of
from quarterdeck.app.asking.recall import NothingThereError
from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports import documents, editions, narratives
from quarterdeck.app.reports.editions import NoEditionError, Readable
from quarterdeck.app.reports.narratives import NarrativeError
from quarterdeck.app.reports.renewals import NoSuchContractError
from quarterdeck.app.reports.since import NoSuchRunError
from quarterdeck.app.server.showing import Shown
from quarterdeck.kernel.section import Document
from quarterdeck.reports.redaction import CHOICES, Disguise
from quarterdeck.surfaces.web.forms import Said
from quarterdeck.surfaces.web.house import House, house_of, session_of
from quarterdeck.surfaces.web.navigation import Place
from quarterdeck.surfaces.web.permissions import PUBLISHED, READ, RUN
from quarterdeck.surfaces.web.rendering import page
from quarterdeck.surfaces.web.ways import EXPLAIN, door_of, doored
from quarterdeck.surfaces.web.work import begin, ours

ROUTES = APIRouter()
HERE = Place("/reports", "Reports")
_LONGEST = 150_000
"""Bytes of a draft's sections in one page; the files hold the rest."""
_PLAIN = re.compile(r"(?:[a-z0-9][a-z0-9-]{0,99})?")
"""Ids of records and of runs, days, or nothing."""
_LANGUAGES = ("en", "de")
_CHOICES = {"": "nobody's", "people": "people's", "code": "those of code", "all": "both"}
TYPES = {
    "html": "text/html; charset=utf-8", "json": "application/json", "md": "text/markdown; charset=utf-8", "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}  # fmt: skip
CANNOT = (NoSuchRecordError, NoSuchContractError, NoSuchRunError, NarrativeError)


class Wish(NamedTuple):
    """A report as somebody wants to see it."""

    name: str
    about: str
    against: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A record that a report can be about."""

    id: str
    label: str


@ROUTES.get("/reports", dependencies=READ)
def reports(request: Request) -> HTMLResponse:
    """Every report, and every edition that was published."""
    house = house_of(request)
    try:
        about = draw(house, house.now)
    except NothingThereError:
        about = {}
    published = editions.editions(house.out)
    return page(request, "reports.html.jinja", here=HERE, titles=documents.TITLES, kinds=documents.ABOUT, about=about, published=published)


@ROUTES.get("/reports/{name}", dependencies=READ)
def draft(request: Request, name: str) -> Response:
    """A report as it stands now, nothing of which is published."""
    house = house_of(request)
    wish, shown = _wish(name, request.query_params), house.now
    look = shown.run.request.company.look
    try:
        read = _drafted(house, shown, wish)
    except CANNOT as error:
        return page(request, "message.html.jinja", 404, here=HERE, title="No such report", words=[f"{str(error).rstrip('.')}."])
    part, left = editions.shortened(read, _LONGEST)
    earlier = [one for one in editions.editions(house.out) if (one.report, one.about) == (wish.name, wish.about)]
    return page(
        request, "draft.html.jinja", here=HERE, wish=wish, called=documents.TITLES[name][0], read=part, left=left, earlier=earlier, language=look.language,
        languages=_LANGUAGES, choices=_CHOICES,
    )  # fmt: skip


@ROUTES.post("/reports/{name}/publish", dependencies=RUN)
def publish(request: Request, name: str, said: Said) -> Response:
    """Keep a report as it stands now, in every form, in the background."""
    house, wish = house_of(request), _wish(name, said)
    asked = ["publish", name, *([wish.about] if wish.about else []), "--out", house.settings.out]
    asked += ["--against", wish.against] if wish.against else []
    asked += ["--language", said["language"]] if said.get("language") in _LANGUAGES else []
    asked += ["--redact", said["redact"]] if said.get("redact") in CHOICES else []
    asked += [f"--by={who}"] if (who := session_of(request).person.name) else []
    return begin(house, f"Publishing: {documents.TITLES[name][0]}", ours(*asked), "/reports")


@ROUTES.get("/published", dependencies=PUBLISHED)
def all_published(request: Request) -> HTMLResponse:
    """Every edition that was published: all that a board sees."""
    return page(request, "published.html.jinja", here=Place("/published", "Published"), published=editions.editions(house_of(request).out))


@ROUTES.get("/published/{id_}", dependencies=PUBLISHED)
def published(request: Request, id_: str) -> HTMLResponse:
    """An edition to read."""
    out = house_of(request).out
    try:
        edition, read = editions.edition(out, id_), editions.read(out, id_)
    except NoEditionError as error:
        raise HTTPException(404, str(error)) from error
    part, left = editions.shortened(read, _LONGEST)
    others = [one for one in editions.editions(out) if (one.report, one.about) == (edition.report, edition.about) and one.id != id_]
    return page(request, "edition.html.jinja", here=HERE, edition=edition, read=part, left=left, others=others)


@ROUTES.get(EXPLAIN + "published/{id_}/{cited}", dependencies=PUBLISHED)
def explained(request: Request, id_: str, cited: str) -> Response:
    """What explains a number of an edition, as it was when that was published."""
    try:
        leaf = editions.why(house_of(request).out, id_, cited)
    except NoEditionError as error:
        raise HTTPException(404, str(error)) from error
    return page(request, "number.html.jinja", heading=leaf.heading, body=Markup(leaf.body))  # noqa: S704  # our renderer's, which escapes


@ROUTES.get("/published/{id_}/{form}", dependencies=PUBLISHED)
def taken_along(request: Request, id_: str, form: str) -> Response:
    """An edition as a file."""
    try:
        name, content = editions.content(house_of(request).out, id_, form)
    except NoEditionError as error:
        raise HTTPException(404, str(error)) from error
    return Response(content, media_type=TYPES[form], headers={"content-disposition": f'attachment; filename="{name}"'})


@ROUTES.post("/published/{id_}/take-back", dependencies=RUN)
def take_back(request: Request, id_: str, _said: Said) -> Response:
    """Remove an edition: nobody reads it here any more."""
    try:
        editions.take_back(house_of(request).out, id_)
    except NoEditionError as error:
        raise HTTPException(404, str(error)) from error
    return RedirectResponse("/reports", 303)


def drafted_document(house: House, name: str, about: str, against: str) -> tuple[Wish, Document]:
    """A report as it stands now. Raises 404."""
    wish = _wish(name, {"about": about, "against": against})
    try:
        return wish, document_of(house, house.now, wish)
    except CANNOT as error:
        raise HTTPException(404, f"{error}") from error


def draw(_house: House, shown: Shown) -> dict[str, list[Subject]]:
    """The records that each report can be about."""
    return shown.made(("subjects",), _subjects)


def draft_chief(house: House, shown: Shown) -> Readable:
    """The draft that most open."""
    return _drafted(house, shown, Wish("chief", "", ""))


def draft_board(house: House, shown: Shown) -> Readable:
    """The draft that takes longest."""
    return _drafted(house, shown, Wish("board", "", ""))


def _drafted(house: House, shown: Shown, wish: Wish) -> Readable:
    document, look = document_of(house, shown, wish), shown.run.request.company.look
    put = partial(doored, shown, name="reports")
    return shown.drawn(("read", *wish, told(house, wish)), lambda: editions.readable(document, look, door_of(shown), put))


def _wish(name: str, said: Mapping[str, str]) -> Wish:
    """What is wanted: no word of it can be taken for an option of the command. Raises 404 where there is no such report."""
    about, against = (said.get(key, "").strip() for key in ("about", "against"))
    if name not in documents.TITLES or not _PLAIN.fullmatch(about) or not _PLAIN.fullmatch(against):
        raise HTTPException(404)
    return Wish(name, about if name in documents.ABOUT else "", against)


def _subjects(run: Run) -> dict[str, list[Subject]]:
    """The records that each report can be about, by name."""
    records = records_of(run)
    held: dict[str, list[Subject]] = {}
    for ref, record in records.sound.items():
        held.setdefault(ref.kind, []).append(Subject(ref.id, record.label))
    return {name: sorted(held.get(kind, ()), key=lambda one: one.label.casefold()) for name, kind in documents.ABOUT.items()}


def told(house: House, wish: Wish) -> str:
    """A mark of what people wrote into a report: another where they wrote something else."""
    return narratives.stamp(house.out, documents.folder(wish.name, wish.about))


def document_of(house: House, shown: Shown, wish: Wish) -> Document:
    """A report as it stands now, made once for its page, for programs and to be compared."""
    return shown.made(("drafted", *wish, told(house, wish)), lambda run: documents.make(run, wish.name, wish.about, Disguise.of(None), wish.against or None))
