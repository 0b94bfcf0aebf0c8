"""The assumptions that findings may rest on. Any of them can be given with ``--assume name=low..high``."""

from __future__ import annotations

from quarterdeck.kernel.assumption import Assumption, Origin
from quarterdeck.kernel.quantity import Range

LOADED_ENGINEER_COST = Assumption(
    "loaded_engineer_cost",
    "what an engineer costs the company in a year, salary, taxes, equipment and overhead included",
    Range(70_000, 100_000, 160_000),
    "EUR a year",
    Origin.JUDGEMENT,
    "wide, because it differs threefold between countries: give your own",
    currency="EUR",
)

DEPARTURE_PROBABILITY = Assumption(
    "departure_probability",
    "the chance that a given engineer leaves within a year",
    Range(0.06, 0.12, 0.22),
    "a year",
    Origin.JUDGEMENT,
    "wide, because it differs between years, countries and companies: give your own",
    scale="probability",
)

REPLACEMENT_COST = Assumption(
    "replacement_cost",
    "what it costs to replace an engineer who leaves, in years of their loaded cost: search, hiring, learning, lost work",
    Range(0.2, 0.5, 1.5),
    "years of cost",
    Origin.JUDGEMENT,
    "wide, because published figures differ by a factor of ten: give your own",
)

CATALOGUE = (LOADED_ENGINEER_COST, DEPARTURE_PROBABILITY, REPLACEMENT_COST)
"""All of them, in the order in which reports list them."""
