"""Results of scanners in SARIF 2.1."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from quarterdeck.sources.exports.collect import UnreadableExportError
from quarterdeck.sources.exports.elements import Told, as_text, at, documents, items_at, text_at
from quarterdeck.sources.exports.formats.format import Context, DocumentFormat, Origin
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
        for result in items_at(run, "results"):
            number += 1
            rule = _rule(result, run)
            name = text_at(result, "ruleId") or text_at(result, "rule.id") or text_at(rule, "id") or "unnamed"
            place = at((items_at(result, "locations") or [None])[0], "physicalLocation")
            message = _message(result, rule, run)
            where, line = text_at(place, "artifactLocation.uri"), at(place, "region.startLine")
            known = _fingerprint(result) or hashlib.sha256("\x1f".join(map(str, (name, where, line, message))).encode("utf-8", "replace")).hexdigest()[:20]
            scope = (shared["tool"] or "", shared["repository"] or "", shared["category"] or "", known)
            seen[scope] += 1
            yield number, Told(SARIF, {
                **shared, "fingerprint": known if seen[scope] == 1 else f"{known}-{seen[scope]}", "rule": name, "message": message, "path": where,
                "at_line": line, "level": text_at(result, "level") or text_at(rule, "defaultConfiguration.level") or "warning",
                "severity": at(rule, "properties.security-severity") or at(result, "properties.security-severity"),
                "suppressed": _suppressed(result), "baseline": text_at(result, "baselineState"),
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


def _rule(result: object, run: object) -> object:
    """The rule that a result names: by its index in the component that it says, else by its id in any of them."""
    extensions = items_at(run, "tool.extensions")
    component = at(result, "rule.toolComponent.index")
    said = extensions[component] if isinstance(component, int) and 0 <= component < len(extensions) else at(run, "tool.driver")
    index = at(result, "rule.index") if at(result, "ruleIndex") is None else at(result, "ruleIndex")
    rules = items_at(said, "rules")
    if isinstance(index, int) and 0 <= index < len(rules):
        return rules[index]
    name = text_at(result, "ruleId") or text_at(result, "rule.id")
    return next((one for part in (said, at(run, "tool.driver"), *extensions) for one in items_at(part, "rules") if name and text_at(one, "id") == name), None)


def _message(result: object, rule: object, run: object) -> str | None:
    """What the result says; a message that is only named is looked up in its rule, and its arguments put in."""
    told, name = text_at(result, "message.text") or text_at(result, "message.markdown"), text_at(result, "message.id")
    if not told and name:
        strings = at(rule, "messageStrings"), at(run, "tool.driver.globalMessageStrings")
        told = next((text for one in strings if isinstance(one, dict) and (text := text_at(one.get(name), "text"))), None)
    for index, argument in enumerate(items_at(result, "message.arguments")):
        told = told and told.replace(f"{{{index}}}", as_text(argument) or "")
    return told


def _suppressed(result: object) -> bool:
    """Whether it counts as suppressed: by one suppression that is accepted or says no status, and not while all are rejected or under review."""
    return any(text_at(one, "status") in {None, "accepted"} for one in items_at(result, "suppressions"))


def _fingerprint(result: object) -> str | None:
    """The result's own fingerprints, whole ones before partial ones, by name."""
    for name in ("fingerprints", "partialFingerprints"):
        found = at(result, name)
        if isinstance(found, dict) and found:
            return "/".join(as_text(found[key]) or "" for key in sorted(found))
    return None


FORMATS = (
    DocumentFormat("sarif", "sarif", "a SARIF 2.1 log", lambda text: '"runs"' in text and ("sarif" in text.lower() or '"version"' in text), _read,
                   Origin("https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html",
                          "https://github.com/microsoft/sarif-tutorials/tree/819b0f62f47ecde9a8f24dfc387c41926f5edabe/samples",
                          "35 samples by an editor of the standard (MIT)")),
)  # fmt: skip
