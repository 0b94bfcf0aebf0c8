"""How a company's reports look, by the settings of its workspace: what can be used of them, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from quarterdeck.app.record.workspace import Workspace
from quarterdeck.kernel.problem import Problem
from quarterdeck.reports.render.look import HOUSE, Logo, Look


@dataclass(frozen=True, slots=True)
class Dress:
    """The look, and the settings that could not be taken as they are."""

    look: Look
    problems: tuple[Problem, ...] = ()


def dress(workspace: Workspace) -> Dress:
    """What the company's file says of its reports; the look of the house where it says nothing."""
    company = workspace.records.company
    if company is None or not (company.logo or company.accent or company.paper or company.language):
        return Dress(HOUSE)
    look, problems = Look(company.paper or HOUSE.paper, language=company.language or HOUSE.language), list[Problem]()
    if company.accent:
        from quarterdeck.reports.render.accents import legible  # noqa: PLC0415  # only where a company has a colour

        found = legible(company.accent)
        look = replace(look, accent=found.light, accent_dark=found.dark)
        if found.remark:
            problems.append(Problem(workspace.place("accent"), found.remark, f"Write accent: '{found.light}', or live with it"))
    if company.logo:
        logo, faults = _logo(workspace, company.logo)
        look = replace(look, logo=logo)
        problems += faults
    return Dress(look, tuple(problems))


def _logo(workspace: Workspace, said: str) -> tuple[Logo | None, list[Problem]]:
    from quarterdeck.reports.render.logos import UnfitLogoError, checked  # noqa: PLC0415  # only where a company has a logo

    try:
        return checked(_content(workspace.root, said)), []
    except UnfitLogoError as error:
        what, _, mend = str(error).rpartition("; ")
        return None, [Problem(workspace.place("logo"), f"the logo {said!r} is left out: {what or mend}", f"{mend[:1].upper()}{mend[1:]}")]


def _content(root: Path, said: str) -> bytes:
    """The bytes of a file in the workspace itself: never through a link, and no more than can be a logo."""
    from quarterdeck.reports.render.logos import LARGEST, UnfitLogoError  # noqa: PLC0415  # as above

    path = root / said
    if ".." in Path(said).parts or Path(said).is_absolute() or any(part.is_symlink() for part in _up_to(path, root)):
        raise UnfitLogoError("it does not lie in the workspace; copy it there, and write its path from the root")
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise UnfitLogoError(f"it cannot be read ({error.strerror or error}); write its path from the root of the workspace") from error


def _up_to(path: Path, root: Path) -> Iterator[Path]:
    yield path
    yield from (folder for folder in path.parents if folder != root and folder.is_relative_to(root))
