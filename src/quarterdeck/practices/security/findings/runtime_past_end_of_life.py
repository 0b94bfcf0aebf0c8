"""The code runs on a version that its publisher has stopped supporting, or soon will.

Judges: the number of runtimes past their published end of life, and the days that the others have left. One scale of severity: *high* when a base
image, version file, manifest or compose file fixes one that ended; *medium* when only pipelines name it; *low* when none ended, but one will
within the criterion's days.

Matters because: Nobody mends what is found in a version that has ended, and everybody can read what was mended in the next. The longer the
move waits, the more packages stop supporting the old version, and the larger the move becomes.

Silent when: no file says what it runs on, nothing that files name can be looked up, or nothing ended by support cycles that are older than
their shelf life.

What to do: Move to a version that is supported for at least another year, starting with what faces the network. Put the last days of all
runtimes in the roadmap, so that the next move is planned.

Source: endoflife.date, https://endoflife.date; NIST SP 800-53 Rev. 5, SA-22 unsupported system components. The days of warning are our judgement.
"""

from __future__ import annotations

from collections.abc import Sequence

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, MeasureRow, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, counted, listing, number, say
from quarterdeck.practices.security.measures.ended_runtimes import ENDED_RUNTIMES
from quarterdeck.practices.security.measures.runtime_days_left import RUNTIME_DAYS_LEFT
from quarterdeck.practices.security.measures.tested_runtimes import TESTED_RUNTIMES
from quarterdeck.practices.security.measures.unjudged_runtimes import UNJUDGED_RUNTIMES

WARNING_DAYS = Criterion(
    "end_of_life_warning_days", 180, "days", "A runtime with fewer days of support than this should be in the roadmap.",
    "Our judgement: half a year is enough to plan the move to another version and to make it.",
)  # fmt: skip
_NAMED = 3
_EXTENDED = ("Whether somebody else still mends it (long-term or paid support) was not looked at.",)


def judge(ended: Measurement, bench: Bench) -> Verdict:
    """One that ended is not met; one that ends soon is not met, and low."""
    where = bench.name("repository", ended.subject.key)
    rows = bench.rows(ended)
    if [row.key for row in rows] == [""]:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} holds no code that needs a runtime.", where=where))
    left = bench.beside(RUNTIME_DAYS_LEFT, ended.subject)
    days = {row.key: row for row in bench.rows(left)}
    if ended.value > 0:
        return _ended(ended, rows, days, bench)
    if left.missing is None and left.value <= bench.criterion(WARNING_DAYS):
        return _soon(left, rows, days, bench)
    count = len({row.key for row in rows})
    told = say("{where}: {count} " + ("is" if count == 1 else "are") + " supported", where=where, count=Cited(counted(count, "runtime"), ended.id))
    return Verdict(Outcome.MET, (*told, *_unjudged(ended, bench), "."))


def _ended(ended: Measurement, rows: Sequence[MeasureRow], days: dict[str, MeasureRow], bench: Bench) -> Verdict:
    where = bench.name("repository", ended.subject.key)
    over = sorted({row.key for row in rows if row.contribution > 0}, key=lambda key: (days[key].contribution if key in days else 0, key))
    tested = bench.beside(TESTED_RUNTIMES, ended.subject)
    for_tests = tested.value >= ended.value
    told = [_dated(key, days, bench) for key in over[:_NAMED]]
    if len(over) > _NAMED:
        told.append((f"{len(over) - _NAMED} more",))
    count = Cited(counted(len(over), "runtime"), ended.id)
    verb = "is tested on" if for_tests else "runs on"
    sentence = say("{where} " + verb + " {count} past the end of life: {told}", where=where, count=count, told=listing(told))
    return Verdict(
        Outcome.NOT_MET,
        (*sentence, *_unjudged(ended, bench), "."),
        action=say("Move {runtime} to a version that is still supported.", runtime=listing([bench.name("package", key) for key in over[:_NAMED]])),
        severity=Severity.MEDIUM if for_tests else Severity.HIGH,
        detail=_detail(rows, days, bench),
        notes=(_EXTENDED,),
    )


def _soon(left: Measurement, rows: Sequence[MeasureRow], days: dict[str, MeasureRow], bench: Bench) -> Verdict:
    where = bench.name("repository", left.subject.key)
    first = sorted(key for key, row in days.items() if row.contribution == left.value)
    told = Cited(counted(int(left.value), "day"), left.id)
    names = listing([bench.name("package", key) for key in first])
    sentence = say("{where}: {names} will reach the end of life on {day}, in {told}", where=where, names=names, day=days[first[0]].part, told=told)
    return Verdict(
        Outcome.NOT_MET,
        (*sentence, *_unjudged(left, bench), "."),
        action=say("Plan the move of {names} to a newer version before {day}.", names=names, day=days[first[0]].part),
        severity=Severity.LOW,
        detail=_detail(rows, days, bench),
        notes=(_EXTENDED,),
    )


def _dated(key: str, days: dict[str, MeasureRow], bench: Bench) -> Phrase:
    name = bench.name("package", key)
    return say("{name} ({day})", name=name, day=days[key].part) if key in days else say("{name} (day not published)", name=name)


def _unjudged(measurement: Measurement, bench: Bench) -> Phrase:
    """How many others could not be looked up, said in the sentence itself."""
    unjudged = bench.beside(UNJUDGED_RUNTIMES, measurement.subject)
    if not unjudged.value > 0:
        return ()
    return say("; {count} could not be looked up", count=Cited(counted(int(unjudged.value), "other"), unjudged.id))


def _detail(rows: Sequence[MeasureRow], days: dict[str, MeasureRow], bench: Bench) -> Detail:
    """Every runtime with its file, the first to end on top."""
    ordered = sorted(rows, key=lambda row: (days[row.key].contribution if row.key in days else 0 if row.contribution else 99_999, row.key, row.part))
    cells = tuple(
        (
            (bench.name("package", row.key),),
            (bench.name("file", row.part),),
            (days[row.key].part if row.key in days else "not published",),
            (number(days[row.key].contribution) if row.key in days else "ended" if row.contribution else "–",),
        )
        for row in ordered
    )
    return Detail(("Runtime", "File", "End of life", "Days left"), "lllr", cells)


RUNTIME_PAST_END_OF_LIFE = Judgement(
    name="runtime-past-end-of-life",
    title="Runtimes past their end of life, or close to it",
    strength="The runtimes that could be looked up are still supported",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(ENDED_RUNTIMES, RUNTIME_DAYS_LEFT, TESTED_RUNTIMES, UNJUDGED_RUNTIMES),
    judge=judge,
    criteria=(WARNING_DAYS,),
)
