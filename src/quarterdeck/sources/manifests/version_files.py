"""Files that say which runtime to use: ``.python-version``, ``.nvmrc``, ``.tool-versions``, ``mise.toml``, ``Gemfile``, and their like.

A version is kept as written, without a leading ``v`` or ``python-``. What floats (``system``, ``latest``, ``lts/*``) names no version.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from quarterdeck.evidence.dependencies import Runtime
from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.manifests.document import RUNTIMES, brief, items, problem, source_text, table, text, too_big
from quarterdeck.sources.manifests.json_reader import read_json
from quarterdeck.sources.manifests.ranges import floor, is_exact
from quarterdeck.sources.manifests.rows import Notes, runtime
from quarterdeck.sources.manifests.toml_reader import read_toml

BIGGEST = 200_000
"""Bytes above which these files are refused."""

TOOLS: Mapping[str, str] = MappingProxyType(
    {
        "golang": "go",
        "node": "nodejs",
        "postgres": "postgresql",
        "maven": "apache-maven",
        "mongo": "mongodb",
        "dotnet-core": "dotnet",
        "vault": "hashicorp-vault",
    }
)
"""Tool of asdf or mise → endoflife.date's identifier, where the two differ."""

JAVA: Mapping[str, str] = MappingProxyType(
    {
        "temurin": "eclipse-temurin",
        "adopt": "eclipse-temurin",
        "adoptopenjdk": "eclipse-temurin",
        "corretto": "amazon-corretto",
        "zulu": "azul-zulu",
        "microsoft": "microsoft-build-of-openjdk",
        "semeru": "ibm-semeru",
        "oracle": "oracle-jdk",
        "openjdk": "openjdk-builds-from-oracle",
        "graalvm": "oracle-graalvm",
        "sapmachine": "sapmachine",
        "liberica": "bellsoft-liberica",
        "mandrel": "mandrel",
    }
)
"""Distribution of Java, as asdf and GitHub's action name it → endoflife.date's identifier."""

ONE_PRODUCT: Mapping[str, str] = MappingProxyType({".python-version": "python", ".nvmrc": "nodejs", ".node-version": "nodejs", ".ruby-version": "ruby"})

_FLOATING = re.compile(
    r"(?:system|latest|lts|lts/\*|lts/-\d+|stable|oldstable|node|iojs|default|current|head|tip|ref:.*|path:.*|sub-\d.*|latest:.*|prefix:.*)",
    re.IGNORECASE,
)
_OTHER = re.compile(r"(pypy|graalpy|graalpython|jython|ironpython|jruby|truffleruby|mruby|rbx|miniconda\d?|anaconda\d?|miniforge\d?|stackless)[-_]?v?(\d.*)")
_PREFIX = re.compile(r"(?:python|ruby|node|cpython|go)-(?=\d)|[vV=](?=\d)")
_JAVA = re.compile(r"([a-z]+)(?:-[a-z]+)*-(?:jre-|musl-)*(\d[\w.+-]*)")
_RUNTIME_TXT = re.compile(r"\s*(python|pypy)-?([\d.]+\S*)\s*")
_GEMFILE = re.compile(r"^[ \t]*ruby(?:[ \t]+|\()[ \t]*(?P<given>[\"'][^\n#]*)", re.MULTILINE)
_PREVIEW = re.compile(r"(?<=\d)(?:-(?:dev|nightly)|t)$")
_OPEN = re.compile(r"[<>|]|\s-\s")
_QUOTED = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")


def named(product: str, written: str) -> tuple[str, str | None]:
    """The product and version that ``written`` means where ``product`` is asked for: ``pypy3.9-7.3`` is another product, ``lts/*`` none."""
    word = written.strip()
    if _FLOATING.fullmatch(word):
        return product, None
    other = _OTHER.fullmatch(word.lower())
    if other:
        return other.group(1), other.group(2)
    if product == "java":
        match = _JAVA.fullmatch(word.lower())
        return (JAVA.get(match.group(1), match.group(1)), match.group(2)) if match else (product, word)
    return product, _PREFIX.sub("", word, count=1) or None


def version_row(file: FileContent, line: int, product: str, written: str) -> Runtime:
    """The row of one version in a version file."""
    meant, version = named(product, written)
    return runtime(file, line, "version file", meant, version, written, pinned=is_exact(version))


def read_one_product(file: FileContent) -> Extracted:
    """``.python-version``, ``.nvmrc``, ``.node-version`` or ``.ruby-version``: a version a line; comments begin with ``#``."""
    return _by_line(file, lambda words: [(ONE_PRODUCT[file.name], word) for word in words])


