"""A recommendation as values that JSON can carry."""

from __future__ import annotations

from quarterdeck.decisions.recommendation import Lever, Recommendation, Standing
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.text import plain

SCHEMA_VERSION = "1.0"


def as_dict(found: Recommendation) -> dict[str, object]:
    """Everything but pictures."""
    return {
        "schema_version": SCHEMA_VERSION,
        "model": found.model,
        "question": plain(found.question),
        "recommended": found.chosen.option if found.chosen else None,
        "firm": found.firm,
        "contested": found.contested,
        "unit": found.unit,
        "options": [_standing(standing) for standing in found.standings],
        "options_not_weighed": list(found.unweighed),
        "lead": _range(found.lead) if found.lead else None,
        "lead_error": found.error,
        "worth_of_knowing_everything": found.worth_knowing,
        "unit_in_money": {"rate": found.exchange.rate, "currency": found.exchange.currency} if found.exchange else None,
        "unknowns": [_lever(lever) for lever in found.levers],
        "arguments": [plain(words) for words in found.arguments],
        "seed": found.seed,
        "runs": found.runs,
    }


def _standing(standing: Standing) -> dict[str, object]:
    return {
        "option": standing.option, "worth": _range(standing.worth), "mean": standing.mean, "probability_best": standing.best, "regret": standing.regret,
        "lost_on_the_way_back": standing.sunk, "door": standing.door, "barred": plain(standing.barred) or None,
    }  # fmt: skip


def _lever(lever: Lever) -> dict[str, object]:
    return {
        "name": lever.unknown.name, "says": lever.unknown.says, "range": _range(lever.unknown.range), "unit": lever.unknown.unit,
        "origin": lever.unknown.origin.value, "because": lever.unknown.because, "lead_at_p10_p50_p90": list(lever.lead), "break_even": lever.flips_at,
        "chance_beyond_break_even": lever.beyond, "worth_finding_out": lever.worth_knowing,
    }  # fmt: skip


def _range(spread: Range) -> dict[str, float]:
    return {"p10": spread.p10, "p50": spread.p50, "p90": spread.p90}
