"""Written decisions held against what stands: told as tables, without a repository."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from quarterdeck.app.concluding.judging import RunBench, judge_all
from quarterdeck.app.concluding.measuring import measure_all
from quarterdeck.app.concluding.subjects import Subjects
from quarterdeck.app.keeping.store import connect, load
from quarterdeck.assumptions.pricing import Pricing
from quarterdeck.derived import decided
from quarterdeck.derived.choices import plain
from quarterdeck.derived.doors import Door
from quarterdeck.derived.history import Change
from quarterdeck.evidence.code import TrackedFile
from quarterdeck.evidence.dependencies import Dependency, Runtime
from quarterdeck.evidence.governance import DecisionDocument, DecisionTrace
from quarterdeck.kernel.finding import Finding, Practice
from quarterdeck.kernel.outcome import Severity
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.table import Columns, Row
from quarterdeck.kernel.text import plain as words
from quarterdeck.practices.architecture.findings.decision_is_not_kept import DECISION_IS_NOT_KEPT
from quarterdeck.practices.architecture.findings.door_without_decision import DOOR_WITHOUT_DECISION
from quarterdeck.practices.architecture.measures.decisions_contradicted import DECISIONS_CONTRADICTED
from quarterdeck.practices.architecture.measures.decisions_told import DECISIONS_TOLD
from quarterdeck.practices.architecture.measures.doors_decided_late import DOORS_DECIDED_LATE
from quarterdeck.practices.architecture.measures.doors_opened import DOORS_OPENED

AS_OF = date(2026, 11, 21)
SHOP = """
0001  Use Kafka instead of RabbitMQ              accepted    2024-01-10
0002  Use Helm for packages                      accepted    2024-02-10
0003  Use Crossplane for abstraction             accepted    2024-03-10
0004  Use Pkl for configuration                  accepted    2026-10-10
0005  Continue to use Algolia                    accepted    2020-11-16
0006  Migrate from Algolia to Postgres           accepted    2021-09-22
0007  Stop using Terraform Cloud                 accepted    2025-06-10
0008  Replace Google Sheets with BigQuery        accepted    2025-06-10
0009  Stop using MongoDB                         rejected    2025-06-10
"""
NAMED = {
    "Helm": ("charts/a.yaml", "charts/b.yaml"), "Kafka": ("src/m0.py",), "BigQuery": ("src/m1.py",), "Postgres": ("src/m2.py",),
    "Terraform Cloud": ("src/m1.py", "src/m2.py", "src/m3.py"), "Google Sheets": ("src/m4.py", "tests/a.py", "docs/sheets.md"), "MongoDB": ("src/m0.py",),
    "Crossplane": (".vale/accept.txt", "docs/plans.md"),
}  # fmt: skip


def _files() -> list[TrackedFile]:
    paths = {path for held in NAMED.values() for path in held} | {f"src/m{number}.py" for number in range(10)}
    roles = {"docs": "documentation", "tests": "test", "charts": "configuration", "src": "production"}
    kinds = [(path, path.endswith(".py"), roles.get(path.partition("/")[0], "configuration")) for path in sorted(paths)]
    return [TrackedFile("shop", path, path, "Python" if code else None, code, role, 9, 9, 0, 1.0, 1) for path, code, role in kinds]


def _findings(tables: dict[type[Row], list[Row]]) -> dict[str, Finding]:
    """What the findings say of the shop."""
    connection = connect()
    for row, rows in tables.items():
        load(connection, row.table, Columns.of(row, rows))
    for built in decided.build(connection):
        load(connection, built.table.name, built)
    connection.execute("CREATE TABLE repositories AS SELECT 'shop' AS repository")
    connection.execute("CREATE TABLE scopes (kind VARCHAR, subject VARCHAR, repository VARCHAR)")
    connection.execute("CREATE TABLE records (kind VARCHAR, path VARCHAR)")
    connection.execute("CREATE TABLE earlier_packages AS SELECT 'shop' AS repository WHERE false")
    connection.execute("CREATE TABLE work AS SELECT 'shop' AS repository, TIMESTAMP '2020-01-01' AS committed_at")
    measures = (DECISIONS_CONTRADICTED, DOORS_OPENED, DOORS_DECIDED_LATE, DECISIONS_TOLD)
    subjects = Subjects({"repository": [Subject("repository", "shop")]})
    measured = measure_all(connection, measures, subjects, Period(date(2025, 11, 22), date(2026, 11, 22)), {})
    bench = RunBench(connection, AS_OF, {(m.measure.name, m.subject): m for m in measured}, {}, Pricing(1), {})
    practice = Practice("architecture", "", "", measures, (DECISION_IS_NOT_KEPT, DOOR_WITHOUT_DECISION), lambda _bench, _findings: ())
    return {finding.judgement.name: finding for finding in judge_all((practice,), bench, {})}


def _rows(finding: Finding) -> list[str]:
    detail = finding.verdict.detail
    return [" | ".join(words(cell) for cell in row) for row in detail.rows] if detail else []


@pytest.fixture(scope="module")
def shop() -> dict[str, Finding]:
    """A shop with nine decisions, and two things that came in before theirs."""
    documents = [DecisionDocument("shop", f"adr/{number}.md", title.strip(), status, date.fromisoformat(day), "")
                 for number, title, status, day in ((line[:4], line[6:48], *line[48:].split()) for line in SHOP.splitlines() if line)]  # fmt: skip
    documents.append(DecisionDocument("shop", "adr/0010-queues.md", "Queues", "accepted", None, "It supersedes ADR 2."))
    documents[1] = DecisionDocument("shop", "adr/0002-helm.md", "Use Helm for packages", "accepted", date(2024, 2, 10), "")
    traces = [DecisionTrace("shop", plain(name), path, 3 if path else 0) for name in [*NAMED, "Pkl"] for path in ("", *NAMED.get(name, ()))]
    opened = datetime.fromisoformat("2026-06-01")
    tables: dict[type[Row], list[Row]] = {
        DecisionDocument: list(documents), DecisionTrace: list(traces), TrackedFile: list(_files()), Runtime: [],
        Dependency: [Dependency("shop", "requirements.txt", 4, "declared", "pip", "PyPI", "pika", None, None, "pkg:pypi/pika", "direct", "runtime")],
        Change: [Change("shop", "c1", "adr/0010-queues.md", "A", None, "ann", opened, opened, 1, 0, None)],
        Door: [
            Door("shop", "vendor", "Stripe", "requirements.txt", 2, "decision/stripe", opened, date(2026, 6, 13)),
            Door("shop", "data store", "Redis", "requirements.txt", 3, "decision/redis", opened, date(2026, 5, 1)),
            Door("shop", "language", "Rust", "engine/main.rs", 0, "shop: adr/0010-queues.md", opened, None),
        ],
    }  # fmt: skip
    return _findings(tables)


def test_what_stands_contradicts_what_was_decided(shop: dict[str, Finding]) -> None:
    """Not among them: Google Sheets (one file still names it), MongoDB (rejected), Pkl (six weeks old)."""
    assert _rows(shop["decision-is-not-kept"]) == [
        "adr/0001.md | against RabbitMQ, which stands in requirements.txt",
        "adr/0007.md | against Terraform Cloud, which stands in src/m1.py",
        "adr/0002-helm.md | replaced by adr/0010-queues.md, and still stands",
        "adr/0003.md | for Crossplane, which no file names",
        "adr/0005.md | for Algolia, which adr/0006.md decides against",
    ]


def test_the_worst_is_said_first(shop: dict[str, Finding]) -> None:
    told = shop["decision-is-not-kept"].verdict
    assert words(told.sentence) == (
        "shop: 5 written decisions say otherwise than what stands: adr/0001.md is against RabbitMQ, which stands in requirements.txt."
    )
    assert told.severity is Severity.MEDIUM


def test_a_decision_that_came_after_what_it_decides_is_told(shop: dict[str, Finding]) -> None:
    """Redis was decided before, and of Rust nobody knows the day."""
    told = shop["door-without-decision"].verdict
    assert (words(told.sentence), told.severity) == (
        "shop: 1 thing that is hard to take back came in before its decision, Stripe (vendor) 12 days before.", Severity.LOW,
    )  # fmt: skip
    assert _rows(shop["door-without-decision"]) == ["vendor | Stripe | requirements.txt | 12"]
