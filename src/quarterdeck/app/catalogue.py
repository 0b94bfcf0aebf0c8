"""Everything there is: the tables of evidence, the derived tables, the practices."""

from __future__ import annotations

from functools import cache

from quarterdeck.derived.authorship import Authorship, Lineage
from quarterdeck.derived.change_links import ItemLink, PullCommit
from quarterdeck.derived.code_lines import CodeLines
from quarterdeck.derived.containment import Containment, Release
from quarterdeck.derived.deployed_changes import DeployedChange
from quarterdeck.derived.deployments import ProductionDeployment
from quarterdeck.derived.efforts import Effort
from quarterdeck.derived.history import Change, Work
from quarterdeck.derived.identities import Person, Signature
from quarterdeck.derived.incident_deployments import IncidentDeployment
from quarterdeck.derived.incident_kinds import IncidentKind
from quarterdeck.derived.incident_phases import IncidentPhase, IncidentStretch
from quarterdeck.derived.item_flows import ItemFlow, ItemSpan
from quarterdeck.derived.key_people import KeyPerson, LastSeen
from quarterdeck.derived.links import Link
from quarterdeck.derived.on_call import OnCallTime
from quarterdeck.derived.package_checks import PackageCheck
from quarterdeck.derived.packages import CirclePart, Coupling, Package
from quarterdeck.derived.repository_names import RepositoryName
from quarterdeck.derived.scopes import Scope
from quarterdeck.derived.service_levels import AgreedLevel, LevelCount
from quarterdeck.derived.services import Service
from quarterdeck.derived.standing_runtimes import StandingRuntime
from quarterdeck.derived.support import RuntimeSupport
from quarterdeck.derived.touches import Touch
from quarterdeck.derived.unjoined import Unjoined
from quarterdeck.derived.vulnerabilities import VulnerableDependency
from quarterdeck.evidence.automation import PipelineJob
from quarterdeck.evidence.code import Commit, FileChange, IgnoredRevision, MailmapEntry, Repository, SideCommit, Tag, TrackedFile
from quarterdeck.evidence.costs import CostLine, InvoiceLine, LedgerEntry, SeatCount
from quarterdeck.evidence.delivery import Deployment, DeploymentStatus, PipelineRun, PullRequest, Review
from quarterdeck.evidence.dependencies import Dependency, Runtime
from quarterdeck.evidence.golang import ImportedPackage
from quarterdeck.evidence.governance import CodeOwner, DecisionDocument, Licence, Readme, ServiceObjective
from quarterdeck.evidence.imported import ImportedFile, ImportedRow
from quarterdeck.evidence.incidents import Incident, IncidentUpdate, OnCallShift, UptimeProbe
from quarterdeck.evidence.lines import LineFlow, LineSpan
from quarterdeck.evidence.people import RosterEntry, SurveyAnswer
from quarterdeck.evidence.reference import Advisory, ExploitedVulnerability, ReferenceSet, SupportCycle
from quarterdeck.evidence.scans import CoveredFile, JUnitResult, SbomComponent, ScanResult
from quarterdeck.evidence.series import FeatureUse, SeriesPoint
from quarterdeck.evidence.structure import Function, Import, ParsedFile
from quarterdeck.evidence.work import WorkItem, WorkItemTransition
from quarterdeck.kernel.finding import Judgement, Practice
from quarterdeck.kernel.measure import Criterion, Measure
from quarterdeck.kernel.subject import stable_id
from quarterdeck.kernel.table import Row, declared
from quarterdeck.practices.architecture import ARCHITECTURE
from quarterdeck.practices.delivery import DELIVERY
from quarterdeck.practices.knowledge import KNOWLEDGE
from quarterdeck.practices.money import MONEY
from quarterdeck.practices.quality import QUALITY
from quarterdeck.practices.reliability import RELIABILITY
from quarterdeck.practices.security import SECURITY
from quarterdeck.records.tables import Recorded
from quarterdeck.steering.compliance import COMPLIANCE
from quarterdeck.steering.risk import RISK
from quarterdeck.steering.strategy import STRATEGY
from quarterdeck.steering.vendors import VENDORS

GROWING: tuple[type[Row], ...] = (Commit, FileChange)
"""History: appended to, never replaced."""

