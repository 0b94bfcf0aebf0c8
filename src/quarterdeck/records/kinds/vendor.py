"""Vendors: companies that deliver something which ours depends on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named
from quarterdeck.records.values import Ref, To, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor(Named):
    """Somebody whom the company buys from."""

    kind: ClassVar[str] = "vendor"
    folder: ClassVar[str] = "vendors"

    provides: Annotated[Words, "What it delivers."] = ""
    owner: Annotated[Ref | None, To("person", "team"), "Who speaks with it."] = None
    criticality: Annotated[Literal["critical", "high", "medium", "low"] | None, "How much the business suffers without it."] = None
    data: Annotated[tuple[Words, ...], "The kinds of data that it holds or sees."] = ()
    data_location: Annotated[Words, "Where it keeps them: country or region."] = ""
    website: Annotated[Words, "Its address."] = ""
    status_page: Annotated[Words, "Where it tells of its outages."] = ""
    alternatives: Annotated[tuple[Words, ...], "Who else could deliver it."] = ()
