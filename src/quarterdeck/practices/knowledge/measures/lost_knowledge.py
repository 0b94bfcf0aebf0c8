"""How much of the code is known only to people who no longer commit.

Says: The share of a repository's lines that lie in files where everybody who knows the file has stopped committing, to this repository and
to every other one assessed.

Matters because: The next change to such a file is made by somebody who has to find out first what it does and why. Studies find that those who
maintain abandoned code work more slowly and make more mistakes. What nobody changes costs nothing until it has to change.

Counted how: Every hand-written code file at the head, production and test, with its lines. A person knows a file from a degree of authorship of
3.293 on, over its whole history, renames followed; who else knows it better does not matter. (The truck factor asks for three quarters of the
file's greatest degree as well. Beside a founder who left years ago, that would hide those who have carried the file since.) A file is `left` when
nobody who knows it committed to any assessed repository within the criterion's days before the date of the assessment, `one` when one of them did,
`several` when more did, and `nobody` when no one person reaches the degree. The value is the lines of `left` files over the lines of all files but
those of `nobody`.

Leaves out: Empty files, and files that nobody is known to know (written by bots, in commits that were set apart, or by very many hands). Work in
repositories that were not assessed, reviews, and what people know without committing: somebody who moved to another part of the company
counts as gone. So does somebody who signs with a name that was not joined; a `.mailmap` mends that.

Source: Rigby, Zhu, Donadelli, Mockus: Quantifying and Mitigating Turnover-Induced Knowledge Loss, ICSE 2016, who measure abandoned source files and
cite what follows from them; our rule of who knows a file is another: degree of authorship after Fritz et al., ICSE 2010, with the threshold of
Avelino et al., ICPC 2016. The length of the window is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.derived.authorship import ABSOLUTE
from quarterdeck.evidence.code import Commit, FileChange, TrackedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.knowledge.measures.key_people_active import ACTIVE_WITHIN
from quarterdeck.practices.knowledge.measures.truck_factor import TRUCK_FACTOR

STATES = f"""
    SELECT f.repository, f.path, f.lines,
        CASE WHEN coalesce(k.knowing, 0) = 0 THEN 'nobody' WHEN k.active = 0 THEN 'left' WHEN k.active = 1 THEN 'one' ELSE 'several' END AS state
    FROM files f
    LEFT JOIN (
        SELECT a.repository, a.path, count(*) AS knowing, count(*) FILTER (s.last_at >= $end - to_days($active_within_days::INTEGER)) AS active
        FROM authorships a JOIN last_seen s USING (person)
        WHERE a.degree >= {ABSOLUTE}
        GROUP BY ALL
    ) k ON k.repository = f.repository AND k.path = f.path
    WHERE f.is_code AND f.role IN ('production', 'test') AND f.lines > 0
"""  # noqa: S608  # the threshold is a constant of the derivation
"""(repository, path, lines, state) of every hand-written code file at the head."""

LOST_KNOWLEDGE = Measure(
    name="lost_knowledge",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of lines",
    subject="repository",
    needs=(Commit, FileChange, TrackedFile),
    rows=f"SELECT repository AS subject, path AS key, state AS part, lines AS contribution FROM ({STATES})",  # noqa: S608  # this module's own constant
    fold=Fold(
        "the lines of rows that are left, over the lines of all rows but those of nobody",
        "coalesce(sum(contribution) FILTER (part = 'left'), 0) / nullif(sum(contribution) FILTER (part <> 'nobody'), 0)",
    ),
    key_is="file",
    part_is="state",
    absent=TRUCK_FACTOR.absent,
    gaps=f"""
        {TRUCK_FACTOR.gaps}
        UNION ALL
        SELECT r.repository, 'no person has committed here for ' || $active_within_days::INTEGER || ' days: people who left and work that rests look alike',
            'Run `git fetch` in the clone and assess again, or look further back with `quarterdeck assess --assume active_within_days=365`'
        FROM repositories r
        WHERE NOT r.shallow AND NOT EXISTS (
            FROM work w WHERE w.repository = r.repository AND w.kind = 'human' AND w.authored_at >= $end - to_days($active_within_days::INTEGER)
        )
    """,  # noqa: S608  # put together from constants of this practice
    criteria=(ACTIVE_WITHIN,),
    decimals=2,
)
