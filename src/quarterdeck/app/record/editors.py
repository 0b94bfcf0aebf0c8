"""What editors need to complete and check records while somebody writes them: the schemas, in the workspace itself, so that no network is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from quarterdeck.app.keeping.store import write_atomically
from quarterdeck.records.collection import ROOT_FILE
from quarterdeck.records.kinds import KINDS
from quarterdeck.records.schema import SCHEMAS, file_name, schemas

_SETTINGS = ".vscode"


def editor_files() -> Iterator[tuple[str, str]]:
    """Path and text of every file: a schema for each kind, and which files of the workspace it is for."""
    for name, made in schemas():
        yield f"{SCHEMAS}/{name}", json.dumps(made, indent=2, ensure_ascii=False) + "\n"
    mapping = {f"./{SCHEMAS}/{file_name(kind)}": f"/{kind.folder}/*.yaml" if kind.folder else f"/{ROOT_FILE}" for kind in KINDS}
    yield f"{_SETTINGS}/settings.json", json.dumps({"yaml.schemas": mapping}, indent=2) + "\n"
    yield f"{_SETTINGS}/extensions.json", json.dumps({"recommendations": ["redhat.vscode-yaml"]}, indent=2) + "\n"


def write_editor_files(root: Path) -> list[str]:
    """Write those that are missing or old; the editor's settings only where there are none yet, for they are the user's own."""
    written = []
    for path, text in editor_files():
        target = root / path
        kept = target.exists() if path.startswith(_SETTINGS) else target.is_file() and target.read_text(encoding="utf-8") == text
        if not kept:
            write_atomically(target, text.encode())
            written.append(path)
    return written
