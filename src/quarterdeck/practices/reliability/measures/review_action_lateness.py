"""How late an action from an incident's review is.

Says: For each action on record that an incident's review asked for, the days since the day by which it was to be done.

Matters because: A review that changes nothing is a meeting. The incident comes back, and everybody knew.

Counted how: Actions whose record names an `incident`. One row each: days since `due` for one that is open (below zero while it is ahead), with
that day as the part; one that is done or dropped counts nothing. An action from elsewhere has a row that says so.

Leaves out: Actions that are kept in another tool, and those that a review asked for in words alone. Whether what was done helped:
`repeated_incidents` tells.

Source: The records of actions (`incident`, `due`, `status`).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import CLOSED, ONE_ROW, none_on_record
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.records.kinds.action import Action
from quarterdeck.records.tables import table_of

ELSEWHERE = "not from an incident"

REVIEW_ACTION_LATENESS = Measure(
    name="review_action_lateness",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="action",
    needs=(table_of(Action),),
    rows=f"""
        SELECT record AS subject, coalesce(nullif(incident, ''), record) AS key,
            CASE WHEN coalesce(incident, '') = '' THEN '{ELSEWHERE}' WHEN status <> 'open' THEN '{CLOSED}' ELSE due::VARCHAR END AS part,
            CASE WHEN coalesce(incident, '') <> '' AND status = 'open' THEN date_diff('day', due, $as_of::DATE) ELSE 0 END AS contribution
        FROM action_records
    """,  # noqa: S608  # put together from constants
    fold=ONE_ROW,
    key_is="incident",
    part_is="day",
    absent=none_on_record("action", "what", "owner", "due", "incident"),
)
