"""Test reports and coverage as XML: JUnit, Cobertura, JaCoCo. Read element by element; a document that declares entities of its own is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from quarterdeck.sources.exports.collect import UnreadableExportError
from quarterdeck.sources.exports.elements import Told
from quarterdeck.sources.exports.formats.format import Context, DocumentFormat
from quarterdeck.sources.exports.kinds.scans import COVERAGE, JUNIT

_LONGEST = 500


@dataclass(slots=True)
class _Node:
    """An element while it is open: its name, its attributes, its line, and the text in it."""

    name: str
    attributes: Mapping[str, str]
    line: int
    text: list[str] = field(default_factory=list)


def _walk(text: str, opened: Callable[[list[_Node]], None], closed: Callable[[list[_Node]], None]) -> None:
    """Call ``opened`` and ``closed`` with the way from the root to each element. Raises ``UnreadableExportError``."""
    path: list[_Node] = []
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        path.append(_Node(name.rpartition(":")[2], attributes, parser.CurrentLineNumber))
        opened(path)

    def end(_name: str) -> None:
        closed(path)
        path.pop()

    def refuse(*_declared: object) -> None:
        raise UnreadableExportError("it declares entities of its own, which no report needs")

    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = start, end, refuse
    parser.CharacterDataHandler = lambda data: path[-1].text.append(data) if path else None
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003  # that it is the last piece
    except expat.ExpatError as error:
        raise UnreadableExportError(f"line {error.lineno} is not XML ({expat.ErrorString(error.code)})") from error


def _junit(text: str, context: Context) -> Iterator[tuple[int, Told]]:
    found: list[tuple[int, dict[str, object]]] = []
    outcome: dict[str, str] = {}
    times: list[str] = []

    def opened(path: list[_Node]) -> None:
        if path[-1].name == "testcase":
            outcome.clear()
        if path[-1].name == "testsuite" and (at := path[-1].attributes.get("timestamp")):
            times.append(at)

    def closed(path: list[_Node]) -> None:
        node = path[-1]
        if node.name in {"failure", "error", "skipped"} and "outcome" not in outcome:
            outcome["outcome"] = "failed" if node.name == "failure" else node.name
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

    _walk(text, opened, closed)
    run = min(times, default=None) or context.fingerprint[:20]
    seen: Counter[tuple[object, object]] = Counter()
    for line, fields in found:
        key = fields["suite"], fields["test"]
        seen[key] += 1
        again = f" ({seen[key]})" if seen[key] > 1 else ""
        yield line, Told(JUNIT, {**fields, "run": run, "test": f"{fields['test']}{again}"})


def _cobertura(text: str, context: Context) -> Iterator[tuple[int, Told]]:
    lines: dict[str, dict[str, tuple[bool, int, int]]] = {}
    places: dict[str, int] = {}
    report: dict[str, str] = {}

    def opened(path: list[_Node]) -> None:
        node = path[-1]
        if node.name == "coverage":
            report.update(node.attributes)
        if node.name == "line" and (owner := next((one for one in reversed(path) if one.name == "class"), None)):
            name = owner.attributes.get("filename") or owner.attributes.get("name") or "?"
            places.setdefault(name, owner.line)
            run, could = _condition(node.attributes.get("condition-coverage", ""))
            known = lines.setdefault(name, {})
            before = known.get(node.attributes.get("number", ""), (False, 0, 0))
            hit = node.attributes.get("hits", "0") not in {"0", ""}
            known[node.attributes.get("number", "")] = (hit or before[0], max(could, before[1]), max(run, before[2]))

    _walk(text, opened, lambda _path: None)
    measured = report.get("timestamp", "")
    counts = int(report.get("branches-valid") or 0) > 0 if report.get("branches-valid", "").isdecimal() else False
    for name, known in lines.items():
        branches = sum(could for _, could, _ in known.values())
        yield places[name], Told(COVERAGE, {
            "report": context.constants.get("report") or "cobertura", "path": name, "lines": len(known), "lines_run": sum(hit for hit, _, _ in known.values()),
            "branches": branches if counts else None, "branches_run": sum(run for _, _, run in known.values()) if counts else None, "measured_at": measured,
        })  # fmt: skip


def _condition(told: str) -> tuple[int, int]:
    """`50% (1/2)` as (1, 2)."""
    run, _, could = told.partition("(")[2].rstrip(")").partition("/")
    return (int(run), int(could)) if run.isdecimal() and could.isdecimal() else (0, 0)


def _jacoco(text: str, context: Context) -> Iterator[tuple[int, Told]]:
    found: list[tuple[int, Told]] = []
    counters: dict[str, tuple[int, int]] = {}
    start: list[str] = []
    name: list[str] = []

    def opened(path: list[_Node]) -> None:
        node = path[-1]
        if node.name == "report":
            name.append(node.attributes.get("name", ""))
        if node.name == "sessioninfo":
            start.append(node.attributes.get("dump", ""))
        if node.name == "sourcefile":
            counters.clear()
        if node.name == "counter" and path[-2].name == "sourcefile":
            missed, covered = (node.attributes.get(which, "0") for which in ("missed", "covered"))
            if missed.isdecimal() and covered.isdecimal():
                counters[node.attributes.get("type", "")] = (int(missed) + int(covered), int(covered))

    def closed(path: list[_Node]) -> None:
        node = path[-1]
        if node.name == "sourcefile" and "LINE" in counters:
            package = next((one.attributes.get("name") for one in reversed(path) if one.name == "package"), "")
            branches, taken = counters.get("BRANCH", (None, None))
            found.append((node.line, Told(COVERAGE, {
                "report": context.constants.get("report") or (name or [""])[0] or "jacoco", "path": f"{package}/{node.attributes.get('name', '')}".lstrip("/"),
                "lines": counters["LINE"][0], "lines_run": counters["LINE"][1], "branches": branches, "branches_run": taken,
                "measured_at": max(start, default=None),
            })))  # fmt: skip

    _walk(text, opened, closed)
    yield from found


FORMATS = (
    DocumentFormat("junit", "junit", "JUnit XML, as most test runners write it", lambda text: text[:1] == "<" and "<testsuite" in text, _junit,
                   "https://github.com/testmoapp/junitxml"),
    DocumentFormat("cobertura", "coverage", "Cobertura XML, as coverage.py, gocover-cobertura, Istanbul and others write it",
                   lambda text: text[:1] == "<" and "<coverage" in text and "<project" not in text, _cobertura,
                   "https://github.com/cobertura/web/blob/master/htdocs/xml/coverage-04.dtd"),
    DocumentFormat("jacoco", "coverage", "JaCoCo XML", lambda text: text[:1] == "<" and ("<report " in text or "JACOCO" in text), _jacoco,
                   "https://www.jacoco.org/jacoco/trunk/coverage/report.dtd"),
)  # fmt: skip
