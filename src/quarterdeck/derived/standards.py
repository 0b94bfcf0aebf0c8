"""What breaks the company's standards: imports against its layers, technologies that it does not allow; with the exemptions that hold on the day.

A name in a rule is a folder (`web`, `shop/web`), a module (`web.py`) or a repository. A file that lies in several belongs to the longest name, of
equals to the outermost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from quarterdeck.derived.choices import plain
from quarterdeck.derived.leaning import known
from quarterdeck.kernel.table import Columns

if TYPE_CHECKING:
    import duckdb

    from quarterdeck.kernel.period import Period


@dataclass(frozen=True, slots=True)
class Breach:
    """A place that was held against a rule of a standard that is in force."""

    table: ClassVar[str] = "breaches"
    standard: Annotated[str, "The standard."]
    rule: Annotated[str, "The rule, as written."]
    repository: Annotated[str, "The repository; empty for a name of the rule that fits no file."]
    path: Annotated[str, "The file that breaks it; empty in the one row for each repository that says that it was held against the rule."]
    what: Annotated[str, "What breaks it: `web -> data`, `MongoDB`; the name that fits no file."]
    breaks: Annotated[int, "Imports that break it there; 1 for a technology; 0 for none."]
    exempt_until: Annotated[date | None, "The last day of the exemption that lets it pass; empty where none holds."]


@dataclass(frozen=True, slots=True)
class _Rule:
    """Who must not import whom."""

    standard: str
    words: str
    levels: tuple[tuple[str, ...], ...]
    """From the top down; each may import what is below. For a forbidden import: the imported one, above the one that must not import it."""
    whole: bool
    """Whether names on one level must not know each other either."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for level in self.levels for name in level)

    def forbids(self, one: str, other: str) -> bool:
        """Whether the first must not import the second."""
        level = {name: number for number, names in enumerate(self.levels) for name in names}
        return level[other] < level[one] or (self.whole and one != other and level[other] == level[one])


_NO_LANGUAGE = "'HTML', 'CSS', 'SCSS', 'Sass', 'Less', 'Jinja', 'ERB', 'SQL', 'Shell', 'Makefile', 'Dockerfile', 'Batch', 'PowerShell', 'CMake', 'HCL'"
_LEAST_LINES = 200
_IMPORTS = """
    SELECT l.repository, l.path, l.to_repository, coalesce(nullif(l.to_path, ''), l.to_folder || '*') AS target, count(*)
    FROM links l SEMI JOIN (FROM files WHERE role = 'production') f ON f.repository = l.repository AND f.path = l.path
    WHERE l.to_repository <> '' AND l.runs IN ('on load', 'on call') GROUP BY ALL ORDER BY ALL
"""
_LANGUAGES = f"""
    SELECT repository, language, min(path) FROM files
    WHERE is_code AND role = 'production' AND language IS NOT NULL AND language NOT IN ({_NO_LANGUAGE}) GROUP BY ALL HAVING sum(lines) >= {_LEAST_LINES}
    ORDER BY ALL
"""
_STANDARDS = "SELECT record, layers, forbids, rules_out, systems, exceptions FROM standard_records WHERE status = 'in-force' ORDER BY record"


def build(connection: duckdb.DuckDBPyConnection, period: Period, recorded: bool = False) -> Columns:  # noqa: FBT001, FBT002  # whether the record's tables are in view
    """The rows of ``breaches``, from the standards on record, ``links``, ``files`` and ``used``."""
    told = connection.execute(_STANDARDS).fetchall() if recorded else []
    rows: list[Breach] = []
    if told:
        allows = _by_standard(connection, "SELECT record, name, value FROM standard_allows ORDER BY record, position")
        exempt = _by_standard(
            connection, f"SELECT record, what, until FROM standard_exemptions WHERE until >= DATE '{period.end}' - 1 ORDER BY record, position"
        )
        rules = [rule for record, layers, forbids, *_ in told for rule in _rules(record, layers, forbids)]
        imports = connection.execute(_IMPORTS).fetchall() if rules else []
        for record, _, _, rules_out, systems, exceptions in told:
            bound = _bound(connection, systems, exceptions)
            found = [row for rule in rules if rule.standard == record for row in _imported(rule, imports, bound)]
            found += _technologies(connection, record, rules_out, allows.get(record, []), bound)
            rows += _exempted(found, exempt.get(record, []))
    return Columns.of(Breach, rows)


def _by_standard(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, list[tuple[str, object]]]:
    found: dict[str, list[tuple[str, object]]] = {}
    for record, name, value in connection.execute(query).fetchall():
        found.setdefault(record, []).append((name, value))
    return found


def _rules(standard: str, layers: Iterable[str], forbids: Iterable[str]) -> Iterator[_Rule]:
    for words in layers:
        levels = tuple(tuple(name.strip().strip("/") for name in level.split("|")) for level in words.split(">"))
        yield _Rule(standard, words, levels, whole=True)
    for words in forbids:
        one, other = (name.strip().strip("/") for name in words.split("->"))
        yield _Rule(standard, words, ((other,), (one,)), whole=False)


