"""Something new was begun in a technology that is on hold.

Judges: For each technology on record in the ring *hold*, whether code files were begun in it since it came there: any is not met.

Matters because: A hold that nobody keeps costs twice: what is begun in it has to be moved later, and people learn that decisions do not bind.

Silent when: The technology is in another ring, or is no language of code: then files do not say when it was begun. Where and how much it is used is
told all the same.

What to do: Ask the team what made them begin there. Move the files named before more leans on them, or change the ring and write down why. Where it
has to be for a while, accept the finding with a last day.

Source: The company's own record against its repositories. Severity is our judgement: low up to five files, medium above.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, listing, say
from quarterdeck.practices.architecture.measures.technology_spread import TECHNOLOGY_SPREAD
from quarterdeck.practices.architecture.measures.technology_use import TECHNOLOGY_USE

_FEW, _SHOWN, _NAMED = 5, 12, 3


def judge(use: Measurement, bench: Bench) -> Verdict:
    """New files in what is on hold: not met."""
    where = bench.name("technology", use.subject.key)
    ring = bench.rows(use, 1)[0].part
    used = Cited(counted(int(use.value), "repository", "repositories"), use.id)
    if ring != "hold":
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} ({ring}) is used in {used}.", where=where, ring=ring, used=used))
    spread = bench.beside(TECHNOLOGY_SPREAD, use.subject)
    if spread.missing:
        if use.value:
            return Verdict(Outcome.NOT_APPLICABLE, say("{where} is on hold and used in {used}; files do not say since when.", where=where, used=used))
        return Verdict(Outcome.MET, say("{where} is on hold, and no file of the repositories names it.", where=where))
    if not spread.value:
        return Verdict(Outcome.MET, say("{where} is on hold, and nothing new was begun in it.", where=where))
    rows = [row for row in bench.rows(spread) if row.key]
    places = sorted({row.part for row in rows})
    names = listing([bench.name("repository", place) for place in places[:_NAMED]])
    detail = tuple(((bench.name("file", row.key),), (bench.name("repository", row.part),)) for row in rows[:_SHOWN])
    return Verdict(
        Outcome.NOT_MET,
        say(
            "{where} is on hold; {files} {were} begun in it since, in {names}.",
            where=where, files=Cited(counted(len(rows), "file"), spread.id), were="was" if len(rows) == 1 else "were", names=names,
        ),
        action=say("Ask the team of {place} why, before more leans on it; then move it, or change the ring.", place=bench.name("repository", rows[0].part)),
        severity=Severity.MEDIUM if len(rows) > _FEW else Severity.LOW,
        detail=Detail(("File", "Repository"), "ll", detail, len(rows) - len(detail)),
    )  # fmt: skip


HELD_TECHNOLOGY_SPREADS = Judgement(
    name="held-technology-spreads",
    title="Technologies on hold in which something new was begun",
    strength="Nothing new is begun in what is on hold",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(TECHNOLOGY_USE, TECHNOLOGY_SPREAD),
    judge=judge,
)
