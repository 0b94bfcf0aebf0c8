"""Is it plain? Long sentences, jargon, abbreviations that nobody explains, the passive: each with the sentence to mend (after ISO 24495-1).

The standard asks that readers find, understand and use what they need, and gives no numbers; the limits here are our judgement, near those of
public style guides. The grade is Flesch and Kincaid's, 1975: years of school in the United States.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST = 25
"""Words of a sentence."""
KNOWN = frozenset({"EUR", "USD", "GBP", "CHF", "ISO", "PDF", "HTML", "JSON", "SQL", "CSV", "IT", "EU", "OK", "TV", "II", "III", "IV"})
"""Abbreviations that every reader of ours knows: currencies, and what a file is called."""
JARGON = {
    "leverage": "use", "synergy": "say what both gain", "stakeholder alignment": "say who agrees", "going forward": "from now on", "utilize": "use",
    "utilise": "use", "robust": "say what it withstands", "best-in-class": "say better than what", "cutting-edge": "say what is new",
    "impactful": "say what it changes", "actionable": "say what to do", "low-hanging fruit": "say what is easy", "deep dive": "say what you look at",
    "holistic": "say what is included", "refactor": "rewrite without changing what it does", "tech debt": "work put off", "technical debt": "work put off",
    "bandwidth": "time", "backlog": "work that waits", "throughput": "how much is done", "latency": "waiting time", "pipeline": "automatic checks",
    "regression": "something that worked before", "deploy": "bring to customers", "deployment": "new version for customers", "repository": "code base",
    "repositories": "code bases", "posture": "say what is in place", "suboptimal": "say what is wrong", "mttr": "time to repair", "kpi": "number",
    "metric": "number", "stakeholders": "say who",
}  # fmt: skip
"""Words that a chief executive would have to translate, with what to write instead."""
_END = re.compile(r"(?<=[.!?])[\"'»)]*\s+(?=[«\"'(]?[A-Z0-9])|\n+")
_WORD = re.compile(r"[A-Za-zÀ-ž][A-Za-zÀ-ž'’-]*")
_VOWELS = re.compile(r"[aeiouyà-ž]+")
_ABBREVIATION = re.compile(r"\b[A-Z]{2,6}s?\b")
_PARTICIPLES = (
    "made|done|given|taken|found|kept|held|told|known|seen|built|sent|paid|met|put|set|cut|lost|left|written|chosen|shown|brought|bought|begun|broken|driven|"
    "drawn|spent|read|run|sold|thrown|understood|won"
)
_PASSIVE = re.compile(rf"\b(?:is|are|was|were|be|been|being)\s+(?:not\s+|never\s+|only\s+)?(?:\w+ed|{_PARTICIPLES})\b(?!-)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slip:
    """Something to mend: the sentence, the kind of slip, what is wrong, what to do."""

    sentence: str
    kind: str
    what: str
    mend: str


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line break ends one too."""
    return [one.strip() for one in _END.split(text) if one and one.strip()]


def words(text: str) -> list[str]:
    """Its words; numbers and signs are none."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end; at least one."""
    small = word.lower()
    silent = small.endswith("e") and not small.endswith(("le", "ee"))
    return max(1, len(_VOWELS.findall(small)) - silent)


def grade(text: str) -> float | None:
    """Flesch and Kincaid's grade; ``None`` for a text without words."""
    told, said = words(text), sentences(text)
    if not told:
        return None
    return 0.39 * len(told) / len(said) + 11.8 * sum(map(syllables, told)) / len(told) - 15.59


def slips(text: str, explained: Sequence[str] = ()) -> Iterator[Slip]:
    """Everything to mend, sentence by sentence. ``explained`` are abbreviations that stand explained elsewhere."""
    known = set(explained) | KNOWN
    for sentence in sentences(text):
        count = len(words(sentence))
        if count > LONGEST:
            yield Slip(sentence, "long", f"{count} words", f"Make two of it: {LONGEST} are enough")
        small = sentence.lower()
        for word, instead in JARGON.items():
            if re.search(rf"\b{re.escape(word)}\b", small):
                yield Slip(sentence, "jargon", f"«{word}»", f"Write instead: {instead}")
        for short in dict.fromkeys(_ABBREVIATION.findall(sentence)):
            if short.rstrip("s") not in known:
                if not re.search(rf"\({re.escape(short)}\)|\b{re.escape(short)} \(", text):
                    yield Slip(sentence, "abbreviation", f"«{short}» is explained nowhere", "Write it out where it first appears")
                known.add(short.rstrip("s"))
        if found := _PASSIVE.search(sentence):
            yield Slip(sentence, "passive", f"«{found.group()}»", "Say who does it")
