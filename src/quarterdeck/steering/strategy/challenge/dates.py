"""Whether the days fit together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from quarterdeck.kernel.text import Name, Phrase, listing, say
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.kinds.objective import Objective
from quarterdeck.records.kinds.system import System
from quarterdeck.records.values import Ref
from quarterdeck.steering.strategy.challenge.plan import Argument, Plan, Silent


def contract_ends_first(plan: Plan) -> Iterator[Argument]:
    """A contract that does not renew ends while an initiative changes a system that stands on it."""
    for contract in plan.records.of(Contract):
        if contract.renews is not False or not contract.ends or contract.ends < plan.as_of:
            continue
        hit = [(one, systems) for one in plan.initiatives if one.ends and one.ends > contract.ends and (systems := _on(plan, one, contract.vendor))]
        if hit:
            told = listing([say("{what} (until {end})", what=plan.name(one), end=str(one.ends)) for one, _ in hit])
            systems = list(dict.fromkeys(ref for _, on in hit for ref in on))
            sentence = say(
                "{contract} ends on {day} and does not renew. {systems} {stand} on it, and {initiatives} {go} on after that day.",
                contract=plan.name(contract),
                day=str(contract.ends),
                systems=listing([plan.name(ref) for ref in systems]),
                stand=_many("stands", "stand", len(systems)),
                initiatives=told,
                go=_many("goes", "go", len(hit)),
            )
            yield Argument(
                "contract-ends-first",
                contract.ref,
                "ends",
                sentence,
                say("Who agrees on what comes after {contract}, and by when?", contract=plan.name(contract)),
            )


def _on(plan: Plan, initiative: Initiative, vendor: Ref) -> list[Ref]:
    """The systems that an initiative changes and that name a vendor."""
    return [ref for ref in initiative.systems if (system := plan.records.get(System, ref.id)) and vendor in system.vendors]


def _many(one: str, more: str, count: int) -> str:
    return one if count == 1 else more


def support_ends_in_the_middle(plan: Plan) -> Iterator[Argument | Silent]:
    """What a system runs on loses its support before an initiative that changes the system is done, or has lost it already."""
    if plan.runtimes is None:
        yield Silent("support-ends-in-the-middle", "no assessment says what the systems run on", "Run `quarterdeck assess` in the workspace")
        return
    for one in plan.initiatives:
        ends = one.ends or date.max
        hit = sorted(
            {(end.ends, end.runtime, str(end.system), end.file): end for end in plan.runtimes if end.system in one.systems and end.ends < ends}.items()
        )
        if hit:
            first = hit[0][1]
            lost = "has had no support since" if first.ends < plan.as_of else "loses its support on"
            when = f"until {one.ends}" if one.ends else "without an end"
            sentence = say(
                "{what} works on {system} {when}; {runtime}, which {system} runs on ({file}), {lost} {day}.",
                what=plan.name(one),
                system=plan.name(first.system),
                when=when,
                runtime=Name("runtime", first.runtime),
                file=Name("file", first.file),
                lost=lost,
                day=str(first.ends),
            )
            yield Argument("support-ends-in-the-middle", one.ref, "systems", sentence, say("Is the move a part of it, or is it done twice?"))


def runs_before_what_it_waits_for(plan: Plan) -> Iterator[Argument]:
    """An initiative runs, or is to begin, before what must be done first is done."""
    for one in plan.initiatives:
        for ref in one.depends_on:
            before = plan.records.get(Initiative, ref.id)
            if before and (what := _in_the_way(one, before)):
                sentence = (*say("{what} waits for {before}, which ", what=plan.name(one), before=plan.name(before)), *what)
                yield Argument(
                    "runs-before-what-it-waits-for", one.ref, "depends_on", sentence, say("Does it really wait for it, and what happens until then?")
                )


def _in_the_way(one: Initiative, before: Initiative) -> Phrase:
    """Why what must be done before is not done in time; nothing where it is."""
    if before.status == "done":
        return ()
    if before.status in {"stopped", "paused", "idea"}:
        return (f"is {'an idea' if before.status == 'idea' else before.status}.",)
    if one.status == "running":
        return ("is not done; it runs all the same.",)
    if one.starts and (before.ends is None or before.ends > one.starts):
        return (f"{f'ends on {before.ends}' if before.ends else 'has no end'}; it is to begin on {one.starts}.",)
    return ()


def every_initiative_comes_too_late(plan: Plan) -> Iterator[Argument]:
    """All initiatives for an objective end after its last key result is due: none can show in it."""
    for objective in plan.records.of(Objective):
        serving = [one for one in plan.initiatives if one.objective == objective.ref]
        if objective.status != "committed" or not objective.key_results or not serving:
            continue
        due = max(result.date for result in objective.key_results)
        if all(one.ends is None or one.ends > due for one in serving):
            told = listing([say("{what} ({end})", what=plan.name(one), end=str(one.ends) if one.ends else "no end") for one in serving])
            sentence = say(
                "{objective} is due on {due}. Everything that serves it ends later: {told}.", objective=plan.name(objective), due=str(due), told=told
            )
            yield Argument(
                "every-initiative-comes-too-late", objective.ref, "key_results", sentence, say("What moves the number until then, or what is the honest date?")
            )
