"""How fast the application is for many people at once over a large company: 2,000 repositories, 3,000 records, and what is found in them.

It invents the company (kept in the folder that is named, and used again), assesses it, starts `quarterdeck serve` over it, and lets people open
pages: each opens one, reads it for one to five seconds, and opens the next. Every third is the explanation of one of some 300 findings, the others
come from all sorts of pages alike, and everybody searches for words of their own. Before that each page is opened once, when the server has read the
assessment; what it makes ready by itself meanwhile (`surfaces/web/beforehand.py`) goes on beside. With `--hurry` nobody reads: fifty ask as fast as
they are answered, which says how much the server can do, and nothing about what people wait for.

Exits with 1 when the slowest twentieth of pages takes 150 ms or more, a page has more than 200 KB, or one fails.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

REPOSITORIES, COMMITS, PEOPLE, TEAMS, SYSTEMS, VENDORS, RISKS = 2_000, 6, 700, 120, 1_000, 250, 400
USERS, SESSIONS, READS, SLOWEST, HEAVIEST = 50, 5, (1.0, 5.0), 0.150, 200_000
PROGRAM = "from quarterdeck.surfaces.cli import main; main()"
PLACES = (
    "/", "/findings", "/findings?sort=money", "/findings?ended=not_assessed&page=3", "/practices/knowledge", "/practices/quality", "/practices/delivery",
    "/practices/security", "/evidence", "/records", "/records/system", "/records/risk/risk-7", "/records/risk/risk-7/history", "/history",
    "/search?words=service+%04d", "/reports", "/reports/chief", "/teams", "/teams/team-7", "/risks", "/vendors", "/decisions", "/supply", "/again",
)  # fmt: skip


def said(text: str) -> bytes:
    """As git's fast-import wants it."""
    content = text.encode()
    return b"data %d\n%s\n" % (len(content), content)


def build_repositories(root: Path) -> None:
    """Bare repositories of six commits each, by two people."""
    chance = random.Random(7)  # noqa: S311  # the same company each time
    people = [f"Person {number} <p{number}@example.org>" for number in range(400)]
    for number in range(REPOSITORIES):
        folder = root / f"service-{number:04}.git"
        subprocess.run(["git", "init", "-q", "--bare", "--template=", "-b", "main", str(folder)], check=True)
        stream, when, who = b"", 1735689600 + chance.randrange(10_000_000), chance.sample(people, 2)
        for commit in range(COMMITS):
            when = min(when + chance.randrange(2_000_000, 4_000_000), 1_795_000_000)
            author = who[0 if commit < COMMITS - 1 or number % 3 else 1]
            stream += b"commit refs/heads/main\ncommitter %s %d +0000\n" % (author.encode(), when) + said(f"Change {commit} of {number}")
            if commit == 0:
                stream += b"M 100644 inline requirements.txt\n" + said(f"requests==2.{number % 30}.0\n")
            lines = "\n".join(f"def f{line}_{commit}(x):\n    if x > {line}:\n        return x * {number}\n    return {line}" for line in range(20 + commit))
            stream += b"M 100644 inline src/mod_%d.py\n" % (commit % 3) + said(lines)
        subprocess.run(["git", "fast-import", "--quiet"], input=stream, cwd=folder, check=True)


