"""A workload that others call runs as one copy.

Judges: whether each workload that others of the repository call is run as more than one copy by its Kubernetes manifest.

Matters because: The cluster moves, restarts and updates copies as a matter of course. Where there is one, each of these is an outage of all
that call it.

Silent when: no manifest names a workload that another calls, or all of them are templates that only their tool can read.

What to do: Run two copies on different machines, with a disruption budget that keeps one. Where it holds state, let the database's own
replication do it, or write down how long the outage may last.

Source: Single points of failure are arithmetic: what all need is up at most as often as its one copy. From how many callers on it is grave is our judgement
and can be set.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, number, say
from quarterdeck.practices.reliability.measures.single_copies import SINGLE_COPIES

CALLERS = Criterion(
    "one_copy_callers_many",
    3,
    "workloads",
    "One copy that so many others call is a grave single point of failure.",
    "Our judgement: with three, most users notice.",
)
_SHOWN = 12


def judge(copies: Measurement, bench: Bench) -> Verdict:
    """Any workload in one copy that another calls is not met; one that many call is high."""
    where = bench.name("repository", copies.subject.key)
    rows = sorted(bench.rows(copies), key=lambda row: (-row.contribution, row.part, row.key))
    alone = [row for row in rows if row.contribution]
    if not alone:
        told = Cited(counted(len(rows), "workload that another calls", "workloads that others call"), copies.id)
        return Verdict(Outcome.MET, say("{where}: {told} {run} in several copies.", where=where, told=told, run="runs" if len(rows) == 1 else "run"))
    most = alone[0]
    shown = tuple(((bench.name("service", row.part),), (number(row.contribution),), (bench.name("file", row.key),)) for row in alone[:_SHOWN])
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {most} runs as one copy, and {callers} {call} it.", where=where, most=bench.name("service", most.part),
            callers=Cited(counted(int(most.contribution), "other workload"), copies.id), call="calls" if most.contribution == 1 else "call"),
        action=say("Run {most} as two copies on different machines, or write down how long it may be away.", most=bench.name("service", most.part)),
        severity=Severity.HIGH if most.contribution >= bench.criterion(CALLERS) else Severity.MEDIUM,
        detail=Detail(("Runs as one copy", "Called by", "Where it stands"), "lrl", shown, len(alone) - len(shown)),
        notes=(
            say("{alone} of {all} workloads that others call run as one copy.", alone=len(alone), all=len(rows)),
            ("Read from files: copies that another repository or a person sets are not seen.",),
        ),
    )  # fmt: skip


ONE_COPY_SERVES_OTHERS = Judgement(
    name="one-copy-serves-others",
    title="Single copies that others call",
    strength="What others call runs in several copies",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(SINGLE_COPIES,),
    judge=judge,
    criteria=(CALLERS,),
)
