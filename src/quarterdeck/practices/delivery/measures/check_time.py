"""How many minutes a change waits for its checks.

Says: The median number of minutes from the begin of a change's first pipeline to the end of its last one.

Matters because: Whoever waits for a machine begins something else, and comes back to it late. Slow checks make large changes, for each costs a wait.

Counted how: Each commit of the period on which imported pipeline runs ended well or badly contributes the minutes from the begin of the first to the end of
the last of them; its longest pipeline is the part. Only first attempts count, and only runs that a push or a proposed change began.

Leaves out: Runs on a schedule, by hand, for a release; runs that were cancelled; the wait for a free machine, where the export gives no begin.

Source: DORA, capabilities: continuous integration, «The tests should not take more than a few minutes to run, with an upper limit of about 10 minutes»,
https://dora.dev/capabilities/continuous-integration/.
"""

from __future__ import annotations

from quarterdeck.evidence.delivery import PipelineRun
from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.practices.delivery.basis import CHECKING, NO_RUNS

CHECK_TIME = Measure(
    name="check_time",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="minutes",
    subject="repository",
    needs=(PipelineRun,),
    rows=f"""
        SELECT repository AS subject, coalesce("commit", id) AS key,
            arg_max(coalesce(pipeline, path, ''), epoch(finished_at) - epoch(coalesce(started_at, created_at))) AS part,
            (epoch(max(finished_at)) - epoch(min(coalesce(started_at, created_at)))) / 60 AS contribution
        FROM ({CHECKING})
        WHERE attempt = 1 AND finished_at >= coalesce(started_at, created_at) AND created_at >= $start AND created_at < $end
        GROUP BY ALL
    """,  # noqa: S608  # put together from constants of this practice
    fold=MEDIAN,
    key_is="commit",
    part_is="pipeline",
    absent=NO_RUNS,
    decimals=1,
)
