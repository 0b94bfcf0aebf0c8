"""What somebody who is new to a repository reads first: where it starts, what most other files lean on, what changes most.

Reading everything is nobody's way into a code base. Where it starts says how the parts come together, what many files import is the language that
the others speak, and what changes most is where the newcomer's own work will be.
"""

from __future__ import annotations

STARTS, LEANED_ON, CHANGES = "it starts here", "many files import it", "it changes most"
"""Why a file is read, in the order of reading."""

_NAMED = r"(^|/)(__main__|main|manage|wsgi|asgi|app|application|server|cli)\.[^/]*$"
"""Where a program is expected to start, also where nobody changed that lately."""

FIRST_READS = f"""
    WITH code AS (SELECT repository, path, lines FROM files WHERE is_code AND role = 'production' AND lines > 0
        AND coalesce(language, '') NOT IN ('Dockerfile', 'Makefile')),
    drawn AS (
        SELECT DISTINCT l.repository, l.path, l.to_repository, l.to_path
        FROM links l SEMI JOIN code c ON c.repository = l.repository AND c.path = l.path
        WHERE l.to_repository <> '' AND l.runs NOT IN ('by name', 'never') AND NOT (l.repository = l.to_repository AND l.path = l.to_path)
    ),
    leaning AS (SELECT to_repository AS repository, to_path AS path, count(*) AS importers FROM drawn WHERE to_path <> '' GROUP BY ALL),
    reaching AS (SELECT repository, path, count(*) AS reached FROM drawn WHERE repository = to_repository GROUP BY ALL),
    touched AS (SELECT repository, path, count(DISTINCT "commit") AS changes FROM touches GROUP BY ALL),
    told AS (
        SELECT c.repository, c.path, c.lines, coalesce(t.changes, 0) AS changes, coalesce(l.importers, 0) AS importers,
            CASE WHEN regexp_matches(c.path, '{_NAMED}') THEN p.entry OR r.reached >= 2 ELSE p.entry AND r.reached >= 2 AND t.changes > 0 END IS TRUE AS starts
        FROM code c LEFT JOIN touched t USING (repository, path) LEFT JOIN leaning l USING (repository, path) LEFT JOIN reaching r USING (repository, path)
        LEFT JOIN parsed_files p USING (repository, path)
    ),
    ranked AS (
        SELECT *, row_number() OVER (PARTITION BY repository ORDER BY starts DESC, changes DESC, lines DESC, path) AS as_start,
            row_number() OVER (PARTITION BY repository ORDER BY importers DESC, changes DESC, path) AS as_leaned
        FROM told
    ),
    stepped AS (
        SELECT *, CASE WHEN starts AND as_start <= 2 THEN '{STARTS}' WHEN importers >= 5 AND as_leaned <= 4 THEN '{LEANED_ON}'
            WHEN changes > 0 THEN '{CHANGES}' END AS step
        FROM ranked
    ),
    chosen AS (
        SELECT * FROM stepped WHERE step IS NOT NULL
        QUALIFY step <> '{CHANGES}' OR row_number() OVER (PARTITION BY repository, step ORDER BY changes DESC, importers DESC, path) <= 6
    )
    SELECT repository, path, step, lines, changes, importers, row_number() OVER (PARTITION BY repository ORDER BY
        list_position(['{STARTS}', '{LEANED_ON}', '{CHANGES}'], step), CASE step WHEN '{LEANED_ON}' THEN importers ELSE changes END DESC, path) AS place
    FROM chosen
"""
"""(repository, path, step, lines, changes, importers, place): a dozen files of each repository at most, in the order of reading."""
