"""The assumptions that findings may rest on. Any of them can be given with ``--assume name=low..high``.

A *benchmark* quotes a page that was opened while this was written (the day is said); everything else is a *judgement*, and wide.
"""

from __future__ import annotations

from quarterdeck.assumptions.assumption import Assumption, Citation, Origin
from quarterdeck.kernel.quantity import Range

_OPENED = "2026-11-21"

LOADED_ENGINEER_COST = Assumption(
    "loaded_engineer_cost",
    "what an engineer costs the company in a year: salary, taxes, equipment, overhead",
    Range(55_000, 90_000, 150_000),
    "EUR a year",
    Origin.BENCHMARK,
    "The mean German salary with Europe's share of non-wage costs is 75 000; overhead comes on top. Other countries differ threefold: give your own.",
    (
        Citation(
            "Das durchschnittliche Bruttojahresgehalt für Softwareentwickler in Deutschland beträgt 56.688 Euro, bezogen auf eine Vollzeitstelle.",
            "Computerwoche: Das verdienen Softwareentwickler in Deutschland",
            "https://www.computerwoche.de/a/das-verdienen-softwareentwickler-in-deutschland,3614325", _OPENED,
        ),
        Citation(
            "The share of non-wage costs in total labour costs for the whole economy was 24.7% in the EU and 25.5% in the euro area.",
            "Eurostat: EU hourly labour costs in 2024 (copy)",
            "https://openstats.eu/en/news/eu-hourly-labour-costs-ranged-from-11-to-55-in-2024-af1d78", _OPENED,
        ),
    ),
    currency="EUR",
)  # fmt: skip

DEPARTURE_PROBABILITY = Assumption(
    "departure_probability",
    "the chance that a given engineer leaves within a year",
    Range(0.06, 0.12, 0.22),
    "a year",
    Origin.BENCHMARK,
    "Between Mercer's global average and twice the turnover of technology companies: it differs between years, countries and employers.",
    (
        Citation(
            "Tech companies (software, not hardware) had the most turnover over in 2017 with a 13.2% rate.",
            "LinkedIn: The 3 Industries with the Highest Turnover Rates",
            "https://business.linkedin.com/talent-solutions/blog/trends-and-research/2018/the-3-industries-with-the-highest-turnover-rates", _OPENED,
        ),
        Citation(
            "Mercer data shows 8.2% turnover in 2023 in the United States — already higher than the global average of 6.4% — and one quarter of US technology "
            "companies have reported turnover rates of nearly 12%.", "Mercer: How to retain tech talent",
            "https://www.mercer.com/en-us/insights/talent-and-transformation/attracting-and-retaining-talent/how-to-retain-tech-talent", _OPENED,
        ),
    ),
    scale="probability",
)  # fmt: skip

WASTE_GOES_ON = Assumption(
    "waste_goes_on",
    "whether last year's waste goes on",
    Range(0.6, 0.95, 1.2),
    "times",
    Origin.JUDGEMENT,
    "Most goes on as it was; some ends by itself when a contract ends or a team moves on, and some grows with prices and use.",
)

LEARNING_MONTHS = Assumption(
    "learning_months",
    "months until an engineer who did not write a code base works on it at full speed",
    Range(2, 5, 12),
    "months",
    Origin.BENCHMARK,
    "From a few months in small and medium projects to twelve in a large one.",
    (
        Citation(
            "developer productivity in terms of number of tasks per month increases with project tenure and plateaus within a few months "
            "in three small and medium projects and it takes up to 12 months in a large project.",
            "Zhou & Mockus: Developer fluency, FSE 2010", "https://doi.org/10.1145/1882291.1882313", _OPENED,
        ),
    ),
)  # fmt: skip

OUTPUT_LOST_LEARNING = Assumption(
    "output_lost_learning",
    "the share of an engineer's output that is lost while they learn a code base",
    Range(0.3, 0.5, 0.7),
    "of output",
    Origin.JUDGEMENT,
    "Output grows from little to full, so about half is lost on the way; no page that we opened measures it.",
    scale="probability",
)

TIME_LOST_IN_HARD_CODE = Assumption(
    "time_lost_in_hard_code",
    "the share of work on hard functions that plain ones would not need",
    Range(0.1, 0.3, 0.55),
    "of time",
    Origin.JUDGEMENT,
    "In the worst class of CodeScene's own code health changes took 124 % more time: 55 % of it was extra. A function of high cognitive complexity is another "
    "measure, so that is the upper end.",
    (
        Citation(
            "Furthermore, resolving issues in low quality code takes on average 124% more time in development.",
            "Tornhill & Borg: Code Red, TechDebt 2022 (abstract, copy)",
            "https://www.emergentmind.com/articles/2203.04374", "2026-11-27",
        ),
    ),
    scale="probability",
)  # fmt: skip

REWRITTEN_TO_MEND = Assumption(
    "rewritten_to_mend",
    "how often the lines of a hard function are written anew to mend it",
    Range(0.4, 0.8, 1.6),
    "times",
    Origin.JUDGEMENT,
    "Taking parts out leaves some lines as they are and brings tests along; no page that we opened measures it.",
)

TIME_ON_INCIDENT = Assumption(
    "time_on_incident",
    "the share of an incident's time in which each person that it names works on it",
    Range(0.2, 0.5, 0.9),
    "of time",
    Origin.JUDGEMENT,
    "Some are called for a question, some stay to the end, and many incidents stay open after the work is done; no page that we opened measures it.",
    scale="probability",
)

LOST_WHILE_HARMED = Assumption(
    "lost_while_harmed",
    "the share of an hour's sales that an hour with an incident loses",
    Range(0.1, 0.4, 0.9),
    "of the cost",
    Origin.JUDGEMENT,
    "Most incidents hurt a part of the users, and some of those come back later; few stop everybody. No page that we opened measures it.",
    scale="probability",
)

UNUSED_GIVEN_BACK = Assumption(
    "unused_given_back",
    "the share of capacity that its busiest hour left free which can be given back",
    Range(0.2, 0.45, 0.7),
    "of what is free",
    Origin.JUDGEMENT,
    "Machines come in sizes, some room stays for a bad day or the loss of a site, contracts go on; no page that we opened measures it.",
    scale="probability",
)

CATALOGUE = (
    LOADED_ENGINEER_COST, DEPARTURE_PROBABILITY, LEARNING_MONTHS, OUTPUT_LOST_LEARNING, TIME_LOST_IN_HARD_CODE, REWRITTEN_TO_MEND, WASTE_GOES_ON,
    TIME_ON_INCIDENT, LOST_WHILE_HARMED, UNUSED_GIVEN_BACK,
)  # fmt: skip
"""All of them, in the order in which reports list them."""
