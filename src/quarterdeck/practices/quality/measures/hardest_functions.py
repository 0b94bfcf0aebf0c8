"""The function of each file that is hardest to follow.

Says: In how many production files there is a function above the limit of 15 that SonarSource sets to cognitive complexity.

Matters because: A file is hard to change because of what stands in it. Where change goes into a file, its most tangled function is the place to begin:
splitting it pays for itself, splitting a file around it does not.

Counted how: One row for each production code file whose syntax was read and that holds a function, with its function of greatest cognitive complexity and
that figure. Of equals the first stands for them. The value is the number of rows above 15.

Leaves out: Code outside of functions; files in languages whose syntax is not read. A function of many plain cases weighs little, as the measure
means it to; a long one without conditions weighs nothing. Functions that were moved or split are compared by nobody here.

Source: Campbell: Cognitive Complexity, a new way of measuring understandability, SonarSource 2018, whose examples are our tests. The limit of 15 is
the default of SonarSource's rule S3776 for most languages. Muñoz Barón, Wyrich, Wagner: An Empirical Validation of Cognitive Complexity, ESEM 2020,
found it to go with the time that readers take and with how they rate the code.
"""

from __future__ import annotations

from quarterdeck.derived.reading import NO_PARSED_CODE, PARSED, UNREAD
from quarterdeck.evidence.code import TrackedFile
from quarterdeck.evidence.structure import Function, ParsedFile
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page

HARD = 15
"""SonarSource's limit for a single function."""

HARDEST_FUNCTIONS = Measure(
    name="hardest_functions",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="files",
    subject="repository",
    needs=(TrackedFile, ParsedFile, Function),
    rows=f"""
        SELECT f.repository AS subject, f.path AS key, arg_min(n.name, (-n.cognitive, n.line)) AS part, max(n.cognitive) AS contribution
        FROM ({PARSED}) f JOIN functions n USING (repository, path)
        GROUP BY f.repository, f.path
    """,  # noqa: S608  # a constant
    fold=Fold("the number of rows above 15", f"count(*) FILTER (contribution > {HARD})"),
    key_is="file",
    part_is="function",
    absent=NO_PARSED_CODE,
    gaps=UNREAD,
)
