"""The reports of the sample company: every number in them stands in the JSON of the same run, and they are German when they are asked for in German."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
from pypdf import PdfReader

from quarterdeck.app.asking.explain import of_finding, of_measurement
from quarterdeck.app.asking.kept import KeptWorkspace, records_of
from quarterdeck.app.asking.recall import recall
from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports import editions
from quarterdeck.app.reports.documents import FORMATS, REPORTS, draft
from quarterdeck.app.reports.editions import Order
from quarterdeck.app.reports.papers import weighed
from quarterdeck.app.reports.reporting import assessment
from quarterdeck.app.reports.result import as_dict, result
from quarterdeck.app.steering.budgeting import Asked, budget_of
from quarterdeck.app.steering.deciding import weigh
from quarterdeck.decisions.result import as_dict as recommended
from quarterdeck.kernel.measure import Criterion
from quarterdeck.kernel.section import Document, Section
from quarterdeck.maths.draws import DRAWS
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.reports.assessment import document
from quarterdeck.reports.board import Pack, board_pack
from quarterdeck.reports.budget_page import as_dict as budgeted
from quarterdeck.reports.facts import Facts
from quarterdeck.reports.finishing import finished
from quarterdeck.reports.redaction import Disguise
from quarterdeck.reports.render.html import html
from quarterdeck.reports.render.look import Look, Paper
from quarterdeck.reports.render.markdown import markdown
from quarterdeck.reports.render.paper import pdf
from quarterdeck.reports.tongue import said_in
from tests.app.test_schema import faults
from tests.demo.conftest import Built
from tests.demo.numbers import pages, reading
from tests.demo.tracing import NUMBER, Pool, Told, strangers

ABOUT = {"decision": "0008-maps-after-2026", "vendor": "kartwerk", "meeting": "kartwerk", "architecture": "routing"}
DAY = date(2026, 10, 31)
DECISIONS = ("0007-second-locker-maker", "0008-maps-after-2026")
"""Those that a report weighs: the board's first one, and the paper's."""
UNTRANSLATED = {**dict.fromkeys(REPORTS, 0), "board": 4, "architecture": 4, "assessment": 200}
"""How many of our own texts each report still says in English when it is asked for in German. A number here only falls: a new text comes
with its German. Board pack and architecture review, in which every finding may stand, were at none on 27 November 2026 and have room for the newest;
what is left of the assessment is read to those who cannot see its pictures."""


@dataclass(frozen=True)
class Made:
    """A run, each of its reports (the assessment without its explanations, which are looked at one by one), and what programs read of it."""

    run: Run
    reports: Mapping[str, Document]
    json: Mapping[str, Any]
    """What `assess --json`, `budget --json`, `decide --json` and the table of records say, together."""


@pytest.fixture(scope="module")
def made(sample: Built) -> Made:
    """Everything is made once."""
    run = recall(sample.folder / "company" / "quarterdeck-out")
    reports = {name: draft(run, name, ABOUT.get(name, ""), Disguise.of(None)) for name in REPORTS if name != "assessment"}
    reports["assessment"] = finished(document(assessment(run)))
    records = records_of(run)
    assert records.company
    told: dict[str, Any] = as_dict(result(run, lambda phrase: phrase, lambda problem: problem))
    told["budget"] = budgeted(budget_of(records, records.company, Asked(DAY, None, run.request.out, {}), run.connection))
    told["decisions"] = [recommended(found) for name in DECISIONS if (found := weighed(run, name).found)]
    told["records"] = [[record, json.loads(keys)] for record, keys in run.connection.execute("SELECT record, keys::VARCHAR FROM records").fetchall()]
    return Made(run, reports, told)


def behind(told: Mapping[str, Any], report: str, section: str) -> Sequence[object]:
    """What a section is made of: an executive's report of what the record and the tools say, a practice of its own findings, pictures and tables."""
    if report != "assessment":
        weeks = [one for one in told["pictures"] if one["practice"] == "pace"]
        return [*(told[name] for name in ("groups", "facts", "sources", "scope", "decisions", "budget", "records")), weeks, *_levels(told)]
    money = [told[name] for name in ("total", "swings", "assumptions")]
    if section == "summary":
        return [told["groups"], *money]
    if section == "looked-at":
        return [told[name] for name in ("groups", "period_start", "period_end", "scope", "sources", "problems", "not_assessed")]
    return [*([one for one in told[name] if one["practice"] == section] for name in ("findings", "groups", "pictures", "tables", "remarks")), *money]


