"""What reads otherwise in a later version of a report: two editions side by side, or an edition and the draft of today, with a door in each number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from quarterdeck.app.reports import editions
from quarterdeck.app.reports.editions import Edition, NoEditionError
from quarterdeck.app.server.showing import Shown
from quarterdeck.kernel.section import Section
from quarterdeck.records.collection import assemble
from quarterdeck.reports.beside import NoReportError, Passage, Piece, beside, read
from quarterdeck.reports.doors import ELSEWHERE, HOW, Doors
from quarterdeck.reports.render.data import as_json
from quarterdeck.reports.render.look import Look
from quarterdeck.reports.tongue import said_in
from quarterdeck.surfaces.web.house import House, house_of
from quarterdeck.surfaces.web.permissions import READ
from quarterdeck.surfaces.web.rendering import page
from quarterdeck.surfaces.web.reports import CANNOT, HERE, Wish, document_of, told
from quarterdeck.surfaces.web.ways import door_of, doored

ROUTES = APIRouter()
_NAME = "reports"
_MOST, _LONGEST = 600, 120_000
"""Lines and bytes of one page; the files hold the rest."""


@dataclass(frozen=True, slots=True)
class Compared:
    """An edition, a later one (none for today's draft), what reads otherwise in it, and where the numbers of each lead."""

    old: Edition
    new: Edition | None
    passages: Sequence[Passage]
    doors: dict[str, Callable[[str], str]]


@ROUTES.get("/compare", dependencies=READ)
def compare(request: Request, before: str, after: str = "") -> HTMLResponse:
    """Two editions side by side, or an edition and the draft of today."""
    found = compared(house_of(request), before, after)
    parts = list(_fitting(found))
    left = sum(len(one.lines) for one in found.passages) - sum(len(lines) for _, lines, _ in parts)
    return page(request, "compare.html.jinja", here=HERE, old=found.old, new=found.new, parts=parts, left=left)


def compared(house: House, before: str, after: str) -> Compared:
    """What differs between an edition and a later one, or today's draft. Raises 404."""
    try:
        old = editions.edition(house.out, before)
        new = editions.edition(house.out, after) if after else None
        shown = house.now
        doors = {"gone": editions.doors(house.out, old.id), "new": editions.doors(house.out, new.id) if new else door_of(shown)}
        now = _edition(house, new, doors["new"]) if new else _today(house, shown, old)
        return Compared(old, new, beside(_edition(house, old, doors["gone"]), now), doors)
    except (NoEditionError, *CANNOT, NoReportError) as error:
        raise HTTPException(404, f"{error}") from error


def _edition(house: House, one: Edition, opens: Callable[[str], str]) -> Sequence[Section]:
    doors = Doors.of(assemble(()), f"{HOW}/{_NAME}", sections=ELSEWHERE, opens=opens)
    return [doors.put(section) for section in read(editions.content(house.out, one.id, "json")[1].decode())]


def _today(house: House, shown: Shown, like: Edition) -> Sequence[Section]:
    """The draft of today: with the doors of its own page, and in words as an edition keeps them."""
    wish = Wish(like.report, like.about, "")
    document = document_of(house, shown, wish)

    def draw() -> Sequence[Section]:
        spoken, _ = said_in(document, like.language)
        known = replace(spoken, sections=tuple(doored(shown, section, _NAME) for section in spoken.sections))
        return [doored(shown, section, _NAME) for section in read(as_json(known, Look(language=like.language)))]

    return shown.drawn(("told", *wish, like.language, told(house, wish)), draw)


def _fitting(found: Compared) -> Iterator[tuple[Passage, list[tuple[str, list[tuple[Piece, str]]]], bool]]:
    """As many lines as a page holds: each with its side and its pieces, each piece with where it leads; and whether its passage is whole."""
    lines, room = _MOST, _LONGEST
    for passage in found.passages:
        told_: list[tuple[str, list[tuple[Piece, str]]]] = []
        for line in passage.lines:
            pieces = [(piece, found.doors[line.side](piece.explains) if piece.explains else "") for piece in line.pieces]
            lines, room = lines - 1, room - sum(len(piece.words.encode()) + len(door) + 40 for piece, door in pieces)
            if lines < 0 or room < 0:
                break
            told_.append((line.side, pieces))
        if told_:
            yield passage, told_, len(told_) == len(passage.lines)
        if len(told_) < len(passage.lines):
            return
