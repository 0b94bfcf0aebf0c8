"""``leave``: from a run's evidence to what is known today, and what would be known without certain people."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from quarterdeck.app.asking.kept import UnfoundError
from quarterdeck.app.gathering.lines import is_followed
from quarterdeck.app.pipeline import Run
from quarterdeck.app.steering.newcomers import path_of, way_as_dict
from quarterdeck.assumptions.catalogue import LEARNING_MONTHS, LOADED_ENGINEER_COST, OUTPUT_LOST_LEARNING
from quarterdeck.derived.authorship import ABSOLUTE
from quarterdeck.kernel.finding import MeasureRow
from quarterdeck.kernel.loss import Factor, Loss
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Name
from quarterdeck.maths.draws import quantiles
from quarterdeck.practices.knowledge.measures.key_people_active import ACTIVE_WITHIN
from quarterdeck.practices.quality.measures.changes_in_hotspots import CHANGES_IN_HOTSPOTS
from quarterdeck.reports.departure import Departure, Duty, Leaver, LostFile, Part, Relearning

SCHEMA_VERSION = "1.0"
_WROTE = 0.1
"""Whoever wrote this share of a file's lines as they stand knows it (our judgement)."""
_NEAR = 3
_OVER = ("done", "closed", "dropped", "stopped", "retired", "rejected", "superseded", "deprecated", "ended")
"""How a record says that nobody has to answer for it any more."""

_STANDING = """
CREATE OR REPLACE TEMP TABLE leaving_wrote AS
    SELECT s.repository, s.path, w.person, sum(s.lines)::BIGINT AS lines
    FROM line_spans s JOIN work w ON w.repository = s.repository AND w."commit" = s."commit"
    WHERE w.kind = 'human' GROUP BY ALL
"""
_KNOWN = f"""
CREATE OR REPLACE TEMP TABLE leaving_files AS
WITH code AS (SELECT repository, path, lines FROM files WHERE is_code AND role IN ('production', 'test') AND lines > 0),
knowing AS (
    SELECT repository, path, person FROM authorships WHERE degree >= {ABSOLUTE}
    UNION
    SELECT w.repository, w.path, w.person FROM leaving_wrote w JOIN code c USING (repository, path) WHERE w.lines >= {_WROTE} * c.lines
),
told AS (
    SELECT k.repository, k.path, count(*) AS ever, count(*) FILTER (l.person IS NOT NULL OR s.last_at >= $cutoff) AS before,
        count(*) FILTER (l.person IS NULL AND s.last_at >= $cutoff) AS after
    FROM knowing k JOIN last_seen s USING (person) LEFT JOIN leaving l USING (person) GROUP BY ALL
),
touched AS (SELECT repository, path, count(DISTINCT "commit") AS changes FROM touches GROUP BY ALL)
SELECT c.repository, c.path, c.lines, coalesce(k.ever, 0) AS ever, coalesce(k.before, 0) AS before, coalesce(k.after, 0) AS after,
    coalesce(k.before > 0 AND k.after = 0, false) AS orphaned, coalesce(t.changes, 0) AS changes
FROM code c LEFT JOIN told k USING (repository, path) LEFT JOIN touched t USING (repository, path)
"""  # constants of this module
_PARTS = """
SELECT s.subject, sum(f.lines) FILTER (f.ever > 0), sum(f.lines) FILTER (f.before > 0), sum(f.lines) FILTER (f.after > 0),
    count(*) FILTER (f.orphaned), count(*) FILTER (f.orphaned AND f.changes > 0)
FROM scopes s JOIN leaving_files f USING (repository)
WHERE s.kind = $kind GROUP BY ALL ORDER BY ALL
"""
_WRITTEN = """
SELECT repository, sum(w.lines)::BIGINT FROM leaving_wrote w SEMI JOIN leaving USING (person) SEMI JOIN leaving_files USING (repository, path) GROUP BY ALL
"""
_NEARBY = """
CREATE OR REPLACE TEMP TABLE leaving_near AS
WITH staying AS (
    SELECT person FROM last_seen ANTI JOIN leaving USING (person)
    SEMI JOIN (FROM people WHERE kind = 'human') USING (person)
    WHERE last_at >= $cutoff
),
placed AS (SELECT a.repository, a.path, regexp_replace(a.path, '[^/]*$', '') AS folder, a.person, a.created::INT + a.deliveries AS times
    FROM authorships a SEMI JOIN staying USING (person)),
lost AS (SELECT repository, path, regexp_replace(path, '[^/]*$', '') AS folder FROM leaving_files WHERE orphaned)
SELECT l.repository, l.path, p.person, sum(p.times) FILTER (p.path = l.path) AS there, sum(p.times) AS beside
FROM lost l JOIN placed p ON p.repository = l.repository AND p.folder = l.folder GROUP BY ALL
"""


