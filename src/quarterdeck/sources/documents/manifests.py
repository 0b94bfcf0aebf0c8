"""Licences that manifests declare: pyproject.toml, setup.cfg, package.json, Cargo.toml, composer.json, checked against SPDX."""

from __future__ import annotations

import configparser
import json
import re
import tomllib
from typing import TYPE_CHECKING

from quarterdeck.evidence.files import Extracted
from quarterdeck.evidence.governance import Licence
from quarterdeck.kernel.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quarterdeck.evidence.files import FileContent

_PATH = re.compile(r"^(?!.*(?:^|/)(?:node_modules|vendor|third_party)/)(?:[^/]+/){0,2}(pyproject\.toml|setup\.cfg|package\.json|Cargo\.toml|composer\.json)$")
ALIASES = {
    "mit license": "MIT",
    "the mit license": "MIT",
    "apache 2.0": "Apache-2.0",
    "apache 2": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license 2.0": "Apache-2.0",
    "bsd-3": "BSD-3-Clause",
    "bsd 3-clause": "BSD-3-Clause",
    "bsd 2-clause": "BSD-2-Clause",
    "bsd-2": "BSD-2-Clause",
    "3-clause bsd": "BSD-3-Clause",
    "2-clause bsd": "BSD-2-Clause",
    "gplv3": "GPL-3.0-only",
    "gplv3+": "GPL-3.0-or-later",
    "gplv2": "GPL-2.0-only",
    "gplv2+": "GPL-2.0-or-later",
    "lgplv3": "LGPL-3.0-only",
    "lgplv3+": "LGPL-3.0-or-later",
    "agplv3": "AGPL-3.0-only",
    "agplv3+": "AGPL-3.0-or-later",
    "mpl 2.0": "MPL-2.0",
    "isc license": "ISC",
    "the unlicense": "Unlicense",
    "mit/apache-2.0": "MIT OR Apache-2.0",
    "apache-2.0/mit": "Apache-2.0 OR MIT",
}
"""Ways to write a licence that are common, mean one thing, and are not SPDX."""
CLASSIFIERS = {
    "MIT License": "MIT",
    "Apache Software License": None,
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU General Public License v2 (GPLv2)": "GPL-2.0-only",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU General Public License v3 (GPLv3)": "GPL-3.0-only",
    "GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    "GNU Affero General Public License v3": "AGPL-3.0-only",
    "GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
    "The Unlicense (Unlicense)": "Unlicense",
    "BSD License": None,
    "MIT No Attribution License (MIT-0)": "MIT-0",
    "zlib/libpng License": "Zlib",
    "Boost Software License 1.0 (BSL-1.0)": "BSL-1.0",
    "Eclipse Public License 2.0 (EPL-2.0)": "EPL-2.0",
}
"""Trove classifiers below `License :: OSI Approved`; None where one names a family, not a licence."""
_LONGEST = 500
"""Characters that no expression exceeds; a longer one is the licence's own text."""
_CLASSIFIER = "License :: OSI Approved :: "
_NO_LICENCE = frozenset({"", "unlicensed", "proprietary", "private", "none", "other", "custom", "unknown", "commercial", "all rights reserved"})


def wants(path: str) -> bool:
    """Manifests, up to two folders deep."""
    return bool(_PATH.match(path))


def extract(files: Sequence[FileContent]) -> Extracted:
    """One row for each manifest that declares a licence. A manifest that cannot be parsed is a Problem."""
    rows: list[Licence] = []
    problems: list[Problem] = []
    for file in sorted(files, key=lambda file: (file.path.count("/"), file.path)):
        try:
            declared, key = _DECLARED[file.name](file.text)
        except (ValueError, RecursionError, configparser.Error):
            what, mend = "the manifest cannot be parsed, so its licence is not known", "Correct its syntax"
            problems.append(Problem(file.place(1), what, mend, ("licences",)))
            continue
        if declared is None:
            continue
        line = _line(file.text, key, declared)
        expression, fault = checked(declared)
        rows.append(Licence(file.repository, file.path, line, "manifest", expression))
        if fault and file.name != "setup.cfg":  # where the field is free text
            mend = "Write an SPDX expression, see spdx.org/licenses"
            problems.append(Problem(file.place(line), f"the licence '{declared[:80]}' {fault}", mend))
    return Extracted(tuple(rows), tuple(problems))


