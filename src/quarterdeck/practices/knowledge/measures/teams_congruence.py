"""How well the boundaries of teams fit what is changed together.

Says: Of all pairs of people whose work needs coordination, the share who are in one team.

Matters because: What is changed together has to be talked about. Within a team that happens by itself; across teams it takes meetings, waits or is left
out. In one company's project changes were resolved 32 % faster where the ways in which people coordinated fitted the need (Cataldo, Herbsleb, Carley 2008).

Counted how: Socio-technical congruence after Cataldo and others. Two people need coordination when they changed the same code file in the period, or two
files that were changed together: in at least three commits, in commits of at most thirty files. The need is met when they share a team on record. One row
for each pair of teams, with the number of pairs of people between them; pairs within a team stand under the team twice. The value is the pairs within teams
over all.

Leaves out: People without a team on record, bots and coding agents; what is changed on behalf of one work item in several commits; who really talks to whom
(chats and reviews are not asked): a pair across teams may get on well. No finding stands on it: nobody has shown how much is enough.

Source: Cataldo, Wagstrom, Herbsleb, Carley: Identification of Coordination Requirements, CSCW 2006 (not opened), for the matrices; Cataldo, Herbsleb,
Carley: Socio-Technical Congruence, CMU-ISR-08-104, 2008 (abstract opened), for the 32 %. Three commits are our judgement.
"""

from __future__ import annotations

from quarterdeck.evidence.code import Commit, FileChange
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.person import Person
from quarterdeck.records.kinds.team import Team
from quarterdeck.records.tables import table_of

_TOGETHER, _WIDEST = 3, 30

TEAMS_CONGRUENCE = Measure(
    name="teams_congruence",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of pairs",
    subject="company",
    needs=(table_of(Team), table_of(Person), Commit, FileChange),
    rows=f"""
        WITH members AS (
            SELECT DISTINCT s.person, t.team FROM (SELECT record AS team, unnest(members) AS record FROM team_records) t
            JOIN person_records p ON p.record = t.record
            JOIN signatures s ON list_contains(list_transform(p.emails, lambda one: lower(one)), lower(s.email)) OR lower(s.name) = lower(p.label)
        ),
        narrow AS (
            SELECT repository, path, person, "commit" FROM touches QUALIFY count(DISTINCT path) OVER (PARTITION BY repository, "commit") <= {_WIDEST}
        ),
        worked AS (SELECT DISTINCT repository, path, person FROM narrow SEMI JOIN members USING (person)),
        often AS (SELECT repository, path FROM narrow GROUP BY ALL HAVING count(DISTINCT "commit") >= {_TOGETHER}),
        kept AS (SELECT DISTINCT repository, path, "commit" FROM narrow SEMI JOIN often USING (repository, path)),
        together AS (
            SELECT a.repository, a.path, b.path AS other FROM kept a JOIN kept b ON b.repository = a.repository AND b."commit" = a."commit" AND a.path <> b.path
            GROUP BY ALL HAVING count(*) >= {_TOGETHER}
            UNION ALL SELECT DISTINCT repository, path, path FROM worked
        ),
        pairs AS (
            SELECT DISTINCT a.person, b.person AS other FROM worked a JOIN together t USING (repository, path)
            JOIN worked b ON b.repository = t.repository AND b.path = t.other WHERE a.person < b.person
        ),
        teams AS (
            SELECT p.person, p.other, min(CASE WHEN a.team = b.team THEN a.team END) AS shared, min(a.team) AS team, min(b.team) AS other_team
            FROM pairs p JOIN members a ON a.person = p.person JOIN members b ON b.person = p.other GROUP BY ALL
        )
        SELECT 'company' AS subject, coalesce(shared, least(team, other_team)) AS key, coalesce(shared, greatest(team, other_team)) AS part,
            count(*) AS contribution FROM teams GROUP BY ALL
    """,  # noqa: S608  # constants of this module
    fold=Fold("the pairs of rows that name one team twice, over all", "coalesce(sum(contribution) FILTER (key = part), 0) / sum(contribution)"),
    key_is="team",
    part_is="team",
    absent=NotAssessed(
        "no two people with a team on record changed what is changed together",
        "Write teams and people down: `members` in teams/ID.yaml, `emails` in people/ID.yaml",
    ),
    decimals=2,
)
