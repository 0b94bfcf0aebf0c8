"""What other tools found: components, scan results, test results, coverage. Filled by `quarterdeck import`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from quarterdeck.evidence.imported import FileName, Line


@dataclass(frozen=True, slots=True)
class SbomComponent:
    """A component that a software bill of materials (CycloneDX, SPDX) lists. The newest bill of a product takes the place of the one before."""

    table: ClassVar[str] = "sbom_components"
    key: ClassVar[tuple[str, ...]] = ("product", "ref")
    happened: ClassVar[str] = "made_at"
    whole: ClassVar[tuple[str, ...]] = ("product",)
    product: Annotated[str, "What the bill describes: the name of its main component or of the document."]
    ref: Annotated[str, "The component's reference in the bill."]
    name: Annotated[str, "Its name, with its group or namespace."]
    product_version: Annotated[str | None, "The version that is described."] = None
    version: Annotated[str | None, "The component's version."] = None
    purl: Annotated[str | None, "Its package URL."] = None
    cpe: Annotated[str | None, "Its CPE name."] = None
    kind: Annotated[str | None, "`library`, `application`, `container`, `operating-system`, …, as the bill says."] = None
    licence: Annotated[str | None, "Its licence: an SPDX expression, or names joined with `AND`."] = None
    supplier: Annotated[str | None, "Who supplies it."] = None
    scope: Annotated[str | None, "`required`, `optional` or `excluded`, where the bill says."] = None
    direct: Annotated[bool | None, "True when the product itself depends on it, false when only another component does; empty where the bill has no graph."] = None
    format: Annotated[str | None, "The bill's format and version, for instance `CycloneDX 1.6`."] = None
    made_at: Annotated[datetime | None, "When the bill was made (UTC)."] = None
    file: FileName = ""
    line: Line = 0


@dataclass(frozen=True, slots=True)
class ScanResult:
    """A result of a scanner (SARIF). The newest report of a tool on a repository takes the place of the one before: what it no longer has is mended."""

    table: ClassVar[str] = "scan_results"
    key: ClassVar[tuple[str, ...]] = ("tool", "repository", "category", "fingerprint")
    happened: ClassVar[str] = "scanned_at"
    whole: ClassVar[tuple[str, ...]] = ("tool", "repository", "category")
    tool: Annotated[str, "The scanner."]
    repository: Annotated[str, "The repository that was scanned, where report or `--set repository=NAME` says it; else an empty text."]
    category: Annotated[str, "The run's category (`automationDetails.id`), where one tool gives several reports; else an empty text."]
    fingerprint: Annotated[str, "The result's fingerprint; a hash of rule, place and message where the report gives none; with a count among equal ones."]
    rule: Annotated[str, "The rule."]
    level: Annotated[str, "`error`, `warning`, `note` or `none`."]
    message: Annotated[str | None, "What it says."] = None
    path: Annotated[str | None, "The file."] = None
    at_line: Annotated[int | None, "The line in it."] = None
    severity: Annotated[float | None, "The rule's `security-severity`, 0 to 10, where it has one."] = None
    suppressed: Annotated[bool | None, "True when somebody accepted it."] = None
    baseline: Annotated[str | None, "`new`, `unchanged`, `updated` or `absent` against the report before, where it says so."] = None
    commit: Annotated[str | None, "The commit that was scanned."] = None
    tool_version: Annotated[str | None, "The scanner's version."] = None
    scanned_at: Annotated[datetime | None, "When (UTC)."] = None
    file: FileName = ""
    line: Line = 0


@dataclass(frozen=True, slots=True)
class JUnitResult:
    """The result of one test in one run (JUnit XML)."""

    table: ClassVar[str] = "test_results"
    key: ClassVar[tuple[str, ...]] = ("run", "suite", "test")
    happened: ClassVar[str] = "ran_at"
    whole: ClassVar[tuple[str, ...]] = ("run",)
    run: Annotated[str, "The run: what `--set run=NAME` said, else the time that the report gives, else the file's fingerprint."]
    suite: Annotated[str, "The test suite."]
    test: Annotated[str, "Class and name of the test; with a count among equal ones."]
    outcome: Annotated[str, "`passed`, `failed`, `error` or `skipped`."]
    seconds: Annotated[float | None, "How long it took."] = None
    message: Annotated[str | None, "Why it failed or was skipped, in the first 500 characters."] = None
    path: Annotated[str | None, "The test's file, where the report tells."] = None
    repository: Annotated[str | None, "The repository, where `--set repository=NAME` said it."] = None
    commit: Annotated[str | None, "The commit, where `--set commit=ID` said it."] = None
    ran_at: Annotated[datetime | None, "When (UTC); empty where the report does not say or says it without a time zone and none was given."] = None
    file: FileName = ""
    line: Line = 0


@dataclass(frozen=True, slots=True)
class CoveredFile:
    """How much of a file the tests ran (Cobertura, JaCoCo, Clover or LCOV). The newest report takes the place of the one before."""

    table: ClassVar[str] = "coverage"
    key: ClassVar[tuple[str, ...]] = ("report", "path")
    happened: ClassVar[str] = "measured_at"
    whole: ClassVar[tuple[str, ...]] = ("report",)
    report: Annotated[str, "What is measured: what `--set report=NAME` said, else the report's own name, else the format's."]
    path: Annotated[str, "The file, as the report names it."]
    lines: Annotated[int, "Lines that could be run."]
    lines_run: Annotated[int, "Lines that were run."]
    branches: Annotated[int | None, "Branches that could be taken; empty where the report does not count them."] = None
    branches_run: Annotated[int | None, "Branches that were taken."] = None
    repository: Annotated[str | None, "The repository, where `--set repository=NAME` said it."] = None
    commit: Annotated[str | None, "The commit, where `--set commit=ID` said it."] = None
    measured_at: Annotated[datetime | None, "When (UTC), where the report says it."] = None
    file: FileName = ""
    line: Line = 0
