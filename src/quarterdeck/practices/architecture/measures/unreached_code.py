"""How much of the code nothing imports.

Says: Of the production code in Python, JavaScript and TypeScript whose syntax was read, the share of lines in files that no other file imports or
names.

Matters because: Code that nothing reaches is still read, searched, translated, upgraded and scanned for vulnerabilities. People who change what lies
beside it keep it working without need.

Counted how: One row for each such file with its lines. It is `imported` when production code of any assessed repository imports it, at any time,
or spells its dotted name or its path in a string; `entry` when it can be run by itself or stands where a tool, a framework or a person looks for
it (a main guard, `__init__`, `index`, `server`, `app`, `setup`, `manage`, `settings`, `*.config.*`, type declarations, migrations, scripts,
extras, pages and routes); `plug-in` when its folder, or the one above with its other folders, holds at least as many files that nothing imports
as the criterion asks, as folders have whose files are found by listing them; `tests` when tests alone import it; and `nothing` otherwise. The
value is the lines of the last over all. A repository whose parsed code is all in other languages has one row that adds nothing.

Leaves out: Languages whose files see each other without an import (Go, Java, C#, Ruby with an autoloader), or where a build decides what is compiled.
What is reached in ways that a syntax tree does not hold looks unreached here: a script tag, a configuration file, a name put together at run time,
and other companies' programs that use a library. A file that only an unreached file imports counts as imported. Search for a file's name before you
delete it.

Source: A count. Unreachable code as a smell: Romano, Vendome, Scanniello, Poshyvanyk: A Multi-Study Investigation into Dead Code, TSE 2020 (not
opened). What counts as an entry, and that three siblings make plug-ins, is our judgement.
"""

from __future__ import annotations

from quarterdeck.derived.reading import NO_PARSED_CODE, PARSED, UNREAD
from quarterdeck.evidence.code import TrackedFile
from quarterdeck.evidence.structure import Import, ParsedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Criterion, Fold, Measure, Page

PLUG_INS = Criterion(
    "unreached_plug_ins", 3, "files", "From this many files of one folder on that nothing imports, the folder holds plug-ins.",
    "Our judgement, from celery and redash, whose back ends and query runners are loaded by name.",
)  # fmt: skip
_ENTRIES = (
    r"(^|/)(__init__|__main__|_?version|main|index|setup|manage|wsgi|asgi|conftest|noxfile|fabfile|tasks|settings|gulpfile|gruntfile|server|app|cli|worker)\.[^/]*$"
    r"|\.d\.[mc]?ts$|(^|/)\.[^/]*$|[.-]config\.[^/]*$|\.(stories|worker)\.[^/]*$"
    r"|(^|/)(migrations|alembic|management/commands|scripts?|bin|tools?|pages|routes|docs?|examples?|extras?|contrib)/"
)

UNREACHED_CODE = Measure(
    name="unreached_code",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of lines",
    subject="repository",
    needs=(TrackedFile, ParsedFile, Import),
    rows=f"""
        WITH code AS (
            SELECT f.repository, f.path, regexp_extract(f.path, '^(.*/)?', 0) AS folder, f.lines, p.entry OR regexp_matches(f.path, '{_ENTRIES}') AS entry
            FROM files f JOIN parsed_files p USING (repository, path)
            WHERE f.is_code AND f.role = 'production' AND f.lines > 0 AND p.language IN ('Python', 'JavaScript', 'TypeScript')
        ),
        reached AS (
            SELECT l.to_repository AS repository, l.to_path AS path, bool_or(f.role = 'production') AS really
            FROM links l JOIN files f ON f.repository = l.repository AND f.path = l.path
            WHERE l.to_path <> '' AND NOT (l.repository = l.to_repository AND l.path = l.to_path)
            GROUP BY ALL
        ),
        told AS (
            SELECT c.*, CASE WHEN r.really THEN 'imported' WHEN c.entry THEN 'entry' WHEN r.path IS NOT NULL THEN 'tests' ELSE 'nothing' END AS part
            FROM code c LEFT JOIN reached r ON r.repository = c.repository AND r.path = c.path
        )
        SELECT repository AS subject, path AS key, lines AS contribution,
            CASE WHEN part IN ('tests', 'nothing') AND greatest(
                    count(*) FILTER (part IN ('tests', 'nothing')) OVER (PARTITION BY repository, folder),
                    count(*) FILTER (part IN ('tests', 'nothing')) OVER (PARTITION BY repository, regexp_replace(folder, '[^/]*/$', ''))
                ) >= $unreached_plug_ins THEN 'plug-in' ELSE part END AS part
        FROM told
        UNION ALL
        SELECT DISTINCT repository, '', 0, '' FROM ({PARSED}) WHERE repository NOT IN (SELECT repository FROM code)
    """,  # noqa: S608  # constants of this module and of the derivation
    fold=Fold(
        "the lines of rows that nothing imports, over the lines of all rows",
        "coalesce(sum(contribution) FILTER (part = 'nothing') / nullif(sum(contribution), 0), 0)",
    ),
    key_is="file",
    part_is="state",
    absent=NO_PARSED_CODE,
    gaps=UNREAD,
    criteria=(PLUG_INS,),
    decimals=2,
)  # fmt: skip
