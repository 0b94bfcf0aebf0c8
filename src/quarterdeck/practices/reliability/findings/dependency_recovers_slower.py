"""A system stands on one that may be away longer than itself.

Judges: the recovery objectives of a system against those of the systems without which it stands still.

Matters because: The objective was promised to somebody, and cannot be kept: the system waits for what it needs.

Silent when: the system has no recovery objective on record, or nobody wrote one for anything that it needs.

What to do: Tighten the objective of what it depends on, let the system do without it for a while, or promise what is true.

Source: That a chain is as slow as its slowest part is arithmetic; the terms are those of business continuity (ISO 22301; not opened).
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, MeasureRow, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, counted, listing, say
from quarterdeck.practices.reliability.basis import hours
from quarterdeck.practices.reliability.measures.slower_dependencies import SLOWER_DEPENDENCIES

_WORDS = {"rto": "may be away", "rpo": "may lose data of"}


def judge(slower: Measurement, bench: Bench) -> Verdict:
    """Any weaker objective below it is not met; a dependency without an objective leaves it open."""
    where = bench.name("system", slower.subject.key)
    rows = sorted(bench.rows(slower), key=lambda row: (row.part.partition(" ")[0] != "rto", -_theirs(row), row.key))
    if rows[0].part == "no dependency":
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} depends on no system of the record.", where=where))
    if rows[0].part == "no objective":
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} has no recovery objective of its own.", where=where))
    weaker = [row for row in rows if row.contribution]
    silent = sorted({row.key for row in rows if " ? " in row.part})
    if not weaker and silent:
        missing = NotAssessed("no recovery objective is on record for what it depends on", "Write `rto` and `rpo` in their records")
        told = listing([bench.name("system", one) for one in silent])
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: nobody wrote how long {told} may be away.", where=where, told=told), missing=missing)
    if not weaker:
        count = counted(len({row.key for row in rows}), "system")
        return Verdict(Outcome.MET, say("{where}: no objective of the {count} that it needs is weaker.", where=where, count=Cited(count, slower.id)))
    first = weaker[0]
    kind = first.part.partition(" ")[0]
    shown = tuple(((bench.name("system", row.key),), (row.part.partition(" ")[0].upper(),), (_said(_theirs(row)),), (_said(_ours(row)),)) for row in weaker)
    return Verdict(
        Outcome.NOT_MET,
        say("{where} {verb} {ours}, and needs {other}, which {verb} {theirs}.", where=where, verb=_WORDS[kind], ours=_said(_ours(first)),
            other=bench.name("system", first.key), theirs=Cited(_said(_theirs(first)), slower.id)),
        action=say("Tighten the objective of {other}, let {where} do without it for a while, or promise what is true.",
                   other=bench.name("system", first.key), where=where),
        severity=Severity.MEDIUM,
        detail=Detail(("Needs", "Objective", "Theirs", "Ours"), "llrr", shown),
        notes=_open(silent, bench),
    )  # fmt: skip


def _theirs(row: MeasureRow) -> float:
    told = row.part.split(" ")
    return float(told[1]) if len(told) == 3 and told[1] != "?" else 0.0  # noqa: PLR2004  # objective, theirs, ours


def _ours(row: MeasureRow) -> float:
    return float(row.part.rpartition(" ")[2])


def _said(days: float) -> str:
    return hours(days * 24)


def _open(silent: list[str], bench: Bench) -> tuple[Phrase, ...]:
    return (say("Nobody wrote an objective for {told}.", told=listing([bench.name("system", one) for one in silent])),) if silent else ()


DEPENDENCY_RECOVERS_SLOWER = Judgement(
    name="dependency-recovers-slower",
    title="Systems that stand on slower ones",
    strength="What systems stand on comes back in time",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(SLOWER_DEPENDENCIES,),
    judge=judge,
)
