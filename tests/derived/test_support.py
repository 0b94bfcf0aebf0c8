"""Runtimes are matched with release cycles; what is not published is neither supported nor ended."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.derived.support import CODENAMES, PRODUCTS, basis, number, supported
from quarterdeck.evidence.dependencies import Runtime
from quarterdeck.evidence.reference import SupportCycle
from quarterdeck.kernel.table import Columns
from quarterdeck.sources.reference import shipped

AS_OF = date(2026, 11, 21)
SHIPPED = Columns.of(SupportCycle, shipped.rows(shipped.read())[0])


def judged(product: str, version: str | None, how: str = "base image", as_of: date = AS_OF, cycles: Columns = SHIPPED) -> dict[str, object]:
    runtime = Runtime("shop", "Dockerfile", 1, how, product, version, f"{product}:{version}", pinned=False)
    table = supported(Columns.of(Runtime, [runtime]), cycles, as_of)
    return {name: values[0] for name, values in table.values.items()}


@pytest.mark.parametrize(
    ("product", "version", "cycle", "ends", "ended"),
    [
        ("python", "3.8-slim-buster", "3.8", date(2024, 10, 7), True),
        ("python", "3.12", "3.12", date(2028, 10, 31), False),
        ("python", "3.12.4", "3.12", date(2028, 10, 31), False),
        ("nodejs", "18.x", "18", date(2025, 4, 30), True),
        ("nodejs", "v20.11.0", "20", date(2026, 4, 30), True),
        ("nodejs", "lts/hydrogen", "18", date(2025, 4, 30), True),
        ("node", "22-alpine", "22", date(2027, 4, 30), False),
        ("nodejs", "jod", "22", date(2027, 4, 30), False),
        ("go", "1.21.3", "1.21", date(2024, 8, 13), True),
        ("golang", "1.21-bookworm", "1.21", date(2024, 8, 13), True),
        ("debian", "bookworm", "12", date(2026, 7, 11), True),
        ("debian", "bookworm-20240110-slim", "12", date(2026, 7, 11), True),
        ("ubuntu", "22.04", "22.04", date(2027, 4, 1), False),
        ("ubuntu", "focal", "20.04", date(2025, 5, 31), True),
        ("alpine", "3.18.4", "3.18", date(2025, 5, 9), True),
        ("postgres", "12-bullseye", "12", date(2024, 11, 21), True),
        ("eclipse-temurin", "17-jdk-jammy", "17", date(2027, 10, 31), False),
        ("amazon-corretto", "1.8.0", "8", date(2030, 12, 31), False),
        ("dotnet", "net6.0", "6", date(2024, 11, 12), True),
        ("dotnet", "8.0", "8", date(2026, 11, 10), True),
        ("ruby-on-rails", "6.1.7", "6.1", date(2024, 10, 1), True),
    ],
)
def test_the_cycle_that_a_version_names(product: str, version: str, cycle: str, ends: date, ended: bool) -> None:
    row = judged(product, version)
    assert (row["cycle"], row["ends"], row["ended"]) == (cycle, ends, ended)
    assert row["days_left"] == (ends - AS_OF).days


@pytest.mark.parametrize(
    ("product", "version"),
    [
        ("python", None),
        ("python", "3"),
        ("python", "latest"),
        ("python", "3.99"),
        ("python", "pypy3.9"),
        ("nodejs", "lts/*"),
        ("nodejs", ">=18"),
        ("debian", "stable-slim"),
        ("alpine", "20231219"),
        ("alpine", "edge"),
        ("toaster", "3.8"),
        ("openjdk", "8"),
    ],
)
def test_what_names_no_published_cycle_is_neither_supported_nor_ended(product: str, version: str | None) -> None:
    row = judged(product, version)
    assert (row["cycle"], row["ends"], row["ended"], row["days_left"]) == (None, None, None, None)


def test_a_version_of_many_cycles_has_ended_only_when_all_of_them_have() -> None:
    row = judged("python", "2")
    assert (row["cycle"], row["ends"], row["ended"]) == ("2.7", date(2020, 1, 1), True)
    assert judged("python", "2", as_of=date(2019, 1, 1))["ended"] is None


@pytest.mark.parametrize(("as_of", "ended", "left"), [(date(2024, 10, 6), False, 1), (date(2024, 10, 7), False, 0), (date(2024, 10, 8), True, -1)])
def test_the_last_day_is_still_supported(as_of: date, ended: bool, left: int) -> None:
    row = judged("python", "3.8", as_of=as_of)
    assert (row["ended"], row["days_left"]) == (ended, left)


def test_extended_support_moves_no_end() -> None:
    row = judged("debian", "bookworm")
    assert (row["ends"], row["ended"], row["extended_ends"]) == (date(2026, 7, 11), True, date(2028, 6, 30))
    assert judged("python", "3.8")["extended_ends"] is None


@pytest.mark.parametrize("ended", [True, False, None])
def test_without_a_date_the_publisher_s_word_counts(ended: bool | None) -> None:
    row = judged("go", "9.1", cycles=Columns.of(SupportCycle, [SupportCycle("go", "9.1", None, None, None, ended, None, None)]))
    assert (row["cycle"], row["ended"], row["days_left"]) == ("9.1", ended, None)


@pytest.mark.parametrize(
    ("how", "product", "expected"),
    [
        ("base image", "python", "runs"),
        ("version file", "nodejs", "runs"),
        ("compose", "postgresql", "runs"),
        ("manifest version", "dotnet", "runs"),
        ("pipeline", "python", "tests"),
        ("manifest range", "python", "allows"),
        ("manifest version", "go", "allows"),
        ("something new", "python", "allows"),
    ],
)
def test_what_a_file_proves(how: str, product: str, expected: str) -> None:
    assert basis(how, product) == expected
    assert judged(product, "1", how)["basis"] == expected


def test_codenames_and_other_names_stand_for_published_cycles() -> None:
    published = set(zip(SHIPPED.values["product"], SHIPPED.values["cycle"], strict=True))
    assert {(product, cycle) for product, names in CODENAMES.items() for cycle in names.values()} <= published
    assert set(PRODUCTS.values()) <= {product for product, _ in published}


@given(st.sampled_from(["python", "nodejs", "debian", "eclipse-temurin"]), st.text(max_size=40))
def test_any_version_gives_a_number_or_nothing(product: str, version: str) -> None:
    found = number(product, version)
    assert found is None or all(part.isdigit() for part in found.split("."))
    assert judged(product, version)["ended"] in {True, False, None}
