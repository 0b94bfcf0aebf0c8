"""How many kinds of safeguard the files of a repository show.

Says: How many of the kinds of things that keep a system up stand in files of the repository: alerts, dashboards, load tests, autoscaling,
disruption budgets, backups, retention, several zones, deletion protection, caches, rate limits, timeouts, retries, health checks.

Matters because: What stands in a file is reviewed, repeated and found again; what somebody clicked together is known to that person.

Counted how: One row for each sign in a file (table `readiness_signs`), with its place and kind. The value is the number of kinds.

Leaves out: Whether it works, and whether it is enough: more kinds are not better where none is needed. Timeouts and retries in code. What
only a tool can read (`unread`), and what was set by hand. Databases and switched-off backups, which are no safeguards.

Source: Which kinds are looked for is our list; how each is told is in the sources of the program, `sources/readiness`.
"""

from __future__ import annotations

from quarterdeck.evidence.readiness import ReadinessSign
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed

SAFEGUARDS_IN_FILES = Measure(
    name="safeguards_in_files",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="kinds",
    subject="repository",
    needs=(ReadinessSign,),
    rows="""
        SELECT repository AS subject, path || ':' || line AS key, kind AS part, 1 AS contribution
        FROM readiness_signs WHERE kind NOT IN ('unread', 'database', 'no backup')
    """,
    fold=Fold("the number of kinds", "count(DISTINCT part)"),
    key_is="file",
    part_is="kind",
    absent=NotAssessed(
        "no file in it shows a safeguard that is read (alerts, dashboards, manifests, Terraform, load tests)",
        "Assess the repository that holds what describes production beside the others",
    ),
)
