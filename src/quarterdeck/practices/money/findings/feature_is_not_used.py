"""The product carries features that hardly anybody uses.

Judges: whether any feature reaches less than a small part of the people whom the product's most used feature reaches.

Matters because: Each feature is paid for as long as it stands. The cheapest code is the code that was taken away.

Silent when: no usage over three months was imported, or a product has fewer than three features in it.

What to do: Ask the few who use it what for, offer them another way, and take the feature away with its tests. Where it must stay, write down why.

Source: Our own definition; the part is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, listing, number, say
from quarterdeck.practices.money.measures.features import LEAST_REACH, LITTLE_USED_FEATURES

_NAMED = 3


def judge(little: Measurement, bench: Bench) -> Verdict:
    """Any feature below the part: not met."""
    where = bench.name("company", little.subject.key)
    of = counted(little.observations, "feature")
    found = sorted((row for row in bench.rows(little) if row.part == "little"), key=lambda row: (row.contribution, row.key))
    if not found:
        return Verdict(Outcome.MET, say("{where}: each of {of} is used.", where=where, of=of))
    names = listing([bench.name("feature", row.key) for row in found[:_NAMED]] + ([(f"{len(found) - _NAMED} more",)] if found[_NAMED:] else []))
    count = Cited(number(little.value), little.id)
    rows = tuple(((bench.name("feature", row.key),), (percent(row.contribution),)) for row in found)
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: hardly anybody uses {count} of {of}: {names}.", where=where, count=count, of=of, names=names),
        action=say("Ask the few who use {name} what for, offer another way, and take it away.", name=bench.name("feature", found[0].key)),
        severity=Severity.LOW,
        detail=Detail(("Feature", "Reach against the most used"), "lr", rows),
    )


FEATURE_IS_NOT_USED = Judgement(
    name="feature-is-not-used",
    title="Features that hardly anybody uses",
    strength="The features of the product are used",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(LITTLE_USED_FEATURES,),
    judge=judge,
    criteria=(LEAST_REACH,),
)
