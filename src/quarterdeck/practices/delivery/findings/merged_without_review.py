"""Changes are merged that nobody else looked at.

Judges: the share of the period's merged pull requests without a review by another person against the largest share that we would call an exception.

Matters because: What one person alone changes, one person's mistake or one stolen account can break. Auditors ask whether every change was
looked at, over the whole period.

Silent when: pull requests or reviews were not imported, or fewer were merged than a share can be told from.

What to do: Let the host refuse a merge without an approval. Where nobody else could give one, that is the finding: train a second person.

Source: OpenSSF Scorecard, check Code-Review, https://github.com/ossf/scorecard/blob/main/docs/checks.md#code-review. The limit is our judgement and
can be set.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.text import Cited, Part, counted, number, say
from quarterdeck.practices.delivery.measures.unreviewed_merges import UNREVIEWED_MERGES

MOST_UNREVIEWED = Criterion(
    "most_unreviewed",
    0.1,
    "of merged pull requests",
    "Above this share, merging without a review is a habit.",
    "Our judgement: urgent repairs are fewer than one in ten.",
)
FEWEST_MERGES = Criterion("fewest_merges", 10, "merges", "With fewer merges nothing can be said of a habit.", "Our judgement.")
_SHOWN = 10
_THIRD = 1 / 3


def judge(share: Measurement, bench: Bench) -> Verdict:
    """A share above the limit over enough merges is not met; above a third it is high."""
    where = bench.name("repository", share.subject.key)
    if share.observations < bench.criterion(FEWEST_MERGES):
        missing = NotAssessed(
            f"only {counted(share.observations, 'pull request')} merged in the period {'was' if share.observations == 1 else 'were'} imported",
            "Assess a longer period with `--since`, or import more pull requests and reviews",
        )
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=missing.why), missing=missing)
    count = round(share.value * share.observations)
    told: dict[str, Part] = {"where": where, "unseen": Cited(number(count), share.id), "all": counted(share.observations, "merged pull request")}
    if share.value <= bench.criterion(MOST_UNREVIEWED):
        words = "{where}: {unseen} of {all} had no review by another person." if count else "{where}: all of {all} were looked at by another person."
        return Verdict(Outcome.MET, say(words, **told))
    unseen = sorted((row.key for row in bench.rows(share) if row.contribution), key=lambda key: -int(key[1:]))
    rows = tuple(((bench.name("pull request", key),),) for key in unseen[:_SHOWN])
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {unseen} of {all} had no review by another person.", **told),
        action=("Let the host refuse a merge without an approval, and name a second person who can give one.",),
        severity=Severity.HIGH if share.value > _THIRD else Severity.MEDIUM,
        detail=Detail(("Merged without a review, latest first",), "l", rows, max(0, len(unseen) - _SHOWN)),
        notes=(("Counted over every pull request merged in the period, bots' excepted.",),),
    )


MERGED_WITHOUT_REVIEW = Judgement(
    name="merged-without-review",
    title="Changes merged without a review",
    strength="Somebody else looks at every change",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(UNREVIEWED_MERGES,),
    judge=judge,
    criteria=(MOST_UNREVIEWED, FEWEST_MERGES),
)
