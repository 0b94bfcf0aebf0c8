"""Decision records as people write them, and the case that a model makes of them."""

from __future__ import annotations

from collections.abc import Mapping

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.decisions.reading import Read, read
from quarterdeck.decisions.recommendation import Recommendation
from quarterdeck.records.collection import File, assemble
from quarterdeck.records.kinds.decision import Decision

COMPANY = b"schema: 1\ncompany: Halyard\ncurrency: EUR\n"


def written(keys: str) -> Decision:
    """A record as the loader hands it out."""
    file = File("decisions/0001-x.md", f"---\nname: X\nstatus: proposed\n{keys}\n---\n\n# X\n".encode())
    records = assemble([File("quarterdeck.yaml", COMPANY), file])
    assert not records.problems, records.problems
    (decision,) = records.of(Decision)
    return decision


def asked(keys: str, seen: Mapping[str, Assumption] | None = None) -> Read:
    """What its model makes of a record."""
    return read(written(keys), "EUR", seen or {})


def answered(keys: str, runs: int = 4_000) -> Recommendation:
    """The answer to a record that can be weighed."""
    found = asked(keys)
    assert found.model is not None, found.faults
    assert not found.faults, found.faults
    return found.model.recommend(found.case, ("X",), seed=1, runs=runs)


def means(found: Recommendation) -> dict[str, float]:
    """The mean worth of each option, in thousands."""
    return {standing.option: round(standing.mean / 1000, 1) for standing in found.standings}
