"""The shipped table of support cycles is whole, dated, and what endoflife.date published."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from quarterdeck.evidence.reference import SupportCycle
from quarterdeck.sources.reference import shipped
from quarterdeck.sources.reference.catalogues import cycles

PUBLISHED = Path(__file__).parents[3].parent / "shared/data/endoflife/products.json"


def test_it_is_dated_and_holds_every_product_it_names() -> None:
    rows, as_of = shipped.rows(shipped.read())
    assert as_of >= date(2026, 8, 21)
    assert {row.product for row in rows} == set(shipped.PRODUCTS)


@pytest.mark.parametrize(
    ("product", "cycle", "ends"),
    [  # dates as the projects themselves publish them
        ("python", "3.8", date(2024, 10, 7)),
        ("nodejs", "18", date(2025, 4, 30)),
        ("postgresql", "12", date(2024, 11, 21)),
        ("ubuntu", "20.04", date(2025, 5, 31)),
        ("php", "7.4", date(2022, 11, 28)),
        ("dotnet", "6", date(2024, 11, 12)),
    ],
)
def test_well_known_ends(product: str, cycle: str, ends: date) -> None:
    rows, _ = shipped.rows(shipped.read())
    (row,) = [row for row in rows if (row.product, row.cycle) == (product, cycle)]
    assert row.ends == ends


@pytest.mark.parametrize(
    ("product", "cycle", "extended"),
    [
        ("debian", "12", date(2028, 6, 30)),  # LTS, free
        ("ubuntu", "20.04", date(2030, 4, 2)),  # ESM, paid
        ("python", "3.8", None),
        ("nodejs", "18", None),  # sold without a published last day
    ],
)
def test_well_known_extended_support(product: str, cycle: str, extended: date | None) -> None:
    rows, _ = shipped.rows(shipped.read())
    assert [row.extended_ends for row in rows if (row.product, row.cycle) == (product, cycle)] == [extended]


def test_what_is_written_is_read_back() -> None:
    made = [
        SupportCycle("go", "1.99", date(2030, 1, 2), date(2031, 1, 2), date(2032, 1, 2), None, date(2033, 1, 2), "1.99.1"),
        SupportCycle("go", "1.98", None, None, None, ended=True, extended_ends=None, latest=None),
        SupportCycle("go", "1.97", None, None, None, ended=False, extended_ends=None, latest='odd, "quoted"'),
    ]
    rows, as_of = shipped.rows(shipped.written([*made, SupportCycle("toaster", "1", None, None, None, None, None, None)], date(2030, 2, 3)).encode())
    assert list(rows) == made
    assert as_of == date(2030, 2, 3)


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the copy of endoflife.date is not beside the repository (../shared/data)")
def test_it_is_what_endoflife_date_published() -> None:
    found = cycles("support-cycles", PUBLISHED.read_bytes())
    assert found.newest is not None
    assert shipped.written(found.rows, found.newest).encode() == shipped.read()
