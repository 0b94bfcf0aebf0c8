"""How much of the code lies in packages that import each other in a circle.

Says: Of the production files whose syntax was read, the share that lies in packages which import their way back to themselves.

Matters because: Packages in a circle are one package in truth: none can be understood, tested, moved or given to a team without all the
others. A change to one may reach every other.

Counted how: One row for each production code file. Folders are packages. Within each folder its subfolders are compared, whatever lies deeper in
them included: where one's files import another's, and by one or more steps those import the first, all of them are a circle. Only imports that run when a
file is loaded count, production code to production code. The row names the innermost circle around the file; the value is the files
with a circle over all files.

Leaves out: Imports within functions and for the type checker alone, which is how many projects hold a circle open; what a folder holds beside its
subfolders; circles among the files of one folder; what is loaded by name at run time, injected, or found by a framework (Rails). A name that two
files bear is taken for the nearer one.

Source: Martin: Agile Software Development, 2002, the acyclic dependencies principle; Parnas: Designing Software for Ease of Extension and
Contraction, ICSE 1978. That siblings are compared, and not a folder with what it holds, follows import-linter's contract `acyclic_siblings`.
"""

from __future__ import annotations

from quarterdeck.derived.reading import NO_PARSED_CODE, PARSED, UNREAD
from quarterdeck.evidence.code import TrackedFile
from quarterdeck.evidence.structure import Import, ParsedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page

PACKAGES_IN_CIRCLES = Measure(
    name="packages_in_circles",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of files",
    subject="repository",
    needs=(TrackedFile, ParsedFile, Import),
    rows=f"""
        SELECT f.repository AS subject, f.path AS key, coalesce(arg_max(c.circle, len(c.package)), '') AS part, 1 AS contribution
        FROM ({PARSED}) f LEFT JOIN circles c ON c.repository = f.repository AND starts_with(f.path, c.package)
        GROUP BY f.repository, f.path
    """,  # noqa: S608  # a constant
    fold=Fold("the rows with a circle, over all rows", "count(*) FILTER (part <> '') / count(*)"),
    key_is="file",
    part_is="path",
    absent=NO_PARSED_CODE,
    gaps=UNREAD,
    decimals=2,
)
