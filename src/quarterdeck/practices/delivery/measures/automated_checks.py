"""How many pipeline jobs check a change before it is merged.

Says: The number of jobs in the repository's pipelines that run tests or other checks when somebody proposes or pushes a change.

Matters because: A mistake that a machine finds costs minutes; the same mistake in production costs days, and a customer's trust.

Counted how: Each job of GitHub Actions, GitLab CI, Azure Pipelines, CircleCI or Jenkins (its stages) contributes 1 when a push, a pull or merge request,
or a call by another workflow starts it and one of its steps runs tests, a linter, a type checker or an analyser; the command that told is kept with it.

Leaves out: Whether the checks must pass before a merge (that is a setting of the hosting service, not of the repository), whether they
pass, and how much they cover. What a here-document sends to another machine. Other systems' files are recognised but not read: then this is
not assessed, for nobody looked inside. So it is where a Jenkinsfile checks but does not say what starts it: that stands in Jenkins.

Source: DORA, capabilities: continuous integration and test automation, https://dora.dev/capabilities/; what counts as a check is our list.
"""

from __future__ import annotations

from quarterdeck.evidence.automation import PipelineJob
from quarterdeck.evidence.code import TrackedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

AUTOMATED_CHECKS = Measure(
    name="automated_checks",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="jobs",
    subject="repository",
    needs=(PipelineJob, TrackedFile),
    rows="""
        SELECT repository AS subject, path || ':' || line AS key, coalesce(job, '') AS part,
            (coalesce(tests, false) OR coalesce(checks, false))
                AND list_has_any(triggers, ['push', 'pull_request', 'pull_request_target', 'merge_request', 'merge_group', 'call']) AS contribution
        FROM pipeline_jobs WHERE job IS NOT NULL
        UNION ALL
        SELECT repository, 'no pipeline file', '', 0
        FROM files WHERE repository NOT IN (SELECT repository FROM pipeline_jobs)
        GROUP BY repository HAVING bool_or(is_code AND role IN ('production', 'test'))
    """,
    fold=TOTAL,
    key_is="file",
    part_is="job",
    absent=NotAssessed("no code that people wrote was found at the head", "Assess a repository that holds code"),
    gaps="""
        SELECT repository AS subject, 'its pipelines (' || string_agg(DISTINCT system, ', ' ORDER BY system) || ') are recognised but not read' AS why,
            'Look there by hand; GitHub Actions, GitLab CI, Azure Pipelines, CircleCI and Jenkins are read' AS supply
        FROM pipeline_jobs GROUP BY repository
        HAVING count(job) = 0 OR NOT bool_or(job IS NOT NULL AND (coalesce(tests, false) OR coalesce(checks, false))) AND bool_or(job IS NULL)
        UNION ALL
        SELECT repository, 'what some of its pipeline jobs run is not in the repository, so nobody can tell whether they check',
            'Look there by hand, or let a job name its test command'
        FROM pipeline_jobs WHERE job IS NOT NULL
        GROUP BY repository
        HAVING NOT bool_or(coalesce(tests, false) OR coalesce(checks, false)) AND bool_or(tests IS NULL OR checks IS NULL)
        UNION ALL
        SELECT repository, 'its jobs check, and what starts them stands in ' || string_agg(DISTINCT system, ', ' ORDER BY system) || ' and in no file',
            'Let the file say it (`triggers`, or `when { changeRequest() }` in a multibranch pipeline), or look there by hand'
        FROM pipeline_jobs WHERE coalesce(tests, false) OR coalesce(checks, false)
        GROUP BY repository
        HAVING bool_and(NOT list_has_any(triggers, ['push', 'pull_request', 'pull_request_target', 'merge_request', 'merge_group', 'call']))
            AND bool_or(list_contains(triggers, 'untold'))
    """,
)
