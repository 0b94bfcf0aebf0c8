"""One-way doors of a year, and the decisions that speak of them."""

from __future__ import annotations

from datetime import date

import pytest

from quarterdeck.app.pipeline import Run, assess
from quarterdeck.app.request import Request
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import plain
from quarterdeck.records.collection import File, assemble
from quarterdeck.records.tables import recorded
from tests.builders import NOW, Silent, Told
from tests.builders import rows as asked

RECORDS = {
    "quarterdeck.yaml": "schema: 1\ncompany: Acme\ncurrency: EUR\n",
    "decisions/stripe.md": "---\nstatus: accepted\ndate: 2026-02-01\n---\n\n# Cards are taken by Stripe\n",
    "decisions/twilio.md": "---\nstatus: rejected\ndate: 2026-02-01\n---\n\n# Messages by Twilio\n",
}
ADR = "# 3. Keep baskets in Redis\n\nStatus: Accepted\n\nThe `baskets` table goes; Rust was thought of.\n"
PROTO = "package acme;\nservice Orders { rpc Add (A) returns (B); }\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Two years of a shop: PostgreSQL, AWS and an interface are old; much is new within the year, and some of it was decided."""
    folder = tmp_path_factory.mktemp("doors")
    told = Told(folder / "shop")
    old = {
        "requirements.txt": "psycopg2==2.9\nboto3==1.2\n",
        "app.py": "print(1)\n" * 300,
        "pb/old.proto": PROTO.replace("Orders", "Old"),
        "deploy/mongodb.md": "x\n",
    }
    told.commit(old, at="2024-06-05")
    new = "psycopg[binary]==3.1\nboto3==1.3\nstripe==9\ntwilio==8\nredis==5\npymongo==4\nopenai==1\n"
    told.commit(
        {
            "requirements.txt": new, "requirements-dev.txt": "sentry-sdk==1\n", "engine/main.rs": "fn main() {}\n" * 300, "pb/orders.proto": PROTO,
            "docs/adr/0003-redis.md": ADR, "migrations/2_a.sql": "DROP TABLE baskets;\n", "migrations/3_b.sql": "ALTER TABLE users DROP COLUMN phone;\n",
            "compose.yaml": "services:\n  search:\n    image: elasticsearch:8.1\n", "tests/compose.yaml": "services:\n  db:\n    image: mysql:8\n",
        },
        at="2026-06-01",
    )  # fmt: skip
    told.save()
    young = Told(folder / "young")
    young.commit({"requirements.txt": "stripe==9\nredis==5\n"}, at="2026-07-01")
    young.save()
    records = recorded(assemble([File(path, text.encode()) for path, text in RECORDS.items()]))
    return assess(Request((told.path, young.path), folder / "out", date(2026, 11, 21), records=records, cache=folder / "none"), NOW, Silent())


def test_what_came_in_and_who_decided(run: Run) -> None:
    told = asked(run, "SELECT kind, what, covered_by FROM doors ORDER BY ALL")
    adr = "shop: docs/adr/0003-redis.md"
    assert told == [
        ("data store", "Elasticsearch", None),
        ("data store", "Redis", adr),
        ("dropped data", "baskets", adr),
        ("dropped data", "users.phone", None),
        ("interface", "acme.Orders", None),
        ("language", "Rust", adr),
        ("vendor", "OpenAI", None),
        ("vendor", "Stripe", "decision/stripe"),
        ("vendor", "Twilio", None),
    ]


def test_what_nobody_decided_is_told_with_what_is_hardest_first(run: Run) -> None:
    told = next(f for f in run.findings if f.judgement.name == "door-without-decision" and f.subject.key == "shop").verdict
    assert told.outcome is Outcome.NOT_MET
    assert told.severity is Severity.MEDIUM
    assert plain(told.sentence) == (
        "shop: 5 things that are hard to take back came in within the year without a decision: Elasticsearch (data store), OpenAI (vendor) and "
        "Twilio (vendor) and 2 others."
    )


def test_a_repository_younger_than_a_year_is_not_judged(run: Run) -> None:
    told = next(f for f in run.findings if f.judgement.name == "door-without-decision" and f.subject.key == "young").verdict
    assert told.outcome is Outcome.NOT_ASSESSED
    assert "does not reach back a year and a quarter" in plain(told.sentence)