def build_records(root: Path) -> None:
    """A workspace whose systems are built from those repositories."""
    texts = {"quarterdeck.yaml": "schema: 1\ncompany: Many\ncurrency: EUR\nrepositories_file: repositories.txt\n"}
    texts["repositories.txt"] = "".join(f"../repositories/service-{number:04}.git\n" for number in range(REPOSITORIES))
    for number in range(PEOPLE):
        texts[f"people/person-{number}.yaml"] = f"name: Person {number}\nemails: [p{number}@example.org]\nrole: engineer\n"
    for number in range(TEAMS):
        members = ", ".join(f"person/person-{one}" for one in range(number, PEOPLE, TEAMS))
        texts[f"teams/team-{number}.yaml"] = f"name: Team {number}\nmembers: [{members}]\nmission: Keeps what it keeps.\n"
    for number in range(SYSTEMS):
        built = ", ".join(f"service-{one:04}" for one in range(number, REPOSITORIES, SYSTEMS))
        texts[f"systems/system-{number}.yaml"] = f"name: System {number}\nowner: team/team-{number % TEAMS}\ncriticality: medium\nrepositories: [{built}]\n"
    for number in range(VENDORS):
        texts[f"vendors/vendor-{number}.yaml"] = f"name: Vendor {number}\nprovides: something\n"
        texts[f"contracts/contract-{number}.yaml"] = (
            f"name: Contract {number}\nvendor: vendor/vendor-{number}\ncost: {number + 5}k..{number + 9}k EUR\nends: 2027-0{number % 9 + 1}-20\n"
            "renews: true\nnotice: 60 days\n"
        )
    for number in range(RISKS):
        texts[f"risks/risk-{number}.yaml"] = (
            f"name: Risk {number}\nlikelihood: 2%..8%\nimpact: {number + 10}k..{number + 90}k EUR\nowner: person/person-{number}\n"
        )
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    for asked in (["init", "-q", "-b", "main"], ["add", "-A"], ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit", "-qm", "The record"]):
        subprocess.run(["git", *asked], cwd=root, check=True)


def company_in(folder: Path) -> Path:
    """The workspace, built and assessed where it is not there yet."""
    if not (folder / "repositories").exists():
        (folder / "new").mkdir(parents=True)
        build_repositories(folder / "new")
        (folder / "new").rename(folder / "repositories")
    if not (folder / "company").exists():
        build_records(folder / "company")
    if not (folder / "company" / "quarterdeck-out" / "manifest.json").exists():
        subprocess.run([sys.executable, "-c", PROGRAM, "assess", "--workspace", str(folder / "company"), "--as-of", "2026-11-21"], check=True)
    return folder / "company"


@contextmanager
def served(workspace: Path) -> Iterator[tuple[int, str]]:
    """The server on a free port, with the key that lets in."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", PROGRAM, "serve", "--workspace", str(workspace), "--port", str(port), "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        assert process.stdout
        key = re.search(r"key=(\S+)", process.stdout.readline())
        assert key
        for _ in range(300):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port, key[1]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


class Met:
    """What everybody met: seconds and bytes by page, and what failed."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.bytes: dict[str, int] = defaultdict(int)
        self.failed: list[str] = []
        self.lock = threading.Lock()


def opened(connection: http.client.HTTPConnection, cookie: str, path: str) -> tuple[int, str, float]:
    """One page: its status, its text, how long it took."""
    started = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    text = answer.read()
    return answer.status, text.decode(), time.perf_counter() - started


def come_in(port: int, key: str) -> str:
    """A session of one's own, as its cookie."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    connection.request("GET", f"/?key={key}")
    return str(connection.getresponse().getheader("set-cookie")).partition(";")[0]


def somebody(number: int, port: int, cookie: str, until: float, explained: list[str], met: Met, *, hurry: bool) -> None:
    """Opens a page, reads it, opens the next; every third is the explanation of something."""
    chance = random.Random(number)  # noqa: S311  # the same walk each time
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    time.sleep(chance.uniform(0, READS[1]))
    while time.monotonic() < until:
        name = "/explain/…" if chance.random() < 1 / 3 else chance.choice(PLACES)
        path = chance.choice(explained) if name == "/explain/…" else filled(name, chance.randrange(REPOSITORIES))
        try:
            status, text, seconds = opened(connection, cookie, path)
            wrong = "" if status == http.HTTPStatus.OK else str(status)
        except OSError as error:
            wrong, text, seconds = str(error), "", 0.0
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        with met.lock:
            met.seconds[name].append(seconds)
            met.bytes[name] = max(met.bytes[name], len(text.encode()))
            met.failed += [f"{path}: {wrong}"] if wrong else []
        time.sleep(0 if hurry else chance.uniform(*READS))


def filled(place: str, number: int) -> str:
    """With words of somebody's own, where it looks for words."""
    return place % number if "%04d" in place else place


def when_read(connection: http.client.HTTPConnection, cookie: str) -> None:
    """Wait until the server has read the assessment."""
    started = time.perf_counter()
    while opened(connection, cookie, "/")[0] == http.HTTPStatus.ACCEPTED:
        time.sleep(0.2)
    print(f"the assessment was read {time.perf_counter() - started:.1f} s after the start", flush=True)  # a script speaks here


def first_time(connection: http.client.HTTPConnection, cookie: str, path: str) -> None:
    """How long a page that nobody has opened takes to say something, and to be there where that is later."""
    status, text, taken = opened(connection, cookie, path)
    since = time.perf_counter() - taken
    while status == http.HTTPStatus.ACCEPTED:  # it says so, and opens by itself
        time.sleep(0.2)
        status, text, _ = opened(connection, cookie, path)
    there = f", there after {time.perf_counter() - since:.1f} s" if time.perf_counter() - since > taken + 0.1 else ""
    print(f"first time {taken * 1000:8.0f} ms {len(text.encode()) / 1000:6.0f} KB  {status} {path}{there}", flush=True)  # a script speaks here


def load(port: int, key: str, seconds: float, *, hurry: bool = False) -> Met:
    """Everybody at once, after each page was opened once: a page that nobody has opened since the assessment is told apart."""
    connection, cookie, met = http.client.HTTPConnection("127.0.0.1", port, timeout=600), come_in(port, key), Met()
    when_read(connection, cookie)
    for path in (filled(place, 42) for place in PLACES):
        first_time(connection, cookie, path)
    explained = sorted(
        {unescape(link) for page in (1, 2, 3) for link in re.findall(r'href="(/explain/[^"]+)"', opened(connection, cookie, f"/findings?page={page}")[1])}
    )
    if not explained:
        raise SystemExit("the pages show no findings: assess the company again")
    cookies = [come_in(port, key) for _ in range(SESSIONS)]
    until = time.monotonic() + seconds
    people = [
        threading.Thread(target=somebody, args=(number, port, cookies[number % SESSIONS], until, explained, met), kwargs={"hurry": hurry})
        for number in range(USERS)
    ]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return met


def main() -> int:
    """In the folder that is named, for so many seconds."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path, help="where the invented company is built, and used again")
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--hurry", action="store_true", help="nobody reads: what the server can do")
    told = asked.parse_args()
    workspace = company_in(told.folder.resolve())
    with served(workspace) as (port, key):
        met = load(port, key, told.seconds, hurry=told.hurry)
    everything = sorted(one for taken in met.seconds.values() for one in taken)
    for path, taken in sorted(met.seconds.items(), key=lambda pair: -max(pair[1])):
        middle = statistics.median(taken)
        print(f"{len(taken):5} × median {middle * 1000:6.0f} ms, slowest {max(taken) * 1000:6.0f} ms, {met.bytes[path] / 1000:5.0f} KB  {path}")  # likewise
    slow = everything[int(len(everything) * 0.95)]
    middle = f"median {statistics.median(everything) * 1000:.0f} ms, p95 {slow * 1000:.0f} ms"
    print(f"{len(everything)} pages in {told.seconds:.0f} s, {middle}, {len(met.failed)} failed")  # likewise
    print("\n".join(met.failed[:10]))  # likewise
    return 1 if slow >= SLOWEST or met.failed or max(met.bytes.values()) > HEAVIEST else 0


if __name__ == "__main__":
    sys.exit(main())
