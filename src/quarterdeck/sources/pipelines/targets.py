"""Programs that run named targets: make, npm, tox, gradle, … : what the target stands for, else what its name tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from quarterdeck.sources.pipelines import catalogue
from quarterdeck.sources.pipelines.kinds import Kind
from quarterdeck.sources.pipelines.kinds import words as listed
from quarterdeck.sources.pipelines.names import told_by_name
from quarterdeck.sources.pipelines.shell import inside

if TYPE_CHECKING:
    from collections.abc import Callable

    from quarterdeck.sources.pipelines.own import OwnScripts

Answer: TypeAlias = tuple[Kind, str | None, str]
"""What is told; the repository's own script behind it, if it has one; the folder in which that starts."""

RUNNERS = listed("""
    make rake just task invoke nox tox npm yarn pnpm bun composer gradle mvn ant mage poe doit grunt gulp sbt lein turbo
    nx lerna hatch fab run-s run-p npm-run-all npm-run-all2 wireit earthly cmake ninja deno pdm poetry cargo mise moon
    melos pixi psake Invoke-Build cake nuke fastlane
""")
"""Programs that `told` knows how to read."""
_NPM_RUN = frozenset({"run", "run-script", "rum", "urn"})
_NPM_TEST = frozenset({"test", "t", "tst"})
_BUILTIN = listed("""
    install ci add remove up upgrade update link unlink pack publish audit config cache init create info list ls login
    logout outdated owner version versions why set import dedupe exec dlx node help bin plugin self-update policies npm
    rebuild store fetch prune root view whoami tag token global require dump-autoload dumpautoload validate archive show
    diagnose normalize depends licenses autoclean store-dir approve-builds patch x
""")
_GRADLE: dict[str, Kind] = {
    "check": Kind.TESTS | Kind.CHECKS,
    "build": Kind.TESTS | Kind.CHECKS | Kind.BUILDS,
    "test": Kind.TESTS,
    "assemble": Kind.BUILDS,
    "publishToMavenLocal": Kind.NOTHING,
    "javadoc": Kind.BUILDS,
    "bootRun": Kind.NOTHING,
    "buildPlugin": Kind.BUILDS,
    "jib": Kind.BUILDS | Kind.DEPLOYS,
    "publishPlugins": Kind.DEPLOYS,
    "closeAndReleaseRepository": Kind.DEPLOYS,
    "classes": Kind.BUILDS,
    "testClasses": Kind.BUILDS,
    "spotlessApply": Kind.CHECKS,
}
_PLAIN_RUNNERS = listed("""
    rake task invoke mage poe doit grunt gulp fab wireit earthly run-s run-p npm-run-all npm-run-all2 psake Invoke-Build cake nuke
""")
"""Runners whose arguments are all targets."""
_VERBS = {
    "turbo": "run",
    "nx": "run",
    "lerna": "run",
    "moon": "run",
    "hatch": "run",
    "mise": "run",
    "melos": "run",
    "pixi": "run",
    "deno": "task",
    "cargo": "make",
    "pdm": "run",
    "lein": "run",
}
"""Runners with many subcommands, and the one whose arguments are targets."""
_TOX_ASKS = frozenset({"l", "list", "c", "config", "d", "devenv", "depends", "de"})
_SKIPS_TESTS = ("-DskipTests", "-DskipITs", "-Dmaven.test.skip", "-Pno-tests")


def told(words: tuple[str, ...], folder: str, own: OwnScripts, rest: tuple[str, ...]) -> Answer | None:
    """What a runner's command line does; None where it is no runner, or a subcommand that the catalogue knows better.

    ``rest`` are its arguments without options.
    """
    reader = _READERS.get(words[0])
    if reader is not None:
        return reader(words, rest, folder, own)
    if words[0] in {"gradle", "mvn", "sbt"}:
        return jvm(words, rest), None, folder
    names = _target_names(words, rest)
    return None if names is None else _named(names, None, folder)


