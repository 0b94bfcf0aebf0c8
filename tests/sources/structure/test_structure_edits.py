"""Edits of a file, and the functions that they changed: told one by one, and as a law that reading only what differs gives what reading all gives."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.evidence.files import FileContent
from quarterdeck.evidence.structure import Function
from quarterdeck.sources import structure
from quarterdeck.sources.structure.edits import OUTSIDE, Changed, Weight, versions_of

CART = """import tax


class Cart:
    def add(self, item):
        self.items.append(item)

    def total(self):
        def rate(item):
            return tax.rate(item)

        return sum(rate(item) for item in self.items)


def empty():
    return Cart()
"""
EDITS = {
    "a condition more": ("        self.items.append(item)\n", "        if item:\n            self.items.append(item)\n", ["Cart.add 0 to 1"]),
    "a line less": ("        self.items.append(item)\n", "", ["Cart.add 0 to 0"]),
    "what stands within another counts to itself": ("            return tax.rate(item)", "            return item.rate", ["Cart.total.rate 0 to 0"]),
    "outside of functions": ("import tax\n", "import tax\nimport sums\n", ["outside"]),
    "a new name is another function": ("def empty():", "def nothing():", ["empty 0 to gone", "nothing new to 0"]),
    "two places": ("Cart()\n", "Cart() or None\n", ["empty 0 to 1"]),
}


def hunks(before: str, after: str) -> list[tuple[int, int, int]]:
    """(lines kept, taken away, added), as git tells them."""
    told, at = [], 0
    for kind, a, b, c, d in SequenceMatcher(a=before.splitlines(keepends=True), b=after.splitlines(keepends=True), autojunk=False).get_opcodes():
        if kind != "equal":
            told.append((a - at, b - a, d - c))
            at = b
    return told


def said(change: Changed) -> str:
    """``Cart.add 0 to 1``."""
    before, after = ("" if weight is None else str(weight.cognitive) for weight in (change.before, change.after))
    return f"{change.name} {before or 'new'} to {after or 'gone'}" if change.name else "outside"


@pytest.mark.parametrize(("old", "new", "expected"), EDITS.values(), ids=EDITS)
def test_an_edit_changes_the_functions_that_its_lines_belong_to(old: str, new: str, expected: list[str]) -> None:
    after = CART.replace(old, new, 1)
    versions = versions_of("cart.py", "Python", {"a": CART.encode(), "b": after.encode()})
    assert [said(change) for change in versions.changed("a", "b", hunks(CART, after))] == expected


def test_a_new_file_is_all_new_and_what_is_not_there_is_passed_over() -> None:
    versions = versions_of("cart.py", "Python", {"a": CART.encode()})
    told = versions.changed("", "a", hunks("", CART))
    assert [said(change) for change in told] == ["outside", "Cart.add new to 0", "Cart.total new to 0", "Cart.total.rate new to 0", "empty new to 0"]
    assert versions.changed("a", "missing", [(0, 1, 0)]) == []


PIECES = [
    "def {n}(a):\n    if a:\n        return {n}(a - 1)\n",
    "class C{n}:\n    def go(self):\n        for a in b:\n            pass\n",
    "x = 1\n\n",
    "# {n}\n",
]
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from("pqrs")), max_size=7).map(lambda told: "".join(p.replace("{n}", n) for p, n in told))


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_reading_what_differs_gives_what_reading_all_gives(texts: list[str]) -> None:
    contents = {str(at): text.encode() for at, text in enumerate(texts) if text}
    versions = versions_of("a.py", "Python", contents)
    for before, after in pairwise(texts):
        if not before or not after:
            continue
        for change in versions.changed(str(texts.index(before)), str(texts.index(after)), hunks(before, after)):
            assert change.name == OUTSIDE or all(stands(change.name, *side) for side in ((before, change.before), (after, change.after)))


def stands(name: str, text: str, weight: Weight | None) -> bool:
    """Whether the text holds the function with this weight; of several with one name, those far from an edit are not seen."""
    told = [function.cognitive for function in functions(text) if function.name == name]
    return len(told) > 1 or told == ([weight.cognitive] if weight else [])


def functions(text: str) -> list[Function]:
    return [row for row in structure.read(FileContent("r", "a.py", text.encode()), "b", "Python").rows if isinstance(row, Function)]
