"""Changes are merged before their checks have passed.

Judges: the share of merged pull requests whose last commit had failed a check, or had run through none, when it was merged.

Matters because: Then the checks protect nobody: what they would have stopped is found by the next one, or by customers. An auditor who asks for them
over a whole year will find the same.

Silent when: no pipeline runs or no pull requests with their last commit were imported, or fewer than a share can be told from.

What to do: Require the checks to pass before a merge, in the settings of the hosting service, for administrators as well. If they are too slow or too
often wrong for that, mend them first.

Source: DORA, capabilities: continuous integration, https://dora.dev/capabilities/continuous-integration/. The limit is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.practices.delivery.measures.merged_unchecked import MERGED_UNCHECKED
from quarterdeck.practices.delivery.telling import checked, listed, too_few

MOST_UNCHECKED = Criterion(
    "most_unchecked", 0.1, "of merged pull requests", "Above this share, checks are gone past.", "Our judgement: exceptions happen, one in ten is a habit."
)
FEWEST_MERGES = Criterion("fewest_checked_merges", 10, "pull requests", "With fewer merges no share can be told.", "Our judgement.")
_TWICE = 2


def judge(share: Measurement, bench: Bench) -> Verdict:
    """A share above the limit is not met; above twice the limit it is high."""
    if share.observations < bench.criterion(FEWEST_MERGES):
        return too_few(share, bench, "merged pull request", "Import more pipeline runs and pull requests, or assess a longer period with `--since`")
    limit = bench.criterion(MOST_UNCHECKED)
    sentence = say(
        "{where}: {share} of {all} were merged without having passed their checks.",
        where=bench.name("repository", share.subject.key), share=Cited(percent(share.value), share.id), all=counted(share.observations, "pull request"),
    )  # fmt: skip
    if share.value <= limit:
        return Verdict(Outcome.MET, sentence)
    return Verdict(
        Outcome.NOT_MET,
        sentence,
        action=("Require the checks to pass before a merge, for administrators as well; make them fast and sure enough for that first.",),
        severity=Severity.HIGH if share.value > _TWICE * limit else Severity.MEDIUM,
        detail=listed(
            [row for row in bench.rows(share) if row.contribution], bench, "pull request", ("Pull request", "Its checks when it was merged"), checked
        ),
    )


MERGED_BEFORE_CHECKS_PASSED = Judgement(
    name="merged-before-checks-passed",
    title="Changes merged before their checks passed",
    strength="What is merged has passed its checks",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(MERGED_UNCHECKED,),
    judge=judge,
    criteria=(MOST_UNCHECKED, FEWEST_MERGES),
)
