"""Changing one value in a text: the law is that nothing else moves."""

from __future__ import annotations

import contextlib
import difflib
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import settings as law
from hypothesis import strategies as st

from quarterdeck.records.editing import NotEditedError, change, with_body
from quarterdeck.records.emitting import UnwritableError, behind_key, inline, scalar
from quarterdeck.records.events import Tree, read_events
from quarterdeck.records.parsing import parse

ORDER = ("name", "owner", "status", "members", "key_results", "description")
RECORD = """\
# yaml-language-server: $schema=../x.json
name: A   # the name

# who answers
owner: "team/x"
members:   # all of them
  - person/a  # leads
  # came last
  - person/b
flow: [a, b]  # short
fold: >
  one
  two

empty:
key_results:
  - name: x
    baseline: 1   # old
  - {name: y, baseline: 2}
# the end
"""


def changed(steps: tuple[str | int, ...], value: Tree | None, text: str = RECORD) -> list[str]:
    """The lines that went (``-``) and came (``+``)."""
    after = change(text.encode(), {steps: value}, ORDER, markdown=False).decode()
    moved = [line[0] + line[2:] for line in difflib.ndiff(text.split("\n"), after.split("\n"))]
    return [line for sign in "-+" for line in moved if line[0] == sign]


@pytest.mark.parametrize(
    ("steps", "value", "lines"),
    [
        (("name",), "B", ["-name: A   # the name", "+name: B   # the name"]),
        (("name",), "B: c", ["-name: A   # the name", "+name: 'B: c'   # the name"]),
        (("name",), "A", []),
        (("owner",), "team/y", ['-owner: "team/x"', "+owner: team/y"]),
        (("owner",), None, ['-owner: "team/x"']),
        (("status",), "open", ["+status: open"]),
        (("members",), ["person/a", "person/b", "person/c"], ["+  - person/c"]),
        (("members",), ["person/b"], ["-  - person/a  # leads", "-  # came last"]),
        (("members",), [], ["-members:   # all of them", "-  - person/a  # leads", "-  # came last", "-  - person/b", "+members: []"]),
        (("members", 1), "person/z", ["-  - person/b", "+  - person/z"]),
        (("flow",), ["a", "c, d"], ["-flow: [a, b]  # short", "+flow: [a, 'c, d']  # short"]),
        (("fold",), "one", ["-fold: >", "-  one", "-  two", "+fold: one"]),
        (("fold",), "a\nb", ["-fold: >", "-  one", "-  two", "+fold: |-", "+  a", "+  b"]),
        (("fold",), None, ["-fold: >", "-  one", "-  two"]),
        (("empty",), "x", ["-empty:", "+empty: x"]),
        (("key_results", 0, "baseline"), "9", ["-    baseline: 1   # old", "+    baseline: 9   # old"]),
        (("key_results", 0, "unit"), "days", ["+    unit: days"]),
        (("key_results", 1, "unit"), "d, e", ["-  - {name: y, baseline: 2}", "+  - {name: y, baseline: 2, unit: 'd, e'}"]),
        (("key_results", 1, "name"), "z", ["-  - {name: y, baseline: 2}", "+  - {name: z, baseline: 2}"]),
        (("amounts",), {"2026-Q1": "5 EUR"}, ["+amounts:", "+  2026-Q1: 5 EUR"]),
    ],
)
def test_only_the_lines_of_the_value_change(steps: tuple[str | int, ...], value: Tree | None, lines: list[str]) -> None:
    assert changed(steps, value) == lines
    assert changed(steps, value, RECORD.replace("\n", "\r\n")) == [f"{line}\r" for line in lines]


@pytest.mark.parametrize(
    ("steps", "value", "why"),
    [
        (("owner", "x"), "1", "there is no owner.x"),
        (("key_results", 5, "x"), "1", "there is no key_results.5"),
        (("key_results", 1, "name"), None, "within brackets"),
        (("key_results", 0, "name"), None, "opens an item"),
    ],
)
def test_what_cannot_be_done_with_care_is_not_done(steps: tuple[str | int, ...], value: Tree | None, why: str) -> None:
    with pytest.raises(NotEditedError, match=why):
        changed(steps, value)


@pytest.mark.parametrize("broken", ["a: [", "- a", "a: *x", "a: 1\na: 2"])
def test_a_file_that_cannot_be_read_is_left_alone(broken: str) -> None:
    with pytest.raises(NotEditedError, match="by hand"):
        changed(("name",), "x", broken)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b"status: open\n"),
        (b"# only\n", b"# only\nstatus: open\n"),
        (b"name: x", b"name: x\nstatus: open"),
        (b"\xef\xbb\xbfname: x\n", b"\xef\xbb\xbfname: x\nstatus: open\n"),
        (b"name: x\r\nzzz: y\r\n", b"name: x\r\nstatus: open\r\nzzz: y\r\n"),
        (b"zzz: y\n", b"status: open\nzzz: y\n"),
        (b"{name: x}\n", b"{name: x, status: open}\n"),
    ],
)
def test_a_new_key_finds_its_place(before: bytes, after: bytes) -> None:
    assert change(before, {("status",): "open"}, ORDER, markdown=False) == after


