"""Results of scanners in SARIF 2.1."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from quarterdeck.sources.exports.collect import UnreadableExportError
from quarterdeck.sources.exports.elements import Told, as_text, at, documents, items_at, text_at
from quarterdeck.sources.exports.formats.format import Context, DocumentFormat
from quarterdeck.sources.exports.kinds.scans import SARIF


def _read(text: str, context: Context) -> Iterator[tuple[int, Told]]:
    found = documents(text)
    if len(found) != 1 or not isinstance(found[0], dict):
        raise UnreadableExportError("it is JSON, but not one SARIF log")
    number = 0
    seen: Counter[tuple[str, ...]] = Counter()
    for run in items_at(found[0], "runs"):
        shared = _shared(run, context)
        yield number, Told(SARIF, shared, scope=True)
        rules = items_at(run, "tool.driver.rules")
        severities = {text_at(rule, "id"): at(rule, "properties.security-severity") for rule in rules}
        levels = {text_at(rule, "id"): text_at(rule, "defaultConfiguration.level") for rule in rules}
        for result in items_at(run, "results"):
            number += 1
            rule = _rule(result, rules)
            place = at((items_at(result, "locations") or [None])[0], "physicalLocation")
            message = text_at(result, "message.text") or text_at(result, "message.markdown")
            where, line = text_at(place, "artifactLocation.uri"), at(place, "region.startLine")
            known = _fingerprint(result) or hashlib.sha256("\x1f".join(map(str, (rule, where, line, message))).encode()).hexdigest()[:20]
            scope = (shared["tool"] or "", shared["repository"] or "", shared["category"] or "", known)
            seen[scope] += 1
            yield number, Told(SARIF, {
                **shared, "fingerprint": known if seen[scope] == 1 else f"{known}-{seen[scope]}", "rule": rule, "message": message, "path": where,
                "at_line": line, "level": text_at(result, "level") or levels.get(rule) or "warning", "severity": severities.get(rule),
                "suppressed": bool(items_at(result, "suppressions")), "baseline": text_at(result, "baselineState"),
            })  # fmt: skip


def _shared(run: object, context: Context) -> dict[str, str | None]:
    """What is the same for every result of a run."""
    version = (items_at(run, "versionControlProvenance") or [None])[0]
    ended = [text_at(one, "endTimeUtc") or text_at(one, "startTimeUtc") for one in items_at(run, "invocations")]
    return {
        "tool": text_at(run, "tool.driver.name"), "tool_version": text_at(run, "tool.driver.semanticVersion") or text_at(run, "tool.driver.version"),
        "repository": context.constants.get("repository") or text_at(version, "repositoryUri"), "commit": text_at(version, "revisionId"),
        "category": text_at(run, "automationDetails.id"), "scanned_at": next((at_ for at_ in ended if at_), None),
    }  # fmt: skip


def _rule(result: object, rules: list[object]) -> str:
    told = text_at(result, "ruleId") or text_at(result, "rule.id")
    index = at(result, "ruleIndex")
    if not told and isinstance(index, int) and 0 <= index < len(rules):
        told = text_at(rules[index], "id")
    return told or "unnamed"


def _fingerprint(result: object) -> str | None:
    """The result's own fingerprints, whole ones before partial ones, by name."""
    for name in ("fingerprints", "partialFingerprints"):
        found = at(result, name)
        if isinstance(found, dict) and found:
            return "/".join(as_text(found[key]) or "" for key in sorted(found))
    return None


FORMATS = (
    DocumentFormat("sarif", "sarif", "a SARIF 2.1 log", lambda text: '"runs"' in text and ("sarif" in text.lower() or '"version"' in text), _read,
                   "https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html"),
)  # fmt: skip
