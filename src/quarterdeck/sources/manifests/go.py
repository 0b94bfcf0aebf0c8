"""What a Go module requires: ``go.mod``, and ``go.sum`` only where no ``go.mod`` stands beside it.

Source of method: Go Modules Reference. Since Go 1.17 a ``go.mod`` names every module that the build selects, each with its exact
version; ``// indirect`` marks those that only other modules import. It does not tell what only tests import: scope is unknown,
save for modules of ``tool`` lines, and in a module of its own in ``tools/``: there Go projects pin the programs that build them. A
replacement stands for what it replaces; one by a folder is the repository's own code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.manifests.document import BOTH, DEPENDENCIES, brief, problem, source_text, too_big
from quarterdeck.sources.manifests.rows import DEVELOPMENT, DIRECT, TRANSITIVE, UNKNOWN, Beside, Notes, Sheet, merged, runtime

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|$)|`[^`]*+(?:`|$)|=>|[()]|[^\s"`()]+|"|`')
_REQUIRE = re.compile(r"(\S+) (v\d+(?:\.\d+){0,2}(?:[-+][0-9A-Za-z.+-]+)?)")
_REPLACE = re.compile(r"(\S+)(?: (v\S+))? => (\S+)(?: (v\S+))?")
_RELEASE = re.compile(r"(?:go)?(\d+(?:\.\d+)*(?:(?:alpha|beta|rc)\d+)?)(?:[-+]\S*)?$")
_SUM = re.compile(r"(\S+) (v[^\s/]+)(/go\.mod)? h1:\S+")
_VERBS = frozenset({"module", "go", "toolchain", "require", "exclude", "replace", "retract", "tool", "godebug", "ignore"})
_TOOLS = re.compile(r"(?:^|/)_?tools/go\.(?:mod|sum)$")
_NUMBERS = re.compile(r"\d+|[a-z]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Require:
    module: str
    version: str
    line: int
    indirect: bool


@dataclass(slots=True)
class _Module:
    """A ``go.mod`` taken apart."""

    requires: list[_Require] = field(default_factory=list)
    replaces: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    tools: list[str] = field(default_factory=list)


def read_go_mod(file: FileContent) -> Extracted:
    """The modules that a ``go.mod`` requires, with replacements applied, and its ``go`` and ``toolchain`` lines (both minima)."""
    refused = too_big(file, BOTH)
    if refused:
        return Extracted(problems=(refused,))
    notes, module = Notes(), _Module()
    for line, verb, words, is_indirect in _directives(file, notes):
        what = _directive(file, notes, module, line, verb, words, is_indirect=is_indirect)
        if what:
            notes.problems.append(problem(file, line, what, "Run 'go mod tidy'", BOTH))
    sheet = Sheet(file, "go.mod", "Go")
    for one in module.requires:
        notes.rows.extend(_rows(sheet, module, one))
    return notes.extracted(file)


def _directive(file: FileContent, notes: Notes, module: _Module, line: int, verb: str, words: list[str], *, is_indirect: bool) -> str:
    """Note what one directive says; what is wrong with it, else nothing."""
    if verb == "require":
        match = _REQUIRE.fullmatch(" ".join(words))
        if match is None:
            return f"'{brief(' '.join(words))}' is not a module and its version"
        module.requires.append(_Require(match[1], match[2], line, is_indirect))
    elif verb == "replace":
        match = _REPLACE.fullmatch(" ".join(words))
        if match is None:
            return f"'{brief(' '.join(words))}' is not a replacement"
        module.replaces[match[1], match[2] or ""] = match[3], match[4] or ""
    elif verb == "tool":
        module.tools.extend(words)
    elif verb in {"go", "toolchain"} and words != ["default"]:
        match = _RELEASE.match(" ".join(words))
        if match is None:
            return f"'{verb} {brief(' '.join(words))}' names no Go release"
        notes.rows.append(runtime(file, line, "manifest version", "go", match.group(1), " ".join([verb, *words])))
    elif verb not in _VERBS:
        return f"'{brief(verb)}' is not a directive of go.mod"
    return ""


def _rows(sheet: Sheet, module: _Module, one: _Require) -> Iterator[Dependency]:
    name, version, requirement = one.module, one.version, one.version
    replacement = module.replaces.get((name, version)) or module.replaces.get((name, ""))
    if replacement is not None:
        target, target_version = replacement
        if not target_version:
            return
        requirement = f"{name} {version} => {target} {target_version}"
        name, version = target, target_version
    is_tool = any(tool == one.module or tool.startswith(one.module + "/") for tool in module.tools)
    relation = TRANSITIVE if one.indirect and not is_tool else DIRECT
    scope = DEVELOPMENT if (is_tool and one.indirect) or _TOOLS.search(sheet.file.path) else UNKNOWN
    yield sheet.row(name, one.line, requirement=requirement, version=version, relation=relation, scope=scope)


def _directives(file: FileContent, notes: Notes) -> Iterator[tuple[int, str, list[str], bool]]:
    """Line, verb, words and whether ``// indirect`` follows, for each directive inside or outside of a block."""
    block = ""
    opened = 0
    for number, raw in enumerate(source_text(file).split("\n"), 1):
        code, _, comment = raw.partition("//") if "://" not in raw else _cut(raw)
        words = [_unquoted(word) for word in _TOKEN.findall(code)]
        is_indirect = re.match(r"\s*indirect\s*(?:;|$)", comment) is not None
        if not words:
            continue
        if block:
            if words == [")"]:
                block = ""
            else:
                yield number, block, words, is_indirect
        elif words[1:] == ["("]:
            block, opened = words[0], number
        elif words[1:] == ["(", ")"]:
            continue
        else:
            yield number, words[0], words[1:], is_indirect
    if block:
        notes.problems.append(problem(file, opened, f"the block '{brief(block)} (' is not closed", "Add ')'", BOTH))


