"""Test reports as JUnit XML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from quarterdeck.sources.exports.elements import Told
from quarterdeck.sources.exports.formats.format import Context, DocumentFormat, Origin
from quarterdeck.sources.exports.formats.markup import Node, walk
from quarterdeck.sources.exports.kinds.scans import JUNIT

_LONGEST = 500
_ENDINGS = {"skipped": "skipped", "failure": "failed", "error": "error"}
"""What ends a test, the lesser first: of several in one test the worst counts."""


def _junit(text: str, context: Context) -> Iterator[tuple[int, Told]]:
    found: list[tuple[int, dict[str, object]]] = []
    outcome: dict[str, str] = {}
    times: list[str] = []

    def opened(path: list[Node]) -> None:
        if path[-1].name == "testcase":
            outcome.clear()
        if path[-1].name == "testsuite" and (at := path[-1].attributes.get("timestamp")):
            times.append(at)

    def closed(path: list[Node]) -> None:
        node = path[-1]
        if node.name in _ENDINGS:
            ranks, ending = list(_ENDINGS.values()), _ENDINGS[node.name]
            if "outcome" not in outcome or ranks.index(ending) > ranks.index(outcome["outcome"]):
                outcome["outcome"] = ending
                outcome["message"] = (node.attributes.get("message") or "".join(node.text)).strip()[:_LONGEST]
        if node.name == "testcase":
            suite = next((one for one in reversed(path) if one.name == "testsuite"), None)
            at = suite.attributes.get("timestamp") if suite else None
            told = node.attributes
            name = " ".join(part for part in (told.get("classname"), told.get("name")) if part)
            found.append((node.line, {
                "suite": (suite.attributes.get("name") if suite else None) or "tests", "test": name or "unnamed", "seconds": told.get("time"), "ran_at": at,
                "path": told.get("file"), "outcome": outcome.get("outcome", "passed"), "message": outcome.get("message"),
            }))  # fmt: skip

    walk(text, opened, closed)
    run = min(times, default=None) or context.fingerprint[:20]
    seen: Counter[tuple[object, object]] = Counter()
    for line, fields in found:
        key = fields["suite"], fields["test"]
        seen[key] += 1
        again = f" ({seen[key]})" if seen[key] > 1 else ""
        yield line, Told(JUNIT, {**fields, "run": run, "test": f"{fields['test']}{again}"})


FORMATS = (
    DocumentFormat("junit", "junit", "JUnit XML, as most test runners write it", lambda text: text[:1] == "<" and "<testsuite" in text, _junit,
                   Origin("https://github.com/testmoapp/junitxml",
                          "https://github.com/EnricoMi/publish-unit-test-result-action/tree/c9bbcab/python/test/files/junit-xml",
                          "reports of pytest, Surefire, Jest, Mocha, ScalaTest, Bazel, xUnit and others (Apache-2.0), beside testmoapp's examples (MIT)")),
)  # fmt: skip
