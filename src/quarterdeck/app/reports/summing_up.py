"""What a run comes to, on one screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from quarterdeck.app.reports.reporting import groups_of, losses_of, scope_of, total_of
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import counted, plain
from quarterdeck.reports.groups import alike, named
from quarterdeck.reports.summary import Listed, Summary

if TYPE_CHECKING:
    from quarterdeck.app.pipeline import Run
    from quarterdeck.kernel.text import Phrase
    from quarterdeck.reports.groups import Group
    from quarterdeck.reports.redaction import Disguise

_FINDINGS, _MISSING, _PROBLEMS = 8, 6, 3
_T = TypeVar("_T")


def summary(run: Run, disguise: Disguise) -> Summary:
    """The summary of a run, with the names that ``disguise`` gives."""
    groups, scope = groups_of(run), scope_of(run)

    def told(phrase: Phrase) -> str:
        return plain(disguise.phrase(phrase))

    found = [group for group in groups if group.pressing]
    total = total_of(run, losses_of(run))
    together = alike([group for group in groups if group.outcome is Outcome.NOT_ASSESSED])
    worst = sorted((f.severity for f in run.findings if f.severity and f.id not in run.accepted), key=lambda severity: severity.rank)
    return Summary(
        scope.commits,
        scope.people,
        len(run.dormant),
        _first(found, _FINDINGS, lambda g: [(g.severity or Severity.LOW).value, told(g.sentence), str(g.money or ""), g.id]),
        str(total) if total and sum(group.money is not None for group in found) > 1 else "",
        _first([g for g in groups if g.accepted], _MISSING, lambda g: [told(g.sentence), told(g.accepted[0].sentence) + _more(g), g.id]),
        Listed(_first(together, _MISSING, lambda alike_: _unseen(alike_, told)).lines, sum(len(one) for one in together[_MISSING:])),
        _first(run.problems, _PROBLEMS, lambda problem: [str(disguise.problem(problem))]),
        worst[0].value if worst else "",
    )


def _first(things: Sequence[_T], most: int, line: Callable[[_T], list[str]]) -> Listed:
    return Listed([line(thing) for thing in things[:most]], max(0, len(things) - most))


def _more(group: Group) -> str:
    return f" and {len(group.accepted) - 1} more" if len(group.accepted) > 1 else ""


def _unseen(groups: Sequence[Group], told: Callable[[Phrase], str]) -> list[str]:
    reasons = groups[0].missing
    further = f"({counted(len(reasons) - 1, 'more reason')} in the report)" if len(reasons) > 1 else ""
    return [named([one.judgement.name for one in groups]), told(groups[0].where), reasons[0].why, reasons[0].supply, further]
