"""Software bills of materials: CycloneDX as JSON and XML, SPDX as JSON and tag-value. The other form of each becomes what its JSON would be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quarterdeck.sources.exports.collect import UnreadableExportError
from quarterdeck.sources.exports.elements import Told, as_text, at, documents, items_at, text_at
from quarterdeck.sources.exports.formats.bom_texts import from_tags, from_xml
from quarterdeck.sources.exports.formats.format import Context, DocumentFormat, Origin
from quarterdeck.sources.exports.kinds.scans import SBOM


def _whole(text: str) -> dict[str, object]:
    found = documents(text)
    if len(found) != 1 or not isinstance(found[0], dict):
        raise UnreadableExportError("it is JSON, but not one bill of materials")
    return found[0]


def _cyclonedx(text: str, context: Context) -> Iterator[tuple[int, Told]]:
    bill = from_xml(text) if text.lstrip()[:1] == "<" else _whole(text)
    main = at(bill, "metadata.component")
    product = context.constants.get("product") or _named(main) or text_at(bill, "serialNumber") or context.fingerprint
    direct = _direct(bill, text_at(main, "bom-ref"))
    for number, component in enumerate(_nested(bill), 1):
        ref = text_at(component, "bom-ref") or text_at(component, "purl") or f"{_named(component)}@{text_at(component, 'version') or ''}"
        yield number, Told(SBOM, {
            "product": product, "product_version": text_at(main, "version"), "ref": ref, "name": _named(component), "version": text_at(component, "version"),
            "purl": text_at(component, "purl"), "cpe": text_at(component, "cpe"), "kind": text_at(component, "type"), "licence": _licence(component),
            "supplier": text_at(component, "supplier.name") or text_at(component, "publisher"), "scope": text_at(component, "scope"),
            "direct": None if direct is None else ref in direct, "format": f"CycloneDX {text_at(bill, 'specVersion') or ''}".strip(),
            "made_at": text_at(bill, "metadata.timestamp"),
        })  # fmt: skip


def _named(component: object) -> str:
    return "/".join(part for part in (text_at(component, "group"), text_at(component, "name")) if part)


def _nested(part: object) -> Iterator[object]:
    """Components, and the components that they are assembled from."""
    waiting = list(reversed(items_at(part, "components")))
    while waiting:
        component = waiting.pop()
        yield component
        waiting.extend(reversed(items_at(component, "components")))


def _direct(bill: Mapping[str, object], main: str | None) -> set[str] | None:
    """What the product itself depends on; ``None`` where the bill does not say."""
    for edge in items_at(bill, "dependencies"):
        if main and text_at(edge, "ref") == main:
            return {ref for ref in items_at(edge, "dependsOn") if isinstance(ref, str)}
    return None


def _licence(component: object) -> str | None:
    """The expression, or ids and names of all licences joined."""
    found = []
    for one in items_at(component, "licenses"):
        told = text_at(one, "expression") or text_at(one, "license.id") or text_at(one, "license.name")
        if told:
            found.append(told)
    return " AND ".join(found) or None


def _spdx(text: str, context: Context) -> Iterator[tuple[int, Told]]:
    bill = _whole(text) if text.lstrip()[:1] == "{" else from_tags(text)
    links = items_at(bill, "relationships")
    described = {as_text(ref) for ref in items_at(bill, "documentDescribes")}
    described |= {text_at(one, "relatedSpdxElement") for one in links if text_at(one, "relationshipType") == "DESCRIBES"}
    graph = [one for one in links if text_at(one, "relationshipType") == "DEPENDS_ON"]
    direct = {text_at(one, "relatedSpdxElement") for one in graph if text_at(one, "spdxElementId") in described}
    packages = items_at(bill, "packages")
    main = next((one for one in packages if text_at(one, "SPDXID") in described), None) if len(described) == 1 else None
    product = context.constants.get("product") or text_at(main, "name") or text_at(bill, "name") or context.fingerprint
    for number, package in enumerate(packages, 1):
        if package is main:
            continue
        ref = text_at(package, "SPDXID")
        yield number, Told(SBOM, {
            "product": product, "product_version": text_at(main, "versionInfo"), "ref": ref, "name": text_at(package, "name"),
            "version": text_at(package, "versionInfo"), "purl": _reference(package, "purl"), "cpe": _reference(package, "cpe23Type"),
            "kind": (text_at(package, "primaryPackagePurpose") or "").lower().replace("_", "-"), "licence": _said(package),
            "supplier": (text_at(package, "supplier") or "").partition(": ")[2], "direct": ref in direct if graph else None,
            "format": (text_at(bill, "spdxVersion") or "SPDX").replace("-", " "), "made_at": text_at(bill, "creationInfo.created"),
        })  # fmt: skip


def _reference(package: object, sort: str) -> str | None:
    return next((text_at(one, "referenceLocator") for one in items_at(package, "externalRefs") if text_at(one, "referenceType") == sort), None)


def _said(package: object) -> str | None:
    """The concluded licence, else the declared one; what is not asserted is not said."""
    for name in ("licenseConcluded", "licenseDeclared"):
        told = text_at(package, name)
        if told and told not in {"NOASSERTION", "NONE"}:
            return told
    return None


_CYCLONEDX = Origin(
    "https://cyclonedx.org/docs/1.6/",
    "https://github.com/CycloneDX/specification/tree/e02a34ae42a48239f54e04f75280b9000b29f1fb/tools/src/test/resources",
    "the specification's own valid examples of 1.2 to 1.6, as JSON and as XML (Apache-2.0)",
)
_SPDX = Origin(
    "https://spdx.github.io/spdx-spec/v2.3/",
    "https://github.com/spdx/spdx-examples/tree/692c708f2644b3e439143f42462033f469f93303/software",
    "the project's own examples of SPDX 2.2 and 2.3 (documents CC0 1.0)",
)
FORMATS = (
    DocumentFormat("cyclonedx", "sbom", "a CycloneDX bill of materials as JSON (1.2 and later)", lambda text: '"bomFormat"' in text and "CycloneDX" in text,
                   _cyclonedx, _CYCLONEDX),
    DocumentFormat("cyclonedx/xml", "sbom", "a CycloneDX bill of materials as XML (1.0 and later)",
                   lambda text: text[:1] == "<" and "cyclonedx.org/schema/bom" in text, _cyclonedx, _CYCLONEDX),
    DocumentFormat("spdx", "sbom", "an SPDX 2.2 or 2.3 document as JSON", lambda text: text[:1] == "{" and '"spdxVersion"' in text, _spdx, _SPDX),
    DocumentFormat("spdx/tag-value", "sbom", "an SPDX 2.2 or 2.3 document as tags and values", lambda text: text.startswith("SPDXVersion:"), _spdx, _SPDX),
)  # fmt: skip
