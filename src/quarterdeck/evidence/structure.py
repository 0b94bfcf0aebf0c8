"""What code is made of: files that were parsed, their functions, and what they import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A hand-written production or test file of the head whose syntax was read. A file that is missing here was not read: its language has no grammar here, or it is a Problem."""

    table: ClassVar[str] = "parsed_files"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file."]
    blob: Annotated[str, "Object id of the contents that were read."]
    language: Annotated[str, "The language whose grammar read it; for a `.h` file the one of C and C++ that fits better."]
    module: Annotated[str, "The package or namespace that it declares (Java, Kotlin, Go, C#, PHP), the module of a `go.mod`, the name in a `package.json`; else empty."]
    entry: Annotated[bool, "True when it can be run by itself: a main function, a main guard, an interpreter line."]
    unread: Annotated[float, "Share of its bytes that the grammar could not make sense of; what stands there is not counted."]


@dataclass(frozen=True, slots=True)
class Function:
    """A function, method or accessor with a body. A nameless function counts to the one around it; one that stands in none has a row of its own, `(anonymous)`."""

    table: ClassVar[str] = "functions"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file."]
    name: Annotated[str, "Its name within the file, with the classes and functions around it: `Basket.total`."]
    line: Annotated[int, "Its first line."]
    lines: Annotated[int, "Lines from there to its end, those of functions within it included."]
    cyclomatic: Annotated[int, "Cyclomatic complexity (McCabe 1976): one, and one for each condition, loop, case, handler and logical operator."]
    cognitive: Annotated[int, "Cognitive complexity after SonarSource's white paper (Campbell 2018): breaks of the reading flow, those that are nested weighing more."]
    nesting: Annotated[int, "How many conditions, loops, switches and handlers stand within each other at most."]
    parameters: Annotated[int, "Parameters as written, a receiver that the language writes among them (`self`) included."]


@dataclass(frozen=True, slots=True)
class Import:
    """A statement by which a file asks for another, as written; `links` says where it leads."""

    table: ClassVar[str] = "imports"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file that imports."]
    line: Annotated[int, "The line."]
    kind: Annotated[str, "`import`, `from` (names out of a module), `wildcard` (all of them), `include`, `require`, `part` (Rust's `mod`) or `static` (Java's members)."]
    target: Annotated[str, "What is asked for, as the language writes it: `..shop.cart`, `./cart`, `java.util.List`, `<stdio.h>`."]
    names: Annotated[tuple[str, ...], "The names taken from it, where the language lists them."]
    runs: Annotated[str, "When it takes effect: `on load`, `on call` (within a function), `never` (for the type checker alone), or `by name`: a string that spells a dotted name (Python) or a path (JavaScript, TypeScript), as plug-ins, settings and bundles are told."]


@dataclass(frozen=True, slots=True)
class RemoteCall:
    """A call of another service over HTTP, or a client that makes such calls, and whether it ends by itself. Languages and libraries that are not named are not read."""

    table: ClassVar[str] = "remote_calls"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file."]
    line: Annotated[int, "The line."]
    library: Annotated[str, "`requests`, `urllib`, `httpx` (Python), `net/http` (Go), `java.net.http`, `Spring` (Java), `axios`, `fetch`, `node-fetch` (JavaScript, TypeScript), "
        "`HttpClient` (C#), `Net::HTTP` (Ruby), `Guzzle` or `curl` (PHP)."]
    called: Annotated[str, "What is called or made: `requests.get`, `Session.post`, `urlopen`, `http.Client`, `HttpRequest`."]
    bound: Annotated[str, "`set` (it gives a time), `default` (its library has one), `none` (it waits without end), `unknown` (something else in the file may set one)."]
    says: Annotated[str, "What sets it, as written; empty where nothing does."]


@dataclass(frozen=True, slots=True)
class FunctionChange:
    """A function that a commit of the year before the head made, changed or took away, in one of the files that change most: production code whose syntax is read, changed by six commits or more, twenty files at most."""

    table: ClassVar[str] = "function_changes"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file, as it is called at the head; what was done under an earlier name is not read."]
    commit: Annotated[str, "The commit, which is no merge."]
    function: Annotated[str, "The function's name, as in `functions`; empty for lines that stand in no function."]
    before: Annotated[int | None, "Its cognitive complexity before the commit; empty for one that the commit made."]
    after: Annotated[int | None, "Its cognitive complexity after the commit; empty for one that the commit took away or renamed."]
    lines_before: Annotated[int | None, "Lines of the function before the commit."]
    lines_after: Annotated[int | None, "Lines of the function after the commit."]
