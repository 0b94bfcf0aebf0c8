"""Which files are read, told from their paths alone: asked of every path in every run, so it loads no reader."""

from __future__ import annotations

import re

COMPOSE = re.compile(r"(?:^|/)(?:docker-)?compose(?:[-_.][^/]+)?\.ya?ml$", re.IGNORECASE)
"""Files that Docker Compose reads."""
VALUES = re.compile(r"(?:^|/)values\.ya?ml$")
"""The default values of a Helm chart, where a `Chart.yaml` stands beside."""
CHART = re.compile(r"(?:^|/)Chart\.ya?ml$")
TEMPLATES = re.compile(r"(?:^|/)templates/[^\n]*\.(?:ya?ml|tpl)$")
"""A chart's templates, where a `Chart.yaml` stands above."""
DASHBOARD = re.compile(r"(?:grafana|dashboard)[^\n]*\.json$", re.IGNORECASE)
LOAD_TEST = re.compile(
    r"\.jmx$|(?:^|/)locust[^/]*\.py$|Simulation\.(?:scala|java|kt)$"
    r"|(?:^|[/._-])(?:k6|load|loadtests?|load[-_]?tests?|load[-_]?testing|perf|performance|stress|soak|locust)(?:[/._-][^\n]*)?\.(?:[mc]?[jt]s|py)$",
    re.IGNORECASE,
)
"""Where load tests usually stand; what they import tells whether they are any."""
PROXY = re.compile(r"(?:^|/)(?:[^/]*nginx[^/]*\.conf(?:\.[\w.-]+)?|nginx/[^\n]*\.conf(?:\.[\w.-]+)?|[^/]*envoy[^/]*\.ya?ml)$", re.IGNORECASE)
"""What configures nginx or Envoy."""
_ENDINGS = (".yaml", ".yml", ".tf", ".json", ".jmx", ".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".py", ".scala", ".java", ".kt", ".tpl")
_FOREIGN = re.compile(r"(?:^|/)(?:node_modules|vendor|third_party|site-packages|\.terraform)/")
_ASIDE = re.compile(
    r"(?:^|/)(?:t|tests?|testing|specs?|__tests__|__mocks__|e2e|cypress|fixtures?|testdata|test[-_]data|examples?|samples?|docs?|documentation|"
    r"benchmarks?|i18n|locales?|translations?|changelogs?|release[-_]?notes|cassettes|\.github|\.circleci|\.gitlab)/",
    re.IGNORECASE,
)
_OTHER = re.compile(r"(?:^|/)(?:pnpm-lock\.yaml|\.gitlab-ci[^/]*|mkdocs\.yml|\.pre-commit-config\.yaml|openapi[^/]*|swagger[^/]*)$", re.IGNORECASE)


def wants(path: str) -> bool:
    """Whether a file may say how something runs: not what tests, examples or documents hold, for nobody is served by it."""
    if not (path.endswith(_ENDINGS) or PROXY.search(path)) or _FOREIGN.search(path):
        return False
    if LOAD_TEST.search(path):
        return True
    if _ASIDE.search(path) or _OTHER.search(path):
        return False
    return path.endswith((".yaml", ".yml", ".tf")) or bool(PROXY.search(path) or DASHBOARD.search(path) or TEMPLATES.search(path))
