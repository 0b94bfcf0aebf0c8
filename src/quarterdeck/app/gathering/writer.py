"""What a run gathers, held until it is written: each table once, or when much has come together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np

from quarterdeck.app.keeping.store import Provenance, Store
from quarterdeck.evidence.code import IgnoredRevision, MailmapEntry
from quarterdeck.kernel.table import Columns, Row, declared
from quarterdeck.sources import documents, git, golang, interfaces, manifests, migrations, pipelines, readiness, structure

_HELD_AT_MOST = 1_000_000


def source_of(row: type[Row]) -> object:
    """The module whose extraction gives the rows of a table."""
    if row in {IgnoredRevision, MailmapEntry}:
        return documents
    modules = {
        "dependencies": manifests, "automation": pipelines, "governance": documents, "structure": structure, "golang": golang, "readiness": readiness,
        "infrastructure": readiness, "interfaces": interfaces, "schemas": migrations,
    }  # fmt: skip
    return modules.get(row.__module__.rsplit(".", 1)[-1], git)


@dataclass
class Writer:
    """Collects what is to be written and writes each table once, or when much has come together."""

    store: Store
    now: datetime
    growing: dict[str, list[Columns]] = field(default_factory=dict)
    replacing: dict[type[Row], dict[str, Columns]] = field(default_factory=dict)
    held: int = 0

    def append(self, row: type[Row], columns: Columns) -> None:
        """Rows of a table that grows."""
        self.growing.setdefault(declared(row).name, []).append(columns)
        self.held += len(columns)
        if self.held > _HELD_AT_MOST:
            self._flush_growing()

    def replace(self, row: type[Row], repository: str, columns: Columns) -> None:
        """All rows of one repository in a table that is replaced."""
        self.replacing.setdefault(row, {})[repository] = columns

    def flush(self) -> None:
        """Write everything that is held."""
        self._flush_growing()
        for row, by_repository in self.replacing.items():
            columns = _joined(list(by_repository.values()))
            if len(columns) or self.store.files(columns.table.name):
                self.store.replace(columns, self._provenance(row), by_repository)
        self.replacing = {}

    def _flush_growing(self) -> None:
        for parts in self.growing.values():
            self.store.append(_joined(parts), Provenance("git", git.VERSION, self.now))
        self.growing, self.held = {}, 0

    def _provenance(self, row: type[Row]) -> Provenance:
        module = source_of(row)
        return Provenance(str(getattr(module, "__name__", "")).rsplit(".", 1)[-1], str(getattr(module, "VERSION", "")), self.now)


def _joined(parts: Sequence[Columns]) -> Columns:
    """Columns one after the other."""
    if len(parts) == 1:
        return parts[0]
    table = parts[0].table
    return Columns(table, {c.name: _end_to_end([part.values[c.name] for part in parts]) for c in table.columns})


def _end_to_end(values: Sequence[Any]) -> Any:  # noqa: ANN401  # what numpy takes and gives
    if any(isinstance(part, np.ma.MaskedArray) for part in values):
        return np.ma.concatenate(values)  # type: ignore[no-untyped-call]  # it has no types
    return np.concatenate(values) if isinstance(values[0], np.ndarray) else [value for part in values for value in part]
