"""The pictures of strategy: the company's Wardley maps, and its capabilities by weight and gap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from quarterdeck.kernel.finding import Bench, Finding
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Block, Chart, Mark
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, listing, say
from quarterdeck.steering.strategy.findings.capability_gap_has_no_work import CAPABILITY_GAP_HAS_NO_WORK
from quarterdeck.steering.strategy.measures.capability_gap import CAPABILITY_GAP
from quarterdeck.steering.strategy.measures.map_evolution import MAP_EVOLUTION
from quarterdeck.steering.strategy.measures.map_needs import MAP_NEEDS
from quarterdeck.steering.strategy.measures.map_visibility import MAP_VISIBILITY
from quarterdeck.steering.strategy.measures.mapped_on_record import MAPPED_ON_RECORD
from quarterdeck.steering.strategy.measures.wardley_maps import WARDLEY_MAPS

_DRAWN, _NAMED, _SCALE = 4, 3, 5
STAGES = ((0.0, "in genesis"), (0.175, "custom-built"), (0.4, "a product"), (0.7, "a commodity"), (1.01, ""))
"""Where each stage begins, and what is said of what stands in it."""
_COMMODITY = 0.7


def sections(bench: Bench, findings: Sequence[Finding]) -> tuple[Block, ...]:
    """The maps, then the capabilities."""
    judged = [one for one in findings if one.judgement.name == CAPABILITY_GAP_HAS_NO_WORK.name]
    gaps = [measured for one in judged for measured in one.rests_on if measured.measure is CAPABILITY_GAP]
    held = [one for one in gaps if not one.missing]
    lacking = {one.subject for one in judged if one.verdict.outcome is Outcome.NOT_MET}
    return (*_maps(bench), *([_capabilities(held, lacking, bench)] if held else []))


def _maps(bench: Bench) -> Iterator[Chart]:
    kept = bench.beside(WARDLEY_MAPS, Subject("company", "company"))
    for row in bench.rows(kept)[:_DRAWN] if not kept.missing else ():
        one = Subject("map", row.key)
        evolution, visibility = bench.beside(MAP_EVOLUTION, one), bench.beside(MAP_VISIBILITY, one)
        if not evolution.missing and not visibility.missing:
            yield _map(one, evolution, visibility, bench)


def _map(one: Subject, evolution: Measurement, visibility: Measurement, bench: Bench) -> Chart:
    """Components where the map has them, an arrow to where each moves, and what needs what."""
    known, needs = bench.beside(MAPPED_ON_RECORD, one), bench.beside(MAP_NEEDS, one)
    stands = {row.key: row.part for row in bench.rows(known) if row.part} if not known.missing else {}
    moves = {row.key: float(row.part) for row in bench.rows(evolution) if row.part}
    rows = sorted(bench.rows(visibility), key=lambda row: (-row.contribution, row.key))
    placed = [(row.key, row.contribution, float(row.part)) for row in rows]
    things = tuple(_thing(name, high, far, moves.get(name), _on_record(stands.get(name, ""), bench)) for name, high, far in placed)
    links = [row for row in bench.rows(needs) if not needs.missing] if not needs.missing else []
    edges = tuple(
        Mark((_name(row.key),), 0, say("{one} needs {other}.", one=_name(row.key), other=_name(row.part)), group=((_name(row.part),),)) for row in links
    )
    evolved = {row.key: row.contribution for row in bench.rows(evolution)}
    commodities = sorted(name for name, far in evolved.items() if far >= _COMMODITY)
    so_what = say(
        "{map}: {some} of {components} {are} a commodity{which}; {known} on record.",
        map=bench.name("map", one.key), some=Cited(str(len(commodities)), evolution.id), components=Cited(counted(len(evolved), "component"), evolution.id),
        are="is" if len(commodities) == 1 else "are", which=say(" ({names})", names=_some(commodities)) if commodities else (),
        known=Cited(f"{int(known.value)} {'is' if known.value == 1 else 'are'}", known.id) if not known.missing else "none is",
    )  # fmt: skip
    alternative = tuple(part for mark in things for part in (*mark.words, " "))
    return Chart("map", "Wardley map", so_what, "", (*things, *edges), alternative)


def _thing(name: str, high: float, far: float, moves: float | None, known: Phrase) -> Mark:
    stage = next(words for (starts, words), (ends, _) in pairwise(STAGES) if starts <= far < ends)
    on = say(", moves on to {there}", there=f"{moves:.2f}") if moves is not None else ()
    words = say("{name}: {stage} ({far} of 1){on}{known}.", name=_name(name), stage=stage, far=f"{far:.2f}", on=on, known=known)
    return Mark((_name(name),), high, words, 0.0, ((_name(name),),), f"{far:g}", Range(moves, moves, moves) if moves is not None else None)


def _on_record(ref: str, bench: Bench) -> Phrase:
    kind = ref.partition("/")[0]
    return say(", the {kind} {name}", kind=kind, name=bench.name(kind, ref)) if ref else ()


def _some(names: Sequence[str]) -> Phrase:
    more: list[Phrase | Name] = [(f"{len(names) - _NAMED} more",)] if len(names) > _NAMED else []
    return listing([*(_name(name) for name in names[:_NAMED]), *more])


def _name(name: str) -> Name:
    return Name("component", name)


def _capabilities(gaps: Sequence[Measurement], lacking: set[Subject], bench: Bench) -> Chart:
    """An area for each capability by its weight, darker the farther it is from what is needed."""
    weights: Mapping[Subject, float] = {one.subject: float(next(iter(bench.rows(one))).part) for one in gaps}
    ordered = sorted(gaps, key=lambda one: (-weights[one.subject], -one.value, one.subject))
    marks = tuple(
        Mark(
            (_capability(one, bench),), weights[one.subject],
            say("{name}: weight {weight} of 5, lacks {gap} of 5", name=_capability(one, bench), weight=f"{weights[one.subject]:g}", gap=f"{one.value:g}"),
            min(one.value / _SCALE * 1.5, 1.0),
        )
        for one in ordered
    )  # fmt: skip
    worst = max(gaps, key=lambda one: (one.value * weights[one.subject], one.subject))
    bare = [_capability(one, bench) for one in ordered if one.subject in lacking]
    so_what = say(
        "{worst} weighs {weight} and lacks {gap}, most of all by both.{bare}", worst=_capability(worst, bench), weight=f"{weights[worst.subject]:g} of 5",
        gap=Cited(f"{worst.value:g} of 5", worst.id), bare=say(" Nobody works on {names}.", names=listing(bare[:_NAMED])) if bare else (),
    )  # fmt: skip
    alternative = tuple(part for mark in marks for part in (*mark.words, ". "))
    return Chart("treemap", "Capabilities by strategic weight and gap", so_what, "weight", marks, alternative, ("as good as it must be", "far from it"))


def _capability(one: Measurement, bench: Bench) -> Name:
    return bench.name("capability", one.subject.key)
