"""What the name of a target, a script or an action tells: `test:unit`, `run-build-and-tests.sh`, `checkStyle`.

A name is cut into words first, so that `latest` and `contest` say nothing about tests.
"""

from __future__ import annotations

import re

from quarterdeck.sources.pipelines.kinds import Kind
from quarterdeck.sources.pipelines.kinds import words as listed

TEST_WORDS = listed("""
    test tests testing tested unittest unittests runtests runtest pytest spec specs e2e unit integration functional smoke
    acceptance regression coverage cov covtest fuzz fuzzer fuzzers fuzzing testsuite selftest selftests doctest doctests
    jest mocha vitest rspec phpunit karma cypress playwright browserstack qunit junit ctest gotest testall tck pep8test
""")
"""Words for tests."""
CHECK_WORDS = listed("""
    lint linter linters linting lints style styles stylecheck codestyle checkstyle format fmt formatting typecheck typing
    types typecheckers mypy pyright analyse analyze analysis static sast codeql semgrep eslint tslint flake8 pylint ruff
    black isort pep8 rubocop phpstan psalm phpcs vet clippy rustfmt prettier stylelint golangci shellcheck sanity
    spellcheck spelling codespell audit security vulncheck scan bandit sonar sonarqube trivy snyk precommit precommits tsc
    hadolint yamllint markdownlint licensecheck whitespace detekt ktlint spotbugs spotless pmd coccicheck govulncheck
    zizmor actionlint megalinter semver-checks coverity qodana linkcheck tidy
""")
"""Words for linters, analyses and checks of types, style and security."""
SOFT_CHECK_WORDS = listed("check checks checker verify verification validate validation inspect inspector")
"""Words that say a check unless a word for tests stands beside them."""
BUILD_WORDS = listed("""
    build builds make compile package packages packaging dist bundle assemble image images wheel wheels sdist docs html binary
    binaries docker jar war apk crossbuild tarball tarballs artifact buildx artifacts webpack rebuild deb rpm
""")
"""Words for building and packaging."""
DEPLOY_WORDS = listed("deploy deploys deployment publish publishing release rollout promote ship push")
"""Words for publishing and deploying."""
NEUTRAL_WORDS = listed("""
    install setup deps dep dependencies prepare bootstrap init clean data fixtures fixture env report reports reporter
    result results upload download summary comment matrix generate notes changelog version versions tag cache wait start
    stop config configure configuration list collect merge combine copy fetch get print show log logs info notify status
    badge codecov requirements draft drafter label labels labeler discover split seed skip create
""")
"""A name that holds one of these (and no `and`) does something around the matter, not the matter itself."""

_VARIABLE = re.compile(r"\$\{\{.*?\}\}|\$\{?\w+\}?")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SEPARATORS = re.compile(r"[^a-z0-9&+]+")
_JOINTS = frozenset({"and", "&", "+", "then"})


def told_by_name(name: str) -> Kind:
    """What a name says; NOTHING where it says nothing.

    A first word for building wins (`build-tests` builds tests), then words for checks, tests, deploying and building. `and` joins
    two names.
    """
    spaced = _CAMEL.sub(" ", _VARIABLE.sub(" ", name[:_LONGEST])).lower()
    told, segment = Kind.NOTHING, list[str]()
    for word in [*_SEPARATORS.split(spaced), "and"]:
        if word in _JOINTS:
            told |= _segment([part for part in segment if part])
            segment = []
        else:
            segment.append(word)
    return told


def _segment(words: list[str]) -> Kind:
    found = set(words)
    if not words or found & NEUTRAL_WORDS:
        return Kind.NOTHING
    if words[0] in BUILD_WORDS and not found & CHECK_WORDS and words[0] not in _THINGS:
        return Kind.BUILDS
    return next((kind for words_of_kind, kind in _IN_ORDER if found & words_of_kind), Kind.NOTHING)


_IN_ORDER = (
    (CHECK_WORDS, Kind.CHECKS),
    (TEST_WORDS, Kind.TESTS),
    (SOFT_CHECK_WORDS, Kind.CHECKS),
    (DEPLOY_WORDS, Kind.DEPLOYS),
    (BUILD_WORDS, Kind.BUILDS),
)
"""The first list that holds a word of the name tells."""
_THINGS = listed("docs html docker image images package packages binary wheel artifact artifacts jar war apk binaries wheels deb rpm dist")
"""Words for building that are things first: `docker-test` tests in docker."""
_LONGEST = 200
