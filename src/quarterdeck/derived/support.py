"""Until when the runtimes that files ask for are supported: runtimes joined with published support cycles.

A file that decides what *runs* (base image, version file, compose) says what is in use. A pipeline says what is *tested*.
A range in a manifest (``>=3.8``) says only what is *allowed*: its floor having ended is no proof that anybody runs it.
What names no product or no cycle that is published stays empty: never supported, never ended.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Annotated, ClassVar

from quarterdeck.evidence.reference import SupportCycle
from quarterdeck.kernel.table import Columns

BASIS: Mapping[str, str] = MappingProxyType(
    {
        "base image": "runs",
        "version file": "runs",
        "compose": "runs",
        "manifest version": "runs",
        "pipeline": "tests",
        "manifest range": "allows",
    }
)
"""What a file's way of asking proves. Anything else allows; so do the lines of `go.mod`, which state a minimum."""

PRODUCTS: Mapping[str, str] = MappingProxyType(
    {
        "alpine": "alpine-linux",
        "amazoncorretto": "amazon-corretto",
        "amazonlinux": "amazon-linux",
        "golang": "go",
        "httpd": "apache-http-server",
        "mongo": "mongodb",
        "node": "nodejs",
        "postgres": "postgresql",
        "rails": "ruby-on-rails",
        "rockylinux": "rocky-linux",
        "sapmachine-jdk": "sapmachine",
        "temurin": "eclipse-temurin",
    }
)
"""Names of images and tools → endoflife.date's identifier, where the two differ."""

_NODE = "argon 4 boron 6 carbon 8 dubnium 10 erbium 12 fermium 14 gallium 16 hydrogen 18 iron 20 jod 22 krypton 24"
_DEBIAN = "wheezy 7 jessie 8 stretch 9 buster 10 bullseye 11 bookworm 12 trixie 13"
_UBUNTU = (
    "precise 12.04 trusty 14.04 xenial 16.04 bionic 18.04 cosmic 18.10 disco 19.04 eoan 19.10 focal 20.04 groovy 20.10 "
    "hirsute 21.04 impish 21.10 jammy 22.04 kinetic 22.10 lunar 23.04 mantic 23.10 noble 24.04 oracular 24.10 plucky 25.04 "
    "questing 25.10 resolute 26.04"
)


def _codenames(text: str) -> Mapping[str, str]:
    words = text.split()
    return MappingProxyType(dict(zip(words[::2], words[1::2], strict=True)))


CODENAMES: Mapping[str, Mapping[str, str]] = MappingProxyType({"nodejs": _codenames(_NODE), "debian": _codenames(_DEBIAN), "ubuntu": _codenames(_UBUNTU)})
"""Names that stand for a cycle. Sources: Node.js release schedule; Debian and Ubuntu releases."""

_PREFIX = re.compile(r"(?:(?:v|go|net(?:coreapp)?)(?=\d)|(?:lts/|jdk-?|jre-?|java-?|ruby-|php-|python-|node-|ubuntu-|debian-)(?=\w))", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,5}(?:\.\d{1,5})*)(?!\d)", re.ASCII)
"""Longer runs of digits are dates (``alpine:20231219``), not versions."""


@dataclass(frozen=True, slots=True)
class RuntimeSupport:
    """A runtime that a file asks for, and until when its release cycle is supported."""

    table: ClassVar[str] = "runtime_support"
    repository: Annotated[str, "The repository."]
    path: Annotated[str, "The file."]
    line: Annotated[int, "The line."]
    product: Annotated[str, "endoflife.date's product identifier; as written where unknown."]
    version: Annotated[str | None, "The version as written."]
    requirement: Annotated[str, "What the file says, word for word."]
    basis: Annotated[str, "`runs` (the file decides what runs), `tests` (a pipeline) or `allows` (the floor of a range)."]
    cycle: Annotated[str | None, "The release cycle; empty where the version names none that is published."]
    latest: Annotated[str | None, "Newest release of the cycle."]
    support_ends: Annotated[date | None, "End of active support, when published."]
    ends: Annotated[date | None, "Last day of security fixes, when published."]
    ended: Annotated[bool | None, "True when security fixes had ended by `as_of`, false when not; empty when unknown."]
    extended_ends: Annotated[date | None, "Last day of extended support, when published: Debian's LTS is free, most others are paid."]
    days_left: Annotated[int | None, "Days from `as_of` to `ends`; negative once it is past; empty without a date."]


