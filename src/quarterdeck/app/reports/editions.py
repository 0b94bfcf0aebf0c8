"""Published editions of reports: what somebody handed over stays as it was, whatever is assessed afterwards.

An edition is a folder below `published/` in the folder of the assessment: the report in every form, and `edition.json`, which says of which run it
was made, when and by whom. It appears whole, by a rename; taking it back removes it as a whole.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from quarterdeck.app.keeping.store import write_atomically
from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports.documents import FORMATS, dressed, file_name, make, write
from quarterdeck.app.reports.reporting import explanation
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.section import Document, Section
from quarterdeck.records.collection import assemble
from quarterdeck.reports.doors import ELSEWHERE, HOW, Doors
from quarterdeck.reports.redaction import Disguise
from quarterdeck.reports.render.charts.paper import ABOUT
from quarterdeck.reports.render.html import parts
from quarterdeck.reports.render.look import Look, wearing
from quarterdeck.reports.render.missing import MissingExtraError
from quarterdeck.reports.render.plain import text
from quarterdeck.reports.tongue import said_in
from quarterdeck.reports.unexplained import EXPLANATIONS, unexplained

FOLDER = "published"
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_KEPT, _READ, _WHY, _NEW = "edition.json", "read.json", "why.json", ".new-"
_EXPLAIN, _PUBLISHED = "/explain/", "published/~/"
"""Where a server explains numbers, and where those of an edition that has no name yet."""
_PICTURE = re.compile("<svg.*?</svg>", re.DOTALL)
_LEFT_BEHIND = 3600
"""Seconds after which what a killed process was writing is swept away."""


class NoEditionError(LookupError):
    """There is no such edition, or not in that form."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be published: a report about a record or about everything, as it is to look and whose names it hides."""

    report: str
    about: str
    look: Look
    redacted: str = ""
    against: str | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """A published report: what it is, of which run of which day, by whom and when, and the forms that it is there in."""

    id: str
    report: str
    about: str
    title: str
    as_of: str
    run: str
    at: str
    by: str
    language: str
    redacted: str
    forms: tuple[str, ...]
    missing: str = ""
    """Why it is not there in other forms."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One section of an edition, to be read in a page of somebody else: its body is HTML that the report's own renderer made."""

    anchor: str
    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class Readable:
    """A report to be read in a page: its first section without a heading, as on its first page, then the others."""

    title: str
    subtitle: str
    as_of: str
    leaves: tuple[Leaf, ...]


def publish(run: Run, order: Order, by: str, now: datetime, say: Callable[[str], object]) -> Edition:
    """Make the report in every form and keep it. Raises what ``documents.make`` raises, and ``OSError``."""
    say("making the report")
    disguise = Disguise.of(order.redacted or None)
    document, look = make(run, order.report, order.about, disguise, order.against), dressed(order.look, disguise)
    folder = run.request.out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    fresh = Path(tempfile.mkdtemp(prefix=_NEW, dir=folder))
    try:
        name, forms, missing = file_name(order.report, order.about), [], ""
        for form in FORMATS:
            say(f"writing {form}")
            try:
                write(document, fresh / f"{name}.{form}", form, look)
                forms.append(form)
            except MissingExtraError as error:
                missing = str(error)
        read, why = explained(run, document, look, disguise)
        write_atomically(fresh / _READ, json.dumps(asdict(read)).encode())
        write_atomically(fresh / _WHY, json.dumps({id_: asdict(one) for id_, one in why.items()}).encode())
        edition = Edition(
            "", order.report, order.about, document.title, document.as_of, run.id, now.isoformat(timespec="seconds"), by, order.look.language,
            order.redacted, tuple(forms), missing,
        )  # fmt: skip
        called = file_name(order.report, order.about, disguise)  # whoever fetches the file sees it
        return _put(fresh, folder, edition, f"{called}-{now:%Y-%m-%d}")
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _put(fresh: Path, folder: Path, edition: Edition, name: str) -> Edition:
    """Under the first name that is free; a folder that is there already is never written into."""
    fresh.chmod(0o755)
    for number in range(1, 10_000):
        kept = replace(edition, id=name if number == 1 else f"{name}-{number}")
        write_atomically(fresh / _KEPT, json.dumps(asdict(kept), indent=1).encode())
        try:
            fresh.rename(folder / kept.id)
        except OSError:
            if not (folder / kept.id).exists():
                raise
        else:
            return kept
    raise FileExistsError(f"{folder / name}: there are too many editions of this day")


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{_NEW}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
                shutil.rmtree(left)


def explained(run: Run, document: Document, look: Look, disguise: Disguise) -> tuple[Readable, Mapping[str, Leaf]]:
    """A report for a page with a door in each number, and by its id the explanation of each that it cites: as they were on that day, with the same names."""
    things: dict[str, Finding | Measurement] = {**{one.id: one for one in run.findings}, **{one.id: one for one in run.measurements}}
    asked: dict[str, str] = {}

    def door(id_: str) -> str:
        short = id_.partition(ABOUT)[0]  # which of its rows a mark stands for, would tell names
        if short in things:
            return asked.setdefault(short, f"{_EXPLAIN}{_PUBLISHED}{short}")
        return f"{_EXPLAIN}{id_}" if id_.startswith(f"{HOW}/") else ""

    doors = Doors.of(assemble(()), f"{HOW}/reports", sections=ELSEWHERE, opens=lambda id_: id_.partition(ABOUT)[0] in things or id_.startswith(f"{HOW}/"))
    read = readable(document, look, door, doors.put)
    sections = tuple(explanation(run, things[id_]) for id_ in asked)
    told, _ = said_in(disguise.document(Document("", (), document.as_of, sections)), look.language)
    with wearing(look):
        bodies = parts(told.sections, lambda id_: asked.get(id_, ""), 3)
    return read, {id_: Leaf(one.anchor, one.heading, body) for id_, one, body in zip(tuple(asked), told.sections, bodies, strict=True)}