def _levels(told: Mapping[str, Any]) -> Iterator[object]:
    """Service levels, which a vendor is asked to keep."""
    yield [one for one in told["tables"] if one["practice"] == "reliability"]


def test_every_number_of_every_report_is_in_the_json_of_its_run(made: Made) -> None:
    """A whole sentence of a finding, else a number of the finding or measurement that it cites, else one of what its section is made of."""
    told = Told.of(made.json, DAY)
    assert sum(len(NUMBER.findall(text)) for text in told.texts) > 1000
    executives = Pool(*behind(made.json, "board", ""), as_of=DAY)
    strange = {}
    for name, report in made.reports.items():
        for section in report.sections:
            pool = Pool(*behind(made.json, name, section.anchor), as_of=DAY) if name == "assessment" else executives
            strange[f"{name}/{section.anchor}"] = list(told.strangers(section, pool))
    assert {place: found for place, found in strange.items() if found} == {}


def test_what_programs_read_keeps_to_its_schema(made: Made) -> None:
    """With every list filled; of findings and measurements, which are alike, the first."""
    few = {name: value[:20] if name in {"findings", "measurements"} else value for name, value in made.json.items()}
    told = {name: value for name, value in few.items() if name not in {"budget", "decisions", "records"}}
    assert not [name for name, value in {**told, **told["facts"]}.items() if value == []]
    assert not faults(told)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("facts", ["all", "none"])
def test_page_one_of_the_board_pack_is_one_page(made: Made, paper: Paper, language: str, facts: str) -> None:
    """Its last line stands on page one, page two begins with the next section; also where nothing was told but the code."""
    whole = made.reports["board"]
    if facts == "none":
        whole = replace(whole, sections=(board_pack(Pack(Facts(), assessment(made.run))).sections[0], *whole.sections[1:]))
    spoken, _ = said_in(replace(whole, sections=whole.sections[:2]), language)
    first, second, *_ = [page.extract_text() for page in PdfReader(io.BytesIO(pdf(spoken, Look(paper, language=language)))).pages]
    assert second.startswith(spoken.sections[1].heading)
    assert "Quarterdeck" in first


def test_a_number_that_nobody_told_is_found(made: Made) -> None:
    told = Told.of(made.json, DAY)
    board = made.reports["board"].sections[0]
    assert list(told.strangers(board, Pool(made.json["facts"]["people"], as_of=DAY)))
    assert strangers(("We spent 77\u202f123 EUR up to 3 May 2031.",), Pool(*behind(made.json, "board", "summary"), as_of=DAY)) == ["3 May 2031", "77\u202f123"]


def test_what_explains_a_number_holds_its_own(made: Made) -> None:
    """One of each measure and judgement: its value, its rows, and what its page says of how it is counted."""
    told, run = Told.of(made.json, DAY), made.run
    dates = [made.json[name] for name in ("as_of", "period_start", "sources", "scope")]
    strange = {}
    for one in {measurement.measure.name: measurement for measurement in run.measurements if not measurement.missing}.values():
        rows = [[row.key, row.part, row.contribution] for row in run.bench.rows(one, 5)]
        page: list[object] = [*one.measure.page.parts.values(), one.measure.fold.says, one.measure.fold.spread, *_limits(run, one.measure.criteria)]
        strange[one.measure.name] = list(told.strangers(_finished(of_measurement(run, one, 5)), Pool(told.of_id(one.id), rows, page, dates, as_of=DAY)))
    for finding in {finding.judgement.name: finding for finding in run.findings}.values():
        judged = [*finding.judgement.criteria, *(c for m in finding.judgement.judges for c in m.criteria)]
        page = [*finding.judgement.page.parts.values(), DRAWS, *_limits(run, judged)]
        rests = [told.of_id(one.id) for one in finding.rests_on]
        behind_it = Pool(told.of_id(finding.id), rests, page, dates, told.json["assumptions"], as_of=DAY)
        strange[finding.judgement.name] = list(told.strangers(_finished(of_finding(run, finding)), behind_it))
    assert {name: found for name, found in strange.items() if found} == {}


