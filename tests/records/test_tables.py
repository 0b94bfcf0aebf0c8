"""Records as tables: each key a column, a range three, a list of groups a table of its own; what is broken is known as that, and as nothing else."""

from __future__ import annotations

import duckdb

from quarterdeck.app.concluding.session import mount_records
from quarterdeck.app.concluding.subjects import COMPANY, subjects_of
from quarterdeck.app.keeping.store import load
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.table import Columns, declared
from quarterdeck.records.collection import File, assemble
from quarterdeck.records.kinds import KINDS
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.kinds.objective import Objective
from quarterdeck.records.kinds.person import Person
from quarterdeck.records.tables import Recorded, group_of, recorded, table_of, tables
from quarterdeck.reports.redaction import CHOICES

TOLD = {
    "quarterdeck.yaml": "schema: 1\ncompany: Acme\ncurrency: EUR\n",
    "vendors/maps.yaml": "name: Maps & Co\n",
    "contracts/maps.yaml": (
        "name: Maps\nvendor: vendor/maps\ncost: 40k..60k EUR\nnotice: 3 months\nends: 2027-01-31\nrenews: true\ndata: [addresses, routes]\n"
    ),
    "contracts/odd.yaml": "name: Odd\nvendor: vendor/nobody\n",
    "budget-lines/odd.yaml": "name: Odd too\ncategory: vendors\npurpose: run\ncontract: contract/odd\namounts: {2026-Q4: 12k EUR}\n",
    "people/ann.yaml": "name: Ann\nsalary_band: 70k..90k EUR\n",
    "objectives/faster.yaml": "name: Faster\nkey_results:\n  - {name: days to users, baseline: 9, target: 2, unit: days, direction: down, date: 2026-12-31}\n",
}


def session(told: dict[str, str]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    load(connection, "records", Columns.of(Recorded, recorded(assemble([File(path, text.encode()) for path, text in told.items()]))))
    mount_records(connection)
    return connection


def test_keys_are_columns_and_ranges_three_of_them() -> None:
    found = session(TOLD).execute(
        "SELECT record, vendor, cost_p10, cost_p90, cost_currency, notice_days_p50, ends::VARCHAR, renews, data FROM contract_records"
    )
    assert found.fetchall() == [("contract/maps", "vendor/maps", 40_000, 60_000, "EUR", 91.3125, "2027-01-31", True, ["addresses", "routes"])]


def test_a_list_of_groups_is_a_table_of_its_own() -> None:
    connection = session(TOLD)
    assert connection.execute("SELECT record, position, target, date::VARCHAR FROM objective_key_results").fetchall() == [
        ("objective/faster", 0, 2, "2026-12-31")
    ]
    assert connection.execute("SELECT name, value_p50, value_currency FROM budget_line_amounts").fetchall() == [("2026-Q4", 12_000, "EUR")]
    assert declared(group_of(Objective, "key_results")).name == "objective_key_results"


def test_what_nobody_may_see_is_in_no_table() -> None:
    assert not [column.name for column in declared(table_of(Person)).columns if "salary" in column.name]
    assert "70000" not in str(session(TOLD).execute("FROM records").fetchall())


def test_a_broken_record_silences_what_names_it_and_sums_over_its_kind() -> None:
    subjects = subjects_of(session(TOLD), ["shop"], "Acme")
    company, fine = Subject(COMPANY, COMPANY), Subject("contract", "contract/maps")
    broken, hanging = Subject("contract", "contract/odd"), Subject("budget-line", "budget-line/odd")
    assert [str(subject) for subject in subjects.of("contract")] == ["contract/maps", "contract/odd"]
    assert subjects.silenced(fine, [table_of(Contract)]) is None
    assert "contracts/odd.yaml" in str(subjects.silenced(broken, [table_of(Contract)]))
    assert "contract/odd" in str(subjects.silenced(hanging, []))
    assert "1 contract record" in str(subjects.silenced(company, [table_of(Contract)]))
    assert subjects.silenced(company, [table_of(Person)]) is None


def test_without_a_record_there_is_nothing_to_read() -> None:
    connection = duckdb.connect()
    load(connection, "records", Columns.of(Recorded))
    subjects = subjects_of(connection, ["shop"], "")
    assert subjects.reads_nothing([table_of(Contract)])
    assert not subjects.of("contract")


def test_every_kind_has_a_table_that_holds_rows_and_is_redacted() -> None:
    connection = session(TOLD)
    for row in tables(KINDS):
        connection.execute(f"FROM {declared(row).name}").fetchall()
    assert not {kind.kind for kind in KINDS} - CHOICES["all"]
