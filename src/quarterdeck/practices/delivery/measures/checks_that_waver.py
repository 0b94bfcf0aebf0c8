"""How often checks fail and pass on the same commit.

Says: The share of checked commits on which a pipeline failed and then passed without any change.

Matters because: A failure that goes away by itself teaches people to press «again» and to look no further. Then a true failure is pressed away as well.

Counted how: Each pipeline, for each commit of the period on which imported runs of it ended well or badly for the same reason (push, proposed change),
contributes 1 where a run failed and a later attempt or run of it on that commit passed, else 0. The range is Wilson's interval.

Leaves out: Failures that nobody ran again; tests that a pipeline repeats by itself; what was changed outside of the repository between two runs.

Source: DORA, capabilities: test automation, «Tests should be reliable: that is, when the tests pass we should be confident the software is releasable, and
test failures should indicate a real defect. In particular, don't tolerate flaky tests», https://dora.dev/capabilities/test-automation/.
"""

from __future__ import annotations

from quarterdeck.evidence.delivery import PipelineRun
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.practices.delivery.basis import CHECKING, NO_RUNS, SHARE

CHECKS_THAT_WAVER = Measure(
    name="checks_that_waver",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of checked commits",
    subject="repository",
    needs=(PipelineRun,),
    rows=f"""
        SELECT repository AS subject, "commit" AS key, coalesce(pipeline, path, '') AS part,
            coalesce(min((created_at, attempt)) FILTER (status = 'failed') < max((created_at, attempt)) FILTER (status = 'succeeded'), false)::INTEGER
                AS contribution
        FROM ({CHECKING})
        WHERE "commit" IS NOT NULL AND created_at >= $start AND created_at < $end
        GROUP BY repository, "commit", part, event
    """,  # noqa: S608  # put together from constants of this practice
    fold=SHARE,
    key_is="commit",
    part_is="pipeline",
    absent=NO_RUNS,
    decimals=2,
)
