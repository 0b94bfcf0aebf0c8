"""No machine checks a change before it is merged.

Judges: the number of pipeline jobs that test or check proposed changes: none is not met.

Matters because: Without automated checks each change is as good as the attention of whoever looked at it that day, and each
mistake is found later, by somebody else, for more money.

Silent when: the pipelines are kept in a system that is recognised but not read, a pipeline file could not be read, or there is no code.

What to do: Run the tests that exist on each proposed change, in the hosting service's own pipelines: an afternoon's work. Then make a
green run a condition for merging.

Source: DORA, capabilities: continuous integration, https://dora.dev/capabilities/continuous-integration/: automated tests run both before and after the
merge.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.practices.delivery.measures.automated_checks import AUTOMATED_CHECKS


def judge(checks: Measurement, bench: Bench) -> Verdict:
    """At least one job that checks: met. Whether it passes is not seen, and said."""
    where = bench.name("repository", checks.subject.key)
    if checks.value > 0:
        jobs = Cited(counted(int(checks.value), "pipeline job"), checks.id)
        checked = "tests or checks" if checks.value == 1 else "test or check"
        note = ("Whether they pass, and whether a merge waits for them, cannot be seen in a repository.",)
        return Verdict(Outcome.MET, say("{where}: {jobs} " + checked + " each proposed change.", where=where, jobs=jobs), notes=(note,))
    jobs_read = [row for row in bench.rows(checks) if row.part]
    rows = tuple(((bench.name("file", row.key),), (row.part,)) for row in jobs_read)
    zero = Cited("no job of its pipelines" if jobs_read else "no pipeline in the repository", checks.id)
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {zero} tests or checks a change before it is merged.", where=where, zero=zero),
        action=("Run the existing tests on each proposed change, in the hosting service's own pipelines.",),
        severity=Severity.HIGH,
        detail=Detail(("Pipeline file", "Job, which neither tests nor checks"), "ll", rows) if rows else None,
    )


NO_AUTOMATED_CHECKS = Judgement(
    name="no-automated-checks",
    title="No machine checks changes before they are merged",
    strength="A machine checks changes before they are merged",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(AUTOMATED_CHECKS,),
    judge=judge,
)
