"""Write the JSON Schemas of what ``quarterdeck assess --json`` prints and of every kind of record, from the dataclasses that they are made of.

``python scripts/schemas.py`` writes them below ``schemas``; with ``--check`` it writes nothing and exits 1 when one is not current. The
sentences are those of the code: a schema is never edited by hand.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import is_dataclass
from pathlib import Path

from pydantic import TypeAdapter

from quarterdeck.app.reports import result, shapes
from quarterdeck.records.schema import schemas

FOLDER = Path("schemas")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, object]:
    """The schema: every field is required, each object says what its class says; fields that a later minor version adds are allowed."""
    made = TypeAdapter(result.Result).json_schema(mode="serialization")
    for name, part in [("Result", made), *made.get("$defs", {}).items()]:
        described = getattr(result, name, None) or getattr(shapes, name)
        if is_dataclass(described):
            part["description"] = " ".join((described.__doc__ or "").split())
    made["properties"]["schema_version"]["pattern"] = rf"^{result.SCHEMA_VERSION.split('.')[0]}\.\d+$"
    title = f"Quarterdeck: the result of an assessment, version {result.SCHEMA_VERSION}"
    return {"$schema": DIALECT, **made, "title": title}


def files() -> Mapping[Path, str]:
    """Every schema as its file holds it."""
    made = {"assessment.schema.json": schema(), **{f"records/{name}": record for name, record in schemas()}}
    return {FOLDER / name: json.dumps(one, indent=2, ensure_ascii=False) + "\n" for name, one in made.items()}


def main(arguments: list[str]) -> int:
    """Write the files, or with ``--check`` say which are not current."""
    stale = {path: text for path, text in files().items() if not path.exists() or path.read_text(encoding="utf-8") != text}
    if "--check" in arguments:
        for path in stale:
            print(f"{path} is not current: run `make docs`.")
        return int(bool(stale))
    for path, text in stale.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