def test_the_text_below_the_keys_is_kept_or_changed_alone() -> None:
    text = b"---\nstatus: open # now\n---\n\n# Title\n\nstatus: no key\n"
    assert change(text, {("status",): "done"}, ORDER, markdown=True) == text.replace(b"open", b"done")
    assert with_body(text, "# Other") == b"---\nstatus: open # now\n---\n# Other\n"
    assert with_body(b"---\r\nname: x\r\n---", "new\n") == b"---\r\nname: x\r\n---\r\nnew\r\n"


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=12)
PLAIN = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9 ./%-]{0,12}[A-Za-z0-9]", fullmatch=True)
VALUES: st.SearchStrategy[Tree] = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PLAIN, inner, min_size=1, max_size=3), max_leaves=6
)
COMMENTS = st.sampled_from(["", "", "  # why", "\n# above the next", "\n", "\n\n# far\n"])


@st.composite
def records(draw: st.DrawFn) -> str:
    """A record as people write them: keys of all forms, comments between, after and above, quotes, blank lines."""
    text = draw(st.sampled_from(["", "# head\n\n"]))
    for name in draw(st.lists(PLAIN, min_size=1, max_size=5, unique=True)):
        form, value = draw(st.sampled_from(["plain", "single", "double", "flow", "block", "fold", "empty", "group"])), draw(PLAIN)
        comment = draw(COMMENTS)
        text += {
            "plain": f"{name}: {value}{comment}\n",
            "single": f"{name}:   '{value} # no comment'{comment}\n",
            "double": f'{name}: "{value}: \\t"{comment}\n',
            "flow": f"{name}: [{value}, {{a: {value}}}]{comment}\n",
            "block": f"{name}:{'  # list' if comment else ''}\n  - {value}  # item\n    # below it\n  - '{value}2'{comment}\n",
            "fold": f"{name}: >-\n    {value}\n    {value}\n\n",
            "empty": f"{name}:{comment}\n",
            "group": f"{name}:\n- a: {value}{comment.split(chr(10))[0]}\n  b: {value}\n-   c: {value}\n",
        }[form]
    return text


@given(records(), VALUES, st.data())
@law(max_examples=40)
def test_there_and_back_is_the_same_text(text: str, value: Tree, data: st.DataObject) -> None:
    """Another value, and the old one again: what was around it is there to the last blank, and what was read is read again."""
    before = parse(text.encode(), markdown=False)
    assume(before.data)
    assert before.data
    key = data.draw(st.sampled_from(sorted(before.data)))
    try:
        there = change(text.encode(), {(key,): value}, (), markdown=False)
    except (NotEditedError, UnwritableError):
        assume(False)
        raise
    held = parse(there, markdown=False)
    assert held.data == {**before.data, key: value.rstrip("\n") if isinstance(value, str) else value}
    back = change(there, {(key,): before.data[key]}, (), markdown=False)
    assert parse(back, markdown=False).data == before.data
    for comment in ("# head", "# far", "# above the next"):
        assert back.count(comment.encode()) == text.count(comment)


@given(records())
@law(max_examples=40)
def test_writing_what_is_there_changes_no_byte(text: str) -> None:
    held = parse(text.encode(), markdown=False)
    for ends in ("\n", "\r\n"):
        data = text.replace("\n", ends).encode()
        assert change(data, {(key,): value for key, value in (held.data or {}).items()}, (), markdown=False) == data


@given(st.text(max_size=20) | st.text("'\"#:-?&*!|>%@`[]{},\\ \n\t", max_size=8))
@law(max_examples=250)
def test_any_words_are_written_so_that_they_are_read_again(words: str) -> None:
    with contextlib.suppress(UnwritableError):
        assert read_events(f"k: {scalar(words)}\n").data == {"k": words}
        assert read_events(f"k: [{scalar(words, flow=True)}, x]\n").data == {"k": [words, "x"]}
        assert read_events(f"k:{behind_key(words, 0)}\nl: m\n").data == {"k": words.rstrip("\n"), "l": "m"}


@given(VALUES)
@law(max_examples=40)
def test_any_value_is_written_so_that_it_is_read_again(value: Tree) -> None:
    with contextlib.suppress(UnwritableError):
        assert read_events(f"k: {inline(value)}\n").data == {"k": value}


def test_the_random_bytes_of_any_file_never_crash_a_change(tmp_path: Path) -> None:
    for data in (b"\xff", b"\x00", b"a: \xe2\x80\xa8", b"name: 'x", b"---\n", b"? a\n: b\n"):
        with contextlib.suppress(NotEditedError):
            change(data, {("name",): "x"}, ORDER, markdown=False)
