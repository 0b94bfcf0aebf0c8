"""A branch with a commit that is missing or damaged: what stood before it can still be assessed, as of an earlier day.

A commit that cannot be read does not say which one came before it. The repository's reflog may; else the one commit does that no other
commit follows and no ref names: nothing but the lost commit can have held it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.sources.git.command import Git, GitError
from quarterdeck.sources.git.extract import instant, parents_of, tag_object

if TYPE_CHECKING:
    from quarterdeck.sources.git.collect import Collector

_REFLOG_TAIL = 1 << 20  # bytes: thousands of entries


def newest_before_damage(collector: Collector, head: str, before: str) -> str:
    """As `Collector.newest_until`, on the part of the branch that lies behind the commit that cannot be read, with a Problem that says so.

    Raises ``GitError``, with the day until which something can be seen, when the day asked for is not behind it.
    """
    listed = collector.view.run("cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)", stdin=b"").decode()
    commits = dict(collector.contents([line[7:] for line in listed.splitlines() if line.startswith("commit ")]))
    parents = {oid: parents_of(contents) for oid, contents in commits.items()}
    lost, seen = head, set[str]()
    while lost in parents and lost not in seen:
        seen.add(lost)
        lost = next(iter(parents[lost]), "")
    if lost in parents or not lost:
        raise GitError(f"the first-parent line of {head[:12]} cannot be followed")
    last = _told_by_reflog(collector, lost, parents) or _followed_by_none(collector, seen, parents)
    what = f"commit {lost[:12]} is missing or damaged"
    if not last:
        raise GitError(f"{what}, and nothing tells which commit came before it")
    at = _committed_at(commits[last])
    if at < before:
        raise GitError(f"{what}; what stood before {at[:10]} can be assessed: choose an earlier day with `--as-of`")
    mend = "Run `git fsck`; fetch it from another clone before you assess a later day"
    collector.problems.append(Problem(Place(collector.repository.name), f"{what}: only what stood before it was assessed", mend))
    return collector.newest_until(last, before)


def _committed_at(contents: bytes) -> str:
    """When, as ISO text in UTC: comparable as it is."""
    line = next((line for line in contents.split(b"\n") if line.startswith(b"committer ")), b"")
    return instant(line.rsplit(b" ", 2)[1] if line.count(b" ") > 1 else b"0").isoformat() + "Z"


def _told_by_reflog(collector: Collector, lost: str, parents: dict[str, tuple[str, ...]]) -> str:
    """What HEAD was before it became the lost commit by a commit, as the reflog has it; empty when it does not say."""
    try:
        with (collector.repository.git_dir / "logs" / "HEAD").open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _REFLOG_TAIL))
            entries = file.read(_REFLOG_TAIL).decode("utf-8", "replace").splitlines()
    except OSError:
        return ""
    for entry in reversed(entries):
        ids, _, message = entry.partition("\t")
        old, new, *_ = [*ids.split(" "), "", ""]
        if new == lost and old in parents and message.startswith(("commit:", "commit (merge):", "merge ", "pull", "cherry-pick:", "revert:")):
            return old
    return ""


def _followed_by_none(collector: Collector, seen: set[str], parents: dict[str, tuple[str, ...]]) -> str:
    """The one readable commit that no other follows and no ref names; empty when there is none, or more than one."""
    named = set(Git(collector.repository.git_dir).run("for-each-ref", "--format=%(objectname)").decode().split())
    named |= {tag_object(contents)[1] for _, contents in collector.contents(sorted(named - set(parents)))}
    ends = set(parents) - {mother for mothers in parents.values() for mother in mothers} - seen - named
    return next(iter(ends)) if len(ends) == 1 else ""
