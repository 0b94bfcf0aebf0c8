"""How many changes wait for a release, and for how long.

Says: The number of commits in the head's history, made in the period, that no release contains yet.

Matters because: What is not released is paid for and not used. A lead time counts only what has come out; this counts what has not.

Counted how: Commits of the period that are no merges and not by bots, without a release tag that contains them; each contributes the
days from its commit to the date of the assessment.

Leaves out: Branches that are not merged, and whatever is deployed without a tag.

Source: The complement of DORA's change lead time, https://dora.dev/guides/dora-metrics/; counted from tags, our proxy.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit, Tag
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.delivery.measures.release_lead_time import NO_TAGS, SHALLOW

UNRELEASED_CHANGES = Measure(
    name="unreleased_changes",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="changes",
    subject="repository",
    needs=(Commit, Tag),
    rows="""
        SELECT w.repository AS subject, w."commit" AS key, CASE WHEN c.tag IS NULL THEN 'waiting' ELSE 'released' END AS part,
            (epoch($end) - epoch(w.committed_at)) / 86400 AS contribution
        FROM work w LEFT JOIN containments c ON c.repository = w.repository AND c."commit" = w."commit"
        WHERE w.committed_at >= $start AND w.committed_at < $end AND NOT w.merge AND w.kind <> 'bot'
            AND w.repository IN (SELECT repository FROM releases)
    """,
    fold=Fold("the number of rows that are waiting", "count(*) FILTER (part = 'waiting')"),
    key_is="commit",
    part_is="state",
    absent=NotAssessed(NO_TAGS, "Fetch the tags (`git fetch --tags`), or assess a longer period with `--since`"),
    gaps=SHALLOW,
    proxy_for="work that is done and not deployed",
)
