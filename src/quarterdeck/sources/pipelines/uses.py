"""What an action of somebody else does: by the catalogue, by the inputs that change it, else by the words of its name."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from quarterdeck.sources.pipelines import actions
from quarterdeck.sources.pipelines.judge import look_up, positional
from quarterdeck.sources.pipelines.kinds import Kind
from quarterdeck.sources.pipelines.names import told_by_name
from quarterdeck.sources.pipelines.targets import jvm

if TYPE_CHECKING:
    from quarterdeck.sources.pipelines.nodes import Fields

_SCRIPTED_RELEASE = re.compile(r"\b(createRelease|uploadReleaseAsset|createDeployment)\b")
_PUSHED_OUTPUT = re.compile(r"type=registry|push=true")
_LISTS = (
    (Kind.TESTS, actions.ACTION_TESTS),
    (Kind.CHECKS, actions.ACTION_CHECKS),
    (Kind.BUILDS, actions.ACTION_BUILDS),
    (Kind.DEPLOYS, actions.ACTION_DEPLOYS),
)


def told_by_action(name: str, inputs: Fields, *, by_name: bool = True) -> Kind:
    """What the action ``name`` (lower case, without a version) does with ``inputs``; OPAQUE where nothing tells.

    ``by_name``: whether the words of an unknown action's name may tell.
    """
    if name.startswith("docker://"):
        image = name.rpartition("/")[2]
        known = look_up((image,))
        return known if known is not None else told_by_name(image) or Kind.OPAQUE
    listed = _listed(name)
    changed = _by_inputs(name, inputs, listed)
    if changed is not None:
        return changed
    if listed or any(name == pattern or ("*" in pattern and fnmatchcase(name, pattern)) for pattern in actions.ACTION_NEUTRAL):
        return listed
    if not by_name:
        return Kind.OPAQUE
    last = name.partition("/")[2].replace("github", "").replace("action", "")
    return Kind.NOTHING if "setup" in last else told_by_name(last) or Kind.OPAQUE


def _listed(name: str) -> Kind:
    """What the catalogue says; a reusable workflow stands in it as `owner/name/.github/workflows/*`."""
    owner, mark, _ = name.partition("/.github/workflows/")
    shared = f"{owner}{mark}*" if mark else name
    told = Kind.NOTHING
    for kind, names in _LISTS:
        if name in names or shared in names:
            told |= kind
    return told


def _by_inputs(name: str, inputs: Fields, listed: Kind) -> Kind | None:
    """What actions do whose inputs decide; None for all others."""
    pushed = inputs.text("push").lower()
    if name.endswith(("/build-push-action", "/bake-action")):
        pushes = pushed not in {"", "false"} or _PUSHED_OUTPUT.search(inputs.text("outputs"))
        return Kind.BUILDS | (Kind.DEPLOYS if pushes else Kind.NOTHING)
    if name == "devcontainers/ci":
        return listed | (Kind.DEPLOYS if inputs.text("imageName") and pushed != "never" else Kind.NOTHING)
    if name == "goreleaser/goreleaser-action":
        arguments = inputs.text("args")
        dry = "--snapshot" in arguments or "--skip=publish" in arguments
        return (look_up(("goreleaser", *arguments.split())) or listed) & ~(Kind.DEPLOYS if dry else Kind.NOTHING)
    if name.startswith("gradle/") and inputs.text("arguments"):
        words = ("gradle", *inputs.text("arguments").split())
        return jvm(words, positional(words))
    if name == "actions/github-script":
        return Kind.DEPLOYS if _SCRIPTED_RELEASE.search(inputs.text("script")) else Kind.NOTHING
    return None
