"""Service levels: how good is good enough (SLO), and what was promised to customers (SLA)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from quarterdeck.records.record import Named
from quarterdeck.records.values import Amount, Chance, Duration, Ref, To, Words, YesNo


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLevel(Named):
    """An objective for one indicator of one system, over a window of time."""

    kind: ClassVar[str] = "service-level"
    folder: ClassVar[str] = "service-levels"

    system: Annotated[Ref, To("system"), "The system whose users notice."]
    indicator: Annotated[Words, "What is counted (SLI): share of requests answered within 300 ms."]
    target: Annotated[Chance, "The share that shall be good: `99.9%`."]
    window: Annotated[Duration, "The stretch that it is counted over: `30 days`."]
    budget_policy: Annotated[Words, "What was agreed for when the error budget is spent, or where that stands: who decides, what waits, what may go on."] = ""
    releases_stop: Annotated[YesNo | None, "Whether releases that mend nothing stop while the error budget is spent, by that policy."] = None
    owner: Annotated[Ref | None, To("person", "team"), "Who answers for it."] = None
    type: Annotated[Literal["objective", "agreement"], "Our own objective (SLO), or an agreement with a customer (SLA)."] = "objective"
    promised_to: Annotated[Words, "For an agreement: to whom."] = ""
    penalty: Annotated[Amount | None, "For an agreement: what each miss costs."] = None
