"""How many of the people that the truck factor counts still work on the code.

Says: Of the people without whom half of the code has no author, how many committed lately.

Matters because: A departure can only be expected of somebody who is still there. Where the key people have already gone, the loss is
no risk any more but a fact, and another finding speaks of it.

Counted how: The truck factor's people, in the order in which they are taken away; a person is active when a commit of theirs to any
assessed repository was authored within the criterion's days before the date of the assessment. The value is the number of active people.

Leaves out: People who still answer questions but no longer commit, and people on long leave.

Source: The truck factor's own definition (Avelino et al., ICPC 2016); the length of the window is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit, FileChange, TrackedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Criterion, Fold, Measure, Page
from quarterdeck.practices.knowledge.measures.truck_factor import TRUCK_FACTOR

ACTIVE_WITHIN = Criterion(
    "active_within_days", 183, "days", "A person counts as active when a commit of theirs is at most this old.",
    "Our judgement: half a year is longer than most leaves and shorter than most returns.",
)  # fmt: skip

KEY_PEOPLE_ACTIVE = Measure(
    name="key_people_active",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="people",
    subject="repository",
    needs=(Commit, FileChange, TrackedFile),
    rows="""
        SELECT k.repository AS subject, k.person AS key,
            CASE WHEN seen.last_at >= $end - to_days($active_within_days::INTEGER) THEN 'active' ELSE 'gone' END AS part, k.files AS contribution
        FROM key_people k JOIN last_seen seen USING (person)
    """,
    fold=Fold("the number of rows that are active", "count(*) FILTER (part = 'active')"),
    key_is="person",
    part_is="state",
    absent=TRUCK_FACTOR.absent,
    gaps=TRUCK_FACTOR.gaps,
    criteria=(ACTIVE_WITHIN,),
)
