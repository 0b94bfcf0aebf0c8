"""The tables that are stored, in tiers by how they change."""

from __future__ import annotations

from functools import cache

from quarterdeck.evidence.automation import BranchRule, PipelineJob, ReleaseStep
from quarterdeck.evidence.code import Commit, FileChange, IgnoredRevision, MailmapEntry, Repository, SideCommit, Tag, TrackedFile
from quarterdeck.evidence.costs import CostLine, InvoiceLine, LedgerEntry, SeatCount
from quarterdeck.evidence.delivery import Deployment, DeploymentStatus, PipelineRun, PullRequest, Review
from quarterdeck.evidence.dependencies import Dependency, EarlierPackage, Runtime
from quarterdeck.evidence.golang import ImportedPackage
from quarterdeck.evidence.governance import Arrival, CodeOwner, DecisionDocument, DecisionTrace, DocumentReference, Licence, Readme, ServiceObjective
from quarterdeck.evidence.imported import ImportedFile, ImportedRow
from quarterdeck.evidence.incidents import Incident, IncidentUpdate, OnCallShift, UptimeProbe
from quarterdeck.evidence.infrastructure import InfrastructureResource
from quarterdeck.evidence.interfaces import InterfaceDescription
from quarterdeck.evidence.inventory import InventoryItem
from quarterdeck.evidence.lines import HistorySecret, LineFlow, LineSpan
from quarterdeck.evidence.people import RosterEntry, SurveyAnswer
from quarterdeck.evidence.readiness import ReadinessSign, Workload
from quarterdeck.evidence.reference import Advisory, ExploitedVulnerability, ReferenceSet, SupportCycle
from quarterdeck.evidence.scans import CoveredFile, JUnitResult, SbomComponent, ScanResult
from quarterdeck.evidence.schemas import SchemaDrop
from quarterdeck.evidence.series import FeatureUse, SeriesPoint
from quarterdeck.evidence.structure import Function, FunctionChange, Import, ParsedFile, RemoteCall
from quarterdeck.evidence.work import WorkItem, WorkItemTransition
from quarterdeck.kernel.subject import stable_id
from quarterdeck.kernel.table import Row, declared
from quarterdeck.records.tables import Recorded

GROWING: tuple[type[Row], ...] = (Commit, FileChange)
"""History: appended to, never replaced."""

HEAD: tuple[type[Row], ...] = (Repository, Tag, SideCommit, TrackedFile)
"""How a repository stands: replaced when its head or tags change."""

EXTRACTED: tuple[type[Row], ...] = (
    IgnoredRevision, MailmapEntry, Dependency, Runtime, ImportedPackage, PipelineJob, ReleaseStep, BranchRule, CodeOwner, Licence, DecisionDocument, Readme,
    DocumentReference, ServiceObjective, Workload, ReadinessSign, InfrastructureResource, InterfaceDescription, SchemaDrop,
)  # fmt: skip
"""What is read in the head's files: replaced when the head or an extractor changes."""

EARLIER: tuple[type[Row], ...] = (EarlierPackage, DecisionTrace, Arrival)
"""What files held a year before, and what was looked for in contents and history because of what was found: replaced when the month or the head does."""

OF_FILES: tuple[type[Row], ...] = (ParsedFile, Function, Import, RemoteCall)
"""What the head's code is made of, file by file."""

STRUCTURE: tuple[type[Row], ...] = (*OF_FILES, FunctionChange)
"""That, and how functions changed: read only where it was asked for with `--deep`, and only what has changed is parsed again."""

DEEP: tuple[type[Row], ...] = (LineSpan, LineFlow, HistorySecret)
"""Who wrote which lines: read only where it was asked for with `--deep`, and shown only up to the assessed head."""

REFERENCE: tuple[type[Row], ...] = (Advisory, ExploitedVulnerability, SupportCycle, ReferenceSet)
"""Published data about the world."""

IMPORTED: tuple[type[ImportedRow], ...] = (
    Deployment, DeploymentStatus, PullRequest, Review, PipelineRun, WorkItem, WorkItemTransition, Incident, IncidentUpdate, OnCallShift, UptimeProbe,
    RosterEntry, SurveyAnswer, SeriesPoint, FeatureUse, LedgerEntry, InvoiceLine, SeatCount, CostLine, SbomComponent, ScanResult, JUnitResult, CoveredFile,
    InventoryItem, ImportedFile,
)  # fmt: skip
"""What `quarterdeck import` took from exports: kept over runs, a row replaced by the next one with its key."""

RECORDED: tuple[type[Row], ...] = (Recorded,)
"""What people decided and wrote, as it stood in the run: replaced as a whole when a record changes."""

EVIDENCE: tuple[type[Row], ...] = (*GROWING, *HEAD, *EXTRACTED, *EARLIER, *STRUCTURE, *DEEP, *REFERENCE, *IMPORTED, *RECORDED)

COLLECTED: tuple[type[Row], ...] = (*GROWING, *HEAD, *EXTRACTED, *EARLIER, *STRUCTURE, *DEEP, *REFERENCE)
"""What a run can collect again when it has to; everything else that is stored cannot be had twice."""


@cache
def shape_of_collected() -> str:
    """Another one when a collected table gains, loses or changes a column: then what an older program collected is of no use."""
    return stable_id(*(declared(row).ddl for row in COLLECTED))
