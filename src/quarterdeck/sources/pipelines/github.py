"""GitHub Actions: workflow files → jobs. Reusable workflows and composite actions of the same repository are followed.

Follows docs.github.com, "Workflow syntax for GitHub Actions". Expressions are not evaluated: a matrix's values are put in one
by one, everything else stays as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from quarterdeck.evidence.automation import PipelineJob, ReleaseStep
from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.pipelines.judge import Judge, Told, add, evidence, flag
from quarterdeck.sources.pipelines.kinds import FOUR, Kind
from quarterdeck.sources.pipelines.names import told_by_name
from quarterdeck.sources.pipelines.nodes import Fields, Items, Node, Text, flat, read
from quarterdeck.sources.pipelines.paths import WORKFLOW
from quarterdeck.sources.pipelines.shell import inside
from quarterdeck.sources.pipelines.steps import VERSION_INPUT, Said, environments, steps, texts
from quarterdeck.sources.pipelines.uses import told_by_action

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quarterdeck.evidence.files import FileContent

SYSTEM = "github-actions"
EVENTS = {"workflow_dispatch": "manual", "workflow_call": "call"}
"""GitHub's events that other systems know too, in the words of the table; other events stay as GitHub names them."""
_MATRIX = re.compile(r"\$\{\{((?:[^}]|\}(?!\}))*\bmatrix\.([\w-]+)(?:[^}]|\}(?!\}))*)\}\}")
_CONDITION = re.compile(r"^github\.event_name\s*(==|!=)\s*['\"](\w+)['\"]$")
_TAG_CONDITION = re.compile(r"^(startsWith\(\s*github\.(?:event\.)?ref\s*,\s*['\"]refs/tags/?[^'\"]*['\"]\s*\)|github\.ref_type\s*==\s*['\"]tag['\"])$")
_BRANCH_CONDITION = re.compile(r"^(github\.(?:event\.)?ref\s*==\s*['\"]refs/heads/[^'\"]+['\"]|github\.ref_name\s*==\s*['\"][^'\"]+['\"])$")
_PROGRAM_INPUTS = ("run", "command", "script", "cmd", "commands", "test-command", "new_command_on_retry", "runCmd")
_MOST_VARIANTS = 40
_DEEPEST = 2
"""Actions in actions that are followed."""
_LONGEST_CONDITION = 2_000
_WITH_TAGS = frozenset({"push", "tag", "release", "manual", "call", "workflow_run"})
_TOXENV = ("TOXENV", "TOX_ENV")


