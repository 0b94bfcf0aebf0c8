"""Conclude the published run again, from the evidence that its manifest pins: how explanations and queries see what a report saw."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from quarterdeck.app.imports import upsert
from quarterdeck.app.keeping.ledger import Entry
from quarterdeck.app.keeping.store import Store
from quarterdeck.app.pipeline import Run
from quarterdeck.app.record.standing import Standing
from quarterdeck.app.request import Request
from quarterdeck.evidence.code import MailmapEntry
from quarterdeck.kernel.problem import Place, Problem


class NothingThereError(LookupError):
    """The folder holds no published assessment, or one that this version cannot read."""


def recall(out: Path, *, newest_imports: bool = False) -> Run:
    """The published run of the folder, with the imports that it saw, or with those that came since. Raises ``NothingThereError``."""
    store = Store(out)
    said = store.manifest
    if store.outdated:
        raise NothingThereError(f"{out} holds an assessment by another version of quarterdeck, which this one cannot read; assess again with `--out {out}`")
    if "run" not in said:
        raise NothingThereError(f"{out} holds no assessment; run `quarterdeck assess PATH --out {out}` first")
    if not newest_imports:
        upsert.pin(store, said.get("imported", {}))
    company = Standing.kept(said["company"]) if "company" in said else Standing()
    terms = company.terms(said["assume"])
    since = date.fromisoformat(said["since"]) if said["since"] else None
    request = Request(
        (),
        out,
        date.fromisoformat(said["as_of"]),
        since,
        terms,
        [MailmapEntry(**entry) for entry in said["mailmap"]],
        company,
        seed=said["seed"],
    )
    problems = [Problem(Place(**p["place"]), p["what"], p["mend"], tuple(p["silences"])) for p in said["problems"]]
    return Run(request, [Entry(**entry) for entry in said["repositories"]], store, problems)
