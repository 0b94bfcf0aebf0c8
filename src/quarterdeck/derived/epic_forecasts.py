"""When epics will be done, and when it could have been said in the past: forecasts with what comes in and what items are cut into, corrected by the past.

An epic is what other items name as their parent: an item of such a type, or one that the export does not hold. Its *pieces* are those items, or what
they are cut into (their own sub-tasks). Stand at a Monday, look at no more than what was known then: how many pieces left the epic each week since
work on it began (done or dropped), how many came in each week (scope growth), into how many pieces finished items had been cut (the split rate), what is
open. From these the weeks are worked out, exactly, within which nothing is left open with a certainty. Dates from the pace alone come too early, for
the last pieces of an epic lie: so these weeks, and half a year, are stretched by the factor with which what was known by then of other epics would have held
(`maths.conformal`). Then it is looked whether it was so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np

from quarterdeck.derived.forecast_trials import AHEAD, LEARNED
from quarterdeck.derived.item_flows import EPICS
from quarterdeck.kernel.table import declared
from quarterdeck.maths.conformal import stretch
from quarterdeck.maths.forecasting import Chances, Counts, all_done

if TYPE_CHECKING:
    import duckdb

    from quarterdeck.kernel.period import Period

FEWEST_WEEKS, FEWEST_PIECES, MOST_PIECES = 8, 5, 400
"""Weeks of work on an epic that a forecast learns from at least; pieces of an epic, at least and at most (our judgement)."""
LONGEST = 104
"""Weeks after which a forecast says that the end is not foreseeable."""
TRIED = 260
"""Forecasts are tried over five years before the day of the assessment, or over the period where that is longer: epics are few."""
ADDED = 26
"""Weeks that are added to what the pace says before it is stretched: an epic's last pieces lie about as long whatever its pace was. With none or 13 in their
stead, what was soonest held too seldom in a public tracker (docs/explanation/forecasts.md)."""
FEWEST_COMPARED = 6
"""Other epics by which a forecast is corrected, at least: of five none can be held 85 times of 100 (six of seven are 86)."""
CERTAINTIES = (0.5, 0.85)
_MOST_LEFT = 4_000
_NOISE = 1e-9
_WIDTH = 40
"""More in one week counts as so many: a week in which a list was cleared up."""


@dataclass(frozen=True, slots=True)
class EpicForecast:
    """A forecast of when an epic is done, as it could have been made on a Monday, and what came; the newest are of epics that are open."""

    table: ClassVar[str] = "epic_forecasts"
    repository: Annotated[str | None, "The assessed repository, where most of its pieces belong."]
    epic: Annotated[str, "The epic's id."]
    made_on: Annotated[date, "The Monday on which it could have been made: what happened before is known."]
    learned: Annotated[int, "How many weeks before it are learned from."]
    open: Annotated[int, "How many pieces were open."]
    grew: Annotated[float, "How many pieces came in a week, on average of these weeks."]
    cut: Annotated[float, "Into how many pieces finished items had been cut, on average."]
    certainty: Annotated[float, "The certainty of the promise: 0.5 or 0.85."]
    pace_by: Annotated[date | None, "The last day of the weeks within which its pace alone leaves nothing open; empty where that is not foreseeable."]
    compared: Annotated[int, "Of how many other epics forecasts were known by then: with fewer than 6 none is corrected."]
    stretched: Annotated[float | None, "By what its weeks and half a year are multiplied; empty where too few are known, or none would have held."]
    done_by: Annotated[date | None, "What is promised: by its pace and what was known of those, by its pace alone with too few; empty where not foreseeable."]
    done_on: Annotated[date | None, "When its last piece left it; empty while pieces are open."]
    pace_kept: Annotated[bool | None, "Whether it was done by `pace_by`; empty where that day is still to come, or none was foreseeable."]
    kept: Annotated[bool | None, "Whether it was done by `done_by`, likewise."]
    planned_for: Annotated[date | None, "The first day that stands on record for it: the end of the initiative whose epic it is, or an open milestone of that."]


def _ago(moment: str) -> str:
    """How many weeks before the last Monday: 1 for the week that has just ended."""
    return f"date_diff('day', date_trunc('week', {moment}), $last) // 7"


# Pieces are joined to their ends before anything else: left to itself the database joins every item with every other of its tool (6 million rows for 2,500).
_PIECES = f"""
CREATE TEMP TABLE pieces AS
WITH epics AS ({EPICS}), ends AS (
    SELECT f.tool, f.item, f.repository, f.created_at, f.started_at, CASE WHEN f.stage = 'dropped'
        THEN coalesce(d.dropped_at, i.resolved_at, f.created_at) ELSE f.done_at END AS left_at
    FROM (FROM item_flows UNION ALL FROM epic_flows) f JOIN work_items i ON i.tool = f.tool AND i.id = f.item
    LEFT JOIN (SELECT tool, item, max(entered_at) AS dropped_at FROM item_spans WHERE stage = 'dropped' GROUP BY ALL) d ON d.tool = f.tool AND d.item = f.item
    WHERE f.created_at < $last
), children AS (
    SELECT e.tool, e.epic, w.id AS child FROM work_items w JOIN epics e ON e.tool = w.tool AND e.epic = w.parent
    ANTI JOIN epics n ON n.tool = w.tool AND n.epic = w.id
), parts AS (
    SELECT c.tool, c.epic, c.child, w.id AS piece FROM children c JOIN work_items w ON w.tool = c.tool AND w.parent = c.child
    UNION ALL
    SELECT c.tool, c.epic, c.child, c.child FROM children c ANTI JOIN work_items w ON w.tool = c.tool AND w.parent = c.child
), halves AS MATERIALIZED (
    SELECT p.*, b.repository, b.created_at, b.left_at, b.started_at FROM parts p JOIN ends b ON b.tool = p.tool AND b.item = p.piece
), told AS (
    SELECT h.tool, h.epic, h.child, h.piece, h.repository, least(c.created_at, h.created_at) AS child_at, h.created_at,
        coalesce(h.left_at, e.left_at) AS left_at, coalesce(h.started_at, h.left_at, e.left_at) AS begun_at
    FROM halves h JOIN ends c ON c.tool = h.tool AND c.item = h.child LEFT JOIN ends e ON e.tool = h.tool AND e.item = h.epic
)
SELECT dense_rank() OVER (ORDER BY tool, epic) - 1 AS number, epic, child, repository, {_ago("child_at")} AS child_ago, {_ago("created_at")} AS came_ago,
    CASE WHEN left_at < $last THEN {_ago("left_at")} END AS left_ago, CASE WHEN begun_at < $last THEN {_ago("begun_at")} END AS begun_ago, left_at
