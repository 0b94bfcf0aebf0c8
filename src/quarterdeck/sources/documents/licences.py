"""Licence files, recognised by phrases that stand in one licence text and in no other.

Texts are compared in lower case, without punctuation. A text of the GNU licences alone does not say "or later": it is told as
`-only`, which is how SPDX reads the old identifiers without a suffix.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quarterdeck.evidence.files import Extracted
from quarterdeck.evidence.governance import Licence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quarterdeck.evidence.files import FileContent

_FILE = re.compile(
    r"^(?!.*(?:^|/)(?:node_modules|vendor|third_party|site-packages)/)(?!docs?/.*\.(?:md|rst|txt)$)(?:[^/]+/){0,2}"
    r"(?:(?:[\w.-]+[-_.])?(?:LICEN[CS]E|COPYING|UNLICEN[CS]E)(?:[-_.][\w.-]+)?|LICEN[CS]ES/[^/]+\.txt)$",
    re.IGNORECASE,
)
_NO_TEXT = re.compile(r"\.(py|rb|js|ts|go|java|c|h|cpp|php|sh|erb|tt|html?|svg|png|json|ya?ml|toml|xml|lock|header|tmpl)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """A licence: its SPDX expression, phrases that its text holds, and phrases that tell another licence instead."""

    expression: str
    holds: tuple[str, ...]
    without: tuple[str, ...] = ()


_BSD = "redistribution and use in source and binary forms with or without modification are permitted"
_ENDORSE = "used to endorse or promote products derived from this software"
_MIT = "permission is hereby granted free of charge to any person obtaining a copy"
_MIT_NOTICE = "and this permission notice shall be included in all copies or substantial portions of the software"
_ISC = "permission to use copy modify and or distribute this software for any purpose with or without fee is hereby granted"

KNOWN: tuple[Known, ...] = (
    Known("MIT", (_MIT, _MIT_NOTICE), ("except as contained in this notice the name",)),
    Known("X11", (_MIT, "except as contained in this notice the name")),
    Known("MIT-0", (_MIT,), (_MIT_NOTICE, "this permission notice shall be included", "distribute with modifications")),
    Known("ISC", (_ISC, "provided that the above copyright notice and this permission notice appear in all copies")),
    Known("0BSD", (_ISC,), ("provided that the above copyright notice",)),
    Known("BSD-2-Clause", (_BSD,), (_ENDORSE, "all advertising materials")),
    Known("BSD-3-Clause", (_BSD, _ENDORSE), ("all advertising materials",)),
    Known("BSD-4-Clause", (_BSD, "all advertising materials")),
    Known("Apache-2.0 WITH LLVM-exception", ("apache license version 2 0 january 2004", "llvm exceptions to the apache 2 0 license")),
    Known("Apache-2.0", ("apache license version 2 0 january 2004",), ("llvm exceptions to the apache 2 0 license",)),
    Known(
        "Apache-2.0",
        ("licensed under the apache license version 2 0 the license you may not use",),
        ("apache license version 2 0 january 2004",),
    ),
    Known("GPL-1.0-only", ("gnu general public license version 1 february 1989",)),
    Known("GPL-2.0-only", ("gnu general public license version 2 june 1991",)),
    Known("GPL-3.0-only", ("gnu general public license version 3 29 june 2007",)),
    Known("LGPL-2.0-only", ("gnu library general public license version 2 june 1991",)),
    Known("LGPL-2.1-only", ("gnu lesser general public license version 2 1 february 1999",)),
    Known("LGPL-3.0-only", ("gnu lesser general public license version 3 29 june 2007",)),
    Known("AGPL-3.0-only", ("gnu affero general public license version 3 19 november 2007",)),
    Known("MPL-1.1", ("mozilla public license version 1 1 1 definitions",)),
    Known("MPL-2.0", ("mozilla public license version 2 0 1 definitions",)),
    Known("EPL-1.0", ("eclipse public license v 1 0 the accompanying program",)),
    Known("EPL-2.0", ("eclipse public license v 2 0 the accompanying program",)),
    Known("EUPL-1.2", ("european union public licence v 1 2 eupl",)),
    Known("Unlicense", ("this is free and unencumbered software released into the public domain",)),
    Known("CC0-1.0", ("cc0 1 0 universal", "statement of purpose")),
    Known("CC-BY-4.0", ("creative commons attribution 4 0 international public license",)),
    Known("CC-BY-SA-4.0", ("creative commons attribution sharealike 4 0 international public license",)),
    Known("BUSL-1.1", ("business source license 1 1", "change date")),
    Known("SSPL-1.0", ("server side public license version 1 october 16 2018",)),
    Known("Elastic-2.0", ("elastic license 2 0", "you may not provide the software to third parties as a hosted or managed service")),
    Known("BSL-1.0", ("boost software license version 1 0 august 17th 2003",)),
    Known(
        "Zlib",
        ("altered source versions must be plainly marked as such", "the origin of this software must not be misrepresented"),
    ),
    Known("Artistic-2.0", ("the artistic license 2 0 copyright",)),
    Known("Python-2.0", ("python software foundation license version 2", "beopen com")),
    Known("PSF-2.0", ("python software foundation license version 2",), ("beopen com",)),
    Known("OFL-1.1", ("sil open font license version 1 1 26 february 2007",)),
    Known("WTFPL", ("do what the fuck you want to public license version 2 december 2004",)),
    Known("PolyForm-Noncommercial-1.0.0", ("polyform noncommercial license 1 0 0",)),
    Known("MS-PL", ("microsoft public license ms pl",)),
)
"""From the texts at spdx.org/licenses."""
_RIDERS = ("commons clause license condition",)
"""Phrases that change a licence into one that SPDX does not know."""


def wants(path: str) -> bool:
    """Licence files, up to two folders deep."""
    return bool(_FILE.match(path)) and not _NO_TEXT.search(path)


def extract(files: Sequence[FileContent]) -> Extracted:
    """One row for each licence file, in the order of their paths."""
    rows = []
    for file in sorted(files, key=lambda file: (file.path.count("/"), file.path)):
        expression = recognise(file.text)
        how = "text" if expression else "file"
        rows.append(Licence(file.repository, file.path, 1, how, expression))
    return Extracted(tuple(rows))


def recognise(text: str) -> str | None:
    """The SPDX expression of a licence text; several texts in one file are joined by AND; None when no text is known."""
    plain = normalised(text)
    if any(rider in plain for rider in _RIDERS):
        return None
    found = [known.expression for known in KNOWN if all(phrase in plain for phrase in known.holds) and not any(phrase in plain for phrase in known.without)]
    return " AND ".join(dict.fromkeys(found)) or None


def normalised(text: str) -> str:
    """Lower case, words only: what re-wrapping, comment marks and quotes do not change."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))
