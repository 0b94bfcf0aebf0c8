"""``quarterdeck leave``: what nobody would know any more, what that takes, and who could take over."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from quarterdeck.app.asking.recall import recall
from quarterdeck.app.pipeline import Run
from quarterdeck.app.steering.leaving import UnknownPersonError, as_dict, departure
from quarterdeck.practices.knowledge import KNOWLEDGE
from quarterdeck.practices.quality import QUALITY
from quarterdeck.reports.departure import departure_report
from quarterdeck.reports.render.markdown import markdown
from quarterdeck.surfaces.cli.application import call
from tests.builders import ANN, BEN, BOT, Told

pytestmark = pytest.mark.practices(KNOWLEDGE, QUALITY)

CY = "Cy Ray <cy@example.org>"
COMPANY = {
    "quarterdeck.yaml": "schema: 1\ncompany: Acme\ncurrency: EUR\nrepositories: [../shop, ../ledger]\n",
    "people/ann.yaml": "name: Ann Lee\nemails: [ann@example.org]\n",
    "people/ben.yaml": "name: Ben Kay\nmanager: person/ann\n",
    "people/dora.yaml": "name: Dora Gone\nmanager: person/ann\nleft: 2025-01-31\n",
    "teams/core.yaml": "name: Core\nmembers: [person/ann]\nlead: person/ann\n",
    "systems/ledger.yaml": "name: Ledger\nowner: team/core\nrepositories: [ledger]\n",
    "systems/shop.yaml": "name: Shop\nowner: team/core\nrepositories: [shop]\n",
    "risks/rates.yaml": "name: Rates stop\nlikelihood: 5%..20%\nimpact: 100k..400k EUR\nowner: person/ann\n",
    "risks/over.yaml": "name: Over\nlikelihood: 5%..20%\nimpact: 100k..400k EUR\nowner: person/ann\nstatus: closed\n",
}
CODE = "def total(items):\n    return sum(items)\n"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ann alone wrote the ledger, and changes it; in the shop she wrote `cart.py` alone and `tax.py` with Ben; Cy, who left, wrote `old.py`."""
    folder = tmp_path_factory.mktemp("leave")
    shop = Told(folder / "shop")
    shop.commit({"old.py": CODE * 5}, by=CY, at="2024-01-10")
    shop.commit({"cart.py": CODE * 20, "tax.py": CODE * 10}, by=ANN, at="2026-02-01")
    for day in range(2, 9):
        shop.commit({"tax.py": CODE * (10 + day)}, by=BEN, at=f"2026-06-0{day}")
    shop.commit({"list.py": CODE}, by=BEN, at="2026-10-01")
    shop.commit({"requirements.txt": "a==1\n"}, by=BOT, at="2026-10-02")
    ledger = Told(folder / "ledger")
    ledger.commit({"books.py": CODE * 30}, by=ANN, at="2026-03-01")
    ledger.commit({"books.py": CODE * 31}, by=ANN, at="2026-09-01")
    shop.save(), ledger.save()
    for path, text in COMPANY.items():
        (folder / "acme" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "acme" / path).write_text(text)
    assert call(["assess", "--workspace", str(folder / "acme"), "--out", str(folder / "out"), "--as-of", "2026-11-21", "--deep"]) == 0
    return folder / "out"


@pytest.fixture(scope="module")
def run(out: Path) -> Run:
    """The assessment, recalled once for all."""
    return recall(out)


def said(run: Run, *who: str) -> str:
    """What the page says, with ordinary spaces and without marks."""
    return markdown(departure_report(departure(run, who), "0")).replace("\u202f", " ").replace("\\", "")


def told(run: Run, *who: str) -> Any:  # noqa: ANN401  # whatever JSON holds
    """The same as JSON."""
    return json.loads(json.dumps(as_dict(departure(run, who), lambda name: name)))


