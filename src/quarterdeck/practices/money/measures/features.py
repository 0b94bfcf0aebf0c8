"""Which features of a product hardly anybody uses.

Says: The number of features that reach only a small part of the people whom the product's most used feature reaches.

Matters because: A feature is paid for as long as it stands: its tests, its texts, its place in every change around it. One that nobody uses is paid for by
those that somebody does.

Counted how: The usage export's last three months. For each feature of a product the mean of its users (customers where there are no users, else uses) in
them; its reach is that over the most of any feature of the product. A row is a feature with its reach; the value counts those below the criterion. Only
products with three features or more and three stretches of data or more are looked at.

Leaves out: What is used seldom and must be there: a yearly closing, a way out in an emergency. People know which those are.

Source: Our own definition. That unused features are common is told often and measured seldom; we cite no share.
"""

from __future__ import annotations

from quarterdeck.evidence.series import FeatureUse
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Criterion, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

LEAST_REACH = Criterion(
    "least_feature_reach", 0.005, "of the most used feature's users", "A feature that reaches fewer is hardly used.",
    "Our judgement: one in two hundred.",
)  # fmt: skip

LITTLE_USED_FEATURES = Measure(
    name="little_used_features",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="features",
    subject="company",
    needs=(FeatureUse,),
    rows="""
        WITH shown AS (
            SELECT product, feature, starts_on, sum(coalesce(users, customers, uses)) AS reached
            FROM feature_usage WHERE starts_on >= $end - INTERVAL 92 DAYS AND starts_on < $end GROUP BY ALL
        ), means AS (
            SELECT product, feature, avg(reached) AS reached, count(*) AS stretches FROM shown GROUP BY ALL
        ), compared AS (
            SELECT *, max(reached) OVER (PARTITION BY product) AS most, count(*) OVER (PARTITION BY product) AS features FROM means WHERE stretches >= 3
        )
        SELECT 'company' AS subject, feature || CASE WHEN product = '' THEN '' ELSE ' (' || product || ')' END AS key,
            CASE WHEN reached / most < $least_feature_reach THEN 'little' ELSE 'used' END AS part, reached / most AS contribution
        FROM compared WHERE features >= 3 AND most > 0
    """,
    fold=Fold("the number of rows that are little used", "count(*) FILTER (part = 'little')"),
    key_is="feature",
    part_is="state",
    absent=NotAssessed(
        "no usage of features over three months was imported", "Import it from the product's analytics: `quarterdeck import feature-usage FILE`"
    ),
    criteria=(LEAST_REACH,),
)
