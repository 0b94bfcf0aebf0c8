"""Where ids lead on this server: to the explanation of a number, to a record, to a report about one."""

from __future__ import annotations

from collections.abc import Callable

from quarterdeck.app.server.showing import Shown

EXPLAIN = "/explain/"


def door_of(shown: Shown) -> Callable[[str], str]:
    """Where this server explains an id: its explanation, or the page that is its section."""

    def door(id_: str) -> str:
        if id_ in shown.things:
            return f"{EXPLAIN}{id_}"
        if id_ == "money" and shown.costs:
            return "/#costs"
        return f"/practices/{id_}" if id_ in shown.practices else ""

    return door