class UnknownPersonError(UnfoundError):
    """Nobody, or more than one person, is meant: the message says who could be."""


def departure(run: Run, words: Sequence[str]) -> Departure:
    """What would leave with these people. Raises ``UnknownPersonError``."""
    return _Asking(run, run.request.period.end - timedelta(days=int(run.bench.criterion(ACTIVE_WITHIN)))).departure(words)


def people_of(run: Run, words: Sequence[str]) -> tuple[str, ...]:
    """Who is meant by names, e-mail addresses and records. Raises ``UnknownPersonError``."""
    asking = _Asking(run, run.request.period.end)
    return tuple(dict.fromkeys(asking.person(word) for word in words))


@dataclass(frozen=True, slots=True)
class _Asking:
    """Asks the run's tables."""

    run: Run
    cutoff: date

    def rows(self, sql: str, **values: object) -> list[tuple[Any, ...]]:
        return self.run.connection.execute(sql, values or None).fetchall()

    def departure(self, words: Sequence[str]) -> Departure:
        people = dict.fromkeys(self.person(word) for word in words)
        self.run.connection.execute("CREATE OR REPLACE TEMP TABLE leaving AS SELECT unnest($people) AS person", {"people": list(people)})
        self.run.connection.execute(_STANDING)
        for made in (_KNOWN, _NEARBY):
            self.run.connection.execute(made, {"cutoff": self.cutoff})
        hot = self.hotspots()
        repositories = tuple(self.parts("repository", hot))
        recorded = bool(self.rows("SELECT 1 FROM scopes WHERE kind = 'system' LIMIT 1"))
        worst = max(repositories, key=lambda part: part.lost, default=None)
        followed = [entry.name for entry in self.run.entries if is_followed(entry)]
        return Departure(
            self.run.request.as_of, tuple(self.leavers()), repositories, tuple(self.parts("system", hot)), tuple(self.files(hot)),
            self.relearning(repositories, len(people)), tuple(self.duties(list(people))),
            (worst.name, tuple(self.map(worst.name.text))) if worst else None, len(followed), len(self.run.entries), recorded,
            tuple(self.name("repository", name) for (name,) in self.rows("SELECT repository FROM repositories WHERE shallow ORDER BY ALL")),
            path_of(self.run, worst.name.text, people).ways[0] if worst else None,
        )  # fmt: skip

    def name(self, kind: str, key: str) -> Name:
        return self.run.bench.name(kind, key)

    def person(self, word: str) -> str:
        """The person who is meant: a name, an e-mail address, a record (`person/ann`), or the start of an id."""
        told = self.rows("SELECT DISTINCT p.person, p.name, p.kind, s.name, lower(s.email) FROM people p JOIN signatures s USING (person) ORDER BY ALL")
        meant = {word.casefold().strip(), *self.of_record(word)}
        fitting = {person: kind for person, label, kind, name, email in told if {label.casefold(), name.casefold(), email, person} & meant}
        if len(fitting) == 1:
            ((person, kind),) = fitting.items()
            if kind != "human":
                raise UnknownPersonError(f"{word} is automation and takes no knowledge along; name a person")
            return str(person)
        if fitting:
            emails = sorted({email for person, _, _, _, email in told if person in fitting})
            raise UnknownPersonError(f"{word} could be {len(fitting)} people; name one by the e-mail address", f"there are {', '.join(emails)}")
        near = difflib.get_close_matches(word, sorted({label for _, label, kind, _, _ in told if kind == "human"}), 3, 0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "name people as they sign their commits, or by e-mail address"
        raise UnknownPersonError(f"nobody called {word} has committed to what was assessed", hint)

    def of_record(self, word: str) -> set[str]:
        """The names and addresses that a record of a person gives, where the word is one."""
        if not self.rows("SELECT 1 FROM records LIMIT 1"):
            return set()
        ref = f"person/{word.removeprefix('person/')}"
        told = self.rows("SELECT label, emails FROM person_records WHERE record = $ref", ref=ref)
        return {one.casefold() for label, emails in told for one in (label, *emails)}

    def leavers(self) -> Iterator[Leaver]:
        told = self.rows("SELECT person, last_at::DATE, last_at >= $cutoff FROM last_seen SEMI JOIN leaving USING (person)", cutoff=self.cutoff)
        found = [Leaver(self.name("person", person), last, there) for person, last, there in told]
        yield from sorted(found, key=lambda leaver: leaver.name.text)

    def hotspots(self) -> set[tuple[str, str]]:
        """Orphaned files that are hotspots."""
        orphaned = set(self.rows("SELECT repository, path FROM leaving_files WHERE orphaned"))
        found = set()
        for repository in {repository for repository, _ in orphaned}:
            share = self.run.bench.beside(CHANGES_IN_HOTSPOTS, Subject("repository", repository))
            rows = [] if share.missing else self.run.bench.rows(share)
            found |= {(repository, row.key) for row in rows if row.part == "hotspot"}
        return orphaned & found

    def parts(self, kind: str, hot: set[tuple[str, str]]) -> Iterator[Part]:
        """Repositories or systems, those that lose most first."""
        behind: dict[str, set[str]] = {}
        for subject, repository in self.rows("SELECT subject, repository FROM scopes WHERE kind = $kind", kind=kind):
            behind.setdefault(subject, set()).add(repository)
        followed = {entry.name for entry in self.run.entries if is_followed(entry)}
        wrote = dict(self.rows(_WRITTEN))
        near = self.nearest("repository")
        found = []
        for subject, lines, before, after, files, changed in self.rows(_PARTS, kind=kind):
            mine = behind[subject]
            told = sum(wrote.get(one, 0) for one in mine) if mine <= followed else None
            who = {name: None for one in sorted(mine) for name in near.get((one,), ())} if files else {}
            hotspots = sum(repository in mine for repository, _ in hot)
            found.append(Part(self.name(kind, subject), int(lines or 0), int(before or 0), int(after or 0), files, hotspots, changed, told, tuple(who)[:_NEAR]))
        yield from sorted(found, key=lambda part: (-part.lost, -(part.wrote or 0), part.name.text))

    def nearest(self, *by: str) -> Mapping[tuple[str, ...], tuple[Name, ...]]:
        """For each repository, or each file of one, up to three who stay and have worked there or beside it: told by name, not by how much."""
        keys = ", ".join(by)
        told = self.rows(
            f"""
            SELECT {keys}, person FROM (SELECT {keys}, person, coalesce(sum(there), 0) AS there, sum(beside) AS beside FROM leaving_near GROUP BY ALL)
            QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY there DESC, beside DESC, person) <= {_NEAR}
            """  # names of columns
        )
        found: dict[tuple[str, ...], list[Name]] = {}
        for *key, person in told:
            found.setdefault(tuple(key), []).append(self.name("person", person))
        return {key: tuple(sorted(names, key=lambda name: name.text)) for key, names in found.items()}

    def files(self, hot: set[tuple[str, str]]) -> Iterator[LostFile]:
        """What nobody would know, the code that changes first."""
        near = self.nearest("repository", "path")
        told = self.rows("SELECT repository, path, lines, changes FROM leaving_files WHERE orphaned ORDER BY changes DESC, lines DESC, repository, path")
        for repository, path, lines, changes in told:
            names = near.get((repository, path), ())
            yield LostFile(self.name("file", path), self.name("repository", repository), lines, changes, (repository, path) in hot, names)

    def map(self, repository: str) -> Iterator[MeasureRow]:
        told = self.rows(
            """
            SELECT path, CASE WHEN orphaned THEN 'orphaned' WHEN after = 1 THEN 'one' WHEN after > 1 THEN 'several' ELSE 'unknown' END, lines
            FROM leaving_files WHERE repository = $repository ORDER BY lines DESC, path
            """,
            repository=repository,
        )
        yield from (MeasureRow(*row) for row in told)

    def relearning(self, repositories: Sequence[Part], people: int) -> Relearning | None:
        """The shares of code bases that would have to be learned again, priced by the assumptions behind `one-person-knows-this`."""
        bases = min(float(people), sum(part.lost / part.lines for part in repositories if part.lines))
        if not bases:
            return None
        pricing = self.run.bench.pricing
        factors = (
            Factor("code bases to learn again", value=bases), Factor("months to learn the code", LEARNING_MONTHS.name),
            Factor("share of output lost meanwhile", OUTPUT_LOST_LEARNING.name), Factor("years in a month", value=1 / 12),
            Factor("cost of an engineer a year", LOADED_ENGINEER_COST.name),
        )  # fmt: skip
        loss = Loss("these people leave", factors)
        months = quantiles(bases * pricing.draws(LEARNING_MONTHS.name))
        return Relearning(bases, months, pricing.money(loss), tuple(pricing.stands(name) for name in loss.assumptions))

    def duties(self, people: Sequence[str]) -> Iterator[Duty]:
        """What the record names them for: as owner, lead, manager, and as the last members of a team."""
        if not self.rows("SELECT 1 FROM records LIMIT 1"):
            return
        refs = dict(self.rows(
            """
            SELECT DISTINCT r.record, s.person FROM person_records r
            JOIN signatures s ON list_contains(list_transform(r.emails, lambda one: lower(one)), lower(s.email)) OR lower(s.name) = lower(r.label)
            WHERE list_contains($people, s.person)
            """,
            people=list(people),
        ))  # fmt: skip
        for key in ("owner", "lead", "manager"):
            told = self.rows(
                f"""
                SELECT kind, record, label, keys->>'{key}' AS ref FROM records
                WHERE broken = '' AND list_contains($refs, keys->>'{key}') AND NOT coalesce(keys->>'status' IN {_OVER}, false)
                    AND NOT coalesce((keys->>'left')::DATE <= $as_of, false)
                ORDER BY ALL
                """,  # names of keys
                refs=list(refs),
                as_of=self.run.request.as_of,
            )
            yield from (Duty(kind, Name(kind, label), self.name("person", refs[ref]), key) for kind, _, label, ref in told)
        teams = self.rows("SELECT label, members FROM team_records WHERE len(members) > 0 AND list_has_all($refs, members) ORDER BY ALL", refs=list(refs))
        yield from (Duty("team", Name("team", label), self.name("person", refs[members[0]]), "its last members") for label, members in teams)


def as_dict(told: Departure, shown: Callable[[Name], Name]) -> dict[str, object]:
    """As JSON carries it, each name as ``shown`` gives it."""

    def text(name: Name) -> str:
        return shown(name).text

    def part(one: Part) -> dict[str, object]:
        return {
            "name": text(one.name), "lines": one.lines, "known_today": one.before, "known_then": one.after, "lost": one.lost, "orphaned": one.orphaned,
            "files": one.files, "hotspots": one.hotspots, "changed_files": one.changed, "lines_they_wrote": one.wrote,
            "could_take_over": [text(name) for name in one.near],
        }  # fmt: skip

    found, again = told, told.relearning
    return {
        "schema_version": SCHEMA_VERSION,
        "as_of": str(found.as_of),
        "people": [{"name": text(one.name), "last_seen": str(one.last), "still_commits": one.there} for one in found.leavers],
        "lines_lost": found.lost,
        "systems": [part(one) for one in found.systems],
        "repositories": [part(one) for one in found.repositories],
        "files": [
            {
                "repository": text(one.repository), "file": text(one.name), "lines": one.lines, "changes": one.changes, "hotspot": one.hotspot,
                "worked_on_it_or_beside_it": [text(name) for name in one.near],
            }
            for one in found.files
        ],
        "relearning": None if again is None else {
            "code_bases": again.bases, "months": _ends(again.months.p10, again.months.p50, again.months.p90),
            "money": {**_ends(again.money.range.p10, again.money.range.p50, again.money.range.p90), "currency": again.money.currency},
            "assumptions": [one.name for one in again.assumptions],
        },
        "on_record": [{"kind": one.kind, "what": text(one.name), "who": text(one.who), "as": one.what} for one in found.duties],
        "taking_over": way_as_dict(found.way, shown) if found.way else None,
        "lines_followed_in": found.followed,
        "repositories_assessed": found.assessed,
        "not_assessed": [{"repository": text(name), "why": "its history was cut", "supply": "git fetch --unshallow"} for name in found.cut],
    }  # fmt: skip


def _ends(p10: float, p50: float, p90: float) -> dict[str, float]:
    return {"p10": p10, "p50": p50, "p90": p90}
