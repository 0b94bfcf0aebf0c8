"""`init`: a workspace that is sound from the first commit, drafted from the evidence and never written over."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from quarterdeck.app.onboarding.drafting import slug
from quarterdeck.app.onboarding.founding import Founded, found
from quarterdeck.app.record.workspace import find
from quarterdeck.practices.knowledge import KNOWLEDGE
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.records.kinds.person import Person
from quarterdeck.records.kinds.system import System
from quarterdeck.records.kinds.vendor import Vendor
from quarterdeck.records.values import ID
from quarterdeck.records.versioning import Author, VersioningError
from quarterdeck.surfaces.cli.application import call
from tests.builders import ANN, BEN, BOT, Told, assessed, git

pytestmark = pytest.mark.practices(KNOWLEDGE)

WHO = Author("Cleo Page", "cleo@acme.example")
GUEST = "Guest Star <guest@example.org>"
LEFT = "Long Gone <long@example.org>"

PYPROJECT = '[project]\nname = "shop"\ndependencies = ["boto3", "requests", "docker"]\n[dependency-groups]\ndev = ["stripe"]\n'
COMPOSE = "services:\n  db:\n    image: postgres:16\n  cache:\n    image: redis:7\n"
ADR = "# 3. Keep *one* database\n\nDate: 2026-02-01\n\n## Status\n\nAccepted\n"
ODD_ADR = "# 4. Pay later\n\n## Status\n\nOn ice\n"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of two colleagues, one who left, a guest and a bot, with a database, a worker in a folder, and two decisions."""
    told = Told(tmp_path_factory.mktemp("code") / "shop")
    told.commit({"old.py": "x = 1\n"}, by=LEFT, at="2024-01-05")
    files = {
        "pyproject.toml": PYPROJECT, "compose.yaml": COMPOSE, "worker/Dockerfile": "FROM python:3.12\n", "worker/requirements.txt": "sentry-sdk==2.0\n",
        ".github/workflows/ci.yml": "on: push\njobs: {}\n", "docs/adr/0003-one-database.md": ADR, "docs/adr/0004-pay.md": ODD_ADR,
    }  # fmt: skip
    told.commit(files, by=ANN, at="2026-03-01")
    for number in range(3):
        told.commit({"app.py": f"x = {number}\n" * 9, "ann.py": f"{number}\n"}, by=ANN, at=f"2026-10-1{number}")
        told.commit({"web.py": f"x = {number}\n"}, by=BEN, at=f"2026-10-1{number}")
        told.commit({"lock.txt": f"{number}\n"}, by=BOT, at=f"2026-10-1{number}")
    told.commit({"typo.py": "x = 1\n"}, by=GUEST, at="2026-10-20")
    return told.save()


def begun(root: Path, *repositories: Path, company: str = "Acme") -> Founded:
    run = assessed(root / "quarterdeck-out", *repositories) if repositories else None
    return found(root, company, "EUR", repositories, run, WHO)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, shop: Path) -> Path:
    root = tmp_path_factory.mktemp("home") / "acme"
    begun(root, shop)
    return root


@pytest.fixture(scope="module")
def records(workspace: Path) -> Records:
    return find(workspace).records


def test_the_first_commit_is_sound_and_whole(workspace: Path, records: Records) -> None:
    assert records.problems == ()
    assert git(workspace, "status", "--porcelain") == b""
    assert git(workspace, "log", "--format=%an <%ae> %cn %s").decode() == "Cleo Page <cleo@acme.example> Cleo Page Acme: drafted by quarterdeck init\n"
    assert (records.company and records.company.company, records.company and records.company.drafted) == ("Acme", True)


def test_people_are_colleagues(records: Records) -> None:
    """Not who left long ago, not a guest, not a bot; each with the addresses that they commit under."""
    assert {person.name: person.emails for person in records.of(Person)} == {"Ann Lee": ("ann@example.org",), "Ben Kay": ("ben@example.org",)}
    assert records.of(Person)[0].drafted_from == "commits in shop, 2026-03-01 to 2026-10-12"


def test_systems_come_from_repositories_and_their_parts(records: Records) -> None:
    shop, worker = records.of(System)
    assert (shop.id, shop.level, [store.technology for store in shop.data_stores]) == ("shop", "system", ["PostgreSQL 16", "Redis 7"])
    assert [str(vendor) for vendor in shop.vendors] == ["vendor/amazon-web-services", "vendor/github", "vendor/sentry"]
    assert (worker.id, worker.level, str(worker.part_of)) == ("shop-worker", "container", "system/shop")


def test_vendors_are_those_whose_services_the_product_uses(records: Records) -> None:
    """Not `docker`, whose engine anybody may run; not what serves development alone."""
    assert {vendor.name: vendor.drafted_from for vendor in records.of(Vendor)} == {
        "Amazon Web Services": "package boto3 in shop/pyproject.toml",
        "GitHub": "shop/.github/workflows/ci.yml",
        "Sentry": "package sentry-sdk in shop/worker/requirements.txt",
    }


def test_decisions_come_from_where_they_were_written(workspace: Path, records: Records) -> None:
    kept, pay = records.of(Decision)
    assert (kept.name, kept.status, str(kept.date), kept.drafted_from) == (
        "Keep *one* database",
        "accepted",
        "2026-02-01",
        "shop/docs/adr/0003-one-database.md",
    )
    assert (pay.status, "# The document says: on ice" in (workspace / "decisions" / f"{pay.id}.md").read_text()) == ("proposed", True)


def test_every_draft_is_marked(records: Records) -> None:
    assert all(record.drafted and record.drafted_from for ref, record in records.sound.items() if ref.kind != "company")


