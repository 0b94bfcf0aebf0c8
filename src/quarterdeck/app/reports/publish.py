"""Write a run's reports beside its evidence, whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from quarterdeck.app.keeping.store import write_atomically
from quarterdeck.app.pipeline import Run
from quarterdeck.app.program import written
from quarterdeck.reports.redaction import Disguise
from quarterdeck.reports.summary import Summary

_MARK = ".report"
"""What the reports in the folder were made of, their own hash, and the summary: so that the same ones are not made again."""


@dataclass(frozen=True, slots=True)
class Published:
    """The report as HTML and as Markdown, and what it comes to on one screen."""

    page: Path
    text: Path
    summary: Summary


def publish(run: Run, disguise: Disguise) -> Published:
    """Write the reports. Where the same ones stand there already, they stay."""
    page, text, mark = (run.request.out / name for name in ("report.html", "report.md", _MARK))
    made_of = "" if disguise.redaction.kinds else _made_of(run)  # other words under the same id
    if made_of and (standing := _standing(mark, made_of, [page, text])):
        return Published(page, text, standing)
    from quarterdeck.app.reports.drafted import drafts  # noqa: PLC0415  # as above
    from quarterdeck.app.reports.reporting import report  # noqa: PLC0415  # every practice is loaded: not where the report stands there already
    from quarterdeck.app.reports.summing_up import summary  # noqa: PLC0415  # as above
    from quarterdeck.reports.drafts import marked  # noqa: PLC0415  # as above
    from quarterdeck.reports.finishing import finished  # noqa: PLC0415  # as above
    from quarterdeck.reports.render.html import html  # noqa: PLC0415  # as above
    from quarterdeck.reports.render.look import HOUSE  # noqa: PLC0415  # as above
    from quarterdeck.reports.render.markdown import markdown  # noqa: PLC0415  # as above
    from quarterdeck.reports.terms import explained  # noqa: PLC0415  # as above

    whole = disguise.document(explained(marked(finished(report(run, disguise.withheld)), drafts(run))))
    look = HOUSE if "company" in disguise.redaction.kinds else replace(run.request.company.look, language=HOUSE.language)  # a logo tells a name
    write_atomically(page, html(whole, look).encode("utf-8", "backslashreplace"))
    write_atomically(text, markdown(whole).encode("utf-8", "backslashreplace"))
    told = summary(run, disguise)  # after the report, in which pseudonyms are given
    kept = {"made_of": made_of, "pages": _hash([page, text]), "summary": asdict(told)}
    write_atomically(mark, json.dumps(kept).encode())
    return Published(page, text, told)


def _standing(mark: Path, made_of: str, pages: Sequence[Path]) -> Summary | None:
    """The summary of the reports that stand there, if they were made of the same and nobody has changed them since."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        kept = json.loads(mark.read_text())
        if (kept.get("made_of"), kept.get("pages")) == (made_of, _hash(pages)):
            return Summary.kept(kept["summary"])
    return None


def _made_of(run: Run) -> str:
    """Everything that a report depends on: what the run concludes of what, the problems met before, and the program down to its files."""
    return hashlib.sha256(f"{run.id} {written()} {run.met}".encode()).hexdigest()


def _hash(paths: Sequence[Path]) -> str:
    found = hashlib.sha256()
    for path in paths:
        found.update(path.read_bytes())
    return found.hexdigest()
