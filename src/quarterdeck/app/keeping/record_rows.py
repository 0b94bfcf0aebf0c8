"""Keep a run's records beside its evidence, so that what it concluded can be concluded again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from quarterdeck import __version__
from quarterdeck.app.keeping.store import Provenance, Store
from quarterdeck.kernel.subject import stable_id
from quarterdeck.kernel.table import Columns, declared
from quarterdeck.records.tables import Recorded


def keep_records(store: Store, records: Sequence[Recorded], now: datetime) -> None:
    """Make these the folder's records. Nothing is written where they are what it holds already."""
    told = stable_id(json.dumps([asdict(record) for record in records], sort_keys=True)) if records else ""
    if told != fingerprint_of_records(store):
        store.replace(Columns.of(Recorded, records), Provenance("records", __version__, now))
        store.manifest["recorded"] = told


def fingerprint_of_records(store: Store) -> str:
    """The same for the same records, word for word; empty without any."""
    return str(store.manifest.get("recorded", "unknown" if store.files(declared(Recorded).name) else ""))
