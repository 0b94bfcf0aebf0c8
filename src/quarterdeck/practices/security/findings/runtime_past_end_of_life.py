"""The code runs on a version that its publisher has stopped supporting, or soon will.

Judges: the number of runtimes past their published end of life, and the days that the others have left. One scale of severity: *high* when a base
image, version file, manifest or compose file fixes one that ended; *medium* when only pipelines name it, or when it is in published extended
support; *low* when none ended, but one will within the criterion's days. Debian's extended support (LTS) is free; most other extended support is paid,
and whether the company bought it is not known here: without it, read *medium* as *high*.

Matters because: Nobody mends what is found in a version that has ended, and everybody can read what was mended in the next. The longer the
move waits, the more packages stop supporting the old version, and the larger the move becomes.

Silent when: no file says what it runs on, nothing that files name can be looked up, nothing ended by support cycles that are older than
their shelf life, or nothing was found while a file could not be read. What was found is told in any case.

What to do: Move to a version that is supported for at least another year, starting with what faces the network. Where extended support bridges
the time, make sure that you have it, and that its updates reach what runs. Put the last days of all runtimes in the roadmap, so that the next move
is planned.

Source: endoflife.date, https://endoflife.date; Debian LTS, https://wiki.debian.org/LTS; NIST SP 800-53 Rev. 5, SA-22 unsupported system components.
The days of warning are our judgement, and so is *medium* for extended support.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, MeasureRow, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, counted, listing, say
from quarterdeck.practices.security.measures.ended_runtimes import ENDED_RUNTIMES
from quarterdeck.practices.security.measures.extended_runtimes import EXTENDED_RUNTIMES
from quarterdeck.practices.security.measures.runtime_days_left import RUNTIME_DAYS_LEFT
from quarterdeck.practices.security.measures.tested_runtimes import TESTED_RUNTIMES
from quarterdeck.practices.security.measures.unjudged_runtimes import UNJUDGED_RUNTIMES

WARNING_DAYS = Criterion(
    "end_of_life_warning_days", 180, "days", "A runtime with fewer days of support than this should be in the roadmap.",
    "Our judgement: half a year is enough to plan the move to another version and to make it.",
)  # fmt: skip
_NAMED = 3
_EXTENDED = (
    "Extended support mends security faults alone. Debian's is free; most other extended support is paid and helps only those who bought it.",
    " Whether you have it was not looked at.",
)
_BOUGHT = ("Whether you bought support beyond what is published was not looked at.",)


def judge(ended: Measurement, bench: Bench) -> Verdict:
    """One that ended is not met; one that ends soon is not met, and low."""
    where = bench.name("repository", ended.subject.key)
    rows = bench.rows(ended)
    unread = _unread(ended, bench)
    if [row.key for row in rows] == [""] and not unread:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} holds no code that needs a runtime.", where=where))
    left = bench.beside(RUNTIME_DAYS_LEFT, ended.subject)
    days = {row.key: row for row in bench.rows(left)}
    if ended.value > 0:
        return _ended(ended, rows, days, bench)
    if left.missing is None and left.value <= bench.criterion(WARNING_DAYS):
        return _soon(left, rows, days, bench)
    if unread:
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=unread.why), missing=unread)
    count = len({row.key for row in rows})
    told = say("{where}: {count} " + ("is" if count == 1 else "are") + " supported", where=where, count=Cited(counted(count, "runtime"), ended.id))
    return Verdict(Outcome.MET, (*told, *_unjudged(ended, bench), "."))


def _ended(ended: Measurement, rows: Sequence[MeasureRow], days: Mapping[str, MeasureRow], bench: Bench) -> Verdict:
    where = bench.name("repository", ended.subject.key)
    until = _extended(ended, bench)
    in_force = {key for key, row in until.items() if row.contribution > 0}
    over = sorted({row.key for row in rows if row.contribution > 0}, key=lambda key: (key in in_force, days[key].contribution if key in days else 0, key))
    tested = {row.key for row in bench.rows(bench.beside(TESTED_RUNTIMES, ended.subject)) if row.contribution > 0}
    told = [_dated(key, days, until, bench) for key in over[:_NAMED]]
    if len(over) > _NAMED:
        told.append((f"{len(over) - _NAMED} more",))
    count = Cited(counted(len(over), "runtime"), ended.id)
    verb = "is tested on" if tested.issuperset(over) else "runs on"
    sentence = say("{where} " + verb + " {count} past the end of life: {told}", where=where, count=count, told=listing(told))
    return Verdict(
        Outcome.NOT_MET,
        (*sentence, *_unjudged(ended, bench), "."),
        action=_action(over, in_force, bench),
        severity=Severity.MEDIUM if (tested | in_force).issuperset(over) else Severity.HIGH,
        detail=_detail(rows, days, until, bench),
        notes=(_EXTENDED if in_force else _BOUGHT, *_not_read(ended, bench)),
    )


def _action(over: Sequence[str], in_force: AbstractSet[str], bench: Bench) -> Phrase:
    """Those that nobody mends come first; where extended support covers all, having it comes before the move."""
    bare = [bench.name("package", key) for key in over if key not in in_force][:_NAMED]
    if bare:
        return say("Move {runtime} to a version that is still supported.", runtime=listing(bare))
    covered = listing([bench.name("package", key) for key in over[:_NAMED]])
    return say("Make sure that you receive extended support for {runtime}, and plan the move to a newer version before it ends.", runtime=covered)


def _soon(left: Measurement, rows: Sequence[MeasureRow], days: Mapping[str, MeasureRow], bench: Bench) -> Verdict:
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
        detail=_detail(rows, days, _extended(left, bench), bench),
        notes=(_BOUGHT, *_not_read(left, bench)),
    )


def _extended(measurement: Measurement, bench: Bench) -> Mapping[str, MeasureRow]:
    """Each runtime with the last day of its extended support; it contributes where that support is in force, after the end of life."""
    return {row.key: row for row in bench.rows(bench.beside(EXTENDED_RUNTIMES, measurement.subject)) if row.part}


def _dated(key: str, days: Mapping[str, MeasureRow], until: Mapping[str, MeasureRow], bench: Bench) -> Phrase:
    """The runtime with its last day, and that of extended support where it is in force."""
    day = days[key].part if key in days else "day not published"
    longer = f", extended support until {until[key].part}" if key in until and until[key].contribution > 0 else ""
    return say("{name} ({day}{longer})", name=bench.name("package", key), day=day, longer=longer)


def _unread(measurement: Measurement, bench: Bench) -> NotAssessed | None:
    """Why files may name runtimes that nobody saw; ``None`` where all could be read."""
    missing = bench.beside(UNJUDGED_RUNTIMES, measurement.subject).missing
    return None if missing == UNJUDGED_RUNTIMES.absent else missing


def _not_read(measurement: Measurement, bench: Bench) -> tuple[Phrase, ...]:
    unread = _unread(measurement, bench)
    return ((f"What other files name is not known: {unread.why}. {unread.supply}.",),) if unread else ()


def _unjudged(measurement: Measurement, bench: Bench) -> Phrase:
    """How many others could not be looked up, said in the sentence itself."""
    unjudged = bench.beside(UNJUDGED_RUNTIMES, measurement.subject)
    if not unjudged.value > 0:
        return ()
    return say("; {count} could not be looked up", count=Cited(counted(int(unjudged.value), "other"), unjudged.id))


def _detail(rows: Sequence[MeasureRow], days: Mapping[str, MeasureRow], until: Mapping[str, MeasureRow], bench: Bench) -> Detail:
    """Every runtime with its file, the first to end on top."""
    ordered = sorted(rows, key=lambda row: (days[row.key].contribution if row.key in days else 0 if row.contribution else 99_999, row.key, row.part))
    cells = tuple(
        (
            (bench.name("package", row.key),),
            (bench.name("file", row.part),),
            (days[row.key].part if row.key in days else "not published",),
            (_left(days[row.key].contribution) if row.key in days else "ended" if row.contribution else "–",),
            (until[row.key].part if row.key in until else "–",),
        )
        for row in ordered
    )
    return Detail(("Runtime", "File", "End of life", "Time left", "Extended support until"), "lllll", cells)


def _left(days: float) -> str:
    if days < 0:
        return f"ended {counted(int(-days), 'day')} ago"
    return counted(int(days), "day") if days else "ends today"


RUNTIME_PAST_END_OF_LIFE = Judgement(
    name="runtime-past-end-of-life",
    title="Runtimes past their end of life, or close to it",
    strength="The runtimes that could be looked up are still supported",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(ENDED_RUNTIMES, RUNTIME_DAYS_LEFT, EXTENDED_RUNTIMES, TESTED_RUNTIMES, UNJUDGED_RUNTIMES),
    judge=judge,
    criteria=(WARNING_DAYS,),
)
