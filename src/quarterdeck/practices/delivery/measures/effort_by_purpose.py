"""What people's effort goes to, and how much of it traces to nothing.

Says: The share of the period's person-days whose changes trace to no work item. Its rows say what the other days went to.

Matters because: Whether the right things are built can be asked only of work that says what it is for. What traces to nothing was decided by nobody,
or nobody wrote it down.

Counted how: A person-day is a day on which a person committed to a repository; it is shared evenly among that person's commits of the day. Each
commit belongs to what its work item is for: `initiative` where the item, its parent, or a label of it is among the epics of an initiative in the
record; else by the item's type `incidents`, `faults` (bugs), `maintenance` (tasks, chores, debt), or `other planned work`. A commit without an
item, directly or through its pull request, `traces to nothing`. Of several items the first in this order counts.

Leaves out: Merges, bots and coding agents; days without a commit: meetings, reviews, planning. It counts days on which something was changed, not
hours.

Source: Counting days is arithmetic; how types of items are read is our list and is shown with each row.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit
from quarterdeck.evidence.delivery import PullRequest
from quarterdeck.evidence.work import WorkItem
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

EFFORT_BY_PURPOSE = Measure(
    name="effort_by_purpose",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of person-days",
    subject="repository",
    needs=(Commit, WorkItem),
    also_reads=(PullRequest,),
    rows="""
        SELECT repository AS subject, "commit" AS key, purpose AS part, person_days AS contribution
        FROM efforts WHERE committed_at >= $start AND committed_at < $end AND EXISTS (FROM work_items)
    """,
    fold=Fold(
        "the days that trace to nothing over all days", "coalesce(sum(contribution) FILTER (part = 'traces to nothing'), 0) / nullif(sum(contribution), 0)"
    ),
    key_is="commit",
    part_is="purpose",
    absent=NotAssessed("no work items were imported, so no change can be traced to one", "Import them: `quarterdeck import work-items FILE`"),
    gaps="""
        SELECT repository AS subject, 'work items were imported for the last part of the period alone' AS why,
            'Import older work items, or assess a shorter period with `--since`' AS supply
        FROM repositories WHERE (SELECT min(created_at) FROM work_items) > $start + ($end - $start) / 2
    """,
    decimals=2,
)
