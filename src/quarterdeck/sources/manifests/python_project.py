"""What a ``pyproject.toml`` or a ``Pipfile`` declares: packages and the Python that they need.

Read are ``[project]`` (PEP 621), ``[dependency-groups]`` (PEP 735), and the tables of Poetry, PDM and uv. Extras count as needed at
run time unless they are named for development (``test``, ``docs``, …); groups count as development. What building the package needs
(``[build-system]``) is left out, as is what lies in the repository itself (paths, workspaces, an extra that names its own project).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quarterdeck.evidence.dependencies import Runtime
from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.document import Document
from quarterdeck.sources.manifests.document import BOTH, DEPENDENCIES, brief, problem, table, text, texts
from quarterdeck.sources.manifests.ranges import floor, is_exact
from quarterdeck.sources.manifests.recognise import is_development
from quarterdeck.sources.manifests.rows import DEVELOPMENT, RUNTIME, Notes, Sheet, normalised, runtime
from quarterdeck.sources.manifests.toml_reader import read_toml
from quarterdeck.sources.manifests.wishes import HOW_TO_WRITE, Unreadable, read_wish

_EXACT = re.compile(r"\s*={0,3}\s*v?(\d+(?:\.\d+)*(?:[-_.]?(?:a|b|c|rc|alpha|beta|pre|preview|post|rev|r|dev)[-_.]?\d*)*(?:\+[\w.]+)?)\s*", re.IGNORECASE)
_EQUALS = re.compile(r"\s*={2,3}([^,*\s]+)\s*")


def read_pyproject(file: FileContent) -> Extracted:
    """The packages and the range of Pythons that a ``pyproject.toml`` declares."""
    document = read_toml(file, BOTH)
    if isinstance(document, Problem):
        return Extracted(problems=(document,))
    reader = _Reader(file, document, Sheet(file, "pyproject.toml", "PyPI"))
    reader.standard()
    reader.tools()
    reader.poetry()
    reader.python(("project", "requires-python"))
    return reader.notes.extracted(file)


def read_pipfile(file: FileContent) -> Extracted:
    """The packages of a ``Pipfile`` and the Python that it asks for."""
    document = read_toml(file, BOTH)
    if isinstance(document, Problem):
        return Extracted(problems=(document,))
    reader = _Reader(file, document, Sheet(file, "Pipfile", "PyPI"))
    for name in table(document.data):
        if name in {"source", "requires", "scripts", "pipenv", "pipfile"}:
            continue
        is_dev = name == "dev-packages" or is_development(name)
        reader.named((name,), DEVELOPMENT if is_dev else RUNTIME, bare_is_exact=False)
    for key in ("python_full_version", "python_version"):
        version = text(document.at("requires", key))
        if version:
            line = document.line("requires", key)
            reader.notes.rows.append(runtime(file, line, "manifest version", "python", version, version, pinned=is_exact(version)))
            break
    return reader.notes.extracted(file)


def python_range(file: FileContent, line: int, requirement: str) -> Runtime:
    """The Python that a manifest allows: the version is the floor of the range, not what runs; an exact one is pinned."""
    exact = _EXACT.fullmatch(requirement)
    if exact and is_exact(exact.group(1)):
        return runtime(file, line, "manifest version", "python", exact.group(1), requirement, pinned=True)
    return runtime(file, line, "manifest range", "python", floor(requirement), requirement)


class _Reader:
    """Walks through one document; what it finds goes to ``notes``."""

    def __init__(self, file: FileContent, document: Document, sheet: Sheet) -> None:
        self.file, self.document, self.sheet = file, document, sheet
        self.notes = Notes()
        project, poetry = document.at("project", "name"), document.at("tool", "poetry", "name")
        self.own = {normalised("PyPI", name) for name in (text(project), text(poetry)) if name}
        self.standard_names: set[str] = set()

    def fault(self, steps: tuple[str | int, ...], what: str, mend: str, silences: tuple[str, ...] = DEPENDENCIES) -> None:
        line = self.document.line(*steps)
        self.notes.problems.append(problem(self.file, line, what, mend, silences))

    def standard(self) -> None:
        """``[project]`` and ``[dependency-groups]``."""
        self.listed(("project", "dependencies"), RUNTIME)
        self.standard_names = {row.name for row in self.notes.rows if not isinstance(row, Runtime)}
        for extra in table(self.document.at("project", "optional-dependencies")):
            self.listed(("project", "optional-dependencies", extra), DEVELOPMENT if is_development(extra) else RUNTIME)
        for group in table(self.document.at("dependency-groups")):
            self.listed(("dependency-groups", group), DEVELOPMENT)

    def tools(self) -> None:
        """PDM's and uv's own tables of development dependencies."""
        for group in table(self.document.at("tool", "pdm", "dev-dependencies")):
            self.listed(("tool", "pdm", "dev-dependencies", group), DEVELOPMENT)
        self.listed(("tool", "uv", "dev-dependencies"), DEVELOPMENT)

    def poetry(self) -> None:
        """Poetry's tables. Beside ``[project]``, its main table only adds details to what stands there."""
        self.named(("tool", "poetry", "dependencies"), RUNTIME, bare_is_exact=True)
        self.named(("tool", "poetry", "dev-dependencies"), DEVELOPMENT, bare_is_exact=True)
        for group in table(self.document.at("tool", "poetry", "group")):
            scope = RUNTIME if group == "main" else DEVELOPMENT
            self.named(("tool", "poetry", "group", group, "dependencies"), scope, bare_is_exact=True)
        if self.document.at("project", "requires-python") is None:
            self.python(("tool", "poetry", "dependencies", "python"))

    def python(self, steps: tuple[str, ...]) -> None:
        requirement = self.document.at(*steps)
        if isinstance(requirement, dict):
            requirement = requirement.get("version")
        if isinstance(requirement, str):
            self.notes.rows.append(python_range(self.file, self.document.line(*steps), requirement))

    def listed(self, steps: tuple[str, ...], scope: str) -> None:
        """A list of requirements, among which a group may include another (a table, which names no package)."""
        value = self.document.at(*steps)
        if value is None:
            return
        if not isinstance(value, list):
            self.fault(steps, f"'{'.'.join(steps)}' is not a list", 'Write a list of texts, as in ["name>=1.2"]')
            return
        for number, item in enumerate(value):
            if isinstance(item, str):
                self.one((*steps, number), item, scope)
            elif not isinstance(item, dict):
                self.fault((*steps, number), f"an item of '{'.'.join(steps)}' is not a text", 'Write it as "name>=1.2"')

    def one(self, steps: tuple[str | int, ...], written: str, scope: str) -> None:
        written = written.strip()
        written = written.removeprefix("-e ")
        found = read_wish(written)
        if isinstance(found, Unreadable):
            self.fault(steps, found.what, HOW_TO_WRITE, found.silences)
        elif found is not None and normalised("PyPI", found.name) not in self.own:
            line = self.document.line(*steps)
            row = self.sheet.row(found.name, line, requirement=found.requirement, version=found.version, scope=scope)
            self.notes.rows.append(row)

    def named(self, steps: tuple[str, ...], scope: str, *, bare_is_exact: bool) -> None:
        """A table of name = requirement; the requirement is a text, a table, or a list of tables."""
        value = self.document.at(*steps)
        if value is None:
            return
        if not isinstance(value, dict):
            self.fault(steps, f"'{'.'.join(steps)}' is not a table", "Write it as a table of name = requirement")
            return
        for name, wanted in table(value).items():
            normal = normalised("PyPI", name)
            in_standard = steps == ("tool", "poetry", "dependencies") and normal in self.standard_names
            if normal == "python" or in_standard or normal in self.own:
                continue
            line = self.document.line(*steps, name)
            for requirement in _requirements(wanted):
                if requirement is None:
                    what = f"the requirement of '{brief(name)}' is neither a text nor a table with a version or an address"
                    self.fault((*steps, name), what, f'Write it as {brief(name)} = ">=1.2"')
                    continue
                version = _exact(requirement, bare_is_exact=bare_is_exact)
                kept = None if requirement == "*" else requirement
                self.notes.rows.append(self.sheet.row(name, line, requirement=kept, version=version, scope=scope))


