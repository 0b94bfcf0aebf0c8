"""A critical system without an alert.

Judges: whether an alert on a system that is critical and in use is defined in a file, or its record says where its alerts are.

Matters because: Without an alert customers are the alert: the outage is longer by the time that they take to complain.

Silent when: nobody wrote how critical the system is, or neither a file nor a record tells of any alert at all.

What to do: Put one alert on what its users notice, at somebody who can act. Keep it as a file beside the code; where it is in a tool,
name that in `alerts` of the record.

Source: That an objective is watched by an alert is the matter of Google, The Site Reliability Workbook, chapter 5 (not opened by us, told of by others). That
it is asked of critical systems alone is our judgement.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.practices.reliability.critical import ASIDE
from quarterdeck.practices.reliability.measures.alerts_in_force import ALERTS_IN_FORCE


def judge(alerts: Measurement, bench: Bench) -> Verdict:
    """A critical system without any: not met."""
    where = bench.name("system", alerts.subject.key)
    state = bench.rows(alerts, 1)[0].part
    if state in ASIDE:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} {aside}.", where=where, aside=ASIDE[state]))
    if alerts.value:
        return Verdict(Outcome.MET, say("{where}: {told} on it.", where=where, told=Cited(counted(int(alerts.value), "alert"), alerts.id)))
    return Verdict(
        Outcome.NOT_MET,
        say("{where} is critical, and {none} when it fails.", where=where, none=Cited("no alert that is known rings", alerts.id)),
        action=say("Put one alert on what the users of {where} notice, or write down where its alerts are.", where=where),
        severity=Severity.HIGH,
    )


CRITICAL_SYSTEM_WITHOUT_ALERT = Judgement(
    name="critical-system-without-alert",
    title="Critical systems without an alert",
    strength="Critical systems have alerts",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(ALERTS_IN_FORCE,),
    judge=judge,
)
