"""The result as JSON text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from quarterdeck.app.reports.result import as_dict, result

if TYPE_CHECKING:
    from quarterdeck.app.pipeline import Run
    from quarterdeck.reports.redaction import Disguise


def printed(run: Run, disguise: Disguise) -> str:
    """One JSON document, ending with a line break. Pure ASCII, so that no terminal or pipe can be steered by a name."""
    return json.dumps(as_dict(result(run, disguise.phrase, disguise.problem)), indent=1, allow_nan=False) + "\n"
