"""What a version range says of its lower end, in the notations of Python, npm, Poetry, Composer, Bundler and pipelines."""

from __future__ import annotations

import re

LONGEST = 300
"""Characters; what is longer is no range."""

_COMPARATOR = re.compile(
    r"(?P<operator>===|==|~=|~>|>=|<=|!=|<>|=>|=<|[<>=^~@])?\s*[vV]?(?P<version>\d+(?:\.\d+)*(?:[-.]?(?![xX](?![\w]))[A-Za-z]\w*(?:[.-]\w+)*)?)"
    r"(?P<open>(?:\.[xX*])*)(?![\w*])"
)
_WORDS = re.compile(r"\s*(?:and|,|&&)\s*|\s+-\s+|\s+")
_NUMBERS = re.compile(r"\d{1,9}")
_EXACT = re.compile(r"\d+\.\d+\.\d+(?:[-+.]?[0-9A-Za-z][0-9A-Za-z.+-]*)?", re.ASCII)
_BELOW = {"<", "<=", "=<", "!=", "<>"}


def floor(requirement: str) -> str | None:
    """The lowest version that a range names, without operators: ``>=3.8,<4`` → ``3.8``, ``^18 || ^20`` → ``18``, ``3.x`` → ``3``.

    None when one of its alternatives has no lower end (``<4``, ``*``, ``latest``). It is what the range still *allows*, not what
    runs.
    """
    if len(requirement) > LONGEST:
        return None
    lowest = [_alternative(part) for part in re.split(r"\|\|?", requirement)]
    known = [version for version in lowest if version is not None]
    if len(known) < len(lowest):
        return None
    return min(known, key=_order)


def is_exact(version: str | None) -> bool:
    """True for a version with three numbers or more: the same each time."""
    return version is not None and _EXACT.fullmatch(version) is not None


def _alternative(part: str) -> str | None:
    hyphen = re.fullmatch(r"\s*(\S+)\s+-\s+\S+\s*", part)
    if hyphen:
        part = hyphen.group(1)
    lower: list[str] = []
    at = 0
    text = part.strip()
    while at < len(text):
        match = _COMPARATOR.match(text, at)
        if match is None:
            return None
        if (match["operator"] or "=") not in _BELOW:
            lower.append(match["version"])
        gap = _WORDS.match(text, match.end())
        if gap is None and match.end() < len(text):
            return None
        at = gap.end() if gap else match.end()
    return max(lower, key=_order) if lower else None


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in _NUMBERS.findall(version))
