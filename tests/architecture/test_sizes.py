"""Nothing grows past what one person reads at a sitting."""

from __future__ import annotations

import ast

from tests.architecture.project import Module

MODULE, FUNCTION, KERNEL = 400, 40, 800


def test_modules_have_at_most_400_lines(modules: list[Module]) -> None:
    long = {m.where: lines for m in modules if (lines := len(m.text.splitlines())) > MODULE}
    assert not long


def test_functions_have_at_most_40_lines(modules: list[Module]) -> None:
    long = [
        f"{module.where}:{node.lineno} {node.name}: {lines}"
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION
    ]
    assert not long


def test_the_kernel_has_at_most_800_lines_in_all(package: list[Module]) -> None:
    sizes = {m.where: len(m.text.splitlines()) for m in package if "/kernel/" in m.where}
    assert sum(sizes.values()) <= KERNEL, sizes
