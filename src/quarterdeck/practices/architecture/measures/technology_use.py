"""Where a technology on record is used.

Says: In how many repositories there is code in it, a package, runtime or image of its name, or a file of its tool.

Matters because: A radar that nobody holds against the code says what people meant to do. What is used, and where, decides what a ring costs.

Counted how: One row for each assessed repository in which a file tells of the technology, by its name or its id in the record: hand-written
production and test code in that language, manifests that declare a package so called, files that ask for a runtime or an image so called, and
workloads told to that tool. The part is the ring; the contribution is the number of such files. A technology that no file tells of has one row that
adds nothing. The value is the number of repositories.

Leaves out: What no file of an assessed repository names: services that are only rented, tools on people's machines, techniques. A technology whose
name on record is not that of its package is not found; give the record that id.

Source: The records of technologies (`ring`); files, manifests and workloads of the repositories. The radar after Thoughtworks' Technology Radar (not
opened).
"""

from __future__ import annotations

from quarterdeck.derived.recorded import none_on_record
from quarterdeck.evidence.code import TrackedFile
from quarterdeck.evidence.dependencies import Dependency, Runtime
from quarterdeck.evidence.readiness import Workload
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.records.kinds.technology import Technology
from quarterdeck.records.tables import table_of

NO_TECHNOLOGY = none_on_record("technology", "name", "ring")
NAMED = """
    SELECT t.record, t.category, coalesce(t.ring, 'no ring') AS ring, t.since, n.name FROM technology_records t
    JOIN (
        SELECT record, lower(label) AS name FROM technology_records
        UNION SELECT record, split_part(record, '/', 2) FROM technology_records
        UNION SELECT record, also FROM technology_records JOIN (VALUES
            ('terraform', 'hcl'), ('postgresql', 'postgres'), ('node.js', 'nodejs'), ('golang', 'go'), ('c-sharp', 'c#'), ('cpp', 'c++'), ('shell', 'bash')
        ) a(known, also) ON lower(label) = known OR split_part(record, '/', 2) = known
    ) n USING (record)
"""
"""(record, category, ring, since, name) of each technology by every name that files may call it."""

TECHNOLOGY_USE = Measure(
    name="technology_use",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="repositories",
    subject="technology",
    needs=(table_of(Technology),),
    also_reads=(TrackedFile, Dependency, Runtime, Workload),
    rows=f"""
        WITH named AS ({NAMED}),
        told AS (
            SELECT repository, path, lower(language) AS name FROM files WHERE is_code AND role IN ('production', 'test')
            UNION SELECT repository, path, lower(name) FROM dependencies WHERE kind = 'declared'
            UNION SELECT repository, path, lower(product) FROM runtimes
            UNION SELECT repository, path, tool FROM workloads
            UNION SELECT repository, path, lower(regexp_extract(image, '([^/:@]+)(:[^/]*)?(@.*)?$', 1)) FROM workloads WHERE image IS NOT NULL
        ),
        used AS (SELECT n.record, n.ring, t.repository, count(DISTINCT t.path) AS files FROM named n JOIN told t USING (name) GROUP BY ALL)
        SELECT record AS subject, repository AS key, ring AS part, files AS contribution FROM used
        UNION ALL
        SELECT DISTINCT record, '', ring, 0 FROM named WHERE record NOT IN (SELECT record FROM used)
    """,  # noqa: S608  # a constant of this module
    fold=Fold("the number of rows that name a repository", "count(*) FILTER (contribution > 0)"),
    key_is="repository",
    absent=NO_TECHNOLOGY,
)
