"""From evidence in the store to evidence in view: mount → derive. What asks tables alone stops here, before anything is measured."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quarterdeck.app.concluding import session
from quarterdeck.app.concluding.subjects import Subjects, subjects_of, with_services
from quarterdeck.app.gathering import reference
from quarterdeck.app.gathering.lines import is_followed
from quarterdeck.app.gathering.structure import is_parsed

if TYPE_CHECKING:
    import duckdb

    from quarterdeck.app.keeping.ledger import Entry
    from quarterdeck.app.keeping.store import Store
    from quarterdeck.app.request import Request


@dataclass(frozen=True)
class Mounted:
    """The evidence of a run in view: every stored and derived table, and what can be measured in them."""

    connection: duckdb.DuckDBPyConnection
    subjects: Subjects


def mounted(request: Request, store: Store, entries: Sequence[Entry]) -> Mounted:
    """Everything that the store holds for a request, as things stood at its day."""
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
    return Mounted(connection, with_services(subjects, connection))
