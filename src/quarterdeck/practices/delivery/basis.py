"""What measures of deployments share: when there is no basis for them, and how a share is told with its range."""

from __future__ import annotations

from quarterdeck.derived.deployments import JOINED, PRODUCTION
from quarterdeck.kernel.measure import Fold
from quarterdeck.kernel.outcome import NotAssessed

SUPPLY = "Import them: `quarterdeck import deployments FILE`"
NO_DEPLOYMENTS = NotAssessed("no deployment of it to production in the period was imported", SUPPLY)
ELSEWHERE = f"""
    SELECT coalesce(n.repository, r.repository) AS subject,
        count(*) || if(count(*) = 1, ' deployment was', ' deployments were') || ' imported, none to an environment that is known to be production ('
            || if(count(*) = 1, 'its', 'their') || if(count(DISTINCT d.environment) > 1, ' environments: ', ' environment: ')
            || array_to_string(list_sort(list(DISTINCT left(coalesce(d.environment, 'not named'), 40)))[1:5], ', ')
            || if(count(DISTINCT d.environment) > 5, ' and others', '') || ')' AS why,
        'If a file holds what went to production, import it so: `quarterdeck import deployments FILE --set production=true`. '
            || 'If a column tells it of each row: `--map COLUMN=production`' AS supply
    FROM deployments d {JOINED}
    WHERE coalesce(n.repository, r.repository) IS NOT NULL
        AND coalesce(n.repository, r.repository) NOT IN (SELECT repository FROM production_deployments WHERE repository IS NOT NULL)
    GROUP BY ALL HAVING NOT bool_or({PRODUCTION})
"""  # noqa: S608  # put together from constants of the derivation
"""Gaps: repositories whose imported deployments all went to environments that are not known to be production."""

IN_PERIOD = "deployed_at >= $start AND deployed_at < $end AND repository IS NOT NULL AND NOT repeated"
"""The production deployments that count: of the period, of an assessed repository, without failed attempts that were simply repeated."""

_Z = 1.2816


def _shared(says: str, only: str = "") -> Fold:
    """A share with its range: of all rows, or of those that an SQL filter leaves."""
    share, count = f"avg(contribution){only}", f"count(*){only}"
    centre = f"({share} + {_Z**2 / 2} / {count}) / (1 + {_Z**2} / {count})"
    half = f"{_Z} / (1 + {_Z**2} / {count}) * sqrt(greatest(0, {share} * (1 - {share})) / {count} + {_Z**2 / 4} / {count} ** 2)"
    low, high = f"round(greatest(0, {centre} - {half}), 9)", f"round(least(1, {centre} + {half}), 9)"
    return Fold(says, share, low=low, high=high, spread="what share may lie behind so few rows: 80 % of Wilson's interval")


SHARE = _shared("the sum of the contributions over the number of rows")
"""A share with the range that its number of rows leaves open (Wilson 1927): 1 of 4 is no 25 %."""


def share_where(rows: str, says: str) -> Fold:
    """The same among the rows for which an SQL condition holds."""
    return _shared(says, f" FILTER ({rows})")


NO_ITEMS = NotAssessed("no work item of it that would tell was imported", "Import them with their transitions: `quarterdeck import work-items FILE`")

CHECKING = """
    SELECT n.repository, r.id, r.attempt, r.created_at, r.started_at, r.finished_at, r.pipeline, r.path, r.event, r.status, r."commit"
    FROM pipeline_runs r JOIN repository_names n ON n.name = r.repository
    WHERE n.repository IS NOT NULL AND r.status IN ('succeeded', 'failed')
        AND NOT regexp_matches(coalesce(r.event, ''), 'schedule|dispatch|manual|trigger|release|tag|deploy|workflow_run|web|api', 'i')
"""
"""Runs that check a change: begun by a push or a proposed change, and ended well or badly."""

NO_RUNS = NotAssessed("no pipeline run of it in the period that checks changes was imported", "Import them: `quarterdeck import pipeline-runs FILE`")
