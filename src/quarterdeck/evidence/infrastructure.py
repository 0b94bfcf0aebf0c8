"""What files tell to exist on rented or own machines. Nothing of it was seen running."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar


@dataclass(frozen=True, slots=True)
class InfrastructureResource:
    """A thing that infrastructure as code makes: a host, network, domain, certificate, cluster, managed service or environment."""

    table: ClassVar[str] = "infrastructure"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file."]
    line: Annotated[int, "Its line."]
    tool: Annotated[str, "`terraform` or `kubernetes`."]
    kind: Annotated[
        str,
        "`host`, `cluster`, `function`, `load balancer`, `network`, `domain`, `certificate`, `database`, `cache`, `queue`, `bucket`, `image registry`, `secret` "
        "or `environment`.",
    ]
    provider: Annotated[str, "Whose it is: `aws`, `google`, `azurerm`, `cloudflare`, …; `kubernetes` within a cluster."]
    address: Annotated[str, "Its address in the code: `aws_db_instance.orders`; kind and name in Kubernetes: `Ingress/shop`."]
    called: Annotated[str | None, "What it is called where it runs: a host name, a bucket's name; empty where a variable decides."]
    region: Annotated[str | None, "Where it is, as the resource or the only provider of its folder says."]
    owner: Annotated[str | None, "Who answers for it, as a tag or label of it says, or those that its folder's provider gives to all."]
    environment: Annotated[str | None, "The environment, as a tag or label, or its namespace says."]
    ends: Annotated[str | None, "How long it lasts, as written, where the file tells: `8760 hours`, `2160h`; `not renewed` for a domain whose renewal is switched off."]
