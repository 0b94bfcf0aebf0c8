"""Careful access to what a parsed file holds."""

from __future__ import annotations

import re

from quarterdeck.evidence.files import FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.sources.manifests.recognise import is_aside

BIGGEST = 20_000_000
"""Bytes above which a manifest or lock file is refused."""
DEPENDENCIES = ("dependencies",)
RUNTIMES = ("runtimes",)
BOTH = ("dependencies", "runtimes")

_SECRET = re.compile(r"://(?!git@)[^/\s@]{1,300}@")


def table(value: object) -> dict[str, object]:
    """``value`` when it is a mapping with text keys, else an empty one."""
    return {key: item for key, item in value.items() if isinstance(key, str)} if isinstance(value, dict) else {}


def items(value: object) -> list[object]:
    """``value`` when it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def text(value: object) -> str:
    """``value`` when it is text, else ``""``."""
    return value if isinstance(value, str) else ""


def texts(value: object) -> list[str]:
    """The texts in a list; a single text counts as a list of one."""
    return [value] if isinstance(value, str) else [item for item in items(value) if isinstance(item, str)]


def source_text(file: FileContent) -> str:
    """The file's text, with every line end as a line feed; a byte order mark of UTF-16 (PowerShell writes it) is honoured."""
    is_wide = file.data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    decoded = file.data.decode("utf-16", errors="replace") if is_wide else file.text
    return decoded.replace("\r\n", "\n").replace("\r", "\n")


def problem(file: FileContent, line: int, what: str, mend: str, silences: tuple[str, ...], column: int = 0) -> Problem:
    """A Problem in ``file``.

    One in a folder of tests or examples silences nothing: such files are often broken on purpose, and the product does not run
    on them.
    """
    return Problem(file.place(line, column), what, mend, () if is_aside(file.path) else silences)


def too_big(file: FileContent, silences: tuple[str, ...], biggest: int = BIGGEST) -> Problem | None:
    """A Problem when the file is larger than is read."""
    if len(file.data) <= biggest:
        return None
    what = f"the file has {len(file.data)} bytes; more than {biggest} are not read"
    return problem(file, 0, what, "Split it, or keep generated files out of the repository", silences)


def without_secrets(address: str) -> str:
    """An address with the user name and password before its host replaced by ``***``; ``git@`` stays."""
    return _SECRET.sub("://***@", address)


def brief(value: str, length: int = 80) -> str:
    """``value`` on one line, shortened and without passwords in addresses, for a message."""
    line = without_secrets(" ".join(value.split()))
    return line if len(line) <= length else line[: length - 1] + "…"
