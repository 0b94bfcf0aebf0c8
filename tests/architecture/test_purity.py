"""Below the application the answer depends on the arguments alone (the rules that the linter cannot say)."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.project import Module

EDGES = (
    "src/quarterdeck/app/",
    "src/quarterdeck/sources/",
    "src/quarterdeck/surfaces/",
    "src/quarterdeck/records/loader.py",
    "src/quarterdeck/records/versioning.py",
    "src/quarterdeck/records/writer.py",
)
FORBIDDEN = {"open": "contents are arguments", "input": "values are arguments", "hash": "differs from run to run: use stable_id"}
EXECUTES = {"eval", "exec", "compile", "__import__"}


def calls(tree: ast.AST) -> Iterator[tuple[int, str, ast.Call]]:
    """Every call: its line, the last part of the name that is called, and whether anything is handed in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.lineno, node.func.id, node
            elif isinstance(node.func, ast.Attribute):
                yield node.lineno, f".{node.func.attr}", node


def impure(tree: ast.AST) -> list[str]:
    """Calls that read, ask, or draw without a seed."""
    found = [f"{line} {name}: {FORBIDDEN[name]}" for line, name, _ in calls(tree) if name in FORBIDDEN]
    for line, name, call in calls(tree):
        if name.lstrip(".") == "default_rng" and not call.args and not call.keywords:
            found.append(f"{line} {name}: the seed is an argument")
    return found


@pytest.mark.parametrize("line", ["open('x')", "hash('x')", "numpy.random.default_rng()", "default_rng()"])
def test_these_are_impure(line: str) -> None:
    assert impure(ast.parse(line))


@pytest.mark.parametrize("line", ["numpy.random.default_rng(seed)", "door.open()", "digest.hash()"])
def test_these_are_not(line: str) -> None:
    assert not impure(ast.parse(line))


def test_nothing_below_the_application_reads_or_draws_without_a_seed(package: list[Module]) -> None:
    assert not [f"{m.where}:{call}" for m in package if not m.where.startswith(EDGES) for call in impure(m.tree)]


def test_nothing_is_ever_executed(package: list[Module]) -> None:
    assert not [f"{m.where}:{line} {name}" for m in package for line, name, _ in calls(m.tree) if name in EXECUTES]
