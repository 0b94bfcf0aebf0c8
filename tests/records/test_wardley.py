"""Wardley maps: what is read of the language of OnlineWardleyMaps, and what is said of lines that cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.records.collection import File, assemble
from quarterdeck.records.kinds.wardley_map import WardleyMap
from quarterdeck.records.wardley import MOST, Component, read_map

EVERYTHING = """title Parcels
// a comment
/* a longer
comment */
size [600, 400]
style wardley
evolution Genesis->Custom->Product->Commodity
y-axis Value->Invisible->Visible
anchor Sender [0.97, 0.4]
component Booking [0.7, 0.45] label [15, -4]
component "Shop, and [window]" [0.8, 0.5] (buy) inertia
component Mail [0.5, 0.6] label [-3, 2] (outsource)
component Hall [0.3, 0.6] (inertia)
component Unplaced
component Rooms (market)
market Carriers [0.2, 0.8]
ecosystem Makers [0.1, 0.9]
submap Payments [0.4, 0.7] url(there)
url there [https://example.org/#clone:x]
component Power [0.2, 0.7]
evolve Power 0.9 label [-12, 21]
evolve Booking->Booking as a service 0.6 (buy)
pipeline Power
{
component Wind [0.72] label [-13.00, 35.00]
component Coal [0.6]
}
build Booking
Sender->Booking
Booking->"Shop, and [window]"; they sell
Booking+'2 EUR'>Mail
Booking +<> Payments
Booking as a service->Carriers
note What we do not know [0.9, 0.1]
annotation 1 [[0.43, 0.49], [0.08, 0.79]] Wind is cheap
annotation 2 [0.4, 0.5] Halls are not
annotations [0.6, 0.02]
pioneers [0.59, 0.43, 0.49, 0.63]
accelerator Law [0.5, 0.5]
"""


def test_everything_that_the_language_has_is_read() -> None:
    told = read_map(EVERYTHING)
    assert told.title == "Parcels"
    assert told.unread == ()
    things = {one.name: one for one in told.components}
    assert things["Sender"] == Component("Sender", "anchor", 0.97, 0.4)
    assert things["Booking"] == Component("Booking", "component", 0.7, 0.45, moves_to=0.6, becomes="Booking as a service", way="build")
    assert things["Shop, and [window]"] == Component("Shop, and [window]", "component", 0.8, 0.5, way="buy", inertia=True)
    assert things["Hall"].inertia
    assert (things["Unplaced"].visibility, things["Rooms"].kind, things["Carriers"].kind, things["Payments"].kind) == (None, "market", "market", "submap")
    assert things["Wind"] == Component("Wind", "component", 0.2, 0.72, pipeline="Power")
    assert told.links == (
        ("Sender", "Booking"), ("Booking", "Shop, and [window]"), ("Booking", "Mail"), ("Booking", "Payments"), ("Booking", "Carriers"), ("Power", "Wind"),
        ("Power", "Coal"),
    )  # fmt: skip
    assert told.notes == ("What we do not know", "Wind is cheap", "Halls are not")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("component", "a component has no name"),
        ("component [0.1, 0.2]", "a component has no name"),
        ("component A [0.1, 0.2]", "'A' stands twice"),
        ("component B [far, near]", "[far, near] is no place on the map"),
        ("component B [0.1]", "[0.1] is no place on the map"),
        ("component B [inf, nan]", "[inf, nan] is no place on the map"),
        ("evolve A", "evolve 'A' does not say how far"),
        ("evolve C 0.7", "'C' is no component of the map"),
        ("buy C", "'C' is no component of the map"),
        ("A->C", "'C' is no component of the map"),
        ("whatever", "'whatever' is no line of a Wardley map"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_the_rest_stands(line: str, what: str) -> None:
    told = read_map(f"component A [0.5, 0.5]\n{line}\ncomponent Z [2, -1]\n")
    assert [(one.line, one.what) for one in told.unread] == [(2, what)]
    assert [one for one in told.components if one.name in "AZ"] == [Component("A", "component", 0.5, 0.5), Component("Z", "component", 1.0, 0.0)]


def test_a_map_has_an_end() -> None:
    told = read_map("\n".join(f"component c{number} [0.5, 0.5]" for number in range(MOST + 1)))
    assert len(told.components) == MOST
    assert [one.what for one in told.unread] == [f"a map has more than {MOST} components"]


@given(st.lists(st.sampled_from([*EVERYTHING.splitlines(), "{", "}", '"', "[", "->", "evolve ", "component ", "pipeline"]) | st.text(max_size=40), max_size=12))
def test_no_text_is_too_much(lines: list[str]) -> None:
    told = read_map("\n".join(lines))
    names = {one.name for one in told.components}
    assert all(end in names for link in told.links for end in link)
    assert all(0 <= place <= 1 for one in told.components for place in (one.visibility, one.evolution, one.moves_to) if place is not None)


KEYS = "---\nname: Tea\ndrawn: 2026-09-14\n---\n\n# Tea\n\nAs we see it.\n\n```wardley\ncomponent Cup [0.7, 0.6]\nnonsense here\n```\n\n> Not of the map.\n"


def test_a_map_below_keys_and_a_map_alone_are_records() -> None:
    company = File("quarterdeck.yaml", b"schema: 1\ncompany: Acme\ncurrency: EUR\n")
    alone = File("maps/alone.owm", b"component Kettle [0.4, 0.3]\nKettle->Cup\n")
    elsewhere = File("systems/tea.owm", b"component Kettle [0.4, 0.3]\n")
    records = assemble([company, File("maps/tea.md", KEYS.encode()), alone, elsewhere])
    maps = {one.id: one for one in records.of(WardleyMap)}
    assert [(one.name, [thing.name for thing in one.components]) for one in maps.values()] == [("alone", ["Kettle"]), ("Tea", ["Cup"])]
    assert [str(problem) for problem in records.unread] == [
        "maps/alone.owm:2:1: map/alone 'Cup' is no component of the map. Name it as its line does, or write the line.",
        "maps/tea.md:12:1: map/tea 'nonsense here' is no line of a Wardley map. Write component, anchor, evolve, pipeline, note or a link (A->B).",
    ]
    assert [problem.what for problem in records.problems] == ["a record ends in .yaml or .md, not in .owm"]
