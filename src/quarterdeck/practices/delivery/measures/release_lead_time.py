"""How many days a change waits from its commit to the first release that contains it.

Says: The median number of days from the commit of a change to the first release tag that contains it, over the changes that the period's
releases brought out. A proxy of DORA's change lead time, counted from tags: where deployments were imported, `change_lead_time` is the real one.

Matters because: A change that waits earns nothing, goes stale against its neighbours, and hides its mistakes until the person who made
them has moved on. Short waits are what lets a team correct its course cheaply.

Counted how: For each release tag of the period (a version number in its name, no pre-release) the commits that it is the first to
contain; days from the committer's date to the tag's date. Merges are left out, for their content is counted where it was written, and so
are commits by bots. The value is the median; the spread is the 10th and 90th percentile of the changes.

Leaves out: Changes that no release contains yet (they have no lead time), changes committed more than a year before the period, time before the commit,
time between the tag and running in production, and releases that are not tagged. Where a team deploys without tagging, this number says nothing about it.

Source: DORA, change lead time: the amount of time it takes for a change to go from committed to version control to deployed in production,
https://dora.dev/guides/dora-metrics/. The tag stands in for the deployment: our proxy.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit, Tag
from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

NO_TAGS = "no release tag (a version number that is no pre-release) was made in the period"
SHALLOW = """
    SELECT repository AS subject, 'the history was cut when the repository was cloned (shallow): tags and commits are missing' AS why,
        'Run `git fetch --unshallow --tags` in the clone, then assess again' AS supply
    FROM repositories WHERE shallow
"""

RELEASE_LEAD_TIME = Measure(
    name="release_lead_time",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="repository",
    needs=(Commit, Tag),
    rows="""
        SELECT c.repository AS subject, c."commit" AS key, c.tag AS part, greatest(0, epoch(c.released_at) - epoch(c.committed_at)) / 86400 AS contribution
        FROM containments c JOIN work w ON w.repository = c.repository AND w."commit" = c."commit"
        WHERE c.released_at >= $start AND c.released_at < $end AND NOT w.merge AND w.kind <> 'bot'
    """,
    fold=MEDIAN,
    key_is="commit",
    part_is="tag",
    absent=NotAssessed(NO_TAGS, "Fetch the tags (`git fetch --tags`), or assess a longer period with `--since`"),
    gaps=SHALLOW,
    decimals=1,
    proxy_for="DORA's change lead time",
)
