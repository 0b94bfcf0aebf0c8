"""Programs that run another program: `sudo`, `uv run`, `bundle exec`, `docker run image …`, `bash -c "…"`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UV_RUN = """
    --with --with-requirements --with-editable -p --python --group --only-group --no-group --extra --package
    --project --directory --env-file --resolution --index --index-url --config-file
"""
_DOCKER_RUN = """
    -v -e -w -u -p -l -h -m --name --network --net --volume --env --workdir --user --entrypoint --platform --mount
    --env-file --add-host --label --shm-size --memory --cpus --volumes-from --publish --hostname --cap-add
    --security-opt --pull --link --ulimit --device --gpus --ipc --isolation --cidfile
"""
WRAPPERS: dict[str, str] = {
    "sudo": "-u -g -C -p --user --group",
    "doas": "-u",
    "env": "-u -C -S",
    "nice": "-n",
    "ionice": "-c -n",
    "time": "-f -o",
    "xargs": "-n -P -I -L -d",
    "stdbuf": "-i -o -e",
    "unbuffer": "",
    "xvfb-run": "-s -n -e -f -w --server-args --server-num",
    "dbus-run-session": "",
    "catchsegv": "",
    "wine": "",
    "travis_retry": "",
    "retry": "-t -d --times --delay --max",
    "timeout": "-s -k --signal",
    "gtimeout": "-s -k",
    "setarch": "",
    "caffeinate": "",
    "uv run": _UV_RUN,
    "uvx": "--from --with -p --python --with-requirements",
    "uv tool run": "--from --with -p --python",
    "pipx run": "--spec --python --index-url",
    "poetry run": "-C -P --directory --project",
    "pipenv run": "",
    "pdm run": "-p --project",
    "rye run": "",
    "conda run": "-n -p --name --prefix",
    "micromamba run": "-n -p",
    "mamba run": "-n -p",
    "pixi run": "-e --environment --manifest-path",
    "coverage run": "--source --rcfile --omit --include --data-file --context --concurrency",
    "bundle exec": "--gemfile",
    "npx": "-p --package",
    "npm exec": "-p --package",
    "npm x": "-p",
    "pnpm exec": "-C --filter -F --dir",
    "pnpm dlx": "--package",
    "yarn exec": "",
    "yarn dlx": "-p",
    "bunx": "",
    "bun x": "",
    "cross-env": "",
    "cross-env-shell": "",
    "dotenv": "-e -f -c",
    "dotenvx run": "-f",
    "doppler run": "-p -c --project --config",
    "op run": "--env-file",
    "infisical run": "--env --path",
    "mise exec": "",
    "mise x": "",
    "asdf exec": "",
    "rbenv exec": "",
    "pyenv exec": "",
    "rvm do": "",
    "opam exec": "--switch",
    "stack exec": "",
    "cabal exec": "",
    "dotnet tool run": "",
    "dotnet dnx": "",
    "tox exec": "-e",
    "valgrind": "",
    "c8": "-r -o -n -x",
    "nyc": "-r -n -x -i --include --exclude --require --reporter --temp-dir",
    "appraisal": "",
    "docker run": _DOCKER_RUN,
    "docker exec": "-e -w -u --env --workdir --user",
    "docker compose run": "-e -w -u -v -p --name --env --workdir --user --entrypoint --volume --publish",
    "docker compose exec": "-e -w -u --env --workdir --user --index",
    "nix develop": "",
    "nix shell": "",
    "nix-shell": "-A -I --attr -p",
    "script": "-O -I",
    "su": "",
    "vagrant ssh": "",
    "concurrently": "-n -c --names",
    "cargo hack": "",
}
"""Wrapper, and those of its options that take the next word as their value."""
POSITIONAL: dict[str, int] = {
    "timeout": 1,
    "gtimeout": 1,
    "docker run": 1,
    "docker exec": 1,
    "docker compose run": 1,
    "docker compose exec": 1,
    "appraisal": 1,
}
"""How many words (a duration, an image, a service) stand before the program."""
_COMMAND = {
    "-c",
    "--command",
    "--run",
    "-Command",
    "-command",
    "-lc",
    "-ec",
    "-xc",
    "-euxc",
    "-euc",
    "-exc",
    "-ic",
    "-lic",
    "-cl",
    "-ce",
}
_SHELLS = frozenset(
    {
        "bash",
        "sh",
        "zsh",
        "dash",
        "ksh",
        "fish",
        "pwsh",
        "powershell",
        "cmd",
        "su",
        "nix-shell",
        "nix develop",
        "nix shell",
        "script",
        "vagrant ssh",
    }
)
_MODULE = frozenset({"-m", "--module"})
_OF_PODMAN = re.compile(r"^(podman|nerdctl|docker-compose|podman-compose)$")


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """The program really run; a script where a shell is given one; the image or service where a container has no program."""

    words: tuple[str, ...]
    script: str = ""
    container: str = ""


def unwrap(words: tuple[str, ...]) -> Unwrapped:
    """Without the wrappers, however many."""
    container = ""
    for _ in range(8):
        words = _docker(words)
        name = _wrapper(words)
        script = _script(words, name)
        if script:
            return Unwrapped((), script)
        if not name or name in _SHELLS:
            break
        rest, module = _past_options(words[len(name.split()) :], frozenset(WRAPPERS[name].split()))
        if module:
            return Unwrapped(rest)
        skipped = POSITIONAL.get(name, 0)
        if skipped and rest:
            container = rest[0] if "docker" in name else ""
        rest = rest[skipped:]
        while rest and ("=" in rest[0] and rest[0].partition("=")[0].isidentifier()):
            rest = rest[1:]
        if not rest:
            return Unwrapped((), "", container) if container else Unwrapped(words)
        words = rest
        if len(words) == 1 and " " in words[0].strip() and "${{" not in words[0]:
            return Unwrapped((), words[0])
    return Unwrapped(words)


def _wrapper(words: tuple[str, ...]) -> str:
    if not words:
        return ""
    head = words[0].rpartition("/")[2].removesuffix(".exe")
    for length in (3, 2, 1):
        name = " ".join((head, *words[1:length]))
        if length <= len(words) and name in WRAPPERS:
            return name
    return head if head in _SHELLS else ""


def _script(words: tuple[str, ...], name: str) -> str:
    if name not in _SHELLS:
        return ""
    for index, word in enumerate(words[1:-1], 1):
        if word in _COMMAND or (name == "cmd" and word.lower() == "/c"):
            return " ".join(words[index + 1 :]) if name in {"nix develop", "nix shell", "cmd"} else words[index + 1]
    return ""


def _docker(words: tuple[str, ...]) -> tuple[str, ...]:
    """Podman and docker-compose in docker's words; options before the subcommand dropped."""
    if not words or not (words[0] == "docker" or _OF_PODMAN.match(words[0])):
        return words
    rest = words[1:]
    head: tuple[str, ...] = ("docker", "compose") if words[0].endswith("-compose") else ("docker",)
    options = frozenset(
        {
            "-f",
            "-p",
            "-H",
            "--file",
            "--project-name",
            "--context",
            "--profile",
            "--env-file",
            "--project-directory",
            "--log-level",
        }
    )
    rest, _ = _past_options(rest, options)
    if rest[:1] == ("compose",) and len(head) == 1:
        head = ("docker", "compose")
        rest, _ = _past_options(rest[1:], options)
    return (*head, *rest)


def _past_options(words: tuple[str, ...], valued: frozenset[str]) -> tuple[tuple[str, ...], bool]:
    """What follows the options, and whether it is the name of a Python module."""
    index = 0
    while index < len(words) and words[index].startswith("-"):
        if words[index] in _MODULE:
            return words[index + 1 :], True
        if words[index] == "--":
            index += 1
            break
        index += 2 if words[index] in valued else 1
    return words[index:], False
