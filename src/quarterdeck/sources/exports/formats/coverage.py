"""How much of the code tests run: Cobertura, JaCoCo and Clover as XML, and LCOV's tracefiles."""

from __future__ import annotations

from collections.abc import Iterator

from quarterdeck.sources.exports.elements import Told
from quarterdeck.sources.exports.formats.format import Context, DocumentFormat, Origin
from quarterdeck.sources.exports.formats.markup import Node, walk
from quarterdeck.sources.exports.kinds.scans import COVERAGE


def _cobertura(text: str, context: Context) -> Iterator[tuple[int, Told]]:
    lines: dict[str, dict[str, tuple[bool, int, int]]] = {}
    places: dict[str, int] = {}
    report: dict[str, str] = {}

    def opened(path: list[Node]) -> None:
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

    walk(text, opened, lambda _path: None)
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

    def opened(path: list[Node]) -> None:
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

    def closed(path: list[Node]) -> None:
        node = path[-1]
        if node.name == "sourcefile" and "LINE" in counters:
            package = next((one.attributes.get("name") for one in reversed(path) if one.name == "package"), "")
            branches, taken = counters.get("BRANCH", (None, None))
            found.append((node.line, Told(COVERAGE, {
                "report": context.constants.get("report") or (name or [""])[0] or "jacoco", "path": f"{package}/{node.attributes.get('name', '')}".lstrip("/"),
                "lines": counters["LINE"][0], "lines_run": counters["LINE"][1], "branches": branches, "branches_run": taken,
                "measured_at": max(start, default=None),
            })))  # fmt: skip

    walk(text, opened, closed)
    yield from found


def _clover(text: str, context: Context) -> Iterator[tuple[int, Told]]:
    """By the metrics of each file: statements as lines, conditionals as branches."""
    found: list[tuple[int, Told]] = []
    measured: list[str] = []

    def opened(path: list[Node]) -> None:
        node = path[-1]
        if node.name in {"coverage", "project"} and (at := node.attributes.get("generated") or node.attributes.get("timestamp")):
            measured.append(at)
        if node.name == "metrics" and len(path) > 1 and path[-2].name == "file":
            told, file = node.attributes, path[-2].attributes
            name = file.get("path") or file.get("name") or "?"
            found.append((path[-2].line, Told(COVERAGE, {
                "report": context.constants.get("report") or "clover", "path": name, "lines": told.get("statements"),
                "lines_run": told.get("coveredstatements"), "branches": told.get("conditionals"),
                "branches_run": told.get("coveredconditionals"), "measured_at": measured[0] if measured else None,
            })))  # fmt: skip

    walk(text, opened, lambda _path: None)
    yield from found


def _lcov(text: str, context: Context) -> Iterator[tuple[int, Told]]:
    """Records between SF and end_of_record; records of one file, of several tests, are put together line by line."""
    files: dict[str, tuple[int, dict[str, bool], dict[str, bool]]] = {}
    now: tuple[int, dict[str, bool], dict[str, bool]] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        word, _, rest = line.strip().partition(":")
        if word == "SF":
            now = files.setdefault(rest, (number, {}, {}))
        elif word == "end_of_record":
            now = None
        elif now and word == "DA":
            place, _, hits = rest.partition(",")
            now[1][place] = now[1].get(place, False) or _ran(hits.partition(",")[0])
        elif now and word == "BRDA":
            place, _, hits = rest.rpartition(",")
            now[2][place] = now[2].get(place, False) or _ran(hits)
    for path, (number, lines, branches) in files.items():
        yield number, Told(COVERAGE, {
            "report": context.constants.get("report") or "lcov", "path": path, "lines": len(lines), "lines_run": sum(lines.values()),
            "branches": len(branches) or None, "branches_run": sum(branches.values()) if branches else None,
        })  # fmt: skip


def _ran(hits: str) -> bool:
    """Whether a count is one, and not nothing: `-` stands for a branch that was never reached."""
    return hits.strip() not in {"", "0", "-"}


def _origin(page: str, folder: str) -> Origin:
    root = "https://github.com/danielpalme/ReportGenerator/tree/234ecdb3/src/Testprojects"
    return Origin(page, f"{root}/{folder}", "reports of several tools and versions (Apache-2.0)")


FORMATS = (
    DocumentFormat("clover", "coverage", "Clover XML, as OpenClover, Istanbul and PHPUnit write it",
                   lambda text: text[:1] == "<" and "<coverage" in text and "<project" in text, _clover,
                   _origin("https://openclover.org", "Other")),
    DocumentFormat("cobertura", "coverage", "Cobertura XML, as coverage.py, Coverlet, Istanbul and others write it",
                   lambda text: text[:1] == "<" and "<coverage" in text and "<project" not in text, _cobertura,
                   Origin("https://github.com/cobertura/web/blob/master/htdocs/xml/coverage-04.dtd", "https://github.com/aconrad/pycobertura/tree/033b821/tests",
                          "reports of coverage.py, Cobertura and Istanbul (MIT); of Coverlet, AltCover, dotnet and Swift in danielpalme/ReportGenerator")),
    DocumentFormat("jacoco", "coverage", "JaCoCo XML", lambda text: text[:1] == "<" and ("<report " in text or "JACOCO" in text), _jacoco,
                   _origin("https://www.jacoco.org/jacoco/trunk/coverage/report.dtd", "Java/Reports")),
    DocumentFormat("lcov", "coverage", "LCOV's tracefile (lcov.info); --set report=NAME tells several apart",
                   lambda text: text.startswith(("TN:", "SF:")) and "\nDA:" in text, _lcov,
                   _origin("https://github.com/linux-test-project/lcov", "C++/Reports")),
)  # fmt: skip
