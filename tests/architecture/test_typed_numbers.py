"""No number of a report is typed by hand: in what the program says, digits come from values. What may stand there as digits is listed, with why."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.project import ROOT, Module

SAYING = re.compile(r"src/quarterdeck/(?:reports|app/reports|steering|practices|decisions)/(?!.*\bmeasures/)")
"""Where sentences of reports are made. Measures hold definitions and questions to tables."""
AGREED = re.compile(r"\b85(?: times)? (?:of|in) 100|\bof 100 times|\b(?:10|90)th\b|\bp[159]0\b|\b95 %|\b80 % of Wilson|\bunder 1 %|\bover 99 %")
"""How chances and ranges are told everywhere: names of a level, which the code that draws them shares."""
LEFT = {
    "Write a share, for instance": "an example of what to type",
    "Write a number, for instance": "an example of what to type",
    "Write weight: 40% for each": "an example of what to type",
    "write cost_of_delay, for instance": "an example of what to type",
    "write effort, for instance": "an example of what to type",
    "does not lie between 0% and 100%": "what a share is",
    "where 1 is today's pace": "a scale by definition",
    "0 not at all, 1 alone": "a scale by definition",
    "({place} of 1)": "a scale by definition",
    "({far} of 1)": "a scale by definition",
    "weight {weight} of 5": "a scale by definition",
    "Shares of technology: 0.3": "an example in the account of a model's input",
    "Fritz et al. 2010": "the year of a paper",
    "Rigby et al. 2016": "the year of a paper",
    "Greedy CD3": "the name of a rule",
    "save it as": "UTF-8, the name of an encoding",
    "write it as": "UTF-8, the name of an encoding",
}
"""Sentences with digits that are no number of anybody's, and why."""
_SENTENCE = re.compile(r"[A-Za-z]{2,} ")
_CODE = re.compile(r"SELECT|FROM |WHERE|regexp|list_contains|greatest\(|INTERVAL|<[a-z:]+ |</|\bTHEN\b|ELSE|\{\n|^[a-z0-9 ]+$|kubectl| to 1; ")
_NO_TEXT = {"Criterion", "Assumption", "Citation", "compile", "add_argument"}
"""Calls whose texts are no sentences of a report, or are its numbers' own declarations."""


def typed(module: Module) -> Iterator[str]:
    """Texts with digits in them that look like sentences; neither what explains the code nor what it asks of tables."""
    apart = {id(inner) for node in ast.walk(module.tree) if _is_apart(node) for inner in ast.walk(node)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            bare = AGREED.sub("", re.sub(r"`[^`]*`", "", node.value))
            if re.search(r"\d", bare) and _SENTENCE.search(bare) and not _CODE.search(bare):
                yield node.value


def _is_apart(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in _NO_TEXT


def test_no_number_is_typed_into_a_sentence(package: list[Module]) -> None:
    found = [(module.where, text) for module in package if SAYING.match(module.where) and re.search(r"[\"'].*\d", module.text) for text in typed(module)]
    assert [(where, text) for where, text in found if not any(known in text for known in LEFT)] == []
    assert {known for known in LEFT if not any(known in text for _, text in found)} == set(), "gone: take them from the list"


def test_a_typed_number_is_seen() -> None:
    line = 'say("In {name} we spent 1 363 000 EUR, up to p90.", name=name)\n"""About 12 things."""\nCriterion("limit", 3, "3 days", "Ours: 3 days.")\n'
    assert list(typed(Module(ROOT, line, ast.parse(line)))) == ["In {name} we spent 1 363 000 EUR, up to p90."]
