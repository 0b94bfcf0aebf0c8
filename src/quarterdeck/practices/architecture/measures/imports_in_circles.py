"""The imports that close circles of packages.

Says: How many imports lead from one package of a circle to another of the same circle.

Matters because: They are what has to go, or turn round, for the circle to open. Often a few do: where one direction has many imports and the
other one or two, those are the place to begin.

Counted how: One row for each production file that imports another package of its circle when it is loaded, with the two packages and the number of its
imports. A repository without a circle has one row that adds nothing. The value is their sum.

Leaves out: What the measure of packages in circles leaves out. An import that leads to two places counts twice.

Source: A count over the circles that `packages_in_circles` tells of.
"""

from __future__ import annotations

from quarterdeck.derived.reading import NO_PARSED_CODE, PARSED, UNREAD
from quarterdeck.evidence.code import TrackedFile
from quarterdeck.evidence.structure import Import, ParsedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page

IMPORTS_IN_CIRCLES = Measure(
    name="imports_in_circles",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="imports",
    subject="repository",
    needs=(TrackedFile, ParsedFile, Import),
    rows=f"""
        WITH code AS ({PARSED})
        SELECT l.repository AS subject, l.path AS key, a.package || ' → ' || b.package AS part, count(*) AS contribution
        FROM links l
        SEMI JOIN code USING (repository, path)
        JOIN circles a ON a.repository = l.repository AND starts_with(l.folder, a.package)
        JOIN circles b ON b.repository = l.to_repository AND b.circle = a.circle AND b.package <> a.package AND starts_with(l.to_folder, b.package)
        WHERE l.runs = 'on load' AND l.repository = l.to_repository
            AND (l.to_path = '' OR EXISTS (FROM code t WHERE t.repository = l.to_repository AND t.path = l.to_path))
        GROUP BY ALL
        UNION ALL
        SELECT DISTINCT repository, '', '', 0 FROM code WHERE repository NOT IN (SELECT repository FROM circles)
    """,  # noqa: S608  # a constant
    fold=TOTAL,
    key_is="file",
    part_is="path",
    absent=NO_PARSED_CODE,
    gaps=UNREAD,
)
