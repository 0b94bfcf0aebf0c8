"""Cloud bills: the published sample and scenarios give what they state, and every sum is conserved."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from quarterdeck.app.imports.importing import Imported
from quarterdeck.sources.exports.said import Said
from tests.exports import import_files

DATA = Path(__file__).parents[3].parent / "shared/data/focus"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the copy of the FOCUS sample is not beside the repository (../shared/data)")


def bill(name: str) -> list[dict[str, str]]:
    """The lines of a published file, read by other means."""
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def imported(folder: Path, name: str, said: Said | None = None) -> Imported:
    return import_files(folder, "focus", {Path(name).name: (DATA / name).read_bytes()}, said)


def test_the_sample_conserves_every_sum_by_currency_and_category(tmp_path: Path) -> None:
    wanted: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [Decimal(), Decimal(), Decimal()])
    for line in bill("focus_sample.csv"):
        sums = wanted[line["BillingCurrency"], line["ChargeCategory"]]
        for index, column in enumerate(("BilledCost", "EffectiveCost")):
            sums[index] += Decimal(line[column])
        sums[2] += 1
    done = imported(tmp_path, "focus_sample.csv")
    assert (done.files[0].format, done.files[0].refused, done.problems) == ("focus", 0, ())
    columns = "billing_currency, charge_category, sum(billed_cost), sum(effective_cost), count(*)"
    found = grouped(tmp_path, columns)
    assert {(row[0], row[1]): list(row[2:]) for row in found} == dict(wanted)


def grouped(folder: Path, columns: str) -> list[tuple[object, ...]]:
    """An aggregate over the bill."""
    from quarterdeck.app.keeping.store import Store

    store = Store(folder / "out")
    return list(store.desk.execute(f"SELECT {columns} FROM read_parquet(?) GROUP BY ALL ORDER BY ALL", [store.files("cost_lines")]).fetchall())


def test_the_word_null_is_nothing_and_credits_stay_apart(tmp_path: Path) -> None:
    imported(tmp_path, "focus_sample.csv")
    assert grouped(tmp_path, "count(*) FILTER (lower(commitment_discount_id) = 'null' OR lower(tags) = 'null')") == [(0,)]
    ((credited, used),) = grouped(tmp_path, "sum(billed_cost) FILTER (charge_category = 'Credit') < 0, sum(billed_cost) FILTER (charge_category = 'Usage') > 0")
    assert (credited, used) == (True, True)


def utilisation(folder: Path) -> Decimal:
    """Used share of what was committed, by effective cost, as the specification counts it."""
    ((share,),) = grouped(
        folder,
        "sum(effective_cost) FILTER (commitment_discount_status = 'Used' AND charge_category = 'Usage') * 100 "
        "/ sum(effective_cost) FILTER (commitment_discount_status IS NOT NULL AND charge_category = 'Usage')",
    )
    return Decimal(str(share or 0))


@pytest.mark.parametrize(
    ("name", "used"),
    [
        ("one_hundred_percent_utilization_without_commitment_discount_flexibility", 100),
        ("one_hundred_percent_utilization_with_commitment_discount_flexibility_with_1_resource", 100),
        ("zero_percent_utilization_without_commitment_discount_flexibility", 0),
        ("commitment_discount_usage_scenario_1", 100),
        ("commitment_discount_usage_scenario_2", 0),
        ("commitment_discount_usage_scenario_3", 75),
    ],
)
def test_a_scenario_gives_its_stated_utilisation(tmp_path: Path, name: str, used: int) -> None:
    done = imported(tmp_path, f"scenarios/{name}.csv")
    assert done.problems == ()
    assert utilisation(tmp_path) == used


def test_an_impossible_hour_is_told_with_its_line_and_the_amount_is_kept(tmp_path: Path) -> None:
    done = imported(tmp_path, "scenarios/commitment_discount_purchase_scenario_2.csv", Said(constants={"billing_currency": "USD"}))
    (problem,) = done.problems
    assert str(problem).startswith("commitment_discount_purchase_scenario_2.csv:4: ChargePeriodEnd: '2023-02-01T30:00:00Z' is not a time.")
    assert grouped(tmp_path, "billing_currency, sum(billed_cost), count(*)") == [("USD", Decimal(3), 3)]


def test_parts_of_a_bill_in_any_order_are_the_bill(tmp_path: Path) -> None:
    lines = (DATA / "focus_sample.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    parts = {"a.csv": "".join(lines[:400]), "b.csv": lines[0] + "".join(lines[400:])}
    import_files(tmp_path / "parts", "focus", parts)
    import_files(tmp_path / "back", "focus", dict(reversed(parts.items())))
    imported(tmp_path / "whole", "focus_sample.csv")
    whole, split, back = (grouped(tmp_path / name, "id, billed_cost, effective_cost") for name in ("whole", "parts", "back"))
    assert whole == split == back
    assert len(whole) == 1000
