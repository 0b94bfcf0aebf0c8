"""What a ``package.json`` declares, and the Node.js that it asks for.

Read are ``dependencies``, ``optionalDependencies``, ``peerDependencies`` (runtime; of the last those that no other list names) and
``devDependencies``. Packages of the same repository (``file:``, ``link:``, ``workspace:``) are left out; an alias
(``"a": "npm:b@^1"``) stands for the package that it installs; ``catalog:`` is looked up in ``pnpm-workspace.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from quarterdeck.evidence.dependencies import Runtime
from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.document import Document
from quarterdeck.sources.manifests.document import BOTH, DEPENDENCIES, brief, problem, table, text
from quarterdeck.sources.manifests.json_reader import read_json
from quarterdeck.sources.manifests.ranges import floor, is_exact
from quarterdeck.sources.manifests.rows import DEVELOPMENT, RUNTIME, Notes, Sheet, runtime
from quarterdeck.sources.manifests.yaml_reader import read_yaml

LISTS = (
    ("dependencies", RUNTIME),
    ("optionalDependencies", RUNTIME),
    ("devDependencies", DEVELOPMENT),
    ("peerDependencies", RUNTIME),
)
"""The lists of a package.json in the order in which they count."""

_LOCAL = ("file:", "link:", "workspace:", "portal:", "./", "../", "~/", "/", "exec:")
_EXACT = re.compile(r"\s*[=vV]{0,2}\s*(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)\s*")
_NAME = re.compile(r"(?:@[^/@\s]+/)?[^/@\s]+")


def is_local(requirement: str) -> bool:
    """True for a requirement that a folder of the same repository meets."""
    return requirement.startswith(_LOCAL)


def exact(requirement: str) -> str | None:
    """The version when the requirement is one: ``1.2.3``, ``=1.2.3`` or ``npm:1.2.3``."""
    match = _EXACT.fullmatch(requirement.removeprefix("npm:"))
    return match.group(1) if match else None


def real_name(name: str, requirement: str) -> tuple[str, str]:
    """The package and range behind an alias (``npm:b@^1`` → ``b``, ``^1``); what was given where there is none."""
    if requirement.startswith("npm:"):
        target, at, wanted = requirement[4:].rpartition("@")
        if at and target:
            return target, wanted
        if not re.match(r"[\^~<>=*\dvV]|$", requirement[4:]):
            return requirement[4:], "*"
        return name, requirement[4:]
    return name, requirement


def read_package_json(file: FileContent, catalogs: Mapping[str, Mapping[str, str]]) -> Extracted:
    """The packages that a ``package.json`` declares, and its ``engines.node`` and Volta's ``node``.

    ``catalogs`` are those of the workspace that the file belongs to (see ``read_catalogs``).
    """
    document = read_json(file, BOTH)
    if isinstance(document, Problem):
        return Extracted(problems=(document,))
    notes, sheet = Notes(), Sheet(file, "package.json", "npm")
    if not isinstance(document.data, dict):
        notes.problems.append(problem(file, 1, "a package.json holds one object", "Write it as { … }", BOTH))
    seen: set[str] = set()
    for key, scope in LISTS:
        listed = document.at(key)
        if listed is not None and not isinstance(listed, dict):
            if listed:
                what = f"'{key}' is not an object of name and version range"
                notes.problems.append(problem(file, document.line(key), what, 'Write it as { "name": "^1.2.3" }', DEPENDENCIES))
            continue
        seen |= _listed(sheet, notes, document, key, scope, seen, catalogs)
    notes.rows.extend(_node(file, document))
    return notes.extracted(file)


def _listed(
    sheet: Sheet,
    notes: Notes,
    document: Document,
    key: str,
    scope: str,
    seen: set[str],
    catalogs: Mapping[str, Mapping[str, str]],
) -> set[str]:
    """Note one list; the names that it holds."""
    listed = table(document.at(key))
    for name, value in listed.items():
        line = document.line(key, name)
        if not isinstance(value, str) or not _NAME.fullmatch(name):
            what = f"'{brief(name)}' in '{key}' is not a package's name with a text as its version range"
            notes.problems.append(problem(sheet.file, line, what, 'Write it as "name": "^1.2.3"', DEPENDENCIES))
            continue
        if key in {"peerDependencies", "devDependencies"} and name in seen:
            continue
        wanted = _from_catalog(name, value.strip(), catalogs)
        if not is_local(wanted):
            package, requirement = real_name(name, wanted)
            fixed = exact(requirement)
            notes.rows.append(sheet.row(package, line, requirement=wanted, version=fixed, scope=scope))
    return set(listed)


def _from_catalog(name: str, requirement: str, catalogs: Mapping[str, Mapping[str, str]]) -> str:
    if not requirement.startswith("catalog:"):
        return requirement
    catalog = requirement.removeprefix("catalog:").strip() or "default"
    return catalogs.get(catalog, {}).get(name, requirement)


def _node(file: FileContent, document: Document) -> Iterator[Runtime]:
    range_of_node = text(document.at("engines", "node"))
    if range_of_node:
        yield node_range(file, document.line("engines", "node"), range_of_node)
    fixed = text(document.at("volta", "node"))
    if fixed:
        yield runtime(file, document.line("volta", "node"), "manifest version", "nodejs", fixed, fixed, pinned=is_exact(fixed))


def node_range(file: FileContent, line: int, requirement: str) -> Runtime:
    """The Node.js that a manifest allows: the version is the floor of the range, not what runs; an exact one is pinned."""
    fixed = exact(requirement)
    if fixed:
        return runtime(file, line, "manifest version", "nodejs", fixed, requirement, pinned=True)
    return runtime(file, line, "manifest range", "nodejs", floor(requirement), requirement)


def read_catalogs(file: FileContent) -> tuple[Mapping[str, Mapping[str, str]], tuple[Problem, ...]]:
    """The catalogs of a ``pnpm-workspace.yaml`` (``catalog`` is the one named ``default``) by name, and what is wrong with it."""
    document = read_yaml(file, DEPENDENCIES)
    if isinstance(document, Problem):
        return {}, (document,)
    named = {"default": document.at("catalog"), **table(document.at("catalogs"))}
    catalogs = {catalog: {name: wanted for name, wanted in table(entries).items() if isinstance(wanted, str)} for catalog, entries in named.items()}
    return catalogs, ()
