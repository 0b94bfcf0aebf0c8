"""The chain behind anything that the product says: sentence, formula with its numbers, rows, assumptions, method, dates."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from quarterdeck.app.concluding import measuring
from quarterdeck.app.pipeline import Run
from quarterdeck.assumptions.assumption import Assumption, Origin
from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import Finding, MeasureRow
from quarterdeck.kernel.loss import Factor
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.quantity import two_digits
from quarterdeck.kernel.section import Block, Section, Sentence, TableBlock
from quarterdeck.kernel.table import declared
from quarterdeck.kernel.text import Cited, Phrase, counted, number, plain, say
from quarterdeck.maths.draws import DRAWS
from quarterdeck.reports.groups import in_sentence

_ROWS = 12
_CURRENCY = re.compile(r"\b(?:of|in) the \w+'s currency\b")
_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")


class UnknownIdError(LookupError):
    """No finding or measurement of the run has this id."""


def explain(run: Run, id_or_start: str, rows: int = _ROWS) -> Section:
    """The explanation of a finding or measurement, by its id or an unambiguous start of it (four characters or more).

    Raises ``UnknownIdError`` when nothing, or more than one thing, fits.
    """
    known: list[Finding | Measurement] = [*run.findings, *run.measurements]
    fitting = {thing.id: thing for thing in known if thing.id.startswith(id_or_start)}
    if len(id_or_start) < 4:  # noqa: PLR2004  # shorter starts say too little
        raise UnknownIdError(f"{id_or_start!r} is too short an id; give four characters or more of it")
    if not fitting:
        raise UnknownIdError(f'no finding or measurement has the id {id_or_start!r}; `quarterdeck query "SELECT id, name, subject FROM findings"` lists them')
    if len(fitting) > 1:
        raise UnknownIdError(f"{id_or_start!r} could be {', '.join(sorted(fitting))}; give more of it")
    return of_thing(run, next(iter(fitting.values())), rows)


def of_thing(run: Run, thing: Finding | Measurement, rows: int = _ROWS, about: str = "") -> Section:
    """The explanation of a finding or a measurement that is at hand; of this with its rows ``about`` something before the others."""
    return of_finding(run, thing) if isinstance(thing, Finding) else of_measurement(run, thing, rows, refolded=True, about=about)


def of_finding(run: Run, finding: Finding) -> Section:
    """Sentence, the measurements it rests on, criteria, money as a formula, assumptions, method."""
    page, verdict = finding.judgement.page, finding.verdict
    blocks: list[Block] = [Sentence(verdict.sentence, "lead")]
    if finding.id in run.accepted:
        blocks.append(Sentence(run.accepted[finding.id].sentence))
    if verdict.missing:
        blocks.append(Sentence(say("To settle it: {supply}.", supply=in_sentence(verdict.missing.supply))))
    blocks.append(_criteria(run, finding))
    blocks.append(
        TableBlock(
            "Rests on", ("Measurement", "Value", "Rows", "Id"), "lrrl",
            tuple(((m.measure.page.title,), _value(run, m), (number(m.observations),), (Cited(m.id, m.id),)) for m in finding.rests_on),
        )
    )  # fmt: skip
    blocks.extend(_money(run, finding))
    blocks.extend(Sentence(say("{heading}: {text}", heading=heading, text=page.parts[heading]), "note") for heading in page.parts)
    return Section(f"explain-{finding.id}", finding.judgement.title, (*blocks, _dates(run, finding.rests_on)))


def _criteria(run: Run, finding: Finding) -> Sentence:
    criteria = {c.name: c for c in (*finding.judgement.criteria, *(c for m in finding.judgement.judges for c in m.criteria))}
    told = "; ".join(
        f"{c.name} = {number(run.bench.criterion(c), 0 if float(c.value).is_integer() else 2)} {c.unit} ({c.says} {c.source})" for c in criteria.values()
    )
    return Sentence(say("Judged against: {told}", told=told or "nothing but its own meaning."))


def _money(run: Run, finding: Finding) -> list[Block]:
    loss = finding.verdict.loss
    if not loss or not finding.money:
        return [Sentence(("No money is shown: no source that we know links this measure to an amount.",))]
    pricing = run.bench.pricing
    factors = " × ".join(_factor(run, factor) for factor in loss.factors)
    money = finding.money
    told = f"{factors} = {number(money.range.p10)} to {number(money.range.p90)} {money.currency} a year (as likely above as below {number(money.range.p50)})"
    held = [pricing.stands(name) for name in loss.assumptions]
    return [
        Sentence(say("Expected yearly loss if {event}: {told}.", event=_event(run, loss.event, finding), told=told)),
        Sentence(
            (
                f"Each factor is drawn {number(DRAWS)} times from its range, and the draws are multiplied.",
                " All findings share the draws of an assumption.",
            ),
            "note",
        ),
        TableBlock("Assumptions", ("Assumption", "p10", "p50", "p90", "Unit", "Origin", "Because"), "lrrrlll", tuple(_assumption(a) for a in held)),
    ]  # fmt: skip


def _event(run: Run, event: str, finding: Finding) -> Phrase:
    """The event with its subject as a name, so that redaction finds it."""
    before, subject, after = event.partition(finding.subject.key)
    return (before, run.bench.name(finding.subject.kind, subject), after) if subject else (event,)


def _factor(run: Run, factor: Factor) -> str:
    if not factor.assumption:
        shown = number(factor.value) if factor.value.is_integer() else _plain(factor.value)
        return f"{shown}{f' {factor.currency}' if factor.currency else ''} ({factor.label}{', measured' if factor.measurement else ''})"
    held = run.bench.pricing.stands(factor.assumption)
    return f"{_plain(held.range.p10)}–{_plain(held.range.p90)} ({factor.label}, {held.origin.value})"


def _plain(value: float) -> str:
    return number(value) if abs(value) >= 10 else f"{two_digits(value):g}"  # noqa: PLR2004  # small numbers keep their decimals


def _assumption(assumption: Assumption) -> tuple[Phrase, ...]:
    because = assumption.because
    if assumption.origin is Origin.BENCHMARK:
        because += " " + " ".join(f"«{c.quotation}» {c.title}, {c.address} (opened {c.opened})." for c in assumption.citations)
    spread = assumption.range
    numbers = tuple((_plain(value),) for value in (spread.p10, spread.p50, spread.p90))
    return ((f"{assumption.name}: {assumption.says}",), *numbers, (assumption.unit,), (assumption.origin.value,), (because,))


def of_measurement(run: Run, measurement: Measurement, rows: int = _ROWS, *, refolded: bool = False, about: str = "") -> Section:
    """What it says, the formula with its numbers, the rows, method, dates.

    With ``refolded`` the value is folded again from the rows, and must be the same; a report, written when the value was just folded,
    does without.
    """
    page = measurement.measure.page
    where = run.bench.name(measurement.subject.kind, measurement.subject.key)
    blocks: list[Block] = [Sentence(say("{where}: {title} {value}", where=where, title=page.title, value=_value(run, measurement)), "lead")]
    if measurement.measure.proxy_for:
        blocks.append(Sentence(say("This stands in for {what}, which the evidence does not hold.", what=measurement.measure.proxy_for)))
    if measurement.missing:
        blocks.append(Sentence(say("Not assessed: {why}. {supply}.", why=measurement.missing.why, supply=measurement.missing.supply)))
    else:
        if about and (told := rows_about(run, measurement, about)):
            caption = f"{number(len(told))} of its {counted(measurement.observations, 'row')}: about {about}"
            blocks.append(_table(run, measurement, caption, told[:rows], len(told[rows:])))
        blocks.append(Sentence(_formula(run, measurement, refolded=refolded)))
        blocks.append(_rows(run, measurement, rows))
    blocks.extend(Sentence(say("{heading}: {text}", heading=heading, text=page.parts[heading]), "note") for heading in page.parts)
    return Section(f"explain-{measurement.id}", page.title.rstrip("."), (*blocks, _dates(run, [measurement])))


def refold(run: Run, measurement: Measurement) -> float:
    """The value folded anew from the measurement's rows, and from nothing else."""
    measure = measurement.measure
    run.bench.ready(measure)
    run.connection.execute(
        "CREATE OR REPLACE TEMP TABLE shown AS SELECT * FROM " + measuring.rows_table(measure) + " WHERE subject = ?",
        [measurement.subject.key],
    )
    value = measuring.fold_rows(run.connection, measure.fold, "shown")[measurement.subject.key][0]
    return math.nan if value is None else value


