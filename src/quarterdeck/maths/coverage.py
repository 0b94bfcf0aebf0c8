"""Greedy removal: how many owners must go before too little is owned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Removal:
    """Who was removed where: arrays of one length, in rounds (1 is first), with how many keys each owned then; ``rounds`` per group."""

    group: Codes
    owner: Codes
    round: Codes
    keys: Codes
    rounds: Codes


def remove_widest(group: Codes, key: Codes, owner: Codes, groups: int, threshold: float) -> Removal:
    """In each group remove the owner with most keys, again and again, while at least ``threshold`` of the keys still have an owner.

    Rows are (group, key, owner) codes from 0; a key without an owner has one row with owner -1. All groups go in step, so the cost
    is the number of rounds, not of groups. Ties go to the smallest owner code.
    """
    removed: list[tuple[Codes, Codes, Codes, Codes]] = []
    rounds = np.zeros(groups, dtype=np.int64)
    owned = owner >= 0
    total = distinct(group, key, groups)
    group, key, owner = group[owned], key[owned], owner[owned]
    waiting = np.ones(groups, dtype=bool)
    while True:
        covered = distinct(group, key, groups)
        waiting &= (covered >= threshold * total) & (covered > 0)
        if not waiting.any():
            break
        widest, keys = _widest(group, owner, groups)
        rounds += waiting
        where = np.flatnonzero(waiting)
        removed.append((where, widest[where], rounds[where], keys[where]))
        stays = ~(waiting[group] & (owner == widest[group]))
        group, key, owner = group[stays], key[stays], owner[stays]
    columns = [np.concatenate(column) for column in zip(*removed, strict=True)] if removed else [np.zeros(0, dtype=np.int64)] * 4
    return Removal(columns[0], columns[1], columns[2], columns[3], rounds)


def distinct(group: Codes, key: Codes, groups: int) -> Codes:
    """How many different keys each group has."""
    if not len(group):
        return np.zeros(groups, dtype=np.int64)
    width = int(key.max()) + 1
    return np.bincount(np.unique(group * width + key) // width, minlength=groups)


def _widest(group: Codes, owner: Codes, groups: int) -> tuple[Codes, Codes]:
    """For each group the owner with most rows and that number; -1 and 0 where there is none."""
    width = int(owner.max(initial=0)) + 1
    pairs, counts = np.unique(group * width + owner, return_counts=True)
    where, who = pairs // width, pairs % width
    order = np.lexsort((-who, counts, where))  # the last one of a group wins: most rows, then the smallest code
    widest, most = np.full(groups, -1, dtype=np.int64), np.zeros(groups, dtype=np.int64)
    widest[where[order]], most[where[order]] = who[order], counts[order]
    return widest, most
