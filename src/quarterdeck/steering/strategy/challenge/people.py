"""Whether somebody can do it, and whether more than one can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from quarterdeck.kernel.text import listing, say
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.kinds.person import Person
from quarterdeck.records.values import Ref
from quarterdeck.steering.strategy.challenge.plan import Argument, Plan, Silent


def _holders(plan: Plan, initiative: Initiative, skill: str) -> list[Person]:
    """The members of an initiative's teams who have a skill, each once."""
    people = {one.ref: one for team in initiative.teams for one in plan.members(team)}
    return [one for one in people.values() if skill.lower() in {known.lower() for known in one.skills}]


def nobody_has_the_skill(plan: Plan) -> Iterator[Argument | Silent]:
    """An initiative needs a skill that nobody in its teams has."""
    unsaid = [one for one in plan.initiatives if not one.skills]
    if unsaid:
        why = f"nobody wrote which skills are needed ({', '.join(one.id for one in unsaid)})"
        yield Silent("nobody-has-the-skill, one-person-has-the-skill", why, "Write `skills` in the initiative")
    for one in plan.initiatives:
        missing = [skill for skill in one.skills if one.teams and not _holders(plan, one, skill)]
        if missing:
            elsewhere = [person for person in plan.records.of(Person) if not (person.left and person.left <= plan.as_of) and set(missing) & set(person.skills)]
            told = say(
                "{what} needs {skills}, and nobody in {teams} has {it}.",
                what=plan.name(one),
                skills=listing([(skill,) for skill in missing]),
                teams=listing([plan.name(team) for team in one.teams], "or"),
                it="it" if len(missing) == 1 else "them",
            )
            other = say(" {who} elsewhere would.", who=listing([plan.name(person) for person in elsewhere])) if elsewhere else ()
            yield Argument("nobody-has-the-skill", one.ref, "skills", (*told, *other), say("Who learns it, who is hired, or whose time is lent?"))


def one_person_has_the_skill(plan: Plan) -> Iterator[Argument]:
    """One person is the only one in the teams with a skill that initiatives need: their absence stops all of them."""
    needed: dict[Ref, dict[Ref, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in plan.initiatives:
        for skill in one.skills:
            holders = _holders(plan, one, skill)
            if len(holders) == 1:
                needed[holders[0].ref][one.ref].append(skill)
    for person, initiatives in sorted(needed.items(), key=lambda told: (-len(told[1]), str(told[0]))):
        told = listing([say("{what} ({skills})", what=plan.name(ref), skills=", ".join(skills)) for ref, skills in initiatives.items()])
        sentence = say(
            "{person} alone can do what {initiatives} {need}.", person=plan.name(person), initiatives=told, need="need" if len(initiatives) > 1 else "needs"
        )
        yield Argument(
            "one-person-has-the-skill",
            next(iter(initiatives)),
            "skills",
            sentence,
            say("Who stands in for {person}, and since when do they practise?", person=plan.name(person)),
        )
