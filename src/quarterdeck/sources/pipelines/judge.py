"""What a script does: tests, checks, builds, deploys, with the command word for word that told."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from quarterdeck.sources.pipelines import catalogue, targets
from quarterdeck.sources.pipelines.kinds import FOUR, Kind
from quarterdeck.sources.pipelines.names import told_by_name
from quarterdeck.sources.pipelines.shell import Command, commands
from quarterdeck.sources.pipelines.wrappers import unwrap

if TYPE_CHECKING:
    from quarterdeck.sources.pipelines.own import OwnScripts

Told: TypeAlias = dict[Kind, str]
"""For each kind that was told (and for OPAQUE), the first command that told it."""

LISTS: tuple[tuple[Kind, frozenset[str]], ...] = (
    (Kind.TESTS, catalogue.TESTING),
    (Kind.CHECKS, catalogue.CHECKING),
    (Kind.BUILDS, catalogue.BUILDING),
    (Kind.DEPLOYS, catalogue.DEPLOYING),
    (Kind.NOTHING, catalogue.NEUTRAL),
)
"""Each list of the catalogue with what it tells."""
_LONGEST_SCRIPT = 100_000
_LONGEST_EVIDENCE = 120
_MOST_WORDS = 400
_DEEPEST = 3
"""Scripts in scripts that are followed."""
_PYTHON = re.compile(r"^(python|pypy|py)[\d.]*t?$")
_INTERPRETERS = frozenset(
    {
        "node",
        "nodejs",
        "ruby",
        "php",
        "perl",
        "bash",
        "sh",
        "zsh",
        "dash",
        "ksh",
        "fish",
        "pwsh",
        "powershell",
        "tsx",
        "ts-node",
        "Rscript",
        "julia",
        "lua",
        "groovy",
        "osascript",
        "go run",
        "deno run",
        "bun run",
        "cscript",
    }
)
_VALUED = {
    "make": "-C -f -I -j -o -W --directory --file",
    "go": "-C",
    "git": "-C -c --git-dir --work-tree",
    "npm": "-C -w --prefix --workspace",
    "yarn": "--cwd",
    "pnpm": "-C -F --filter --dir",
    "gradle": "-p -b -I --project-dir -x --exclude-task",
    "mvn": "-f -pl -P -s -T -rf --file --projects",
    "cargo": "--manifest-path -p --package -C --config",
    "kubectl": "-n -f --namespace --context --kubeconfig",
    "helm": "-n --namespace --kube-context",
    "terraform": "",
    "dotnet": "",
    "ninja": "-C -j -f",
    "rake": "-f",
    "ant": "-f -buildfile",
    "docker": "-H --context -f",
    "aws": "--region --profile",
    "gcloud": "--project",
    "just": "-f -d --justfile --working-directory",
    "task": "-t -d --taskfile",
    "tox": "-c -e -p -r --root -m",
    "nox": "-f -s -e -t",
    "composer": "-d --working-dir",
    "deno": "",
    "php": "-d -c",
    "python": "-W -X -Q",
    "perl": "-I",
    "ruby": "-r -C",
    "bash": "-o -O --rcfile",
    "sh": "-o",
}
_INLINE = frozenset({"-c", "-e", "-p", "-r", "-pe", "-ne", "-pi", "-E", "-", "-Command", "-s", "-i", "--eval", "--print"})
_SHORT = 120
"""Characters of inline code that are looked at."""
_ASKS = re.compile(r"\b(version|print|log|platform|puts|echo|s/)|^s/")
"""Inline code that asks or edits; any other may do anything."""
_HELP = frozenset({"--version", "--help", "-version", "version", "help", "-V"})
_DRY = frozenset({"--dry-run", "--dryrun", "--draft-run", "--dry-run=client", "--dry-run=server", "--what-if", "--noop"})
_COPIES = ("aws s3 ", "gsutil ", "gcloud storage ", "rsync ", "scp ")
_REMOTE = re.compile(r"^(s3:|gs:|\$)|^[^/]*:")


_PUBLISHES = re.compile(r"\b(push|publish|upload|copy|cp|sync)\b", re.IGNORECASE)


def add(told: Told, more: Told) -> None:
    """Put what ``more`` tells into ``told``; the first evidence of a kind stays, but for an image that is pushed and then brought to what runs it."""
    for kind, command in more.items():
        if kind not in told or (kind is Kind.DEPLOYS and _PUBLISHES.search(told[kind]) and not _PUBLISHES.search(command)):
            told[kind] = command


def evidence(told: Told) -> str | None:
    """The commands that told, each once, in at most 120 characters; None where none did."""
    found = list(dict.fromkeys(" ".join(told[kind].split()) for kind in FOUR if kind in told))
    if len(" · ".join(found)) > _LONGEST_EVIDENCE:
        room = (_LONGEST_EVIDENCE - 3 * (len(found) - 1)) // len(found)
        found = [_shortened(text, room) for text in found]
    return " · ".join(found) or None


def _shortened(text: str, room: int) -> str:
    """The beginning; of a chain of scripts a bit of it, and the command at its end, which is what told."""
    if len(text) <= room:
        return text
    chain, arrow, command = text.rpartition(" → ")
    begun = chain[: room // 5] + "… → " if arrow else ""
    return begun + (command if len(begun + command) <= room else command[: room - len(begun) - 1] + "…")


def flag(told: Told, kind: Kind) -> bool | None:
    """True where a command told it; None where some command is opaque; else False."""
    return True if kind in told else None if Kind.OPAQUE in told else False


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges scripts by the catalogue and, one level deep, by the repository's own scripts."""

    own: OwnScripts
    tox: str = ""
    """The environment that the variable TOXENV names."""
    _memory: dict[tuple[str, str, str, int], Told] = field(default_factory=dict)

    def script(self, text: str, folder: str = "", level: int = 0) -> Told:
        """What a script does that starts in ``folder``. ``level``: how many scripts of the repository lead to it."""
        key = (text, folder, self.tox, level)
        if key not in self._memory:
            self._memory[key] = self._script(text, folder, level)
        return self._memory[key]

    def _script(self, text: str, folder: str, level: int) -> Told:
        told: Told = {}
        if len(text) > _LONGEST_SCRIPT:
            told[Kind.OPAQUE] = "a script of more than 100 000 characters"
            text = text[:_LONGEST_SCRIPT]
        for command in commands(text, folder):
            self._command(command, level, told, 0)
        return told

    def _command(self, command: Command, level: int, told: Told, depth: int) -> None:
        real = unwrap(command.words[:_MOST_WORDS])
        if real.script and depth < _DEEPEST:
            for inner in commands(real.script, command.folder):
                nested: Told = {}
                self._command(inner, level, nested, depth + 1)
                add(told, dict.fromkeys(nested, command.raw))
            return
        kind, text, folder = self.kind(real.words, command.folder, level) if not real.container else (_container(real.container), None, "")
        if text is not None and level < _DEEPEST:
            inner_told = self.script(text, folder, level + 1)
            shown = {part: raw if raw in command.raw else f"{command.raw} → {raw}" for part, raw in inner_told.items()}
            add(told, {part: command.raw if raw in command.raw else raw for part, raw in shown.items()})
            file = self.own.shell(command.folder, real.words[0]) is not None
            if Kind.OPAQUE not in inner_told and (inner_told or not file):
                return  # wholly understood: the name adds nothing, unless a shell file does its work with grep and the like
        for part in kind:
            add(told, {part: command.raw})

    def kind(self, words: tuple[str, ...], folder: str, level: int = 0) -> tuple[Kind, str | None, str]:
        """What a program with its arguments does, and the repository's own script that it stands for, with its folder."""
        words = _normal(words)
        if not words or _idle(words):
            return Kind.NOTHING, None, folder
        if _PYTHON.match(words[0]) or words[0] in _INTERPRETERS:
            return self._interpreted(words, folder, level)
        if words[0] == "tox" and self.tox and not any(word.startswith("-e") for word in words):
            words = (*words, "-e", self.tox)
        target = targets.told(words, folder, self.own, positional(words))
        if target is not None:
            return target
        known = look_up(words)
        if known is None and "/" in words[0]:
            known = look_up((words[0].rpartition("/")[2], *words[1:]))
        return (_modified(known, words), None, folder) if known is not None else self._file(words[0], folder, level)

    def _file(self, path: str, folder: str, level: int = 0) -> tuple[Kind, str | None, str]:
        if level and "/" not in path:
            return Kind.OPAQUE, None, folder  # in a script, an unknown bare word is a function of its own or of a file it sources
        stem = re.sub(r"\.\w+$", "", path.rpartition("/")[2])
        told = Kind.NOTHING if set(stem) & set("$*") or path.endswith((".md", ".txt")) else told_by_name(stem)
        return told | Kind.OPAQUE, self.own.shell(folder, path), folder

    def _interpreted(self, words: tuple[str, ...], folder: str, level: int) -> tuple[Kind, str | None, str]:
        """`python -m pytest`, `node --test`, `bash ci/run.sh`."""
        python = bool(_PYTHON.match(words[0]))
        for index, word in enumerate(words[1:], 1):
            if python and word == "-m" and index + 1 < len(words):
                return self.kind(("python -m build", *words[index + 2 :]) if words[index + 1] == "build" else words[index + 1 :], folder, level)
            if word in _INLINE:
                return (Kind.NOTHING if _ASKS.search(" ".join(words[index + 1 :])[:_SHORT]) else Kind.OPAQUE), None, folder
            if word.startswith("--test") and words[0].startswith("node"):
                return Kind.TESTS, None, folder
            if not word.startswith("-"):
                break
        rest = positional(("python", *words[1:]) if python else words)
        if not rest:
            return (Kind.NOTHING if len(words) == 1 and not python else Kind.OPAQUE), None, folder
        known = look_up((rest[0].rpartition("/")[2], *rest[1:]))
        return (_modified(known, words), None, folder) if known is not None else self._file(rest[0], folder)


