"""Where texts name something: the words of a decision, looked for in every file of a commit."""

import re

import pytest
from hypothesis import given
from hypothesis import settings as law
from hypothesis import strategies as st

from quarterdeck.sources.git.mentions import Mentions

NAMES = ["postgres(ql)?", "aws[ _-]?s3", "aws", r"c\+\+", "go", "ölwerk", "café[ _-]?bar"]
TEXTS = [
    ("We use PostgreSQL, not postgres.", [(1, "PostgreSQL"), (1, "postgres")]),
    ("awsS3 aws-s3 AWS\nS3 aws  s3", [(1, "awsS3"), (1, "aws-s3"), (1, "AWS"), (2, "aws")]),  # the longer of two that begin alike; no line is crossed
    ("gopher mango go_on", []),  # whole words only
    ("1\n2 go;\n\n4 C++ and go", [(2, "go"), (4, "C++"), (4, "go")]),
    ("über-go ägo", [(1, "go"), (1, "go")]),  # a word is of ASCII letters, as git has it
    ("go\x00", []),  # binary
    ("an Ölwerk, an ölwerk, ÖLWERK", [(1, "Ölwerk"), (1, "ölwerk"), (1, "ÖLWERK")]),
    ("CAFÉ-Bar café bar", [(1, "CAFÉ-Bar"), (1, "café bar")]),
]


@pytest.mark.parametrize(("text", "told"), TEXTS)
def test_whole_words_are_found_with_their_lines(text: str, told: list[tuple[int, str]]) -> None:
    assert list(Mentions(NAMES).of(text.encode())) == told


@given(st.text("ags3o-_ \n", max_size=40))
@law(max_examples=30)
def test_nothing_is_found_that_a_line_by_line_search_does_not_find(text: str) -> None:
    """One name at a time, against the plain search of each line."""
    for name in ("go", "aws[ _-]?s3"):
        plain = re.compile(rf"(?<!\w){name}(?!\w)", re.ASCII)
        said = [(number, found[0]) for number, line in enumerate(text.split("\n"), 1) for found in plain.finditer(line)]
        assert list(Mentions([name]).of(text.encode())) == said


def test_a_pattern_begins_with_plain_text() -> None:
    with pytest.raises(ValueError, match=r"\(a\|b\)"):
        Mentions(["(a|b)"])


def test_a_search_that_would_take_minutes_ends() -> None:
    """Texts made of a name's beginning, over and over; what was found up to then stands."""
    search = Mentions(["a[bc]", "go"], most=10_000)
    assert list(search.of(b"ab go\n" + b"a " * 2_000_000)) == [(1, "ab")]
    assert search.given_up
    assert not Mentions(["go"], most=1000).given_up
