"""Architecture: how the parts lean on each other, as the code tells it."""

from __future__ import annotations

from quarterdeck.kernel.finding import Practice
from quarterdeck.practices.architecture.findings.call_not_on_record import CALL_NOT_ON_RECORD
from quarterdeck.practices.architecture.findings.decision_is_not_kept import DECISION_IS_NOT_KEPT
from quarterdeck.practices.architecture.findings.door_without_decision import DOOR_WITHOUT_DECISION
from quarterdeck.practices.architecture.findings.held_technology_spreads import HELD_TECHNOLOGY_SPREADS
from quarterdeck.practices.architecture.findings.language_nobody_decided_on import LANGUAGE_NOBODY_DECIDED_ON
from quarterdeck.practices.architecture.findings.nothing_imports_this import NOTHING_IMPORTS_THIS
from quarterdeck.practices.architecture.findings.packages_go_in_circles import PACKAGES_GO_IN_CIRCLES
from quarterdeck.practices.architecture.findings.standard_is_broken import STANDARD_IS_BROKEN
from quarterdeck.practices.architecture.measures.container_calls import CONTAINER_CALLS
from quarterdeck.practices.architecture.measures.containers_told import CONTAINERS_TOLD
from quarterdeck.practices.architecture.measures.decisions_contradicted import DECISIONS_CONTRADICTED
from quarterdeck.practices.architecture.measures.decisions_told import DECISIONS_TOLD
from quarterdeck.practices.architecture.measures.doors_decided_late import DOORS_DECIDED_LATE
from quarterdeck.practices.architecture.measures.doors_opened import DOORS_OPENED
from quarterdeck.practices.architecture.measures.hidden_coupling import HIDDEN_COUPLING
from quarterdeck.practices.architecture.measures.imports_in_circles import IMPORTS_IN_CIRCLES
from quarterdeck.practices.architecture.measures.infrastructure_told import INFRASTRUCTURE_TOLD
from quarterdeck.practices.architecture.measures.inventory_listed import INVENTORY_LISTED
from quarterdeck.practices.architecture.measures.package_dependencies import PACKAGE_DEPENDENCIES
from quarterdeck.practices.architecture.measures.packages_in_circles import PACKAGES_IN_CIRCLES
from quarterdeck.practices.architecture.measures.standard_breaches import STANDARD_BREACHES
from quarterdeck.practices.architecture.measures.standard_strength import STANDARD_STRENGTH
from quarterdeck.practices.architecture.measures.technology_spread import TECHNOLOGY_SPREAD
from quarterdeck.practices.architecture.measures.technology_use import TECHNOLOGY_USE
from quarterdeck.practices.architecture.measures.undeclared_calls import UNDECLARED_CALLS
from quarterdeck.practices.architecture.measures.undeclared_languages import UNDECLARED_LANGUAGES
from quarterdeck.practices.architecture.measures.unreached_code import UNREACHED_CODE
from quarterdeck.practices.architecture.sections import sections

ARCHITECTURE = Practice(
    name="architecture",
    title="Architecture",
    question="Which parts lean on which, and can each be changed without the others?",
    measures=(
        PACKAGES_IN_CIRCLES,
        IMPORTS_IN_CIRCLES,
        PACKAGE_DEPENDENCIES,
        HIDDEN_COUPLING,
        UNREACHED_CODE,
        TECHNOLOGY_USE,
        TECHNOLOGY_SPREAD,
        UNDECLARED_LANGUAGES,
        CONTAINERS_TOLD,
        CONTAINER_CALLS,
        UNDECLARED_CALLS,
        DOORS_OPENED,
        DOORS_DECIDED_LATE,
        DECISIONS_TOLD,
        DECISIONS_CONTRADICTED,
        STANDARD_BREACHES,
        STANDARD_STRENGTH,
        INFRASTRUCTURE_TOLD,
        INVENTORY_LISTED,
    ),
    judgements=(
        PACKAGES_GO_IN_CIRCLES,
        NOTHING_IMPORTS_THIS,
        HELD_TECHNOLOGY_SPREADS,
        LANGUAGE_NOBODY_DECIDED_ON,
        CALL_NOT_ON_RECORD,
        DOOR_WITHOUT_DECISION,
        DECISION_IS_NOT_KEPT,
        STANDARD_IS_BROKEN,
    ),
    sections=sections,
)
