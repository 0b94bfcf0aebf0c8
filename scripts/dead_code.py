"""Report code that nothing uses: vulture, without the fields and members that are read by name. Exits 1 when there is any.

What only tests use counts as unused. A parameter that its function ignores is ruff's to report (ARG).
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from vulture import Vulture
from vulture.config import make_config


def declared_by_name(path: Path) -> set[int]:
    """Lines of one file that declare a field, a member or a parameter."""
    lines: set[int] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ClassDef):
            lines.update(part.lineno for part in node.body if isinstance(part, ast.Assign | ast.AnnAssign))
        elif isinstance(node, ast.arg):
            lines.add(node.lineno)
    return lines


def main() -> int:
    """Print what nothing uses, a line each."""
    config = make_config()
    vulture = Vulture(ignore_names=config["ignore_names"], ignore_decorators=config["ignore_decorators"])
    vulture.scavenge([path for path in config["paths"] if Path(path).exists()])
    unused = [
        item
        for item in vulture.get_unused_code(min_confidence=60)
        if item.typ != "attribute"  # inside, objects are frozen: what is set is a switch of somebody else's
        and not (item.typ == "variable" and item.first_lineno in declared_by_name(item.filename))
    ]
    for item in unused:
        print(item.get_report())
    return 1 if unused else 0


if __name__ == "__main__":
    sys.exit(main())
