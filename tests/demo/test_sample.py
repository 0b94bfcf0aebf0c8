"""The sample company: what was planted is found, what was not is explained, and it is the same each time."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from quarterdeck.app.catalogue import PRACTICES
from quarterdeck.app.sample import OccupiedError, build, story_texts
from quarterdeck.demo.chance import Chance
from quarterdeck.demo.history import Teller
from quarterdeck.demo.schedule import happenings
from quarterdeck.demo.story import read_story
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


def test_pending_truths_wait_for_findings_that_are_not_built(planted: dict[str, Any]) -> None:
    built = {judgement.name for practice in PRACTICES for judgement in practice.judgements}
    pending = {one["finding"] for one in planted["planted"] if one["status"] == "pending"}
    assert not pending & built, "built by now: set them to found in story/planted.yaml"
    assert all(one["why"] and one["status"] in {"found", "pending"} for one in planted["planted"])


def test_the_same_story_gives_the_same_commits(sample: Built) -> None:
    """Ids of all heads, and so of every commit below them. After a change to the story: write them anew, as shown, and look at the report."""
    assert HEADS.read_text(encoding="utf-8") == "".join(f"{head} {name}\n" for name, head in sorted(sample.heads.items()))


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
    for readme in [sample.folder / "README.md", *(sample.folder / "repositories" / name / "README.md" for name in sample.heads)]:
        assert "invented company" in readme.read_text(encoding="utf-8")


def test_every_record_says_that_the_company_is_invented(sample: Built) -> None:
    records = [path for path in (sample.folder / "company").rglob("*") if path.suffix in {".yaml", ".md"}]
    assert len(records) > 150
    assert not [path.name for path in records if "invented company" not in path.read_text(encoding="utf-8")]


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
