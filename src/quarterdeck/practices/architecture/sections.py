"""What reports show of architecture beside the findings: which packages lean on which, pairs of files that change together in secret, what runs and calls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from quarterdeck.kernel.finding import Bench, Finding, MeasureRow
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.section import Block, Chart, Mark, Sentence, TableBlock
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, listing, number, say
from quarterdeck.practices.architecture.findings.call_not_on_record import CALL_NOT_ON_RECORD
from quarterdeck.practices.architecture.findings.packages_go_in_circles import PACKAGES_GO_IN_CIRCLES
from quarterdeck.practices.architecture.inventory import inventory, listed
from quarterdeck.practices.architecture.landscape import context, landscape
from quarterdeck.practices.architecture.matrix import matrix
from quarterdeck.practices.architecture.measures.containers_told import CONTAINERS_TOLD
from quarterdeck.practices.architecture.measures.hidden_coupling import HIDDEN_COUPLING
from quarterdeck.practices.architecture.measures.infrastructure_told import INFRASTRUCTURE_TOLD
from quarterdeck.practices.architecture.measures.inventory_listed import INVENTORY_LISTED
from quarterdeck.practices.architecture.measures.package_dependencies import PACKAGE_DEPENDENCIES
from quarterdeck.practices.architecture.measures.undeclared_calls import UNDECLARED_CALLS
from quarterdeck.practices.architecture.radar import radar

_CHARTED, _BARS, _NAMED, _PAIRS = 3, 15, 3, 10
_QUESTION = "A pair may have a good reason: read both before you act. Two that fulfil the same interface are among them."


def sections(bench: Bench, findings: Sequence[Finding]) -> tuple[Block, ...]:
    """For each of the repositories with most imports between packages the packages that are leaned on; then the pairs of all."""
    judged = [f.subject for f in findings if f.judgement.name == PACKAGES_GO_IN_CIRCLES.name and f.verdict.outcome in {Outcome.MET, Outcome.NOT_MET}]
    leaning = [bench.beside(PACKAGE_DEPENDENCIES, subject) for subject in judged]
    leaning = sorted((m for m in leaning if not m.missing and m.value), key=lambda m: (-m.value, m.subject))
    blocks: list[Block] = []
    for measurement in leaning[:_CHARTED]:
        blocks.append(_leaned_on(measurement, bench))
        picture = matrix(measurement, bench)
        blocks += [picture] if picture else []
    hidden = [bench.beside(HIDDEN_COUPLING, subject) for subject in judged]
    hidden = sorted((m for m in hidden if not m.missing and m.value), key=lambda m: (-m.value, m.subject))
    if hidden:
        blocks += [_pairs(hidden, bench), Sentence((_QUESTION,), "note")]
    repositories = sorted({f.subject for f in findings if f.subject.kind == "repository"})
    told, held = ([bench.beside(measure, subject) for subject in repositories] for measure in (CONTAINERS_TOLD, INFRASTRUCTURE_TOLD))
    systems = sorted({f.subject for f in findings if f.judgement.name == CALL_NOT_ON_RECORD.name and f.subject.kind == "system"})
    calling = [one for one in (bench.beside(UNDECLARED_CALLS, subject) for subject in systems) if not one.missing]
    return (
        *blocks,
        *context(bench, calling),
        *landscape([one for one in told if not one.missing], bench),
        *inventory([one for one in held if not one.missing], bench),
        *listed(bench.beside(INVENTORY_LISTED, Subject("company", "company")), bench),
        *radar(bench, findings),
    )


def _leaned_on(measurement: Measurement, bench: Bench) -> Chart:
    """Packages by the number of others that import them, the shade telling how many they import themselves."""
    where = bench.name("repository", measurement.subject.key)
    rows = bench.rows(measurement)
    incoming: dict[str, set[str]] = defaultdict(set)
    outgoing: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        incoming[row.part].add(row.key)
        outgoing[row.key].add(row.part)
    packages = sorted(incoming, key=lambda package: (-len(incoming[package]), package))
    most = max(len(targets) for targets in outgoing.values())
    marks = tuple(_mark(package, len(incoming[package]), len(outgoing[package]), most) for package in packages[:_BARS])
    told = [say("{package} ({count})", package=_name(package), count=number(len(incoming[package]))) for package in packages[:_NAMED]]
    words = say(
        "{where}: {imports} between {packages}; most lean on {told}.", where=where, told=listing(told),
        imports=Cited(counted(int(measurement.value), "import"), measurement.id), packages=counted(len({*incoming, *outgoing}), "package"),
    )  # fmt: skip
    legend = ("imports no other package", f"imports most others: {number(most)}")
    return Chart("bars", "Packages that others lean on", words, "packages that import it", marks, words, legend)


def _mark(package: str, incoming: int, outgoing: int, most: int) -> Mark:
    words = say("{package}: imported by {incoming}, imports {outgoing}", package=_name(package), incoming=incoming, outgoing=outgoing)
    return Mark((_name(package),), incoming, words, outgoing / most)


def _name(package: str) -> Name:
    return Name("path", package or "the top folder")


def _pairs(hidden: Sequence[Measurement], bench: Bench) -> TableBlock:
    """The pairs that changed together most, of all repositories."""
    found: list[tuple[Measurement, MeasureRow]] = [(m, row) for m in hidden for row in bench.rows(m, _PAIRS) if row.part]
    found.sort(key=lambda pair: (-pair[1].contribution, pair[0].subject, pair[1].key, pair[1].part))
    rows: tuple[tuple[Phrase, ...], ...] = tuple(
        (
            (bench.name("file", row.key),),
            (bench.name("file", row.part),),
            (Cited(number(row.contribution), measurement.id),),
            (bench.name("repository", measurement.subject.key),),
        )
        for measurement, row in found[:_PAIRS]
    )
    columns = ("File", "changes together with", "Commits together", "Repository")
    return TableBlock("Files that change together although neither imports the other", columns, "llrl", rows, int(sum(m.value for m in hidden)) - len(rows))
