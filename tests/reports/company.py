"""A small company with a record of every kind that reports read, exports of its tools, and two assessments four weeks apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from quarterdeck.app.pipeline import Run, assess
from quarterdeck.app.record.standing import Standing
from quarterdeck.app.reports import documents
from quarterdeck.app.request import Request
from quarterdeck.kernel.section import Document
from quarterdeck.records.collection import File, assemble
from quarterdeck.records.tables import recorded
from quarterdeck.reports.redaction import Disguise
from quarterdeck.reports.render.markdown import markdown
from tests.builders import ANN, BEN, NOW, Silent, Told
from tests.exports import import_files

BEFORE, TODAY = date(2026, 10, 3), date(2026, 10, 31)
FILES = {
    "quarterdeck.yaml": "schema: 1\ncompany: Acme Freight\ncurrency: EUR\n",
    "people/ann.yaml": "name: Ann Lee\nemails: [ann@example.org]\n",
    "teams/movers.yaml": "name: Movers\nlead: person/ann\nmembers: [person/ann]\n",
    "stakeholders/board.yaml": "name: The supervisory board\npart: decides\n",
    "vendors/maps.yaml": "name: Kartwerk\nprovides: Maps and addresses.\nowner: person/ann\ncriticality: high\ndata: [addresses]\nalternatives: [open maps]\n",
    "vendors/rack.yaml": "name: Rackwerk\n",
    "contracts/maps.yaml": (
        "name: Maps\nvendor: vendor/maps\nowner: person/ann\ncost: 96k EUR\nexit_cost: 60k..150k EUR\nends: 2026-12-31\nnotice: 60 days\nterm: 1 year\n"
        "renews: true\ndescription: The price rises by 18 % with the next term.\n"
    ),
    "systems/routing.yaml": (
        "name: Route planner\ncriticality: high\nlifecycle: live\nowner: team/movers\nrepositories: [shop]\nvendors: [vendor/maps]\n"
        "technologies: [technology/python]\ndata_stores:\n  - {name: orders, technology: PostgreSQL 16, personal_data: true}\n"
    ),
    "systems/portal.yaml": "name: Partner portal\nlifecycle: live\n",
    "technologies/python.yaml": "name: Python\nring: adopt\n",
    "standards/services.md": "---\nname: Services answer\nstatus: in-force\nstrength: must\napplies_to: [services]\nreview_date: 2026-11-05\n---\n",
    "policies/backups.md": "---\nname: Backups are tried\nstatus: in-force\nreview_date: 2026-11-09\n---\n",
    "risks/stop.yaml": (
        "name: The maps stop\nlikelihood: 5%..20%\nimpact: 100k..400k EUR\nowner: person/ann\ntreatment: reduce\nplan: Talk to a second maker.\n"
        "systems: [system/routing]\n"
    ),
    "milestones/audit.yaml": "name: Stage one of the audit\ndate: 2026-11-12\nowner: person/ann\npromised_to: stakeholder/board\n",
    "actions/write.yaml": "what: Write to Kartwerk\nowner: person/ann\ndue: 2026-11-06\nabout: [contract/maps]\n",
    "actions/keys.yaml": "what: Change the keys\nowner: person/ann\ndue: 2026-10-20\n",
    "actions/done.yaml": "what: Try a restore\nowner: person/ann\ndue: 2026-10-29\nstatus: done\ndone: 2026-10-28\nabout: [vendor/maps]\n",
    "budget-lines/maps.yaml": (
        "name: Maps and routes\ncategory: vendors\npurpose: run\ncontract: contract/maps\n"
        "amounts: {2026-Q1: 24k EUR, 2026-Q2: 24k EUR, 2026-Q3: 24k EUR, 2026-Q4: 24k EUR}\n"
    ),
    "budget-lines/people.yaml": (
        "name: People who build\ncategory: staff\npurpose: grow\nbooked_as: [Salaries]\n"
        "amounts: {2026-Q1: 40k EUR, 2026-Q2: 40k EUR, 2026-Q3: 40k EUR, 2026-Q4: 40k EUR}\n"
    ),
    "objectives/fast.yaml": (
        "name: Orders leave at once\nkey_results:\n  - {name: Hours to leave, baseline: 30, target: 10, current: 22, unit: hours, direction: down,\n"
        "     date: 2026-12-31, measured: 2026-10-20, earlier: 26, earlier_measured: 2026-07-20}\n"
    ),
    "decisions/maps.md": (
        "---\nname: Maps after 2026\nstatus: proposed\ndecision_makers: [person/ann, stakeholder/board]\nconsulted: [Dr Berg]\nreversibility: costly\n"
        "cost: 60k..150k EUR\ndecide_by: 2026-11-10\nreview_date: 2027-06-30\nexpected_outcome: The bill is below 60 000 EUR a year.\n"
        "systems: [system/routing]\nmodel: build-or-buy\nweighs:\n  build: Open maps of our own\n  buy: Stay with Kartwerk\n"
        "inputs:\n  benefit: 150k..260k EUR\n  build_cost: 60k..150k EUR\n  build_months: 4..8 months\n  buy_price: 113k EUR\n  buy_setup: 0 EUR\n"
        "  buy_months: 0 months\n  fit: 100%\n  exit_cost: 60k..150k EUR\n  core: false\n---\n\n# Maps after 2026\n\nKartwerk raises its price.\n\n"
        "## Considered Options\n\n- Stay with Kartwerk\n- Open maps of our own\n- A second supplier\n"
    ),
    "decisions/boards.md": (
        "---\nname: A second maker of boards\nstatus: proposed\ndecide_by: 2026-09-30\nmodel: vendor-choice\n"
        "criteria:\n  - {name: price, better: less, money: true, weight: 60%}\n  - {name: support of Boardwerk, weight: 40%}\n"
        "offers:\n  - name: Stay with one\n    scores: {price: 90k..110k EUR, support of Boardwerk: 3..4}\n    exit_cost: 10k EUR\n"
        "  - name: Take two\n    scores: {price: 60k..120k EUR, support of Boardwerk: 1..3}\n"
        "---\n\n# Boards\n\n## Considered Options\n\n- Stay with one\n- Take two\n"
    ),
    "decisions/bare.md": "---\nname: Whether to move\nstatus: proposed\noptions: [Move, Stay here]\n---\n",
    "decisions/halved.md": "---\nname: Half a case\nstatus: proposed\noptions: [One, Two]\nmodel: build-or-buy\ninputs:\n  benefit: 12 apples\n---\n",
    "decisions/taken.md": "---\nname: One language\nstatus: accepted\ndate: 2026-02-02\noptions: [Python, Go]\nchosen: Python\nreview_date: 2026-11-03\n---\n",
}
"""As of the last day of October 2026."""
EXPORTS: Mapping[str, str] = {
    "incidents": (
        "id,title,service,severity,created at,resolved at\n1,Orders stand still,Route planner,SEV1,2026-10-27T08:00Z,2026-10-27T11:00Z\n"
        "2,Labels are late,shop,SEV2,2026-10-29T08:00Z,\n3,Long ago,shop,SEV2,2026-08-01T08:00Z,2026-08-01T09:00Z\n"
    ),
    "deployments": (
        "id,service,environment,deployed at,status\n1,shop,production,2026-10-26T08:00Z,succeeded\n2,shop,production,2026-10-28T08:00Z,failed\n"
        "3,shop,production,2026-10-28T09:00Z,succeeded\n4,shop,production,2026-09-01T09:00Z,succeeded\n"
    ),
    "ledger": (
        "id,date,amount,currency,account name,vendor\n1,2026-02-15,24000,EUR,,Kartwerk\n2,2026-03-31,40000,EUR,Salaries,\n"
        "3,2026-05-15,24000,EUR,,Kartwerk\n4,2026-06-30,40000,EUR,Salaries,\n5,2026-08-15,24500,EUR,,Kartwerk\n6,2026-09-30,41000,EUR,Salaries,\n"
        "7,2026-09-30,300,EUR,Coffee,\n"
    ),
    "invoices": "id,vendor,issued on,amount,currency\nA-1,Kartwerk,2026-01-15,98000,EUR\nA-2,Rackwerk,2026-02-15,4000,EUR\n",
}
SPARSE = {
    "quarterdeck.yaml": FILES["quarterdeck.yaml"],
    "actions/odd.yaml": "what: Odd\nowner: person/nobody\ndue: 2026-11-02\n",
    "vendors/v.yaml": "name: V\n",
    "contracts/odd.yaml": "name: Odd\nvendor: vendor/v\nnotice: 5 dayz\n",
    "systems/one.yaml": "name: One\nlifecycle: live\nrepositories: [shop, elsewhere]\ndrafted: true\n",
}
"""A record of which half cannot be read, one system is a draft, and nothing was imported."""
ABOUT = {"architecture": "routing", "decision": "maps", "meeting": "maps", "renewal": "maps", "vendor": "maps"}
"""What each report about one record is made about."""
REPORTS = tuple(documents.REPORTS)


@dataclass(frozen=True, slots=True)
class Called:
    """What things outside the record are called: the repository, its files, who works on it, the files of exports, the company."""

    repository: str = "shop"
    files: str = ""
    """What the name of each file of code begins with."""
    authors: tuple[str, str] = (ANN, BEN)
    exports: str = ""
    company: str = "Acme Freight"


def assessed(
    folder: Path,
    files: Mapping[str, str] = FILES,
    days: tuple[date, ...] = (BEFORE, TODAY),
    exports: Mapping[str, str] = EXPORTS,
    called: Called = Called(),  # frozen
) -> Run:
    """The last of the assessments of one repository beside these records."""
    shop, (first, second), own = Told(folder / called.repository), called.authors, called.files
    shop.commit({f"{own}app.py": "print(1)\n" * 50, "requirements.txt": "flask==2.0.0\n", ".python-version": "3.9\n"}, by=first, at="2026-01-05")
    for month in (4, 6, 8, 9, 10):
        shop.commit({f"{own}part{month}.py": "print(1)\n" * 50, f"{own}app.py": f"print({month})\n" * 50}, by=second, at=f"2026-{month:02}-05")
    shop.tag("v1.0.0", at="2026-06-06")
    path = shop.save()
    records = recorded(assemble([File(name, text.encode()) for name, text in files.items()]))
    for kind, text in exports.items():
        import_files(folder, kind, {f"{called.exports}{kind}.csv": text})
    wishes = [Request((path,), folder / "out", day, company=Standing(name=called.company), records=records, cache=folder / "no-reference-data") for day in days]
    return [assess(wish, NOW, Silent()) for wish in wishes][-1]


_MADE: dict[tuple[str, str, str, str | None], Document] = {}


def made(run: Run, name: str, about: str | None = None, redact: str | None = None) -> Document:
    """A report of a run; each is made once."""
    wish = (str(run.request.out), name, ABOUT.get(name, "") if about is None else about, redact)
    if wish not in _MADE:
        _MADE[wish] = documents.make(run, name, wish[2], Disguise.of(redact))
    return _MADE[wish]


def said(document: Document) -> str:
    """What it says, with ordinary spaces and without marks."""
    return markdown(document).replace("\u202f", " ").replace("\\", "").replace("**", "")
