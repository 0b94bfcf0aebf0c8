"""What manifests named a year ago: what is new since is told by comparing, as a diff of the whole year would."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from quarterdeck.evidence.dependencies import Dependency, EarlierPackage, Runtime
from quarterdeck.evidence.files import FileContent
from quarterdeck.kernel.table import Columns
from quarterdeck.sources import manifests
from quarterdeck.sources.git import extract
from quarterdeck.sources.git.collect import LARGEST
from quarterdeck.sources.git.command import GitError

if TYPE_CHECKING:
    from quarterdeck.app.gathering.writer import Writer
    from quarterdeck.app.keeping.ledger import Entry
    from quarterdeck.sources.git.collect import Collector, Heads

_LOCKS = re.compile(r"(?:^|/)(?:[^/]*[.-]lock(?:\.ya?ml|\.json)?|pnpm-lock\.yaml|npm-shrinkwrap\.json|go\.sum)$")
"""Files that only pin what manifests name."""


def take_earlier(entry: Entry, heads: Heads, collector: Collector, as_of: date, writer: Writer) -> None:
    """Hand the packages that manifests declared, and the images that they named, a year before; nothing where they were read before.

    The day is the first of that month: it moves by months, so that a run of the next day reads nothing again. Where the history is damaged
    on the way there, nothing is known of then, and the rest of the repository is read all the same.
    """
    try:
        base = collector.newest_until(heads.head, f"{date(as_of.year - 1, as_of.month, 1)}T00:00:00+00:00")
        state = f"{base} {manifests.VERSION}"
        if entry.earlier == state:
            return
        rows = _named(entry.name, base, collector) if base else []
    except GitError:  # what is damaged is told where the history itself is read
        state, rows = "", []
    writer.replace(EarlierPackage, entry.name, Columns.of(EarlierPackage, rows))
    entry.earlier = state


def _named(repository: str, base: str, collector: Collector) -> list[EarlierPackage]:
    wanted = [one for one in extract.tree(collector.tree(base)) if manifests.wants(one.path) and not _LOCKS.search(one.path)]
    sizes = collector.sizes(list(dict.fromkeys(one.blob for one in wanted)))
    small = [one for one in wanted if sizes.get(one.blob, LARGEST) < LARGEST]
    texts = dict(collector.contents(list(dict.fromkeys(one.blob for one in small))))
    told = manifests.extract([FileContent(repository, one.path, texts[one.blob]) for one in small if one.blob in texts]).rows
    named = {(row.ecosystem, row.name) for row in told if isinstance(row, Dependency) and row.kind == "declared"}
    named |= {("image", row.product) for row in told if isinstance(row, Runtime)}
    return [EarlierPackage(repository, base, "", ""), *(EarlierPackage(repository, base, *name) for name in sorted(named))]
