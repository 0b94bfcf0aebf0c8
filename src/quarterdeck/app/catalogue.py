"""Everything that is concluded from evidence: the derived tables, the practices."""

from __future__ import annotations

from quarterdeck.derived.authorship import Authorship, Lineage
from quarterdeck.derived.change_links import ItemLink, PullCommit
from quarterdeck.derived.code_lines import CodeLines
from quarterdeck.derived.containers import Container, ContainerCall
from quarterdeck.derived.containment import Containment, Release
from quarterdeck.derived.decided import Decided, Replaced, Used
from quarterdeck.derived.deployed_changes import DeployedChange
from quarterdeck.derived.deployments import ProductionDeployment
from quarterdeck.derived.doors import Door
from quarterdeck.derived.efforts import Effort
from quarterdeck.derived.epic_forecasts import EpicForecast
from quarterdeck.derived.forecast_trials import ForecastTrial
from quarterdeck.derived.history import Change, Work
from quarterdeck.derived.identities import Person, Signature
from quarterdeck.derived.incident_causes import IncidentCause
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
from quarterdeck.derived.standards import Breach
from quarterdeck.derived.standing_runtimes import StandingRuntime
from quarterdeck.derived.support import RuntimeSupport
from quarterdeck.derived.touches import Touch
from quarterdeck.derived.unjoined import Unjoined
from quarterdeck.derived.vulnerabilities import VulnerableDependency
from quarterdeck.kernel.finding import Judgement, Practice
from quarterdeck.kernel.measure import Criterion, Measure
from quarterdeck.kernel.table import Row
from quarterdeck.practices.architecture import ARCHITECTURE
from quarterdeck.practices.delivery import DELIVERY
from quarterdeck.practices.knowledge import KNOWLEDGE
from quarterdeck.practices.money import MONEY
from quarterdeck.practices.quality import QUALITY
from quarterdeck.practices.reliability import RELIABILITY
from quarterdeck.practices.security import SECURITY
from quarterdeck.steering.compliance import COMPLIANCE
from quarterdeck.steering.risk import RISK
from quarterdeck.steering.strategy import STRATEGY
from quarterdeck.steering.vendors import VENDORS

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
    ForecastTrial,
    EpicForecast,
    Unjoined,
    VulnerableDependency,
    PackageCheck,
    RuntimeSupport,
    StandingRuntime,
    Link,
    Package,
    Coupling,
    CirclePart,
    Container,
    ContainerCall,
    Decided,
    Replaced,
    Used,
    Breach,
    Door,
    Service,
    IncidentPhase,
    IncidentStretch,
    IncidentKind,
    IncidentCause,
    OnCallTime,
    AgreedLevel,
    LevelCount,
)
"""What is joined from evidence before it is measured."""

PRACTICES: tuple[Practice, ...] = (KNOWLEDGE, QUALITY, ARCHITECTURE, DELIVERY, RELIABILITY, SECURITY, MONEY, STRATEGY, VENDORS, RISK, COMPLIANCE)
"""The practices, then what steering says over the record, in the order in which reports speak of them."""


def measures() -> tuple[Measure, ...]:
    """Every measure, once, in reading order."""
    return tuple(dict.fromkeys(measure for practice in PRACTICES for measure in practice.measures))


def judgements() -> tuple[Judgement, ...]:
    """Every judgement, in reading order."""
    return tuple(judgement for practice in PRACTICES for judgement in practice.judgements)


def criteria() -> tuple[Criterion, ...]:
    """Every criterion that a measure or judgement uses."""
    return tuple(dict.fromkeys([*(c for m in measures() for c in m.criteria), *(c for j in judgements() for c in j.criteria)]))
