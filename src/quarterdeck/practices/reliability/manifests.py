"""What several measures over Kubernetes manifests share: each workload once, and what is said where there is none or none can be read."""

from __future__ import annotations

from quarterdeck.kernel.outcome import NotAssessed

LASTING = """
    SELECT repository, kind, name, arg_min(path || ':' || line, (path, line)) AS place, bool_or(serves) AS serves,
        bool_or(coalesce(liveness, false) OR coalesce(readiness, false)) AS checked, max(replicas) AS copies,
        list_distinct(flatten(list(reached_as))) AS reached_as
    FROM workloads WHERE tool = 'kubernetes' AND kind IN ('Deployment', 'StatefulSet', 'Rollout', 'DeploymentConfig') GROUP BY ALL
"""
"""Every workload that is meant to keep running, once by kind and name: copies of a manifest, for other environments, are one."""
NO_MANIFEST = NotAssessed(
    "no Kubernetes manifest in it describes something that serves requests", "Assess the repository that holds the manifests beside the others"
)
UNREAD = """
    SELECT repository AS subject, 'it holds templates alone (' || count(*) || '), which only their tool can read' AS why,
        'Look there by hand, or assess a repository that holds rendered manifests' AS supply
    FROM readiness_signs WHERE kind = 'unread' AND repository NOT IN (SELECT repository FROM workloads WHERE tool = 'kubernetes') GROUP BY repository
"""
"""The gap of repositories whose manifests are templates alone."""