def checked(declared: str) -> tuple[str | None, str]:
    """The normal form of a declared licence; None, with what is wrong, where it is no SPDX expression."""
    from license_expression import get_spdx_licensing  # type: ignore[import-untyped]  # noqa: PLC0415  # ships no types; 70 ms to import

    text = declared.strip()
    if text.lower() in _NO_LICENCE or text.lower().startswith("licenseref-"):
        return (text if text.lower().startswith("licenseref-") else None), ""
    known = ALIASES.get(text.lower(), text)
    if len(known) > _LONGEST:
        return None, "is longer than any expression"
    licensing = get_spdx_licensing()
    try:
        told = licensing.validate(known)
    except (RecursionError, AttributeError):  # license-expression 30.4 fails with AttributeError on `MIT AND` and `MIT/X`
        return None, "is not an SPDX expression"
    unknown = [symbol for symbol in told.invalid_symbols if not symbol.startswith(("LicenseRef-", "DocumentRef-"))]
    if told.errors and (unknown or not told.invalid_symbols):
        return None, "is not an SPDX expression"
    return (told.normalized_expression or known), ""


def _pyproject(text: str) -> tuple[str | None, str]:
    content = tomllib.loads(text)
    project, tool = _table(content, "project"), _table(_table(content, "tool"), "poetry")
    licence = project.get("license", tool.get("license"))
    if isinstance(licence, dict):
        written = licence.get("text")
        licence = written if isinstance(written, str) and "\n" not in written.strip() and len(written) < _LONGEST else None
    if isinstance(licence, str):
        return licence, "license"
    classifiers = project.get("classifiers", tool.get("classifiers"))
    for classifier in classifiers if isinstance(classifiers, list) else ():
        name = str(classifier).removeprefix(_CLASSIFIER)
        if name != classifier and CLASSIFIERS.get(name):
            return CLASSIFIERS[name], str(classifier)
    return None, ""


def _cargo(text: str) -> tuple[str | None, str]:
    content = tomllib.loads(text)
    for package in (_table(content, "package"), _table(_table(content, "workspace"), "package")):
        licence = package.get("license")
        if isinstance(licence, str):
            return licence.replace("/", " OR "), "license"
    return None, ""


def _setup_cfg(text: str) -> tuple[str | None, str]:
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
    parser.read_string(text)
    licence = parser.get("metadata", "license", fallback=None) or parser.get("metadata", "license_expression", fallback=None)
    return (licence, "license") if licence and "\n" not in licence.strip() else (None, "")


def _package_json(text: str) -> tuple[str | None, str]:
    content = json.loads(text)
    if not isinstance(content, dict):
        return None, ""
    licence = content.get("license", content.get("licenses"))
    if isinstance(licence, list):
        names = [_type(item) for item in licence]
        licence = " OR ".join(name for name in names if name) or None
    licence = _type(licence)
    if licence is None or licence.upper().startswith("SEE LICEN"):
        return None, ""
    return licence, "license"


def _type(licence: object) -> str | None:
    if isinstance(licence, dict):
        licence = licence.get("type")
    return licence if isinstance(licence, str) else None


def _table(content: dict[str, object], key: str) -> dict[str, object]:
    value = content.get(key)
    return value if isinstance(value, dict) else {}


def _line(text: str, key: str, declared: str) -> int:
    """The line of the key whose value is declared; the first that names the key, else 1."""
    first = 0
    for number, line in enumerate(text.splitlines(), 1):
        if key in line and not line.lstrip().startswith("#"):
            if " :: " in key:
                return number
            if re.split(r"/| OR ", declared)[0] in line:
                return number
            first = first or (number if re.match(rf"\s*[\"']?{re.escape(key)}s?[\"']?\s*[:=]", line) else 0)
    return first or 1


_DECLARED: dict[str, Callable[[str], tuple[str | None, str]]] = {
    "pyproject.toml": _pyproject,
    "setup.cfg": _setup_cfg,
    "Cargo.toml": _cargo,
    "package.json": _package_json,
    "composer.json": _package_json,
}
"""How each manifest declares it: the licence as written and the words of its line; None where it declares none."""
