"""What a ``yarn.lock`` pins, of Yarn 1 (its own notation) and of later Yarns (YAML).

Direct is what a ``package.json`` of the workspace asks for word for word; what runs is reached from its runtime dependencies through
the lock's own entries. Without a ``package.json``, what no entry needs must be direct, and the rest is unknown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import translate

from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.document import Document
from quarterdeck.sources.manifests.document import DEPENDENCIES, brief, problem, source_text, table, text, texts, too_big
from quarterdeck.sources.manifests.graph import reachable
from quarterdeck.sources.manifests.npm import exact, is_local, real_name
from quarterdeck.sources.manifests.rows import DEVELOPMENT, DIRECT, RUNTIME, TRANSITIVE, UNKNOWN, Beside, Sheet, merged
from quarterdeck.sources.manifests.yaml_reader import read_yaml

_BERRY = re.compile(r"^__metadata:", re.MULTILINE)
_WORD = re.compile(r'"((?:[^"\\]|\\.)*+)(?:"|$)|([^\s,":][^\s,"]*)')
_LOCAL = re.compile(r"@(?:workspace|file|link|portal|exec):")
_LOCAL_1 = ("file:", "link:", "./", "../", "/")
_FIELDS = 2
"""Spaces before an entry's fields."""
_MEND = "Run 'yarn install' to make the lock anew; it must not be edited or merged by hand"


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry: the requests that it answers (``name@range``), and the requests that it makes."""

    name: str
    version: str
    line: int
    answers: tuple[str, ...]
    needs: tuple[str, ...]
    is_local: bool


def read_yarn_lock(file: FileContent, beside: Beside) -> Extracted:
    """The packages of a ``yarn.lock``."""
    refused = too_big(file, DEPENDENCIES)
    if refused:
        return Extracted(problems=(refused,))
    no_problems: tuple[Problem, ...] = ()
    if _BERRY.search(source_text(file)):
        document = read_yaml(file, DEPENDENCIES)
        if isinstance(document, Problem):
            return Extracted(problems=(document,))
        entries, problems = list(_berry(document)), no_problems
    else:
        entries, problems = _classic(file)
    wishes = list(_wishes(file, beside))
    sheet = Sheet(file, "yarn.lock", "npm", "locked")
    return Extracted(problems=problems) + merged(file, _rows(sheet, entries, wishes))


def request(name: str, wanted: str) -> str:
    """One notation for a request: ``name@range``, without the ``npm:`` that later Yarns put before plain ranges."""
    real, range_of = real_name(name, wanted)
    return f"{name}@{range_of}" if real == name else f"{name}@{wanted}"


def _rows(sheet: Sheet, entries: Sequence[_Entry], wishes: Sequence[Dependency]) -> Iterator[Dependency]:
    answered: dict[str, int] = {}
    by_name: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        by_name.setdefault(entry.name, []).append(number)
        answered.update(dict.fromkeys(entry.answers, number))
    for number, entry in enumerate(entries):
        for answer in entry.answers:  # an alias answers its package's own name too
            answered.setdefault(request(entry.name, _range_in(answer)), number)
    edges = {number: list(_answers(entry.needs, answered, by_name)) for number, entry in enumerate(entries)}
    wanted = {scope: [request(row.name, row.requirement or "*") for row in wishes if row.scope == scope] for scope in (RUNTIME, DEVELOPMENT)}
    asked = {scope: set(_answers(requests, answered, by_name)) for scope, requests in wanted.items()}
    local = [number for number, entry in enumerate(entries) if entry.is_local]
    direct = asked[RUNTIME] | asked[DEVELOPMENT] | {target for number in local for target in edges[number]}
    running = reachable(asked[RUNTIME], edges)
    needed = {target for targets in edges.values() for target in targets}
    for number, entry in enumerate(entries):
        if entry.is_local:
            continue
        otherwise = TRANSITIVE if direct else UNKNOWN if number in needed else DIRECT
        relation = DIRECT if number in direct else otherwise
        scope = UNKNOWN if not wishes else RUNTIME if number in running else DEVELOPMENT
        yield sheet.row(entry.name, entry.line, version=entry.version, relation=relation, scope=scope)


def _answers(requests: Iterable[str], answered: dict[str, int], by_name: dict[str, list[int]]) -> Iterator[int]:
    """The entries that answer; where a ``resolutions`` field changed the request, every version of the package."""
    for one in requests:
        number = answered.get(one)
        if number is not None:
            yield number
        else:
            yield from by_name.get(_name_in(one), ())


def _name_in(one: str) -> str:
    return one[: one.index("@", 1)] if "@" in one[1:] else one


def _range_in(one: str) -> str:
    return one[one.index("@", 1) + 1 :] if "@" in one[1:] else ""


def _wishes(file: FileContent, beside: Beside) -> Iterator[Dependency]:
    """What the ``package.json`` beside the lock and those of its workspaces declare."""
    yield from beside.wishes(file, "package.json")
    folder = f"{file.folder}/" if file.folder else ""
    root = beside.files.get(f"{folder}package.json")
    if root is None:
        return
    globs = [re.compile(translate(pattern.removeprefix("./").rstrip("/"))) for pattern in _workspaces(root)]
    for path, rows in beside.declared.items():
        if not path.startswith(folder) or not path.endswith("/package.json"):
            continue
        place = path[len(folder) :].removesuffix("/package.json")
        if any(glob.match(place) for glob in globs):
            yield from rows


def _workspaces(root: FileContent) -> list[str]:
    try:
        data = json.loads(source_text(root))
    except (ValueError, RecursionError):  # told where the manifest itself is read
        return []
    listed = table(data).get("workspaces")
    return texts(table(listed).get("packages") if isinstance(listed, dict) else listed)


def _berry(document: Document) -> Iterator[_Entry]:
    for key, value in table(document.data).items():
        entry = table(value)
        resolution = text(entry.get("resolution"))
        if key == "__metadata" or not resolution:
            continue
        name = _name_in(resolution)
        answers = tuple(request(_name_in(one), _range_in(one)) for one in (part.strip() for part in key.split(",")) if "@" in one[1:])
        needs = tuple(
            request(needed, wanted)
            for listed in ("dependencies", "optionalDependencies")
            for needed, wanted in table(entry.get(listed)).items()
            if isinstance(wanted, str)
        )
        is_own = _LOCAL.search(resolution) is not None
        yield _Entry(name, text(entry.get("version")), document.line(key), answers, needs, is_own)


def _classic(file: FileContent) -> tuple[list[_Entry], tuple[Problem, ...]]:
    """The entries of a Yarn 1 lock up to the first line that is none, and that line as a Problem."""
    entries: list[_Entry] = []
    answers: list[str] = []
    needs: list[str] = []
    version, started, block = "", 0, ""
    problems: list[Problem] = []
    for number, raw in enumerate([*source_text(file).split("\n"), "end:"], 1):
        content = raw.strip()
        if not content or content[0] == "#":
            continue
        indent = len(raw) - len(raw.lstrip(" "))
        words = [(quoted or plain) for quoted, plain in _WORD.findall(content.removesuffix(":"))]
        if indent == 0:
            if answers:
                entries.extend(_entry(answers, version, started, needs))
            answers, needs, version, started, block = words, [], "", number, ""
            if not content.endswith(":") or not words or content.startswith(("<<<<<<<", "=======", ">>>>>>>")):
                what = f"'{brief(content)}' is not an entry of a lock file"
                problems.append(problem(file, number, what, _MEND, DEPENDENCIES))
                break
        elif indent == _FIELDS:
            block = words[0] if content.endswith(":") and words else ""
            if not block and words[0] == "version" and words[1:]:
                version = words[1]
        elif block in {"dependencies", "optionalDependencies"} and words[1:]:
            needs.append(request(words[0], " ".join(words[1:])))
    return entries, tuple(problems)


def _entry(answers: list[str], version: str, line: int, needs: list[str]) -> Iterator[_Entry]:
    first = answers[0]
    name, wanted = real_name(_name_in(first), _range_in(first))
    own = is_local(wanted) or wanted.startswith(_LOCAL_1)
    told = exact(version) or version
    yield _Entry(name, told, line, tuple(request(_name_in(one), _range_in(one)) for one in answers), tuple(needs), own)
