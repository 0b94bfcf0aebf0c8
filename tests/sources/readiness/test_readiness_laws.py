"""Laws: no file crashes the source, none takes long, nothing is read twice or depends on the order of files."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.evidence.files import FileContent
from quarterdeck.sources.readiness import extract, wants

PATHS = ["k8s/a.yaml", "compose.yaml", "charts/a/Chart.yaml", "charts/a/values.yaml", "charts/a/templates/a.yaml", "main.tf", "grafana/a.json", "load/a.js",
         "plan.jmx", "kustomization.yaml", "rules.yml"]  # fmt: skip
_HEAD = b"apiVersion: v1\nkind: Pod\n"
_BOMB = b"a: &a [x,x,x,x,x,x,x,x]\n" + b"".join(b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 8)) for n in range(9))
HOSTILE = {
    "deep flow": _HEAD + b"a: " + b"[" * 100_000,
    "deep braces": _HEAD + b'{"a":' * 50_000,
    "bomb": _HEAD + _BOMB + b"spec: {containers: *i}\n",
    "bomb of services": _BOMB + b"services: *i\n",
    "itself": _HEAD + b"spec: &s {containers: [*s]}\n",
    "tags": _HEAD + b"spec: !!python/object/apply:os.system ['true']\n",
    "documents": (b"---\n" + _HEAD) * 800,
    "alerts": b"- alert: a\n  expr: b\n" * 2_500,
    "long line": _HEAD + b"a: " + b"x" * 1_000_000,
    "quotes": b'resource "a" "b" {\n' + b'"' * 100_000,
    "blocks": b'resource "aws_db_instance" "a" {\n' + b"b {\n" * 6_000,
    "escaped quotes": b'resource "a" "b" {\n c = ' + b'"\\' * 50_000,
    "marks on one line": b'resource "a" "b" {\n c = ' + b"<<a" * 50_000,
    "digits": b'resource "a" "b" {\n c = ' + b"1" * 400_000 + b"x",
    "heredocs": b'resource "a" "b" {\n' + b"c = <<T\n" * 2_000,
    "comment": b'resource "a" "b" {}\n/*' + b"*" * 200_000,
    "expressions": b'resource "a" "b" {\n c = ' + b"(" * 100_000,
    "hosts": _HEAD + b"spec: {containers: [{name: a, image: b, args: ['" + b"a" * 100_000 + b"']}]}\n",
    "panels": b'{"panels": ' + b"[" * 100_000,
}


@given(st.lists(st.tuples(st.sampled_from(PATHS), st.binary(max_size=200)), max_size=4, unique_by=lambda file: file[0]))
@settings(max_examples=40, deadline=None)
def test_random_bytes_never_crash(files: list[tuple[str, bytes]]) -> None:
    """Problems stand in the files that were given; the order of files changes nothing but the order of rows."""
    given_files = [FileContent("r", path, data) for path, data in files]
    extracted, turned = extract(given_files), extract(given_files[::-1])
    assert sorted(map(repr, extracted.rows)) == sorted(map(repr, turned.rows))
    assert {problem.place.path for problem in extracted.problems} <= {path for path, _ in files}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_end(data: bytes) -> None:
    """A file that is made to hurt is a problem, or holds nothing; a sound one beside it is read."""
    sound = FileContent("r", "sound.yaml", _HEAD + b"metadata: {name: sound}\nspec: {containers: [{name: a, image: 'b:1'}]}\n")
    extracted = extract([FileContent("r", "charts/a/Chart.yaml", b"name: a\n"), *(FileContent("r", path, data) for path in PATHS), sound])
    assert "sound.yaml" in {getattr(row, "path", "") for row in extracted.rows}


@pytest.mark.parametrize("path", ["src/main.py", "README.md", "docs/k8s/pod.yaml", "node_modules/a/compose.yaml", ".github/workflows/a.yml", "locales/de.yml"])
def test_what_is_never_read(path: str) -> None:
    """Most files of most repositories cost one look at their path."""
    assert not wants(path)


def test_what_is_switched_off_is_not_there() -> None:
    """A check that a manifest takes away (`null`) checks nothing; a database of which Terraform makes none needs no backup."""
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec: {containers: [{name: shop, image: 'shop:1', livenessProbe: null, readinessProbe: {}}]}\n"
    (row,) = extract([FileContent("r", "k8s/a.yaml", pod.encode())]).rows
    assert (getattr(row, "liveness", None), getattr(row, "readiness", None)) == (False, False)
    off = b'resource "aws_db_instance" "old" {\n  count = 0\n  backup_retention_period = 0\n}\n'
    assert extract([FileContent("r", "main.tf", off)]).rows == ()
