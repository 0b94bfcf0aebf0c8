"""How much of the code is in languages that nobody decided on.

Says: The share of production lines, over all assessed repositories, in programming languages that no technology on record names.

Matters because: Each language needs people who know it, tools, upgrades and a way to production. One that came in unnoticed has none of them when its
author leaves.

Counted how: One row for each language of hand-written production code at the head with its lines; the part says whether a technology on record has
its name, or one of the usual other names. The value is the lines of those without over all lines.

Leaves out: Markup, style sheets, templates and queries; test code; generated and vendored code. Which repositories may use which language is not
judged.

Source: The records of technologies, and the files of the repositories, told by their endings after GitHub Linguist.
"""

from __future__ import annotations

from quarterdeck.evidence.code import TrackedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.practices.architecture.measures.technology_use import NAMED, NO_TECHNOLOGY
from quarterdeck.records.kinds.technology import Technology
from quarterdeck.records.tables import table_of

_NO_LANGUAGE = "'HTML', 'CSS', 'SCSS', 'Sass', 'Less', 'Jinja', 'ERB', 'Dockerfile', 'Makefile', 'SQL', 'Batchfile', 'CMake', 'Markdown'"

UNDECLARED_LANGUAGES = Measure(
    name="undeclared_languages",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of lines",
    subject="company",
    needs=(table_of(Technology),),
    also_reads=(TrackedFile,),
    rows=f"""
        WITH named AS ({NAMED})
        SELECT 'company' AS subject, language AS key, CASE WHEN lower(language) IN (SELECT name FROM named) THEN 'declared' ELSE 'undeclared' END AS part,
            sum(lines) AS contribution
        FROM files
        WHERE is_code AND role = 'production' AND lines > 0 AND language NOT IN ({_NO_LANGUAGE}) AND EXISTS (FROM named)
        GROUP BY ALL
    """,  # noqa: S608  # constants of this practice
    fold=Fold("the lines of rows that are undeclared, over all", "coalesce(sum(contribution) FILTER (part = 'undeclared'), 0) / sum(contribution)"),
    key_is="language",
    absent=NO_TECHNOLOGY,
    decimals=2,
)
