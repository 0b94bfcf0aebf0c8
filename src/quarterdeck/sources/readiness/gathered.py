"""What is gathered from the files of one repository before it is joined: a workload is told in several files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from quarterdeck.evidence.readiness import ReadinessSign, Workload

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quarterdeck.evidence.files import FileContent
    from quarterdeck.evidence.infrastructure import InfrastructureResource
    from quarterdeck.kernel.problem import Problem

SILENCES = ("workloads", "readiness_signs", "infrastructure")
"""The tables that are incomplete where a file cannot be read."""
_ELSEWHERE = 40
_ENDED = frozenset({"timeout", "retry", "circuit breaker"})
_NONE = re.compile(r"(?:\w+:? )?0+(?:\.0+)?(?:ms|s|m|h)?")
_ONE_AT_MOST = re.compile(r"\d+ to [01]")


@dataclass(frozen=True, slots=True)
class Draft:
    """A workload as one file tells it, with the labels that Services find it by; ``patch`` where it only changes one that stands elsewhere."""

    row: Workload
    labels: frozenset[tuple[str, str]] = frozenset()
    patch: bool = False


@dataclass
class Gathered:
    """Everything read so far."""

    drafts: list[Draft] = field(default_factory=list)
    services: list[tuple[str, frozenset[tuple[str, str]]]] = field(default_factory=list)
    copies: dict[str, int] = field(default_factory=dict)
    signs: list[ReadinessSign] = field(default_factory=list)
    resources: list[InfrastructureResource] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def sign(self, file: FileContent, line: int, kind: str, tool: str, name: str, about: str = "", value: str = "") -> None:  # a row
        """Add a sign; empty texts stand for what the file does not tell. What the file switches off is none: no time, no second try, one copy at most."""
        if (kind in _ENDED and _NONE.fullmatch(value)) or (kind == "autoscaling" and _ONE_AT_MOST.fullmatch(value)):
            return
        self.signs.append(ReadinessSign(file.repository, file.path, line, kind, tool, name[:200], about[:200] or None, value[:120] or None))

    def scaled(self, name: str, copies: int | None) -> None:
        """An overlay asks for so many copies."""
        if copies is not None:
            self.copies[name] = max(copies, self.copies.get(name, 0))

    def workloads(self) -> list[Workload]:
        """Workloads with what patches add, with the Services that lead to them, and with the names of those that they call."""
        patches = _by_name(draft.row for draft in self.drafts if draft.patch)
        rows = [self._joined(draft, patches) for draft in self.drafts if not draft.patch]
        known = {name for row in rows for name in row.reached_as}
        return [
            replace(row, calls=tuple(sorted((set(row.calls) & known) - set(row.reached_as))), elsewhere=tuple(sorted(set(row.calls) - known)[:_ELSEWHERE]))
            for row in rows
        ]

    def _joined(self, draft: Draft, patches: Mapping[tuple[str, str], list[Workload]]) -> Workload:
        row = draft.row
        leading = [name for name, selector in self.services if selector and selector <= draft.labels]
        copies = [self.copies.get(row.name)]
        for patch in patches.get((row.kind, row.name), []):
            copies.append(patch.replicas)
            if patch.container in {row.container, row.name}:
                row = _patched(row, patch)
        asked = [one for one in (row.replicas, *copies) if one is not None]
        serves = row.serves or (bool(leading) and draft.labels != frozenset())
        return replace(row, replicas=max(asked, default=None), serves=serves, reached_as=tuple(dict.fromkeys((*row.reached_as, *leading))))


def _by_name(rows: Iterable[Workload]) -> dict[tuple[str, str], list[Workload]]:
    found: dict[tuple[str, str], list[Workload]] = {}
    for row in rows:
        found.setdefault((row.kind, row.name), []).append(row)
    return found


def _patched(row: Workload, patch: Workload) -> Workload:
    """What a patch adds; it takes nothing away."""
    return replace(
        row, liveness=row.liveness or patch.liveness, readiness=row.readiness or patch.readiness, calls=(*row.calls, *patch.calls),
        outside=tuple(dict.fromkeys((*row.outside, *patch.outside))),
        cpu_request=row.cpu_request or patch.cpu_request, cpu_limit=row.cpu_limit or patch.cpu_limit,
        memory_request=row.memory_request or patch.memory_request, memory_limit=row.memory_limit or patch.memory_limit,
    )  # fmt: skip
