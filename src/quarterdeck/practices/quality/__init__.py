"""Quality: how hard the code is to change where it changes most."""

from __future__ import annotations

from quarterdeck.kernel.finding import Practice
from quarterdeck.practices.quality.findings.busy_functions_grow import BUSY_FUNCTIONS_GROW
from quarterdeck.practices.quality.findings.change_piles_up_here import CHANGE_PILES_UP_HERE
from quarterdeck.practices.quality.findings.documents_lead_nowhere import DOCUMENTS_LEAD_NOWHERE
from quarterdeck.practices.quality.findings.mending_pays_back import MENDING_PAYS_BACK
from quarterdeck.practices.quality.findings.new_code_does_not_last import NEW_CODE_DOES_NOT_LAST
from quarterdeck.practices.quality.findings.tests_are_thin_where_change_is_thick import TESTS_ARE_THIN
from quarterdeck.practices.quality.measures.busy_functions import BUSY_FUNCTIONS
from quarterdeck.practices.quality.measures.changes_in_hotspots import CHANGES_IN_HOTSPOTS
from quarterdeck.practices.quality.measures.changes_with_tests import CHANGES_WITH_TESTS
from quarterdeck.practices.quality.measures.documents_behind import DOCUMENTS_BEHIND
from quarterdeck.practices.quality.measures.function_growth import FUNCTION_GROWTH
from quarterdeck.practices.quality.measures.gone_references import GONE_REFERENCES
from quarterdeck.practices.quality.measures.gone_within_quarter import GONE_WITHIN_QUARTER
from quarterdeck.practices.quality.measures.hard_function_days import HARD_FUNCTION_DAYS
from quarterdeck.practices.quality.measures.hard_function_lines import HARD_FUNCTION_LINES
from quarterdeck.practices.quality.measures.hardest_functions import HARDEST_FUNCTIONS
from quarterdeck.practices.quality.measures.indentation import INDENTATION
from quarterdeck.practices.quality.measures.lines_changed import LINES_CHANGED
from quarterdeck.practices.quality.measures.lines_changed_a_day import LINES_CHANGED_A_DAY
from quarterdeck.practices.quality.measures.people_changing_code import PEOPLE_CHANGING_CODE
from quarterdeck.practices.quality.measures.production_lines import PRODUCTION_LINES
from quarterdeck.practices.quality.measures.standing_lines import STANDING_LINES
from quarterdeck.practices.quality.sections import sections

QUALITY = Practice(
    name="quality",
    title="Quality",
    question="Where does work pile up in code that is hard to change?",
    measures=(
        CHANGES_IN_HOTSPOTS,
        INDENTATION,
        HARDEST_FUNCTIONS,
        BUSY_FUNCTIONS,
        FUNCTION_GROWTH,
        PRODUCTION_LINES,
        PEOPLE_CHANGING_CODE,
        LINES_CHANGED,
        STANDING_LINES,
        GONE_WITHIN_QUARTER,
        HARD_FUNCTION_DAYS,
        HARD_FUNCTION_LINES,
        LINES_CHANGED_A_DAY,
        CHANGES_WITH_TESTS,
        GONE_REFERENCES,
        DOCUMENTS_BEHIND,
    ),
    judgements=(CHANGE_PILES_UP_HERE, BUSY_FUNCTIONS_GROW, MENDING_PAYS_BACK, TESTS_ARE_THIN, NEW_CODE_DOES_NOT_LAST, DOCUMENTS_LEAD_NOWHERE),
    sections=sections,
)
