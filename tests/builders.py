r"""Git repositories for tests, told commit by commit: fixed dates, authors, merges, renames, tags; written by one fast-import.

shop = Told(tmp_path / "shop")
shop.commit({"app.py": "print(1)\n"}, by=ANN, at="2026-01-05")
shop.tag("v1.0", by=ANN, at="2026-01-09")
shop.save()
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from quarterdeck.app.concluding import conclusion
from quarterdeck.app.pipeline import Run, assess
from quarterdeck.app.record.terms import Terms
from quarterdeck.app.reports import reporting
from quarterdeck.app.request import Request
from quarterdeck.kernel.finding import Practice

ANN = "Ann Lee <ann@example.org>"
BEN = "Ben Kay <ben@example.org>"
BOT = "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>"
NOW = datetime(2026, 11, 21, 9, 0, 0)  # noqa: DTZ001  # the house keeps UTC without a zone

CLOCK = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-01-12T12:00:00Z")
"""What git takes for the time: a test that commits with git itself must say the same next year."""

Contents = str | bytes | None
Files = Mapping[str, Contents] | Mapping[bytes, Contents] | Mapping[str, str] | Mapping[str, str | None] | Mapping[bytes, str]


def seconds(at: str | int) -> int:
    """``2026-01-05`` (noon) or ``2026-01-05 08:30`` in UTC as seconds since 1970; a number stays what it is."""
    if isinstance(at, int):
        return at
    told = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return int(told.timestamp()) + (43_200 if len(at) == len("2026-01-05") else 0)


def raw(text: str | bytes) -> bytes:
    """Text as UTF-8; bytes as they are."""
    return text.encode() if isinstance(text, str) else text


def git(folder: Path, *arguments: str, stdin: bytes = b"", **variables: str) -> bytes:
    """What git prints, run in ``folder`` as its owner would. Fails the test when git fails."""
    return subprocess.run(["git", *arguments], cwd=folder, input=stdin, capture_output=True, check=True, env={**os.environ, **CLOCK, **variables}).stdout


@dataclass
class Told:
    """A repository being told. Nothing is on the disk before ``save``, which may be called again after more was told.

    ``bare`` and ``sha256`` say which kind. Commits go on top of ``main`` unless they name a branch; they are known by their marks, the
    numbers that ``commit`` returns. Author lines and paths may be bytes, for those that are not UTF-8.
    """

    path: Path
    bare: bool = False
    sha256: bool = False
    pending: list[bytes] = field(default_factory=list)
    tips: dict[str, int] = field(default_factory=dict)
    marks: int = 0

    @property
    def git_dir(self) -> Path:
        """Where git keeps its objects."""
        return self.path if self.bare else self.path / ".git"

    def commit(
        self,
        files: Files | None = None,
        *,
        by: str | bytes = ANN,
        at: str | int = "2026-01-05",
        committed: str | int | None = None,
        committer: str | bytes | None = None,
        message: str | bytes = "Change",
        branch: str = "main",
        parents: Sequence[int] | None = None,
        renames: Mapping[str, str] | None = None,
        modes: Mapping[str, str] | None = None,
    ) -> int:
        """One commit: files to write (``None`` deletes), or to rename; on the branch's tip unless ``parents`` (marks) say otherwise."""
        self.marks += 1
        mark = self.marks
        mothers = list(parents) if parents is not None else [self.tips[branch]] if branch in self.tips else []
        out = [b"reset refs/heads/%s\n" % raw(branch)] if not mothers else []
        out.append(b"commit refs/heads/%s\nmark :%d\n" % (raw(branch), mark))
        out.append(b"author %s %d +0000\n" % (raw(by), seconds(at)))
        out.append(b"committer %s %d +0000\n" % (raw(committer if committer is not None else by), seconds(at if committed is None else committed)))
        out.append(_data(raw(message)))
        out.extend((b"from :%d\n" if index == 0 else b"merge :%d\n") % mother for index, mother in enumerate(mothers))
        out.extend(b"R %s %s\n" % (_quoted(raw(old)), _quoted(raw(new))) for old, new in (renames or {}).items())
        for name, contents in (files or {}).items():
            where = _quoted(raw(name))
            mode = raw((modes or {}).get(name if isinstance(name, str) else "", "100644"))
            if contents is None:
                out.append(b"D %s\n" % where)
            elif mode == b"160000":
                out.append(b"M 160000 %s %s\n" % (raw(contents), where))
            else:
                out.append(b"M %s inline %s\n" % (mode, where) + _data(raw(contents)))
        self.pending.append(b"".join(out) + b"\n")
        self.tips[branch] = mark
        return mark

    def tag(self, name: str, mark: int | None = None, *, by: str | None = ANN, at: str | int = "2026-01-09", branch: str = "main") -> None:
        """An annotated tag on a commit (the branch's tip), made ``by`` somebody; ``None`` tells a tag object without a tagger."""
        tagger = b"tagger %s %d +0000\n" % (raw(by), seconds(at)) if by is not None else b""
        self.pending.append(b"tag %s\nfrom :%d\n" % (raw(name), mark or self.tips[branch]) + tagger + _data(b"Release"))

    def light_tag(self, name: str, mark: int | None = None, *, branch: str = "main") -> None:
        """A lightweight tag: a name for a commit, by nobody."""
        self.pending.append(b"reset refs/tags/%s\nfrom :%d\n\n" % (raw(name), mark or self.tips[branch]))

    def reset(self, branch: str, mark: int) -> None:
        """Move a branch to a commit, forgetting what was on it: a rewritten branch."""
        self.pending.append(b"reset refs/heads/%s\nfrom :%d\n\n" % (raw(branch), mark))
        self.tips[branch] = mark

    def save(self) -> Path:
        """Write what was told since the last time; the repository's path."""
        if not self.git_dir.exists():
            kind = ["--object-format=sha256"] if self.sha256 else []
            self.path.mkdir(parents=True, exist_ok=True)
            git(self.path, "init", "--quiet", "--template=", "--initial-branch=main", *kind, *(["--bare"] if self.bare else []))
        marks = self.git_dir / "marks"
        arguments = ["--quiet", "--force", "--date-format=raw-permissive", f"--import-marks-if-exists={marks}", f"--export-marks={marks}"]
        git(self.path, "-c", "fastimport.unpackLimit=0", "fast-import", *arguments, stdin=b"".join(self.pending))
        self.pending = []
        return self.path

    def oid(self, mark: int) -> str:
        """The object id of a saved commit."""
        told = dict(line.split() for line in (self.git_dir / "marks").read_text().splitlines())
        return told[f":{mark}"]

    def objects_apart(self) -> None:
        """Unpack every object into a file of its own, so that one can be broken."""
        packs = self.git_dir / "objects" / "pack"
        for pack in list(packs.glob("*.pack")):
            data = pack.read_bytes()
            for file in packs.glob(f"{pack.stem}.*"):
                file.unlink()
            git(self.path, "unpack-objects", "-q", stdin=data)

    def object_file(self, name: str) -> Path:
        """The file of a loose object, named as git names things: ``main:app.py``, ``main~2^{tree}``."""
        oid = git(self.path, "rev-parse", "--verify", name).decode().strip()
        return self.git_dir / "objects" / oid[:2] / oid[2:]


