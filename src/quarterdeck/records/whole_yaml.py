"""All of YAML, aliases and merge keys included, as texts with the lines of keys and items; for files of sources that ``plain_yaml`` declines.

ruamel's composer says what stands where; nothing is resolved, constructed or executed. Aliases are unfolded, and counted while they are: a file
that would unfold too far is refused, as is what a YAML reader would take minutes over.
"""

from __future__ import annotations

import re

from quarterdeck.records.document import Document, Steps
from quarterdeck.records.events import Fault

LARGEST = 200_000
"""Values, with every alias unfolded, above which a text is refused."""
_REFUSED = (
    (
        re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"),
        "character U+{:04X} is not allowed in YAML",
        "Remove it",
    ),
    (re.compile(r"[^\n]{20000}"), "a line of 20,000 characters or more", "Break it up"),
    (re.compile(r"(?:[\[{][ \t]*+){100}"), "the YAML is nested too deeply to be read", "Flatten it"),
)
"""What is refused, with what to say and what to do."""


def read_whole(source: str, largest: int = LARGEST) -> Document | Fault:
    """The last document of a text of at most so many values, or why it cannot be read."""
    for pattern, what, mend in _REFUSED:
        found = pattern.search(source)
        if found:
            start = found.start()
            line, column = source.count("\n", 0, start) + 1, start - source.rfind("\n", 0, start)
            return Fault(line, column, what.format(ord(found[0][0])), mend)
    return _composed(source, largest)


def _composed(source: str, largest: int) -> Document | Fault:
    from ruamel.yaml import YAML  # noqa: PLC0415  # 60 ms, which most repositories never need
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415  # likewise

    yaml = YAML(typ="safe", pure=True)
    yaml.composer.warn_double_anchors = False
    last = Document(None)
    try:
        for node in yaml.compose_all(source):
            if node is not None and not is_nothing(node):
                walk = _Walk(largest)
                last = Document(walk.value(node, ()), walk.lines)
    except _RefusedError as refused:
        return Fault(refused.line, 0, str(refused), "Write it without nested aliases")
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(str(error.problem or error.context or "it is not YAML").split())
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return Fault(line, column, f"not valid YAML: {what}", "Correct the syntax")
    except RecursionError:
        return Fault(1, 0, "the YAML is nested too deeply to be read", "Flatten it")
    except (YAMLError, ValueError, OverflowError) as error:
        what = " ".join(str(error).split())[:120]
        return Fault(1, 0, f"not valid YAML: {what}", "Correct the syntax")
    return last


def is_nothing(node: object) -> bool:
    """Whether a document holds nothing, as after a `---` that ends a file."""
    return getattr(node, "value", None) == "" and getattr(node, "style", None) is None and not getattr(node, "anchor", None)


class _RefusedError(Exception):
    """Aliases that unfold too far, or to themselves. Never leaves this module."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what)
        self.line = line


class _Walk:
    """Turns ruamel's nodes into dicts, lists and texts, and counts them with every alias unfolded."""

    def __init__(self, largest: int) -> None:
        self.largest = largest
        self.lines: dict[Steps, int] = {}
        self.size = 0
        self.open: set[int] = set()

    def value(self, node: object, steps: Steps) -> object:
        from ruamel.yaml.nodes import MappingNode, SequenceNode  # noqa: PLC0415  # likewise

        self.size += 1
        line: int = node.start_mark.line + 1  # type: ignore[attr-defined]  # every ruamel node carries its mark
        if self.size > self.largest:
            raise _RefusedError(f"aliases unfold to more than {self.largest} values", line)
        if id(node) in self.open:
            raise _RefusedError("an alias refers to what contains it", line)
        if not isinstance(node, MappingNode | SequenceNode):
            return str(node.value)  # type: ignore[attr-defined]  # the only other kind is a scalar
        self.open.add(id(node))
        if isinstance(node, MappingNode):
            result: object = self.mapping(node.value, steps)
        else:
            result = self.listed(node.value, steps)
        self.open.discard(id(node))
        return result

    def listed(self, nodes: list[object], steps: Steps) -> list[object]:
        values: list[object] = []
        for number, node in enumerate(nodes):
            self.lines[(*steps, number)] = node.start_mark.line + 1  # type: ignore[attr-defined]  # as above
            values.append(self.value(node, (*steps, number)))
        return values

    def mapping(self, pairs: list[tuple[object, object]], steps: Steps) -> dict[str, object]:
        values: dict[str, object] = {}
        inherited: dict[str, object] = {}
        for key_node, value_node in pairs:
            key = self.value(key_node, ())
            key = key if isinstance(key, str) else ""
            if key == "<<":
                merged = self.value(value_node, steps)
                for one in merged if isinstance(merged, list) else [merged]:
                    if isinstance(one, dict):
                        inherited = {**one, **inherited}
                continue
            self.lines[(*steps, key)] = key_node.start_mark.line + 1  # type: ignore[attr-defined]  # as above
            values[key] = self.value(value_node, (*steps, key))
        return {**inherited, **values}
