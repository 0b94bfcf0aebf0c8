"""How far each repository has been read: what a run must know of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.sources.git.discover import LocalRepository


@dataclass
class Entry:
    """How far one repository has been read: a line of the ledger."""

    name: str
    path: str
    head: str = ""
    tips: list[str] = field(default_factory=list)
    whole: bool = True
    tags: str = ""
    snapshot: str = ""
    wanted: str = ""
    earlier: str = ""
    traced: str = ""
    structure: str = ""
    lines: str = ""
    base: str = ""
    damaged: str = ""
    faults: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def problems(self, *stages: str) -> list[Problem]:
        """What was wrong when it was read, in some stages or in all."""
        return [
            Problem(Place(**fault["place"]), fault["what"], fault["mend"], tuple(fault["silences"]))
            for stage in sorted(stages or self.faults)
            for fault in self.faults.get(stage, [])
        ]

    def note(self, stage: str, problems: Sequence[Problem], *, add: bool = False) -> None:
        """Remember the problems of a stage, in place of or beside those of the last time."""
        told = [asdict(problem) for problem in dict.fromkeys(problems)]
        before = self.faults.get(stage, []) if add else []
        self.faults[stage] = before + [fault for fault in told if fault not in before]


def objects_state(repository: LocalRepository) -> str:
    """Another one after objects were added or taken away."""
    folders = sorted((path.name, path.stat().st_mtime_ns) for path in (repository.common_dir / "objects").iterdir())
    return hashlib.sha256(json.dumps(folders).encode()).hexdigest()[:16]
