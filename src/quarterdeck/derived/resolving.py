"""Where an import leads: rules of each language, over the paths and names that are there. Pure, and no file is opened.

A place is a file or, where a language imports all of a package at once (Go, a namespace of C#, a wildcard of Java), a folder. What leads
nowhere here is outside, by the name that a reader would look it up under.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from posixpath import normpath
from typing import TypeAlias

Place: TypeAlias = tuple[str, str]
"""A repository, and a path in it: of a file, or of a folder with a slash at the end."""
SCRIPT_ENDINGS = ("", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".d.ts", ".vue", "/index.ts", "/index.tsx", "/index.js", "/index.jsx")
_ROOTS = ("src/", "lib/")


def folder_of(path: str) -> str:
    """``a/b/`` for ``a/b/c.py``; empty at the top."""
    return path[: path.rfind("/") + 1]


def stem_of(path: str) -> str:
    """``c`` for ``a/b/c.py``."""
    return path.rsplit("/", 1)[-1].split(".", 1)[0]


def joined(folder: str, relative: str) -> str:
    """A path from a folder, without dots; one that climbs out of the repository stays outside of it, as ``../…``."""
    path = normpath(folder + relative)
    return "" if path == "." else path


@dataclass
class Index:
    """What there is to lead to, by each name that a language may call it."""

    files: set[Place] = field(default_factory=set)
    folders: set[Place] = field(default_factory=set)
    dotted: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    classes: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    packages: dict[str, set[Place]] = field(default_factory=lambda: defaultdict(set))
    modules: dict[str, Place] = field(default_factory=dict)
    named: dict[str, Place] = field(default_factory=dict)
    ends: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, files: Iterable[tuple[str, str, str, str]]) -> Index:
        """From (repository, path, language, declared module) of every file that was read."""
        told = list(files)
        index = cls({(repository, path) for repository, path, _, _ in told})
        for repository, path, language, module in told:
            folder = folder_of(path)
            index.folders.add((repository, folder))
            index.ends[path.rsplit("/", 1)[-1]].append((repository, path))
            if language == "Python":
                for name in index.python_names(repository, path):
                    index.dotted[name].append((repository, path))
            elif language == "Go module":
                index.modules[module] = (repository, folder)
            elif language == "npm package":
                index.named.setdefault(module, (repository, folder))
            elif module and language != "Go":
                index.packages[module].add((repository, folder))
                index.classes[module + ("\\" if language == "PHP" else ".") + stem_of(path)].append((repository, path))
        return index

    def python_names(self, repository: str, path: str) -> set[str]:
        """The names under which a Python file may be imported: from `src` or `lib`, else from above its outermost package; and from the top."""
        top = next((root for root in _ROOTS if path.startswith(root)), "")
        if not top:
            top = folder_of(path)
            while top and (repository, f"{top}__init__.py") in self.files:
                top = folder_of(top[:-1])
        stem = path.removesuffix(".pyi").removesuffix(".py").removesuffix("/__init__")
        return {stem[len(root) :].replace("/", ".") for root in (top, "") if stem.startswith(root)} - {""}

    def nearest(self, found: Sequence[Place], here: Place) -> Place | None:
        """Of several places with one name the one that shares most of its way with ``here``; another repository's only when there is no own."""
        own = [place for place in found if place[0] == here[0] and place != here]
        return max(own or [place for place in found if place[0] != here[0]], key=lambda place: (_shared(place[1], here[1]), place), default=None)

    def ending(self, tail: str, here: Place) -> Place | None:
        """The file of this repository whose path ends so, nearest first."""
        found = [place for place in self.ends[tail.rsplit("/", 1)[-1]] if place[0] == here[0] and f"/{place[1]}".endswith(f"/{tail}")]
        return self.nearest(found, here) if found else None

    def script(self, repository: str, path: str) -> Place | None:
        """A file of JavaScript or TypeScript by a path without its ending; ``x.js`` may be written as ``x.ts``."""
        stems = [path, path.removesuffix(".js"), path.removesuffix(".jsx")] if path.endswith(("js", "jsx")) else [path]
        return next(((repository, s + e) for s in stems for e in SCRIPT_ENDINGS if (repository, (s + e).lstrip("/")) in self.files), None)


