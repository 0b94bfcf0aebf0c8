"""What may be told as strong: what nothing says otherwise, neither elsewhere in the company nor by another judgement of the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from quarterdeck.kernel.outcome import Outcome
from quarterdeck.reports.groups import Group
from quarterdeck.reports.plain_words import PLAIN

SAME_THING: tuple[frozenset[str], ...] = (
    frozenset({"change-waits-too-long", "finished-work-lies", "vendor-delivers-later"}),
    frozenset({"forecasts-do-not-hold", "promise-was-missed", "estimates-run-over"}),
    frozenset({"language-nobody-decided-on", "held-technology-spreads", "standard-is-broken", "decision-is-not-kept"}),
    frozenset({"one-person-knows-this", "knowledge-has-left"}),
    frozenset({"change-piles-up-here", "busy-functions-grow", "mending-pays-back"}),
    frozenset({"deployments-fail-too-often", "failures-reach-everybody", "failed-outside-hours"}),
    frozenset({"incident-recurs", "incidents-become-more-frequent", "error-budget-is-spent", "journey-fails-too-often", "services-share-a-cause"}),
    frozenset({"critical-system-without-backup", "database-backup-is-off", "restore-was-not-practised", "recovery-was-not-tested"}),
    frozenset({"recovery-was-not-tested", "dependency-recovers-slower"}),
    frozenset({"released-by-hand", "releases-hang-on-one-person"}),
    frozenset({"no-automated-checks", "merged-before-checks-passed", "deployed-untried", "tests-are-thin-where-change-is-thick"}),
    frozenset({"cost-anomaly", "spending-is-over-budget", "price-rose-beyond-the-contract"}),
    frozenset({"contract-pays-for-nothing", "commitment-is-not-used", "seats-paid-and-not-used"}),
    frozenset({"begun-work-rests", "more-is-begun-than-finished"}),
    frozenset({"decision-is-overdue", "decision-was-not-reviewed"}),
    frozenset({"objective-has-no-initiative", "objective-is-not-funded", "initiative-gets-no-work"}),
    frozenset({"initiative-serves-no-objective", "work-traces-to-nothing"}),
)
"""Judgements that somebody who builds no software takes for one: where one of them is not met, the others are no strength. Our judgement."""


def everywhere(groups: Sequence[Group]) -> list[Group]:
    """What is met, and not met nowhere: first what could be judged everywhere. «No …» of a share of the places would say more than we know."""
    wrong = {group.judgement.name for group in groups if group.outcome is Outcome.NOT_MET}
    against = wrong.union(*(same for same in SAME_THING if same & wrong))
    met = [group for group in groups if group.outcome is Outcome.MET and group.judgement.name not in against]
    whole = [group for group in met if len(group.findings) == group.of]
    return [*whole, *(group for group in met if group not in whole and not well_plainly(group).startswith("No "))]


def well_plainly(group: Group) -> str:
    """What is in order, in the words of somebody who builds no software."""
    plain = PLAIN.get(group.judgement.name)
    return plain.well if plain else group.judgement.strength
