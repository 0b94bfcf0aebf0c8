"""What containers are built from and run: ``FROM`` in Dockerfiles, ``image`` in Compose files.

Source of method: Dockerfile reference (parser directives, ARG before the first FROM, heredocs); the Compose specification
(interpolation). A stage of the same file is no image, ``scratch`` is nothing. An argument without a default is not guessed: the row
keeps the words of the file and no version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from quarterdeck.evidence.dependencies import Runtime
from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.manifests.document import RUNTIMES, brief, problem, source_text, table, text, too_big
from quarterdeck.sources.manifests.images import read_image
from quarterdeck.sources.manifests.rows import Notes, runtime
from quarterdeck.sources.manifests.yaml_reader import read_yaml

BIGGEST = 1_000_000
"""Bytes above which a Dockerfile is refused."""

_ESCAPE = re.compile(r"#\s*escape\s*=\s*(\S)\s*$", re.IGNORECASE)
_DIRECTIVE = re.compile(r"#\s*\w+\s*=")
_HEREDOC = re.compile(r"(?<!<)<<-?(?:\"(\w+)\"|'(\w+)'|(\w+))")
_WORD = re.compile(r"\s*(\S+)")
_VARIABLE = re.compile(r"\$(?:\$|(?P<plain>[A-Za-z_]\w*)|\{(?P<name>[A-Za-z_]\w*)(?:(?P<operator>:?[-+?])(?P<other>[^{}]*))?\})")
_LONGEST = 1000


def read_dockerfile(file: FileContent) -> Extracted:
    """The base images of every stage of a Dockerfile."""
    refused = too_big(file, RUNTIMES, BIGGEST)
    if refused:
        return Extracted(problems=(refused,))
    notes = Notes()
    arguments: dict[str, str] = {}
    stages: set[str] = set()
    froms = 0
    for number, instruction, rest in _instructions(source_text(file)):
        if instruction == "ARG" and not froms:
            for name, default in _arguments(rest):
                arguments[name] = substitute(default, arguments) or ""
        elif instruction == "FROM":
            froms += 1
            found, stage = _from(file, number, rest, arguments, stages)
            if isinstance(found, Problem):
                notes.problems.append(found)
            else:
                notes.rows.extend(found)
            if stage:
                stages.add(stage.lower())
    return notes.extracted(file)


def image_rows(file: FileContent, line: int, how: str, written: str, meant: str | None) -> Iterator[Runtime]:
    """The row of an image, and that of the operating system whose release its tag names.

    ``written`` is what the file says, ``meant`` the same with its variables filled in, None where one is unknown.
    """
    if meant is None:
        folder, slash, last = written.rpartition("/")
        name = folder + slash + last.partition(":")[0]
        product = written if "$" in name else read_image(name).product
        yield runtime(file, line, how, product, None, written)
        return
    image = read_image(meant)
    yield runtime(file, line, how, image.product, image.version, written, pinned=image.pinned)
    if image.system:
        yield runtime(file, line, how, *image.system, written, pinned="@" in meant)


def substitute(written: str, values: Mapping[str, str]) -> str | None:
    """``written`` with ``$NAME``, ``${NAME}``, ``${NAME:-default}`` and ``${NAME:+other}`` filled in; None when one stays unknown."""
    unknown = False

    def fill(match: re.Match[str]) -> str:
        nonlocal unknown
        name, operator, other = match["plain"] or match["name"], match["operator"] or "", match["other"] or ""
        if name is None:
            return "$"
        value = values.get(name) or ""
        if operator.endswith("+"):
            return other if value else ""
        if value:
            return value
        if operator.endswith("-"):
            return other
        unknown = True
        return ""

    if len(written) > _LONGEST:
        return None
    filled = written
    for _ in range(3):  # a default may itself name a variable
        filled = _VARIABLE.sub(fill, filled)
        if unknown or "$" not in filled:
            break
    return None if unknown or "$" in filled else filled


def _from(file: FileContent, line: int, rest: str, arguments: Mapping[str, str], stages: set[str]) -> tuple[Sequence[Runtime] | Problem, str]:
    """The rows of a FROM instruction, if it names an image from outside, and the name that it gives its stage."""
    words = [word for word in _WORD.findall(rest) if not word.startswith("--")]
    image, after = "".join(words[:1]), words[1:]
    if not image or (after and (after[0].upper() != "AS" or len(after[1:]) != 1)):
        what = f"'FROM {brief(rest)}' is not an image with an optional 'AS name'"
        return problem(file, line, what, "Write FROM image:tag or FROM image:tag AS name", RUNTIMES), ""
    stage = "".join(after[1:])
    meant = substitute(image.strip("\"'"), arguments)
    if meant is not None and (meant.lower() in stages or meant == "scratch" or not meant):
        return (), stage
    return tuple(image_rows(file, line, "base image", image, meant)), stage


def _arguments(rest: str) -> Iterator[tuple[str, str]]:
    for word in re.findall(r"[A-Za-z_]\w*=(?:\"[^\"]*\"|'[^']*'|\S*)", rest):
        name, _, value = word.partition("=")
        yield name, value.strip("\"'")


def _instructions(source: str) -> Iterator[tuple[int, str, str]]:
    """Line, name in capitals and rest of each instruction: lines joined, comments and the bodies of heredocs left out."""
    lines = [line.strip() for line in source.split("\n")]
    escape, at = "\\", 0
    while at < len(lines) and _DIRECTIVE.match(lines[at]):
        match = _ESCAPE.match(lines[at])
        escape = match.group(1) if match else escape
        at += 1
    while at < len(lines):
        if not lines[at] or lines[at].startswith("#"):
            at += 1
            continue
        start = at + 1
        whole, at = _joined(lines, at, escape)
        name, _, rest = whole.partition(" ")
        if name.upper() in {"RUN", "COPY", "ADD"}:
            for ends in _HEREDOC.findall(rest):
                end = next(filter(None, ends))
                at = lines.index(end, at) + 1 if end in lines[at:] else at
        yield start, name.upper(), rest.strip()


def _joined(lines: list[str], at: int, escape: str) -> tuple[str, int]:
    """The instruction that begins at ``at``, on one line, and where the next may begin. Comments and blank lines do not end it."""
    parts: list[str] = []
    while at < len(lines):
        content = lines[at]
        at += 1
        if not content or content.startswith("#"):
            continue
        parts.append(content.removesuffix(escape))
        if not content.endswith(escape):
            break
    return " ".join(parts).strip(), at


def read_compose(file: FileContent) -> Extracted:
    """The images of the services in a Compose file; one that the service itself builds is the repository's own."""
    document = read_yaml(file, RUNTIMES)
    if isinstance(document, Problem):
        return Extracted(problems=(document,))
    notes = Notes()
    services = table(document.at("services"))
    is_first_version = "services" not in table(document.data) and "version" not in table(document.data)
    for steps, service in (
        [((name,), value) for name, value in table(document.data).items()]
        if is_first_version
        else [(("services", name), value) for name, value in services.items()]
    ):
        image = text(table(service).get("image")).strip()
        if image and "build" not in table(service):
            notes.rows.extend(image_rows(file, document.line(*steps, "image"), "compose", image, substitute(image, {})))
    return notes.extracted(file)
