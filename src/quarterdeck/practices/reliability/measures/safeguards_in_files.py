"""How many kinds of safeguard the files of a repository show.

Says: How many of the kinds of things that keep a system up stand in files of the repository: alerts, dashboards, load tests, autoscaling,
disruption budgets, backups, retention, several zones, deletion protection, caches, rate limits, timeouts, retries, health checks.

Matters because: What stands in a file is reviewed, repeated and found again; what somebody clicked together is known to that person.

Counted how: One row for each sign in a file (table `readiness_signs`), with its place and kind; for each package that the repository itself asks for and that
exists to retry, to break a circuit, to cache or to limit rates (a list of ours: tenacity, golang-lru, express-rate-limit and the like); and, with `--deep`, for
each HTTP call in code that gives a time (table `remote_calls`). The value is the number of kinds.

Leaves out: Whether it works, and whether it is enough: more kinds are not better where none is needed. Retries and caches that are written by hand. What
only a tool can read (`unread`), and what was set by hand. Databases and switched-off backups, which are no safeguards.

Source: Which kinds are looked for is our list; how each is told is in the sources of the program, `sources/readiness`.
"""

from __future__ import annotations

from quarterdeck.evidence.code import TrackedFile
from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.readiness import ReadinessSign
from quarterdeck.evidence.structure import RemoteCall
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

_PACKAGES = {
    ("PyPI", "retry"): "tenacity backoff retrying stamina retry opnieuw",
    ("npm", "retry"): "async-retry p-retry axios-retry fetch-retry cockatiel",
    ("Go", "retry"): "github.com/cenkalti/backoff github.com/avast/retry-go github.com/hashicorp/go-retryablehttp github.com/sethvargo/go-retry",
    ("PyPI", "circuit breaker"): "pybreaker circuitbreaker aiobreaker",
    ("npm", "circuit breaker"): "opossum",
    ("Go", "circuit breaker"): "github.com/sony/gobreaker github.com/afex/hystrix-go",
    ("PyPI", "cache"): "cachetools aiocache django-redis flask-caching dogpile-cache pymemcache",
    ("npm", "cache"): "lru-cache node-cache cache-manager keyv",
    ("Go", "cache"): "github.com/hashicorp/golang-lru github.com/patrickmn/go-cache github.com/dgraph-io/ristretto github.com/golang/groupcache",
    ("PyPI", "rate limit"): "slowapi flask-limiter django-ratelimit limits ratelimit aiolimiter",
    ("npm", "rate limit"): "express-rate-limit rate-limiter-flexible bottleneck",
    ("Go", "rate limit"): "github.com/ulule/limiter github.com/didip/tollbooth go.uber.org/ratelimit",
}
"""Packages that exist for one of these, by ecosystem and kind: what their own names and pages say (known, not opened here)."""
_KNOWN = " UNION ALL ".join(
    f"SELECT '{ecosystem}' AS ecosystem, '{kind}' AS kind, unnest({names.split()}) AS name" for (ecosystem, kind), names in _PACKAGES.items()
)

SAFEGUARDS_IN_FILES = Measure(
    name="safeguards_in_files",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="kinds",
    subject="repository",
    needs=(ReadinessSign,),
    also_reads=(Dependency, RemoteCall, TrackedFile),
    rows=f"""
        SELECT repository AS subject, path || ':' || line AS key, kind AS part, 1 AS contribution
        FROM readiness_signs WHERE kind NOT IN ('unread', 'database', 'no backup')
        UNION ALL
        SELECT d.repository, min(d.path || ':' || d.line), p.kind, 1 FROM dependencies d JOIN ({_KNOWN}) p ON p.ecosystem = d.ecosystem
            AND (d.name = p.name OR d.ecosystem = 'Go' AND starts_with(d.name, p.name || '/v'))
        WHERE d.relation = 'direct' AND d.scope <> 'development' GROUP BY d.repository, d.name, p.kind
        UNION ALL
        SELECT c.repository, c.path || ':' || c.line, 'timeout', 1 FROM remote_calls c JOIN files f USING (repository, path)
        WHERE c.bound = 'set' AND f.role = 'production'
    """,  # noqa: S608  # put together from constants
    fold=Fold("the number of kinds", "count(DISTINCT part)"),
    key_is="file",
    part_is="kind",
    absent=NotAssessed(
        "no file in it shows a safeguard that is read (alerts, dashboards, manifests, Terraform, load tests)",
        "Assess the repository that holds what describes production beside the others",
    ),
)
