"""Cyclomatic complexity beside lizard, a tool of its own making, on the project's own code."""

from __future__ import annotations

from pathlib import Path

import lizard

from quarterdeck.evidence.files import FileContent
from quarterdeck.evidence.structure import Function
from quarterdeck.sources import structure

ROOT = Path(__file__).resolve().parents[3]
OWN = "src/quarterdeck/derived", "src/quarterdeck/kernel", "src/quarterdeck/app"
EXPLAINED = {"finally:": "lizard counts what always runs as a decision", "case _:": "lizard counts the case that is taken when no other is"}


def test_every_function_of_ours_has_the_complexity_that_lizard_gives() -> None:
    compared, apart = 0, []
    for path in sorted(file for folder in OWN for file in (ROOT / folder).glob("*.py")):
        text = path.read_text(encoding="utf-8")
        ours = {
            (r.line, r.name.rsplit(".", 1)[-1]): r
            for r in structure.read(FileContent("r", path.name, text.encode()), "", "Python").rows
            if isinstance(r, Function)
        }
        theirs = {(told.start_line, told.name.rsplit(".", 1)[-1]): told for told in lizard.analyze_file.analyze_source_code(path.name, text).function_list}
        lines = text.splitlines()
        for key in ours.keys() & theirs.keys():
            compared += 1
            body = "\n".join(lines[key[0] - 1 : key[0] - 1 + ours[key].lines])
            explained = sum(body.count(word) for word in EXPLAINED)
            if theirs[key].cyclomatic_complexity - ours[key].cyclomatic not in {0, explained}:
                apart.append(f"{path.name}:{key[0]} {key[1]}: {ours[key].cyclomatic}, lizard {theirs[key].cyclomatic_complexity}")
    assert compared > 150
    assert apart == []
