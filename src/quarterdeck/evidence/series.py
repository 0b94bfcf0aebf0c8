"""Numbers over time: any series, and what people use of the product. Filled by `quarterdeck import`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from quarterdeck.evidence.imported import FileName, Line


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One value of a series: a KPI, revenue, load, storage, requests good and total."""

    table: ClassVar[str] = "series"
    key: ClassVar[tuple[str, ...]] = ("subject", "name", "measured_at")
    happened: ClassVar[str] = "measured_at"
    whole: ClassVar[tuple[str, ...]] = ()
    subject: Annotated[str, "What it is about: a system, a team, a product, the company."]
    name: Annotated[str, "What is counted, for instance `requests`, `storage`, `monthly recurring revenue`."]
    measured_at: Annotated[datetime, "The time, or the start of the stretch, that the value stands for (UTC)."]
    unit: Annotated[str | None, "Its unit: `EUR`, `GB`, `requests/s`, `%`, …; empty for a bare count."] = None
    value: Annotated[float | None, "The value; empty where it was measured and is not known."] = None
    file: FileName = ""
    line: Line = 0


@dataclass(frozen=True, slots=True)
class FeatureUse:
    """How much a feature of a product was used in a stretch of time."""

    table: ClassVar[str] = "feature_usage"
    key: ClassVar[tuple[str, ...]] = ("product", "feature", "segment", "starts_on")
    happened: ClassVar[str] = "starts_on"
    whole: ClassVar[tuple[str, ...]] = ()
    product: Annotated[str, "The product or system; an empty text when there is one only."]
    feature: Annotated[str, "The feature, page, screen or call."]
    segment: Annotated[str, "The customers, plan or country that were counted; an empty text for all."]
    starts_on: Annotated[date, "The first day that is counted."]
    ends_on: Annotated[date | None, "The last day that is counted, included; empty when the export does not say."] = None
    uses: Annotated[float | None, "How often it was used."] = None
    users: Annotated[float | None, "How many people used it."] = None
    customers: Annotated[float | None, "How many customers or accounts used it."] = None
    file: FileName = ""
    line: Line = 0
