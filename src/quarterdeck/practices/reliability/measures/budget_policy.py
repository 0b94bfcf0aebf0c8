"""Whether it is agreed what happens when an error budget is spent.

Says: For each service level on record that is an objective of our own, whether somebody wrote what happens when its error budget is spent.

Matters because: The hour in which a budget is spent is a bad one to begin to argue about what follows.

Counted how: One row a level: 1 where its record has a `budget_policy`, or says whether `releases_stop`; else 0. The part says what follows for releases.

Leaves out: Agreements with customers, which have a row that says so. OpenSLO files, whose format has no place for it: write a record of the same name.
Whether anybody keeps to it: `releases_while_spent`.

Source: The company's own record. What such a policy says: Google, The Site Reliability Workbook, example error budget policy,
https://sre.google/workbook/error-budget-policy/ (read on 27 November 2026).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import none_on_record
from quarterdeck.evidence.governance import ServiceObjective
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.records.kinds.service_level import ServiceLevel
from quarterdeck.records.tables import table_of

AGREEMENT, STOP, GO_ON, UNSAID, NOTHING = "agreement", "releases stop", "releases go on", "nothing on releases", "nothing"
"""What follows for releases, as the rows' parts say it."""

BUDGET_POLICY = Measure(
    name="budget_policy",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="agreements",
    subject="service-level",
    needs=(table_of(ServiceLevel),),
    also_reads=(ServiceObjective,),
    rows=f"""
        SELECT record AS subject, record AS key, CASE WHEN type = 'agreement' THEN '{AGREEMENT}' WHEN releases_stop THEN '{STOP}'
                WHEN NOT releases_stop THEN '{GO_ON}' WHEN coalesce(budget_policy, '') <> '' THEN '{UNSAID}' ELSE '{NOTHING}' END AS part,
            (type <> 'agreement' AND (releases_stop IS NOT NULL OR coalesce(budget_policy, '') <> ''))::INTEGER AS contribution
        FROM service_level_records
    """,  # noqa: S608  # put together from constants
    fold=TOTAL,
    key_is="service-level",
    part_is="state",
    absent=none_on_record("service-level", "system", "indicator", "target", "window", "budget_policy"),
    gaps="""
        SELECT level AS subject, 'it stands in an OpenSLO file, which has no place for what happens when its budget is spent' AS why,
            'Write a service level of that name with `budget_policy` in the record' AS supply
        FROM service_levels WHERE level LIKE 'openslo/%'
    """,
)
