"""What technology costs: the cloud's bill (FOCUS 1.0), the ledger, invoices of vendors, seats."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from quarterdeck.demo.chance import Chance
from quarterdeck.demo.exports.ground import Ground, days, month_starts

_BILL = (
    "BilledCost", "EffectiveCost", "ListCost", "ContractedCost", "BillingCurrency", "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargeFrequency",
    "ChargePeriodStart", "ChargePeriodEnd", "BillingPeriodStart", "BillingPeriodEnd", "BillingAccountId", "BillingAccountName", "SubAccountId",
    "SubAccountName", "ProviderName", "PublisherName", "InvoiceIssuerName", "ServiceCategory", "ServiceName", "RegionId", "RegionName", "ResourceId",
    "ResourceName", "PricingCategory", "CommitmentDiscountId", "CommitmentDiscountName", "CommitmentDiscountCategory", "CommitmentDiscountStatus", "Tags",
)  # fmt: skip
_PROVIDER = ("AWS", "Amazon Web Services", "Amazon Web Services")
_REGION = ("eu-central-1", "Europe (Frankfurt)")
_ACCOUNT = ("000000000000", "{company} (invented)")
_WEEKEND, _SATURDAY = 0.93, 5


def files(ground: Ground) -> Iterator[tuple[str, str]]:
    """Every export of this module."""
    yield "focus.csv", ground.table(_BILL, _bill(ground), "x_Note")
    yield (
        "ledger.csv",
        ground.table(
            ("entry id", "booking date", "account", "account name", "description", "vendor", "cost centre", "amount", "currency"),
            _ledger(ground),
        ),
    )
    yield (
        "invoices.csv",
        ground.table(
            ("vendor", "invoice number", "line", "invoice date", "quantity", "amount", "currency", "due date", "paid on", "description"),
            _invoices(ground),
        ),
    )
    columns = ("product", "vendor", "as of", "seats paid", "seats assigned", "seats used", "price per seat", "currency", "billing period")
    yield "seats.csv", ground.table(columns, _seats(ground))


def _bill(ground: Ground) -> Iterator[Sequence[object]]:
    bill = ground.operations["bill"]
    for service, category, resource, start, growth, team in bill["lines"]:
        chance = ground.chance.of(f"bill/{resource}")
        for day in days(bill["since"], ground.story.ends):
            cost = start * (1 + growth) ** ((day - bill["since"]).days / 365) * (0.97 + 0.06 * chance.unit())
            cost *= _WEEKEND if day.weekday() >= _SATURDAY and category == "Compute" else 1.0
            jumps = [jump["times"] for jump in bill["jumps"] if jump["resource"] == resource and day >= jump["from"]]
            cost *= jumps[0] if jumps else 1.0
            yield _charge(ground, day, cost, (category, service, resource), "Usage", team)
    for day in month_starts(bill["since"], ground.story.ends):
        yield _charge(ground, day, bill["credit"], ("Other", "Credits", ""), "Credit", "")
        plan = bill["commitment"]
        last = (day + timedelta(days=32)).replace(day=1)
        whole = plan["dollars"] * (last - day).days
        for status, share, service in (("Used", plan["used"], "Amazon Elastic Compute Cloud"), ("Unused", 1 - plan["used"], "Savings Plans")):
            yield _charge(ground, day, whole * share, ("Compute", service, ""), "Usage", "", (plan["name"], status))


def _charge(
    ground: Ground, day: date, cost: float, what: tuple[str, str, str], kind: str, team: str, commitment: tuple[str, str] | None = None
) -> Sequence[object]:
    """One line of the bill, for a day; a month for a commitment and a credit."""
    category, service, resource = what
    first = day.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    ends = following if commitment else day + timedelta(days=1)
    amount, listed = f"{cost:.6f}", f"{max(cost, 0) * 1.08:.6f}"
    name, status = commitment or ("", "")
    described = f"{service} {resource}".strip() if kind == "Usage" else "Promotional credit"
    worn = {"team": team, "service": ground.operations["bill"]["serves"].get(resource, "")}
    tags = json.dumps({key: value for key, value in worn.items() if value}) if any(worn.values()) else ""
    return (
        amount, amount, listed, amount, "USD", kind, "", described, "Usage-Based" if kind == "Usage" else "One-Time", *_span(day, ends),
        *_span(first, following), _ACCOUNT[0], _ACCOUNT[1].format(company=ground.story.name), "000000000001", "production", *_PROVIDER,
        category, service, *_REGION, f"arn:aws:invented:{resource}" if resource else "", resource, "Committed" if commitment else "Standard",
        "plan-1" if commitment else "", name, "Spend" if commitment else "", status, tags,
    )  # fmt: skip


def _span(first: date, last: date) -> tuple[str, str]:
    return f"{first}T00:00:00Z", f"{last}T00:00:00Z"


def _ledger(ground: Ground) -> Iterator[Sequence[object]]:
    book, number = ground.operations["ledger"], 0
    for day in month_starts(book["since"], ground.story.ends):
        for account, text, vendor, centre, amount, growth in book["lines"]:
            number += 1
            chance = Chance(f"ledger {text} {day}")
            booked = amount * (1 + growth) ** ((day - book["since"]).days / 365) * (1 if growth == 0 else 0.98 + 0.04 * chance.unit())
            last = (day + timedelta(days=32)).replace(day=1) - timedelta(days=1)
            yield (f"{day.year}-{number:05}", last, account, text, f"{text} {day:%Y-%m}", vendor, centre, f"{booked:.2f}", "EUR")


def _invoices(ground: Ground) -> Iterator[Sequence[object]]:
    book = ground.operations["ledger"]
    for day in month_starts(book["since"], ground.story.ends):
        for index, (_, text, vendor, _, amount, growth) in enumerate(book["lines"]):
            if vendor:
                issued = day + timedelta(days=2 + index % 9)
                years = (day - book["since"]).days / 365
                first, more = book["bought"].get(vendor, (0, 0.0))
                bought, owed = round(first * (1 + more) ** years) or "", amount * (1 + growth) ** years
                paid = issued + timedelta(days=12 + Chance(f"paid {vendor} {day}").below(16))
                told = paid if paid <= ground.story.ends else ""
                yield (vendor, f"{vendor[:3].upper()}-{day:%Y%m}", "1", issued, bought, f"{owed:.2f}", "EUR", issued + timedelta(days=30), told, text)


def _seats(ground: Ground) -> Iterator[Sequence[object]]:
    for day in month_starts(ground.since, ground.story.ends):
        for product, vendor, paid, assigned, used, price in ground.operations["seats"]["products"]:
            chance = Chance(f"seats {product} {day}")
            now = min(assigned, max(0, used + chance.between(-2, 2)))
            yield (product, vendor, day, paid, assigned, now, price, "EUR", "month")
