"""A written decision says otherwise than what stands.

Judges: Each decision of a repository that names what it is for or against, and whether the repository contradicts it: any contradiction is not met.

Matters because: A decision that nobody keeps is worse than none: who reads it builds on what is not so, and who sees it learns that decisions do not
bind.

Silent when: The repository keeps no decision documents, or none whose title names what it decides. Decisions that stand proposed, rejected, deprecated
or superseded are not judged.

What to do: Keep the decision, or replace it: write the one that holds today, name the old one in it, and set the old one's status to superseded.

Source: The repository's own decisions against its own files. Severity is our judgement: medium where what was decided against stands, low for the rest.
No money: no source that we read links broken decisions and cost.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, MeasureRow, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, say
from quarterdeck.practices.architecture.measures.decisions_contradicted import DAYS_TO_BEGIN, DECISIONS_CONTRADICTED

_SHOWN = 12


def judge(contradicted: Measurement, bench: Bench) -> Verdict:
    """Any contradiction is not met."""
    where = bench.name("repository", contradicted.subject.key)
    rows = bench.rows(contradicted)
    found = sorted((row for row in rows if row.part), key=lambda row: (_order(row.part), row.key, row.part))
    if not found:
        kept = Cited(counted(len(rows), "decision that names what it is for or against", "decisions that name what they are for or against"), contradicted.id)
        return Verdict(Outcome.MET, say("{where}: nothing contradicts {kept}.", where=where, kept=kept))
    first = found[0]
    many = Cited(counted(len(found), "written decision says", "written decisions say"), contradicted.id)
    cells = tuple(((bench.name("file", row.key),), _told(row, bench)) for row in found[:_SHOWN])
    return Verdict(
        Outcome.NOT_MET,
        say(
            "{where}: {many} otherwise than what stands: {file} is {told}.",
            where=where, many=many, file=bench.name("file", first.key), told=_told(first, bench),
        ),
        action=say("Keep {file}, or write the decision that holds today and set this one to superseded.", file=bench.name("file", first.key)),
        severity=Severity.MEDIUM if _order(first.part) == 0 else Severity.LOW,
        detail=Detail(("Decision", "What contradicts it"), "ll", cells, len(found) - len(cells)),
    )  # fmt: skip


def _order(part: str) -> int:
    return next(place for place, begins in enumerate(("against ", "replaced ", "for ")) if part.startswith(begins))


def _told(row: MeasureRow, bench: Bench) -> Phrase:
    """`against Kafka, which stands in deploy/kafka.yaml`: names as names, so that redaction finds them."""
    side, _, rest = row.part.partition(" ")
    if side == "replaced":
        other, _, end = rest.removeprefix("by ").rpartition(", ")
        return say("replaced by {other}, {end}", other=bench.name("file", other), end=end)
    what, _, end = rest.partition(", which ")
    named = Name("technology", what)
    if end.startswith("stands in "):
        return say("against {what}, which stands in {file}", what=named, file=bench.name("file", end.removeprefix("stands in ")))
    if end.endswith(" decides against"):
        return say("for {what}, which {file} decides against", what=named, file=bench.name("file", end.removesuffix(" decides against")))
    return say("for {what}, which no file names", what=named)


DECISION_IS_NOT_KEPT = Judgement(
    name="decision-is-not-kept",
    title="Written decisions that what stands contradicts",
    strength="What stands follows the written decisions",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(DECISIONS_CONTRADICTED,),
    judge=judge,
    criteria=(DAYS_TO_BEGIN,),
)
