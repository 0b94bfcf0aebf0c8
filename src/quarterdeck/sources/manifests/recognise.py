"""Which tracked files are manifests, lock files and version files, told from the path alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

NAMES: Mapping[str, str] = MappingProxyType(
    {
        name: name
        for name in (
            "pyproject.toml",
            "setup.cfg",
            "setup.py",
            "poetry.lock",
            "pdm.lock",
            "uv.lock",
            "Pipfile",
            "Pipfile.lock",
            "package.json",
            "package-lock.json",
            "npm-shrinkwrap.json",
            "yarn.lock",
            "pnpm-lock.yaml",
            "pnpm-workspace.yaml",
            "go.mod",
            "go.sum",
            ".python-version",
            ".nvmrc",
            ".node-version",
            ".ruby-version",
            ".tool-versions",
            "mise.toml",
            "runtime.txt",
            "Gemfile",
            "composer.json",
        )
    }
    | {".mise.toml": "mise.toml", "pnpm-workspace.yml": "pnpm-workspace.yaml"}
)
"""Whole name → format. Names are case-sensitive, as the tools read them."""

REQUIREMENTS = "requirements.txt"
CONSTRAINTS = "constraints.txt"
DOCKERFILE = "Dockerfile"
COMPOSE = "compose.yaml"
WORKFLOW = "workflow"
PYLOCK = "pylock.toml"

_FOREIGN = re.compile(r"(^|/)(node_modules|bower_components|vendor|third[-_]party|site-packages)/")
_REQUIREMENTS = re.compile(r"(?:.*[-_.])?requirements?\d*(?:[-_.].*)?\.(?:txt|in|pip|lock)", re.IGNORECASE)
_CONSTRAINTS = re.compile(r"(?:.*[-_.])?constraints?\d*(?:[-_.].*)?\.(?:txt|in|pip)", re.IGNORECASE)
_IN_REQUIREMENTS = re.compile(r"(?:^|/)(?:requirements|constraints)/(?:[^/]+/){0,3}[^/]+\.(?:txt|in|pip)$", re.IGNORECASE)
_PROSE = re.compile(r"(?:readme|licen[cs]e|copying|authors|changelog|notice|index)\b.*", re.IGNORECASE)
_PYLOCK = re.compile(r"pylock(?:\.[^.]+)?\.toml")
_DOCKERFILE = re.compile(r"(?:Docker|Container)file(?:[-_.].+)?|.+\.(?:docker|container)file", re.IGNORECASE)
_NO_DOCKERFILE = re.compile(
    r".+\.(?:j2|jinja2?|tt|erb|tmpl|tpl|template|mustache|hbs|in|md|rst|txt|html?|py|go|[jt]sx?|rb|sh|java|ya?ml|json|toml|"
    r"dockerignore|containerignore|orig|rej|bak|swp|patch|diff)",
    re.IGNORECASE,
)
_COMPOSE = re.compile(r"(?:docker-)?compose(?:[-_.].+)?\.ya?ml", re.IGNORECASE)
_WORKFLOW = re.compile(r"\.github/(?:workflows/[^/]+\.ya?ml|actions/(?:.+/)?action\.ya?ml)")
_ASIDE = re.compile(
    r"(?:^|/)(?:tests?|testing|specs?|__tests__|__mocks__|e2e|cypress|fixtures?|testdata|examples?|samples?|demos?|docs?|"
    r"documentation|benchmarks?)/",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^a-z0-9]+")
_DEVELOPMENT = re.compile(
    r"dev|devel|develop|development|tests?|testing|unittests?|lint|linting|linters?|docs?|documentation|sphinx|ci|tox|nox|typing|typecheck|"
    r"mypy|pylint|flake8|ruff|black|isort|precommit|bench|benchmarks?|qa|style|cov|coverage|e2e|sanity|units|quality"
)
"""Words in the name of a group, an extra or a file that say: not for running the product."""


def format_of(path: str) -> str | None:
    """The format that a file has by its path, as ``Dependency.format`` and this package name it; None for what is not read.

    What stands under ``node_modules``, ``vendor``, ``third_party`` or ``site-packages`` is somebody else's manifest.
    """
    name = path.rsplit("/", 1)[-1]
    if _FOREIGN.search(path):
        return None
    if name in NAMES:
        return NAMES[name]
    in_requirements = _IN_REQUIREMENTS.search(path) is not None and not _PROSE.fullmatch(name)
    told = {
        WORKFLOW: _WORKFLOW.fullmatch(path) is not None,
        CONSTRAINTS: _CONSTRAINTS.fullmatch(name) is not None,
        REQUIREMENTS: _REQUIREMENTS.fullmatch(name) is not None or in_requirements,
        PYLOCK: _PYLOCK.fullmatch(name) is not None,
        COMPOSE: _COMPOSE.fullmatch(name) is not None,
        DOCKERFILE: _DOCKERFILE.fullmatch(name) is not None and not _NO_DOCKERFILE.fullmatch(name),
    }
    return next((kind for kind, is_it in told.items() if is_it), None)


def is_aside(path: str) -> bool:
    """True for what stands in a folder of tests, documentation, examples or benchmarks: it never runs the product."""
    return _ASIDE.search(path) is not None


def is_development(name: str) -> bool:
    """True when a group, extra or file is named for development: ``test``, ``docs-build``, ``requirements/dev.txt``."""
    return any(_DEVELOPMENT.fullmatch(word) for word in _WORDS.split(name.lower()))
