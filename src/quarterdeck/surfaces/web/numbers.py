"""What explains a number that no measurement does: the record that it is told of, with what was measured of it; or how a page makes its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from quarterdeck.app.asking.explain import value_of
from quarterdeck.app.asking.recall import NothingThereError
from quarterdeck.app.catalogue import PRACTICES
from quarterdeck.app.record.recording import Shown as Record
from quarterdeck.kernel.finding import Practice
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.section import Block, Section, Sentence, TableBlock
from quarterdeck.kernel.text import Cited, Phrase, say
from quarterdeck.records.events import Tree
from quarterdeck.records.schema import Key
from quarterdeck.records.values import Ref
from quarterdeck.records.versioning import versions
from quarterdeck.reports.doors import HOW, OF
from quarterdeck.surfaces.web.house import house_of
from quarterdeck.surfaces.web.permissions import PUBLISHED, READ
from quarterdeck.surfaces.web.records import declared_of, label_of, record_of, the_workspace
from quarterdeck.surfaces.web.rendering import blocks, page
from quarterdeck.surfaces.web.ways import EXPLAIN

ROUTES = APIRouter()
_LONGEST, _COUNTED = 300, "Counted how"
_WEIGHED = (
    "The model works out what each option is worth in as many futures as are drawn. Each unknown is drawn from a range: from the record, from evidence, or "
    "from an assumption, as the page says of each; the same seed gives the same answer. Best in is the share of futures in which an option comes out ahead."
)
METHODS = {
    "risks": (
        "Expected a year is likelihood times impact. Both are drawn many times from the ranges on record, and the draws are multiplied: the range runs "
        "from the 10th to the 90th percentile, the tick is the middle. The curve tells in which share of years a risk costs more than an amount. Risks "
        "are not added up: whether they come together is not known."
    ),
    "vendors": (
        "What a contract costs a year is its cost on record. The last day to act is the end of its term less its notice; where it renews by itself, of "
        "the term that runs. Systems on it are those in use that stand on its vendor, by themselves or through others."
    ),
    "objectives": (
        "Estimates and status stand in the records of initiatives. Person-days are those of the assessed period whose changes name a work item of the "
        "initiative's `epics`. Budgeted is the middle of the budget lines that name it; booked is the ledger's where it names "
        "the initiative as a project; what is booked for its budget lines, the budget tells."
    ),
    "budget": (
        "A line's plan stands in its record by quarter; where it names a contract or people and no amount, it is made of those and the page says so. A "
        "booking belongs to the one line that claims it, by a name of the ledger first, else by its vendor, or to none. Parts add up to the whole, to "
        "the cent."
    ),
    "roadmap": (
        "The planner takes effort, teams, skills, money, order and dates from the record, and searches for the plan that is worth most. The plan is then "
        "carried out many times with efforts drawn from their ranges: a day with a certainty is that share of those. What speaks against it is argued "
        "from the record."
    ),
    "overview": (
        "A judgement is a finding that looks for one thing; it is made once for each repository, system, contract and whatever else it is about. Here those "
        "that say the same are told together and counted. What each rests on opens at its name."
    ),
    "money": (
        "What a finding may cost is a product of numbers that were measured and assumptions, each a range. The draws of an assumption are shared by all "
        "findings, so that their sum is drawn and not added up. A bar tells how far the sum moves while one assumption goes from its low end to its high "
        "end and the others stay in the middle."
    ),
    "evidence": (
        "Each is a count of rows of evidence: commits, people after their signatures were joined, files of the newest commit, rows that an export gave. "
        "`quarterdeck tables` names the tables and `quarterdeck query` counts in them."
    ),
    "systems": (
        "The landscape is drawn of the records of systems: what each leans on stands in its `depends_on`, how important it is in its `criticality`. What holds "
        "up others is counted through everything that leans on it."
    ),
    "decisions": _WEIGHED,
    "teams": (
        "People are the members that the record of a team names, systems those whose record names it as their owner, repositories those that its systems are "
        "built from. Findings to act on are told of the team, its systems and their repositories, and accepted by nobody."
    ),
    "supply": (
        "A finding waits for an export where it could not be made and says that this export would settle it. Files are those that were imported, rows those "
        "that were read of them; what was refused is told with its place in the file."
    ),
    "reports": (
        "A report counts what the assessment found and what stands in the record and in imported exports. A number that is measured leads to its measurement; "
        "the others are sums and counts of these, and of what the section names."
    ),
}
"""How a page makes its numbers, by its name."""
_BEHIND = {
    "risk": "risks", "vendor": "vendors", "contract": "vendors", "objective": "objectives", "initiative": "objectives",
    "budget-line": "budget", "team": "teams", "system": "systems",
}  # fmt: skip


@ROUTES.get(EXPLAIN + HOW + "/{name}", dependencies=PUBLISHED)
def how(request: Request, name: str) -> HTMLResponse:
    """How a page makes its numbers: said of every company alike, so that who reads what was published may read it too."""
    practice = next((one for one in PRACTICES if name == f"practices-{one.name}"), None)
    if practice is None and name not in METHODS:
        raise HTTPException(404)
    if practice:
        title, told = practice.title, tuple(_of_practice(practice))
    else:
        title, told = name, (Sentence((METHODS[name],)),)
    return _page(request, Section(f"how-{name}", f"How the numbers of {title} are made", told))


def _of_practice(practice: Practice) -> Iterator[Block]:
    yield Sentence((f"{practice.question} Each number that cites no measurement of its own counts or compares rows of these measures.",))
    rows = tuple(((measure.page.title.rstrip("."),), (measure.page.parts[_COUNTED],), (measure.unit,)) for measure in practice.measures)
    yield TableBlock("What is measured", ("Measure", "How it is counted", "Unit"), "lll", rows)


@ROUTES.get(EXPLAIN + OF + "/{kind}/{id_}", dependencies=READ)
def of_record(request: Request, kind: str, id_: str) -> HTMLResponse:
    """What a number about a record rests on."""
    house = house_of(request)
    workspace = the_workspace(house)
    held = record_of(workspace, kind, id_)
    found = list[Block](_told(held, declared_of(kind)))
    try:
        measured = [one for one in house.now.run.measurements if one.subject.key == str(held.ref) and one.missing is None]
    except NothingThereError:
        measured = []
    if measured:
        found.append(TableBlock("Measured of it", ("Measurement", "Value", "Why"), "lrl", tuple(_measured(one) for one in measured)))
    newest = next(iter(versions(workspace.root, held.file.path, 1)), None)
    if newest:
        found.append(Sentence((f"Changed last on {newest.at[:10]} by {newest.by}: {newest.why}",), "note"))
    return _page(request, Section(f"of-{kind}-{id_}", label_of(workspace, held.ref), tuple(found)))


def _told(held: Record, declared: tuple[Key, ...]) -> Iterator[Block]:
    ref: Ref = held.ref
    yield Sentence(say("What is said of it comes from {record}.", record=Cited("its record", str(ref))), "lead")
    method = _WEIGHED if ref.kind == "decision" else METHODS.get(_BEHIND.get(ref.kind, ""), "")
    if method:
        yield Sentence((method,))
    says = {key.name: key.says for key in declared}
    rows = tuple(((name.replace("_", " "),), (_written(value),), (says.get(name, ""),)) for name, value in held.keys.items())
    yield TableBlock("What is on record", ("Key", "As it is written", "What it says"), "lll", rows)


def _written(value: Tree) -> str:
    """As somebody wrote it, in one line that a page holds."""
    if isinstance(value, dict):
        told = ", ".join(f"{name}: {_written(one)}" for name, one in value.items())
    elif isinstance(value, list):
        told = "; ".join(map(_written, value))
    else:
        told = str(value)
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"


def _measured(one: Measurement) -> tuple[Phrase, ...]:
    return (one.measure.page.title.rstrip("."),), value_of(one), (Cited("how we know", one.id),)


def _page(request: Request, section: Section) -> HTMLResponse:
    def door(id_: str) -> str:
        name = id_.partition("/")[2]
        return f"/records/{id_}" if name else f"{EXPLAIN}{id_}"

    return page(request, "number.html.jinja", heading=section.heading, body=blocks(section, door, 3))
