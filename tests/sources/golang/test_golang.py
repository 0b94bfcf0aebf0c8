"""Which packages Go files import: import declarations as the specification allows them, and what is looked past."""

from __future__ import annotations

import pytest

from quarterdeck.evidence.files import FileContent
from quarterdeck.evidence.golang import ImportedPackage
from quarterdeck.sources.golang import extract, imports, wants

GOFMT = """// Copyright, with an import "example.org/none" in it.

/*
Package shop sells.

	import "example.org/in/a/comment"
*/
package shop // import "example.org/shop"

import (
	"context"
	_ "embed"

	. "example.org/dot"
	yaml "gopkg.in/yaml.v3" // why
	"golang.org/x/net/html" /* why */
	// "example.org/commented"
)

import "example.org/single"

import "C"

//go:embed page.html
var page string // import ("example.org/late")

func main() { println(`import "example.org/in/a/string"`) }
"""


def test_imports_are_read_with_their_lines() -> None:
    assert list(imports(GOFMT)) == [
        ("context", 11), ("embed", 12), ("example.org/dot", 14), ("gopkg.in/yaml.v3", 15), ("golang.org/x/net/html", 16), ("example.org/single", 20), ("C", 22),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('package a; import ("x.org/a"; b "x.org/b"); import `x.org/c`', ["x.org/a", "x.org/b", "x.org/c"]),
        ('package a\r\n\r\nimport (\r\n\t"x.org/a"\r\n)\r\n', ["x.org/a"]),
        ('package a\nimport ()\nimport "x.org/a"', ["x.org/a"]),
        ('package größe\n\nimport größe "x.org/ä"', ["x.org/ä"]),
        ('package a\n\nimport (\n\t"x.org/a"\n\t<<<<<<< ours\n\t"x.org/b"\n)', ["x.org/a"]),
        ('package a\n\nimport (\n\t"x.org/a', []),
        ('package a\n/* never closed import "x.org/a"', []),
        ("", []),
        ("no Go at all", []),
        ('import "x.org/a"', []),
    ],
)
def test_other_layouts_and_broken_files(text: str, found: list[str]) -> None:
    assert [path for path, _ in imports(text)] == found


def test_a_package_is_told_once_with_a_file_that_is_no_test_where_there_is_one() -> None:
    files = [
        FileContent("shop", path, f'package a\n\nimport "{package}"\n'.encode())
        for path, package in (("a_test.go", "x.org/both"), ("b.go", "x.org/both"), ("c_test.go", "x.org/test"), ("d.go", "net/http"), ("e.go", "./f"))
    ]
    assert extract(files).rows == (
        ImportedPackage("shop", "x.org/both", "b.go", 3, 2, by_tests=False),
        ImportedPackage("shop", "x.org/test", "c_test.go", 3, 1, by_tests=True),
    )


@pytest.mark.parametrize(
    ("path", "read"),
    [("main.go", True), ("pkg/a_test.go", True), ("vendor/x.org/a/a.go", False), ("a/testdata/b.go", False), ("_old/a.go", False), ("a/_b.go", False),
     (".hidden/a.go", False), ("go.mod", False)],
)  # fmt: skip
def test_what_go_looks_past_is_not_read(path: str, read: bool) -> None:
    assert wants(path) is read
