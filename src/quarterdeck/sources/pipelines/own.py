"""The repository's own scripts that a pipeline calls by name: package.json, Makefile, justfile, tox, nox, composer, shell files.

Read one level deep, as text; nothing is executed and variables stay as they are written.
"""

from __future__ import annotations

import configparser
import json
import re
import tomllib
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

from quarterdeck.sources.pipelines.shell import inside

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quarterdeck.evidence.files import FileContent

BIGGEST = 500_000
"""Bytes above which a script is not followed."""
_MAKEFILES = ("GNUmakefile", "makefile", "Makefile")
_JUSTFILES = ("justfile", "Justfile", ".justfile")
_RULE = re.compile(r"^@?([A-Za-z0-9_./%$(){} -]+?)(?:[ \t]+[^:=\n]*)?[ \t]*::?(?!=)[ \t]*(.*)$")
_SESSION = re.compile(r"^def (\w+)\(\s*session\b", re.MULTILINE)
_LITERAL = r"(?:\"[^\"\n]*\"|'[^'\n]*')"
_SESSION_RUN = re.compile(rf"session\.(?:run|run_always)\(\s*({_LITERAL}(?:\s*,\s*{_LITERAL})*)")
_FACTOR = re.compile(r"^([\w.,{}!-]+):\s+(.*)$")
_BRACES = re.compile(r"\{([^{}]*,[^{}]*)\}")
_REFERENCE = re.compile(r"\{\[([^\]]+)\]commands\}")
_POSARGS = re.compile(r"\{posargs:?([^{}]*)\}")
_MOST = 200


@dataclass(frozen=True, slots=True)
class Recipe:
    """A target's prerequisites and its lines."""

    needs: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass
class OwnScripts:
    """What the repository's files say that a name stands for. Every look-up gives None where nothing is known."""

    files: Mapping[str, FileContent]
    _rules: dict[str, dict[str, Recipe]] = field(default_factory=dict)
    _json: dict[str, dict[str, str]] = field(default_factory=dict)

    def text(self, path: str) -> str | None:
        """The contents of one file; None when it was not given or is too big."""
        file = self.files.get(path)
        return file.text if file and len(file.data) <= BIGGEST else None

    def npm(self, folder: str, script: str) -> str | None:
        """A script of the package.json in ``folder``."""
        return self._scripts(inside(folder, "package.json")).get(script)

    def composer(self, folder: str, script: str) -> str | None:
        """A script of the composer.json in ``folder``."""
        return self._scripts(inside(folder, "composer.json")).get(script)

    def _scripts(self, path: str) -> dict[str, str]:
        if path not in self._json:
            self._json[path] = _json_scripts(self.text(path) or "")
        return self._json[path]

    def shell(self, folder: str, path: str) -> str | None:
        """A shell script of the repository."""
        text = self.text(inside(folder, path))
        if text is None or not (path.endswith((".sh", ".bash", ".zsh", ".ksh")) or re.match(r"#!.*\b(ba|z|k|da)?sh\b", text)):
            return None
        return text

    def make(self, folder: str, target: str) -> str | None:
        """The recipe of a make target (the first, for an empty name) and of what it needs, up to three prerequisites deep."""
        rules = self._rules_of(folder, _MAKEFILES)
        target = target or next((name for name in rules if "%" not in name), "")
        lines: list[str] = []
        return "\n".join(lines) if _collect(rules, target, lines, set(), 3) else None

    def just(self, folder: str, recipe: str) -> str | None:
        """The recipe of a just target, likewise."""
        rules = self._rules_of(folder, _JUSTFILES)
        lines: list[str] = []
        return "\n".join(lines) if _collect(rules, recipe, lines, set(), 3) else None

    def _rules_of(self, folder: str, names: tuple[str, ...]) -> dict[str, Recipe]:
        path = next((path for name in names if (path := inside(folder, name)) in self.files), "")
        if path not in self._rules:
            text = self.text(path) or ""
            included = [self.text(inside(folder, name)) or "" for name in re.findall(r"^-?include +([\w./-]+)\s*$", text, re.MULTILINE)]
            rules: dict[str, Recipe] = {}
            for part in (*included, text):
                rules.update(_parse_rules(part))
            self._rules[path] = rules
        return self._rules[path]

    def nox(self, folder: str, session: str) -> str | None:
        """The commands that a nox session runs (of every session, for an empty name)."""
        text = self.text(inside(folder, "noxfile.py"))
        if text is None:
            return None
        starts = [*_SESSION.finditer(text)]
        found = [
            text[start.end() : starts[index + 1].start() if index + 1 < len(starts) else len(text)]
            for index, start in enumerate(starts)
            if not session or start[1] == session or session.startswith(start[1] + "-")
        ]
        runs = [match[1] for body in found for match in _SESSION_RUN.finditer(body)]
        return "\n".join(" ".join(re.findall(_LITERAL, run)) for run in runs) if found else None

    def tox(self, folder: str, environment: str) -> str | None:
        """The commands of a tox environment."""
        sections = self._tox_sections(folder)
        if sections is None:
            return None
        known = sections.get(f"testenv:{environment}")
        base = known if known is not None and known.strip() else sections.get("testenv")
        return None if base is None else _tox_commands(base, environment, sections)

    def tox_environments(self, folder: str) -> tuple[str, ...]:
        """The environments that plain `tox` runs (in a pipeline, where the plug-ins tox-gh-actions and tox-gh choose)."""
        sections = self._tox_sections(folder) or {}
        chosen = "\n".join(line.partition(":")[2] for line in sections.get("chosen", "").splitlines())
        listed = re.split(r"[\s,]+(?![^{]*\})", chosen.strip() or sections.get("envlist", ""))
        return tuple(name for entry in listed if entry for name in expand(entry))[:_MOST]

    def _tox_sections(self, folder: str) -> dict[str, str] | None:
        text = self.text(inside(folder, "tox.ini"))
        if text is None:
            return _tox_toml(self.text(inside(folder, "pyproject.toml")) or "")
        return _tox_ini(text)


