"""Where ids lead on this server: to the explanation of a number, to a record, to a report about one; and the doors in what has none."""

from __future__ import annotations

from collections.abc import Callable

from quarterdeck.app.server.showing import Shown
from quarterdeck.kernel.section import Section
from quarterdeck.reports.doors import ELSEWHERE, HOW, OF, Doors
from quarterdeck.reports.render.charts.paper import ABOUT

EXPLAIN = "/explain/"


def door_of(shown: Shown) -> Callable[[str], str]:
    """Where this server explains an id: its explanation, the record, a report about one, or the page that is its section."""

    def door(id_: str) -> str:
        kind, _, name = id_.partition("/")
        if id_.partition(ABOUT)[0] in shown.things or kind in {OF, HOW}:
            return f"{EXPLAIN}{id_}"
        if id_ == "money" and shown.costs:
            return "/#costs"
        if kind == "report":
            report, _, about = name.partition("/")
            return f"/reports/{report}?about={about}"
        return f"/records/{id_}" if name else f"/practices/{id_}" if id_ in shown.practices else ""

    return door


def doored(shown: Shown, section: Section, name: str) -> Section:
    """A section of the assessment or of a report with a door in each number: what nothing explains leads to how the page makes its numbers."""
    return Doors.of(shown.records, f"{HOW}/{name}", sections=ELSEWHERE, opens=door_of(shown)).put(section)