FROM told QUALIFY count(*) OVER (PARTITION BY tool, epic) BETWEEN $fewest AND $most
"""  # put together from words of this module

_TRIALS = f"""
CREATE TEMP TABLE trials AS
WITH epics AS (
    SELECT number, min(epic) AS epic, mode(repository ORDER BY repository) AS repository, max(begun_ago) AS begun_ago,
        CASE WHEN count(left_ago) = count(*) THEN min(left_ago) END AS done_ago, max(left_at)::DATE AS done_on
    FROM pieces GROUP BY ALL
), known AS (SELECT coalesce(min({_ago("done_at")}), 1) - 1 AS until FROM item_flows WHERE done_at < $last),
placed AS (
    SELECT e.*, unnest(range(k.until, k.until + $tried + 1, $ahead)) AS stood, k.until FROM epics e CROSS JOIN known k
)
SELECT row_number() OVER (ORDER BY number, stood) - 1 AS trial, number, epic, repository, stood, until, done_ago, done_on,
    least(begun_ago - 1 - stood, $learned) AS learned
FROM placed WHERE begun_ago - 1 - stood >= $weeks AND (done_ago IS NULL OR done_ago <= stood)
"""  # likewise

_CHILDREN = """
CREATE TEMP TABLE known_children AS
SELECT t.trial, p.child, max(p.child_ago) AS child_ago, any_value(t.stood) AS stood, any_value(t.learned) AS learned,
    count(*) FILTER (p.came_ago > t.stood) AS parts,
    count(*) FILTER (p.came_ago > t.stood AND (p.left_ago IS NULL OR p.left_ago <= t.stood)) AS open
FROM trials t JOIN pieces p USING (number) WHERE p.child_ago > t.stood GROUP BY ALL
"""

_OPEN = """
SELECT trial, coalesce(sum(open) FILTER (parts > 1), 0)::BIGINT AS pieces, count(*) FILTER (parts <= 1 AND (open > 0 OR parts = 0)) AS whole
FROM known_children GROUP BY ALL ORDER BY trial
"""
_LEFT = """
SELECT trial, n, count(*) AS weeks FROM (
    SELECT t.trial, p.left_ago, least(count(*), $width) AS n FROM trials t JOIN pieces p USING (number)
    WHERE p.left_ago > t.stood AND p.left_ago <= t.stood + t.learned GROUP BY ALL) GROUP BY ALL
