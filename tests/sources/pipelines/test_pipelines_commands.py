"""What single commands tell. T tests, C checks, B builds, D deploys, ? unknown, - nothing."""

from __future__ import annotations

import pytest

from quarterdeck.sources.pipelines.judge import Judge, evidence
from quarterdeck.sources.pipelines.kinds import Kind
from quarterdeck.sources.pipelines.names import told_by_name
from quarterdeck.sources.pipelines.own import OwnScripts
from quarterdeck.sources.pipelines.shell import commands

LETTERS = {Kind.TESTS: "T", Kind.CHECKS: "C", Kind.BUILDS: "B", Kind.DEPLOYS: "D", Kind.OPAQUE: "?"}

COMMANDS = """
T   pytest -x
T   python3.12 -m pytest
T   coverage run -m pytest
T   poetry run pytest --cov
T   uv run --group dev -- pytest
T   sudo -E env X=1 timeout 60 pytest
T   FOO=1 go test ./...
T   $(GO) test ./...
T   cargo +nightly test --all
T   cargo nextest run
B   cargo test --no-run
T   npx jest --ci
T   yarn jest
T   bundle exec rspec
T   ./vendor/bin/phpunit
T   bin/rails test
T   node --test
T   bash -c 'cd x && pytest'
T   docker run --rm -v a:b image:latest pytest
T   docker compose -f ci.yml run --rm app pytest
T   xvfb-run -a npx playwright test
T   ctest --output-on-failure
T?  make check
T?  make test
T?  rake spec
T?  ./scripts/run-tests.sh
TB? ci/build-and-test.sh
TCB ./gradlew build
TC  ./gradlew :app:check
CB  gradle build -x test
TB  mvn -B verify
B   mvn -B package -DskipTests
TBD mvn deploy
T   tox
C   tox -e lint
T   nox -s tests-3.12
C   pre-commit run --all-files
C   prek run -a
C   mypy --strict src
C   ruff format --check .
C   npx --yes eslint .
C   golangci-lint run
C   cargo clippy -- -D warnings
C   twine check dist/*
C   git diff --exit-code
C   git diff --exit-code --stat HEAD tests/fixtures
-   git diff --stat
C   docker run --rm koalaman/shellcheck
C?  npm run lint
C?  npm run test:types
B?  make build-tests
B   docker build -t app .
BD  docker buildx build --push .
B   python -m build
B   uv build
B?  make
D   twine upload dist/*
D   npm publish
D   gh release create v1
D   terraform apply -auto-approve
D   kubectl -n shop apply -f k8s
D   aws s3 sync dist s3://bucket
D   git push heroku main
D   rsync -a dist/ user@example.org:/srv
BD  goreleaser release
B   goreleaser release --snapshot
-   aws s3 cp s3://bucket/file .
-   npm publish --dry-run
-   git push origin main
-   pip install pytest mypy
-   npm ci
-   echo pytest
-   docker pull example:latest
-   pytest --version
-   pytest --collect-only
-   terraform plan
-   python -c "import sys; print(sys.version)"
-   [ "$x" = pytest ] && exit 1
-   tests() { true; }
?   ./go.sh
?   python tools/do.py
?   ${{ inputs.command }}
?   node -e "require('./x')()"
"""
"""Corrections go here: letters, then the command as a pipeline writes it."""


def letters(script: str) -> str:
    """What a script tells, in letters."""
    told = Judge(OwnScripts({})).script(script)
    return "".join(letter for kind, letter in LETTERS.items() if kind in told) or "-"


@pytest.mark.parametrize("line", COMMANDS.strip().splitlines())
def test_a_command_tells(line: str) -> None:
    """Each line of the table."""
    expected, _, command = line.partition(" ")
    assert letters(command.strip()) == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("latest", Kind.NOTHING),
        ("contest", Kind.NOTHING),
        ("attestation", Kind.NOTHING),
        ("protest-march", Kind.NOTHING),
        ("unitTest", Kind.TESTS),
        ("test_release", Kind.TESTS),
        ("docker-test", Kind.TESTS),
        ("install-test-deps", Kind.NOTHING),
        ("upload-test-results", Kind.NOTHING),
        ("build-and-test", Kind.BUILDS | Kind.TESTS),
        ("lint:tests", Kind.CHECKS),
        ("release", Kind.DEPLOYS),
        ("check-release-notes", Kind.NOTHING),
        ("${{ format(x) }}-integration", Kind.TESTS),
    ],
)
def test_names_are_read_word_by_word(name: str, kind: Kind) -> None:
    """`latest` holds the letters of `test`, not the word."""
    assert told_by_name(name) == kind


def test_scripts_are_cut_as_a_shell_cuts_them() -> None:
    """Quotes, comments, continuation lines, subshells, here-documents and `case` patterns."""
    script = """
# pytest
cd sub; make \\
    all
(cd deep && go vet ./...)
case "$OS" in *tests*) run-a "x; y" ;; esac
cat <<'END'
mypy
END
if ! ruff check; then exit 1; fi
"""
    assert [(command.raw, command.folder) for command in commands(script)] == [
        ("make all", "sub"),
        ("go vet ./...", "sub/deep"),
        ('run-a "x; y"', "sub"),
        ("cat <<'END'", "sub"),
        ("ruff check", "sub"),
        ("exit 1", "sub"),
    ]


def test_evidence_keeps_every_kind_within_120_characters() -> None:
    """Long commands are shortened each, so that none pushes another out."""
    told = {Kind.TESTS: "pytest " + "x" * 200, Kind.DEPLOYS: "twine upload"}
    text = evidence(told) or ""
    assert len(text) <= 120
    assert "…" in text
    assert text.endswith("twine upload")
