"""PagerDuty, Opsgenie and Statuspage: incidents, their timelines, on-call shifts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from quarterdeck.sources.exports.elements import Element, Told, at, items_at, names_at, text_at
from quarterdeck.sources.exports.formats.format import ElementFormat, Origin, has
from quarterdeck.sources.exports.kinds.operations import INCIDENT, INCIDENT_UPDATE, ON_CALL

_ENTRIES = {
    "trigger": "triggered", "notify": "notified", "acknowledge": "acknowledged", "escalate": "escalated", "assign": "assigned", "resolve": "resolved",
    "annotate": "note", "snooze": "snoozed", "unacknowledge": "reopened", "reopen": "reopened",
}  # fmt: skip


def _pagerduty(element: Element) -> Iterator[Told]:
    acknowledged = [text_at(one, "at") for one in items_at(element, "acknowledgements")]
    yield Told(INCIDENT, {
        "tool": "pagerduty", "id": element.get("id"), "title": element.get("title") or element.get("summary"), "service": text_at(element, "service.summary"),
        "affected": (text_at(element, "service.summary"),), "severity": text_at(element, "priority.summary"), "urgency": element.get("urgency"),
        "status": element.get("status"), "created_at": element.get("created_at"), "acknowledged_at": min(filter(None, acknowledged), default=None),
        "resolved_at": element.get("resolved_at") or (element.get("last_status_change_at") if element.get("status") == "resolved" else None),
        "team": next(iter(names_at(element, "teams", "summary")), None), "responders": tuple(_assignees(element)), "alerts": at(element, "alert_counts.all"),
        "url": element.get("html_url"), **_custom(element),
    })  # fmt: skip


_CUSTOM = {
    "change": frozenset({"change", "change_id", "caused_by", "deployment", "caused_by_deployment", "release"}),
    "caused_by_change": frozenset({"caused_by_change", "change_related", "due_to_change"}),
    "started_at": frozenset({"impact_start", "impact_started_at", "impact_start_time", "harm_began", "harm_began_at", "started_at", "start_of_impact"}),
    "mitigated_at": frozenset({"impact_end", "impact_ended_at", "impact_end_time", "mitigated_at", "end_of_impact"}),
}
"""Names of a company's own fields (`GET /incidents?include[]=custom_fields`) by what they tell: PagerDuty has none for what caused an incident, nor for when
users began to feel it."""


def _custom(element: Element) -> dict[str, object]:
    """What the company's own fields say of the change that caused an incident, and of when users felt it."""
    found: dict[str, object] = {}
    for one in items_at(element, "custom_fields"):
        name = re.sub(r"[\s-]+", "_", (text_at(one, "name") or "").strip().lower())
        value = at(one, "value")
        for column, names in _CUSTOM.items():
            if name in names and value not in (None, "", []):
                found[column] = value
    return found


def _assignees(element: Element) -> Iterator[str]:
    for one in items_at(element, "assignments"):
        if name := text_at(one, "assignee.summary"):
            yield name


def _pagerduty_analysed(element: Element) -> Iterator[Told]:
    yield Told(INCIDENT, {
        "tool": "pagerduty", "id": element.get("id"), "title": element.get("description"), "service": element.get("service_name"),
        "affected": (element.get("service_name"),), "severity": element.get("priority_name"), "urgency": element.get("urgency"),
        "status": element.get("status"), "created_at": element.get("created_at"), "resolved_at": element.get("resolved_at"),
        "acknowledged_at": _after(text_at(element, "created_at"), element.get("seconds_to_first_ack"), timedelta(seconds=1)),
        "team": element.get("team_name"), "responders": names_at(element, "assigned_user_names"),
    })  # fmt: skip


def _entry(element: Element) -> Iterator[Told]:
    sort = (text_at(element, "type") or "").removesuffix("_reference").removesuffix("_log_entry")
    who = text_at(element, "user.summary") if sort == "notify" else None
    yield Told(INCIDENT_UPDATE, {
        "tool": "pagerduty", "id": element.get("id"), "incident": text_at(element, "incident.id"), "occurred_at": element.get("created_at"),
        "kind": _ENTRIES.get(sort, sort), "actor": who or text_at(element, "agent.summary"), "words": text_at(element, "summary"),
    })  # fmt: skip


def _oncall(element: Element) -> Iterator[Told]:
    if not element.get("start"):
        return  # somebody who is always on call, without a shift
    yield Told(ON_CALL, {
        "tool": "pagerduty", "schedule": text_at(element, "schedule.summary"), "level": element.get("escalation_level"),
        "person": text_at(element, "user.summary"),
        "starts_at": element.get("start"), "ends_at": element.get("end"), "service": text_at(element, "escalation_policy.summary"),
    })  # fmt: skip


def _opsgenie_alert(element: Element) -> Iterator[Told]:
    start, unit = text_at(element, "createdAt"), timedelta(milliseconds=1)
    acknowledged, closed = (_after(start, at(element, f"report.{name}"), unit) for name in ("ackTime", "closeTime"))
    state = "acknowledged" if element.get("status") == "open" and element.get("acknowledged") else element.get("status")
    yield Told(INCIDENT, {
        "tool": "opsgenie", "id": element.get("id"), "title": element.get("message"), "severity": element.get("priority"), "status": state,
        "service": element.get("entity") or element.get("source"), "created_at": element.get("createdAt"), "acknowledged_at": acknowledged,
        "resolved_at": closed, "team": text_at(element, "ownerTeamId"), "responders": (text_at(element, "owner"), text_at(element, "report.acknowledgedBy")),
        "alerts": element.get("count"), "labels": names_at(element, "tags"),
    })  # fmt: skip


