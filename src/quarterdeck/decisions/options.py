"""A recommendation beside the options on record: which of them the model weighs, which it does not, and what may lapse before anybody decides."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from quarterdeck.decisions.recommendation import Recommendation
from quarterdeck.kernel.text import Phrase, listing, say
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.records.kinds.system import System


def beside(found: Recommendation, decision: Decision, records: Records) -> Recommendation:
    """With the options' own names, and with what the model leaves out."""
    sides = [standing.option for standing in found.standings]
    named = _named(sides, decision)
    unweighed = tuple(option for option in decision.options if option not in named.values())
    standings = tuple(replace(standing, option=_called(standing.option, named)) for standing in found.standings)
    told = (*_told(sides, named, unweighed, decision), *_notices(decision, records))
    return replace(found, standings=standings, arguments=(*told, *found.arguments), unweighed=unweighed)


def _named(sides: list[str], decision: Decision) -> Mapping[str, str]:
    """The option that each side of the model stands for: as the record says, or by the same name."""
    same = {option.casefold(): option for option in decision.options}
    found = {side: decision.weighs.get(side) or same.get(side.casefold()) for side in sides}
    return {side: option for side, option in found.items() if option}


def _called(side: str, named: Mapping[str, str]) -> str:
    option = named.get(side, side)
    return option if option.casefold() == side.casefold() else f"{option} ({side})"


def _told(sides: list[str], named: Mapping[str, str], unweighed: tuple[str, ...], decision: Decision) -> Iterator[Phrase]:
    strange = [(side,) for side in decision.weighs if side not in sides]
    weighed = listing([(side,) for side in sides])
    if strange:
        yield say("The record's `weighs` names {strange}, and the model weighs {sides}.", strange=listing(strange), sides=weighed)
    if not unweighed:
        return
    options = listing([(f"«{option}»",) for option in unweighed])
    if not named:
        form = ", ".join(f"{side}: …" for side in sides)
        yield say(
            "The record does not say which of its options the model's {sides} stand for: {options} are on record, and what is none of these is not weighed. "
            "Write `weighs: {form}` with the options as they stand.",
            sides=weighed, options=options, form=f"{{{form}}}",
        )  # fmt: skip
    else:
        yield say("Not weighed: {options}. The model compares {sides} alone, and says nothing of what else is on record.", options=options, sides=weighed)


def _notices(decision: Decision, records: Records) -> Iterator[Phrase]:
    """Contracts with vendors of what it is about that renew before it is due to be decided, because their notice has then gone by."""
    due = decision.decide_by
    systems = [system for ref in decision.systems if (system := records.get(System, ref.id))]
    for contract in records.of(Contract) if due and decision.status == "proposed" else ():
        using = [(system.name,) for system in systems if contract.vendor in system.vendors]
        if not (due and using and contract.ends and contract.notice) or contract.renews is False:
            continue
        last = contract.ends - timedelta(days=math.ceil(contract.notice.days.p90))
        if last < due <= contract.ends:
            yield say(
                "The notice of the contract {name} ({path}), behind {systems}, must be given by {last}, before this is due to be decided on {due}: "
                "decide by then, or give notice to keep the choice open.",
                name=contract.name, path=records.files[contract.ref].path, systems=listing(using), last=str(last), due=str(due),
            )  # fmt: skip
