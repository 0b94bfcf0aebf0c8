"""What breaks a standard of the company.

Says: How many imports and technologies in the repositories break the rules of a standard on record that is in force.

Matters because: Layers keep a change in its place: as long as what is below knows nothing of what is above, either can be changed alone. Each import
that goes the wrong way takes that away a little, and nobody sees it in a review of forty files.

Counted how: One row for each production file with an import that a rule forbids, and for each technology of a repository that is not allowed, with the
repository, the rule and what breaks it as part, and the number of such imports (1 for a technology) as contribution; 0 where an exemption holds on the
day. `layers` let each name import only what stands to its right, `forbids` names imports that must not be. A name is a folder, a module or a repository,
and only imports between two names of a rule count, also from one repository to another. `allows` lists the languages (from 200 production lines on),
data stores and vendors that may be used, `rules_out` names packages, images and languages that may not. One row more says for each rule and repository
that they were held against each other. The value is the sum.

Leaves out: Imports for the type checker alone, and those that a string spells; tests; what cannot be followed (imports that are computed). Data stores
and vendors are known by a list of their packages. Rules in prose.

Source: The company's own standards. Layers as import-linter checks them for Python (its documentation: opened), here for each language whose imports are read.
"""

from __future__ import annotations

from quarterdeck.evidence.code import TrackedFile
from quarterdeck.evidence.dependencies import Dependency, Runtime
from quarterdeck.evidence.structure import Import
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.standard import Standard
from quarterdeck.records.tables import table_of

SEPARATOR = " \u00b7 "
NO_RULE = NotAssessed(
    "it gives no rule that files can be held against, or is not in force", "Give it `layers`, `forbids`, `allows` or `rules_out`, and set status to in-force"
)

STANDARD_BREACHES = Measure(
    name="standard_breaches",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="breaches",
    subject="standard",
    needs=(table_of(Standard),),
    also_reads=(Import, TrackedFile, Dependency, Runtime),
    rows=f"""
        SELECT standard AS subject, path AS key,
            CASE WHEN path = '' THEN '' ELSE concat_ws('{SEPARATOR}', repository, rule, what, exempt_until::VARCHAR) END AS part,
            sum(CASE WHEN exempt_until IS NULL THEN breaks ELSE 0 END) AS contribution
        FROM breaches WHERE repository <> '' GROUP BY ALL
    """,  # noqa: S608  # a constant
    fold=TOTAL,
    key_is="file",
    part_is="reason",
    absent=NO_RULE,
    gaps="""
        SELECT standard AS subject, 'no parsed file lies in `' || min(what) || '` of its rule «' || arg_min(rule, what) || '», or nothing there imports' AS why,
            'Assess with `quarterdeck assess --deep`; if it was, correct the name' AS supply
        FROM breaches b WHERE repository = '' AND NOT EXISTS (FROM breaches o WHERE o.standard = b.standard AND o.breaks > 0 AND o.exempt_until IS NULL)
        GROUP BY standard
    """,
)
