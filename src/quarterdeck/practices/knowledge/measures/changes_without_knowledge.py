"""How much of the work lands in code that nobody who is still there knows.

Says: Of the changes made in the period to code files, the share made in files where everybody who knows the file has
stopped committing.

Matters because: Knowledge that has left costs when the code has to change. Lost knowledge in code that rests is a risk for later; in code
that changes every week it slows today's work.

Counted how: One row for each hand-written code file at the head that people changed in the period, with its state as lost knowledge tells it
(`left`, `one`, `several`, `nobody`) and its changes: one for each commit, renames followed. The value is the changes in `left` files
over all changes.

Leaves out: Changes by bots and coding agents, in commits that the repository says to ignore, and in commits that only reformat; merges,
deletions, and renames themselves; changes to files that are no longer there.

Source: The states after Rigby, Zhu, Donadelli, Mockus: Quantifying and Mitigating Turnover-Induced Knowledge Loss, ICSE 2016; to weigh them by
the period's changes is our judgement.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit, FileChange, TrackedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.knowledge.measures.lost_knowledge import LOST_KNOWLEDGE, STATES

CHANGES_WITHOUT_KNOWLEDGE = Measure(
    name="changes_without_knowledge",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of changes",
    subject="repository",
    needs=(Commit, FileChange, TrackedFile),
    rows=f"""
        SELECT s.repository AS subject, s.path AS key, s.state AS part, count(*) AS contribution
        FROM ({STATES}) s
        JOIN touches t ON t.repository = s.repository AND t.path = s.path
        GROUP BY ALL
    """,  # noqa: S608  # put together from constants of this practice
    fold=Fold(
        "the contributions of rows that are left, over all contributions",
        "coalesce(sum(contribution) FILTER (part = 'left'), 0) / sum(contribution)",
    ),
    key_is="file",
    part_is="state",
    absent=NotAssessed(
        "no change by people to a code file that is still there was found in the period",
        "Measure a longer period with `quarterdeck assess --since DATE`",
    ),
    gaps=LOST_KNOWLEDGE.gaps,
    criteria=LOST_KNOWLEDGE.criteria,
    decimals=2,
)
