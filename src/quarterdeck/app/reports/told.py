"""What reports say beside findings and measurements, as values that JSON carries: findings told together, what was looked at, record and imports, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from quarterdeck.app.asking.kept import records_of
from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports.facts import facts_of
from quarterdeck.app.reports.landscapes import ahead as forecast
from quarterdeck.app.reports.landscapes import works
from quarterdeck.app.reports.renewals import contracts
from quarterdeck.app.reports.shapes import (
    AmountOut,
    ContractOut,
    DecisionOut,
    DetailOut,
    FactsOut,
    GroupOut,
    InitiativeOut,
    KeyResultOut,
    MarkOut,
    MilestoneOut,
    PaceOut,
    PeopleOut,
    PictureOut,
    QuarterOut,
    QuestionOut,
    RangeOut,
    RemarkOut,
    RepositoryOut,
    RiskOut,
    ScopeOut,
    SeatsOut,
    SpendOut,
    SwingOut,
    TableOut,
    TaskOut,
)
from quarterdeck.kernel.finding import Detail
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block, Chart, Figure, Mark, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Name, Phrase
from quarterdeck.reports.assessment import Assessment
from quarterdeck.reports.facts import Choice, Danger, Facts, Outcome, Pace, People, Promise, Quarter, Task
from quarterdeck.reports.groups import Group
from quarterdeck.reports.renewal import Renewal
from quarterdeck.reports.telling import evened


class Showing(Protocol):
    """Puts a sentence or a name into words, as whoever asked may see them."""

    def words(self, phrase: Phrase) -> str:
        """The sentence."""

    def called(self, name: Name | None) -> str | None:
        """The name, where there is one."""


def groups(told: Assessment, show: Showing) -> list[GroupOut]:
    """Findings as reports tell them together."""
    return [_group(group, show) for group in told.groups]


def _group(group: Group, show: Showing) -> GroupOut:
    return GroupOut(
        group.id, group.judgement.name, group.practice, group.outcome.value, group.severity.value if group.severity else None, show.words(group.sentence),
        show.words(group.action) or None, _amount(group.money), [finding.id for finding in group.findings], group.of, bool(group.accepted),
    )  # fmt: skip


def scope(run: Run, told: Assessment, show: Showing) -> ScopeOut:
    """What was looked at."""
    looked = told.scope
    counted = "SELECT repository, sum(lines - blank)::BIGINT FROM files WHERE is_code AND role = 'production' AND language IS NOT NULL GROUP BY repository"
    lines = dict(run.connection.execute(counted).fetchall())
    each = [
        RepositoryOut(show.called(Name("repository", name)) or "", head, head_at, commits, people, files, lines.get(name, 0))
        for name, head, head_at, commits, people, files in looked.repositories
    ]
    return ScopeOut(each, looked.commits, looked.people, looked.set_apart, looked.uncertain)


def pictures(run: Run, told: Assessment, show: Showing) -> list[PictureOut]:
    """Every picture of every practice, and the board's forecast of the weeks to come."""
    fan = forecast(run)
    weeks = [_picture("pace", fan, show)] if fan else []
    return weeks + [_picture(name, block, show) for name, blocks in told.charts.items() for block in _flat(blocks) if isinstance(block, Chart)]


def remarks(told: Assessment, show: Showing) -> list[RemarkOut]:
    """Sentences and figures of every practice, as they are told."""
    return [
        RemarkOut(name, show.words(block.words) if isinstance(block, Sentence) else f"{block.label}: {block.value} {block.unit} {show.words(block.meaning)}")
        for name, blocks in told.charts.items() for block in _flat(blocks) if isinstance(block, Sentence | Figure)
    ]  # fmt: skip


def swings(told: Assessment) -> list[SwingOut]:
    """How far each assumption moves all money together."""
    return [SwingOut(one.assumption.name, one.low, one.middle, one.high) for one in told.swings]


def detail(of: Detail | None, show: Showing) -> DetailOut | None:
    """The rows that a finding shows."""
    return DetailOut(list(of.columns), [[show.words(cell) for cell in row] for row in of.rows], of.more) if of else None


def tables(told: Assessment, show: Showing) -> list[TableOut]:
    """Every table of every practice."""
    return [
        TableOut(name, block.caption, list(block.columns), [[show.words(cell) for cell in row] for row in block.rows], block.more)
        for name, blocks in told.charts.items() for block in _flat(blocks) if isinstance(block, TableBlock)
    ]  # fmt: skip