def _formula(run: Run, measurement: Measurement, *, refolded: bool) -> Phrase:
    measure, value = measurement.measure, measurement.value
    if refolded:
        again = refold(run, measurement)
        if not math.isclose(again, value, rel_tol=1e-9, abs_tol=1e-12):
            raise AssertionError(f"{measure.name} of {measurement.subject}: {value} was said, {again} follows from its rows")
    told = f"{measure.fold.says}, over {counted(measurement.observations, 'row')} = {plain(_value(run, measurement))}"
    if measurement.low is not None and measurement.high is not None:
        told += f" ({measure.fold.spread}: {number(measurement.low, measure.decimals)} to {number(measurement.high, measure.decimals)})"
    return (told + (". Folded again from those rows: the same." if refolded else "."),)


def rows_about(run: Run, measurement: Measurement, about: str) -> list[MeasureRow]:
    """The rows whose key or part is called so, or begins with that day, month or folder: those that a mark of a chart stands for."""
    run.bench.ready(measurement.measure)
    begins = about.removesuffix("-01") if _DAY.fullmatch(about) else about if about.endswith("/") else None
    return measuring.rows_about(run.connection, measurement, about, begins)


def _rows(run: Run, measurement: Measurement, limit: int) -> TableBlock:
    told = run.bench.rows(measurement, limit)
    tables = ", ".join(declared(row).name for row in (*measurement.measure.also_reads, *measurement.measure.needs))
    return _table(run, measurement, f"Rows, greatest first (from {tables})", told, max(0, measurement.observations - len(told)))


