"""People, surveys, ledger, invoices, seats, cloud bills, and what the company runs and holds."""

from __future__ import annotations

import re

from quarterdeck.evidence.costs import CostLine, InvoiceLine, LedgerEntry, SeatCount
from quarterdeck.evidence.inventory import InventoryItem
from quarterdeck.evidence.people import RosterEntry, SurveyAnswer
from quarterdeck.kernel.table import declared
from quarterdeck.sources.exports.kinds.kind import Kind, Reader

ROSTER = Reader(
    RosterEntry,
    names={
        "person": ("employee id", "id", "person id", "employee number", "personnel number", "staff id", "user id"),
        "name": ("full name", "employee name", "display name", "employee"),
        "email": ("e mail", "work email", "email address", "mail"),
        "handles": ("github", "github login", "login", "username", "handle", "accounts"),
        "team": ("team name", "squad", "department", "org unit", "group"),
        "role": ("title", "job title", "position", "job", "function"),
        "level": ("grade", "job level", "seniority", "band"),
        "location": ("office", "site", "city", "country", "work location"),
        "time_zone": ("timezone",),
        "manager": ("reports to", "manager email", "manager id", "manager name", "line manager", "supervisor"),
        "employment": ("employment type", "type", "worker type", "contract type"),
        "employer": ("company", "agency", "vendor"),
        "fte": ("full time equivalent", "workload", "percentage"),
        "cost_centre": ("cost center", "cost centre code"),
        "skills": ("skill",),
        "starts_on": ("start date", "hire date", "joined", "start", "hired on", "date of joining", "started"),
        "ends_on": ("end date", "leave date", "termination date", "left", "end", "last day"),
    },
    words={"employment": {
        "employee": ("employee", "permanent", "full time", "full-time", "part time", "part-time", "regular", "fte"),
        "contractor": ("contractor", "freelancer", "freelance", "external", "contract", "consultant"),
        "temporary": ("temporary", "temp", "fixed term", "fixed-term"), "intern": ("intern", "internship", "trainee", "apprentice", "working student"),
        "vendor": ("vendor", "outsourced", "partner", "agency"),
    }},
    fallbacks={"person": ("email", "name")},
)  # fmt: skip

SURVEY = Reader(
    SurveyAnswer,
    names={
        "survey": ("survey name", "round", "survey id"),
        "respondent": ("respondent id", "participant", "response id", "user", "id"),
        "question": ("question id", "item", "question text", "statement"),
        "answer": ("response", "choice", "text"),
        "value": ("score", "rating", "answer value", "numeric value"),
        "lowest": ("scale min", "min"),
        "highest": ("scale max", "max"),
        "team": ("group", "department", "squad"),
        "answered_on": ("date", "answered at", "submitted at", "timestamp", "submitted", "created at"),
    },
    identity=("survey", "question", "answer", "value", "lowest", "highest", "team", "answered_on"),
    made="respondent",
    counted=True,
)

_TEAM, _COST_CENTRE, _CURRENCY = (
    ("department", "team name"),
    ("cost center", "cost centre code", "kostenstelle"),
    ("currency code", "curr", "iso currency", "währung"),
)

LEDGER = Reader(
    LedgerEntry,
    names={
        "id": ("entry id", "transaction id", "journal id", "entry number", "journal entry", "line id"),
        "booked_on": ("date", "posting date", "booking date", "transaction date", "period", "month", "posted on", "buchungsdatum"),
        "amount": ("value", "net amount", "total", "cost", "betrag", "amount in local currency", "debit"),
        "currency": _CURRENCY,
        "account": ("account number", "account code", "gl account", "gl code", "konto"),
        "account_name": ("account description", "category"),
        "description": ("text", "memo", "posting text", "narration", "buchungstext", "details"),
        "vendor": ("supplier", "payee", "vendor name", "creditor", "supplier name"),
        "cost_centre": _COST_CENTRE,
        "team": _TEAM,
        "project": ("project code", "initiative", "wbs", "internal order"),
        "document": ("invoice", "invoice number", "document number", "voucher", "reference", "belegnummer"),
    },
    identity=("booked_on", "account", "account_name", "description", "vendor", "cost_centre", "team", "project", "document", "currency", "amount"),
    counted=True,
    currency="currency",
)

