"""Calls of other services over HTTP, and whether they end by themselves: Python's requests, urllib and httpx, Go's net/http, Java's HTTP client.

Those of JavaScript, TypeScript, C#, Ruby and PHP stand in `web_calls`.

Candidates are found by their words and looked up in the syntax tree, so that neither a comment nor a text counts. Where something in the file may set a
limit that the call does not show (a context, a transport, an adapter, a default), it is not told: `unknown`.

Source: requests' advanced guide («most requests to external servers should have a timeout attached; by default, requests do not time out unless a timeout
value is set explicitly») and httpx' page on timeouts (five seconds by default), both read in their repositories on 27 November 2026. That Go's zero
`Timeout` means none, that Java's `HttpRequest` waits forever without `timeout`, and that `urlopen` does without a default of the process, is in
their references (known, not opened here).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from quarterdeck.evidence.structure import RemoteCall
from quarterdeck.sources.structure.sites import Found, called, text_of
from quarterdeck.sources.structure.web_calls import IN_A_PAGE
from quarterdeck.sources.structure.web_calls import READERS as WEB

if TYPE_CHECKING:
    from tree_sitter import Node

    from quarterdeck.evidence.files import FileContent

_VERBS = rb"(?:get|post|put|patch|delete|head|options|request)"
_LONGEST = 60


def remote_calls(file: FileContent, root: Node, language: str) -> Iterator[RemoteCall]:
    """Every call of the file that its language's reader knows."""
    reader = _READERS.get(language)
    if reader:
        seen: set[int] = set()
        for node, library, name, bound, says in reader(file.data, root):
            if node.start_byte not in seen:
                seen.add(node.start_byte)
                if library in {"axios", "fetch"} and bound in {"none", "default"} and IN_A_PAGE.search(file.path):
                    bound, says = "unknown", "in a page"  # noqa: PLW2901  # its path says more than its text
                yield RemoteCall(file.repository, file.path, node.start_point[0] + 1, library, name, bound, says[:_LONGEST])


def _arguments(call: Node) -> list[Node]:
    listed = call.child_by_field_name("arguments")
    return [child for child in listed.named_children if child.type != "comment"] if listed is not None and listed.type == "argument_list" else []


def _named_limit(call: Node, without: str, position: int | None = None) -> tuple[str, str]:
    """What a Python call says of its ``timeout``; ``without`` where it says nothing of it."""
    arguments = _arguments(call)
    for argument in arguments:
        if argument.type == "keyword_argument" and text_of(argument.child_by_field_name("name")) == "timeout":
            value = text_of(argument.child_by_field_name("value"))
            return ("none", "timeout=None") if value == "None" else ("set", f"timeout={value}")
    if any(argument.type in {"dictionary_splat", "list_splat"} for argument in arguments):
        return "unknown", "arguments that are handed on"
    plain = [argument for argument in arguments if argument.type != "keyword_argument"]
    return ("set", text_of(plain[position])) if position is not None and len(plain) > position else (without, "")


def _aliases(data: bytes, module: bytes) -> set[bytes]:
    """The names under which a Python file imports a module."""
    found = re.findall(rb"^[ \t]*(?:import[ \t]+|import[ \t].*?,[ \t]*)" + re.escape(module) + rb"(?![\w.])(?:[ \t]+as[ \t]+(\w+))?", data, re.MULTILINE)
    return {alias or module for alias in found}


def _taken(data: bytes, module: bytes, names: bytes) -> dict[bytes, bytes]:
    """Names taken from a module, by what the file calls them."""
    taken: dict[bytes, bytes] = {}
    for listed in re.findall(rb"^[ \t]*from[ \t]+" + re.escape(module) + rb"[ \t]+import[ \t]*(\([^)]*\)|[^\n]*)", data, re.MULTILINE):
        for name, alias in re.findall(rb"\b(" + names + rb")\b(?:[ \t]+as[ \t]+(\w+))?", listed):
            taken[alias or name] = name
    return taken


def _python(data: bytes, root: Node) -> Found:
    if b"requests" in data:
        yield from _requests(data, root)
    if b"urlopen" in data:
        yield from _urlopen(data, root)
    if b"httpx" in data:
        yield from _httpx(data, root)


def _requests(data: bytes, root: Node) -> Found:
    aliases = _aliases(data, b"requests")
    for alias in sorted(aliases):
        for match in re.finditer(rb"(?<![\w.])" + re.escape(alias) + rb"\.(" + _VERBS + rb")[ \t]*\(", data):
            call = called(root, match.start(), match.end(1), ("call",))
            if call is not None:
                yield call, "requests", f"requests.{match[1].decode()}", *_named_limit(call, "none")
    for alias, name in sorted(_taken(data, b"requests", _VERBS).items()):
        for match in re.finditer(rb"(?<![\w.])" + re.escape(alias) + rb"[ \t]*\(", data):
            call = called(root, match.start(), match.start() + len(alias), ("call",))
            if call is not None:
                yield call, "requests", f"requests.{name.decode()}", *_named_limit(call, "none")
    wrapped = re.search(rb"\.mount\(|\.request[ \t]*=|functools\.partial|HTTPAdapter", data)
    made = rb"|".join(re.escape(alias) + rb"\.[sS]ession" for alias in sorted(aliases)) or rb"(?!)"
    sessions = set(re.findall(rb"(?<![\w.])([A-Za-z_][\w.]*)[ \t]*=[ \t]*(?:" + made + rb")\(\)", data))
    sessions |= set(re.findall(rb"with[ \t]+(?:" + made + rb")\(\)[ \t]+as[ \t]+(\w+)", data))
    for session in sorted(sessions):
        for match in re.finditer(rb"(?<![\w.])" + re.escape(session) + rb"\.(" + _VERBS + rb")[ \t]*\(", data):
            call = called(root, match.start(), match.end(1), ("call",))
            if call is not None:
                yield call, "requests", f"Session.{match[1].decode()}", *_named_limit(call, "unknown" if wrapped else "none")


