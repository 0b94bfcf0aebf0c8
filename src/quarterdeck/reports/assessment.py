"""The assessment: one page in plain language, then a section per practice, money, what was looked at, and every explanation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from quarterdeck.assumptions.assumption import Assumption
from quarterdeck.assumptions.pricing import Swing, spread_of
from quarterdeck.kernel.finding import Finding, Practice
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.problem import Problem
from quarterdeck.kernel.quantity import two_digits
from quarterdeck.kernel.section import Block, Chart, Document, Figure, Mark, Section, Sentence, Statement, TableBlock
from quarterdeck.kernel.text import Cited, Name, Part, Phrase, counted, listing, number, plain, say
from quarterdeck.reports.groups import Group, alike, called, in_sentence, named
from quarterdeck.reports.unexplained import EXPLANATIONS

_AT_RISK, _STRONG, _FIRST, _UNSEEN, _ACCEPTED = 3, 2, 3, 2, 5
_LONGEST_TABLE, _PROBLEMS_SHOWN, _REASONS, _DORMANT = 30, 12, 6, 12
_ALSO, _NOTES = 5, 3
"""How many of the findings below page one are named there beside those that carry an amount."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What was looked at, in numbers, and what came of it."""

    repositories: Sequence[tuple[str, str, str, int, int, int]]
    commits: int
    people: int
    set_apart: int
    uncertain: int
    period: str


@dataclass(frozen=True, slots=True)
class SourceDate:
    """A source of evidence and the date of its data."""

    name: str
    data_of: str
    rows: int | None
    """``None`` for what nobody gathered: that is no zero."""
    origin: Phrase
    """Where it came from; the files that somebody imported are names."""


@dataclass(frozen=True)
class Assessment:
    """Everything the document is made of."""

    as_of: date
    program: str
    scope: Scope
    practices: Sequence[Practice]
    groups: Sequence[Group]
    charts: Mapping[str, Sequence[Block]]
    total: Money | None
    swings: Sequence[Swing]
    assumptions: Sequence[Assumption]
    sources: Sequence[SourceDate]
    problems: Sequence[Problem]
    dormant: Mapping[str, date]
    company: str = ""
    explanations: Sequence[Section] = field(default=())


def document(given: Assessment) -> Document:
    """The whole report."""
    scope = given.scope
    subtitle = say(
        "{repositories}, {commits} by {people}.",
        repositories=counted(len(scope.repositories), "repository", "repositories"),
        commits=counted(scope.commits, "commit"),
        people=counted(scope.people, "person", "people"),
    )
    if given.company:
        subtitle = say("{company}: {looked}", company=Name("company", given.company), looked=subtitle)
    sections = [_first_page(given), *(_practice(practice, given) for practice in given.practices)]
    if given.total:
        sections.append(_money(given))
    sections.append(_looked_at(given))
    sections.append(Section(EXPLANATIONS, "Where each number comes from", tuple(given.explanations)))
    footer = (say("Made by Quarterdeck {program} from the evidence named above. Same evidence, same answer.", program=given.program),)
    return Document("Technology assessment", subtitle, str(given.as_of), tuple(sections), footer)


def _first_page(given: Assessment) -> Section:
    at_risk = [g for g in given.groups if g.pressing]
    accepted = [g for g in given.groups if g.accepted]
    strong = [g for g in given.groups if g.outcome is Outcome.MET]
    unseen = alike([g for g in given.groups if g.outcome is Outcome.NOT_ASSESSED])
    blocks: list[Block] = [Sentence(_lead(given, at_risk), "lead")]
    if given.total:
        blocks.append(Figure(_priced(at_risk), str(given.total), "a year", _so_what(given), "money", given.total.range))
    blocks.append(
        Section(
            "at-risk",
            "What is at risk, and what it may cost",
            tuple(statement(g) for g in at_risk[:_AT_RISK]) or _nothing("No judgement that could be made found a risk."),
        )
    )
    if at_risk[_AT_RISK:]:
        blocks.append(Sentence(_below(at_risk[_AT_RISK:]), "note"))
    blocks.append(
        Section(
            "strong",
            "What is strong",
            tuple(statement(g) for g in strong[:_STRONG]) or _nothing("Nothing that was judged is above its mark yet."),
        )
    )
    firsts = [
        Sentence(say("{rank}. {action}", rank=str(rank), action=g.action)) for rank, g in enumerate((g for g in at_risk if g.action), 1) if rank <= _FIRST
    ]
    blocks.append(Section("first", "What to do first", tuple(firsts) or _nothing("Supply what is named below, so that more can be judged.")))
    blocks.append(
        Section(
            "unseen",
            "What could not be seen",
            tuple(_shortened(statement(*told)) for told in unseen[:_UNSEEN]) or _nothing("Every judgement had the evidence it needs."),
        )
    )
    if len(unseen) > _UNSEEN:
        blocks.append(Sentence(say("{count} more are named in their sections.", count=sum(len(told) for told in unseen[_UNSEEN:])), "note"))
    if accepted:
        blocks.append(Section("accepted", "What was accepted, and until when", tuple(statement(g) for g in accepted)))
    return Section("summary", "In one page", tuple(blocks))


