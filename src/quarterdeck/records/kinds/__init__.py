"""Every kind of record, in the order in which people meet them: the table of contents of a workspace."""

from __future__ import annotations

from quarterdeck.records.kinds.acceptance import Acceptance
from quarterdeck.records.kinds.action import Action
from quarterdeck.records.kinds.answer import Answer
from quarterdeck.records.kinds.assumption import WrittenAssumption
from quarterdeck.records.kinds.budget_line import BudgetLine
from quarterdeck.records.kinds.capability import Capability
from quarterdeck.records.kinds.comment import Comment
from quarterdeck.records.kinds.company import Company
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.kinds.control import Control
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.records.kinds.experiment import Experiment
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.kinds.journey import Journey
from quarterdeck.records.kinds.milestone import Milestone
from quarterdeck.records.kinds.objective import Objective
from quarterdeck.records.kinds.person import Person
from quarterdeck.records.kinds.policy import Policy
from quarterdeck.records.kinds.risk import Risk
from quarterdeck.records.kinds.service_level import ServiceLevel
from quarterdeck.records.kinds.stakeholder import Stakeholder
from quarterdeck.records.kinds.standard import Standard
from quarterdeck.records.kinds.system import System
from quarterdeck.records.kinds.team import Team
from quarterdeck.records.kinds.technology import Technology
from quarterdeck.records.kinds.vendor import Vendor
from quarterdeck.records.kinds.wardley_map import WardleyMap
from quarterdeck.records.record import Record

KINDS: tuple[type[Record], ...] = (
    Company,
    Objective,
    Initiative,
    Capability,
    WardleyMap,
    Milestone,
    System,
    ServiceLevel,
    Journey,
    Technology,
    Standard,
    Team,
    Person,
    Stakeholder,
    Vendor,
    Contract,
    BudgetLine,
    Decision,
    Experiment,
    Risk,
    Control,
    Policy,
    WrittenAssumption,
    Action,
    Answer,
    Acceptance,
    Comment,
)

BY_KIND = {kind.kind: kind for kind in KINDS}
BY_FOLDER = {kind.folder: kind for kind in KINDS if kind.folder}
