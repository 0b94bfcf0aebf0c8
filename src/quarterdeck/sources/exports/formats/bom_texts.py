"""Bills of materials that are no JSON, as the objects that their JSON would be: CycloneDX as XML, SPDX as tags and values."""

from __future__ import annotations

import re
from typing import TypeAlias

from quarterdeck.sources.exports.formats.markup import Branch, tree

Object: TypeAlias = dict[str, object]

_TEXTS = ("name", "version", "group", "publisher", "purl", "cpe", "scope")


def from_xml(text: str) -> Object:
    """A CycloneDX document: components with those that they are made of, licences, suppliers, and what depends on what."""
    bill = tree(text)
    version = re.search(r"cyclonedx\.org/schema/bom/([\d.]+)", text)
    about = bill.part("metadata")
    return {
        "serialNumber": bill.attributes.get("serialNumber"), "specVersion": version[1] if version else None,
        "metadata": {"timestamp": about.part("timestamp").said, "component": next((_component(one) for one in about.named("component")), None)},
        "components": [_component(one) for one in bill.part("components").named("component")],
        "dependencies": [
            {"ref": one.attributes.get("ref"), "dependsOn": [other.attributes.get("ref") for other in one.named("dependency")]}
            for one in bill.part("dependencies").named("dependency")
        ],
    }  # fmt: skip


def _component(one: Branch) -> Object:
    licences = one.part("licenses")
    return {
        "type": one.attributes.get("type"), "bom-ref": one.attributes.get("bom-ref"), **{name: one.part(name).said for name in _TEXTS},
        "supplier": {"name": one.part("supplier").part("name").said},
        "licenses": [
            *({"license": {"id": told.part("id").said, "name": told.part("name").said}} for told in licences.named("license")),
            *({"expression": told.said} for told in licences.named("expression")),
        ],
        "components": [_component(part) for part in one.part("components").named("component")],
    }  # fmt: skip


_PACKAGE = {
    "PackageVersion": "versionInfo", "PackageLicenseConcluded": "licenseConcluded", "PackageLicenseDeclared": "licenseDeclared",
    "PackageSupplier": "supplier", "PrimaryPackagePurpose": "primaryPackagePurpose",
}  # fmt: skip
_LONG = re.compile(r"<text>.*?</text>", re.DOTALL)


def from_tags(text: str) -> Object:
    """An SPDX document: packages with what is said of them until the next file, package or snippet begins, and relationships."""
    packages: list[Object] = []
    links: list[Object] = []
    references: list[Object] = []
    bill: Object = {"packages": packages, "relationships": links}
    package: Object | None = None
    for line in _LONG.sub(lambda found: " ".join(found[0].split()), text).splitlines():
        tag, _, value = (part.strip() for part in line.partition(":"))
        if tag == "PackageName":
            references = []
            package = {"name": value, "externalRefs": references}
            packages.append(package)
        elif tag in {"FileName", "SnippetSPDXID", "LicenseID", "Annotator"}:
            package = {}  # what follows is said of something else
        elif tag == "SPDXID" and package is not None:
            package.setdefault("SPDXID", value)
        elif tag in _PACKAGE and package:
            package[_PACKAGE[tag]] = value
        elif tag == "ExternalRef" and package:
            references.append(dict(zip(("referenceCategory", "referenceType", "referenceLocator"), value.split(maxsplit=2), strict=False)))
        elif tag == "Relationship":
            links.append(dict(zip(("spdxElementId", "relationshipType", "relatedSpdxElement"), value.split(), strict=False)))
        elif tag in {"SPDXVersion", "DocumentName"}:
            bill[{"SPDXVersion": "spdxVersion", "DocumentName": "name"}[tag]] = value
        elif tag == "Created":
            bill["creationInfo"] = {"created": value}
    return bill
