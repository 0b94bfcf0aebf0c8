"""What ``package-lock.json`` and ``npm-shrinkwrap.json`` pin, lock versions 1 to 3.

Source of method: npm's documentation of package-lock.json. From version 2 on the lock tells by itself what the root and each
workspace ask for; version 1 needs the ``package.json`` beside it. A package installed in several places counts once per version.
``dev`` marks what only development needs; ``devOptional`` what an optional runtime dependency may need too: runtime.
"""

from __future__ import annotations

from collections.abc import Iterator

from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.document import Document
from quarterdeck.sources.manifests.document import DEPENDENCIES, problem, table, text
from quarterdeck.sources.manifests.json_reader import read_json
from quarterdeck.sources.manifests.npm import LISTS, exact, is_local, real_name
from quarterdeck.sources.manifests.rows import DEVELOPMENT, DIRECT, RUNTIME, TRANSITIVE, UNKNOWN, Beside, Sheet, merged

_INSTALLED = "node_modules/"
_DEEPEST = 50


def read_package_lock(file: FileContent, beside: Beside) -> Extracted:
    """The packages of an npm lock file."""
    document = read_json(file, DEPENDENCIES)
    if isinstance(document, Problem):
        return Extracted(problems=(document,))
    packages, older = document.at("packages"), document.at("dependencies")
    sheet = Sheet(file, file.name, "npm", "locked")
    if isinstance(packages, dict):
        return merged(file, _places(sheet, document, table(packages)))
    if isinstance(older, dict):
        return merged(file, _version_1(sheet, document, beside))
    if packages is None and older is None and isinstance(document.data, dict) and "lockfileVersion" in document.data:
        return Extracted()
    what = "neither 'packages' nor 'dependencies' is an object"
    return Extracted(problems=(problem(file, 1, what, "Run 'npm install' to make the lock anew", DEPENDENCIES),))


def _places(sheet: Sheet, document: Document, packages: dict[str, object]) -> Iterator[Dependency]:
    direct = set(_direct_places(packages))
    for place, value in packages.items():
        entry = table(value)
        name = text(entry.get("name")) or place.rpartition(_INSTALLED)[2]
        if _INSTALLED not in place or entry.get("link") is True or not name or is_local(text(entry.get("resolved"))):
            continue
        version = text(entry.get("version"))
        relation = DIRECT if place in direct else TRANSITIVE
        scope = DEVELOPMENT if entry.get("dev") is True else RUNTIME
        yield sheet.row(name, document.line("packages", place), version=version, relation=relation, scope=scope)


def _direct_places(packages: dict[str, object]) -> Iterator[str]:
    """Where what the root and the workspaces ask for is installed: the nearest ``node_modules`` at or above each."""
    for place, value in packages.items():
        if _INSTALLED in place:
            continue
        entry = table(value)
        for name in {name for key, _ in LISTS for name in table(entry.get(key))}:
            folder = place
            while f"{folder}/{_INSTALLED}{name}".lstrip("/") not in packages and folder:
                folder = folder.rpartition("/")[0]
            yield f"{folder}/{_INSTALLED}{name}".lstrip("/")


def _version_1(sheet: Sheet, document: Document, beside: Beside) -> Iterator[Dependency]:
    entries = list(_nested(document.at("dependencies"), ("dependencies",)))
    wanted = {row.name for row in beside.wishes(sheet.file, "package.json")}
    required = {name for _, entry in entries for name in table(entry.get("requires"))}
    for steps, entry in entries:
        alias, told = str(steps[-1]), text(entry.get("version"))
        if is_local(told) or (entry.get("bundled") is True and not told):
            continue
        name, version = real_name(alias, told)
        is_top = steps[:-1] == ("dependencies",)
        if wanted:
            relation = DIRECT if is_top and (name in wanted or alias in wanted) else TRANSITIVE
        else:
            relation = TRANSITIVE if not is_top else UNKNOWN if alias in required else DIRECT
        scope = DEVELOPMENT if entry.get("dev") is True else RUNTIME
        yield sheet.row(name, document.line(*steps), version=exact(version), relation=relation, scope=scope)


def _nested(value: object, steps: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], dict[str, object]]]:
    for name, item in table(value).items():
        entry = table(item)
        here = (*steps, name)
        yield here, entry
        if len(here) < _DEEPEST:
            yield from _nested(entry.get("dependencies"), (*here, "dependencies"))
