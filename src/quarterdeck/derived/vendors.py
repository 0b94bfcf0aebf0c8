"""Which vendors the code speaks with: by the packages that vendors publish for their services, and by the files that only their services read.

Each entry names packages of the vendor's own, with the page that says so. A name that merely resembles a vendor's is no sign: `docker` on PyPI
drives an engine that anybody may run, `netaddr` and `pathtools` are nobody's service, Go's `protobuf` is a format. Nor is a package that came
with another, or serves development alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MATERIAL = re.compile(r"(^|/)(fixtures?|testdata|test[-_]data|tests?|specs?|__tests__|__fixtures__|examples?|samples?|demos?|docs?|templates?|vendor)/")
"""Folders whose files are material for tests or readers, or somebody else's."""


@dataclass(frozen=True, slots=True)
class KnownVendor:
    """A vendor, and what betrays it: packages by ecosystem (`scope/*` and Go modules with all below them), files by name."""

    id: str
    name: str
    provides: str
    website: str
    source: str
    pypi: tuple[str, ...] = ()
    npm: tuple[str, ...] = ()
    go: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    """At the top of a repository; `**/` before it where the service also looks in the folder of a part."""


KNOWN: tuple[KnownVendor, ...] = (
    KnownVendor(
        "amazon-web-services", "Amazon Web Services", "cloud", "https://aws.amazon.com", "https://aws.amazon.com/developer/tools/",
        pypi=("boto3", "botocore", "aioboto3", "aiobotocore", "aws-cdk-lib", "aws-lambda-powertools", "aws-xray-sdk"),
        npm=("aws-sdk", "@aws-sdk/*", "aws-cdk-lib", "@aws-lambda-powertools/*"),
        go=("github.com/aws/aws-sdk-go", "github.com/aws/aws-sdk-go-v2", "github.com/aws/aws-lambda-go"),
        files=("buildspec.yml", "**/samconfig.toml", "amplify.yml", "apprunner.yaml"),
    ),
    KnownVendor(
        "google-cloud", "Google Cloud", "cloud", "https://cloud.google.com", "https://cloud.google.com/apis/docs/cloud-client-libraries",
        pypi=(
            "google-cloud-storage", "google-cloud-bigquery", "google-cloud-pubsub", "google-cloud-logging", "google-cloud-firestore", "google-cloud-datastore",
            "google-cloud-secret-manager", "google-cloud-tasks", "google-cloud-aiplatform", "google-cloud-spanner", "google-cloud-kms", "google-cloud-vision",
            "google-cloud-translate", "google-cloud-speech", "google-cloud-monitoring", "google-cloud-run",
        ),
        npm=("@google-cloud/*",), go=("cloud.google.com/go",), files=("cloudbuild.yaml", "cloudbuild.yml"),
    ),
    KnownVendor(
        "google-firebase", "Google Firebase", "application platform", "https://firebase.google.com", "https://firebase.google.com/docs/admin/setup",
        pypi=("firebase-admin",), npm=("firebase", "firebase-admin", "firebase-functions"), go=("firebase.google.com/go",), files=("**/firebase.json",),
    ),
    KnownVendor(
        "microsoft-azure", "Microsoft Azure", "cloud", "https://azure.microsoft.com", "https://azure.github.io/azure-sdk/releases/latest/index.html",
        pypi=(
            "azure-identity", "azure-core", "azure-storage-blob", "azure-storage-queue", "azure-keyvault-secrets", "azure-cosmos", "azure-servicebus",
            "azure-eventhub", "azure-functions", "azure-monitor-opentelemetry",
        ),
        npm=("@azure/*",), go=("github.com/Azure/azure-sdk-for-go",),
    ),
    KnownVendor(
        "microsoft-azure-devops", "Microsoft Azure DevOps", "pipelines", "https://azure.microsoft.com/products/devops",
        "https://learn.microsoft.com/azure/devops/pipelines/", files=("azure-pipelines.yml", "azure-pipelines.yaml"),
    ),
    KnownVendor(
        "github", "GitHub", "code hosting and pipelines", "https://github.com", "https://docs.github.com/actions/writing-workflows",
        files=(".github/workflows/*.yml", ".github/workflows/*.yaml", ".github/dependabot.yml"),
    ),
    KnownVendor("gitlab", "GitLab", "code hosting and pipelines", "https://about.gitlab.com", "https://docs.gitlab.com/ci/yaml/", files=(".gitlab-ci.yml",)),
    KnownVendor(
        "atlassian-bitbucket", "Atlassian Bitbucket", "code hosting and pipelines", "https://bitbucket.org",
        "https://support.atlassian.com/bitbucket-cloud/docs/bitbucket-pipelines-configuration-reference/", files=("bitbucket-pipelines.yml",),
    ),
    KnownVendor(
        "circleci", "CircleCI", "pipelines", "https://circleci.com", "https://circleci.com/docs/configuration-reference/",
        files=(".circleci/config.yml",),
    ),
    KnownVendor("travis-ci", "Travis CI", "pipelines", "https://www.travis-ci.com", "https://docs.travis-ci.com", files=(".travis.yml",)),
    KnownVendor(
        "buildkite", "Buildkite", "pipelines", "https://buildkite.com", "https://buildkite.com/docs/pipelines/configure",
        files=(".buildkite/pipeline.yml", ".buildkite/pipeline.yaml"),
    ),
    KnownVendor(
        "codecov", "Codecov", "test coverage", "https://about.codecov.io", "https://docs.codecov.com/docs/codecov-yaml",
        files=("codecov.yml", ".codecov.yml"),
    ),
    KnownVendor("snyk", "Snyk", "security scans", "https://snyk.io", "https://docs.snyk.io", files=(".snyk",)),
    KnownVendor(
        "read-the-docs", "Read the Docs", "documentation hosting", "https://about.readthedocs.com", "https://docs.readthedocs.com/platform/stable/config-file/v2.html",
        files=(".readthedocs.yaml", ".readthedocs.yml"),
    ),
    KnownVendor(
        "vercel", "Vercel", "hosting", "https://vercel.com", "https://vercel.com/docs/project-configuration",
        npm=("@vercel/blob", "@vercel/kv", "@vercel/postgres", "@vercel/analytics"), files=("**/vercel.json", "**/vercel.toml"),
    ),
    KnownVendor(
        "netlify", "Netlify", "hosting", "https://www.netlify.com", "https://docs.netlify.com/build/configure-builds/file-based-configuration",
        npm=("@netlify/functions",), files=("**/netlify.toml",),
    ),
    KnownVendor("fly-io", "Fly.io", "hosting", "https://fly.io", "https://fly.io/docs/reference/configuration/", files=("**/fly.toml",)),
    KnownVendor("render", "Render", "hosting", "https://render.com", "https://render.com/docs/blueprint-spec", files=("render.yaml",)),
    KnownVendor(
        "heroku", "Heroku", "hosting", "https://www.heroku.com", "https://devcenter.heroku.com/articles/build-docker-images-heroku-yml",
        files=("heroku.yml",),
    ),
    KnownVendor(
        "cloudflare", "Cloudflare", "network and hosting", "https://www.cloudflare.com", "https://developers.cloudflare.com/workers/wrangler/configuration/",
        pypi=("cloudflare",), npm=("cloudflare",), go=("github.com/cloudflare/cloudflare-go",), files=("**/wrangler.toml", "**/wrangler.jsonc"),
    ),
    KnownVendor(
        "sentry", "Sentry", "error tracking", "https://sentry.io", "https://docs.sentry.io/platforms/",
        pypi=("sentry-sdk",), npm=("@sentry/*",), go=("github.com/getsentry/sentry-go",), files=("**/.sentryclirc", "**/sentry.properties"),
    ),
    KnownVendor(
        "datadog", "Datadog", "monitoring", "https://www.datadoghq.com", "https://docs.datadoghq.com/developers/community/libraries/",
        pypi=("ddtrace", "datadog", "datadog-api-client"), npm=("dd-trace", "@datadog/*"),
        go=("github.com/DataDog/datadog-go", "github.com/DataDog/dd-trace-go", "gopkg.in/DataDog/dd-trace-go.v1"),
    ),
    KnownVendor(
        "new-relic", "New Relic", "monitoring", "https://newrelic.com", "https://docs.newrelic.com/docs/apm/agents/",
        pypi=("newrelic",), npm=("newrelic",), go=("github.com/newrelic/go-agent",), files=("newrelic.yml", "newrelic.ini"),
    ),
    KnownVendor(
        "stripe", "Stripe", "payments", "https://stripe.com", "https://docs.stripe.com/sdks",
        pypi=("stripe",), npm=("stripe", "@stripe/*"), go=("github.com/stripe/stripe-go",),
    ),
    KnownVendor(
        "braintree", "PayPal Braintree", "payments", "https://www.braintreepayments.com", "https://developer.paypal.com/braintree/docs/start/hello-server",
        pypi=("braintree",), npm=("braintree", "braintree-web"),
    ),
    KnownVendor(
        "twilio", "Twilio", "messages and calls", "https://www.twilio.com", "https://www.twilio.com/docs/libraries",
        pypi=("twilio",), npm=("twilio",), go=("github.com/twilio/twilio-go",),
    ),
    KnownVendor(
        "twilio-sendgrid", "Twilio SendGrid", "e-mail delivery", "https://sendgrid.com", "https://github.com/sendgrid/sendgrid-python",
        pypi=("sendgrid",), npm=("@sendgrid/*",), go=("github.com/sendgrid/sendgrid-go",),
    ),
    KnownVendor(
        "slack", "Slack", "messages", "https://slack.com", "https://docs.slack.dev/tools/",
        pypi=("slack-sdk", "slack-bolt"), npm=("@slack/*",),
    ),
    KnownVendor(
        "auth0", "Okta Auth0", "sign-in", "https://auth0.com", "https://auth0.com/docs/libraries",
        pypi=("auth0-python",), npm=("auth0", "@auth0/*", "express-openid-connect"), go=("github.com/auth0/go-auth0",),
    ),
    KnownVendor(
        "algolia", "Algolia", "search", "https://www.algolia.com", "https://www.algolia.com/doc/libraries/",
        pypi=("algoliasearch",), npm=("algoliasearch", "@algolia/*"), go=("github.com/algolia/algoliasearch-client-go",),
    ),
    KnownVendor(
        "launchdarkly", "LaunchDarkly", "feature flags", "https://launchdarkly.com", "https://launchdarkly.com/docs/sdk",
        pypi=("launchdarkly-server-sdk",), npm=("@launchdarkly/*", "launchdarkly-js-client-sdk"), go=("github.com/launchdarkly/go-server-sdk",),
    ),
    KnownVendor(
        "snowflake", "Snowflake", "data warehouse", "https://www.snowflake.com", "https://docs.snowflake.com/en/developer-guide/drivers",
        pypi=("snowflake-connector-python", "snowflake-sqlalchemy"), npm=("snowflake-sdk",), go=("github.com/snowflakedb/gosnowflake",),
    ),
    KnownVendor(
        "openai", "OpenAI", "language models", "https://openai.com", "https://platform.openai.com/docs/libraries",
        pypi=("openai",), npm=("openai",), go=("github.com/openai/openai-go",),
    ),
    KnownVendor(
        "anthropic", "Anthropic", "language models", "https://www.anthropic.com", "https://docs.anthropic.com/en/api/client-sdks",
        pypi=("anthropic",), npm=("@anthropic-ai/sdk",), go=("github.com/anthropics/anthropic-sdk-go",),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VendorUse:
    """A sign of a vendor in a repository: which package or file, and where it stands."""

    vendor: KnownVendor
    repository: str
    sign: str
    path: str


@dataclass(frozen=True, slots=True)
class UsedPackage:
    """A package that a manifest of a repository chooses."""

    repository: str
    path: str
    ecosystem: str
    name: str


def vendors_used(packages: Iterable[UsedPackage], files: Iterable[tuple[str, str]]) -> list[VendorUse]:
    """Every sign, by vendor, repository and path. ``packages`` are chosen ones alone; ``files`` are (repository, path) of what is tracked."""
    found = {
        VendorUse(vendor, used.repository, f"package {used.name}", used.path)
        for used in packages
        if not _MATERIAL.search(used.path)
        for vendor in _of_package(used)
    }
    found |= {VendorUse(vendor, repository, f"file {path}", path) for repository, path in files for vendor in _of_file(path)}
    return sorted(found, key=lambda use: (use.vendor.id, use.repository, use.path, use.sign))


def _of_package(used: UsedPackage) -> Iterator[KnownVendor]:
    for vendor in KNOWN:
        names = {"PyPI": vendor.pypi, "npm": vendor.npm, "Go": vendor.go}.get(used.ecosystem, ())
        if any(_fits(used.ecosystem, used.name, name) for name in names):
            yield vendor


def _fits(ecosystem: str, name: str, known: str) -> bool:
    if ecosystem == "Go":
        return name == known or name.startswith(f"{known}/")
    return name.startswith(known[:-1]) if known.endswith("/*") else name == known


def _of_file(path: str) -> Iterator[KnownVendor]:
    if _MATERIAL.search(path):
        return
    folder, _, name = path.rpartition("/")
    for vendor in KNOWN:
        for known in vendor.files:
            where, _, wanted = known.rpartition("/")
            fits = name == wanted or (wanted.startswith("*") and name.endswith(wanted[1:]))
            if fits and (where in {"**", folder} if where else not folder):
                yield vendor
                break
