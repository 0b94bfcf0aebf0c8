"""What people do about a finding beside mending it: give it to somebody, and say something about it. Both are records, committed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import chain, count

from quarterdeck.app.record.recording import new
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.text import plain
from quarterdeck.records.collection import Records
from quarterdeck.records.events import Tree
from quarterdeck.records.kinds.action import Action
from quarterdeck.records.kinds.comment import Comment
from quarterdeck.records.values import Ref
from quarterdeck.records.versioning import Author, Commit
from quarterdeck.records.writer import StaleError

_UNFIT = re.compile(r"[^a-z0-9]+")
_LONGEST, _SUBJECT = 60, 60


@dataclass(frozen=True, slots=True)
class Task:
    """An action about a finding, with the name of whoever does it."""

    action: Action
    owner: str


@dataclass(frozen=True, slots=True)
class Talk:
    """What the record says about findings, by their ids."""

    tasks: Mapping[str, Sequence[Task]]
    comments: Mapping[str, Sequence[Comment]]


def talk_of(records: Records) -> Talk:
    """Actions that are open or done, by the day they are due; comments as they were said."""
    tasks: dict[str, list[Task]] = {}
    for action in sorted(records.of(Action), key=lambda one: (one.due, one.id)):
        if action.finding and action.status != "dropped":
            owner = records.sound.get(action.owner)
            tasks.setdefault(action.finding, []).append(Task(action, owner.label if owner else action.owner.id))
    comments: dict[str, list[Comment]] = {}
    for comment in sorted(records.of(Comment), key=lambda one: (one.said, one.id)):
        comments.setdefault(comment.finding, []).append(comment)
    return Talk(tasks, comments)


def assign(workspace: Workspace, finding: Finding, said: Mapping[str, str], author: Author) -> Ref:
    """Write the action by which somebody takes a finding on. Raises what ``recording.new`` raises."""
    values = {"what": said.get("what", ""), "owner": said.get("owner", ""), "due": said.get("due", ""), "finding": finding.id}
    return _new(workspace, "action", finding, values, "Assign", author)


def comment(workspace: Workspace, finding: Finding, text: str, day: date, author: Author) -> Ref:
    """Write what somebody says about a finding. Raises what ``recording.new`` raises."""
    return _new(workspace, "comment", finding, {"finding": finding.id, "text": text, "by": author.name, "said": str(day)}, "Comment", author)


def _new(workspace: Workspace, kind: str, finding: Finding, values: Mapping[str, str], did: str, author: Author) -> Ref:
    told: dict[str, Tree] = {key: text for key, value in values.items() if (text := value.strip())}
    commit = Commit(f"{did}: {plain(finding.verdict.sentence)[:_SUBJECT]}", author)
    for id_ in free_ids(workspace, kind, f"{finding.judgement.name} {finding.subject.key}"):
        with suppress(StaleError):  # somebody took that id a moment ago: what is only added takes nothing from anybody
            new(workspace, Ref(kind, id_), told, "", commit)
            return Ref(kind, id_)
    raise AssertionError("there is always another number")


def free_ids(workspace: Workspace, kind: str, words: str) -> Iterator[str]:
    """Ids that no record of the kind has: the words, and the words with a number behind them."""
    name = _UNFIT.sub("-", words.lower()).strip("-")[:_LONGEST].strip("-")
    taken = {ref.id for ref in workspace.records.files if ref.kind == kind}
    return (one for one in chain((name,), (f"{name}-{number}" for number in count(2))) if one not in taken)
