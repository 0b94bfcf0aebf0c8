"""What pipelines say about releasing: a file, and the lines that it becomes."""

from __future__ import annotations

import pytest

from quarterdeck.evidence.automation import ReleaseStep
from quarterdeck.evidence.files import FileContent
from quarterdeck.sources.pipelines import extract

HUB = """
on: {{ push: {{ branches: [main] }} }}
jobs:
  ship:
    {job}
    steps:
      - run: |
          {script}
"""
LAB = """
ship:
  {job}
  script:
    - {script}
"""


def told(path: str, text: str) -> list[str]:
    """Each step as `kind: what it says`."""
    return [f"{row.kind}: {row.says}" for row in extract([FileContent("shop", path, text.encode())]).rows if isinstance(row, ReleaseStep)]


@pytest.mark.parametrize(
    ("job", "script", "expected"),
    [
        ("environment: production", "helm upgrade shop . --atomic", ["environment: production", "way back: helm upgrade shop . --atomic"]),
        ("environment: { name: live, url: https://shop.example.org }", "make", ["environment: live"]),
        ("runs-on: x", "kubectl -n shop rollout undo deployment/web", ["way back: kubectl -n shop rollout undo deployment/web"]),
        ("runs-on: x", "gcloud run services update-traffic web --to-latest=10", ["gradual: gcloud run services update-traffic web --to-latest=10"]),
        ("runs-on: x", "deploy --canary --percent 5", ["gradual: deploy --canary --percent 5"]),
        ("runs-on: x", "npm publish --tag canary", []),
        ("runs-on: x", "git revert HEAD", []),
        ("runs-on: x", "echo we roll backwards", []),
    ],
)
def test_a_workflow(job: str, script: str, expected: list[str]) -> None:
    """A canary that is published is a channel, and a `git revert` reverts what anybody may have asked for."""
    assert told(".github/workflows/ship.yml", HUB.format(job=job, script=script)) == expected


def test_a_workflow_that_a_person_starts_for_a_version_of_their_choice() -> None:
    text = """
on: { workflow_dispatch: { inputs: { environment: { required: true }, sha: { required: true } } } }
jobs:
  manual: { environment: "${{ inputs.environment }}", steps: [{ uses: ./.github/actions/deploy }] }
"""
    assert told(".github/workflows/sha.yml", text) == [
        "environment: ${{ inputs.environment }}", "asks: started by hand", "way back: started by hand for any version: sha",
    ]  # fmt: skip


def test_a_workflow_called_rollback() -> None:
    assert told(".github/workflows/rollback.yml", HUB.format(job="runs-on: x", script="./put-back.sh")) == ["way back: the job ship"]


@pytest.mark.parametrize(
    ("job", "script", "expected"),
    [
        ("environment: production\n  when: manual", "kubectl apply -f .", ["environment: production", "asks: when: manual"]),
        ("rules: [{ if: $CI_COMMIT_TAG, when: manual }]", "kubectl apply -f .", ["asks: when: manual"]),
        ("environment: { name: review/x, action: stop }\n  when: manual", "helm uninstall x", ["asks: when: manual"]),
        ("environment: production", "helm rollback shop", ["environment: production", "way back: helm rollback shop"]),
        ("when: manual", "pytest", []),
    ],
)
def test_a_gitlab_job(job: str, script: str, expected: list[str]) -> None:
    """Who must press a button for tests is asked nothing about a release."""
    assert told(".gitlab-ci.yml", LAB.format(job=job, script=script)) == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "Jenkinsfile",
            """pipeline { environment { DEPLOY_ENV = 'production' }
            stages { stage('Ask') { steps { input message: 'Go live?' } } stage('Ship') { steps { sh 'helm upgrade shop . --atomic' } } } }""",
            ["environment: production", "asks: input: Go live?", "environment: production", "asks: input: Go live?", "way back: helm upgrade shop . --atomic"],
        ),
        ("Jenkinsfile", "pipeline { stages { stage('Ship') { input { message 'Sure?' } steps { sh 'cf push' } } } }", ["asks: input: Sure?"]),
        (
            ".circleci/config.yml",
            """jobs: {ship: {steps: [{run: cf push}]}, test: {steps: [{run: pytest}]}}
workflows: {w: {jobs: [hold: {type: approval}, test: {requires: [hold]}, ship: {requires: [test]}]}}""",
            ["asks: type: approval (hold)"],
        ),
        (
            "azure-pipelines.yml",
            """jobs:
- {deployment: Live, environment: production, strategy: {canary: {
  deploy: {steps: [{task: AzureWebApp@1}]}, on: {failure: {steps: [{script: kubectl rollout undo deployment/web}]}}}}}""",
            ["environment: production", "way back: script: kubectl rollout undo deployment/web", "gradual: strategy: canary"],
        ),
        (
            "azure-pipelines.yml", "jobs: [{job: Live, steps: [{task: ManualValidation@0}, {task: AzureWebApp@1}]}]",
            ["asks: task: ManualValidation@0"],
        ),
    ],
)  # fmt: skip
def test_jenkins_circleci_and_azure(path: str, text: str, expected: list[str]) -> None:
    """Who is asked in one stage is asked for those after it; an approval holds for all that wait for it, through others."""
    assert told(path, text) == expected