"""
_CAME = """
SELECT trial, n, count(*) AS weeks FROM (
    SELECT trial, child_ago, least(sum(greatest(parts, 1)), $width)::BIGINT AS n FROM known_children
    WHERE child_ago <= stood + learned GROUP BY ALL) GROUP BY ALL
"""
_CUT = """
SELECT trial, least(parts, $width) AS n, count(*) AS weeks FROM known_children WHERE open = 0 AND parts > 0 GROUP BY ALL
"""


def _day(weeks: str) -> str:
    """The last day of so many weeks from when a trial was made."""
    return f"CASE WHEN {weeks} >= 0 THEN ($last - to_days((7 * (t.stood - {weeks}) + 1)::INTEGER))::DATE END"


def _held(weeks: str) -> str:
    """Whether an epic was done within so many weeks."""
    within = f"t.stood - t.done_ago + 1 <= {weeks}"
    return f"CASE WHEN {weeks} < 0 THEN NULL WHEN t.done_ago IS NOT NULL THEN {within} WHEN t.stood - t.until >= {weeks} THEN false END"


_KEPT = f"""
INSERT INTO epic_forecasts
SELECT t.repository, t.epic, ($last - to_days((7 * t.stood)::INTEGER))::DATE, t.learned, p.open, p.grew, p.cut, $certainty, {_day("p.pace")}, p.compared,
    CASE WHEN p.compared >= {FEWEST_COMPARED} AND isfinite(p.stretched) THEN p.stretched END, {_day("p.weeks")},
    CASE WHEN t.done_ago IS NOT NULL THEN t.done_on END, {_held("p.pace")}, {_held("p.weeks")}, d.day
