"""How long ago a load test last ran, or was last changed.

Says: The days since a load test of the repository last ran; where no run was imported, since the newest of them was last changed.

Matters because: A test of last year's load says nothing of this year's: how much a system bears is learned before a campaign, or in it.

Counted how: Load tests are files that import k6, Locust or Gatling, or are plans of JMeter. Each has a row with the days since its last change. Imported
pipeline runs whose name speaks of load, stress or performance tests, or of these tools, have one with the days since they ended.

Leaves out: Load tests that are kept elsewhere, or that were run by hand. Whether the load was the right one.

Source: Arithmetic.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit, FileChange
from quarterdeck.evidence.delivery import PipelineRun
from quarterdeck.evidence.readiness import ReadinessSign
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

LOAD_TEST_AGE = Measure(
    name="load_test_age",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="repository",
    needs=(ReadinessSign,),
    also_reads=(FileChange, Commit, PipelineRun),
    rows="""
        SELECT s.repository AS subject, s.path AS key, 'changed' AS part, date_diff('day', max(c.committed_at), $as_of) AS contribution
        FROM readiness_signs s JOIN file_changes f ON f.repository = s.repository AND f.path = s.path
            JOIN commits c ON c.repository = f.repository AND c."commit" = f."commit"
        WHERE s.kind = 'load test' AND c.committed_at < $end GROUP BY ALL
        UNION ALL
        SELECT n.repository, r.pipeline, 'ran', date_diff('day', max(r.created_at), $as_of)
        FROM pipeline_runs r JOIN repository_names n ON n.name = r.repository
        WHERE n.repository IS NOT NULL AND r.created_at < $end AND r.status IN ('succeeded', 'failed')
            AND regexp_matches(lower(r.pipeline), '\\b(load|stress|performance|soak)[ _-]?tests?\\b|\\bk6\\b|locust|jmeter|gatling')
        GROUP BY ALL
    """,
    fold=Fold(
        "the fewest days since a run, else since a change",
        "coalesce(min(contribution) FILTER (part = 'ran'), min(contribution) FILTER (part = 'changed'))",
    ),
    key_is="file",
    part_is="event",
    absent=NotAssessed("no load test was found in it (k6, Locust, JMeter, Gatling)", "Keep load tests in a repository, or import the pipelines that run them"),
)