def _cut(raw: str) -> tuple[str, str, str]:
    """Code and comment of a line with an address in it: a comment begins where ``//`` follows white space or begins the line."""
    match = re.search(r"(?:^|\s)//", raw)
    return (raw[: match.start()], "//", raw[match.end() :]) if match else (raw, "", "")


def _unquoted(word: str) -> str:
    return word[1:-1] if len(word) > 1 and word[0] == word[-1] and word[0] in '"`' else word


def read_go_sum(file: FileContent, beside: Beside) -> Extracted:
    """The modules whose contents a ``go.sum`` vouches for, each at its highest version; nothing where a ``go.mod`` stands beside it."""
    folder = f"{file.folder}/" if file.folder else ""
    if folder + "go.mod" in beside.files:
        return Extracted()
    refused = too_big(file, DEPENDENCIES)
    if refused:
        return Extracted(problems=(refused,))
    sheet = Sheet(file, "go.sum", "Go", "locked")
    found: dict[str, tuple[str, int]] = {}
    problems: list[Problem] = []
    for number, raw in enumerate(source_text(file).split("\n"), 1):
        match = _SUM.fullmatch(raw.strip())
        if match is None:
            if raw.strip() and not problems:
                what = f"'{brief(raw)}' is not a module, its version and its hash"
                problems.append(problem(file, number, what, "Run 'go mod tidy'", DEPENDENCIES))
        elif not match.group(3):
            name, version = match.group(1), match.group(2)
            if name not in found or _order(found[name][0]) < _order(version):
                found[name] = version, number
    scope = DEVELOPMENT if _TOOLS.search(file.path) else UNKNOWN
    rows = [sheet.row(name, line, version=version, relation=UNKNOWN, scope=scope) for name, (version, line) in found.items()]
    return Extracted(problems=tuple(problems)) + merged(file, rows)


def _order(version: str) -> tuple[tuple[int, ...], bool, tuple[tuple[int, str], ...]]:
    """Orders versions well enough to find the highest: numbers, then a release after its pre-releases."""
    core, dash, before = version.removeprefix("v").partition("+")[0].partition("-")
    numbers = tuple(int(part[:18]) if part.isdecimal() else 0 for part in core.split("."))
    parts = tuple((int(part[:18]), "") if part.isdecimal() else (10**9, part) for part in _NUMBERS.findall(before))
    return numbers, not dash, parts
