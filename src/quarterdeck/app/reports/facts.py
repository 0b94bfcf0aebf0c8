"""From a run's tables of records and imports to the facts that executives' reports are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports.since import earlier
from quarterdeck.app.reports.spending import spending
from quarterdeck.assumptions.catalogue import LOADED_ENGINEER_COST
from quarterdeck.derived.epic_forecasts import FEWEST_COMPARED
from quarterdeck.derived.recorded import day_of
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Name
from quarterdeck.maths import forecasting
from quarterdeck.maths.draws import amounts, probabilities, quantiles, standard_normals
from quarterdeck.reports.facts import Asked, Choice, Danger, Facts, Outcome, Pace, People, Promise, Task
from quarterdeck.steering.strategy.measures.key_result_reading import KEY_RESULT_READING
from quarterdeck.steering.vendors.measures.notice_days_left import NOTICE_DAYS_LEFT

_WEEKS, _FEWEST_DONE = 52, 12
_QUARTER, _LONG_AGO = timedelta(days=92), timedelta(days=45)
A_QUARTER = 80
"""In days: an assessment so much older is that of the last quarter; boards do not meet to the day."""
_SMALLEST_GROUP = 5
_FARTHEST, _STEPS = 0.995, 41
_LEAST, _MOST = 1e-6, 1 - 1e-6


def facts_of(run: Run, against: str | None = None) -> Facts:
    """What the record and the imports say on the day of the run, beside what the run ``against`` (of a quarter ago by default) said.

    Raises ``NoSuchRunError``.
    """
    asking = _Asking(run, earlier(run, against, A_QUARTER))
    recorded = bool(asking.rows("SELECT 1 FROM records LIMIT 1"))
    paces, people = tuple(asking.paces()), asking.people()
    if not recorded:
        return Facts(paces=paces, people=people)
    quarter, budget = spending(run)
    dangers = sorted(asking.dangers(), key=lambda one: (-one.loss.range.p50, one.id))
    choices = tuple(sorted(asking.choices(), key=lambda one: (one.by or date.max, one.id)))
    return Facts(
        choices=choices, outcomes=tuple(asking.outcomes()), promises=tuple(asking.promises()), paces=paces, dangers=tuple(dangers),
        quarter=quarter, budget=budget, people=people, late=tuple(asking.late()), recorded=True,
        broken=tuple((kind, path) for kind, path in asking.rows("SELECT kind, path FROM records WHERE broken <> '' ORDER BY path")),
        since=asking.before[1] if asking.before else None, decided=asking.rows("SELECT count(*) FROM decision_records")[0][0],
    )  # fmt: skip


def days_to_act(run: Run) -> dict[str, date]:
    """Each open decision with a day, by its id: the day by which one must act on it."""
    return {one.id: one.by for one in _Asking(run).choices() if one.by}


@dataclass(frozen=True, slots=True)
class _Asking:
    """Asks the run's tables, and what an earlier run (by its id and day) kept of its numbers."""

    run: Run
    before: tuple[str, date] | None = None

    @property
    def day(self) -> date:
        return self.run.request.as_of

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self.run.connection.execute(sql, list(values)).fetchall()

    def name(self, ref: str | None) -> Name | None:
        """What people call the record that is referred to."""
        return self.run.bench.name(ref.partition("/")[0], ref) if ref else None

    def names(self, refs: Sequence[str]) -> tuple[Name, ...]:
        return tuple(self.run.bench.name(ref.partition("/")[0], ref) for ref in refs)

    def choices(self) -> Iterator[Choice]:
        told = self.rows(
            """
            SELECT d.record, d.label, d.options, d.cost_p10, d.cost_p50, d.cost_p90, d.cost_currency, d.reversibility, d.decide_by, d.decision_makers,
                coalesce(d.model, ''), coalesce(list_sort(list_distinct(list(r.record) FILTER (r.record IS NOT NULL))), []),
                coalesce(list_sort(list_distinct(list(c.record) FILTER (c.record IS NOT NULL))), [])
            FROM decision_records d
            LEFT JOIN risk_records r ON r.status = 'open' AND len(list_intersect(r.systems, d.systems)) > 0
            LEFT JOIN system_records s ON list_contains(d.systems, s.record)
            LEFT JOIN contract_records c ON list_contains(s.vendors, c.vendor)
            WHERE d.status = 'proposed' GROUP BY ALL ORDER BY d.decide_by NULLS LAST, d.record
            """
        )
        for ref, label, options, low, middle, high, currency, door, by, makers, model, risks, contracts in told:
            cost = Money(Range(low, middle, high), currency) if currency else None
            named = tuple(Name("option", option) for option in options)
            binds, last = self.bound(ref, by, contracts) if by and contracts else (None, None)
            yield Choice(
                ref, Name("decision", label), named, cost, door or "", by, self.names(makers), tuple(risks), model, tuple(contracts), binds, last,
            )  # fmt: skip

    def bound(self, ref: str, due: date, contracts: Sequence[str]) -> tuple[Name | None, date | None]:
        """The first contract that binds again before a decision is due, of those with a vendor that the decision's own words name; and its last day."""
        told = self.rows(
            """
            SELECT c.record FROM contract_records c JOIN vendor_records v ON v.record = c.vendor JOIN records d ON d.record = ?
            WHERE list_contains(?, c.record) AND v.label <> '' AND contains(lower(d.keys::VARCHAR), lower(v.label))
            """,
            ref, list(contracts),
        )  # fmt: skip
        last = {contract: self.last_day(contract) for (contract,) in told}
        soon = sorted((day, contract) for contract, day in last.items() if day and self.day <= day < due)
        return (self.name(soon[0][1]), soon[0][0]) if soon else (None, None)

    def last_day(self, contract: str) -> date | None:
        """The last day on which a contract can be acted on."""
        left = self.run.bench.beside(NOTICE_DAYS_LEFT, Subject("contract", contract))
        return None if left.missing else day_of(left, self.run.bench)

    def outcomes(self) -> Iterator[Outcome]:
        told = self.rows(
            """
            SELECT o.record, o.label, k.name, k.baseline, k.current, k.target, k.unit, k.date, k.measured, k.earlier, k.earlier_measured
            FROM objective_records o JOIN objective_key_results k USING (record)
            WHERE o.status IN ('committed', 'reached', 'missed') ORDER BY o.record, k.position
            """
        )
        kept = dict(self.kept(KEY_RESULT_READING.name))
        long_ago = self.before is not None and self.before[1] <= self.day - _LONG_AGO
        for ref, label, name, baseline, current, target, unit, due, measured, written, written_on in told:
            subject = f"{ref}#{name}"
            then = (kept.get(subject), self.before[1]) if self.before else (None, None)
            if written is not None and (then[0] is None or not long_ago):
                then = (written, written_on)
            reading = self.run.bench.measurements.get((KEY_RESULT_READING.name, Subject("key-result", subject)))
            explains = reading.id if reading and not reading.missing else ""
            before, day = then if then[0] is not None else (None, None)
            yield Outcome(
                ref, Name("objective", label), Name("objective", name), baseline, current, target, unit, due, measured, explains, before, day
            )  # fmt: skip

    def kept(self, measure: str) -> list[tuple[str, float]]:
        """What the earlier run measured, by subject."""
        if self.before is None:
            return []
        sql = "SELECT subject, value FROM measurement_history WHERE run = ? AND measure = ? AND value IS NOT NULL"
        return [(subject, value) for subject, value in self.rows(sql, self.before[0], measure)]

    def lost(self) -> dict[str, float]:
        """The middle of each risk's expected loss in the earlier run, by the ranges that it kept."""
        if self.before is None:
            return {}
        told = self.rows(
            """
            SELECT l.subject, l.low, l.value, l.high, i.low, i.value, i.high FROM measurement_history l JOIN measurement_history i USING (run, subject)
            WHERE run = ? AND l.measure = 'risk_likelihood' AND i.measure = 'risk_impact' AND l.value IS NOT NULL AND i.value IS NOT NULL
            """,
            self.before[0],
        )
        found = {}
        for ref, *numbers in told:
            chance, cost = _drawn(ref, Range(*numbers[:3]), Range(*numbers[3:]), self.run.request.seed)
            found[ref] = quantiles(chance * cost).p50
        return found

    def promises(self) -> Iterator[Promise]:
        """Days that somebody counts on, each beside the forecast of its initiative's epics: the last of them, and none where one gives no day."""
        told = self.rows(
            """
            WITH epics AS (SELECT record AS initiative, lower(trim(unnest(epics))) AS epic FROM initiative_records), days AS (
                SELECT e.initiative, f.certainty, if(count(f.done_by) = count(*), max(f.done_by), NULL) AS day, min(f.compared) AS compared
                FROM epics e JOIN epic_forecasts f ON lower(f.epic) = e.epic
                WHERE f.done_on IS NULL AND f.made_on = (SELECT max(made_on) FROM epic_forecasts) GROUP BY ALL
            )
            SELECT m.record, m.label, m.date, m.owner, m.promised_to, m.status, count(d.initiative) > 0, any_value(d.day) FILTER (d.certainty = 0.5),
                any_value(d.day) FILTER (d.certainty = 0.85), coalesce(min(d.compared), 0)
            FROM milestone_records m LEFT JOIN days d ON d.initiative = m.initiative AND m.status = 'open'
            WHERE m.status = 'open' OR coalesce(m.reached, m.date) >= ? GROUP BY ALL ORDER BY m.date, m.record
            """,
            self.day - _QUARTER,
        )
        for ref, label, due, owner, to, status, forecast, half, sure, compared in told:
            corrected = compared >= FEWEST_COMPARED
            yield Promise(ref, Name("milestone", label), due, self.name(owner), self.name(to), status, forecast, half, sure, corrected)

    def paces(self) -> Iterator[Pace]:
        """By project: what is open, and what was done in each week of the last year."""
        end = self.day + timedelta(days=1)
        told = self.rows(
            f"""
            SELECT coalesce(project, ''), count(*) FILTER (resolved_at IS NULL AND coalesce(stage, '') NOT IN ('done', 'dropped')),
                list(date_diff('day', resolved_at::DATE, ?::DATE) // 7) FILTER (resolved_at >= ?::DATE - INTERVAL {_WEEKS * 7} DAY)
            FROM work_items GROUP BY ALL ORDER BY ALL
            """,
            end,
            end,
        )
        for project, open_, weeks in told:
            done = np.bincount(np.array(weeks or [], dtype=np.int64).clip(0, _WEEKS - 1), minlength=_WEEKS).astype(np.int64)
            total = int(done.sum())
            half = certain = None
            if open_ and total >= _FEWEST_DONE:
                chances = forecasting.when_done(done, open_)
                half, certain = (None if (found := forecasting.sure(chances, level)) is None else self.day + timedelta(weeks=found) for level in (0.5, 0.85))
            yield Pace(Name("project", project or "no project"), open_, total, _WEEKS, half, certain)

    def dangers(self) -> Iterator[Danger]:
        told = self.rows(
            """
            SELECT record, label, owner, likelihood_p10, likelihood_p50, likelihood_p90, impact_p10, impact_p50, impact_p90, impact_currency, treatment,
                plan, review_date
            FROM risk_records WHERE status = 'open' ORDER BY record
            """
        )
        lost = self.lost()
        for ref, label, owner, *numbers, currency, treatment, plan, review in told:
            likelihood, impact = Range(*numbers[:3]), Range(*numbers[3:])
            chance, cost = _drawn(ref, likelihood, impact, self.run.request.seed)
            drawn = chance * cost
            loss, pricing = Money(quantiles(drawn), currency), self.run.bench.pricing
            severity = pricing.severity_of(drawn) if pricing.stands(LOADED_ENGINEER_COST.name).currency == currency else None
            yield Danger(
                ref, Name("risk", label), self.name(owner), likelihood, Money(impact, currency), loss, treatment or "",
                Name("reason", plan.rstrip(".")) if plan else None, review, severity, _exceeded(chance, cost),
                lost.get(ref),
            )  # fmt: skip

    def people(self) -> People | None:
        """The whole only: nobody is told apart, and no group of fewer than five answers is shown."""
        since = self.day - _QUARTER
        told = self.rows(
            """
            SELECT count(*) FILTER (coalesce(starts_on, ?) <= ? AND (ends_on IS NULL OR ends_on >= ?)),
                count(*) FILTER (starts_on > ? AND starts_on <= ?), count(*) FILTER (ends_on > ? AND ends_on <= ?), count(*)
            FROM roster
            """,
            self.day, self.day, self.day, since, self.day, since, self.day,
        )  # fmt: skip
        there, joined, left, known = told[0]
        return People(there, joined, left, tuple(self.asked())) if known else None

    def asked(self) -> Iterator[Asked]:
        told = self.rows(
            """
            SELECT question, survey, avg(value), count(value), min(lowest), max(highest), max(answered_on)
            FROM survey_answers WHERE value IS NOT NULL GROUP BY question, survey ORDER BY question, max(answered_on), survey
            """
        )
        newest = max((row[6] for row in told if row[6]), default=None)
        for index, (question, survey, mean, answers, lowest, highest, at) in enumerate(told):
            if at == newest and answers >= _SMALLEST_GROUP:
                before = told[index - 1] if index and told[index - 1][0] == question and told[index - 1][3] >= _SMALLEST_GROUP else None
                yield Asked(question, survey, mean, answers, before[2] if before else None, lowest, highest)

    def late(self) -> Iterator[Task]:
        for ref, what, owner, due in self.rows(
            "SELECT record, what, owner, due FROM action_records WHERE status = 'open' AND due < ? ORDER BY due, record", self.day
        ):
            yield Task(ref, Name("action", what), self.name(owner), due)


def _drawn(ref: str, likelihood: Range, impact: Range, seed: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Likelihood within a year and impact, drawn together: each risk with draws of its own."""
    chance = Range(*(min(max(value, _LEAST), _MOST) for value in (likelihood.p10, likelihood.p50, likelihood.p90)))
    cost = Range(*(max(value, _LEAST) for value in (impact.p10, impact.p50, impact.p90)))
    return probabilities(chance, standard_normals(f"likelihood of {ref}", seed)), amounts(cost, standard_normals(f"impact of {ref}", seed))


def _exceeded(chance: NDArray[np.float64], cost: NDArray[np.float64]) -> tuple[tuple[float, float], ...]:
    """The loss exceedance curve: at amounts from nothing up to what one cost in two hundred exceeds, the share of years, in per cent, that cost more."""
    steps = np.linspace(0, np.quantile(cost, _FARTHEST), _STEPS)
    return tuple((float(f"{step:.3g}"), round(100 * float(np.mean(chance * (cost > step))), 2)) for step in steps)
