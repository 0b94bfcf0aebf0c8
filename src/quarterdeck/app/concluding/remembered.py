"""What the published run measured, taken as it was kept; the rows behind a measurement are made when somebody asks for them.

Measuring is most of what it takes to conclude a run again. Where program, evidence and question are those of the published run, its numbers are
in the folder, and what is asked are the rows of some.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from quarterdeck.app.concluding import measuring
from quarterdeck.kernel.measure import Measure, Measurement
from quarterdeck.kernel.outcome import NotAssessed

if TYPE_CHECKING:
    import duckdb

    from quarterdeck.app.concluding.subjects import Subjects
    from quarterdeck.app.keeping.store import Store
    from quarterdeck.kernel.period import Period

Said: TypeAlias = tuple[float | None, float | None, float | None, int, str | None, str | None]
"""Value, low, high, observations; why not and what would settle it."""


@dataclass(frozen=True)
class Kept:
    """What a run measured, by measure, kind and key of the subject; and the judgements that it ended as not met, which look into rows."""

    said: Mapping[tuple[str, str, str], Said] = field(default_factory=dict)
    not_met: frozenset[str] = frozenset()


def kept_of(store: Store, run: str) -> Kept:
    """What the folder holds of a run."""
    measured, found, desk = store.files("measurements"), store.files("findings"), store.desk.cursor()
    if not measured or not found:
        return Kept()
    told = desk.execute(
        "SELECT measure, subject_kind, subject, value, low, high, observations, why_not, supply FROM read_parquet(?) WHERE run = ?", [measured, run]
    ).fetchall()
    failed = desk.execute("SELECT DISTINCT name FROM read_parquet(?) WHERE run = ? AND outcome = 'not_met'", [found, run]).fetchall()
    return Kept({(measure, kind, key): (*said,) for measure, kind, key, *said in told}, frozenset(name for (name,) in failed))


def remembered(measures: Sequence[Measure], subjects: Subjects, period: Period, kept: Kept) -> list[Measurement] | None:
    """Every measure for every subject of its kind, as it was kept; none where one was not."""
    found = []
    for measure in measures:
        for subject in subjects.of(measure.subject):
            said = kept.said.get((measure.name, subject.kind, subject.key))
            if said is None or (said[0] is None) != (said[4] is not None):
                return None
            value, low, high, observations, why, supply = said
            missing = NotAssessed(why, supply or "") if why is not None else None
            found.append(Measurement(measure, subject, period, np.nan if value is None else value, low, high, observations, missing))
    return found


@dataclass(frozen=True)
class RowsToCome:
    """Rows that are still to be made, each measure's once, whoever asks first. Where there is no record, what reads one has none, as when it is measured."""

    subjects: Subjects
    period: Period
    criteria: Mapping[str, float]
    made: set[str] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)

    def make(self, connection: duckdb.DuckDBPyConnection, measures: Sequence[Measure]) -> None:
        """The rows tables of these measures are there when this returns; as many are made at once as when all are measured."""
        if self.made.issuperset(measure.name for measure in measures):
            return
        with self.lock, ThreadPoolExecutor(measuring.SIDE_BY_SIDE) as workers:
            wanted = [measure for measure in measures if measure.name not in self.made and self._read(measure)]
            for _ in workers.map(lambda measure: measuring.make_rows(connection.cursor(), measure, self.period, self.criteria), wanted):
                pass
            self.made.update(measure.name for measure in measures)

    def _read(self, measure: Measure) -> bool:
        return bool(self.subjects.of(measure.subject)) and not self.subjects.reads_nothing((*measure.needs, *measure.also_reads))
