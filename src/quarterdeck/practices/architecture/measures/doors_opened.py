"""One-way doors that were opened within the year.

Says: How many data stores, vendors, languages, interfaces and drops of data came into a repository that no decision speaks of.

Matters because: Each of them is added in an hour and taken out in months: data has to be moved, callers have to follow, people have to learn it. What
nobody decided, nobody looks at again.

Counted how: One row for each, with the file that brings it as key, and its kind with what it is as part. A data store or a vendor is new where a
manifest declares a package of its clients, or a compose file its image, and none did at the beginning of the month a year before, nor did any path
before the period name it; a language where production files of it stand and no file with such an ending had a change before; an interface where the
first file that describes it was added within the period; data is dropped where a migration that was added within the period drops a table or a
column. The contribution is 1 where nothing speaks of it: no decision of the record, no decision document of any repository that is not rejected, no
technology or vendor on record, by its name. The value is the sum.

Leaves out: Packages that are not on our list of clients; development's and transitive packages; tests, examples, tools and documents; data stores
that only a container or Terraform names; what is reached without a package. What a repository began with: one that is younger than a year and a
quarter is not counted. Whether a decision came before what it
names: see `doors_decided_late`.

Source: Bezos: letter to shareholders 2015, on decisions that are one-way doors (not opened). The list of packages is ours.
"""

from __future__ import annotations

from quarterdeck.derived.doors import FOUNDING
from quarterdeck.evidence.code import Commit
from quarterdeck.evidence.dependencies import Dependency, EarlierPackage
from quarterdeck.evidence.governance import DecisionDocument
from quarterdeck.evidence.interfaces import InterfaceDescription
from quarterdeck.evidence.schemas import SchemaDrop
from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

DOORS_OPENED = Measure(
    name="doors_opened",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="doors",
    subject="repository",
    needs=(Commit, Dependency),
    also_reads=(EarlierPackage, InterfaceDescription, SchemaDrop, DecisionDocument),
    rows=f"""
        SELECT repository AS subject, path AS key, kind || ': ' || what AS part, CASE WHEN covered_by IS NULL THEN 1 ELSE 0 END AS contribution FROM doors
        UNION ALL
        SELECT DISTINCT repository, '', '', 0 FROM earlier_packages WHERE repository NOT IN (SELECT repository FROM doors)
            AND repository IN (SELECT repository FROM work GROUP BY repository HAVING min(committed_at) < $start - INTERVAL {FOUNDING} DAY)
    """,  # noqa: S608  # a constant of this module
    fold=TOTAL,
    key_is="file",
    absent=NotAssessed(
        "its history does not reach back a year and a quarter", "Fetch the whole history (`git fetch --unshallow`), or wait until it is that old"
    ),
)
