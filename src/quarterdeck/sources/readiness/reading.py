"""Which files are read by what. Contents are looked at before anything is parsed: most YAML has nothing to do with readiness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quarterdeck.evidence.files import Extracted
from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.readiness.compose import read_compose
from quarterdeck.sources.readiness.gathered import SILENCES, Gathered
from quarterdeck.sources.readiness.helm import read_values
from quarterdeck.sources.readiness.kubernetes import read_manifests
from quarterdeck.sources.readiness.paths import CHART, COMPOSE, DASHBOARD, LOAD_TEST, PROXY, TEMPLATES, VALUES
from quarterdeck.sources.readiness.proxies import read_proxy
from quarterdeck.sources.readiness.terraform import read_terraform
from quarterdeck.sources.readiness.terraform_resources import with_providers
from quarterdeck.sources.readiness.watching import read_alerts, read_dashboard, read_load_test

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quarterdeck.evidence.files import FileContent

BIGGEST, BIGGEST_TERRAFORM = 3_000_000, 500_000
"""Bytes above which a file is not read. Somebody's longest file of Terraform has a twentieth of it; what is longer was made by a program."""
_MANIFEST = ((b"kind:", b'"kind"'), (b"apiVersion:", b'"apiVersion"'))
"""What every manifest says, in YAML's way or in JSON's."""


def extract(files: Sequence[FileContent]) -> Extracted:
    """The workloads and signs of one repository, from those of its files that `wants` names."""
    gathered = Gathered()
    charts = {file.folder for file in files if CHART.search(file.path)}
    for file in files:
        if LOAD_TEST.search(file.path) and not file.path.endswith((".yaml", ".yml", ".tf", ".json")):
            read_load_test(file, gathered)
        elif PROXY.search(file.path) and not (b"apiVersion:" in file.data and b"kind:" in file.data):
            read_proxy(file, gathered)
        elif DASHBOARD.search(file.path):
            read_dashboard(file, gathered)
        elif file.path.endswith(".tf"):
            _guarded(read_terraform, file, gathered, BIGGEST_TERRAFORM)
        else:
            _yaml(file, charts, gathered)
    return Extracted((*gathered.workloads(), *gathered.signs, *with_providers(gathered)), tuple(gathered.problems))


def _yaml(file: FileContent, charts: set[str], gathered: Gathered) -> None:
    if b"alert:" in file.data or b'"alert"' in file.data:
        read_alerts(file, gathered)
    if TEMPLATES.search(file.path):
        chart = file.path.partition("templates/")[0].rstrip("/")
        if chart in charts and b"{{" in file.data:
            if b"kind:" in file.data:
                gathered.sign(file, 1, "unread", "helm", file.name, chart.rpartition("/")[2], "a template")
            return
    if file.path.endswith(".tpl"):
        return
    if COMPOSE.search(file.path):
        _guarded(read_compose, file, gathered)
    elif VALUES.search(file.path) and file.folder in charts:
        _guarded(read_values, file, gathered)
    elif all(any(told in file.data for told in words) for words in _MANIFEST) or file.name.startswith("kustomization."):
        _guarded(read_manifests, file, gathered)


def _guarded(read: Callable[[FileContent, Gathered], None], file: FileContent, gathered: Gathered, biggest: int = BIGGEST) -> None:
    if len(file.data) <= biggest:
        read(file, gathered)
        return
    what = f"the file has {len(file.data)} bytes; more than {biggest} are not read"
    gathered.problems.append(Problem(file.place(1), what, "Split it", SILENCES))
