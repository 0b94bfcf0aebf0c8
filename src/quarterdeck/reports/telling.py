"""How facts are told to executives: amounts, shares and days in words, and what is said where nobody told anything."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from quarterdeck.kernel.money import Money
from quarterdeck.kernel.quantity import two_digits
from quarterdeck.kernel.section import Statement
from quarterdeck.kernel.text import Cited, Name, Phrase, counted, listing, number, plain, say
from quarterdeck.reports.facts import Choice, Danger, Facts, Outcome, Pace, Quarter

_ORDINALS = ("first", "second", "third", "fourth")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
TREATED = {"avoid": "to be avoided", "reduce": "being reduced", "transfer": "passed on", "accept": "accepted as it is", "": "not treated yet"}
"""What is done about a risk, where its record has no plan in words."""
PURPOSES = {"run": "to run what there is", "grow": "to grow", "transform": "to change how we work"}
"""What money is for, as the purposes of budget lines say it in one word."""
_HUNDREDTHS = 100
_DECIMALS_BELOW = 10
_NOTICED = 0.1
_QUARTER = timedelta(days=92)


def day(of: date) -> str:
    """``21 November 2026``."""
    return f"{of.day} {_MONTHS[of.month - 1]} {of.year}"


def percent(share: float) -> str:
    """``47 %``; small ones keep a decimal, ``0.5 %``."""
    shown = share * _HUNDREDTHS
    decimals = 1 if 0 < abs(shown) < 1 else 0
    return f"{number(round(shown, decimals) + 0.0, decimals)}\u202f%".replace("-", "\u2212")  # no «-0»


def value(of: float, unit: str) -> Phrase:
    """A number with its unit, as its owner thinks of it: ``2.4 %``, ``284 calls``. The unit is in somebody's own words."""
    shown = of * _HUNDREDTHS if unit == "%" else of
    told = number(shown) if float(shown).is_integer() else number(shown, 1 if abs(shown) >= _DECIMALS_BELOW else 2).rstrip("0").rstrip(".")
    if unit == "%":
        return (f"{told}\u202f%",)
    return (f"{told} ", Name("unit", unit.removesuffix("s") if told == "1" else unit)) if unit else (told,)


def amount(of: float, currency: str) -> str:
    """An amount of the books, rounded to two digits below millions, to three above."""
    digits = float(f"{of:.3g}") if abs(of) >= 1e6 else two_digits(of)  # noqa: PLR2004  # a million
    return f"{number(digits)} {currency}".replace("-", "\u2212")


def exactly(of: float, currency: str) -> str:
    """An amount to the last digit: one that was rounded before, or one that stands beside the parts that add up to it."""
    return f"{number(of)} {currency}".replace("-", "\u2212")


def evened(quarter: Quarter) -> Quarter:
    """A quarter for a sentence: each amount rounded by itself, to about a thousandth of the plan. Rounded parts would add up to another sum."""
    step = 10.0 ** max(0, math.floor(math.log10(quarter.planned)) - 3) if quarter.planned >= 1 else 1.0

    def even(of: float) -> float:
        return round(of / step) * step

    def known(of: float | None) -> float | None:
        return None if of is None else even(of)

    lines = tuple(replace(line, planned=even(line.planned), spent=known(line.spent)) for line in quarter.lines)
    return replace(quarter, lines=lines, planned=even(quarter.planned), spent=known(quarter.spent))


def yearly(of: Money) -> str:
    """``35 000 to 210 000 EUR a year``."""
    return f"{of} a year"


def bare(of: Money) -> str:
    """``35 000 to 210 000``, in a column that names the currency."""
    return str(of).removesuffix(f" {of.currency}")


def in_words(quarter: str) -> str:
    """``the third quarter of 2026``."""
    year, _, number_ = quarter.partition("-Q")
    return f"the {_ORDINALS[int(number_) - 1]} quarter of {year}"


def spelled(count: int, one: str) -> str:
    """``two decisions``: small numbers in words, as a sentence begins."""
    return f"{_NUMBERS[count - 1]} {one}{'' if count == 1 else 's'}" if 0 < count <= len(_NUMBERS) else counted(count, one)


def late(due: date, as_of: date) -> str:
    """How long ago or ahead a day is: ``61 days late``, ``in 10 days``, ``today``."""
    days = (as_of - due).days
    return f"{counted(days, 'day')} late" if days > 0 else f"in {counted(-days, 'day')}" if days else "today"


def missing(name: str, words: str | Phrase, supply: str) -> Statement:
    """What could not be told, as loud as a failure, with what to supply."""
    told = (words,) if isinstance(words, str) else words
    return Statement(name, name, "not_assessed", None, told, notes=(say("To settle it: {supply}.", supply=supply),))


def unread(given: Facts, kind: str) -> int:
    """How many records of a kind could not be read."""
    return sum(of == kind for of, _ in given.broken)


def untold(given: Facts, kind: str, otherwise: Statement | None = None) -> Iterator[Statement]:
    """The records of a kind that could not be read, by their files; without one what is said where there is no record, if anything."""
    count = unread(given, kind)
    if count:
        told = spelled(count, kind.replace("-", " "))
        files = listing([Name("path", path) for of, path in given.broken if of == kind])
        words = say("{told} could not be read: {files}.", told=told[:1].upper() + told[1:], files=files)
        settle = ("To settle it: mend what is broken, as `quarterdeck check` says, and assess it.",)
        yield Statement(f"{kind}-is-read", f"{kind}-is-read", "not_assessed", None, words, notes=(settle,))
    elif otherwise:
        yield otherwise


