"""What changed since an earlier assessment: new, worse, better, gone, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.quantity import two_digits
from quarterdeck.kernel.section import Section, Sentence, TableBlock
from quarterdeck.kernel.text import Name, Phrase, counted, listing, number, say

KINDS = ("new", "worse", "better", "gone", "accepted", "no longer applies", "out of sight")
"""In the order in which they are told. What can no longer be judged, does not apply any more or was accepted is not gone: nothing got better."""
NOTICED = 0.1
"""A loss that moved by less than this share is the same."""
_SHOWN = 30
_REASONS = {
    None: "it was not looked at before", "met": "it was met before", "not_assessed": "it could not be judged before",
    "not_applicable": "it did not apply before", "accepted": "its acceptance has ended",
}  # fmt: skip
_ENDED = {
    None: "it is no longer looked at", "met": "it is met now", "not_assessed": "it can no longer be judged", "not_applicable": "it does not apply any more",
    "accepted": "somebody accepted it",
}  # fmt: skip


_ENDINGS = {"met": "gone", "accepted": "accepted", "not_applicable": "no longer applies"}
_ONE = {"days": "day", "controls": "control", "runtimes": "runtime", "people": "person"}
_LATE = re.compile(r"\b(late|ago)\b")


@dataclass(frozen=True, slots=True)
class Stood:
    """How a judgement ended for a subject in a run; ``accepted`` stands apart from ``not_met``. ``measured`` is what it judged first."""

    title: str
    where: Name
    outcome: str
    severity: Severity | None = None
    loss: float | None = None
    measured: float | None = None
    measure: str = ""
    unit: str = ""
    decimals: int = 0
    said: Phrase = ()
    """Why a judgement does not apply, in its own words."""


@dataclass(frozen=True, slots=True)
class Change:
    """One judgement about one subject that stands otherwise than before."""

    kind: str
    now: Stood | None
    before: Stood | None
    instead: tuple[str, ...] = ()
    """What is new or worse in the same place, by its title: where to look when this one does not apply any more."""

    @property
    def told(self) -> Stood:
        """As it stands, or as it stood last."""
        found = self.now or self.before
        assert found is not None
        return found

    @property
    def reason(self) -> Phrase:
        """Why it stands otherwise."""
        parts: list[str] = []
        if self.kind == "no longer applies" and self.now and self.now.said:
            look = f" Look at: {'; '.join(self.instead)}." if self.instead else ""
            return (*self.now.said, look)
        if self.kind == "new":
            parts.append(_REASONS[self.before.outcome if self.before else None])
        elif self.kind not in {"worse", "better"}:
            parts.append(_ENDED[self.now.outcome if self.now else None])
        else:
            parts += _moved(self.before, self.now)
        return ("; ".join((*parts, *_measured(self.before, self.now))),)


def changes(now: Mapping[str, Stood], before: Mapping[str, Stood]) -> list[Change]:
    """Every judgement, by the id of its finding, that was or is not met and stands otherwise; in the order of ``KINDS``, the gravest first."""
    found = [Change(kind, now.get(id_), before.get(id_)) for id_ in {**now, **before} if (kind := _kind(now.get(id_), before.get(id_)))]
    found = [replace(one, instead=_instead(one, found)) for one in found]
    return sorted(found, key=lambda one: (KINDS.index(one.kind), one.told.severity.rank if one.told.severity else 9, one.told.title, one.told.where.text))


def _instead(change: Change, found: Sequence[Change]) -> tuple[str, ...]:
    return tuple(one.told.title for one in found if one.kind in {"new", "worse"} and one.told.where == change.told.where)


def _kind(now: Stood | None, before: Stood | None) -> str:
    is_wrong, was_wrong = (one is not None and one.outcome == "not_met" for one in (now, before))
    if is_wrong and was_wrong:
        assert now is not None
        assert before is not None
        return _trend(now, before)
    if is_wrong:
        return "new"
    if was_wrong:
        return _ENDINGS.get(now.outcome, "out of sight") if now is not None else "out of sight"
    return ""


def _trend(now: Stood, before: Stood) -> str:
    """By severity, and where that is the same by the loss."""
    ranks = [one.severity.rank if one.severity else len(Severity) for one in (now, before)]
    if ranks[0] != ranks[1]:
        return "worse" if ranks[0] < ranks[1] else "better"
    if now.loss and before.loss and abs(now.loss / before.loss - 1) > NOTICED:
        return "worse" if now.loss > before.loss else "better"
    return ""


def _moved(before: Stood | None, now: Stood | None) -> Iterator[str]:
    if before and now and before.severity is not now.severity:
        yield f"{before.severity.value if before.severity else 'no severity'} before, {now.severity.value if now.severity else 'none'} now"
    elif before and now and before.loss and now.loss:
        yield f"its expected loss was {number(two_digits(before.loss))} a year and is {number(two_digits(now.loss))} (middle)"


def _measured(before: Stood | None, now: Stood | None) -> Iterator[str]:
    """What was measured then and now, where it was measured both times and differs."""
    if before and now and before.measured is not None and now.measured is not None and before.measured != now.measured:
        was, stands = (_told(one.measured or 0.0, now, within=max(abs(before.measured), abs(now.measured))) for one in (before, now))
        if was != stands:
            unit = now.unit.strip("()").removeprefix("of ")
            beside = "" if now.unit.isalpha() or now.unit in stands else f", in {unit}"
            yield f"{now.measure.rstrip('.')}: {was} before, {stands} now{beside}"


def _told(value: float, of: Stood, within: float) -> str:
    """A measured value as one says it: a share in per cent, days on the other side of zero in words."""
    if of.unit.startswith("of ") and of.decimals and within <= 1:
        return f"{number(value * 100)}\u202f% {of.unit}"
    if of.unit == "days" and value < 0:
        return f"{counted(round(-value), 'day')} {'to go' if _LATE.search(of.measure) else 'past'}"
    if not of.unit.isalpha():
        return number(value, of.decimals)
    return f"{number(value, of.decimals)} {_ONE.get(of.unit, of.unit) if round(value, of.decimals) == 1 else of.unit}".strip()


def section(found: Sequence[Change], since: str, run: str) -> Section:
    """What changed, in a sentence and a table."""
    told = [(counted_kind(kind, count),) for kind, count in counts(found).items() if count]
    lead = say("Since {since}: {told}.", since=since, told=listing(told)) if told else say("Since {since} no judgement stands otherwise.", since=since)
    rows = tuple(
        ((one.kind,), (one.told.title,), (one.told.where,), (one.told.severity.value if one.told.severity else "–",), one.reason) for one in found[:_SHOWN]
    )
    table = (TableBlock("What stands otherwise", ("Change", "Judgement", "Where", "Severity", "Why"), "lllll", rows, len(found) - len(rows)),) if rows else ()
    note = Sentence(say("Compared with run {run} of {since}. What was not met before and is still as grave is left out.", run=run, since=since), "note")
    return Section("changes", "What changed", (Sentence(lead, "lead"), *table, note))


def nothing_before() -> Section:
    """There is nothing to compare with, and that is no «nothing changed»."""
    words = "What changed is not assessed: this folder keeps no assessment of an earlier day. The next one will be compared with this one."
    return Section("changes", "What changed", (Sentence((words,)),))


def counts(found: Iterable[Change]) -> dict[str, int]:
    """How many of each kind."""
    told = [one.kind for one in found]
    return {kind: told.count(kind) for kind in KINDS}


def counted_kind(kind: str, count: int) -> str:
    """``2 new``, ``1 gone``."""
    return f"{counted(count, kind, kind)}"
