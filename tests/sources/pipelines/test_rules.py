"""What files tell of the hosting service's rules: a file, and the lines that it becomes."""

from __future__ import annotations

import json

import pytest

from quarterdeck.evidence.automation import BranchRule
from quarterdeck.evidence.files import FileContent
from quarterdeck.sources.pipelines import extract, wants

RULESET = {
    "name": "main", "target": "branch", "enforcement": "active", "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH", "refs/heads/release"]}},
    "rules": [
        {"type": "pull_request", "parameters": {"required_approving_review_count": 2, "require_code_owner_review": True}},
        {"type": "required_status_checks", "parameters": {"required_status_checks": [{"context": "ci/test"}]}},
    ],
    "bypass_actors": [{"actor_id": 5, "actor_type": "RepositoryRole", "bypass_mode": "always"}],
}  # fmt: skip
SETTINGS = """
repository: {name: shop}
branches:
  - name: main
    protection:
      required_pull_request_reviews: {required_approving_review_count: 1, require_code_owner_reviews: true}
      required_status_checks: {strict: true, contexts: [tests]}
      enforce_admins: false
      restrictions: {users: [], teams: [core]}
  - {name: free, protection: {required_status_checks: null, required_pull_request_reviews: null, enforce_admins: true, restrictions: null}}
  - {name: open, protection: null}
environments:
  - {name: production, reviewers: [{type: Team, id: 7}]}
"""
POLICY = """
approval_policy:
  - name: Two pairs of eyes
    enabled: true
    rules: [{type: any_merge_request, branch_type: default}]
    actions: [{type: require_approval, approvals_required: 2, group_approvers: [core]}]
"""


def told(path: str, text: str) -> list[str]:
    """Each rule in a line: what it covers, how many approve, owners, what must pass; who may, who may pass it by."""
    assert wants(path)
    found = []
    for row in extract([FileContent("shop", path, text.encode())]).rows:
        if isinstance(row, BranchRule):
            state = "" if row.enforced else " (not in force)"
            found.append(
                f"{row.target} {', '.join(row.patterns)}{state}: approvals {row.approvals}, owners {row.owners}, checks {', '.join(row.checks)}; "
                f"may {', '.join(row.may)}; by {', '.join(row.bypass)}"
            )
    return found


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            ".github/rulesets/main.json", json.dumps(RULESET),
            ["branch ~DEFAULT_BRANCH, release: approvals 2, owners True, checks ci/test; may ; by RepositoryRole 5"],
        ),
        (
            "rulesets/tried.json", json.dumps({**RULESET, "enforcement": "evaluate", "rules": [], "bypass_actors": []}, indent="\t"),
            ["branch ~DEFAULT_BRANCH, release (not in force): approvals 0, owners False, checks ; may ; by "],
        ),
        (
            ".github/settings.yml", SETTINGS,
            [
                "branch main: approvals 1, owners True, checks tests; may core; by administrators",
                "branch free: approvals 0, owners False, checks ; may ; by ",
                "environment production: approvals 1, owners None, checks ; may Team 7; by ",
            ],
        ),
        (".gitlab/security-policies/policy.yml", POLICY, ["branch default: approvals 2, owners None, checks ; may core; by "]),
        (
            ".gitlab/protected_branches.json",
            json.dumps([{"name": "main", "push_access_levels": [{"access_level_description": "No one"}], "code_owner_approval_required": True}]),
            ["branch main: approvals None, owners True, checks ; may No one; by "],
        ),
        (
            ".gitlab/approval_rules.json", json.dumps([{"name": "core", "approvals_required": 1, "users": [{"username": "ann"}]}]),
            ["branch protected: approvals 1, owners None, checks ; may ann; by "],
        ),
    ],
    ids=["ruleset", "tried only", "settings", "policy", "protected branches", "approval rules"],
)  # fmt: skip
def test_rules(path: str, text: str, expected: list[str]) -> None:
    assert told(path, text) == expected


@pytest.mark.parametrize("text", ["{", "[" * 100_000, "nothing", '{"rules": ' + "[" * 70 + "]" * 70 + "}"], ids=["open", "deep", "words", "nested"])
def test_what_cannot_be_read_is_told_with_its_place(text: str) -> None:
    extracted = extract([FileContent("shop", ".github/rulesets/main.json", text.encode())])
    assert extracted.rows == ()
    assert [(str(one.place), one.silences) for one in extracted.problems] == [("shop/.github/rulesets/main.json:1", ("branch_rules",))]
