"""How many packages could not be checked for known vulnerabilities.

Says: The number of packages that a repository runs of which nobody can say whether a vulnerability in them is known.

Matters because: What was not checked is not clean. A long list of checked packages reads like safety, while the hole is in the part
that nobody could look at.

Counted how: Each package that runs (or, where none does, each that serves development) contributes 1 when no file fixes its version, when no
advisories on its ecosystem are at hand, when they are older than the criterion's days at the date of the assessment, or when its version
cannot be compared with the advisories'; the reason is kept with it. A package with a known vulnerability is not counted: it is judged.

Leaves out: Packages of ecosystems whose manifests are not read (another measure names their languages); files among fixtures and examples.

Source: Open Source Vulnerabilities (OSV), https://ossf.github.io/osv-schema/; the shelf life of advisories is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.reference import Advisory, ReferenceSet
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Criterion, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

ADVISORIES_SHELF_LIFE = Criterion(
    "advisories_shelf_life_days", 30, "days", "Older advisories than this prove no absence.",
    "Our judgement: the Go and PyPI databases publish several advisories a week.",
)  # fmt: skip

NO_VERSION = "no file fixes the version"

CHECKED_PACKAGES = f"""
    SELECT repository, ecosystem, trim(name || ' ' || coalesce(version, '')) AS package, affected > 0 AS found,
        CASE WHEN affected > 0 THEN ''
            WHEN version IS NULL THEN '{NO_VERSION}'
            WHEN advisories_of IS NULL THEN 'no advisories on ' || ecosystem || ' are at hand'
            WHEN advisories_of < $as_of - to_days($advisories_shelf_life_days::INTEGER) THEN 'the advisories on ' || ecosystem || ' are of ' || advisories_of
            WHEN doubtful > 0 THEN 'the version cannot be compared with an advisory''s'
            ELSE '' END AS why
    FROM package_checks WHERE leads
"""  # noqa: S608  # the only value is a constant
"""Each package that decides the outcome, whether a vulnerability in it is known, and why nothing can be said of it; empty when something can."""

UNCHECKED_PACKAGES = Measure(
    name="unchecked_packages",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="packages",
    subject="repository",
    needs=(Dependency, Advisory, ReferenceSet),
    rows=f"""
        SELECT repository AS subject, package AS key, any_value(why) AS part, max(why <> '') AS contribution
        FROM ({CHECKED_PACKAGES}) GROUP BY repository, ecosystem, package
    """,  # noqa: S608  # put together from constants of this practice
    fold=TOTAL,
    key_is="package",
    part_is="reason",
    absent=NotAssessed("no package was found in its manifests and lock files", "Assess a commit with a manifest or lock file"),
    criteria=(ADVISORIES_SHELF_LIFE,),
)
