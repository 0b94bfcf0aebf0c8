"""How often it would have been said rightly when an epic is done: by its pace alone, and corrected by what was known of others.

    python benchmarks/epics.py REPOSITORY...
    python benchmarks/epics.py --tracker REPOSITORY

For git repositories, releases are taken as epics, for they are what a clone shows of them: a change is begun when its first commit was written, done when it
reached the main line, and belongs to the first release after it. With `--tracker` the repository holds the issues of a tracker, a JSON file each as Jira
gives them (`data/**/KEY.json`): its epics, then its versions taken as epics. At every fourth week it is promised, as `quarterdeck` promises it, when nothing
of the epic will be open; then it is looked whether it was so.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import numpy as np

from quarterdeck.derived import epic_forecasts
from quarterdeck.derived.containment import is_release
from quarterdeck.derived.item_flows import ItemFlow, ItemSpan
from quarterdeck.evidence.work import WorkItem
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.table import declared

Item = tuple[str, str, str, int, int | None]
"""Id, type, what it belongs to (nothing: an empty text), when it was begun, and when it was done."""
WEEKS = 520

_TOLD = """
WITH f AS (FROM epic_forecasts WHERE certainty = $certainty), corrected AS (FROM f WHERE compared >= 6),
    means AS (SELECT avg(kept::INTEGER) AS kept FROM corrected WHERE kept IS NOT NULL GROUP BY epic)
SELECT count(DISTINCT epic), count(DISTINCT epic) FILTER (done_on IS NULL), count(*) FILTER (pace_kept), count(pace_kept), (SELECT count(*) FROM corrected),
    (SELECT count(done_by) FROM corrected), (SELECT count(*) FILTER (kept) FROM corrected), (SELECT count(kept) FROM corrected), (SELECT avg(kept) FROM means),
    (SELECT count(*) FROM means), (SELECT median(date_diff('day', made_on, done_by) / 7) FROM corrected)