def _bound(connection: duckdb.DuckDBPyConnection, systems: Sequence[str], exceptions: Sequence[str]) -> set[str]:
    """The repositories that a standard binds."""
    every = "SELECT repository FROM repositories"
    wanted = "SELECT repository FROM scopes WHERE kind = 'system' AND list_contains(?, subject)"
    bound = {name for (name,) in (connection.execute(wanted, [list(systems)]) if systems else connection.execute(every)).fetchall()}
    return bound - {name for (name,) in connection.execute(wanted, [list(exceptions)]).fetchall()}


def _imported(rule: _Rule, imports: Iterable[tuple[str, str, str, str, int]], bound: set[str]) -> list[Breach]:
    """Imports from one name of the rule to another: those that it forbids, and that each repository was held against it."""
    places = _Places(rule.names)
    broken: Counter[tuple[str, str, str]] = Counter()
    held: set[str] = set()
    for repository, path, to_repository, target, count in imports:
        one, other = places.of(repository, path), places.of(to_repository, target)
        if one and other and repository in bound:
            held.add(repository)
            if rule.forbids(one, other):
                broken[repository, path, f"{one} -> {other}"] += count
    rows = [Breach(rule.standard, rule.words, repository, path, what, count, None) for (repository, path, what), count in broken.items()]
    rows += [Breach(rule.standard, rule.words, repository, "", "", 0, None) for repository in sorted(held)]
    return rows + [Breach(rule.standard, rule.words, "", "", name, 0, None) for name in rule.names if name not in places.seen]


class _Places:
    """Which name of a rule a file belongs to; each file is looked at once."""

    def __init__(self, names: Sequence[str]) -> None:
        self._fits = [(name, re.compile(rf"(?:^|/){re.escape(name)}(?:/|\.[^/.]+$)")) for name in sorted(names, key=len, reverse=True)]
        self._known: dict[tuple[str, str], str] = {}
        self.seen: set[str] = set()

    def of(self, repository: str, path: str) -> str:
        """The name; empty where none fits."""
        if (repository, path) not in self._known:
            found = [(-len(name), match.start(), name) for name, fits in self._fits if (match := fits.search(path))]
            self._known[repository, path] = min(found)[2] if found else next((name for name, _ in self._fits if name == repository), "")
            self.seen.add(self._known[repository, path])
        return self._known[repository, path]


def _technologies(
    connection: duckdb.DuckDBPyConnection, standard: str, rules_out: Sequence[str], allows: Iterable[tuple[str, object]], bound: set[str]
) -> list[Breach]:  # fmt: skip
    """What repositories use that is not allowed, or ruled out."""
    rows: list[Breach] = []
    used = connection.execute("SELECT repository, name, path, develops FROM used ORDER BY ALL").fetchall() if rules_out or allows else []
    whats = {plain(what): (what, kind) for _, kind, what in known()}
    for kind, listed in allows:
        may = {plain(name) for name in str(listed).split(",")} | {name.strip().lower() for name in str(listed).split(",")}
        told: Iterable[tuple[str, str, str]] = connection.execute(_LANGUAGES).fetchall() if kind == "languages" else (
            (repository, whats[name][0], path) for repository, name, path, develops in used
            if not develops and name in whats and f"{whats[name][1]}s" == kind
        )  # fmt: skip
        words = f"{kind}: {listed}"
        rows += [
            Breach(standard, words, repository, path, name, 1, None) for repository, name, path in told
            if repository in bound and name.lower() not in may and (plain(name) not in may or kind == "languages")
        ]  # fmt: skip
        rows += [Breach(standard, words, repository, "", "", 0, None) for repository in sorted(bound)]
    for ruled in rules_out:
        words = f"not {ruled}"
        rows += [
            Breach(standard, words, repository, path, ruled, 1, None) for repository, name, path, _ in used if repository in bound and name == plain(ruled)
        ]
        rows += [Breach(standard, words, repository, "", "", 0, None) for repository in sorted(bound)]
    return rows


def _exempted(rows: Iterable[Breach], exempt: Iterable[tuple[str, object]]) -> Iterator[Breach]:
    """The rows with the last day of the exemption that lets each pass: the latest."""
    told = [(_spelled(what), day) for what, day in exempt if isinstance(day, date)]
    for row in rows:
        names = {_spelled(row.what), _spelled(row.repository), _spelled(f"{row.repository}: {row.what}")}
        place = f"/{row.path.lower()}/"
        days = [day for what, day in told if what in names or f"/{what}/" in place] if row.breaks else []
        yield Breach(row.standard, row.rule, row.repository, row.path, row.what, row.breaks, max(days, default=None))


def _spelled(what: str) -> str:
    return re.sub(r"\s+", "", what.lower()).strip("/")
