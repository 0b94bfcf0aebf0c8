"""From a run to what the architecture review of a system is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from quarterdeck import __version__
from quarterdeck.app.asking.explain import shown
from quarterdeck.app.asking.kept import records_of, the
from quarterdeck.app.catalogue import PRACTICES
from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports.facts import days_to_act, facts_of
from quarterdeck.app.reports.landscapes import systems
from quarterdeck.app.reports.reporting import groups_of
from quarterdeck.app.reports.since import About
from quarterdeck.app.steering.newcomers import path_of
from quarterdeck.kernel.section import Document
from quarterdeck.kernel.text import Name
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.records.kinds.risk import Risk
from quarterdeck.records.kinds.standard import Standard
from quarterdeck.records.kinds.system import System
from quarterdeck.records.kinds.technology import Technology
from quarterdeck.reports.architecture_review import Built, Measured, Parts, Reviewed, Runs, architecture_review
from quarterdeck.reports.facts import Danger
from quarterdeck.reports.landscape import neighbourhood
from quarterdeck.reports.renewal import Pending


def architecture(run: Run, name: str) -> Document:
    """The review of the system with this id. Raises ``NoSuchRecordError``."""
    records = records_of(run)
    system = the(records, System, name)
    return architecture_review(_Telling(run, records, system).reviewed(), run.request.company.name, run.request.as_of, __version__)


def system_and_parts(run: Run, name: str) -> About:
    """The system, what it is built from, its services and their levels: whose changes a review tells."""
    system = str(the(records_of(run), System, name).ref)
    told = run.connection.execute(
        """
        SELECT 'repository', repository FROM scopes WHERE kind = 'system' AND subject = $1
        UNION SELECT 'service', service FROM services WHERE system = $1
        UNION SELECT 'service', service FROM services WHERE repository IN (SELECT repository FROM scopes WHERE kind = 'system' AND subject = $1)
        UNION SELECT 'service-level', record FROM service_level_records WHERE system = $1
        """,
        [system],
    ).fetchall()
    return frozenset({("system", system), *((kind, key) for kind, key in told)})


@dataclass(frozen=True, slots=True)
class _Telling:
    """Asks the run's records, tables and measurements about one system."""

    run: Run
    records: Records
    system: System

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self.run.connection.execute(sql, list(values)).fetchall()

    def reviewed(self) -> Reviewed:
        system, bench = self.system, self.run.bench
        built = tuple(self._built())
        needs = tuple(bench.name("system", str(ref)) for ref in system.depends_on)
        needed_by = tuple(Name("system", one.name) for one in self.records.of(System) if system.ref in one.depends_on)
        about = system_and_parts(self.run, system.id)
        return Reviewed(
            system, bench.name("team", str(system.owner)) if system.owner else None, built, tuple(self._unknown()), tuple(self._parts()),
            tuple(self._runs()), needs, needed_by, tuple(bench.name("vendor", str(ref)) for ref in system.vendors), tuple(self._technologies()),
            tuple(self._standards()), self._dangers(), tuple(self._open()), tuple(self._taken()), groups_of(self.run, about),
            tuple(self._measured(about)), tuple((practice.name, practice.title) for practice in PRACTICES),
            next(neighbourhood(systems(self.records), Name("system", system.name)), None),
            path_of(self.run, system.id).ways if built else (),
        )  # fmt: skip

    def _built(self) -> Iterator[Built]:
        told = self.rows(
            """
            WITH mine AS (SELECT repository FROM scopes WHERE kind = 'system' AND subject = $1),
            spoken AS (
                SELECT repository, language, sum(lines - blank) AS lines, sum(sum(lines - blank)) OVER (PARTITION BY repository) AS whole FROM files
                WHERE is_code AND role = 'production' AND language IS NOT NULL GROUP BY repository, language
            ),
            worked AS (
                SELECT repository, count(*) AS commits, count(DISTINCT person) FILTER (kind = 'human') AS people FROM work
                WHERE committed_at > $2::DATE - INTERVAL 1 YEAR GROUP BY ALL
            )
            SELECT m.repository, coalesce(sum(s.lines), 0)::BIGINT, list(s.language ORDER BY s.lines DESC) FILTER (s.lines >= 0.05 * s.whole),
                coalesce(any_value(w.people), 0), coalesce(any_value(w.commits), 0), any_value(r.head_at)::DATE
            FROM mine m LEFT JOIN spoken s USING (repository) LEFT JOIN worked w USING (repository) LEFT JOIN repositories r USING (repository)
            GROUP BY m.repository ORDER BY 2 DESC, 1
            """,
            str(self.system.ref), self.run.request.as_of,
        )  # fmt: skip
        for repository, lines, languages, people, commits, newest in told:
            yield Built(Name("repository", repository), lines, tuple(languages or ()), people, commits, newest)

    def _unknown(self) -> Iterator[Name]:
        told = self.rows(
            "SELECT name FROM (SELECT unnest(?::VARCHAR[]) AS name) ANTI JOIN (SELECT name FROM repository_names WHERE repository IS NOT NULL) USING (name)",
            list(self.system.repositories),
        )  # fmt: skip
        yield from (Name("repository", name) for (name,) in sorted(told))

    def _parts(self) -> Iterator[Parts]:
        told = self.rows(
            """
            SELECT ecosystem, count(DISTINCT name) FILTER (relation = 'direct' OR kind = 'declared'), count(DISTINCT name) FILTER (kind = 'locked')
            FROM dependencies WHERE repository IN (SELECT repository FROM scopes WHERE kind = 'system' AND subject = ?) GROUP BY ALL ORDER BY ALL
            """,
            str(self.system.ref),
        )
        yield from (Parts(*row) for row in told)

    def _runs(self) -> Iterator[Runs]:
        told = self.rows(
            """
            SELECT repository, min(path), product, coalesce(version, ''), min(ends), bool_or(ended) FROM runtime_support
            WHERE basis = 'runs' AND repository IN (SELECT repository FROM scopes WHERE kind = 'system' AND subject = ?)
            GROUP BY repository, product, coalesce(version, '') ORDER BY min(ends) NULLS LAST, product, repository
            """,
            str(self.system.ref),
        )
        for repository, path, product, version, ends, ended in told:
            yield Runs(Name("repository", repository), Name("path", path), product, version, ends, ended)

    def _technologies(self) -> Iterator[tuple[Name, str]]:
        for ref in self.system.technologies:
            known = self.records.get(Technology, ref.id)
            yield self.run.bench.name("technology", str(ref)), (known.ring or "") if known else ""

    def _standards(self) -> Iterator[Standard]:
        for one in self.records.of(Standard):
            if one.status == "in-force" and (set(one.technologies) & set(self.system.technologies) or self.system.ref in one.exceptions):
                yield one

    def _dangers(self) -> tuple[Danger, ...]:
        named = {str(risk.ref) for risk in self.records.of(Risk) if self.system.ref in risk.systems}
        return tuple(danger for danger in facts_of(self.run).dangers if danger.id in named) if named else ()

    def _open(self) -> Iterator[Pending]:
        found = [one for one in self.records.of(Decision) if self.system.ref in one.systems and one.status == "proposed"]
        acts = days_to_act(self.run) if found else {}
        for one in sorted(found, key=lambda one: (acts.get(str(one.ref), date.max), one.id)):
            yield Pending(Name("decision", one.name), acts.get(str(one.ref)), model=one.model, ref=str(one.ref))

    def _taken(self) -> Iterator[tuple[Name, str, date | None]]:
        for one in self.records.of(Decision):
            if self.system.ref in one.systems and one.status != "proposed":
                yield Name("decision", one.name), one.status, one.date

    def _measured(self, about: About) -> Iterator[Measured]:
        practice_of = {measure.name: practice.name for practice in PRACTICES for measure in practice.measures}
        for one in self.run.measurements:
            if (one.subject.kind, one.subject.key) in about and not one.missing:
                of = self.run.bench.name(one.subject.kind, one.subject.key)
                yield Measured(practice_of[one.measure.name], one.measure.page.title.rstrip("."), of, shown(one))