def _idle(words: tuple[str, ...]) -> bool:
    """Whether a command line only asks for help or a version, sources a file or assigns."""
    asks = len(words) > 1 and ((words[1] in _HELP and words[:2] != ("mvn", "-V")) or words[-1] in {"--version", "--help"})
    return asks or words[0] in {".", "source", "which"} or words[1:2] in {("=",), ("+=",)}


def look_up(words: tuple[str, ...]) -> Kind | None:
    """What the catalogue says of a command line; None when it does not know the program. The longest phrase wins."""
    head = words[0]
    rest = positional(words)
    for name in (head, re.sub(r"[-.]?\d+(\.\d+)*$", "", head)):
        for length in (4, 3, 2, 1, 0):
            phrase = " ".join((name, *rest[:length]))
            if length > len(rest) or not name:
                continue
            hits = [kind for kind, listed in LISTS if phrase in listed]
            if hits:
                told = Kind.NOTHING
                for kind in hits:
                    told |= kind
                return told
    return None


def positional(words: tuple[str, ...]) -> tuple[str, ...]:
    """The arguments that are no options, nor the values of options known to take one."""
    valued = frozenset(_VALUED.get(words[0], "").split())
    result: list[str] = []
    skip = False
    for word in words[1:]:
        if skip:
            skip = False
        elif word in valued:
            skip = True
        elif not word.startswith(("-", "+")) or word == "-":
            result.append(word)
    return tuple(result)


