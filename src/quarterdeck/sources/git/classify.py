"""What a tracked file is, told from its path and its contents. Pure.

Roles follow the conventions that people and tools share (GitHub Linguist's vendored, generated and documentation paths; the test
folders and names of the common test runners). A path is asked first; contents only tell generated files; other people's code has a module of its own
(`vendored`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quarterdeck.evidence.roles import is_test
from quarterdeck.sources.git.vendored import by_place

PROGRAMMING = {
    "py": "Python", "pyi": "Python", "pyx": "Cython", "pxd": "Cython", "ipynb": "Jupyter Notebook",
    "js": "JavaScript", "mjs": "JavaScript", "cjs": "JavaScript", "jsx": "JavaScript", "ts": "TypeScript", "mts": "TypeScript",
    "cts": "TypeScript", "tsx": "TypeScript", "vue": "Vue", "svelte": "Svelte", "coffee": "CoffeeScript",
    "java": "Java", "kt": "Kotlin", "kts": "Kotlin", "scala": "Scala", "groovy": "Groovy", "gradle": "Groovy", "clj": "Clojure",
    "go": "Go", "rs": "Rust", "c": "C", "h": "C", "cc": "C++", "cpp": "C++", "cxx": "C++", "hh": "C++", "hpp": "C++", "hxx": "C++",
    "m": "Objective-C", "mm": "Objective-C", "swift": "Swift", "cs": "C#", "fs": "F#", "vb": "Visual Basic",
    "rb": "Ruby", "rake": "Ruby", "gemspec": "Ruby", "ru": "Ruby", "php": "PHP", "pl": "Perl", "pm": "Perl", "t": "Perl",
    "sh": "Shell", "bash": "Shell", "zsh": "Shell", "fish": "Shell", "ps1": "PowerShell", "psm1": "PowerShell", "bat": "Batch",
    "cmd": "Batch", "lua": "Lua", "r": "R", "jl": "Julia", "dart": "Dart", "ex": "Elixir", "exs": "Elixir", "erl": "Erlang",
    "hs": "Haskell", "ml": "OCaml", "mli": "OCaml", "elm": "Elm", "zig": "Zig", "nim": "Nim", "sql": "SQL", "tcl": "Tcl",
    "el": "Emacs Lisp", "awk": "Awk", "tf": "HCL", "hcl": "HCL", "proto": "Protocol Buffers", "thrift": "Thrift", "graphql": "GraphQL",
    "sol": "Solidity", "cmake": "CMake", "mk": "Makefile", "y": "Yacc", "l": "Lex", "asm": "Assembly", "s": "Assembly", "f90": "Fortran",
    "pas": "Pascal", "cob": "COBOL", "cbl": "COBOL", "vim": "Vim Script", "m4": "M4", "d": "D", "cu": "CUDA", "glsl": "GLSL",
}  # fmt: skip
"""Ending of the name → programming language."""
MARKUP = {
    "html": "HTML", "htm": "HTML", "xhtml": "HTML", "css": "CSS", "scss": "SCSS", "sass": "Sass", "less": "Less", "erb": "ERB",
    "haml": "Haml", "slim": "Slim", "j2": "Jinja", "jinja": "Jinja", "jinja2": "Jinja", "hbs": "Handlebars", "mustache": "Mustache",
    "ejs": "EJS", "pug": "Pug", "twig": "Twig", "xsl": "XSLT", "xslt": "XSLT", "builder": "Ruby",
}  # fmt: skip
"""Ending of the name → markup or template language, which people write by hand as they write code."""
PROSE = {"md": "Markdown", "markdown": "Markdown", "rst": "reStructuredText", "txt": "Text", "adoc": "AsciiDoc", "textile": "Textile",
         "rdoc": "RDoc", "org": "Org", "tex": "TeX", "pod": "Pod", "po": "Gettext", "pot": "Gettext", "texi": "Texinfo"}  # fmt: skip
CONFIGURATION = {"yml": "YAML", "yaml": "YAML", "toml": "TOML", "ini": "INI", "cfg": "INI", "conf": "Configuration",
                 "properties": "Properties", "env": "Configuration", "lock": "Lock file", "editorconfig": "INI", "gitignore": "Ignore list",
                 "gitattributes": "Git attributes", "dockerignore": "Ignore list"}  # fmt: skip
DATA = {
    "json": "JSON",
    "jsonl": "JSON",
    "xml": "XML",
    "csv": "CSV",
    "tsv": "TSV",
    "svg": "SVG",
    "geojson": "JSON",
    "plist": "XML",
}
NAMES = {
    "makefile": "Makefile", "gnumakefile": "Makefile", "dockerfile": "Dockerfile", "containerfile": "Dockerfile", "rakefile": "Ruby",
    "gemfile": "Ruby", "jenkinsfile": "Groovy", "vagrantfile": "Ruby", "cmakelists.txt": "CMake", "build": "Starlark", "justfile": "Just",
    "build.bazel": "Starlark", "workspace": "Starlark", "tiltfile": "Starlark", "procfile": "Procfile", "brewfile": "Ruby",
}  # fmt: skip

_GENERATED = re.compile(
    r"(_pb2(_grpc)?\.pyi?|\.pb\.(go|cc|h)|\.pb\.gw\.go|_generated\.\w+|\.generated\.\w+|\.designer\.cs|\.g\.dart|\.freezed\.dart|\.js\.map|\.css\.map|"
    r"(^|/)zz_generated[^/]*|(^|/)(dist|generated|__generated__|gen)/[^/]+.*|mock_[^/]+\.go|_string\.go|"
    r"(^|/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|poetry\.lock|pdm\.lock|uv\.lock|pipfile\.lock|go\.sum|cargo\.lock|gemfile\.lock|composer\.lock))$",
    re.IGNORECASE,
)
_FIXTURE = re.compile(r"(^|/)(fixtures?|testdata|test[-_]data|__snapshots__|__fixtures__|cassettes|golden)/", re.IGNORECASE)
_DOCUMENTATION = re.compile(
    r"(^|/)(docs?|documentation|javadoc|man|guides?)/|(^|/)(readme|changelog|changes|history|licen[cs]e|copying|authors|contributing|news|"
    r"code_of_conduct|security|maintainers|install|todo|notice)(\.\w+)?$",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(r"(^|/)(examples?|samples?|demos?)/", re.IGNORECASE)
_GENERATED_WORDS = (b"@generated", b"do not edit", b"code generated by", b"autogenerated", b"automatically generated", b"generated by the protocol buffer")
_HEAD_OF_FILE = 600
_PACKED = 110
"""Linguist's rule for minified code: lines that are longer than this on average were written by a machine. Not for CSS, as there: it holds pictures."""

