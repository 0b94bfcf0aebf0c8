"""How often forecasts from the own past would have been kept.

Says: The share of forecasts, made at a certainty of 85 of 100 from the weeks before them, that the next four weeks kept.

Matters because: A forecast that is kept as often as it says can be promised to a customer. One that is not is a wish with a number. How often is seen
only by trying it on the past, for teams with and without sprints alike.

Counted how: At every fourth week, looking at up to a year before it and half a year at least, the number of items that will at least be done in the next
four weeks is worked out exactly, by convolution of what was done each week, with a certainty of 85 and of 50 of 100. For weeks hang together, the pace is asked
with the level that the promises before it ask for: it rises after one that was not kept, and falls a little after one that was. Each promise contributes 1
where as many or more were done, else 0; the value is the share among those of 85. What the pace alone would have promised with 85 is a row as well, and
not in the value. They are made over two years before the end of the period, or over the period where that is longer. A promise of nothing is left out.
Where no work items of a subject are done, changes that reached the main line are counted in their stead, and each row says so. The range is Wilson's
interval.

Leaves out: How large items are. The week that is not over. Changes by bots.

Source: Convolution of throughput is arithmetic; that a forecast is judged by how often it was kept is calibration, as weather forecasts are judged. The
level moves as in adaptive conformal inference (Gibbs and Candès 2021, https://huggingface.co/papers/2106.00170). How often such forecasts were kept in
public repositories: docs/explanation/forecasts.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate

from quarterdeck.evidence.code import Commit
from quarterdeck.evidence.work import WorkItem, WorkItemTransition
from quarterdeck.kernel.finding import MeasureRow
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.practices.delivery.basis import share_where

SURE = "85"
"""How the part of a row begins whose promise was to hold 85 times of 100."""
EVEN = "50"
"""The same of even odds."""
PACE = "pace alone, "
"""How the part of a row begins that tells what the pace alone would have promised."""
_KINDS = {"team": "a team", "system": "a system", "company": "the company"}
_BASIS = "30 whole weeks of finished work are too few or not known: half a year to learn from, and four weeks to look at"


def _rows(kind: str, ahead: int = 4) -> str:
    """Trials of the subjects of a kind: the week, what was promised and done, and whether it was kept; and the same by the pace alone."""
    return f"""
        SELECT subject, made_on::VARCHAR AS key,
            said || round(100 * certainty)::INTEGER || ' of 100: at least ' || least || ' ' || counts || ', and ' || done || ' came' AS part,
            (done >= least)::INTEGER AS contribution
        FROM (
            SELECT *, '' AS said, promised AS least FROM forecast_trials WHERE certainty IN (0.5, 0.85)
            UNION ALL
            SELECT *, '{PACE}', pace FROM forecast_trials WHERE certainty = {SURE} / 100
        ) WHERE kind = '{kind}' AND ahead = {ahead} AND least > 0 AND done IS NOT NULL
    """  # noqa: S608  # words of this module


FORECASTS_KEPT = Measure(
    name="forecasts_kept",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="of forecasts",
    subject="repository",
    needs=(Commit,),
    also_reads=(WorkItem, WorkItemTransition),
    rows=_rows("repository"),
    fold=share_where(f"starts_with(part, '{SURE}')", "the share of ones among the rows whose promise was to hold 85 times of 100"),
    key_is="week",
    part_is="promise",
    absent=NotAssessed(_BASIS, "Import work items with their transitions: `quarterdeck import work-items FILE`"),
    decimals=2,
)


def _told_of(kind: str) -> Measure:
    """The same of what stands on several repositories: their weeks are added up before anything is promised."""
    words = _KINDS[kind]
    page = Page(
        f"{FORECASTS_KEPT.page.title.rstrip('.')}, of {words}.",
        {**FORECASTS_KEPT.page.parts, "Says": f"What `forecasts_kept` says, of what is done in all repositories of {words} together in a week."},
    )
    return replace(FORECASTS_KEPT, name=f"{kind}_forecasts_kept", subject=kind, page=page, rows=_rows(kind))


FORECASTS_KEPT_OF = {kind: _told_of(kind) for kind in _KINDS}
"""Of teams, systems and the company."""


_NEXT = "next, "
"""How the part of a row begins that tells with which certainty the pace is asked for the weeks to come."""

QUARTER_FORECASTS_KEPT = replace(
    FORECASTS_KEPT_OF["company"],
    name="quarter_forecasts_kept",
    page=Page(
        "How often forecasts of twelve weeks would have been kept, of the company.",
        {
            **FORECASTS_KEPT.page.parts,
            "Says": "What `company_forecasts_kept` says, of promises for twelve weeks: those of the forecast fan. They are made at every fourth week "
            "as well, so what they look at overlaps, and one is learned from a quarter later. Rows that begin with `next` tell with which certainty the "
            "pace is asked for the weeks to come, and are not in the value.",
        },
    ),
    rows=f"""
        {_rows("company", 12)}
        UNION ALL
        SELECT subject, made_on::VARCHAR, '{_NEXT}' || round(100 * certainty)::INTEGER || ' of 100', level
        FROM forecast_trials WHERE kind = 'company' AND ahead = 12 QUALIFY made_on = max(made_on) OVER (PARTITION BY subject)
    """,  # noqa: S608  # words of this module
)


def levels_to_come(rows: Iterable[MeasureRow]) -> dict[int, float]:
    """With which certainty the pace is asked for the next twelve weeks, by what is promised (of 100): never with less for more."""
    told = sorted((int(row.part.removeprefix(_NEXT).partition(" ")[0]), row.contribution) for row in rows if row.part.startswith(_NEXT))
    return dict(zip((said for said, _ in told), accumulate((level for _, level in told), max), strict=True))
