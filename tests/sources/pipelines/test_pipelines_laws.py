"""Laws: no input crashes the source, and hostile input is refused with its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.evidence.files import FileContent
from quarterdeck.sources.pipelines import extract
from quarterdeck.sources.pipelines.shell import commands

WORKFLOW = ".github/workflows/ci.yml"
PATHS = [
    WORKFLOW,
    ".gitlab-ci.yml",
    "package.json",
    "Makefile",
    "tox.ini",
    "noxfile.py",
    "action.yml",
    "Jenkinsfile",
    "azure-pipelines.yml",
    ".circleci/config.yml",
    ".github/settings.yml",
    "pyproject.toml",
]
BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(b"%c: &%c [%s]\n" % (98 + i, 98 + i, b",".join([b"*%c" % (97 + i)] * 9)) for i in range(8))
FRAGMENTS = [
    "on:",
    " push\n",
    "jobs:\n",
    "  a:\n",
    "    steps:\n",
    "      - run: ",
    "pytest\n",
    "${{ matrix.x }}",
    "&a ",
    "*a",
    "[",
    "{",
    "|\n",
    "'",
    '"',
    "<<: *a\n",
    "!reference [a, b]",
    "extends: a\n",
    "script:\n",
    "\t",
    "# x\n",
    "---\n",
    "uses: ./x\n",
    "make a\n",
    "$(",
    "<<E\n",
    "\\\n",
    "cd ..\n",
]


@given(st.lists(st.tuples(st.sampled_from(PATHS), st.binary(max_size=300)), max_size=4))
@settings(max_examples=40, deadline=None)
def test_random_bytes_never_crash(files: list[tuple[str, bytes]]) -> None:
    """Rows or Problems, never an exception; and the same answer twice."""
    given_files = [FileContent("r", path, data) for path, data in files]
    assert extract(given_files) == extract(given_files)


@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join), st.sampled_from([WORKFLOW, ".gitlab-ci.yml", "azure-pipelines.yml", ".circleci/config.yml"])
)
@settings(max_examples=80, deadline=None)
def test_broken_pipelines_give_rows_or_problems(text: str, path: str) -> None:
    """Every file of more than blanks leaves a trace, unless a GitLab file holds keywords only."""
    extracted = extract([FileContent("r", path, text.encode())])
    if path == WORKFLOW:
        assert extracted.rows or extracted.problems
    assert all(problem.place.path == path for problem in extracted.problems)


@given(st.text(alphabet="ab '\"\\$(){}<>|&;\n#`=", max_size=120))
@settings(max_examples=40, deadline=None)
def test_every_command_stands_in_its_script(script: str) -> None:
    """A command's words never hold a line break outside of quotes, and none is empty of words."""
    assert all(command.words and command.raw for command in commands(script))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (BOMB, "aliases unfold"),
        (b"a: &a [*a]", "contains it"),
        (b"[" * 700, "nested too deeply"),
        (b"x" * 2_000_001, "are not read"),
        (b"on: push\x00", "U+0000"),
        (b"a: *nowhere", "undefined alias"),
        (b"", "empty"),
        (b"- a", "not a mapping"),
        (b"on: push", "no jobs"),
    ],
)
def test_hostile_files_are_refused(data: bytes, what: str) -> None:
    """One Problem that silences the table."""
    extracted = extract([FileContent("r", WORKFLOW, data)])
    assert extracted.rows == ()
    (problem,) = extracted.problems
    assert what in problem.what
    assert problem.place.line >= 1
    assert problem.silences == ("pipeline_jobs",)


@pytest.mark.parametrize("script", ["$(" * 50_000, "'" * 50_001, '"\\' * 50_000, "(\n" * 50_000, "<<a\n" * 50_000, "cd a\n" * 20_000])
def test_hostile_scripts_are_cut_in_linear_time(script: str) -> None:
    """Each would take minutes if an unclosed bracket were searched for from every place."""
    assert len(commands(script)) <= len(script)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a {" * 5_000, "nested too deeply"),
        ("a { }\n}", "closed that is not open"),
        ("x = '''" + "y" * 9_000, "''' is not closed"),
        ("/* " * 5_000, "/* is not closed"),
        ("x" * 500_001, "are not read"),
    ],
    ids=["deep", "closed", "text", "comment", "long"],
)  # fmt: skip
def test_a_jenkinsfile_that_cannot_be_read_is_told(text: str, what: str) -> None:
    extracted = extract([FileContent("r", "Jenkinsfile", text.encode())])
    assert extracted.rows == ()
    assert [what in problem.what for problem in extracted.problems] == [True]


GROOVY = [*"}()'\",", "pipeline {", "stages {", "stage('a') {", "steps {", "sh 'pytest'\n", "when {", "input 'x'\n", "a.b(", "def x("]


@given(st.lists(st.sampled_from(GROOVY), max_size=30).map("".join))
@settings(max_examples=40, deadline=None)
def test_broken_groovy_gives_rows_or_problems(text: str) -> None:
    assert extract([FileContent("r", "Jenkinsfile", text.encode())]) == extract([FileContent("r", "Jenkinsfile", text.encode())])


def test_scripts_that_call_each_other_end() -> None:
    """Scripts of npm and make targets in circles."""
    workflow = b"on: push\njobs: {a: {steps: [{run: npm run a}, {run: make a}]}}"
    package = b'{"scripts": {"a": "npm run b", "b": "npm run a"}}'
    makefile = b"a: b\n\t$(MAKE) b\nb: a\n\t$(MAKE) a\n"
    files = [
        FileContent("r", WORKFLOW, workflow),
        FileContent("r", "package.json", package),
        FileContent("r", "Makefile", makefile),
    ]
    assert len(extract(files).rows) == 1