def test_nothing_that_the_company_calls_its_own_is_in_a_redacted_report(made: Made) -> None:
    """Neither what its records are called nor what its pipelines say or where, in the report and in what explains it, one of each measure."""
    run = made.run
    each = {one.measure.name: one for one in run.measurements if not one.missing}.values()
    judged = {finding.judgement.name: finding for finding in run.findings}.values()
    whole = made.reports["assessment"]
    explained = (*(of_measurement(run, one, 20) for one in each), *(of_finding(run, finding) for finding in judged))
    hidden = Disguise.of("all").document(finished(replace(whole, sections=(*whole.sections, *explained))))
    records = {record for record, _ in made.json["records"] if record.startswith(("initiative/", "decision/", "contract/", "service-level/"))}
    jobs = run.connection.execute("SELECT path || ':' || line, coalesce(evidence, '') FROM pipeline_jobs").fetchall()
    names = [name for name in (*records, *(word for job in jobs for word in job)) if " " in name or "/" in name]
    assert len(names) > len(records) > 40  # there is something to hide
    for told in (unescape(html(hidden)).replace("<wbr>", ""), markdown(hidden)):
        assert [name for name in names if name in told] == []


def _limits(run: Run, criteria: Iterable[Criterion]) -> Iterator[object]:
    yield from ([run.bench.criterion(one), one.says, one.source] for one in criteria)


def _finished(section: Section) -> Section:
    return finished(Document("", (), "", (section,))).sections[0]


def test_decisions_that_name_a_model_can_be_weighed(made: Made) -> None:
    """Plausible numbers, not tuned ones: no answer is certain."""
    records = records_of(made.run)
    named = [one.id for one in records.of(Decision) if one.model]
    assert len(named) == 7
    for name in named:
        found = weigh(KeptWorkspace(made.run.request.out, records), name, made.run.request.seed, 2000, DAY, lambda: made.run).recommendation
        assert found
        assert 0.4 < max(option.best for option in found.standings) < 0.97


def test_its_reports_are_german(made: Made) -> None:
    """`quarterdeck report NAME --language de --untranslated` lists what is missing; its place is `src/quarterdeck/reports/tongue/de.po`."""
    missing = {name: dict(said_in(made.reports[name], "de")[1].missing) for name in UNTRANSLATED}
    assert {name: found for name, found in missing.items() if len(found) > UNTRANSLATED[name]} == {}


def test_every_number_of_every_page_is_a_door(made: Made, sample: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also of an edition, and of what today's draft says otherwise: there people have their names."""
    monkeypatch.setattr(editions, "FORMATS", {"json": FORMATS["json"]})
    editions.publish(made.run, Order("client", "", Look(), "people"), "Ann", datetime(2026, 11, 1, tzinfo=UTC), str)
    without: dict[str, list[str]] = {}
    marks = 0
    with reading(sample.folder / "company", made.run) as reader:
        for path, found in pages(reader):
            marks += found.doored
            without[path] = found.without
    assert {path: told for path, told in without.items() if told} == {}
    assert {"/reports/assessment", "/published/client-2026-11-01", "/compare?before=client-2026-11-01"} <= {*without}
    assert marks > 1_000, "the maps of hotspots and knowledge alone have hundreds"
