"""Descriptions of interfaces, read line by line: they are long, written by programs as often as by people, and little of them is asked for here.

Sources: the OpenAPI Specification 3.1 and 2.0, https://spec.openapis.org/oas/v3.1.0; the AsyncAPI Specification 3.0,
https://www.asyncapi.com/docs/reference/specification/v3.0.0; the language guide of Protocol Buffers, https://protobuf.dev/programming-guides/proto3/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quarterdeck.evidence.files import Extracted
from quarterdeck.evidence.interfaces import InterfaceDescription
from quarterdeck.kernel.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quarterdeck.evidence.files import FileContent

BIGGEST = 10_000_000
"""Bytes above which a description is not read."""
_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"})
_WAYS = frozenset({"publish", "subscribe"})
_LINE = re.compile(r"^(?P<indent> *)(?P<dash>- +)?(?P<key>\"[^\"]*\"|'[^']*'|[^\s#:][^:]*?|/[^\s]*):(?: +(?P<value>\S.*?))?[ \t]*$")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_SERVICE = re.compile(r"^[ \t]*service[ \t]+(\w+)\s*\{", re.MULTILINE)
_CALL = re.compile(r"\brpc[ \t]+\w+\s*\(")
_PACKAGE = re.compile(r"^[ \t]*package[ \t]+([\w.]+)\s*;", re.MULTILINE)
_SILENCES = ("interface_descriptions",)


def extract(files: Sequence[FileContent]) -> Extracted:
    """The interfaces of one repository. A file that describes none although it is called so gives nothing."""
    rows: list[InterfaceDescription] = []
    problems: list[Problem] = []
    for file in files:
        if len(file.data) > BIGGEST:
            what = f"the file has {len(file.data)} bytes; more than {BIGGEST} are not read"
            problems.append(Problem(file.place(1), what, "Split it", _SILENCES))
        elif file.path.endswith(".proto"):
            rows += _services(file)
        elif file.path.endswith(".json"):
            rows += _of_json(file, problems)
        else:
            rows += _of_yaml(file)
    return Extracted(tuple(rows), tuple(problems))


def _services(file: FileContent) -> Iterator[InterfaceDescription]:
    """Services with the calls up to the next one. Comments are blanked, so that lines stay where they are."""
    text = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), file.text)
    package = _PACKAGE.search(text)
    found = list(_SERVICE.finditer(text))
    for one, end in zip(found, [*(other.start() for other in found), len(text)][1:], strict=True):
        name = f"{package[1]}.{one[1]}" if package else one[1]
        calls = len(_CALL.findall(text, one.end(), end))
        yield InterfaceDescription(file.repository, file.path, text.count("\n", 0, one.start(1)) + 1, "gRPC", name, None, calls, ())


def _of_json(file: FileContent, problems: list[Problem]) -> Iterator[InterfaceDescription]:
    if not any(mark in file.data for mark in (b'"openapi"', b'"swagger"', b'"asyncapi"')):
        return
    try:
        told = json.loads(file.text)
    except (ValueError, RecursionError):
        problems.append(Problem(file.place(1), "not valid JSON", "Mend it, or take it out of the repository", _SILENCES))
        return
    if not isinstance(told, dict):
        return
    kind = "AsyncAPI" if "asyncapi" in told else "OpenAPI" if {"openapi", "swagger"} & told.keys() else ""
    info, parts = _held(told.get("info")), _held(told.get("paths")) or _held(told.get("channels"))
    count = sum(key in _METHODS for one in parts.values() for key in _held(one)) if kind == "OpenAPI" else len(_held(told.get("operations"))) or len(parts)
    servers = told.get("servers")
    named = [one.get("url") or one.get("host") for one in (servers if isinstance(servers, list) else _held(servers).values()) if isinstance(one, dict)]
    if kind:
        name, version = info.get("title"), info.get("version")
        yield InterfaceDescription(
            file.repository, file.path, 1, kind, _short(name) or file.name, _short(version) or None, count,
            tuple(one for one in (_short(name) for name in [*named, told.get("host")]) if one),
        )  # fmt: skip


def _held(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _short(value: object) -> str:
    return " ".join(value.split())[:200] if isinstance(value, str) else ""


@dataclass
class _Outline:
    """What is told above the third level of a YAML document in block style."""

    kind: str = ""
    title: str = ""
    version: str = ""
    line: int = 1
    servers: list[str] = field(default_factory=list)
    parts: int = 0
    operations: int = 0
    unread: bool = False


def _of_yaml(file: FileContent) -> Iterator[InterfaceDescription]:
    if not re.search(rb"^[\"']?(?:openapi|swagger|asyncapi)[\"']?:", file.data, re.MULTILINE):
        return
    told = _outlined(file.text)
    if told.kind:
        count = told.operations or (told.parts if told.kind == "AsyncAPI" else 0)
        yield InterfaceDescription(
            file.repository, file.path, told.line, told.kind, told.title or file.name, told.version or None, None if told.unread else count,
            tuple(dict.fromkeys(told.servers)),
        )  # fmt: skip


def _outlined(text: str) -> _Outline:
    told, top, steps = _Outline(), "", list[int]()
    for number, line in enumerate(text.split("\n"), 1):
        found = _LINE.match(line)
        if not found:
            continue
        key, value, depth = found["key"].strip("\"'"), (found["value"] or "").strip("\"'"), len(found["indent"]) + len(found["dash"] or "")
        if depth == 0:
            top, steps = key, [0]
            told.kind = "AsyncAPI" if key == "asyncapi" else "OpenAPI" if key in {"openapi", "swagger"} else told.kind
            told.unread = told.unread or (key in {"paths", "channels"} and value.startswith("{") and value != "{}")
            if key == "host" and value:
                told.servers.append(value)
            continue
        while len(steps) > 1 and depth <= steps[-1]:
            steps.pop()
        steps.append(depth)
        _take(told, top, len(steps) - 1, (key, value, number))
    return told


def _take(told: _Outline, top: str, level: int, said: tuple[str, str, int]) -> None:
    """One key below a top-level one, at so many levels below it."""
    key, value, number = said
    if top == "info" and level == 1 and key == "title":
        told.title, told.line = value[:200], number
    elif top == "info" and level == 1 and key == "version":
        told.version = value[:60]
    elif top == "servers" and key in {"url", "host"} and value:
        told.servers.append(value[:200])
    elif top in {"paths", "channels"}:
        told.parts += level == 1
        told.operations += level == 2 and key in (_METHODS if top == "paths" else _WAYS)  # noqa: PLR2004  # a path, then its methods
    elif top == "operations":
        told.operations += level == 1
