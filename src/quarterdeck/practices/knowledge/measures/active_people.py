"""How many people commit in a quarter.

Says: The number of different people who committed to the repository in each whole calendar quarter of the last five years.

Matters because: A team that shrinks loses what its people knew before anybody counts the files. A number that grows means that many are still
learning the code.

Counted how: People with at least one authored commit in the quarter, merges included, signatures joined. Quarters run from the repository's
first commit to its newest; one that is not over yet is left out, one without commits counts as zero. The value is the median over the
quarters.

Leaves out: Bots and coding agents; people who review, operate or decide without committing; quarters after the newest commit, for they may
only not have been fetched yet.

Source: A count, as CHAOSS makes it of contributors; the quarter as its step and five years as its reach are our judgement.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit
from quarterdeck.kernel.measure import MEASURE_HEADINGS, MEDIAN, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.knowledge.measures.truck_factor import TRUCK_FACTOR

ACTIVE_PEOPLE = Measure(
    name="active_people",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="people",
    subject="repository",
    needs=(Commit,),
    rows="""
        WITH quarters AS (
            SELECT repository, unnest(generate_series(
                greatest(date_trunc('quarter', min(authored_at)), date_trunc('quarter', $end) - INTERVAL 60 MONTH),
                least(date_trunc('quarter', max(authored_at)), date_trunc('quarter', $end) - INTERVAL 3 MONTH), INTERVAL 3 MONTH)) AS quarter
            FROM work WHERE kind = 'human' AND authored_at < $end GROUP BY repository
        )
        SELECT q.repository AS subject, strftime(q.quarter, '%Y-%m-%d') AS key, '' AS part, count(DISTINCT w.person) AS contribution
        FROM quarters q
        LEFT JOIN work w ON w.repository = q.repository AND w.kind = 'human' AND w.authored_at >= q.quarter AND w.authored_at < q.quarter + INTERVAL 3 MONTH
        GROUP BY ALL
    """,
    fold=MEDIAN,
    key_is="quarter",
    absent=NotAssessed("no whole quarter with commits by people was found", "Assess a later date with `--as-of`"),
    gaps=TRUCK_FACTOR.gaps,
)
