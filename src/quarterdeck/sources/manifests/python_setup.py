"""What ``setup.cfg`` and ``setup.py`` declare. Neither is executed.

``setup.cfg`` is read for setuptools' ``[options]`` and ``[options.extras_require]`` and for pbr's ``[extras]``. Of ``setup.py`` only
what stands there as plain lists and texts (``install_requires=["a>=1"]``, or the name of such a list) is read; what a program works
out stays unknown, and says nothing.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.sources.manifests.document import BOTH, brief, problem, source_text, too_big
from quarterdeck.sources.manifests.python_project import python_range
from quarterdeck.sources.manifests.recognise import is_development
from quarterdeck.sources.manifests.rows import DEVELOPMENT, RUNTIME, Notes, Sheet
from quarterdeck.sources.manifests.wishes import HOW_TO_WRITE, Unreadable, read_wish

BIGGEST = 1_000_000
"""Bytes above which these files are refused."""
DEEPEST = 10
"""Names and sums followed within each other."""

_SECTION = re.compile(r"\[([^\]]*)\]\s*(?:[#;].*)?$")
_KEY = re.compile(r"([^\s=:#;\[][^=:]*?)\s*[=:]\s*(.*)$")
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_SETUP = re.compile(r"\bsetup\s*\(")


@dataclass(slots=True)
class _Entry:
    """A key of an INI file, with the lines of its value."""

    section: str
    key: str
    line: int
    values: list[tuple[int, str]] = field(default_factory=list)


def read_setup_cfg(file: FileContent) -> Extracted:
    """The packages, extras and range of Pythons that a ``setup.cfg`` declares."""
    refused = too_big(file, BOTH, BIGGEST)
    if refused:
        return Extracted(problems=(refused,))
    notes, sheet = Notes(), Sheet(file, "setup.cfg", "PyPI")
    for entry in _entries(file, notes):
        key = entry.key.lower().replace("-", "_")
        if entry.section == "options" and key == "install_requires":
            _requirements(sheet, notes, entry.values, RUNTIME)
        elif entry.section == "options" and key == "tests_require":
            _requirements(sheet, notes, entry.values, DEVELOPMENT)
        elif entry.section in {"options.extras_require", "extras"}:
            _requirements(sheet, notes, entry.values, DEVELOPMENT if is_development(entry.key) else RUNTIME)
        elif entry.section in {"options", "metadata"} and key in {"python_requires", "requires_python"}:
            notes.rows.extend(python_range(file, line, value) for line, value in entry.values[:1])
    return notes.extracted(file)


def _entries(file: FileContent, notes: Notes) -> Iterator[_Entry]:
    section = ""
    entry: _Entry | None = None
    for number, raw in enumerate(source_text(file).split("\n"), 1):
        content = raw.strip()
        if not content or content[0] in "#;":
            continue
        if raw[0].isspace() and entry is not None:
            entry.values.append((number, content))
            continue
        if entry is not None:
            yield entry
            entry = None
        if match := _SECTION.match(content):
            section = match.group(1).strip()
        elif section and (match := _KEY.match(content)):
            entry = _Entry(section, match.group(1), number)
            if match.group(2):
                entry.values.append((number, match.group(2)))
        else:
            what = f"'{brief(content)}' is neither a section nor 'key = value'"
            notes.problems.append(problem(file, number, what, "Correct the syntax", BOTH))
            return
    if entry is not None:
        yield entry


def _requirements(sheet: Sheet, notes: Notes, values: list[tuple[int, str]], scope: str) -> None:
    """One requirement a line; a value on one line is split at semicolons, as setuptools does. ``file:`` names another file."""
    if len(values) == 1:
        number, only = values[0]
        values = [(number, part) for part in only.split(";")]
    for number, written in values:
        requirement = _COMMENT.sub("", written).strip()
        if requirement and not requirement.startswith("file:"):
            _note(sheet, notes, number, requirement, scope)


def _note(sheet: Sheet, notes: Notes, line: int, requirement: str, scope: str) -> None:
    found = read_wish(requirement)
    if isinstance(found, Unreadable):
        notes.problems.append(problem(sheet.file, line, found.what, HOW_TO_WRITE, found.silences))
    elif found is not None:
        row = sheet.row(found.name, line, requirement=found.requirement, version=found.version, scope=scope)
        notes.rows.append(row)


def read_setup_py(file: FileContent) -> Extracted:
    """What a ``setup.py`` says in plain lists and texts; nothing for a file that only bears the name."""
    refused = too_big(file, BOTH, BIGGEST)
    if refused:
        return Extracted(problems=(refused,))
    source = source_text(file)
    if not _SETUP.search(source):
        return Extracted()
    notes, sheet = Notes(), Sheet(file, "setup.py", "PyPI")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of other people's code: a bad escape is theirs to mend, not ours to print
            tree = ast.parse(source)
    except SyntaxError as error:
        what = f"not valid Python: {error.msg}"
        notes.problems.append(problem(file, error.lineno or 1, what, "Correct the syntax", BOTH, error.offset or 0))
        return notes.extracted(file)
    except (ValueError, RecursionError, MemoryError):
        notes.problems.append(problem(file, 1, "the Python cannot be read", "Correct the file", BOTH))
        return notes.extracted(file)
    names = {target.id: node.value for node in tree.body if isinstance(node, ast.Assign) for target in node.targets if isinstance(target, ast.Name)}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_setup(node.func)):
        _call(sheet, notes, call, names)
    return notes.extracted(file)


def _is_setup(function: ast.expr) -> bool:
    """``setup(…)`` or ``setuptools.setup(…)``; another object's method of that name is not meant."""
    if isinstance(function, ast.Attribute):
        return function.attr == "setup" and isinstance(function.value, ast.Name) and function.value.id in {"setuptools", "core"}
    return isinstance(function, ast.Name) and function.id == "setup"


