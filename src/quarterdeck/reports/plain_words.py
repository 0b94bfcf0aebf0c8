"""Judgements in the words of somebody who does not build software: what is wrong, what is well, what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plain:
    """A judgement told plainly. ``wrong`` names the place with ``{where}``; ``unknown`` goes on after «we do not know»."""

    wrong: str
    well: str
    unknown: str


PLAIN: Mapping[str, Plain] = {
    "one-person-knows-this": Plain(
        "Only one person understands {where}. Work there stops when that person is away.",
        "More than one person understands our software",
        "whether only one person understands parts of our software",
    ),
    "knowledge-has-left": Plain(
        "The people who knew most of {where} have left. Whoever changes it next has to learn it first.",
        "The people who know our software are still here",
        "whether the people who know our software are still here",
    ),
    "change-piles-up-here": Plain(
        "Most changes to {where} go through a few tangled places. Each of them takes longer than it should.",
        "Most changes go through software that is easy to change",
        "whether our software is easy to change where we change it most",
    ),
    "new-code-does-not-last": Plain(
        "Much of the new work on {where} is thrown away within three months.",
        "New work lasts",
        "whether new work lasts",
    ),
    "packages-go-in-circles": Plain(
        "The parts of {where} hang together so closely that none can be changed alone.",
        "The parts of our software can be changed one by one",
        "whether the parts of our software can be changed one by one",
    ),
    "change-waits-too-long": Plain(
        "Finished work on {where} waits for weeks before customers get it.",
        "Finished work reaches customers soon",
        "how soon finished work reaches customers",
    ),
    "releases-hang-on-one-person": Plain(
        "Only one person brings new versions of {where} to customers.",
        "More than one person can bring new versions to customers",
        "whether only one person can bring new versions to customers",
    ),
    "no-automated-checks": Plain(
        "Nothing tests a change to {where} before it goes in.",
        "A machine tests changes before they go in",
        "whether changes are tested before they go in",
    ),
    "known-vulnerability": Plain(
        "{where} uses parts with known security holes.",
        "No security hole is known in the parts that we use",
        "whether the parts that we use have known security holes",
    ),
    "runtime-past-end-of-life": Plain(
        "{where} runs on software that its maker no longer repairs, or soon will not.",
        "Our software runs on what its makers still repair",
        "whether our software runs on what its makers still repair",
    ),
    "contract-notice-is-due": Plain(
        "Contracts have to be decided on before they renew: {where}.",
        "No contract has to be decided on within the next three months",
        "which contracts have to be decided on soon",
    ),
    "contract-pays-for-nothing": Plain(
        "We pay for what we have switched off: {where}.",
        "What we pay for is in use",
        "whether we pay for what we have switched off",
    ),
    "critical-system-hangs-on-one-vendor": Plain(
        "We could not go on without {where}, and nobody knows who else could deliver.",
        "We know who else could deliver what we cannot go on without",
        "whether we hang on one supplier",
    ),
    "decision-is-overdue": Plain(
        "A decision that was due has not been taken: {where}.",
        "No decision is late",
        "whether decisions are late",
    ),
    "promise-was-missed": Plain(
        "A promise has not been kept: {where}.",
        "What was promised is on its day",
        "whether promises are kept",
    ),
    "initiative-serves-no-objective": Plain(
        "People work on something that serves none of our goals: {where}.",
        "The work that is planned serves our goals",
        "whether the work that is planned serves our goals",
    ),
    "objective-was-not-measured": Plain(
        "Nobody has looked lately how far we are with {where}.",
        "Somebody reads how far we are with our goals",
        "how far we are with our goals",
    ),
    "control-was-not-tested": Plain(
        "A safeguard that we rely on has not been tested when it should have been: {where}.",
        "The safeguards that we rely on are tested in time",
        "whether the safeguards that we rely on are tested",
    ),
}
"""By the judgement's name. One that is not here is told by its own title."""