INVOICE = Reader(
    InvoiceLine,
    names={
        "vendor": ("supplier", "vendor name", "payee", "from", "company", "supplier name", "lieferant"),
        "number": ("invoice number", "invoice", "invoice no", "invoice id", "id", "document number", "rechnungsnummer"),
        "position": ("line number", "line", "item", "line item", "line no"),
        "issued_on": ("invoice date", "date", "issue date", "issued", "created", "rechnungsdatum"),
        "amount": ("net amount", "total", "net", "amount due", "value", "line amount", "subtotal", "nettobetrag", "betrag"),
        "currency": _CURRENCY,
        "tax": ("vat", "tax amount", "vat amount"),
        "due_on": ("due date", "due"),
        "paid_on": ("paid", "paid at", "payment date", "paid date"),
        "period_start": ("service start", "from date", "period from", "billing period start"),
        "period_end": ("service end", "to date", "period to", "billing period end"),
        "description": ("text", "details", "product"),
        "quantity": ("qty", "units"),
        "unit_price": ("price", "rate"),
        "contract": ("order", "po", "purchase order", "po number", "contract number", "subscription"),
        "cost_centre": _COST_CENTRE,
        "team": _TEAM,
    },
    identity=("vendor", "number", "description", "period_start", "period_end", "contract", "cost_centre", "team", "currency"),
    made="position",
    counted=True,
    alone=("vendor", "number"),
    currency="currency",
)

SEATS = Reader(
    SeatCount,
    names={
        "product": ("application", "app", "tool", "software", "licence", "license", "name", "service"),
        "plan": ("tier", "edition", "sku", "licence type", "license type"),
        "counted_on": ("date", "as of", "day", "month", "period", "snapshot date", "report date"),
        "paid": ("seats", "seats paid", "paid seats", "licences", "licenses", "purchased", "total seats", "total licenses", "quantity"),
        "assigned": ("assigned seats", "seats assigned", "allocated", "provisioned"),
        "used": ("active", "active users", "seats used", "used seats", "active seats", "in use"),
        "vendor": ("supplier", "publisher"),
        "team": _TEAM,
        "seat_price": ("price", "unit price", "price per seat", "cost per seat"),
        "currency": _CURRENCY,
        "billed_per": ("billing period", "billing cycle", "period length", "interval"),
    },
    words={"billed_per": {"month": ("month", "monthly", "per month"), "year": ("year", "yearly", "annual", "annually", "per year")}},
    defaults={"plan": ""},
    currency="currency",
    counts={"paid": "seats", "assigned": "seats", "used": "seats"},
)


def _focus_name(column: str) -> str:
    """`billed_cost` as FOCUS spells it: `BilledCost`, whose words are `billed cost`."""
    return column.replace("_", " ")


_BILL = [column.name for column in declared(CostLine).columns]
_AMOUNT = re.compile(r"(_cost|_quantity|_unit_price)$")

FOCUS = Reader(
    CostLine,
    names={name: (_focus_name(name),) for name in _BILL if name not in {"file", "line", "id"}},
    identity=tuple(name for name in _BILL if name not in {"file", "line", "id"} and not _AMOUNT.search(name)),
    counted=True,
    currency="billing_currency",
)

INVENTORY = Reader(
    InventoryItem,
    names={
        "kind": ("type", "resource type", "asset type", "category", "class"),
        "item": ("id", "resource id", "asset id", "host name", "hostname", "host", "domain", "domain name", "common name", "arn", "resource", "asset"),
        "name": ("label", "display name", "title", "description"),
        "provider": ("cloud", "cloud provider", "vendor", "registrar", "issuer", "account"),
        "region": ("location", "zone", "availability zone", "site", "data centre", "data center"),
        "owner": ("owned by", "team", "responsible", "contact", "service owner"),
        "environment": ("env", "stage"),
        "ends_on": (
            "expires", "expiry", "expires on", "expiry date", "expiration date", "valid until", "valid to", "not after", "renewal date", "end of support",
        ),
        "listed_on": ("as of", "date", "snapshot date", "last seen", "exported on"),
    },
    words={"kind": {
        "host": ("host", "server", "vm", "virtual machine", "instance", "ec2 instance"), "cluster": ("cluster", "kubernetes cluster"),
        "function": ("function", "lambda"), "load balancer": ("load balancer", "loadbalancer"), "network": ("network", "vpc", "vnet", "subnet"),
        "domain": ("domain", "dns zone", "domain name"), "certificate": ("certificate", "tls certificate", "ssl certificate", "cert"),
        "database": ("database", "db", "rds instance"), "cache": ("cache",), "queue": ("queue", "topic"), "bucket": ("bucket", "object storage"),
        "image registry": ("image registry", "container registry"), "secret": ("secret",), "environment": ("environment", "account", "subscription"),
    }},
    newest="listed_on",
)  # fmt: skip

KINDS = (
    Kind("roster", "People, their teams and roles, from the personnel system. Salaries are never read.", (ROSTER,)),
    Kind("survey", "Answers to a survey: one row for each respondent and question.", (SURVEY,)),
    Kind("ledger", "Bookings of the technology budget from the ledger.", (LEDGER,)),
    Kind("invoices", "Invoices of vendors, whole or line by line.", (INVOICE,)),
    Kind("seats", "Seats or licences: paid for, assigned, used.", (SEATS,)),
    Kind("inventory", "Environments, hosts, networks, domains, certificates and managed services, with owner, region and expiry.", (INVENTORY,)),
    Kind("focus", "Cloud bills in the FOCUS format.", (FOCUS,)),
)