HEAD: tuple[type[Row], ...] = (Repository, Tag, SideCommit, TrackedFile)
"""How a repository stands: replaced when its head or tags change."""

EXTRACTED: tuple[type[Row], ...] = (
    IgnoredRevision, MailmapEntry, Dependency, Runtime, ImportedPackage, PipelineJob, CodeOwner, Licence, DecisionDocument, Readme, ServiceObjective,
)  # fmt: skip
"""What is read in the head's files: replaced when the head or an extractor changes."""

STRUCTURE: tuple[type[Row], ...] = (ParsedFile, Function, Import)
"""What the head's code is made of: read only where it was asked for with `--deep`, and only what has changed is parsed again."""

DEEP: tuple[type[Row], ...] = (LineSpan, LineFlow)
"""Who wrote which lines: read only where it was asked for with `--deep`, and shown only up to the assessed head."""

REFERENCE: tuple[type[Row], ...] = (Advisory, ExploitedVulnerability, SupportCycle, ReferenceSet)
"""Published data about the world."""

IMPORTED: tuple[type[ImportedRow], ...] = (
    Deployment, DeploymentStatus, PullRequest, Review, PipelineRun, WorkItem, WorkItemTransition, Incident, IncidentUpdate, OnCallShift, UptimeProbe,
    RosterEntry, SurveyAnswer, SeriesPoint, FeatureUse, LedgerEntry, InvoiceLine, SeatCount, CostLine, SbomComponent, ScanResult, JUnitResult, CoveredFile,
    ImportedFile,
)  # fmt: skip
"""What `quarterdeck import` took from exports: kept over runs, a row replaced by the next one with its key."""

RECORDED: tuple[type[Row], ...] = (Recorded,)
"""What people decided and wrote, as it stood in the run: replaced as a whole when a record changes."""

EVIDENCE: tuple[type[Row], ...] = (*GROWING, *HEAD, *EXTRACTED, *STRUCTURE, *DEEP, *REFERENCE, *IMPORTED, *RECORDED)

COLLECTED: tuple[type[Row], ...] = (*GROWING, *HEAD, *EXTRACTED, *STRUCTURE, *DEEP, *REFERENCE)
"""What a run can collect again when it has to; everything else that is stored cannot be had twice."""

DERIVED: tuple[type[Row], ...] = (
    Person,
    Signature,
    Work,
    Change,
    CodeLines,
    Lineage,
    Authorship,
    KeyPerson,
    LastSeen,
    Touch,
    RepositoryName,
    Scope,
    Release,
    Containment,
    ProductionDeployment,
    DeployedChange,
    PullCommit,
    ItemLink,
    IncidentDeployment,
    ItemSpan,
    ItemFlow,
    Effort,
    Unjoined,
    VulnerableDependency,
    PackageCheck,
    RuntimeSupport,
    StandingRuntime,
    Link,
    Package,
    Coupling,
    CirclePart,
    Service,
    IncidentPhase,
    IncidentStretch,
    IncidentKind,
    OnCallTime,
    AgreedLevel,
    LevelCount,
)
"""What is joined from evidence before it is measured."""

PRACTICES: tuple[Practice, ...] = (KNOWLEDGE, QUALITY, ARCHITECTURE, DELIVERY, RELIABILITY, SECURITY, MONEY, STRATEGY, VENDORS, RISK, COMPLIANCE)
"""The practices, then what steering says over the record, in the order in which reports speak of them."""


@cache
def shape_of_collected() -> str:
    """Another one when a collected table gains, loses or changes a column: then what an older program collected is of no use."""
    return stable_id(*(declared(row).ddl for row in COLLECTED))


def measures() -> tuple[Measure, ...]:
    """Every measure, once, in reading order."""
    return tuple(dict.fromkeys(measure for practice in PRACTICES for measure in practice.measures))


def judgements() -> tuple[Judgement, ...]:
    """Every judgement, in reading order."""
    return tuple(judgement for practice in PRACTICES for judgement in practice.judgements)


def criteria() -> tuple[Criterion, ...]:
    """Every criterion that a measure or judgement uses."""
    return tuple(dict.fromkeys([*(c for m in measures() for c in m.criteria), *(c for j in judgements() for c in j.criteria)]))
