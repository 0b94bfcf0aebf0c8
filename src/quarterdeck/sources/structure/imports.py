"""Statements that ask for another file, as each language writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked for: how, what, and the names taken from it. ``never`` when only the type checker follows it."""

    kind: str
    target: str
    names: tuple[str, ...] = ()
    never: bool = False


Asking: TypeAlias = Iterator[Asked]
_LITERAL = re.compile(r"""["'`]([^"'`\n$]*)["'`]""")
_TYPE_ONLY = re.compile(r"(?:import|export)\s+type\b")
_RUBY = re.compile(r"\A(require_relative|require|load)[ (]+\s*([\"'])([^\"'#\n]+)\2\s*\)?\Z|\Aautoload[ (]+\s*:?\w+\s*,\s*([\"'])([^\"'#\n]+)\4\s*\)?\Z")
_PHP_FILE = re.compile(r"\A(?:require|include)(?:_once)?[ (]*\s*((?:__DIR__|dirname\(__FILE__\))\s*\.\s*)?([\"'])([^\"'$\n]+)\2\s*\)?\Z")
_ALIAS = re.compile(r"\s+as\s+\w+\Z")


def _told(node: Node) -> str:
    """The words of a node, on one line."""
    return " ".join((node.text or b"").decode("utf-8", "replace").split())


def _python(node: Node) -> Asking:
    names = tuple(_ALIAS.sub("", _told(name)) for name in node.children_by_field_name("name"))
    never = _only_for_types(node)
    module = node.child_by_field_name("module_name")
    if module is None:
        yield from (Asked("import", name, (), never) for name in names)
    else:
        yield Asked("from" if names else "wildcard", _told(module).replace(" ", ""), names, never)


def _only_for_types(node: Node) -> bool:
    """Whether it stands in the first branch of `if TYPE_CHECKING:`."""
    inner, outer = node, node.parent
    while outer is not None:
        if outer.type == "if_statement":
            condition, first = outer.child_by_field_name("condition"), outer.child_by_field_name("consequence")
            if condition and first and _told(condition) in {"TYPE_CHECKING", "typing.TYPE_CHECKING", "t.TYPE_CHECKING"} and first.id == inner.id:
                return True
        inner, outer = outer, outer.parent
    return False


def _script(node: Node) -> Asking:
    if node.type == "call_expression":
        function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        called = function.text if function else b""
        if called not in {b"require", b"import", b"define"} or arguments is None or not arguments.named_children:
            return
        first = arguments.named_children[0]
        if called == b"define" and first.type != "array":
            return
        listed = first.named_children if first.type == "array" else [first]
        found = (_LITERAL.fullmatch(_told(item)) for item in listed if item.type in {"string", "template_string"})
        yield from (Asked("require", match.group(1)) for match in found if match)
        return
    source = node.child_by_field_name("source") or next(
        (c.child_by_field_name("source") for c in node.named_children if c.type == "import_require_clause"), None
    )
    match = _LITERAL.fullmatch(_told(source)) if source else None
    if match:
        yield Asked("import", match.group(1), (), bool(_TYPE_ONLY.match(_told(node))))


def _java(node: Node) -> Asking:
    words = _told(node).removeprefix("import").rstrip(";").strip()
    static = words.startswith("static ")
    target = words.removeprefix("static ").replace(" ", "")
    kind = "static" if static else "wildcard" if target.endswith(".*") else "import"
    yield Asked(kind, target.removesuffix(".*") if kind == "wildcard" else target)


def _kotlin(node: Node) -> Asking:
    words = _ALIAS.sub("", _told(node).removeprefix("import").strip())
    yield Asked("wildcard", words.removesuffix(".*")) if words.endswith(".*") else Asked("import", words)


def _go(node: Node) -> Asking:
    path = node.child_by_field_name("path")
    if path:
        yield Asked("import", _told(path).strip('"`'))


def _rust(node: Node) -> Asking:
    if node.type == "mod_item":
        name = node.child_by_field_name("name")
        if name and node.child_by_field_name("body") is None:
            yield Asked("part", _told(name))
        return
    argument = node.child_by_field_name("argument")
    yield from (Asked("import", path) for path in _spread(_told(argument) if argument else ""))


def _spread(words: str) -> Iterator[str]:
    """``a::{b, c::{d, e}}`` as ``a::b``, ``a::c::d`` and ``a::c::e``. A use that nests without end is cut at a thousand paths."""
    waiting, given = [("", words)], 0
    while waiting and given < 1000:  # noqa: PLR2004  # said above
        prefix, told = waiting.pop()
        head, brace, rest = told.partition("{")
        if not brace:
            path = (prefix + _ALIAS.sub("", told.strip())).removesuffix("::self").removesuffix("::*")
            given += 1
            if path.strip(":"):
                yield path.replace(" ", "")
            continue
        waiting.extend((prefix + head.strip(), part) for part in reversed(_parts(rest.rpartition("}")[0])))


def _parts(listed: str) -> list[str]:
    """What commas outside of braces separate."""
    parts, depth, start = [], 0, 0
    for index, letter in enumerate(listed):
        depth += (letter == "{") - (letter == "}")
        if letter == "," and depth == 0:
            parts.append(listed[start:index])
            start = index + 1
    return [part for part in (*parts, listed[start:]) if part.strip()]


def _c(node: Node) -> Asking:
    path = node.child_by_field_name("path")
    if path and path.type in {"string_literal", "system_lib_string"}:
        yield Asked("include", _told(path).strip('"'))


def _c_sharp(node: Node) -> Asking:
    words = re.sub(r"\A(global )?using (static )?(\w+ = )?", "", _told(node)).rstrip(";").strip()
    if words:
        yield Asked("import", words)


def _ruby(node: Node) -> Asking:
    method = node.child_by_field_name("method")
    if method is None or node.child_by_field_name("receiver") or method.text not in {b"require", b"require_relative", b"load", b"autoload"}:
        return
    match = _RUBY.match(_told(node))
    if match:
        target = match.group(3) or match.group(5)
        yield Asked("require", f"./{target}" if match.group(1) == "require_relative" else target)


def _php(node: Node) -> Asking:
    if node.type != "namespace_use_declaration":
        match = _PHP_FILE.match(_told(node))
        if match:
            yield Asked("include", ("./" + match.group(3).lstrip("/")) if match.group(1) else match.group(3))
        return
    words = re.sub(r"\Ause (function |const )?", "", _told(node)).rstrip(";")
    head, brace, rest = words.partition("{")
    listed = [head + part.strip() for part in _parts(rest.rpartition("}")[0])] if brace else _parts(words)
    yield from (Asked("import", _ALIAS.sub("", part.strip()).lstrip("\\")) for part in listed)


_HOW: Mapping[str, Callable[[Node], Asking]] = {
    "Python": _python, "JavaScript": _script, "TypeScript": _script, "TSX": _script, "Java": _java, "Kotlin": _kotlin, "Go": _go, "Rust": _rust,
    "C": _c, "C++": _c, "C#": _c_sharp, "Ruby": _ruby, "PHP": _php,
}  # fmt: skip


def asked(node: Node, language: str) -> Asking:
    """What a node that may import asks for."""
    return _HOW[language](node)


_PACKAGE = re.compile(r"\A(?:package|namespace)\s+([\w.\\]+)")


def package_of(node: Node) -> str:
    """The package or namespace that a node declares."""
    match = _PACKAGE.match(_told(node)[:400])
    return match.group(1) if match else ""
