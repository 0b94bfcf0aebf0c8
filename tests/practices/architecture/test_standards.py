"""Standards on record held against imports and technologies, told as tables."""

from __future__ import annotations

from datetime import date

import pytest

from quarterdeck.app.concluding.judging import RunBench, judge_all
from quarterdeck.app.concluding.measuring import measure_all
from quarterdeck.app.concluding.session import mount_records
from quarterdeck.app.concluding.subjects import subjects_of
from quarterdeck.app.keeping.store import connect, load
from quarterdeck.assumptions.pricing import Pricing
from quarterdeck.derived import standards
from quarterdeck.derived.decided import Used
from quarterdeck.derived.links import Link
from quarterdeck.evidence.code import TrackedFile
from quarterdeck.kernel.finding import Finding, Practice
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.table import Columns
from quarterdeck.kernel.text import plain
from quarterdeck.practices.architecture.findings.standard_is_broken import STANDARD_IS_BROKEN
from quarterdeck.practices.architecture.measures.standard_breaches import STANDARD_BREACHES
from quarterdeck.practices.architecture.measures.standard_strength import STANDARD_STRENGTH
from quarterdeck.records.collection import File, assemble
from quarterdeck.records.tables import Recorded
from tests.practices.scenarios import rows_of_records

AS_OF = date(2026, 11, 21)
RECORDS = {
    "systems/old.yaml": "name: Old\nrepositories: [legacy]\n",
    "standards/layers.yaml": (
        "name: Layers\nstatus: in-force\nstrength: must\nlayers: ['cli | web > app > domain']\nforbids: ['pay -> shop']\n"
        "exemptions:\n- {what: app/report.py, until: 2026-12-31, because: it goes}\n- {what: domain -> web, until: 2026-11-20}\n"
    ),
    "standards/kept.yaml": "name: Kept\nstatus: in-force\nlayers: [app > src/util]\nexemptions: [{what: pay, until: 2027-01-31}]\n",
    "standards/typo.yaml": "name: Typo\nstatus: in-force\nlayers: [web > domian]\n",
    "standards/draft.yaml": "name: Draft\nlayers: [domain > web]\n",
    "standards/stack.yaml": (
        "name: Stack\nstatus: in-force\nallows: {languages: 'Python, C#', data stores: PostgreSQL}\nrules_out: [moment]\nexceptions: [system/old]\n"
        "exemptions:\n- {what: 'shop: Redis', until: 2026-11-21}\n"
    ),
}
IMPORTS = """
shop  src/web/page.py      shop  src/app/orders.py
shop  src/web/page.py      shop  src/cli/main.py
shop  src/app/orders.py    shop  src/domain/money.py
shop  src/app/orders.py    shop  src/util/text.py
shop  src/app/report.py    shop  src/web/page.py
shop  src/domain/money.py  shop  src/web/page.py
shop  src/domain/money.py  shop  src/util/text.py
shop  tests/web/page.py    shop  src/cli/main.py
pay   lib/take.py          shop  src/domain/money.py
"""


