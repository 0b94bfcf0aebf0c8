"""A journey works less often than it shall.

Judges: how often all steps of a journey work, against the target on record.

Matters because: Users meet the whole. Each system may keep its own promise while what people came for fails too often, and no team sees it.

Silent when: no journey is on record, it has no target, or nothing tells how often one of its steps works.

What to do: Begin with the weakest step. Let the journey go on without what it can do without: a second way to pay, a price that is remembered.

Source: Serial composition is arithmetic. Money is the hours with an incident of a step, times what the record says that an hour costs, times the share
of it that such an hour loses (`lost_while_harmed`, our judgement). Without money: high where even at best it misses its target, medium where the
middle misses and the best does not (our judgement).
"""

from __future__ import annotations

from quarterdeck.assumptions.catalogue import LOST_WHILE_HARMED, WASTE_GOES_ON
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.loss import Factor, Loss
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, number, say
from quarterdeck.practices.reliability.basis import exactly
from quarterdeck.practices.reliability.measures.hours_without_journey import HOURS_WITHOUT_JOURNEY, WORTH
from quarterdeck.practices.reliability.measures.journey_availability import JOURNEY_AVAILABILITY
from quarterdeck.practices.reliability.measures.journey_target import JOURNEY_TARGET

WORKS = "works, "
_YEAR = 365.25


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
    rows = tuple(((bench.name("system", row.key),), (bench.name("words", row.part.removeprefix(WORKS)),), (exactly(row.contribution),)) for row in steps)
    detail = Detail(("What it rests on", "Known by", "Works"), "llr", rows)
    if works.value >= target.value:
        return Verdict(Outcome.MET, (*told, "."), detail=detail)
    without = bench.beside(HOURS_WITHOUT_JOURNEY, works.subject)
    loss = None if without.missing else _loss(without, bench)
    return Verdict(
        Outcome.NOT_MET,
        (*told, "."),
        action=say("Begin with {weakest}, the weakest step of {where}.", weakest=bench.name("system", steps[0].key), where=where),
        severity=Severity.HIGH if best < target.value else Severity.MEDIUM,
        loss=loss,
        detail=detail,
        notes=(_counted(without, priced=loss is not None),),
    )


def _loss(without: Measurement, bench: Bench) -> Loss | None:
    """What the hours without it cost a year, where the record says what one is worth."""
    worth = next((row for row in bench.rows(without) if row.key == WORTH), None)
    if worth is None or not without.value:
        return None
    yearly = without.value * _YEAR / ((without.period.end - without.period.start).days or 1)
    return Loss(
        f"sales and goodwill lost while {without.subject.key} does not work",
        (
            Factor("hours a year in which a step of it had an incident", value=yearly, measurement=without.id),
            Factor("what an hour without it costs, on record", value=worth.contribution, currency=worth.part),
            Factor("share of it that such an hour loses", LOST_WHILE_HARMED.name),
            Factor("times that the coming year repeats it", WASTE_GOES_ON.name),
        ),
    )


def _counted(without: Measurement, *, priced: bool) -> Phrase:
    """What money is in it and what is not."""
    if priced:
        return say(
            "Counted: {hours} in the period with an incident of a step, at the middle of what the record says an hour costs. Not counted: hours of people, "
            "credits owed to customers (each has a finding of its own), failures that were no incident, and who never came back.",
            hours=Cited(f"{number(without.value, 1)} hours", without.id),
        )
    return ("No money is shown: write `worth_per_hour` in its record, and import the incidents of its systems.",)


JOURNEY_FAILS_TOO_OFTEN = Judgement(
    name="journey-fails-too-often",
    title="Journeys that work less often than they shall",
    strength="Journeys work as often as they shall",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(JOURNEY_AVAILABILITY, JOURNEY_TARGET, HOURS_WITHOUT_JOURNEY),
    judge=judge,
)
