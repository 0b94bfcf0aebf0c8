"""How many days of people went to an initiative.

Says: The number of person-days of the period that went to work items of the initiative, by week.

Matters because: An initiative that runs on paper and gets no days is no initiative. Which ones the days go to is what was decided in truth.

Counted how: Each week (its Monday) contributes the person-days of commits whose work item, or its parent or label, is among the epics that the
initiative's record names (table `efforts`), by repository. An initiative that names epics and got none contributes 0.

Leaves out: Days without a commit. Initiatives whose record names no epics: nothing leads to them.

Source: Counting days is arithmetic.
"""

from __future__ import annotations

from dataclasses import replace

from quarterdeck.evidence.code import Commit
from quarterdeck.evidence.work import WorkItem
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.kinds.objective import Objective
from quarterdeck.records.tables import table_of

RUNNING = "it runs"
"""The part of the row that tells of an initiative that its record says so."""
_DAYS = f"""
    SELECT initiative, date_trunc('week', committed_at)::DATE::VARCHAR AS key, repository AS part, sum(person_days) AS contribution
    FROM efforts WHERE committed_at >= $start AND committed_at < $end AND initiative IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT record, 'no week', CASE WHEN status = 'running' THEN '{RUNNING}' ELSE '' END, 0
    FROM initiative_records WHERE len(epics) > 0 AND EXISTS (FROM work_items)
"""  # noqa: S608  # a word of this module

DAYS_FOR_INITIATIVE = Measure(
    name="days_for_initiative",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="person-days",
    subject="initiative",
    needs=(Commit, WorkItem, table_of(Initiative)),
    rows=f"SELECT initiative AS subject, key, part, contribution FROM ({_DAYS})",  # noqa: S608  # a constant of this module
    fold=TOTAL,
    key_is="week",
    part_is="repository",
    absent=NotAssessed("its record names no epics, so no work leads to it", "Name what its work is called in the tracker: `epics: [SHOP-12, label:doors]`"),
    decimals=1,
)

DAYS_FOR_OBJECTIVE = replace(
    DAYS_FOR_INITIATIVE,
    name="days_for_objective",
    page=Page(
        "How many days of people went to an objective.",
        {
            **DAYS_FOR_INITIATIVE.page.parts,
            "Says": "The number of person-days of the period that went to initiatives which name the objective, by week.",
            "Matters because": "What the company wants and what its people's days go to are two lists. Here they stand side by side.",
            "Leaves out": "Days without a commit. Initiatives that name no objective or no epics.",
        },
    ),
    subject="objective",
    needs=(Commit, WorkItem, table_of(Initiative), table_of(Objective)),
    rows=f"""
        SELECT i.objective AS subject, d.key, d.part, sum(d.contribution) AS contribution
        FROM ({_DAYS}) d JOIN initiative_records i ON i.record = d.initiative WHERE i.objective IS NOT NULL GROUP BY ALL
    """,  # noqa: S608  # a constant of this module
    absent=NotAssessed("no initiative that names it names epics, so no work leads to it", "Name them in the initiatives: `epics: [SHOP-12, label:doors]`"),
)