def _shortened(told: Statement) -> Statement:
    """What page one says of judgements that wait for many things: the first of them, for its section names all."""
    if len(told.notes) <= _NOTES:
        return told
    more = say("{count} more are named in their sections.", count=len(told.notes) - _NOTES + 1)
    return replace(told, notes=(*told.notes[: _NOTES - 1], more))


def _priced(at_risk: Sequence[Group]) -> str:
    """What the sum on page one is the sum of: most findings carry no amount, and that is no zero."""
    with_money = sum(group.money is not None for group in at_risk)
    if with_money == len(at_risk):
        return "Expected yearly loss"
    return f"Expected yearly loss ({number(with_money)} of {number(len(at_risk))} findings {'carries' if with_money == 1 else 'carry'} an amount)"


def _below(rest: Sequence[Group]) -> Phrase:
    """The risks that page one has no room for: all that carry an amount, so that none of the sum is out of sight, and the gravest of the others."""
    told: list[Part] = []
    shown = [group for group in rest if group.money or group in [one for one in rest if not one.money][:_ALSO]]
    for group in shown:
        told += ["; " if told else "", Cited(group.judgement.title, group.id), f" ({group.money} a year)" if group.money else ""]
    more = f"; and {number(len(rest) - len(shown))} more" if len(rest) > len(shown) else ""
    return say("Also found, and told in the sections below: {told}{more}.", told=tuple(told), more=more)


def _nothing(words: str) -> tuple[Block, ...]:
    return (Sentence((words,)),)


def _lead(given: Assessment, at_risk: Sequence[Group]) -> Phrase:
    """What matters first: how much needs action, how much of it is grave, and the most pressing."""
    if not any(group.outcome in {Outcome.MET, Outcome.NOT_MET} for group in given.groups):
        return ("Nothing could be judged yet: see what could not be seen, and what to supply.",)
    if not at_risk:
        return ("Nothing that could be judged needs action.",)
    grave = Counter(group.severity.value for group in at_risk if group.severity in {Severity.CRITICAL, Severity.HIGH})
    told = listing([(f"{count} of {word}",) for word, count in grave.items()])
    title, needs = Cited(at_risk[0].judgement.title, at_risk[0].id), "needs" if len(at_risk) == 1 else "need"
    things = counted(len(at_risk), "thing")
    if not grave:
        return say("{things} {needs} action, none of high severity; the most pressing: {title}.", things=things, needs=needs, title=(title,))
    return say("{things} {needs} action, {told} severity; the most pressing: {title}.", things=things, needs=needs, told=told, title=(title,))


def what_could_be_made(ended: Sequence[tuple[str, Outcome]]) -> Phrase:
    """How many judgements could be made, and for how many something was missing, somewhere or everywhere; nothing when none could be made."""
    made = {name for name, outcome in ended if outcome in {Outcome.MET, Outcome.NOT_MET}}
    unseen = {name for name, outcome in ended if outcome is Outcome.NOT_ASSESSED}
    every = {name for name, _ in ended}
    beside = len(every - made - unseen)
    told = (
        (len(made - unseen), "could be made everywhere"),
        (len(made & unseen), "in some places"),
        (len(unseen - made), "not at all"),
        (beside, "does not apply" if beside == 1 else "do not apply"),
    )
    parts = [(f"{count} {words}",) for count, words in told if count]
    return say("Of {count} judgements, {parts}", count=len(every), parts=listing(parts)) if made else ()


