"""What the last assessment, and the record beside it, say about a decision: figures for the models that choose among technical options."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from quarterdeck.app.asking.recall import NothingThereError
from quarterdeck.app.pipeline import Run
from quarterdeck.app.record.company import own_numbers
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.assumptions.assumption import Assumption, Origin
from quarterdeck.assumptions.catalogue import DEPARTURE_PROBABILITY, LOADED_ENGINEER_COST
from quarterdeck.decisions.case import Asked, asked, observed
from quarterdeck.decisions.database_engine import DATABASE_ENGINE
from quarterdeck.decisions.estimates import ended, overrun, run_over
from quarterdeck.decisions.hosting import HOSTING
from quarterdeck.decisions.language import LANGUAGE
from quarterdeck.decisions.model import Model
from quarterdeck.decisions.models import MODELS
from quarterdeck.decisions.observed import Observed, course, filled
from quarterdeck.decisions.scale_now_or_later import SCALE_NOW_OR_LATER
from quarterdeck.decisions.wording import amount
from quarterdeck.derived.support import PRODUCTS
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import TableBlock
from quarterdeck.kernel.text import Phrase, counted, number, say
from quarterdeck.records.kinds.decision import Decision, Offer
from quarterdeck.records.kinds.person import Person
from quarterdeck.records.kinds.system import System

if TYPE_CHECKING:
    import duckdb

_CYCLES = 8
"""The newest release cycles of a product say for how long its versions are supported."""


@dataclass(frozen=True)
class _Seen:
    """Evidence in view, for one decision."""

    connection: duckdb.DuckDBPyConnection
    workspace: Workspace
    decision: Decision
    model: Model[Any]
    as_of: date

    @property
    def currency(self) -> str:
        company = self.workspace.records.company
        return company.currency if company else ""

    @property
    def systems(self) -> list[System]:
        return [system for ref in self.decision.systems if (system := self.workspace.records.get(System, ref.id))]

    @property
    def scope(self) -> tuple[str, list[str]]:
        """The kind and names of what `scopes` knows: the decision's systems, else the company."""
        return ("system", [str(ref) for ref in self.decision.systems]) if self.decision.systems else ("company", ["company"])

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        return self.connection.execute(sql, values).fetchall()

    def figure(self, name: str, spread: Range, because: str, offer: str = "") -> tuple[str, Assumption]:
        """Under the name by which the model asks."""
        case = self.model.offer if offer and self.model.offer else self.model.case
        how: Asked = asked(case)[name]
        called = f"{offer}: {name}" if offer else name
        told = replace(how, says=f"{offer}: {how.says}") if offer else how
        return called, observed(called, told, spread, self.currency, Origin.MEASURED, because)


def observe(workspace: Workspace, decision: Decision, as_of: date, assessment: Callable[[], Run]) -> Observed:
    """What bears on the decision. Models without offers of their own take the company's overrun alone; ``assessment`` is asked only for the others."""
    model = next((one for one in MODELS if one.name == decision.model), None)
    figures = {**dict(_run_over(workspace, model)), **(dict(_priced(workspace, model)) if model.offer else {})} if model else {}
    series_alone = model is SCALE_NOW_OR_LATER and "load_series" in decision.inputs
    if model is None or (model.offer is None and not series_alone):
        return Observed(figures)
    if model is HOSTING:
        figures |= _skilled(workspace, decision, as_of)
    try:
        run = assessment()
    except NothingThereError:
        return Observed(figures, (say("No assessment was at hand: run `quarterdeck assess` in the workspace, and what it sees is taken into account."),))
    seen = _Seen(run.connection, workspace, decision, model, run.request.as_of)
    found = {HOSTING.name: _hosting, DATABASE_ENGINE.name: _engine, LANGUAGE.name: _language, SCALE_NOW_OR_LATER.name: _scaling}[model.name](seen)
    return replace(found, figures={**figures, **found.figures})


