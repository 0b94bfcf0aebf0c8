"""What a contract that must be cancelled tomorrow does to page one, and what it keeps from being told as going well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from quarterdeck.kernel.finding import Finding, Verdict
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Name, plain, say
from quarterdeck.reports import urgent
from quarterdeck.reports.assessment import Assessment, Scope
from quarterdeck.reports.board import Pack, board_pack
from quarterdeck.reports.chief import chief_brief
from quarterdeck.reports.facts import Choice, Danger, Facts
from quarterdeck.reports.groups import grouped
from quarterdeck.reports.render.markdown import markdown
from quarterdeck.steering.vendors.findings.contract_notice_is_due import CONTRACT_NOTICE_IS_DUE
from quarterdeck.steering.vendors.measures.notice_days_left import NOTICE_DAYS_LEFT

TODAY = date(2026, 10, 31)
FIRE = Danger(
    "risk/fire", Name("risk", "Fire"), None, Range(0.1, 0.2, 0.3), Money(Range(1, 2, 3), "EUR"), Money(Range(1, 2, 3), "EUR"), "accept", None, None,
)  # fmt: skip
MAPS = Choice("decision/maps", Name("decision", "Maps after 2026"), (), None, "", date(2026, 11, 10), (), contracts=("contract/maps",))


def notice(contract: str, days: int, severity: Severity | None) -> Finding:
    """A contract with so many days left; met without a severity."""
    subject = Subject("contract", f"contract/{contract}", contract)
    left = Measurement(NOTICE_DAYS_LEFT, subject, Period.year_to(TODAY), days, None, None, 1)
    words = say("{where} must be cancelled within {days} days.", where=Name("contract", contract), days=days)
    verdict = Verdict(Outcome.NOT_MET if severity else Outcome.MET, words, action=("Decide.",), severity=severity)
    return Finding(CONTRACT_NOTICE_IS_DUE, "vendors", subject, verdict, severity, None, (left,))


def pack(*findings: Finding) -> Pack:
    """A pack over these findings alone, with one open decision."""
    groups = grouped(findings, lambda _: None, {})
    told = Assessment(TODAY, "0.1.0", Scope((), 0, 0, 0, 0, "a year"), (), groups, {}, None, (), (), (), (), {}, "Halden Freight")
    return Pack(Facts(choices=(MAPS,), recorded=True, decided=1), told)


def test_what_has_a_day_stands_before_the_decision_that_comes_too_late_for_it() -> None:
    told = markdown(board_pack(pack(notice("phones", 20, Severity.LOW), notice("power", 5, Severity.HIGH), notice("maps", 1, Severity.HIGH))))
    maps = "maps must be cancelled within 1 days. The decision «Maps after 2026» is due on 10 November 2026: too late. Take it now."
    assert told.index("What cannot wait") < told.index(maps) < told.index("power must be cancelled within 5 days.") < told.index("The decision asked")
    assert "phones" not in told[: told.index("The decision asked")]


def test_data_that_could_be_lost_is_a_risk_whether_the_register_knows_it_or_not() -> None:
    found = notice("ledger", 0, Severity.HIGH)
    backup = replace(found, judgement=replace(found.judgement, name="critical-system-without-backup"))
    told = markdown(board_pack(pack(backup)))
    assert "Found, with no amount: ledger must be cancelled" in told
    assert "What cannot wait" not in told
    known = pack(backup)
    known = replace(known, facts=replace(known.facts, dangers=(FIRE,)))
    assert "Found by the assessment, with no amount: ledger" in markdown(board_pack(known))


def test_a_decision_in_time_is_no_reason_to_hurry_it() -> None:
    (due,) = urgent.due(pack(notice("maps", 30, Severity.HIGH)).assessed.groups, TODAY)
    assert plain(urgent.told(due, [MAPS])) == "maps must be cancelled within 30 days."
    assert plain(urgent.told(due, [replace(MAPS, decide_by=None)])) == "maps must be cancelled within 30 days."


def test_what_is_not_met_in_one_place_does_not_go_well() -> None:
    well = "No contract has to be decided on within the next three months"
    assert f"{well} (2 looked at)." in plainly(pack(notice("maps", 200, None), notice("phones", 300, None)))
    assert well not in plainly(pack(notice("maps", 1, Severity.HIGH), notice("phones", 300, None)))


def plainly(given: Pack) -> str:
    """The brief as its reader sees it."""
    return markdown(chief_brief(given)).replace("\\", "")