def options(choice: Choice) -> Phrase:
    """Its options in one sentence."""
    if not choice.options:
        return ("The record names no options.",)
    return say("The options: {options}.", options=listing([(f"({index}) ", name) for index, name in enumerate(choice.options, 1)], "or"))


def price(choice: Choice) -> Phrase:
    """What it commits, and whether there is a way back."""
    cost = say("It costs or commits {cost}", cost=Cited(str(choice.cost), "decisions")) if choice.cost else ("The record does not say what it costs",)
    door = {"easy": ", and going back is easy", "costly": ", and going back is costly", "irreversible": ", and there is no way back"}
    return say("{cost}{door}.", cost=cost, door=door.get(choice.reversibility, "; whether there is a way back is not said"))


def asked(choice: Choice, as_of: date) -> Phrase:
    """What is asked and by when: ``Decide by 1 November 2026 (in 1 day): Maps after 2026``."""
    if choice.by is None:
        return say("Decide: {name}", name=choice.name)
    told = "Decide now: {name}, due on {day} ({late})" if choice.by < as_of else "Decide by {day} ({late}): {name}"
    return say(told, name=choice.name, day=day(choice.by), late=late(choice.by, as_of))


def binding(choice: Choice) -> Phrase:
    """Why one must act before the day on record."""
    if choice.binds is None or choice.decide_by is None:
        return ()
    return say(" The record says {day}: too late to cancel {contract}.", day=day(choice.decide_by), contract=choice.binds)


def stake(choice: Choice, given: Facts) -> Phrase:
    """What stays as it is without a decision: the largest open risk of the systems that it is about."""
    found = [danger for danger in given.dangers if danger.id in choice.risks]
    if not found:
        return ()
    return say("Until it is taken, the risk «{risk}» stays, {loss} expected.", risk=found[0].name, loss=Cited(yearly(found[0].loss), "register"))


def weighed(choices: Sequence[Choice]) -> Phrase:
    """Where the options are weighed one by one, or what it takes."""
    ready = [one for one in choices if one.model]
    told: list[Phrase] = []
    if ready:
        told.append(("What each option is worth by itself, the decision paper says.",))
    without = [one for one in choices if not one.model]
    if without:
        names = listing([one.name for one in without])
        told.append(say("What each option of {names} is worth is not assessed: its record names no decision model.", names=names))
    return tuple(part for phrase in told for part in (" ", *phrase))[1:]


def advanced(known: Sequence[Outcome], shown: Sequence[Outcome]) -> Phrase:
    """What the picture shows of the key results that somebody measured: those furthest behind, and how far they are."""
    shares = [one.share or 0.0 for one in shown]
    if len(shown) == 1:
        return say("The one measured result has come {share} of its way.", share=percent(shares[0]))
    which = "The {shown} of {all} results that are furthest behind" if len(shown) < len(known) else "All {shown} results"
    told = which + " have come {low} to {high} of their way."
    return say(told, shown=len(shown), all=len(known), low=percent(min(shares)), high=percent(max(shares)))


def since(known: Sequence[Outcome]) -> Phrase:
    """How they moved since the reading before, where one is known."""
    moved = [one.moved for one in known if one.moved is not None]
    if not moved:
        return ()
    forward = sum(one > 0 for one in moved)
    back = sum(one < 0 for one in moved)
    days = sorted({one.before_on for one in known if one.before_on and one.moved is not None})
    when = f"Since {day(days[0])}" if len(days) == 1 else "Since the reading before"
    return (f" {when}, {forward} of {len(moved)} went forward{f' and {back} went back' if back else ''}.",)


WAY = ("Start", "Before", "Now", "Target", "Way done")
"""The columns of ``way``."""


def way(one: Outcome) -> tuple[Phrase, ...]:
    """A key result: where it began, stood at the reading before, stands, and shall stand, and how much of the way that is."""
    bare = _bare(one.current, one) if one.current is not None else ("not measured",)
    now: Phrase = (Cited(plain(bare), one.reading),) if one.reading else bare
    return (_bare(one.baseline, one), _bare(one.before, one), now, value(one.target, one.unit), (percent(one.share) if one.share is not None else "–",))


def _bare(of: float | None, one: Outcome) -> Phrase:
    """A number without its unit, which stands beside the target."""
    if of is None:
        return ("–",)
    return value(of, "%" if one.unit == "%" else "")


def trend(danger: Danger) -> str:
    """How its expected loss moved since the earlier assessment: by less than a tenth is as before."""
    if danger.before is None:
        return "new"
    now = danger.loss.range.p50
    if danger.before <= 0 or abs(now / danger.before - 1) <= _NOTICED:
        return "as before"
    return f"{'more' if now > danger.before else 'less'}: {amount(danger.before, '').strip()} before"


def stale(outcomes: Sequence[Outcome], as_of: date) -> Phrase:
    """Which of them were measured longer than a quarter ago."""
    old = [one for one in outcomes if one.measured and as_of - one.measured > _QUARTER]
    names = listing([say("{name} ({day})", name=one.name, day=day(one.measured)) for one in old if one.measured])
    return say(" Measured more than a quarter ago: {names}.", names=names) if old else ()


def unmeasured(outcomes: Sequence[Outcome]) -> Phrase:
    """Which of them nobody has measured: no zero."""
    names = [one.name for one in outcomes if one.share is None]
    return say("Not measured: {names}.", names=listing(names)) if names else ()


def latest(paces: Sequence[Pace]) -> Pace | None:
    """The project whose open work takes longest, of those that have days."""
    dated = [one for one in paces if one.half and one.sure]
    return max(dated, key=lambda one: (one.sure or date.min, one.project.text), default=None)


def who(name: Name | None) -> Phrase:
    """A name, or a dash where nobody is named."""
    return (name,) if name else ("nobody",)