def _urlopen(data: bytes, root: Node) -> Found:
    names = [rb"urllib\.request\.urlopen"] if re.search(rb"^[ \t]*import[ \t]+[^\n]*\burllib\.request\b", data, re.MULTILINE) else []
    names += [re.escape(alias) for alias in _taken(data, b"urllib.request", rb"urlopen")]
    names += [rb"request\.urlopen"] if _taken(data, b"urllib", rb"request") else []
    without = "unknown" if b"setdefaulttimeout" in data else "none"
    for name in names:
        for match in re.finditer(rb"(?<![\w.])" + name + rb"(?=[ \t]*\()", data):
            call = called(root, match.start(), match.end(), ("call",))
            if call is not None:
                yield call, "urllib", "urlopen", *_named_limit(call, without, 2)


def _httpx(data: bytes, root: Node) -> Found:
    for alias in sorted(_aliases(data, b"httpx")):
        for match in re.finditer(rb"(?<![\w.])" + re.escape(alias) + rb"\.(" + _VERBS + rb"|stream|Client|AsyncClient)[ \t]*\(", data):
            call = called(root, match.start(), match.end(1), ("call",))
            if call is not None:
                yield call, "httpx", f"httpx.{match[1].decode()}", *_named_limit(call, "default")


_CONTEXT = re.compile(
    rb"NewRequestWithContext|context\.With(?:Timeout|Deadline|Cancel)|\.WithContext\(|\bDefaultClient\.Timeout|\bDefault(?:Client|Transport)[ \t]*="
)


def _go(data: bytes, root: Node) -> Found:
    imported = re.search(rb'^[ \t]*(?:import[ \t]+)?(\w+[ \t]+)?"net/http"', data, re.MULTILINE)
    if imported is None:
        return
    alias = (imported[1] or b"http").strip()
    without = ("unknown", "a context or a default of the file") if _CONTEXT.search(data) else ("none", "")
    for match in re.finditer(rb"(?<![\w.])" + re.escape(alias) + rb"\.(Get|Post|PostForm|Head|DefaultClient\.Do)\(", data):
        call = called(root, match.start(), match.end(1), ("call_expression",))
        if call is not None:
            yield call, "net/http", f"http.{match[1].decode()}", *without
    for match in re.finditer(rb"(?<![\w.])" + re.escape(alias) + rb"\.Client[ \t]*\{", data):
        made = called(root, match.start(), match.end() - 1, ("composite_literal",))
        if made is not None:
            yield made, "net/http", "http.Client", *_client(made, data, without)


def _client(made: Node, data: bytes, without: tuple[str, str]) -> tuple[str, str]:
    """What a client of Go says: a zero limit is none; one that is set afterwards, or a transport, may set it."""
    body = made.child_by_field_name("body")
    keyed = {}
    for element in body.named_children if body is not None else ():
        if element.type == "keyed_element" and len(element.named_children) == 2:  # noqa: PLR2004  # name and value
            keyed[text_of(element.named_children[0])] = text_of(element.named_children[1])
    if "Timeout" in keyed:
        return ("none", "Timeout: 0") if keyed["Timeout"] == "0" else ("set", f"Timeout: {keyed['Timeout']}")
    if "Transport" in keyed:
        return "unknown", "a transport of its own"
    return ("unknown", "set afterwards") if re.search(rb"\.Timeout[ \t]*=[^=]|\.Transport[ \t]*=[^=]", data) else without


def _java(data: bytes, root: Node) -> Found:
    if b"java.net.http" in data:
        later = b".timeout(" in data
        for match in re.finditer(rb"(?<![\w.])HttpRequest\s*\.\s*newBuilder(?=\s*\()", data):
            call = called(root, match.start(), match.end(), ("method_invocation",))
            if call is not None:
                chain = list(_chain(call))
                limit = next((text_of(one.child_by_field_name("arguments")) for one in chain if text_of(one.child_by_field_name("name")) == "timeout"), None)
                told = ("set", f"timeout{limit}") if limit is not None else ("unknown", "set elsewhere in the file") if later else ("none", "")
                yield call, "java.net.http", "HttpRequest", *told
    if b"RestTemplate" in data:
        set_elsewhere = re.search(rb"set(?:Connect|Read)Timeout|RestTemplateBuilder|setRequestFactory|[rR]equestFactory", data)
        for match in re.finditer(rb"\bnew\s+RestTemplate(?=\s*\(\s*\))", data):
            made = called(root, match.start(), match.end(), ("object_creation_expression",))
            if made is not None:
                yield made, "Spring", "RestTemplate", *(("unknown", "set elsewhere in the file") if set_elsewhere else ("none", ""))


def _chain(call: Node) -> Iterator[Node]:
    """A call and those that are made of what it gives."""
    node: Node | None = call
    while node is not None and node.type == "method_invocation":
        yield node
        above = node.parent
        node = above if above is not None and above.type == "method_invocation" and above.child_by_field_name("object") == node else None


_READERS: Mapping[str, Callable[[bytes, Node], Found]] = {"Python": _python, "Go": _go, "Java": _java, **WEB}
