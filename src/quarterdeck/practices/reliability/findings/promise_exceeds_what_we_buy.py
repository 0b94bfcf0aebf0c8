"""More is promised to customers than vendors promise.

Judges: the share that an agreement promises to customers against the product of what the vendors behind its system promise.

Matters because: In an outage of the vendor the company pays its customers, and the vendor pays a credit on its own bill at most.

Silent when: no contract with a vendor behind the system says what share of time it promises.

What to do: Promise less when the agreement is renewed, buy more, or put a second vendor or a fallback behind the system and write down that
it stands on none alone.

Source: Arithmetic: parts that are all needed are up together at most as often as the product of their shares, where outages are independent.
"""

from __future__ import annotations

from math import prod

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, listing, say
from quarterdeck.practices.reliability.measures.promised_beyond_bought import PROMISED_BEYOND_BOUGHT

_NOTHING = 1e-9


def judge(beyond: Measurement, bench: Bench) -> Verdict:
    """A promise above the product of what is bought is not met; one above a single vendor's is high."""
    where = bench.name("service-level", beyond.subject.key)
    rows = sorted(bench.rows(beyond), key=lambda row: (row.contribution, row.key))
    if rows[0].part == "objective":
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} is our own objective, promised to nobody.", where=where))
    promised = next(row.contribution for row in rows if row.part == "promised")
    bought = [row for row in rows if row.part == "bought"]
    silent = [row.key for row in rows if row.part == "not said"]
    together = prod(row.contribution for row in bought)
    told, have = Cited(_share(promised), beyond.id), Cited(_share(together), beyond.id)
    notes = (_assumed(len(bought)), *_open(silent, bench))
    if beyond.value <= _NOTHING:
        return Verdict(Outcome.MET, say("{where}: {told} is promised, and vendors promise {have}.", where=where, told=told, have=have), notes=notes)
    weakest = bought[0]
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {told} is promised to customers, and the vendors behind it promise {have}.", where=where, told=told, have=have),
        action=say("Promise less at the next renewal, or put a fallback behind {weakest}, which promises {share}.",
                   weakest=bench.name("vendor", weakest.key), share=_share(weakest.contribution)),
        severity=Severity.HIGH if promised > weakest.contribution + _NOTHING else Severity.MEDIUM,
        detail=Detail(("Vendor", "Promises"), "lr", tuple(((bench.name("vendor", row.key),), (_share(row.contribution),)) for row in bought)),
        notes=notes,
    )  # fmt: skip


def _share(share: float) -> str:
    return f"{100 * share:.7g}\u202f%"


def _assumed(vendors: int) -> Phrase:
    return ("Taken as if the vendors' outages never met: at best the weakest of them counts alone.",) if vendors > 1 else ("One vendor's promise counts.",)


def _open(silent: list[str], bench: Bench) -> tuple[Phrase, ...]:
    if not silent:
        return ()
    return (say("What {told} {promise} is not on record; it can only lower that.", told=listing([bench.name("vendor", one) for one in silent]),
                promise="promises" if len(silent) == 1 else "promise"),)  # fmt: skip


PROMISE_EXCEEDS_WHAT_WE_BUY = Judgement(
    name="promise-exceeds-what-we-buy",
    title="Promises to customers beyond what vendors promise us",
    strength="No more is promised than is bought",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(PROMISED_BEYOND_BOUGHT,),
    judge=judge,
)
