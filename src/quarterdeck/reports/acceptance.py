"""That somebody decided to live with a finding, for a while, as reports tell it."""

from __future__ import annotations

from dataclasses import dataclass

from quarterdeck.kernel.text import Name, Phrase, say


@dataclass(frozen=True, slots=True)
class Accepted:
    """Who accepted it (a person, team or stakeholder), why, the last day on which that holds, and the record that says so."""

    by_kind: str
    by: str
    why: str
    until: str
    record: str

    @property
    def sentence(self) -> Phrase:
        """All of it. Who and why are names, so that redaction finds them."""
        return say("Accepted by {by} until {until}: {why} ({record}).", by=Name("person", self.by), until=self.until, why=self.reason, record=self.record)

    @property
    def reason(self) -> Name:
        """Why, without the full stop of its own."""
        return Name("reason", self.why.rstrip("."))
