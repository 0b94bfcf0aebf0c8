"""Documents whose code was largely rewritten since they were last changed.

Says: How many documents have not been changed for a year while the code that they speak of was.

Matters because: What was true when it was written is not read again when the code changes. Whoever relies on it finds out.

Counted how: A document speaks of the production code files that it points to, and a README that is not at the root of all those in its folder. One row for
each such document with at least as many lines as the criterion asks that nobody changed for as long as another asks, with the lines that people added to
that code since, over its lines today. The value is the number of rows where that is at least half, in ten commits or more.

Leaves out: Documents that point to no code. Whether what the document says is wrong: this is a question, not a finding. Read it beside the code.

Source: The repository's own documents and history; the numbers are our judgement. Of 19 documents that it named in eight public repositories, one was read
and clearly wrong, two were likely, the others too short or too general to be wrong; since then short ones are left out.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit, FileChange, TrackedFile
from quarterdeck.evidence.governance import DocumentReference
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Criterion, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

_JUDGED = "Our judgement."
LEAST_LINES = Criterion("document_least_lines", 25, "lines", "A document with fewer lines than this says too little to become wrong.", _JUDGED)
UNTOUCHED_DAYS = Criterion("document_untouched_days", 365, "days", "A document that was changed within this time was read then.", _JUDGED)

DOCUMENTS_BEHIND = Measure(
    name="documents_behind",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="documents",
    subject="repository",
    needs=(DocumentReference, Commit, FileChange, TrackedFile),
    rows="""
        WITH written AS (
            SELECT f.repository, f.path, max(c.committed_at) AS at FROM files f JOIN changes c USING (repository, path)
            WHERE f.role IN ('documentation', 'production') AND NOT f.is_code AND f.lines - f.blank >= $document_least_lines AND c.change <> 'D'
                AND (EXISTS (FROM document_references r WHERE r.repository = f.repository AND r.path = f.path)
                    OR regexp_matches(f.path, '(?i).+/readme\\.(md|rst|adoc)$'))
            GROUP BY ALL HAVING date_diff('day', max(c.committed_at), $as_of) >= $document_untouched_days
        ),
        code AS (SELECT repository, path, lines FROM files WHERE is_code AND role = 'production' AND lines > 0),
        around AS (
            SELECT repository, path, unnest(list_transform(range(1, len(parts)), lambda n: array_to_string(parts[1:n], '/'))) AS folder
            FROM (SELECT repository, path, string_split(path, '/') AS parts FROM code SEMI JOIN written USING (repository))
        ),
        spoken AS (
            SELECT w.repository, w.path, w.at, c.path AS file FROM written w JOIN document_references r USING (repository, path)
            JOIN code c ON c.repository = w.repository AND c.path IN (r.target, r.from_root)
            UNION
            SELECT w.repository, w.path, w.at, a.path FROM written w
            JOIN around a ON a.repository = w.repository AND a.folder || '/' = regexp_extract(w.path, '^(.*/)', 1)
            WHERE regexp_matches(w.path, '(?i).+/readme\\.(md|rst|adoc)$')
        ),
        since AS (
            SELECT s.repository, s.path, sum(c.added) AS added, count(DISTINCT c."commit") AS commits FROM spoken s
            JOIN changes c ON c.repository = s.repository AND c.path = s.file AND c.committed_at > s.at AND c.apart IS NULL GROUP BY ALL
        ),
        size AS (SELECT s.repository, s.path, sum(c.lines) AS lines FROM spoken s JOIN code c ON c.repository = s.repository AND c.path = s.file GROUP BY ALL)
        SELECT z.repository AS subject, z.path AS key, CASE WHEN coalesce(i.commits, 0) >= 10 THEN 'often' ELSE 'seldom' END AS part,
            coalesce(i.added, 0) / z.lines AS contribution
        FROM size z LEFT JOIN since i USING (repository, path)
        UNION ALL
        SELECT DISTINCT repository, '', '', 0 FROM document_references WHERE repository NOT IN (SELECT repository FROM size)
    """,
    fold=Fold("the number of rows told often, from the share on", "count(*) FILTER (part = 'often' AND contribution >= 0.5)"),
    key_is="file",
    absent=NotAssessed("no document in it points to a file of the repository", "Link documents to the files that they speak of"),
    criteria=(LEAST_LINES, UNTOUCHED_DAYS),
)