def supported(runtimes: Columns, cycles: Columns, as_of: date) -> Columns:
    """One row of `runtime_support` per row of `runtimes`, in order, judged by the table `support_cycles` on ``as_of``."""
    values = runtimes.values
    published = _by_product(cycles, {name for written in values["product"] for name in (written, PRODUCTS.get(written, written))})
    rows = []
    for index, written in enumerate(values["product"]):
        version = values["version"][index]
        product = written if written in published else PRODUCTS.get(written, written)
        cycle, ended = _judged(product, version, published.get(product, {}), as_of)
        rows.append(
            RuntimeSupport(
                repository=values["repository"][index],
                path=values["path"][index],
                line=values["line"][index],
                product=product,
                version=version,
                requirement=values["requirement"][index],
                basis=basis(values["how"][index], product),
                cycle=cycle.cycle if cycle else None,
                latest=cycle.latest if cycle else None,
                support_ends=cycle.support_ends if cycle else None,
                ends=cycle.ends if cycle else None,
                ended=ended,
                extended_ends=cycle.extended_ends if cycle else None,
                days_left=(cycle.ends - as_of).days if cycle and cycle.ends else None,
            )
        )
    return Columns.of(RuntimeSupport, rows)


def basis(how: str, product: str) -> str:
    """`runs`, `tests` or `allows`: what a runtime row of this kind proves."""
    if product == "go" and how.startswith("manifest"):
        return "allows"
    return BASIS.get(how, "allows")


def number(product: str, version: str) -> str | None:
    """The dotted number that ``version`` means for ``product``.

    It reads ``v20.11.0``, ``18.x``, ``3.8-slim-buster``, ``lts/hydrogen``, ``bookworm``. None for what floats (``latest``,
    ``lts/*``), for dates, and for names that are not known.
    """
    text = version.strip().lower()[:128]
    bare = text[match.end() :] if (match := _PREFIX.match(text)) else text
    for spelling in (text, bare):
        named = CODENAMES.get(product, {}).get(re.split(r"[-_ ]", spelling, maxsplit=1)[0])
        if named is not None:
            return named
    found = _NUMBERS.match(bare)
    return _java(product, found.group(1)) if found else None


def _java(product: str, numbers: str) -> str:
    """Java 8 and before call themselves 1.8: ``1.8.0`` is cycle 8 of every distribution of Java."""
    is_java = product in _JAVA and numbers.startswith("1.")
    return numbers[2:] if is_java else numbers


_JAVA = frozenset(
    (
        *("amazon-corretto", "azul-zulu", "bellsoft-liberica", "eclipse-temurin", "ibm-semeru", "microsoft-build-of-openjdk"),
        *("openjdk-builds-from-oracle", "oracle-jdk", "red-hat-build-of-openjdk", "sapmachine", "alibaba-dragonwell"),
    )
)


def _by_product(cycles: Columns, wanted: AbstractSet[str]) -> Mapping[str, Mapping[str, SupportCycle]]:
    """Of each wanted product its cycles by name."""
    found: dict[str, dict[str, SupportCycle]] = defaultdict(dict)
    values = cycles.values
    for index, product in enumerate(values["product"]):
        if product in wanted:
            found[product][values["cycle"][index]] = SupportCycle(**{name: column[index] for name, column in values.items()})
    return found


def _judged(product: str, version: str | None, cycles: Mapping[str, SupportCycle], as_of: date) -> tuple[SupportCycle | None, bool | None]:
    """The cycle that the version names, and whether it had ended.

    A version that names several cycles (Python ``2``) counts only when all of them had ended: the last to end stands for them.
    """
    named = number(product, version) if version else None
    if named is None:
        return None, None
    parts = named.split(".")
    for length in range(len(parts), 0, -1):
        cycle = cycles.get(".".join(parts[:length]))
        if cycle is not None:
            return cycle, _ended(cycle, as_of)
    within = [cycle for name, cycle in cycles.items() if name.startswith(named + ".")]
    if within and all(_ended(cycle, as_of) for cycle in within):
        return max(within, key=lambda cycle: (cycle.ends or date.min, cycle.released_on or date.min)), True
    return None, None


def _ended(cycle: SupportCycle, as_of: date) -> bool | None:
    return as_of > cycle.ends if cycle.ends is not None else cycle.ended
