"""``challenge``: the record's plan, what an assessment saw beside it, and where in the record each argument points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from quarterdeck.app.asking.recall import NothingThereError, recall
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.kernel.problem import Place
from quarterdeck.kernel.section import Block, Section, Sentence, TableBlock
from quarterdeck.kernel.text import counted, plain, say
from quarterdeck.records.values import Ref
from quarterdeck.steering.strategy.challenge import challenge
from quarterdeck.steering.strategy.challenge.plan import Argument, FeatureReach, Plan, RuntimeEnd, Silent

SCHEMA_VERSION = "1.0"
_RUNTIMES = """
    SELECT DISTINCT s.subject, r.runtime, r.ends, r.repository || '/' || r.path
    FROM scopes s JOIN standing_runtimes r USING (repository) WHERE s.kind = 'system' AND r.ends IS NOT NULL ORDER BY ALL
"""
_USES = """
    WITH shown AS (
        SELECT product, feature, starts_on, sum(coalesce(users, customers, uses)) AS reached
        FROM feature_usage WHERE starts_on > ($as_of::DATE - INTERVAL 92 DAYS) AND starts_on <= $as_of::DATE GROUP BY ALL
    ), means AS (SELECT product, feature, avg(reached) AS reached FROM shown GROUP BY ALL)
    SELECT feature, product, reached / most FROM (SELECT *, max(reached) OVER (PARTITION BY product) AS most FROM means) WHERE reached IS NOT NULL AND most > 0
    ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What an assessment saw: what systems run on, and how much features are used."""

    runtimes: Sequence[RuntimeEnd]
    uses: Sequence[FeatureReach]


@dataclass(frozen=True, slots=True)
class Placed:
    """An argument, and the place in the record that it points to."""

    argument: Argument
    place: Place


@dataclass(frozen=True, slots=True)
class Disputed:
    """The plan's size, every argument against it with its place, and what could not be argued."""

    as_of: date
    initiatives: int
    arguments: tuple[Placed, ...]
    silent: tuple[Silent, ...]


def disputed(workspace: Workspace, as_of: date, share: float, out: Path) -> Disputed:
    """Everything that the record says against its own plan, beside what the assessment in ``out`` saw."""
    return argued(workspace, as_of, share, seen_in(out))


def argued(workspace: Workspace, as_of: date, share: float, seen: Seen | None) -> Disputed:
    """The same beside what is given; ``None`` without an assessment."""
    records = workspace.records
    plan = Plan(records, as_of, share, seen.runtimes if seen else None, seen.uses if seen else ())
    found = challenge(plan)
    broken = tuple(
        Silent("all arguments", f"{ref} is broken: {problems[0].what}", "Mend it, as `quarterdeck check` says") for ref, problems in records.broken.items()
    )
    placed = tuple(Placed(one, workspace.place(one.key, ref=one.about)) for one in found.arguments)
    return Disputed(as_of, len(plan.initiatives), placed, (*broken, *found.silent))


def seen_in(out: Path) -> Seen | None:
    """What the assessment in ``out`` saw; None without one."""
    try:
        run = recall(out)
    except NothingThereError:
        return None
    told = run.connection.execute(_RUNTIMES).fetchall()
    runtimes = [RuntimeEnd(Ref(*subject.split("/", 1)), runtime, ends, file) for subject, runtime, ends, file in told]
    uses = run.connection.execute(_USES, {"as_of": run.request.as_of}).fetchall()
    return Seen(runtimes, [FeatureReach(*use) for use in uses])


def page(found: Disputed) -> Section:
    """The arguments in order, then what could not be argued."""
    blocks: list[Block] = [Sentence(_lead(found), "lead")]
    for number, one in enumerate(found.arguments, 1):
        argument = one.argument
        told = say("{number}. {sentence} {ask}", number=str(number), sentence=argument.sentence, ask=argument.ask)
        blocks.append(Sentence((*told, f" [{argument.name}, {one.place}]")))
    if found.silent:
        rows = tuple(((one.name,), (one.why,), (one.supply,)) for one in found.silent)
        blocks.append(TableBlock("What could not be argued", ("Argument", "Why", "What to write"), "lll", rows))
    return Section("challenge", "What speaks against the plan", tuple(blocks))


def _lead(found: Disputed) -> tuple[str, ...]:
    if not found.initiatives:
        return ("There is no plan to argue with: no initiative is planned or running.",)
    what = f"{counted(found.initiatives, 'initiative')} planned or running on {found.as_of}"
    if not found.arguments:
        return (f"{what}, and nothing in the record speaks against them.",)
    return (f"{what}; {counted(len(found.arguments), 'argument')} against {'it' if found.initiatives == 1 else 'them'}.",)


def as_dict(found: Disputed) -> dict[str, object]:
    """As JSON carries it."""
    return {
        "schema_version": SCHEMA_VERSION,
        "as_of": str(found.as_of),
        "initiatives": found.initiatives,
        "arguments": [
            {
                "name": one.argument.name, "about": str(one.argument.about), "key": one.argument.key, "sentence": plain(one.argument.sentence),
                "ask": plain(one.argument.ask), "file": one.place.path, "line": one.place.line, "column": one.place.column,
            }
            for one in found.arguments
        ],
        "not_argued": [{"name": one.name, "why": one.why, "supply": one.supply} for one in found.silent],
    }  # fmt: skip
