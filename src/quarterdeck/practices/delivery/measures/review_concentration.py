"""How much of the reviewing rests on the person who does most of it.

Says: The share of the period's reviews that the same person gave.

Matters because: Reviews that one person gives wait when that person is away, and that person writes little of their own. It says nothing about how
good anybody is at it.

Counted how: Each pull request counts once for each person who reviewed it in the period and is not its author. The value is the greatest share of
one person.

Leaves out: Reviews by bots; how long a review took.

Source: Concentration as a share is arithmetic; that reviews spread knowledge: Bacchelli and Bird, Expectations, Outcomes, and Challenges of Modern
Code Review, ICSE 2013, of which the abstract was read: reviews «provide additional benefits such as knowledge transfer, increased team awareness»,
https://microsoft.com/en-us/research/publication/expectations-outcomes-and-challenges-of-modern-code-review.
"""

from __future__ import annotations

from quarterdeck.evidence.delivery import PullRequest, Review
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.delivery.measures.releases_by_one_person import fold

REVIEW_CONCENTRATION = Measure(
    name="review_concentration",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of reviews",
    subject="repository",
    needs=(PullRequest, Review),
    rows="""
        SELECT DISTINCT n.repository AS subject, '#' || r.number AS key, r.reviewer AS part, 1 AS contribution
        FROM reviews r
        JOIN repository_names n ON n.name = r.repository
        LEFT JOIN pull_requests p ON p.repository = r.repository AND p.number = r.number
        WHERE n.repository IS NOT NULL AND r.reviewer IS NOT NULL AND r.reviewer IS DISTINCT FROM p.author AND r.submitted_at >= $start
            AND r.submitted_at < $end AND NOT regexp_matches(r.reviewer, '\\[bot\\]$', 'i')
    """,
    fold=Fold("the greatest number of rows of one person over the number of rows", arrays=fold),
    key_is="pull request",
    part_is="reviewer",
    absent=NotAssessed("no review of it in the period was imported", "Import them: `quarterdeck import reviews FILE`"),
    decimals=2,
)
