"""Jenkins: a `Jenkinsfile` → its stages. Declarative pipelines are read stage by stage; of scripted ones only what stages plainly run.

Follows jenkins.io, "Pipeline Syntax". Nothing is run: what a shared library or a plugin's step does is told by its name or unknown, and a scripted
stage may do anything besides what is read in it. What starts a pipeline mostly stands in Jenkins: `untold`, unless the file says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from quarterdeck.evidence.automation import PipelineJob, ReleaseStep
from quarterdeck.evidence.files import FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.pipelines.groovy import Statement, UnclosedError, parse
from quarterdeck.sources.pipelines.judge import Judge, Told, add, evidence, flag
from quarterdeck.sources.pipelines.kinds import FOUR, Kind, words
from quarterdeck.sources.pipelines.names import told_by_name
from quarterdeck.sources.pipelines.recognised import system_of
from quarterdeck.sources.pipelines.steps import Said, steps

SYSTEM = "jenkins"
UNTOLD = "untold"
"""The trigger of a pipeline whose file does not say what starts it."""
_SHELLS = words("sh bat powershell pwsh")
_AROUND = words("""
    script dir withEnv withCredentials timeout retry container node ws catchError warnError parallel sshagent lock timestamps ansiColor wrap withMaven
    withDockerRegistry withDockerContainer withAWS withKubeConfig withVault nodejs configFileProvider throttle waitUntil stage steps if else for while
    try catch finally switch each inside withRegistry withServer withRun always success failure cleanup unstable changed aborted fixed regression
    unsuccessful tools xvfb wrappedNode gitlabCommitStatus gitlabBuilds withFolderProperties withChecks podTemplate withGradle withAnt steps.script
""")
"""What holds steps and does nothing itself."""
_PLAIN = words("""
    echo print println checkout git junit archiveArtifacts archive stash unstash cleanWs deleteDir error sleep milestone input slackSend emailext mail
    publishHTML readFile writeFile fileExists readJSON writeJSON readYaml writeYaml readProperties readMavenPom def return true false null tool pwd
    unstable publishChecks githubNotify updateGitlabCommitStatus hygieiaBuildPublishStep office365ConnectorSend jacoco cobertura recordCoverage
    publishCoverage xunit step load library properties isUnix fingerprint buildDiscarder copyArtifacts currentBuild env params scm agent when options
    environment tools final String int List Map import findFiles zip unzip tar sha256 cache perfReport discordSend telegramSend googlechatnotification
    addShortText addBadge setBuildStatus githubPRComment cucumber allure dependencyCheckPublisher publishIssues message ok submitter parameters
    withChecksResult break continue throw new this super assert
