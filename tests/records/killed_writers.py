"""A program that starts writers and kills them at random moments: run on its own, for it forks and has no threads.

``python killed_writers.py FOLDER ROUNDS SEED GROUP`` prints a line of JSON per round: the last write that was acknowledged before the kill, and
what the file held after it. With GROUP the git process that a writer may have started is killed too.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from quarterdeck.records.versioning import Commit
from quarterdeck.records.writer import NotCommittedError, fingerprint, write

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
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), bool(int(sys.argv[4])))
