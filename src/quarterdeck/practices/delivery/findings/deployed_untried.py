"""Production is the first to run what is deployed.

Judges: the share of production deployments whose version ran in no other environment before, where there is another environment.

Matters because: There is a place to try things, and it is gone past. What would have failed there fails in front of users.

Silent when: no deployment to another environment was imported, or fewer deployments than a share can be told from.

What to do: Let one pipeline carry the same package through the trial environment to production, for repairs in haste as well.

Source: DORA, capabilities: deployment automation, https://dora.dev/capabilities/deployment-automation/. The limit is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.practices.delivery.findings.deployments_fail_too_often import FEWEST_DEPLOYMENTS
from quarterdeck.practices.delivery.measures.deployed_untried import DEPLOYED_UNTRIED
from quarterdeck.practices.delivery.telling import listed, too_few

MOST_UNTRIED = Criterion(
    "most_untried", 0.25, "of deployments", "Above this share, the trial environment is gone past.", "Our judgement: repairs in haste are no habit below it."
)


def judge(share: Measurement, bench: Bench) -> Verdict:
    """A share above the limit over enough deployments is not met."""
    if share.observations < bench.criterion(FEWEST_DEPLOYMENTS):
        return too_few(share, bench, "deployment", "Assess a longer period with `--since`, or import earlier deployments")
    sentence = say(
        "{where}: {share} of {all} went to production without having run elsewhere before.",
        where=bench.name("repository", share.subject.key), share=Cited(percent(share.value), share.id), all=counted(share.observations, "deployment"),
    )  # fmt: skip
    if share.value <= bench.criterion(MOST_UNTRIED):
        return Verdict(Outcome.MET, sentence)
    return Verdict(
        Outcome.NOT_MET,
        sentence,
        action=("Let one pipeline carry the same package through the trial environment to production, repairs in haste included.",),
        severity=Severity.MEDIUM,
        detail=listed([row for row in bench.rows(share) if row.contribution], bench, "deployment", ("Deployment", "Day")),
    )


DEPLOYED_UNTRIED_FIRST = Judgement(
    name="deployed-untried",
    title="Deployments that production is the first to run",
    strength="What goes to production has run elsewhere before",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(DEPLOYED_UNTRIED,),
    judge=judge,
    criteria=(MOST_UNTRIED, FEWEST_DEPLOYMENTS),
)
