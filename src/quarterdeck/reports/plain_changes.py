"""What changed since an earlier assessment, for somebody who builds no software."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from quarterdeck.kernel.section import Block, Sentence, TableBlock
from quarterdeck.kernel.text import Phrase, say
from quarterdeck.reports.changes import Change
from quarterdeck.reports.groups import Group
from quarterdeck.reports.plain_architecture import Plain
from quarterdeck.reports.plain_words import PLAIN
from quarterdeck.reports.telling import day, missing

_KINDS = {"gone": "no longer", "better": "better", "worse": "worse", "new": "new"}


def plainly_changed(since: date | None, changes: Sequence[Change], groups: Sequence[Group], each: int) -> Iterator[Block]:
    """What is no longer wrong, better, worse and new, so many of each; without an earlier assessment that it is not known."""
    if since is None:
        yield missing(
            "changes-are-compared", "What got better or worse: no earlier assessment is kept.",
            "assess again into the same folder, or once more with `quarterdeck assess --as-of DAY`",
        )  # fmt: skip
        return
    found = [one for kind in _KINDS for one in [each_ for each_ in changes if each_.kind == kind][:each]]
    told = sum(one.kind in _KINDS for one in changes)
    plain = {group.judgement.title: PLAIN.get(group.judgement.name) for group in groups}
    rows = tuple(((_KINDS[one.kind],), _plainly(one, plain.get(one.told.title))) for one in found)
    if rows:
        yield TableBlock(f"Compared with {day(since)}", ("", "What"), "ll", rows, told - len(rows))
    else:
        yield Sentence((f"Since {day(since)}, nothing that we could judge got better or worse.",))


def _plainly(change: Change, plain: Plain | None) -> Phrase:
    """What was or is wrong, in plain words; a judgement that has none by its title."""
    if plain:
        return say(plain.wrong, where=change.told.where)
    return say("{title}: {where}.", title=change.told.title, where=change.told.where)
