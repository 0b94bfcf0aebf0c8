"""Kinds of Kubernetes objects that keep a workload up: what scales it, spreads it, limits what it is asked, ends what hangs, or copies its data away."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from quarterdeck.sources.readiness.yaml_files import at, fields, items, text

if TYPE_CHECKING:
    from quarterdeck.evidence.files import FileContent
    from quarterdeck.sources.readiness.gathered import Gathered

_Reader: TypeAlias = "Callable[[FileContent, int, str, dict[str, object], Gathered], None]"
_BACKUP = re.compile(r"back-?up|\bdump|snapshot|pg-?dump|restic|velero", re.IGNORECASE)
_ANNOTATIONS = (
    ("timeout", re.compile(r"(?:-|/)(?:proxy-(?:read|send|connect)-timeout|timeout[\w-]*|response-timeout)$")),
    ("retry", re.compile(r"(?:-|/)(?:proxy-next-upstream[\w-]*|retr(?:y|ies)[\w-]*)$")),
    ("rate limit", re.compile(r"(?:-|/)(?:limit-(?:rps|rpm|connections)|rate-limit[\w-]*)$")),
)


def _scaler(file: FileContent, line: int, name: str, held: dict[str, object], gathered: Gathered) -> None:
    spec = held.get("spec")
    least = text(at(spec, "minReplicas")) or text(at(spec, "minReplicaCount"))
    most = text(at(spec, "maxReplicas")) or text(at(spec, "maxReplicaCount"))
    gathered.sign(file, line, "autoscaling", "kubernetes", name, text(at(spec, "scaleTargetRef", "name")), f"{least or 1} to {most}" if most else "")


def _budget(file: FileContent, line: int, name: str, held: dict[str, object], gathered: Gathered) -> None:
    selector = fields(at(held, "spec", "selector", "matchLabels"))
    about = next((text(value) for value in selector.values()), "")
    least, most = text(at(held, "spec", "minAvailable")), text(at(held, "spec", "maxUnavailable"))
    gathered.sign(file, line, "disruption budget", "kubernetes", name, about, f"{least} at least" if least else f"{most} away at most" if most else "")


def _backup(file: FileContent, line: int, name: str, held: dict[str, object], gathered: Gathered) -> None:
    spec = held.get("spec")
    kept = text(at(spec, "template", "ttl")) or text(at(spec, "retentionPolicy"))
    every = text(at(spec, "schedule")) or text(at(spec, "schedule", "cron")) or text(at(spec, "trigger", "schedule"))
    about = text(at(spec, "cluster", "name")) or text(at(spec, "sourcePVC"))
    gathered.sign(file, line, "backup", "kubernetes", name, about, every)
    if kept:
        gathered.sign(file, line, "retention", "kubernetes", name, about, kept)


def _cron_job(file: FileContent, line: int, name: str, held: dict[str, object], gathered: Gathered) -> None:
    images = [text(at(one, "image")) for one in items(at(held, "spec", "jobTemplate", "spec", "template", "spec", "containers"))]
    if _BACKUP.search(" ".join((name, *images))):
        gathered.sign(file, line, "backup", "kubernetes", name, value=text(at(held, "spec", "schedule")))


def _annotated(file: FileContent, line: int, name: str, held: dict[str, object], gathered: Gathered) -> None:
    for key, value in fields(at(held, "metadata", "annotations")).items():
        for kind, pattern in _ANNOTATIONS:
            if pattern.search(key):
                gathered.sign(file, line, kind, "kubernetes", name, value=f"{key.rpartition('/')[2]} {text(value)}")


def _routes(file: FileContent, line: int, name: str, held: dict[str, object], gathered: Gathered) -> None:
    for way, keys in (("http", ("timeout", "retries")), ("rules", ("timeouts", "retry"))):
        for one in items(at(held, "spec", way)):
            for key, kind in zip(keys, ("timeout", "retry"), strict=True):
                if key in fields(one):
                    gathered.sign(file, line, kind, "kubernetes", name, value=text(at(one, key)) or text(at(one, key, "request")))


def _middleware(file: FileContent, line: int, name: str, held: dict[str, object], gathered: Gathered) -> None:
    spec = fields(held.get("spec"))
    for key, kind in (("rateLimit", "rate limit"), ("retry", "retry"), ("circuitBreaker", "circuit breaker")):
        if key in spec:
            gathered.sign(file, line, kind, "kubernetes", name, value=text(at(spec, key, "average")) or text(at(spec, key, "attempts")))


def _traffic(file: FileContent, line: int, name: str, held: dict[str, object], gathered: Gathered) -> None:
    """Policies of Istio (DestinationRule) and of Envoy Gateway (BackendTrafficPolicy)."""
    spec = held.get("spec")
    about = text(at(spec, "host")) or text(at(spec, "targetRef", "name"))
    istio = at(spec, "trafficPolicy")
    for kind, told in (
        (
            "timeout",
            text(at(istio, "connectionPool", "tcp", "connectTimeout"))
            or text(at(spec, "timeout", "http", "requestTimeout"))
            or text(at(spec, "timeout", "tcp", "connectTimeout")),
        ),
        ("retry", text(at(spec, "retry", "numRetries"))),
        ("circuit breaker", text(at(istio, "outlierDetection", "consecutive5xxErrors")) or text(at(spec, "circuitBreaker", "maxPendingRequests"))),
        ("rate limit", text(at(spec, "rateLimit", "type"))),
    ):
        if told:
            gathered.sign(file, line, kind, "kubernetes", name, about, told)


def _dashboard(file: FileContent, line: int, name: str, _held: dict[str, object], gathered: Gathered) -> None:
    gathered.sign(file, line, "dashboard", "grafana", name)


def _release(file: FileContent, line: int, name: str, held: dict[str, object], gathered: Gathered) -> None:
    chart = text(at(held, "spec", "chart", "spec", "chart")) or text(at(held, "spec", "chartRef", "name"))
    gathered.sign(file, line, "unread", "helm", name, chart, "values of a chart that stands elsewhere")


def _rollout(file: FileContent, line: int, name: str, held: dict[str, object], gathered: Gathered) -> None:
    """Argo Rollouts' `Rollout` with a strategy of its own, and Flagger's `Canary`: both bring a version to a part of the users, and go back by themselves."""
    strategy = fields(at(held, "spec", "strategy"))
    how = next((words for key, words in (("canary", "canary"), ("blueGreen", "blue and green")) if key in strategy), "")
    flagger = text(held.get("apiVersion")).startswith("flagger.app/")
    if how or flagger:
        gathered.sign(file, line, "gradual rollout", "kubernetes", name, text(at(held, "spec", "targetRef", "name")), how or "canary")


SIGNS: Mapping[str, _Reader] = MappingProxyType(
    {
        "HorizontalPodAutoscaler": _scaler, "ScaledObject": _scaler, "PodDisruptionBudget": _budget, "CronJob": _cron_job,
        "Schedule": _backup, "ScheduledBackup": _backup, "ReplicationSource": _backup, "VolumeSnapshot": _backup, "BackupSchedule": _backup,
        "SnapshotSchedule": _backup,
        "Ingress": _annotated, "VirtualService": _routes, "HTTPRoute": _routes, "GRPCRoute": _routes, "Middleware": _middleware,
        "DestinationRule": _traffic, "BackendTrafficPolicy": _traffic,
        "GrafanaDashboard": _dashboard, "HelmRelease": _release, "Rollout": _rollout, "Canary": _rollout,
    }
)  # fmt: skip
"""How a kind is read."""
