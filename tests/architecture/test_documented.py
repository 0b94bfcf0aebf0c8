"""Everything public says what it is."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from typing import TypeGuard

from quarterdeck.app.catalogue import PRACTICES
from quarterdeck.kernel.table import Row, declared
from tests.architecture.project import ROOT, Module

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def public_definitions(body: list[ast.stmt]) -> Iterator[Definition]:
    """Public classes and functions, and the public methods of those classes; a method that overrides a special one included."""
    for node in body:
        if isinstance(node, Definition) and (not node.name.startswith("_") or node.name == "__str__"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public_definitions(node.body)


def test_modules_classes_and_functions_have_a_docstring(package: list[Module]) -> None:
    silent = [m.where for m in package if m.public and not ast.get_docstring(m.tree)]
    silent += [
        f"{module.where}:{node.lineno} {node.name}" for module in package for node in public_definitions(module.tree.body) if not ast.get_docstring(node)
    ]
    assert not silent


def is_table(thing: object, module: str) -> TypeGuard[type[Row]]:
    """True for a class of this module that declares a table of evidence."""
    return isinstance(thing, type) and thing.__module__ == module and hasattr(thing, "table")


def tables(package: list[Module]) -> list[type[Row]]:
    """Every row class of evidence and derived."""
    names = [
        m.where.removeprefix("src/").removesuffix(".py").replace("/", ".")
        for m in package
        if m.where.startswith(("src/quarterdeck/evidence/", "src/quarterdeck/derived/")) and not m.where.endswith("__init__.py")
    ]
    return [thing for name in names for thing in vars(importlib.import_module(name)).values() if is_table(thing, name)]


def test_every_column_of_every_table_says_what_it_holds(package: list[Module]) -> None:
    found = tables(package)
    assert len(found) > 10
    columns = [(row.table, column) for row in found for column in declared(row).columns]
    assert not [f"{table}.{column.name}" for table, column in columns if not column.says.endswith((".", "…"))]


def test_every_table_has_a_name_of_its_own(package: list[Module]) -> None:
    names = [row.table for row in tables(package)]
    assert sorted(names) == sorted(set(names))


def test_the_readme_lists_every_practice_with_its_findings() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for practice in PRACTICES:
        findings = ", ".join(f"`{judgement.name}`" for judgement in practice.judgements)
        assert f"| [{practice.title}](docs/reference/{practice.name}.md) | {findings} |" in readme
