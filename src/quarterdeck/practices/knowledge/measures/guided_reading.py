"""How much of what a newcomer reads first somebody can still introduce.

Says: Of the files that somebody who is new to a repository reads first, the share that a person knows who is still there.

Matters because: Whoever joins a team, or takes a system over, learns fastest beside somebody who knows it. Where nobody is left to ask, the first
weeks are spent finding out what the code is for.

Counted how: At most a dozen files of production code, container and make files left out, in this order: up to two that can be run by themselves
or are called as a program's start is (`main`, `manage`, `cli`) and, the others, import at least two files of the repository and changed in the
period, those that changed most first; up to four that at least five production files import, of any assessed repository, the most imported
first; then up to six others that changed most in the period. One row for each, its part the place in that order and why it is read, its
contribution 1 when a person who committed to any assessed repository within the criterion's days knows it, by the rule of lost knowledge, and
else 0. The value is the mean.

Leaves out: What no commit shows: who reviewed or operates it, and who can explain. What files import is known after `quarterdeck assess --deep` alone;
without it the order is that of change. `quarterdeck onboard` names the people, the documents and the tests beside it.

Source: The path is our judgement. That newcomers need somebody to ask: Balali, Steinmacher, Annamalai, Sarma, Gerosa: Newcomers' Barriers… Is That All?,
CSCW 27, 2018, whose abstract (read 28 November 2026, https://link.springer.com/article/10.1007/s10606-018-9310-8) calls mentoring a well-known way over
the first barriers.
"""

from __future__ import annotations

from quarterdeck.derived.authorship import ABSOLUTE
from quarterdeck.derived.first_reads import FIRST_READS
from quarterdeck.evidence.code import Commit, FileChange, TrackedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.knowledge.measures.key_people_active import ACTIVE_WITHIN
from quarterdeck.practices.knowledge.measures.truck_factor import TRUCK_FACTOR

GUIDED_READING = Measure(
    name="guided_reading",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of files",
    subject="repository",
    needs=(Commit, FileChange, TrackedFile),
    rows=f"""
        WITH there AS (
            SELECT DISTINCT a.repository, a.path FROM authorships a JOIN last_seen s USING (person) JOIN people p USING (person)
            WHERE a.degree >= {ABSOLUTE} AND p.kind = 'human' AND s.last_at >= $end - to_days($active_within_days::INTEGER)
        )
        SELECT f.repository AS subject, f.path AS key, printf('%02d %s', f.place, f.step) AS part, (t.path IS NOT NULL)::INTEGER AS contribution
        FROM ({FIRST_READS}) f LEFT JOIN there t USING (repository, path)
    """,  # noqa: S608  # constants of the derivation
    fold=Fold("the mean of the contributions", "avg(contribution)"),
    key_is="file",
    part_is="step",
    absent=NotAssessed(
        "no production code changed in the period, and none is known to be imported by many files",
        "Measure a longer period with `quarterdeck assess --since DATE`, or let imports be read with `--deep`",
    ),
    gaps=TRUCK_FACTOR.gaps,
    criteria=(ACTIVE_WITHIN,),
    decimals=2,
)
