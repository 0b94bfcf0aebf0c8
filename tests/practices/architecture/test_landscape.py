"""The landscape as files tell it, held against the record."""

from __future__ import annotations

from datetime import date

import pytest

from quarterdeck.app.pipeline import Run, assess
from quarterdeck.app.reports.worlds import world
from quarterdeck.app.request import Request
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.section import Chart, TableBlock
from quarterdeck.kernel.text import plain
from quarterdeck.practices.architecture.sections import sections
from quarterdeck.records.collection import File, assemble
from quarterdeck.records.tables import recorded
from quarterdeck.reports.c4 import structurizr
from tests.builders import NOW, Silent, Told
from tests.builders import rows as asked
from tests.exports import import_files

RECORDS = {
    "quarterdeck.yaml": "schema: 1\ncompany: Acme\ncurrency: EUR\n",
    "systems/shop.yaml": "name: Shop\nrepositories: [shop]\ndepends_on: [system/stock]\nvendors: [vendor/pay]\n",
    "systems/stock.yaml": "name: Stock\nrepositories: [stock]\n",
    "systems/billing.yaml": 'name: Billing "old"\nrepositories: [billing]\n',
    "vendors/pay.yaml": "name: Pay\n",
}
SHOP = """
services:
  web:
    build: .
    environment:
      STOCK_URL: http://stock-api:8080
      PAY: https://api.pay.example.io/v1
      CART: http://cart.shops:80
    depends_on: [orders-db, cart]
  cart:
    image: acme/cart:1
    environment: [REDIS=redis://basket:6379]
  orders-db:
    image: postgres:16
  basket:
    image: redis:7
  basket-exporter:
    image: redis-exporter:1
"""
STOCK = """
apiVersion: apps/v1
kind: Deployment
metadata: { name: stock-api }
spec:
  template:
    spec:
      containers:
        - name: api
          image: registry.example.org/acme/stock-api:3
          env: [{ name: BILLS, value: "http://bills.live.svc.cluster.local" }, { name: CACHE, value: "http://db:1" }]
"""
TERRAFORM = 'provider "aws" { region = "eu-west-1" }\nresource "aws_sqs_queue" "moves" {\n  tags = { Owner = "stock" }\n}\n'
ASSETS = """Asset Type,Hostname,Location,Team,Valid until
SSL certificate,shop.example.com,,web,2026-12-31
certificate,old.example.com,,,2026-10-01
Domain,example.com,,web,2027-05-01
VM,db-1,Frankfurt,stock,
"""
BILLING = (
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: bills }\nspec: { template: { spec: { containers: [{ name: bills, image: "bills:1" }] } } }\n'
)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Shop calls Stock, as its record says; Stock calls Billing, and its record says nothing."""
    folder = tmp_path_factory.mktemp("landscape")
    files = {
        "shop": {
            "compose.yaml": SHOP,
            "pb/cart.proto": "package acme;\nservice CartService { rpc Add (A) returns (B); }\n",
            "tests/compose.yaml": "services: {x: {image: x}}\n",
        },
        "stock": {"k8s/stock.yaml": STOCK, "main.tf": TERRAFORM},
        "billing": {"k8s/bills.yaml": BILLING},
        "library": {"one.py": "print(1)\n"},
    }
    paths = []
    for name, held in files.items():
        told = Told(folder / name)
        told.commit(held, at="2026-06-01")
        told.save()
        paths.append(told.path)
    import_files(folder, "inventory", {"assets.csv": ASSETS})
    records = recorded(assemble([File(path, text.encode()) for path, text in RECORDS.items()]))
    return assess(Request(tuple(paths), folder / "out", date(2026, 11, 21), records=records, cache=folder / "none"), NOW, Silent())


def test_what_runs_and_what_keeps_data(run: Run) -> None:
    told = asked(run, "SELECT repository, container, kind, runs, offers, system FROM containers ORDER BY ALL")
    assert told == [
        ("billing", "bills", "application", "bills", [], "system/billing"),
        ("shop", "basket", "cache", "redis", [], "system/shop"),
        ("shop", "basket-exporter", "application", "redis-exporter", [], "system/shop"),
        ("shop", "cart", "application", "cart", ["acme.CartService"], "system/shop"),
        ("shop", "orders-db", "database", "postgres", [], "system/shop"),
        ("shop", "web", "application", None, [], "system/shop"),
        ("stock", "moves", "queue", "aws_sqs_queue", [], "system/stock"),
        ("stock", "stock-api", "application", "stock-api", [], "system/stock"),
    ]


def test_what_calls_what_also_from_one_repository_to_another(run: Run) -> None:
    told = asked(run, "SELECT repository, container, to_repository, to_container FROM container_calls ORDER BY ALL")
    assert told == [
        ("shop", "cart", "shop", "basket"),
        ("shop", "web", "shop", "cart"),
        ("shop", "web", "shop", "orders-db"),
        ("shop", "web", "stock", "stock-api"),
        ("shop", "web", None, "api.pay.example.io"),
        ("stock", "stock-api", "billing", "bills"),
    ]


@pytest.mark.parametrize(
    ("system", "outcome", "sentence"),
    [
        ("shop", Outcome.MET, "Shop: all 1 system that files say it calls are on its record."),
        ("stock", Outcome.NOT_MET, 'Stock calls 1 system that its record does not name: Billing "old".'),
        ("billing", Outcome.NOT_APPLICABLE, 'Billing "old": files tell of no call to another system.'),
    ],
)
def test_a_call_that_the_record_does_not_name(system: str, outcome: Outcome, sentence: str, run: Run) -> None:
    told = next(f for f in run.findings if f.judgement.name == "call-not-on-record" and f.subject.key == f"system/{system}").verdict
    assert (told.outcome, plain(told.sentence)) == (outcome, sentence)


def test_the_pictures_say_in_words_what_they_show(run: Run) -> None:
    blocks = sections(run.bench, run.findings)
    context, shop = [one for one in blocks if isinstance(one, Chart) and one.kind == "graph"][:2]
    assert plain(context.so_what) == "Files tell of 2 ways between 3 systems; 1 of these is not on record."
    assert plain(shop.so_what) == "shop: 5 containers with 5 ways between them; api.pay.example.io is called by 1 of them."
    assert "web calls api.pay.example.io, cart, orders-db and stock: stock-api." in plain(shop.alternative)
    table = next(one for one in blocks if isinstance(one, TableBlock) and "keeps data" in one.caption)
    assert [plain(cell) for cell in table.rows[0]][1:] == [
        "5", "3 applications (basket-exporter, cart and web), 1 cache (basket) and 1 database (orders-db)",
    ]  # fmt: skip


def test_the_inventory_by_kind_with_owner_and_region(run: Run) -> None:
    blocks = sections(run.bench, run.findings)
    table = next(one for one in blocks if isinstance(one, TableBlock) and one.caption.startswith("Infrastructure"))
    assert [" | ".join(plain(cell) for cell in row) for row in table.rows] == ["stock | queue | 1 | 1 | eu-west-1 | not told"]


def test_an_imported_list_is_told_by_kind_with_owner_region_and_what_ends(run: Run) -> None:
    blocks = sections(run.bench, run.findings)
    table = next(one for one in blocks if isinstance(one, TableBlock) and one.caption.endswith("imported lists tell it"))
    assert [" | ".join(plain(cell) for cell in row) for row in table.rows] == [
        "certificate | 2 | 1 | not told | old.example.com | shop.example.com (2026-12-31)",
        "domain | 1 | 1 | not told | none | example.com (2027-05-01)",
        "host | 1 | 1 | Frankfurt | none | not told",
    ]


def test_the_landscape_as_text_that_structurizr_draws(run: Run) -> None:
    text = structurizr(world(run))
    assert text.startswith('workspace "Landscape" {\n    !identifiers flat\n    model {\n')
    assert "softwareSystem \"Billing 'old'\"" in text
    assert 'container "cart" "Offers acme.CartService" "cart"' in text
    assert 'softwareSystem "api.pay.example.io" "" "External"' in text
    assert text.count(" -> ") == 6 + 2  # the ways of containers; what Shop depends on, and who serves it
    assert text.count("{") == text.count("}")