def test_an_editor_knows_every_kind(workspace: Path) -> None:
    settings = json.loads((workspace / ".vscode" / "settings.json").read_text())["yaml.schemas"]
    for file in [*workspace.glob("people/*.yaml"), *workspace.glob("systems/*.yaml"), workspace / "quarterdeck.yaml"]:
        (first, *_), folder = file.read_text().splitlines(), file.parent
        schema = (folder / first.partition("$schema=")[2]).resolve()
        pattern = f"/{file.parent.name}/*.yaml" if folder != workspace else "/quarterdeck.yaml"
        assert settings[f"./{schema.relative_to(workspace.resolve())}"] == pattern
        jsonschema.validate(YAML(typ="safe").load(file.read_text()), json.loads(schema.read_text()))


def test_nothing_is_written_over_and_what_was_thrown_away_stays_away(tmp_path: Path, shop: Path) -> None:
    root = tmp_path / "acme"
    (root / "people").mkdir(parents=True)
    (root / "people" / "ann-lee.yaml").write_text("name: Ann\n# mine\n")
    (root / "README.md").write_text("Ours.\n")
    first = begun(root, shop)
    assert set(first.kept) == {"people/ann-lee.yaml", "README.md"}
    assert git(root, "status", "--porcelain").decode().split() == ["??", "README.md", "??", "people/ann-lee.yaml"]
    git(root, "rm", "-q", "people/ben-kay.yaml")
    git(root, "-c", "user.name=C", "-c", "user.email=c@d", "commit", "-q", "-m", "Ben is a guest")
    again = begun(root, shop)
    assert again.written == ()
    assert not (root / "people" / "ben-kay.yaml").exists()
    assert (root / "people" / "ann-lee.yaml").read_text() == "name: Ann\n# mine\n"


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "acme", tmp_path / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    (root / "people").symlink_to(elsewhere)
    assert "people/README.md" in begun(root).kept
    assert list(elsewhere.iterdir()) == []


def test_more_repositories_add_what_is_missing(tmp_path: Path, shop: Path) -> None:
    root = tmp_path / "acme"
    assert begun(root).written
    more = begun(root, shop)
    assert {path.partition("/")[0] for path in more.written} == {"people", "systems", "vendors", "decisions"}
    assert [(root / path).resolve() for path in more.unlisted] == [shop]
    settings = root / "quarterdeck.yaml"
    settings.write_text(settings.read_text().replace("repositories: []", f"repositories: [{shop.parent}]"))
    assert begun(root, shop).unlisted == ()
    assert find(root).records.problems == ()


def test_hostile_names_stay_names(tmp_path: Path) -> None:
    told = Told(tmp_path / "code" / "a: #b \u202e")
    name = 'Eve\u202e: "x" # yes\\'
    for number in range(4):
        told.commit(
            {"app.py": f"{number}\n", "docs/adr/0001-[x](javascript).md": "# <script> `x` [y](z)\n\n## Status\n\naccepted: |\n"},
            by=f"{name} <eve@example.org>",
            at=f"2026-10-0{number + 1}",
        )
    root = tmp_path / "acme"
    begun(root, told.save(), company='Ac"me: # {x}')
    records = find(root).records
    assert records.problems == ()
    assert [person.name for person in records.of(Person)] == [name]
    assert [system.repositories for system in records.of(System)] == [("a: #b \u202e",)]
    assert "<script>" not in next((root / "decisions").glob("a-b*.md")).read_text()
    assert records.company
    assert records.company.company == 'Ac"me: # {x}'


@given(st.text(max_size=300))
def test_every_name_gives_an_id(name: str) -> None:
    assert re.fullmatch(ID, slug(name))
    assert len(slug(name)) <= 120


def test_somebody_must_be_the_author() -> None:
    with pytest.raises(VersioningError, match="write it as"):
        Author.read("nobody")
    assert Author.read("Anna Lind <anna@acme.example>") == Author("Anna Lind", "anna@acme.example")


def test_without_an_author_nothing_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    assert call(["init", str(tmp_path / "acme")]) == 2
    assert "git does not know who you are; give --author" in capsys.readouterr().err
    assert not (tmp_path / "acme").exists()


def test_the_command_says_what_it_did(tmp_path: Path, shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["init", str(tmp_path / "acme"), "--author", "Cleo Page <cleo@acme.example>", "--repos", str(shop), str(tmp_path / "nowhere")]
    assert call(arguments) == 0
    said = capsys.readouterr().out
    assert "files written and committed, 0 files left as they were." in said
    assert "for you to confirm: 2 in systems/" in said
    assert f"! {tmp_path / 'nowhere'}: this path does not exist. Check the spelling." in said
    company = find(tmp_path / "acme").records.company
    assert company
    assert [(tmp_path / "acme" / path).resolve() for path in company.repositories] == [shop]


def test_a_workspace_within_another_is_made_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--author", "Cleo Page <cleo@acme.example>"]
    assert call(["init", str(tmp_path / "acme"), *arguments]) == 0
    assert "Note:" not in capsys.readouterr().out
    assert call(["init", str(tmp_path / "acme" / "branch"), *arguments]) == 0
    assert f"Note: it lies inside another workspace, {(tmp_path / 'acme').resolve()}." in capsys.readouterr().out


def test_a_company_without_a_name_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["init", str(tmp_path / "acme"), "--company", "", "--author", "Cleo Page <cleo@acme.example>"]) == 2
    assert "--company" in capsys.readouterr().err
    assert not (tmp_path / "acme").exists()