def _table(run: Run, measurement: Measurement, caption: str, told: Sequence[MeasureRow], more: int) -> TableBlock:
    measure = measurement.measure
    columns = (measure.key_is, *((measure.part_is,) if measure.part_is else ()), "contribution")
    rows = tuple(
        (
            (run.bench.name(measure.key_is, row.key),),
            *(((run.bench.name(measure.part_is, row.part),),) if measure.part_is else ()),
            (number(row.contribution, 0 if float(row.contribution).is_integer() else 2),),
        )
        for row in told
    )
    return TableBlock(caption, columns, "l" * (len(columns) - 1) + "r", rows, more)


def value_of(measurement: Measurement) -> Phrase:
    """What was measured, with its unit; that nothing was, where nothing was."""
    if measurement.missing:
        return ("not assessed",)
    measure, unit = measurement.measure, measurement.measure.unit
    if measurement.value == 1 and not measure.decimals:
        head, within, rest = unit.partition(" in ")  # one item in progress
        unit = "person" if unit == "people" else f"{head.removesuffix('s')}{within}{rest}"
    rounds_away = measurement.value and not round(measurement.value, measure.decimals)
    return (f"{f'{measurement.value:.2g}' if rounds_away else number(measurement.value, measure.decimals)} {unit}",)


def _value(run: Run, measurement: Measurement) -> Phrase:
    """What was measured; in the currency that its rows are in, where they are in one."""
    told, measure = value_of(measurement), measurement.measure
    if measurement.missing or measure.part_is != "currency" or not _CURRENCY.search(measure.unit):
        return told
    codes = {row.part for row in run.bench.rows(measurement, measurement.observations)} - {""}
    return (_CURRENCY.sub(codes.pop(), plain(told)),) if len(codes) == 1 else told


def shown(measurement: Measurement) -> Cited:
    """What was measured, as a person reads it: a share in per cent; with the id that explains it."""
    value, measure = measurement.value, measurement.measure
    if measure.unit.startswith("of ") and measure.decimals and abs(value) <= 1:
        return Cited(f"{percent(value)} {measure.unit}", measurement.id)
    return Cited(plain(value_of(measurement)), measurement.id)


def _dates(run: Run, measurements: Sequence[Measurement]) -> Sentence:
    head = run.newest.get(measurements[0].subject.key) if measurements else None
    newest = f"newest commit of {head}; " if head else ""
    return Sentence((f"Data: {newest}as of {run.request.as_of}; period {run.request.period}.",), "note")
