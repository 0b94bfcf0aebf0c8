"""Nothing imports this code.

Judges: Whether there are production files that no other file imports or names, and their share of the lines: *low*, and *medium* from the
criterion on.

Matters because: What nothing reaches is still maintained: upgraded, translated, scanned, read by everybody who looks for the place to change.

Silent when: The code was not parsed (`--deep`), or less than half of the production code could be read. Not judged where none of it is in Python, JavaScript
or TypeScript: in other languages files see each other without an import.

What to do: Search for the file's name in the whole company, configuration and pages included. Where nothing names it, delete it: the history
keeps it. Where something does that imports do not show, leave it.

Source: That code without a way to it need not be kept is what the words mean. From which share on it is medium is our judgement. No money: no source
that we read links unreached code and cost.
"""

from __future__ import annotations

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, number, say
from quarterdeck.practices.architecture.measures.unreached_code import UNREACHED_CODE

MEDIUM_UNREACHED = Criterion(
    "medium_unreached_share", 0.05, "of lines", "From this share of lines that nothing imports on, the finding is medium.",
    "Our judgement: a twentieth of the code is a week of reading for somebody new.",
)  # fmt: skip
_SHOWN = 12


def judge(share: Measurement, bench: Bench) -> Verdict:
    """Any file that nothing imports is not met."""
    where = bench.name("repository", share.subject.key)
    every = bench.rows(share)
    if not any(row.part for row in every):
        return Verdict(Outcome.NOT_APPLICABLE, say("{where}: in its languages files see each other without an import.", where=where))
    files = [row for row in every if row.part == "nothing"]
    if not files:
        return Verdict(Outcome.MET, say("{where}: every file is imported, named, or stands where something looks for it.", where=where))
    sentence = say(
        "{where}: nothing imports {files} with {lines}, {share} of its code.",
        where=where, files=Cited(counted(len(files), "file"), share.id), lines=counted(int(sum(row.contribution for row in files)), "line"),
        share=Cited(percent(share.value), share.id),
    )  # fmt: skip
    rows = tuple(((bench.name("file", row.key),), (number(row.contribution),)) for row in files[:_SHOWN])
    tests = sum(row.part == "tests" for row in every)
    notes = (say("Another {files} imported by tests alone, and not counted here.", files=counted(tests, "file is", "files are")),) if tests else ()
    return Verdict(
        Outcome.NOT_MET,
        sentence,
        action=say("Search for the name of {file} everywhere; where nothing loads it by name, delete it.", file=bench.name("file", files[0].key)),
        severity=Severity.MEDIUM if share.value >= bench.criterion(MEDIUM_UNREACHED) else Severity.LOW,
        detail=Detail(("File", "Lines"), "lr", rows, len(files) - len(rows)),
        notes=notes,
    )


NOTHING_IMPORTS_THIS = Judgement(
    name="nothing-imports-this",
    title="Code that nothing imports",
    strength="Every file is imported, named, or stands where something looks for it",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(UNREACHED_CODE,),
    judge=judge,
    criteria=(MEDIUM_UNREACHED,),
)
