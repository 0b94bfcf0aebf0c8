"""Which files are read, and by what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.sources.manifests import (
    containers,
    go,
    npm,
    npm_lock,
    pnpm,
    python_locks,
    python_project,
    python_setup,
    uv_lock,
    version_files,
    workflows,
    yarn,
)
from quarterdeck.sources.manifests.python_requirements import read_requirements
from quarterdeck.sources.manifests.recognise import COMPOSE, CONSTRAINTS, DOCKERFILE, PYLOCK, REQUIREMENTS, WORKFLOW, format_of
from quarterdeck.sources.manifests.rows import Beside

_MANIFESTS: Mapping[str, Callable[[FileContent], Extracted]] = MappingProxyType(
    {
        "pyproject.toml": python_project.read_pyproject,
        "Pipfile": python_project.read_pipfile,
        "setup.cfg": python_setup.read_setup_cfg,
        "setup.py": python_setup.read_setup_py,
        "go.mod": go.read_go_mod,
        ".python-version": version_files.read_one_product,
        ".nvmrc": version_files.read_one_product,
        ".node-version": version_files.read_one_product,
        ".ruby-version": version_files.read_one_product,
        ".tool-versions": version_files.read_tool_versions,
        "mise.toml": version_files.read_mise,
        "runtime.txt": version_files.read_runtime_txt,
        "Gemfile": version_files.read_gemfile,
        "composer.json": version_files.read_composer,
        DOCKERFILE: containers.read_dockerfile,
        COMPOSE: containers.read_compose,
        WORKFLOW: workflows.read_workflow,
    }
)
_LOCKS: Mapping[str, Callable[[FileContent, Beside], Extracted]] = MappingProxyType(
    {
        "poetry.lock": python_locks.read_poetry_lock,
        "pdm.lock": python_locks.read_pdm_lock,
        "Pipfile.lock": python_locks.read_pipfile_lock,
        PYLOCK: python_locks.read_pylock,
        "uv.lock": uv_lock.read_uv_lock,
        "package-lock.json": npm_lock.read_package_lock,
        "npm-shrinkwrap.json": npm_lock.read_package_lock,
        "yarn.lock": yarn.read_yarn_lock,
        "pnpm-lock.yaml": lambda file, _: pnpm.read_pnpm_lock(file),
        "go.sum": go.read_go_sum,
    }
)


def extract(files: Sequence[FileContent]) -> Extracted:
    """The dependencies and runtimes that the wanted files of one repository name, and the faults met on the way.

    Rows come in the order of the paths, whatever the order of ``files``.
    """
    by_format: dict[str, list[FileContent]] = defaultdict(list)
    for file in sorted(files, key=lambda one: one.path):
        by_format[format_of(file.path) or ""].append(file)
    found = [read_requirements(by_format[REQUIREMENTS] + by_format[CONSTRAINTS])]
    catalogs: dict[str, Mapping[str, Mapping[str, str]]] = {}
    for file in by_format["pnpm-workspace.yaml"]:
        catalogs[file.folder], problems = npm.read_catalogs(file)
        found.append(Extracted(problems=problems))
    found.extend(npm.read_package_json(file, _nearest(catalogs, file.folder)) for file in by_format["package.json"])
    found.extend(read(file) for name, read in _MANIFESTS.items() for file in by_format[name])
    beside = Beside({file.path: file for file in files}, _declared(found))
    found.extend(read(file, beside) for name, read in _LOCKS.items() for file in by_format[name])
    return _in_order(found)


def _nearest(catalogs: Mapping[str, Mapping[str, Mapping[str, str]]], folder: str) -> Mapping[str, Mapping[str, str]]:
    """The catalogs of the workspace at or above a folder."""
    while folder not in catalogs and folder:
        folder = folder.rpartition("/")[0]
    return catalogs.get(folder, {})


def _declared(found: Sequence[Extracted]) -> Mapping[str, list[Dependency]]:
    declared: dict[str, list[Dependency]] = defaultdict(list)
    for one in found:
        for row in one.rows:
            if isinstance(row, Dependency):
                declared[row.path].append(row)
    return declared


def _in_order(found: Sequence[Extracted]) -> Extracted:
    """All of it by path; within a file as it was read."""
    rows = [row for one in found for row in one.rows]
    problems = [problem for one in found for problem in one.problems]
    rows.sort(key=lambda row: getattr(row, "path", ""))
    problems.sort(key=lambda problem: problem.place.path)
    return Extracted(tuple(rows), tuple(problems))
