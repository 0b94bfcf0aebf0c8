"""Ask git for what a replay of lines needs: the history at tree level, renames, and how contents differ."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.sources.git.collect import Collector
from quarterdeck.sources.git.command import Git, GitError
from quarterdeck.sources.git.discover import LocalRepository
from quarterdeck.sources.git.lines.families import Contents, Pair
from quarterdeck.sources.git.lines.graph import ABSENT, ARGUMENTS, Graph
from quarterdeck.sources.git.lines.hunks import Hunk, differences
from quarterdeck.sources.git.lines.secrets import ASIDE, Secret, secrets
from quarterdeck.sources.git.lines.versions import Question, Versions
from quarterdeck.sources.git.trees import tree_object, write_object

_CACHE = ("-c", "core.deltaBaseCacheLimit=384m")
_RENAMES = ("diff-tree", "--stdin", "-r", "-z", "--raw", "--no-abbrev", "-M", "--diff-filter=R", "--root")
_DIFFERENCES = ("diff-tree", "-p", "-U0", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color")
"""No context: so `git blame` compares, too."""
_FIRST_BYTES = 8000
"""Where git looks for the NUL that makes contents binary."""
_STRETCH = re.compile(rb"^([0-9a-f]{40,64}) \d+ (\d+) (\d+)$", re.MULTILINE)
_BRANCHED_LATELY, _BRANCHED_WITHIN = 1_000, 20_000
"""Branches that left the first-parent line longer ago than so many commits are rare: files there are asked of `git blame`."""
_RENAMES_AT_ONCE = 400


@dataclass
class LineCollector:
    """Asks one repository, through a neutral view at ``scratch``."""

    repository: LocalRepository
    scratch: Path
    workers: Executor
    history: Callable[[], bytes] | None = None
    """Gives the history at tree level, where git was asked for it before; raises ``GitError``."""
    problems: list[Problem] = field(default_factory=list)
    secrets: list[tuple[int, Secret]] = field(default_factory=list)
    """Secrets in lines that came in with the contents of this number."""
    objects: Collector = field(init=False)

    def __post_init__(self) -> None:
        """Open the view."""
        self.objects = Collector(self.repository, self.scratch)
        self.view = Git(self.objects.view.git_dir, _CACHE)

    def graph(self, head: str, seen: Sequence[str] = ()) -> Graph:
        """What is reachable from ``head`` and not from ``seen``. Raises ``GitError`` when it cannot be read to its end."""
        if self.history and not seen:
            return Graph.read(self.history())
        return Graph.read(self.view.run("log", *ARGUMENTS, head, *(f"^{commit}" for commit in seen), stdin=b""))

    def standing(self, graph: Graph, asked: Iterable[Question]) -> dict[Question, int]:
        """How paths stand at commits outside; contents that the graph does not know are added to it."""
        questions = [question for question in asked if b"\n" not in graph.paths[question[1]]]
        told = self._check(b"%s:%s" % (graph.name_of(parent), graph.paths[path]) for parent, path in questions)
        blobs = {blob: at for at, blob in enumerate(graph.blobs)}
        found = {}
        for question, line in zip(questions, told, strict=True):
            name, kind, _size = line or (b"", b"", 0)
            if kind == b"blob":
                found[question] = blobs.setdefault(name, len(blobs))
        graph.blobs = list(blobs)
        return found

    def mainline(self, head: str, wanted: AbstractSet[bytes]) -> list[bytes]:
        """The newest commits of the first-parent line that ends in ``head``, newest first: as many as hold what is wanted, as far as it is looked for."""
        line: list[bytes] = []
        for count in (_BRANCHED_LATELY, _BRANCHED_WITHIN):
            if not line or not wanted <= set(line):
                line = self.view.run("rev-list", "--first-parent", f"--max-count={count}", head, stdin=b"").split()
        return line

    def blame(self, commit: bytes, path: bytes) -> list[tuple[bytes, int]]:
        """(commit, lines) for each stretch of a file, from its first line to its last, as git itself tells it."""
        told = self.view.run("blame", "-s", "--incremental", commit.decode(), "--", os.fsdecode(path), stdin=b"")
        found = sorted((int(match[2]), match[1], int(match[3])) for match in _STRETCH.finditer(told))
        return [(name, count) for _, name, count in found]

    def _check(self, names: Iterable[bytes]) -> list[tuple[bytes, bytes, int] | None]:
        """(id, kind, size) of each object that is named; ``None`` for what is missing."""
        asked = b"\n".join(names)
        if not asked:
            return []
        out = self.view.run("cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)", stdin=asked + b"\n")
        lines = (line.rsplit(b" ", 2) for line in out.splitlines())
        return [(line[0], line[1], int(line[2])) if len(line) == 3 and line[2].isdigit() else None for line in lines]  # noqa: PLR2004  # id, kind, size

    def sizes(self, graph: Graph) -> list[int | None]:
        """Bytes of each of the graph's contents; ``None`` for what is missing."""
        return [told[2] if told else None for told in self._check(graph.blobs)]

    def renames(self, versions: Versions) -> list[tuple[int, int, int, int]]:
        """(version, place of the parent, old path, old contents) for what is `lacking`."""
        graph = versions.graph
        wanted: dict[int, dict[bytes, dict[bytes, int]]] = {}
        for version, place in versions.lacking:
            commit = graph.changes.commit[version]
            line = graph.commits[commit] + b" " + graph.name_of(graph.parents[commit][place])
            wanted.setdefault(place, {}).setdefault(line, {})[graph.paths[graph.changes.path[version]]] = version
        parts = [
            (place, lines[start : start + _RENAMES_AT_ONCE])
            for place, by_line in wanted.items()
            for lines in [list(by_line)]
            for start in range(0, len(lines), _RENAMES_AT_ONCE)
        ]
        numbers = {path: at for at, path in enumerate(graph.paths)}
        blobs = {blob: at for at, blob in enumerate(graph.blobs)}
        found = []
        for (place, _lines), told in zip(parts, self.workers.map(lambda part: list(self._renamed(part[1])), parts), strict=True):
            by_commit = {line.split(b" ")[0]: versions_at for line, versions_at in wanted[place].items()}
            for name, old, new, blob in told:
                renamed = by_commit[name].get(new)
                if renamed is not None:
                    found.append((renamed, place, numbers.setdefault(old, len(numbers)), blobs.setdefault(blob, len(blobs))))
        graph.paths, graph.blobs = list(numbers), list(blobs)
        return found

    def _renamed(self, lines: Sequence[bytes]) -> Iterator[tuple[bytes, bytes, bytes, bytes]]:
        """(commit, old path, new path, old contents). Where contents are missing, the commit has no renames, and the rest goes on."""
        waiting = list(lines)
        while waiting:
            try:
                yield from _renames(self.view.run(*_RENAMES, stdin=b"\n".join(waiting) + b"\n"))
            except GitError:
                if len(waiting) > 1:
                    half = len(waiting) // 2
                    yield from self._renamed(waiting[:half])
                    yield from self._renamed(waiting[half:])
            return

    def contents(self, graph: Graph, pairs: Sequence[Pair]) -> tuple[Contents, set[int]]:
        """How contents differ, pair by pair, and the contents that turned out to be unreadable."""
        if not pairs:
            return Contents({}, {}), set()
        hunks: dict[Pair, Sequence[Hunk]] = {}
        binary: set[int] = set()
        damaged: set[int] = set()
        self._compare(graph, pairs, hunks, binary, damaged)
        return Contents(hunks, self._lines(graph, binary) if binary else {}), damaged

    def _compare(self, graph: Graph, pairs: Sequence[Pair], hunks: dict[Pair, Sequence[Hunk]], binary: set[int], damaged: set[int]) -> None:
        old = tree_object((at, graph.blobs[before]) for at, (before, _) in enumerate(pairs) if before != ABSENT)
        new = tree_object((at, graph.blobs[after]) for at, (_, after) in enumerate(pairs))
        names = [write_object(self.view.git_dir, contents, self.objects.format) for contents in (old, new)]
        try:
            told = self.view.run(*_DIFFERENCES, *names, stdin=b"")
        except GitError as error:
            if len(pairs) == 1:
                damaged.update(blob for blob in pairs[0] if blob != ABSENT and not self._is_whole(graph.blobs[blob], error))
                return
            half = len(pairs) // 2
            self._compare(graph, pairs[:half], hunks, binary, damaged)
            self._compare(graph, pairs[half:], hunks, binary, damaged)
            return
        self.secrets += [(pairs[secret.name][1], secret) for secret in secrets(told)]
        silent = dict.fromkeys(pairs)
        for difference in differences(told):
            pair = pairs[difference.name]
            del silent[pair]
            if difference.binary:
                binary.update([pair[1]] if pair[0] != ABSENT else [])
            else:
                hunks[pair] = difference.hunks
        hunks.update(dict.fromkeys(silent, ()))

    def leaks(self, graph: Graph) -> list[tuple[bytes, bytes, int, str]]:
        """(commit, path, line, kind) of each secret where it first came in, in order; nothing of tests, examples and documents."""
        of_blob: dict[int, list[Secret]] = {}
        for blob, secret in self.secrets:
            of_blob.setdefault(blob, []).append(secret)
        first: dict[bytes, tuple[bytes, bytes, int, str]] = {}
        changes = graph.changes
        for commit, path, blob in zip(changes.commit, changes.path, changes.blob, strict=True) if of_blob else ():
            for secret in of_blob.get(blob, ()):
                if not ASIDE.search(graph.paths[path]):
                    first.setdefault(secret.fingerprint, (graph.commits[commit], graph.paths[path], secret.line, secret.kind))
        return sorted(first.values())

    def _is_whole(self, blob: bytes, error: GitError) -> bool:
        """Whether contents can be read; if not, that is a Problem."""
        try:
            self.view.run("cat-file", "blob", blob.decode(), stdin=b"")
        except GitError:
            what = f"contents {blob.decode()[:12]} cannot be read: {error}; who wrote their lines is told from the versions around them"
            problem = Problem(Place(self.repository.name), what, "Run `git fsck`; fetch the object from another clone")
            self.problems.extend([problem] if problem not in self.problems else [])
            return False
        return True

    def _lines(self, graph: Graph, blobs: Iterable[int]) -> Mapping[int, int]:
        """Lines of those that are text."""
        names = {graph.blobs[blob].decode(): blob for blob in blobs}
        found: dict[int, int] = {}
        for name, contents in self.objects.contents(list(names)):
            if b"\0" not in contents[:_FIRST_BYTES]:
                found[names[name]] = contents.count(b"\n") + bool(contents and not contents.endswith(b"\n"))
        return found


def _renames(raw: bytes) -> Iterator[tuple[bytes, bytes, bytes, bytes]]:
    """(commit, old path, new path, old contents) from `git diff-tree --stdin -z --raw -M`."""
    tokens = iter(raw.split(b"\0"))
    commit = b""
    for token in tokens:
        if token[:1] == b":":
            old, new = next(tokens), next(tokens)
            yield commit, old, new, token.split(b" ")[2]
        elif token:
            commit = token.split(b" ")[0]
