"""Which records of a run nobody has confirmed. Apart from the reports, which an assessment does without."""

from __future__ import annotations

from collections.abc import Mapping

from quarterdeck.app.pipeline import Run
from quarterdeck.kernel.text import Name


def drafts(run: Run) -> Mapping[Name, Name]:
    """What records that nobody has confirmed are called, with the file of each; of people none, whose names in reports are those of who committed."""
    told = run.connection.execute("SELECT kind, label, path FROM records WHERE drafted AND kind <> 'person' ORDER BY record").fetchall()
    return {Name(kind, label): Name("path", path) for kind, label, path in told}
