"""What it costs: ledger, invoices, seats, cloud bills in the FOCUS format. Filled by `quarterdeck import`.

Amounts are exact decimals and always stand beside their currency; amounts of two currencies are never added.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar

from quarterdeck.evidence.imported import FileName, Line


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A booking in the ledger."""

    table: ClassVar[str] = "ledger"
    key: ClassVar[tuple[str, ...]] = ("id",)
    happened: ClassVar[str] = "booked_on"
    whole: ClassVar[tuple[str, ...]] = ()
    id: Annotated[str, "The booking's number; where an export gives none, a hash of what it says and a count among equal ones."]
    booked_on: Annotated[date, "The day that it counts for."]
    amount: Annotated[Decimal, "The amount: costs positive, credits and reversals negative, as the export has them."]
    currency: Annotated[str, "ISO 4217 code."]
    account: Annotated[str | None, "The account's number."] = None
    account_name: Annotated[str | None, "The account's name."] = None
    description: Annotated[str | None, "The booking's text."] = None
    vendor: Annotated[str | None, "Who is paid."] = None
    cost_centre: Annotated[str | None, "The cost centre."] = None
    team: Annotated[str | None, "The team, where the export tells."] = None
    project: Annotated[str | None, "The project or initiative, where the export tells."] = None
    document: Annotated[str | None, "The invoice or document that it comes from."] = None
    file: FileName = ""
    line: Line = 0


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """A line of a vendor's invoice; an invoice told as a whole has one."""

    table: ClassVar[str] = "invoices"
    key: ClassVar[tuple[str, ...]] = ("vendor", "number", "position")
    happened: ClassVar[str] = "issued_on"
    whole: ClassVar[tuple[str, ...]] = ()
    vendor: Annotated[str, "Who sent it."]
    number: Annotated[str, "The invoice's number."]
    position: Annotated[str, "The line's number in the invoice, or a hash of what it is for and a count where none is given; empty for an invoice told as a whole."]
    issued_on: Annotated[date, "Its date."]
    amount: Annotated[Decimal, "The amount of the line, without tax where the export tells both."]
    currency: Annotated[str, "ISO 4217 code."]
    tax: Annotated[Decimal | None, "The tax on it."] = None
    due_on: Annotated[date | None, "When it is due."] = None
    paid_on: Annotated[date | None, "When it was paid."] = None
    period_start: Annotated[date | None, "The first day that it is for."] = None
    period_end: Annotated[date | None, "The last day that it is for, included."] = None
    description: Annotated[str | None, "What it is for."] = None
    quantity: Annotated[float | None, "How many units."] = None
    unit_price: Annotated[Decimal | None, "The price of one."] = None
    contract: Annotated[str | None, "The contract or order that it belongs to."] = None
    cost_centre: Annotated[str | None, "The cost centre."] = None
    team: Annotated[str | None, "The team, where the export tells."] = None
    file: FileName = ""
    line: Line = 0


@dataclass(frozen=True, slots=True)
class SeatCount:
    """Seats of a product on a day: how many are paid for, and how many are used."""

    table: ClassVar[str] = "seats"
    key: ClassVar[tuple[str, ...]] = ("product", "plan", "counted_on")
    happened: ClassVar[str] = "counted_on"
    whole: ClassVar[tuple[str, ...]] = ()
    product: Annotated[str, "The product."]
    plan: Annotated[str, "The plan or licence; an empty text when there is one only."]
    counted_on: Annotated[date, "The day."]
    paid: Annotated[int, "Seats that are paid for."]
    assigned: Annotated[int | None, "Seats that are given to somebody."] = None
    used: Annotated[int | None, "Seats whose holder used the product in the span that the export counts."] = None
    vendor: Annotated[str | None, "Who sells it."] = None
    team: Annotated[str | None, "The team that holds them, where the export tells."] = None
    seat_price: Annotated[Decimal | None, "The price of one seat for `billed_per`."] = None
    currency: Annotated[str | None, "ISO 4217 code of the price."] = None
    billed_per: Annotated[str | None, "`month` or `year`."] = None
    file: FileName = ""
    line: Line = 0


