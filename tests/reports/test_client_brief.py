"""Two pages for a client: plain, and honest about what nobody told."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports import documents
from quarterdeck.kernel.finding import Finding, Verdict
from quarterdeck.kernel.outcome import Outcome as Ended
from quarterdeck.kernel.subject import Subject
from quarterdeck.practices.architecture.findings.language_nobody_decided_on import LANGUAGE_NOBODY_DECIDED_ON
from quarterdeck.reports.board import Pack
from quarterdeck.reports.client_brief import Brief, client_brief
from quarterdeck.reports.facts import Facts
from quarterdeck.reports.groups import Group
from quarterdeck.reports.redaction import Disguise
from quarterdeck.reports.render.paper import pdf
from tests.reports.company import BEFORE, TODAY, made, said
from tests.reports.test_executives import pack

SAID = (
    "For Acme Freight.",
    "The software itself: 1 code base, with 6 changes that 2 people made.",
    "What your tools say: deliveries up to 28 October 2026, what broke up to 29 October 2026 and money up to 30 September 2026.",
    "What is written down: 1 objective, 1 milestone, 2 systems, 2 vendors, 1 contract, 2 budget lines, 1 risk, 5 decisions and 1 policy.",
    "The maps stop. This may cost ",
    "| 28 October 2026 | Done | Try a restore |",
    "Decide now: A second maker of boards, due on 30 September 2026 (31 days late).",
    "Promised and late: Change the keys (Ann Lee, 11 days late).",
    "We do not know everywhere ",
)


@pytest.mark.parametrize("sentence", SAID)
def test_it_says(sentence: str, run: Run) -> None:
    assert sentence in said(made(run, "client"))


def test_it_is_two_pages(run: Run) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf(made(run, "client")))).pages]
    assert len(pages) == 2
    assert "What was done, and what comes next" in pages[1]


def test_it_is_compared_with_the_run_that_is_asked_for(run: Run) -> None:
    told = said(documents.make(run, "client", "", Disguise.of(None), str(BEFORE)))
    assert "3 October 2026" in told.partition("### What changed")[2].partition("### What we ask")[0]


def test_what_nobody_told_is_neither_good_nor_bad(run: Run) -> None:
    del run
    bare: Pack = pack(Facts())
    told = said(client_brief(Brief(bare, None, (), (), TODAY)))
    for sentence in (
        "We could not judge anything yet. This brief says what we need for it.",
        "What your tools say: nobody has given us an export of any.",
        "Nothing that we could judge is in good order everywhere yet.",
        "What was done: there is no record yet.",
        "What got better or worse: no earlier assessment is kept.",
        "Whether a decision waits cannot be said: none is on record.",
    ):
        assert sentence in told


def test_a_reason_names_what_it_speaks_of(run: Run) -> None:
    """«It» has no place in a client's brief: what is not known, where, why, and what settles it."""
    reasons = [line for line in said(made(run, "client")).partition("### What we do not know")[2].splitlines() if "To settle it: " in line]
    assert reasons
    for line in reasons:
        what, where, rest = line.strip().partition(" (")
        assert where, line
        assert what
        assert "): " in rest
        assert rest.partition("To settle it: ")[2][0].islower()


def test_the_company_as_a_whole_is_not_counted() -> None:
    """«All of our software … (1 looked at)» would be of a single piece; the company is one."""

    def told(*subjects: Subject) -> str:
        verdict = Verdict(Ended.MET, ("Met.",))
        findings = tuple(Finding(LANGUAGE_NOBODY_DECIDED_ON, "architecture", subject, verdict, None, None, ()) for subject in subjects)
        group = Group(LANGUAGE_NOBODY_DECIDED_ON, "architecture", Ended.MET, findings, None, None, len(findings))
        bare = pack(Facts())
        return said(client_brief(Brief(replace(bare, assessed=replace(bare.assessed, groups=(group,))), None, (), (), TODAY)))

    assert "All of our software is written in ways that we decided on." in told(Subject("company", "Acme"))
    assert "ways that we decided on (1 looked at)." in told(Subject("repository", "shop"))
