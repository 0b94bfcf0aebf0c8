"""Functions that change again and again grow harder to follow.

Judges: Whether a function that people change again and again, and that is above the limit of cognitive complexity, became more complex in the period
by as many points as the criterion allows, or more.

Matters because: Every change to such a function makes the next one dearer. While it grows, waiting costs more than tidying does; and a trend can be
turned at any time, before the function is the one that nobody dares to touch.

Silent when: Code was not parsed (`--deep`), less than half of the production code could be read, or the history was cut within the period.

What to do: With the next change to the function that is named first, take one of its cases out into a function with a name and a test. Ask in reviews
for the same until the curve falls. A function that is meant to hold many cases may stay: write down why.

Source: Tornhill: Your Code as a Crime Scene, 2015, for complexity trends of hotspots (not opened). Campbell: Cognitive Complexity, SonarSource 2018, for
points and limit. Five points, and the scale (low; medium from five functions on), are our judgement. No money: `mending-pays-back` weighs what such
functions cost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, MeasureRow, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, number, say
from quarterdeck.practices.quality.measures.busy_functions import BUSY_FUNCTIONS
from quarterdeck.practices.quality.measures.function_growth import BEFORE, FUNCTION_GROWTH
from quarterdeck.practices.quality.measures.hardest_functions import HARD

LEAST_GROWTH = Criterion(
    "function_growth_to_judge", 5, "points", "A hard function that grows by this much in the period grows too much.",
    "Our judgement: five points are two conditions within two others, or five in a row; less is noise.",
)  # fmt: skip
_MANY, _SHOWN = 5, 12


@dataclass(frozen=True, slots=True)
class Course:
    """A busy function: how often it changed, its complexity before the period (``None``: it was not there), and what each month brought."""

    file: str
    function: str
    changes: float
    before: float | None
    months: tuple[tuple[str, float], ...]

    @property
    def now(self) -> float:
        """Its complexity at the head."""
        return (self.before or 0) + sum(growth for _, growth in self.months)

    @property
    def growth(self) -> float:
        """By how much it grew; nothing for one that was not there."""
        return 0.0 if self.before is None else self.now - self.before


def courses(busy: Measurement, bench: Bench) -> list[Course]:
    """The functions that changed again and again, those that grew most first."""
    by_name: dict[str, list[MeasureRow]] = {}
    for row in bench.rows(bench.beside(FUNCTION_GROWTH, busy.subject)):
        by_name.setdefault(row.key, []).append(row)
    found = [_course(row, by_name.get(f"{row.key}: {row.part}", ())) for row in bench.rows(busy) if row.contribution]
    return sorted(found, key=lambda course: (-course.growth, -course.changes, course.file, course.function))


def _course(busy: MeasureRow, rows: Iterable[MeasureRow]) -> Course:
    parts = {row.part: row.contribution for row in rows}
    before = parts.pop(BEFORE, None)
    return Course(busy.key, busy.part, busy.contribution, before, tuple(sorted(parts.items())))


def judge(busy: Measurement, bench: Bench) -> Verdict:
    """Any hard function that changes again and again and grows by too much is not met."""
    where = bench.name("repository", busy.subject.key)
    told = courses(busy, bench)
    if not told:
        return Verdict(Outcome.MET, say("{where}: no function was changed again and again.", where=where))
    grown = [course for course in told if course.now > HARD and course.growth >= bench.criterion(LEAST_GROWTH)]
    count = Cited(counted(int(busy.value), "function"), busy.id)
    if not grown:
        sentence = say("{where}: of {count} changed again and again, none that is hard to follow grew harder.", where=where, count=count)
        return Verdict(Outcome.MET, sentence)
    first = grown[0]
    return Verdict(
        Outcome.NOT_MET,
        say(
            "{where}: of {count} changed again and again, {grown} grew harder to follow, most of all {function}.",
            where=where, count=count, grown=len(grown), function=bench.name("function", first.function),
        ),
        action=say(
            "Take a case out of {function} in {file} into a function of its own, with a test, with the next change there.",
            function=bench.name("function", first.function), file=bench.name("file", first.file),
        ),
        severity=Severity.MEDIUM if len(grown) >= _MANY else Severity.LOW,
        detail=_detail(grown, bench),
    )  # fmt: skip


def _detail(grown: list[Course], bench: Bench) -> Detail:
    rows = tuple(
        (
            (bench.name("function", course.function),), (bench.name("file", course.file),), (number(course.changes),),
            (number(course.before or 0),), (number(course.now),),
        )
        for course in grown[:_SHOWN]
    )  # fmt: skip
    return Detail(("Function", "File", "Changes in the period", "Complexity before", "Complexity now"), "llrrr", rows, len(grown) - len(rows))


BUSY_FUNCTIONS_GROW = Judgement(
    name="busy-functions-grow",
    title="Functions that change again and again and grow harder to follow",
    strength="No busy function grows harder to follow",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(BUSY_FUNCTIONS, FUNCTION_GROWTH),
    judge=judge,
    criteria=(LEAST_GROWTH,),
)
