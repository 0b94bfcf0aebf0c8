"""How many of the vulnerabilities in what runs are rated critical or high.

Says: Of the known vulnerabilities in packages that run, how many have a CVSS base score of 7 or more.

Matters because: The score says how much harm a vulnerability does where it can be reached, and how easily.

Counted how: The highest severity that a matching advisory gives; critical and high count. One without a score contributes 0 as `unknown`.

Leaves out: Everything that depends on where the package runs. Most advisories on PyPI carry no score: unknown is not low.

Source: FIRST, CVSS v3.1 specification, qualitative severity rating scale, https://www.first.org/cvss/v3-1/specification-document.
"""

from __future__ import annotations

from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.reference import Advisory
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.security.measures.exploited_vulnerabilities import EXPLOITED_VULNERABILITIES
from quarterdeck.practices.security.measures.known_vulnerabilities import AFFECTED

SEVERE_VULNERABILITIES = Measure(
    name="severe_vulnerabilities",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="vulnerabilities",
    subject="repository",
    needs=(Advisory,),
    also_reads=(Dependency,),
    rows=f"""
        SELECT repository AS subject, vulnerability AS key, coalesce(severity, 'unknown') AS part,
            coalesce(severity IN ('critical', 'high'), false) AS contribution
        FROM ({AFFECTED}) WHERE runs
    """,  # noqa: S608  # put together from constants of this practice
    fold=Fold("the number of different vulnerabilities rated critical or high", "count(DISTINCT key) FILTER (contribution > 0)"),
    key_is="vulnerability",
    part_is="severity",
    absent=EXPLOITED_VULNERABILITIES.absent,
)
