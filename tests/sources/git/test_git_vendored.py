"""Other people's code: by its place, by what the repository says in `.gitattributes`, by a README beside it; and what stays the project's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from quarterdeck.sources.git.classify import by_path
from quarterdeck.sources.git.vendored import by_place, notices, said
from tests.builders import Told
from tests.sources.git.shelf import read


@pytest.mark.parametrize(
    "path",
    [
        "sklearn/externals/joblib/disk.py",
        "ThirdParty/x.h",
        "a/3rd-party/b.c",
        "deps/jemalloc/a.c",
        "web/vendor/lib.rb",
        "gradlew",
        "tools/waf",
        "configure",
        "config-ui/.yarn/releases/yarn-3.4.1.cjs",
        "js/jquery-1.7.2.min.js",
        "js/jquery.validate.js",
        "css/normalize.css",
        "css/bootstrap-theme.css",
        "js/bootstrap-modal.js",
        "packages/NUnit.2.6.3/lib/a.cs",
        "assets/codemirror/mode/xml.js",
        "js/vue-2.6.14.js",
        "node_modules/a/b.js",
    ],
)
def test_the_place_says_so(path: str) -> None:
    assert by_path(path).role == "vendored"


@pytest.mark.parametrize(
    "path",
    [
        "src/chart.js",
        "less/bootstrap-overrides.less",
        "packages/core/index.js",
        "lib/external_api.py",
        "src/vendor.py",
        "app/api/deps/auth.py",
        "core/cache/backends.py",
        "src/env/manager.py",
        "app/prototype.js",
        "src/effects.js",
        "types/index.d.ts",
        "aclocal.m4",
        "src/poetry/packages/locker.py",
    ],
)
def test_names_that_projects_use_themselves_say_nothing(path: str) -> None:
    assert not by_place(path)
    assert by_path(path).role == "production"


VENDORED = b"These are independent libraries which we \nvendor into requests. Any changes must be made in them."


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("requests/packages/README.rst", VENDORED, True),
        ("shop/lib/README", b"This directory contains bundled external dependencies that are updated every once in a while.", True),
        ("shop/lib/README", b"Helpers that every page needs. Nothing here is vendored by hand: see the makefile.", False),
        ("packages/README.md", VENDORED, False),
        ("shop/README.md", VENDORED, False),
        ("shop/lib/README", b"\xff\xfe", False),
    ],
)
def test_a_readme_beside_it_says_so_where_such_folders_are_usual(path: str, text: bytes, told: bool) -> None:
    beside = path.rpartition("/")[0] + "/inner/file.py"
    found = said(dict.fromkeys(notices([path]), text))
    assert found.role(beside, "production") == ("vendored" if told else "production")
    assert found.role(beside, "documentation") == "documentation"


ATTRIBUTES = b"""
* text=auto
*.ipynb linguist-generated
/js/** linguist-vendored
js/own/*.js -linguist-vendored
vendor/ours/** linguist-vendored=false
[broken
a/*/*/*/*/*/*/*/b linguist-vendored
"""


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("a/b/study.ipynb", "generated"),
        ("js/menu.js", "vendored"),
        ("js/a/b.js", "vendored"),
        ("js/own/menu.js", "production"),
        ("js/own/deep/menu.js", "vendored"),
        ("sub/js/menu.js", "production"),
        ("vendor/ours/a.py", "production"),
        ("vendor/theirs/a.py", "vendored"),
    ],
)
def test_the_repository_says_so_itself(path: str, role: str) -> None:
    assert said({".gitattributes": ATTRIBUTES}).role(path, by_path(path).role) == role


def test_script_in_a_few_long_lines_is_generated(tmp_path: Path) -> None:
    told = Told(tmp_path / "shop")
    told.commit({"site/main.js": "x" * 300 + "\n" + "y" * 300, "site/page.js": "x = 1;\n", "site/page.css": "a { background: url(data:" + "A" * 300 + ") }\n"})
    told.save()
    roles = {row["path"]: row["role"] for row in read(tmp_path, told.path).table("files")}
    assert roles == {"site/main.js": "generated", "site/page.js": "production", "site/page.css": "production"}
