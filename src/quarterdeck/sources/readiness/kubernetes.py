"""Kubernetes manifests: workloads with their checks, limits and copies, the Services that lead to them, and what scales, spreads or backs them up.

Source: the reference of the Kubernetes API, https://kubernetes.io/docs/reference/kubernetes-api/. Patches of Kustomize add to what they patch.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quarterdeck.evidence.readiness import Workload
from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.readiness.gathered import SILENCES, Draft, Gathered
from quarterdeck.sources.readiness.images import hosts, outside, pinned
from quarterdeck.sources.readiness.kubernetes_resources import RESOURCES
from quarterdeck.sources.readiness.kubernetes_signs import SIGNS
from quarterdeck.sources.readiness.yaml_files import Part, at, fields, items, parts, read, text, whole_number

if TYPE_CHECKING:
    from quarterdeck.evidence.files import FileContent
    from quarterdeck.records.document import Document

_TEMPLATE = {"CronJob": ("spec", "jobTemplate", "spec", "template"), "Pod": ()}
_RUNNING = frozenset({"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob", "Pod", "Rollout", "DeploymentConfig"})
_LISTS = frozenset({"List", "DeploymentList"})
_READ = _RUNNING | _LISTS | SIGNS.keys() | RESOURCES.keys() | {"Service", "Kustomization"}
_DASHBOARD = re.compile(r"^[ ]+([\w.-]+\.json):", re.MULTILINE)


def read_manifests(file: FileContent, gathered: Gathered) -> None:
    """Every document of a file that a cluster would take, by its kind."""
    for part in parts(file):
        if part.kind.startswith("ConfigMap") and '"panels"' in part.text:
            _dashboards(part, gathered)
        if not _READ.isdisjoint(part.kinds) or (not part.kind and file.name.startswith("kustomization.")):
            document = read(part, SILENCES)
            if not isinstance(document, Problem):
                _take(part, document, document.data, (), gathered)
            elif "{{" in part.text or "<%" in part.text:
                gathered.sign(file, part.before + 1, "unread", "kubernetes", part.kind, value="a template")
            else:
                gathered.problems.append(document)


def _dashboards(part: Part, gathered: Gathered) -> None:
    """Dashboards within a ConfigMap: keys that end in `.json` and hold panels."""
    found = list(_DASHBOARD.finditer(part.text))
    for one, ends in zip(found, [*(other.start() for other in found[1:]), len(part.text)], strict=True):
        if part.text.find('"panels"', one.end(), ends) >= 0:
            line = part.before + part.text.count("\n", 0, one.start()) + 1
            gathered.sign(part.file, line, "dashboard", "grafana", one[1].removesuffix(".json"))


def _take(part: Part, document: Document, thing: object, steps: tuple[str | int, ...], gathered: Gathered) -> None:
    held = fields(thing)
    kind, name = text(held.get("kind")), text(at(held, "metadata", "name"))
    if kind in _LISTS:
        for number, one in enumerate(items(held.get("items"))):
            _take(part, document, one, (*steps, "items", number), gathered)
    elif kind in _RUNNING:
        _workload(part, document, held, steps, gathered)
    elif kind == "Service" and name:
        selector = frozenset((key, text(value)) for key, value in fields(at(held, "spec", "selector")).items())
        gathered.services.append((name, selector))
    elif kind in {"Kustomization", ""}:
        for one in items(held.get("replicas")):
            gathered.scaled(text(at(one, "name")), whole_number(at(one, "count")))
    if kind in RESOURCES:
        gathered.resources += RESOURCES[kind](part.file, part.line(document, *steps, "metadata"), held)
    if kind in SIGNS:
        SIGNS[kind](part.file, part.line(document, *steps, "metadata"), name, held, gathered)


def _workload(part: Part, document: Document, held: dict[str, object], steps: tuple[str | int, ...], gathered: Gathered) -> None:
    kind, name = text(held.get("kind")), text(at(held, "metadata", "name"))
    way = _TEMPLATE.get(kind, ("spec", "template"))
    pod, spec = at(held, *way), (*way, "spec")
    labels = frozenset((key, text(value)) for key, value in fields(at(pod, "metadata", "labels")).items())
    copies = whole_number(at(held, "spec", "replicas"))
    containers = items(at(held, *spec, "containers"))
    for number, one in enumerate(containers):
        line = part.line(document, *steps, *spec, "containers", number)
        row = _container(part.file, line, (kind, name), fields(one), copies)
        gathered.drafts.append(Draft(row, labels if len(containers) == 1 or row.serves else frozenset(), patch=not row.image))
    if not containers and copies is not None:
        gathered.scaled(name, copies)


def _container(file: FileContent, line: int, called: tuple[str, str], held: dict[str, object], copies: int | None) -> Workload:
    kind, name = called
    image = text(held.get("image"))
    limits, requests = at(held, "resources", "limits"), at(held, "resources", "requests")
    said = [(text(at(one, "name")), text(at(one, "value"))) for one in items(held.get("env"))]
    said += [("", text(one)) for key in ("args", "command") for one in items(held.get(key))]
    calls = {host for key, value in said for host in hosts(key, value.rpartition("=")[2] if not key else value)}
    return Workload(
        file.repository, file.path, line, "kubernetes", kind, name, text(held.get("name")) or name, image or None, pinned(image), copies,
        serves=bool(items(held.get("ports"))), liveness=bool(fields(held.get("livenessProbe"))),
        readiness=bool(fields(held.get("readinessProbe")) or fields(held.get("startupProbe"))),
        cpu_request=text(at(requests, "cpu")) or None, cpu_limit=text(at(limits, "cpu")) or None,
        memory_request=text(at(requests, "memory")) or None, memory_limit=text(at(limits, "memory")) or None,
        restarts=None, reached_as=(name,), calls=tuple(sorted(calls)),
        elsewhere=(), outside=tuple(sorted({host for _, value in said for host in outside(value)})),
    )  # fmt: skip
