"""What a company's record says about a run, as the request carries it and the manifest keeps it: without the records themselves."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from quarterdeck.app.record.terms import Given, Terms, Worth, read_terms
from quarterdeck.assumptions.catalogue import CATALOGUE
from quarterdeck.evidence.code import MailmapEntry
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.problem import Place, Problem
from quarterdeck.records.tables import Recorded
from quarterdeck.reports.acceptance import Accepted
from quarterdeck.reports.render.look import HOUSE, Logo, Look


@dataclass(frozen=True, slots=True)
class Accepting:
    """An acceptance that holds on the day of a run: of which findings, and how it is told."""

    finding: str
    subject: str
    told: Accepted
    place: Place

    def covers(self, finding: Finding) -> bool:
        """By the finding's id, or by its name and subject."""
        return self.finding == finding.id or (self.finding, self.subject) == (finding.judgement.name, finding.subject.key)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the record says, as the manifest of a run keeps it."""

    name: str = ""
    given: tuple[Given, ...] = ()
    accepting: tuple[Accepting, ...] = ()
    currency: str = ""
    rates: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)
    look: Look = HOUSE
    """How its reports look, with its logo: so that a report is made again from the folder of its run alone."""

    def accepted(self, findings: Sequence[Finding]) -> dict[str, Accepted]:
        """Of the findings that somebody should act on, those that somebody accepted, by id."""
        wrong = [finding for finding in findings if finding.verdict.outcome is Outcome.NOT_MET]
        return {finding.id: one.told for one in reversed(self.accepting) for finding in wrong if one.covers(finding)}

    def idle(self, findings: Sequence[Finding]) -> list[Problem]:
        """Acceptances of what no run with these findings knows: a slip, most likely."""
        what, mend = "this accepts a finding that this assessment does not know", "Write the id as `assess` prints it, or the finding's name and its subject"
        return [Problem(one.place, what, mend) for one in self.accepting if not any(map(one.covers, findings))]

    @classmethod
    def kept(cls, said: Mapping[str, Any]) -> Standing:
        """From what a manifest keeps."""
        return cls(
            said["name"],
            tuple(Given(**{**one, "citation": tuple(one["citation"])}) for one in said["given"]),
            tuple(Accepting(one["finding"], one["subject"], Accepted(**one["told"]), Place(**one["place"])) for one in said["accepting"]),
            said["currency"],
            {currency: (worth[0], worth[1], worth[2]) for currency, worth in said["rates"].items()},
            _look(said.get("look", {})),
        )

    def terms(self, said: Sequence[str]) -> Terms:
        """The company's own numbers, and those of the command line, which have the last word. Raises ``UnusableTermError``."""
        from quarterdeck.app.catalogue import criteria  # noqa: PLC0415  # every practice is loaded: only where somebody says something

        return read_terms(said, CATALOGUE, criteria() if said or self.given else (), self.given, Worth(self.currency, self.rates))

    def keep(self) -> dict[str, Any]:
        """For a manifest."""
        kept = asdict(self)
        if self.look.logo:
            kept["look"]["logo"]["content"] = b64encode(self.look.logo.content).decode()
        return kept


def _look(said: Mapping[str, Any]) -> Look:
    logo = said.get("logo")
    return Look(**{**said, "logo": Logo(**{**logo, "content": b64decode(logo["content"])}) if logo else None})


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that an assessment takes from a workspace; without one, paths alone."""

    paths: tuple[Path, ...]
    standing: Standing = field(default_factory=Standing)
    mailmap: tuple[MailmapEntry, ...] = ()
    problems: tuple[Problem, ...] = ()
    records: tuple[Recorded, ...] = ()
