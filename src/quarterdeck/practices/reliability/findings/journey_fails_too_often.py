"""A journey works less often than it shall.

Judges: how often all steps of a journey work, against the target on record.

Matters because: Users meet the whole. Each system may keep its own promise while what people came for fails too often, and no team sees it.

Silent when: no journey is on record, it has no target, or nothing tells how often one of its steps works.

What to do: Begin with the weakest step. Let the journey go on without what it can do without: a second way to pay, a price that is remembered.

Source: Serial composition is arithmetic. High where even at best it misses its target; medium where the middle misses and the best does not: our judgement.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, say
from quarterdeck.practices.reliability.basis import exactly
from quarterdeck.practices.reliability.measures.journey_availability import JOURNEY_AVAILABILITY
from quarterdeck.practices.reliability.measures.journey_target import JOURNEY_TARGET

WORKS = "works, "


def judge(works: Measurement, bench: Bench) -> Verdict:
    """Below its target is not met."""
    where = bench.name("journey", works.subject.key)
    target = bench.beside(JOURNEY_TARGET, works.subject)
    if target.missing:
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: nobody wrote how often it shall work.", where=where), missing=target.missing)
    steps = sorted((row for row in bench.rows(works) if row.part.startswith(WORKS)), key=lambda row: (row.contribution, row.key))
    best, worst = works.high if works.high is not None else works.value, works.low if works.low is not None else works.value
    told: Phrase = say(
        "{where} works {share} of the time ({worst} to {best}); it shall work {target}",
        where=where, share=Cited(exactly(works.value), works.id), worst=exactly(worst), best=exactly(best),
        target=Cited(exactly(target.value), target.id),
    )  # fmt: skip
    rows = tuple(((bench.name("system", row.key),), (row.part.removeprefix(WORKS),), (exactly(row.contribution),)) for row in steps)
    detail = Detail(("What it rests on", "Known by", "Works"), "llr", rows)
    if works.value >= target.value:
        return Verdict(Outcome.MET, (*told, "."), detail=detail)
    return Verdict(
        Outcome.NOT_MET,
        (*told, "."),
        action=say("Begin with {weakest}, the weakest step of {where}.", weakest=bench.name("system", steps[0].key), where=where),
        severity=Severity.HIGH if best < target.value else Severity.MEDIUM,
        detail=detail,
    )


JOURNEY_FAILS_TOO_OFTEN = Judgement(
    name="journey-fails-too-often",
    title="Journeys that work less often than they shall",
    strength="Journeys work as often as they shall",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(JOURNEY_AVAILABILITY, JOURNEY_TARGET),
    judge=judge,
)
