"""Code breaks a standard of the company.

Judges: Each standard on record that is in force and gives rules that files can be held against: layers, forbidden imports, technologies that are allowed
or ruled out. Any breach without an exemption that holds is not met.

Matters because: A standard that binds on paper alone is paid for twice: in the meetings that made it, and in the changes that it was to make cheap.

Silent when: The standard is a draft or retired, gives no such rule, or no parsed file lies in what its rule names.

What to do: Mend the file with most breaches, or exempt it with a last day and a reason (`exemptions` in the standard); an exemption that has ended counts
no longer. If nobody means to keep the rule, retire it.

Source: The company's own standards against its repositories. Severity follows how strongly the standard binds: medium for *must*, low for the rest; our
judgement. No money: no source that we read links broken layers and cost.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, MeasureRow, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, counted, listing, number, say
from quarterdeck.practices.architecture.measures.standard_breaches import SEPARATOR, STANDARD_BREACHES
from quarterdeck.practices.architecture.measures.standard_strength import STANDARD_STRENGTH

_NAMED, _SHOWN = 3, 12


def judge(breaches: Measurement, bench: Bench) -> Verdict:
    """Any breach without an exemption is not met."""
    where = bench.name("standard", breaches.subject.key)
    rows = [row for row in bench.rows(breaches) if row.part]
    open_ones = sorted((row for row in rows if row.contribution), key=lambda row: (-row.contribution, row.part, row.key))
    spared = len(rows) - len(open_ones)
    exempt = f" ({counted(spared, 'place')} exempt for now)" if spared else ""
    if not open_ones:
        return Verdict(Outcome.MET, say("«{where}» is kept{exempt}.", where=where, exempt=exempt))
    places = sorted({_parts(row)[0] for row in open_ones})
    more = f" and {counted(len(places) - _NAMED, 'other')}" if len(places) > _NAMED else ""
    binds = bench.rows(bench.beside(STANDARD_STRENGTH, breaches.subject), 1)
    cells = tuple(_cells(row, bench) for row in open_ones[:_SHOWN])
    return Verdict(
        Outcome.NOT_MET,
        say(
            "«{where}» is broken {times} in {names}{more}{exempt}.", where=where, times=Cited(counted(int(breaches.value), "time"), breaches.id),
            names=listing([bench.name("repository", place) for place in places[:_NAMED]]), more=more, exempt=exempt,
        ),
        action=say("Mend {file} first, or exempt it with a last day and a reason.", file=bench.name("file", open_ones[0].key)),
        severity=Severity.MEDIUM if binds and binds[0].part == "must" else Severity.LOW,
        detail=Detail(("File", "Repository", "What breaks it", "Rule", "Times"), "llllr", cells, len(open_ones) - len(cells)),
    )  # fmt: skip


def _parts(row: MeasureRow) -> list[str]:
    return row.part.split(SEPARATOR)


def _cells(row: MeasureRow, bench: Bench) -> tuple[Phrase, ...]:
    repository, rule, what, *_ = _parts(row)
    where = (bench.name("repository", repository),)
    return ((bench.name("file", row.key),), where, (bench.name("path", what),), (bench.name("path", rule),), (number(row.contribution),))


STANDARD_IS_BROKEN = Judgement(
    name="standard-is-broken",
    title="Standards that code breaks",
    strength="Code follows the standards that files can be held against",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(STANDARD_BREACHES, STANDARD_STRENGTH),
    judge=judge,
)