def _so_what(given: Assessment) -> Phrase:
    if not given.swings:
        return ()
    widest = given.swings[0].assumption
    return say("What moves it most: {says}.", says=widest.says)


def statement(group: Group, *others: Group) -> Statement:
    """One group; with ``others``, several that could not be judged for the same reason, or that wait for exports."""
    missing = tuple(dict.fromkeys(m for one in (group, *others) for m in one.missing))[: _REASONS if others else _UNSEEN]
    supply = tuple(say("{why}. To settle it: {supply}.", why=m.why[:1].upper() + m.why[1:], supply=in_sentence(m.supply)) for m in missing)
    words = group.unjudged if group.outcome is Outcome.NOT_ASSESSED else group.sentence
    if others:
        told = named([one.judgement.title for one in (group, *others)])
        words = say("{count} judgements could not be made in {where}. Namely: {told}.", count=len(others) + 1, where=group.where, told=told)
    return Statement(
        id=group.id, name=group.judgement.name, outcome=group.outcome.value, severity=group.severity, words=words,
        money=(f"May cost {group.money} a year.",) if group.money else None, spread=group.money.range if group.money else None,
        action=group.action if group.pressing else (), notes=(*supply, *(accepted.sentence for accepted in group.accepted[:_ACCEPTED])),
    )  # fmt: skip


def _practice(practice: Practice, given: Assessment) -> Section:
    blocks: list[Block] = [Sentence((practice.question,), "lead")]
    for group, *others in alike([g for g in given.groups if g.practice == practice.name]):
        blocks.append(statement(group, *others))
        if group.outcome is Outcome.NOT_MET:
            blocks.extend(_details(group))
    blocks.extend(given.charts.get(practice.name, ()))
    return Section(practice.name, practice.title, tuple(blocks))


def _details(group: Group) -> list[Block]:
    """Where: one finding's own rows, or a line per subject."""
    if len(group.findings) == 1:
        finding = group.findings[0]
        return _detail(finding)
    rows = tuple(
        (
            (called(f.subject),),
            f.verdict.sentence,
            (str(f.money) if f.money else "–",),
            (f.severity.value if f.severity else "",),
            (Cited("why", f.id),),
        )
        for f in group.findings[:_LONGEST_TABLE]
    )
    table = TableBlock(
        group.judgement.title,
        ("Where", "What was found", "May cost a year", "Severity", "Explanation"),
        "llrll",
        rows,
        max(0, len(group.findings) - len(rows)),
    )
    return [table, *_detail(group.findings[0])]


def _detail(finding: Finding) -> list[Block]:
    detail = finding.verdict.detail
    blocks: list[Block] = [Sentence(note, "note") for note in finding.verdict.notes]
    if detail:
        caption = f"{finding.judgement.title}: where"
        blocks.insert(0, TableBlock(caption, detail.columns, detail.align, detail.rows, detail.more))
    return blocks


def _money(given: Assessment) -> Section:
    total = given.total
    if total is None:
        return Section("money", "What it may cost", ())
    lead = "Together the findings with money may cost {total} a year: one chance in ten that the expected loss is lower, one in ten that it is higher."
    meaning = "This is the uncertainty of the expected yearly loss, not of one year's luck. Findings about one event count once."
    assumptions = tuple(_assumption_row(a) for a in given.assumptions)
    columns = ("Assumption", "p10", "p50", "p90", "Unit", "Origin", "Because")
    blocks: list[Block] = [Sentence(say(lead, total=str(total)), "lead"), Sentence((meaning,))]
    if given.swings:
        blocks.append(_tornado(given, total))
    return Section("money", "What it may cost", (*blocks, TableBlock("Assumptions", columns, "lrrrlll", assumptions)))