def readable(document: Document, look: Look, door_to: Callable[[str], str], put: Callable[[Section], Section]) -> Readable:
    """A report for a page, in its language, without its explanations. ``door_to`` gives the address of what explains an id; ``put`` adds doors."""
    spoken, _ = said_in(unexplained(document), look.language)
    told = [put(section) for section in spoken.sections if section.anchor != EXPLANATIONS]
    with wearing(look):
        leaves = [Leaf(section.anchor, section.heading, body) for section, body in zip(told, parts(told, door_to), strict=True)]
    return Readable(spoken.title, text(spoken.subtitle), spoken.as_of, tuple(leaves))


def shortened(read: Readable, longest: int) -> tuple[Readable, tuple[str, ...]]:
    """As many sections as fit into so many bytes, pictures aside, the first one always, and the headings of those that are left out."""
    room, fitting = longest, 0
    for leaf in read.leaves:
        room -= len(_PICTURE.sub("", leaf.body).encode())
        if room < 0 and fitting:
            break
        fitting += 1
    return replace(read, leaves=read.leaves[:fitting]), tuple(leaf.heading for leaf in read.leaves[fitting:])


def editions(out: Path) -> list[Edition]:
    """Every edition, the newest first."""
    found = []
    for path in (out / FOLDER).glob(f"*/{_KEPT}"):
        with suppress(NoEditionError):
            found.append(edition(out, path.parent.name))
    return sorted(found, key=lambda one: (one.at, one.id), reverse=True)


def edition(out: Path, id_: str) -> Edition:
    """One edition. Raises ``NoEditionError``."""
    with suppress(OSError, ValueError, TypeError):
        if _ID.fullmatch(id_):
            told = json.loads((out / FOLDER / id_ / _KEPT).read_text())
            return Edition(**{**told, "id": id_, "forms": tuple(form for form in told["forms"] if form in FORMATS)})
    raise NoEditionError(f"no edition {id_!r} was published here, or it was taken back")


def read(out: Path, id_: str) -> Readable:
    """An edition to be read. Raises ``NoEditionError``."""
    kept = edition(out, id_)
    try:
        told = json.loads((out / FOLDER / id_ / _READ).read_text())
        leaves = (Leaf(**leaf) for leaf in told["leaves"])
        return Readable(told["title"], told["subtitle"], told["as_of"], tuple(_placed(leaf, id_) for leaf in leaves))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoEditionError(f"the edition {kept.id!r} cannot be read here; its files are in {FOLDER}/{kept.id}") from error


def why(out: Path, id_: str, cited: str) -> Leaf:
    """What explains a number of an edition, as it was when that was published. Raises ``NoEditionError``."""
    kept = edition(out, id_)
    try:
        return _placed(Leaf(**json.loads((out / FOLDER / id_ / _WHY).read_text())[cited]), id_)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoEditionError(f"the edition {kept.id!r} explains no {cited!r}") from error


def doors(out: Path, id_: str) -> Callable[[str], str]:
    """Where an edition explains what it cites: as it was when that was published, or how such a page makes its numbers; nowhere what it does not explain."""
    told: set[str] = set()
    with suppress(OSError, ValueError, TypeError):
        told = set(json.loads((out / FOLDER / edition(out, id_).id / _WHY).read_text()))
    return lambda cited: f"{_EXPLAIN}published/{id_}/{cited}" if cited in told else f"{_EXPLAIN}{cited}" if cited.startswith(f"{HOW}/") else ""


def _placed(leaf: Leaf, id_: str) -> Leaf:
    """Its doors lead into the edition that it is of, whose name was not known when they were made."""
    return replace(leaf, body=leaf.body.replace(f'href="{_EXPLAIN}{_PUBLISHED}', f'href="{_EXPLAIN}published/{id_}/'))


def content(out: Path, id_: str, form: str) -> tuple[str, bytes]:
    """The name and the bytes of an edition in one form. Raises ``NoEditionError``."""
    kept = edition(out, id_)
    if form in kept.forms:
        with suppress(OSError):
            return f"{kept.id}.{form}", (out / FOLDER / kept.id / f"{file_name(kept.report, kept.about)}.{form}").read_bytes()
    raise NoEditionError(f"the edition {id_!r} is not there as {form}")


def take_back(out: Path, id_: str) -> None:
    """Remove an edition: whole, or not at all. Raises ``NoEditionError``, ``OSError``."""
    kept = edition(out, id_)
    gone = Path(tempfile.mkdtemp(prefix=_NEW, dir=out / FOLDER))
    (out / FOLDER / kept.id).rename(gone / kept.id)
    shutil.rmtree(gone, ignore_errors=True)