def _flat(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        yield from _flat(block.blocks) if isinstance(block, Section) else (block,)


def _picture(practice: str, chart: Chart, show: Showing) -> PictureOut:
    reference = chart.reference[0] if chart.reference else None
    return PictureOut(
        practice,
        chart.kind,
        chart.title,
        chart.unit,
        show.words(chart.so_what),
        reference,
        [_mark(mark, show) for mark in chart.marks],
        show.words(chart.alternative),
    )


def _mark(mark: Mark, show: Showing) -> MarkOut:
    return MarkOut(show.words(mark.label), [show.words(step) for step in mark.group], mark.at, mark.value, _range(mark.spread), show.words(mark.words))


def facts(run: Run, show: Showing) -> FactsOut:
    """What the record and the tools say."""
    told, day = facts_of(run), run.request.as_of
    ahead = [
        InitiativeOut(show.called(one.name) or "", one.running, str(one.begins), str(one.ends), _day(one.half), _day(one.sure))
        for one in works(run, records_of(run))
    ]
    return FactsOut(
        [_decision(one, day, show) for one in told.choices], [_key_result(one, show) for one in told.outcomes],
        [_milestone(one, day, show) for one in told.promises], [_pace(one, show) for one in told.paces], ahead, [_risk(one, show) for one in told.dangers],
        [_contract(one, day, show) for one in contracts(run)],
        _quarter(told.quarter), _people(told), [_task(one, day, show) for one in told.late],
    )  # fmt: skip


def _decision(one: Choice, day: date, show: Showing) -> DecisionOut:
    options, deciders = ([show.called(name) or "" for name in names] for names in (one.options, one.deciders))
    left = (one.by - day).days if one.by else None
    return DecisionOut(
        one.id, show.called(one.name) or "", options, _amount(one.cost), one.reversibility, _day(one.decide_by), _day(one.by), left, deciders,
        list(one.risks), one.model,
    )  # fmt: skip


def _key_result(one: Outcome, show: Showing) -> KeyResultOut:
    return KeyResultOut(
        one.id, show.called(one.objective) or "", show.called(one.name) or "", one.unit, one.baseline, one.before, _day(one.before_on), one.current,
        one.target, str(one.due), _day(one.measured), one.share, one.moved,
    )  # fmt: skip


def _milestone(one: Promise, day: date, show: Showing) -> MilestoneOut:
    named, days = (show.called(one.owner), show.called(one.promised_to)), (_day(one.half), _day(one.sure))
    return MilestoneOut(one.id, show.called(one.name) or "", str(one.due), (one.due - day).days, *named, one.status, one.corrected, *days)


def _pace(one: Pace, show: Showing) -> PaceOut:
    return PaceOut(show.called(one.project) or "", one.open, one.done, one.weeks, _day(one.half), _day(one.sure))


def _risk(one: Danger, show: Showing) -> RiskOut:
    loss, impact = (AmountOut(of.range.p10, of.range.p50, of.range.p90, of.currency) for of in (one.loss, one.impact))
    return RiskOut(
        one.id, show.called(one.name) or "", show.called(one.owner), RangeOut(one.likelihood.p10, one.likelihood.p50, one.likelihood.p90), impact, loss,
        one.before, one.treatment, show.called(one.plan), _day(one.review), one.severity.value if one.severity else None, [list(pair) for pair in one.exceeds],
    )  # fmt: skip


def _contract(one: Renewal, day: date, show: Showing) -> ContractOut:
    left, leaving, seats = (one.last - day).days if one.last else None, one.leaving, one.seats
    return ContractOut(
        one.id, show.called(one.name) or "", show.called(one.vendor) or "", _day(one.last), left, _day(one.ends), _amount(one.cost), _amount(one.next_cost),
        _amount(one.a_percent), one.paid[0] if one.paid else None, _amount(one.exit_cost), _range(one.exit_days), _day(one.begin_by),
        _range(leaving.months if leaving else None), _range(leaving.share if leaving else None), _amount(leaving.below if leaving else None),
        SeatsOut(seats.paid, seats.unused, seats.yearly) if seats else None,
    )  # fmt: skip


def _quarter(one: Quarter | None) -> QuarterOut | None:
    if one is None:
        return None
    lines = [
        SpendOut(line.purpose, line.planned, line.spent, line.spent - line.planned if line.spent is not None else None)
        for line in one.lines
    ]  # fmt: skip
    even = evened(one)
    return QuarterOut(one.name, one.currency, one.planned, one.spent, even.planned, even.spent, one.elsewhere, lines, list(one.behind))


def _people(told: Facts) -> PeopleOut | None:
    one: People | None = told.people
    if one is None:
        return None
    asked = [QuestionOut(of.question, of.survey, of.mean, of.answers, of.before, of.lowest, of.highest) for of in one.asked]
    return PeopleOut(one.there, one.joined, one.left, asked)


def _task(one: Task, day: date, show: Showing) -> TaskOut:
    return TaskOut(one.id, show.called(one.what) or "", show.called(one.owner), str(one.due), (day - one.due).days)


def _amount(of: Money | None) -> AmountOut | None:
    return AmountOut(of.range.p10, of.range.p50, of.range.p90, of.currency) if of else None


def _range(of: Range | None) -> RangeOut | None:
    return RangeOut(of.p10, of.p50, of.p90) if of else None


def _day(of: date | None) -> str | None:
    return str(of) if of else None
