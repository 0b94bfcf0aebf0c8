"""Write the JSON Schema of what ``quarterdeck assess --json`` prints, from the dataclass that it is made of.

``python scripts/schemas.py`` writes ``schemas/assessment.schema.json``; with ``--check`` it writes nothing and exits 1 when the file is not
current. The sentences are those of the code: the schema is never edited by hand.
"""

from __future__ import annotations

import json
import sys
from dataclasses import is_dataclass
from pathlib import Path

from pydantic import TypeAdapter

from quarterdeck.app import result

FILE = Path("schemas/assessment.schema.json")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, object]:
    """The schema: every field is required, each object says what its class says; fields that a later minor version adds are allowed."""
    made = TypeAdapter(result.Result).json_schema(mode="serialization")
    for name, part in [("Result", made), *made.get("$defs", {}).items()]:
        described = getattr(result, name)
        if is_dataclass(described):
            part["description"] = " ".join((described.__doc__ or "").split())
    made["properties"]["schema_version"]["pattern"] = rf"^{result.SCHEMA_VERSION.split('.')[0]}\.\d+$"
    title = f"Quarterdeck: the result of an assessment, version {result.SCHEMA_VERSION}"
    return {"$schema": DIALECT, **made, "title": title}


def text() -> str:
    """The schema as the file holds it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """Write the file, or with ``--check`` say whether it is not current."""
    stale = not FILE.exists() or FILE.read_text(encoding="utf-8") != text()
    if "--check" in arguments:
        if stale:
            print(f"{FILE} is not current: run `make docs`.")
        return int(stale)
    if stale:
        FILE.parent.mkdir(parents=True, exist_ok=True)
        FILE.write_text(text(), encoding="utf-8")
        print(f"wrote {FILE}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
