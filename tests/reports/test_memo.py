"""The week in one page: what it says of a week that was told, and of one that nobody told anything of."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports import documents
from quarterdeck.app.reports.since import NoSuchRunError
from quarterdeck.kernel.text import Name
from quarterdeck.reports.memo import Broke, Seen, Week, Went, weekly_memo
from quarterdeck.reports.redaction import Disguise
from quarterdeck.reports.render.paper import pdf
from tests.reports.company import BEFORE, FILES, TODAY, assessed, made, said

SAID = (
    "Acme Freight: technology, the week to 31 October 2026.",
    "What changed since 3 October 2026",
    "two incidents began",
    "3 deployments went to production: 3 of shop. Failed, as far as known: ",
    "| Orders stand still | Route planner | SEV1 | 27 October 2026 | 3.0 hours |",
    "| Labels are late | shop | SEV2 | 29 October 2026 | still open |",
    "| 1 November 2026 | in 1 day | Contract, last day to cancel: Maps | Ann Lee |",
    "| 3 November 2026 | in 3 days | Review of a decision: One language | nobody |",
    "| 5 November 2026 | in 5 days | Review of a standard: Services answer | nobody |",
    "| 6 November 2026 | in 6 days | To be done: Write to Kartwerk | Ann Lee |",
    "| 9 November 2026 | in 9 days | Review of a policy: Backups are tried | nobody |",
    "| 1 November 2026 | in 1 day | To be decided: Maps after 2026 | Ann Lee |",
    "| 12 November 2026 | in 12 days | Promised: Stage one of the audit | Ann Lee |",
    "Decide now: A second maker of boards, due on 30 September 2026 (31 days late).",
    "Promised and overdue: Change the keys (Ann Lee, 11 days late).",
)


@pytest.mark.parametrize("sentence", SAID)
def test_it_says(sentence: str, run: Run) -> None:
    assert sentence in said(made(run, "memo"))


def test_it_is_compared_with_the_run_that_is_asked_for(run: Run) -> None:
    assert "since 3 October 2026" in said(documents.make(run, "memo", "", Disguise.of(None), "2026-10-10"))
    with pytest.raises(NoSuchRunError, match="it keeps"):
        documents.make(run, "memo", "", Disguise.of(None), "2020-01-01")


def test_page_one_is_one_page(run: Run) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf(made(run, "memo")))).pages]
    assert "Promised and overdue" in pages[0].replace("\n", " ")
    assert "What changed" in pages[1]


def test_what_nobody_told_is_no_quiet_week(sparse: Run) -> None:
    """No earlier run, nothing imported, no record."""
    told = said(weekly_memo(Week(TODAY, None, (), (), Seen(None), (), Seen(None), (), (), (), (), (), recorded=False), "Acme", "0.1.0"))
    for sentence in (
        "It is not known what got worse, what went out, what broke and what falls due.",
        "What changed: this folder keeps no assessment of an earlier day.",
        "What went to production: no deployment was imported.",
        "What broke: no incident was imported.",
        "What falls due: nothing on record names a day.",
        "Whether something waits cannot be said: no decision and no action is on record.",
    ):
        assert sentence in told
    assert "Nothing" not in told
    assert "What records that could not be read make due: `actions/odd.yaml` and `contracts/odd.yaml`." in said(made(sparse, "memo"))


def test_a_record_without_days_is_no_quiet_week(tmp_path: Path) -> None:
    """A workspace as `init` drafts it: systems and vendors, and nothing that could fall due or be asked."""
    drafted = assessed(tmp_path, {"quarterdeck.yaml": FILES["quarterdeck.yaml"], "systems/shop.yaml": "name: Shop\ndrafted: true\n"}, (TODAY,), {})
    told = said(made(drafted, "memo"))
    assert "What falls due: nothing on record names a day." in told
    assert "Nothing" not in told


def test_a_quiet_week_is_quiet_only_in_what_was_seen() -> None:
    told = said(weekly_memo(Week(TODAY, BEFORE, (), (), Seen(TODAY), (), Seen(None), (), (), (), (), (), recorded=True, asking=True), "Acme", "0.1.0"))
    assert "Nothing that we could see got worse, broke or falls due. It is not known what went out." in told
    assert "Nothing on record that could be read falls due." in told
    assert "Nothing this week." in told


def test_an_old_import_is_no_quiet_week() -> None:
    old = Seen(TODAY - timedelta(days=40))
    told = said(weekly_memo(Week(TODAY, None, (), (), old, (), old, (), (), (), (), (), recorded=True), "Acme", "0.1.0"))
    assert "No incident that began this week was imported; the newest began on 21 September 2026." in told
    assert "No deployment to production of this week was imported; the newest is of 21 September 2026." in told


def test_a_long_week_is_summed_up() -> None:
    went = [Went(Name("service", f"service-{number}"), 9 - number, 0) for number in range(9)]
    broke = [Broke(Name("incident", f"incident {number}"), None, "", date(2026, 10, 30), None, open=False) for number in range(9)]
    told = said(weekly_memo(Week(TODAY, None, (), broke, Seen(TODAY), went, Seen(TODAY), (), (), (), (), (), recorded=True), "Acme", "0.1.0"))
    assert "45 deployments went to production: 9 of service-0, 8 of service-1, 7 of service-2, 6 of service-3 and 5 more." in told
    assert "| incident 0 | not said | not said | 2026-10-30 | not said |" in told
    assert "and 5 more" in told
