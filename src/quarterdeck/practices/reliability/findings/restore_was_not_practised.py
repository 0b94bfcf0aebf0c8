"""The restore of a critical system's data was not practised.

Judges: whether a working control restored the data of a critical system that is backed up, within a year.

Matters because: Nobody knows whether the copy is whole, nor how long it takes to bring it back. Both are learned on the worst day, or on a
quiet one.

Silent when: the system is not critical, or no backup of it is on record: then that is the finding.

What to do: Restore the newest copy to an empty account, compare it with the day before, write down how long it took, and put the next
practice into the calendar.

Source: ISO/IEC 27001:2022, Annex A, control 8.13, asks that copies are tested. Once a year is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, say
from quarterdeck.practices.reliability.measures.restores_practised import PRACTISED_WITHIN, RESTORES_PRACTISED

_ASIDE = {"not critical": "is not on record as critical", "not in use": "is not in use", "no backup": "has no backup on record"}


def judge(practised: Measurement, bench: Bench) -> Verdict:
    """No restore within the limit is not met."""
    where = bench.name("system", practised.subject.key)
    days = {row.part for row in bench.rows(practised)}
    if aside := days & _ASIDE.keys():
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} {aside}.", where=where, aside=_ASIDE[aside.pop()]))
    newest = max(days - {"never"}, default="")
    if practised.value:
        return Verdict(Outcome.MET, say("{where}: a restore was practised on {day}.", where=where, day=Cited(newest, practised.id)))
    last = "no restore on record was ever practised" if not newest else f"the last restore was practised on {newest}"
    return Verdict(
        Outcome.NOT_MET,
        say("{where} is critical and backed up, and {last}.", where=where, last=Cited(last, practised.id)),
        action=say("Restore the newest copy of {where} to an empty account and write down how long it took.", where=where),
        severity=Severity.MEDIUM,
    )


RESTORE_WAS_NOT_PRACTISED = Judgement(
    name="restore-was-not-practised",
    title="Backups of critical systems that nobody has restored within a year",
    strength="Restores of critical systems are practised",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(RESTORES_PRACTISED,),
    judge=judge,
    criteria=(PRACTISED_WITHIN,),
)
