"""What a pipeline's job says about releasing: where to, who is asked, what leads back, whether it comes to a few users first.

Read from words that name these things, never guessed from what a script may do. What a hosting service keeps (who must approve a deployment to an
environment, which branches are protected) stands in no file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quarterdeck.evidence.automation import PipelineJob, ReleaseStep
from quarterdeck.sources.pipelines.nodes import Fields, Items, Node, Text, flat

_BACK = re.compile(
    r"\bhelm\s+rollback\b|\bhelm\s+upgrade\b.*--(?:atomic|rollback-on-failure)\b|\brollout\s+undo\b|\bargo-?\s*rollouts?\s+(?:undo|abort)\b"
    r"|\bargocd\s+app\s+rollback\b|\bheroku\s+(?:releases:)?rollback\b|\bfly(?:ctl)?\s+releases?\s+rollback\b|\bdeploy:rollback\b|\bvercel\s+rollback\b"
    r"|\bwrangler\s+rollback\b|\bkamal\s+rollback\b|\bnomad\s+job\s+revert\b|\btargets\s+rollback\b|\bauto-rollback\b|\bliquibase\s+rollback|\bdokku\b.*\brollback\b",
    re.IGNORECASE,
)
_BACK_NAME = re.compile(r"(?:^|[^a-z])roll[-_ ]?back(?:$|[^a-z])", re.IGNORECASE)
_GRADUAL = re.compile(
    r"\bblue[-_/ ]?green\b|\bupdate-traffic\b|\btraffic[-_]split|\bstep-?weight\b|\brollout[-_]percentage\b|\buser-?fraction\b|\bargo-?\s*rollouts?\s+promote\b"
    r"|\bcanary\d+percent|\blinear\d+percent|\bcanary\b.*\b(?:deploy\w*|rollout|weight|traffic|percent\w*)\b|\b(?:deploy\w*|rollout|weight|traffic)\b.*\bcanary\b",
    re.IGNORECASE,
)
_CHANNEL = re.compile(r"\b(?:npm|yarn|pnpm|lerna|changeset|publish|nightly|dist-tag|snapshot)\b", re.IGNORECASE)
"""A canary that is published is a channel for who wants it, not a part of the users."""
VERSION_INPUT = re.compile(r"(?:^|[-_])(?:sha|commit|version|tag|image|ref|revision|release|rev)(?:$|[-_])", re.IGNORECASE)
"""How the input of a workflow is called by which a person chooses what is deployed."""
_ASKS = re.compile(r"\b(?:manual-approval|workflow-approval|wait-for-approval|type:\s*approval)\b", re.IGNORECASE)
_LONGEST = 120


def texts(node: Node | None) -> Iterator[str]:
    """Every line of every scalar below a node, and the keys beside scalars: `strategy: canary` is one text."""
    if isinstance(node, Fields):
        for key, value in node.values.items():
            if isinstance(value, Text) and "\n" not in value.text:
                yield f"{key}: {value.text}"
            else:
                yield from texts(value)
    elif isinstance(node, Items):
        for item in node.items:
            yield from texts(item)
    elif isinstance(node, Text):
        yield from re.sub(r"\\\n\s*", " ", node.text).splitlines()


def environments(node: Node | None) -> Iterator[str]:
    """The names of the environments that a job's `environment` gives; none where it takes one down."""
    if isinstance(node, Fields):
        if node.text("action") not in {"stop", "prepare", "verify", "access"}:
            yield from flat(node.values.get("name"))
    else:
        yield from flat(node)


@dataclass(frozen=True, slots=True)
class Said:
    """A job's environments, its lines, the words that say it waits for a person, and the input by which a person chooses the version."""

    where: tuple[str, ...]
    lines: tuple[str, ...]
    asks: str = ""
    chosen: str = ""


def steps(job: PipelineJob, said: Said) -> Iterator[ReleaseStep]:
    """What a job tells of releasing."""
    told = [("environment", name) for name in said.where if name]
    by_hand = set(job.triggers) == {"manual"} and (job.deploys or bool(told))
    asks = said.asks or _first(_ASKS, said.lines) or ("started by hand" if by_hand else "")
    back = _first(_BACK, said.lines) or (f"the job {job.job}" if _BACK_NAME.search(f"{job.job} {job.path.rpartition('/')[2]}") else "")
    if not back and said.chosen and "manual" in job.triggers and (job.deploys or told):
        back = f"started by hand for any version: {said.chosen}"
    gradual = _first(_GRADUAL, [line for line in said.lines if not _CHANNEL.search(line)])
    told += [(kind, words) for kind, words in (("asks", asks), ("way back", back), ("gradual", gradual)) if words]
    for kind, words in told:
        yield ReleaseStep(job.repository, job.path, job.line, job.system, job.job or "", kind, " ".join(words.split())[:_LONGEST])


def _first(pattern: re.Pattern[str], lines: Iterable[str]) -> str:
    return next((line for line in lines if pattern.search(line)), "")
