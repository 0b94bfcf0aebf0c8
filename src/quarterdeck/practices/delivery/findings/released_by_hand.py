"""Releases are made by hand.

Judges: whether releases are tagged by people in a repository none of whose pipelines publishes or deploys anything.

Matters because: Only that machine can make the next release, and nobody can prove what is in the last one. The urgent repair waits for one person.

Silent when: no release was tagged in the period, fewer than three, or pipelines are there that cannot be read.

What to do: Write down the steps of the next release as a pipeline job that anyone may start, and take the keys from the machine into it.

Source: OpenSSF Scorecard, check Packaging; DORA, capabilities: deployment automation, https://dora.dev/capabilities/deployment-automation/. That a pipeline
which nobody told of may exist elsewhere makes it low.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Part, counted, say
from quarterdeck.practices.delivery.measures.releases_by_hand import RELEASES_BY_HAND
from quarterdeck.practices.delivery.telling import listed, too_few

FEWEST_HAND_RELEASES = Criterion("fewest_hand_releases", 3, "releases", "With fewer releases no way of making them can be told.", "Our judgement.")
_HALF = 0.5


def judge(share: Measurement, bench: Bench) -> Verdict:
    """More than half by hand is not met."""
    where = bench.name("repository", share.subject.key)
    if share.observations < bench.criterion(FEWEST_HAND_RELEASES):
        return too_few(share, bench, "release", "Assess a longer period with `--since`")
    count = round(share.value * share.observations)
    told: dict[str, Part] = {"where": where, "count": Cited(str(count), share.id), "all": counted(share.observations, "release")}
    if share.value <= _HALF:
        return Verdict(Outcome.MET, say("{where}: {count} of {all} of the period were made without a pipeline.", **told))
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {count} of {all} were tagged by people, and no pipeline publishes or deploys.", **told),
        action=("Make the next release by a pipeline job that anyone may start, and move its keys there.",),
        severity=Severity.LOW,
        detail=listed([row for row in bench.rows(share) if row.contribution], bench, "release", ("Release", "Tagged by")),
    )


RELEASED_BY_HAND = Judgement(
    name="released-by-hand",
    title="Releases that no pipeline makes",
    strength="Releases are made by a pipeline",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(RELEASES_BY_HAND,),
    judge=judge,
    criteria=(FEWEST_HAND_RELEASES,),
)
