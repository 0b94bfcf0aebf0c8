"""On-call rests on one person.

Judges: the greatest share of a team's on-call time that one person holds, where there is enough of it to tell.

Matters because: Nights and weekends on call wear people out. When the one who holds most of it is ill or leaves, nobody who is practised answers.

Silent when: no shift could be joined to the team, or too few hours of the period are covered.

What to do: Spread the weeks evenly over everybody who can answer, and train those who cannot yet. Ask first why it is so: a share that somebody
wishes for, or is paid for, is another thing than one that nobody decided.

Source: Google, Site Reliability Engineering, chapter 11, names a quarter of one's time as the most that on-call should take,
https://sre.google/sre-book/being-on-call/ (its opening
read on 27 November 2026, the quarter as others quote it). Both limits are our judgement and can be set. The share
says nothing about how well anybody works.
"""

from __future__ import annotations

from collections import defaultdict

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, number, say
from quarterdeck.practices.reliability.measures.on_call_share import ON_CALL_SHARE

LARGEST_SHARE = Criterion(
    "largest_on_call_share", 0.55, "of on-call time", "Above this share, on-call rests on one person.",
    "Our judgement: more than half, and more than two people who take turns give by chance.",
)  # fmt: skip
FEWEST_HOURS = Criterion(
    "fewest_on_call_hours",
    1344,
    "hours",
    "With fewer hours of shifts in the period nothing can be said of a habit.",
    "Our judgement: eight weeks around the clock.",
)
_NEARLY_ALL = 0.8


def judge(share: Measurement, bench: Bench) -> Verdict:
    """One person above the limit, over enough hours: not met; four fifths are high."""
    where = bench.name("team", share.subject.key)
    held: defaultdict[str, float] = defaultdict(float)
    for row in bench.rows(share):
        held[row.part] += row.contribution
    total = sum(held.values())
    if total < bench.criterion(FEWEST_HOURS):
        missing = NotAssessed(
            f"only {number(total)} hours of on-call shifts in the period could be joined to it",
            "Import shifts of a longer time with `quarterdeck import on-call FILE`",
        )
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=missing.why), missing=missing)
    told = Cited(percent(share.value), share.id)
    people = counted(len(held), "person", "people")
    if share.value <= bench.criterion(LARGEST_SHARE):
        return Verdict(Outcome.MET, say("{where}: {people} share on-call; nobody holds more than {share}.", where=where, people=people, share=told))
    most = min(held, key=lambda person: (-held[person], person))
    others = sorted(person for person in held if person != most)
    rows = (
        ((bench.name("person", most),), (percent(share.value),), (number(held[most] / 168, 1),)),
        ((f"{counted(len(others), 'other person', 'other people')} together",), (percent(1 - share.value),), (number((total - held[most]) / 168, 1),)),
    )
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {who} holds {share} of the on-call time; {people} take part.", where=where, who=bench.name("person", most), share=told, people=people),
        action=("Spread the weeks evenly over everybody who can answer, and train those who cannot yet.",),
        severity=Severity.HIGH if share.value >= _NEARLY_ALL else Severity.MEDIUM,
        detail=Detail(("On call", "Share", "Weeks"), "lrr", rows),
        notes=(("No money is shown: the person's leaving is priced where knowledge is judged, and would be counted twice.",),),
    )


ON_CALL_RESTS_ON_ONE_PERSON = Judgement(
    name="on-call-rests-on-one-person",
    title="On-call that rests on one person",
    strength="On-call is shared",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(ON_CALL_SHARE,),
    judge=judge,
    criteria=(LARGEST_SHARE, FEWEST_HOURS),
)
