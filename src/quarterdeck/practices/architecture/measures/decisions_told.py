"""Decisions that could speak of what a repository holds.

Says: How many decisions are written down: documents in any assessed repository, and decisions on the company's record.

Matters because: Where nobody writes decisions, the lack of one says nothing of a single choice.

Counted how: One row for each repository and each decision document of all assessed repositories, with its path as key and its repository as part, and
each decision on record. The value is the number of rows; it is the same for every repository, for a decision of one may speak of another.

Leaves out: Decisions in tools without a file: wikis, tickets, minutes.

Source: Architecture decision records in repositories, as far as they are recognised; the company's own record.
"""

from __future__ import annotations

from quarterdeck.evidence.governance import DecisionDocument
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

DECISIONS_TOLD = Measure(
    name="decisions_told",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="decisions",
    subject="repository",
    needs=(DecisionDocument,),
    rows="""
        SELECT r.repository AS subject, d.path AS key, d.place AS part, 1 AS contribution FROM repositories r, (
            SELECT path, repository AS place FROM decision_documents
            UNION ALL SELECT path, 'record' FROM records WHERE kind = 'decision'
        ) d
    """,
    fold=Fold("the number of rows", "count(*)"),
    key_is="path",
    part_is="repository",
    absent=NotAssessed(
        "no decision is on record, and no assessed repository keeps any", "Write one down: `quarterdeck record new decision/ID status=accepted`"
    ),
)
