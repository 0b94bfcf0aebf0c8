"""Terms of the field, explained where a report first uses each: below the sentence, picture or table that it stands in; on page one, at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from quarterdeck.kernel.section import Block, Chart, Document, Figure, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Phrase
from quarterdeck.reports.unexplained import EXPLANATIONS
from quarterdeck.reports.walk import phrases_in

TERMS = {
    "repositor(?:y|ies)": "Repository: a code base with its history.",
    "(?<!or )(?<!It )commits?": "Commit: one recorded change to the code.",
    "pipelines?": "Pipeline: the automatic steps from a change to a release.",
    "hotspots?": "Hotspot: code that is hard and changes often.",
    "bots?": "Bot: a program that makes changes by itself.",
    "pull requests?": "Pull request: a change that waits for others to take it in.",
    "lock files?": "Lock file: it says which version of each package a product takes.",
    "manifests?": "Manifest: the file that names the packages that a product needs.",
    "deployments?": "Deployment: bringing a version to where its users are.",
    "incidents?": "Incident: something that people use broke or slowed down.",
    "branch(?:es)?": "Branch: a line of work beside the main one.",
    "change lead time": "Change lead time: from the day of a change to the day on which users have it.",
    "change fail rate": "Change fail rate: the share of deployments after which somebody had to mend something at once.",
    "rework rate": "Rework rate: the share of deployments that nobody had planned.",
    "truck factor": "Truck factor: how many people may leave before most of the code has nobody who knows it.",
    "percentiles?": "Percentile: nine of ten lie below the 90th, one of ten below the 10th.",
    "medians?": "Median: half lie below it, half above.",
    "work in progress": "Work in progress: what people have begun and not finished.",
    "error budgets?": "Error budget: how much failing a service's target leaves room for.",
    "service levels?": "Service level: how well a service is meant to work, as a number.",
    "Laplace's U": "Laplace's U: a test of whether events come closer together.",
    "on[- ]call": "On call: ready to answer when something breaks.",
    "workloads?": "Workload: a program as it runs on a cluster.",
    "end of life": "End of life: from this day its maker mends it no more.",
    "advisor(?:y|ies)": "Advisory: a published note of a security hole.",
    "runtimes?": "Runtime: the software that a program runs on.",
    "dependenc(?:y|ies)": "Dependency: code of others that a product needs.",
    "one-way doors?": "One-way door: a step that costs a lot to take back.",
    "Monte Carlo": "Monte Carlo: the same sum drawn many times, with other chances each time.",
    "expected yearly loss": "Expected yearly loss: what something costs in an average year, over all that may happen.",
    "couplings?|coupled": "Coupling: what changes together though nothing says so.",
    "burn rate": "Burn rate: how fast an error budget goes.",
    "rings?": "Ring: how far the company uses a technology: adopt, trial, assess, hold.",
    "cost of delay": "Cost of delay: what each month of waiting costs.",
    "cycle time": "Cycle time: from beginning a piece of work to its end.",
    "throughput": "Throughput: how much people finish in a week.",
}
"""How each term is written, and what it means in words that need no explanation."""
_TYPED = re.compile(r"`[^`]*`")


@cache
def _any() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(f'({pattern})' for pattern in TERMS)})\b", re.IGNORECASE)


def explained(document: Document) -> Document:
    """The document with each term explained once, where it first stands. What explains numbers explains itself."""
    if not document.sections:
        return document
    first, *rest = document.sections
    told = told_on(first)
    note = _note(sorted(told))
    front = replace(first, blocks=(*first.blocks, Sentence(note, "note"))) if note else first
    return replace(document, sections=(front, *(section if section.anchor == EXPLANATIONS else _below(section, told) for section in rest)))


def _below(section: Section, told: set[int]) -> Section:
    return replace(section, blocks=tuple(_blocks(section.blocks, told)))


def explains_terms(phrase: Phrase) -> bool:
    """Whether a note explains terms, and nothing else."""
    return len(phrase) == 1 and isinstance(phrase[0], str) and phrase[0].startswith(tuple(TERMS.values()))


def told_on(block: Block) -> set[int]:
    """Which terms stand in a block, in our own words."""
    return {place for words in _words(block) for place in _found(words)}


def _found(words: str) -> Iterator[int]:
    for match in _any().finditer(_TYPED.sub("", words)):
        yield (match.lastindex or 1) - 1


def _words(block: Block) -> Iterator[str]:
    """What a block says in our own words: names are somebody else's."""
    for phrase in phrases_in(block):
        yield from (part for part in phrase if isinstance(part, str))
    yield from _titles(block)


def _titles(block: Block) -> Iterator[str]:
    match block:
        case Chart():
            yield block.title
        case TableBlock():
            yield from (block.caption, *block.columns)
        case Figure():
            yield block.label
        case Section():
            yield block.heading
            for inner in block.blocks:
                yield from _titles(inner)
        case _:
            return


def _note(places: Iterable[int]) -> Phrase:
    meanings = tuple(TERMS.values())
    words = " ".join(meanings[place] for place in places)
    return (words,) if words else ()


def _blocks(blocks: Iterable[Block], told: set[int]) -> Iterator[Block]:
    waiting: list[int] = []  # figures stand side by side: what explains them comes below the last
    for block in blocks:
        if waiting and not isinstance(block, Figure):
            yield Sentence(_note(waiting), "note")
            waiting = []
        if isinstance(block, Section):
            yield _below(block, told)
            continue
        new = sorted(told_on(block) - told)
        told.update(new)
        if isinstance(block, Statement) and new:
            yield replace(block, notes=(*block.notes, _note(new)))
        elif isinstance(block, Figure):
            yield block
            waiting += new
        else:
            yield block
            if new:
                yield Sentence(_note(new), "note")
    if waiting:
        yield Sentence(_note(waiting), "note")
