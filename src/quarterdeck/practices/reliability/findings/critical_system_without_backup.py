"""A critical system without a backup.

Judges: whether a working control on record copies the data of a system that is critical and keeps data.

Matters because: What is lost there is lost for good: no insurance and no overtime brings data back.

Silent when: nobody wrote how critical the system is or what data it keeps, or no control of the record tells of backups at all.

What to do: Have its data copied each night to another account, write the control down, and restore it once for practice. Where it is backed
up already, name it in the control that does.

Source: ISO/IEC 27001:2022, Annex A, control 8.13 (information backup). Which control is a backup is told by its words: our reading.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, counted, listing, say
from quarterdeck.practices.reliability.measures.backups_in_force import BACKUPS_IN_FORCE
from quarterdeck.practices.reliability.measures.restores_practised import RESTORES_PRACTISED

_ASIDE = {"not critical": "is not on record as critical", "not in use": "is not in use", "keeps no data of its own": "keeps no data of its own"}


def judge(backups: Measurement, bench: Bench) -> Verdict:
    """A critical system that keeps data and that no control backs up: not met, and high."""
    where = bench.name("system", backups.subject.key)
    rows = bench.rows(backups)
    if rows[0].part in _ASIDE:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} {aside}.", where=where, aside=_ASIDE[rows[0].part]))
    if backups.value:
        controls = listing([bench.name("control", row.key) for row in rows])
        return Verdict(
            Outcome.MET,
            say("{where}: {count} it up ({controls}).", where=where, count=Cited(_back(len(rows)), backups.id), controls=controls),
            notes=_restored(bench.beside(RESTORES_PRACTISED, backups.subject)),
        )
    return Verdict(
        Outcome.NOT_MET,
        say("{where} is critical, and {none} its data up.", where=where, none=Cited("no control on record backs", backups.id)),
        action=say("Have the data of {where} copied each night to another account, then restore it once for practice.", where=where),
        severity=Severity.HIGH,
        notes=(("No money is shown: what the data is worth stands in no evidence. A risk of the record may tell.",),),
    )


def _back(count: int) -> str:
    return f"{counted(count, 'control')} {'backs' if count == 1 else 'back'}"


def _restored(practised: Measurement) -> tuple[Phrase, ...]:
    return () if practised.missing or practised.value else (("No restore was practised within a year.",),)


CRITICAL_SYSTEM_WITHOUT_BACKUP = Judgement(
    name="critical-system-without-backup",
    title="Critical systems without a backup",
    strength="Critical systems are backed up",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(BACKUPS_IN_FORCE, RESTORES_PRACTISED),
    judge=judge,
)
