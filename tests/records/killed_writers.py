"""A program that starts writers and kills them at random moments: run on its own, for it forks and has no threads.

``python killed_writers.py FOLDER ROUNDS SEED GROUP [many]`` prints a line of JSON per round: the last write that was acknowledged before the kill,
and what the file held after it. With GROUP the git process that a writer may have started is killed too. With ``many`` writers make new files,
twenty in one commit, as `init` does; the line says how many are there, which of them are not whole, and how many the next call has committed.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from quarterdeck.records.versioning import Commit
from quarterdeck.records.writer import NotCommittedError, fingerprint, write, write_missing

PATH = "risks/r.yaml"
_WORDS = "  many words to write\n" * 3000


def content(version: int) -> bytes:
    """A file that shows whether it is whole: the version stands at both ends."""
    return f"name: version {version}\nlikelihood: 5%\nimpact: 5k EUR\ndescription: >\n{_WORDS}# version {version}\n".encode()


def writer(root: Path, told: int, group: bool) -> None:
    """Write one version after the other, and say so after each, until killed."""
    if group:
        os.setsid()
    while True:
        held = (root / PATH).read_bytes()
        version = int(held.split(b"\n", 1)[0].rpartition(b" ")[2]) + 1
        with suppress(NotCommittedError):
            write(root, PATH, content(version), fingerprint(held), Commit(f"version {version}") if version % 3 == 0 else None)
        os.write(told, version.to_bytes(8, "big"))


def many(number: int) -> dict[str, bytes]:
    """Twenty new files."""
    return {f"teams/t{number}-{file}.yaml": content(file) for file in range(20)}


def maker(root: Path, told: int) -> None:
    """Make twenty files after the other, until killed."""
    os.setsid()
    for number in range(1_000_000):
        os.write(told, number.to_bytes(8, "big"))
        with suppress(NotCommittedError):
            write_missing(root, many(number), Commit(f"twenty files, {number}"))


def until_gone(group: int) -> None:
    """Wait for what the writer had started: a git that is being killed may still make a lock. A second at most, where nobody buries the dead."""
    with suppress(ProcessLookupError):
        for _ in range(100):
            os.killpg(group, 0)
            time.sleep(0.01)


def make_and_kill(root: Path, rounds: int, seed: int) -> None:
    """Kill and look, then do again what was interrupted."""
    chance = random.Random(seed)
    for _ in range(rounds):
        hears, tells = os.pipe()
        child = os.fork()
        if not child:
            os.close(hears)
            maker(root, tells)
        os.close(tells)
        os.read(hears, 8)  # it is at work
        time.sleep(chance.uniform(0, 0.05))
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(hears)
        until_gone(child)
        for lock in (root / ".git").rglob("*.lock"):  # what git itself asks for when it was killed
            lock.unlink()
        there = sorted((root / "teams").iterdir()) if (root / "teams").is_dir() else []
        broken = [path.name for path in there if path.read_bytes() != content(int(path.stem.rpartition("-")[2]))]
        write_missing(root, many(0), Commit("again"))
        kept = subprocess.run(["git", "-C", str(root), "ls-files", "--", *many(0)], capture_output=True, text=True, check=True).stdout.split()
        sys.stdout.write(json.dumps({"there": len(there), "broken": broken, "committed": len(kept)}) + "\n")
        for path in (root / "teams").iterdir():
            path.unlink()
        subprocess.run(["git", "-C", str(root), "add", "-A"], check=True)
        subprocess.run(["git", "-C", str(root), "commit", "-qm", "Away", "--allow-empty"], check=True)


def main(root: Path, rounds: int, seed: int, group: bool) -> None:
    """Kill and look."""
    chance = random.Random(seed)
    for _ in range(rounds):
        hears, tells = os.pipe()
        child = os.fork()
        if not child:
            os.close(hears)
            writer(root, tells, group)
        os.close(tells)
        os.read(hears, 8)  # it is at work
        time.sleep(chance.uniform(0, 0.04))
        (os.killpg if group else os.kill)(child, signal.SIGKILL)
        os.waitpid(child, 0)
        acknowledged = b""
        while heard := os.read(hears, 80_000):
            acknowledged = heard[-8:] if len(heard) % 8 == 0 else acknowledged
        os.close(hears)
        held = (root / PATH).read_bytes()
        version = int(held.split(b"\n", 1)[0].rpartition(b" ")[2])
        strays = sorted(path.name for path in (root / "risks").iterdir())
        told = {"acknowledged": int.from_bytes(acknowledged, "big"), "version": version, "whole": held == content(version), "strays": strays}
        sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    if sys.argv[5:] == ["many"]:
        make_and_kill(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    else:
        main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), bool(int(sys.argv[4])))
