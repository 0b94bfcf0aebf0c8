"""Which vendors the code speaks with: by the packages that vendors publish for their services, and by the files that only their services read.

Each entry names packages of the vendor's own, with the places that say so, opened on 2026-11-27. What could not be shown was left out: packages
of others that speak with the same service (`aioboto3`), and packages that serve other services too (`express-openid-connect`). A name that
merely resembles a vendor's is no sign: `docker` on PyPI drives an engine that anybody may run, `netaddr` and `pathtools` are nobody's service,
Go's `protobuf` is a format. Nor is a package that came with another, or serves development alone.
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
    sources: tuple[str, ...]
    """What was opened for it: the vendor's own repositories, whose manifests say name and author, and pages on the files that its service reads."""
    pypi: tuple[str, ...] = ()
    npm: tuple[str, ...] = ()
    go: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    """At the top of a repository; `**/` before it where the service also looks in the folder of a part."""


KNOWN: tuple[KnownVendor, ...] = (
    KnownVendor(
        "amazon-web-services", "Amazon Web Services", "cloud", "https://aws.amazon.com",
        (
            "github.com/boto/boto3", "github.com/boto/botocore", "github.com/aws/aws-xray-sdk-python", "github.com/aws-powertools/powertools-lambda-python",
            "github.com/aws/aws-sdk-js", "github.com/aws/aws-sdk-js-v3", "github.com/aws/aws-cdk", "github.com/aws-powertools/powertools-lambda-typescript",
            "github.com/aws/aws-sdk-go", "github.com/aws/aws-sdk-go-v2", "github.com/aws/aws-lambda-go",
            "docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref",
            "docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html",
            "docs.aws.amazon.com/amplify/latest/userguide/build-settings.html", "docs.aws.amazon.com/apprunner/latest/dg/config-file.html",
        ),
        pypi=("boto3", "botocore", "aws-lambda-powertools", "aws-xray-sdk"),
        npm=("aws-sdk", "@aws-sdk/*", "aws-cdk-lib", "@aws-lambda-powertools/*"),
        go=("github.com/aws/aws-sdk-go", "github.com/aws/aws-sdk-go-v2", "github.com/aws/aws-lambda-go"),
        files=("buildspec.yml", "**/samconfig.toml", "amplify.yml", "apprunner.yaml"),
    ),
    KnownVendor(
        "google-cloud", "Google Cloud", "cloud", "https://cloud.google.com",
        (
            "docs.cloud.google.com/apis/docs/cloud-client-libraries", "github.com/googleapis/google-cloud-python", "github.com/googleapis/python-firestore",
            "github.com/googleapis/python-datastore", "github.com/googleapis/python-spanner", "github.com/googleapis/google-cloud-go",
            "cloud.google.com/build/docs/configuring-builds/create-basic-configuration",
        ),
        pypi=(
            "google-cloud-storage", "google-cloud-bigquery", "google-cloud-pubsub", "google-cloud-logging", "google-cloud-firestore", "google-cloud-datastore",
            "google-cloud-secret-manager", "google-cloud-tasks", "google-cloud-aiplatform", "google-cloud-spanner", "google-cloud-kms", "google-cloud-vision",
            "google-cloud-translate", "google-cloud-speech", "google-cloud-monitoring", "google-cloud-run",
        ),
        npm=("@google-cloud/*",), go=("cloud.google.com/go",), files=("cloudbuild.yaml",),
    ),
    KnownVendor(
        "google-firebase", "Google Firebase", "application platform", "https://firebase.google.com",
        (
            "github.com/firebase/firebase-admin-python", "github.com/firebase/firebase-js-sdk", "github.com/firebase/firebase-admin-node",
            "github.com/firebase/firebase-functions", "github.com/firebase/firebase-admin-go", "firebase.google.com/docs/hosting/full-config",
        ),
        pypi=("firebase-admin",), npm=("firebase", "firebase-admin", "firebase-functions"), go=("firebase.google.com/go",), files=("**/firebase.json",),
    ),
    KnownVendor(
        "microsoft-azure", "Microsoft Azure", "cloud", "https://azure.microsoft.com",
        (
            "azure.github.io/azure-sdk/releases/2020-08/python.html", "azure.github.io/azure-sdk/releases/2020-07/python.html",
            "azure.github.io/azure-sdk/releases/latest/all/js.html", "azure.github.io/azure-sdk/releases/latest/go.html",
        ),
        pypi=("azure-identity", "azure-storage-blob", "azure-keyvault-secrets", "azure-cosmos", "azure-servicebus", "azure-eventhub"),
        npm=("@azure/*",), go=("github.com/Azure/azure-sdk-for-go",),
    ),
    KnownVendor(
        "microsoft-azure-devops", "Microsoft Azure DevOps", "pipelines", "https://azure.microsoft.com/products/devops",
        ("github.com/Azure/azure-iot-arduino-protocol-mqtt/commit/57d6f53474bff319ae0bb91c504c7e81d672904b",), files=("azure-pipelines.yml",),
    ),
    KnownVendor(
        "github", "GitHub", "code hosting and pipelines", "https://github.com",
        ("docs.github.com/enterprise-cloud@latest/actions/writing-workflows/workflow-syntax-for-github-actions",),
        files=(".github/workflows/*.yml", ".github/workflows/*.yaml"),
    ),
    KnownVendor("gitlab", "GitLab", "code hosting and pipelines", "https://about.gitlab.com", ("docs.gitlab.com/ci/yaml/",), files=(".gitlab-ci.yml",)),
    KnownVendor(
        "atlassian-bitbucket", "Atlassian Bitbucket", "code hosting and pipelines", "https://bitbucket.org",
        ("support.atlassian.com/bitbucket-cloud/docs/custom-configuration-files/",), files=("bitbucket-pipelines.yml",),
    ),
    KnownVendor("circleci", "CircleCI", "pipelines", "https://circleci.com", ("circleci.com/docs/configuration-reference",), files=(".circleci/config.yml",)),
    KnownVendor("travis-ci", "Travis CI", "pipelines", "https://www.travis-ci.com", ("github.com/travis-ci/docs-travis-ci-com",), files=(".travis.yml",)),
    KnownVendor(
        "buildkite", "Buildkite", "pipelines", "https://buildkite.com", ("buildkite.com/docs/agent/cli/reference/pipeline",),
        files=(".buildkite/pipeline.yml", ".buildkite/pipeline.yaml", ".buildkite/pipeline.json", "buildkite.yml", "buildkite.yaml", "buildkite.json"),
    ),
    KnownVendor(
        "codecov", "Codecov", "test coverage", "https://about.codecov.io", ("docs.codecov.com/docs/codecovyml-reference",),
        files=("codecov.yml", ".codecov.yml"),
    ),
    KnownVendor("snyk", "Snyk", "security scans", "https://snyk.io", ("docs.snyk.io/developer-tools/snyk-cli/commands/policy",), files=(".snyk",)),
    KnownVendor(
        "read-the-docs", "Read the Docs", "documentation hosting", "https://about.readthedocs.com", ("github.com/readthedocs/readthedocs.org",),
        files=(".readthedocs.yaml", ".readthedocs.yml"),
    ),
    KnownVendor(
        "vercel", "Vercel", "hosting", "https://vercel.com",
        ("github.com/vercel/storage", "github.com/vercel/analytics", "vercel.com/docs/project-configuration/vercel-toml"),
        npm=("@vercel/blob", "@vercel/kv", "@vercel/postgres", "@vercel/analytics"), files=("**/vercel.json", "**/vercel.toml"),
    ),
    KnownVendor(
        "netlify", "Netlify", "hosting", "https://www.netlify.com",
        ("github.com/netlify/functions", "docs.netlify.com/build/configure-builds/file-based-configuration"), npm=("@netlify/functions",),
        files=("**/netlify.toml",),
    ),
    KnownVendor("fly-io", "Fly.io", "hosting", "https://fly.io", ("fly.io/docs/reference/configuration/",), files=("**/fly.toml",)),
    KnownVendor("render", "Render", "hosting", "https://render.com", ("render.com/docs/blueprint-spec",), files=("render.yaml",)),
    KnownVendor(
        "heroku", "Heroku", "hosting", "https://www.heroku.com", ("devcenter.heroku.com/articles/build-docker-images-heroku-yml",), files=("heroku.yml",)
    ),
    KnownVendor(
        "cloudflare", "Cloudflare", "network and hosting", "https://www.cloudflare.com",
        (
            "github.com/cloudflare/cloudflare-python", "github.com/cloudflare/cloudflare-typescript", "github.com/cloudflare/cloudflare-go",
            "github.com/cloudflare/cloudflare-docs/pull/18488",
        ),
        pypi=("cloudflare",), npm=("cloudflare",), go=("github.com/cloudflare/cloudflare-go",),
        files=("**/wrangler.toml", "**/wrangler.json", "**/wrangler.jsonc"),
    ),
    KnownVendor(
        "sentry", "Sentry", "error tracking", "https://sentry.io",
        ("github.com/getsentry/sentry-python", "github.com/getsentry/sentry-javascript", "github.com/getsentry/sentry-go", "docs.sentry.io/cli/configuration"),
        pypi=("sentry-sdk",), npm=("@sentry/*",), go=("github.com/getsentry/sentry-go",), files=("**/.sentryclirc", "**/sentry.properties"),
    ),
    KnownVendor(
        "datadog", "Datadog", "monitoring", "https://www.datadoghq.com",
        (
            "github.com/DataDog/datadogpy", "github.com/DataDog/datadog-api-client-python", "github.com/DataDog/dd-trace-js", "github.com/DataDog/browser-sdk",
            "github.com/DataDog/datadog-go", "github.com/DataDog/dd-trace-go",
        ),
        pypi=("ddtrace", "datadog", "datadog-api-client"), npm=("dd-trace", "@datadog/*"),
        go=("github.com/DataDog/datadog-go", "github.com/DataDog/dd-trace-go", "gopkg.in/DataDog/dd-trace-go.v1"),
    ),
    KnownVendor(
        "new-relic", "New Relic", "monitoring", "https://newrelic.com",
        ("github.com/newrelic/newrelic-python-agent", "github.com/newrelic/node-newrelic", "github.com/newrelic/go-agent"),
        pypi=("newrelic",), npm=("newrelic",), go=("github.com/newrelic/go-agent",), files=("newrelic.ini",),
    ),
    KnownVendor(
        "stripe", "Stripe", "payments", "https://stripe.com",
        ("github.com/stripe/stripe-python", "github.com/stripe/stripe-node", "github.com/stripe/stripe-js", "github.com/stripe/stripe-go"),
        pypi=("stripe",), npm=("stripe", "@stripe/*"), go=("github.com/stripe/stripe-go",),
    ),
    KnownVendor(
        "braintree", "PayPal Braintree", "payments", "https://www.braintreepayments.com",
        ("github.com/braintree/braintree_python", "github.com/braintree/braintree_node", "github.com/braintree/braintree-web"),
        pypi=("braintree",), npm=("braintree", "braintree-web"),
    ),
    KnownVendor(
        "twilio", "Twilio", "messages and calls", "https://www.twilio.com",
        ("github.com/twilio/twilio-python", "github.com/twilio/twilio-node", "github.com/twilio/twilio-go"),
        pypi=("twilio",), npm=("twilio",), go=("github.com/twilio/twilio-go",),
    ),
    KnownVendor(
        "twilio-sendgrid", "Twilio SendGrid", "e-mail delivery", "https://sendgrid.com",
        ("github.com/sendgrid/sendgrid-python", "github.com/sendgrid/sendgrid-nodejs", "github.com/sendgrid/sendgrid-go"),
        pypi=("sendgrid",), npm=("@sendgrid/*",), go=("github.com/sendgrid/sendgrid-go",),
    ),
    KnownVendor(
        "slack", "Slack", "messages", "https://slack.com",
        ("github.com/slackapi/python-slack-sdk", "github.com/slackapi/bolt-python", "github.com/slackapi/node-slack-sdk"),
        pypi=("slack-sdk", "slack-bolt"), npm=("@slack/*",),
    ),
    KnownVendor(
        "auth0", "Okta Auth0", "sign-in", "https://auth0.com",
        ("github.com/auth0/auth0-python", "github.com/auth0/node-auth0", "github.com/auth0/nextjs-auth0", "github.com/auth0/go-auth0"),
        pypi=("auth0-python",), npm=("auth0", "@auth0/*"), go=("github.com/auth0/go-auth0",),
    ),
    KnownVendor(
        "algolia", "Algolia", "search", "https://www.algolia.com",
        (
            "github.com/algolia/algoliasearch-client-python", "github.com/algolia/algoliasearch-client-javascript",
            "github.com/algolia/algoliasearch-client-go",
        ),
        pypi=("algoliasearch",), npm=("algoliasearch", "@algolia/client-search", "@algolia/recommend"), go=("github.com/algolia/algoliasearch-client-go",),
    ),
    KnownVendor(
        "launchdarkly", "LaunchDarkly", "feature flags", "https://launchdarkly.com",
        (
            "github.com/launchdarkly/python-server-sdk", "github.com/launchdarkly/js-core", "github.com/launchdarkly/react-client-sdk",
            "github.com/launchdarkly/go-server-sdk",
        ),
        pypi=("launchdarkly-server-sdk",), npm=("@launchdarkly/*", "launchdarkly-js-client-sdk", "launchdarkly-react-client-sdk"),
        go=("github.com/launchdarkly/go-server-sdk", "gopkg.in/launchdarkly/go-server-sdk.v5", "gopkg.in/launchdarkly/go-client.v4"),
    ),
    KnownVendor(
        "snowflake", "Snowflake", "data warehouse", "https://www.snowflake.com",
        (
            "github.com/snowflakedb/snowflake-connector-python", "github.com/snowflakedb/snowflake-sqlalchemy",
            "github.com/snowflakedb/snowflake-connector-nodejs", "github.com/snowflakedb/gosnowflake",
        ),
        pypi=("snowflake-connector-python", "snowflake-sqlalchemy"), npm=("snowflake-sdk",), go=("github.com/snowflakedb/gosnowflake",),
    ),
    KnownVendor(
        "openai", "OpenAI", "language models", "https://openai.com",
        ("github.com/openai/openai-python", "github.com/openai/openai-node", "github.com/openai/openai-go"),
        pypi=("openai",), npm=("openai",), go=("github.com/openai/openai-go",),
    ),
    KnownVendor(
        "anthropic", "Anthropic", "language models", "https://www.anthropic.com",
        ("github.com/anthropics/anthropic-sdk-python", "github.com/anthropics/anthropic-sdk-typescript", "github.com/anthropics/anthropic-sdk-go"),
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
