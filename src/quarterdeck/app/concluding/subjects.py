"""Everything that can be measured in a run: repositories, the company, and whatever the record names; with what is said of what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.table import Row
from quarterdeck.kernel.text import counted, listing, plain
from quarterdeck.records.tables import RecordTable

if TYPE_CHECKING:
    import duckdb

COMPANY = "company"
"""Kind and key of the whole: everything that was assessed."""
NO_RECORD = NotAssessed("there is no record of what the company decided and wrote", "Start one with `quarterdeck init`")
"""What is said once of everything that would have to be read in one."""
_WHOLE = "All repositories together"
_RESULTS = """
    SELECT DISTINCT k.record, k.name FROM objective_records o JOIN objective_key_results k USING (record) WHERE o.status = 'committed' ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Subjects:
    """The subjects of each kind, in order; and why nothing can be said of some, or of the company, because records are broken."""

    by_kind: Mapping[str, Sequence[Subject]]
    broken: Mapping[Subject, NotAssessed] = field(default_factory=dict)
    spoiled: Mapping[str, int] = field(default_factory=dict)
    """Kinds of record of which some are broken, with their number."""
    recorded: bool = False
    """Whether there is a record at all."""

    def of(self, kind: str) -> Sequence[Subject]:
        """The subjects of a kind."""
        return self.by_kind.get(kind, ())

    @property
    def labels(self) -> dict[tuple[str, str], str]:
        """What people call those that are called otherwise than their key."""
        return {(subject.kind, subject.key): subject.label for subjects in self.by_kind.values() for subject in subjects if subject.label}

    def reads_nothing(self, rows: Iterable[type[Row]]) -> bool:
        """Whether a measure over these tables has no record to read."""
        return not self.recorded and any(issubclass(row, RecordTable) for row in rows)

    def silenced(self, subject: Subject, rows: Iterable[type[Row]]) -> NotAssessed | None:
        """Why nothing can be said of a subject from these tables: its record is broken, or one that a sum over all would need."""
        if subject in self.broken or subject.kind != COMPANY:
            return self.broken.get(subject)
        kinds = sorted({row.kind for row in rows if issubclass(row, RecordTable)} & self.spoiled.keys())
        if not kinds:
            return None
        told = plain(listing([(counted(self.spoiled[kind], f"{kind} record"),) for kind in kinds]))
        return NotAssessed(f"{told} could not be read", "Mend what `quarterdeck check` names, then assess again")


def with_services(subjects: Subjects, connection: duckdb.DuckDBPyConnection) -> Subjects:
    """The same with the services that tools name, the service levels that repositories hold and the key results of objectives: known once they are derived."""
    told = connection.execute("SELECT service, label FROM services ORDER BY service").fetchall()
    files = connection.execute("SELECT DISTINCT level, label FROM service_levels WHERE level LIKE 'openslo/%' ORDER BY ALL").fetchall()
    levels = [*subjects.of("service-level"), *(Subject("service-level", level, label) for level, label in files)]
    results = [Subject("key-result", f"{record}#{name}", name) for record, name in connection.execute(_RESULTS).fetchall()] if subjects.recorded else []
    added = {"key-result": results, "service": [Subject("service", service, label) for service, label in told], **({"service-level": levels} if levels else {})}
    return replace(subjects, by_kind={**subjects.by_kind, **added})


def subjects_of(connection: duckdb.DuckDBPyConnection, repositories: Sequence[str], company: str) -> Subjects:
    """The subjects of a run over ``repositories``, of the company called so (nothing without a record)."""
    found: dict[str, list[Subject]] = {
        "repository": [Subject("repository", name) for name in repositories],
        COMPANY: [Subject(COMPANY, COMPANY, company or _WHOLE)],
    }
    broken: dict[Subject, NotAssessed] = {}
    spoiled: dict[str, int] = {}
    told = connection.execute("SELECT kind, record, label, path, broken, hangs_on FROM records ORDER BY record").fetchall()
    for kind, record, label, path, wrong, hangs_on in told:
        subject = Subject(kind, record, label)
        if kind != COMPANY:
            found.setdefault(kind, []).append(subject)
        if wrong:
            spoiled[kind] = spoiled.get(kind, 0) + 1
            broken[subject] = NotAssessed(f"{path} is not sound: {wrong}", "Mend it, as `quarterdeck check` says")
        elif hangs_on:
            broken[subject] = NotAssessed(f"it names what is not sound: {', '.join(hangs_on)}", "Mend that, as `quarterdeck check` says")
    return Subjects(found, broken, spoiled, bool(told))