def _named(names: tuple[str, ...], text: str | None, folder: str) -> Answer:
    """What names tell; a target whose script is not known may do more than its name says."""
    kind = by_names(names)
    return (kind | Kind.OPAQUE if text is None and kind else kind), text, folder


def by_names(names: tuple[str, ...]) -> Kind:
    """What names of targets tell together; OPAQUE where one tells nothing."""
    kind = Kind.NOTHING if names else Kind.OPAQUE
    for name in names:
        plain = name.strip("'\"").partition("[")[0]
        if plain.lower() not in catalogue.IDLE_TARGETS:
            kind |= told_by_name(plain) or Kind.OPAQUE
    return kind


def _target_names(words: tuple[str, ...], rest: tuple[str, ...]) -> tuple[str, ...] | None:
    """The targets of runners whose files are not read."""
    head = words[0]
    if head in _PLAIN_RUNNERS:
        return rest
    if head == "cargo" and rest[:1] == ("xtask",):
        return rest[1:2]
    if head == "nx" and rest[:1] in {("run-many",), ("affected",)}:
        named = [name for option in ("-t", "--target", "--targets") for name in _values(words, option)]
        return tuple(named) or ("",)
    if head == "cmake" and "--target" in words[:-1]:
        return (words[words.index("--target") + 1],)
    return rest[1:] if head in _VERBS and rest[:1] == (_VERBS[head],) else None


def _npm(words: tuple[str, ...], rest: tuple[str, ...], folder: str, own: OwnScripts) -> Answer | None:
    head = words[0]
    for option in ("--prefix", "--cwd", "-C", "--dir"):
        if option in words[:-1]:
            folder = inside(folder, words[words.index(option) + 1])
    if rest[:1] == ("workspace",):
        rest = rest[2:]
    if rest[:1] == ("workspaces",):
        rest = rest[rest.index("run") :] if "run" in rest else ()
    if not rest or (rest[0] in _BUILTIN and head != "bun"):
        return None
    if rest[0] in _NPM_RUN:
        names = rest[1:2]
    elif rest[0] in _NPM_TEST and head != "bun":
        names = ("test",)
    elif head in {"yarn", "pnpm"}:
        names = rest[:1]
    else:
        return None
    text = own.npm(folder, names[0]) if names else None
    if text is None and names and head in {"yarn", "pnpm"}:
        text = " ".join(words[words.index(names[0]) :])  # a program from node_modules: `yarn jest`
        return by_names(names) & ~Kind.OPAQUE or Kind.OPAQUE, text, folder
    return _named(names, text, folder)


def _make(words: tuple[str, ...], rest: tuple[str, ...], folder: str, own: OwnScripts) -> Answer:
    for index, word in enumerate(words[:-1]):
        if word in {"-C", "--directory"}:
            folder = inside(folder, words[index + 1])
        elif word.startswith("--directory="):
            folder = inside(folder, word.partition("=")[2])
    asked = tuple(word for word in rest if "=" not in word and not word.isdigit())
    names = tuple(word for word in asked if "$" not in word) or asked  # `make $ENVIRONMENT deploy`: what the variable names is open, `deploy` is not
    texts = [own.make(folder, name) for name in names or ("",)]
    text = "\n".join(part or "" for part in texts) if all(part is not None for part in texts) else None
    kind = Kind.NOTHING if names == asked else Kind.OPAQUE
    for name in names or ("all",):
        if name in {"all", "$@"}:
            kind |= Kind.BUILDS
        elif name in {"check", "distcheck"}:
            kind |= Kind.TESTS  # GNU coding standards: `make check` runs the self-tests
        else:
            kind |= by_names((name,))
    if text is None and kind:
        kind |= Kind.OPAQUE
    return kind, text, folder


