"""Records that a run kept are the same again, word for word, but for what is never kept."""

from __future__ import annotations

from dataclasses import fields, replace

from quarterdeck.kernel.quantity import Range
from quarterdeck.records.collection import File, assemble
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.records.kinds.person import Person
from quarterdeck.records.record import Record
from quarterdeck.records.restoring import restored
from quarterdeck.records.tables import recorded
from quarterdeck.records.values import Span

FILES = {
    "quarterdeck.yaml": "schema: 1\ncompany: Acme\ncurrency: EUR\n",
    "people/ann.yaml": "name: Ann Lee\nskills: [maps]\nstarted: 2020-01-01\nsalary_band: 70k..90k EUR\n",
    "vendors/maps.yaml": "name: Kartwerk\nalternatives: [open maps]\n",
    "contracts/maps.yaml": "name: Maps\nvendor: vendor/maps\nowner: person/ann\ncost: 40k..60k EUR\nnotice: 3 months\nends: 2027-01-31\nrenews: true\n",
    "contracts/odd.yaml": "name: Odd\nvendor: vendor/nobody\n",
    "budget-lines/maps.yaml": "name: Maps\ncategory: vendors\npurpose: run\ncontract: contract/maps\namounts: {2026-Q4: 12k EUR, 2027-Q1: 13k EUR}\n",
    "systems/routing.yaml": "name: Routing\nvendors: [vendor/maps]\ndata_stores:\n  - {name: orders, technology: PostgreSQL 16, personal_data: true}\n",
    "risks/stop.yaml": "name: The maps stop\nlikelihood: 5%..20%\nimpact: 100k..400k EUR\nsystems: [system/routing]\n",
    "decisions/maps.md": (
        "---\nname: Maps after 2026\nstatus: proposed\ndecision_makers: [person/ann, The board]\ndecide_by: 2026-11-10\nmodel: vendor-choice\n"
        "criteria:\n  - {name: price, better: less, money: true, weight: 60%}\n  - {name: support, weight: 40%}\n"
        "offers:\n  - name: Stay\n    scores: {price: 90k..110k EUR, support: 3..4}\n    exit_cost: 10k EUR\n"
        "  - name: Leave\n    scores: {price: 20k EUR, support: 1..2}\n    fails: [works offline]\n"
        "---\n\n# Maps after 2026\n\nThe price rises.\n\n## Considered Options\n\n- Stay\n- Leave\n"
    ),
}


def test_what_was_kept_is_the_same_again() -> None:
    told = assemble([File(path, text.encode()) for path, text in FILES.items()])
    again = restored(recorded(told))
    assert set(again.sound) == set(told.sound)
    for ref, record in told.sound.items():
        assert again.sound[ref] == as_kept(record), ref
    assert [str(ref) for ref in again.broken] == ["contract/odd"]
    assert again.files[told.of(Decision)[0].ref].path == "decisions/maps.md"


def as_kept(record: Record) -> Record:
    """Without a text that only decisions keep, pay and sources; stretches of time in days."""
    spans = {one.name: in_days(span) for one in fields(record) if isinstance(span := getattr(record, one.name), Span)}
    pay = {"salary_band": None} if isinstance(record, Person) else {}
    return replace(record, links=(), drafted_from="", body=record.body if isinstance(record, Decision) else "", **spans, **pay)  # type: ignore[arg-type]  # by the kind's own names


def in_days(span: Span) -> Span:
    """The same stretch, told in days."""
    return Span(span.days, "days", span.days)


def test_a_stretch_of_time_is_known_in_days() -> None:
    again = restored(recorded(assemble([File(path, text.encode()) for path, text in FILES.items()])))
    contract = again.get(Contract, "maps")
    assert contract
    assert contract.notice == Span(Range(91.3125, 91.3125, 91.3125), "days", Range(91.3125, 91.3125, 91.3125))
