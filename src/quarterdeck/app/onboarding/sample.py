"""The sample company written to a folder: repositories by ``git fast-import``, beside them the files that explain it.

Everything comes from the story and a seed. Git sees no configuration of the user's, so the same story gives the same commits everywhere.
"""

from __future__ import annotations

import os
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from quarterdeck.app.gathering.meter import Progress
from quarterdeck.app.imports.importing import Wish, bring_in, kind_named
from quarterdeck.app.imports.mappings import Remembered
from quarterdeck.app.keeping.store import Store
from quarterdeck.demo.chance import Chance
from quarterdeck.demo.company import workspace
from quarterdeck.demo.exports import exports
from quarterdeck.demo.exports.ground import Ground
from quarterdeck.demo.history import Teller
from quarterdeck.demo.schedule import happenings
from quarterdeck.demo.story import RepositoryStory, Story, read_story
from quarterdeck.demo.stream import History
from quarterdeck.sources.git.command import environment

REPOSITORIES, WORKSPACE, EXPORTS = "repositories", "company", "exports"
OUT = "quarterdeck-out"
"""Where a workspace keeps evidence and report, unless somebody says otherwise."""
_SETTINGS = ("-c", "core.logAllRefUpdates=false", "-c", "core.fsync=none", "-c", "fastimport.unpackLimit=0", "-c", "pack.compression=1")
_KINDS = (
    ("deployments", "deployments.csv"), ("pull-requests", "github/pulls.json"), ("reviews", "github/reviews.json"),
    ("pipeline-runs", "github/runs.json"), ("work-items", "jira/items.json"), ("incidents", "pagerduty/incidents.json"),
    ("incident-updates", "pagerduty/log-entries.json"), ("on-call", "pagerduty/oncalls.json"), ("focus", "focus.csv"), ("ledger", "ledger.csv"),
    ("invoices", "invoices.csv"), ("seats", "seats.csv"), ("roster", "roster.csv"), ("survey", "survey.csv"), ("series", "series.csv"), ("usage", "usage.csv"),
    ("probes", "probes.csv"),
)  # fmt: skip
"""What the exports hold, as `quarterdeck import` calls it."""
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
    imported: int

    @property
    def workspace(self) -> Path:
        """The company's record, which lists the repositories; its exports were imported there."""
        return self.folder / WORKSPACE


def build(folder: Path, progress: Progress, seed: int | None = None) -> Sample:
    """Write the sample company into ``folder``, which must be empty or not there. Raises ``OccupiedError``."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OccupiedError(f"{folder} is not an empty folder")
    texts = story_texts()
    story = read_story(texts)
    sown = story.seed if seed is None else seed
    plan = happenings(story, sown)
    progress.start("inventing repositories", len(story.repositories))

    def write(told: RepositoryStory) -> tuple[History, Mapping[int, str]]:
        history = Teller.of(story, told, Chance(f"{sown}/{told.name}")).tell(plan[told.name])
        ids = _import(history, folder / REPOSITORIES / told.name)
        progress.advance(1)
        return history.light(), ids

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        written = sorted(pool.map(write, story.repositories), key=lambda one: one[0].name)
    histories, ids = {history.name: history for history, _ in written}, {history.name: marks for history, marks in written}
    _import(workspace(story, texts, sown), folder / WORKSPACE)
    ground = Ground(story, tomllib.loads(texts["operations.toml"]), histories, ids, Chance(f"{sown}/exports"))
    _write_texts(folder / EXPORTS, exports(ground))
    _write_texts(folder, _explained(story, texts))
    progress.start("importing what its tools export", len(_KINDS))
    imported = _import_exports(folder, datetime.combine(story.ends, time(18)), progress)
    there = sum(human.there(story.ends) for human in story.people.values())
    heads = {name: ids[name][history.marks] for name, history in histories.items()}
    return Sample(folder, story.name, there, story.ends, heads, sum(history.marks for history in histories.values()), imported)


def story_texts() -> dict[str, str]:
    """Every file of the story, by its path from the story's folder."""
    return dict(_walk(files("quarterdeck.demo").joinpath("story"), ""))


def _walk(folder: Traversable, above: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _walk(entry, f"{above}{entry.name}/")
        else:
            yield above + entry.name, entry.read_text(encoding="utf-8")


def _import(history: History, folder: Path) -> Mapping[int, str]:
    """Make the repository with its files checked out; the ids of its commits by their marks."""
    folder.mkdir(parents=True)
    _git(folder, "init", "--quiet", "--template=", "--initial-branch=main")
    marks = (folder / ".git" / "marks").absolute()  # git writes it from its own folder
    _git(folder, "fast-import", "--quiet", "--date-format=raw", f"--export-marks={marks}", stdin=history.stream())
    told = dict(line[1:].split() for line in marks.read_text(encoding="utf-8").splitlines())
    marks.unlink()
    _git(folder, "read-tree", "--reset", "-u", "refs/heads/main")
    return {mark: told[str(mark)] for mark in range(1, history.marks + 1)}


def _git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    done = subprocess.run(["git", *_SETTINGS, *arguments], cwd=folder, input=stdin, capture_output=True, env=environment(), check=False)
    if done.returncode:
        raise OSError(done.returncode, f"git {arguments[0]}: {done.stderr.decode(errors='replace').strip()}", os.fspath(folder))
    return done.stdout


def _explained(story: Story, texts: Mapping[str, str]) -> dict[str, str]:
    """The files beside the repositories: what this is, and what was hidden in it."""
    return {name: texts[name].replace("<<notice>>", story.notice) for name in ("README.md", "planted.yaml", f"{EXPORTS}/README.md")}


def _write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _import_exports(folder: Path, now: datetime, progress: Progress) -> int:
    """Bring the exports into the evidence of the workspace, as `quarterdeck import` does; how many rows were read. What does not fit is a bug."""
    store = Store(folder / WORKSPACE / OUT)
    rows = 0
    with store.writing():
        for name, file in _KINDS:
            kind = kind_named(name)
            assert kind is not None, name
            done = bring_in(store, Wish(kind, [folder / EXPORTS / file]), Remembered(Path()), now, lambda _path, _proposal: True)
            assert not done.unsettled and not done.problems, (name, done.unsettled, done.problems)  # noqa: PT018  # both are shown
            rows += sum(one.rows for one in done.files)
            progress.advance(1)
    return rows
