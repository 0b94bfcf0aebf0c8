"""The sample company written to a folder: repositories by ``git fast-import``, beside them the files that explain it.

Everything comes from the story and a seed. Git sees no configuration of the user's, so the same story gives the same commits everywhere.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from quarterdeck.app.gather import Progress
from quarterdeck.demo.chance import Chance
from quarterdeck.demo.company import workspace
from quarterdeck.demo.history import Teller
from quarterdeck.demo.schedule import Happening, happenings
from quarterdeck.demo.story import RepositoryStory, Story, read_story
from quarterdeck.demo.stream import History
from quarterdeck.sources.git.command import environment

REPOSITORIES, WORKSPACE = "repositories", "company"
_SETTINGS = ("-c", "core.logAllRefUpdates=false", "-c", "core.fsync=none", "-c", "fastimport.unpackLimit=0", "-c", "pack.compression=1")
_AT_ONCE = 2
"""While git packs one repository, the next one is told."""


class OccupiedError(Exception):
    """The folder holds something already."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What was built: where, of whom, until when, and how much."""

    folder: Path
    company: str
    people: int
    as_of: date
    heads: Mapping[str, str]
    commits: int


def build(folder: Path, progress: Progress, seed: int | None = None) -> Sample:
    """Write the sample company into ``folder``, which must be empty or not there. Raises ``OccupiedError``."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OccupiedError(f"{folder} is not an empty folder")
    texts = story_texts()
    story = read_story(texts)
    sown = story.seed if seed is None else seed
    plan = happenings(story, sown)
    progress.start("inventing repositories", len(story.repositories))

    def write(told: RepositoryStory) -> tuple[str, str, int]:
        history = _told(story, told, plan[told.name], sown)
        head = _import(history, folder / REPOSITORIES / told.name)
        progress.advance(1)
        return told.name, head, history.marks

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        written = sorted(pool.map(write, story.repositories))
    _import(workspace(story, texts, sown), folder / WORKSPACE)
    _write_texts(folder, _explained(story, texts))
    there = sum(human.there(story.ends) for human in story.people.values())
    return Sample(folder, story.name, there, story.ends, {name: head for name, head, _ in written}, sum(marks for _, _, marks in written))


def story_texts() -> dict[str, str]:
    """Every file of the story, by its path from the story's folder."""
    return dict(_walk(files("quarterdeck.demo").joinpath("story"), ""))


def _walk(folder: Traversable, above: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _walk(entry, f"{above}{entry.name}/")
        else:
            yield above + entry.name, entry.read_text(encoding="utf-8")


def _told(story: Story, told: RepositoryStory, plan: Sequence[Happening], seed: int) -> History:
    return Teller.of(story, told, Chance(f"{seed}/{told.name}")).tell(plan)


def _import(history: History, folder: Path) -> str:
    """Make the repository with its files checked out; the head's id."""
    folder.mkdir(parents=True)
    _git(folder, "init", "--quiet", "--template=", "--initial-branch=main")
    _git(folder, "fast-import", "--quiet", "--date-format=raw", stdin=history.stream())
    _git(folder, "read-tree", "--reset", "-u", "refs/heads/main")
    return _git(folder, "rev-parse", "refs/heads/main").decode().strip()


def _git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    done = subprocess.run(["git", *_SETTINGS, *arguments], cwd=folder, input=stdin, capture_output=True, env=environment(), check=False)
    if done.returncode:
        raise OSError(done.returncode, f"git {arguments[0]}: {done.stderr.decode(errors='replace').strip()}", os.fspath(folder))
    return done.stdout


def _explained(story: Story, texts: Mapping[str, str]) -> dict[str, str]:
    """The files beside the repositories: what this is, and what was hidden in it."""
    return {"README.md": texts["README.md"].replace("<<notice>>", story.notice), "planted.yaml": texts["planted.yaml"]}


def _write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
