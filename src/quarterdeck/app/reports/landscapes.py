"""From the records of a run to its systems and its open work, as pictures show them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from quarterdeck.app.concluding.subjects import COMPANY
from quarterdeck.app.pipeline import Run
from quarterdeck.decisions.roadmap_reading import Terms, read
from quarterdeck.kernel.section import Chart
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Name
from quarterdeck.maths.draws import amounts, standard_normals
from quarterdeck.practices.delivery.fan import fan
from quarterdeck.practices.delivery.measures.forecasts_kept import QUARTER_FORECASTS_KEPT
from quarterdeck.practices.delivery.measures.throughput import THROUGHPUT
from quarterdeck.practices.delivery.scoped import SCOPED
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.kinds.system import System
from quarterdeck.reports.landscape import Standing, Work

_OPEN = frozenset({"planned", "running", "paused"})
_MONTH = 365.25 / 12
_HORIZON = 60
_FEWEST = 0.05
"""Where fewer of the drawn futures lie ahead, the estimate says nothing any more: the work has outlasted it (our judgement)."""


def systems(records: Records) -> tuple[Standing, ...]:
    """Those that are not retired."""
    living = {one.ref: one for one in records.of(System) if one.lifecycle != "retired"}
    return tuple(
        Standing(Name("system", one.name), one.criticality or "", tuple(Name("system", living[ref].name) for ref in one.depends_on if ref in living))
        for one in living.values()
    )


def works(run: Run, records: Records) -> Iterator[Work]:
    """Open initiatives with both days on record. How sure an end is follows from its estimate, the people on it, and that it is not done yet."""
    as_of = run.request.as_of
    planned = {one.name: one for one in read(records, Terms(as_of, _HORIZON)).roadmap.initiatives}
    for one in records.of(Initiative):
        if one.status not in _OPEN or one.starts is None or one.ends is None:
            continue
        begins = max(one.told or as_of, as_of) if one.left and one.status == "running" else max(one.starts, as_of) if one.status != "running" else one.starts
        half = sure = None
        if one.id in planned:
            days = amounts(planned[one.id].length, standard_normals(f"length of {one.id}", run.request.seed)) * _MONTH
            half, sure = _sure(begins, days, as_of)
        yield Work(Name("initiative", one.name), one.status == "running", one.starts, one.ends, half, sure)


def _sure(begins: date, days: np.ndarray[tuple[int], np.dtype[np.float64]], as_of: date) -> tuple[date | None, date | None]:
    """The days of even odds and of 85 in 100, among the futures that lie ahead."""
    ahead = days[days > (as_of - begins).days]
    if len(ahead) < _FEWEST * len(days):
        return None, None
    half, sure = (begins + timedelta(days=int(np.ceil(np.quantile(ahead, level)))) for level in (0.5, 0.85))
    return half, sure


def ahead(run: Run) -> Chart | None:
    """The forecast fan of all items that were finished; nothing where too few weeks are known."""
    company = Subject(COMPANY, COMPANY)
    done, kept = (run.bench.measurements.get((measure.name, company)) for measure in (SCOPED[COMPANY, THROUGHPUT.name], QUARTER_FORECASTS_KEPT))
    return fan(done, run.bench.rows(done), kept, run.bench.rows(kept), run.request.as_of) if done and kept and not done.missing else None
