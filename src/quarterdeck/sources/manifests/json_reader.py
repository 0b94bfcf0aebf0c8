"""JSON with the lines of its keys. The standard library reads the values; a scan of the tokens finds the places."""

from __future__ import annotations

import json
import re
from bisect import bisect_left

from quarterdeck.evidence.files import FileContent
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.document import Document, Steps
from quarterdeck.sources.manifests.document import problem, source_text, too_big

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],]', re.DOTALL)
_NESTED = "dependencies"
_LEVELS = 2
_DEEPEST = 60


def read_json(file: FileContent, silences: tuple[str, ...]) -> Document | Problem:
    """The file as a Document, or why it cannot be read.

    Lines are known for keys of the first two levels and for keys of any mapping named ``dependencies`` (which older npm lock
    files nest). Of a key that stands twice the last counts.
    """
    refused = too_big(file, silences)
    if refused:
        return refused
    source = source_text(file)
    try:
        data: object = json.loads(source)
    except json.JSONDecodeError as error:
        what = f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        return problem(file, error.lineno, what, "Correct the syntax", silences, error.colno)
    except RecursionError:
        return problem(file, 1, "the JSON is nested too deeply to be read", "Flatten it", silences)
    except ValueError as error:  # a number with thousands of digits
        return problem(file, 1, f"not readable JSON: {str(error)[:120]}", "Correct the value", silences)
    return Document(data, key_lines(source))


def key_lines(source: str) -> dict[Steps, int]:
    """Where keys stand (1-based lines) in a text that is known to be JSON; see ``read_json`` for which."""
    ends = [match.start() for match in re.finditer("\n", source)]
    found: dict[Steps, int] = {}
    path: list[str | int] = []
    awaits_key = False
    for match in _TOKEN.finditer(source):
        token = match.group()
        if token == "{":
            path.append("")
            awaits_key = True
        elif token == "[":
            path.append(0)
            awaits_key = False
        elif token in "]}":
            path.pop()
            awaits_key = False
        elif token == ",":
            inside = path[-1]
            if isinstance(inside, int):
                path[-1] = inside + 1
            else:
                awaits_key = True
        elif awaits_key:
            path[-1] = json.loads(token) if "\\" in token else token[1:-1]
            awaits_key = False
            if len(path) <= _LEVELS or (path[-2] == _NESTED and len(path) <= _DEEPEST):
                found[tuple(path)] = bisect_left(ends, match.start()) + 1
    return found
