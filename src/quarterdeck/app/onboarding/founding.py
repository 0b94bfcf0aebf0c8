"""``init``: a workspace for a company, a git repository of plain files, with first drafts of what the evidence already shows."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quarterdeck.app.gathering.syncing import CACHE, prepared
from quarterdeck.app.onboarding.drafting import Draft, drafts
from quarterdeck.app.pipeline import Run
from quarterdeck.app.record.editors import editor_files
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.kernel.problem import Problem
from quarterdeck.records import versioning
from quarterdeck.records.collection import ROOT_FILE
from quarterdeck.records.emitting import document, item
from quarterdeck.records.kinds import KINDS
from quarterdeck.records.kinds.company import SCHEMA_VERSION, Company
from quarterdeck.records.record import Record
from quarterdeck.records.schema import SCHEMAS, file_name, keys
from quarterdeck.records.versioning import Author, Commit
from quarterdeck.records.writer import write_missing

OUT = "quarterdeck-out"


@dataclass(frozen=True, slots=True)
class Founded:
    """What was written, what was there and stayed, and what was met in the evidence."""

    root: Path
    written: tuple[str, ...]
    kept: tuple[str, ...]
    problems: tuple[Problem, ...]
    unlisted: tuple[str, ...]
    """Repositories that were given and that the company's file, which was there before, does not list."""


def found(root: Path, company: str, currency: str, repositories: Sequence[Path], run: Run | None, author: Author) -> Founded:
    """Make the workspace at ``root``, or add to it what is missing; what stands there, and what somebody took away, is never written again.

    ``run`` is an assessment of ``repositories``. Raises ``OSError``, ``VersioningError`` and ``NotCommittedError``.
    """
    root.mkdir(parents=True, exist_ok=True)
    if not versioning.is_repository(root):
        versioning.make(root)
    prepared(root)
    wanted = {draft.path: draft for draft in (*_skeleton(root, company, currency, repositories), *(drafts(run.connection, run.request.as_of) if run else ()))}
    gone = versioning.removed(root)
    missing = {path: draft.text.encode() for path, draft in wanted.items() if path not in gone}
    written = write_missing(root, missing, Commit(f"{company}: drafted by quarterdeck init", author))
    listed = {folder.resolve() for folder in Workspace(root).repositories.folders}
    unlisted = (path for path in repositories if not listed & {path.resolve(), *path.resolve().parents})
    kept = tuple(path for path in wanted if path not in written)
    return Founded(root, written, kept, tuple(run.problems) if run else (), tuple(os.path.relpath(path, root) for path in unlisted))


def _skeleton(root: Path, company: str, currency: str, repositories: Sequence[Path]) -> Iterator[Draft]:
    yield Draft(ROOT_FILE, _settings(root, company, currency, repositories))
    yield Draft("README.md", _README.format(company=" ".join(company.split()), kinds="\n".join(_line(kind) for kind in KINDS if kind.folder)))
    yield Draft(".gitignore", f"/{OUT}/\n/{CACHE}/\n")
    yield from (Draft(path, text) for path, text in editor_files())
    for kind in KINDS:
        if kind.folder:
            yield Draft(f"{kind.folder}/README.md", _of_kind(kind))


def _settings(root: Path, company: str, currency: str, repositories: Sequence[Path]) -> str:
    lines = [
        f"# yaml-language-server: $schema={SCHEMAS}/{file_name(Company)}",
        document({"schema": str(SCHEMA_VERSION), "company": company, "currency": currency, "fiscal_year_starts": "january"}).rstrip(),
        "# How far the company is: idea, seed, early, growth, scale-up, mature or public.",
        "# stage: growth",
        "",
        "# Its git repositories: paths from here, or addresses, which `quarterdeck sync` brings.",
        "# A file with more of them, one a line: repositories_file: repositories.txt",
        "repositories:" + ("".join(f"\n  - {item(os.path.relpath(path, root))}" for path in repositories) or " []"),
        "",
        "# Numbers of your own in place of those that Quarterdeck assumes, for instance:",
        "#   loaded_engineer_cost: 90k..120k EUR",
        "#   departure_probability: 5%..15%",
        "assumptions: {}",
        "",
        "# A program filled this in. Take the next line away when you have looked at it.",
        "drafted: true",
    ]
    return "\n".join(lines) + "\n"


def _line(kind: type[Record]) -> str:
    return f"| [`{kind.folder}/`]({kind.folder}/README.md) | {_says(kind)} |"


def _says(kind: type[Record]) -> str:
    return " ".join((kind.__doc__ or "").split("\n\n")[0].split())


def _of_kind(kind: type[Record]) -> str:
    """The folder's own page: what goes in, key by key."""
    ending = ".md" if kind.prose else ".yaml"
    rows = [f"| `{key.name}` | {'yes' if key.required else ''} | {key.says} |" for key in keys(kind) if not key.common]
    lines = [
        f"# {kind.folder.replace('-', ' ').capitalize()}", "", _says(kind), "",
        f"One file a {kind.kind.replace('-', ' ')}: its name is the id, spelled in small letters, digits and hyphens, and it ends in `{ending}`.",
        f"Other records name it as `{kind.kind}/the-id`.", "",
        "| key | must stand | says |", "|---|---|---|", *rows,
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


_README = """# {company}

What this company decided and knows about its technology, as files that it owns. People edit them, here or in any editor; git keeps who wrote what and when.
Quarterdeck reads and checks them.

- `quarterdeck.yaml` names the company, its currency, its repositories and its own assumptions.
- `quarterdeck check` says everything that is wrong, with line and column.
- `quarterdeck sync` brings the repositories that are listed by their address.
- `quarterdeck assess`, run in this folder, uses all of it.

**Drafts.** A file with `drafted: true` was filled in by a program from the evidence that it names. Correct it and take the line away, or delete the file: it
does not come back.

| folder | holds |
|---|---|
{kinds}

`quarterdeck-out/` and `.quarterdeck/` hold evidence, reports and clones. They can be made again and are not committed.
"""
