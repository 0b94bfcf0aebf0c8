"""In which order a reader is told what was found."""

from __future__ import annotations

from quarterdeck.kernel.finding import Finding, Verdict
from quarterdeck.kernel.outcome import NotAssessed, Outcome
from quarterdeck.kernel.subject import Subject
from quarterdeck.practices.delivery import DELIVERY
from quarterdeck.practices.quality import QUALITY
from quarterdeck.reports.groups import grouped

SUPPLIES = (
    "Assess with `quarterdeck assess --deep`, or a longer period with `--since DATE`",
    "Run `quarterdeck data update`",
    "Run `git fetch --unshallow` in the clone, then assess again",
    "Import them: `quarterdeck import deployments FILE`",
    "Write `review_date` in risks/aws-ends.yaml",
)
"""In the order of what they take: a command, an export of another tool, something that somebody writes down."""


def test_what_is_settled_with_a_command_leads_what_was_not_assessed() -> None:
    judgements = (*DELIVERY.judgements, *QUALITY.judgements)[: len(SUPPLIES)]
    alphabetical = sorted(judgements, key=lambda judgement: judgement.name, reverse=True)  # the names alone would tell the opposite
    shop = Subject("repository", "shop")
    verdicts = [Verdict(Outcome.NOT_ASSESSED, ("?",), missing=NotAssessed("nobody said", supply)) for supply in SUPPLIES]
    findings = [Finding(judgement, "delivery", shop, verdict, None, None, ()) for judgement, verdict in zip(alphabetical, verdicts, strict=True)]
    told = [group.missing[0].supply for group in grouped(findings, lambda _: None, {})]
    assert (set(told[:3]), told[3:]) == (set(SUPPLIES[:3]), list(SUPPLIES[3:]))