def _requirements(wanted: object) -> Iterator[str | None]:
    """The requirements that one entry states; none for a path, which is the repository's own code; None for what is no requirement."""
    if isinstance(wanted, str):
        yield wanted.strip()
    elif isinstance(wanted, dict):
        address = next((f"{kind}+{wanted[kind]}" for kind in ("git", "hg", "svn") if isinstance(wanted.get(kind), str)), None)
        revision = next(iter(texts([wanted.get(key) for key in ("rev", "tag", "branch", "ref")])), None)
        if address:
            yield f"{address}@{revision}" if revision else address
        elif isinstance(wanted.get("url"), str):
            yield str(wanted["url"])
        elif isinstance(wanted.get("version"), str):
            yield str(wanted["version"]).strip()
        elif "path" not in wanted and "file" not in wanted:
            yield "*" if not wanted or {"extras", "markers", "optional", "index", "source"} & set(wanted) else None
    elif isinstance(wanted, list) and wanted:
        for one in wanted:
            yield from _requirements(one) if isinstance(one, dict) else (None,)
    else:
        yield None


def _exact(requirement: str, *, bare_is_exact: bool) -> str | None:
    """``==1.2.3``; for Poetry ``1.2.3`` alone means the same."""
    match = _EXACT.fullmatch(requirement) if bare_is_exact else _EQUALS.fullmatch(requirement)
    return match.group(1) if match else None
