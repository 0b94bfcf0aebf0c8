"""The import of an uploaded file, in a process of its own: what the page of the upload began, and what came of it."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from quarterdeck.app.imports.importing import Imported, UnreadableFileError, UnusableMappingError, Wish, import_and_remember, kind_named
from quarterdeck.app.imports.mappings import BrokenMappingError, home, remembered
from quarterdeck.app.imports.uploads import NoUploadError, Uploads, done
from quarterdeck.app.keeping.store import Store, StoreBusyError
from quarterdeck.kernel.text import counted
from quarterdeck.reports.render.plain import clean

_TOLD = 50


def main() -> int:
    """``STATE ID OUT WORKSPACE``: import the upload into ``OUT``, and note what came of it. 2 where nothing could be imported."""
    state, id_, out, workspace = sys.argv[1:5]
    try:
        upload = Uploads(Path(state)).get(id_)
        kind = kind_named(upload.kind)
        assert kind is not None, "a page took it as of this kind"
        before = str(Store(Path(out)).manifest.get("run", ""))
        known = remembered(home(Path(workspace or out), Path(out)), kind.name)
        found = import_and_remember(Path(out), Wish(kind, [upload.path], upload.said), known, datetime.now(UTC).replace(tzinfo=None))
    except (NoUploadError, UnreadableFileError, UnusableMappingError, BrokenMappingError, StoreBusyError, OSError) as error:
        return _refused(str(error))
    if found.unsettled:
        return _refused("its columns are not settled: open its page again")
    for line in _lines(found):
        sys.stdout.write(f"{clean(line)}\n")
    if not any(file.taken for file in found.files):
        return _refused("every row was refused; nothing was imported")
    done(upload.folder, {"run": before, "lines": _lines(found), "problems": [str(one) for one in found.problems[:_TOLD]], "more": len(found.problems[_TOLD:])})
    return 0


def _refused(why: str) -> int:
    sys.stdout.write(f"Nothing was imported: {clean(why)}\n")
    return 2


def _lines(found: Imported) -> list[str]:
    """What was read, what it changed, and what is worth knowing about it."""
    return [
        *(f"{counted(one.rows, 'row')} read, {one.refused} refused ({one.format}{', as before' if one.before else ''})" for one in found.files),
        *(f"{one.table}: {one.new} new, {one.changed} changed, {one.unchanged} as they were" for one in found.changes),
        *found.notes,
    ]


if __name__ == "__main__":
    sys.exit(main())
