"""One-way doors: choices that are made in a minute and taken back in years, as the last year's changes hold them, and the decisions that speak of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

from quarterdeck.derived.leaning import known

if TYPE_CHECKING:
    import duckdb

    from quarterdeck.kernel.period import Period

ASIDE = r"(?i)(^|/)(t|tests?|testing|specs?|e2e|fixtures?|examples?|samples?|demos?|docs?|documentation|benchmarks?|hack|tools?|scripts?|\.github)/"

FOUNDING = 90
"""Days in which a repository is founded (our judgement): what comes into it then is what it begins with."""


@dataclass(frozen=True, slots=True)
class Door:
    """Something that came into a repository within the year and is hard to take out again."""

    table: ClassVar[str] = "doors"
    repository: Annotated[str, "The repository."]
    kind: Annotated[str, "`data store`, `vendor`, `language`, `interface` or `dropped data`."]
    what: Annotated[str, "Which: `MongoDB`, `Stripe`, `Rust`, `Orders API`, `orders.note`."]
    path: Annotated[str, "The file that says so."]
    line: Annotated[int, "The line; 0 for a whole file."]
    covered_by: Annotated[
        str | None, "A decision on record or a document in a repository that names it, or a technology on record; the earliest; empty where none does."
    ]
    came_at: Annotated[datetime | None, "When it came in (UTC); empty where no line of the year's changes tells."]
    covered_on: Annotated[date | None, "When that decision was taken: the day that it gives, or on which its document came; empty where nothing tells."]


_DOORS = f"""
CREATE TEMP TABLE opened AS
WITH known AS (SELECT unnest($1::VARCHAR[]) AS pattern, unnest($2::VARCHAR[]) AS kind, unnest($3::VARCHAR[]) AS what),
compared AS (
    SELECT DISTINCT repository FROM earlier_packages WHERE repository IN (
        SELECT repository FROM work GROUP BY repository HAVING min(committed_at) < $4 - INTERVAL {FOUNDING} DAY
    )
),
now AS (
    SELECT d.repository, k.kind, k.what, d.path, d.line, d.name FROM dependencies d SEMI JOIN compared USING (repository)
    JOIN known k ON lower(d.name) LIKE k.pattern ESCAPE '\\'
    WHERE d.kind = 'declared' AND d.relation <> 'transitive' AND d.scope <> 'development' AND NOT regexp_matches(d.path, '{ASIDE}')
    UNION ALL
    SELECT r.repository, k.kind, k.what, r.path, r.line, r.product FROM runtimes r SEMI JOIN compared USING (repository)
    JOIN known k ON k.kind = 'data store' AND lower(r.product) LIKE k.pattern ESCAPE '\\'
    WHERE r.how IN ('compose', 'base image') AND NOT regexp_matches(r.path, '{ASIDE}')
        AND NOT regexp_matches(r.path, '(?i)[._-](tests?|ci|e2e|dev)[._-]')
), earlier AS (
    SELECT DISTINCT e.repository, k.what FROM earlier_packages e JOIN known k ON lower(e.name) LIKE k.pattern ESCAPE '\\'
), begun AS MATERIALIZED (
    SELECT repository, path, min(committed_at) AS at FROM changes GROUP BY ALL
), moved AS (
    SELECT DISTINCT repository, path FROM changes WHERE renamed_from IS NOT NULL
), old AS (
    SELECT DISTINCT repository, regexp_extract(path, '\\.[^./]+$') AS ending FROM begun WHERE begun.at < $4
), spoken AS (
    SELECT repository, language, min(path) AS path, sum(lines - blank) AS lines, list(DISTINCT regexp_extract(path, '\\.[^./]+$')) AS endings
    FROM files WHERE is_code AND role = 'production' AND language IS NOT NULL AND NOT regexp_matches(path, '{ASIDE}') GROUP BY ALL
)
SELECT repository, kind, what, min(path) AS path, arg_min(line, path) AS line, min(a.came_at) AS came_at
FROM now ANTI JOIN earlier USING (repository, what) LEFT JOIN arrivals a USING (repository, path, name) GROUP BY repository, kind, what
UNION ALL
SELECT s.repository, 'language', s.language, s.path, 0, (
    SELECT min(b.at) FROM begun b WHERE b.repository = s.repository AND list_contains(s.endings, regexp_extract(b.path, '\\.[^./]+$'))
) FROM spoken s SEMI JOIN compared USING (repository)
WHERE s.lines >= 200 AND s.language NOT IN ('HTML', 'CSS', 'SCSS', 'Sass', 'Less', 'SQL', 'Shell', 'Makefile', 'Dockerfile', 'Batchfile', 'PowerShell')
    AND NOT EXISTS (FROM old o WHERE o.repository = s.repository AND o.ending IN (SELECT unnest(s.endings)))