def _files() -> list[TrackedFile]:
    told = {(cells[0], cells[1]) for cells in map(str.split, IMPORTS.splitlines()) if cells} | {(r, p) for *_, r, p in map(str.split, IMPORTS.splitlines()[1:])}
    languages = {"old.cs": "C#", "new.rb": "Ruby"}
    more = {("legacy", "new.rb"), ("shop", "old.cs"), ("pay", "new.rb")}
    return [
        TrackedFile(repository, path, path, languages.get(path, "Python"), True, "test" if path.startswith("tests") else "production", 9, 300, 0, 1.0, 1)
        for repository, path in sorted(told | more)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def findings() -> dict[str, Finding]:
    """What is said of each standard."""
    connection = connect()
    links = [Link(cells[0], cells[1], "", 1, "on load", cells[2], cells[3], "", "") for cells in map(str.split, IMPORTS.splitlines()) if cells]
    used = [Used("shop", "redis", "requirements.txt", False), Used("pay", "mongodb", "compose.yaml", False), Used("pay", "moment", "package.json", True),
            Used("legacy", "mysql", "pom.xml", False), Used("shop", "postgres", "requirements.txt", False)]  # fmt: skip
    records = rows_of_records(RECORDS)
    for name, columns in (
        ("links", Columns.of(Link, links)), ("files", Columns.of(TrackedFile, _files())), ("used", Columns.of(Used, used)),
        ("records", Columns.of(Recorded, records)),
    ):  # fmt: skip
        load(connection, name, columns)
    connection.execute("CREATE TABLE repositories AS SELECT unnest(['shop', 'pay', 'legacy']) AS repository")
    connection.execute("CREATE TABLE scopes AS SELECT 'system' AS kind, 'system/old' AS subject, 'legacy' AS repository")
    mount_records(connection)
    period = Period(date(2025, 11, 22), date(2026, 11, 22))
    load(connection, "breaches", standards.build(connection, period, recorded=True))
    measures = (STANDARD_BREACHES, STANDARD_STRENGTH)
    measured = measure_all(connection, measures, subjects_of(connection, ["shop", "pay", "legacy"], "Acme"), period, {})
    bench = RunBench(connection, AS_OF, {(m.measure.name, m.subject): m for m in measured}, {}, Pricing(1), {})
    practice = Practice("architecture", "", "", measures, (STANDARD_IS_BROKEN,), lambda _bench, _findings: ())
    return {finding.subject.key.partition("/")[2]: finding for finding in judge_all((practice,), bench, {})}


def _rows(finding: Finding) -> list[str]:
    return [" | ".join(plain(cell) for cell in row) for row in finding.verdict.detail.rows] if finding.verdict.detail else []


def test_imports_against_layers_are_told(findings: dict[str, Finding]) -> None:
    """The report is exempt until the end of the year; the exemption of the domain ended yesterday. Tests may import what they like."""
    told = findings["layers"].verdict
    assert (told.outcome, told.severity) == (Outcome.NOT_MET, Severity.MEDIUM)
    assert plain(told.sentence) == "«standard/layers» is broken 3 times in pay and shop (1 place exempt for now)."
    assert _rows(findings["layers"]) == [
        "lib/take.py | pay | pay -> shop | pay -> shop | 1",
        "src/domain/money.py | shop | domain -> web | cli | web > app > domain | 1",
        "src/web/page.py | shop | web -> cli | cli | web > app > domain | 1",
    ]


def test_technologies_that_are_not_allowed_are_told(findings: dict[str, Finding]) -> None:
    """Redis is exempt to this day, C# is allowed, and the old system need not follow."""
    assert _rows(findings["stack"]) == [
        "compose.yaml | pay | MongoDB | data stores: PostgreSQL | 1",
        "new.rb | pay | Ruby | languages: Python, C# | 1",
        "package.json | pay | moment | not moment | 1",
    ]


def test_standards_that_cannot_be_judged_say_why(findings: dict[str, Finding]) -> None:
    assert {name: findings[name].verdict.outcome for name in ("kept", "typo", "draft")} == {
        "kept": Outcome.MET, "typo": Outcome.NOT_ASSESSED, "draft": Outcome.NOT_ASSESSED,
    }  # fmt: skip
    assert plain(findings["kept"].verdict.sentence) == "«standard/kept» is kept."
    assert "no parsed file lies in `domian` of its rule «web > domian»" in plain(findings["typo"].verdict.sentence)


def test_a_rule_that_cannot_be_read_is_a_problem() -> None:
    text = b"name: A\nlayers: [web]\nforbids: [a to b]\nallows: {colours: red}\n"
    (broken,) = assemble([File("quarterdeck.yaml", b"schema: 1\ncompany: A\ncurrency: EUR\n"), File("standards/a.yaml", text)]).broken.values()
    assert [(problem.place.line, problem.what) for problem in broken] == [
        (2, "'web' is no order of layers"), (3, "'a to b' is no import"), (4, "nothing is known of 'colours'"),
    ]  # fmt: skip
