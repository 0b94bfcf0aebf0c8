"""What git is asked of a history, in its own words: loaded in no time, so that git can be asked while the rest is still being loaded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from quarterdeck.sources.git.command import Git

HEADER = (
    "%x01%H%x00%P%x00%an%x00%ae%x00%at%x00%cn%x00%ce%x00%ct%x00%s%x00%(trailers:key=Co-authored-by,valueonly,separator=%x1f)"
    "%x00%(trailers:key=Assisted-by,key=Generated-by,key=Made-with,valueonly,separator=%x1f)"
)
"""The format whose output `extract.History.read` takes, with `-z --raw --no-abbrev --no-renames`."""
TREES = ("--raw", "--no-abbrev", "--no-renames")
"""Changes at tree level: which file, from which contents to which."""
HISTORY = ("log", "-z", *TREES, f"--format={HEADER}", "--ignore-missing", "--stdin")
"""Commits with their changes at tree level, newest first; which ones is said on standard input (`wanted`)."""


def wanted(tips: Sequence[str], seen: Sequence[str]) -> bytes:
    """Commits reachable from ``tips`` and not from ``seen``, as git reads it from standard input."""
    return "\n".join([*tips, *(f"^{commit}" for commit in seen)]).encode()


def newest_until(git: Git, head: str, before: str) -> str:
    """The newest commit on the first-parent line of ``head`` committed before ``before`` (an ISO time); empty when there is none. Raises ``GitError``."""
    last = max(0, int(datetime.fromisoformat(before).timestamp()) - 1)  # as a number: git reads no dates after the year 2099
    return git.run("rev-list", "-1", "--first-parent", f"--min-age={last}", head, stdin=b"").decode().strip()
