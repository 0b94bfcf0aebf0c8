"""What `git blame` says, and what one replay says, in the same shape."""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from quarterdeck.sources.git.discover import discover
from quarterdeck.sources.git.lines.collect import LineCollector
from quarterdeck.sources.git.lines.reading import Lines, Reading
from tests.builders import ANN, BEN, Told, git

STRETCH = re.compile(rb"^([0-9a-f]{40,64}) \d+ (\d+) (\d+)$", re.MULTILINE)
Owned = dict[str, list[str]]


def blame(repository: Path, commit: str, path: str) -> list[str]:
    """The commit of each line."""
    told = git(repository, "blame", "-s", "--incremental", commit, "--", path)
    found = sorted((int(match[2]), match[1].decode(), int(match[3])) for match in STRETCH.finditer(told))
    return [name for _, name, count in found for _ in range(count)]


def blamed(repository: Path, commit: str = "HEAD") -> Owned:
    """The commit of each line of every text file that has lines."""
    files = git(repository, "grep", "-Ilz", "", commit).split(b"\0")[:-1]
    modes = {line.partition(b"\t")[2]: line[:6] for line in git(repository, "ls-tree", "-rz", commit).split(b"\0")}
    names = [name.partition(b":")[2] for name in files]
    return {os.fsdecode(name): blame(repository, commit, os.fsdecode(name)) for name in names if modes[name] != b"120000"}


def follow(scratch: Path, repository: Path, commit: str = "HEAD") -> tuple[Lines, list[str]]:
    """One replay up to ``commit``, and its problems."""
    (found,), _ = discover([repository])
    head = git(repository, "rev-parse", commit).decode().strip()
    with ThreadPoolExecutor(2) as workers:
        collector = LineCollector(found, scratch / "view", workers)
        reading = Reading(collector, head)
        reading.follow()
        return reading.replay(workers, {}, [], lambda _steps: None), [str(problem) for problem in collector.problems]


def owned(lines: Lines) -> Owned:
    """The commit of each line at the head."""
    table = lines.spans
    found: Owned = {}
    for path, commit, first, count in zip(table.path.tolist(), table.commit.tolist(), table.at.tolist(), table.lines.tolist(), strict=True):
        kept = found.setdefault(os.fsdecode(lines.paths[path]), [])
        assert len(kept) + 1 == first
        kept.extend([lines.commits[commit].decode()] * count)
    return found


def stood(lines: Lines, commits: Sequence[str]) -> dict[str, Counter[str]]:
    """How many lines of which commit each file had when the first-parent line was ``commits``."""
    table, among = lines.flows, set(commits)
    found: dict[str, Counter[str]] = {}
    for path, commit, at, count in zip(table.path.tolist(), table.commit.tolist(), table.at.tolist(), table.lines.tolist(), strict=True):
        if lines.commits[at].decode() in among:
            found.setdefault(os.fsdecode(lines.paths[path]), Counter())[lines.commits[commit].decode()] += count
    return {path: +counts for path, counts in found.items() if +counts}


def a_history(path: Path, seed: int, commits: int = 25) -> Told:
    """A history drawn by chance: edits, additions, removals, renames, branches, merges with and without conflict, reverts."""
    draw = random.Random(seed)
    told = Told(path)
    states: dict[int, dict[str, str]] = {}
    tips: dict[str, int] = {}
    for number in range(commits):
        branch = draw.choice(["main", "main", "side", "other"]) if tips else "main"
        came_from = tips.get(branch, tips.get("main"))
        before = dict(states[came_from]) if came_from else {}
        other = draw.choice(sorted(tips.values())) if tips and draw.random() < 0.35 else None
        parents = [came_from] if came_from else []
        after = dict(before)
        if other is not None and other != came_from and came_from:
            parents.append(other)
            for name in sorted({*before, *states[other]}):
                mine, theirs = before.get(name), states[other].get(name)
                chosen = draw.choice([mine, theirs, _blend(draw, mine or "", theirs or "")])
                after.pop(name, None)
                after.update({name: chosen} if chosen else {})
        for _ in range(draw.randint(0, 2) if len(parents) > 1 else draw.randint(1, 3)):
            _change(draw, after, [*states.values()], number)
        files: dict[str, str | None] = {name: None for name in before if name not in after}
        files.update({name: text for name, text in after.items() if before.get(name) != text})
        mark = told.commit(files, by=draw.choice([ANN, BEN]), at=1_767_000_000 + number * 3600, branch=branch, parents=parents)
        states[mark], tips[branch] = after, mark
    told.save()
    return told


def _blend(draw: random.Random, mine: str, theirs: str) -> str:
    """Some lines of both, as a person resolves a conflict."""
    kept = [line for line in mine.splitlines(keepends=True) if draw.random() < 0.9]
    place = draw.randint(0, len(kept))
    return "".join(kept[:place] + [line for line in theirs.splitlines(keepends=True) if draw.random() < 0.5] + kept[place:])


def _change(draw: random.Random, files: dict[str, str], earlier: Sequence[dict[str, str]], number: int) -> None:
    kind = draw.random()
    if not files or kind < 0.2:
        files[draw.choice(["a.py", "b.py", "lib/c.py", "lib/d.py"])] = "".join(f"line {number}.{draw.randint(0, 30)}\n" for _ in range(draw.randint(1, 25)))
        return
    name = draw.choice(sorted(files))
    if kind < 0.27:
        del files[name]
    elif kind < 0.4:
        files[f"moved/{number}.py"] = files.pop(name)
    elif kind < 0.48 and earlier:
        files[name] = draw.choice(earlier).get(name, files[name])
    else:
        lines = files[name].splitlines(keepends=True)
        place = draw.randint(0, len(lines))
        lines[place : place + draw.randint(0, 4)] = [f"new {number}.{draw.randint(0, 3)}\n" for _ in range(draw.randint(0, 4))]
        files[name] = "".join(lines) or "end"
