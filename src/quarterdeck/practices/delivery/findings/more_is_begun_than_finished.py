"""More work is begun than finished.

Judges: how many work items are begun for each that is finished, over the period.

Matters because: Where more arrives than leaves, everything takes longer from month to month, and whatever was promised from past pace comes late.

Silent when: no work items with their transitions were imported, or too few were finished.

What to do: Begin a new item only when one is finished. Say aloud what will not be done.

Source: Little and Graves, Little's Law, 2008, https://web.mit.edu/sgraves/www/papers/Little's%20Law-Published.pdf. The limit is our judgement and can
be set.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, counted, number, say
from quarterdeck.practices.delivery.measures.littles_law import LITTLES_LAW
from quarterdeck.practices.delivery.measures.throughput import THROUGHPUT
from quarterdeck.practices.delivery.measures.work_in_progress import WORK_IN_PROGRESS
from quarterdeck.practices.delivery.measures.work_started_per_finished import WORK_STARTED_PER_FINISHED

MOST_BEGUN = Criterion(
    "most_begun", 1.25, "begun for each finished", "Above this, work piles up.", "Our judgement: a quarter more within a year is no accident of its edges."
)
FEWEST_FINISHED = Criterion("fewest_finished", 20, "items", "With fewer finished, the edges of the period weigh too much.", "Our judgement.")


def judge(ratio: Measurement, bench: Bench) -> Verdict:
    """More begun for each finished one than the limit is not met."""
    where = bench.name("repository", ratio.subject.key)
    finished = round(ratio.observations / (1 + ratio.value))
    if finished < bench.criterion(FEWEST_FINISHED):
        missing = NotAssessed(f"only {counted(finished, 'work item')} of it that had been begun {'was' if finished == 1 else 'were'} finished in the period",
                              "Assess a longer period with `--since`")  # fmt: skip
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=missing.why), missing=missing)
    told = say(
        "{where}: {begun} were begun and {finished} finished.",
        where=where, begun=Cited(counted(ratio.observations - finished, "work item"), ratio.id), finished=finished,
    )  # fmt: skip
    notes = _wait(ratio, bench)
    if ratio.value <= bench.criterion(MOST_BEGUN):
        return Verdict(Outcome.MET, told, notes=notes)
    return Verdict(Outcome.NOT_MET, told, action=("Begin a new item only when one is finished.",), severity=Severity.MEDIUM, notes=notes)


def _wait(ratio: Measurement, bench: Bench) -> tuple[Phrase, ...]:
    """Little's law: what is in progress over what is done in a month is how long it takes to get through."""
    stock, done = bench.beside(WORK_IN_PROGRESS, ratio.subject), bench.beside(THROUGHPUT, ratio.subject)
    if stock.missing or done.missing or not done.value:
        return ()
    pace = done.value / (done.period.end - done.period.start).days * 365.25 / 12
    said = "{stock} in progress at {pace} a month take {months} months to get through, where nothing else changes (Little's law)."
    wait = say(said, stock=Cited(counted(int(stock.value), "item"), stock.id), pace=number(pace, 1), months=number(months_through(stock.value, pace), 1))
    return (wait, *_steady(bench.beside(LITTLES_LAW, ratio.subject)))


def _steady(law: Measurement) -> tuple[Phrase, ...]:
    """What was in progress on average, beside what throughput times cycle time say."""
    if law.missing or law.low is None or law.high is None:
        return ()
    said = "On average {times} times as much was in progress as throughput and cycle time say ({low} to {high}): alike, the flow is steady."
    return (say(said, times=Cited(number(law.value, 1), law.id), low=number(law.low, 1), high=number(law.high, 1)),)


def months_through(stock: float, a_month: float) -> float:
    """How long a stock takes at a pace: 160 at 8 a month take 20 months."""
    return stock / a_month


MORE_IS_BEGUN_THAN_FINISHED = Judgement(
    name="more-is-begun-than-finished",
    title="More is begun than finished",
    strength="As much is finished as begun",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(WORK_STARTED_PER_FINISHED, WORK_IN_PROGRESS, THROUGHPUT, LITTLES_LAW),
    judge=judge,
    criteria=(MOST_BEGUN, FEWEST_FINISHED),
)
