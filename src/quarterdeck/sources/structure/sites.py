"""Where a call stands in a syntax tree, found by the bytes of its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from tree_sitter import Node

Found: TypeAlias = Iterator[tuple["Node", str, str, str, str]]
"""The node of a call, its library, how it is called, its limit (`set`, `default`, `none`, `unknown`), and what sets it."""


def called(root: Node, start: int, end: int, kinds: tuple[str, ...]) -> Node | None:
    """The call whose name stands between two bytes; nothing within a text or a comment."""
    node = root.descendant_for_byte_range(start, max(start, end - 1))
    while node is not None and node.start_byte >= start and node.type not in kinds:
        node = node.parent
    return node if node is not None and node.start_byte == start and node.type in kinds else None


def text_of(node: Node | None) -> str:
    """What is written there, on one line."""
    return " ".join((node.text or b"").decode("utf-8", "replace").split()) if node is not None else ""