def _tox(words: tuple[str, ...], rest: tuple[str, ...], folder: str, own: OwnScripts) -> Answer:
    if rest[:1] in {(word,) for word in _TOX_ASKS} or {"--notest", "-l", "-a", "--showconfig"} & set(words):
        return Kind.NOTHING, None, folder
    if "-c" in words[:-1]:
        folder = inside(folder, words[words.index("-c") + 1].removesuffix("tox.ini"))
    given = [part for option in ("-e", "--env") for part in _values(words, option)]
    names = [name for part in given for name in part.split(",") if name] or list(own.tox_environments(folder))
    kind = Kind.NOTHING
    for name in names:
        kind |= told_by_name(name) or Kind.TESTS
    texts = [own.tox(folder, name) for name in names]
    known = [text for text in dict.fromkeys(texts) if text]
    return kind or Kind.TESTS, "\n".join(known) if known else None, folder


def _nox(words: tuple[str, ...], rest: tuple[str, ...], folder: str, own: OwnScripts) -> Answer:
    if {"-l", "--list", "--list-sessions"} & set(words):
        return Kind.NOTHING, None, folder
    names = [name for option in ("-s", "--session", "--sessions", "-e") for name in _values(words, option)] + list(rest)
    texts = [own.nox(folder, name) for name in (names or [""])]
    kind = by_names(tuple(names)) & ~Kind.OPAQUE if names else Kind.TESTS
    known = [text for text in texts if text]
    return kind or Kind.OPAQUE, "\n".join(known) if known else None, folder


def _values(words: tuple[str, ...], option: str) -> list[str]:
    """The values of an option: the next word, what follows `=`, or what is glued to a short one."""
    found = []
    for index, word in enumerate(words[1:], 1):
        if word == option and index + 1 < len(words):
            found.append(words[index + 1])
        elif word.startswith(option + "="):
            found.append(word.partition("=")[2])
        elif not option.startswith("--") and word.startswith(option) and word != option:
            found.append(word.removeprefix(option))
    return found


def jvm(words: tuple[str, ...], rest: tuple[str, ...]) -> Kind:
    """What the tasks or goals of a Gradle, Maven or sbt command line do together."""
    head, kind = words[0], Kind.NOTHING
    for word in rest:
        task = word.split()[0].rpartition("/")[2] if word.split() else ""
        if head == "gradle":
            last = task.rpartition(":")[2]
            kind |= _GRADLE[last] if last in _GRADLE else told_by_name(last)
            continue
        phrase = f"{head} {task}"
        hits = [part for part, phrases in _LISTS if phrase in phrases]
        for part in hits:
            kind |= part
        if not hits and (head == "sbt" or ":" not in task):
            kind |= told_by_name(task)
    excluded = {words[index + 1].rpartition(":")[2] for index, word in enumerate(words[:-1]) if word in {"-x", "--exclude-task"}}
    if any(word.startswith(_SKIPS_TESTS) and not word.endswith("=false") for word in words) or "test" in excluded or "check" in excluded:
        kind &= ~Kind.TESTS
    return kind & ~Kind.CHECKS if "check" in excluded else kind


_LISTS = (
    (Kind.TESTS, catalogue.TESTING),
    (Kind.CHECKS, catalogue.CHECKING),
    (Kind.BUILDS, catalogue.BUILDING),
    (Kind.DEPLOYS, catalogue.DEPLOYING),
)


def _just(_: tuple[str, ...], rest: tuple[str, ...], folder: str, own: OwnScripts) -> Answer:
    texts = [own.just(folder, target) for target in rest[:1]]
    return _named(rest[:1], texts[0] if texts else None, folder)


def _composer(_: tuple[str, ...], rest: tuple[str, ...], folder: str, own: OwnScripts) -> Answer | None:
    if not rest or rest[0] in _BUILTIN:
        return None
    names = rest[1:2] if rest[0] in {"run", "run-script", "exec"} else rest[:1]
    return _named(names, own.composer(folder, names[0]) if names else None, folder)


_READERS: dict[str, Callable[[tuple[str, ...], tuple[str, ...], str, OwnScripts], Answer | None]] = {
    "npm": _npm,
    "yarn": _npm,
    "pnpm": _npm,
    "bun": _npm,
    "make": _make,
    "ninja": _make,
    "tox": _tox,
    "nox": _nox,
    "just": _just,
    "composer": _composer,
}
"""Runners whose own files are read."""
