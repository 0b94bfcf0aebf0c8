"""How many files were begun in a technology since it came to its ring.

Says: Hand-written code files in a language on record that were added since the day on which it came to its ring, or within the period where that
began later, and that still stand.

Matters because: What is on hold may stay where it is; what is begun in it anew has to be moved or kept for years.

Counted how: One row for each such file, production and test, with its repository: added at its path of today, not moved there, by a person, in a
commit on or after that day. A language without such a file has one row that adds nothing. The value is the number of files.

Leaves out: Technologies that are no language of code: packages, platforms and tools leave no day on which they were begun. Code added to files that
were there before.

Source: The records of technologies (`ring`, `since`) and the history of the repositories.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit, FileChange, TrackedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.architecture.measures.technology_use import NAMED
from quarterdeck.records.kinds.technology import Technology
from quarterdeck.records.tables import table_of

TECHNOLOGY_SPREAD = Measure(
    name="technology_spread",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="files",
    subject="technology",
    needs=(table_of(Technology),),
    also_reads=(Commit, FileChange, TrackedFile),
    rows=f"""
        WITH named AS ({NAMED}),
        code AS (
            SELECT n.record, n.since, f.repository, f.path FROM named n JOIN files f ON lower(f.language) = n.name
            WHERE f.is_code AND f.role IN ('production', 'test')
        ),
        begun AS (
            SELECT c.record, c.repository, c.path FROM code c JOIN changes a ON a.repository = c.repository AND a.path = c.path
            WHERE a.change = 'A' AND a.renamed_from IS NULL AND a.apart IS NULL AND a.committed_at < $end
            GROUP BY c.record, c.repository, c.path, c.since
            HAVING min(a.committed_at) >= greatest($start, coalesce(c.since::TIMESTAMP, $start))
        )
        SELECT record AS subject, path AS key, repository AS part, 1 AS contribution FROM begun
        UNION ALL
        SELECT DISTINCT record, '', '', 0 FROM code
    """,  # noqa: S608  # a constant of this practice
    fold=TOTAL,
    key_is="file",
    part_is="repository",
    absent=NotAssessed("no code in a language of this name was found", "Nothing, where it is no language; else name it as files tell it"),
)
