"""Releases are made by one person.

Judges: the greatest share of the period's signed releases that one person made, where there were enough releases to tell.

Matters because: When that person is away, nothing ships: neither the planned release nor the urgent repair.

Silent when: too few releases of the period say who made them, or the history was cut (shallow clone).

What to do: Let a pipeline make the release from a tag or a button, write down the steps that are still done by hand, and let
somebody else make the next two.

Source: The truck factor's argument (Avelino et al., ICPC 2016) on the release path; both limits are our judgement and can be set.
"""

from __future__ import annotations

from collections import Counter

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, number, say
from quarterdeck.practices.delivery.measures.releases_by_one_person import RELEASES_BY_ONE_PERSON

LARGEST_SHARE = Criterion(
    "largest_release_share",
    0.8,
    "of releases",
    "Above this share, releases hang on one person.",
    "Our judgement: four in five leave no practised second pair of hands.",
)
FEWEST_RELEASES = Criterion("fewest_releases", 3, "releases", "With fewer releases nothing can be said of a habit.", "Our judgement.")


def judge(share: Measurement, bench: Bench) -> Verdict:
    """One person above the limit, over enough releases: not met."""
    where = bench.name("repository", share.subject.key)
    releases = Cited(counted(share.observations, "release"), share.id)
    if share.observations < bench.criterion(FEWEST_RELEASES):
        missing = NotAssessed(
            f"only {counted(share.observations, 'release')} of the period {'says' if share.observations == 1 else 'say'} who made them",
            "Assess a longer period with `--since`",
        )
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=missing.why), missing=missing)
    makers = Counter(row.part for row in bench.rows(share))
    people = [person for person in makers if person]
    if share.value <= bench.criterion(LARGEST_SHARE):
        makers_told = counted(len(people), "person", "people") + (" and by automation" if makers[""] else "")
        words = "{where}: {releases} in the period were made by {makers}." if people else "{where}: automation made all {releases} of the period."
        return Verdict(Outcome.MET, say(words, where=where, releases=releases, makers=makers_told))
    maker = min(people, key=lambda person: (-makers[person], person))
    who = bench.name("person", maker)
    how_many = "all" if makers[maker] == share.observations else f"{number(makers[maker])} of the"
    rows = tuple(
        ((bench.name("person", person),) if person else ("automation",), (number(releases_made),))
        for person, releases_made in sorted(makers.items(), key=lambda item: (-item[1], item[0]))
    )
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {who} made {count} {releases} of the period.", where=where, who=who, count=how_many, releases=releases),
        action=say("Let somebody other than {who} make the next two releases, then let a pipeline make them.", who=who),
        severity=Severity.MEDIUM,
        detail=Detail(("Who releases", "Releases"), "lr", rows),
        notes=(("No money is shown: the person's leaving is priced where knowledge is judged, and would be counted twice.",),),
    )


RELEASES_HANG_ON_ONE_PERSON = Judgement(
    name="releases-hang-on-one-person",
    title="Releases that hang on one person",
    strength="More than one person, or a pipeline, makes releases",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(RELEASES_BY_ONE_PERSON,),
    judge=judge,
    criteria=(LARGEST_SHARE, FEWEST_RELEASES),
)
