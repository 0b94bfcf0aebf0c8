"""Too many deployments fail.

Judges: the share of production deployments that required immediate intervention against the largest share that we would call normal.

Matters because: Each failed deployment harms users for a while and stops the work that people had begun. Where it happens often, people deploy
seldom and in large pieces, which fail more often still.

Silent when: fewer deployments to production are known than a share can be told from, or nothing says how they ended.

What to do: Deploy each merged change by itself, first to a place like production. Look at the last failures together: what would have shown each
of them before? Build that check first.

Source: DORA, change fail rate, https://dora.dev/guides/dora-metrics/. The guide names no threshold, so the limit is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.text import Cited, Part, Phrase, counted, number, say
from quarterdeck.practices.delivery.measures.change_fail_rate import CHANGE_FAIL_RATE
from quarterdeck.practices.delivery.measures.deployment_frequency import DEPLOYMENT_FREQUENCY
from quarterdeck.practices.delivery.measures.deployment_rework_rate import DEPLOYMENT_REWORK_RATE
from quarterdeck.practices.delivery.measures.failed_deployment_recovery_time import FAILED_DEPLOYMENT_RECOVERY_TIME

MOST_FAILING = Criterion(
    "most_failing",
    0.15,
    "of deployments",
    "Above this share, deployments fail too often.",
    "Our judgement: one in seven still lets a team trust its way to production.",
)
FEWEST_DEPLOYMENTS = Criterion("fewest_deployments", 8, "deployments", "With fewer deployments no share can be told.", "Our judgement.")
_SHOWN = 10
_DOUBLE = 2


def judge(rate: Measurement, bench: Bench) -> Verdict:
    """A share above the limit over enough deployments is not met; high where even the low end of its range is above it."""
    where = bench.name("repository", rate.subject.key)
    if rate.observations < bench.criterion(FEWEST_DEPLOYMENTS):
        missing = NotAssessed(
            f"only {counted(rate.observations, 'deployment')} of the period {'is' if rate.observations == 1 else 'are'} known",
            "Assess a longer period with `--since`, or import earlier deployments",
        )
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=missing.why), missing=missing)
    limit = bench.criterion(MOST_FAILING)
    failed = round(rate.value * rate.observations)
    told: dict[str, Part] = {
        "where": where,
        "failed": Cited(number(failed) if failed else "none", rate.id),
        "all": counted(rate.observations, "deployment"),
    }
    if rate.value <= limit:
        words = "{where}: {failed} of {all} to production failed." if failed else "{where}: none of {all} to production is known to have failed."
        return Verdict(Outcome.MET, say(words, **told))
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {failed} of {all} to production failed.", **told),
        action=("Look at the last failures together, and build the check that would have shown most of them before.",),
        severity=Severity.HIGH if (rate.low or 0) > limit or rate.value > _DOUBLE * limit else Severity.MEDIUM,
        detail=_failures(rate, bench),
        notes=_beside(rate, bench),
    )


def _beside(rate: Measurement, bench: Bench) -> tuple[Phrase, ...]:
    """How it went by quarter, how long failures lasted, and how much of the deploying was repair."""
    notes: list[Phrase] = [
        say("So few deployments tell no more than that {low} to {high} of them fail.", low=percent(rate.low or 0), high=percent(rate.high or 1))
    ]
    quarters = _by_quarter(rate, bench)
    if len(quarters) > 1:
        notes.append((f"By quarter: {', '.join(f'{name} {failed} of {count}' for name, (failed, count) in sorted(quarters.items()))}.",))
    recovery, rework = bench.beside(FAILED_DEPLOYMENT_RECOVERY_TIME, rate.subject), bench.beside(DEPLOYMENT_REWORK_RATE, rate.subject)
    if not recovery.missing:
        notes.append(say("Half of the failures were over within {hours}.", hours=Cited(_hours(recovery.value), recovery.id)))
    if not rework.missing and rework.value:
        notes.append(say("{share} of all deployments were rollbacks or repairs in haste.", share=Cited(percent(rework.value), rework.id)))
    return tuple(notes)


def _by_quarter(rate: Measurement, bench: Bench) -> dict[str, tuple[int, int]]:
    """Failures and deployments by quarter."""
    days = {row.key: row.part for row in bench.rows(bench.beside(DEPLOYMENT_FREQUENCY, rate.subject))}
    found: dict[str, tuple[int, int]] = {}
    for row in bench.rows(rate):
        day = days[row.key]
        quarter = f"{day[:4]} Q{(int(day[5:7]) + 2) // 3}"
        failed, count = found.get(quarter, (0, 0))
        found[quarter] = (failed + int(row.contribution), count + 1)
    return found


def _hours(value: float) -> str:
    return f"{number(value, 1)} hours" if value < 10 else counted(round(value), "hour")  # noqa: PLR2004  # below ten a decimal matters


def _failures(rate: Measurement, bench: Bench) -> Detail:
    """The latest failures: what told of them, and how long they lasted."""
    days = {row.key: row.part for row in bench.rows(bench.beside(DEPLOYMENT_FREQUENCY, rate.subject))}
    lasted = {row.key: row for row in bench.rows(bench.beside(FAILED_DEPLOYMENT_RECOVERY_TIME, rate.subject))}
    failed = sorted((row for row in bench.rows(rate) if row.contribution), key=lambda row: (days[row.key], row.key), reverse=True)
    rows = tuple(
        (
            (days[row.key],), (bench.name("deployment", row.key),), (row.part,),
            (number(lasted[row.key].contribution, 1) if row.key in lasted else "–",), (lasted[row.key].part if row.key in lasted else "–",),
        )
        for row in failed[:_SHOWN]
    )  # fmt: skip
    return Detail(("Day", "Deployment", "Failed because", "Hours", "Ended by"), "lllrl", rows, max(0, len(failed) - _SHOWN))


DEPLOYMENTS_FAIL_TOO_OFTEN = Judgement(
    name="deployments-fail-too-often",
    title="Deployments that fail",
    strength="Deployments seldom fail",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(CHANGE_FAIL_RATE, DEPLOYMENT_FREQUENCY, FAILED_DEPLOYMENT_RECOVERY_TIME, DEPLOYMENT_REWORK_RATE),
    judge=judge,
    criteria=(MOST_FAILING, FEWEST_DEPLOYMENTS),
)
