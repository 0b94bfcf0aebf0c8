"""What only shows when all records are side by side: references that lead nowhere, circles, duplicates, currencies that do not meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache

from quarterdeck.kernel.money import Money
from quarterdeck.records.document import Steps
from quarterdeck.records.kinds import BY_KIND
from quarterdeck.records.kinds.assumption import WrittenAssumption
from quarterdeck.records.kinds.company import Company
from quarterdeck.records.kinds.person import Person
from quarterdeck.records.reading import Slip, nearest
from quarterdeck.records.record import Record
from quarterdeck.records.schema import keys
from quarterdeck.records.values import Private, Ref


def references(record: Record) -> Iterator[tuple[Steps, Ref]]:
    """Every record that this one names, with the place of the name."""
    for name in _naming(record.kind):
        value = getattr(record, name)
        if isinstance(value, Ref):
            yield (name,), value
        elif value:
            yield from (((name, number), one) for number, one in enumerate(value) if isinstance(one, Ref))


@cache
def _naming(kind: str) -> tuple[str, ...]:
    """The keys of a kind that name other records."""
    return tuple(key.name for key in keys(BY_KIND[kind]) if key.refers)


@cache
def _counting(kind: str) -> tuple[str, ...]:
    """The keys of a kind that hold amounts of money."""
    return tuple(key.name for key in keys(BY_KIND[kind]) if key.money)


def cross_check(records: Mapping[Ref, Record], there: Mapping[str, AbstractSet[str]], company: Company | None) -> Iterator[tuple[Ref, Slip]]:
    """All that is wrong between records."""
    named = {ref: tuple(references(record)) for ref, record in records.items()}
    for ref, record in records.items():
        yield from ((ref, slip) for slip in dangling(ref, named[ref], there))
        yield from ((ref, slip) for slip in _twice(named[ref]))
        if company:
            yield from ((ref, slip) for slip in _currencies(record, company))
    yield from _circles(named)
    yield from _shared_emails(records.values())
    if company:
        yield from _assumed_twice(records.values(), company)


def dangling(of: Ref, named: Iterable[tuple[Steps, Ref]], there: Mapping[str, AbstractSet[str]]) -> Iterator[Slip]:
    """References that lead nowhere, or back to where they stand. ``there`` are the ids of each kind that have a file."""
    for steps, ref in named:
        if ref.kind not in BY_KIND:
            near = nearest(ref.kind, list(BY_KIND))
            yield Slip(steps, f"{ref} names no kind of record", f"Did you mean {near}/{ref.id}?" if near else f"Kinds are {', '.join(BY_KIND)}")
        elif ref.id not in there.get(ref.kind, set()):
            kind = BY_KIND[ref.kind]
            near = nearest(ref.id, sorted(there.get(ref.kind, ())))
            make = f"reate {kind.folder}/{ref.id}.{'md' if kind.prose else 'yaml'}"
            yield Slip(steps, f"there is no {ref}", f"Did you mean {ref.kind}/{near}? Otherwise c{make}" if near else f"C{make}")
        elif ref == of:
            yield Slip(steps, f"{ref} refers to itself", "Name another, or take the reference away")


def _twice(named: Iterable[tuple[Steps, Ref]]) -> Iterator[Slip]:
    seen: set[tuple[object, Ref]] = set()
    for steps, ref in named:
        if len(steps) > 1:
            if (steps[0], ref) in seen:
                yield Slip(steps, f"{ref} stands twice in {steps[0]}", "Keep one of them")
            seen.add((steps[0], ref))


def _amounts(record: Record) -> Iterator[tuple[Steps, Money]]:
    for name in _counting(record.kind):
        value = getattr(record, name)
        if isinstance(value, Money):
            yield (name,), value
        elif isinstance(value, Private):
            yield (name,), value.amount
        elif value:
            yield from (((name, str(key)), one) for key, one in value.items())


def _currencies(record: Record, company: Company) -> Iterator[Slip]:
    """Two currencies in one record, or one that cannot be told in the company's."""
    if record is company:
        return
    first = ""
    for steps, money in _amounts(record):
        first = first or money.currency
        if money.currency != first:
            yield Slip(steps, f"{money.currency} stands beside {first} in one record", f"Write all its amounts in one currency, for instance in {first}")
        elif money.currency != company.currency and money.currency not in company.exchange_rates:
            what = f"the amount is in {money.currency}, the company counts in {company.currency}, and no rate is known"
            yield Slip(
                steps,
                what,
                f"Add it to exchange_rates in quarterdeck.yaml ({money.currency}: 0.9 {company.currency}), or write the amount in {company.currency}",
            )


def _circles(named: Mapping[Ref, tuple[tuple[Steps, Ref], ...]]) -> Iterator[tuple[Ref, Slip]]:
    """Each circle once, at its first record and at every other that is in it."""
    for kind in BY_KIND.values():
        for key in kind.acyclic:
            leads = {
                ref: [other for steps, other in others if steps[0] == key and other != ref and other in named]
                for ref, others in named.items()
                if ref.kind == kind.kind
            }
            for circle in _rings(leads):
                said = " → ".join(str(ref) for ref in (*circle, circle[0]))
                for ref in circle:
                    yield ref, Slip((key,), f"a circle: {said}", f"Take one of these out of {key}")


def _rings(leads: Mapping[Ref, list[Ref]]) -> Iterator[list[Ref]]:
    """Circles that share no record, found by walking each way once."""
    done: set[Ref] = set()
    for start in leads:
        path: list[Ref] = []
        stack = [(start, iter(leads[start]))] if start not in done else []
        on_path = {start} if stack else set()
        path = [start] if stack else []
        while stack:
            here, ways = stack[-1]
            onward = next(ways, None)
            if onward is None:
                stack.pop()
                path.pop()
                on_path.discard(here)
                done.add(here)
            elif onward in on_path:
                yield path[path.index(onward) :]
            elif onward not in done:
                stack.append((onward, iter(leads[onward])))
                path.append(onward)
                on_path.add(onward)


def _shared_emails(records: Iterable[Record]) -> Iterator[tuple[Ref, Slip]]:
    owners: dict[str, Person] = {}
    for person in records:
        if isinstance(person, Person):
            for number, email in enumerate(person.emails):
                other = owners.setdefault(email.lower(), person)
                if other is not person:
                    yield person.ref, Slip(("emails", number), f"{email} belongs to {other.ref} too", "Give it to one of the two, or make one record of both")


def _assumed_twice(records: Iterable[Record], company: Company) -> Iterator[tuple[Ref, Slip]]:
    for record in records:
        if isinstance(record, WrittenAssumption) and record.id in company.assumptions:
            yield record.ref, Slip(("value",), f"{record.id} is assumed in quarterdeck.yaml too", "Keep one of them")
