"""`.mailmap` and `.git-blame-ignore-revs`: the file on the left, the rows on the right."""

from __future__ import annotations

from quarterdeck.evidence.code import IgnoredRevision, MailmapEntry
from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.sources.documents import extract, wants


def read(path: str, text: str) -> Extracted:
    """The rows of one file."""
    return extract([FileContent("r", path, text.encode())])


def test_all_four_forms_of_a_mailmap() -> None:
    """As in gitmailmap(5), with comments on their own line and after an address."""
    extracted = read(
        ".mailmap",
        """# people
Ada Lovelace <ADA@laptop.example>
<ada@example.org> <ada@old.example>
Ada Lovelace <ada@example.org> <countess@example.org>   # her title
Ada Lovelace <ada@example.org> A. King <king@example.org>

""",
    )
    assert extracted.problems == ()
    assert extracted.rows == (
        MailmapEntry("r", 2, "Ada Lovelace", None, None, "ada@laptop.example"),
        MailmapEntry("r", 3, None, "ada@example.org", None, "ada@old.example"),
        MailmapEntry("r", 4, "Ada Lovelace", "ada@example.org", None, "countess@example.org"),
        MailmapEntry("r", 5, "Ada Lovelace", "ada@example.org", "A. King", "king@example.org"),
    )


def test_a_line_that_maps_nothing_is_a_problem_at_its_line() -> None:
    """The other lines are read."""
    extracted = read(".mailmap", "Ada <ada@example.org>\nno address here\n<alone@example.org>\nEmpty <>\nAda <unclosed\n")
    assert [row.line for row in extracted.rows if isinstance(row, MailmapEntry)] == [1]
    assert [(problem.place.line, problem.silences) for problem in extracted.problems] == [(line, ("mailmap",)) for line in (2, 3, 4, 5)]


def test_ignored_revisions_are_whole_ids() -> None:
    """Comments may follow; short ids, which git refuses, are Problems."""
    sha1, sha256 = "a" * 40, "b" * 64
    extracted = read(".git-blame-ignore-revs", f"# black\n{sha1}\n{sha256.upper()} # tabs\nabc1234\n\n")
    assert extracted.rows == (IgnoredRevision("r", sha1, 2), IgnoredRevision("r", sha256, 3))
    assert [(str(problem.place), problem.silences) for problem in extracted.problems] == [("r/.git-blame-ignore-revs:4", ("ignored_revisions",))]


def test_only_the_root_counts() -> None:
    """As git does."""
    assert wants(".mailmap")
    assert not wants("sub/.mailmap")
    assert wants(".git-blame-ignore-revs")
