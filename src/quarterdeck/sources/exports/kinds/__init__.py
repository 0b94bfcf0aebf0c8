"""Every kind of export, in the order in which they are listed."""

from __future__ import annotations

from quarterdeck.sources.exports.kinds import business, delivery, operations, scans
from quarterdeck.sources.exports.kinds.kind import Kind

KINDS: tuple[Kind, ...] = (*delivery.KINDS, *operations.KINDS, *business.KINDS, *scans.KINDS)
