"""READMEs: how long they are, and whether they say how to run and how to test."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quarterdeck.evidence.files import Extracted
from quarterdeck.evidence.governance import Readme
from quarterdeck.sources.documents.markup import headings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quarterdeck.evidence.files import FileContent

_PATH = re.compile(r"^(?:[^/]+/)?readme(?:\.(?:md|markdown|rst|txt|adoc|asciidoc|rdoc|org|mkd|textile|pod))?$", re.IGNORECASE)
_FOREIGN = re.compile(r"^(?:node_modules|vendor|third_party)/")
_RUN = re.compile(
    r"\b(install|installs|installing|installation|run|runs|running|build|builds|building|usage|use|using|"
    r"getting started|get started|quick ?start|"
    r"setup|set up|setting up|start|starting|launch|deploy|deploying|deployment|compile|compiling|download)\b",
    re.IGNORECASE,
)
_TEST = re.compile(r"\b(test|tests|testing|contribute|contributing|contributions?|contributors? guide)\b", re.IGNORECASE)
_TEST_COMMAND = re.compile(
    r"(?<![\w./-])(pytest|py\.test|tox|nox|rspec|phpunit|ctest|jest|vitest|mocha|stestr|ansible-test|"
    r"(?:npm|yarn|pnpm|bun|cargo|go|mix|dotnet|sbt|lein|bazel|flutter|dart|swift|zig|stack|cabal|composer|meson|hatch|deno|make|just|task|ant|mvn|gradle|"
    r"\./mvnw|\./gradlew|rake|rails|bin/rails|manage\.py|setup\.py)"
    r"(?: run)?(?: -\S+)* (?:test|tests|check|verify|unittest)(?:[:\w-]*)|"
    r"python3? -m unittest|make -C t|prove)(?![\w-])"
)
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_NO_WORDS = re.compile(r"https?://\S+|<[^<>]{1,500}>")


def wants(path: str) -> bool:
    """READMEs at the root and one folder deep."""
    return bool(_PATH.match(path)) and not _FOREIGN.match(path)


def extract(files: Sequence[FileContent]) -> Extracted:
    """One row for each README, the root's first."""
    rows = []
    for file in sorted(files, key=lambda file: (file.path.count("/"), file.path)):
        text = file.text
        titles = [heading.title for heading in headings(text)][1:]  # the first is the name of the thing
        says_run = any(_RUN.search(title) for title in titles)
        says_test = any(_TEST.search(title) for title in titles) or bool(_TEST_COMMAND.search(text))
        rows.append(Readme(file.repository, file.path, words_in(text), says_run, says_test))
    return Extracted(tuple(rows))


def words_in(text: str) -> int:
    """Words of letters, code included; comments, tags and addresses left out."""
    return len(_WORD.findall(_NO_WORDS.sub(" ", _without_comments(text))))


def _without_comments(text: str) -> str:
    """Without `<!-- … -->`; by search, because a pattern would take quadratic time on comments never closed."""
    parts, position = list[str](), 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts.append(text[position:start])
        position = end + 3
    return " ".join([*parts, text[position:]])
