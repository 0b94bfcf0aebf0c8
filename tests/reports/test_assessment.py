"""The first page: how many judgements could be made agrees with what it lists as not seen."""

from __future__ import annotations

from datetime import date

import pytest

from quarterdeck.kernel.finding import Finding, Verdict
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.section import Sentence, TableBlock
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Name, plain
from quarterdeck.practices.delivery import DELIVERY
from quarterdeck.practices.quality import QUALITY
from quarterdeck.reports.assessment import Assessment, Scope, document, what_could_be_made
from quarterdeck.reports.groups import grouped
from quarterdeck.reports.render.html import html
from quarterdeck.reports.render.layout import sections

MET, NOT_MET, UNSEEN, BESIDE = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_ASSESSED, Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("ended", "says"),
    [
        ([("leads", MET), ("checks", NOT_MET)], "Of 2 judgements, 2 could be made everywhere"),
        ([("leads", MET), ("checks", NOT_MET), ("checks", UNSEEN)], "Of 2 judgements, 1 could be made everywhere and 1 in some places"),
        (
            [("leads", MET), ("checks", MET), ("checks", UNSEEN), ("holes", UNSEEN)],
            "Of 3 judgements, 1 could be made everywhere, 1 in some places and 1 not at all",
        ),
        ([("leads", MET), ("holes", BESIDE)], "Of 2 judgements, 1 could be made everywhere and 1 does not apply"),
        ([("leads", UNSEEN), ("holes", BESIDE)], ""),
    ],
)
def test_what_could_be_made_agrees_with_what_was_not_seen(ended: list[tuple[str, Outcome]], says: str) -> None:
    assert plain(what_could_be_made(ended)) == says


def test_two_thousand_repositories_are_summed_up() -> None:
    """Twenty thousand findings in as many places: no table is longer than a page, and the page stays small."""
    repositories = [(f"service-{index:04}", "c0ffee" * 7, "2026-11-20", index, 3, 40) for index in range(2000)]
    judgements = [(practice.name, judgement) for practice in (DELIVERY, QUALITY) for judgement in practice.judgements][:10]
    fails = {one: Verdict(NOT_MET, (Name("repository", one), " fails."), severity=Severity.HIGH) for one, *_ in repositories}
    findings = [
        Finding(judgement, name, Subject("repository", repository), fails[repository], Severity.HIGH, None, ())
        for name, judgement in judgements
        for repository, *_ in repositories
    ]  # fmt: skip
    groups = grouped(findings, lambda _: None, {})
    scope = Scope(repositories, 1_999_000, 400, 0, 0, "a year")
    dormant = {f"old-{index}": date(2020, 1, 1) for index in range(500)}
    made = document(Assessment(date(2026, 11, 21), "0.1.0", scope, (DELIVERY, QUALITY), groups, {}, None, (), (), (), (), dormant))
    lead = made.sections[0].blocks[0]
    assert isinstance(lead, Sentence)
    assert plain(lead.words).startswith("10 things need action, 10 of high severity; the most pressing: ")
    tables = [block for section in sections(made.sections) for block in section.blocks if isinstance(block, TableBlock)]
    assert max(len(table.rows) for table in tables) == 30
    assert [table.more for table in tables if "Repositories" in table.caption] == [1970]
    page = html(made)
    assert len(page.encode()) < 600_000
    assert "service-1999" in page, "the busiest is shown"
    assert "488 more" in page, "what is dormant is counted"
