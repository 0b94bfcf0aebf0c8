"""Packages import each other in a circle.

Judges: whether there is a circle of packages at all, and by how much of the code lies in circles: *low* below a tenth of the production files, *medium* from
there, *high* from a half.

Matters because: Packages in a circle can only be understood, tested, moved or handed to a team together. Circles grow: once the way round is there, the next
import along it costs nothing, and after some years the repository is one package.

Silent when: the code was not parsed (`--deep`), less than half of the production code is in a language whose syntax is read here, or its grammar is
missing. A repository with a single package has nothing to go round.

What to do: Look at the direction with the fewest imports, which the detail puts on top. Move what it imports into a package below both, or hand it in as an
argument. Then let a check refuse the circle (import-linter, ArchUnit, dependency-cruiser), so that it stays open.

Source: Martin: Agile Software Development, 2002, the acyclic dependencies principle. That any circle is not met is what the principle says; the
scale by share of files is our judgement. No money: no source that we read links circles and cost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, MeasureRow, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, listing, number, say
from quarterdeck.practices.architecture.measures.imports_in_circles import IMPORTS_IN_CIRCLES
from quarterdeck.practices.architecture.measures.packages_in_circles import PACKAGES_IN_CIRCLES

MEDIUM_SHARE = Criterion(
    "circles_medium_share", 0.1, "of files", "From this share of files in circles on, the finding is medium.",
    "Our judgement: below a tenth, a circle is a corner of the code and not its shape.",
)  # fmt: skip
HIGH_SHARE = Criterion(
    "circles_high_share", 0.5, "of files", "From this share of files in circles on, the finding is high.",
    "Our judgement: where half of the files are in circles, they are the architecture.",
)  # fmt: skip
_NAMED, _SHOWN = 4, 12


def judge(share: Measurement, bench: Bench) -> Verdict:
    """Any circle is not met."""
    where = bench.name("repository", share.subject.key)
    rows = bench.rows(share)
    if len({row.key.rpartition("/")[0] for row in rows}) == 1:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} has one package: nothing can go round.", where=where))
    circles = sorted({row.part for row in rows if row.part}, key=lambda circle: (-sum(row.part == circle for row in rows), circle))
    if not circles:
        return Verdict(Outcome.MET, say("{where}: no package imports its way back to itself.", where=where))
    ways = _ways(share, bench)
    parts = [name for circle in circles[:1] for name in circle.partition(": ")[2].split(", ")]
    severity = (
        Severity.HIGH if share.value >= bench.criterion(HIGH_SHARE) else Severity.MEDIUM if share.value >= bench.criterion(MEDIUM_SHARE) else Severity.LOW
    )
    return Verdict(
        Outcome.NOT_MET,
        say(
            "{where}: {packages} import each other in a circle{more}; {told} of the production files lie in circles.",
            where=where, packages=_packages(circles[0], parts), more=_more(len(circles) - 1), told=Cited(percent(share.value), share.id),
        ),
        action=say(
            "Turn round what {file} imports: from {way} there are the fewest imports of the circle ({count}).",
            file=bench.name("file", ways[0][1][0].key), way=_way(ways[0][0]), count=number(sum(row.contribution for row in ways[0][1])),
        ),
        severity=severity,
        detail=_detail(ways, bench),
    )  # fmt: skip


def _ways(share: Measurement, bench: Bench) -> list[tuple[str, list[MeasureRow]]]:
    """Each direction from package to package with its rows, the one with the fewest imports first."""
    found: dict[str, list[MeasureRow]] = defaultdict(list)
    for row in bench.rows(bench.beside(IMPORTS_IN_CIRCLES, share.subject)):
        found[row.part].append(row)
    return sorted(found.items(), key=lambda way: (sum(row.contribution for row in way[1]), way[0]))


def _packages(circle: str, parts: Sequence[str]) -> Phrase:
    parent = circle.partition(": ")[0]
    named: list[Phrase | Name] = [Name("path", part) for part in parts[:_NAMED]]
    if len(parts) > _NAMED:
        named.append((f"{len(parts) - _NAMED} more",))
    return say("{parts} in {parent}", parts=listing(named), parent=Name("path", parent)) if parent != "top" else listing(named)


def _more(count: int) -> str:
    return f", and there {'is' if count == 1 else 'are'} {counted(count, 'more circle')}" if count else ""


def _way(way: str) -> Phrase:
    one, _, other = way.partition(" → ")
    return say("{one} to {other}", one=Name("path", one), other=Name("path", other))


def _detail(ways: Sequence[tuple[str, Sequence[MeasureRow]]], bench: Bench) -> Detail:
    cells = tuple(
        (
            (Name("path", way.partition(" → ")[0]),),
            (Name("path", way.partition(" → ")[2]),),
            (number(sum(row.contribution for row in rows)),),
            (bench.name("file", rows[0].key),),
        )
        for way, rows in ways[:_SHOWN]
    )
    return Detail(("Package", "Leans on", "Imports", "For instance in"), "llrl", cells, len(ways) - len(cells))


PACKAGES_GO_IN_CIRCLES = Judgement(
    name="packages-go-in-circles",
    title="Packages that import each other in a circle",
    strength="No package imports its way back to itself",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(PACKAGES_IN_CIRCLES, IMPORTS_IN_CIRCLES),
    judge=judge,
    criteria=(MEDIUM_SHARE, HIGH_SHARE),
)
