"""What other tools found: bills of materials, scan reports, test reports, coverage. Each has formats of its own and no columns to map."""

from __future__ import annotations

from quarterdeck.evidence.scans import CoveredFile, JUnitResult, SbomComponent, ScanResult
from quarterdeck.sources.exports.kinds.kind import Kind, Reader

SBOM = Reader(SbomComponent)
SARIF = Reader(ScanResult, defaults={"repository": "", "category": ""})
JUNIT = Reader(JUnitResult)
COVERAGE = Reader(CoveredFile)

KINDS = (
    Kind("sbom", "Software bills of materials.", (SBOM,)),
    Kind("sarif", "Results of scanners.", (SARIF,)),
    Kind("junit", "Results of tests.", (JUNIT,)),
    Kind("coverage", "How much of the code tests run.", (COVERAGE,)),
)
"""``formats`` says which of their shapes are read."""
