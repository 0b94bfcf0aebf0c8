"""Answers that take long to work out, kept beside a server until somebody asks for them anew: what was asked, when, of which record, and the pages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from quarterdeck.app.keeping.store import write_atomically
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.app.reports.editions import Leaf, Readable
from quarterdeck.app.steering.challenging import argued, seen_in
from quarterdeck.app.steering.challenging import page as critics_page
from quarterdeck.app.steering.planning import Asked, studied
from quarterdeck.decisions.roadmap_reading import Terms
from quarterdeck.kernel.section import Block, Section
from quarterdeck.reports.doors import HOW, Doors
from quarterdeck.reports.render.data import Json, section_as_json
from quarterdeck.reports.render.html import parts

FOLDER = "studies"
ROADMAP = "roadmap"
"""The name of the study of the roadmap."""
RUNS = 2000


@dataclass(frozen=True, slots=True)
class Study:
    """An answer: what was asked, when, of which record, and what there is to read."""

    asked: Mapping[str, Any]
    at: str
    made_of: str
    read: Readable
    told: Sequence[tuple[str, Sequence[Json]]] = ()
    """The same for programs: each page's heading and its blocks."""


@dataclass(frozen=True, slots=True)
class Replan:
    """What is asked of a roadmap: months ahead, money in each quarter, the share of time, whether dates must hold, scenarios, seconds for each plan."""

    months: int = 12
    budget: float | None = None
    share: float = 0.6
    keep_dates: bool = False
    scenarios: tuple[str, ...] = ()
    seconds: float = 10.0

    def terms(self, day: date) -> Terms:
        """As the planner wants them."""
        return Terms(day, self.months, self.budget, self.share, self.keep_dates)


def kept(folder: Path, name: str) -> Study | None:
    """The answer that was worked out last; ``None`` where there is none, or one that this program cannot read."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        told = json.loads((folder / FOLDER / f"{name}.json").read_text())
        read = told["read"]
        leaves = tuple(Leaf(**leaf) for leaf in read["leaves"])
        pages = [(heading, blocks) for heading, blocks in told.get("told", ())]
        return Study(told["asked"], told["at"], told["made_of"], Readable(read["title"], read["subtitle"], read["as_of"], leaves), pages)
    return None


def keep(folder: Path, name: str, study: Study) -> None:
    """Keep an answer in place of the one before."""
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    write_atomically(folder / FOLDER / f"{name}.json", json.dumps(asdict(study)).encode())


def replan(workspace: Workspace, out: Path, wish: Replan, when: tuple[date, datetime], say: Any) -> Study:  # noqa: ANN401  # whoever is told how it goes
    """The roadmap planned anew from a day on, its forecast, its scenarios, and what speaks against it; ``when`` is also the moment. Raises ``RoadmapError``."""
    day, now = when
    _, pages = studied(workspace, wish.terms(day), Asked(wish.seconds, 1), RUNS, wish.scenarios, say)
    say("asking what speaks against it")
    pages.append(critics_page(argued(workspace, day, wish.share, seen_in(out))))
    pages = _once(pages)
    doors = Doors.of(workspace.records, f"{HOW}/{ROADMAP}", ("initiative", "milestone", "team"))
    return Study(
        asdict(wish),
        now.isoformat(timespec="minutes"),
        workspace.fingerprint,
        _readable([doors.put(page) for page in pages], day),
        [section_as_json(page) for page in pages],
    )


def _once(pages: Sequence[Section]) -> list[Section]:
    """What several of them say in the same words stands in the first alone."""
    told: list[Block] = []
    found = []
    for page in pages:
        fresh = tuple(block for block in page.blocks if block not in told)
        told += fresh
        found.append(replace(page, blocks=fresh))
    return found


def _readable(pages: Sequence[Section], day: date) -> Readable:
    leaves = tuple(
        Leaf(page.anchor, page.heading, body) for page, body in zip(pages, parts(pages, lambda id_: f"/explain/{id_}" if "/" in id_ else ""), strict=True)
    )
    return Readable("Roadmap", "", str(day), leaves)
