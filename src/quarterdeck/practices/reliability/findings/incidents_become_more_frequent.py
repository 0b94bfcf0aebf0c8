"""Incidents of a service become more frequent.

Judges: whether the incidents of two years grow closer together by more than chance would show, and by how much the newer half outdoes the
older.

Matters because: A service that fails more often each month wears out its users and the people on call long before one large failure makes
it a topic.

Silent when: the imported incidents span less than half a year, or too few name the service.

What to do: Find what changed when the rise began (people, load, releases), and give the service time for repair before new features.

Source: Laplace's trend test, https://www.reliawiki.com/index.php/RGA_Appendix_B. At the limit of 1.645 one service in twenty without any
trend is named by chance, so the rise must also be large. Both limits are our judgement and can be set.
"""

from __future__ import annotations

from collections import Counter

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, counted, number, say
from quarterdeck.practices.reliability.measures.incident_trend import INCIDENT_TREND

SUREST = Criterion(
    "incident_trend_u", 1.645, "(Laplace's U)", "Above this, a rise is more than chance.", "One chance in twenty, the usual level of a one-sided test."
)
LARGEST_RISE = Criterion(
    "incident_rise", 1.5, "times", "The newer half must have so many times the incidents of the older.", "Our judgement: half as many again is felt."
)
FEWEST = Criterion("fewest_incidents", 10, "incidents", "With fewer incidents nothing can be said of a trend.", "Our judgement: the test is an approximation.")
_DOUBLED = 2


def judge(trend: Measurement, bench: Bench) -> Verdict:
    """A sure and large rise is not met; twice as many as before is high."""
    where = bench.name("service", trend.subject.key)
    if trend.observations < bench.criterion(FEWEST):
        missing = NotAssessed(
            f"only {counted(trend.observations, 'incident')} of two years {'name' if trend.observations != 1 else 'names'} it", "Nothing: few is good news"
        )
        return Verdict(Outcome.NOT_APPLICABLE, say("{where}: {why}.", where=where, why=missing.why))
    halves = Counter(row.part for row in bench.rows(trend))
    older, newer = halves["older half"], halves["newer half"]
    told = say("{newer} against {older}", newer=Cited(number(newer), trend.id), older=Cited(number(older), trend.id))
    if trend.value <= bench.criterion(SUREST) or newer < bench.criterion(LARGEST_RISE) * older:
        return Verdict(Outcome.MET, say("{where}: incidents are no more frequent than before ({told}).", where=where, told=told), notes=(_sure(trend, bench),))
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: incidents have become more frequent, {told} in as long a time before.", where=where, told=told),
        action=("Find what changed when the rise began, and give the service time for repair before new features.",),
        severity=Severity.HIGH if newer >= _DOUBLED * max(older, 1) else Severity.MEDIUM,
        detail=Detail(("Half of the window", "Incidents"), "lr", ((("older",), (number(older),)), (("newer",), (number(newer),)))),
        notes=(_sure(trend, bench),),
    )


def _sure(trend: Measurement, bench: Bench) -> Phrase:
    told = "Laplace's U is {value}; above {limit} a rise is more than chance."
    return say(told, value=Cited(number(trend.value, 2), trend.id), limit=f"{bench.criterion(SUREST):g}")


INCIDENTS_BECOME_MORE_FREQUENT = Judgement(
    name="incidents-become-more-frequent",
    title="Services whose incidents become more frequent",
    strength="Incidents do not become more frequent",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(INCIDENT_TREND,),
    judge=judge,
    criteria=(SUREST, LARGEST_RISE, FEWEST),
)
