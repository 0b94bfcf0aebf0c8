"""Who is who: rules as tables, and the laws that no table may break."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.derived.identities import identities, kind_of, names_an_agent
from quarterdeck.evidence.code import MailmapEntry

Signed = tuple[str, str, int]


def groups(signatures: Sequence[Signed], mailmap: Sequence[MailmapEntry] = ()) -> set[frozenset[str]]:
    """Who belongs together, as sets of ``Name <e-mail>``."""
    _, signed = identities(signatures, mailmap)
    found: dict[str, set[str]] = {}
    for name, email, person in zip(signed.values["name"], signed.values["email"], signed.values["person"], strict=True):
        found.setdefault(person, set()).add(f"{name} <{email}>")
    return {frozenset(members) for members in found.values()}


def told(*lines: str) -> list[Signed]:
    """``Name <e-mail>`` lines as signatures, the first most used."""
    return [(line.partition(" <")[0], line.partition(" <")[2].rstrip(">"), 100 - index) for index, line in enumerate(lines)]


def mailmap(*entries: tuple[str | None, str | None, str | None, str]) -> list[MailmapEntry]:
    """(proper name, proper e-mail, name in commits, e-mail in commits)."""
    return [MailmapEntry("shop", line + 1, *entry) for line, entry in enumerate(entries)]


@pytest.mark.parametrize(
    ("why", "one", "other", "together"),
    [
        ("the same e-mail", "Ann Lee <ann@example.org>", "alee <ANN@example.org>", True),
        ("the same GitHub login", "ann <12+ann@users.noreply.github.com>", "Ann Lee <ann@users.noreply.github.com>", True),
        ("the same name before the @", "Ann Lee <ann@example.org>", "Ann Lee <ann@gmail.com>", True),
        ("the same first name and name before the @", "Ann <ann@example.org>", "Ann <ann@gmail.com>", True),
        ("the same company", "Ann Lee <ann@example.org>", "Ann Lee <a.lee@example.org>", True),
        ("the same full name alone", "Ann Lee <x@gmail.com>", "Ann Lee <y@gmail.com>", True),
        ("the name the other way round, with accents", "Zoë Müller <x@gmail.com>", "Muller, Zoe <y@gmail.com>", True),
        ("the same first name alone", "Ann <x@gmail.com>", "Ann <y@gmail.com>", False),
        ("nothing", "Ann Lee <ann@example.org>", "Ben Kay <ben@example.org>", False),
        ("a mailbox of nobody", "Ann Lee <noreply@github.com>", "Ben Kay <noreply@github.com>", False),
        ("no address at all", "Ann Lee <>", "Ben Kay <>", False),
        ("a machine's address", "Ann Lee <root@localhost>", "Ben Kay <root@localhost>", False),
        ("a person and a bot in one mailbox", "Ann Lee <team@example.org>", "release-bot <team@example.org>", False),
        ("a person and an agent's mailbox", "Ann Lee <noreply@anthropic.com>", "Ann Lee <ann@example.org>", False),
        ("a person and a bot of one name", "Ann Lee <ann@example.org>", "Ann Lee <github-bot@example.org>", False),
    ],
)
def test_what_joins_two_signatures(why: str, one: str, other: str, together: bool) -> None:
    assert (len(groups(told(one, other))) == 1) == together, why


@pytest.mark.parametrize(
    ("name", "email", "kind"),
    [
        ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com", "bot"),
        ("renovate", "renovate@example.org", "bot"),
        ("release-bot", "x@example.org", "bot"),
        ("deployBot", "x@example.org", "bot"),
        ("OpenStack Proposal Bot", "infra@example.org", "bot"),
        ("Jenkins", "jenkins@review.openstack.org", "bot"),
        ("Jenkins CI", "jenkins@example.org", "bot"),
        ("Zuul", "zuul@review.opendev.org", "bot"),
        ("GitHub Actions", "actions@users.noreply.github.com", "bot"),
        ("Claude", "noreply@anthropic.com", "agent"),
        ("copilot-swe-agent[bot]", "198982749+Copilot@users.noreply.github.com", "agent"),
        ("Ann Lee (aider)", "ann@example.org", "agent"),
        ("Cursor Agent", "cursoragent@cursor.com", "agent"),
        ("Rafael Mendonça", "rafael@example.org", "human"),
        ("Katherine Jenkins", "kjenkins@example.org", "human"),
        ("Paul Jenkins", "jenkins@example.org", "human"),
        ("Diane Abbott", "diane@example.org", "human"),
        ("Jack Talbot", "talbot@example.org", "human"),
        ("Claude Monet", "claude@example.fr", "human"),
        ("Claude", "claude.dupont@gmail.com", "human"),
        ("Devin Smith", "devin@example.org", "human"),
        ("Robert Botham", "robot.fan@example.org", "human"),
        ("", "", "human"),
    ],
)
def test_people_bots_and_agents(name: str, email: str, kind: str) -> None:
    assert kind_of(name, email) == kind


def test_a_trailer_names_an_agent_or_a_person() -> None:
    assert names_an_agent("Claude Opus <noreply@anthropic.com>")
    assert not names_an_agent("Claude Monet <claude@example.fr>")
    assert not names_an_agent("")


@pytest.mark.parametrize(
    ("why", "entries", "signatures", "expected"),
    [
        (
            "an old address belongs to the proper one",
            [("Ann Lee", "ann@example.org", None, "old@gmail.com")],
            ["Ann Lee <ann@example.org>", "annie <old@gmail.com>"],
            [{"Ann Lee <ann@example.org>", "annie <old@gmail.com>"}],
        ),
        (
            "names are compared without case, as git does",
            [("Ann Lee", "ann@example.org", "ANNIE", "team@example.org")],
            ["Ann Lee <ann@example.org>", "annie <team@example.org>"],
            [{"Ann Lee <ann@example.org>", "annie <team@example.org>"}],
        ),
        (
            "one mailbox, two people: the project says so, and the address joins nobody",
            [("Ann Lee", "ann@example.org", "ann", "team@example.org"), ("Ben Kay", "ben@example.org", "ben", "team@example.org")],
            ["ann <team@example.org>", "ben <team@example.org>", "Ann Lee <ann@example.org>", "guest <team@example.org>"],
            [{"ann <team@example.org>", "Ann Lee <ann@example.org>"}, {"ben <team@example.org>"}, {"guest <team@example.org>"}],
        ),
        (
            "one mailbox, two proper names",
            [("Ann Lee", None, "ann", "team@example.org"), ("Ben Kay", None, "ben", "team@example.org")],
            ["ann <team@example.org>", "ben <team@example.org>"],
            [{"ann <team@example.org>"}, {"ben <team@example.org>"}],
        ),
        (
            "two people of one name",
            [("John A. Smith", "a@example.org", None, "a@example.org"), ("John B. Smith", "b@example.org", None, "b@example.org")],
            ["John Smith <a@example.org>", "John Smith <b@example.org>"],
            [{"John Smith <a@example.org>"}, {"John Smith <b@example.org>"}],
        ),
    ],
)
def test_a_mailmap_has_the_last_word(why: str, entries: list[tuple[str, str | None, str | None, str]], signatures: list[str], expected: list[set[str]]) -> None:
    assert groups(told(*signatures), mailmap(*entries)) == {frozenset(group) for group in expected}, why


def test_the_name_to_show_is_the_mailmap_s_else_a_full_one_else_the_one_most_used() -> None:
    people, _ = identities(
        told("ann <ann@example.org>", "Ann Lee <ann@example.org>", "ben <b@example.org>", "cy <c@example.org>"),
        mailmap(("Cy Ray", None, None, "c@example.org")),
    )
    assert sorted(people.values["name"]) == ["Ann Lee", "Cy Ray", "ben"]


def test_a_join_by_name_alone_is_marked_uncertain() -> None:
    people, signed = identities(told("Ann Lee <x@gmail.com>", "Ann Lee <y@gmail.com>"), [])
    assert people.values["uncertain"] == [1]
    assert sorted(zip(signed.values["joined_by"], signed.values["certain"], strict=True)) == [("itself", True), ("name", False)]


NAMES = st.sampled_from(["Ann Lee", "ann", "Lee Ann", "Ben Kay", "Bén Kay", "release-bot", "Claude", "", "Ann"])
EMAILS = st.sampled_from(
    ["ann@example.org", "ANN@example.org", "12+ann@users.noreply.github.com", "ann@gmail.com", "x@gmail.com", "", "noreply@anthropic.com", "ben@example.org"]
)
SIGNATURES = st.lists(st.tuples(NAMES, EMAILS, st.integers(1, 9)), max_size=9, unique_by=lambda s: s[:2])
ENTRIES = st.lists(
    st.builds(
        MailmapEntry, st.just("shop"), st.just(1), st.one_of(st.none(), NAMES), st.one_of(st.none(), EMAILS), st.one_of(st.none(), NAMES), EMAILS.map(str.lower)
    ),
    max_size=3,
)


@given(SIGNATURES, ENTRIES, st.randoms())
def test_the_order_of_the_signatures_never_matters(signatures: list[Signed], entries: list[MailmapEntry], chance: object) -> None:
    shuffled = sorted(signatures, key=lambda signature: hash((signature, str(chance))))
    for one, other in zip(identities(signatures, entries), identities(shuffled, entries), strict=True):
        assert one.values == other.values


@given(SIGNATURES, ENTRIES)
def test_every_signature_is_somebody_s_once_and_nobody_is_of_two_kinds(signatures: list[Signed], entries: list[MailmapEntry]) -> None:
    people, signed = identities(signatures, entries)
    kinds = dict(zip(people.values["person"], people.values["kind"], strict=True))
    assert sorted(zip(signed.values["name"], signed.values["email"], strict=True)) == sorted((name, email) for name, email, _ in signatures)
    assert len(kinds) == len(people)
    assert all(
        kinds[person] == kind_of(name, email)
        for name, email, person in zip(signed.values["name"], signed.values["email"], signed.values["person"], strict=True)
    )
    assert sum(people.values["signatures"]) == len(signatures)