""")
_SPEAKING: Mapping[str, Kind] = {
    "withSonarQubeEnv": Kind.CHECKS, "waitForQualityGate": Kind.CHECKS, "recordIssues": Kind.CHECKS, "dependencyCheck": Kind.CHECKS,
    "scanForIssues": Kind.CHECKS,
    "snykSecurity": Kind.CHECKS, "checkstyle": Kind.CHECKS, "findbugs": Kind.CHECKS, "pmd": Kind.CHECKS, "vstest": Kind.TESTS,
    "kubernetesDeploy": Kind.DEPLOYS, "ansiblePlaybook": Kind.DEPLOYS, "nexusArtifactUploader": Kind.DEPLOYS, "nexusPublisher": Kind.DEPLOYS,
    "rtUpload": Kind.DEPLOYS, "s3Upload": Kind.DEPLOYS, "sshPublisher": Kind.DEPLOYS, "pushToCloudFoundry": Kind.DEPLOYS, "azureWebAppPublish": Kind.DEPLOYS,
    "cfnUpdate": Kind.DEPLOYS, "deploy": Kind.DEPLOYS, "openshiftDeploy": Kind.DEPLOYS, "octopusDeployRelease": Kind.DEPLOYS, "awsCodeDeploy": Kind.DEPLOYS,
}  # fmt: skip
"""Steps of well-known plugins, by what they are called, and what they do."""
_STARTS = {
    "cron": "schedule", "parameterizedCron": "schedule", "pollSCM": "push", "githubPush": "push", "gitlab": "push", "bitbucketPush": "push", "upstream": "call",
    "GenericTrigger": "api",
}  # fmt: skip
_CAUSES = (("Timer", "schedule"), ("UserId", "manual"), ("Upstream", "call"), ("SCM", "push"), ("BranchIndexing", "push"))
_WHERE = re.compile(r"(?:^|_)(?:ENV|ENVIRONMENT|STAGE|TARGET|NAMESPACE)$", re.IGNORECASE)
_DEEPEST = 4
"""Functions in functions that are followed."""


@dataclass(slots=True)
class _Stage:
    """A stage that has steps: where it stands, what gates it, and what may start it."""

    name: str
    line: int
    steps: list[Statement]
    starts: tuple[str, ...]
    gate: str
    where: tuple[str, ...]


@dataclass
class Jenkins:
    """Reads the Jenkinsfiles among ``files`` (path → contents of one repository)."""

    files: Mapping[str, FileContent]
    judge: Judge
    problems: list[Problem] = field(default_factory=list)
    released: list[ReleaseStep] = field(default_factory=list)
    read: set[str] = field(default_factory=set)
    """The paths of which rows were made."""

    def rows(self) -> list[PipelineJob]:
        """Every stage with steps, in the order of paths and lines."""
        return [row for path in sorted(self.files) if system_of(path) == SYSTEM for row in self._rows_of(self.files[path])]

    def _rows_of(self, file: FileContent) -> list[PipelineJob]:
        try:
            statements = parse(file.text)
        except UnclosedError as error:
            self.problems.append(Problem(file.place(error.line), f"the Jenkinsfile cannot be read: {error}", "Correct the syntax", ("pipeline_jobs",)))
            return []
        pipeline = next((one for one in statements if one.name == "pipeline" and one.blocks), None)
        functions = {one.words[1]: one for one in statements if len(one.words) > 2 and one.words[0] == "def" and one.words[2] == "(" and one.blocks}  # noqa: PLR2004  # `def name (`
        found = _declarative(pipeline) if pipeline else _scripted(statements)
        rows = [self._row(file, stage, functions, scripted=pipeline is None) for stage in found]
        if rows:
            self.read.add(file.path)
        return rows

    def _row(self, file: FileContent, stage: _Stage, functions: Mapping[str, Statement], *, scripted: bool) -> PipelineJob:
        reading = _Steps(self.judge, functions)
        for statement in stage.steps:
            reading.take(statement, 0)
        told = reading.told
        if scripted:
            told.setdefault(Kind.OPAQUE, "a scripted pipeline")
        tests, checks, deploys, builds = (flag(told, kind) for kind in FOUR)
        row = PipelineJob(file.repository, file.path, stage.line, SYSTEM, stage.name, stage.starts, tests, checks, builds, deploys, evidence(told))
        gate = reading.gate or stage.gate
        self.released.extend(steps(row, Said(stage.where, tuple(reading.lines), gate if deploys or stage.where else "")))
        return row


class _Steps:
    """What the steps of a stage do: scripts by the judge, known steps by the catalogue, functions of the file by what stands in them."""

    def __init__(self, judge: Judge, functions: Mapping[str, Statement]) -> None:
        self.judge, self.functions = judge, functions
        self.told: Told = {}
        self.lines: list[str] = []
        self.gate = ""

    def take(self, statement: Statement, depth: int) -> None:
        name = statement.name
        shell = next((word for word in statement.words if word in _SHELLS), "")
        if shell:
            for key, text in statement.texts:
                if key in {"", "script"}:
                    add(self.told, self.judge.script(text))
                    self.lines += text.splitlines()
            if not statement.texts:
                self.told.setdefault(Kind.OPAQUE, shell)
        elif name == "input":
            self.gate = self.gate or f"input: {statement.text()}".strip()
        elif name in self.functions and depth < _DEEPEST:
            for inner in self.functions[name].inside:
                self.take(inner, depth + 1)
        else:
            self._step(name, statement)
        for inner in statement.inside:
            self.take(inner, depth)

    def _step(self, name: str, statement: Statement) -> None:
        called = name.rpartition(".")[2]
        self.lines += [f"{key}: {text}" for key, text in statement.texts if key]
        joined = "".join(statement.words)
        pushes = ".push(" in joined and (name.endswith(".push") or "docker" in joined.lower())
        if name in _SPEAKING:
            self.told.setdefault(_SPEAKING[name], name)
        if "docker.build(" in joined:
            self.told.setdefault(Kind.BUILDS, "docker.build")
        if pushes:
            self.told.setdefault(Kind.DEPLOYS, name if name.endswith(".push") else "docker push")
        if name in _SPEAKING or pushes:
            return
        if not (name in _AROUND or called in _AROUND or name in _PLAIN or name.partition(".")[0] in _PLAIN or _assigns(statement) or not name[:1].isalpha()):
            self._unknown(name, called, statement)

    def _unknown(self, name: str, called: str, statement: Statement) -> None:
        """A step of a plugin or a library: what its name says it does, and nobody knows what else."""
        for kind in told_by_name(called):
            self.told.setdefault(kind, f"{name} {statement.text()}".strip())
        self.told.setdefault(Kind.OPAQUE, name)


def _assigns(statement: Statement) -> bool:
    """`version = '1'` and `env.X = readFile('x')`: no step of its own, but for what it calls in a shell."""
    return "=" in statement.words and "(" not in statement.words[: statement.words.index("=")]


def _scripted(statements: Sequence[Statement]) -> Iterator[_Stage]:
    """The stages of a scripted pipeline that have a block."""
    whole = Statement(1, blocks=[list(statements)])
    starts = _base(whole)
    gate = ""
    for one in whole.everything():
        if one.name == "input":
            gate = gate or f"input: {one.text()}".strip()
        if one.name == "stage" and one.blocks:
            yield _Stage(one.text() or "stage", one.line, list(one.inside), starts, gate, ())


def _declarative(pipeline: Statement) -> Iterator[_Stage]:
    starts = _base(pipeline)
    where = _environments(pipeline)
    for stages in pipeline.named("stages"):
        yield from _stages(stages, starts, [""], where)


def _stages(holder: Statement, starts: tuple[str, ...], gates: list[str], where: tuple[str, ...]) -> Iterator[_Stage]:
    """Each stage with steps below `stages`, `parallel` or `matrix`; whoever is asked in one is asked for all that come after it."""
    for stage in holder.named("stage"):
        narrowed = _narrowed(starts, stage)
        gate = next((f"input: {_message(asked)}".strip() for asked in stage.named("input")), "")
        gates[0] = gate or gates[0]
        told = _environments(stage) or where
        own = [one for kept in stage.named("steps") for one in kept.inside]
        if own:
            after = [one for post in stage.named("post") for one in post.inside]
            yield _Stage(stage.text() or "stage", stage.line, [*own, *after], narrowed, gates[0], told)
            asked_within = next((f"input: {one.text()}".strip() for kept in stage.named("steps") for one in kept.everything() if one.name == "input"), "")
            gates[0] = gates[0] or asked_within
        for nested in stage.named("stages", "parallel"):
            yield from _stages(nested, narrowed, gates, told)
        for matrix in stage.named("matrix"):
            for nested in matrix.named("stages"):
                yield from _stages(nested, narrowed, gates, told)


def _message(asked: Statement) -> str:
    return next((one.text() for one in asked.named("message")), asked.text())


def _environments(holder: Statement) -> tuple[str, ...]:
    """The texts given to variables called like an environment."""
    assigned = [one for block in holder.named("environment") for one in block.inside if "=" in one.words and one.texts]
    return tuple(one.text() for one in assigned if _WHERE.search(one.name))


def _base(whole: Statement) -> tuple[str, ...]:
    """What the file says starts it. Conditions on branches, changes and tags make sense in a multibranch pipeline alone, which builds what is pushed."""
    told: list[str] = []
    every = list(whole.everything())
    for one in every:
        if one.name == "triggers" or "pipelineTriggers" in one.words:
            names = [inner.name for inner in one.inside] + one.words
            told += [_STARTS[name] for name in names if name in _STARTS]
    seen = {name for one in every for name in (one.name, *one.words)}
    if seen & {"branch", "changeRequest", "buildingTag", "BRANCH_NAME", "CHANGE_ID", "TAG_NAME", "CHANGE_TARGET", "BRANCH_IS_PRIMARY"}:
        told.append("push")
    if seen & {"changeRequest", "CHANGE_ID", "CHANGE_TARGET"}:
        told.append("pull_request")
    if not {"push", "pull_request"} & set(told):
        told.append(UNTOLD)
    return tuple(dict.fromkeys(told))


def _narrowed(starts: tuple[str, ...], stage: Statement) -> tuple[str, ...]:
    """What `when` leaves; several conditions all must hold, and what is not understood narrows nothing."""
    for when in stage.named("when"):
        for condition in when.inside:
            starts = _met(starts, condition)
    return starts


def _met(starts: tuple[str, ...], condition: Statement) -> tuple[str, ...]:
    name = condition.name
    if name == "allOf":
        for inner in condition.inside:
            starts = _met(starts, inner)
    elif name == "anyOf":
        found = [_met(starts, inner) for inner in condition.inside]
        starts = tuple(dict.fromkeys(start for one in found for start in one)) or starts
    elif name == "not":
        if any(inner.name == "changeRequest" for inner in condition.inside):
            starts = tuple(start for start in starts if start != "pull_request")
    elif name in {"branch", "changeRequest", "buildingTag", "tag"}:
        starts = ({"branch": "push", "changeRequest": "pull_request"}.get(name, "tag"),)
    elif name == "triggeredBy":
        starts = next(((start,) for cause, start in _CAUSES if cause in condition.text()), starts)
    elif name == "expression":
        starts = _compared(starts, "".join(word for one in condition.inside for word in one.words))
    return starts


def _compared(starts: tuple[str, ...], words_: str) -> tuple[str, ...]:
    """Comparisons of the branch, the change and the tag that a multibranch pipeline builds; others narrow nothing."""
    if "||" in words_ or "&&" in words_ or "!" in words_:
        return starts
    if re.search(r"BRANCH_NAME==", words_):
        return ("push",)
    return ("pull_request",) if "CHANGE_ID" in words_ else ("tag",) if "TAG_NAME" in words_ else starts
