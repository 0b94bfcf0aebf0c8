"""What a company's record says about a run: its name, its currency, numbers of its own, who is who, and what somebody accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from quarterdeck.app.catalogue import criteria, judgements
from quarterdeck.app.gathering.syncing import clones
from quarterdeck.app.record.dressing import dress
from quarterdeck.app.record.linking import unlisted
from quarterdeck.app.record.standing import Accepting, Brief, Standing
from quarterdeck.app.record.terms import Given, Terms, UnknownTermError, UnusableTermError, read_terms
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.assumptions.catalogue import CATALOGUE
from quarterdeck.evidence.code import MailmapEntry
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.acceptance import Acceptance
from quarterdeck.records.kinds.assumption import WrittenAssumption
from quarterdeck.records.kinds.person import Person
from quarterdeck.records.reading import nearest
from quarterdeck.records.tables import Recorded, recorded
from quarterdeck.reports.acceptance import Accepted

_ID = re.compile(r"[0-9a-f]{12}")
"""How the id of a finding looks."""


def brief(workspace: Workspace, as_of: date) -> Brief:
    """What the workspace says on a day. A broken record says nothing, and its problem is told beside the others."""
    records, listed = workspace.records, workspace.repositories
    paths = list(listed.folders)
    problems = [*records.problems, *listed.problems, *unlisted(workspace)]
    for remote, place in listed.remotes:
        clone = clones(workspace.root) / remote.folder
        if (clone / "HEAD").is_file():
            paths.append(clone)
        else:
            problems.append(Problem(place, f"{remote.name} is listed and not here yet", "Run `quarterdeck sync` in the workspace"))
    given: list[Given] = []
    for one, place in _given(workspace):
        try:
            read_terms((), CATALOGUE, criteria(), (one,))
        except UnknownTermError as error:
            problems += [Problem(place, str(error), "Correct it, or take it away")] if error.near else []  # others are for decisions and forecasts
        except UnusableTermError as error:
            problems.append(Problem(place, str(error), "Correct it, or take it away"))
        else:
            given.append(one)
    company = records.company
    problems += [Problem(place, what, mend) for place, what, mend in _unrated(workspace, given)]
    unknown = dict(of_nothing(workspace))
    problems += unknown.values()
    ended = (problem for problem in records.overdue(as_of) if problem.place.path.startswith(f"{Acceptance.folder}/"))
    problems += [problem for problem in ended if problem.place.path not in {one.place.path for one in unknown.values()}]
    problems += records.unread
    worn = dress(workspace)
    problems += worn.problems
    rates = {name: (worth.range.p10, worth.range.p50, worth.range.p90) for name, worth in company.exchange_rates.items()} if company else {}
    standing = Standing(
        company.company if company else "",
        tuple(given),
        tuple(one for one in _accepting(workspace, as_of) if one.told.record not in unknown),
        company.currency if company else "",
        rates,
        worn.look,
    )
    return Brief(tuple(paths), standing, tuple(_mailmap(records.of(Person))), tuple(dict.fromkeys(problems)), tuple(_rows(records, unknown)))


def own_numbers(workspace: Workspace) -> Terms:
    """The company's own numbers by name, with amounts told in its currency; what cannot be used is left to `check`."""
    company, given = workspace.records.company, []
    for one, _ in _given(workspace):
        try:
            read_terms((), CATALOGUE, criteria(), (one,))
        except UnusableTermError:
            continue
        given.append(one)
    rates = {name: (worth.range.p10, worth.range.p50, worth.range.p90) for name, worth in company.exchange_rates.items()} if company else {}
    return Standing(company.company if company else "", tuple(given), (), company.currency if company else "", rates).terms(())


def _given(workspace: Workspace) -> Iterator[tuple[Given, Place]]:
    """The company's own numbers, in short and as records, each with its place; a record has the last word."""
    company = workspace.records.company
    for name, said in company.assumptions.items() if company else ():
        place = workspace.place("assumptions", name)
        yield Given(f"{name}={said}", f"given in {place}"), place
    for one in workspace.records.of(WrittenAssumption):
        place = workspace.place("value", ref=one.ref)
        because = f"{one.because.rstrip('.')} ({place})" if one.because else f"given in {place}"
        citation = (one.quotation, one.source, "", str(one.opened or "")) if one.origin == "benchmark" else ()
        yield Given(f"{one.id}={one.value}", because, one.origin, citation), place


def _unrated(workspace: Workspace, given: Sequence[Given]) -> Iterator[tuple[Place, str, str]]:
    """Where amounts stay in another currency than the company's, because nobody said what that one is worth."""
    company = workspace.records.company
    own = {one.said.partition("=")[0] for one in given}
    others = {one.currency for one in CATALOGUE if one.currency and one.name not in own} if company else set()
    for currency in sorted(others):
        if company and currency not in {company.currency, *company.exchange_rates}:
            what = f"amounts that the company did not give stay in {currency}: nothing says what one {currency} is worth in {company.currency}"
            yield workspace.place("currency"), what, f"Write it, for instance `exchange_rates: {{{currency}: 0.9..1.1 {company.currency}}}`"


def _mailmap(people: Sequence[Person]) -> Iterator[MailmapEntry]:
    """Who is who, as far as a person has confirmed it: a draft joins nobody."""
    for person in people:
        if not person.drafted:
            for email in person.emails:
                yield MailmapEntry("", 0, person.name, person.emails[0], None, email.lower())


def of_nothing(workspace: Workspace) -> Iterator[tuple[str, Problem]]:
    """Acceptances of a finding whose name there is not: a slip, at whatever day it ends."""
    known = [judgement.name for judgement in judgements()]
    for one in workspace.records.of(Acceptance):
        if one.finding not in known and not _ID.fullmatch(one.finding):
            near = nearest(one.finding, known)
            mend = f"Did you mean {near!r}?" if near else "Write the id as `assess` prints it, or the finding's name and its subject"
            yield str(one.ref), Problem(workspace.place("finding", ref=one.ref), f"there is no finding {one.finding!r}", mend, (Acceptance.kind,))


def _rows(records: Records, unknown: Mapping[str, Problem]) -> Iterator[Recorded]:
    """The records as rows; those with a slip that only shows here are as broken as the others, and nothing is judged of them."""
    for row in recorded(records):
        yield replace(row, broken=unknown[row.record].what, keys="{}") if row.record in unknown else row


def _accepting(workspace: Workspace, as_of: date) -> Iterator[Accepting]:
    records = workspace.records
    for one in records.acceptances(as_of):
        someone = records.sound.get(one.by)
        told = Accepted(one.by.kind, someone.label if someone else one.by.id, one.why, str(one.until), str(one.ref))
        yield Accepting(one.finding, one.subject, told, workspace.place("finding", ref=one.ref))
