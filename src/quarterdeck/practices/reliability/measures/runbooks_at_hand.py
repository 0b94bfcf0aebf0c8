"""How many runbooks there are for a critical system.

Says: For each system that is critical and in use, the number of places that say what to do when it fails.

Matters because: At three in the morning somebody who did not build it has to mend it. What is not written down is then found out, while users
wait.

Counted how: A file whose name or folder speaks of runbooks or playbooks counts for the systems that its repository is built into, and, in any
repository, for a system whose name stands in its path; an alert on the system that links a runbook counts too, and `runbook` in the record, its
own or of what it is a part of. A critical system without any has one row that counts 0.

Leaves out: Runbooks in a wiki that no record names; playbooks of Ansible; whether one is right, and whether anybody has tried it.

Source: The records of systems (`criticality`, `runbook`, `repositories`) and the files of repositories. Which names are found is our reading.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import none_on_record
from quarterdeck.evidence.code import TrackedFile
from quarterdeck.evidence.readiness import ReadinessSign
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.practices.reliability.critical import ALERTS, BEHIND, CALLED, CRITICAL, UNTOLD, WITHIN
from quarterdeck.records.kinds.system import System
from quarterdeck.records.tables import table_of

_FILES = r"""
    SELECT repository, path, lower(path) AS words FROM files
    WHERE regexp_matches(lower(path), '(^|[/_-])(run-?books?|play-?books?|on-?call)([/._-])') AND regexp_matches(lower(path), '\.(md|rst|adoc|txt|html|org)$')
"""
_FOUND = f"""
    SELECT b.system, r.path AS place FROM ({_FILES}) r JOIN ({BEHIND}) b USING (repository)
    UNION SELECT c.system, r.path FROM ({_FILES}) r JOIN ({CALLED}) c ON regexp_matches(r.words, '(^|[^a-z0-9])' || regexp_escape(c.name) || '([^a-z0-9]|$)')
    UNION SELECT system, place FROM ({ALERTS}) WHERE has_runbook
    UNION SELECT w.system, s.path FROM ({WITHIN}) w JOIN system_records s ON s.record = w.whole WHERE s.runbook <> ''
"""  # noqa: S608  # put together from constants

RUNBOOKS_AT_HAND = Measure(
    name="runbooks_at_hand",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="runbooks",
    subject="system",
    needs=(table_of(System), TrackedFile),
    also_reads=(ReadinessSign,),
    rows=f"""
        SELECT t.record AS subject, coalesce(f.place, t.path) AS key,
            CASE WHEN t.state = 'critical' AND f.place IS NULL THEN 'no runbook' ELSE t.state END AS part,
            (t.state = 'critical' AND f.place IS NOT NULL)::INTEGER AS contribution
        FROM ({CRITICAL}) t LEFT JOIN ({_FOUND}) f ON f.system = t.record AND t.state = 'critical' WHERE t.state IS NOT NULL
    """,  # noqa: S608  # as above
    fold=TOTAL,
    key_is="file",
    part_is="state",
    absent=none_on_record("system", "name", "criticality", "runbook"),
    gaps=f"""
        {UNTOLD}
        UNION ALL
        SELECT record, 'no runbook of any system is in a repository or on record', 'Write `runbook` in ' || path
        FROM ({CRITICAL}) WHERE state = 'critical' AND NOT EXISTS (FROM ({_FOUND}))
    """,  # noqa: S608  # as above
)
