"""Contracts with vendors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named, Remark, backwards, past
from quarterdeck.records.values import Amount, Chance, Count, Day, Duration, Ref, To, Words, YesNo

_SHARE = re.compile(r"(100|\d{1,2})(\.\d+)?%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Named):
    """What was agreed with a vendor, and what it takes to leave."""

    kind: ClassVar[str] = "contract"
    folder: ClassVar[str] = "contracts"

    vendor: Annotated[Ref, To("vendor"), "With whom."]
    owner: Annotated[Ref | None, To("person", "team"), "Who decides whether it is renewed."] = None
    cost: Annotated[Amount | None, "What it costs in each `cost_per`."] = None
    cost_per: Annotated[Literal["month", "quarter", "year", "once"], "The stretch that `cost` is told for."] = "year"
    seats: Annotated[Count | None, "Seats that are paid for, where it counts in seats."] = None
    starts: Annotated[Day | None, "Its first day."] = None
    ends: Annotated[Day | None, "Its last day, unless it is renewed."] = None
    term: Annotated[Duration | None, "How long each term runs: `12 months`."] = None
    notice: Annotated[Duration | None, "How long before the end it must be cancelled: `90 days`."] = None
    renews: Annotated[YesNo | None, "Whether it renews by itself."] = None
    exit_cost: Annotated[Amount | None, "What leaving would cost: fees, work, two bills side by side."] = None
    exit_time: Annotated[Duration | None, "How long leaving would take: `3..6 months`."] = None
    uplift: Annotated[Chance | None, "How much dearer the next term may be, as a share of the price: `0%..5%`."] = None
    credits: Annotated[Mapping[Words, Chance], "What comes back of a month's price when it was available for less than a share of the month: `99.9%: 10%`."] = (
        field(default_factory=dict)
    )
    claim_within: Annotated[Duration | None, "How long after the end of a month such a credit can be claimed: `30 days`."] = None
    data: Annotated[tuple[Words, ...], "The kinds of data that the vendor holds under it."] = ()
    availability: Annotated[Chance | None, "The share of time that the vendor promises to be there (SLA): `99.9%`."] = None
    document: Annotated[Words, "Where the signed paper lies."] = ""

    def faults(self) -> Iterator[Remark]:
        """An end before the start; a credit for what is no share."""
        yield from backwards("starts", self.starts, "ends", self.ends)
        for below in self.credits:
            if not _SHARE.fullmatch(below):
                yield Remark(f"credits/{below}", f"{below!r} is no share of a month", "Write for instance 99.9%: 10%")

    def overdue(self, as_of: date) -> Iterator[Remark]:
        """An end that has gone by, where it does not renew by itself."""
        if not self.renews:
            yield from past("ends", self.ends, as_of, "ended on {day}", "Give the new end, or retire the record")
