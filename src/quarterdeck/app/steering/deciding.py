"""``decide``: the decision record, the model that it names, the recommendation."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from quarterdeck.app.asking.recall import recall
from quarterdeck.app.pipeline import Run
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.app.steering.observing import observe
from quarterdeck.decisions.observed import informed
from quarterdeck.decisions.options import beside
from quarterdeck.decisions.reading import read
from quarterdeck.decisions.recommendation import Recommendation
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.records.reading import Slip, steps_of
from quarterdeck.records.record import Remark
from quarterdeck.records.values import Ref

_UNFINISHED = re.compile(r"inputs|offers|criteria|comparisons|offers/\d+/scores")
"""Where something is still to be written: a decision may name its model before all of it is known."""


class NoSuchDecisionError(Exception):
    """There is no such record, or it is broken: the message says what to do."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with what its model recommends; or what has to be mended first."""

    decision: Decision
    recommendation: Recommendation | None
    problems: tuple[Problem, ...]


def decide(workspace: Workspace, name: str, seed: int, runs: int, as_of: date, out: Path) -> Decided:
    """Run the model that a decision names, on the record and on what the assessment in ``out`` saw. Raises ``NoSuchDecisionError``."""
    return weigh(workspace, name, seed, runs, as_of, lambda: recall(out))


def weigh(workspace: Workspace, name: str, seed: int, runs: int, as_of: date, assessment: Callable[[], Run]) -> Decided:  # all that an answer depends on
    """The same on an assessment, which is asked for only where the model takes evidence. Raises ``NoSuchDecisionError``."""
    records = workspace.records
    short = name.removeprefix("decision/")
    decision = records.get(Decision, short)
    if decision is None:
        broken = records.broken.get(Ref(Decision.kind, short))
        if broken:
            raise NoSuchDecisionError("\n".join(str(problem) for problem in broken))
        known = {one.id: one for one in records.of(Decision)}
        near = [id_ for id_ in sorted(known) if short and short.lower() in id_.lower()] or difflib.get_close_matches(short, known, 1, 0.4)
        hint = f"did you mean {near[0]}?" if near else f"with a model are {', '.join(sorted(one.id for one in known.values() if one.model)) or 'none'}"
        raise NoSuchDecisionError(f"there is no decision {short!r}; {hint}")
    seen = observe(workspace, decision, as_of, assessment)
    found = read(decision, records.company.currency if records.company else "", seen.figures)
    if found.model is None or found.case is None:
        return Decided(decision, None, tuple(_problem(records, decision, fault) for fault in found.faults))
    answer = informed(found.model.recommend(found.case, (decision.name,), seed, runs), found.case, seen)
    return Decided(decision, beside(answer, decision, records), ())


def misread(workspace: Workspace) -> Iterator[Problem]:
    """What is wrong in what decisions say to their models. What is still missing is no fault until somebody runs one."""
    records = workspace.records
    for decision in records.of(Decision) if records.company else ():
        if decision.model and records.company:
            faults = read(decision, records.company.currency).faults
            yield from (_problem(records, decision, fault) for fault in faults if not _UNFINISHED.fullmatch(fault.key))


def _problem(records: Records, decision: Decision, fault: Remark) -> Problem:
    place = records.files[decision.ref].place(Slip(steps_of(fault.key), fault.what, fault.mend))
    return Problem(place, fault.what, fault.mend)