def _normal(words: tuple[str, ...]) -> tuple[str, ...]:
    """The program without variables' marks and endings; paths stay paths where they are the repository's own."""
    if not words:
        return words
    head = words[0]
    variable = re.fullmatch(r"\$[({]?([A-Za-z_]+?)_?(?:BIN|CMD|EXE|\d+)?[)}]?", head)
    if variable:
        head = variable[1].lower()
        known = look_up((head, *words[1:])) is not None or _PYTHON.match(head)
        return (head, *words[1:]) if known else words
    base = re.sub(r"\.(exe|cmd|bat|phar)$", "", head.rpartition("/")[2], flags=re.IGNORECASE)
    base = {
        "gradlew": "gradle",
        "mvnw": "mvn",
        "gmake": "make",
        "mingw32-make": "make",
        "inv": "invoke",
        "py.test": "pytest",
    }.get(base, base)
    if base != head and (look_up((base, *words[1:])) is not None or base in targets.RUNNERS or _PYTHON.match(base)):
        return (base, *words[1:])
    return (base, *words[1:]) if base in _INTERPRETERS else words


def _modified(kind: Kind, words: tuple[str, ...]) -> Kind:
    """What options take away or add: `--dry-run`, `docker build --push`, copies out of a bucket."""
    line = " ".join(words[:4])
    if kind & Kind.DEPLOYS and (_DRY & set(words) or (line.startswith(_COPIES) and not _REMOTE.search(positional(words)[-1]))):
        kind &= ~Kind.DEPLOYS
    if words[0] == "goreleaser" and {"--snapshot", "--skip-publish", "--skip=publish"} & set(words):
        kind &= ~Kind.DEPLOYS
    if words[:2] == ("git", "diff") and {"--exit-code", "--check"} & set(words):
        kind |= Kind.CHECKS  # what was made anew is as it was committed
    if words[0] == "docker" and kind & Kind.BUILDS and "--push" in words:
        kind |= Kind.DEPLOYS
    if words[0] == "pytest" and {"--collect-only", "--co"} & set(words):
        kind &= ~Kind.TESTS
    if words[0] == "cargo" and "--no-run" in words:
        kind = Kind.BUILDS
    return kind


def _container(image: str) -> Kind:
    """What a container does that is given no program: by its image's or service's name."""
    name = image.rpartition("/")[2].partition(":")[0].partition("@")[0]
    known = look_up((name,))
    return known if known is not None else told_by_name(name) or Kind.OPAQUE
