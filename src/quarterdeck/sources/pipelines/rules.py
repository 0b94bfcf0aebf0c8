"""Rules of branches, tags and environments that files tell of: who must approve, what must pass, who may push, who may pass it all by.

Read: exports of GitHub's rulesets (JSON), `.github/settings.yml` of probot/settings (branch protection, rulesets, environments), GitLab's policies
(`.gitlab/security-policies/policy.yml`) and exports of its approval rules and protected branches. What stands in the hosting service alone is not
seen, and a file says what was wanted when it was written: an export has its day, a file of settings may not be in force.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from quarterdeck.evidence.automation import BranchRule
from quarterdeck.evidence.files import FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.pipelines.nodes import Fields, Items, Node, Text, flat, read
from quarterdeck.sources.pipelines.paths import APPROVALS, POLICY, RULESET, SETTINGS

_SILENCES = ("branch_rules",)
_BIGGEST = 1_000_000
_DEEPEST = 60


@dataclass
class Rules:
    """Reads the rules among ``files`` (path → contents of one repository)."""

    files: Mapping[str, FileContent]
    problems: list[Problem] = field(default_factory=list)

    def rows(self) -> list[BranchRule]:
        """Every rule, in the order of paths."""
        kinds: tuple[tuple[re.Pattern[str], Callable[[FileContent, Node], Iterator[BranchRule]]], ...] = (
            (SETTINGS, _settings), (RULESET, _rulesets), (POLICY, _policies), (APPROVALS, _gitlab),
        )  # fmt: skip
        found = []
        for path in sorted(self.files):
            making = next((make for pattern, make in kinds if pattern.search(path)), None)
            node = self._node(self.files[path]) if making else None
            if making and node is not None:
                found += list(making(self.files[path], node))
        return found

    def _node(self, file: FileContent) -> Node | None:
        if not file.path.endswith(".json"):
            node, problems = read(file)
            self.problems += [Problem(one.place, one.what, one.mend, _SILENCES) for one in problems]
            return node
        try:
            return _noded(json.loads(file.text[:_BIGGEST]), 0)
        except (ValueError, RecursionError) as error:
            self.problems.append(Problem(file.place(1), f"the rules cannot be read: {str(error)[:120]}", "Export them again", _SILENCES))
            return None


def _noded(value: object, depth: int) -> Node:
    """JSON as the nodes that YAML is read into: it has no lines."""
    if depth > _DEEPEST:
        raise ValueError("it is nested too deeply")
    if isinstance(value, dict):
        return Fields({str(key): _noded(one, depth + 1) for key, one in value.items()}, {}, 1)
    if isinstance(value, list):
        return Items(tuple(_noded(one, depth + 1) for one in value), 1)
    return Text("" if value is None else str(value).lower() if isinstance(value, bool) else str(value), 1)


def _settings(file: FileContent, node: Node) -> Iterator[BranchRule]:
    """probot/settings: a list of branches, of rulesets, of environments."""
    root = node if isinstance(node, Fields) else Fields()
    for branch in root.items("branches"):
        kept = branch.values.get("protection") if isinstance(branch, Fields) else None
        if isinstance(branch, Fields) and isinstance(kept, Fields):
            yield _protected(file, branch, kept)
    for ruleset in root.items("rulesets"):
        yield from _ruleset(file, ruleset)
    for environment in root.items("environments"):
        if isinstance(environment, Fields) and environment.text("name"):
            asked = tuple(one for reviewer in environment.items("reviewers") for one in _actor(reviewer))
            yield BranchRule(file.repository, file.path, environment.line, "github", environment.text("name"), "environment", (environment.text("name"),),
                             enforced=True, approvals=1 if asked else 0, owners=None, checks=(), may=asked, bypass=())  # fmt: skip


def _protected(file: FileContent, branch: Fields, kept: Fields) -> BranchRule:
    reviews = kept.values.get("required_pull_request_reviews")
    restrictions = kept.values.get("restrictions")
    told = reviews if isinstance(reviews, Fields) else Fields()
    checks = kept.fields("required_status_checks")
    named = [*flat(checks.values.get("contexts")), *(one.text("context") for one in checks.items("checks") if isinstance(one, Fields))]
    passing = () if kept.text("enforce_admins").lower() != "false" else ("administrators",)
    bypass = [*passing, *flat(told.values.get("bypass_pull_request_allowances"))]
    return BranchRule(
        file.repository, file.path, branch.line, "github", branch.text("name"), "branch", (branch.text("name"),), enforced=True,
        approvals=_count(told.text("required_approving_review_count"), 1) if isinstance(reviews, Fields) else 0,
        owners=told.text("require_code_owner_reviews").lower() == "true", checks=tuple(dict.fromkeys(one for one in named if one)),
        may=tuple(flat(restrictions)) if isinstance(restrictions, Fields) else (), bypass=tuple(bypass),
    )  # fmt: skip


def _rulesets(file: FileContent, node: Node) -> Iterator[BranchRule]:
    for ruleset in node.items if isinstance(node, Items) else (node,):
        yield from _ruleset(file, ruleset)


def _ruleset(file: FileContent, ruleset: Node) -> Iterator[BranchRule]:
    """A ruleset as GitHub's interface exports it."""
    if not isinstance(ruleset, Fields) or ruleset.text("target") not in {"", "branch", "tag"} or "rules" not in ruleset.values:
        return
    rules = {rule.text("type"): rule.fields("parameters") for rule in ruleset.items("rules") if isinstance(rule, Fields)}
    pull = rules.get("pull_request")
    checks = rules.get("required_status_checks", Fields()).items("required_status_checks")
    refs = ruleset.fields("conditions").fields("ref_name")
    bypass = tuple(one for actor in ruleset.items("bypass_actors") for one in _actor(actor))
    yield BranchRule(
        file.repository, file.path, ruleset.line or 1, "github", ruleset.text("name"), ruleset.text("target") or "branch",
        tuple(ref.removeprefix("refs/heads/").removeprefix("refs/tags/") for ref in flat(refs.values.get("include"))),
        enforced=ruleset.text("enforcement") in {"", "active"},
        approvals=_count(pull.text("required_approving_review_count"), 0) if pull is not None else None if ruleset.text("target") == "tag" else 0,
        owners=pull is not None and pull.text("require_code_owner_review").lower() == "true",
        checks=tuple(one.text("context") for one in checks if isinstance(one, Fields)),
        may=("only who may pass the rule by",) if {"update", "creation"} & set(rules) else (), bypass=bypass,
    )  # fmt: skip


