"""Git as a subprocess over a *neutral view* of a repository.

A repository is somebody's input: its configuration, hooks, attributes, filters, replacement refs and remotes could run programs or
change what is read. So every command that reads contents runs in a git directory of our own, which holds nothing but a pointer
to the repository's objects, and objects of our own making. The repository itself is asked for its refs only, and is never written to.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from typing import IO

_SAFE = (
    "-c", "core.fsmonitor=false",
    "-c", "core.hooksPath=/dev/null",
    "-c", "core.attributesFile=/dev/null",
    "-c", "core.pager=cat",
    "-c", "core.bigFileThreshold=100m",
    "-c", "core.quotePath=false",
    "-c", "diff.renameLimit=1000",
    "-c", "log.showSignature=false",
    "-c", "safe.directory=*",
)  # fmt: skip
_KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": "1000000000", "MALLOC_TRIM_THRESHOLD_": "2000000000", "MALLOC_TOP_PAD_": "64000000"}
"""The GNU C library gives the memory of every larger file back to the system, and git asks for it again at the next commit: told to
keep it, git needs half the time in the kernel and a twentieth less in all. Elsewhere these names mean nothing."""
_CHUNK = 1 << 16
"""What a pipe holds. More would be set aside anew for each read, and never filled."""
_MARK_AT_MOST = 24
"""Bytes of the line that ends an answer, and the one before it."""
_REFS_TIMEOUT = 120


class GitError(Exception):
    """Git ended with an error: its last words, and what it had printed until then."""

    def __init__(self, words: str) -> None:
        """Keep the first line that says what is wrong, without the path of our own view."""
        lines = [line for line in words.splitlines() if line.strip()]
        telling = [line for line in lines if line.startswith(("fatal:", "error:"))] or lines or ["git gave no reason"]
        super().__init__(telling[0].removeprefix("fatal: ").removeprefix("error: "))


def environment() -> dict[str, str]:
    """The variables that git is given: nothing of the user's configuration, no prompt, no network, no replacement objects."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    return kept | {
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        **_KEEP_MEMORY,
    }


