"""Ask git for bytes: history at tree level first, then lines and renames, then the tree and its contents."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Condition

from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.kernel.text import counted
from quarterdeck.sources.git.asking import UNREADABLE_AT_MOST, Asking
from quarterdeck.sources.git.command import Git, GitError, neutral_view, object_format
from quarterdeck.sources.git.counting import Counting
from quarterdeck.sources.git.discover import LocalRepository
from quarterdeck.sources.git.extract import History, TagTarget, commits_in, parents_of, renames, tag_object, tree
from quarterdeck.sources.git.mentions import Mentions
from quarterdeck.sources.git.questions import HEADER, HISTORY, TREES, newest_until, wanted

LARGEST = 5_000_000
"""Contents above this many bytes are not read: no person wrote them line by line."""
_RENAMES = ("--raw", "--no-abbrev", "-M", "--diff-filter=R")
_CACHE = ("-c", "core.deltaBaseCacheLimit=384m")
_RENAMES_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Heads:
    """Where a repository stands: its head commit, the branch that HEAD names, and its tags' targets by name."""

    head: str
    branch: str
    tags: dict[str, str]


@dataclass
class Collector:
    """Everything that is asked of one repository. ``scratch`` is a folder of our own."""

    repository: LocalRepository
    scratch: Path
    problems: list[Problem] = field(default_factory=list)
    damaged: dict[str, str] = field(default_factory=dict)
    """Objects whose contents were asked for and cannot be read, with what git says of each."""
    early: dict[tuple[str, ...], Iterator[bytes]] = field(default_factory=dict)
    """What git prints of whole histories that it was asked for before, by their tips (`ahead`)."""

    def __post_init__(self) -> None:
        """Open the neutral view."""
        self.view = neutral_view(self.repository.common_dir, self.scratch)
        self.format = object_format(self.repository.common_dir)
        self.shallow = (self.repository.common_dir / "shallow").is_file()

    def aside(self) -> Collector:
        """The same view with problems of its own, for work that goes on beside other work."""
        other = copy(self)
        other.problems, other.damaged = [], {}
        return other

    def heads(self) -> Heads | None:
        """The refs, or ``None`` with a Problem when the repository has no commit or cannot be opened."""
        theirs = Git(self.repository.git_dir)
        try:
            refs = theirs.run("for-each-ref", "--format=%(objectname) %(refname)", "refs/tags").decode("utf-8", "backslashreplace")
        except GitError as error:
            self._problem(f"git cannot open this repository: {error}", "Run `git fsck` there, or clone it again")
            return None
        branch = ""
        with contextlib.suppress(GitError):
            branch = theirs.run("symbolic-ref", "--quiet", "--short", "HEAD").decode("utf-8", "backslashreplace").strip()
        try:
            head = theirs.run("rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
        except GitError:
            self._problem(
                "HEAD names no commit: the repository is empty, or its branch is missing",
                "Commit something, or check out a branch",
            )
            return None
        tags = {name.removeprefix("refs/tags/"): oid for oid, _, name in (line.partition(" ") for line in refs.splitlines())}
        return Heads(head, branch, tags)

    def history(self, tips: Sequence[str], seen: Sequence[str], into: History, heard: Callable[[], None] = lambda: None) -> None:
        """Commits reachable from ``tips`` and not from ``seen``, newest first, with their changes at tree level, read into a history.

        ``heard`` is called when there is more of it, for whoever wants to go ahead.

        Where a tree is missing or corrupt, its commits are told without changes and the rest goes on; behind a missing commit nothing
        can be known. Either is a Problem.
        """
        early = None if seen else self.early.pop(tuple(tips), None)
        try:
            with contextlib.nullcontext(early) if early else self.view.stream(*HISTORY, stdin=[wanted(tips, seen)]) as chunks:
                for chunk in chunks:
                    into.read(chunk)
                    heard()
        except GitError:
            into.drop_last()
            outputs, unreadable = self._one_after_the_other([commit for commit in self._reachable(tips, seen) if commit not in into.first])
            bare, _ = self._attempt(unreadable, ("--no-patch",)) if unreadable else (b"", None)
            for output in (*outputs, bare):
                into.read(output + b"\0")

    def _reachable(self, tips: Sequence[str], seen: Sequence[str]) -> list[str]:
        """Commits reachable from ``tips`` and not from ``seen``, without git's own walk, which ends at the first commit that is missing.

        Slow, for every object is asked what it is: only for damaged repositories.
        """
        taken: list[bytes] = []
        with contextlib.suppress(GitError), self.view.stream("cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)") as chunks:
            taken.extend(chunks)
        commits = [line[7:].decode() for line in b"".join(taken).split(b"\n") if line.startswith(b"commit ")]
        parents = {oid: parents_of(contents) for oid, contents in self.contents(commits)}
        cut = (self.repository.common_dir / "shallow").read_text().split() if self.shallow else []
        parents.update((oid, ()) for oid in cut if oid in parents)
        old, _ = _walk(seen, parents)
        new, missing = _walk([tip for tip in tips if tip not in old], parents, old)
        for commit in sorted(missing):
            what = f"the history breaks off: commit {commit[:12]} is missing or damaged, and what lies behind it cannot be seen"
            self._problem(what, "Run `git fsck`; fetch the missing objects from another clone", ("commits", "file_changes"))
        return [commit for commit in new if commit not in missing]

    def graph(self, tips: Sequence[str], seen: Sequence[str]) -> bytes:
        """``<time> <commit> <parents…>`` per line, of commits reachable from ``tips`` and not from ``seen``."""
        taken: list[bytes] = []
        try:
            with self.view.stream("rev-list", "--parents", "--timestamp", "--ignore-missing", "--stdin", stdin=[wanted(tips, seen)]) as chunks:
                taken.extend(chunks)
        except GitError as failure:
            self._problem(f"what the tags contain cannot be followed to its end: {failure}", "Run `git fsck`, or clone it again", ("tags", "side_commits"))
        return b"".join(taken)

    def lines(self, progress: Callable[[int], None], changed: Condition) -> Counting:
        """The question how many lines each change adds and deletes, ready to be fed with changes and worked on."""
        return Counting(self.view, self.format, progress, changed)

    def renames(self, commits: Sequence[str]) -> list[tuple[str, str, str]]:
        """(commit, old path, new path) of the renames in ``commits``."""
        waiting, found = deque(commits), list[tuple[str, str, str]]()

        def take() -> list[str]:
            return [waiting.popleft() for _ in range(min(_RENAMES_AT_ONCE, len(waiting)))]

        asking = Asking(
            Git(self.view.git_dir, _CACHE), _RENAMES, take, lambda batch: "".join(f"{commit}\n" for commit in batch), lambda raw: found.extend(renames(raw))
        )
        asking.work()
        self.problems += self.unreadable(asking.unreadable, len(waiting) if asking.given_up else 0, "renames in it are not followed")
        return found

    def unreadable(self, commits: Mapping[str, str], left: int, lost: str) -> list[Problem]:
        """Problems for commits over which git stopped, with what it said of each, and for those ``left`` that were not asked about after them."""
        place = Place(self.repository.name)
        mend = "Run `git fsck`; fetch the object from another clone"
        found = [Problem(place, f"commit {commit[:12]} cannot be read in full: {said}; {lost}", mend) for commit, said in commits.items()]
        if left:
            what = f"{counted(left, 'more commit')} {'was' if left == 1 else 'were'} not read after {len(commits)} failures; {lost}"
            found.append(Problem(place, what, "Clone the repository again"))
        return found

    def _one_after_the_other(self, commits: Sequence[str]) -> tuple[list[bytes], list[str]]:
        """Changes of ``commits`` at tree level, and the commits left out because an object of theirs is missing or corrupt: the rest goes on."""
        outputs: list[bytes] = []
        unreadable: list[str] = []
        alone = False  # whether the next commit is tried by itself, to see which of two neighbours the failure belongs to
        while commits:
            output, failure = self._attempt(commits[:1] if alone else commits, TREES)
            told = [commit for commit, _ in commits_in(output)]
            if failure is None:
                outputs.append(output)
                commits = commits[1:] if alone else ()
                alone = False
                continue
            if told and not alone:
                outputs.append(output[: output.rfind(b"\x01" + told[-1].encode())])
                commits, alone = commits[commits.index(told[-1]) :], True
                continue
            unreadable.append(commits[0])
            self._unreadable(f"commit {commits[0][:12]} cannot be read in full: {failure}", "Run `git fsck`; fetch the object from another clone")
            commits, alone = commits[1:], False
            if len(unreadable) == UNREADABLE_AT_MOST and commits:
                self._unreadable(f"{len(commits)} more commits were not read after {len(unreadable)} failures", "Clone the repository again")
                unreadable.extend(commits)
                break
        return outputs, unreadable

    def _unreadable(self, what: str, mend: str) -> None:
        self._problem(f"{what}; its file changes are absent", mend, ("file_changes",))

    def _attempt(self, commits: Sequence[str], what: Sequence[str]) -> tuple[bytes, GitError | None]:
        taken: list[bytes] = []
        git = Git(self.view.git_dir, _CACHE)
        arguments = ("log", "--no-walk=unsorted", "-z", f"--format={HEADER}", *what, "--stdin")
        try:
            with git.stream(*arguments, stdin=["\n".join(commits).encode()]) as chunks:
                taken.extend(chunks)
        except GitError as error:
            return b"".join(taken), error
        return b"".join(taken), None

    def tree(self, commit: str) -> bytes:
        """``git ls-tree -r -z`` of a commit; empty with a Problem when it cannot be read."""
        try:
            return self.view.run("ls-tree", "-r", "-z", "--full-tree", commit, stdin=b"")
        except GitError as error:
            self._problem(f"the files of {commit[:12]} cannot be listed: {error}", "Run `git fsck`, or clone it again", ("files",))
            return b""

    def sizes(self, objects: Sequence[str]) -> dict[str, int]:
        """Bytes of each object that exists."""
        told = self.view.run("cat-file", "--batch-check=%(objectname) %(objectsize)", stdin="\n".join(objects).encode() + b"\n") if objects else b""
        return {oid: int(size) for oid, _, size in (line.partition(" ") for line in told.decode().splitlines()) if size.isdigit()}

    def contents(self, objects: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """(object id, contents) of each object that exists, in order. Ask `sizes` first: everything named here is read whole.

        An object that is there but cannot be read is remembered in ``damaged``, and the rest goes on.
        """
        waiting = list(objects)
        while waiting:
            buffer, answered = bytearray(), 0
            with self.view.stream("cat-file", "--batch", "--buffer", stdin=["\n".join(waiting).encode() + b"\n"]) as chunks:
                try:
                    for chunk in chunks:
                        buffer += chunk
                        used, answers, told = _objects(buffer)
                        del buffer[:used]
                        answered += answers
                        yield from told
                except GitError as error:
                    if answered < len(waiting):
                        self.damaged[waiting[answered]] = str(error)
                else:
                    answered = len(waiting)
            waiting = waiting[answered + 1 :]

    def mentions(self, commit: str, patterns: Sequence[str]) -> Iterator[tuple[str, int, str]]:
        """(path, line, what stands there) of each whole word that one of the patterns fits, whatever its case, in the text files of a commit.

        What cannot be read is passed over: elsewhere it is told that it cannot. A search that takes too long ends, and is a Problem.
        """
        wanted = Mentions(patterns)
        paths: dict[str, list[str]] = {}
        for entry in tree(self.tree(commit)):
            paths.setdefault(entry.blob, []).append(entry.path)
        small = [blob for blob, size in self.sizes(list(paths)).items() if size < LARGEST]
        for read, (blob, data) in enumerate(self.contents(small)):
            for line, words in wanted.of(data):
                yield from ((path, line, words) for path in paths[blob])
            if wanted.given_up:
                what = f"the names of what was decided stand too often to be looked for everywhere: {read + 1} of {counted(len(small), 'file')} were searched"
                self._problem(what, "Name fewer options in decision documents, or keep generated text out of the repository", ("decision_traces",))
                return

    def added_lines(self, base: str, head: str, paths: Sequence[str]) -> Iterator[tuple[str, int, str, str]]:
        """(commit, seconds, path, line) of each line that came into one of the files on the way from ``base`` to ``head``, newest first."""
        asked = ("log", "--first-parent", "-m", "-p", "-U0", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--format=%x00%H %ct")
        commit, at, path = "", 0, ""
        with contextlib.suppress(GitError):  # what cannot be read is told where the history itself is
            for raw in self.view.run(*asked, f"{base}..{head}", "--", *(f":(literal){path}" for path in paths), stdin=b"").split(b"\n"):
                line = raw.decode("utf-8", "replace")
                if line.startswith("\0"):
                    commit, _, seconds = line[1:].partition(" ")
                    at = int(seconds)
                elif line.startswith("+++ "):
                    path = line[4:].removeprefix("b/").rstrip("\t")
                elif line.startswith("+"):
                    yield commit, at, path, line[1:]

    def newest_until(self, head: str, before: str) -> str:
        """The newest commit on the first-parent line of ``head`` committed before ``before`` (an ISO time); empty when there is none."""
        return newest_until(self.view, head, before)

    def tag_targets(self, tags: dict[str, str]) -> dict[str, TagTarget]:
        """For each tag that leads to a commit, what it says; tag objects that name tags are followed. One that cannot be read is a Problem."""
        kinds = self._kinds(list(tags.values()))
        objects = dict(self.contents([oid for oid, kind in kinds.items() if kind == "tag"]))
        found: dict[str, TagTarget] = {}
        for name, oid in tags.items():
            kind, target, told = ("commit", oid, TagTarget(oid, None, None, None)) if kinds.get(oid) == "commit" else tag_object(objects.get(oid, b""))
            for _ in range(5):  # tags of tags are rare, and never deep
                if kind != "tag":
                    break
                kind, target, _told = tag_object(dict(self.contents([target])).get(target, b""))
            if kind == "commit":
                found[name] = replace(told, commit=target)
            elif kinds.get(oid, "missing") in {"missing", "tag"} and not kind:
                self._problem(f"tag {name} cannot be read: an object is missing or damaged", "Run `git fsck`, or fetch the tag again", ("tags",))
        return found

    def _kinds(self, objects: Sequence[str]) -> dict[str, str]:
        if not objects:
            return {}
        told = self.view.run("cat-file", "--batch-check=%(objectname) %(objecttype)", stdin="\n".join(objects).encode() + b"\n").decode()
        return {oid: kind for oid, _, kind in (line.partition(" ") for line in told.splitlines())}

    def _problem(self, what: str, mend: str, silences: tuple[str, ...] = ()) -> None:
        self.problems.append(Problem(Place(self.repository.name), what, mend, silences))


def _walk(tips: Sequence[str], parents: Mapping[str, Sequence[str]], stop: Collection[str] = ()) -> tuple[dict[str, None], set[str]]:
    """Everything reachable from ``tips`` without ``stop``, nearest first, and what of it has no known parents."""
    found: dict[str, None] = {}
    missing: set[str] = set()
    waiting = deque(tips)
    while waiting:
        commit = waiting.popleft()
        if commit in found or commit in stop:
            continue
        found[commit] = None
        if commit in parents:
            waiting.extend(parents[commit])
        else:
            missing.add(commit)
    return found, missing


def _objects(buffer: bytearray) -> tuple[int, int, list[tuple[str, bytes]]]:
    """How many bytes of ``cat-file --batch`` output are whole answers, how many answers, and the objects among them."""
    position, answers, found = 0, 0, []
    while (end := buffer.find(b"\n", position)) >= 0:
        header = buffer[position:end].split(b" ")
        if len(header) != 3:  # noqa: PLR2004  # «oid missing» or «oid ambiguous»: no contents follow
            position, answers = end + 1, answers + 1
            continue
        size = int(header[2])
        if end + 1 + size + 1 > len(buffer):
            break
        found.append((header[0].decode(), bytes(buffer[end + 1 : end + 1 + size])))
        position, answers = end + 1 + size + 1, answers + 1
    return position, answers, found
