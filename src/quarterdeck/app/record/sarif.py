"""Problems in SARIF 2.1.0, the format in which code hosts and editors take findings of any checker.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import quote

from quarterdeck import __version__
from quarterdeck.kernel.problem import Problem

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BROKEN, OVERDUE, AHEAD = "broken-record", "overdue", "dated-ahead"
_RULES = {
    BROKEN: "A record cannot be read, or does not fit the others.",
    OVERDUE: "Something that was to happen by a day has not happened.",
    AHEAD: "Something is told as done on a day that has not come.",
}


def sarif(problems: Iterable[Problem], overdue: Iterable[Problem], ahead: Iterable[Problem]) -> str:
    """One run: problems as errors, what is overdue or dated ahead as notes."""
    levels = ((problems, BROKEN, "error"), (overdue, OVERDUE, "note"), (ahead, AHEAD, "note"))
    results = [_result(problem, rule, level) for found, rule, level in levels for problem in found]
    rules = [{"id": name, "shortDescription": {"text": says}} for name, says in _RULES.items()]
    run = {
        "tool": {"driver": {"name": "quarterdeck", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _result(problem: Problem, rule: str, level: str) -> dict[str, object]:
    place = problem.place
    where: dict[str, object] = {"artifactLocation": {"uri": quote(place.path, errors="replace"), "uriBaseId": "%SRCROOT%"}}
    if place.line:
        where["region"] = {"startLine": place.line, **({"startColumn": place.column} if place.column else {})}
    text = f"{problem.what}. {problem.mend}{'' if problem.mend.endswith('?') else '.'}"
    return {
        "ruleId": rule,
        "ruleIndex": list(_RULES).index(rule),
        "level": level,
        "message": {"text": text},
        "locations": [{"physicalLocation": where}],
    }
