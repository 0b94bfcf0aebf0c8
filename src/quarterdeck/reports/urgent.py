"""What an assessment found that page one for the board may not leave out: what has a day, and what would be lost for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.text import Phrase, say
from quarterdeck.reports.facts import Choice
from quarterdeck.reports.groups import Group
from quarterdeck.reports.telling import day

_DATED = frozenset({"contract-notice-is-due", "storage-runs-out"})
"""Judgements whose first measure says how many days are left."""
_GRAVE = frozenset({"critical-system-without-backup", "storage-runs-out"})


@dataclass(frozen=True, slots=True)
class Due:
    """A finding of high severity, and the day after which it is too late."""

    finding: Finding
    by: date


def due(groups: Sequence[Group], as_of: date) -> list[Due]:
    """What is grave and has a day, the nearest first."""
    found = [
        Due(finding, as_of + timedelta(days=int(finding.rests_on[0].value)))
        for finding in _high(groups, _DATED)
        if finding.rests_on and not finding.rests_on[0].missing
    ]
    return sorted(found, key=lambda one: (one.by, one.finding.id))


def grave(groups: Sequence[Group]) -> list[Finding]:
    """What the register of risks may not know: data of critical systems that could be lost."""
    return _high(groups, _GRAVE)


def told(one: Due, choices: Sequence[Choice]) -> Phrase:
    """What was found, what to do, and which open decision on the same systems comes too late for it."""
    verdict, subject = one.finding.verdict, one.finding.subject
    late = [choice for choice in choices if subject.key in choice.contracts and choice.decide_by and choice.decide_by > one.by]
    if late and late[0].decide_by:
        return (*verdict.sentence, *say(" The decision «{name}» is due on {day}: too late. Take it now.", name=late[0].name, day=day(late[0].decide_by)))
    if one.finding.judgement.name == "contract-notice-is-due":  # its sentence says by when to cancel, and that is all there is to do
        return verdict.sentence
    return (*verdict.sentence, " ", *verdict.action)


def _high(groups: Sequence[Group], names: frozenset[str]) -> list[Finding]:
    pressing = [group for group in groups if group.pressing and group.judgement.name in names]
    return [finding for group in pressing for finding in group.findings if finding.severity is Severity.HIGH]
