"""What can be done with a record: the same from Python and from the command line. Nothing broken is written, and nothing stale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quarterdeck.app.record.workspace import Workspace
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.records.collection import COMPANY, ROOT_FILE, File, problems_with, problems_without
from quarterdeck.records.editing import Changes, change, with_body
from quarterdeck.records.emitting import document
from quarterdeck.records.events import Fault, Tree
from quarterdeck.records.kinds import BY_KIND
from quarterdeck.records.loader import read_file
from quarterdeck.records.reading import nearest
from quarterdeck.records.record import Record
from quarterdeck.records.schema import SCHEMAS, file_name, keys
from quarterdeck.records.values import Ref, read_id
from quarterdeck.records.versioning import Commit, has_history
from quarterdeck.records.writer import fingerprint, write
from quarterdeck.records.writer import remove as take_away


class RefusedError(Exception):
    """A change that would break the record: its problems say why, and nothing was written."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


class NoRecordError(Exception):
    """There is no such record, or no such kind: the message says what there is."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One record as its file holds it. Whoever changes it gives the fingerprint back, so that a change of somebody else's is noticed."""

    ref: Ref
    file: File

    @property
    def fingerprint(self) -> str:
        """What tells this content from another."""
        return fingerprint(self.file.data)

    @property
    def keys(self) -> dict[str, Tree]:
        """What stands behind each key, as it is written; empty where the file cannot be read."""
        found = self.file.source
        data = {} if isinstance(found, Fault) else found.told.data
        return data if isinstance(data, dict) else {}


def kind_of(name: str) -> type[Record]:
    """The kind of a name, given as one or as many (`risk`, `risks`). Raises ``NoRecordError``."""
    for kind in BY_KIND.values():
        if name in {kind.kind, kind.folder}:
            return kind
    near = nearest(name, list(BY_KIND))
    raise NoRecordError(f"there is no kind {name!r}; " + (f"did you mean {near}?" if near else f"kinds are {', '.join(BY_KIND)}"))


def show(workspace: Workspace, ref: Ref) -> Shown:
    """One record, broken or not, as it stands in its file now. Raises ``NoRecordError``, ``UnusableError``."""
    kind = kind_of(ref.kind)
    read_id(ref.id)
    for ending in ("yaml", "md", "owm"):
        path = ROOT_FILE if ref == COMPANY else f"{kind.folder}/{ref.id}.{ending}"
        found = read_file(workspace.root, path)
        if isinstance(found, File):
            return Shown(ref, found)
    near = nearest(ref.id, [other.id for other in workspace.records.files if other.kind == ref.kind])
    raise NoRecordError(f"there is no {ref}; " + (f"did you mean {ref.kind}/{near}?" if near else f"`quarterdeck record list {ref.kind}` shows what there is"))


def new(workspace: Workspace, ref: Ref, values: Mapping[str, Tree], body: str, commit: Commit | None) -> File:
    """Write a record that is not there yet, with its keys in their usual order. Raises ``RefusedError`` and what ``write`` raises."""
    kind = kind_of(ref.kind)
    if not kind.folder:
        raise NoRecordError("a workspace has one company, in quarterdeck.yaml; change that one")
    markdown = kind.prose or bool(body)
    order = [key.name for key in keys(kind)]
    named = sorted(values, key=lambda name: order.index(name) if name in order else len(order))
    lines = document({name: values[name] for name in named})
    text = f"---\n{lines}---\n\n{body.strip() or f'# {_title(values, ref)}'}\n" if markdown else f"{_schema_line(workspace, kind)}{lines}"
    file = File(f"{kind.folder}/{ref.id}.{'md' if markdown else 'yaml'}", text.encode())
    return _written(workspace, ref, file, None, commit)


def edit(workspace: Workspace, shown: Shown, changes: Changes, body: str | None, commit: Commit | None) -> File:
    """Change some keys of a record, or its text, and leave every other byte. Raises ``RefusedError``, ``NotEditedError`` and what ``write`` raises."""
    declared, data = keys(kind_of(shown.ref.kind)), shown.file.data
    if shown.file.bare:
        mend = "Change the text itself, or keep it below keys in a file that ends in .md"
        raise RefusedError((Problem(Place("", shown.file.path, 1, 1), "this file is a map's text and holds no keys", mend),))
    for steps, value in changes.items():
        beside = declared if len(steps) == 1 else next((key.inner for key in declared if key.name == steps[0]), ())
        data = change(data, {steps: value}, [key.name for key in beside], markdown=shown.file.markdown)
    if body is not None:
        data = with_body(data, body)
    if data == shown.file.data:
        return shown.file
    return _written(workspace, shown.ref, File(shown.file.path, data), shown.fingerprint, commit)


def replace(workspace: Workspace, shown: Shown, data: bytes, commit: Commit | None) -> File:
    """Write the whole of a record anew, as somebody wrote it. Raises ``RefusedError`` and what ``write`` raises."""
    if data == shown.file.data:
        return shown.file
    return _written(workspace, shown.ref, File(shown.file.path, data), shown.fingerprint, commit)


def restore(workspace: Workspace, ref: Ref, file: File, commit: Commit | None) -> File:
    """Write a record that was removed as it was, checked as a new one. Raises ``RefusedError`` and what ``write`` raises."""
    return _written(workspace, ref, file, None, commit)


def remove(workspace: Workspace, shown: Shown, commit: Commit | None) -> None:
    """Take a record away; refused where others name it. Raises ``RefusedError``, ``NoRecordError`` and what ``writer.remove`` raises."""
    if shown.ref == COMPANY:
        raise NoRecordError("a workspace has one company, in quarterdeck.yaml, and is none without it")
    problems = problems_without(workspace.records, shown.ref)
    if problems:
        raise RefusedError(problems)
    take_away(workspace.root, shown.file.path, shown.fingerprint, commit if has_history(workspace.root) else None)


def checked(workspace: Workspace, ref: Ref, data: bytes) -> tuple[Problem, ...]:
    """What would be wrong with a record if its file held this; nothing is written. Raises ``NoRecordError``, ``UnusableError``."""
    kind = kind_of(ref.kind)
    held = workspace.records.files.get(ref)
    path = held.path if held else ROOT_FILE if ref == COMPANY else f"{kind.folder}/{ref.id}.{'md' if kind.prose else 'yaml'}"
    return problems_with(workspace.records, File(path, data))


def _written(workspace: Workspace, ref: Ref, file: File, seen: str | None, commit: Commit | None) -> File:
    records = workspace.records
    before = {problem.what for problem in records.broken.get(ref, ())} if seen else set()
    problems = tuple(problem for problem in problems_with(records, file) if problem.what not in before)
    if problems:
        raise RefusedError(problems)
    write(workspace.root, file.path, file.data, seen, commit if has_history(workspace.root) else None)
    return file


def _title(values: Mapping[str, Tree], ref: Ref) -> str:
    name = values.get("name")
    return name if isinstance(name, str) else ref.id


def _schema_line(workspace: Workspace, kind: type[Record]) -> str:
    """The line by which editors find the schema, where the workspace holds it."""
    known = workspace.root / SCHEMAS / file_name(kind)
    return f"# yaml-language-server: $schema=../{SCHEMAS}/{file_name(kind)}\n" if known.is_file() else ""
