"""What the company runs and holds, as its asset list or its providers' consoles export it. Filled by `quarterdeck import`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from quarterdeck.evidence.imported import FileName, Line


@dataclass(frozen=True, slots=True)
class InventoryItem:
    """An environment, host, network, domain, certificate or managed service that an export lists."""

    table: ClassVar[str] = "inventory"
    key: ClassVar[tuple[str, ...]] = ("kind", "item")
    happened: ClassVar[str] = "listed_on"
    whole: ClassVar[tuple[str, ...]] = ()
    kind: Annotated[
        str,
        "`host`, `cluster`, `function`, `load balancer`, `network`, `domain`, `certificate`, `database`, `cache`, `queue`, `bucket`, `image registry`, `secret` "
        "or `environment`.",
    ]
    item: Annotated[str, "Its id or name: a host name, a domain, an ARN."]
    name: Annotated[str | None, "What people call it, where that is another word."] = None
    provider: Annotated[str | None, "Whose it is: the cloud, the registrar, the authority that issued it."] = None
    region: Annotated[str | None, "Where it is."] = None
    owner: Annotated[str | None, "Who answers for it: a team or a person, as the export has it."] = None
    environment: Annotated[str | None, "The environment that it belongs to."] = None
    ends_on: Annotated[date | None, "The day on which it ends unless somebody renews it: a certificate's last day, a domain's expiry, the end of support."] = None
    listed_on: Annotated[date | None, "The day of the list, where the export tells it."] = None
    file: FileName = ""
    line: Line = 0
