"""Charts: the default values as far as their names are the custom of `helm create`, and templates, which are counted as unread.

Source: the chart that `helm create` writes, https://helm.sh/docs/chart_template_guide/. What templates make of values is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quarterdeck.evidence.readiness import Workload
from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.readiness.gathered import SILENCES, Draft, Gathered
from quarterdeck.sources.readiness.images import pinned
from quarterdeck.sources.readiness.yaml_files import at, fields, parts, read, text, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quarterdeck.evidence.files import FileContent

_OFTEN = 8
"""Levels below which no container's values stand."""


def read_values(file: FileContent, gathered: Gathered) -> None:
    """A row for each group of values that names an image with a repository: the custom of `helm create`, also in groups for parts of a chart."""
    chart = file.folder.rpartition("/")[2] or file.repository
    for part in parts(file):
        document = read(part, SILENCES)
        if isinstance(document, Problem):
            gathered.problems.append(document)
            continue
        for steps, held in _groups(document.data, ()):
            name = "/".join((chart, *steps))
            gathered.drafts.append(Draft(_row(file, part.line(document, *steps, "image"), name, held)))
            if text(at(held, "autoscaling", "enabled")) == "true":
                least, most = text(at(held, "autoscaling", "minReplicas")), text(at(held, "autoscaling", "maxReplicas"))
                gathered.sign(file, part.line(document, *steps, "autoscaling"), "autoscaling", "helm", name, name, f"{least} to {most}")


def _groups(value: object, steps: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], dict[str, object]]]:
    held = fields(value)
    if text(at(held, "image", "repository")):
        yield steps, held
    if len(steps) < _OFTEN:
        for key, one in held.items():
            if key != "image":
                yield from _groups(one, (*steps, key))


def _row(file: FileContent, line: int, name: str, held: dict[str, object]) -> Workload:
    image, tag, digest = (text(at(held, "image", key)) for key in ("repository", "tag", "digest"))
    written = f"{image}@{digest}" if digest else f"{image}:{tag}" if tag else image
    limits, requests = at(held, "resources", "limits"), at(held, "resources", "requests")
    live, ready = bool(fields(held.get("livenessProbe"))), bool(fields(held.get("readinessProbe")) or fields(held.get("startupProbe")))
    return Workload(
        file.repository, file.path, line, "helm", "values", name, name, written, pinned(written) if tag or digest else None,
        whole_number(held.get("replicaCount")) or whole_number(held.get("replicas")),
        serves="service" in held, liveness=live or None, readiness=ready or None,
        cpu_request=text(at(requests, "cpu")) or None, cpu_limit=text(at(limits, "cpu")) or None,
        memory_request=text(at(requests, "memory")) or None, memory_limit=text(at(limits, "memory")) or None,
        restarts=None, reached_as=(name,), calls=(), elsewhere=(), outside=(),
    )  # fmt: skip
