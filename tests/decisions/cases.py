"""Cases told in a few words, for the tests of decision models."""

from __future__ import annotations

from typing import Any, TypeVar

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.assumptions.spoken import read_numbers
from quarterdeck.decisions.case import Asked, asked, given, usual
from quarterdeck.decisions.vendor_choice import Criterion, Offer, VendorChoice
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Section, Sentence, TableBlock
from quarterdeck.kernel.text import plain

CaseT = TypeVar("CaseT")


def told(kind: type[CaseT], said: str, **plainly: object) -> CaseT:
    """A case from lines such as ``build_cost: 250k..450k``; what is not said is as usual."""
    lines = dict(line.strip().split(": ") for line in said.strip().splitlines())
    values: dict[str, Any] = {
        name: given(name, how, read_numbers(lines.pop(name)).range, "EUR") if name in lines else usual(name, how, "EUR") for name, how in asked(kind).items()
    }
    assert not lines, "no such input"
    return kind(**values, **plainly)


def scored(name: str, low: float, high: float) -> Assumption:
    """A score between two ends."""
    return given(name, Asked(f"the score of {name}"), Range(low, (low + high) / 2, high), "")


def offers(table: str, must: str = "") -> VendorChoice:
    """A choice from a table: the first line names criteria with their weights (``price-3`` less is better), then an offer a line, ``low..high`` each.

    ``must`` lists offers that fail a must-have: ``Cumulus: data in Europe``.
    """
    head, *lines = [line.split() for line in table.strip().splitlines()]
    criteria = tuple(Criterion(word.rstrip("0123456789").rstrip("+-"), float(word[word.rindex("-" if "-" in word else "+") + 1 :]), "-" not in word,
                               word.startswith("price")) for word in head)  # fmt: skip
    fails = dict(line.strip().split(": ") for line in must.strip().splitlines())
    made = []
    for name, *scores in lines:
        spreads = [read_numbers(score).range for score in scores]
        made.append(Offer(
            name, tuple(scored(f"{name} {criterion.name}", spread.p10, spread.p90) for criterion, spread in zip(criteria, spreads, strict=True)),
            (fails[name],) if name in fails else (),
        ))  # fmt: skip
    return VendorChoice(criteria, tuple(made), currency="EUR")


def words(section: Section) -> str:
    """Everything that a page says, a line a sentence or row."""
    lines = [section.heading]
    for block in section.blocks:
        if isinstance(block, Sentence):
            lines.append(plain(block.words))
        elif isinstance(block, TableBlock):
            lines += [block.caption, *(" | ".join(plain(cell) for cell in row) for row in block.rows)]
    return "\n".join(lines)
