"""Which point of a history is the first to hold a commit: the first release that contains it, the first deployment that brought it.

Points of one line (the releases of a repository, the deployments of a service) stand in their order; a commit belongs to the first whose own history
holds it. Commits are numbers while histories are walked: a million of them as texts would take longer than everything around it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import duckdb

_HISTORY = """
CREATE TEMP TABLE history AS
WITH wanted AS (SELECT DISTINCT repository FROM points)
SELECT repository, "commit", parents FROM all_commits SEMI JOIN wanted USING (repository) WHERE committed_at >= $since
UNION ALL
SELECT repository, "commit", parents FROM (FROM side_commits s SEMI JOIN wanted USING (repository) WHERE committed_at >= $since) s
ANTI JOIN all_commits a ON a.repository = s.repository AND a."commit" = s."commit"
"""

_MOTHERS = """
SELECT c.rowid AS child, m.rowid AS mother
FROM history c JOIN history m ON m.repository = c.repository AND m."commit" = c.parents[1]
"""

_OTHERS = """
SELECT c.number, m.rowid
FROM (SELECT rowid AS number, repository, unnest(parents[2:]) AS "commit" FROM history WHERE len(parents) > 1) c
JOIN history m ON m.repository = c.repository AND m."commit" = c."commit"
ORDER BY ALL
"""

_POINTS = """
SELECT p.line, p.rowid AS point, h.rowid AS "commit"
FROM points p JOIN history h ON h.repository = p.repository AND h."commit" = p."commit" ORDER BY p.rowid
"""

_PLACED = """
CREATE TEMP TABLE placed AS
SELECT p.repository, p.line, p.name, h."commit"
FROM walked w JOIN points p ON p.rowid = w.point JOIN history h ON h.rowid = w."commit"
"""


def first_to_hold(mothers: Sequence[int], others: Mapping[int, Sequence[int]], points: Iterable[tuple[int, int, int]]) -> tuple[list[int], list[int]]:
    """Commits, and beside each the first point that holds it, for each line.

    ``mothers`` is the first parent of each commit, or -1; ``others`` the further parents of merges; ``points`` are (line, point, commit) in their order,
    one line after the other.
    """
    seen = [-1] * len(mothers)
    commits: list[int] = []
    firsts: list[int] = []
    for line, point, commit in points:
        waiting = [commit]
        while waiting:
            here = waiting.pop()
            while here >= 0 and seen[here] != line:
                seen[here] = line
                commits.append(here)
                if here in others:
                    waiting.extend(others[here])
                here = mothers[here]
        firsts.extend([point] * (len(commits) - len(firsts)))
    return commits, firsts


def place(connection: duckdb.DuckDBPyConnection, points: str, since: date) -> None:
    """Make ``placed`` (repository, line, name, commit) of commits from ``since`` on.

    ``points`` selects repository, line (a number of its own), name and commit, one line after the other, each in its order.
    """
    connection.execute(f"CREATE TEMP TABLE points AS {points}")
    connection.execute(_HISTORY, {"since": datetime.combine(since, datetime.min.time())})
    (count,) = connection.execute("SELECT count(*) FROM history").fetchone() or (0,)
    mothers = np.full(count, -1)
    pairs = connection.execute(_MOTHERS).fetchnumpy()
    mothers[pairs["child"]] = pairs["mother"]
    others: dict[int, list[int]] = defaultdict(list)
    for child, mother in connection.execute(_OTHERS).fetchall():
        others[child].append(mother)
    commits, firsts = first_to_hold(mothers.tolist(), dict(others), connection.execute(_POINTS).fetchall())
    connection.register("walked", {"point": np.array(firsts, dtype=np.int64), "commit": np.array(commits, dtype=np.int64)})
    connection.execute(_PLACED)
    connection.unregister("walked")
    connection.execute("DROP TABLE history; DROP TABLE points")
