"""Lines of hand-written code that came and went, with their days: what measures of age and survival stand on.

Code is told as elsewhere: production and test files that the head holds as hand-written code; of paths that the head does not hold, those whose
ending such a file has. A rename takes lines out of one path and brings them into another with the same commit, so it cancels out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class CodeLines:
    """Lines of code of one commit that came or went with one commit of the head's first-parent line."""

    table: ClassVar[str] = "code_lines"
    repository: Annotated[str, "The repository."]
    commit: Annotated[str, "The commit that wrote the lines."]
    written_at: Annotated[datetime, "When that commit was committed (UTC)."]
    apart: Annotated[str | None, "Why its work is set apart: `bot`, `agent`, `ignored` or `reformatting`; empty for ordinary work."]
    moved_at: Annotated[datetime, "When the commit with which they came or went was committed (UTC)."]
    reformatted: Annotated[bool, "True when that commit only reformats, or is one to look past."]
    lines: Annotated[int, "Lines that came in; below zero, lines that went."]


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``code_lines`` from ``line_flows``, ``work`` and ``files``. A view: only what asks for it pays."""
    connection.execute(
        r"""
        CREATE VIEW code_lines AS
        WITH endings AS (
            SELECT DISTINCT repository, regexp_extract(path, '\.([^./]+)$', 1) AS ending
            FROM files WHERE is_code AND role IN ('production', 'test') AND path LIKE '%.%'
        ),
        places AS (SELECT DISTINCT repository, path FROM line_flows),
        code AS (
            SELECT p.repository, p.path FROM places p
            LEFT JOIN files f ON f.repository = p.repository AND f.path = p.path
            LEFT JOIN endings e ON e.repository = p.repository AND e.ending = regexp_extract(p.path, '\.([^./]+)$', 1) AND e.ending <> ''
            WHERE CASE WHEN f.path IS NULL THEN e.ending IS NOT NULL ELSE f.is_code AND f.role IN ('production', 'test') END
        ),
        moved AS (
            SELECT l.repository, l."commit", l.mainline_commit, sum(l.lines)::BIGINT AS lines
            FROM line_flows l JOIN code c ON c.repository = l.repository AND c.path = l.path GROUP BY ALL HAVING sum(l.lines) <> 0
        )
        SELECT m.repository, m."commit", w.committed_at AS written_at, w.apart, t.committed_at AS moved_at,
            coalesce(t.apart IN ('ignored', 'reformatting'), false) AS reformatted, m.lines
        FROM moved m
        JOIN work w ON w.repository = m.repository AND w."commit" = m."commit"
        JOIN work t ON t.repository = m.repository AND t."commit" = m.mainline_commit
        """
    )