@dataclass
class GitHub:
    """Reads the workflows among ``files`` (path → contents of one repository)."""

    files: Mapping[str, FileContent]
    judge: Judge
    problems: list[Problem] = field(default_factory=list)
    released: list[ReleaseStep] = field(default_factory=list)
    _workflows: dict[str, Fields | None] = field(default_factory=dict)

    def rows(self) -> list[PipelineJob]:
        """Every job of every workflow, in the order of paths and lines."""
        return [row for path in sorted(self.files) if WORKFLOW.match(path) for row in self._rows_of(path)]

    def _rows_of(self, path: str) -> list[PipelineJob]:
        workflow = self._read(path)
        if workflow is None:
            return []
        file = self.files[path]
        jobs = workflow.fields("jobs")
        if not jobs.values:
            self._problem(file, workflow.line, "the workflow has no jobs", "Add `jobs:`, or delete the file")
            return []
        started = triggers(_on(workflow))
        rows = []
        for name, node in jobs.values.items():
            line = jobs.lines[name]
            if not isinstance(node, Fields) or not (node.items("steps") or node.text("uses")):
                self._problem(file, line, f"the job '{name}' has neither `steps` nor `uses`", "Give it steps, or delete it")
                continue
            told = self._job(node, workflow, follow=True)
            flags = [flag(told, kind) for kind in FOUR]
            narrowed = narrow(started, node.text("if"))
            tests, checks, deploys, builds = flags
            rows.append(PipelineJob(file.repository, path, line, SYSTEM, name, narrowed, tests, checks, builds, deploys, evidence(told)))
            said = Said(tuple(environments(node.values.get("environment"))), tuple(texts(Items(node.items("steps"), line))), chosen=_chosen(workflow))
            self.released.extend(steps(rows[-1], said))
        return rows

    def _read(self, path: str) -> Fields | None:
        if path in self._workflows:
            return self._workflows[path]
        node, problems = read(self.files[path])
        self.problems.extend(problems)
        if node is not None and not isinstance(node, Fields):
            self._problem(self.files[path], node.line, "the file is not a mapping", "Write it as `name:`, `on:`, `jobs:`")
        elif node is None and not problems:
            self._problem(self.files[path], 1, "the file is empty", "Fill it or delete it")
        self._workflows[path] = node if isinstance(node, Fields) else None
        return self._workflows[path]

    def _problem(self, file: FileContent, line: int, what: str, mend: str) -> None:
        self.problems.append(Problem(file.place(line), what, mend, ("pipeline_jobs",)))

    def _job(self, job: Fields, workflow: Fields, *, follow: bool) -> Told:
        used = job.text("uses")
        if used and not job.items("steps"):
            return self._called(used, follow=follow)
        told: Told = {}
        matrix = job.fields("strategy").fields("matrix")
        default = _folder(job) or _folder(workflow)
        shell = _default_shell(job) or _default_shell(workflow)
        toxenv = next((found for holder in (job, workflow) for key in _TOXENV if (found := holder.fields("env").text(key))), "")
        for step in job.items("steps"):
            if isinstance(step, Fields):
                add(told, self._step(step, default, matrix, shell, 0, toxenv))
        return _local_cluster(told, job)

    def _called(self, used: str, *, follow: bool) -> Told:
        """A job that calls a reusable workflow: the four of all its jobs, if it is one of this repository."""
        path = used.removeprefix("./") if used.startswith("./") else ""
        workflow = self._read(path) if path in self.files and follow else None
        if workflow is None:
            return dict.fromkeys(told_by_action(used.partition("@")[0].lower(), Fields(), by_name=False) or Kind.OPAQUE, used)
        told: Told = {}
        for node in workflow.fields("jobs").values.values():
            if isinstance(node, Fields):
                add(told, {kind: f"{used} → {command}" for kind, command in self._job(node, workflow, follow=False).items()})
        return told

    def _step(self, step: Fields, folder: str, matrix: Fields, shell: str, depth: int, toxenv: str = "") -> Told:
        folder = inside("", step.text("working-directory") or folder)
        used = step.text("uses")
        if used:
            return self._action(used, step.fields("with"), folder, matrix, depth)
        told: Told = {}
        shell = step.text("shell") or shell
        script = step.text("run")
        if script and shell and not re.match(r"(ba|z)?sh\b|pwsh|powershell|cmd|msys2|cygwin|wsl|nix|\$|bash|micromamba|alpine|xvfb|dash|fish", shell):
            return {Kind.OPAQUE: f"shell: {shell}"}
        chosen = step.fields("env").text("TOXENV") or step.fields("env").text("TOX_ENV") or toxenv
        for environment in variants(chosen, matrix) or [""]:
            judge = replace(self.judge, tox=environment)
            for variant in variants(script, matrix):
                add(told, judge.script(variant, folder))
        return told

    def _action(self, used: str, inputs: Fields, folder: str, matrix: Fields, depth: int) -> Told:
        if used.startswith(("./", "../")):
            return self._own_action(used, folder, depth)
        name = used.partition("@")[0].lower() if not used.startswith("docker://") else used.rpartition(":")[0].lower() or used
        told: Told = {}
        for key in _PROGRAM_INPUTS:
            for variant in variants(inputs.text(key), matrix) if name != "actions/github-script" else ():
                add(told, self.judge.script(variant, folder))
        told.pop(Kind.OPAQUE, None)
        for kind in told_by_action(name, inputs):
            if kind is not Kind.OPAQUE or not told:
                told.setdefault(kind, used)
        return told

    def _own_action(self, used: str, folder: str, depth: int) -> Told:
        base = inside("", used)
        path = next((path for ending in ("action.yml", "action.yaml") if (path := inside(base, ending)) in self.files), "")
        action = self._read(path) if path and depth < _DEEPEST else None
        runs = (action or Fields()).fields("runs")
        if action is None or runs.text("using") != "composite":
            return dict.fromkeys(told_by_name(base.rpartition("/")[2]) or Kind.OPAQUE, used)
        told: Told = {}
        for step in runs.items("steps"):
            if isinstance(step, Fields):
                found = self._step(step, folder, Fields(), "", depth + 1)
                add(told, {kind: f"{used} → {command}" for kind, command in found.items()})
        return told


def _on(workflow: Fields) -> Node | None:
    """The value of `on:`, which programs that write YAML 1.1 turn into `true:`."""
    return next((workflow.values[key] for key in ("on", "true", "True", "ON", "On") if key in workflow.values), None)


def _chosen(workflow: Fields) -> str:
    """The input by which whoever starts the workflow by hand says which version it takes."""
    on = _on(workflow)
    inputs = on.fields("workflow_dispatch").fields("inputs").values if isinstance(on, Fields) else {}
    return next((name for name in inputs if VERSION_INPUT.search(name)), "")