FROM promises p JOIN trials t USING (trial) LEFT JOIN epic_days d ON d.epic = lower(t.epic)
"""  # likewise

_DAYS = """
CREATE TEMP TABLE epic_days AS
SELECT lower(trim(epic)) AS epic, min(least(ends, due)) AS day
FROM (SELECT record, unnest(epics) AS epic, ends FROM initiative_records) i
LEFT JOIN (SELECT initiative, min(date) AS due FROM milestone_records WHERE status = 'open' GROUP BY ALL) m ON m.initiative = i.record GROUP BY ALL
"""
_NO_DAYS = "CREATE TEMP TABLE epic_days (epic VARCHAR, day DATE)"


def build(connection: duckdb.DuckDBPyConnection, period: Period, *, recorded: bool = False) -> None:
    """Make ``epic_forecasts`` from ``work_items``, ``item_flows``, ``epic_flows`` and ``item_spans``, over the weeks that are over at the end of the period.

    ``recorded`` says whether the record's tables are in view: they tell for when an epic is planned.
    """
    connection.execute(declared(EpicForecast).ddl)
    if connection.execute("SELECT EXISTS (FROM work_items WHERE parent <> '')").fetchone() != (True,):
        return
    last = datetime.combine(period.end - timedelta(days=period.end.weekday()), datetime.min.time())
    tried = max(TRIED, (last.date() - period.start).days // 7)
    connection.execute(_PIECES, {"last": last, "fewest": FEWEST_PIECES, "most": MOST_PIECES})
    connection.execute(_TRIALS, {"last": last, "tried": tried, "ahead": AHEAD, "learned": LEARNED, "weeks": FEWEST_WEEKS})
    connection.execute(_CHILDREN)
    connection.execute(_DAYS if recorded else _NO_DAYS)
    _promise(connection, last)
    connection.execute("DROP TABLE pieces; DROP TABLE trials; DROP TABLE known_children; DROP TABLE epic_days")


def _promise(connection: duckdb.DuckDBPyConnection, last: datetime) -> None:
    learned = np.asarray(connection.execute("SELECT learned FROM trials ORDER BY trial").fetchnumpy()["learned"], dtype=np.int64)
    if not len(learned):
        return
    standing = connection.execute(_OPEN).fetchnumpy()
    pieces, whole = np.zeros(len(learned), dtype=np.int64), np.zeros(len(learned), dtype=np.int64)
    pieces[standing["trial"]], whole[standing["trial"]] = standing["pieces"], standing["whole"]
    done, new, cut = (_histogram(connection.execute(query, {"width": _WIDTH}).fetchnumpy(), len(learned)) for query in (_LEFT, _CAME, _CUT))
    for counts in (done, new):
        counts[:, 0] = learned - counts.sum(axis=1)
    cut[cut.sum(axis=1) == 0, 1] = 1
    done, new, cut = (counts / counts.sum(axis=1, keepdims=True) for counts in (done, new, cut))
    open_ = pieces + whole
    told = np.flatnonzero(open_ > 0)
    pace = promised(pieces, whole, done, new, cut)[told]
    compared, factors, weeks = corrected(pace, *_course(connection, told))
    sizes = np.arange(_WIDTH + 1)
    same = {"trial": told, "open": open_[told], "grew": (new @ sizes)[told], "cut": (cut @ sizes)[told], "compared": compared}
    for column, certainty in enumerate(CERTAINTIES):
        connection.register("promises", {**same, "pace": pace[:, column], "stretched": factors[:, column], "weeks": weeks[:, column]})
        connection.execute(_KEPT, {"last": last, "certainty": certainty})
        connection.unregister("promises")


def _course(connection: duckdb.DuckDBPyConnection, told: Counts) -> tuple[Counts, Counts, Counts]:
    """Of these trials: which epic, how many weeks before the last Monday it was made, and how many before it the epic was done (-1: not yet)."""
    course = connection.execute("SELECT number, stood, coalesce(done_ago, -1) AS done_ago FROM trials ORDER BY trial").fetchnumpy()
    epics, stood, done = (np.asarray(course[name], dtype=np.int64)[told] for name in ("number", "stood", "done_ago"))
    return epics, stood, done


def corrected(pace: Counts, epics: Counts, stood: Counts, done: Counts) -> tuple[Counts, Chances, Counts]:
    """By how many other epics each forecast is corrected, its factors, and the weeks that come of them (-1: not foreseeable).

    What its pace alone leaves open for more than `LONGEST` weeks counts as so long: that says more than nothing, for such epics end as well.
    """
    weeks, factors = pace.copy(), np.full(pace.shape, np.nan)
    base = np.where(pace < 0, LONGEST, pace) + ADDED
    begun = {epic: stood[epics == epic].max() for epic in np.unique(epics)}
    compared = np.zeros(len(pace), dtype=np.int64)
    for now in np.unique(stood):
        here, known = np.flatnonzero(stood == now), np.flatnonzero(stood > now)
        others = len(np.unique(epics[known]))
        compared[here] = [others - (begun[epic] > now) for epic in epics[here]]
        over = done[known] > now
        took = np.where(over, stood[known] - done[known] + 1, stood[known] - now)
        for column, certainty in enumerate(CERTAINTIES):
            factors[here, column] = stretch(took / base[known, column], over, epics[known], certainty)
    stretched = np.ceil(factors * base - _NOISE)
    stretched[:, 1] = np.maximum(stretched[:, 0], stretched[:, 1])
    enough = compared >= FEWEST_COMPARED
    weeks[enough] = np.where(stretched <= LONGEST, stretched, -1)[enough].astype(np.int64)
    return compared, factors, weeks


def _histogram(told: Any, trials: int) -> Chances:  # noqa: ANN401  # a dict of arrays, as DuckDB gives it
    """How many weeks of each trial had each count."""
    counts = np.zeros((trials, _WIDTH + 1))
    counts[told["trial"], told["n"]] = told["weeks"]
    return counts


def promised(pieces: Counts, whole: Counts, done: Chances, new: Chances, cut: Chances) -> Counts:
    """Weeks until nothing is left, a column for each certainty: of open pieces, and of items that are whole and may be cut as others were.

    Forecasts of about as many items, and of about as much in a week, are worked out together.
    """
    most = pieces + whole * _top(cut)
    bulk = np.ceil(np.log2(np.minimum(4 * most, _MOST_LEFT) + 8)).astype(np.int64)
    rate = np.ceil(np.log2(np.maximum(_top(done), _top(new)) + 2)).astype(np.int64)
    found = np.full((len(pieces), len(CERTAINTIES)), -1, dtype=np.int64)
    for group in np.unique(bulk * 100 + rate):
        here = np.flatnonzero(bulk * 100 + rate == group)
        left = np.stack([_left(int(pieces[one]), int(whole[one]), cut[one], 2 ** int(bulk[one])) for one in here])
        most_done, most_new = int(_top(done[here]).max()) + 1, int(_top(new[here]).max()) + 1
        found[here] = all_done(left, done[here, :most_done], new[here, :most_new], CERTAINTIES, LONGEST)
    return found


def _top(chances: Chances) -> Counts:
    """The greatest count with a chance, of each row."""
    top: Counts = chances.shape[1] - 1 - (chances[:, ::-1] > 0).argmax(axis=1)
    return top


def _left(pieces: int, whole: int, cut: Chances, width: int) -> Chances:
    """The chance of each number of pieces: those that are there, and what whole items are cut into."""
    found = np.zeros(width)
    found[pieces] = 1
    if cut[1] == 1:
        return np.roll(found, whole)
    for _ in range(whole):
        found = np.convolve(found, cut)[:width]
    return found