@dataclass(frozen=True)
class Git:
    """Runs git in one git directory. ``run`` returns all output, ``stream`` yields it while the command works."""

    git_dir: Path
    settings: tuple[str, ...] = field(default=())

    def _command(self, arguments: Sequence[str]) -> list[str]:
        return ["git", f"--git-dir={self.git_dir}", *_SAFE, *self.settings, *arguments]

    def run(self, *arguments: str, stdin: bytes | None = None) -> bytes:
        """Standard output of one command. Raises ``GitError``."""
        done = subprocess.run(
            self._command(arguments), input=stdin if stdin is not None else b"", capture_output=True, env=environment(), check=False,
            timeout=_REFS_TIMEOUT if stdin is None else None,
        )  # fmt: skip
        if done.returncode:
            raise GitError(done.stderr.decode("utf-8", "replace"))
        return done.stdout

    @contextmanager
    def conversation(self, *arguments: str) -> Iterator[Conversation]:
        """A command that reads object ids line by line and echoes, at once, a line that is none, as ``diff-tree --stdin`` does."""
        with TemporaryFile() as errors:  # a pipe that nobody reads would stop git when it is full
            process = subprocess.Popen(self._command(arguments), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=environment())
            try:
                yield Conversation(process, errors)
            finally:
                process.kill()
                process.communicate()

    @contextmanager
    def stream(self, *arguments: str, stdin: Iterable[bytes] = ()) -> Iterator[Iterator[bytes]]:
        """Chunks of standard output, while ``stdin`` is fed from a thread.

        After the last chunk the exit code is looked at and ``GitError`` raised if the command failed, so that a reader has first
        taken all that was printed.
        """
        process = subprocess.Popen(self._command(arguments), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
        errors: list[bytes] = []
        feeding = Thread(target=_feed, args=(process.stdin, stdin), daemon=True)
        listening = Thread(target=lambda: errors.append(process.stderr.read() if process.stderr else b""), daemon=True)
        feeding.start()
        listening.start()

        def chunks() -> Iterator[bytes]:
            while process.stdout and (chunk := process.stdout.read1(_CHUNK)):  # type: ignore[attr-defined]  # a BufferedReader
                yield chunk
            listening.join()
            if process.wait():
                raise GitError(b"".join(errors).decode("utf-8", "replace"))

        try:
            yield chunks()
        finally:
            process.kill()
            process.wait()
            feeding.join()
            listening.join()
            for pipe in (process.stdout, process.stderr):
                if pipe:
                    pipe.close()


@dataclass
class Conversation:
    """Batches of lines sent to one process, and its answers in order. A batch is small against a pipe, so that sending never waits."""

    process: subprocess.Popen[bytes]
    errors: IO[bytes]
    _asked: int = 0
    _answered: int = 0
    _buffer: bytearray = field(default_factory=bytearray)

    def ask(self, lines: str) -> None:
        """Send one batch. That git has ended is told by `answer`."""
        with suppress(BrokenPipeError):
            os.write(self.process.stdin.fileno(), lines.encode() + b"=%d\n" % self._asked)  # type: ignore[union-attr]  # a pipe
        self._asked += 1

    def answer(self, ends: bytes = b"\0") -> bytes:
        """The answer to the oldest batch that has none; it is empty or ends in one of ``ends``. Raises ``GitError`` when git ended before."""
        mark, searched = b"=%d\n" % self._answered, 0
        while (found := self._marked(mark, searched, ends)) < 0:
            searched = max(0, len(self._buffer) - _MARK_AT_MOST)
            chunk = self.process.stdout.read1(_CHUNK)  # type: ignore[union-attr]  # a pipe
            if not chunk:
                self.process.wait()
                self.errors.seek(0)
                raise GitError(self.errors.read().decode("utf-8", "replace"))
            self._buffer += chunk
        answer = bytes(self._buffer[:found])
        del self._buffer[: found + len(mark)]
        self._answered += 1
        return answer

    def _marked(self, mark: bytes, searched: int, ends: bytes) -> int:
        """Where the mark stands, at the beginning or after one of ``ends``; -1 while it has not come."""
        found = self._buffer.find(mark, searched)
        while found > 0 and self._buffer[found - 1] not in ends:
            found = self._buffer.find(mark, found + 1)
        return found


def _feed(pipe: IO[bytes] | None, lines: Iterable[bytes]) -> None:
    if pipe is None:
        return
    try:
        with pipe:
            for line in lines:
                pipe.write(line)
    except (BrokenPipeError, ValueError):
        return  # git stopped reading: its exit code says why


def neutral_view(common_dir: Path, view: Path) -> Git:
    """A git directory of our own at ``view`` that shares the repository's objects and nothing else.

    ``common_dir`` holds the objects (a linked worktree has them elsewhere). Raises ``OSError`` when ``view`` cannot be written.
    """
    shutil.rmtree(view, ignore_errors=True)
    (view / "objects" / "info").mkdir(parents=True)
    (view / "refs").mkdir()
    (view / "HEAD").write_text("ref: refs/heads/none\n")
    (view / "objects" / "info" / "alternates").write_text(_quoted(str((common_dir / "objects").resolve())) + "\n")
    sha256 = object_format(common_dir) == "sha256"
    version = "\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n" if sha256 else "\trepositoryformatversion = 0\n"
    (view / "config").write_text("[core]\n\tbare = true\n" + version)
    shallow = common_dir / "shallow"
    if shallow.is_file():
        (view / "shallow").write_bytes(shallow.read_bytes())
    return Git(view)


def _quoted(path: str) -> str:
    """A path as `objects/info/alternates` wants it: C-quoted where it could be misread."""
    if path.startswith(('"', "#")) or "\n" in path:
        return '"' + path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return path


def object_format(common_dir: Path) -> str:
    """``sha1`` or ``sha256``, read from the repository's configuration as data: no include is followed, nothing is honoured."""
    done = subprocess.run(
        ["git", "config", "--file", str(common_dir / "config"), "--no-includes", "--get", "extensions.objectformat"],
        capture_output=True, env=environment(), check=False, timeout=_REFS_TIMEOUT,
    )  # fmt: skip
    return "sha256" if done.stdout.strip() == b"sha256" else "sha1"
