"""What structure can be told of: code whose syntax was read."""

from __future__ import annotations

from quarterdeck.kernel.outcome import NotAssessed

_SPOKEN = "'C', 'C#', 'C++', 'Go', 'Java', 'JavaScript', 'Kotlin', 'PHP', 'Python', 'Ruby', 'Rust', 'TypeScript'"
PARSED = """
    SELECT f.repository, f.path, f.lines, f.language FROM files f SEMI JOIN parsed_files p USING (repository, path)
    WHERE f.is_code AND f.role = 'production' AND f.lines > 0
"""
"""Hand-written production code at the head whose syntax was read."""

NO_PARSED_CODE = NotAssessed(
    "no production code was found whose syntax can be read",
    "Assess a repository that holds code in Python, JavaScript, TypeScript, Java, Kotlin, Go, Rust, C, C++, C#, Ruby or PHP",
)

UNREAD = f"""
    WITH code AS (
        SELECT f.repository, f.language, f.lines, p.path IS NOT NULL AS known, f.language IN ({_SPOKEN}) AS spoken
        FROM files f LEFT JOIN parsed_files p ON p.repository = f.repository AND p.path = f.path
        WHERE f.is_code AND f.role = 'production' AND f.lines > 0
    ),
    told AS (
        SELECT repository, sum(lines) AS lines, coalesce(sum(lines) FILTER (known), 0) AS known,
            coalesce(sum(lines) FILTER (spoken AND NOT known), 0) AS lacking, mode(language ORDER BY language) FILTER (NOT known) AS most
        FROM code GROUP BY repository
    )
    SELECT repository AS subject,
        CASE WHEN known = 0 AND lacking > 0 THEN 'its code was not parsed'
            ELSE 'the syntax of only ' || (100 * known / lines)::INTEGER || ' % of its production code could be read; most of the rest is ' || most END AS why,
        CASE WHEN known = 0 AND lacking > 0
            THEN 'Run `quarterdeck assess --deep`; if it then names grammars that are missing, run `pip install "quarterdeck[code]"` and assess again'
            WHEN lacking * 2 > lines - known
            THEN 'Mend the files that the report names; if it names grammars that are missing, run `pip install "quarterdeck[code]"`; then assess again'
            ELSE 'Nothing helps yet: syntax is read in Python, JavaScript, TypeScript, Java, Kotlin, Go, Rust, C, C++, C#, Ruby and PHP' END AS supply
    FROM told WHERE known * 2 < lines
"""  # put together from constants of this module
"""Repositories of whose production code less than half was read, by lines."""
