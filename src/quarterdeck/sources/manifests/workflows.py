"""The runtimes that GitHub Actions set up: ``actions/setup-python`` and its like, and the images of services and job containers.

A value may be one version, several (a list, or one a line), or an expression that names the matrix or the environment of the job. What
else an expression asks (inputs, outputs of other jobs) is not guessed and gives no row. YAML's scalars stay text: ``3.10`` is
3.10, though GitHub reads it as 3.1 where it is not quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

from quarterdeck.evidence.dependencies import Runtime
from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.document import Document, Steps
from quarterdeck.sources.manifests.containers import image_rows
from quarterdeck.sources.manifests.document import RUNTIMES, items, table, text
from quarterdeck.sources.manifests.ranges import is_exact
from quarterdeck.sources.manifests.rows import runtime
from quarterdeck.sources.manifests.version_files import JAVA, pipeline_version
from quarterdeck.sources.manifests.yaml_reader import read_yaml

ACTIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "actions/setup-python": ("python-version", "python"),
        "astral-sh/setup-uv": ("python-version", "python"),
        "pdm-project/setup-pdm": ("python-version", "python"),
        "conda-incubator/setup-miniconda": ("python-version", "python"),
        "actions/setup-node": ("node-version", "nodejs"),
        "actions/setup-go": ("go-version", "go"),
        "actions/setup-java": ("java-version", "java"),
        "actions/setup-dotnet": ("dotnet-version", "dotnet"),
        "ruby/setup-ruby": ("ruby-version", "ruby"),
        "shivammathur/setup-php": ("php-version", "php"),
        "erlef/setup-beam": ("elixir-version", "elixir"),
    }
)
"""Action → the input that names the version, and the product."""

_EXPRESSION = re.compile(r"\$\{\{([^{}]*)\}\}")
_MATRIX = re.compile(r"matrix\.([\w-]+(?:\.[\w-]+)*)")
_ENVIRONMENT = re.compile(r"env\.([\w-]+)")

_Value: TypeAlias = tuple[str, int]
"""A text and its line."""


def read_workflow(file: FileContent) -> Extracted:
    """The runtimes of a workflow, or of a composite action under ``.github/actions``."""
    document = read_yaml(file, RUNTIMES)
    if isinstance(document, Problem):
        return Extracted(problems=(document,))
    rows: list[Runtime] = []
    jobs = table(document.at("jobs"))
    for name in jobs:
        rows.extend(_job(file, document, ("jobs", name)))
    if not jobs:
        rows.extend(_steps(file, document, ("runs",)))
    return Extracted(tuple(dict.fromkeys(rows)))


def _job(file: FileContent, document: Document, job: Steps) -> Iterator[Runtime]:
    container = document.at(*job, "container")
    places = [(*job, "container") if isinstance(container, str) else (*job, "container", "image")]
    places += [(*job, "services", service, "image") for service in table(document.at(*job, "services"))]
    for place in places:
        for image, line in _values(document, job, place):
            yield from image_rows(file, line, "pipeline", image, image)
    yield from _steps(file, document, job)


def _steps(file: FileContent, document: Document, job: Steps) -> Iterator[Runtime]:
    for number, item in enumerate(items(document.at(*job, "steps"))):
        step = table(item)
        action = text(step.get("uses")).partition("@")[0].lower()
        if action not in ACTIONS:
            continue
        key, product = ACTIONS[action]
        if product == "java":
            product = JAVA.get(text(table(step.get("with")).get("distribution")).partition("-")[0].lower(), "java")
        for written, line in _values(document, job, (*job, "steps", number, "with", key)):
            meant, version = pipeline_version(product, written)
            yield runtime(file, line, "pipeline", meant, version, written, pinned=is_exact(version))


def _values(document: Document, job: Steps, place: Steps) -> Iterator[_Value]:
    """Every value that the text or list at ``place`` stands for."""
    given = document.at(*place)
    if isinstance(given, list):
        for number in range(len(given)):
            yield from _values(document, job, (*place, number))
        return
    written = text(given)
    expression = _EXPRESSION.search(written)
    if expression is None:
        start = document.line(*place)
        words = [word.strip() for word in written.split("\n") if word.strip()]
        for number, word in enumerate(words):
            yield word, start + number + 1 if len(words) > 1 else start
        return
    before, after = written[: expression.start()].strip(), written[expression.end() :].strip()
    if "${{" not in after:
        for value, line in _meant(document, job, expression.group(1).strip()):
            if "${{" not in value:
                yield f"{before}{value}{after}", line


def _meant(document: Document, job: Steps, expression: str) -> Iterator[_Value]:
    matrix, environment = _MATRIX.fullmatch(expression), _ENVIRONMENT.fullmatch(expression)
    if matrix:
        yield from _from_matrix(document, (*job, "strategy", "matrix"), tuple(matrix.group(1).split(".")))
    elif environment:
        for place in ((*job, "env", environment.group(1)), ("env", environment.group(1))):
            value = text(document.at(*place))
            if value:
                yield value, document.line(*place)
                return


def _from_matrix(document: Document, matrix: Steps, keys: tuple[str, ...]) -> Iterator[_Value]:
    """The values of a matrix key, and those that ``include`` adds; keys within keys are followed."""
    listed = items(document.at(*matrix, keys[0]))
    places = [(*matrix, keys[0], number, *keys[1:]) for number in range(len(listed))]
    places += [(*matrix, "include", number, *keys) for number in range(len(items(document.at(*matrix, "include"))))]
    for place in places:
        value = text(document.at(*place))
        if value:
            yield value, document.line(*place)
