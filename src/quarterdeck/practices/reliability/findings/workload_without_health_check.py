"""A workload serves requests, and nothing checks whether it can.

Judges: whether each workload in Kubernetes manifests that serves requests has a liveness or a readiness check.

Matters because: The cluster sends requests to a copy that hangs, and to a new version before it can answer. Users are the check then.

Silent when: no manifest in the repository describes such a workload, or all of them are templates that only their tool can read.

What to do: Give it an address that answers only when the workload can do its work, and name it as `readinessProbe`. Add a `livenessProbe`
only where a restart mends what hangs.

Source: What the checks do is in the reference of the Kubernetes API, container probes (known, not opened here). That one without any is worth a
finding, and from how many on it is grave, is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.practices.reliability.measures.unchecked_workloads import UNCHECKED_WORKLOADS

MANY = Criterion(
    "unchecked_workloads_many", 0.5, "of workloads", "A greater share of workloads without a check is medium, not low.", "Our judgement: half are no slip."
)
_SHOWN = 12


def judge(unchecked: Measurement, bench: Bench) -> Verdict:
    """Any workload without a check is not met; more than the limit is medium."""
    where = bench.name("repository", unchecked.subject.key)
    rows = sorted(bench.rows(unchecked), key=lambda row: (-row.contribution, row.part, row.key))
    every = counted(len(rows), "workload that serves requests", "workloads that serve requests")
    bare = [row for row in rows if row.contribution]
    if not bare:
        return Verdict(Outcome.MET, say("{where}: {every} checked for health.", where=where, every=Cited(f"{every} {_are(len(rows))}", unchecked.id)))
    shown = tuple(((bench.name("service", row.part),), (bench.name("file", row.key),)) for row in bare[:_SHOWN])
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {bare} of {every} {have} no health check.", where=where, bare=Cited(f"{len(bare)}", unchecked.id), every=every,
            have="has" if len(bare) == 1 else "have"),
        action=say("Give {first} a readiness check that answers only when it can do its work.", first=bench.name("service", bare[0].part)),
        severity=Severity.MEDIUM if len(bare) > bench.criterion(MANY) * len(rows) else Severity.LOW,
        detail=Detail(("Workload without a check", "Where it stands"), "ll", shown, len(bare) - len(shown)),
        notes=(("Read from files: what another repository's overlay adds is not seen.",),),
    )  # fmt: skip


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


WORKLOAD_WITHOUT_HEALTH_CHECK = Judgement(
    name="workload-without-health-check",
    title="Workloads that nothing checks for health",
    strength="Workloads are checked for health",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(UNCHECKED_WORKLOADS,),
    judge=judge,
    criteria=(MANY,),
)
