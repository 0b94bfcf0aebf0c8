"""Checks fail and pass on the same commit.

Judges: the share of checked commits on which a pipeline failed and then passed without a change.

Matters because: People learn that «again» helps, and press it when the failure is true as well. Each wrong alarm costs a wait and somebody's attention.

Silent when: no pipeline runs were imported, or fewer commits were checked than a share can be told from.

What to do: Set apart each test that failed and passed on one commit on the day on which it is seen, give it an owner, and mend or delete it.

Source: DORA, capabilities: test automation, «don't tolerate flaky tests», https://dora.dev/capabilities/test-automation/. The limit is our judgement and
can be set.
"""

from __future__ import annotations

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, number, say
from quarterdeck.practices.delivery.findings.changes_wait_for_checks import FEWEST_CHECKED
from quarterdeck.practices.delivery.measures.checks_that_waver import CHECKS_THAT_WAVER
from quarterdeck.practices.delivery.telling import SHOWN, pipeline, too_few

MOST_WAVERING = Criterion(
    "most_wavering", 0.1, "of checked commits", "Above this share, checks waver.", "Our judgement: one wrong alarm in ten is where people stop to look."
)
_DOUBLE = 2


def judge(share: Measurement, bench: Bench) -> Verdict:
    """A share above the limit is not met."""
    where = bench.name("repository", share.subject.key)
    if share.observations < bench.criterion(FEWEST_CHECKED):
        return too_few(share, bench, "checked commit", "Import more pipeline runs, or assess a longer period with `--since`")
    limit = bench.criterion(MOST_WAVERING)
    sentence = say("{where}: on {share} of commits a check failed and then passed unchanged.", where=where, share=Cited(percent(share.value), share.id))
    if share.value <= limit:
        return Verdict(Outcome.MET, sentence)
    wavered: dict[str, int] = {}
    for row in bench.rows(share):
        wavered[row.part] = wavered.get(row.part, 0) + int(row.contribution)
    told = sorted(((name, count) for name, count in wavered.items() if count), key=lambda item: (-item[1], item[0]))
    return Verdict(
        Outcome.NOT_MET,
        sentence,
        action=("Set apart each test that failed and passed on one commit when it is seen, give it an owner, and mend or delete it.",),
        severity=Severity.MEDIUM if share.value > _DOUBLE * limit else Severity.LOW,
        detail=Detail(
            ("Pipeline", "Commits on which it wavered"),
            "lr",
            tuple(((pipeline(name, bench),), (number(count),)) for name, count in told[:SHOWN]),
            max(0, len(told) - SHOWN),
        ),
    )


CHECKS_WAVER = Judgement(
    name="checks-waver",
    title="Checks that fail and pass on the same commit",
    strength="A failed check means a fault",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(CHECKS_THAT_WAVER,),
    judge=judge,
    criteria=(MOST_WAVERING, FEWEST_CHECKED),
)
