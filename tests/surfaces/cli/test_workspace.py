"""`assess` in a workspace: what the company's record says is what the assessment goes by, and nothing of another company's."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from quarterdeck.app.record.home import MARK
from quarterdeck.practices.knowledge import KNOWLEDGE
from quarterdeck.practices.quality import QUALITY
from quarterdeck.records.collection import ROOT_FILE
from quarterdeck.steering.risk import RISK
from quarterdeck.steering.strategy import STRATEGY
from quarterdeck.surfaces.cli.application import call
from tests.builders import ANN, BEN, Told, git

pytestmark = pytest.mark.practices(KNOWLEDGE, QUALITY, STRATEGY, RISK)

OLD_ANN = "ann <ann@old.example>"
DAY = ["--as-of", "2026-11-21"]


def code(path: Path, *authors: str) -> Path:
    told = Told(path)
    for number, author in enumerate(authors * 3):
        told.commit({f"part{number}.py": f"x = {number}\n" * 30}, by=author, at=f"2026-10-{number + 1:02}")
    return told.save()


class Desk:
    """A folder where commands are typed, and what they say."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys

    def write(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text)

    def settings(self, company: str, more: str = "", currency: str = "EUR") -> None:
        self.write("quarterdeck.yaml", f"schema: 1\ncompany: {company}\ncurrency: {currency}\nrepositories: [code/shop]\n{more}")

    def says(self, *arguments: str, code: int = 0) -> str:
        self.capsys.readouterr()
        assert call(list(arguments)) == code
        return self.capsys.readouterr().out.replace("\u202f", " ")

    def assessed(self, *arguments: str) -> Any:  # noqa: ANN401  # a JSON document
        return json.loads(self.says("assess", "--json", *(arguments or DAY)))

    def finding(self, name: str, *arguments: str) -> Any:  # noqa: ANN401  # likewise
        return next(one for one in self.assessed(*arguments)["findings"] if one["name"] == name)