def test_the_command_prints_the_page_or_json(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["leave", "Ann Lee", "--out", str(out)]) == 0
    assert "If Ann Lee left, nobody who stays would know 102 lines" in " ".join(capsys.readouterr().out.replace("\u202f", " ").split())
    assert call(["leave", "Ann Lee", "--out", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["lines_lost"] == 102


def test_what_nobody_would_know_is_said_first(run: Run) -> None:
    page = said(run, "Ann Lee")
    assert "If Ann Lee left, nobody who stays would know 102 lines of code in 2 repositories" in page
    assert "Less than half of the code of each of Ledger and Shop would then be known." in page
    assert "hiring not counted" in page


def test_files_that_only_they_know_come_with_who_worked_beside_them(run: Run) -> None:
    found = told(run, "Ann Lee")
    files = {one["file"]: (one["changes"], one["worked_on_it_or_beside_it"]) for one in found["files"]}
    assert files == {"books.py": (2, []), "cart.py": (1, ["Ben Kay"])}  # tax.py is known to Ben, old.py to nobody who is there
    assert [one["name"] for one in found["systems"] if one["orphaned"]] == ["Ledger", "Shop"]


def test_what_it_takes_to_learn_again_is_a_range_from_named_assumptions(run: Run) -> None:
    again = told(run, "Ann Lee")["relearning"]
    assert again["code_bases"] == 1.0  # the whole ledger and a part of the shop: at most one for each person
    assert again["months"]["p10"] < again["months"]["p50"] < again["months"]["p90"]
    assert again["money"]["currency"] == "EUR"
    assert again["assumptions"] == ["learning_months", "output_lost_learning", "loaded_engineer_cost"]


def test_two_who_leave_together_take_more_than_each_alone(run: Run) -> None:
    both, ann, ben = (told(run, *who)["lines_lost"] for who in (("Ann Lee", "Ben Kay"), ("Ann Lee",), ("Ben Kay",)))
    assert both > ann + ben  # tax.py is known to both of them


def test_what_everybody_knows_is_no_loss(run: Run) -> None:
    found = told(run, "ben@example.org")
    assert [one["file"] for one in found["files"]] == ["list.py"]
    assert found["people"][0]["name"] == "Ben Kay"


def test_somebody_who_left_is_counted_as_if_they_were_there(run: Run) -> None:
    page = said(run, "Cy Ray")
    assert "nobody who stays would know 10 lines of code in" in page
    assert "No longer committing, and counted here as if they still were: Cy Ray (last seen 10 January 2024)." in page


def test_lines_that_they_wrote_are_told_where_lines_were_followed(run: Run) -> None:
    wrote = {one["name"]: one["lines_they_wrote"] for one in told(run, "Ann Lee")["repositories"]}
    assert wrote == {"ledger": 62, "shop": 60}


def test_the_record_says_what_else_they_answer_for(run: Run) -> None:
    found = {(one["kind"], one["what"], one["as"]) for one in told(run, "person/ann")["on_record"]}
    assert found == {
        ("risk", "Rates stop", "owner"), ("team", "Core", "lead"), ("team", "Core", "its last members"), ("person", "Ben Kay", "manager"),
    }  # fmt: skip


def test_a_page_holds_the_map_and_hides_names_on_demand(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["leave", "Ann Lee", "--out", str(out), "--to", str(tmp_path), "--format", "html", "--format", "md", "--redact", "all"]) == 0
    assert [Path(line).name for line in capsys.readouterr().out.splitlines()] == ["departure.html", "departure.md"]
    page = (tmp_path / "departure.html").read_text(encoding="utf-8")
    assert "Code that nobody would know" in page
    assert "Person A" in page
    assert not [name for name in ("Ann Lee", "Ben Kay", "books.py", "Ledger") if name in page]


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("Ann Leigh", "nobody called Ann Leigh has committed to what was assessed; did you mean Ann Lee?"),
        ("dependabot[bot]", "is automation and takes no knowledge along"),
        ("", "nobody called"),
    ],
)
def test_somebody_who_is_not_there(who: str, answer: str, run: Run) -> None:
    with pytest.raises(UnknownPersonError, match=re.escape(answer)):
        departure(run, [who])


def test_no_name_is_proposed_where_names_are_hidden(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command, word, name in (("leave", "Ann Leigh", "Ann Lee"), ("onboard", "lodger", "ledger")):
        assert call([command, word, "--out", str(out)]) == 2
        assert name in capsys.readouterr().err
        assert call([command, word, "--out", str(out), "--redact", "all"]) == 2
        told = capsys.readouterr().err
        assert "with --redact no names are proposed" in told
        assert name not in told


def test_nobody_is_named(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["leave", "--out", str(out)]) == 2
    assert "say who would leave" in capsys.readouterr().err
