"""Licence texts, reduced by hand to the phrases that tell them, and licences that manifests declare."""

from __future__ import annotations

import pytest

from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.evidence.governance import Licence
from quarterdeck.sources.documents import extract, licences
from quarterdeck.sources.documents.licences import KNOWN, recognise
from quarterdeck.sources.documents.manifests import ALIASES, CLASSIFIERS, checked

MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy ... The above copyright notice
and this permission notice shall be included in all copies or substantial portions of the Software."""
BSD = "Redistribution and use in source and binary forms, with or without\n * modification, are permitted provided that"
ENDORSE = "Neither the name of X nor ... may be used to endorse or promote products derived from this software"

TEXTS = {
    "MIT": MIT,
    "BSD-2-Clause": BSD,
    "BSD-3-Clause": BSD + ENDORSE,
    "BSD-4-Clause": BSD + "3. All advertising materials mentioning features" + ENDORSE,
    "ISC": "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby "
    "granted, provided that the above copyright notice and this permission notice appear in all copies.",
    "0BSD": "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted.",
    "Apache-2.0": "Apache License\n   Version 2.0, January 2004",
    "GPL-2.0-only": "GNU GENERAL PUBLIC LICENSE\n Version 2, June 1991 ... (at your option) any later version",
    "GPL-3.0-only": "GNU GENERAL PUBLIC LICENSE\n Version 3, 29 June 2007 ... GNU Affero General Public License, version 3",
    "LGPL-2.1-only": "GNU LESSER GENERAL PUBLIC LICENSE\n Version 2.1, February 1999 successor of the GNU Library Public License",
    "LGPL-3.0-only": "GNU LESSER GENERAL PUBLIC LICENSE\n Version 3, 29 June 2007 version 3 of the GNU General Public License",
    "AGPL-3.0-only": "GNU AFFERO GENERAL PUBLIC LICENSE\n Version 3, 19 November 2007",
    "MPL-2.0": "Mozilla Public License Version 2.0\n====\n1. Definitions ... the GNU General Public License, Version 2.0",
    "EPL-2.0": "Eclipse Public License - v 2.0\n\nTHE ACCOMPANYING PROGRAM",
    "Unlicense": "This is free and unencumbered software released into the public domain.",
    "CC0-1.0": "CC0 1.0 Universal ... Statement of Purpose",
    "BUSL-1.1": "Business Source License 1.1 ... Change Date: 2030-01-01 Change License: GPL Version 2.0 or later",
    "SSPL-1.0": "Server Side Public License\nVERSION 1, OCTOBER 16, 2018",
    "Elastic-2.0": "Elastic License 2.0 ... You may not provide the software to third parties as a hosted or managed service",
    "MIT AND Apache-2.0": MIT + "\n\nApache License\nVersion 2.0, January 2004",
}
"""SPDX expression and what stands in the text."""


@pytest.mark.parametrize(("expression", "text"), TEXTS.items(), ids=TEXTS)
def test_texts_are_recognised(expression: str, text: str) -> None:
    """Whatever the wrapping, the comment marks and the letter case."""
    assert recognise(text) == expression
    assert recognise(text.upper().replace("\n", "\n# ")) == expression


@pytest.mark.parametrize(
    "text",
    ["", "All rights reserved.", "You may copy this under the MIT licence.", MIT + "Commons Clause License Condition v1.0"],
)
def test_other_texts_are_unknown(text: str) -> None:
    """A file is told, its licence is not."""
    rows = extract([FileContent("r", "LICENSE", text.encode())]).rows
    assert rows == (Licence("r", "LICENSE", 1, "file", None),)


DECLARED = [
    ("pyproject.toml", '[project]\nname = "x"\nlicense = "mit"\n', "MIT", 3),
    ("pyproject.toml", '[project]\nlicense = {text = "Apache 2.0"}\n', "Apache-2.0", 2),
    ("pyproject.toml", '[tool.poetry]\nlicense = "GPL-3.0+"\n', "GPL-3.0-or-later", 2),
    ("pyproject.toml", '[project]\nclassifiers = [\n "License :: OSI Approved :: MIT License",\n]\n', "MIT", 3),
    ("package.json", '{\n "license": "(MIT OR Apache-2.0)"\n}', "MIT OR Apache-2.0", 2),
    ("package.json", '{"licenses": [{"type": "MIT"}, {"type": "ISC"}]}', "MIT OR ISC", 1),
    ("package.json", '{"license": "UNLICENSED"}', None, 1),
    ("composer.json", '{"license": ["LGPL-2.1-only", "GPL-3.0-or-later"]}', "LGPL-2.1-only OR GPL-3.0-or-later", 1),
    ("Cargo.toml", '[package]\nlicense = "MIT/Apache-2.0"\n', "MIT OR Apache-2.0", 2),
    ("setup.cfg", "[metadata]\nname = x\nlicense = BSD\n", None, 3),
    ("setup.cfg", "[metadata]\nlicense = BSD-3-Clause\n", "BSD-3-Clause", 2),
]


@pytest.mark.parametrize(("path", "text", "expression", "line"), DECLARED)
def test_manifests_declare(path: str, text: str, expression: str | None, line: int) -> None:
    """The normal form, and its line."""
    extracted = extract([FileContent("r", path, text.encode())])
    assert extracted == Extracted((Licence("r", path, line, "manifest", expression),))


@pytest.mark.parametrize("text", ['[project]\nname = "x"\n', '[project]\nlicense = {file = "LICENSE"}\n'])
def test_a_manifest_without_a_licence_gives_no_row(text: str) -> None:
    """Nor one that points to a file, which is read itself."""
    assert extract([FileContent("r", "pyproject.toml", text.encode())]) == Extracted()


@pytest.mark.parametrize("licence", ["MTI", "MIT AND", "MIT/X", "(MIT", "MIT " * 200, "(" * 400])
def test_what_is_no_expression_is_a_problem(licence: str) -> None:
    """At its line; the row stays, with nothing in it."""
    extracted = extract([FileContent("r", "package.json", f'{{"name": "x",\n"license": "{licence}"}}'.encode())])
    assert extracted.rows == (Licence("r", "package.json", 2, "manifest", None),)
    assert [str(problem.place) for problem in extracted.problems] == ["r/package.json:2"]


def test_a_broken_manifest_silences_the_licences() -> None:
    """A Problem, not a missing licence."""
    (problem,) = extract([FileContent("r", "pyproject.toml", b"[project\n")]).problems
    assert problem.silences == ("licences",)


def test_the_catalogues_hold_only_spdx_expressions() -> None:
    """Every expression that may be told is its own normal form."""
    told = [known.expression for known in KNOWN] + list(ALIASES.values()) + [name for name in CLASSIFIERS.values() if name]
    assert [expression for expression in told if checked(expression) != (expression, "")] == []


def test_which_files_are_licences() -> None:
    """Names of licence files, and names that only look like them."""
    yes = [
        "LICENSE",
        "LICENCE.md",
        "COPYING",
        "COPYING.LESSER",
        "MIT-LICENSE",
        "LICENSE-APACHE",
        "UNLICENSE",
        "LICENSES/MIT.txt",
        "pkg/a/LICENSE",
    ]
    no = ["license.py", "src/license_check.go", "docs/license.rst", "vendor/x/LICENSE", "LICENSE.tt", "licensing.md"]
    assert [path for path in yes if not licences.wants(path)] == []
    assert [path for path in no if licences.wants(path)] == []
