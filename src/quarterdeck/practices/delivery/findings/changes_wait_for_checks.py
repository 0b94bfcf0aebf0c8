"""Changes wait long for their checks.

Judges: the median minutes from the begin of a change's first pipeline to the end of its last one.

Matters because: Each wait of half an hour is one in which somebody begins something else. People collect changes to wait once, and large changes fail more.

Silent when: no pipeline runs were imported, or fewer changes were checked than a median can be told from.

What to do: Look at the longest pipeline first: run its parts side by side, keep what it downloads, and move what seldom fails to a later run.

Source: DORA names about 10 minutes as the upper limit for tests, https://dora.dev/capabilities/continuous-integration/. A pipeline does more than test:
that twice as much is too long is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, MeasureRow, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, number, say
from quarterdeck.practices.delivery.measures.check_time import CHECK_TIME
from quarterdeck.practices.delivery.telling import SHOWN, pipeline, too_few

LONGEST_CHECKS = Criterion(
    "longest_checks_minutes",
    20,
    "minutes",
    "A median wait for checks above this is too long.",
    "Our judgement: twice what DORA names for tests.",
)
FEWEST_CHECKED = Criterion("fewest_checked_changes", 20, "changes", "With fewer checked changes no median can be told.", "Our judgement.")
_THRICE = 3


def judge(wait: Measurement, bench: Bench) -> Verdict:
    """A median above the limit is not met; three times the limit is high."""
    if wait.observations < bench.criterion(FEWEST_CHECKED):
        return too_few(wait, bench, "checked change", "Import more pipeline runs, or assess a longer period with `--since`")
    limit = bench.criterion(LONGEST_CHECKS)
    minutes = Cited(f"{number(wait.value)} minutes", wait.id)
    sentence = say("{where}: half of the changes wait {minutes} or more for their checks.", where=bench.name("repository", wait.subject.key), minutes=minutes)
    if wait.value <= limit:
        within = say("{where}: half of the changes are checked within {minutes}.", where=bench.name("repository", wait.subject.key), minutes=minutes)
        return Verdict(Outcome.MET, within)
    return Verdict(
        Outcome.NOT_MET,
        sentence,
        action=("Begin with the longest pipeline: run its parts side by side, and move what seldom fails to a later run.",),
        severity=Severity.HIGH if wait.value > _THRICE * limit else Severity.MEDIUM,
        detail=_longest([*bench.rows(wait)], bench),
    )


def _longest(rows: list[MeasureRow], bench: Bench) -> Detail:
    """Pipelines by how often each was the longest of a change."""
    changes: dict[str, list[float]] = {}
    for row in rows:
        changes.setdefault(row.part, []).append(row.contribution)
    told = sorted(changes.items(), key=lambda item: (-len(item[1]), item[0]))
    cells = tuple(((pipeline(name, bench),), (number(len(waits)),), (number(max(waits)),)) for name, waits in told[:SHOWN])
    return Detail(("Longest pipeline", "Changes", "Longest wait, minutes"), "lrr", cells, max(0, len(told) - SHOWN))


CHANGES_WAIT_FOR_CHECKS = Judgement(
    name="changes-wait-for-checks",
    title="Changes that wait for their checks",
    strength="Checks answer soon",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(CHECK_TIME,),
    judge=judge,
    criteria=(LONGEST_CHECKS, FEWEST_CHECKED),
)
