"""Decisions that what stands in the repository contradicts.

Says: How many of a repository's written decisions no longer say what holds: what they decide against still stands, what they decide for was never
begun, or another decision replaced them and they still say that they stand.

Matters because: People read decisions to learn how things are done here. One that the code contradicts misleads each of them, and teaches all that
decisions do not bind.

Counted how: One row for each decision document that stands (accepted, or without a status) and names what it is for or against in its title or among
the options of MADR, and one for each contradiction, with what contradicts it as the part. *Against*: a hand-written production or configuration file
names what it decides against: in at least as many files as the criterion asks, or one manifest, image or language. *Never begun*: the decision is older than
the criterion asks, no file of the repository names any word of what it is for outside of decisions, word lists and a document or two, and no manifest
or image of any assessed repository does. *Replaced*: another that stands says that it replaces this one; or a later one decides against what this one
is for; or it says that it was replaced by a document that is not there. A decision on record that is against something has a row for each repository
of the systems that it is about (of all, where it names none) whose manifests, images or code name it. The value is the number of contradictions.

Leaves out: Decisions whose title names nothing: «Restricted deletion». Names in comments count as names. What people do outside of files. Whether what
was chosen is used for what was meant.

Source: The repository's own decisions and files. Titles are read as Nygard's records give them (Documenting Architecture Decisions, 2011, not opened),
options as MADR's own template does.
"""

from __future__ import annotations

from quarterdeck.evidence.code import TrackedFile
from quarterdeck.evidence.dependencies import Dependency, Runtime
from quarterdeck.evidence.governance import DecisionDocument, DecisionTrace
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Criterion, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

DAYS_TO_BEGIN = Criterion(
    "days_to_begin_what_was_decided", 180, "days", "A decision that left no trace for longer was not begun.",
    "Our judgement: half a year is longer than most decisions take to reach a first file.",
)  # fmt: skip
LEAST_FILES_AGAINST = Criterion(
    "least_files_against_a_decision", 3, "files", "From so many files on, what was decided against is in use, not just mentioned.",
    "Our judgement: one or two may speak of what was.",
)  # fmt: skip

_WORD_LIST = r"(?i)(^|/)(\.vale|vocabular(y|ies)|cspell|\.?spell(ing)?|word-?lists?|dictionar(y|ies))[^/]*(/|$)"

DECISIONS_CONTRADICTED = Measure(
    name="decisions_contradicted",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="contradictions",
    subject="repository",
    needs=(DecisionDocument,),
    also_reads=(DecisionTrace, TrackedFile, Dependency, Runtime),
    rows=rf"""
        WITH judged AS (SELECT * FROM decided WHERE stands AND repository <> ''),
        named AS (
            SELECT t.repository, t.name, t.path, f.role FROM decision_traces t JOIN files f USING (repository, path)
            ANTI JOIN decision_documents USING (repository, path) WHERE NOT regexp_matches(path, '{_WORD_LIST}')
        ),
        against AS (
            SELECT j.repository, j.path, j.name, n.path AS place, false AS told FROM judged j
            JOIN named n ON n.repository = j.repository AND n.name = j.looked_for[1] AND n.role IN ('production', 'configuration') WHERE j.side = 'against'
            UNION
            SELECT j.repository, j.path, j.name, d.path, true FROM judged j
            JOIN used d ON d.repository = j.repository AND d.name = j.looked_for[1] WHERE j.side = 'against'
        ),
        standing AS (
            SELECT repository, path, 'against ' || name || ', which stands in ' || arg_min(place, (NOT told, place)) AS part
            FROM against GROUP BY repository, path, name HAVING bool_or(told) OR count(DISTINCT place) >= $least_files_against_a_decision
        ),
        never AS (
            SELECT j.repository, j.path, 'for ' || j.name || ', which no file names' AS part FROM judged j
            SEMI JOIN (SELECT repository FROM files WHERE role = 'production' AND is_code GROUP BY ALL HAVING count(*) >= 10) USING (repository)
            WHERE j.side = 'for' AND date_diff('day', j.taken_on, $as_of::DATE) > $days_to_begin_what_was_decided
                AND EXISTS (FROM decision_traces t WHERE t.repository = j.repository AND t.path = '' AND t.name = j.looked_for[1])
                AND (SELECT count(*) FILTER (role <> 'documentation') * 3 + count(*) FROM named n
                    WHERE n.repository = j.repository AND list_contains(j.looked_for, n.name)) < 3
                AND NOT EXISTS (FROM used d WHERE list_contains(j.looked_for, d.name))
        ),
        overruled AS (
            SELECT j.repository, j.path, 'for ' || j.name || ', which ' || min(o.path) || ' decides against' AS part FROM judged j
            JOIN judged o ON o.repository = j.repository AND o.path <> j.path AND o.side = 'against' AND o.looked_for[1] = j.looked_for[1]
                AND o.taken_on > j.taken_on
            WHERE j.side = 'for' GROUP BY j.repository, j.path, j.name
        ),
        elsewhere AS (
            SELECT d.repository, r.path, 'against ' || r.name || ', which stands in ' || min(d.path) AS part FROM decided r
            JOIN used d ON d.name = r.looked_for[1] AND NOT d.develops
            WHERE r.repository = '' AND r.stands AND r.side = 'against' AND (r.systems = [] OR EXISTS (
                FROM scopes s WHERE s.kind = 'system' AND s.repository = d.repository AND list_contains(r.systems, s.subject)))
            GROUP BY d.repository, r.path, r.name
        ),
        found AS (
            FROM standing UNION ALL FROM never ANTI JOIN overruled USING (repository, path) UNION ALL FROM overruled UNION ALL FROM elsewhere
            UNION ALL SELECT repository, path, CASE how WHEN 'by nothing' THEN 'replaced by ' || other || ', which is not there'
                ELSE 'replaced by ' || other || ', and still stands' END FROM replaced
        )
        SELECT repository AS subject, path AS key, part, 1 AS contribution FROM found
        UNION ALL
        SELECT DISTINCT repository, path, '', 0 FROM judged ANTI JOIN found USING (repository, path)
    """,  # noqa: S608  # a constant of this module
    fold=Fold("the number of rows that name a contradiction", "count(*) FILTER (part <> '')"),
    key_is="file",
    part_is="reason",
    absent=NotAssessed(
        "none of its decision documents names what it is for or against", "Write decisions as documents: `docs/decisions/0001-use-kafka.md`, titled «Use Kafka»"
    ),
    criteria=(DAYS_TO_BEGIN, LEAST_FILES_AGAINST),
)
