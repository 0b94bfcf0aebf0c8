"""What decisions are held against: files that name what a document decides for or against, and the day on which what is hard to take out came in.

Both are looked for only where there is something to look for: a decision document that names something, a package that nobody declared a year ago.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from quarterdeck.app.gathering.writer import Writer
from quarterdeck.app.keeping.ledger import Entry
from quarterdeck.app.keeping.store import Store
from quarterdeck.derived.choices import choices, looked_for, pattern, plain
from quarterdeck.derived.leaning import known
from quarterdeck.evidence.governance import Arrival, DecisionTrace
from quarterdeck.kernel.problem import Problem
from quarterdeck.kernel.table import Columns, declared
from quarterdeck.sources.git.collect import Collector

VERSION = "traces 1"
_NAMES_AT_MOST = 300
"""Names of one repository that are looked for: each is a search of all its texts. Of those beyond, nothing is told, not even that they stand nowhere."""
_NEW = """
    WITH known AS (SELECT unnest($1::VARCHAR[]) AS pattern),
    named AS (
        SELECT repository, path, name FROM read_parquet($2) WHERE kind = 'declared' AND relation <> 'transitive' AND scope <> 'development'
        {images}
    ), earlier AS (SELECT repository, "commit", name FROM read_parquet($3))
    SELECT DISTINCT n.repository, e."commit", n.path, n.name FROM named n JOIN known ON lower(n.name) LIKE pattern ESCAPE '\\'
    JOIN earlier e ON e.repository = n.repository AND e.name = '' ANTI JOIN earlier b ON b.repository = n.repository AND b.name = n.name
    ORDER BY ALL
"""
_IMAGES = "UNION ALL SELECT repository, path, product FROM read_parquet($4) WHERE how IN ('compose', 'base image')"


def trace(places: Sequence[tuple[Entry, Collector]], store: Store, writer: Writer) -> None:
    """Look for what the decisions of each repository name, and for the days of what is new, where the head has changed since."""
    behind = [(entry, collector) for entry, collector in places if entry.traced != _state(entry)]
    if not behind:
        return
    wanted, new = _wanted(store), _new(store)
    for entry, collector in behind:
        names = wanted.get(entry.name, [])[:_NAMES_AT_MOST]
        writer.replace(DecisionTrace, entry.name, Columns.of(DecisionTrace, _traces(entry, names, collector)))
        writer.replace(Arrival, entry.name, Columns.of(Arrival, _arrivals(entry, new.get(entry.name, []), collector)))
        entry.note("traces", _given_up(collector))
        entry.traced = _state(entry)


def _state(entry: Entry) -> str:
    return f"{entry.head} {entry.wanted} {entry.earlier} {VERSION}"


def _wanted(store: Store) -> dict[str, list[str]]:
    """By repository, the names that its decision documents are for or against."""
    files = store.files("decision_documents")
    told = store.desk.execute("SELECT repository, title, text FROM read_parquet(?) ORDER BY ALL", [files]).fetchall() if files else []
    found: dict[str, dict[str, None]] = {}
    for repository, title, text in told:
        found.setdefault(repository, {}).update((word, None) for choice in choices(title, text) for word in looked_for(choice))
    return {repository: list(names) for repository, names in found.items()}


def _traces(entry: Entry, names: Sequence[str], collector: Collector) -> list[DecisionTrace]:
    if not names:
        return []
    first: dict[tuple[str, str], int] = {}
    for path, line, said in collector.mentions(entry.head, list(dict.fromkeys(map(pattern, names)))):
        first.setdefault((plain(said), path), line)
    searched = not _given_up(collector)  # else nothing stands nowhere
    told = [DecisionTrace(entry.name, name, "", 0) for name in sorted(set(map(plain, names))) if searched]
    return told + [DecisionTrace(entry.name, name, path, line) for (name, path), line in sorted(first.items())]


def _given_up(collector: Collector) -> list[Problem]:
    """Why not every file was searched."""
    return [problem for problem in collector.problems if declared(DecisionTrace).name in problem.silences]


def _new(store: Store) -> dict[str, list[tuple[str, str, str]]]:
    """By repository, (commit of a year ago, manifest, package) of each package on our list that no manifest named then."""
    manifests, earlier, images = (store.files(table) for table in ("dependencies", "earlier_packages", "runtimes"))
    if not manifests or not earlier:
        return {}
    query = _NEW.format(images=_IMAGES if images else "")
    asked = [[pattern for pattern, _, _ in known()], manifests, earlier, *([images] if images else [])]
    found: dict[str, list[tuple[str, str, str]]] = {}
    for repository, *told in store.desk.execute(query, asked).fetchall():
        found.setdefault(repository, []).append(tuple(told))
    return found


def _arrivals(entry: Entry, new: Sequence[tuple[str, str, str]], collector: Collector) -> list[Arrival]:
    """The first commit of the year whose added lines name each package in its manifest; what no line of that year names is not told."""
    if not new:
        return []
    paths = list(dict.fromkeys(path for _, path, _ in new))
    first: dict[tuple[str, str], tuple[str, int]] = {}
    wanted: dict[str, list[str]] = {}
    for _, path, name in new:
        wanted.setdefault(path, []).append(name)
    for commit, at, path, line in collector.added_lines(new[0][0], entry.head, paths):  # the newest first: the last one said is the first one made
        for name in wanted.get(path, ()):
            if plain(name) in plain(line):
                first[path, name] = (commit, at)
    return [
        Arrival(entry.name, path, name, commit, datetime.fromtimestamp(at, UTC).replace(tzinfo=None)) for (path, name), (commit, at) in sorted(first.items())
    ]
