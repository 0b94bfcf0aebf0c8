"""Changes of the period at the head's paths: what people did to the files that stand today.

A change belongs to the file that its path was at that time. A file renamed within the period therefore keeps the changes made under its
earlier names, and a file that took over an abandoned name does not inherit them: each change counts once. Set-apart changes are left
out, and so are deletions and the renames themselves: a file that only moved did not change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

if TYPE_CHECKING:
    import duckdb

    from quarterdeck.kernel.period import Period


@dataclass(frozen=True, slots=True)
class Touch:
    """A hand-written code file of the head, changed in the period by a person in a commit."""

    table: ClassVar[str] = "touches"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file's path at the head."]
    person: Annotated[str, "Who changed it."]
    commit: Annotated[str, "The commit."]


def build(connection: duckdb.DuckDBPyConnection, period: Period) -> None:
    """Make ``touches`` from ``changes`` and ``lineages``."""
    connection.execute(
        """
        CREATE TABLE touches AS
        SELECT repository, min_by(path, (until, path)) AS path, person, "commit"
        FROM (
            SELECT c.repository, c."commit", c.person, c.path AS was, e.path, e.until
            FROM changes c
            JOIN (
                SELECT repository, path, path AS earlier, TIMESTAMP 'infinity' AS until FROM lineages WHERE depth = 0
                UNION ALL
                SELECT l.repository, l.path, r.renamed_from, max(r.committed_at)
                FROM changes r
                JOIN lineages l ON l.repository = r.repository AND l.earlier = r.path
                WHERE r.renamed_from IS NOT NULL AND r.committed_at >= $start AND r.renamed_from <> l.path
                GROUP BY ALL
            ) e ON e.repository = c.repository AND e.earlier = c.path AND c.committed_at <= e.until
            WHERE c.committed_at >= $start AND c.committed_at < $end AND c.apart IS NULL AND c.change <> 'D' AND c.renamed_from IS NULL
        )
        GROUP BY repository, "commit", person, was
        """,
        {"start": period.start, "end": period.end},
    )
