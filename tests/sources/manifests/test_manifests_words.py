"""Tables of words: which files are read, what ranges, images and names say."""

from __future__ import annotations

import pytest

from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.files import FileContent
from quarterdeck.sources.manifests import extract, wants
from quarterdeck.sources.manifests.containers import substitute
from quarterdeck.sources.manifests.images import read_image
from quarterdeck.sources.manifests.ranges import floor, is_exact
from quarterdeck.sources.manifests.recognise import is_aside, is_development
from quarterdeck.sources.manifests.version_files import pipeline_version
from quarterdeck.sources.manifests.wishes import Unreadable, Wish, read_wish

READ = """requirements.txt requirements-dev.txt dev_requirements.txt requirements3.txt api/requirements/base.txt requirements/extras/redis.txt
    test-requirements.in upper-constraints.txt requirements.lock pyproject.toml sub/poetry.lock pylock.toml pylock.dev.toml package.json
    npm-shrinkwrap.json go.mod Dockerfile Dockerfile.prod api.Dockerfile docker/dockerfile Containerfile compose.yml docker-compose.ci.yaml
    .github/workflows/ci.yml .github/actions/a/action.yaml .mise.toml .nvmrc tests/fixtures/package.json"""
NOT_READ = """requirements.md requirements/README.txt docs/requirements.rst vendor/a/go.mod node_modules/a/package.json lib/site-packages/b/setup.py
    third_party/x/Dockerfile Dockerfile.j2 Dockerfile.md dockerfile.py dockerfile_parser.go compose.py workflows/ci.yml .github/dependabot.yml
    sub/.github/workflows/ci.yml package.json.bak Cargo.toml PYPROJECT.TOML vendor/modules.txt"""


@pytest.mark.parametrize("path", READ.split())
def test_manifests_are_read(path: str) -> None:
    assert wants(path)


@pytest.mark.parametrize("path", NOT_READ.split())
def test_other_files_are_not(path: str) -> None:
    assert not wants(path)


@pytest.mark.parametrize(
    ("written", "lowest"),
    [
        (">=3.8,<4", "3.8"),
        ("<4,>=3.8", "3.8"),
        (">=3.8 <4", "3.8"),
        (">= 3.8, != 3.9.1", "3.8"),
        ("~=3.9", "3.9"),
        ("==3.11.*", "3.11"),
        ("^3.9", "3.9"),
        ("^18 || ^20 || >=22", "18"),
        ("^22|^20", "20"),
        ("18.x", "18"),
        ("3.x.x", "3"),
        ("v20.11.0", "20.11.0"),
        ("14 - 16", "14"),
        (">3.9", "3.9"),
        ("~> 3.1", "3.1"),
        ("3.13.0rc1", "3.13.0rc1"),
        (">=10 >=9", "10"),
        ("<4", None),
        ("<4 || >=5", None),
        ("*", None),
        ("", None),
        ("latest", None),
        (">=3.8 or so", None),
        ("9" * 400, None),
    ],
)
def test_the_floor_of_a_range(written: str, lowest: str | None) -> None:
    assert floor(written) == lowest


def test_exact_is_three_numbers() -> None:
    assert [version for version in ("3.11.4", "20.11.1-rc.1", "17.0.10+7", "3.11", "3", None, "a.b.c") if is_exact(version)] == [
        "3.11.4",
        "20.11.1-rc.1",
        "17.0.10+7",
    ]


@pytest.mark.parametrize(
    ("reference", "system"),
    [
        ("python:3.12-slim-bookworm", ("debian", "bookworm")),
        ("node:20-alpine3.18", ("alpine-linux", "3.18")),
        ("golang:1.21-bullseye", ("debian", "bullseye")),
        ("node:bookworm-slim", ("debian", "bookworm")),
        ("eclipse-temurin:17-jre-jammy", ("ubuntu", "jammy")),
        ("nvidia/cuda:12.1.0-base-ubuntu22.04", ("ubuntu", "22.04")),
        ("bitnami/postgresql:16.2.0-debian-12-r8", ("debian", "12")),
        ("gcr.io/distroless/static-debian11:nonroot", ("debian", "11")),
        ("python:alpine3.19", ("alpine-linux", "3.19")),
        ("nginx:1.25.3-alpine", None),
        ("python:3.12-slim", None),
        ("debian:bookworm-slim", None),
        ("alpine:3.19", None),
        ("ubuntu:jammy", None),
        ("registry.access.redhat.com/ubi9/ubi-minimal:9.3", None),
        ("example/api:my-ubuntu", None),
        ("example/api:notalpine3.1", None),
        ("example/bookworm:1.0", None),
    ],
)
def test_the_system_that_an_image_stands_on(reference: str, system: tuple[str, str] | None) -> None:
    assert read_image(reference).system == system


