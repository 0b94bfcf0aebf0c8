"""How many known vulnerabilities are in packages that run, not in those for development alone.

Says: Of the known vulnerabilities, how many are in a package that the product itself runs.

Matters because: A hole in a test runner can be reached by those who write the tests; a hole in what runs, by everybody who reaches the product.

Counted how: The known vulnerabilities of packages that at least one file names without saying that they serve development alone. Where a file
cannot tell (Go), the package counts as running.

Leaves out: Whether the product calls what is vulnerable, and build tools that only reach the product through what they build. Go
modules that hold nothing but tests, outside a folder of tests, count as running.

Source: Open Source Vulnerabilities (OSV), https://ossf.github.io/osv-schema/; scopes as the manifests and lock files give them.
"""

from __future__ import annotations

from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.security.measures.known_vulnerabilities import AFFECTED, KNOWN_VULNERABILITIES

RUNNING_VULNERABILITIES = Measure(
    name="running_vulnerabilities",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="vulnerabilities",
    subject="repository",
    needs=KNOWN_VULNERABILITIES.needs,
    also_reads=(Dependency,),
    rows=f"SELECT repository AS subject, package AS key, vulnerability AS part, runs AS contribution FROM ({AFFECTED})",  # noqa: S608  # a constant
    fold=KNOWN_VULNERABILITIES.fold,
    key_is="package",
    part_is="vulnerability",
    absent=NotAssessed("no known vulnerability was found", "Run `quarterdeck data update` for newer advisories"),
)
