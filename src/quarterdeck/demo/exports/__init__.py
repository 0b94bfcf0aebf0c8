"""What Halyard's tools export: the shapes of GitHub, Jira and PagerDuty, a bill in FOCUS, and plain tables."""

from __future__ import annotations

from quarterdeck.demo.exports import delivery, money, operations, people, series, work
from quarterdeck.demo.exports.ground import Ground

_PARTS = (delivery, work, operations, money, people, series)


def exports(ground: Ground) -> dict[str, str]:
    """Every file, by its path in the folder of exports."""
    return dict(sorted(file for part in _PARTS for file in part.files(ground)))
