"""What decisions are for and against, each with the day on which it was taken: documents in repositories, and decisions on record."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar

from quarterdeck.derived.choices import choices, looked_for, plain
from quarterdeck.derived.leaning import known
from quarterdeck.kernel.table import Columns

if TYPE_CHECKING:
    import duckdb

STANDING = frozenset({"", "accepted"})
"""Statuses of a document that holds: MADR lets it be left out."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Something that a decision is for or against, by name."""

    table: ClassVar[str] = "decided"
    decision: Annotated[str, "The decision: `decision/…` on record, or the repository and path of a document."]
    repository: Annotated[str, "The repository of a document; empty for a decision on record."]
    path: Annotated[str, "The file."]
    stands: Annotated[bool, "True while it is accepted, or a document without a status."]
    taken_on: Annotated[date | None, "The day that it gives, else the one on which the document came into the repository."]
    side: Annotated[str, "`for` or `against`."]
    name: Annotated[str, "What."]
    systems: Annotated[tuple[str, ...], "The systems that a decision on record is about; none where it is about all."]
    looked_for: Annotated[tuple[str, ...], "The words by which a repository is looked through for it, as in `decision_traces`."]


@dataclass(frozen=True, slots=True)
class Replaced:
    """A decision document whose replacement is told by one side alone."""

    table: ClassVar[str] = "replaced"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The document."]
    how: Annotated[str, "`said elsewhere` (another says that it replaces this one, which says that it stands) or `by nothing` (what it names is not there)."]
    other: Annotated[str, "The other document; for one that is not there, what is written."]


@dataclass(frozen=True, slots=True)
class Used:
    """Something that a manifest, an image or hand-written code of a repository names, spelled as decisions are looked for."""

    table: ClassVar[str] = "used"
    repository: Annotated[str, "The repository."]
    name: Annotated[str, "What, in small letters without what joins its words: a package, what it is a client of, an image, a language."]
    path: Annotated[str, "The first file that names it."]
    develops: Annotated[bool, "True where it is declared for development alone."]


_PLAIN = "replace(regexp_replace(lower({name}), '[^a-z0-9]', '', 'g'), 'postgresql', 'postgres')"
_USED = f"""
CREATE TABLE used AS
WITH known AS (SELECT unnest($1::VARCHAR[]) AS pattern, unnest($2::VARCHAR[]) AS what),
told AS (
    SELECT repository, name, path, scope = 'development' AS develops FROM dependencies WHERE kind = 'declared' AND relation <> 'transitive'
    UNION SELECT repository, product, path, false FROM runtimes WHERE how <> 'pipeline'
), all_told AS (
    FROM told UNION SELECT t.repository, k.what, t.path, t.develops FROM told t JOIN known k ON lower(t.name) LIKE k.pattern ESCAPE '\\'
    UNION SELECT repository, language, min(path), false FROM files WHERE is_code AND role = 'production' AND language IS NOT NULL GROUP BY ALL
)
SELECT repository, {_PLAIN.format(name="name")} AS name, min(path) AS path, bool_and(develops) AS develops FROM all_told GROUP BY 1, 2 ORDER BY ALL
"""
_DOCUMENTS = """
    SELECT d.repository || ': ' || d.path, d.repository, d.path, coalesce(d.status, ''), coalesce(d.decided_on, b.came), d.title, d.text, '', [], []
    FROM decision_documents d LEFT JOIN (
        SELECT c.repository, c.path, min(c.committed_at)::DATE AS came FROM changes c
        SEMI JOIN decision_documents USING (repository, path) GROUP BY ALL
    ) b ON b.repository = d.repository AND b.path = d.path
    ORDER BY ALL
"""
_RECORDS = "SELECT record, '', path, status, date, label, '', chosen, options, systems FROM decision_records ORDER BY record"


def build(connection: duckdb.DuckDBPyConnection, recorded: bool = False) -> tuple[Columns, Columns]:  # noqa: FBT001, FBT002  # whether the record's tables are in view
    """Make ``used``; the rows of ``decided`` and ``replaced``, from ``decision_documents`` and, with ``recorded``, the company's decisions."""
    patterns, _, whats = (list(column) for column in zip(*known(), strict=True))
    connection.execute(_USED, [patterns, whats])
    documents = connection.execute(_DOCUMENTS).fetchall()
    told = documents + (connection.execute(_RECORDS).fetchall() if recorded else [])
    rows = [
        Decided(decision, repository, path, status in STANDING, day, choice.side, choice.name, tuple(systems), tuple(map(plain, looked_for(choice))))
        for decision, repository, path, status, day, title, text, chosen, options, systems in told
        for choice in choices(title, text, chosen or "", options)
    ]
    by_repository: dict[str, list[tuple[str, str, str]]] = {}
    for _, repository, path, status, _, _, text, *_ in documents:
        by_repository.setdefault(repository, []).append((path, status, text))
    again = [Replaced(repository, *one) for repository, held in by_repository.items() for one in replaced(held)]
    return Columns.of(Decided, rows), Columns.of(Replaced, again)


_SAID = re.compile(
    r"\b(?P<how>supersedes|superseded by|replaces|replaced by)\b[:\s*_]*[^.;]{0,40}?"
    r"(?:\[[^\[\]]{0,120}\]\((?P<link>[^()\s]+)\)|(?:ADR|RFC)[\s#-]*(?P<number>\d+)\b)",
    re.IGNORECASE,
)
_PARTLY = re.compile(r"\b(?:partly|partially|in part|sub-?section|section|paragraph|part of|parts of)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:^|/)(?:adr[-_ ]?)?0*(\d+)[-_. ][^/]*$", re.IGNORECASE)


def replaced(documents: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """(path, how, other) of the documents of one repository, told as (path, status, text), that are replaced in one place only."""
    there = {path: status for path, status, _ in documents}
    numbers: dict[tuple[str, int], str] = {}
    for path in there:
        if match := _NUMBERED.search(path):
            numbers.setdefault((posixpath.dirname(path), int(match[1])), path)
    found = []
    for path, status, text in documents:
        for match in _SAID.finditer(text):
            folder = posixpath.dirname(path)
            target = _target(match, folder, numbers)
            outside = not match["link"] or "://" in match["link"] or not re.search(r"\.\w+(?:#.*)?$", match["link"])
            if _PARTLY.search(text[max(0, match.start() - 40) : match.end()]):
                continue
            if match["how"].lower() in {"supersedes", "replaces"}:
                if target in there and target != path and status in STANDING and there[target] in STANDING:
                    found.append((target, "said elsewhere", path))
            elif status == "superseded" and target not in there and not (outside and match["link"]):
                found.append((path, "by nothing", match["link"] or f"ADR {match['number']}"))
    return list(dict.fromkeys(found))


def _target(match: re.Match[str], folder: str, numbers: Mapping[tuple[str, int], str]) -> str:
    if match["link"]:
        return posixpath.normpath(posixpath.join(folder, match["link"].partition("#")[0]))
    return numbers.get((folder, int(match["number"])), "")
