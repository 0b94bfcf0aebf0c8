"""Which files are read, told from their paths alone: loaded in every run, so it loads no reader."""

from __future__ import annotations

import re

from quarterdeck.sources.pipelines.recognised import system_of

WORKFLOW = re.compile(r"^\.github/workflows/[^/]+\.ya?ml$")
"""Paths that GitHub reads as workflows; it does not look into folders below."""
ACTION_FILE = re.compile(r"(^|/)action\.ya?ml$")
"""Paths of actions that workflows of the same repository may use."""
GITLAB_FILE = re.compile(r"^(\.gitlab-ci\.ya?ml|\.gitlab-ci/.+\.ya?ml|\.gitlab/.+\.ya?ml|\.?ci/.+\.ya?ml|[^/]*gitlab-ci[^/]*\.ya?ml)$")
"""Paths of the root file and of those that it usually includes."""
_OWN = re.compile(
    r"^([^/]+/){0,2}(package\.json|composer\.json|GNUmakefile|[Mm]akefile[^/]*|[^/]+\.mk|\.?[Jj]ustfile|tox\.ini|noxfile\.py|pyproject\.toml)$"
    r"|^(?!(t|tests?|spec)/)([^/]+/){0,2}[^/]+\.(sh|bash)$|^\.?(ci|bin|script|scripts|tools|hack|dev|build|\.github)/([^/]+/)?[^/.]+$"
)
TEMPLATE = re.compile(r"^(?:(?:templates?|build)/[^/]+|(?:[^/]+/){0,2}(?:pipelines?|\.?azure|\.?azure-?pipelines?|\.?ado|\.?vsts|eng|devops)/.+)\.ya?ml$")
"""Paths at which templates of Azure Pipelines usually stand."""
_FOREIGN = re.compile(r"(^|/)(node_modules|vendor|third_party|site-packages)/")


SETTINGS = re.compile(r"^\.github/settings\.ya?ml$")
"""Settings as probot/settings reads them."""
RULESET = re.compile(r"^(?:\.github/)?rulesets?/[^/]+\.json$|^\.github/[^/]*ruleset[^/]*\.json$")
"""Exports of GitHub's rulesets."""
POLICY = re.compile(r"^\.gitlab/security-policies/policy\.ya?ml$")
"""GitLab's policies."""
APPROVALS = re.compile(r"^\.gitlab/[^/]*(?:approval|protected)[^/]*\.json$")
"""Exports of GitLab's approval rules and protected branches."""


def wants(path: str) -> bool:
    """Whether a file defines a pipeline or its rules, or is a script that one may call by name."""
    if _FOREIGN.search(path):
        return False
    pipeline = WORKFLOW.match(path) or ACTION_FILE.search(path) or GITLAB_FILE.match(path) or TEMPLATE.match(path)
    rule = SETTINGS.match(path) or RULESET.match(path) or APPROVALS.match(path)
    return bool(pipeline or rule or system_of(path) or _OWN.match(path))
