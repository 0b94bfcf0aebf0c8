"""Terraform: databases with their backups, what scales, spreads and caches, alarms and dashboards, as far as it stands there plainly.

Modules are not followed and variables not evaluated: what they decide is unknown, never switched off.
Source: the documentation of Terraform's providers for AWS, Google Cloud and Azure, as far as attributes are named below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.readiness.gathered import SILENCES, Gathered
from quarterdeck.sources.readiness.hcl import Block, UnreadError, read_hcl
from quarterdeck.sources.readiness.terraform_resources import resources

if TYPE_CHECKING:
    from quarterdeck.evidence.files import FileContent

_DATABASES = re.compile(
    r"aws_(?:db_instance|rds_cluster|docdb_cluster|neptune_cluster|dynamodb_table)|google_sql_database_instance|"
    r"azurerm_(?:postgresql|mysql)_flexible_server|azurerm_mssql_database"
)
_KINDS = (
    ("alert", re.compile(r"aws_cloudwatch_(?:metric|composite)_alarm|google_monitoring_alert_policy|azurerm_monitor_\w*alert\w*|datadog_monitor\w*|"
                         r"grafana_rule_group|newrelic_\w*alert_condition|pagerduty_service|sentry_\w*alert|betteruptime_monitor|statuscake_\w*check")),
    ("dashboard", re.compile(r"\w+_dashboard(?:_json)?")),
    ("autoscaling", re.compile(r"aws_appautoscaling_target|aws_autoscaling_group|google_compute_(?:region_)?autoscaler|azurerm_monitor_autoscale_setting")),
    ("backup", re.compile(r"aws_backup_(?:plan|selection)|aws_dlm_lifecycle_policy|google_compute_resource_policy|azurerm_backup_\w+|"
                          r"google_gke_backup_backup_plan")),
    ("cache", re.compile(r"aws_elasticache_(?:cluster|replication_group|serverless_cache)|google_(?:redis|memcache)_instance|azurerm_redis_cache|"
                         r"aws_cloudfront_distribution|azurerm_cdn_\w+|aws_dax_cluster")),
    ("rate limit", re.compile(r"aws_api_gateway_usage_plan|aws_wafv2_web_acl|google_compute_security_policy")),
)  # fmt: skip
_DAYS = ("backup_retention_period", "backup_retention_days", "retention_in_days", "snapshot_retention_limit")
_SPREAD = (("multi_az", "true"), ("availability_type", "REGIONAL"), ("zone_redundant", "true"), ("multi_az_enabled", "true"))
_TIMEOUTS = ("idle_timeout", "timeout", "timeout_seconds", "timeout_sec")


def read_terraform(file: FileContent, gathered: Gathered) -> None:
    """Every resource of a file that says something of readiness, or is part of an inventory."""
    if b"resource" not in file.data and b"provider" not in file.data:
        return
    try:
        blocks = read_hcl(file.text.replace("\r\n", "\n"))
    except UnreadError as unread:
        gathered.problems.append(Problem(file.place(unread.line), "not valid HCL, as far as it is read here", "Run `terraform validate`", SILENCES))
        return
    for block in blocks:
        if block.values.get("count") != "0":  # else it is switched off: it is not there
            gathered.resources += resources(file, block)
        if block.words[0] == "resource" and len(block.words) == 3:  # noqa: PLR2004  # `resource`, type, name
            _resource(file, block, gathered)


def _resource(file: FileContent, block: Block, gathered: Gathered) -> None:
    if block.values.get("count") == "0":  # switched off: it is not there
        return
    of, name = block.words[1], ".".join(block.words[1:])
    for kind, pattern in _KINDS:
        if pattern.fullmatch(of) and (of != "aws_wafv2_web_acl" or block.inner("rule", "statement", "rate_based_statement")):
            gathered.sign(file, block.line, kind, "terraform", name, value=_between(block) if kind == "autoscaling" else "")
    for inner in block.inner("health_check"):
        gathered.sign(file, inner.line, "health check", "terraform", name)
    if any(block.values.get(key) == told for key, told in _SPREAD) or any(one.values.get("availability_type") == "REGIONAL" for one in block.inner("settings")):
        gathered.sign(file, block.line, "several zones", "terraform", name)
    if block.values.get("deletion_protection") == "true":
        gathered.sign(file, block.line, "deletion protection", "terraform", name)
    days = next((block.values[key] for key in _DAYS if block.values.get(key)), None)
    if days and days != "0":
        gathered.sign(file, block.line, "retention", "terraform", name, value=f"{days} days")
    timeout = next((block.values[key] for key in _TIMEOUTS if block.values.get(key)), None)
    if timeout:
        gathered.sign(file, block.line, "timeout", "terraform", name, value=f"{timeout} s")
    if _DATABASES.fullmatch(of) and not _copy(block):
        _database(file, block, of, name, gathered)


def _copy(block: Block) -> bool:
    """A replica, whose source is what is backed up."""
    return any(key in block.values for key in ("replicate_source_db", "master_instance_name", "replication_source_identifier"))


def _between(block: Block) -> str:
    least = block.values.get("min_capacity") or block.values.get("min_size")
    most = block.values.get("max_capacity") or block.values.get("max_size")
    return f"{least} to {most}" if least and most else ""


def _database(file: FileContent, block: Block, of: str, name: str, gathered: Gathered) -> None:
    """A database, with its backup where the file says something plain of it; what a variable or the provider decides is not told."""
    gathered.sign(file, block.line, "database", "terraform", name)
    told = _told(block, of)
    if told is not None:
        on = told not in {"false", "0"}
        gathered.sign(file, block.line, "backup" if on else "no backup", "terraform", name, name, f"{told} days" if told.isdecimal() and on else "")


def _told(block: Block, of: str) -> str | None:
    """How long copies are kept, or `true` or `false`; None where a variable decides, or nothing is said."""
    if of == "google_sql_database_instance":
        return next((one.values.get("enabled", "false") for one in block.inner("settings", "backup_configuration")), None)
    if of == "aws_dynamodb_table":
        return next((one.values.get("enabled") for one in block.inner("point_in_time_recovery")), None)
    return next((block.values[key] for key in ("backup_retention_period", "backup_retention_days") if key in block.values), None)
