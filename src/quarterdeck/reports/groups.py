"""Findings of one kind told together: eighty repositories do not make a thousand rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from quarterdeck.kernel.finding import Finding, Judgement
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import Name, Phrase, counted, listing, plain, say
from quarterdeck.reports.acceptance import Accepted

_NAMED = 3
_IMPORT = "quarterdeck import"
_GRAVE = frozenset({"security", "reliability"})
"""What a company is hurt by first while nobody sees it."""
_AT_ONCE = ("--deep", "--since", "data update", "git fetch", "fetch the tags", "--as-of")
"""What is settled with a command and nothing else."""


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one judgement that ended alike, worst first, with their money together."""

    judgement: Judgement
    practice: str
    outcome: Outcome
    findings: tuple[Finding, ...]
    severity: Severity | None
    money: Money | None
    of: int
    accepted: tuple[Accepted, ...] = ()
    """Where somebody decided to live with each of them: as each is told."""

    @property
    def pressing(self) -> bool:
        """Whether it is something to act on."""
        return self.outcome is Outcome.NOT_MET and not self.accepted

    @property
    def id(self) -> str:
        """The id of its first finding, which explains it."""
        return self.findings[0].id

    @property
    def where(self) -> Phrase:
        """Its subjects: the worst by name, the rest counted."""
        names = [called(f.subject) for f in self.findings[:_NAMED]]
        more = len(self.findings) - len(names)
        return listing([*names, (f"{more} more",)] if more else list(names))

    @property
    def sentence(self) -> Phrase:
        """The one finding's own sentence, or how many subjects, and the worst by name."""
        if len(self.findings) == 1:
            return self.findings[0].verdict.sentence
        heading = self.judgement.strength if self.outcome is Outcome.MET else self.judgement.title
        among = counted_kind(self.of, self.findings[0].subject.kind)
        return say("{heading}: {count} of {among}, {where}.", heading=heading, count=str(len(self.findings)), among=among, where=self.where)

    @property
    def unjudged(self) -> Phrase:
        """That it could not be judged, and where."""
        return say("{heading}: could not be judged in {where}.", heading=self.judgement.title, where=self.where)

    @property
    def action(self) -> Phrase:
        """What to do about the worst."""
        return self.findings[0].verdict.action

    @property
    def missing(self) -> tuple[NotAssessed, ...]:
        """Why its findings were not assessed, each reason once."""
        return tuple(dict.fromkeys(f.verdict.missing for f in self.findings if f.verdict.missing))


def _trouble(group: Group) -> int:
    """How much it takes to settle what was not assessed: a command, then an export of another tool, then something that somebody writes down."""
    supplies = [missing.supply for missing in group.missing]
    if any(word in supply for supply in supplies for word in _AT_ONCE):
        return 0
    return 1 if any("mport" in supply for supply in supplies) else 2


def alike(groups: Sequence[Group]) -> list[tuple[Group, ...]]:
    """The groups in order; what could not be judged for the same reasons in the same places is told once, where its first group stands.

    So is, for the company, what waits for exports: which ones, the sections say.
    """
    together: dict[Hashable, list[Group]] = {}
    for place, group in enumerate(groups):
        subjects = tuple(f.subject for f in group.findings)
        reasons: Hashable = _IMPORT if all(_IMPORT in missing.supply for missing in group.missing) and subjects[0].kind == "company" else group.missing
        together.setdefault((reasons, subjects) if group.outcome is Outcome.NOT_ASSESSED else place, []).append(group)
    return [tuple(told) for told in together.values()]


def named(names: Sequence[str]) -> str:
    """The first of some names, the rest counted."""
    more = len(names) - _NAMED
    return plain(listing([*((name,) for name in names[:_NAMED]), *([(f"{more} more",)] if more > 0 else [])]))


def called(subject: Subject) -> Name:
    """What people call a subject."""
    return Name(subject.kind, subject.label or subject.key)


def counted_kind(count: int, kind: str) -> str:
    """``1 repository``, ``3 budget lines``, ``4 policies``."""
    word = kind.replace("-", " ")
    plural = {"person": "people"}.get(word) or (f"{word[:-1]}ies" if word.endswith("y") else f"{word}s")
    return counted(count, word, plural)


def in_sentence(supply: str) -> str:
    """What to supply, as it goes on after a colon: without its capital."""
    return supply[:1].lower() + supply[1:]


def _darkness(group: Group, applies: int) -> tuple[bool, bool, int, bool]:
    """In which order what was not assessed is told: what nobody sees in most places, security and reliability, what is easy to settle, then the company's."""
    if group.outcome is not Outcome.NOT_ASSESSED:
        return False, False, 0, False
    in_few = 2 * len(group.findings) < applies
    return in_few, group.practice not in _GRAVE, _trouble(group), group.findings[0].subject.kind == "company"


def grouped(findings: Sequence[Finding], price: Callable[[Sequence[Finding]], Money | None], accepted: Mapping[str, Accepted]) -> list[Group]:
    """Groups by judgement and outcome, the most severe first, then those not assessed, the least seen first; those apart that somebody ``accepted``.

    ``price`` adds up the money of findings.
    """
    kinds: dict[tuple[str, Outcome, bool], list[Finding]] = {}
    for finding in findings:
        kinds.setdefault((finding.judgement.name, finding.verdict.outcome, finding.id in accepted), []).append(finding)
    counts = Counter(finding.judgement.name for finding in findings)
    applies = Counter(finding.judgement.name for finding in findings if finding.verdict.outcome is not Outcome.NOT_APPLICABLE)
    groups = []
    for (name, outcome, _), found in kinds.items():
        ordered = tuple(sorted(found, key=_weight))
        severity = min((f.severity for f in found if f.severity), key=lambda s: s.rank, default=None)
        groups.append(
            Group(
                ordered[0].judgement,
                ordered[0].practice,
                outcome,
                ordered,
                severity,
                price(found),
                counts[name],
                tuple(accepted[f.id] for f in ordered if f.id in accepted),
            )
        )
    return sorted(
        groups,
        key=lambda g: (
            bool(g.accepted), g.severity.rank if g.severity else 9, -(g.money.range.p50 if g.money else 0),
            *_darkness(g, applies[g.judgement.name]), g.judgement.name, g.outcome,
        ),
    )  # fmt: skip


def _weight(finding: Finding) -> tuple[int, float, str]:
    return (
        finding.severity.rank if finding.severity else 9,
        -(finding.money.range.p50 if finding.money else 0),
        finding.subject.key,
    )
