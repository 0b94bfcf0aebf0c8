"""How near the best the planner comes: ten generated portfolios of 200 initiatives, 24 months, 6 teams, 6 skills and quarterly budgets.

``python benchmarks/roadmap.py [SECONDS] [PORTFOLIOS] [FIRST]`` plans each within SECONDS (60) on two threads and prints worth, bound, gap and
what greedy CD3 reaches; then the median gap. A portfolio asks for about twice what the teams can do.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from quarterdeck.decisions.roadmap import Demand, Initiative, Person, Roadmap, formulate
from quarterdeck.decisions.roadmap_plan import plan
from quarterdeck.kernel.quantity import Range
from quarterdeck.maths.scheduling import LEFT_OUT, violations

MONTHS, TEAMS, INITIATIVES = 24, 6, 200
SKILLS = ("backend", "frontend", "data", "platform", "mobile", "security")


def portfolio(seed: int) -> Roadmap:
    """Teams of 8 to 12 people who know three of the six skills, each one or two of them, some still to be hired; initiatives of one to seven months."""
    chance = np.random.default_rng(seed)
    known = [chance.choice(SKILLS, 3, replace=False).tolist() for _ in range(TEAMS)]
    people = [_person(team, known[team], chance) for team in range(TEAMS) for _ in range(int(chance.integers(8, 13)))]
    initiatives = [_initiative(number, known, chance) for number in range(INITIATIVES)]
    spend = sum(one.spend.p50 for one in initiatives)
    return Roadmap(months=MONTHS, people=tuple(people), initiatives=tuple(initiatives), budget=np.full(MONTHS // 3, 0.45 * spend / (MONTHS // 3)))


def _person(team: int, known: list[str], chance: np.random.Generator) -> Person:
    skills = chance.choice(known, 1 + _happens(0.35, chance), replace=False)
    comes = int(chance.integers(2, 13)) if _happens(0.15, chance) else -12
    return Person(f"team {team + 1}", frozenset(skills.tolist()), np.clip((np.arange(MONTHS) - comes + 1) / 6, 0.0, 1.0))


def _initiative(number: int, known: list[list[str]], chance: np.random.Generator) -> Initiative:
    length = float(chance.integers(1, 8))
    team, helping = chance.choice(TEAMS, 2, replace=False).tolist()
    skills = chance.choice(known[team], int(chance.integers(1, 4)), replace=False).tolist()
    demands = [Demand(f"team {team + 1}", skill, float(chance.choice([0.5, 1.0, 1.0, 2.0]))) for skill in skills]
    if _happens(0.2, chance):
        demands.append(Demand(f"team {helping + 1}", str(chance.choice(known[helping])), 0.5))
    effort = length * sum(demand.people for demand in demands)
    delay = 4_000 * effort * float(np.exp(chance.normal(0, 0.7)))
    spend = 10_000 * effort * float(chance.integers(0, 4)) / 2
    after = (f"initiative {chance.integers(max(0, number - 20), number)}",) if number and _happens(0.25, chance) else ()
    return Initiative(
        name=f"initiative {number}", cost_of_delay=_around(delay, 0.4), length=_around(length, 0.25), demands=tuple(demands), spend=_around(spend, 0.2),
        after=after, first=int(chance.integers(1, 7)) if _happens(0.15, chance) else 0,
        due=int(chance.integers(12, MONTHS + 1)) if _happens(0.1, chance) else None,
    )  # fmt: skip


def _happens(share: float, chance: np.random.Generator) -> bool:
    return bool(chance.random() < share)


def _around(middle: float, part: float) -> Range:
    return Range(middle * (1 - part), middle, middle * (1 + part))


def main(arguments: list[str]) -> None:
    """Plan and print."""
    numbers = [float(one) for one in arguments if one.replace(".", "", 1).isdigit()]  # folders of clones are for the other measurements
    seconds, portfolios, first = (*numbers, *(60.0, 10.0, 1.0)[len(numbers) :])
    gaps = []
    for seed in range(int(first), int(first) + int(portfolios)):
        roadmap = portfolio(seed)
        began = time.perf_counter()
        with ThreadPoolExecutor(2) as pool:
            found = plan(roadmap, seconds, priced=False, pool=pool)
        took = time.perf_counter() - began
        starts = np.array([found.starts.get(one.name, LEFT_OUT) for one in roadmap.initiatives])
        broken = len(list(violations(formulate(roadmap).problem, starts)))
        gaps.append(found.gap)
        print(
            f"portfolio {seed}: {len(found.starts)} of {INITIATIVES} planned, worth {found.worth:,.0f}, bound {found.bound:,.0f}, gap {found.gap:.2%}, "
            f"greedy CD3 {found.greedy_worth:,.0f} ({found.greedy_worth / found.worth - 1:+.1%}), {broken} rules broken, {took:.1f} s ({found.ended})",
            flush=True,
        )
    print(f"median gap {np.median(gaps):.2%}")


if __name__ == "__main__":
    main(sys.argv[1:])