def _priced(workspace: Workspace, model: Model[Any]) -> Iterator[tuple[str, Assumption]]:
    """What people cost and how often they leave: the company's own numbers, else the benchmarks that findings are priced with."""
    currency = workspace.records.company.currency if workspace.records.company else ""
    own, how = own_numbers(workspace).assumptions, asked(model.case)
    for name, usual in (("person", LOADED_ENGINEER_COST), ("leave", DEPARTURE_PROBABILITY)):
        one = own.get(usual.name, usual)
        if name in how and one.currency in {"", currency}:
            told = observed(name, how[name], one.range, currency, Origin.JUDGEMENT, one.because)
            yield name, replace(told, origin=one.origin, citations=one.citations)


def _run_over(workspace: Workspace, model: Model[Any]) -> Iterator[tuple[str, Assumption]]:
    """How many times its estimate the company's own work took, once enough of it has ended."""
    how = asked(model.case).get("overrun")
    estimates = ended(workspace.records) if how else ()
    times = overrun(estimates)
    if how and times:
        because = f"{counted(len(run_over(estimates)), 'estimate')} of the company's own that have ended"
        yield "overrun", observed("overrun", how, times, "", Origin.MEASURED, because)


def _skilled(workspace: Workspace, decision: Decision, as_of: date) -> Iterator[tuple[str, Assumption]]:
    """Of each offer that says what people must be able to do, how many people on record can do all of it."""
    people = [one for one in workspace.records.of(Person) if not (one.left and one.left <= as_of) and not (one.started and one.started > as_of)]
    if not any(one.skills for one in people):
        return
    how = asked(HOSTING.offer)["known"] if HOSTING.offer else None
    for offer in decision.offers if how else ():
        if offer.needs and how:
            able = [one for one in people if {need.casefold() for need in offer.needs} <= {skill.casefold() for skill in one.skills}]
            because = f"people on record with {', '.join(offer.needs)} among their skills"
            told = replace(how, says=f"{offer.name}: {how.says}")
            count = float(len(able))
            yield f"{offer.name}: known", observed(f"{offer.name}: known", told, Range(count, count, count), "", Origin.MEASURED, because)


def _series(seen: _Seen, said: str, level: str) -> tuple[dict[str, Assumption], tuple[Phrase, ...]]:
    """Where the named series stands and how it grows; what could not be read is told."""
    if not said:
        names = [f"{subject} {name}" for subject, name in seen.rows("SELECT DISTINCT subject, name FROM series ORDER BY ALL LIMIT 200")]
        return {}, (say("No series is named ({key}); {count} are imported.", key=f"{level}_series", count=str(len(names))),) if names else ()
    points = _points(seen, said)
    found = course(points)
    if found.level is None:
        why = "no such series is imported" if not points else "it has fewer than three points in a quarter"
        return {}, (say("{series}: {why}; `quarterdeck import series FILE` brings it.", series=said, why=why),)
    figures = [seen.figure(level, found.level, f"series «{said}», the quarter to {found.newest}")] if level in asked(seen.model.case) else []
    if found.growth is None:
        return dict(figures), (say("{series} is shorter than a year and a half: how it grows cannot be read from it.", series=said),)
    return dict([*figures, seen.figure("growth", found.growth, f"series «{said}», year over year to {found.newest}")]), ()


def _points(seen: _Seen, said: str) -> list[tuple[datetime, float]]:
    points = seen.rows("SELECT measured_at, value FROM series WHERE lower(subject || ' ' || name) = lower(?) AND value IS NOT NULL", said)
    return [(at, float(str(value))) for at, value in points]  # type: ignore[misc]  # a timestamp, as the table declares


def _scaling(seen: _Seen) -> Observed:
    """How the load grows, and how much of the limit it used at the highest of each point of the newest quarter."""
    load, limit = (seen.decision.inputs.get(f"{name}_series", "") for name in ("load", "limit"))
    figures, told = _series(seen, load, "load")
    used = filled(_points(seen, load), _points(seen, limit)) if limit else None
    if used:
        figures |= dict([seen.figure("used", used, f"series «{load}» over «{limit}», the newest quarter")])
    return Observed(figures, told)


def _hosting(seen: _Seen) -> Observed:
    figures, told = _series(seen, seen.decision.inputs.get("load_series", ""), "load")
    return Observed(figures, (*told, *_personal(seen), *_billed(seen)))


