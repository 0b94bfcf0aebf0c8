"""How large a share of releases no pipeline made.

Says: The share of the period's release tags that people made in a repository none of whose pipelines publishes or deploys anything.

Matters because: What is built on somebody's machine holds what lies on that machine. Nobody else can make it again, look at how it was made, or make the
next one when that person is away.

Counted how: Each commit that a release tag of the period names counts once. It contributes 1 where no job of a pipeline at the head publishes, releases or
deploys, no imported deployment of the repository was begun by a pipeline, and the tag is not by a bot; else 0.

Leaves out: Pipelines elsewhere that nobody told of: they are in no file of the repository. Whether the tag itself was set by hand, which is no fault.

Source: OpenSSF Scorecard, check Packaging, looks for a pipeline that publishes in the same way; DORA, capabilities: deployment automation, «Any deployment
process that requires logging into a console and interacting manually by clicking around should be a target for improvement»,
https://dora.dev/capabilities/deployment-automation/.
"""

from __future__ import annotations

from quarterdeck.evidence.automation import PipelineJob
from quarterdeck.evidence.code import Commit, Tag, TrackedFile
from quarterdeck.evidence.delivery import Deployment
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.delivery.basis import SHARE
from quarterdeck.practices.delivery.measures.release_lead_time import NO_TAGS, SHALLOW

RELEASES_BY_HAND = Measure(
    name="releases_by_hand",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of releases",
    subject="repository",
    needs=(Commit, Tag, PipelineJob, TrackedFile),
    also_reads=(Deployment,),
    rows="""
        SELECT r.repository AS subject, r.tag AS key, coalesce(r.kind, 'nobody named') AS part,
            (r.kind IS DISTINCT FROM 'bot' AND r.repository NOT IN (SELECT repository FROM pipeline_jobs WHERE deploys)
                AND r.repository NOT IN (
                    SELECT n.repository FROM deployments d JOIN repository_names n ON n.name = d.repository
                    WHERE n.repository IS NOT NULL AND (d.pipeline_run IS NOT NULL OR regexp_matches(coalesce(d.actor, ''), '\\[bot\\]$|^github-actions', 'i'))
                ))::INTEGER AS contribution
        FROM releases r WHERE r.released_at >= $start AND r.released_at < $end
        QUALIFY row_number() OVER (PARTITION BY r.repository, r."commit" ORDER BY r.released_at, r.tag) = 1
    """,
    fold=SHARE,
    key_is="tag",
    part_is="made by",
    absent=NotAssessed(NO_TAGS, "Fetch the tags (`git fetch --tags`), or assess a longer period with `--since`"),
    gaps=f"""
        {SHALLOW}
        UNION ALL
        SELECT repository, 'some of its pipelines are recognised but not read, so nobody can tell whether they release',
            'Look there by hand; GitHub Actions and GitLab CI are read'
        FROM pipeline_jobs GROUP BY repository HAVING NOT bool_or(coalesce(deploys, false)) AND bool_or(job IS NULL OR deploys IS NULL)
    """,  # noqa: S608  # put together from constants of this practice
    decimals=2,
)
