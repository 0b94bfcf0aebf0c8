"""Grammars as they are installed: which languages can be read here, and the rules of each by the number of a node's kind."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from quarterdeck.sources.structure.rules import GRAMMARS, Grammar, Role, Rule

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, Query

LANGUAGES = frozenset(GRAMMARS) - {"TSX"}
"""The languages that can be read where their grammars are installed, by the names that `files` gives them."""
LARGEST_PARSED = 1_000_000
"""Bytes above which a file is not parsed: no person wrote it line by line, and a grammar may take minutes for it."""
INSTALL = 'Install the grammars with `pip install "quarterdeck[code]"`, then assess again'


@dataclass(frozen=True)
class Loaded:
    """A grammar with its parser; ``rules`` by the number that the grammar gives to a kind of node."""

    grammar: Grammar
    parser: Parser
    rules: tuple[Rule | None, ...]
    query: Query

    def find(self, node: Node) -> list[Node]:
        """The nodes in and below this one that a rule speaks of, in the order of the text."""
        from tree_sitter import QueryCursor  # noqa: PLC0415  # only when code is read

        found: list[Node] = QueryCursor(self.query).captures(node).get("found", [])
        return sorted(found, key=lambda node: (node.start_byte, -node.end_byte))

    def rule(self, kind: str, role: Role) -> Rule | None:
        """The rule of a kind of node, if it has this role."""
        rule = self.grammar.rules.get(kind)
        return rule if rule and rule.role == role else None


@cache
def installed() -> tuple[str, ...]:
    """The languages whose grammars are here, in order."""
    if find_spec("tree_sitter") is None:
        return ()
    return tuple(sorted(name for name, grammar in GRAMMARS.items() if find_spec(grammar.package)))


@cache
def loaded(language: str) -> Loaded | None:
    """The grammar of a language, read in once; ``None`` when it is not installed."""
    if language not in installed():
        return None
    from tree_sitter import Language, Parser, Query  # noqa: PLC0415  # only when code is read

    grammar = GRAMMARS[language]
    with warnings.catch_warnings():  # grammars built before the new way of handing them over still give a number
        warnings.simplefilter("ignore", DeprecationWarning)
        told = Language(getattr(import_module(grammar.package), grammar.function)())  # type: ignore[deprecated]  # likewise
    kinds = [(told.node_kind_for_id(kind), told.node_kind_is_named(kind)) for kind in range(told.node_kind_count)]
    rules = tuple(grammar.rules.get(kind or "") if named else None for kind, named in kinds)
    query = Query(told, "[" + " ".join(f"({kind})" for kind in grammar.rules) + "] @found")
    return Loaded(grammar, Parser(told), rules, query)


def grammar_for(path: str, language: str) -> str:
    """The name of the grammar that reads a file of a language."""
    return "TSX" if path.endswith(".tsx") else language
