"""From evidence in the store to what is concluded of it: mount → derive → measure → judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from quarterdeck.app import measuring, reference, session
from quarterdeck.app.catalogue import PRACTICES, measures
from quarterdeck.app.judging import RunBench, judge_all
from quarterdeck.app.lines import is_followed
from quarterdeck.app.structure import is_parsed
from quarterdeck.app.subjects import subjects_of, with_services
from quarterdeck.assumptions.pricing import Pricing
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.problem import Problem

if TYPE_CHECKING:
    from quarterdeck.app.ledger import Entry
    from quarterdeck.app.request import Request
    from quarterdeck.app.store import Store

_DORMANT_AFTER = timedelta(days=365)


@dataclass(frozen=True)
class Conclusion:
    """What was measured and found, with the evidence still in view."""

    bench: RunBench
    measurements: Sequence[Measurement]
    findings: Sequence[Finding]
    newest: Mapping[str, date]
    """When the newest commit of each repository was made."""
    dormant: Mapping[str, date]
    """Repositories whose newest commit is older than a year, with its date."""


def conclude(request: Request, store: Store, entries: Sequence[Entry], problems: Sequence[Problem]) -> Conclusion:
    """Measure and judge what the store holds: the same evidence and request give the same answer, whoever asks and when."""
    connection = store.desk.cursor()
    names = [entry.name for entry in entries]
    session.mount(connection, store, names, request.as_of, *([entry.name for entry in entries if is_read(entry)] for is_read in (is_parsed, is_followed)))
    session.narrow_to_history(connection, [(entry.name, entry.head, entry.whole) for entry in entries])
    subjects = subjects_of(connection, names, request.company.name)
    if subjects.recorded:
        session.mount_records(connection)
    with ThreadPoolExecutor(1) as beside:
        packages = beside.submit(reference.derive, connection.cursor(), request.as_of)
        session.derive(connection, request.period, request.mailmap, recorded=subjects.recorded)
        packages.result()
    subjects = with_services(subjects, connection)
    measurements = measuring.measure_all(connection, measures(), subjects, request.period, request.terms.criteria, problems)
    people = {("person", person): name for person, name in connection.execute("SELECT person, name FROM people").fetchall()}
    bench = RunBench(
        connection, request.as_of, {(m.measure.name, m.subject): m for m in measurements}, request.terms.criteria,
        Pricing(request.seed, request.terms.assumptions), people | subjects.labels,
    )  # fmt: skip
    newest = dict(connection.execute("SELECT repository, head_at::DATE FROM repositories ORDER BY ALL").fetchall())
    dormant = {name: day for name, day in newest.items() if day < request.as_of - _DORMANT_AFTER}
    return Conclusion(bench, measurements, judge_all(PRACTICES, bench, dormant, recorded=subjects.recorded), newest, dormant)