@pytest.mark.parametrize(
    ("reference", "product", "version", "pinned"),
    [
        ("python", "python", None, False),
        ("python:3.12-slim", "python", "3.12", False),
        ("python:3.12.1", "python", "3.12.1", True),
        ("python:3.14.0-rc-slim", "python", "3.14.0", False),
        ("python:alpine3.19", "python", None, False),
        ("node:hydrogen-slim", "nodejs", "hydrogen", False),
        ("node:bookworm", "nodejs", None, False),
        ("node:lts", "nodejs", None, False),
        ("docker.io/library/node:20", "nodejs", "20", False),
        ("public.ecr.aws/docker/library/golang:1.22.1", "go", "1.22.1", True),
        ("arm64v8/alpine:3.19", "alpine-linux", "3.19", False),
        ("debian:bookworm-slim", "debian", "bookworm", False),
        ("debian:12.5", "debian", "12.5", True),
        ("debian:stable", "debian", None, False),
        ("ubuntu:jammy-20240212", "ubuntu", "jammy", False),
        ("ubuntu:22.04", "ubuntu", "22.04", False),
        ("postgres:16.2", "postgresql", "16.2", True),
        ("postgres:9.6", "postgresql", "9.6", False),
        ("bitnami/postgresql:15", "postgresql", "15", False),
        ("cimg/base:2024.01", "cimg/base", "2024.01", False),
        ("postgis/postgis:15-3.4", "postgresql", "15", False),
        ("mcr.microsoft.com/dotnet/sdk:8.0", "dotnet", "8.0", False),
        ("registry.access.redhat.com/ubi9/ubi-minimal:9.3", "rhel", "9.3", False),
        ("localhost:5000/python:3.12", "localhost:5000/python", "3.12", False),
        ("ghcr.io/example/api:v1.2.3@sha256:ab", "ghcr.io/example/api", "1.2.3", True),
        ("redis@sha256:ab", "redis", None, True),
        ("example/api:3f2a9bcd", "example/api", None, False),
        ("", "", None, False),
        (":tag", ":tag", None, False),
    ],
)
def test_images(reference: str, product: str, version: str | None, pinned: bool) -> None:
    image = read_image(reference)
    assert (image.product, image.version, image.pinned) == (product, version, pinned)


@pytest.mark.parametrize(
    ("written", "filled"),
    [
        ("a:$V", "a:1"),
        ("a:${V}-slim", "a:1-slim"),
        ("a:${W:-2}", "a:2"),
        ("a:${W-2}", "a:2"),
        ("a:${V:+x}", "a:x"),
        ("a:${X}", "a:1"),
        ("a:${W:-${V}}", "a:1"),
        ("a:$W", None),
        ("${V", None),
        ("a$$b", None),
    ],
)
def test_variables_are_filled_in_or_left_unknown(written: str, filled: str | None) -> None:
    assert substitute(written, {"V": "1", "X": "${V}"}) == filled


@pytest.mark.parametrize(
    ("product", "written", "meant"),
    [
        ("python", "3.12", ("python", "3.12")),
        ("python", "3.x", ("python", "3")),
        ("python", "3.14t", ("python", "3.14")),
        ("python", "3.15-dev", ("python", "3.15")),
        ("python", "pypy-3.10", ("pypy", "3.10")),
        ("python", "pypy3.10", ("pypy", "3.10")),
        ("nodejs", "lts/iron", ("nodejs", "lts/iron")),
        ("nodejs", "lts/*", ("nodejs", None)),
        ("nodejs", "latest", ("nodejs", None)),
        ("go", "stable", ("go", None)),
        ("go", "^1.13", ("go", "1")),
        ("go", "~1.21", ("go", "1.21")),
        ("go", ">=1.16", ("go", None)),
        ("ruby", "ruby-3.2.2", ("ruby", "3.2.2")),
        ("ruby", "jruby-9.4", ("jruby", "9.4")),
        ("ruby", "ruby", ("ruby", None)),
    ],
)
def test_versions_in_pipelines(product: str, written: str, meant: tuple[str, str | None]) -> None:
    assert pipeline_version(product, written) == meant