VERSION = "files 2"
"""Bump when the same file is told as something else."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """Language (``None`` when unknown), whether people write it as they write code, and role."""

    language: str | None
    is_code: bool
    role: str


def by_path(path: str) -> FileKind:
    """What the path alone tells."""
    name = path.rsplit("/", 1)[-1].lower()
    ending = name.rsplit(".", 1)[-1] if "." in name else ""
    stem = name.split(".", 1)[0]
    if name in NAMES or (stem in {"dockerfile", "makefile", "jenkinsfile"} and ending not in PROSE):
        language: str | None = NAMES.get(name) or NAMES[stem]
        is_code = True
    elif ending in PROGRAMMING:
        language, is_code = PROGRAMMING[ending], True
    elif ending in MARKUP:
        language, is_code = MARKUP[ending], True
    else:
        language, is_code = PROSE.get(ending) or CONFIGURATION.get(ending) or DATA.get(ending), False
    return FileKind(language, is_code, _role(path, ending, is_code=is_code))


_ROLES_BY_PATH: tuple[tuple[Callable[[str], object], str], ...] = (
    (_GENERATED.search, "generated"),
    (by_place, "vendored"),
    (_FIXTURE.search, "data"),  # what tests read is material, whatever its ending
    (is_test, "test"),
)


def _role(path: str, ending: str, *, is_code: bool) -> str:
    told = next((role for fits, role in _ROLES_BY_PATH if fits(path)), None)
    if told:
        return told
    if ending in PROSE or _DOCUMENTATION.search(path) or _EXAMPLES.search(path):
        return "documentation"
    if is_code:
        return "production"
    return "configuration" if ending in CONFIGURATION or path.rsplit("/", 1)[-1].startswith(".") else "data"


@dataclass(frozen=True, slots=True)
class Shape:
    """What contents tell: lines, blank lines, mean and deepest indentation in levels; all ``None`` for binary contents."""

    lines: int | None
    blank: int | None
    nesting: float | None
    deepest: int | None
    generated: bool = False


def is_minified(language: str | None, size: int, lines: int | None) -> bool:
    """JavaScript in so few and so long lines that nobody edits it."""
    return language == "JavaScript" and bool(lines) and size > _PACKED * (lines or 0)


_LEAD = re.compile(rb"^([ \t]*)(?!\r?$)[^ \t\n]", re.MULTILINE)
"""The indentation of a line that holds more than white space."""
_BINARY = Shape(None, None, None, None)


def by_contents(data: bytes) -> Shape:
    """The shape of a text.

    Indentation as a language-neutral proxy of complexity follows Hindle, Godfrey & Holt (2008): the depth of each non-blank line,
    in levels, where a level is a tab or the smallest step that the file itself uses (two to eight spaces, four when it shows none).
    """
    if b"\0" in data[:8000]:
        return _BINARY
    lines = data.count(b"\n") + (not data.endswith(b"\n") and data != b"")
    told = Counter[int]()
    for lead, count in Counter(_LEAD.findall(data)).items():
        told[len(lead) + 3 * lead.count(b"\t")] += count
    written = told.total()
    step = 4 if b"\n\t" in data else _step(told)
    mean = sum(indent // step * count for indent, count in told.items()) / written if written else 0.0
    head = data[:_HEAD_OF_FILE].lower()
    generated = any(words in head for words in _GENERATED_WORDS)
    return Shape(lines, lines - written, round(mean, 3), max(told, default=0) // step, generated)


def _step(told: Mapping[int, int]) -> int:
    """The smallest indentation that occurs often enough to be a habit: at least one indented line in twenty."""
    indented = sum(count for indent, count in told.items() if indent > 1)
    habits = (step for step in (2, 3, 4, 8) if told.get(step, 0) * 20 >= indented)
    return next(habits, 4) if indented else 4