def _data(contents: bytes) -> bytes:
    return b"data %d\n" % len(contents) + contents + b"\n"


def _quoted(path: bytes) -> bytes:
    return b'"' + b"".join(b"\\%03o" % byte if byte < 0x20 or byte in b'"\\' else bytes([byte]) for byte in path) + b'"'


class Silent:
    """Progress that nobody watches."""

    def start(self, what: str, total: int) -> None:
        """Nothing."""

    def advance(self, steps: int) -> None:
        """Nothing."""

    def say(self, words: str) -> None:
        """Nothing."""


def assessed(
    out: Path,
    *paths: Path,
    as_of: str = "2026-11-21",
    since: str | None = None,
    terms: Terms | None = None,
    seed: int = 1,
    now: datetime = NOW,
    deep: bool | None = None,
) -> Run:
    """One assessment of ``paths`` into ``out``, without published reference data: nothing of the machine reaches it."""
    first = date.fromisoformat(since) if since else None
    request = Request(paths, out, date.fromisoformat(as_of), first, terms or Terms(), seed=seed, deep=deep, cache=out / "no-reference-data")
    return assess(request, now, Silent())


@contextmanager
def only(*practices: Practice) -> Iterator[None]:
    """Assessments in this process measure and judge nothing else: most of what a small one takes are measures that the test does not ask about."""
    asked = tuple(dict.fromkeys(measure for practice in practices for measure in practice.measures))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conclusion, "PRACTICES", practices)
        patch.setattr(conclusion, "measures", lambda: asked)
        patch.setattr(reporting, "PRACTICES", practices)
        yield


def rows(run: Run, sql: str) -> list[tuple[object, ...]]:
    """What a query over the run's evidence gives."""
    return list(run.connection.execute(sql).fetchall())


def listing(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Every file and folder below ``folder``: its mode, when it was changed last, and a hash of its contents."""
    told = {}
    for path in sorted(folder.rglob("*")):
        known = path.lstat()
        contents = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        told[str(path.relative_to(folder))] = (known.st_mode, known.st_mtime_ns, hashlib.sha256(contents).hexdigest())
    return told