@pytest.mark.parametrize("name", ["dev", "test", "requirements-dev.txt", "docs/build.txt", "unit_tests", "ci-lint"])
def test_names_for_development(name: str) -> None:
    assert is_development(name)


@pytest.mark.parametrize("name", ["redis", "requirements.txt", "device", "contest", "documents", "prod", "latest"])
def test_names_that_only_sound_like_it(name: str) -> None:
    assert not is_development(name)


def test_folders_beside_the_product() -> None:
    assert [path for path in ("tests/a/go.mod", "src/contests/go.mod", "examples/x/go.mod", "go.mod", "latest/go.mod") if is_aside(path)] == [
        "tests/a/go.mod",
        "examples/x/go.mod",
    ]


def test_requirements_one_by_one() -> None:
    assert read_wish("a[b,c] ~= 1.2 ; python_version < '3'") == Wish("a", "~= 1.2", None)
    assert read_wish("a==1.2+cu118") == Wish("a", "==1.2+cu118", "1.2+cu118")
    assert read_wish("a==1,<2") == Wish("a", "==1,<2", "1")
    assert read_wish("./a") is None
    assert read_wish("file:///srv/a") is None
    assert isinstance(read_wish("{{ cookiecutter.name }}"), Unreadable)


def test_a_password_never_leaves_the_file() -> None:
    """Not in rows, not in problems."""
    secret = "hunter2"  # what must not leak
    files = [
        FileContent(
            "r",
            "requirements.txt",
            f"a @ git+https://u:{secret}@example.com/a.git\nhttps://{secret}@example.com/x ? y\n-r https://{secret}@example.com/b\n".encode(),
        ),
        FileContent("r", "package.json", f'{{"dependencies": {{"a": "git+https://{secret}@example.com/a.git"}}}}'.encode()),
        FileContent("r", "pyproject.toml", f'[tool.poetry.dependencies]\na = {{git = "https://u:{secret}@example.com/a"}}\n'.encode()),
        FileContent("r", "Dockerfile", f"FROM https://u:{secret}@example.com/a b c\n".encode()),
    ]
    extracted = extract(files)
    assert len(extracted.rows) == 3
    assert len(extracted.problems) == 3
    assert secret not in repr(extracted)


def test_text_as_powershell_writes_it() -> None:
    """UTF-16 with a byte order mark, and Windows line ends."""
    extracted = extract([FileContent("r", "requirements.txt", "\ufeffflask==3.0.2\r\nclick==8.1.7\r\n".encode("utf-16-le"))])
    assert [(row.name, row.line) for row in extracted.rows if isinstance(row, Dependency)] == [("flask", 1), ("click", 2)]
    assert extracted.problems == ()


def test_a_fault_silences_what_it_leaves_incomplete() -> None:
    """In a folder of tests nothing: such files are often broken on purpose, and the product does not run on them."""
    broken = b"{"
    silenced = {
        path: problem.silences
        for path in ("package.json", "package-lock.json", "composer.json", "tests/fixtures/package.json")
        for problem in extract([FileContent("r", path, broken)]).problems
    }
    assert silenced == {
        "package.json": ("dependencies", "runtimes"),
        "package-lock.json": ("dependencies",),
        "composer.json": ("runtimes",),
        "tests/fixtures/package.json": (),
    }


def test_an_address_without_a_name_is_told_and_silences_nothing() -> None:
    """It fixes no version: nothing could be assessed of it anyway."""
    extracted = extract([FileContent("r", "requirements.txt", b"git+https://example.com/\n")])
    assert [(problem.place.line, problem.silences) for problem in extracted.problems] == [(1, ())]
