"""The pictures of reliability: what they show and say."""

from __future__ import annotations

from quarterdeck.kernel.section import Chart, TableBlock
from quarterdeck.kernel.text import plain
from quarterdeck.practices.reliability.sections import sections
from quarterdeck.reports.render.charts.data import chart_table
from tests.practices.reliability.scenarios import told

GIVEN = """
record    systems/shop.yaml         name: Shop
record    service-levels/open.yaml  name: Open\\nsystem: system/shop\\nindicator: sells\\ntarget: 90%\\nwindow: 4 days
counts    open  2026-11-18 00:00  24  2  100  100
counts    open  2026-11-20 00:00  24  2  90   100
incident  1  shop  2026-08-30 10:00  2026-08-30 12:00  Checkout fails
incident  2  shop  2026-10-01 10:00  2026-10-01 11:00  Checkout fails
incident  3  mail  2026-10-02 10:00  2026-10-02 10:30  Letters wait
series    shop  storage        2026-01-16  30.4375  300  310  320  330  340  350  360  370  380  390  400
series    shop  storage limit  2026-01-16  30.4375  500  500  500  500  500  500  500  500  500  500  500
"""


def charts(given: str) -> dict[str, Chart]:
    said = told(given)
    return {block.title: block for block in sections(said.bench, said.findings) if isinstance(block, Chart)}


def test_what_there_is_is_drawn() -> None:
    drawn = charts(GIVEN)
    assert {title: (chart.kind, plain(chart.so_what)) for title, chart in drawn.items()} == {
        "Incidents by month": ("columns", "0.8 incidents a month; 2 in 2026-10, the busiest."),
        "Incident timeline: each from its beginning to its end": (
            "courses",
            "3 incidents in 2 services; none came from a change. The longest, of shop, lasted 2 hours.",
        ),
        "How long users feel an incident": ("ranges", "Half of the incidents of shop were felt for 90 minutes or more."),
        "How error budgets burn": ("lines", "Error budgets at the end of their windows: Open (50\u202f% spent)."),
        "How long storage lasts": ("ranges", "The storage of shop is full first, about 2027-09-16."),
    }


def test_months_without_an_incident_are_drawn_as_none() -> None:
    drawn = charts(GIVEN)
    assert [(mark.at, mark.value) for mark in drawn["Incidents by month"].marks] == [
        ("2026-08-01", 1), ("2026-09-01", 0), ("2026-10-01", 2), ("2026-11-01", 0),
    ]  # fmt: skip


def test_each_incident_is_drawn_with_its_phases_how_grave_it_was_and_its_change() -> None:
    """Gravest first; what is open lasts until the day; one without a service is counted and not drawn."""
    drawn = charts("""
incident  1  shop  2026-05-01 10:10  2026-05-01 12:00  Fails  started=2026-05-01 10:00  acknowledged=2026-05-01 10:15  mitigated=2026-05-01 11:00  severity=P1
change    1  ci/42
incident  2  mail  2026-11-21 12:00  -  Letters wait  severity=minor
incident  3  -     2026-06-01 10:00  2026-06-01 10:30  A cable
""")
    chart = drawn["Incident timeline: each from its beginning to its end"]
    table = chart_table(chart, 9)
    assert [tuple(plain(cell) for cell in row) for row in table.rows] == [
        ("Fails", "shop", "critical (P1)", "2026-05-01 10:00", "10 min", "15 min", "60 min", "2 h", "ci/42"),
        ("Letters wait", "mail", "medium (minor)", "2026-11-21 12:00", "–", "–", "–", "12 h, still open", "–"),
    ]
    assert plain(chart.so_what).endswith("lasted 12 hours. 1 more are not drawn: no service named, or times that contradict each other.")
    assert plain(chart.alternative).endswith("By how grave: 1 critical and 1 medium. The gravest: shop 2026-05-01, 2 hours and mail 2026-11-21, 12 hours.")


def test_a_budget_is_what_is_left_of_it_each_day() -> None:
    marks = charts(GIVEN)["How error budgets burn"].marks
    assert [(mark.at, round(mark.value)) for mark in marks] == [("2026-11-18", 100), ("2026-11-19", 100), ("2026-11-20", 75), ("2026-11-21", 50)]


def test_storage_and_times_are_drawn_as_ranges() -> None:
    drawn = charts(GIVEN)
    (mark,) = drawn["How long storage lasts"].marks
    assert mark.spread is not None
    assert mark.spread.p10 < mark.spread.p50 == mark.value <= mark.spread.p90


def test_nothing_is_drawn_of_nothing() -> None:
    assert charts("record  teams/money.yaml  name: Money") == {}


def test_what_files_show_is_a_line_a_repository() -> None:
    rule = "groups:\\n- name: a\\n  rules:\\n  - alert: Down\\n    expr: up == 0\\n  - alert: Slow\\n    expr: slow > 1"
    said = told(f"repository  shop\nfile  rules.yml  {rule}\nfile  load/a.js  import http from 'k6/http'")
    (table,) = (block for block in sections(said.bench, said.findings) if isinstance(block, TableBlock))
    assert [[plain(cell) for cell in row] for row in table.rows] == [["shop", "alert 2, load test 1"]]
