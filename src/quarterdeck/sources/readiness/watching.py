"""Alerts and dashboards that are kept as files, and load tests: found by what they hold, without reading all of it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quarterdeck.evidence.files import FileContent
    from quarterdeck.sources.readiness.gathered import Gathered

_ALERT = re.compile(r"^[ \t]*(?:-[ \t]+)?[\"']?alert[\"']?:[ \t]*[\"']?([^\s\"'#][^\n\"'#]*)", re.MULTILINE)
_EXPRESSION = re.compile(r"^[ \t]*(?:-[ \t]+)?[\"']?expr[\"']?:", re.MULTILINE)
_RUNBOOK = re.compile(r"(?:^[ \t]*|[{,][ \t]*)[\"']?runbook(?:_url|_link)?[\"']?:[ \t]*[\"']?([^\s\"'}]+)", re.MULTILINE)
_LOADING = (
    ("jmeter", re.compile(r"<jmeterTestPlan\b")),
    ("k6", re.compile(r"""(?:from|require\()\s*['"]k6(?:/[\w/.-]+)?['"]""")),
    ("locust", re.compile(r"^\s*(?:from\s+locust\b|import\s+locust\b)", re.MULTILINE)),
    ("gatling", re.compile(r"\bio\.gatling\b")),
)
_BIGGEST = 3_000_000


def read_alerts(file: FileContent, gathered: Gathered) -> None:
    """Each rule of Prometheus that raises an alert, also within a PrometheusRule or a template: names and lines stand there plainly."""
    source = file.text
    if not _EXPRESSION.search(source):
        return
    found = list(_ALERT.finditer(source))
    line, counted = 1, 0
    for number, alert in enumerate(found):
        line += source.count("\n", counted, alert.start(1))
        counted = alert.start(1)
        end = found[number + 1].start() if number + 1 < len(found) else len(source)
        runbook = _RUNBOOK.search(source, alert.end(), end)
        gathered.sign(file, line, "alert", "prometheus", alert[1].strip(), value=f"runbook {runbook[1].strip()}" if runbook else "")


def read_dashboard(file: FileContent, gathered: Gathered) -> None:
    """A dashboard of Grafana as JSON."""
    if (b'"panels"' not in file.data and b'"rows"' not in file.data) or len(file.data) > _BIGGEST:
        return
    try:
        held = json.loads(file.text)
    except (ValueError, RecursionError):
        gathered.sign(file, 1, "unread", "grafana", file.name, value="not JSON")
        return
    inner = held.get("dashboard", held) if isinstance(held, dict) else {}
    if isinstance(inner, dict) and isinstance(inner.get("panels", inner.get("rows")), list) and isinstance(inner.get("title"), str):
        gathered.sign(file, 1, "dashboard", "grafana", inner["title"] or file.name)


def read_load_test(file: FileContent, gathered: Gathered) -> None:
    """A load test, told by what it imports."""
    tool = next((tool for tool, pattern in _LOADING if pattern.search(file.text)), None)
    if tool:
        gathered.sign(file, 1, "load test", tool, file.name)
