"""CODEOWNERS: rules, comments, GitLab's sections, and which of several files counts."""

from __future__ import annotations

from quarterdeck.evidence.files import Extracted, FileContent
from quarterdeck.evidence.governance import CodeOwner
from quarterdeck.sources.documents import extract


def rules(extracted: Extracted) -> list[tuple[int, str, tuple[str, ...]]]:
    """Line, pattern and owners of each rule."""
    return [(row.line, row.pattern, row.owners) for row in extracted.rows if isinstance(row, CodeOwner)]


def read(text: str, path: str = "CODEOWNERS") -> Extracted:
    """The rows of one file."""
    return extract([FileContent("r", path, text.encode())])


def test_githubs_format() -> None:
    """Users, teams, addresses, comments, escaped spaces, and a rule that takes ownership away."""
    extracted = read("# all\n*  @org/core dev@example.org # the core\n/docs/My\\ File @writer\n/generated/\n")
    assert extracted.problems == ()
    assert rules(extracted) == [
        (2, "*", ("@org/core", "dev@example.org")),
        (3, "/docs/My\\ File", ("@writer",)),
        (4, "/generated/", ()),
    ]


def test_gitlabs_sections_lend_their_owners() -> None:
    """Rules of a section without owners of their own take the section's."""
    extracted = read("[Backend][2] @org/backend\n/api/\n/api/auth @security\n^[Docs]\n/docs/ @@maintainer\n/free/\n", ".gitlab/CODEOWNERS")
    assert rules(extracted) == [
        (2, "/api/", ("@org/backend",)),
        (3, "/api/auth", ("@security",)),
        (5, "/docs/", ("@@maintainer",)),
        (6, "/free/", ()),
    ]


def test_an_owner_that_cannot_be_one_is_a_problem_and_the_others_stay() -> None:
    """With line and column."""
    extracted = read("* @good bad-name\n")
    assert rules(extracted) == [(1, "*", ("@good",))]
    assert [str(problem.place) for problem in extracted.problems] == ["r/CODEOWNERS:1:9"]


def test_the_first_place_counts_and_the_others_are_told() -> None:
    """GitHub reads .github before the root before docs."""
    files = [FileContent("r", path, b"* @x\n") for path in ("docs/CODEOWNERS", "CODEOWNERS", ".github/CODEOWNERS")]
    extracted = extract(files)
    assert [row.path for row in extracted.rows if isinstance(row, CodeOwner)] == [".github/CODEOWNERS"]
    assert [problem.place.path for problem in extracted.problems] == ["CODEOWNERS", "docs/CODEOWNERS"]
    assert all(problem.silences == () for problem in extracted.problems)
