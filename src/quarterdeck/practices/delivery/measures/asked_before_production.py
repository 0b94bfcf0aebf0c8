"""Where somebody is asked before a change goes to production.

Says: The number of pipeline jobs that bring something to production and are known to wait for a person.

Matters because: Both are choices: a person who looks at each deployment, or checks and reviews that are good enough without. What matters is that the
company knows which one it made, and that auditors can see it.

Counted how: Each job that deploys to an environment called like production, or deploys to something that runs, contributes 1 where its file says that it
waits for a person (`when: manual`, an approval step, `input` in Jenkins, a workflow that only a person starts), or where a file of settings names who
must approve its environment, else 0; its part says which, or that its environment may ask: who must approve, GitHub, GitLab and Azure mostly keep to
themselves.

Leaves out: Rules of environments, branches and tags that the hosting service keeps. Reviews before the merge, which `unreviewed_merges` counts. Jobs that
another repository defines.

Source: GitHub Actions and GitLab CI, the documentation of `environment` and `when: manual`; nothing is judged, for DORA found no good in approvals by
outsiders, https://dora.dev/capabilities/streamlining-change-approval/ (not opened while building).
"""

from __future__ import annotations

from quarterdeck.evidence.automation import BranchRule, PipelineJob, ReleaseStep
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.delivery.serving import JOBS_THAT_SERVE

ASKED_BEFORE_PRODUCTION = Measure(
    name="asked_before_production",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="jobs",
    subject="repository",
    needs=(PipelineJob, ReleaseStep),
    also_reads=(BranchRule,),
    rows=f"""
        WITH jobs AS ({JOBS_THAT_SERVE})
        SELECT j.repository AS subject, j.key AS key,
            coalesce(max(s.says) FILTER (s.kind = 'asks'), 'its environment asks: ' || max(array_to_string(b.may, ', ')) FILTER (b.approvals > 0),
                'its environment may ask: ' || max(s.says) FILTER (s.kind = 'environment'), 'nobody is asked') AS part,
            (count(*) FILTER (s.kind = 'asks' OR b.approvals > 0) > 0)::INTEGER AS contribution
        FROM (SELECT DISTINCT repository, key FROM jobs) j LEFT JOIN release_steps s ON s.repository = j.repository AND s.path || ':' || s.line = j.key
        LEFT JOIN branch_rules b ON b.repository = j.repository AND b.target = 'environment' AND s.kind = 'environment' AND list_contains(b.patterns, s.says)
        GROUP BY j.repository, j.key
    """,  # noqa: S608  # put together from constants of this practice
    fold=TOTAL,
    key_is="place",
    part_is="words",
    absent=NotAssessed(
        "no pipeline job that is read deploys to something that runs",
        "GitHub Actions, GitLab CI, Azure Pipelines, CircleCI and Jenkins are read; look at others by hand",
    ),
)