def _tornado(given: Assessment, total: Money) -> Chart:
    """How far each assumption moves the total."""
    marks = []
    for swing in given.swings:
        name = swing.assumption.name.replace("_", " ")
        told = f"{name}: {number(two_digits(swing.low))} to {number(two_digits(swing.high))} {total.currency}"
        marks.append(Mark((name,), swing.middle, (told,), spread=spread_of(swing)))
    alternative = ("; ".join(plain(mark.words) for mark in marks) + ".",)
    reference = (total.range.p50, "median total")
    return Chart("ranges", "What moves the total", _so_what(given), f"{total.currency} a year", tuple(marks), alternative, reference=reference)


def _assumption_row(assumption: Assumption) -> tuple[Phrase, ...]:
    spread = assumption.range
    numbers = tuple((number(v) if v >= 10 else f"{two_digits(v):g}",) for v in (spread.p10, spread.p50, spread.p90))  # noqa: PLR2004  # small ones keep decimals
    quoted = " ".join(f"«{c.quotation}» {c.title}, {c.address} (opened {c.opened})." for c in assumption.citations)
    return (
        (f"{assumption.name.replace('_', ' ')}: {assumption.says}",),
        *numbers,
        (assumption.unit,),
        (assumption.origin.value,),
        (f"{assumption.because} {quoted}".strip(),),
    )


def _looked_at(given: Assessment) -> Section:
    scope = given.scope
    apart = counted(scope.set_apart, "commit")
    uncertain = counted(scope.uncertain, "signature was", "signatures were")
    ended = what_could_be_made([(g.judgement.name, g.outcome) for g in given.groups])
    notes = [
        *([(*ended, ".")] if ended else []),
        say("{apart} by bots or coding agents, by reformatting, or on the repositories' own ignore lists were set apart.", apart=apart),
    ]
    if scope.uncertain:
        notes.append(say("{uncertain} joined to a person by name alone: confirm them in a .mailmap file.", uncertain=uncertain))
    if given.dormant:
        names = [Name("repository", name) for name in given.dormant]
        more = [(f"{number(len(names) - _DORMANT)} more",)] if len(names) > _DORMANT else []
        notes.append(say("Without a commit for a year, and therefore not judged: {names}.", names=listing([*names[:_DORMANT], *more])))
    sources = tuple(((s.name,), (s.data_of,), ("–" if s.rows is None else number(s.rows),), s.origin) for s in given.sources)
    blocks: list[Block] = [
        Sentence(say("Measured over {period}, where a measure speaks of a period.", period=scope.period)),
        _repositories(scope),
        *(Sentence(note, "note") for note in notes),
        TableBlock("Sources", ("Source", "Data of", "Rows", "Origin"), "llrl", sources),
    ]
    return Section("looked-at", "What was looked at", (*blocks, *_problems(given)))


def _repositories(scope: Scope) -> TableBlock:
    """All of them, or where they are many those with the most commits: a table of two thousand is read by nobody."""
    many = len(scope.repositories) > _LONGEST_TABLE
    shown = sorted(scope.repositories, key=lambda one: (-one[3], one[0]))[:_LONGEST_TABLE] if many else scope.repositories
    rows = tuple(
        ((Name("repository", name),), (Name("commit", head[:12]),), (at,), (number(commits),), (number(people),), (number(files),))
        for name, head, at, commits, people, files in shown
    )
    caption = "Repositories with the most commits (all: `quarterdeck query 'FROM repositories'`)" if many else "Repositories"
    return TableBlock(caption, ("Repository", "Commit", "Newest commit", "Commits", "People", "Files"), "lllrrr", rows, len(scope.repositories) - len(rows))


def _problems(given: Assessment) -> tuple[Block, ...]:
    if not given.problems:
        return ()
    shown = given.problems[:_PROBLEMS_SHOWN]
    rows = tuple((_place(p), (p.what,), (p.mend,)) for p in shown)
    return (TableBlock("Problems met, and how to mend them", ("Where", "What is wrong", "What to do"), "lll", rows, len(given.problems) - len(shown)),)


def _place(problem: Problem) -> Phrase:
    place = problem.place
    parts: list[str | Name | Cited] = [Name("repository", place.source)] if place.source else []
    if place.path:
        parts += [*([": "] if parts else []), Name("file", place.path)]
    if place.line:
        parts.append(f":{place.line}" + (f":{place.column}" if place.column else ""))
    return tuple(parts)
