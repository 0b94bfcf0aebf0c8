"""Renewal briefs: what the record and the imports say of a contract, and what leaving is worth."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from quarterdeck.app.pipeline import Run, assess
from quarterdeck.app.reports.renewals import NoSuchContractError, renewals
from quarterdeck.app.request import Request
from quarterdeck.kernel.text import Name
from quarterdeck.records.collection import File, assemble
from quarterdeck.records.tables import recorded
from quarterdeck.reports.redaction import Disguise
from quarterdeck.reports.render.markdown import markdown
from quarterdeck.reports.renewal import numbered
from tests.builders import NOW, Silent, Told
from tests.exports import import_files

FILES = {
    "quarterdeck.yaml": "schema: 1\ncompany: Acme\ncurrency: EUR\n",
    "people/ann.yaml": "name: Ann Lee\n",
    "vendors/maps.yaml": "name: Kartwerk\nalternatives: [open maps]\n",
    "vendors/rack.yaml": "name: Rackwerk\n",
    "contracts/maps.yaml": (
        "name: Maps\nvendor: vendor/maps\nowner: person/ann\ncost: 96k EUR\nexit_cost: 60k..150k EUR\nends: 2026-12-31\nnotice: 60 days\nterm: 1 year\n"
        "renews: true\nuplift: 5%..18%\nexit_time: 90..180 days\ndata: [addresses]\n"
        "description: The price rises by 18 % with the next term.\n"
    ),
    "contracts/rack.yaml": "name: Two machines\nvendor: vendor/rack\ncost: 640 EUR\ncost_per: month\nends: 2027-01-15\nnotice: 30 days\nrenews: true\n"
    "credits: {99%: 25%}\nclaim_within: 40 days\n",
    "contracts/torn.yaml": "name: Torn\nends: soon\n",
    "contracts/later.yaml": "name: Later\nvendor: vendor/rack\nends: 2028-01-15\nrenews: false\n",
    "systems/routing.yaml": "name: Routing\ncriticality: high\nvendors: [vendor/maps]\n",
    "systems/portal.yaml": "name: Portal\nlifecycle: retired\nvendors: [vendor/rack]\n",
    "decisions/maps.yaml": "name: Maps after 2026\nstatus: proposed\ndecide_by: 2026-11-10\nsystems: [system/routing]\n",
    "actions/write.yaml": "what: Write to Kartwerk\nowner: person/ann\ndue: 2026-10-30\nabout: [contract/maps]\n",
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """An assessment of one small repository beside these records."""
    return assessed(tmp_path_factory.mktemp("renewals"), date(2026, 10, 31))


def assessed(folder: Path, as_of: date) -> Run:
    """An assessment of one small repository beside these records, as of a day."""
    told = Told(folder / "shop")
    told.commit({"shop.py": "print()\n"}, at="2026-10-01")
    records = recorded(assemble([File(path, text.encode()) for path, text in FILES.items()]))
    return assess(Request((told.save(),), folder / "out", as_of, records=records, cache=folder / "no-reference-data"), NOW, Silent())


def test_what_went_wrong_within_the_year_and_what_is_owed_for_it_is_told(tmp_path: Path) -> None:
    """A day and a half without Rackwerk, once in two incidents' words; of September's 720 probes 48 got no answer, which is a quarter of 640 EUR."""
    incidents = (
        "id,created_at,service,cause,resolved_at\n1,2026-09-01T00:00:00Z,Rackwerk,,2026-09-02T00:00:00Z\n"
        "2,2026-09-08T00:00:00Z,shop,a switch at Rackwerk,2026-09-08T12:00:00Z\n3,2026-09-09T00:00:00Z,shop,a typo,2026-09-09T12:00:00Z\n"
    )
    probes = "subject,probed_at,up\n" + "".join(
        f"rackwerk,2026-09-{hour // 24 + 1:02}T{hour % 24:02}:00:00Z,{'no' if hour < 48 else 'yes'}\n" for hour in range(720)
    )
    for kind, text in (("incidents", incidents), ("probes", probes)):
        assert not import_files(tmp_path, kind, {f"{kind}.csv": text}).problems
    told = said(assessed(tmp_path, date(2026, 10, 31)), "rack")
    assert "2 incidents of the year name it, 36 hours in all." in told
    assert "It owes 160 EUR for months below what it promised; the first claim lapses on 2026-11-09." in told


def said(run: Run, about: str = "", disguise: Disguise | None = None) -> str:
    """The brief as Markdown, with ordinary spaces and without marks."""
    document = numbered(renewals(run, about))
    return markdown(disguise.document(document) if disguise else document).replace("\u202f", " ").replace("\\", "")


def test_what_is_due_is_told_with_the_nearest_day_first(run: Run) -> None:
    told = said(run)
    assert "2 contracts to decide on" in told
    assert told.index("Until 1 November 2026") < told.index("Until 16 December 2026")
    assert "Later" not in told


def test_what_nobody_wrote_of_the_next_term_is_asked_for(run: Run) -> None:
    assert "prices of the next term are not on record" in said(run, "rack")


def test_a_notice_day_without_work_names_the_working_day_before(tmp_path: Path) -> None:
    """Two weeks earlier that working day is still to come."""
    told = said(assessed(tmp_path, date(2026, 10, 17)), "maps")
    assert "cancelled by 1 November 2026 (in 15 days, last working day 30 October 2026). Ann" in told


def test_leaving_is_weighed_against_staying(run: Run) -> None:
    told = said(run, "maps")
    for sentence in (
        "Maps, with Kartwerk, renews on 31 December 2026 unless it is cancelled by 1 November 2026 (in 1 day).",
        "The last working day was 30 October 2026 (passed); the notice day itself is 1 November 2026: send it today by means that count.",
        "Ann Lee decides.",
        "| Keep | 96 000 EUR a year at today's price; 100 000 to 110 000 EUR in the next term | 1 system in use stands on it |",
        "Leaving takes 90 to 180 days. Whoever wants to be out when it ends begins by 4 July 2026.",
        "| Cancel | saves 96 000 EUR a year | leaving costs 60 000 to 150 000 EUR: 7.5 to 19 months of today's price |",
        "| Bargain | each percent is worth 960 EUR a year | a rise of up to 21 % to 52 % costs less than leaving, over 3 years |",
        "| Replace | pays over 3 years below 46 000 to 76 000 EUR a year | open maps |",
        "Open decision: Maps after 2026, due on 10 November 2026 (in 10 days). That is after the notice day.",
        "Open action: Write to Kartwerk, by Ann Lee, 30 October 2026 (1 day late).",
        "What was really paid.",
        "The record adds: The price rises by 18 % with the next term.",
    ):
        assert sentence in told


def test_what_is_not_on_record_is_said_to_be_missing(run: Run) -> None:
    told = said(run, "contract/rack")
    assert "Retired: Portal." in told
    assert "Nobody on record decides." in told
    assert "What leaving costs, and so what the other options are worth." in told


def test_another_contract_is_none(run: Run) -> None:
    with pytest.raises(NoSuchContractError, match="there are contract/later, contract/maps, contract/rack"):
        renewals(run, "nothing")


def test_a_contract_whose_file_is_wrong_is_not_said_to_be_absent(run: Run) -> None:
    with pytest.raises(NoSuchContractError, match="contract/torn cannot be read"):
        renewals(run, "torn")


def test_names_are_redacted(run: Run) -> None:
    disguise = Disguise.of("all")
    told = said(run, disguise=disguise)
    assert not [word for word in ("Kartwerk", "Ann Lee", "Routing", "Portal", "addresses", "18 %", "open maps", "Maps", "maps", "rack") if word in told]
    assert Name("contract", "Contract 1") in disguise.given.values()


def briefed(folder: Path, files: dict[str, str]) -> str:
    """The brief on 31 October of a company with these records and no repository."""
    records = recorded(assemble([File(path, text.encode()) for path, text in files.items()]))
    run = assess(Request((), folder / "out", date(2026, 10, 31), records=records, cache=folder / "no-reference-data"), NOW, Silent())
    return said(run)


COMPANY = {"quarterdeck.yaml": "schema: 1\ncompany: Acme\n", "vendors/v.yaml": "name: V\n"}


def test_contracts_that_cannot_be_judged_are_named_with_the_reason(tmp_path: Path) -> None:
    told = briefed(
        tmp_path,
        {
            **COMPANY,
            "contracts/a.yaml": "name: A\nvendor: vendor/v\ncost: 900k EUR\nends: 2026-12-10\nrenews: true\n",
            "contracts/b.yaml": "name: B\nvendor: vendor/v\nends: 2026-12-10\nnotice: 5 dayz\n",
            "contracts/c.yaml": "name: C\nvendor: vendor/v\nends: 2026-12-10\n",
        },
    )
    assert "Whether a contract has to be decided on within the next quarter cannot be said." in told
    assert "Not assessed:" in told
    assert "A (it renews by itself, and nobody wrote the notice)" in told
    assert "b (its record is broken: '5 dayz' is not a stretch of time" in told
    assert "C (nobody wrote whether it renews, nor the notice)" in told


def test_contracts_that_cannot_be_judged_are_named_beside_those_that_are_due(tmp_path: Path) -> None:
    due = "name: A\nvendor: vendor/v\nends: 2026-12-10\nnotice: 10 days\nrenews: true\n"
    told = briefed(tmp_path, {**COMPANY, "contracts/a.yaml": due, "contracts/b.yaml": "name: B\nvendor: vendor/v\n"})
    assert "1 contract to decide on" in told
    assert "B (nobody wrote when it ends)" in told


def test_a_record_without_contracts_is_not_one_with_nothing_due(tmp_path: Path) -> None:
    told = briefed(tmp_path, COMPANY)
    assert "no contract is on record" in told
    assert "No contract has to be decided on" not in told


def test_a_contract_without_a_stretch_of_notice_renews_all_the_same(tmp_path: Path) -> None:
    given = "name: A\nvendor: vendor/v\nends: 2026-12-10\nnotice: 0 days\nrenews: true\n"
    told = briefed(tmp_path, {**COMPANY, "contracts/a.yaml": given})
    assert "A, with V, renews on 10 December 2026 unless it is cancelled by 10 December 2026" in told


def test_whether_a_contract_renews_is_not_said_where_nobody_wrote_it(tmp_path: Path) -> None:
    told = briefed(tmp_path, {**COMPANY, "contracts/a.yaml": "name: A\nvendor: vendor/v\nends: 2026-12-10\nnotice: 10 days\n"})
    assert "A, with V, ends on 10 December 2026; whether it renews by itself is not said. If it does, it must be cancelled by 30 November 2026" in told
    assert "Whether it renews by itself." in told


def test_a_price_paid_once_and_costs_of_zero_are_not_missing(tmp_path: Path) -> None:
    term = "ends: 2026-12-10\nnotice: 10 days\nrenews: true\n"
    told = briefed(
        tmp_path,
        {
            **COMPANY,
            "contracts/once.yaml": f"name: Once\nvendor: vendor/v\ncost: 120k EUR\ncost_per: once\nexit_cost: 0 EUR\n{term}",
            "contracts/low.yaml": f"name: Low\nvendor: vendor/v\ncost: 0..100k EUR\nexit_cost: 0..10k EUR\n{term}",
        },
    )
    assert "The contract says 120 000 EUR, paid once" in told
    assert "leaving costs 0 EUR; staying costs nothing a year" in told
    assert "leaving costs 0 to 10 000 EUR; staying may cost nothing" in told
    assert "what leaving costs is not on record" not in told
    assert "What it costs." not in told
