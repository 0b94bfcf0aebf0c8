"""Nothing is called strong that another place or another finding about the same thing speaks against, and amounts agree wherever they are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quarterdeck.app.catalogue import PRACTICES
from quarterdeck.kernel.finding import Finding, Verdict
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.subject import Subject
from quarterdeck.practices.delivery import DELIVERY
from quarterdeck.reports.facts import Quarter, Spend
from quarterdeck.reports.groups import grouped
from quarterdeck.reports.strong import SAME_THING, everywhere
from quarterdeck.reports.telling import evened

ENDED = {"met": Outcome.MET, "not met": Outcome.NOT_MET}
AGAINST = """
finished-work-lies          met      change-waits-too-long    not met  nothing
finished-work-lies          met      promise-was-missed       not met  finished-work-lies
finished-work-lies          met      finished-work-lies       not met  nothing
forecasts-do-not-hold       met      promise-was-missed       not met  nothing
forecasts-do-not-hold       met      estimates-run-over       not met  nothing
language-nobody-decided-on  met      held-technology-spreads  not met  nothing
begun-work-rests            met      new-code-does-not-last   met      begun-work-rests new-code-does-not-last
"""
"""How two judgements of two repositories ended, and what may be called strong."""


@pytest.mark.parametrize("line", AGAINST.strip().splitlines())
def test_what_a_finding_about_the_same_thing_speaks_against_is_not_strong(line: str) -> None:
    one, its, other, others, strong = (cell.strip() for cell in line.split("  ") if cell)
    findings = []
    for place, (name, ended) in enumerate(((one, its), (other, others))):
        verdict = Verdict(ENDED[ended], ("?",))
        findings.append(Finding(replace(DELIVERY.judgements[0], name=name), "delivery", Subject("repository", f"shop-{place}"), verdict, None, None, ()))
    told = [group.judgement.name for group in everywhere(grouped(findings, lambda _: None, {}))]
    assert told == (strong.split() if strong != "nothing" else [])


def test_every_judgement_about_the_same_thing_exists() -> None:
    assert set().union(*SAME_THING) <= {judgement.name for practice in PRACTICES for judgement in practice.judgements}


def test_a_sum_in_a_sentence_is_the_rounded_sum_of_the_table() -> None:
    """Parts of 694 482, 529 097 and 140 215 are 1 363 794: about 1 364 000, not the 1 363 000 that rounded parts add up to."""
    spent = {"run": 694_482.0, "grow": 529_097.0, "transform": 140_215.0}
    told = evened(Quarter("2026-Q3", "EUR", tuple(Spend(name, 0.0, of) for name, of in spent.items()), 1_259_000.0, sum(spent.values())))
    assert (told.spent, told.planned, [line.spent for line in told.lines]) == (1_364_000, 1_259_000, [694_000, 529_000, 140_000])
