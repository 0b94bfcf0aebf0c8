"""``onboard``: from a run's evidence to what somebody who is new to a system reads first, and who can introduce it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from quarterdeck.app.asking.kept import NoSuchRecordError
from quarterdeck.app.pipeline import Run
from quarterdeck.derived.authorship import ABSOLUTE
from quarterdeck.derived.first_reads import FIRST_READS
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Name
from quarterdeck.practices.knowledge.measures.guided_reading import GUIDED_READING
from quarterdeck.practices.knowledge.measures.key_people_active import ACTIVE_WITHIN
from quarterdeck.reports.newcomers import Path, Read, Way

SCHEMA_VERSION = "1.0"
_NAMED = 3
_THERE = f"""
    SELECT a.repository, a.path, a.person, a.degree >= {ABSOLUTE} AS knows, a.created::INT + a.deliveries AS times
    FROM authorships a JOIN last_seen s USING (person) SEMI JOIN (FROM people WHERE kind = 'human') USING (person)
    WHERE s.last_at >= $cutoff AND a.repository = $repository AND NOT list_contains($without, a.person)
"""  # a constant of the derivation
_WHO = f"""
    WITH there AS ({_THERE})
    SELECT path, list(person ORDER BY times DESC, person)[:{_NAMED}] FROM there WHERE knows GROUP BY path
"""  # this module's own
_BESIDE = f"""
    WITH there AS ({_THERE}), placed AS (SELECT regexp_replace(path, '[^/]*$', '') AS folder, person, sum(times) AS times FROM there GROUP BY ALL)
    SELECT folder, list(person ORDER BY times DESC, person)[:{_NAMED}] FROM placed GROUP BY folder
"""  # this module's own
_TESTS = """
    WITH near AS (
        SELECT DISTINCT l.to_path AS path, l.path AS test,
            contains(lower(regexp_extract(l.path, '[^/]*$')), lower(regexp_extract(l.to_path, '([^/.]+)[^/]*$', 1))) AS named
        FROM links l JOIN files f ON f.repository = l.repository AND f.path = l.path
        WHERE l.repository = $repository AND l.to_repository = $repository AND f.role = 'test' AND f.is_code AND l.to_path <> ''
            AND NOT regexp_matches(l.path, '(^|/)(__init__|conftest)[.]')
    )
    SELECT path, arg_min(test, (NOT named, length(test), test)) FROM near GROUP BY path
"""
_DOCUMENTS = r"""
    SELECT path FROM files
    WHERE repository = $repository AND role = 'documentation' AND regexp_matches(lower(path),
        '^((docs?/)?(readme|architecture|contributing|hacking|overview|development)|docs?/(readme|index))(\.(md|rst|adoc|asciidoc|txt))?$')
    ORDER BY contains(path, '/'), NOT contains(lower(path), 'readme'), path LIMIT 4
"""
_ORDER = """
    SELECT s.repository, (SELECT count(DISTINCT t.repository) FROM scopes t JOIN links l ON l.repository = t.repository AND l.to_repository = s.repository
            WHERE t.kind = $kind AND t.subject = $subject AND t.repository <> s.repository) AS others,
        (SELECT count(DISTINCT "commit") FROM touches w WHERE w.repository = s.repository) AS changes
    FROM scopes s WHERE s.kind = $kind AND s.subject = $subject ORDER BY others DESC, changes DESC, s.repository
"""


def path_of(run: Run, name: str, without: Collection[str] = ()) -> Path:
    """The way into the system (by its id) or repository of this name, among people who are there but for those ``without`` whom it has to do.

    Raises ``NoSuchRecordError`` where neither was assessed under that name.
    """
    return _Asking(run, run.request.period.end - timedelta(days=int(run.bench.criterion(ACTIVE_WITHIN))), tuple(without)).path(name)


@dataclass(frozen=True, slots=True)
class _Asking:
    """Asks the run's tables."""

    run: Run
    cutoff: date
    without: tuple[str, ...]

    def rows(self, sql: str, **values: object) -> list[tuple[Any, ...]]:
        return self.run.connection.execute(sql, values).fetchall()

    def path(self, name: str) -> Path:
        for kind, subject in (("system", f"system/{name.removeprefix('system/')}"), ("repository", name)):
            order = self.rows(_ORDER, kind=kind, subject=subject)
            if order:
                ways = tuple(self.way(repository) for repository, _, _ in order)
                return Path(self.run.request.as_of, self.run.bench.name(kind, subject), ways, tuple(self.names(self.without)))
        known = [str(key) for (key,) in self.rows("SELECT DISTINCT subject FROM scopes WHERE kind IN ('system', 'repository') ORDER BY ALL")]
        raise NoSuchRecordError(f"no system or repository that was assessed is called {name!r}", f"there are {', '.join(known[:20]) or 'none'}")

    def names(self, people: Sequence[str]) -> Iterator[Name]:
        yield from sorted((self.run.bench.name("person", person) for person in people), key=lambda one: one.text)

    def way(self, repository: str) -> Way:
        bench = self.run.bench
        if self.rows("SELECT 1 FROM repositories WHERE repository = $repository AND shallow", repository=repository):
            return Way(bench.name("repository", repository), (), (), deep=False, cut=True)
        among = {"repository": repository, "cutoff": self.cutoff, "without": list(self.without)}
        who, beside = dict(self.rows(_WHO, **among)), dict(self.rows(_BESIDE, **among))
        tests = dict(self.rows(_TESTS, repository=repository))
        told = self.rows(
            f"SELECT path, step, lines, changes, importers FROM ({FIRST_READS}) WHERE repository = $repository ORDER BY place", repository=repository
        )  # the derivation's
        reads = tuple(
            Read(
                bench.name("file", path), step, lines, changes, importers, bench.name("file", tests[path]) if path in tests else None,
                tuple(self.names(who.get(path, ()))), tuple(self.names(beside.get(path[: path.rfind("/") + 1], ()))),
            )
            for path, step, lines, changes, importers in told
        )  # fmt: skip
        documents = tuple(bench.name("file", path) for (path,) in self.rows(_DOCUMENTS, repository=repository))
        measured = bench.beside(GUIDED_READING, Subject("repository", repository))
        deep = bool(self.rows("SELECT 1 FROM parsed_files WHERE repository = $repository LIMIT 1", repository=repository))
        return Way(bench.name("repository", repository), documents, reads, deep, explains="" if self.without or measured.missing else measured.id)


def as_dict(told: Path, shown: Callable[[Name], Name]) -> dict[str, object]:
    """As JSON carries it, each name as ``shown`` gives it."""
    return {
        "schema_version": SCHEMA_VERSION, "as_of": str(told.as_of), "of": shown(told.of).text, "without": [shown(name).text for name in told.without],
        "repositories": [way_as_dict(way, shown) for way in told.ways],
    }  # fmt: skip


def way_as_dict(way: Way, shown: Callable[[Name], Name]) -> dict[str, object]:
    """The way into one repository."""

    def text(names: Sequence[Name]) -> list[str]:
        return [shown(name).text for name in names]

    return {
        "repository": shown(way.repository).text, "documents": text(way.documents), "imports_are_known": way.deep, "history_is_cut": way.cut,
        "introduced_by": text(way.guides),
        "read": [
            {
                "file": shown(one.file).text, "why": one.why, "lines": one.lines, "changes": one.changes, "importers": one.importers,
                "test": shown(one.test).text if one.test else None, "knows_it": text(one.who), "works_beside_it": text(one.beside),
            }
            for one in way.reads
        ],
    }  # fmt: skip
