"""There is production code in a language that nobody decided on.

Judges: Each programming language with at least the criterion's share of the production lines of all repositories, and whether a technology on record
names it.

Matters because: A language is a door that is easy to enter and hard to leave: its code has to be kept, built, upgraded and staffed for as long as it
runs.

Silent when: No technology is on record, or no production code was assessed. Not judged: markup, style sheets, queries, and what stays below the
share.

What to do: Decide: write the language down with its ring and why, or plan how its code goes.

Source: The company's own record against its repositories. The share from which a language counts is our judgement. Severity: low.
"""

from __future__ import annotations

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Name, counted, listing, number, say
from quarterdeck.practices.architecture.measures.undeclared_languages import UNDECLARED_LANGUAGES

LEAST_LANGUAGE = Criterion(
    "least_share_of_a_language", 0.01, "of lines", "A language with less of the code than this is a script here and there.",
    "Our judgement: a hundredth of a company's code is about what one person keeps in their head.",
)  # fmt: skip
_NAMED = 3


def judge(share: Measurement, bench: Bench) -> Verdict:
    """Any language above the share that no record names is not met."""
    rows = bench.rows(share)
    total = sum(row.contribution for row in rows)
    least = bench.criterion(LEAST_LANGUAGE)
    unknown = [row for row in rows if row.part == "undeclared" and row.contribution >= least * total]
    if not unknown:
        declared = sum(row.part == "declared" for row in rows)
        return Verdict(Outcome.MET, say("{all} of the languages in use are on record; no other has a share worth naming.", all=number(declared)))
    names = listing([Name("technology", row.key) for row in unknown[:_NAMED]])
    cells = tuple(((Name("technology", row.key),), (number(row.contribution),), (percent(row.contribution / total),)) for row in unknown)
    return Verdict(
        Outcome.NOT_MET,
        say(
            "{share} of the code is in languages that nobody decided on: {names}{more}.",
            share=Cited(percent(share.value), share.id), names=names, more=f" and {counted(len(unknown) - _NAMED, 'other')}" if len(unknown) > _NAMED else "",
        ),
        action=say("Decide on {name}: write it down with its ring (`quarterdeck record new technology/ID`), or plan how its code goes.", name=names[0]),
        severity=Severity.LOW,
        detail=Detail(("Language", "Lines", "Share"), "lrr", cells),
    )  # fmt: skip


LANGUAGE_NOBODY_DECIDED_ON = Judgement(
    name="language-nobody-decided-on",
    title="Languages that nobody decided on",
    strength="Every language in use is on record",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(UNDECLARED_LANGUAGES,),
    judge=judge,
    criteria=(LEAST_LANGUAGE,),
)
