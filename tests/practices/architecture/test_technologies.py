"""Technologies on record held against what the repositories hold."""

from __future__ import annotations

from datetime import date

import pytest

from quarterdeck.app.pipeline import Run, assess
from quarterdeck.app.request import Request
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.section import TableBlock
from quarterdeck.kernel.text import plain
from quarterdeck.practices.architecture.radar import radar
from quarterdeck.records.collection import File, assemble
from quarterdeck.records.tables import recorded
from tests.builders import ANN, NOW, Silent, Told

RECORDS = {
    "quarterdeck.yaml": "schema: 1\ncompany: Acme\ncurrency: EUR\n",
    "technologies/python.yaml": "name: Python\ncategory: language\nring: adopt\n",
    "technologies/perl.yaml": "name: Perl\ncategory: language\nring: hold\nsince: 2026-03-01\n",
    "technologies/php.yaml": "name: PHP\ncategory: language\nring: hold\nsince: 2020-01-01\n",
    "technologies/flask.yaml": "name: Flask\ncategory: framework\nring: adopt\n",
    "technologies/postgresql.yaml": "name: PostgreSQL\ncategory: platform\nring: hold\n",
    "technologies/cobol.yaml": "name: COBOL\ncategory: language\nring: hold\n",
}
COMPOSE = "services:\n  db:\n    image: registry.example.org/library/postgres:16.1\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Perl came on hold in March 2026: one file is older, one is newer, one was only moved. PHP rests. Nobody wrote Lua down."""
    folder = tmp_path_factory.mktemp("technologies")
    told = Told(folder / "shop")
    old = {"lib/Old.pm": "package Old;\n1;\n" * 9, "lib/Moved.pm": "package Moved;\nour $a = 1;\n1;\n" * 9, "web/index.php": "<?php\necho 1;\n" * 9}
    told.commit({**old, "app.py": "print(1)\n" * 80, "requirements.txt": "Flask==3.0\n", "compose.yaml": COMPOSE}, at="2025-06-05")
    told.commit({"lib/New.pm": "package New;\n1;\n" * 9, "game/board.lua": "local a = 1\n" * 9}, by=ANN, at="2026-06-01")
    told.commit(renames={"lib/Moved.pm": "lib/Here.pm"}, at="2026-07-01")
    told.save()
    records = recorded(assemble([File(path, text.encode()) for path, text in RECORDS.items()]))
    return assess(Request((told.path,), folder / "out", date(2026, 11, 21), records=records, cache=folder / "none"), NOW, Silent())


@pytest.mark.parametrize(
    ("technology", "outcome", "sentence"),
    [
        ("python", Outcome.NOT_APPLICABLE, "Python (adopt) is used in 1 repository."),
        ("flask", Outcome.NOT_APPLICABLE, "Flask (adopt) is used in 1 repository."),
        ("perl", Outcome.NOT_MET, "Perl is on hold; 1 file was begun in it since, in shop."),
        ("php", Outcome.MET, "PHP is on hold, and nothing new was begun in it."),
        ("postgresql", Outcome.NOT_APPLICABLE, "PostgreSQL is on hold and used in 1 repository; files do not say since when."),
        ("cobol", Outcome.MET, "COBOL is on hold, and no file of the repositories names it."),
    ],
)
def test_what_is_on_hold_is_not_begun_anew(technology: str, outcome: Outcome, sentence: str, run: Run) -> None:
    told = next(f for f in run.findings if f.judgement.name == "held-technology-spreads" and f.subject.key == f"technology/{technology}").verdict
    assert (told.outcome, plain(told.sentence)) == (outcome, sentence)


def test_code_in_a_language_that_nobody_wrote_down(run: Run) -> None:
    told = next(f for f in run.findings if f.judgement.name == "language-nobody-decided-on").verdict
    assert told.outcome is Outcome.NOT_MET
    assert plain(told.sentence).endswith("of the code is in languages that nobody decided on: Lua.")


def test_the_radar_is_filled_from_what_is_there(run: Run) -> None:
    table = radar(run.bench, run.findings)[-1]
    assert isinstance(table, TableBlock)
    assert [" | ".join(plain(cell) for cell in row) for row in table.rows] == [
        "Flask | adopt | 1 | 1 | –", "Python | adopt | 1 | 1 | 0", "Perl | hold | 1 | 3 | 1", "PHP | hold | 1 | 1 | 0", "PostgreSQL | hold | 1 | 1 | –",
        "COBOL | hold | 0 | 0 | –",
    ]  # fmt: skip