def triggers(node: Node | None) -> tuple[str, ...]:
    """What starts a workflow: `on` as a word, a list or a mapping. A push that names only tags is a `tag`."""
    if isinstance(node, Text):
        found = [node.text] if node.text else []
    elif isinstance(node, Items):
        found = list(flat(node))
    else:
        found = []
        for name, value in (node.values if node else {}).items():
            keys = set(value.values) if isinstance(value, Fields) else set()
            by_tag, by_branch = bool(keys & {"tags", "tags-ignore"}), bool(keys & {"branches", "branches-ignore"})
            if name != "push" or not by_tag:
                found.append(name)
            else:
                found.extend(["push", "tag"] if by_branch else ["tag"])
    return tuple(dict.fromkeys(EVENTS.get(name, name) for name in found))


def narrow(started: tuple[str, ...], condition: str) -> tuple[str, ...]:
    """The triggers that a job's `if` leaves.

    Only comparisons of the event and the kind of ref are understood, joined by `&&` and, around those, `||`.
    Everything else narrows nothing; `if: false` leaves none.
    """
    text = re.sub(r"^\$\{\{(.*)\}\}$", r"\1", condition.strip()[:_LONGEST_CONDITION], flags=re.DOTALL).strip()
    if text in {"false", "'false'"}:
        return ()
    left: set[str] = set()
    for alternative in _apart(text, "||"):
        remaining = started
        for part in _apart(alternative, "&&"):
            remaining = _compared(remaining, part)
        left |= set(remaining)
    kept = [name for name in started if name in left]
    return tuple(kept + (["tag"] if "tag" in left and "tag" not in kept else []))


def _apart(text: str, joint: str) -> list[str]:
    """The parts of an expression between ``joint`` outside of brackets, each without brackets around the whole of it."""
    parts, depth, start, index = list[str](), 0, 0, 0
    while index < len(text):
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        if depth == 0 and text.startswith(joint, index):
            parts.append(text[start:index])
            index = start = index + len(joint)
        else:
            index += 1
    stripped = [part.strip() for part in [*parts, text[start:]]]
    return [part[1:-1].strip() if re.fullmatch(r"\([^()]*(\([^()]*\)[^()]*)*\)", part) else part for part in stripped]


def _compared(started: tuple[str, ...], part: str) -> tuple[str, ...]:
    event = _CONDITION.match(part)
    if event:
        named = EVENTS.get(event[2], event[2])
        same = {named, "tag"} if named == "push" else {named}
        return tuple(name for name in started if (name in same) == (event[1] == "=="))
    if _TAG_CONDITION.match(part):
        return tuple(dict.fromkeys("tag" if name == "push" else name for name in started if name in _WITH_TAGS))
    if _BRANCH_CONDITION.match(part):
        return tuple(name for name in started if name not in {"pull_request", "tag", "release"})
    return started


def variants(script: str, matrix: Fields) -> list[str]:
    """The script once for each value of the matrix that it names.

    A value that the expression offers beside it (`matrix.tox || …`) stays as written, once.
    """
    if not script:
        return []
    found = [(match[0], match[1], match[2]) for match in _MATRIX.finditer(script)][:10]
    if not found:
        return [script]
    result: list[str] = []
    for whole, expression, key in found:
        values = _values(matrix, key)
        if "||" in expression:
            result.append(script)
        for value in values[:_MOST_VARIANTS]:
            if len(result) < _MOST_VARIANTS:
                result.append(script.replace(whole, value))
    return result or [script]


def _values(matrix: Fields, key: str) -> list[str]:
    found = list(flat(matrix.values.get(key)))
    for included in matrix.items("include"):
        if isinstance(included, Fields) and key in included.values:
            found.extend(flat(included.values[key]))
    return list(dict.fromkeys(value for value in found if value and "${{" not in value))


def _folder(holder: Fields) -> str:
    return holder.fields("defaults").fields("run").text("working-directory")


def _default_shell(holder: Fields) -> str:
    return holder.fields("defaults").fields("run").text("shell")


def _local_cluster(told: Told, job: Fields) -> Told:
    """Without deployments into a cluster that the job itself has set up for its tests."""
    command = told.get(Kind.DEPLOYS, "")
    if not re.match(r"(kubectl|helm|helmfile|skaffold|kustomize)\b", command):
        return told
    text = " ".join(flat(Items(job.items("steps"), 0)))
    if re.search(r"\b(kind-action|kind create|setup-kind|setup-minikube|minikube start|k3d cluster|setup-k3d|k3s-action|microk8s)", text):
        told.pop(Kind.DEPLOYS)
    return told
