"""YAML as text with line numbers: no booleans, no dates, nothing constructed, nothing executed.

`on: true`, `03-11` and `!reference` stay what is written. The quick reader is asked first (500 of 541 pipelines of public repositories need no
more); what it declines goes to ruamel's composer. They differ in the line of an empty value: here that of its key, there that of what follows.
Aliases are shared, not copied, and a file whose aliases would unfold
beyond ``LARGEST`` nodes is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from quarterdeck.kernel.problem import Problem
from quarterdeck.records.plain_yaml import read_plain
from quarterdeck.records.whole_yaml import is_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quarterdeck.evidence.files import FileContent
    from quarterdeck.records.document import Document, Steps

BIGGEST = 2_000_000
"""Bytes above which a pipeline file is refused."""
LARGEST = 100_000
"""Nodes, with every alias unfolded, above which a pipeline file is refused."""
_MERGE = "<<"
_SILENCES = ("pipeline_jobs",)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as written, without its quotes; an empty one is ``""``."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list; ``tag`` is what stands before it, as in ``!reference [.setup, script]``."""

    items: tuple[Node, ...]
    line: int
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping, in the order of the file, merge keys resolved; ``lines`` gives the line of each key."""

    values: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    line: int = 0

    def text(self, key: str) -> str:
        """The scalar under ``key``; empty where there is none."""
        value = self.values.get(key)
        return value.text if isinstance(value, Text) else ""

    def fields(self, key: str) -> Fields:
        """The mapping under ``key``; an empty one where there is none."""
        value = self.values.get(key)
        return value if isinstance(value, Fields) else Fields()

    def items(self, key: str) -> tuple[Node, ...]:
        """The members of the list under ``key``; a single value counts as a list of one; none where there is nothing."""
        value = self.values.get(key)
        if isinstance(value, Items):
            return value.items
        return () if value is None else (value,)


Node: TypeAlias = Text | Items | Fields


class RefusedError(Exception):
    """The file cannot be read; carries the Problem that says so. Never leaves this module."""

    def __init__(self, problem: Problem) -> None:
        """With the fault found."""
        super().__init__(str(problem))
        self.problem = problem


def flat(node: Node | None) -> Iterator[str]:
    """Every scalar under ``node`` (list items and values, not keys), in order."""
    if isinstance(node, Text):
        yield node.text
    elif isinstance(node, Items):
        for item in node.items:
            yield from flat(item)
    elif isinstance(node, Fields):
        for value in node.values.values():
            yield from flat(value)


def read(file: FileContent) -> tuple[Node | None, tuple[Problem, ...]]:
    """The last document of a YAML file (GitLab puts a header document first), and what is wrong with it.

    The node is None when the file is empty or cannot be read; in the second case a Problem says where.
    """
    if len(file.data) > BIGGEST:
        what = f"the pipeline file has {len(file.data)} bytes; more than {BIGGEST} are not read"
        return None, (Problem(file.place(1), what, "Split it, or generate it outside of the repository", _SILENCES),)
    plain = read_plain(file.text)
    if plain is not None:
        return _node(plain, plain.data, ()), ()
    try:
        reader = _Reader(file)
        return reader.last_document(), tuple(reader.problems)
    except RefusedError as refused:
        return None, (refused.problem,)
    except RecursionError:
        problem = Problem(file.place(1), "the YAML is nested too deeply to be read", "Flatten it", _SILENCES)
        return None, (problem,)


def _node(document: Document, value: object, steps: Steps) -> Node:
    """What stands at ``steps`` of a document that the quick reader read, as the whole reader tells it: a collection is where its first member is."""
    first = next(iter(value), 0) if isinstance(value, dict) else 0
    line = document.line(*steps, first) if isinstance(value, dict | list) and value else document.line(*steps)
    if isinstance(value, dict):
        nodes = {key: _node(document, inner, (*steps, key)) for key, inner in value.items()}
        return Fields(nodes, {key: document.line(*steps, key) for key in value}, line)
    if isinstance(value, list):
        return Items(tuple(_node(document, inner, (*steps, place)) for place, inner in enumerate(value)), line)
    return Text(str(value), line)


class _Reader:
    """Turns ruamel's graph of nodes into ours, once per node, counting what aliases would unfold to."""

    def __init__(self, file: FileContent) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.done: dict[int, tuple[Node, int]] = {}
        self.open: set[int] = set()

    def refused(self, what: str, mend: str, line: int, column: int = 0) -> RefusedError:
        return RefusedError(Problem(self.file.place(line, column), what, mend, _SILENCES))

    def last_document(self) -> Node | None:
        from ruamel.yaml import YAML  # noqa: PLC0415  # 60 ms that a repository without pipelines need not pay
        from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415  # likewise

        text = self.file.text
        bad = _UNPRINTABLE.search(text)
        if bad:
            line = text.count("\n", 0, bad.start()) + 1
            column = bad.start() - text.rfind("\n", 0, bad.start())
            what = f"character U+{ord(bad[0]):04X} is not allowed in YAML"
            raise self.refused(what, "Remove it", line, column)
        yaml = YAML(typ="safe", pure=True)
        yaml.composer.warn_double_anchors = False
        last: Node | None = None
        try:
            for document in yaml.compose_all(text):
                if document is None or is_nothing(document):
                    continue
                self.done.clear()  # keyed by identity, which a later document may reuse
                last, size = self.convert(document)
                if size > LARGEST:
                    what = f"aliases unfold to more than {LARGEST} values"
                    raise self.refused(what, "Write it without nested aliases", last.line)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            what = " ".join(str(error.problem or error.context or "it is not YAML").split())
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            what = f"not valid YAML: {what}"
            raise self.refused(what, "Correct the syntax", line, column) from None
        except (YAMLError, ValueError, OverflowError) as error:
            what = f"not valid YAML: {' '.join(str(error).split())[:120]}"
            raise self.refused(what, "Correct the syntax", 1, 1) from None
        return last

    def convert(self, raw: object) -> tuple[Node, int]:
        """The node and how many values it holds with aliases unfolded."""
        from ruamel.yaml.nodes import MappingNode, SequenceNode  # noqa: PLC0415  # likewise

        known = self.done.get(id(raw))
        if known:
            return known
        line: int = raw.start_mark.line + 1  # type: ignore[attr-defined]  # every ruamel node carries its mark
        if id(raw) in self.open:
            what = "an alias refers to what contains it"
            raise self.refused(what, "Remove the alias", line)
        self.open.add(id(raw))
        if isinstance(raw, SequenceNode):
            parts = [self.convert(child) for child in raw.value]
            tag = str(raw.tag or "")
            custom = tag if tag.startswith("!") else ""
            result: tuple[Node, int] = (Items(tuple(node for node, _ in parts), line, custom), 1 + sum(size for _, size in parts))
        elif isinstance(raw, MappingNode):
            result = self.mapping(raw.value, line)
        else:
            result = (Text(str(raw.value), line), 1)  # type: ignore[attr-defined]  # the only other kind is a scalar
        self.open.discard(id(raw))
        self.done[id(raw)] = result
        return result

    def mapping(self, pairs: list[tuple[object, object]], line: int) -> tuple[Node, int]:
        fields, inherited, size = Fields(line=line), Fields(), 1
        for raw_key, raw_value in pairs:
            key_node, key_size = self.convert(raw_key)
            value, value_size = self.convert(raw_value)
            size += key_size + value_size
            key = key_node.text if isinstance(key_node, Text) else ""
            if key == _MERGE:
                for merged in value.items if isinstance(value, Items) else (value,):
                    if isinstance(merged, Fields):
                        inherited.values.update({k: v for k, v in merged.values.items() if k not in inherited.values})
                        inherited.lines.update({k: v for k, v in merged.lines.items() if k not in inherited.lines})
                continue
            if key in fields.values:
                what = f"the key '{key}' stands twice in one mapping (first in line {fields.lines[key]}); the later one counts"
                self.problems.append(Problem(self.file.place(key_node.line), what, "Remove one of them"))
            fields.values[key] = value
            fields.lines[key] = key_node.line
        for key, value in inherited.values.items():
            if key not in fields.values:
                fields.values[key] = value
                fields.lines[key] = inherited.lines[key]
        return fields, size
