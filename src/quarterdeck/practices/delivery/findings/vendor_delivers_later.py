"""A vendor delivers later than the company itself.

Judges: the median time from commit to production of changes in the repositories that a vendor's teams own, against that of the whole company.

Matters because: The work is paid for when it is done and earns when it is out. A contract can ask for that, and the next one can be given by it.

Silent when: no system on record is owned by a team of a vendor's people (then it does not apply), or too few of its changes were deployed.

What to do: Look at the waits together with the vendor: who approves, who deploys, what they may not do by themselves. Much of it may be the company's own.

Source: DORA, change lead time, https://dora.dev/guides/dora-metrics/. Its guide warns of comparing across contexts, so only twice the company's own median
and more than a week is told, which is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measure, Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Cited, Phrase, counted, number, say
from quarterdeck.practices.delivery.measures.change_fail_rate import CHANGE_FAIL_RATE
from quarterdeck.practices.delivery.measures.change_lead_time import CHANGE_LEAD_TIME
from quarterdeck.practices.delivery.measures.deployment_frequency import DEPLOYMENT_FREQUENCY
from quarterdeck.practices.delivery.measures.deployment_rework_rate import DEPLOYMENT_REWORK_RATE
from quarterdeck.practices.delivery.measures.failed_deployment_recovery_time import FAILED_DEPLOYMENT_RECOVERY_TIME
from quarterdeck.practices.delivery.measures.throughput import THROUGHPUT
from quarterdeck.practices.delivery.measures.vendor_repositories import VENDOR_REPOSITORIES
from quarterdeck.practices.delivery.measures.work_item_cycle_time import WORK_ITEM_CYCLE_TIME
from quarterdeck.practices.delivery.scoped import SCOPED

LATER_BY = Criterion("vendor_later_by", 2, "times the company's", "A median above so many times the company's is late.", "Our judgement.")
SOONEST_LATE = Criterion("vendor_soonest_late_days", 7, "days", "A median below this is never late.", "Our judgement: within a week nobody asks.")
FEWEST_CHANGES = Criterion("fewest_vendor_changes", 10, "changes", "With fewer deployed changes no median can be compared.", "Our judgement.")
_COMPANY = Subject("company", "company")
_ALIKE = (
    ("Days from commit to production", CHANGE_LEAD_TIME), ("Deployments", DEPLOYMENT_FREQUENCY), ("Change fail rate", CHANGE_FAIL_RATE),
    ("Hours until recovered", FAILED_DEPLOYMENT_RECOVERY_TIME), ("Rework rate", DEPLOYMENT_REWORK_RATE), ("Days for a work item", WORK_ITEM_CYCLE_TIME),
    ("Work items done", THROUGHPUT),
)  # fmt: skip


def judge(owned: Measurement, bench: Bench) -> Verdict:
    """Later than the limit and than so many times the company's own is not met; a vendor without a team here is not judged."""
    where = bench.name("vendor", owned.subject.key)
    lead = bench.beside(SCOPED["vendor", CHANGE_LEAD_TIME.name], owned.subject)
    if not owned.value:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where}: no system here is owned by a team of its people.", where=where))
    if lead.missing:
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=lead.missing.why), missing=lead.missing)
    if lead.observations < bench.criterion(FEWEST_CHANGES):
        why = f"only {counted(lead.observations, 'change')} in its repositories reached production in the period"
        missing = NotAssessed(why, "Assess a longer period with `--since`, or import earlier deployments")
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=why), missing=missing)
    whole = bench.beside(SCOPED["company", CHANGE_LEAD_TIME.name], _COMPANY)
    sentence = say(
        "{where}: half of its changes take {days} days or more to production; {usual} in the whole company.",
        where=where, days=Cited(number(lead.value, 1), lead.id), usual=Cited(number(whole.value, 1), whole.id),
    )  # fmt: skip
    detail = Detail(("The same measures", "Vendor", "Whole company"), "lrr", tuple(_beside(words, measure, lead.subject, bench) for words, measure in _ALIKE))
    if lead.value <= max(bench.criterion(SOONEST_LATE), bench.criterion(LATER_BY) * whole.value):
        return Verdict(Outcome.MET, sentence, detail=detail)
    return Verdict(
        Outcome.NOT_MET,
        sentence,
        action=("Look at the waits together with the vendor: who approves, who deploys, what its people may not do by themselves.",),
        severity=Severity.MEDIUM,
        detail=detail,
    )


def _beside(words: str, measure: Measure, vendor: Subject, bench: Bench) -> tuple[Phrase, ...]:
    """What a measure says of the vendor and of the company; a dash where it says nothing."""
    both = (bench.beside(SCOPED["vendor", measure.name], vendor), bench.beside(SCOPED["company", measure.name], _COMPANY))
    return ((words,), *((("–",) if one.missing else (Cited(_told(measure, one), one.id),)) for one in both))


def _told(measure: Measure, one: Measurement) -> str:
    return percent(one.value) if measure.unit.startswith("of ") else number(one.value, measure.decimals)


VENDOR_DELIVERS_LATER = Judgement(
    name="vendor-delivers-later",
    title="Vendors that deliver later than the company itself",
    strength="Vendors deliver as soon as the company itself",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(VENDOR_REPOSITORIES, *(SCOPED["vendor", measure.name] for _, measure in _ALIKE)),
    judge=judge,
    criteria=(LATER_BY, SOONEST_LATE, FEWEST_CHANGES),
)
