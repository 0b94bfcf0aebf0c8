"""Count in one walk over a syntax tree: functions with their complexity, and the nodes that import.

Cyclomatic complexity follows McCabe (1976) as `lizard` counts it: one for a function, and one for each condition, loop, case, handler
and logical operator. Cognitive complexity follows SonarSource's white paper (Campbell 2018). Both count to the innermost function that
has a name, so that nothing counts twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quarterdeck.sources.structure.rules import Role, Rule

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

    from quarterdeck.sources.structure.grammars import Loaded

ANONYMOUS = "(anonymous)"
_DEFAULT = re.compile(rb"(?:case\s+)?(?:default\b|else\b|_\s*(?:=>|->|:))")
"""How a case begins that is taken when no other is: no decision."""
_LABELS = frozenset({"label", "label_name", "statement_identifier", "identifier", "integer", "name"})
_SEARCHED = 3_000
"""Nodes of a subtree that is searched at once."""
_CALLABLE = re.compile(rb"(?:(?<![\w.>:$@])(?:self|this|\$this)(?:\.|->)|[^\w.>:$@])\Z")
"""What stands before a call of a name of one's own: nothing that makes it another's."""
_BEFORE = 16
_TEXTS = frozenset({"string_content", "string_fragment", "string", "comment", "line_comment", "block_comment", "preproc_arg"})
_NEGLIGIBLE = frozenset({"comment", "line_comment", "block_comment", "keyword_separator", "positional_separator", "attribute_item"})
_PARENTHESES = frozenset({"parenthesized_expression", "parenthesized_statements", "condition_clause"})
_WORD = re.compile(rb"[A-Za-z_]\w*")


@dataclass
class Counted:
    """A function while it is counted: where it ends, what was added up, and the stretches of its text that stand deeper."""

    name: str
    node: Node
    parameters: int
    end: int
    decisions: int = 0
    cognitive: int = 0
    nesting: int = 0
    deeper: list[tuple[int, int]] = field(default_factory=list)

    def depth(self, start: int) -> int:
        """How many control structures stand around a place."""
        self.deeper = [stretch for stretch in self.deeper if stretch[1] > start]
        return sum(1 for begins, _ in self.deeper if begins <= start)


@dataclass
class Walked:
    """What one walk found: functions in order, nodes that import with whether a function runs them, and the package that is declared."""

    functions: list[Counted] = field(default_factory=list)
    imports: list[tuple[Node, bool]] = field(default_factory=list)
    packages: list[Node] = field(default_factory=list)


class Stretches:
    """Stretches of a text to which a walk keeps, without any all of it; a function that reaches into one is walked whole."""

    def __init__(self, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self.wanted = sorted(stretches)
        self.all = not self.wanted

    def miss(self, node: Node) -> bool:
        """Whether nothing in and below a node is wanted."""
        if self.all:
            return False
        start, end = node.start_byte, node.end_byte
        return not any(begins <= end and start <= ends for begins, ends in self.wanted)

    def take(self, node: Node, rule: Rule) -> None:
        """What stands in a function is wanted where the function is."""
        if not self.all and rule.role in {"function", "outer"}:
            self.wanted.append((node.start_byte, node.end_byte))


def telling(tree: Tree, loaded: Loaded, within: Stretches) -> Iterator[tuple[Node, Rule]]:
    """Nodes that a rule speaks of, in the order of the text.

    tree-sitter's queries find them fastest, but take time with the square of a subtree that is wide or deep beyond reason (minutes for a
    hundred thousand brackets). So they search subtrees of a size at which that does not matter, and what lies above those is walked.
    """
    cursor, rules = tree.walk(), loaded.rules
    while True:
        node = cursor.node
        wanted = node if node is not None and not within.miss(node) else None
        if wanted is not None and wanted.descendant_count <= _SEARCHED:
            for found in loaded.find(wanted):
                if rule := rules[found.kind_id]:
                    yield found, rule
        elif wanted is not None:
            if rule := rules[wanted.kind_id] if wanted.kind_id < len(rules) else None:
                yield wanted, rule
                within.take(wanted, rule)
            if cursor.goto_first_child():
                continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return


class Walk:
    """The state of one walk: functions and scopes that are open, branches of a chain, operators that were counted with others."""

    def __init__(self, tree: Tree, loaded: Loaded, data: bytes, within: Stretches | None = None) -> None:
        self.tree, self.loaded, self.data, self.within = tree, loaded, data, within or Stretches()
        self.found = Walked()
        self.open: list[Counted] = []
        self.scopes: list[tuple[int, str]] = []
        self.chained: set[int] = set()
        self.joined: set[int] = set()

    def run(self) -> Walked:
        """Walk to the end."""
        meet: Mapping[Role, Callable[[Node, Rule], None]] = {
            "function": self._function, "outer": self._outer, "closure": self._closure, "scope": self._scope, "flow": self._flow,
            "logic": self._logic, "jump": self._jump, "import": self._import, "package": self._package,
        }  # fmt: skip
        for node, rule in telling(self.tree, self.loaded, self.within):
            while self.open and self.open[-1].end <= node.start_byte:
                self._close()
            while self.scopes and self.scopes[-1][0] <= node.start_byte:
                self.scopes.pop()
            meet[rule.role](node, rule)
        while self.open:
            self._close()
        self.found.functions.sort(key=lambda function: function.node.start_byte)
        return self.found

    def _close(self) -> None:
        done = self.open.pop()
        done.cognitive += self._calls_itself(done)
        self.found.functions.append(done)

    def _function(self, node: Node, _rule: Rule) -> None:
        bare = self.loaded.grammar.bare
        if bare or node.child_by_field_name("body") or any(child.type in {"function_body", "block"} for child in node.children):
            self._begin(node, _name(node, self.data))

    def _begin(self, node: Node, name: str) -> None:
        path = ".".join([*(scope for _, scope in self.scopes if scope), name])
        self.open.append(Counted(path, node, _parameters(node, self.loaded.grammar.parameter), node.end_byte))
        self.scopes.append((node.end_byte, name))

    def _outer(self, node: Node, rule: Rule) -> None:
        """A nameless function that may get its name from what it is assigned to, or stand in no other."""
        name = _assigned(node, self.data)
        if name or not self.open:
            self._begin(node, name or ANONYMOUS)
        else:
            self._closure(node, rule)

    def _closure(self, node: Node, _rule: Rule) -> None:
        if self.open:
            self.open[-1].deeper.append((node.start_byte, node.end_byte))

    def _scope(self, node: Node, _rule: Rule) -> None:
        name = node.child_by_field_name("name") or node.child_by_field_name("type")
        self.scopes.append((node.end_byte, _text(name, self.data) if name else ""))
        if node.type == "mod_item":
            self._import(node, _rule)

    def _flow(self, node: Node, rule: Rule) -> None:
        if not self.open or (rule.decisions and not rule.weight and _DEFAULT.match(self.data, node.start_byte)):
            return
        function, start = self.open[-1], node.start_byte
        function.decisions += rule.decisions
        if not rule.weight:
            return
        depth = function.depth(start)
        flat = rule.weight == "flat" or node.id in self.chained
        function.cognitive += 1 if flat else 1 + depth
        function.nesting = max(function.nesting, depth + 1)
        function.deeper += _bodies(node, rule)
        if rule.otherwise:
            self._otherwise(node, rule, function)

    def _otherwise(self, node: Node, rule: Rule, function: Counted) -> None:
        """What runs if not: another condition of the same chain, which weighs as little as the last branch does, or that last branch."""
        branches = [_nth(node, int(rule.otherwise[1:]))] if rule.otherwise.startswith("#") else node.children_by_field_name(rule.otherwise)
        for branch in branches:
            if branch is None or (self.loaded.rule(branch.type, "flow") and branch.type != node.type):
                continue  # an `elif` counts by itself
            inner = branch
            if branch.type == "else_clause":
                kept = [child for child in branch.named_children if child.type not in _NEGLIGIBLE]
                inner = kept[-1] if kept else branch
            if inner.type == node.type:
                self.chained.add(inner.id)
            else:
                function.cognitive += 1
                function.deeper.append((inner.start_byte, inner.end_byte))

    def _logic(self, node: Node, _rule: Rule) -> None:
        """Every operator is a decision; of operators in a row that are alike only the first breaks the flow."""
        if not self.open or node.id in self.joined:
            return
        sequence = self._operators(node)
        if sequence:
            self.open[-1].decisions += len(sequence)
            weighing = [operator for operator in sequence if operator not in {b"??", b"?:"}]  # shorthands, which the white paper leaves out
            self.open[-1].cognitive += sum(1 for i, operator in enumerate(weighing) if i == 0 or operator != weighing[i - 1])

    def _operators(self, node: Node) -> list[bytes]:
        """The logical operators of one expression, from left to right; parentheses alone do not end it, a negation does."""
        sequence: list[bytes] = []
        waiting: list[Node | bytes] = [node]
        while waiting:
            part = waiting.pop()
            if isinstance(part, bytes):
                sequence.append(part)
                continue
            while part.type in _PARENTHESES and part.named_child_count == 1:
                part = part.named_children[0]
            operator = part.child_by_field_name("operator") if self.loaded.rule(part.type, "logic") else None
            told = self.data[operator.start_byte : operator.end_byte] if operator else b""
            if told in self.loaded.grammar.logic:
                self.joined.add(part.id)
                left, right = part.child_by_field_name("left"), part.child_by_field_name("right")
                waiting += [*([right] if right else []), told, *([left] if left else [])]
        return sequence

    def _jump(self, node: Node, _rule: Rule) -> None:
        labels = {"label"} if node.type.endswith("_expression") else _LABELS
        if self.open and any(child.type in labels for child in node.named_children):
            self.open[-1].cognitive += 1

    def _import(self, node: Node, _rule: Rule) -> None:
        self.found.imports.append((node, bool(self.open)))

    def _package(self, node: Node, _rule: Rule) -> None:
        self.found.packages.append(node)

    def _calls_itself(self, function: Counted) -> int:
        """One for a function that calls its own name: the shortest circle of calls, and the only one that a single file shows for certain."""
        name = function.name.rsplit(".", 1)[-1].encode()
        body = function.node.child_by_field_name("body")
        at = self.data.find(name + b"(", body.start_byte, function.end) if body and _WORD.fullmatch(name) else -1
        while at >= 0:
            if _CALLABLE.search(self.data, max(0, at - _BEFORE), at):
                met = self.tree.root_node.named_descendant_for_byte_range(at, at + len(name))
                if met and met.end_byte - met.start_byte == len(name) and met.parent and met.type not in _TEXTS:
                    return 1
            at = self.data.find(name + b"(", at + 1, function.end)
        return 0


def _text(node: Node, data: bytes) -> str:
    return " ".join(data[node.start_byte : node.end_byte].decode("utf-8", "replace").split())


def _name(node: Node, data: bytes) -> str:
    """The name of a function: its own, the innermost of a C declarator, behind a receiver in Go; for an accessor, its keyword."""
    name = node.child_by_field_name("name")
    if name is None:
        inner = node.child_by_field_name("declarator")
        while inner is not None and (deeper := inner.child_by_field_name("declarator")):
            inner = deeper
        name = inner
        if inner is not None and inner.type == "reference_declarator" and inner.named_child_count:
            function = next((child for child in inner.named_children if child.type == "function_declarator"), None)
            name = function.child_by_field_name("declarator") if function else inner
    receiver = node.child_by_field_name("receiver")
    owner = _WORD.findall(data[receiver.start_byte : receiver.end_byte]) if receiver and node.type == "method_declaration" else []
    told = _text(name, data) if name else _WORD.match(data, node.start_byte)
    if not isinstance(told, str):
        told = told.group().decode() if told else ANONYMOUS
    return f"{owner[-1].decode()}.{told}" if owner else told


def _assigned(node: Node, data: bytes) -> str:
    """The name of what a nameless function is assigned to, or the key under which it stands in an object; else nothing."""
    parent = node.parent
    fields = {"variable_declarator": "name", "assignment_expression": "left", "pair": "key", "field_definition": "property", "public_field_definition": "name"}
    name = parent.child_by_field_name(fields[parent.type]) if parent and parent.type in fields else None
    name = name or node.child_by_field_name("name")
    return _text(name, data) if name else ""


def _parameters(node: Node, kind: str) -> int:
    """How many parameters are written; ``(void)`` is none, and Go's ``a, b int`` are two."""
    held = node.child_by_field_name("parameters") or node.child_by_field_name("parameter")
    inner = node.child_by_field_name("declarator")
    while held is None and inner is not None:
        held, inner = inner.child_by_field_name("parameters"), inner.child_by_field_name("declarator")
    if held is None:
        held = next((child for child in node.named_children if child.type == "function_value_parameters"), None)
    if held is None:
        return 0
    if not held.type.endswith(("parameters", "parameter_list")):
        return 1  # a single one without parentheses
    listed = [child for child in held.named_children if (child.type == kind if kind else child.type not in _NEGLIGIBLE)]
    if len(listed) == 1 and listed[0].end_byte - listed[0].start_byte == len(b"void") and listed[0].child_by_field_name("declarator") is None:
        return 0 if listed[0].text == b"void" else 1
    return sum(max(1, len(child.children_by_field_name("name"))) for child in listed)


def _bodies(node: Node, rule: Rule) -> list[tuple[int, int]]:
    """The stretches of a control structure that stand one level deeper."""
    told: list[Node | None] = []
    for body in rule.bodies:
        if body.startswith("@"):
            told += [child for child in node.named_children if child.type == body[1:]]
        elif body.startswith("#"):
            told.append(_nth(node, int(body[1:])))
        else:
            told += node.children_by_field_name(body)
    stretches = list({(body.start_byte, body.end_byte) for body in told if body is not None})
    return stretches or [(node.start_byte + 1, node.end_byte)]


def _nth(node: Node, index: int) -> Node | None:
    kept = [child for child in node.named_children if child.type not in _NEGLIGIBLE]
    return kept[index] if index < len(kept) else None
