"""How judgements about some subjects are told in a review of them: what must change, what holds, what could not be seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.section import Block, Sentence
from quarterdeck.kernel.text import number, say
from quarterdeck.reports.assessment import statement
from quarterdeck.reports.groups import Group, alike


def wrong(groups: Sequence[Group], most: int = 20) -> Iterator[Block]:
    """What was found, the gravest first; what somebody accepted comes last, and says so."""
    found = [group for group in groups if group.outcome is Outcome.NOT_MET]
    yield from (statement(group) for group in found[:most])
    if len(found) > most:
        yield Sentence(say("{count} more are told in the assessment.", count=len(found) - most), "note")
    if not found:
        made = any(group.outcome is Outcome.MET for group in groups)
        yield Sentence(("No judgement that could be made found anything to change.",) if made else ("No judgement could be made, so none found anything.",))


def holds(groups: Sequence[Group], most: int = 20) -> Iterator[Block]:
    """What is met."""
    found = [group for group in groups if group.outcome is Outcome.MET]
    yield from (statement(group) for group in found[:most])
    if len(found) > most:
        yield Sentence(say("{count} more are told in the assessment.", count=len(found) - most), "note")
    if not found:
        yield Sentence(("Nothing that was judged is above its mark.",))


def unseen(groups: Sequence[Group], most: int = 8, where: str = "the assessment names them") -> Iterator[Block]:
    """What could not be judged, with what settles it; what waits for the same is told once."""
    told = alike([group for group in groups if group.outcome is Outcome.NOT_ASSESSED])
    yield from (statement(*together) for together in told[:most])
    if len(told) > most:
        yield Sentence((f"{number(sum(len(one) for one in told[most:]))} more could not be judged; {where}.",), "note")
    if not told:
        yield Sentence(("Every judgement had the evidence it needs.",) if groups else ("No judgement is made of it.",))
