"""What a task of Azure Pipelines does: by the command that it is given where it runs one, else by what its reference says."""

from __future__ import annotations

from quarterdeck.sources.pipelines.judge import Judge, Told
from quarterdeck.sources.pipelines.kinds import Kind, words
from quarterdeck.sources.pipelines.names import told_by_name
from quarterdeck.sources.pipelines.nodes import Fields, flat

_TESTS = words("VSTest VisualStudioTest AzureLoadTest AzureLoadTestMS Xcodetest")
_CHECKS = words("""
    SonarQubeAnalyze SonarCloudAnalyze SonarQubePublish SonarCloudPublish CredScan Semmle BinSkim ESLint CodeQL3000Init CodeQL3000Finalize
    AdvancedSecurity-Codeql-Analyze AdvancedSecurity-Dependency-Scanning ComponentGovernanceComponentDetection dependency-check-build-task
    WhiteSource SnykSecurityScan Checkmarx MicrosoftSecurityDevOps PoliCheck RoslynAnalyzers BuildQualityChecks trivy
""")
_BUILDS = words("VSBuild MSBuild Xcode XamarinAndroid XamariniOS AndroidBuild")
_DEPLOYS = words("""
    AzureWebApp AzureWebAppContainer AzureRmWebAppDeployment AzureFunctionApp AzureFunctionAppContainer AzureRmWebApp AzureContainerApps AzureStaticWebApp
    AzureAppServiceManage AzureAppServiceSettings AzureFileCopy AzureResourceManagerTemplateDeployment AzureResourceGroupDeployment SqlAzureDacpacDeployment
    IISWebAppDeploymentOnMachineGroup IISWebAppManagementOnMachineGroup ServiceFabricDeploy AzureSpringCloud AzureMysqlDeployment GitHubRelease
    AppCenterDistribute GooglePlayRelease AppStoreRelease CopyFilesOverSSH SSH FtpUpload AzureCloudPowerShellDeployment S3Upload BeanstalkDeployApplication
    CodeDeployDeployApplication LambdaDeployFunction CloudFormationCreateOrUpdateStack ElasticBeanstalkDeploy OctopusDeployRelease OctopusCreateRelease
    PublishVSExtension PublishToAzureServiceBus UniversalPackages
""")
_PLAIN = words("""
    UsePythonVersion NodeTool UseNode UseDotNet DotNetCoreInstaller JavaToolInstaller GoTool UseRubyVersion NuGetToolInstaller NuGetAuthenticate npmAuthenticate
    PipAuthenticate TwineAuthenticate MavenAuthenticate Cache CacheBeta CopyFiles DeleteFiles ArchiveFiles ExtractFiles PublishBuildArtifacts
    PublishPipelineArtifact DownloadBuildArtifacts DownloadPipelineArtifact DownloadPackage PublishTestResults PublishCodeCoverageResults
    DownloadSecureFile InstallSSHKey AzureKeyVault replacetokens FileTransform GitVersion gitversion-setup gitversion-execute GitVersionSetup
    gitversion/setup gitversion/execute KubectlInstaller HelmInstaller TerraformInstaller DockerInstaller kubeloginInstaller VisualStudioTestPlatformInstaller
    ManualValidation ManualIntervention SonarQubePrepare SonarCloudPrepare ShellScriptInstaller PublishSymbols Delay
    PublishHtmlReport InstallAppleCertificate InstallAppleProvisioningProfile reportgenerator InvokeRESTAPI AzureMonitor CondaEnvironment
    PublishToolReport DownloadGitHubRelease GitHubComment SetVariable UseGitVersion CmdLineInstaller BatchScriptInstaller
""")
_COMMANDS = {"Npm": "npm", "Yarn": "yarn", "Gulp": "gulp", "Grunt": "grunt", "Ant": "ant", "CMake": "cmake", "Go": "go", "Cargo": "cargo"}


def told_by_task(written: str, inputs: Fields, judge: Judge) -> Told:
    """What a task (`DotNetCoreCLI@2`) does with its inputs; OPAQUE where nothing tells."""
    name = written.partition("@")[0].rpartition(".")[2]
    for kind, listed in ((Kind.TESTS, _TESTS), (Kind.CHECKS, _CHECKS), (Kind.BUILDS, _BUILDS), (Kind.DEPLOYS, _DEPLOYS), (Kind.NOTHING, _PLAIN)):
        if name in listed:
            return {kind: f"task: {written}"} if kind else {}
    run = _command(name, inputs)
    if run is not None:
        return judge.script(run)
    script = next((text for key in ("script", "inlineScript", "inline", "Inline") if (text := inputs.text(key))), "")
    path = inputs.text("filePath") or inputs.text("scriptPath") or inputs.text("ScriptPath")
    if script or path:
        return judge.script(script or f"./{path.lstrip('./')}")
    return _others(name, written, inputs)


def _command(name: str, inputs: Fields) -> str | None:
    """The command line that a task stands for; None for those that stand for none."""
    command = inputs.text("command")
    arguments = inputs.text("arguments") or inputs.text("options")
    if name in _COMMANDS:
        told = inputs.text("customCommand") or inputs.text("Arguments") or inputs.text("targets") or command or "install"
        return f"{_COMMANDS[name]} {told if command in {'', 'custom'} else command} {arguments}"
    own = inputs.text("custom") if command == "custom" else "nuget push" if command == "push" else command or "build"
    lines = {
        "DotNetCoreCLI": f"dotnet {own} {arguments}", "Maven": f"mvn {inputs.text('goals') or 'package'} {arguments}",
        "Gradle": f"gradle {inputs.text('tasks') or 'build'} {arguments}",
        "Docker": {"push": "docker push x", "build": "docker build .", "buildAndPush": "docker build --push ."}.get(command or "buildAndPush", "docker login"),
        "NuGetCommand": {"push": "nuget push x", "pack": "nuget pack"}.get(command, "nuget restore"),
        "HelmDeploy": f"helm {command or 'ls'} {inputs.text('releaseName') or 'x'} {arguments}", "TerraformCLI": f"terraform {command or 'init'}",
        "Kubernetes": f"kubectl {command or 'apply'} {arguments}",
    }  # fmt: skip
    return lines.get("TerraformCLI" if name.startswith("TerraformTask") else name)


def _others(name: str, written: str, inputs: Fields) -> Told:
    if name == "KubernetesManifest":
        action = inputs.text("action") or "deploy"
        return {Kind.DEPLOYS: f"task: {written}"} if action in {"deploy", "promote", "patch", "reject", "scale"} else {}
    if name == "DockerCompose":
        return {Kind.OPAQUE: written} if "run" in " ".join(flat(inputs.values.get("action"))).lower() else {}
    told = told_by_name(name)
    return {**dict.fromkeys(told, f"task: {written}"), **({} if told else {Kind.OPAQUE: f"task: {written}"})}
