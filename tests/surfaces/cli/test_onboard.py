"""``quarterdeck onboard``: where a newcomer begins, in which order, and whom to ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quarterdeck.app.asking.kept import NoSuchRecordError
from quarterdeck.app.asking.recall import recall
from quarterdeck.app.pipeline import Run
from quarterdeck.app.steering.leaving import departure
from quarterdeck.app.steering.newcomers import as_dict, path_of
from quarterdeck.practices.knowledge import KNOWLEDGE
from quarterdeck.practices.quality import QUALITY
from quarterdeck.reports.departure import departure_report
from quarterdeck.reports.render.markdown import markdown
from quarterdeck.surfaces.cli.application import call
from tests.builders import ANN, BEN, Told

pytestmark = pytest.mark.practices(KNOWLEDGE, QUALITY)

CY = "Cy Ray <cy@example.org>"
USES = "from shop import money\n"
MAIN = "from shop import cart, tax\n\nif __name__ == '__main__':\n    cart.pay(tax)\n"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five files import `money.py`, which Cy wrote and left; Ann wrote the start and the cart, which changes most; Ben wrote the taxes."""
    folder = tmp_path_factory.mktemp("onboard")
    shop = Told(folder / "shop")
    shop.commit({"shop/__init__.py": "", "shop/money.py": "def euros(n):\n    return n\n"}, by=CY, at="2024-01-10")
    shop.commit({"README.md": "# Shop\n", "main.py": MAIN, **{f"shop/{name}.py": USES for name in ("cart", "bill", "send")}}, by=ANN, at="2026-02-01")
    shop.commit({f"shop/{name}.py": USES for name in ("tax", "vat")}, by=BEN, at="2026-02-02")
    shop.commit({"tests/test_cart.py": "from shop import cart\n"}, by=ANN, at="2026-02-03")
    for day in range(1, 4):
        shop.commit({"shop/cart.py": USES + f"NUMBER = {day}\n"}, by=ANN, at=f"2026-06-0{day}")
    shop.save()
    assert call(["assess", str(folder / "shop"), "--out", str(folder / "out"), "--as-of", "2026-07-01", "--deep"]) == 0
    return folder / "out"


@pytest.fixture(scope="module")
def run(out: Path) -> Run:
    """The assessment, recalled once for all."""
    return recall(out)


def way(run: Run, *without: str) -> dict[str, Any]:
    """The way into the one repository."""
    ((found,),) = (json.loads(json.dumps(as_dict(path_of(run, "shop", without), lambda name: name)))["repositories"],)
    return dict(found)


def test_first_where_it_starts_then_what_many_import_then_what_changes(run: Run) -> None:
    read = [(one["file"], one["why"], one["knows_it"]) for one in way(run)["read"]]
    assert read == [
        ("main.py", "it starts here", ["Ann Lee"]),
        ("shop/money.py", "many files import it", []),  # who wrote it is not there to ask
        ("shop/cart.py", "it changes most", ["Ann Lee"]),
        ("shop/bill.py", "it changes most", ["Ann Lee"]),
        ("shop/send.py", "it changes most", ["Ann Lee"]),
        ("shop/tax.py", "it changes most", ["Ben Kay"]),
        ("shop/vat.py", "it changes most", ["Ben Kay"]),
    ]


def test_tests_documents_and_who_works_beside_it_come_with_a_file(run: Run) -> None:
    found = way(run)
    assert found["documents"] == ["README.md"]
    assert found["introduced_by"] == ["Ann Lee", "Ben Kay"]  # the fewest who know all of it
    told = {one["file"]: (one["test"], one["works_beside_it"]) for one in found["read"]}
    assert told["shop/cart.py"] == ("tests/test_cart.py", ["Ann Lee", "Ben Kay"])
    assert told["shop/money.py"] == (None, ["Ann Lee", "Ben Kay"])


def test_whoever_takes_over_from_somebody_asks_those_who_stay(run: Run) -> None:
    (ann,) = run.connection.execute("SELECT person FROM people WHERE name = 'Ann Lee'").fetchone() or ("",)
    assert way(run, ann)["introduced_by"] == ["Ben Kay"]
    page = markdown(departure_report(departure(run, ["Ann Lee"]), "0"))
    assert "How whoever takes over could begin" in page
    assert "nobody who is there knows it; beside it work Ben Kay" in page


def test_the_command_prints_it_writes_pages_and_hides_names(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["onboard", "shop", "--out", str(out), "--without", "Ben Kay"]) == 0
    told = " ".join(capsys.readouterr().out.replace("\u202f", " ").split())
    assert "shop: somebody who is there knows 57 % of the files that a newcomer reads first. Ask Ann Lee." in told
    assert "Asked without Ben Kay, as if they had left." in told
    assert call(["onboard", "shop", "--out", str(out), "--to", str(tmp_path), "--format", "html", "--redact", "all"]) == 0
    page = (tmp_path / "onboarding.html").read_text(encoding="utf-8")
    assert [name for name in ("Ann Lee", "shop", "cart.py", "money.py") if name in page] == []


def test_nobody_of_that_name(run: Run) -> None:
    with pytest.raises(NoSuchRecordError, match="no system or repository that was assessed is called 'shpo'; there are shop"):
        path_of(run, "shpo")
