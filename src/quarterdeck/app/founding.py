"""``init``: a workspace for a company, a git repository of plain files, with first drafts of what the evidence already shows."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quarterdeck.app import versioning
from quarterdeck.app.drafting import Draft, drafts, written
from quarterdeck.app.editors import editor_files
from quarterdeck.app.pipeline import Run
from quarterdeck.app.store import write_atomically
from quarterdeck.app.syncing import CACHE, prepared
from quarterdeck.app.versioning import Author
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.collection import ROOT_FILE
from quarterdeck.records.kinds import KINDS
from quarterdeck.records.kinds.company import SCHEMA_VERSION, Company
from quarterdeck.records.record import Record
from quarterdeck.records.schema import SCHEMAS, file_name, keys

OUT = "quarterdeck-out"


@dataclass(frozen=True, slots=True)
class Founded:
    """What was written, what was there and stayed, and what was met in the evidence."""

    root: Path
    written: tuple[str, ...]
    kept: tuple[str, ...]
    problems: tuple[Problem, ...]


def found(root: Path, company: str, currency: str, repositories: Sequence[Path], run: Run | None, author: Author) -> Founded:
    """Make the workspace at ``root``, or add to it what is missing; what stands there, and what somebody took away, is never written again.

    ``run`` is an assessment of ``repositories``. Raises ``OSError`` and ``VersioningError``.
    """
    root.mkdir(parents=True, exist_ok=True)
    if not versioning.is_repository(root):
        versioning.make(root)
    gone = versioning.removed(root)
    wanted = [*_skeleton(root, company, currency, repositories), *(drafts(run.connection, run.request.as_of) if run else ())]
    missing = [draft for draft in wanted if not _stands(root, draft.path) and draft.path not in gone]
    for draft in missing:
        write_atomically(root / draft.path, draft.text.encode())
    prepared(root)
    paths = [draft.path for draft in missing]
    versioning.commit(root, paths, f"{company}: {len(paths)} files drafted by quarterdeck init", author)
    return Founded(root, tuple(paths), tuple(draft.path for draft in wanted if draft not in missing), tuple(run.problems) if run else ())


def _stands(root: Path, path: str) -> bool:
    """Whether something is there, or the way there leads through a link: nothing is written out of the workspace."""
    place = root / path
    return os.path.lexists(place) or any(folder.is_symlink() for folder in place.parents if folder != root and folder.is_relative_to(root))


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
        *written({"schema": str(SCHEMA_VERSION), "company": company, "currency": currency, "fiscal_year_starts": "january"}),
        "# How far the company is: idea, seed, early, growth, scale-up, mature or public.",
        "# stage: growth",
        "",
        "# Its git repositories: paths from here, or addresses, which `quarterdeck sync` brings.",
        "# A file with more of them, one a line: repositories_file: repositories.txt",
        *(written({"repositories": [os.path.relpath(path, root) for path in repositories]}) or ["repositories: []"]),
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
