"""What Kubernetes manifests tell to exist beside workloads: names under which the world reaches it, certificates, environments, volumes that last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from quarterdeck.evidence.infrastructure import InfrastructureResource
from quarterdeck.sources.readiness.owners import named
from quarterdeck.sources.readiness.yaml_files import at, fields, items, text

if TYPE_CHECKING:
    from quarterdeck.evidence.files import FileContent

_Reader: TypeAlias = "Callable[[FileContent, int, dict[str, object]], Iterator[InfrastructureResource]]"


def _made(file: FileContent, line: int, held: dict[str, object], kind: str, called: str, ends: str = "") -> InfrastructureResource:
    told = {key: text(value) for way in ("labels", "annotations") for key, value in fields(at(held, "metadata", way)).items()}
    owner, environment = named(told)
    address = f"{text(held.get('kind'))}/{text(at(held, 'metadata', 'name'))}"
    namespace = text(at(held, "metadata", "namespace"))
    return InfrastructureResource(
        file.repository, file.path, line, "kubernetes", kind, "kubernetes", address[:200], called[:200] or None, None, owner,
        environment or (namespace if namespace != "default" else None) or None, ends[:60] or None,
    )  # fmt: skip


def _ingress(file: FileContent, line: int, held: dict[str, object]) -> Iterator[InfrastructureResource]:
    hosts = [text(at(one, "host")) for one in items(at(held, "spec", "rules"))]
    for host in dict.fromkeys(hosts):
        if _is_host(host):
            yield _made(file, line, held, "domain", host)


def _route(file: FileContent, line: int, held: dict[str, object]) -> Iterator[InfrastructureResource]:
    for host in dict.fromkeys(text(one) for one in items(at(held, "spec", "hostnames"))):
        if _is_host(host):
            yield _made(file, line, held, "domain", host)


def _certificate(file: FileContent, line: int, held: dict[str, object]) -> Iterator[InfrastructureResource]:
    names = [text(one) for one in items(at(held, "spec", "dnsNames"))]
    yield _made(file, line, held, "certificate", ", ".join(one for one in names if _is_host(one)), text(at(held, "spec", "duration")))


def _namespace(file: FileContent, line: int, held: dict[str, object]) -> Iterator[InfrastructureResource]:
    name = text(at(held, "metadata", "name"))
    if name.strip("_-") and "$" not in name:  # `_` is what Kustomize replaces
        yield _made(file, line, held, "environment", name)


def _is_host(name: str) -> bool:
    return "." in name and not any(sign in name for sign in "${}<>")


RESOURCES: Mapping[str, _Reader] = MappingProxyType({"Ingress": _ingress, "HTTPRoute": _route, "Certificate": _certificate, "Namespace": _namespace})
"""How a kind is read."""
