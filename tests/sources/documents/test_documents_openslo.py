"""OpenSLO files: what is read, in both versions, and what is said of what cannot be."""

from __future__ import annotations

import pytest

from quarterdeck.evidence.files import FileContent
from quarterdeck.evidence.governance import ServiceObjective
from quarterdeck.sources.documents import openslo

V1 = """
apiVersion: openslo/v1
kind: Service
metadata: {name: shop}
---
apiVersion: openslo/v1
kind: SLO
metadata:
  name: checkout
  displayName: Checkout works
spec:
  description: Orders that go through
  service: shop
  indicator:
    metadata: {name: orders}
    spec:
      ratioMetric:
        good: {metricSource: {type: Prometheus, spec: {query: 'sum(rate(orders{ok="yes"}[5m]))'}}}
        total: {metricSource: {type: Prometheus, spec: {query: 'sum(rate(orders[5m]))'}}}
  timeWindow:
    - duration: 28d
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - displayName: all
      target: 0.995
"""


def read(text: str, path: str = "slo/checkout.yaml") -> tuple[list[ServiceObjective], list[str]]:
    found = openslo.extract([FileContent("shop", path, text.encode())])
    rows = [row for row in found.rows if isinstance(row, ServiceObjective)]
    return rows, [f"{problem.place.line}: {problem.what}" for problem in found.problems]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("slo/checkout.yaml", True),
        ("slos/shop/checkout.yml", True),
        ("deploy/checkout.slo.yaml", True),
        ("openslo/checkout.yaml", True),
        ("checkout-slo.yaml", True),
        ("slow/checkout.yaml", False),
        ("docs/slogans.yaml", False),
        ("slo/checkout.md", False),
        ("deploy/checkout.yaml", False),
    ],
)
def test_files_whose_path_speaks_of_slos_are_read(path: str, *, wanted: bool) -> None:
    assert openslo.wants(path) is wanted


def test_an_objective_of_version_1_among_other_documents() -> None:
    assert read(V1) == (
        [ServiceObjective("shop", "slo/checkout.yaml", 11, "checkout", "Checkout works", "shop", "Orders that go through", 0.995, 28.0)],
        [],
    )


def test_an_objective_of_the_alpha_with_two_targets_and_a_month() -> None:
    text = (
        "apiVersion: openslo/v1alpha\nkind: SLO\nmetadata: {name: speed}\nspec:\n  service: shop\n  timeWindows:\n    - count: 1\n      unit: Month\n"
        "  objectives:\n    - {displayName: most, target: 0.9}\n    - {displayName: all, target: 0.99}\n"
    )
    rows, problems = read(text)
    assert [(row.name, row.target, row.window_days) for row in rows] == [("speed most", 0.9, 30.4375), ("speed all", 0.99, 30.4375)]
    assert not problems


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: a}\nspec:\n  objectives: []\n", "4: the SLO 'a' gives no target"),
        ("apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: a}\nspec:\n  objectives:\n    - target: 99.9\n", "4: the SLO 'a' gives no target"),
        ("a: 1\n---\napiVersion: openslo/v1\nkind: SLO\nspec: [\n", "6: not valid YAML"),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_its_line(text: str, said: str) -> None:
    rows, (problem,) = read(text)
    assert not rows
    assert problem.startswith(said.split(": ", maxsplit=1)[0])
    assert said.split(": ", 1)[1] in problem


def test_what_is_no_openslo_is_passed_over() -> None:
    assert read("kind: SLO\nspec: {}\n") == ([], [])
    assert read("apiVersion: openslo/v1\nkind: AlertPolicy\nspec: {}\n") == ([], [])