def _personal(seen: _Seen) -> Iterator[Phrase]:
    """Personal data in the systems, and no word on where it must stay."""
    stores = [f"{store.name} of {system.name}" for system in seen.systems for store in system.data_stores if store.personal_data]
    if stores and "residency" not in seen.decision.inputs:
        yield say("Personal data lies in {stores}, and the decision does not say where it must stay: write `residency`.", stores=", ".join(stores))


def _billed(seen: _Seen) -> Iterator[Phrase]:
    """The bills of the last year, beside what the record says of the offer in place."""
    teams = [system.owner.id for system in seen.systems if system.owner]
    told = seen.rows(
        """
        SELECT sum(effective_cost)::DOUBLE, any_value(billing_currency) FROM cost_lines
        WHERE charge_period_start >= ?::DATE - INTERVAL 1 YEAR
            AND (json_extract_string(tags, '$.system') IN (SELECT unnest(?)) OR json_extract_string(tags, '$.team') IN (SELECT unnest(?)))
        HAVING count(DISTINCT billing_currency) = 1
        """,
        seen.as_of, [ref.id for ref in seen.decision.systems], teams,
    )  # fmt: skip
    for total, currency in told:
        yield say(
            "The bills of the last year, tagged with these systems or their teams ({teams}), come to {total}: hold them against what is in place.",
            teams=", ".join(teams), total=amount(float(str(total)), str(currency)),
        )  # fmt: skip


def _engine(seen: _Seen) -> Observed:
    figures, told = _series(seen, seen.decision.inputs.get("size_series", ""), "size")
    supported = dict(_supported(seen))
    stores = [(f"{store.name} of {system.name}", store.technology) for system in seen.systems for store in system.data_stores if store.technology]
    rows = tuple((((name),), (technology,), (_until(seen, technology),)) for name, technology in stores)
    shown = (TableBlock("Where these systems keep data today", ("store", "runs on", "supported until"), "lll", rows),) if rows else ()
    return Observed({**figures, **supported}, (*told, *_personal(seen)), shown)


def _words(offer: Offer) -> list[str]:
    """Words by which a product or language may be known, as endoflife.date and languages spell them."""
    said = " ".join((offer.name, *offer.needs)).casefold()
    words = re.findall(r"[a-z][a-z0-9.+#-]*", said)
    return [PRODUCTS.get(word, word) for word in words]


