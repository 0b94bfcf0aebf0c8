"""``quarterdeck init``: a workspace for a company."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from quarterdeck.surfaces.cli.application import UsageError

if TYPE_CHECKING:
    from quarterdeck.app.onboarding.founding import Founded
    from quarterdeck.app.pipeline import Run

_PROBLEMS = 5


def init(
    directory: Path,
    /,
    *,
    repos: Annotated[
        list[Path] | None, Parameter(help="Repositories of the company, or folders that hold some; repeat or list them.", consume_multiple=True, negative="")
    ] = None,
    company: Annotated[str | None, Parameter(help="The company's name. The folder's name by default.")] = None,
    currency: Annotated[str, Parameter(help="The currency that amounts are told in (ISO 4217).")] = "EUR",
    author: Annotated[str | None, Parameter(help="Who commits, as 'Anna Lind <anna@acme.example>'. Git's own settings by default.")] = None,
) -> None:
    """Make a workspace: the company's own git repository of records, with first drafts of what its repositories already show.

    Nothing that is there is written over. Run it again with more repositories, and what is missing is added.

    Parameters
    ----------
    directory
        The folder of the workspace; it is made where there is none.

    """
    from quarterdeck.app.onboarding import founding  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.assumptions.spoken import UnusableError  # noqa: PLC0415  # as above
    from quarterdeck.records import versioning  # noqa: PLC0415  # as above
    from quarterdeck.records.values import read_currency, read_words  # noqa: PLC0415  # as above
    from quarterdeck.records.writer import NotCommittedError  # noqa: PLC0415  # as above

    try:
        name, money = read_words(_named(company, directory)), read_currency(currency)
        who = versioning.Author.read(author or "")
        versioning.require_author(who, next(folder for folder in (directory.resolve(), *directory.resolve().parents) if folder.is_dir()))
        run = _gathered(directory, repos) if repos else None
        done = founding.found(directory, name, money, [path for path in repos or [] if path.is_dir()], run, who)
    except UnusableError as error:
        raise UsageError(f"{error.what}; {error.mend}") from error
    except (versioning.VersioningError, NotCommittedError) as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(f"{directory}: cannot be written: {error.strerror or error}") from error
    _say(done, directory)


def _named(company: str | None, directory: Path) -> str:
    """The name that was given, or the folder's."""
    if company is not None and not company.strip():
        raise UsageError("--company: nothing stands here; write the company's name, or leave the option away")
    return directory.resolve().name if company is None else company


def _gathered(directory: Path, repos: list[Path]) -> Run:
    from quarterdeck.app import pipeline  # noqa: PLC0415  # as above
    from quarterdeck.app.keeping.store import StoreBusyError  # noqa: PLC0415  # as above
    from quarterdeck.app.onboarding.founding import OUT  # noqa: PLC0415  # as above
    from quarterdeck.app.request import Request  # noqa: PLC0415  # as above
    from quarterdeck.reports.redaction import Disguise  # noqa: PLC0415  # as above
    from quarterdeck.surfaces.cli.progress import progress  # noqa: PLC0415  # as above

    now = datetime.now(UTC)
    request = Request(repos, directory / OUT, now.date())
    try:
        with progress(Disguise.of(None)) as told:
            return pipeline.assess(request, now.replace(tzinfo=None), told, told.first_look)
    except StoreBusyError as error:
        raise UsageError(f"{error}; wait for it") from error


def _say(done: Founded, directory: Path) -> None:
    from quarterdeck.app.record.home import root_around  # noqa: PLC0415  # as above
    from quarterdeck.kernel.text import counted  # noqa: PLC0415  # as above
    from quarterdeck.reports.render.plain import clean  # noqa: PLC0415  # as above

    drafted = [path for path in done.written if "/" in path and not path.startswith(".") and not path.endswith("README.md")]
    kinds = list(dict.fromkeys(path.partition("/")[0] for path in drafted))
    lines = [f"{clean(str(directory))}: {counted(len(done.written), 'file')} written and committed, {counted(len(done.kept), 'file')} left as they were."]
    if drafted:
        told = ", ".join(f"{sum(path.startswith(f'{folder}/') for path in drafted)} in {folder}/" for folder in kinds)
        lines.append(f"Drafted from the evidence, for you to confirm: {told}.")
    around = root_around(directory.resolve().parent)
    if around:
        lines.append(f"Note: it lies inside another workspace, {clean(str(around))}. Commands in it read this one alone.")
    lines += [f"! {clean(str(problem))}" for problem in done.problems[:_PROBLEMS]]
    if len(done.problems) > _PROBLEMS:
        lines.append(f"  and {len(done.problems) - _PROBLEMS} more problems")
    if done.unlisted:
        told = ", ".join(done.unlisted)
        lines.append(f"Not assessed yet, for quarterdeck.yaml was there before: add {clean(told)} to its `repositories:`.")
    lines.append(f"Next: look at quarterdeck.yaml there, then `quarterdeck check {clean(str(directory))}`.")
    sys.stdout.write("\n".join(lines) + "\n")
