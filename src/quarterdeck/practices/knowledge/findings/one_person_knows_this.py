"""Half of a repository's code is known to too few people.

Judges: how many of the people whom the truck factor counts are still active, against the smallest number of people that a company should rest
on: who has left can neither be asked nor leave once more. Where all of them are active that number is the truck factor itself.

Matters because: When the last person who knows a part leaves, its next change is made by someone who has to guess. The work stops
until they have read it, and some of what it did for a reason is lost.

Silent when: the history was cut (shallow clone), there is no code, or none of these people is active any more, however many they were: then
nobody's leaving can be expected, and `knowledge-has-left` speaks instead.

What to do: Let a second person make the next changes in the files named, with the one who knows them reviewing; start with the files that
change most. Half a year of that costs a few days a month and is enough to raise the number by one.

Source: Avelino, Passos, Hora, Valente: A Novel Approach for Estimating Truck Factors, ICPC 2016. That a number below 2 is too small is what the
number means: one departure is enough.
"""

from __future__ import annotations

from collections.abc import Sequence

from quarterdeck.assumptions.catalogue import DEPARTURE_PROBABILITY, LEARNING_MONTHS, LOADED_ENGINEER_COST, OUTPUT_LOST_LEARNING
from quarterdeck.evidence.roles import is_test
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.loss import Factor, Loss
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, listing, number, say
from quarterdeck.practices.knowledge.measures.key_people_active import KEY_PEOPLE_ACTIVE
from quarterdeck.practices.knowledge.measures.truck_factor import TRUCK_FACTOR

SMALLEST_TRUCK_FACTOR = Criterion(
    "smallest_truck_factor", 2, "people", "Fewer people than this are too few to know half of the code.",
    "With one, a single departure leaves half of the code without anyone who knows it.",
)  # fmt: skip
_NAMED = 3


def judge(factor: Measurement, bench: Bench) -> Verdict:
    """Too few of them are still there: not met. None is: nobody's leaving can be expected."""
    active = bench.beside(KEY_PEOPLE_ACTIVE, factor.subject)
    there = [row.key for row in bench.rows(active) if row.part == "active"]
    where = bench.name("repository", factor.subject.key)
    if not there:
        verb = "commits" if factor.value == 1 else "commit"
        names = _named([row.key for row in bench.rows(active)], bench)
        return Verdict(Outcome.NOT_APPLICABLE, say("{where}: {names}, who knew half of the code, no longer " + verb + ".", where=where, names=names))
    if len(there) >= bench.criterion(SMALLEST_TRUCK_FACTOR):
        return Verdict(Outcome.MET, _enough(where, factor, active))
    names = _named(there, bench)
    return Verdict(
        Outcome.NOT_MET,
        _sentence(where, names, factor, active),
        action=_action(factor, there, bench, names),
        severity=Severity.MEDIUM,
        loss=_loss(factor, active),
        detail=_detail(active, bench),
    )


def _named(people: Sequence[str], bench: Bench) -> Phrase:
    """The first of them by name, the rest counted."""
    names: list[Phrase | Name] = [bench.name("person", person) for person in people[:_NAMED]]
    more = len(people) - len(names)
    return listing([*names, (counted(more, "other"),)] if more else names)


def _enough(where: Name, factor: Measurement, active: Measurement) -> Phrase:
    people = Cited(counted(int(factor.value), "person", "people"), factor.id)
    met = say("{where}: half of the code would have no author left only if {people} left", where=where, people=people)
    if active.value == factor.value:
        return (*met, ".")
    verb = "commits" if active.value == 1 else "commit"
    return (*met, *say("; {there} of them still " + verb + ".", there=Cited(number(active.value), active.id)))


def _sentence(where: Name, names: Phrase, factor: Measurement, active: Measurement) -> Phrase:
    """Only those who are there can be asked: with others gone already, it says so."""
    if active.value == factor.value:
        people = Cited(counted(int(factor.value), "person", "people"), factor.id)
        knows = "knows" if factor.value == 1 else "know"
        return say("{where} depends on {people}: only {names} " + knows + " more than half of its code.", where=where, people=people, names=names)
    return say(
        "{where} depends on {people}: of the {all} people who know more than half of its code, only {names} still "
        + ("commits." if active.value == 1 else "commit."),
        where=where,
        people=Cited(counted(int(active.value), "person", "people"), active.id),
        all=Cited(number(factor.value), factor.id),
        names=names,
    )


def _action(factor: Measurement, there: Sequence[str], bench: Bench, names: Phrase) -> Phrase:
    """Begin with the file that one of these people knows most of all: one that runs the product, where there is any."""
    known = [row.key for row in bench.rows(factor) if row.part in there]
    known.sort(key=is_test)
    first = bench.name("file", known[0]) if known else "their files"
    return say("Let a second person make the next change to {first}, with {names} reviewing; then file by file.", first=first, names=names)


def _loss(factor: Measurement, active: Measurement) -> Loss:
    """Each of these people who is still there may leave; then somebody has to learn the code with nobody to ask.

    Hiring and severance are not in it: they fall due whether or not others know the code.
    """
    return Loss(
        event=f"a key person leaves {factor.subject.key}",
        factors=(
            Factor("key people who are still there", value=active.value, measurement=active.id),
            Factor("chance of leaving within a year", DEPARTURE_PROBABILITY.name),
            Factor("months to learn the code", LEARNING_MONTHS.name),
            Factor("share of output lost meanwhile", OUTPUT_LOST_LEARNING.name),
            Factor("years in a month", value=1 / 12),
            Factor("cost of an engineer a year", LOADED_ENGINEER_COST.name),
        ),
    )


def _detail(active: Measurement, bench: Bench) -> Detail:
    rows = tuple(((bench.name("person", row.key),), (number(row.contribution),), ("yes" if row.part == "active" else "no",)) for row in bench.rows(active))
    return Detail(("Who knows this", "Files known", "Still commits"), "lrl", rows)


ONE_PERSON_KNOWS_THIS = Judgement(
    name="one-person-knows-this",
    title="Code that one person knows",
    strength="Half of the code is known to more than one person",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(TRUCK_FACTOR, KEY_PEOPLE_ACTIVE),
    judge=judge,
    criteria=(SMALLEST_TRUCK_FACTOR,),
)
