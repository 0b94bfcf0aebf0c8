"""Which incidents are the same one again: those of a service with one title, or with one cause, as people wrote it.

The cause is the incident's own, else what its timeline says after «Cause:». Titles and causes are compared in small letters, with numbers,
ids and addresses left out: «Disk 7 on db-3 is full» and «Disk 9 on db-1 is full» are one. Two incidents are of a kind when title or cause
is the same, or when others join them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Annotated, ClassVar

from quarterdeck.kernel.table import Columns

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class IncidentKind:
    """An incident, and what it is one of."""

    table: ClassVar[str] = "incident_kinds"
    incident: Annotated[str, "The tool and its id there."]
    kind: Annotated[str, "What it is one of: the commonest title among those of its service that share title or cause, or what their titles have in common."]
    cause: Annotated[str | None, "The cause, as somebody wrote it for this incident."]
    told_alike: Annotated[str | None, "The cause without what differs from one time to the next; empty where it names a sort of cause alone (a release)."]


_NOISE = re.compile(r"https?://\S+|\b[0-9a-f]{8,}\b|[\w-]*\d[\w.:-]*|[^\w\s]|_", re.IGNORECASE)
_SORTS = frozenset({
    "bug", "code", "code bug", "software bug", "human error", "operator error", "configuration", "configuration error",
    "configuration change", "misconfiguration",
    "deploy", "deployment", "release", "change", "network", "network issue", "database", "infrastructure", "hardware", "hardware failure", "capacity", "load",
    "overload", "third party", "vendor", "external", "dependency", "upstream", "other", "timeout", "outage", "security", "data", "monitoring", "false alarm",
})  # fmt: skip
"""What many tools offer to choose from: two incidents of one sort have no cause in common."""
_UNKNOWN = frozenset({"", "unknown", "tbd", "none", "na", "n a", "not known", "to be determined", "under investigation"})

_TOLD = """
WITH said AS (
    SELECT tool, incident, arg_max(regexp_extract(words, '(?i)^\\s*(?:root )?cause\\s*:\\s*(.+)$', 1), (occurred_at, id)) AS cause
    FROM incident_updates WHERE regexp_matches(words, '(?i)^\\s*(?:root )?cause\\s*:\\s*\\S') GROUP BY ALL
)
SELECT i.tool || '/' || i.id, coalesce(lower(trim(i.service)), ''), coalesce(i.title, ''), coalesce(nullif(trim(i.cause), ''), s.cause)
FROM incidents i LEFT JOIN said s ON s.tool = i.tool AND s.incident = i.id
WHERE i.status IS DISTINCT FROM 'scheduled' ORDER BY 1
"""


def build(connection: duckdb.DuckDBPyConnection) -> Columns:
    """The kinds of all incidents in view."""
    return Columns.of(IncidentKind, kinds(connection.execute(_TOLD).fetchall()))


def kinds(incidents: Iterable[tuple[str, str, str, str | None]]) -> list[IncidentKind]:
    """The kind of each (incident, service, title, cause), in order."""
    told = list(incidents)
    joined = _Joined(len(told))
    first: dict[tuple[str, str, str], int] = {}
    for index, (_, service, title, cause) in enumerate(told):
        for what, words in (("title", essence(title)), ("cause", essence(cause or ""))):
            if words not in _UNKNOWN:
                joined.join(index, first.setdefault((service, what, words), index))
    titles: dict[int, Counter[str]] = {}
    for index, (_, _, title, _) in enumerate(told):
        titles.setdefault(joined.root(index), Counter())[title] += 1
    called = {root: _commonest(counts) for root, counts in titles.items()}
    return [IncidentKind(incident, called[joined.root(index)], cause, _told_alike(cause)) for index, (incident, _, _, cause) in enumerate(told)]


def _told_alike(cause: str | None) -> str | None:
    words = re.sub(r"^(?:an?|the) ", "", essence(cause or ""))
    return None if words in _UNKNOWN or words in _SORTS else words


def essence(words: str) -> str:
    """The words without what differs between one time and the next."""
    return " ".join(_NOISE.sub(" ", words.lower()).split())


def _commonest(titles: Counter[str]) -> str:
    """The commonest title; where titles begin or end alike, what they share: «Plans for … are late»."""
    first = min(titles, key=lambda title: (-titles[title], title))
    told = [title.split() for title in titles]
    before = _alike(told)
    after = _alike([words[len(before) :][::-1] for words in told])[::-1]
    return " ".join([*before, "…", *after]) if len(told) > 1 and len(before) + len(after) > 1 else first


def _alike(told: Sequence[Sequence[str]]) -> list[str]:
    """The words in which all begin."""
    return [words[0] for words in takewhile(lambda words: len(set(words)) == 1, zip(*told, strict=False))]


class _Joined:
    """Sets of indices that grow together."""

    def __init__(self, size: int) -> None:
        self._above: list[int] = list(range(size))

    def root(self, index: int) -> int:
        """The one that stands for its set."""
        above: Sequence[int] = self._above
        while above[index] != index:
            self._above[index] = above[above[index]]
            index = above[index]
        return index

    def join(self, one: int, other: int) -> None:
        """Make one set of two."""
        self._above[self.root(one)] = self.root(other)
