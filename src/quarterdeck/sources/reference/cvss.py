"""CVSS version 3 base scores from their vectors.

Source of method: FIRST, "Common Vulnerability Scoring System v3.1: Specification Document", sections 5 and 7 and appendix A.
Version 3.0 differs only in how it rounds up; both roundings agree on every base vector but for floating-point dust.
Version 4 is not computed here: its vectors score as unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

BASE_METRICS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "AV": {"N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2},
        "AC": {"L": 0.77, "H": 0.44},
        "PR": {"N": 0.85, "L": 0.62, "H": 0.27},
        "UI": {"N": 0.85, "R": 0.62},
        "S": {"U": 0.0, "C": 1.0},
        "C": {"H": 0.56, "L": 0.22, "N": 0.0},
        "I": {"H": 0.56, "L": 0.22, "N": 0.0},
        "A": {"H": 0.56, "L": 0.22, "N": 0.0},
    }
)
"""Every base metric, its values and their weights (specification, table 7.4). `PR` is given for an unchanged scope."""

PRIVILEGES_WHEN_SCOPE_CHANGES: Mapping[str, float] = MappingProxyType({"N": 0.85, "L": 0.68, "H": 0.5})

RATINGS = ((9.0, "critical"), (7.0, "high"), (4.0, "medium"), (0.0, "low"))
"""Lowest score of each rating (specification, section 5). Its `None` (0.0) counts as low here: it is known, and not more."""

_LONGEST_VECTOR = 200


def base_score(vector: str) -> float | None:
    """The base score from 0.0 to 10.0 of a ``CVSS:3.0/…`` or ``CVSS:3.1/…`` vector; None when it is not one, or not whole.

    Temporal and environmental metrics are passed over: they belong to a moment or to one user.
    """
    metrics = _metrics(vector)
    if metrics is None:
        return None
    weights = {name: values[metrics[name]] for name, values in BASE_METRICS.items()}
    changed = metrics["S"] == "C"
    if changed:
        weights["PR"] = PRIVILEGES_WHEN_SCOPE_CHANGES[metrics["PR"]]
    sub_score = 1 - (1 - weights["C"]) * (1 - weights["I"]) * (1 - weights["A"])
    impact = 7.52 * (sub_score - 0.029) - 3.25 * (sub_score - 0.02) ** 15 if changed else 6.42 * sub_score
    if impact <= 0:
        return 0.0
    exploitability = 8.22 * weights["AV"] * weights["AC"] * weights["PR"] * weights["UI"]
    return _rounded_up(min((1.08 if changed else 1.0) * (impact + exploitability), 10))


def rating(score: float) -> str:
    """`critical`, `high`, `medium` or `low`."""
    return next(name for lowest, name in RATINGS if score >= lowest)


def worst(vectors: Iterable[str]) -> tuple[str | None, str | None]:
    """Rating and vector of the highest base score among ``vectors``; (None, the first vector or None) when none can be scored."""
    known = list(vectors)
    scored = [(score, vector) for vector in known if (score := base_score(vector)) is not None]
    if not scored:
        return None, known[0] if known else None
    score, vector = max(scored, key=lambda pair: pair[0])
    return rating(score), vector


def _metrics(vector: str) -> Mapping[str, str] | None:
    if len(vector) > _LONGEST_VECTOR:
        return None
    version, *parts = vector.strip().split("/")
    if version not in {"CVSS:3.0", "CVSS:3.1"}:
        return None
    found: dict[str, str] = {}
    for part in parts:
        name, _, value = part.partition(":")
        if name in found:
            return None
        found[name] = value
    return found if all(found.get(name) in values for name, values in BASE_METRICS.items()) else None


def _rounded_up(score: float) -> float:
    """To one decimal, upwards, without floating-point dust (specification, appendix A)."""
    whole = round(score * 100_000)
    return whole / 100_000 if whole % 10_000 == 0 else (whole // 10_000 + 1) / 10