def _shared(one: str, other: str) -> int:
    """How many letters two paths begin with alike, up to a slash."""
    length = 0
    for mine, theirs in zip(one.split("/"), other.split("/"), strict=False):
        if mine != theirs:
            break
        length += len(mine) + 1
    return length


@dataclass(frozen=True, slots=True)
class Led:
    """Where one import leads: to places, or outside."""

    places: tuple[Place, ...] = ()
    outside: str = ""


def python(index: Index, here: Place, kind: str, target: str, names: Sequence[str]) -> Led:
    """``import a.b``, ``from ..a import b``: the longest part that is a module; of names out of a package, those that are modules."""
    dots = len(target) - len(target.lstrip("."))
    if dots:
        return _relative_python(index, here, dots, target[dots:], names)
    found = []
    for wanted in [f"{target}.{name}" for name in names] or [target]:
        parts = wanted.split(".")
        shortest = target.count(".") if kind != "import" else 0
        place = next((p for n in range(len(parts), shortest, -1) if (p := index.nearest(index.dotted.get(".".join(parts[:n]), ()), here))), None)
        if place:
            found.append(place)
    top = target.split(".", maxsplit=1)[0]
    return Led(tuple(dict.fromkeys(found)), "" if found else top)


def _relative_python(index: Index, here: Place, dots: int, rest: str, names: Sequence[str]) -> Led:
    repository, path = here
    folder = folder_of(path)
    for _ in range(dots - 1):
        folder = folder_of(folder[:-1])
    base = folder + rest.replace(".", "/")
    found = [place for name in names if (place := _python_file(index, repository, f"{base.rstrip('/')}/{name}".lstrip("/")))]
    own = _python_file(index, repository, base.rstrip("/"))
    if own and len(found) < max(1, len(names)):
        found.append(own)
    return Led(tuple(place for place in dict.fromkeys(found) if place != here))


def _python_file(index: Index, repository: str, stem: str) -> Place | None:
    return next(((repository, p) for p in (f"{stem}.py", f"{stem}/__init__.py".lstrip("/"), f"{stem}.pyi") if (repository, p) in index.files), None)


def script(index: Index, here: Place, target: str) -> Led:
    """A relative path, an alias (`@/x`, `~/x`) by how paths end, or a package by its name."""
    repository, path = here
    bare = target.split("?", 1)[0]
    if bare.startswith("."):
        place = index.script(repository, joined(folder_of(path), bare))
        return Led((place,) if place else ())
    if bare.startswith(("@/", "~/")):
        found = [p for ending in SCRIPT_ENDINGS if (p := index.ending(bare[2:] + ending, here))]
        place = max(found, key=lambda place: _shared(place[1], path), default=None)  # two packages of one repository may both have a `lib/utils`
        return Led((place,) if place else ())
    name = "/".join(bare.split("/")[: 2 if bare.startswith("@") else 1])
    if name in index.named:
        owner, folder = index.named[name]
        rest = bare[len(name) :].lstrip("/")
        place = index.script(owner, joined(folder, rest)) if rest else None
        return Led((place or (owner, folder),))
    place = index.script(repository, bare) or index.script(repository, f"src/{bare}")
    return Led((place,)) if place and place[1].count("/") else Led(outside=name)


def dotted_class(index: Index, here: Place, kind: str, target: str) -> Led:
    """A class by its full name, or one within it, or a member of it; else a package. Java, Kotlin and C#."""
    if kind != "wildcard":
        parts = target.split(".")
        for length in range(len(parts), 1, -1):
            if place := index.nearest(index.classes.get(".".join(parts[:length]), ()), here):
                return Led((place,))
        target = target if target in index.packages else target.rpartition(".")[0] or target
    places = index.packages.get(target, ())
    own = sorted(place for place in places if place[0] == here[0])
    return Led(tuple(own or sorted(places)), "" if places else ".".join(target.split(".")[:2]))


