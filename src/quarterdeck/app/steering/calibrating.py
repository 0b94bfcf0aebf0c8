"""``calibration``: the company's own estimates that have ended, held against what they said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quarterdeck.app.record.workspace import Workspace
from quarterdeck.decisions.estimates import FEWEST, Estimate, ended, overrun, run_over
from quarterdeck.decisions.wording import amount, span
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block, Chart, Mark, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Name, Phrase, counted, plain, say
from quarterdeck.maths.calibration import Point, curve

SCHEMA_VERSION = "1.0"
_SAID = {0.1: "one in ten", 0.5: "every other", 0.9: "nine in ten"}


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was estimated and has ended, the curve, and how many times its estimate work and cost took."""

    estimates: Sequence[Estimate]
    points: tuple[Point, ...]
    times: Range | None

    @property
    def inside(self) -> int:
        """How many lay between their p10 and p90."""
        return sum(one.place == "inside" for one in self.estimates)


def calibrated(workspace: Workspace) -> Calibration:
    """Everything on record that was estimated as a range, and what it was."""
    estimates = ended(workspace.records)
    return Calibration(estimates, curve([(one.expected, one.actual) for one in estimates]), overrun(estimates))


def page(found: Calibration) -> Section:
    """What the ranges were worth."""
    if not found.estimates:
        told = (
            "No estimate on record has ended: nothing can be said of what they are worth. Write `spent` where an initiative is done, and `cost_seen` or "
            "`expects` with `seen` in decisions."
        )
        return Section("calibration", "What our estimates are worth", (Sentence((told,), "lead"),))
    return Section("calibration", "What our estimates are worth", tuple(_blocks(found)))


def _blocks(found: Calibration) -> Iterator[Block]:
    count = len(found.estimates)
    told = "{inside} of {count} that have ended lay inside their range; eight in ten should."
    yield Sentence(say(told, inside=str(found.inside), count=counted(count, "estimate")), "lead")
    yield _curve(found)
    if count < FEWEST:
        yield Sentence(say("So few say nothing of a habit: with {count}, almost any share may lie behind.", count=str(count)), "note")
    if found.times:
        over = run_over(found.estimates)
        yield Sentence(
            say(
                "Work and cost took {times} times the middle of their estimate (p10 to p90 of {count}). `decide` takes this in place of a judgement where a "
                "model asks for an overrun.",
                times=f"{found.times.p10:.2g} to {found.times.p90:.2g}", count=counted(len(over), "estimate"),
            )
        )  # fmt: skip
    rows = tuple(_row(one) for one in sorted(found.estimates, key=lambda one: (one.what, str(one.about), one.name)))
    yield TableBlock("Each estimate, and what it was", ("what", "of", "expected (p10 to p90)", "was", "place"), "llrrl", rows)
    yield Sentence(
        ("Left out: what nobody wrote down. Work that was cut to fit ends inside its range and brings less: its outcome would tell.",), "note"
    )  # fmt: skip


def _row(one: Estimate) -> tuple[Phrase, ...]:
    label = (Name(one.about.kind, one.label),)
    return label, (one.name,), (span(one.expected, one.unit),), (amount(one.actual, one.unit),), (one.place,)


def _curve(found: Calibration) -> Chart:
    marks = tuple(_mark(point) for point in found.points)
    return Chart(
        "ranges", "How often it was that or less", say("A range means what it says where each bar reaches over its share."), "of estimates", marks,
        ("; ".join(plain(mark.words) for mark in marks) + ".",),
    )  # fmt: skip


def _mark(point: Point) -> Mark:
    words = say(
        "at or below the p{quantile}: {under} of {count}, where {said} should be ({low} to {high} may lie behind so few)",
        quantile=f"{point.quantile * 100:.0f}", under=str(point.under), count=str(point.count), said=_SAID[point.quantile],
        low=f"{point.low:.0%}".replace("%", "\u202f%"), high=f"{point.high:.0%}".replace("%", "\u202f%"),
    )  # fmt: skip
    return Mark((f"p{point.quantile * 100:.0f}",), point.share, words, spread=Range(point.low, point.share, point.high))


def as_dict(found: Calibration) -> dict[str, object]:
    """As JSON carries it."""
    return {
        "schema_version": SCHEMA_VERSION,
        "estimates": [
            {
                "about": str(one.about), "what": one.what, "name": one.name, "unit": one.unit, "place": one.place, "actual": one.actual,
                "expected": {"p10": one.expected.p10, "p50": one.expected.p50, "p90": one.expected.p90},
            }
            for one in found.estimates
        ],
        "inside": found.inside,
        "curve": [
            {"quantile": point.quantile, "at_or_below": point.under, "count": point.count, "low": point.low, "high": point.high} for point in found.points
        ],
        "times_the_estimate": {"p10": found.times.p10, "p50": found.times.p50, "p90": found.times.p90} if found.times else None,
    }  # fmt: skip
