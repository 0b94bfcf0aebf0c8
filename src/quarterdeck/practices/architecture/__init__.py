"""Architecture: how the parts lean on each other, as the code tells it."""

from __future__ import annotations

from quarterdeck.kernel.finding import Practice
from quarterdeck.practices.architecture.findings.nothing_imports_this import NOTHING_IMPORTS_THIS
from quarterdeck.practices.architecture.findings.packages_go_in_circles import PACKAGES_GO_IN_CIRCLES
from quarterdeck.practices.architecture.measures.hidden_coupling import HIDDEN_COUPLING
from quarterdeck.practices.architecture.measures.imports_in_circles import IMPORTS_IN_CIRCLES
from quarterdeck.practices.architecture.measures.package_dependencies import PACKAGE_DEPENDENCIES
from quarterdeck.practices.architecture.measures.packages_in_circles import PACKAGES_IN_CIRCLES
from quarterdeck.practices.architecture.measures.unreached_code import UNREACHED_CODE
from quarterdeck.practices.architecture.sections import sections

ARCHITECTURE = Practice(
    name="architecture",
    title="Architecture",
    question="Which parts lean on which, and can each be changed without the others?",
    measures=(PACKAGES_IN_CIRCLES, IMPORTS_IN_CIRCLES, PACKAGE_DEPENDENCIES, HIDDEN_COUPLING, UNREACHED_CODE),
    judgements=(PACKAGES_GO_IN_CIRCLES, NOTHING_IMPORTS_THIS),
    sections=sections,
)