def go(index: Index, target: str) -> Led:
    """A package by the module that it lies in."""
    parts = target.split("/")
    for length in range(len(parts), 0, -1):
        module = "/".join(parts[:length])
        if module in index.modules:
            repository, folder = index.modules[module]
            place = (repository, joined(folder, "/".join(parts[length:])) + "/")
            place = (repository, place[1].lstrip("/"))
            return Led((place,)) if place in index.folders else Led(outside=target)
    return Led(outside="/".join(parts[:3]) if "." in parts[0] else parts[0])


def rust(index: Index, here: Place, kind: str, target: str) -> Led:
    """``mod x;``, and paths from ``crate``, ``self`` and ``super``; another first part is another crate."""
    repository, path = here
    own = folder_of(path) + ("" if stem_of(path) in {"lib", "main", "mod"} else stem_of(path) + "/")
    parts = target.split("::")
    if kind == "part":
        return _rust_file(index, repository, own, parts)
    if parts[0] == "crate":
        root = folder_of(path)
        while root and not {(repository, f"{root}lib.rs"), (repository, f"{root}main.rs")} & index.files:
            root = folder_of(root[:-1])
        return _rust_file(index, repository, root, parts[1:])
    if parts[0] not in {"self", "super"}:
        return Led(outside=parts[0])
    while parts and parts[0] == "super":
        own, parts = folder_of(own[:-1]), parts[1:]
    return _rust_file(index, repository, own, parts[1:] if parts[:1] == ["self"] else parts)


def _rust_file(index: Index, repository: str, folder: str, parts: Sequence[str]) -> Led:
    for length in range(len(parts), 0, -1):
        stem = folder + "/".join(parts[:length])
        place = next((p for p in ((repository, f"{stem}.rs"), (repository, f"{stem}/mod.rs")) if p in index.files), None)
        if place:
            return Led((place,))
    return Led()


def included(index: Index, here: Place, target: str) -> Led:
    """A header beside the file, from the top, or the nearest whose path ends so; `<x.h>` only below an `include` folder."""
    repository, path = here
    system = target.startswith("<")
    name = target.strip("<>")
    if system:
        place = index.ending(f"include/{name}", here)
        return Led((place,)) if place else Led(outside=name.split("/")[0])
    for candidate in (joined(folder_of(path), name), joined("", name), joined("include/", name)):
        if (repository, candidate) in index.files:
            return Led(((repository, candidate),))
    place = index.ending(name, here) if not name.startswith("../") else None
    return Led((place,)) if place else Led(outside=name.split("/")[0])


def required(index: Index, here: Place, target: str, ending: str) -> Led:
    """Ruby's and PHP's paths: beside the file, from the top, or below a folder of the load path."""
    repository, path = here
    name = target if target.endswith(ending) else target + ending
    if target.startswith("."):
        place = (repository, joined(folder_of(path), name))
        return Led((place,) if place in index.files else ())
    certain = next(((repository, p) for p in (f"lib/{name}", name) if (repository, p) in index.files), None)
    found = certain or (index.ending(f"lib/{name}", here) or index.ending(name, here) if "/" in name else None)
    return Led((found,)) if found else Led(outside=target.split("/", maxsplit=1)[0])


def php_class(index: Index, here: Place, target: str) -> Led:
    """A class by its full name, or a namespace."""
    place = index.nearest(index.classes.get(target, ()), here)
    if place:
        return Led((place,))
    places = tuple(sorted(index.packages.get(target, ())))
    return Led(places, "" if places else target.split("\\", maxsplit=1)[0])


def lead(index: Index, here: Place, language: str, asked: tuple[str, str, Sequence[str]]) -> Led:
    """Where (kind, target, names) leads from a file of this language."""
    kind, target, names = asked
    match language:
        case "Python":
            led = python(index, here, kind, target, names)
        case "JavaScript" | "TypeScript":
            led = script(index, here, target)
        case "Java" | "Kotlin" | "C#":
            led = dotted_class(index, here, kind, target)
        case "Go":
            led = go(index, target)
        case "Rust":
            led = rust(index, here, kind, target)
        case "C" | "C++":
            led = included(index, here, target)
        case "PHP" if kind == "import":
            led = php_class(index, here, target)
        case _:
            led = required(index, here, target, ".rb" if language == "Ruby" else ".php")
    return led