def _actor(node: Node) -> Iterator[str]:
    """Whom an entry names: a team or user by name, else by kind and number."""
    if isinstance(node, Fields):
        kind = node.text("actor_type") or node.text("type")
        name = next((node.text(key) for key in ("name", "slug", "login", "username", "id", "actor_id") if node.text(key)), "")
        if kind or name:
            yield " ".join(part for part in (kind, name) if part)
    elif isinstance(node, Text) and node.text:
        yield node.text


def _policies(file: FileContent, node: Node) -> Iterator[BranchRule]:
    """GitLab's merge request approval policies."""
    root = node if isinstance(node, Fields) else Fields()
    for policy in (*root.items("approval_policy"), *root.items("scan_result_policy")):
        if not isinstance(policy, Fields):
            continue
        rules = [rule for rule in policy.items("rules") if isinstance(rule, Fields)]
        asked = [action for action in policy.items("actions") if isinstance(action, Fields) and action.text("type") == "require_approval"]
        branches = tuple(dict.fromkeys(name for rule in rules for name in (*flat(rule.values.get("branches")), rule.text("branch_type")) if name))
        may = tuple(who for action in asked for key in ("user_approvers", "group_approvers", "role_approvers") for who in flat(action.values.get(key)))
        yield BranchRule(
            file.repository, file.path, policy.line, "gitlab", policy.text("name"), "branch", branches or ("protected",),
            enforced=policy.text("enabled").lower() != "false", approvals=max((_count(action.text("approvals_required"), 0) for action in asked), default=0),
            owners=None, checks=tuple(rule.text("type") for rule in rules if rule.text("type") == "scan_finding"), may=may, bypass=(),
        )  # fmt: skip


def _gitlab(file: FileContent, node: Node) -> Iterator[BranchRule]:
    """Approval rules and protected branches, as GitLab's interface answers."""
    for rule in node.items if isinstance(node, Items) else (node,):
        if not isinstance(rule, Fields) or not ({"approvals_required", "push_access_levels", "merge_access_levels"} & set(rule.values)):
            continue
        approves = "approvals_required" in rule.values
        branches = tuple(one.text("name") for one in rule.items("protected_branches") if isinstance(one, Fields)) if approves else (rule.text("name"),)
        levels = [one for key in ("push_access_levels", "merge_access_levels") for one in rule.items(key) if isinstance(one, Fields)]
        people = [
            one.text("username") or one.text("name") for key in ("users", "groups", "eligible_approvers") for one in rule.items(key) if isinstance(one, Fields)
        ]
        may = tuple(dict.fromkeys([*(one.text("access_level_description") for one in levels), *people]))
        yield BranchRule(
            file.repository, file.path, rule.line or 1, "gitlab", rule.text("name"), "branch", tuple(one for one in branches if one) or ("protected",),
            enforced=True, approvals=_count(rule.text("approvals_required"), 0) if approves else None, checks=(),
            may=tuple(one for one in may if one), bypass=(),
            owners=rule.text("code_owner_approval_required").lower() == "true" if "code_owner_approval_required" in rule.values else None,
        )  # fmt: skip


def _count(written: str, otherwise: int) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 4 else otherwise  # noqa: PLR2004  # nobody asks a thousand people
