"""Who answers for something, and in which environment it is, as tags and labels tell it."""

from __future__ import annotations

import re
from collections.abc import Mapping

_OWNER = re.compile(r"(?:^|[/._:-])(?:owners?|owned[-_ ]?by|team|owner[-_ ]?team|team[-_ ]?name|squad|responsible)$|ownedby$|serviceowner$", re.IGNORECASE)
_ENVIRONMENT = re.compile(r"(?:^|[/._:-])(?:env|environment|stage)$", re.IGNORECASE)


def named(told: Mapping[str, str | None]) -> tuple[str | None, str | None]:
    """The owner and the environment that keys of tags name plainly."""
    return _first(_OWNER, told), _first(_ENVIRONMENT, told)


def _first(pattern: re.Pattern[str], told: Mapping[str, str | None]) -> str | None:
    return next((value[:100] for key, value in sorted(told.items()) if value and pattern.search(key)), None)
