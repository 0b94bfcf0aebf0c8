"""Incidents and their timelines, on-call shifts, uptime probes, series, feature usage."""

from __future__ import annotations

from quarterdeck.evidence.incidents import Incident, IncidentUpdate, OnCallShift, UptimeProbe
from quarterdeck.evidence.series import FeatureUse, SeriesPoint
from quarterdeck.sources.exports.kinds.kind import Kind, Reader

_TOOL = {"tool": "csv"}

INCIDENT = Reader(
    Incident,
    names={
        "id": ("incident id", "key", "number", "incident number", "ticket", "reference", "ref"),
        "created_at": ("created", "created on", "opened at", "opened", "reported at", "triggered at", "date", "declared at", "start", "started"),
        "title": ("summary", "name", "subject", "description", "short description"),
        "service": ("service name", "system", "application", "affected service", "component", "product"),
        "affected": ("affected services", "affected components", "impacted services", "components"),
        "severity": ("sev", "priority", "impact", "level"),
        "status": ("state",),
        "started_at": ("impact started at", "impact start", "start time", "started on", "began at"),
        "detected_at": ("detected", "detection time", "noticed at", "identified at"),
        "acknowledged_at": ("acknowledged", "acked at", "ack time", "acknowledged on", "responded at"),
        "mitigated_at": ("mitigated", "fixed at", "restored at", "impact end", "recovered at"),
        "resolved_at": ("resolved", "resolved on", "closed at", "closed", "ended at", "end time", "end", "resolution time"),
        "team": ("team name", "assigned team", "assignment group", "owner team"),
        "responders": ("responder", "assignee", "assigned to", "commander", "assigned to user"),
        "cause": ("root cause", "cause code"),
        "change": ("caused by", "deployment", "caused by deployment", "change id", "release"),
        "caused_by_change": ("change related", "change caused", "due to change"),
        "customers_affected": ("customer impact", "customer facing", "customers impacted", "user impact"),
        "alerts": ("alert count", "number of alerts"),
        "postmortem": ("post mortem", "postmortem url", "retrospective", "review"),
        "repository": ("repo",),
        "labels": ("tags", "label"),
        "url": ("link", "html url"),
    },
    words={
        "status": {
            "open": ("open", "triggered", "investigating", "identified", "new", "active", "created"),
            "acknowledged": ("acknowledged", "acked", "in progress", "in_progress"),
            "mitigated": ("mitigated", "monitoring", "fixed"), "resolved": ("resolved", "closed", "completed", "postmortem", "done", "verifying"),
            "scheduled": ("scheduled",),
        },
        "urgency": {"high": ("high", "critical"), "low": ("low",)},
    },
    defaults=_TOOL,
    newest="resolved_at",
)  # fmt: skip

INCIDENT_UPDATE = Reader(
    IncidentUpdate,
    names={
        "incident": ("incident id", "incident number", "incident key"),
        "occurred_at": ("at", "date", "timestamp", "time", "created at", "when"),
        "kind": ("type", "event", "status", "action"),
        "actor": ("by", "user", "author", "agent", "who"),
        "words": ("message", "text", "note", "body", "summary", "description"),
    },
    defaults=_TOOL,
    identity=("incident", "kind", "occurred_at", "actor", "words"),
)

ON_CALL = Reader(
    OnCallShift,
    names={
        "schedule": ("schedule name", "rotation", "rota", "schedules", "on call schedule"),
        "level": ("escalation level", "tier"),
        "person": ("user", "name", "user name", "on call", "responder", "engineer", "who", "email"),
        "starts_at": ("start", "starts", "start time", "from", "begin", "shift start", "start date"),
        "ends_at": ("end", "ends", "end time", "until", "to", "shift end", "end date"),
        "team": ("team name", "teams"),
        "service": ("escalation policy", "service name"),
        "time_zone": ("timezone",),
    },
    defaults={"level": "1", "schedule": ""},
)

PROBE = Reader(
    UptimeProbe,
    names={
        "subject": ("service", "monitor", "check", "name", "url", "host", "target", "endpoint", "monitor name", "probe"),
        "location": ("region", "probe location", "from"),
        "probed_at": ("timestamp", "time", "date", "checked at", "datetime", "when"),
        "up": ("success", "status", "ok", "available", "result", "is up"),
        "milliseconds": ("response time", "response time ms", "latency", "latency ms", "duration ms", "response ms"),
        "code": ("status code", "http status", "http code", "response code"),
        "error": ("message", "reason", "error message"),
    },
    defaults={"location": ""},
    worst={"up": "false"},
)

SERIES = Reader(
    SeriesPoint,
    names={
        "subject": ("system", "service", "team", "product", "entity", "resource", "project"),
        "name": ("metric", "metric name", "kpi", "series", "measure", "indicator"),
        "measured_at": ("time", "date", "timestamp", "datetime", "month", "day", "week", "at", "period", "when"),
        "unit": ("units", "uom"),
        "value": ("amount", "count", "total", "reading"),
    },
)

FEATURE_USE = Reader(
    FeatureUse,
    names={
        "product": ("system", "app", "application", "service"),
        "feature": ("feature name", "page", "screen", "event", "event name", "endpoint", "name"),
        "segment": ("plan", "customer segment", "country", "group"),
        "starts_on": ("date", "day", "month", "week", "period", "period start", "start", "start date", "from"),
        "ends_on": ("period end", "end", "end date", "to", "until"),
        "uses": ("events", "event count", "count", "hits", "views", "total events", "usage"),
        "users": ("unique users", "active users", "user count", "uniques"),
        "customers": ("accounts", "companies", "tenants", "active customers"),
    },
    defaults={"product": "", "segment": ""},
    counts={"uses": "uses", "users": "users", "customers": "customers"},
)

KINDS = (
    Kind("incidents", "What went wrong: opened, acknowledged, resolved when, and what it touched.", (INCIDENT, INCIDENT_UPDATE)),
    Kind("incident-updates", "The timelines of incidents, entry by entry.", (INCIDENT_UPDATE,)),
    Kind("on-call", "Who was on call from when until when.", (ON_CALL,)),
    Kind("probes", "Uptime checks, each by itself.", (PROBE,)),
    Kind("series", "Any numbers over time: KPIs, revenue, load, storage, good and total requests.", (SERIES,)),
    Kind("usage", "How much each feature of a product is used.", (FEATURE_USE,)),
)