def read_tool_versions(file: FileContent) -> Extracted:
    """``.tool-versions``: a tool and its versions, of which the first is used and the others are fallbacks."""
    return _by_line(file, lambda words: [(TOOLS.get(words[0], words[0]), word) for word in words[1:]])


def _by_line(file: FileContent, read: Callable[[list[str]], list[tuple[str, str]]]) -> Extracted:
    refused = too_big(file, RUNTIMES, BIGGEST)
    if refused:
        return Extracted(problems=(refused,))
    notes = Notes()
    for number, raw in enumerate(source_text(file).split("\n"), 1):
        words = raw.partition("#")[0].split()
        if words:
            notes.rows.extend(version_row(file, number, product, word) for product, word in read(words))
    return notes.extracted(file)


def read_runtime_txt(file: FileContent) -> Extracted:
    """Heroku's ``runtime.txt``: ``python-3.11.4``. Anything else that bears the name says nothing."""
    source = source_text(file)[:200]
    match = _RUNTIME_TXT.fullmatch(source)
    if match is None:
        return Extracted()
    line = source[: match.start(1)].count("\n") + 1
    row = runtime(file, line, "version file", match[1], match[2], source.strip(), pinned=is_exact(match[2]))
    return Extracted((row,))


def read_mise(file: FileContent) -> Extracted:
    """The ``[tools]`` of a ``mise.toml``: a version, a list of them, or a table with one."""
    document = read_toml(file, RUNTIMES)
    if isinstance(document, Problem):
        return Extracted(problems=(document,))
    notes = Notes()
    for tool, value in table(document.at("tools")).items():
        name = tool.removeprefix("core:")
        for number, one in enumerate(items(value) if isinstance(value, list) else [value]):
            version = text(one) or text(table(one).get("version")) or (str(one) if isinstance(one, int | float) else "")
            if version:
                notes.rows.append(version_row(file, document.line("tools", tool, number), TOOLS.get(name, name), version))
    return notes.extracted(file)


def read_gemfile(file: FileContent) -> Extracted:
    """The ``ruby`` line of a ``Gemfile``, when its versions are plain texts."""
    refused = too_big(file, RUNTIMES, BIGGEST)
    if refused:
        return Extracted(problems=(refused,))
    source = source_text(file)
    match = _GEMFILE.search(source)
    if match is None:
        return Extracted()
    given = match["given"].partition(", engine")[0].partition(", :engine")[0].partition(", patchlevel")[0]
    requirements = [double or single for double, single in _QUOTED.findall(given)]
    requirement = ", ".join(requirements)
    line = source.count("\n", 0, match.start("given")) + 1
    if not requirement or "#{" in requirement:
        return Extracted()
    return Extracted((_ruby(file, line, requirement),))


def _ruby(file: FileContent, line: int, requirement: str) -> Runtime:
    """A Gemfile's version without an operator is exact to Bundler, though it may leave off the patch level."""
    if re.fullmatch(r"=?\s*\d[\w.-]*", requirement):
        version = requirement.lstrip("= ")
        return runtime(file, line, "manifest version", "ruby", version, requirement, pinned=is_exact(version))
    return runtime(file, line, "manifest range", "ruby", floor(requirement), requirement)


def read_composer(file: FileContent) -> Extracted:
    """The PHP that a ``composer.json`` requires: the version is the floor of the range, not what runs."""
    document = read_json(file, RUNTIMES)
    if isinstance(document, Problem):
        return Extracted(problems=(document,))
    required = document.at("require", "php")
    if required is None:
        return Extracted()
    line = document.line("require", "php")
    if not isinstance(required, str):
        what = f"the PHP required is {brief(str(required), 40)}, which is no text"
        return Extracted(problems=(problem(file, line, what, 'Write it as "php": ">=8.2"', RUNTIMES),))
    if re.fullmatch(r"=?\s*v?\d+\.\d+\.\d+", required):
        return Extracted((runtime(file, line, "manifest version", "php", required.lstrip("= v"), required, pinned=True),))
    return Extracted((runtime(file, line, "manifest range", "php", floor(required), required),))


def pipeline_version(product: str, written: str) -> tuple[str, str | None]:
    """The product and version that one value of a pipeline's set-up step means.

    The step takes the newest version that fits: ``18.x`` and ``~1.21`` name what it stays within, ``^1.13`` its first number, and an
    open range (``>=1.16``) none.
    """
    meant, version = named(product, written)
    if version is None or meant != product or version.startswith("lts/"):
        return meant, version
    if _OPEN.search(version):
        return meant, None
    lowest = floor(_PREVIEW.sub("", version))
    return meant, lowest.partition(".")[0] if lowest and version.lstrip().startswith("^") else lowest
