"""Calls of other services in JavaScript, TypeScript, C#, Ruby and PHP, as far as the libraries' defaults were read.

axios waits without end by default («default is `0` (no timeout)», its README as quoted at https://segmentfault.com/q/1010000016923495), and so do
Guzzle («By default Guzzle has no timeout, meaning it waits indefinitely», https://github.com/bugsnag/bugsnag-php/pull/616) and curl («Default timeout
is 0 (zero) which means it never times out during transfer», https://www.curl.se/libcurl/c/CURLOPT_TIMEOUT_MS.html). .NET's HttpClient has 100
seconds (https://learn.microsoft.com/dotnet/api/system.net.http.httpclient.timeout), Ruby's Net::HTTP 60
(https://docs.ruby-lang.org/ja/latest/method/Net=3a=3aHTTP/i/read_timeout=3d.html), Node's fetch 300 for headers and again between two parts of the
body (undici's reference, https://socket.dev/npm/package/undici/diff/5.25.0): read in excerpts of these pages on 27 November
2026. In a page it is the visitor who waits, and
the browser that decides: `unknown`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from quarterdeck.sources.structure.sites import Found, called, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

DEFAULTS = "axios.defaults"
"""How a file is told that sets a time for every call of axios in its program."""
_PAGE = re.compile(
    rb"\bdocument\.|\bwindow\.|\blocalStorage\b|from\s+['\"](?:react|vue|svelte|@angular/|preact|next/|@/|~/)|require\(['\"](?:react|vue)['\"]\)|</\w+>"
)
IN_A_PAGE = re.compile(r"(?:^|/)(?:assets|public|static|frontend|client|webapp|www|browser|components|js_components|pages)/|\.(?:tsx|jsx|vue|svelte)$")
"""Paths of scripts that run in a page."""
_AXIOS = re.compile(rb"(?:import\s+(\w+)(?:\s*,\s*\{[^}]*\})?\s+from\s+|(?:const|let|var)\s+(\w+)\s*=\s*require\(\s*)['\"]axios['\"]")
_VERB = rb"(?:\.(get|post|put|patch|delete|head|options|request|create))?(?=\s*(?:<[^()<>]*>)?\()"
_WITHOUT_BODY = frozenset({"get", "delete", "head", "options"})
_FETCHED = re.compile(rb"(?:import\s+(\w+)[^;'\"]*from\s+|(?:const|let|var)\s+(\w+)\s*=\s*require\(\s*)['\"](?:node-fetch|cross-fetch|isomorphic-fetch)['\"]")


def _arguments(call: Node) -> list[Node]:
    listed = call.child_by_field_name("arguments")
    return [child for child in listed.named_children if child.type != "comment"] if listed is not None else []


def _keys(options: Node) -> Mapping[str, str] | None:
    """The keys of an object with their values; ``None`` where something is spread into it."""
    found = {}
    for child in options.named_children:
        if child.type == "spread_element":
            return None
        name = child.child_by_field_name("key") if child.type in {"pair", "method_definition"} else child
        found[text_of(name).strip("'\"")] = text_of(child.child_by_field_name("value")) if child.type == "pair" else text_of(child)
    return found


def _limited(options: Node | None, without: str, says: str = "") -> tuple[str, str]:
    """What options say of a limit; ``without`` where they say nothing of it."""
    if options is None:
        return without, says
    if options.type != "object":
        return "unknown", "options that are handed on"
    keys = _keys(options)
    if keys is None:
        return "unknown", "options that are handed on"
    limit = next((key for key in ("timeout", "signal", "cancelToken") if key in keys), None)
    if limit is None:
        return without, says
    return ("none", "timeout: 0") if keys[limit] == "0" else ("set", f"{limit}: {keys[limit]}")


def script(data: bytes, root: Node) -> Found:
    """JavaScript and TypeScript: axios and fetch."""
    if b"axios" in data or b"fetch(" in data:
        page = _PAGE.search(data) is not None
        yield from _axios(data, root, page=page)
        yield from _fetch(data, root, page=page)


def _invoked(root: Node, start: int, end: int) -> Node | None:
    """The call of what is named between two bytes. `await axios.get<T>(url)` is read as a call of what was awaited."""
    node = root.descendant_for_byte_range(start, max(start, end - 1))
    while node is not None and node.type in {"identifier", "property_identifier", "member_expression", "await_expression"}:
        node = node.parent
    made = node.child_by_field_name("function") if node is not None and node.type == "call_expression" else None
    return node if made is not None and made.start_byte <= start and made.end_byte == end else None


def _axios(data: bytes, root: Node, *, page: bool) -> Found:
    own_default = b".defaults.timeout" in data or b"interceptors.request" in data
    without = ("unknown", "in a page") if page else ("unknown", "a default of the file") if own_default else ("none", "")
    for alias in sorted({(one or other) for one, other in _AXIOS.findall(data)}):
        for match in re.finditer(
            rb"(?<![\w.$])" + re.escape(alias) + rb"(?:\.(get|post|put|patch|delete|head|options|request|create))?(?=\s*(?:<[^()<>]*>)?\()", data
        ):
            call = _invoked(root, match.start(), match.end())
            if call is not None:
                verb = (match[1] or b"").decode()
                arguments = _arguments(call)
                place = 0 if verb in {"", "request", "create"} else 1 if verb in _WITHOUT_BODY else 2
                place = 1 if not verb and arguments and arguments[0].type in {"string", "template_string"} else place
                options = arguments[place] if len(arguments) > place else None
                yield call, "axios", f"axios.{verb}".rstrip("."), *_limited(options, *without)
        for match in re.finditer(rb"(?<![\w.$])" + re.escape(alias) + rb"\.defaults\.timeout\s*=[^=]", data):
            set_at = root.descendant_for_byte_range(match.start(), match.start())
            if set_at is not None and set_at.type == "identifier":
                yield set_at, "axios", DEFAULTS, "set", "axios.defaults.timeout"


def _fetch(data: bytes, root: Node, *, page: bool) -> Found:
    taken = {(one or other) for one, other in _FETCHED.findall(data)}
    for alias in sorted(taken | {b"fetch"}):
        for match in re.finditer(rb"(?<![\w.$])" + re.escape(alias) + rb"(?=\()", data):
            call = _invoked(root, match.start(), match.end())
            if call is None or not _arguments(call):
                continue
            arguments = _arguments(call)
            library = "node-fetch" if alias in taken else "fetch"
            without = ("unknown", "in a page") if page else ("unknown", "its version") if alias in taken else ("default", "")
            yield call, library, "fetch", *_limited(arguments[1] if len(arguments) > 1 else None, *without)


def c_sharp(data: bytes, root: Node) -> Found:
    """C#: HttpClient, which has 100 seconds unless it is told otherwise."""
    elsewhere = re.search(rb"\.Timeout\s*=[^=]", data)
    for match in re.finditer(rb"\bnew\s+(?:System\.Net\.Http\.)?HttpClient(?=\s*[({])", data):
        made = called(root, match.start(), match.end(), ("object_creation_expression",))
        if made is not None:
            written = text_of(made)
            told = re.search(r"\bTimeout\s*=\s*([^,}]+)", written)
            endless = re.search(rb"Timeout\s*=\s*[\w.]*Infinite", data)
            bound = ("none", "an infinite time") if endless and (told or elsewhere) else ("set", f"Timeout = {told[1].strip()}") if told else ("default", "")
            yield made, "HttpClient", "new HttpClient", *(("unknown", "set elsewhere in the file") if elsewhere and not told and not endless else bound)


