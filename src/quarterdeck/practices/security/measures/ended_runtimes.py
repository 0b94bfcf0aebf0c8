"""How many of the runtimes that the code runs on are past their end of life.

Says: The number of runtimes, base images and services in the versions used whose published end of life is past.

Matters because: From that day on a hole in them stays open: it is published, and nobody mends it in that version.

Counted how: What base images, version files, compose files and manifests fix is what runs. Of what pipelines test on, only the newest version
of each product counts, and only where no file says what runs: testing on old versions too is a service to users. The version is looked up
in the published cycles; it had ended when its last day lies before the date of the assessment. One that is supported contributes 0.

Leaves out: Ranges in manifests (they say what is allowed, not what runs), and what fixtures, examples, tests, documentation and development
containers name. Of what is installed inside an image, only what its tag names: of `python:3.13-slim-bookworm`, Python 3.13 and Debian 12 are looked up;
`python:3.13-slim` stands on whatever Debian it was built on. Extended support, most of it paid, moves no end of life: another measure counts
those that have it. What cannot be looked up is no row here: another measure counts that too.

Source: endoflife.date, https://endoflife.date; the publishers' own dates behind it.
"""

from __future__ import annotations

from quarterdeck.evidence.dependencies import Runtime
from quarterdeck.evidence.reference import SupportCycle
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Criterion, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

CYCLES_SHELF_LIFE = Criterion(
    "support_cycles_shelf_life_days", 365, "days", "Older dates of end of life than this prove no support.",
    "Our judgement: announced dates rarely move, and rarely by more than months.",
)  # fmt: skip

ENDED_RUNTIMES = Measure(
    name="ended_runtimes",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="runtimes",
    subject="repository",
    needs=(SupportCycle,),  # not the runtimes: a faulty file silences what could not be looked up, never what was found
    also_reads=(Runtime,),
    rows="""
        SELECT repository AS subject, runtime AS key, path AS part, max(ended) AS contribution FROM standing_runtimes WHERE ended IS NOT NULL GROUP BY ALL
        UNION ALL
        SELECT repository, '', '', 0 FROM repositories WHERE repository NOT IN (SELECT repository FROM files WHERE is_code AND role = 'production')
            AND repository NOT IN (SELECT repository FROM standing_runtimes)
    """,
    fold=Fold("the number of different runtimes that had ended", "count(DISTINCT key) FILTER (contribution > 0)"),
    key_is="runtime",
    part_is="file",
    absent=NotAssessed(
        "no file says which version of a runtime it runs on",
        "Commit a version file or a Dockerfile that names it, then assess again",
    ),
    gaps="""
        WITH counts AS (
            SELECT repository, coalesce(bool_or(ended), false) AS found, bool_and(ended IS NULL) AS unjudged
            FROM standing_runtimes GROUP BY repository
        ), cycles AS (SELECT max(as_of) AS day FROM reference_sets WHERE name = 'support-cycles')
        SELECT repository AS subject, CASE
                WHEN day IS NULL THEN 'no support cycles are at hand'
                WHEN unjudged THEN 'no runtime that it names can be looked up: no version, or none that is published'
                ELSE 'the support cycles at hand are of ' || day END AS why,
            CASE WHEN unjudged AND day IS NOT NULL THEN 'Name versions in place of tags that float, or look there by hand'
                ELSE 'Run `quarterdeck data update`' END AS supply
        FROM counts, cycles
        WHERE day IS NULL OR unjudged OR NOT found AND day < $as_of - to_days($support_cycles_shelf_life_days::INTEGER)
    """,
    criteria=(CYCLES_SHELF_LIFE,),
)
