"""How much of the releasing rests on the person who does most of it.

Says: The share of the period's signed releases that the same person made.

Matters because: A release that only one person can make waits when that person is ill, on holiday or gone; so does the urgent repair.

Counted how: Each commit that a signed release tag of the period names (a version number in its name, no pre-release) counts once, for the person
who made the tag object; of several such tags on one commit the first counts. The value is the greatest share of one person. Releases made by a bot
count as releases, but for nobody.

Leaves out: Lightweight tags, which say nobody; whoever could release but did not; releases that are not tagged; a person's second signature that
nothing joins to the first (a `.mailmap` mends that).

Source: Concentration as a share is arithmetic; that a release path through one person is a risk follows the truck factor's argument
(Avelino et al., ICPC 2016).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from quarterdeck.evidence.code import Commit, Tag
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page, RowArrays
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.delivery.measures.release_lead_time import NO_TAGS, SHALLOW


def fold(rows: RowArrays) -> NDArray[np.float64]:
    """Greatest number of rows of one part over the number of rows, per subject; 0 where no row has a part."""
    totals = np.bincount(rows.subject, minlength=rows.subjects)
    most = np.zeros(rows.subjects)
    named = rows.part >= 0
    if named.any():
        width = int(rows.part.max()) + 1
        pairs, counts = np.unique(rows.subject[named] * width + rows.part[named], return_counts=True)
        np.maximum.at(most, pairs // width, counts)
    return most / np.maximum(totals, 1)


RELEASES_BY_ONE_PERSON = Measure(
    name="releases_by_one_person",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of releases",
    subject="repository",
    needs=(Commit, Tag),
    rows="""
        SELECT repository AS subject, tag AS key, CASE WHEN kind = 'human' THEN person END AS part, 1 AS contribution
        FROM releases WHERE released_at >= $start AND released_at < $end AND person IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY repository, "commit" ORDER BY released_at, tag) = 1
    """,
    fold=Fold("the greatest number of rows of one person over the number of rows", arrays=fold),
    key_is="tag",
    part_is="person",
    absent=NotAssessed(NO_TAGS, "Fetch the tags (`git fetch --tags`), or assess a longer period with `--since`"),
    gaps=f"""
        {SHALLOW}
        UNION ALL
        SELECT repository, CASE WHEN count(*) = 1 THEN 'the only release tag of the period is lightweight: it does not say who made it'
            ELSE 'the ' || count(*) || ' release tags of the period are lightweight: they do not say who made them' END,
            'Make releases with annotated tags (`git tag -a`)'
        FROM releases WHERE released_at >= $start AND released_at < $end
        GROUP BY repository HAVING count(person) = 0
    """,  # noqa: S608  # put together from constants of this practice
    decimals=2,
)