def expand(text: str) -> tuple[str, ...]:
    """`py{311,312}-{unit,smoke}` spelled out."""
    parts = _BRACES.split(text)
    choices = [part.split(",") if index % 2 else [part] for index, part in enumerate(parts[:9])]
    size = 1
    for choice in choices:
        size *= len(choice)
    return tuple("".join(option).replace(" ", "") for option in product(*choices)) if size <= _MOST else (text,)


def _json_scripts(text: str) -> dict[str, str]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return {}  # the manifests' source tells the fault
    scripts = content.get("scripts") if isinstance(content, dict) else None
    if not isinstance(scripts, dict):
        return {}
    told = {}
    for name, value in scripts.items():
        lines = value if isinstance(value, list) else [value]
        told[str(name)] = "\n".join(line.removeprefix("@") for line in lines if isinstance(line, str))
    return told


def _parse_rules(text: str) -> dict[str, Recipe]:
    rules: dict[str, Recipe] = {}
    names: list[str] = []
    for line in text.replace("\\\n", " ").splitlines():
        if line[:1] in {"\t", " "}:
            stripped = line.strip().lstrip("@-+").strip()
            for name in names if stripped and not stripped.startswith("#") else ():
                old = rules[name]
                rules[name] = Recipe(old.needs, (*old.lines, stripped))
            continue
        rule = None if not line or line[0] in "#." else _RULE.match(line)
        if rule is None:
            continue  # conditionals and variables between a target and its recipe leave the target open
        left, _, first = rule[2].partition(";")
        names = line.partition(":")[0].lstrip("@").split()[:_MOST]
        for name in names:
            old = rules.get(name, Recipe((), ()))
            lines = (first.strip(),) if first.strip() else ()
            rules[name] = Recipe((*old.needs, *left.split("#")[0].replace("|", " ").split()), (*old.lines, *lines))
    return rules


def _collect(rules: dict[str, Recipe], target: str, lines: list[str], seen: set[str], depth: int) -> bool:
    recipe = rules.get(target) or _pattern(rules, target)
    if recipe is None or target in seen or len(seen) > _MOST:
        return False
    seen.add(target)
    for need in recipe.needs if depth else ():
        _collect(rules, need, lines, seen, depth - 1)
    lines.extend(recipe.lines)
    return True


def _pattern(rules: dict[str, Recipe], target: str) -> Recipe | None:
    for name, recipe in rules.items():
        if "%" not in name:
            continue
        before, _, after = name.partition("%")
        if len(target) > len(before) + len(after) and target.startswith(before) and target.endswith(after):
            stem = target[len(before) : len(target) - len(after)]
            return Recipe(tuple(need.replace("%", stem) for need in recipe.needs), recipe.lines)
    return None


def _tox_ini(text: str) -> dict[str, str]:
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
    try:
        parser.read_string(text)
    except (configparser.Error, ValueError):
        return {}
    sections = {name: parser.get(name, "commands", fallback="") or "" for name in parser.sections()}
    envlist = parser.get("tox", "envlist", fallback=None) or parser.get("tox", "env_list", fallback="")
    chosen = parser.get("gh-actions", "python", fallback=None) or parser.get("gh", "python", fallback="")
    return sections | {"envlist": envlist or "", "chosen": (chosen or "").replace("=", ":")}


def _tox_toml(text: str) -> dict[str, str] | None:
    try:
        tool = tomllib.loads(text).get("tool", {})
    except (ValueError, RecursionError):
        return None  # the manifests' source tells the fault
    tox = tool.get("tox") if isinstance(tool, dict) else None
    if not isinstance(tox, dict):
        return None
    legacy = tox.get("legacy_tox_ini")
    if isinstance(legacy, str):
        return _tox_ini(legacy)
    base = tox.get("env_run_base")
    sections = {"testenv": _toml_commands(base)}
    environments = tox.get("env")
    for name, value in environments.items() if isinstance(environments, dict) else ():
        sections[f"testenv:{name}"] = _toml_commands(value)
    listed = tox.get("env_list")
    sections["envlist"] = "\n".join(str(name) for name in listed if isinstance(name, str)) if isinstance(listed, list) else ""
    return sections


def _toml_commands(environment: object) -> str:
    commands = environment.get("commands") if isinstance(environment, dict) else None
    if not isinstance(commands, list):
        return ""
    return "\n".join(" ".join(_strings(command)) for command in commands[:_MOST])


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in _strings(item)]
    return _strings(value.get("default", [])) if isinstance(value, dict) else []


def _tox_commands(text: str, environment: str, sections: Mapping[str, str]) -> str:
    text = _REFERENCE.sub(lambda match: sections.get(match[1], ""), text).replace("\\\n", " ")
    factors = set(environment.split("-"))
    lines = []
    for raw in text.splitlines():
        line = _POSARGS.sub(r"\1", raw.strip()).lstrip("-!").strip()
        condition = _FACTOR.match(line)
        if condition:
            line = condition[2] if any(set(name.split("-")) <= factors for name in expand(condition[1]) for name in name.split(",")) else ""
        lines.append(re.sub(r"\{(envpython|envbindir[}/{\w]*)\}", "python", line))
    return "\n".join(lines)
