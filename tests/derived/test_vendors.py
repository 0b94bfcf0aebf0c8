"""Which vendors the code speaks with: signs that are theirs, and none that only look like it."""

from __future__ import annotations

import re

import pytest

from quarterdeck.derived.vendors import KNOWN, UsedPackage, vendors_used


def named(packages: list[str], files: list[str] | None = None) -> list[str]:
    """Vendors of packages, each as ``ecosystem name`` or ``ecosystem name path``, and of files, in `shop`."""
    told = [package.split() for package in packages]
    used = [UsedPackage("shop", where[0] if where else "manifest", ecosystem, name) for ecosystem, name, *where in told]
    return sorted({use.vendor.name for use in vendors_used(used, [("shop", path) for path in files or []])})


@pytest.mark.parametrize(
    ("package", "vendor"),
    [
        ("PyPI boto3", "Amazon Web Services"),
        ("npm @aws-sdk/client-s3", "Amazon Web Services"),
        ("Go github.com/aws/aws-sdk-go-v2/service/s3", "Amazon Web Services"),
        ("PyPI google-cloud-storage", "Google Cloud"),
        ("Go cloud.google.com/go/storage", "Google Cloud"),
        ("npm @azure/storage-blob", "Microsoft Azure"),
        ("PyPI stripe", "Stripe"),
        ("Go github.com/stripe/stripe-go/v76", "Stripe"),
        ("npm @sentry/node", "Sentry"),
        ("PyPI ddtrace", "Datadog"),
        ("npm @sendgrid/mail", "Twilio SendGrid"),
    ],
)
def test_a_package_of_the_vendors_own(package: str, vendor: str) -> None:
    assert named([package]) == [vendor]


@pytest.mark.parametrize(
    "package",
    [
        "PyPI aioboto3", "npm express-openid-connect", "npm @algolia/autocomplete-js",
        "PyPI docker", "PyPI netaddr", "PyPI pathtools", "PyPI requests", "PyPI stripe-mock", "npm docker", "npm stripe-ui", "npm sentry", "npm @types/stripe",
        "Go github.com/golang/protobuf", "Go google.golang.org/protobuf", "Go github.com/stripe/stripe-gopher", "Go github.com/aws/smithy-go",
        "Go github.com/somebody/aws-sdk-go", "npm boto3", "PyPI @sentry/node", "PyPI boto3 tests/fixtures/requirements.txt",
        "PyPI boto3 examples/x/requirements.txt",
    ],
)  # fmt: skip
def test_a_name_that_only_looks_like_it(package: str) -> None:
    assert named([package]) == []


@pytest.mark.parametrize(
    ("path", "vendors"),
    [
        (".github/workflows/ci.yml", ["GitHub"]), (".gitlab-ci.yml", ["GitLab"]), (".circleci/config.yml", ["CircleCI"]), ("web/vercel.json", ["Vercel"]),
        ("fly.toml", ["Fly.io"]), ("render.yaml", ["Render"]), ("charts/render.yaml", []), ("sub/.gitlab-ci.yml", []), ("docs/fly.toml", []),
        ("tests/fixtures/vercel.json", []), (".github/workflows/nested/ci.yml", []), ("Procfile", []), ("Dockerfile", []), ("vendor/x/fly.toml", []),
    ],
)  # fmt: skip
def test_a_file_that_only_their_service_reads(path: str, vendors: list[str]) -> None:
    assert named([], [path]) == vendors


def test_every_vendor_says_what_was_opened_and_has_a_name_of_its_own() -> None:
    assert len({vendor.id for vendor in KNOWN}) == len({vendor.name for vendor in KNOWN}) == len(KNOWN)
    for vendor in KNOWN:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", vendor.id)
        assert vendor.website.startswith("https://")
        assert vendor.sources
        assert all(re.fullmatch(r"[a-z0-9.-]+\.[a-z]+(/[\w.@-]+)+/?", source) for source in vendor.sources)
        assert vendor.provides
        assert vendor.pypi or vendor.npm or vendor.go or vendor.files
    signs = [(kind, name) for vendor in KNOWN for kind in ("pypi", "npm", "go", "files") for name in getattr(vendor, kind)]
    assert len(set(signs)) == len(signs)