@dataclass(frozen=True, slots=True)
class CostLine:
    """A line of a cloud bill, with the columns of FOCUS (FinOps Open Cost and Usage Specification) under their names in small letters."""

    table: ClassVar[str] = "cost_lines"
    key: ClassVar[tuple[str, ...]] = ("id",)
    happened: ClassVar[str] = "charge_period_start"
    whole: ClassVar[tuple[str, ...]] = ()
    id: Annotated[str, "A hash of everything in the line that is no amount or quantity, and a count among lines alike in that."]
    charge_period_start: Annotated[datetime, "Start of the charge (UTC)."]
    billed_cost: Annotated[Decimal, "What is invoiced for it; credits are negative."]
    effective_cost: Annotated[Decimal, "The cost with prepayments spread over what they cover."]
    billing_currency: Annotated[str | None, "The currency of every cost of the line; empty where the bill does not say, and then added to no other."] = None
    charge_category: Annotated[str | None, "`Usage`, `Purchase`, `Tax`, `Credit` or `Adjustment`. Credits are shown apart."] = None
    charge_class: Annotated[str | None, "`Correction` for a correction of an earlier, closed billing period."] = None
    charge_frequency: Annotated[str | None, "`One-Time`, `Recurring` or `Usage-Based`."] = None
    charge_description: Annotated[str | None, "What it is for, in words."] = None
    charge_period_end: Annotated[datetime | None, "End of the charge, not included (UTC)."] = None
    billing_period_start: Annotated[datetime | None, "Start of the billing period (UTC)."] = None
    billing_period_end: Annotated[datetime | None, "End of the billing period, not included (UTC)."] = None
    list_cost: Annotated[Decimal | None, "The cost at list prices."] = None
    contracted_cost: Annotated[Decimal | None, "The cost at negotiated prices."] = None
    list_unit_price: Annotated[Decimal | None, "List price of one unit."] = None
    contracted_unit_price: Annotated[Decimal | None, "Negotiated price of one unit."] = None
    pricing_category: Annotated[str | None, "`Standard`, `Dynamic`, `Committed` or `Other`."] = None
    pricing_quantity: Annotated[Decimal | None, "Units that were priced."] = None
    pricing_unit: Annotated[str | None, "The unit of prices."] = None
    consumed_quantity: Annotated[Decimal | None, "Units that were consumed."] = None
    consumed_unit: Annotated[str | None, "The unit of consumption."] = None
    provider_name: Annotated[str | None, "The provider."] = None
    publisher_name: Annotated[str | None, "Who made what was bought."] = None
    invoice_issuer_name: Annotated[str | None, "Who invoices it."] = None
    billing_account_id: Annotated[str | None, "The account that is billed."] = None
    billing_account_name: Annotated[str | None, "Its name."] = None
    sub_account_id: Annotated[str | None, "The account, subscription or project below it."] = None
    sub_account_name: Annotated[str | None, "Its name."] = None
    service_category: Annotated[str | None, "The sort of service, as FOCUS lists them."] = None
    service_name: Annotated[str | None, "The service."] = None
    region_id: Annotated[str | None, "The region."] = None
    region_name: Annotated[str | None, "Its name."] = None
    availability_zone: Annotated[str | None, "The availability zone."] = None
    resource_id: Annotated[str | None, "The resource."] = None
    resource_name: Annotated[str | None, "Its name."] = None
    resource_type: Annotated[str | None, "Its type."] = None
    sku_id: Annotated[str | None, "The article."] = None
    sku_price_id: Annotated[str | None, "The article's price."] = None
    commitment_discount_id: Annotated[str | None, "The commitment (reservation, savings plan) that covers it or that it buys."] = None
    commitment_discount_name: Annotated[str | None, "Its name."] = None
    commitment_discount_category: Annotated[str | None, "`Spend` or `Usage`."] = None
    commitment_discount_type: Annotated[str | None, "Its type, as the provider names it."] = None
    commitment_discount_status: Annotated[str | None, "`Used` or `Unused`: whether the covered stretch was used."] = None
    commitment_discount_quantity: Annotated[Decimal | None, "How much of the commitment."] = None
    commitment_discount_unit: Annotated[str | None, "The unit of that."] = None
    tags: Annotated[str | None, "Tags as a JSON object, as the bill gives them."] = None
    file: FileName = ""
    line: Line = 0
