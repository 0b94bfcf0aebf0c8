"""Measures of repositories, told of teams, systems and the company: the same rows, under the subject that answers for the repository."""

from __future__ import annotations

from dataclasses import replace

from quarterdeck.kernel.measure import Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.delivery.measures.change_fail_rate import CHANGE_FAIL_RATE
from quarterdeck.practices.delivery.measures.change_lead_time import CHANGE_LEAD_TIME
from quarterdeck.practices.delivery.measures.deployment_frequency import DEPLOYMENT_FREQUENCY
from quarterdeck.practices.delivery.measures.deployment_rework_rate import DEPLOYMENT_REWORK_RATE
from quarterdeck.practices.delivery.measures.done_in_planned_sprint import DONE_IN_PLANNED_SPRINT
from quarterdeck.practices.delivery.measures.effort_by_purpose import EFFORT_BY_PURPOSE
from quarterdeck.practices.delivery.measures.epic_forecasts_kept import EPIC_FORECASTS_KEPT
from quarterdeck.practices.delivery.measures.failed_deployment_recovery_time import FAILED_DEPLOYMENT_RECOVERY_TIME
from quarterdeck.practices.delivery.measures.flow_by_week import FLOW_BY_WEEK
from quarterdeck.practices.delivery.measures.items_done_when_due import ITEMS_DONE_WHEN_DUE
from quarterdeck.practices.delivery.measures.littles_law import LITTLES_LAW
from quarterdeck.practices.delivery.measures.open_epics import OPEN_EPICS
from quarterdeck.practices.delivery.measures.throughput import THROUGHPUT
from quarterdeck.practices.delivery.measures.work_item_cycle_time import WORK_ITEM_CYCLE_TIME

KINDS = {"company": "the company", "system": "a system", "team": "a team", "vendor": "a vendor"}
"""What stands on several repositories, and how it is called in a sentence."""


def scoped(measure: Measure, kind: str) -> Measure:
    """The measure over all repositories behind each subject of a kind (table `scopes`), folded from their rows together."""
    whom = KINDS[kind]
    page = Page(
        f"{measure.page.title.rstrip('.')}, of {whom}.",
        {
            "Says": f"What `{measure.name}` says, over all repositories of {whom} together.",
            "Matters because": measure.page.parts["Matters because"],
            "Counted how": f"The rows of `{measure.name}` of every repository behind {whom} (table `scopes`), folded together as they are folded there.",
            "Leaves out": "Repositories without a basis, which give no rows: whoever compares should look at them one by one. DORA's guide warns of blending: "
            "«While it may be tempting to blend metrics across multiple teams–or entire organizations–these differences in context mean that doing so can "
            "be problematic.»",
            "Source": measure.page.parts["Source"],
        },
    )
    absent = NotAssessed(f"none of its repositories has a basis for it: {measure.absent.why}", measure.absent.supply)
    rows = f"""
        SELECT s.subject, r.subject || ': ' || r.key AS key, r.part, r.contribution
        FROM ({measure.rows}) r JOIN scopes s ON s.repository = r.subject AND s.kind = '{kind}'
        WHERE r.subject NOT IN (SELECT subject FROM ({measure.gaps or "SELECT NULL AS subject WHERE false"}) WHERE subject IS NOT NULL)
    """  # noqa: S608  # put together from a measure of this practice
    key_is = "week of a repository" if measure.key_is == "week" else measure.key_is
    return replace(measure, name=f"{kind}_{measure.name}", subject=kind, page=page, rows=rows, key_is=key_is, absent=absent, gaps="")


_TOGETHER = (
    CHANGE_LEAD_TIME, DEPLOYMENT_FREQUENCY, CHANGE_FAIL_RATE, FAILED_DEPLOYMENT_RECOVERY_TIME, DEPLOYMENT_REWORK_RATE, WORK_ITEM_CYCLE_TIME, THROUGHPUT,
    FLOW_BY_WEEK, EFFORT_BY_PURPOSE,
)  # fmt: skip
SCOPED = {(kind, measure.name): scoped(measure, kind) for kind in KINDS for measure in _TOGETHER}
"""What is told of teams, systems and the company as well, by kind and name."""

COMPANY_ITEMS_DONE_WHEN_DUE = scoped(ITEMS_DONE_WHEN_DUE, "company")
COMPANY_DONE_IN_PLANNED_SPRINT = scoped(DONE_IN_PLANNED_SPRINT, "company")
COMPANY_LITTLES_LAW = scoped(LITTLES_LAW, "company")
COMPANY_OPEN_EPICS = scoped(OPEN_EPICS, "company")
COMPANY_EPIC_FORECASTS_KEPT = scoped(EPIC_FORECASTS_KEPT, "company")
