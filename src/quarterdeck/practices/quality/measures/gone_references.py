"""Documents that point to files that are gone.

Says: How many times a document of the repository links to, or names between code marks, a file that was deleted or moved away.

Matters because: A document is read by whoever does not know better. One that leads to nothing costs them the search, and the next one is not read.

Counted how: One row for each file that a document points to and that is not there but was once, with the document as key and the file as part. Links are
read from the document's folder, paths between code marks also from the root. A document all of whose files are there has one row that adds nothing. The
value is the number of files that are gone, counted once for each document.

Leaves out: Files that never stood in the repository: examples, what a reader shall make, pages of a site. Documents that speak of what was: changes,
decisions, upgrades, news. Names of functions and classes; folders. Web addresses.

Source: The repository's own documents and history. Read by hand on 16 public repositories: of 9 that were told 8 were true; the other was a tutorial that
means a file of the reader's.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit, FileChange, TrackedFile
from quarterdeck.evidence.governance import DocumentReference
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

GONE_REFERENCES = Measure(
    name="gone_references",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="references",
    subject="repository",
    needs=(DocumentReference, Commit, FileChange, TrackedFile),
    rows="""
        WITH told AS (
            SELECT r.repository, r.path, r.target, r.from_root, bool_or(f.path IS NOT NULL) AS there FROM document_references r
            SEMI JOIN (FROM files WHERE role = 'documentation' OR (role = 'production' AND NOT is_code)) d ON d.repository = r.repository AND d.path = r.path
            LEFT JOIN files f ON f.repository = r.repository AND f.path IN (r.target, r.from_root)
            GROUP BY ALL
        ),
        deleted AS (SELECT DISTINCT repository, path FROM changes WHERE change = 'D'),
        gone AS (
            SELECT DISTINCT t.repository, t.path, d.path AS target FROM told t
            JOIN deleted d ON d.repository = t.repository AND d.path IN (t.target, t.from_root) WHERE NOT t.there
        )
        SELECT repository AS subject, path AS key, target AS part, 1 AS contribution FROM gone
        UNION ALL
        SELECT DISTINCT repository, path, '', 0 FROM told ANTI JOIN gone USING (repository, path)
    """,
    fold=Fold("the number of rows that name a file that is gone", "count(*) FILTER (part <> '')"),
    key_is="file",
    part_is="file",
    absent=NotAssessed("no document in it points to a file of the repository", "Link documents to the files that they speak of"),
)