def _after(start: str | None, wait: object, unit: timedelta) -> str | None:
    """The moment so many units after the start; ``None`` where one of them is not told."""
    if not isinstance(wait, int | float) or not start:
        return None
    try:
        return (datetime.fromisoformat(start) + wait * unit).isoformat()
    except (ValueError, OverflowError):
        return None


def _opsgenie_incident(element: Element) -> Iterator[Told]:
    ended = element.get("status") in {"resolved", "closed"}
    yield Told(INCIDENT, {
        "tool": "opsgenie", "id": element.get("id"), "title": element.get("message"), "severity": element.get("priority"), "status": element.get("status"),
        "service": text_at(element, "serviceId") or next(iter(names_at(element, "impactedServices")), None), "affected": names_at(element, "impactedServices"),
        "created_at": element.get("createdAt"), "started_at": element.get("impactStartDate"), "resolved_at": element.get("impactEndDate") if ended else None,
        "team": text_at(element, "ownerTeam"), "labels": names_at(element, "tags"), "url": text_at(element, "links.web"),
    })  # fmt: skip


def _statuspage(element: Element) -> Iterator[Told]:
    planned = element.get("impact") == "maintenance" or element.get("scheduled_for") is not None
    updates = items_at(element, "incident_updates")
    monitoring = [text_at(one, "display_at") or text_at(one, "created_at") for one in updates if text_at(one, "status") == "monitoring"]
    components = names_at(element, "components", "name")
    yield Told(INCIDENT, {
        "tool": "statuspage", "id": element.get("id"), "title": element.get("name"), "severity": element.get("impact"),
        "status": "scheduled" if planned else element.get("status"), "service": next(iter(components), None), "affected": components,
        "created_at": element.get("created_at"), "started_at": element.get("started_at") or element.get("scheduled_for"),
        "mitigated_at": min(filter(None, monitoring), default=None) or element.get("monitoring_at"), "resolved_at": element.get("resolved_at"),
        "customers_affected": None if planned else True, "url": element.get("shortlink"),
    })  # fmt: skip
    for one in updates:
        yield Told(INCIDENT_UPDATE, {
            "tool": "statuspage", "id": text_at(one, "id"), "incident": element.get("id"), "kind": text_at(one, "status"), "words": text_at(one, "body"),
            "occurred_at": text_at(one, "display_at") or text_at(one, "created_at"),
        })  # fmt: skip


def _pagerduty_origin(page: str, schema: str) -> Origin:
    spec = "https://github.com/PagerDuty/api-schema/blob/91a06fb3c64b0ab2b2bd6c485d12b327dfb55c18/reference/REST/openapiv3.json"
    return Origin(f"https://developer.pagerduty.com/api-reference/{page}", spec, f"PagerDuty's own OpenAPI description: the example of {schema} (no licence)")


_DEVLAKE = "https://github.com/apache/incubator-devlake/tree/420e494b4ede9a16c4bfb59de099c797bcd7f5f1/backend/plugins"
_SDK = "https://github.com/opsgenie/opsgenie-go-sdk-v2/blob/718e135ac2cda2192867d51142aabfefd37fab21"
_ANALYSED = has("incident_number", "seconds_to_first_ack", "service_name", "created_at")
FORMATS = (
    ElementFormat("pagerduty/incidents", "incidents", "GET /incidents; acknowledgements of ended ones stand in the log entries",
                  lambda element: has("incident_number", "urgency", "status", "created_at")(element) and not _ANALYSED(element), _pagerduty,
                  _pagerduty_origin("9d0b4b12e36f9-list-incidents", "GET /incidents; recorded answers in apache/incubator-devlake were read beside it")),
    ElementFormat("pagerduty/analytics", "incidents", "POST /analytics/raw/incidents; its times are in the zone that was asked for: say it with --time-zone",
                  _ANALYSED, _pagerduty_analysed, _pagerduty_origin("", "POST /analytics/raw/incidents")),
    ElementFormat("pagerduty/log-entries", "incident-updates", "GET /log_entries?include[]=incidents",
                  lambda element: "_log_entry" in str(element.get("type")), _entry,
                  _pagerduty_origin("c661e065403b5-list-log-entries", "GET /log_entries")),
    ElementFormat("pagerduty/oncalls", "on-call", "GET /oncalls?since=…&until=…", has("escalation_level", "escalation_policy", "user", "start"), _oncall,
                  _pagerduty_origin("3a6b910f11050-list-all-of-the-on-calls", "GET /oncalls")),
    ElementFormat("opsgenie/alerts", "incidents", "GET /v2/alerts", has("tinyId", "alias", "message", "createdAt"), _opsgenie_alert,
                  Origin("https://docs.opsgenie.com/docs/alert-api#list-alerts", f"{_SDK}/alert/result.go",
                         "Opsgenie's own Go client: the fields of an alert and of its report (Apache-2.0); the page's example was read in a public copy")),
    ElementFormat("opsgenie/incidents", "incidents", "GET /v1/incidents",
                  lambda element: has("tinyId", "message", "createdAt", "status")(element) and "alias" not in element, _opsgenie_incident,
                  Origin("https://docs.opsgenie.com/docs/incident-api#list-incidents", f"{_DEVLAKE}/opsgenie/e2e/raw_tables/_raw_opsgenie_incidents.csv",
                         "recorded answers of the API (Apache-2.0), beside Opsgenie's own Go client")),
    ElementFormat("statuspage/incidents", "incidents", "GET /api/v2/incidents.json of a status page, or /v1/pages/ID/incidents",
                  has("name", "status", "impact", "incident_updates"), _statuspage,
                  Origin("https://developer.statuspage.io/#tag/incidents", "https://doers.statuspage.io/api/v1/incidents/",
                         "Statuspage's own documentation, with answers of pages as two public repositories hold them (no licence)")),
)  # fmt: skip
