"""From a run to the landscape as the C4 model tells it: the record's systems and the containers of files, with the ways between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from quarterdeck.app.pipeline import Run
from quarterdeck.reports.c4 import Box, Way, Whole, World


def world(run: Run) -> World:
    """Everything that was told of systems and containers in this run."""
    ask = _Asking(run)
    return World(run.request.company.name or "Landscape", tuple(ask.systems()), dict(ask.others()), tuple(ask.ways()))


class _Asking:
    """Asks the run's tables."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.recorded = bool(self.rows("SELECT 1 FROM records WHERE kind = 'system' LIMIT 1"))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.run.connection.execute(sql).fetchall()

    def systems(self) -> Iterator[Whole]:
        """Systems of the record that are not retired; then repositories with containers that belong to none."""
        held: dict[str, list[Box]] = {}
        told = self.rows("SELECT coalesce(system, repository), repository, container, kind, runs, offers FROM containers ORDER BY ALL")
        for owner, repository, container, kind, runs, offers in told:
            twice = sum(other == owner and name == container for other, _, name, *_ in told) > 1
            name = f"{repository}: {container}" if twice else container  # a system holds each name once
            held.setdefault(owner, []).append(Box(f"{repository}: {container}", name, kind, runs or "", tuple(offers)))
        if self.recorded:
            sql = "SELECT record, label, coalesce(description, '') FROM system_records WHERE lifecycle IS DISTINCT FROM 'retired' ORDER BY record"
            labels = Counter(label for _, label, _ in self.rows(sql))
            for record, label, words in self.rows(sql):
                yield Whole(record, label if labels[label] == 1 else record, words, recorded=True, containers=tuple(held.pop(record, ())))
        for repository, boxes in held.items():
            yield Whole(repository, repository, "A repository that no system on record names", recorded=False, containers=tuple(boxes))

    def others(self) -> Iterator[tuple[str, str]]:
        """Vendors without whom a system stands still, and hosts on the internet that containers call."""
        if self.recorded:
            sql = """
                SELECT DISTINCT v.record, v.label FROM (SELECT unnest(vendors) AS vendor FROM system_records) s JOIN vendor_records v ON v.record = s.vendor
                ORDER BY ALL
            """
            yield from self.rows(sql)
        yield from ((host, host) for (host,) in self.rows("SELECT DISTINCT to_container FROM container_calls WHERE to_repository IS NULL ORDER BY ALL"))

    def ways(self) -> Iterator[Way]:
        """What the record says of systems, then what files say of containers."""
        if self.recorded:
            sql = """
                SELECT record, unnest(depends_on) AS other, 'depends on' AS words FROM system_records
                UNION SELECT record, unnest(vendors), 'is served by' FROM system_records
                UNION SELECT record, part_of, 'is part of' FROM system_records WHERE part_of IS NOT NULL ORDER BY ALL
            """
            yield from (Way(*row) for row in self.rows(sql))
        told = self.rows("SELECT repository, container, to_repository, to_container, path, line FROM container_calls ORDER BY ALL")
        for repository, container, to_repository, to_container, path, line in told:
            yield Way(
                f"{repository}: {container}", f"{to_repository}: {to_container}" if to_repository else to_container, f"calls, as {path}:{line} says"
            )  # fmt: skip
