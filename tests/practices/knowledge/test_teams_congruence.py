"""Pairs of people whose work needs coordination, within teams and across them."""

from __future__ import annotations

from datetime import date

import pytest

from quarterdeck.app.concluding.measuring import measure_all
from quarterdeck.app.concluding.session import mount_records
from quarterdeck.app.concluding.subjects import subjects_of
from quarterdeck.app.keeping.store import connect, load
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.table import Columns
from quarterdeck.practices.knowledge.measures.teams_congruence import TEAMS_CONGRUENCE
from quarterdeck.records.tables import Recorded
from tests.practices.scenarios import rows_of_records

RECORDS = {
    **{f"people/{name}.yaml": f"name: {name.title()}\nemails: [{name.title()}@example.org]\n" for name in ("ann", "ben", "cem", "dee", "eva")},
    "teams/web.yaml": "name: Web\nmembers: [person/ann, person/ben]\n",
    "teams/pay.yaml": "name: Pay\nmembers: [person/cem, person/dee]\n",
}
TOUCHES = """
    ann  c1 page   ann  c2 page   ann  c3 page   ben  c4 page
    ann  c1 form   ann  c2 form   ann  c3 form   cem  c5 form
    dee  c6 tax    eva  c7 page
    cem  c8 alone  ben  c8 other
"""


def test_pairs_within_a_team_and_across() -> None:
    """Ann and Ben share the page; both need Cem, who changed the form that goes with it. Dee works alone, Eva has no team, and Zoe is not on record."""
    connection = connect()
    load(connection, "records", Columns.of(Recorded, rows_of_records(RECORDS)))
    cells = TOUCHES.split()
    told = [("shop", cells[place + 2], cells[place], cells[place + 1]) for place in range(0, len(cells), 3)]
    connection.execute('CREATE TABLE touches (repository VARCHAR, path VARCHAR, person VARCHAR, "commit" VARCHAR)')
    connection.executemany("INSERT INTO touches VALUES (?, ?, ?, ?)", told)
    connection.execute(
        "CREATE TABLE signatures AS SELECT name, name || '@example.org' AS email, name AS person FROM (SELECT DISTINCT person AS name FROM touches)"
    )
    mount_records(connection)
    period = Period(date(2025, 11, 22), date(2026, 11, 22))
    (measured,) = measure_all(connection, (TEAMS_CONGRUENCE,), subjects_of(connection, ["shop"], "Acme"), period, {})
    assert measured.value == pytest.approx(1 / 3)
    rows = connection.execute(f"SELECT key, part, contribution FROM rows_{TEAMS_CONGRUENCE.name} ORDER BY ALL").fetchall()
    assert rows == [("team/pay", "team/web", 2), ("team/web", "team/web", 1)]