def _call(sheet: Sheet, notes: Notes, call: ast.Call, names: Mapping[str, ast.expr]) -> None:
    given = {keyword.arg: _meant(keyword.value, names) for keyword in call.keywords if keyword.arg}
    for argument, scope in (("install_requires", RUNTIME), ("tests_require", DEVELOPMENT)):
        for line, requirement in _texts(given.get(argument), names):
            _note(sheet, notes, line, requirement, scope)
    extras = given.get("extras_require")
    if isinstance(extras, ast.Dict):
        for key, value in zip(extras.keys, extras.values, strict=True):
            name = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
            for line, requirement in _texts(_meant(value, names), names):
                _note(sheet, notes, line, requirement, DEVELOPMENT if is_development(name) else RUNTIME)
    python = given.get("python_requires")
    if isinstance(python, ast.Constant) and isinstance(python.value, str):
        notes.rows.append(python_range(sheet.file, python.lineno, python.value))


def _meant(value: ast.expr, names: Mapping[str, ast.expr]) -> ast.expr:
    return names.get(value.id, value) if isinstance(value, ast.Name) else value


def _texts(value: ast.expr | None, names: Mapping[str, ast.expr], depth: int = 0) -> Iterator[tuple[int, str]]:
    """The texts of a literal list, of a name bound to one, or of a sum of such; nothing for anything worked out."""
    if value is None or depth > DEEPEST:
        return
    if isinstance(value, ast.Name) and value.id in names:
        yield from _texts(names[value.id], names, depth + 1)
    elif isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        yield from _texts(value.left, names, depth + 1)
        yield from _texts(value.right, names, depth + 1)
    elif isinstance(value, ast.List | ast.Tuple | ast.Set):
        for item in value.elts:
            if isinstance(item, ast.Constant) and isinstance(item.value, str):
                yield item.lineno, item.value
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        for offset, line in enumerate(value.value.split("\n")):
            if line.strip():
                yield value.lineno + offset, line
