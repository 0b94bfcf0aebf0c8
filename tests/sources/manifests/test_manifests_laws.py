"""Laws: no input crashes the source, hostile input is refused with its place, and the places found by scanning are the true ones."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import settings as law
from hypothesis import strategies as st

from quarterdeck.evidence.dependencies import Dependency
from quarterdeck.evidence.files import FileContent
from quarterdeck.records.document import Document
from quarterdeck.records.plain_yaml import read_plain
from quarterdeck.sources.manifests import extract, json_reader, toml_reader, wants
from quarterdeck.sources.manifests.yaml_reader import read_yaml

PATHS = [
    "requirements.txt", "requirements.in", "constraints.txt", "pyproject.toml", "setup.cfg", "setup.py", "Pipfile", "poetry.lock",
    "pdm.lock", "uv.lock", "Pipfile.lock", "pylock.toml", "package.json", "package-lock.json", "npm-shrinkwrap.json", "yarn.lock",
    "pnpm-lock.yaml", "pnpm-workspace.yaml", "go.mod", "sub/go.sum", ".python-version", ".nvmrc", ".tool-versions", "mise.toml", "runtime.txt",
    "Gemfile", "composer.json", "Dockerfile", "compose.yaml", ".github/workflows/ci.yml",
]  # fmt: skip
FRAGMENTS = [
    "[project]\n", "[[package]]\n", "name = ", '"a"', "version", " = ", "==", ">=", "1.2.3", "\n", ",", "[", "]", "{", "}", ":", " ", "  ", "- ",
    "dependencies", "packages", "importers", "lockfileVersion", "'", '"', "\\", "#", "@", "node_modules/", "a@npm:b@1", "-r ", "-c ", "-e ", "--",
    "git+https://", "require ", "(", ")", "=>", " v1.0.0", "// indirect", "FROM ", "ARG A=", "${A", ":-", "AS a", "RUN <<E\n", "$", "jobs", "steps",
    "uses: actions/setup-python@v5\n", "with", "python-version", "${{ matrix.a }}", "services", "image", "&x ", "*x", "<<: ", "|\n", "---\n",
    "__metadata:\n", "resolution", "setup(", "install_requires=", "ruby ", "toolchain ", "¹", "٣", "\x00", "\ufeff", "\r\n", "\u2028",
]  # fmt: skip
TREES = st.recursive(
    st.text(max_size=6) | st.booleans() | st.integers(-99, 99),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)
OBJECTS = st.dictionaries(st.text(max_size=5), TREES, max_size=4)
PLAIN_WORDS = st.from_regex(r"[a-z@^~>=/1.'][a-z0-9@:#^>=/.' -]{0,8}", fullmatch=True)
PLAIN_TREES = st.recursive(
    PLAIN_WORDS,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(PLAIN_WORDS, inner, min_size=1, max_size=3),
    max_leaves=10,
)


def test_every_path_of_the_laws_is_read() -> None:
    assert [path for path in PATHS if not wants(path)] == []


@given(st.lists(st.tuples(st.sampled_from(PATHS), st.binary(max_size=300)), max_size=3, unique_by=lambda file: file[0]))
@law(max_examples=30)
def test_random_bytes_never_crash(files: list[tuple[str, bytes]]) -> None:
    """Rows or Problems, never an exception; and the same answer in any order."""
    given_files = [FileContent("r", path, data) for path, data in files]
    assert extract(given_files) == extract(given_files[::-1])


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join), st.sampled_from(PATHS))
@law(max_examples=900)
def test_broken_manifests_never_crash(text: str, path: str) -> None:
    """What comes out names this file, in lines that it has."""
    file = FileContent("r", path, text.encode())
    extracted = extract([file])
    lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    assert all(problem.place.path == path and 0 <= problem.place.line <= lines for problem in extracted.problems)
    assert all(row.path == path and 1 <= row.line <= lines for row in extracted.rows if isinstance(row, Dependency))


@given(OBJECTS, st.sampled_from(["package.json", "package-lock.json", "Pipfile.lock", "composer.json"]))
@law(max_examples=90)
def test_json_of_any_shape_never_crashes(tree: dict[str, object], path: str) -> None:
    """Each known key may hold anything."""
    keys = ["dependencies", "packages", "default", "require", "devDependencies", "engines"]
    shaped = dict(zip(keys, tree.values(), strict=False))
    extracted = extract([FileContent("r", path, json.dumps(shaped).encode())])
    assert all(problem.place.path == path for problem in extracted.problems)


@given(OBJECTS, st.sampled_from([None, 1]))
@law(max_examples=90)
def test_json_keys_are_found_on_their_lines(tree: dict[str, object], indent: int | None) -> None:
    """Every key of the first two levels is found, and its line holds it."""
    text = json.dumps(tree, indent=indent)
    lines = json_reader.key_lines(text)
    wanted = {(key,) for key in tree} | {(key, inner) for key, value in tree.items() if isinstance(value, dict) for inner in value}
    assert {steps for steps in lines if len(steps) <= 2 and all(isinstance(step, str) for step in steps)} == wanted
    for steps, line in lines.items():
        assert json.dumps(steps[-1]) in text.split("\n")[line - 1]


@given(OBJECTS, st.booleans())
@law(max_examples=90)
def test_toml_keys_are_found_on_their_lines(tree: dict[str, object], inline: bool) -> None:
    """Every key and list item of the tree is found, and the line of a key holds it."""
    text = "\n".join(toml(tree, inline=inline))
    assert tomllib.loads(text) == tree
    lines = toml_reader.key_lines(text)
    assert set(lines) == set(paths(tree))
    for steps, line in lines.items():
        if isinstance(steps[-1], str):
            assert quoted(steps[-1]) in text.split("\n")[line - 1]


def toml(tree: dict[str, object], prefix: tuple[str, ...] = (), *, inline: bool) -> Iterator[str]:
    """TOML text of a tree: values of a table first, then its tables; lists of tables as arrays of tables unless ``inline``."""
    tables, lists = [], []
    for key, value in tree.items():
        if isinstance(value, dict) and not inline:
            tables.append((key, value))
        elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value) and not inline:
            lists.append((key, value))
        else:
            yield f'# {{ [ = " a comment\n{quoted(key)} = {value_of(value, spread=not inline)}'
    for key, value in tables:
        yield f"[{'.'.join(quoted(part) for part in (*prefix, key))}]"
        yield from toml(value, (*prefix, key), inline=inline)
    for key, items in lists:
        for item in items:
            yield f"[[{' . '.join(quoted(part) for part in (*prefix, key))}]]"
            yield from toml(item, (*prefix, key), inline=inline)


def value_of(value: object, *, spread: bool) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)} = {value_of(item, spread=False)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        between = ",  # ]\n" if spread else ", "
        return "[" + between.join(value_of(item, spread=spread) for item in value) + "]"
    return quoted(value) if isinstance(value, str) else str(value).lower()


def quoted(text: str) -> str:
    """A basic TOML string, all on one line."""
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text) + '"'


def paths(value: object, before: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every key and list item of a tree."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield (*before, key)
        yield from paths(item, (*before, key))


@given(st.dictionaries(PLAIN_WORDS, PLAIN_TREES, min_size=1, max_size=4), st.sampled_from(["plain", "single", "bare"]), st.sampled_from([2, 4]))
@law(max_examples=30)
def test_the_quick_yaml_reader_agrees_with_the_whole_one(tree: dict[str, object], quotes: str, indent: int) -> None:
    """What it does not decline, it reads as ruamel does, with the same line for every scalar."""
    text = "\n".join(yaml_lines(tree, 0, quotes, indent)) + "\n"
    quick = read_plain(text)
    if quick is not None:
        # An empty anchor is beyond the small part: it sends the same text to the whole reader.
        whole = read_yaml(FileContent("r", "x.yaml", f"{text}zz: &a z\n".encode()), ())
        assert isinstance(whole, Document)
        assert isinstance(whole.data, dict)
        assert whole.data.pop("zz") == "z"
        assert quick.data == whole.data
        scalars = {steps: line for steps, line in whole.lines.items() if isinstance(whole.at(*steps), str)}
        assert {steps: quick.line(*steps) for steps in scalars} == scalars


def yaml_lines(value: object, depth: int, quotes: str, indent: int) -> Iterator[str]:
    """Block YAML of a tree. With ``bare`` scalars the text may mean something else: both readers must see the same."""
    pad = " " * (indent * depth)
    pairs = value.items() if isinstance(value, dict) else ((None, item) for item in value) if isinstance(value, list) else ()
    for key, item in pairs:
        start = f"{pad}-" if key is None else f"{pad}{scalar(key, quotes)}:"
        if isinstance(item, str):
            yield f"{start} {scalar(item, quotes)}"
        else:
            yield start
            yield from yaml_lines(item, depth + 1, quotes, indent)


def scalar(text: str, quotes: str) -> str:
    if quotes == "bare":
        return text.strip() or "a"
    return "'" + text.replace("'", "''") + "'" if quotes == "single" or not text.isalnum() else text


def test_the_quick_yaml_reader_reads_what_pnpm_writes() -> None:
    """It must not decline a lock file: the whole reader takes some twenty times as long."""
    text = (
        "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      '@a/b':\n        specifier: ^1.0.0\n        version: 1.0.1(c@2.0.0)\n"
        "packages:\n  '@a/b@1.0.1':\n    resolution: {integrity: sha512-a+/b==, tarball: https://example.com/b.tgz}\n    engines: {node: '>=0.10.0'}\n"
        "    cpu: [arm64, x64]\n    deprecated: |-\n      No: more\n        of this\n    hasBin: true\n"
        "  uuid@3.4.0:\n    deprecated: Please upgrade  to version 7 or higher.  Older versions may not\nsnapshots:\n  '@a/b@1.0.1(c@2.0.0)': {}\n"
    )
    quick = read_plain(text)
    assert quick is not None
    assert quick.at("packages", "@a/b@1.0.1", "cpu") == ["arm64", "x64"]
    assert quick.at("packages", "@a/b@1.0.1", "resolution", "tarball") == "https://example.com/b.tgz"
    assert quick.at("packages", "@a/b@1.0.1", "hasBin") == "true"
    assert quick.at("packages", "uuid@3.4.0", "deprecated") == "Please upgrade  to version 7 or higher.  Older versions may not"
    assert quick.line("snapshots", "@a/b@1.0.1(c@2.0.0)") == 22


BEYOND = [
    "x: [*, main]\n", "x: {a: *b}\n", "x: [@scope/pkg]\n", "x: [>=1]\n", "x: [- ]\n", "x: [?a]\n",  # no plain text begins so
    "{{{ broken\n---\na: b\n", 'a: "x\n---\nb: c\n',  # a fault, and an open quote, before the last document
    "a: b\n---\u00a0\nc: d\n", "a: []\u00a0\n", "a: |\n  x\n \u3000\nb: c\n",  # other blanks are no blanks
    "a: |\n  x\n    \nb: c\n", "a" * 1100 + ": b\n",
]  # fmt: skip


@pytest.mark.parametrize("text", BEYOND)
def test_the_quick_yaml_reader_declines_what_it_would_have_to_guess(text: str) -> None:
    assert read_plain(text) is None


def test_a_document_that_holds_nothing_is_not_the_last_one() -> None:
    for end in ("---\n", "---\n# the end\n", "--- \n"):
        whole = read_yaml(FileContent("r", "x.yaml", f"a: &a b\n{end}".encode()), ())
        assert isinstance(whole, Document)
        assert whole.data == {"a": "b"}
        quick = read_plain(f"a: b\n{end}")
        assert quick is not None
        assert quick.data == whole.data


def test_blanks_in_a_flow_cost_the_quick_yaml_reader_no_more_than_their_number() -> None:
    """One step for each blank: 200,000 of them took a day when each was tried again from each."""
    quick = read_plain("a: [x" + " " * 200_000 + "y]\n")
    assert quick is not None
    assert quick.data == {"a": ["x" + " " * 200_000 + "y"]}
    assert read_plain("a: [x" + " " * 200_000 + "#y]\n") is None


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(8))
HOSTILE = [
    ("package.json", '{"a":' * 100_000, "JSON"),
    ("package-lock.json", "[" * 100_000, "nested too deeply"),
    ("package.json", '{"version": ' + "9" * 5000 + "}", "JSON"),
    ("package.json", "{}" + " " * 20_000_001, "more than 20000000"),
    ("pyproject.toml", "a = " + "[" * 5000 + "]" * 5000, "nested too deeply"),
    ("pyproject.toml", "a." * 5000 + "b = 1", "a hundred parts"),
    ("pyproject.toml", "a = " + "9" * 5000, "TOML"),
    ("compose.yaml", BOMB, "unfold"),
    ("compose.yaml", "a: &a\n  b: *a\n", "contains it"),
    ("compose.yaml", "[" * 5000, "nested too deeply"),
    ("compose.yaml", "a:\n  - " + "b" * 30_000 + " \t", "a line of 20,000"),
    ("compose.yaml", "a: \x07", "U+0007"),
    (".github/workflows/ci.yml", "".join(" " * depth + "a:\n" for depth in range(1200)) + "b: &b 1", "YAML"),
    ("setup.py", "from setuptools import setup\nsetup(" + "(" * 5000, "Python"),
    ("setup.py", "setup(\x00)", "Python"),
    ("requirements.txt", "flask; " + "(" * 4000 + "python_version>'3'" + ")" * 4000, "nested too deeply"),
    ("requirements.txt", "flask" + "a" * 20_000, "20005 characters"),
]


@pytest.mark.parametrize(("path", "text", "words"), HOSTILE, ids=[f"{path} {words}" for path, _, words in HOSTILE])
def test_hostile_files_are_one_problem(path: str, text: str, words: str) -> None:
    extracted = extract([FileContent("r", path, text.encode())])
    assert [words in problem.what for problem in extracted.problems] == [True], extracted.problems
    assert extracted.rows == ()
    assert all(len(problem.what) < 400 for problem in extracted.problems)


def test_long_runs_are_read_in_linear_time() -> None:
    """Each took minutes with a careless pattern; if one does again, this test does not end."""
    runs = {
        "requirements.txt": "flask " + " " * 60_000 + "x",
        "yarn.lock": 'a = """' + '\\"' * 60_000,
        "go.mod": 'a = """' + '\\"' * 60_000,
        ".github/workflows/ci.yml": "jobs:\n  a:\n    steps:\n      - uses: actions/setup-go@v5\n        with:\n          go-version: '" + "${{ " * 4000 + "'",
        "compose.yaml": "flask " + " " * 60_000 + "x",
    }
    extracted = extract([FileContent("r", path, text.encode()) for path, text in runs.items()])
    assert {problem.place.path for problem in extracted.problems} >= {"requirements.txt", "yarn.lock", "go.mod", "compose.yaml"}
