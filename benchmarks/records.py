"""Ten thousand records, checked: cold, again, and with ten of them changed. ``python benchmarks/records.py``."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

COLD, WARM = 15.0, 3.0
"""The most seconds that ten thousand records may take."""
COUNTS = {
    "teams": 200,
    "people": 1000,
    "systems": 1500,
    "risks": 1500,
    "actions": 2000,
    "answers": 1800,
    "decisions": 1000,
    "objectives": 500,
    "initiatives": 499,
}


TEXTS = {
    "teams": """\
# Team {n}
name: Team {n}
type: stream-aligned
mission: What we are there for, in one sentence.
members:
  - person/p{n}  # lead
  - {person}
""",
    "people": """\
name: Person {n}
role: Engineer
location: Berlin
started: 2021-04-01
skills: [Kotlin, PostgreSQL, Kubernetes]
emails:
  - p{n}@example.org
""",
    "systems": """\
name: System {n}
level: container
owner: {team}
criticality: high
lifecycle: live
repositories: [repo-{n}]
environments: [production, staging]
hosting: AWS eu-central-1
data_stores:
  - name: main
    technology: PostgreSQL 16
    personal_data: true
vendors: []
""",
    "risks": """\
name: Risk {n}
likelihood: 5%..20%
impact: 40k..180k EUR
owner: {team}
category: security
treatment: reduce
systems: [{system}]
plan: Restore a backup each quarter, and write down how long it took.
review_date: 2027-01-31   # after the audit
description: >
  Nobody has restored it in two years,
  and the person who wrote the script has left.
""",
    "actions": """\
what: Do the thing number {n}
owner: {person}
due: 2027-03-31
promise: To the board, in the meeting of November
about: [{system}]
""",
    "answers": """\
question: How long does a restore take?
answer: Nobody knows; the last one was two years ago.
by: {person}
when: 2026-10-12
about:
  - {system}
""",
    "decisions": """\
---
status: accepted
date: 2024-02-29
decision_makers: [{person}]
reversibility: costly
review_date: 2027-02-28
---
# Decision {n}

## Considered Options

* One
* Two

## Decision Outcome

One, because it is.
""",
    "objectives": """\
name: Objective {n}
owner: {team}
key_results:
  - name: Customers
    baseline: 400
    target: 1200
    unit: customers
    direction: up
    date: 2027-06-30
""",
    "initiatives": """\
name: Initiative {n}
objective: objective/o{o}
owner: {person}
status: running
cost_of_delay: 20k..60k EUR
effort: 20..60 person-days
skills: [Kotlin]
kill_criterion: No customer asks for it by June.
depends_on: [{before}]
systems: [{system}]
""",
}


def text(folder: str, n: int) -> str:
    """A record of the length that people write, with comments, references, lists, groups and prose."""
    before = f"initiative/i{n - 1}" if n else ""
    return TEXTS[folder].format(n=n, team=f"team/t{n % 200}", person=f"person/p{999 - n % 500}", system=f"system/s{n % 1500}", o=n % 500, before=before)


def build(root: Path) -> int:
    """A workspace of invented records."""
    (root / "quarterdeck.yaml").write_text("schema: 1\ncompany: Acme\ncurrency: EUR\n", encoding="utf-8")
    made = 1
    for folder, count in COUNTS.items():
        (root / folder).mkdir()
        for n in range(count):
            ending = "md" if folder == "decisions" else "yaml"
            (root / folder / f"{folder[0]}{n}.{ending}").write_text(text(folder, n), encoding="utf-8")
            made += 1
    return made


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds on the clock, and seconds of a processor, which a busy machine does not stretch."""

    clock: float
    processor: float

    def __str__(self) -> str:
        """``2.1 s (1.9 s of a processor)``."""
        return f"{self.clock:.1f} s ({self.processor:.1f} s of a processor)"


def check(root: Path, cache: Path) -> Took:
    """What the whole command takes, start included."""
    program = "import sys; from quarterdeck.surfaces.cli import main; main(['check', sys.argv[1]])"
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program, str(root)], env={**os.environ, "QUARTERDECK_CACHE": str(cache)}, capture_output=True, text=True, check=False
    )
    clock, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(done.stdout[:2000] + done.stderr[-2000:])
    return Took(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> None:
    """Measure, and exit with 1 when a limit is missed."""
    with tempfile.TemporaryDirectory() as folder:
        root, cache = Path(folder) / "company", Path(folder) / "cache"
        root.mkdir()
        made = build(root)
        cold, again = check(root, cache), check(root, cache)
        for n in range(10):
            (root / "risks" / f"r{n}.yaml").write_text(text("risks", n) + "status: closed\n", encoding="utf-8")
        changed = check(root, cache)
        print(f"{made} records: cold {cold}, at most {COLD:.0f} s; again {again}; with ten changed {changed}, at most {WARM:.0f} s")
    sys.exit(int(cold.clock > COLD or max(again.clock, changed.clock) > WARM))


if __name__ == "__main__":
    main()
