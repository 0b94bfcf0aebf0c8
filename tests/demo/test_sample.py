"""The sample company: what was planted is found, what was not is explained, and it is the same each time."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from quarterdeck.app.asking.recall import recall
from quarterdeck.app.catalogue import PRACTICES
from quarterdeck.app.onboarding.sample import OccupiedError, build, story_texts
from quarterdeck.app.pipeline import Run
from quarterdeck.demo.chance import Chance
from quarterdeck.demo.history import Teller
from quarterdeck.demo.schedule import happenings
from quarterdeck.demo.story import read_story
from quarterdeck.records.loader import load
from quarterdeck.surfaces.cli.application import call
from tests.builders import Silent
from tests.demo.conftest import Built

HEADS = Path(__file__).with_name("heads.txt")


@pytest.fixture(scope="session")
def planted(sample: Built) -> dict[str, Any]:
    """What the story says it hides."""
    told: dict[str, Any] = YAML(typ="safe").load(sample.folder / "planted.yaml")
    return told


def test_every_planted_truth_is_found(sample: Built, planted: dict[str, Any]) -> None:
    expected = [(one["finding"], one["subject"]) for one in planted["planted"] if one["status"] == "found"]
    assert len(expected) >= 8
    assert {pair: sample.outcomes.get(pair) for pair in expected} == dict.fromkeys(expected, "not_met")


def test_every_finding_that_was_not_planted_is_explained(sample: Built, planted: dict[str, Any]) -> None:
    told = {(one["finding"], one["subject"]) for one in [*planted["planted"], *planted["unplanted"]]}
    assert {pair for pair, outcome in sample.outcomes.items() if outcome == "not_met"} <= told


def test_what_is_explained_is_still_found(sample: Built, planted: dict[str, Any]) -> None:
    assert {sample.outcomes.get((one["finding"], one["subject"])) for one in planted["unplanted"]} <= {"not_met"}


def test_what_is_told_and_not_judged_is_so(sample: Built, planted: dict[str, Any]) -> None:
    told = {(one["measure"], one["subject"]): (one["between"], one["why"]) for one in planted["told"]}
    assert {pair: sample.values.get(pair) for pair, ((low, high), _) in told.items() if not low <= sample.values.get(pair, -1) <= high} == {}
    assert all(why for _, why in told.values())


def test_pending_truths_wait_for_findings_that_are_not_built(planted: dict[str, Any]) -> None:
    built = {judgement.name for practice in PRACTICES for judgement in practice.judgements}
    pending = {one["finding"] for one in planted["planted"] if one["status"] == "pending"}
    assert not pending & built, "built by now: set them to found in story/planted.yaml"
    assert all(one["why"] and one["status"] in {"found", "pending"} for one in planted["planted"])


def test_the_same_story_gives_the_same_commits(sample: Built) -> None:
    """Ids of all heads, and so of every commit below them, and a hash of all exports. After a change to the story: write them anew, and look at the report."""
    company = subprocess.run(["git", "rev-parse", "main"], cwd=sample.folder / "company", capture_output=True, text=True, check=True).stdout.strip()
    exports = hashlib.sha1(usedforsecurity=False)
    for path in sorted(path for path in (sample.folder / "exports").rglob("*") if path.suffix in {".csv", ".json"}):
        exports.update(path.relative_to(sample.folder).as_posix().encode() + path.read_bytes())
    told = {**sample.heads, "../company": company, "../exports": exports.hexdigest()}
    assert HEADS.read_text(encoding="utf-8") == "".join(f"{head} {name}\n" for name, head in sorted(told.items()))


def test_another_seed_gives_another_history() -> None:
    story = read_story(story_texts())
    ledger = next(one for one in story.repositories if one.name == "ledger")
    first, again, other = (Teller.of(story, ledger, Chance(f"{seed}/ledger")).tell(happenings(story, seed)["ledger"]).stream() for seed in (7, 7, 8))
    assert first == again != other


def test_repositories_are_whole_and_clean(sample: Built) -> None:
    for folder in [sample.folder / "company", *(sample.folder / "repositories" / name for name in sample.heads)]:
        assert not subprocess.run(["git", "status", "--porcelain"], cwd=folder, capture_output=True, check=True).stdout
        checked = subprocess.run(["git", "fsck", "--strict", "--no-progress"], cwd=folder, capture_output=True, text=True, check=True)
        assert "error" not in checked.stderr


def test_every_repository_says_that_the_company_is_invented(sample: Built) -> None:
    for readme in [
        sample.folder / "README.md",
        sample.folder / "exports" / "README.md",
        *(sample.folder / "repositories" / name / "README.md" for name in sample.heads),
    ]:
        assert "invented company" in readme.read_text(encoding="utf-8")


def test_every_record_says_that_the_company_is_invented(sample: Built) -> None:
    records = [path for path in (sample.folder / "company").rglob("*") if path.suffix in {".yaml", ".md"}]
    assert len(records) > 150
    assert not [path.name for path in records if "invented company" not in path.read_text(encoding="utf-8")]


def test_every_export_says_that_the_company_is_invented(sample: Built) -> None:
    """Each row of a table, each element of a list, or the object that holds them."""
    files = [path for path in (sample.folder / "exports").rglob("*") if path.suffix in {".csv", ".json"}]
    assert len(files) == 17
    for path in files:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = lines[1:-1] if lines[0] == "[" else lines[1:] if path.suffix == ".csv" else ["\n".join(lines[:5])]
        assert rows
        assert all("Halyard Parcels is an invented company" in row for row in rows), path.name


@pytest.fixture(scope="session")
def seen(sample: Built) -> Run:
    """Its assessment, as commands that come after it read it."""
    return recall(sample.folder / "company" / "quarterdeck-out")


def test_the_record_has_no_fault_and_is_late_where_the_story_says_so(sample: Built, tmp_path: Path) -> None:
    records = load(sample.folder / "company", tmp_path / "parsed.json")
    assert not records.problems
    assert [str(late.place.path) for late in records.overdue(date(2026, 10, 31))] == [
        "acceptances/python-in-billing.yaml",
        "actions/limit-the-queue.yaml",
        "actions/rotate-copy-keys.yaml",
        "actions/write-to-kartwerk.yaml",
        "controls/access-review.yaml",
        "decisions/0005-python-stays.md",
        "decisions/0007-second-locker-maker.md",
        "milestones/doors-field-test.yaml",
        "policies/access.md",
        "risks/stahlbox-stops.yaml",
    ]


def test_its_initiatives_can_be_planned_for_a_year(sample: Built, capsys: pytest.CaptureFixture[str]) -> None:
    """What a newcomer asks first: with everything that must be done, nothing contradicts itself."""
    assert call(["roadmap", "plan", str(sample.folder / "company"), "--as-of", "2026-10-31", "--seconds", "2"]) == 0
    assert "The 7 that fit into the 12 months from 2026-11" in " ".join(capsys.readouterr().out.split())


def test_what_is_planted_in_the_record_is_there(sample: Built, planted: dict[str, Any], tmp_path: Path) -> None:
    known = {f"{ref.kind}/{ref.id}" for ref in load(sample.folder / "company", tmp_path / "parsed.json").sound}
    named = {one["subject"] for one in planted["planted"] if "/" in one["subject"]}
    assert len(named) > 10
    assert named <= known


def test_exports_name_commits_that_are_there(sample: Built) -> None:
    exports = sample.folder / "exports"
    pulls = json.loads((exports / "github/pulls.json").read_text(encoding="utf-8"))
    for name in ("ledger", "locker-gateway"):
        here = [pull for pull in pulls if pull["base"]["repo"]["full_name"].endswith(f"/{name}")]
        named = {sha for pull in here for sha in (pull["merge_commit_sha"], pull["head"]["sha"])}
        folder = sample.folder / "repositories" / name
        known = subprocess.run(["git", "rev-list", "main"], cwd=folder, capture_output=True, text=True, check=True).stdout.split()
        assert len(here) > 100
        assert named <= set(known)


def test_what_is_planted_in_exports_can_be_seen_in_them(sample: Built) -> None:
    """By hand, until findings say it: half of billing's deployments fail, a log costs tenfold, one incident recurs, one person is on call."""
    exports = sample.folder / "exports"
    with (exports / "deployments.csv").open(encoding="utf-8", newline="") as file:
        shipped = [row for row in csv.DictReader(file) if row["environment"] == "production" and row["hotfix"] == "no"]
    tried = [row for row in shipped if row["service"] == "billing" and row["deployed at"] >= "2026-07"]
    assert 0.4 <= sum(row["status"] == "failed" for row in tried) / len(tried) <= 0.7
    with (exports / "focus.csv").open(encoding="utf-8", newline="") as file:
        costs = {row["ChargePeriodStart"][:10]: float(row["BilledCost"]) for row in csv.DictReader(file) if row["ResourceName"] == "logs-billing"}
    assert 8 <= costs["2026-09-12"] / costs["2026-09-10"] <= 11
    incidents = json.loads((exports / "pagerduty/incidents.json").read_text(encoding="utf-8"))["incidents"]
    assert Counter(one["title"] for one in incidents).most_common(1)[0][0] == "Reservation queue is full"
    shifts = json.loads((exports / "pagerduty/oncalls.json").read_text(encoding="utf-8"))["oncalls"]
    lockers = Counter(one["user"]["summary"] for one in shifts if one["schedule"]["summary"].startswith("Lockers"))
    assert lockers["Kofi Mensah"] > lockers.total() / 2


def test_people_are_at_addresses_that_cannot_exist() -> None:
    story = read_story(story_texts())
    addresses = [human.email for human in story.people.values()] + [email for human in story.people.values() for _, _, email in human.before]
    assert not [address for address in addresses if not address.endswith(".example")]  # RFC 2606
    assert sum(human.there(story.ends) for human in story.people.values()) == 40
    assert len(story.teams) == 6


def test_no_file_of_the_story_looks_like_a_leak() -> None:
    assert not [path for path, text in story_texts().items() if re.search(r"AKIA[0-9A-Z]{8}|BEGIN [A-Z ]*PRIVATE KEY|gh[pousr]_\w{20}", text)]


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(OccupiedError, match="not an empty folder"):
        build(tmp_path, Silent())
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
