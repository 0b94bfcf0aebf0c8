"""Who knows which file: degree of authorship over the file's whole history, renames followed.

The model and its constants are those of Fritz et al. (2010), as Avelino et al. (2016) use them: for a person and a file,
DOA = 3.293 + 1.098·FA + 0.164·DL - 0.321·ln(1 + AC), with FA = 1 for whoever created the file first, DL the changes that the person made
to it since, and AC those that others made. A person is an author of a file when the DOA is above 0.75 of the file's greatest and at
least 3.293, as the paper says. (The authors' program also takes every later addition of a path as first authorship; on the published
truck factors the paper's own rule agrees more often: see `benchmarks/`.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

if TYPE_CHECKING:
    import duckdb

BASE, CREATED, DELIVERED, ACCEPTED = 3.293, 1.098, 0.164, 0.321
NORMALISED, ABSOLUTE = 0.75, 3.293
_LONGEST_LINEAGE = 20


@dataclass(frozen=True, slots=True)
class Lineage:
    """The paths that a file of the head had, newest first."""

    table: ClassVar[str] = "lineages"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file's path at the head."]
    earlier: Annotated[str, "A path that it had, or has."]
    depth: Annotated[int, "How many renames ago; 0 for today's path."]


@dataclass(frozen=True, slots=True)
class Authorship:
    """What a person did to a file of the head, and how far that makes them its author."""

    table: ClassVar[str] = "authorships"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file at the head."]
    person: Annotated[str, "The person."]
    created: Annotated[bool, "True when the person created the file first."]
    deliveries: Annotated[int, "Changes that the person made to it after its creation."]
    acceptances: Annotated[int, "Changes that others made to it after its creation."]
    degree: Annotated[float, "Degree of authorship."]
    normalised: Annotated[float, "The degree over the greatest degree of anyone for this file."]
    is_author: Annotated[bool, "True when both thresholds are passed."]


def degree_sql(created: str, deliveries: str, acceptances: str) -> str:
    """The degree of authorship as an SQL expression over three columns."""
    return f"{BASE} + {CREATED} * ({created})::INT + {DELIVERED} * ({deliveries}) - {ACCEPTED} * ln(1 + ({acceptances}))"


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``lineages`` and ``authorships`` from ``files`` and ``changes``: code that people wrote, bots' and ignored commits left out."""
    connection.execute(
        f"""
        CREATE TABLE lineages AS
        WITH RECURSIVE renames AS (SELECT DISTINCT repository, path, renamed_from AS earlier FROM changes WHERE renamed_from IS NOT NULL),
        walk AS (
            SELECT repository, path, path AS earlier, 0 AS depth FROM files WHERE is_code AND role IN ('production', 'test')
            UNION
            SELECT w.repository, w.path, r.earlier, w.depth + 1
            FROM walk w JOIN renames r ON r.repository = w.repository AND r.path = w.earlier
            WHERE w.depth < {_LONGEST_LINEAGE} AND r.earlier <> w.path
        )
        SELECT repository, path, earlier, min(depth) AS depth FROM walk GROUP BY ALL
        """
    )
    _grade(connection)


def _grade(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``authorships``: everyone's degree for every file, over all paths that it had."""
    connection.execute(
        f"""
        CREATE TABLE authorships AS
        WITH touched AS (
            SELECT l.repository, l.path, c.person, c.change, c.renamed_from, c.authored_at, c."commit"
            FROM lineages l
            JOIN changes c ON c.repository = l.repository AND c.path = l.earlier
            WHERE c.apart IS NULL AND c.change <> 'D'
        ),
        creators AS (
            SELECT repository, path, arg_min(person, (authored_at, "commit")) AS creator
            FROM touched WHERE change = 'A' AND renamed_from IS NULL GROUP BY ALL
        ),
        done AS (
            SELECT t.repository, t.path, t.person, coalesce(t.person = any_value(c.creator), false) AS created,
                count(*) FILTER (t.change IN ('M', 'T') OR t.renamed_from IS NOT NULL) AS deliveries
            FROM touched t LEFT JOIN creators c ON c.repository = t.repository AND c.path = t.path
            GROUP BY t.repository, t.path, t.person
        ),
        counted AS (SELECT *, sum(deliveries) OVER (PARTITION BY repository, path) - deliveries AS acceptances FROM done),
        graded AS (SELECT *, {degree_sql("created", "deliveries", "acceptances")} AS degree FROM counted),
        compared AS (SELECT *, degree / max(degree) OVER (PARTITION BY repository, path) AS normalised FROM graded)
        SELECT repository, path, person, created, deliveries, acceptances::BIGINT AS acceptances, degree, normalised,
            normalised > {NORMALISED} AND degree >= {ABSOLUTE} AS is_author
        FROM compared
        """
    )