def _supported(seen: _Seen) -> Iterator[tuple[str, Assumption]]:
    """For how long a version of each offer is supported, from its published release cycles."""
    for offer in seen.decision.offers:
        for product in _words(offer):
            told = seen.rows(
                "SELECT date_diff('day', released_on, ends) / 365.25 FROM support_cycles WHERE product = ? AND ends > released_on AND released_on <= ? "
                "ORDER BY released_on DESC LIMIT ?", product, seen.as_of, _CYCLES,
            )  # fmt: skip
            years = sorted(float(str(row[0])) for row in told)
            if years:
                because = f"endoflife.date: {counted(len(years), 'newest release cycle')} of {product}"
                yield seen.figure("supported", Range(years[0], years[len(years) // 2], years[-1]), because, offer.name)
                break


def _until(seen: _Seen, technology: str) -> str:
    """Until when the version that a data store names is supported."""
    match = re.match(r"\s*([A-Za-z][\w .+-]*?)\s+v?(\d[\d.]*)", technology)
    if match is None:
        return "not assessed: no version is named"
    product = match[1].strip().casefold().replace(" ", "-")
    told = seen.rows("SELECT ends, ended FROM support_cycles WHERE product = ? AND cycle = ?", PRODUCTS.get(product, product), match[2])
    if not told:
        return "not assessed: no such cycle at hand (`quarterdeck data update`)"
    ends, ended = told[0]
    return str(ends) if ends else "ended" if ended else "no end is published"


_WITHIN = "repository IN (SELECT repository FROM scopes WHERE kind = ? AND subject IN (SELECT unnest(?)))"
_LINES = f"SELECT language, sum(lines - blank) FROM files WHERE is_code AND language IS NOT NULL AND {_WITHIN} GROUP BY 1"
_WROTE = f"""
    SELECT count(DISTINCT t.person) FROM touches t JOIN files f USING (repository, path)
    WHERE f.language = ? AND t.person IN (SELECT person FROM touches WHERE {_WITHIN})
"""
_CHECKED = """
    SELECT count(DISTINCT name), count(DISTINCT name) FILTER (affected > 0), max(advisories_of) FROM package_checks WHERE ecosystem = ? AND leads
"""


def _language(seen: _Seen) -> Observed:
    """Who writes it, how much of it there is, and how its ecosystem stands."""
    people = len(seen.rows(f"SELECT DISTINCT person FROM touches WHERE {_WITHIN}", *seen.scope))
    figures = dict(_supported(seen))
    if people:
        figures |= [seen.figure("people", Range(people, people, people), f"people who changed code here in the assessed year, to {seen.as_of}")]
    lines = {str(language): int(str(count)) for language, count in seen.rows(_LINES, *seen.scope)}
    rows = []
    for offer in seen.decision.offers:
        language = _tongue(seen, offer)
        wrote = int(str(seen.rows(_WROTE, language, *seen.scope)[0][0])) if language else None
        if wrote is not None and people:
            because = f"people of these who changed {language} anywhere in the assessed year"
            figures |= [seen.figure("known", Range(wrote, wrote, wrote), because, offer.name)]
        rows.append(_health(seen, offer, language, wrote, lines))
    told = () if people else (say("Nobody changed code of these systems in the assessed period: who writes what is not assessed."),)
    columns = ("", "in use, supported until", f"write it, of {counted(people, 'person', 'people')}", "lines here", "packages used", "known vulnerabilities",
               "a version is supported for")  # fmt: skip
    return Observed(figures, told, (TableBlock(f"What evidence says of each, as of {seen.as_of}", columns, "llrrrrr", tuple(rows)),))


def _tongue(seen: _Seen, offer: Offer) -> str | None:
    """The language of the offer, as files are told apart by: of those that the company's files have."""
    there = {str(row[0]).casefold(): str(row[0]) for row in seen.rows("SELECT DISTINCT language FROM files WHERE is_code AND language IS NOT NULL")}
    return next((there[word] for word in _words(offer) if word in there), None)


def _in_use(seen: _Seen, product: str) -> str:
    """The oldest version of it that the decision's systems run on, and until when that is supported."""
    kind, names = seen.scope
    told = seen.rows(
        "SELECT runtime, ends, ended FROM standing_runtimes WHERE split_part(runtime, ' ', 1) = ? AND repository IN "
        "(SELECT repository FROM scopes WHERE kind = ? AND subject IN (SELECT unnest(?))) ORDER BY ends NULLS LAST, runtime LIMIT 1", product, kind, names,
    )  # fmt: skip
    if not told:
        return ""
    runtime, ends, ended = told[0]
    return f"{runtime}: {ends or ('ended' if ended else 'not assessed')}"


_ECOSYSTEMS = {"python": "PyPI", "go": "Go", "javascript": "npm", "typescript": "npm"}


def _health(seen: _Seen, offer: Offer, language: str | None, wrote: int | None, lines: Mapping[str, int]) -> tuple[Phrase, ...]:
    """One row: what evidence says of an offer, and where it says nothing."""
    ecosystem = _ECOSYSTEMS.get((language or "").casefold())
    used, weak = "not assessed", "not assessed: no lock files of it are read"
    if ecosystem:
        count, affected, dated = seen.rows(_CHECKED, ecosystem)[0]
        used = number(int(str(count)))
        weak = f"{affected} of {count} packages" if dated else "not assessed: no advisories at hand (`quarterdeck data update`)"
    alone = replace(seen, decision=replace(seen.decision, offers=(offer,)))
    known = next((f"{one.range.p50:.1f} years" for _, one in _supported(alone)), "not assessed: no published cycles at hand")
    in_use = next((told for word in _words(offer) if (told := _in_use(seen, word))), "nothing here names a version")
    by = str(wrote) if wrote is not None else "none: no file of it here"
    return (offer.name,), (in_use,), (by,), (number(lines.get(language or "", 0)),), (used,), (weak,), (known,)
