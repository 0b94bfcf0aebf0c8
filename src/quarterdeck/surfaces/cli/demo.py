"""``quarterdeck demo``: an invented company to explore."""

from __future__ import annotations

import time
from pathlib import Path

from quarterdeck.kernel.text import counted
from quarterdeck.surfaces.cli.application import UsageError


def demo(folder: Path, /) -> None:
    """Build an invented company to explore: repositories with years of history, offline and the same each time.

    Parameters
    ----------
    folder
        Where to build it: a folder that is empty or not there yet.

    """
    started = time.monotonic()
    from quarterdeck.app.onboarding.sample import OccupiedError, build  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.reports.redaction import Disguise  # noqa: PLC0415  # as above
    from quarterdeck.surfaces.cli.progress import progress  # noqa: PLC0415  # as above

    try:
        with progress(Disguise.of(None)) as told:
            sample = build(folder, told)
    except OccupiedError as error:
        raise UsageError(f"{error}; name one that is empty or not there yet") from error
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror or error}") from error
    parts = [(len(sample.heads), "repository", "repositories"), (sample.commits, "commit", ""), (sample.imported, "imported row", "")]
    built = ", ".join(counted(count, one, many or f"{one}s") for count, one, many in parts)
    seconds = time.monotonic() - started
    print(f"{sample.company}, an invented company with {counted(sample.people, 'person', 'people')} in technology: {built}. {seconds:.1f} s.")  # noqa: T201  # the command line speaks here
    print(f"Begin with {folder / 'README.md'}, or look at once:")  # noqa: T201  # likewise
    print(f"  quarterdeck assess --workspace {sample.workspace} --as-of {sample.as_of} --deep")  # noqa: T201  # likewise