FROM f
"""


def main() -> None:
    """Print lines of a Markdown table."""
    sys.stdout.write("| tried on | certainty | epics, not done | kept by pace | could be corrected | of these dated | kept | mean over epics | weeks |\n")
    sys.stdout.write(f"{'|---' * 9}|\n")
    names = sys.argv[1:]
    if names[:1] == ["--tracker"]:
        issues = [*tracker(Path(names[1]))]
        told(f"epics of {names[1]}", [tried(item for item, _ in issues)])
        told("its versions", [tried(as_version(*issue) for issue in issues)])
        return
    every = [tried(((str(n), "", *change) for n, change in enumerate(changes(Path(name)))), started=True) for name in names]
    for name, connection in zip(names, every, strict=True):
        told(name, [connection])
    told("together", every)


def told(what: str, every: list[duckdb.DuckDBPyConnection]) -> None:
    """A line for each certainty, over all that was tried."""
    together = duckdb.connect()
    together.execute(declared(epic_forecasts.EpicForecast).ddl)
    for number, one in enumerate(every):
        rows = one.execute("FROM epic_forecasts").fetchnumpy()
        rows["epic"] = np.array([f"{number} {epic}" for epic in rows["epic"]], dtype=object)
        together.register("rows", {key: _plain(column) for key, column in rows.items()})
        together.execute("INSERT INTO epic_forecasts BY NAME FROM rows")
        together.unregister("rows")
    for certainty in epic_forecasts.CERTAINTIES:
        epics, open_, pace, paced, could, dated, kept, due, mean, means, weeks = together.execute(_TOLD, {"certainty": certainty}).fetchall()[0]
        sys.stdout.write(
            f"| {what} | {certainty:.0%} | {epics}, {open_} | {pace} of {paced} | {could} | {dated} | {kept} of {due} "
            f"| {'–' if mean is None else f'{mean:.0%} of {means}'} | {'–' if weeks is None else round(weeks)} |\n"
        )


def _plain(column: np.ma.MaskedArray | np.ndarray) -> np.ndarray:
    """With None where nothing is."""
    return np.where(np.ma.getmaskarray(column), None, column.astype(object)) if isinstance(column, np.ma.MaskedArray) else column


def tracker(repository: Path) -> Iterator[tuple[Item, str]]:
    """The issues that a repository holds, each with the version that it was for."""
    told = [line.split("\t") for line in git(repository, "ls-tree", "-r", "HEAD", "data")]
    oids = "\n".join(told_.split()[2] for told_, path in told if path.endswith(".json"))
    asked = ["git", "-c", "safe.directory=*", "-C", str(repository), "cat-file", "--batch"]
    answer = subprocess.run(asked, input=oids.encode(), capture_output=True, check=True).stdout
    at = 0
    while at < len(answer):
        line = answer.index(b"\n", at)
        if answer[at:line].endswith(b"missing"):  # the largest files of a clone may be absent
            at = line + 1
            continue
        size = int(answer[at:line].split()[2])
        issue, at = json.loads(answer[line + 1 : line + 1 + size]), line + size + 2
        if isinstance(issue, dict) and "fields" in issue:
            yield _issue(issue["key"], issue["fields"])


def _issue(key: str, fields: dict) -> tuple[Item, str]:
    epic = fields.get("customfield_10014") or fields.get("epic") or ""
    parent = (fields.get("parent") or {}).get("key") or (epic.get("key", "") if isinstance(epic, dict) else epic)
    version = f"V {fields['project']['key']}{fields['fixVersions'][0]['name']}" if fields.get("fixVersions") else ""
    begun, done = (_seconds(fields.get(name)) for name in ("created", "resolutiondate"))
    return (key, fields["issuetype"]["name"], parent or "", begun or 0, done), version


def _seconds(said: str | None) -> int | None:
    return int(datetime.strptime(said, "%Y-%m-%dT%H:%M:%S.%f%z").timestamp()) if said else None


def as_version(item: Item, version: str) -> Item:
    """The item as a piece of the version that it was for; sub-tasks stay with their story."""
    key, kind, parent, begun, done = item
    return key, "" if kind == "Epic" else kind, parent if kind == "Sub-task" else version, begun, done


def git(repository: Path, *command: str) -> list[str]:
    """The lines that git answers."""
    asked = ["git", "-c", "safe.directory=*", "-C", str(repository), *command]
    return subprocess.run(asked, capture_output=True, check=True, text=True).stdout.splitlines()


def changes(repository: Path) -> Iterator[tuple[str, int, int]]:
    """Release, begun and done of each change of the main line that a release holds."""
    told = [line.split("|") for line in git(repository, "log", "--format=%H|%P|%at|%ct", "HEAD", "--tags")]
    parents = {commit: mothers.split() for commit, mothers, _, _ in told}
    written = {commit: int(at) for commit, _, at, _ in told}
    done = {commit: int(at) for commit, _, _, at in told}
    line: list[str] = []
    here = git(repository, "rev-parse", "HEAD")[0]
    while here in parents:
        line.append(here)
        here = next(iter(parents[here]), "")
    line.reverse()
    place = {commit: number for number, commit in enumerate(line)}
    seen, begun = set(line), {}
    for commit in line:
        begun[commit], waiting = written[commit], parents[commit][1:]
        while waiting:
            side = waiting.pop()
            if side in parents and side not in seen:
                seen.add(side)
                begun[commit] = min(begun[commit], written[side])
                waiting.extend(parents[side])
    first = 0
    for tag, at in releases(repository):
        here = at
        while here and here not in place:
            here = next(iter(parents.get(here, [])), "")
        for commit in line[first : place.get(here, -1) + 1]:
            yield tag, begun[commit], done[commit]
        first = max(first, place.get(here, -1) + 1)


def releases(repository: Path) -> list[tuple[str, str]]:
    """Release tags with their commits, oldest first."""
    told = [line.split("|") for line in git(repository, "tag", "--sort=creatordate", "--format=%(refname:short)|%(objectname)|%(*objectname)")]
    return [(tag, peeled or commit) for tag, commit, peeled in told if is_release(tag)]


def tried(told: Iterable[Item], *, started: bool = False) -> duckdb.DuckDBPyConnection:
    """Forecasts over all that is known, in the table `epic_forecasts`; ``started``: work on an item began when it was begun."""
    connection = duckdb.connect()
    connection.execute("; ".join(declared(row).ddl for row in (WorkItem, ItemFlow, ItemSpan)))
    items = [*told]
    done = [max(begun, done) if done else None for *_, begun, done in items]
    connection.register("told", {
        **{name: np.array([item[place] for item in items], dtype=object) for place, name in enumerate(("id", "kind", "parent"))},
        "begun": np.array([item[3] for item in items], dtype="datetime64[s]"), "done": np.array([moment or "NaT" for moment in done], dtype="datetime64[s]"),
    })  # fmt: skip
    connection.execute("INSERT INTO work_items BY NAME SELECT 'git' AS tool, id, begun AS created_at, kind, nullif(parent, '') AS parent FROM told")
    connection.execute(
        """
        INSERT INTO item_flows BY NAME
        SELECT 'git' AS tool, id AS item, 'main' AS repository, kind, if(done IS NULL, 'in_progress', 'done') AS stage, '' AS status, begun AS created_at,
            if($started, begun, NULL) AS started_at,
            done AS done_at, 0 AS blocked_days, 0 AS reopened
        FROM told
        """,
        {"started": started},
    )
    connection.execute("CREATE TABLE epic_flows AS FROM item_flows WHERE false")
    end = datetime.fromtimestamp(max(moment for moment in done if moment), UTC).date() - timedelta(days=6)
    epic_forecasts.build(connection, Period(end - timedelta(days=7 * WEEKS), end))
    return connection


if __name__ == "__main__":
    main()