UNION ALL
SELECT i.repository, 'interface', i.name, min(i.path), arg_min(i.line, i.path), min(b.at) FROM interface_descriptions i SEMI JOIN compared USING (repository)
JOIN begun b USING (repository, path) LEFT JOIN moved m USING (repository, path)
WHERE i.name NOT LIKE 'grpc.%' AND i.name NOT LIKE 'google.%' AND NOT regexp_matches(i.path, '{ASIDE}')
GROUP BY i.repository, i.name HAVING min(b.at) >= $4 AND count(m.path) = 0
UNION ALL
SELECT d.repository, 'dropped data', string_agg(DISTINCT d.name, ', ' ORDER BY d.name), d.path, min(d.line), min(b.at)
FROM schema_drops d SEMI JOIN compared USING (repository)
JOIN begun b USING (repository, path) ANTI JOIN moved m USING (repository, path) WHERE b.at >= $4 GROUP BY d.repository, d.path
ORDER BY ALL
"""
_SAID = """
    SELECT d.repository || ': ' || d.path AS decision, lower(title || ' ' || text) AS words, coalesce(decided_on, (
        SELECT min(c.committed_at)::DATE FROM changes c WHERE c.repository = d.repository AND c.path = d.path)) AS taken_on
    FROM decision_documents d WHERE status IS DISTINCT FROM 'rejected'
"""
_RECORDED = """
    UNION ALL SELECT record, lower(concat_ws(' ', label, chosen, description)), date FROM decision_records WHERE status NOT IN ('rejected', 'proposed')
    UNION ALL SELECT record, lower(concat_ws(' ', label, substr(record, 12))), NULL FROM technology_records WHERE ring IS NOT NULL
    UNION ALL SELECT record, lower(concat_ws(' ', label, substr(record, 8))), NULL FROM vendor_records
"""
_COVERED = r"""
CREATE TABLE doors AS
WITH said AS ({said}),
asked AS (
    SELECT *, CASE what WHEN 'PostgreSQL' THEN 'postgres' ELSE regexp_replace(lower(what), '[^a-z0-9]', '', 'g') END AS called, '(^|[^a-z0-9])(' || CASE kind
        WHEN 'dropped data' THEN regexp_replace(lower(what), '[^a-z0-9_]+', '|', 'g')
        WHEN 'interface' THEN regexp_replace(regexp_extract(lower(what), '[^.]*$'), '[^a-z0-9 ]', '.', 'g')
        ELSE CASE what WHEN 'PostgreSQL' THEN 'postgres(ql)?' WHEN 'AWS' THEN 'aws|amazon web services' WHEN 'Google Cloud' THEN 'google cloud|gcp|gcs|bigquery'
            ELSE regexp_replace(lower(what), '[^a-z0-9 ]', '.', 'g') END
        END || ')($|[^a-z0-9])' AS pattern FROM opened
)
SELECT a.repository, a.kind, a.what, a.path, a.line, (
    SELECT arg_min(decision, (coalesce(taken_on, DATE '0001-01-01'), decision)) FROM said s WHERE regexp_matches(s.words, a.pattern)
) AS covered_by, a.came_at, (
    SELECT CASE WHEN bool_and(taken_on IS NOT NULL) THEN min(taken_on) END FROM said s WHERE regexp_matches(s.words, a.pattern)
) AS covered_on FROM asked a
WHERE kind NOT IN ('data store', 'vendor')  -- a path that named it before says that it is older than its package
    OR NOT EXISTS (FROM changes c WHERE c.repository = a.repository AND c.committed_at < $1 AND contains(lower(c.path), a.called))
ORDER BY ALL
"""


def build(connection: duckdb.DuckDBPyConnection, period: Period, recorded: bool = False) -> None:  # noqa: FBT001, FBT002  # whether the record's tables are in view
    """Make ``doors`` from what is there now, what was there a year before, histories, documents and, with ``recorded``, the company's decisions."""
    patterns, kinds, whats = (list(column) for column in zip(*known(), strict=True))
    connection.execute(_DOORS, [patterns, kinds, whats, period.start])
    connection.execute(_COVERED.format(said=_SAID + (_RECORDED if recorded else "")), [period.start])
    connection.execute("DROP TABLE opened")
