"""Files that change together although neither imports the other.

Says: How many pairs of production files were changed in the same commits again and again within the period, with no import between them.

Matters because: What changes together depends on each other, whether or not the code says so: a format known in two places, a rule written twice, a
protocol between two services. Nobody who changes one of them is told of the other.

Counted how: From the changes of the period by people, in commits that touch no more production files than the criterion allows, one row for each pair
that was changed together at least as often as the criterion asks, and in at least the share that another asks of the changes of the two on average,
where neither file imports the other at any time, nor by way of one file between them. A pair stands under the path that comes first. A repository
without such a pair has one row that adds nothing. The value is the number of pairs.

Leaves out: Files in languages whose imports are not read, tests, and files that changed too seldom. Two files changed in two commits that belong
together are not seen. Pairs that meet in a registry, a template or a schema, or that fulfil one interface, are not left out, and may be no fault at
all: read each pair before you act. This is a question, not a finding.

Source: Gall, Hajek, Jazayeri: Detection of Logical Coupling Based on Product Release History, ICSM 1998; the share of the mean, and at most thirty
files in a commit, as code-maat counts (Tornhill: Your Code as a Crime Scene, 2015). The other numbers are our judgement.
"""

from __future__ import annotations

from quarterdeck.derived.reading import NO_PARSED_CODE, PARSED, UNREAD
from quarterdeck.evidence.code import Commit, FileChange, TrackedFile
from quarterdeck.evidence.structure import Import, ParsedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Criterion, Fold, Measure, Page

LEAST_TOGETHER = Criterion(
    "coupling_least_together", 5, "commits", "A pair changed together at least this often in the period.",
    "code-maat asks for five shared commits by default.",
)  # fmt: skip
LEAST_DEGREE = Criterion(
    "coupling_least_degree", 0.6, "of changes", "A pair changed together in at least this share of the changes of the two on average.",
    "Our judgement: more often together than apart. code-maat lists pairs from 0.3 on.",
)  # fmt: skip
WIDEST_COMMIT = Criterion(
    "coupling_widest_commit", 30, "files", "A commit that touches more production files than this says nothing about pairs.",
    "code-maat's default: sweeping changes join everything with everything.",
)  # fmt: skip

HIDDEN_COUPLING = Measure(
    name="hidden_coupling",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="pairs",
    subject="repository",
    needs=(Commit, FileChange, TrackedFile, ParsedFile, Import),
    rows=f"""
        WITH code AS ({PARSED}),
        changed AS (
            SELECT DISTINCT t.repository, t."commit", t.path FROM touches t SEMI JOIN code USING (repository, path)
            QUALIFY count(*) OVER (PARTITION BY t.repository, t."commit") <= $coupling_widest_commit
        ),
        often AS (SELECT repository, path, count(*) AS changes FROM changed GROUP BY ALL HAVING count(*) >= $coupling_least_together),
        kept AS (SELECT c.*, o.changes FROM changed c JOIN often o USING (repository, path)),
        direct AS (
            SELECT l.repository, l.path, t.path AS target
            FROM links l
            JOIN parsed_files t ON t.repository = l.to_repository
                AND (t.path = l.to_path OR (l.to_path = '' AND regexp_extract(t.path, '^(.*/)?', 0) = l.to_folder))
            WHERE l.repository = l.to_repository
        ),
        ways AS (
            SELECT repository, path, target FROM direct
            UNION
            SELECT a.repository, a.path, b.target FROM direct a SEMI JOIN often o ON o.repository = a.repository AND o.path = a.path
            JOIN direct b ON b.repository = a.repository AND b.path = a.target
        ),
        pairs AS (
            SELECT a.repository, a.path, b.path AS other, count(*) AS together
            FROM kept a JOIN kept b ON b.repository = a.repository AND b."commit" = a."commit" AND b.path > a.path
            GROUP BY ALL
            HAVING count(*) >= $coupling_least_together AND count(*) * 2 >= $coupling_least_degree * (any_value(a.changes) + any_value(b.changes))
        )
        SELECT p.repository AS subject, p.path AS key, p.other AS part, p.together AS contribution
        FROM pairs p
        WHERE NOT EXISTS (
            FROM ways w WHERE w.repository = p.repository
            AND ((w.path = p.path AND w.target = p.other) OR (w.path = p.other AND w.target = p.path)))
        UNION ALL
        SELECT DISTINCT repository, '', '', 0 FROM code
    """,  # noqa: S608  # a constant
    fold=Fold("the number of rows that name a pair", "count(*) FILTER (part <> '')"),
    key_is="file",
    part_is="file",
    absent=NO_PARSED_CODE,
    gaps=UNREAD,
    criteria=(LEAST_TOGETHER, LEAST_DEGREE, WIDEST_COMMIT),
)