@pytest.fixture
def acme(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Acme's workspace, with one repository that Ann alone knows, under two signatures."""
    desk = Desk(tmp_path / "acme", capsys)
    code(desk.folder / "code" / "shop", ANN, ANN, OLD_ANN)
    desk.settings("Acme")
    monkeypatch.chdir(desk.folder)
    return desk


def test_the_company_is_named_and_its_repositories_are_assessed(acme: Desk) -> None:
    told = acme.assessed()
    assert (told["company"], [subject["key"] for subject in told["subjects"] if subject["kind"] == "repository"]) == ("Acme", ["shop"])
    assert (acme.folder / "quarterdeck-out" / "manifest.json").is_file()
    assert "Acme: 1 repository" in (acme.folder / "quarterdeck-out" / "report.md").read_text()
    assert acme.assessed(*DAY, "--redact", "all")["company"] == "Company 1"


def test_from_a_folder_in_it_and_by_its_name(acme: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    inside = acme.folder / "people"
    inside.mkdir()
    monkeypatch.chdir(inside)
    run = acme.assessed()["run"]
    identifier = acme.finding("one-person-knows-this")["id"]
    assert "Folded again" in acme.says("explain", acme.finding("one-person-knows-this")["measurements"][0])
    assert identifier in acme.says("query", "SELECT id FROM findings")
    monkeypatch.chdir(tmp_path)
    assert acme.assessed("--workspace", str(acme.folder), *DAY)["run"] == run
    assert not (tmp_path / "quarterdeck-out").exists()


def test_named_paths_are_nobodys_company(acme: Desk, tmp_path: Path) -> None:
    other = code(tmp_path / "other", BEN)
    told = acme.assessed(str(other), "--out", str(tmp_path / "out"), *DAY)
    assert (told["company"], [one["key"] for one in told["subjects"] if one["kind"] == "repository"]) == (None, ["other"])
    assert call(["assess", str(other), "--workspace", str(acme.folder)]) == 2


def test_the_companys_own_numbers_are_given_with_their_place(acme: Desk) -> None:
    acme.settings("Acme", "assumptions:\n  loaded_engineer_cost: 200k..300k EUR\n  learning_month: 3\n  price_of_a_locker: 4k EUR\n")
    acme.write("assumptions/departure_probability.yaml", "value: 20%..40%\nbecause: Two of five left\n")
    told = acme.assessed()
    held = {one["name"]: one for one in told["assumptions"]}
    assert (held["loaded_engineer_cost"]["p10"], held["loaded_engineer_cost"]["origin"]) == (200_000, "given")
    assert held["loaded_engineer_cost"]["because"] == "given in quarterdeck.yaml:6:25"
    assert held["departure_probability"]["because"] == "Two of five left (assumptions/departure_probability.yaml:1:8)"
    (problem,) = told["problems"]
    assert (problem["place"], problem["what"]) == (
        "quarterdeck.yaml:7:19",
        "there is no assumption or criterion 'learning_month'; did you mean learning_months?",
    )
    assert {one["name"]: one for one in acme.assessed(*DAY, "--assume", "loaded_engineer_cost=50k EUR")["assumptions"]}["loaded_engineer_cost"]["p10"] == 50_000


@pytest.mark.parametrize(
    ("more", "currency", "problems"),
    [
        ("exchange_rates:\n  EUR: 1.1..1.3 USD\n", "USD", []),
        ("", "EUR", ["amounts that the company did not give stay in EUR: nothing says what one EUR is worth in USD"]),
        ("assumptions:\n  loaded_engineer_cost: 100k USD\n", "USD", []),
    ],
    ids=["a rate", "no rate", "an amount of its own"],
)
def test_money_is_told_in_the_companys_currency(acme: Desk, more: str, currency: str, problems: list[str]) -> None:
    acme.settings("Acme", more, currency="USD")
    told = acme.assessed()
    assert (told["total"]["currency"], [problem["what"] for problem in told["problems"]]) == (currency, problems)
    if "rates" in more:
        (cost,) = [one for one in told["assumptions"] if one["name"] == "loaded_engineer_cost"]
        assert (cost["p10"], cost["p90"], cost["unit"], cost["origin"]) == (pytest.approx(60_500), pytest.approx(195_000), "USD a year", "benchmark")
        assert "Folded again" in acme.says("explain", acme.finding("one-person-knows-this")["measurements"][0])


@pytest.mark.parametrize(("drafted", "people"), [("", 1), ("drafted: true\n", 2)], ids=["confirmed", "only drafted"])
def test_who_is_who_is_what_a_person_confirmed(acme: Desk, drafted: str, people: int) -> None:
    code(acme.folder / "code" / "shop", "ann.l <ann@old.example>", ANN)
    acme.write("people/ann-lee.yaml", f"name: Ann Lee\nemails:\n  - ann@example.org\n  - Ann@old.example\n{drafted}")
    acme.assessed()
    told = acme.says("query", "SELECT count(*) FROM people", "--format", "csv")
    assert told.split()[-1] == str(people)


ACCEPTANCE = (
    "finding: one-person-knows-this\nsubject: shop\nby: person/cleo-page\nwhy: Ann stays until the sale, says Ben.\naccepted: 2026-11-01\nuntil: 2026-11-21\n"
)


def accept(desk: Desk, text: str = ACCEPTANCE) -> None:
    desk.write("people/cleo-page.yaml", "name: Cleo Page\n")
    desk.write("acceptances/shop.yaml", text)


def test_an_accepted_finding_is_shown_as_accepted_and_counts_no_more(acme: Desk) -> None:
    identifier = acme.finding("one-person-knows-this")["id"]
    assert acme.assessed()["total"] is not None
    accept(acme)
    told = acme.assessed()
    finding = next(one for one in told["findings"] if one["id"] == identifier)
    assert (finding["outcome"], finding["accepted"]) == (
        "not_met",
        {"by": "Cleo Page", "why": "Ann stays until the sale, says Ben", "until": "2026-11-21", "record": "acceptance/shop"},
    )
    assert (told["total"], told["problems"]) == (None, [])
    sentence = "Accepted by Cleo Page until 2026-11-21: Ann stays until the sale, says Ben (acceptance/shop)."
    assert sentence in " ".join(acme.says("assess", *DAY).split())
    assert sentence in " ".join(acme.says("explain", identifier).split())
    assert sentence.replace("2026-11-21", "21 November 2026") in (acme.folder / "quarterdeck-out" / "report.md").read_text().replace("\\", "")
    assert "What was accepted, and until when" in (acme.folder / "quarterdeck-out" / "report.html").read_text()
    assert acme.says("query", "SELECT accepted_until FROM findings WHERE accepted_until IS NOT NULL", "--format", "csv").split()[-1] == "2026-11-21"


@pytest.mark.parametrize(("day", "back"), [("2026-10-31", True), ("2026-11-01", False), ("2026-11-21", False), ("2026-11-22", True)])
def test_it_is_back_the_day_after_its_end(acme: Desk, day: str, back: bool) -> None:
    accept(acme)
    told = acme.assessed("--as-of", day)
    finding = next(one for one in told["findings"] if one["name"] == "one-person-knows-this")
    assert (finding["accepted"] is None) == back
    assert [problem["what"] for problem in told["problems"]] == (
        ["acceptance/shop ended on 2026-11-21; the finding counts again"] if day > "2026-11-21" else []
    )


def test_fail_on_does_not_fail_on_what_was_accepted(acme: Desk) -> None:
    assert call(["assess", *DAY, "--fail-on", "low"]) == 1
    accept(acme)
    acme.write("acceptances/checks.yaml", ACCEPTANCE.replace("one-person-knows-this", "no-automated-checks"))
    assert call(["assess", *DAY, "--fail-on", "low"]) == 0


def test_an_acceptance_by_id_and_one_of_nothing(acme: Desk) -> None:
    identifier = acme.finding("one-person-knows-this")["id"]
    accept(acme, ACCEPTANCE.replace("one-person-knows-this\nsubject: shop", identifier))
    acme.write("acceptances/slip.yaml", ACCEPTANCE.replace("subject: shop", "subject: shopp"))
    told = acme.assessed()
    assert next(one for one in told["findings"] if one["id"] == identifier)["accepted"]
    assert [(problem["place"], problem["what"]) for problem in told["problems"]] == [
        ("acceptances/slip.yaml:1:10", "this accepts a finding that this assessment does not know")
    ]


def test_an_ended_acceptance_of_no_finding_is_a_slip_and_no_finding(acme: Desk) -> None:
    accept(acme, ACCEPTANCE.replace("one-person-knows-this", "one-person-knows-thiss").replace("until: 2026-11-21", "until: 2026-11-20"))
    told = acme.assessed()
    said = [(problem["place"], problem["what"], problem["mend"]) for problem in told["problems"]]
    assert said == [("acceptances/shop.yaml:1:10", "there is no finding 'one-person-knows-thiss'", "Did you mean 'one-person-knows-this'?")]
    ended = [one["outcome"] for one in told["findings"] if one["name"] == "acceptance-has-ended"]
    assert set(ended) <= {"not_assessed"}


def test_a_finding_about_a_record_is_accepted_by_the_records_name(acme: Desk) -> None:
    acme.write("decisions/0001-database.md", "---\nname: One database\nstatus: proposed\ndate: 2026-01-05\ndecide_by: 2026-08-31\n---\n")
    assert acme.finding("decision-is-overdue")["accepted"] is None
    accept(acme, ACCEPTANCE.replace("one-person-knows-this\nsubject: shop", "decision-is-overdue\nsubject: decision/0001-database"))
    assert acme.finding("decision-is-overdue")["accepted"]["record"] == "acceptance/shop"


def test_names_in_an_acceptance_are_redacted(acme: Desk) -> None:
    accept(acme)
    told = acme.says("assess", *DAY, "--redact", "people") + acme.says("assess", *DAY, "--redact", "people", "--json")
    told += (acme.folder / "quarterdeck-out" / "report.html").read_text() + (acme.folder / "quarterdeck-out" / "report.md").read_text()
    assert "acceptance/shop" in told
    assert not [name for name in ("Cleo", "Ben", "Ann Lee", "until the sale") if name in told]


def test_a_broken_record_is_told_and_silences_itself_alone(acme: Desk) -> None:
    accept(acme, ACCEPTANCE.replace("until: 2026-11-21", "until: soon"))
    told = acme.assessed()
    assert [problem["place"] for problem in told["problems"]] == ["acceptances/shop.yaml:6:8"]
    assert all(one["accepted"] is None for one in told["findings"])
    acme.write("quarterdeck.yaml", "schema: 1\ncompany: [\n")
    assert "quarterdeck.yaml:" in acme.says("assess", *DAY, code=2)


def test_what_is_listed_by_address_is_used_when_it_was_brought(acme: Desk, tmp_path: Path) -> None:
    elsewhere = code(tmp_path / "elsewhere" / "till", BEN)
    acme.settings("Acme", "repositories_file: more.txt\n")
    acme.write("more.txt", f"file://{elsewhere}\n")
    told = acme.assessed()
    assert [(problem["place"], problem["what"]) for problem in told["problems"]] == [("more.txt:1", "till is listed and not here yet")]
    acme.says("sync")
    assert [one["key"] for one in acme.assessed()["subjects"] if one["kind"] == "repository"] == ["shop", "till"]


def test_a_system_names_repositories_that_the_company_lists(acme: Desk, tmp_path: Path) -> None:
    """One that was brought, one that is still to be brought, and a slip; nothing is said of the list while a listed folder is not here."""
    elsewhere = code(tmp_path / "elsewhere" / "till", BEN)
    acme.settings("Acme", "repositories_file: more.txt\n")
    acme.write("more.txt", f"file://{elsewhere}\n")
    acme.write("systems/sales.yaml", "name: Sales\nrepositories: [shop, till, tll, depot]\n")
    slips = [
        ("systems/sales.yaml:2:28", "the company lists no repository 'tll'", "Did you mean till?"),
        ("systems/sales.yaml:2:33", "the company lists no repository 'depot'", "Listed are shop, till. Write one of them, or list it in quarterdeck.yaml"),
    ]
    for sync in (False, True):
        if sync:
            acme.says("sync")
        told = json.loads(acme.says("check", "--format", "json", code=1))["problems"]
        assert [(f"{one['file']}:{one['line']}:{one['column']}", one["what"], one["mend"]) for one in told] == slips
        assert [problem["place"] for problem in acme.assessed()["problems"] if "lists no" in problem["what"]] == [place for place, _, _ in slips]
    acme.write("quarterdeck.yaml", "schema: 1\ncompany: Acme\ncurrency: EUR\nrepositories: [code/shop, code/gone]\n")
    assert "0 problems" in acme.says("check")


def test_nothing_is_left_for_git_but_the_records(acme: Desk, tmp_path: Path) -> None:
    elsewhere = code(tmp_path / "elsewhere" / "till", BEN)
    acme.settings("Acme", "repositories_file: more.txt\n")
    acme.write("more.txt", f"file://{elsewhere}\n")
    git(acme.folder, "init", "-q")
    acme.write(".gitignore", "/code/\n")
    acme.says("sync")
    acme.assessed()
    assert git(acme.folder, "status", "--porcelain").decode().split() == ["??", ".gitignore", "??", "more.txt", "??", "quarterdeck.yaml"]


def test_nothing_leaks_between_two_companies(acme: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workspaces side by side, with a repository of one name, one person, one finding, the same user's caches."""
    accept(acme)
    acme.settings("Acme", "assumptions:\n  loaded_engineer_cost: 200k..300k EUR\n")
    acme.write("people/ann-lee.yaml", "name: Annabel of Acme\nemails:\n  - ann@example.org\n")
    bravo = Desk(acme.folder.parent / "bravo", capsys)
    code(bravo.folder / "code" / "shop", ANN)
    bravo.settings("Bravo")
    acme.assessed()
    monkeypatch.chdir(bravo.folder)
    told = bravo.assessed()
    alone = json.dumps(told) + (bravo.folder / "quarterdeck-out" / "report.html").read_text() + (bravo.folder / "quarterdeck-out" / "manifest.json").read_text()
    assert not [word for word in ("Acme", "acme", "Cleo", "Annabel", "the sale", "200000") if word in alone]
    assert (told["company"], told["total"]["currency"]) == ("Bravo", "EUR")
    assert all(one["accepted"] is None for one in told["findings"])
    monkeypatch.chdir(acme.folder)
    assert acme.finding("one-person-knows-this")["accepted"]["by"] == "Cleo Page"


def test_no_record_is_loaded_where_there_is_no_workspace(tmp_path: Path) -> None:
    """Reading records takes longer to load than a small assessment takes to run; what measures ask of them is only declared."""
    code(tmp_path / "shop", ANN)
    program = "import sys; from quarterdeck.surfaces.cli.application import call; call(['assess', 'shop', '--as-of', '2026-11-21']); "
    program += "sys.exit(' '.join(name for name in sys.modules if name in {'quarterdeck.records.reading', 'quarterdeck.records.loader', 'pydantic'}))"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, check=False)
    assert "".join(done.stderr.decode().splitlines()[1:]) == "", done.stderr


def test_a_workspace_is_found_by_the_name_of_the_companys_file() -> None:
    assert MARK == ROOT_FILE
