"""In which order a reader is told what was found."""

from __future__ import annotations

from dataclasses import replace

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


WITHOUT = """
none of 2 repositories  delivery     zz-builds
none of 2 repositories  security     yy-known-holes
1 of 3 repositories     reliability  bb-outages
1 of 3 repositories     delivery     aa-checks
"""
"""Where it could not be judged, of which practice, and its name: names alone would tell the opposite."""


def test_what_is_seen_nowhere_stands_before_what_a_few_repositories_lack_and_security_before_both() -> None:
    findings = []
    for line in WITHOUT.strip().splitlines():
        where, practice, name = line.split("  ", 1)[0], *line.split()[-2:]
        dark, of = (2, 2) if where.startswith("none") else (1, 3)
        for place in range(of):
            missing = NotAssessed("nobody said", "Run it") if place < dark else None
            verdict = Verdict(Outcome.NOT_ASSESSED if missing else Outcome.MET, ("?",), missing=missing)
            judgement = replace(DELIVERY.judgements[0], name=name)
            findings.append(Finding(judgement, practice, Subject("repository", f"shop-{place}"), verdict, None, None, ()))
    told = [group.judgement.name for group in grouped(findings, lambda _: None, {}) if group.outcome is Outcome.NOT_ASSESSED]
    assert told == ["yy-known-holes", "zz-builds", "bb-outages", "aa-checks"]
