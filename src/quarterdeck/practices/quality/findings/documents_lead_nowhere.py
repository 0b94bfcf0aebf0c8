"""Documents point to files that are gone.

Judges: Whether each file of the repository that its documents point to is there, or never was: one that was deleted or moved away is not met.

Matters because: Whoever follows a document is new, in a hurry, or both. A path that leads to nothing costs them the search and their trust in the rest.

Silent when: No document points to a file of the repository.

What to do: Point to what took its place, or take the sentence out. Where the document speaks of what was, say so in its name (changes, decisions).

Source: The repository's own documents and history. Severity is our judgement: low, medium from ten references on. No money: no source that we read links
stale documents and cost.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, counted, say
from quarterdeck.practices.quality.measures.documents_behind import DOCUMENTS_BEHIND
from quarterdeck.practices.quality.measures.gone_references import GONE_REFERENCES

_MANY, _SHOWN = 10, 12


def judge(gone: Measurement, bench: Bench) -> Verdict:
    """Any reference to a file that is gone is not met."""
    where = bench.name("repository", gone.subject.key)
    rows = sorted((row for row in bench.rows(gone) if row.part), key=lambda row: (row.key.count("/"), row.key, row.part))
    behind = bench.beside(DOCUMENTS_BEHIND, gone.subject)
    again: Phrase = ()
    if not behind.missing and behind.value:
        again = say(" Read again: {behind} older than half of their code.", behind=Cited(counted(int(behind.value), "document"), behind.id))
    if not rows:
        return Verdict(Outcome.MET, (*say("{where}: the files that its documents point to are there.", where=where), *again))
    told = Cited(counted(len(rows), "time"), gone.id)
    cells = tuple(((bench.name("file", row.key),), (bench.name("file", row.part),)) for row in rows[:_SHOWN])
    return Verdict(
        Outcome.NOT_MET,
        (*say("{where}: documents point {told} to a file that is gone, first {file}.", where=where, told=told, file=bench.name("file", rows[0].key)), *again),
        action=say(
            "Point {file} to what took the place of {gone}, or take it out.", file=bench.name("file", rows[0].key), gone=bench.name("file", rows[0].part)
        ),
        severity=Severity.MEDIUM if len(rows) >= _MANY else Severity.LOW,
        detail=Detail(("Document", "File that is gone"), "ll", cells, len(rows) - len(cells)),
    )


DOCUMENTS_LEAD_NOWHERE = Judgement(
    name="documents-lead-nowhere",
    title="Documents that point to what is gone",
    strength="What documents point to is there",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(GONE_REFERENCES, DOCUMENTS_BEHIND),
    judge=judge,
)
