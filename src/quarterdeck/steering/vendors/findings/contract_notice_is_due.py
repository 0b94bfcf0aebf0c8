"""A contract must be cancelled, bargained over or renewed soon.

Judges: The days left to give notice, against the days that a decision and its negotiation take.

Matters because: Until the notice day the company may leave, and the vendor knows it: that is when prices are made. The day after, the next term
is bought at whatever price the paper says.

Silent when: Nobody wrote when the contract ends, what notice it needs, or for how long it renews. Where a notice is written and not whether the
contract renews, the day counts as if it did, and that is said. A contract that has ended is not judged.

What to do: Write the brief (what it costs, who needs it, what leaving costs), decide to cancel, bargain or replace, and write to the vendor before
the last working day on or before the notice day; where that has passed, send the notice at once, by means that count on a day without work. When
that is done, write the new end, or retire the record.

Source: That three months are needed is our judgement, and so is the scale: high with at most 10 working days left, medium with at most 30 days,
else low. Working days are Monday to Friday, without the holidays that the
company wrote down (`holidays_before_notice`).
"""

from __future__ import annotations

from datetime import date

from quarterdeck.derived.recorded import exact, missed_working_day, money_of, working_day_on_or_before, working_days_until
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, say
from quarterdeck.steering.vendors.measures.contract_cost import CONTRACT_COST
from quarterdeck.steering.vendors.measures.holidays_before_notice import HOLIDAYS_BEFORE_NOTICE, days_off
from quarterdeck.steering.vendors.measures.notice_days_left import NOTICE_DAYS_LEFT
from quarterdeck.steering.vendors.measures.renews_by_itself import RENEWS_BY_ITSELF
from quarterdeck.steering.vendors.measures.term_days_left import TERM_DAYS_LEFT

NOTICE_AHEAD = Criterion(
    "notice_ahead_days", 90, "days", "With at most this many days left, the decision about a contract is due.",
    "Our judgement: offers, a decision and a negotiation take a quarter.",
)  # fmt: skip
_HIGH_WORKING_DAYS, _MEDIUM_DAYS = 10, 30
_OPENING = {
    True: "{where} renews on {ends} unless it is cancelled by {last}, in {days}",
    False: "{where} ends on {ends}, in {days}, and does not renew by itself",
    None: "{where} ends on {ends}, and nobody wrote whether it renews by itself; if it does, it must be cancelled by {last}, in {days}",
}
_DO = {
    True: "Decide whether to cancel, bargain over or replace {where}, and write by {day}.",
    False: "Decide whether {where} goes on, and agree on it by {day}.",
    None: "Read in the contract whether {where} renews by itself and write it down; decide whether to cancel, bargain over or replace it, and write by {day}.",
}
_DO_TODAY = {
    True: "Decide today whether to cancel, bargain over or replace {where}. The last working day was {passed} (passed); the notice day itself is {last}. "
    "Send the notice today, by means that count.",
    False: "Decide today whether {where} goes on. The last working day was {passed} (passed); it ends on {last}.",
    None: "Read today whether {where} renews by itself. The last working day was {passed} (passed); the notice day itself is {last}. "
    "If it does and shall not, send the notice today, by means that count.",
}


def judge(left: Measurement, bench: Bench) -> Verdict:
    """Few days left: not met, and the worse the fewer."""
    where = bench.name("contract", left.subject.key)
    last, ends = _day(left, bench), _day(bench.beside(TERM_DAYS_LEFT, left.subject), bench)
    if left.value < 0:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} ended on {day}.", where=where, day=Cited(str(ends), left.id)))
    days = Cited(counted(int(left.value), "day"), left.id)
    if left.value > bench.criterion(NOTICE_AHEAD):
        return Verdict(Outcome.MET, say("{where}: {days} are left to act, until {last}.", where=where, days=days, last=str(last)))
    off = _off(left, bench)
    working = working_days_until(bench.as_of, last, off)
    severity = Severity.HIGH if working <= _HIGH_WORKING_DAYS else Severity.MEDIUM if left.value <= _MEDIUM_DAYS else Severity.LOW
    renews = _renews(left, bench)
    words = say(_OPENING[renews], where=where, ends=str(ends), last=str(last), days=days)
    return Verdict(
        Outcome.NOT_MET,
        (*words, *_price(left, bench), "."),
        action=_action(where, bench.as_of, last, off, renews=renews),
        severity=severity,
        detail=Detail(
            ("Last day to act", "Last working day before", "Working days left", "Ends"), "llrl",
            (((str(last),), (str(working_day_on_or_before(last, off)),), (str(working),), (str(ends),)),),
        ),
        notes=_notes(bench.as_of, last, off),
    )  # fmt: skip


def _day(measurement: Measurement, bench: Bench) -> date:
    (row,) = bench.rows(measurement, 1)
    return date.fromisoformat(row.part)


def _renews(left: Measurement, bench: Bench) -> bool | None:
    """What the record says of it; ``None`` where it says nothing."""
    renews = bench.beside(RENEWS_BY_ITSELF, left.subject)
    return None if renews.missing else bool(renews.value)


def _off(left: Measurement, bench: Bench) -> frozenset[date]:
    """The holidays up to the last day; none where nobody wrote any."""
    holidays = bench.beside(HOLIDAYS_BEFORE_NOTICE, left.subject)
    return frozenset() if holidays.missing else days_off(bench.rows(holidays))


def _action(where: Name, as_of: date, last: date, off: frozenset[date], *, renews: bool | None) -> Phrase:
    """By the last working day on or before the last day to act; where that has passed, at once."""
    passed = missed_working_day(as_of, last, off)
    if passed:
        return say(_DO_TODAY[renews], where=where, passed=str(passed), last=str(last))
    return say(_DO[renews], where=where, day=str(working_day_on_or_before(last, off)))


def _price(left: Measurement, bench: Bench) -> Phrase:
    """What it costs, where the record says so."""
    cost = bench.beside(CONTRACT_COST, left.subject)
    money = money_of(cost, bench)
    return say("; it costs {money} a year", money=Cited(exact(money), cost.id)) if money else ()


def _notes(as_of: date, last: date, off: frozenset[date]) -> tuple[Phrase, ...]:
    if not missed_working_day(as_of, last, off):
        return ()
    return (say("No working day is left before {last}: whether a message on a weekend counts, only the contract says.", last=str(last)),)


CONTRACT_NOTICE_IS_DUE = Judgement(
    name="contract-notice-is-due",
    title="Contracts that must be decided on soon",
    strength="No contract has to be decided on within a quarter",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(NOTICE_DAYS_LEFT, TERM_DAYS_LEFT, RENEWS_BY_ITSELF, CONTRACT_COST, HOLIDAYS_BEFORE_NOTICE),
    judge=judge,
    criteria=(NOTICE_AHEAD,),
)