def ruby(data: bytes, root: Node) -> Found:
    """Ruby: Net::HTTP, which has 60 seconds unless it is told otherwise."""
    endless = re.search(rb"read_timeout\s*(?:=|:)\s*nil", data)
    for match in re.finditer(rb"(?<![\w:])Net::HTTP\.(get|get_response|post|post_form|start|new|get_print)\b", data):
        call = called(root, match.start(), match.end(), ("call",))
        if call is not None:
            told = re.search(r"(?:read_timeout|timeout):\s*([^,)]+)", text_of(call))
            bound = ("none", "read_timeout: nil") if endless else ("set", told[0]) if told else ("default", "")
            yield call, "Net::HTTP", f"Net::HTTP.{match[1].decode()}", *bound


def php(data: bytes, root: Node) -> Found:
    """PHP: Guzzle and curl, which wait without end unless they are told otherwise."""
    if b"GuzzleHttp" in data:
        later = re.search(rb"['\"]timeout['\"]\s*=>|RequestOptions::TIMEOUT|HandlerStack|setDefaultOption", data)
        named = rb"\\?GuzzleHttp\\Client" + (rb"|Client|GuzzleClient" if re.search(rb"use\s+\\?GuzzleHttp\\Client\b", data) else b"")
        for match in re.finditer(rb"\bnew\s+(?:" + named + rb")(?=\s*[(;])", data):
            made = called(root, match.start(), match.end(), ("object_creation_expression",))
            if made is not None:
                written = text_of(made)
                told = re.search(r"['\"]timeout['\"]\s*=>\s*([^,\]]+)", written)
                handed = re.search(r"\(\s*\$", written)
                otherwise = ("unknown", "set elsewhere in the file") if later or handed else ("none", "")
                yield made, "Guzzle", "new Client", *(("set", f"timeout => {told[1].strip()}") if told else otherwise)
    if b"curl_exec" in data:
        limited = b"CURLOPT_TIMEOUT" in data or b"CURLOPT_LOW_SPEED" in data
        passed_on = re.search(rb"curl_setopt_array\(\s*\$\w+\s*,\s*\$|curl_setopt\(\s*\$\w+\s*,\s*\$", data)
        bound = ("set", "CURLOPT_TIMEOUT") if limited else ("unknown", "options that are handed on") if passed_on else ("none", "")
        for match in re.finditer(rb"(?<![\w>:])curl_exec(?=\s*\()", data):
            call = called(root, match.start(), match.end(), ("function_call_expression",))
            if call is not None:
                yield call, "curl", "curl_exec", *bound


READERS: Mapping[str, Callable[[bytes, Node], Found]] = {"JavaScript": script, "TypeScript": script, "C#": c_sharp, "Ruby": ruby, "PHP": php}
