"""A company's logo, taken in only where it is a picture and nothing else.

An SVG is a program that draws, links and runs: it is let in by what it may hold, never by what it may not. Of a PNG only the dots are kept,
and not what a program wrote beside them.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from quarterdeck.reports.render.look import Logo

LARGEST = 200_000
"""Bytes: each page carries the logo inside it."""
MOST_DOTS = 4_000_000
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWS = frozenset({
    "svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "linearGradient", "radialGradient", "stop",
    "clipPath", "mask", "symbol", "use", "style",
})  # fmt: skip
_LINK = re.compile(r"url\s*\(\s*['\"]?\s*(?!#)|@|expression\s*\(|\\|javascript:|data:|https?:", re.IGNORECASE)
"""In a style or an attribute: anything that leads out of the file, or that hides what it says."""
_LENGTH = re.compile(r"\s*([\d.]+)\s*(px|pt|mm|cm|in|em|rem|%)?\s*")
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB", b"cHRM"})
_GREATEST, _TALLEST = 12.0, 3.0
"""How many times as wide as high, and as high as wide, a logo may be."""


class UnfitLogoError(ValueError):
    """A file that is no logo which reports may show: the message says why and what to do."""


def checked(content: bytes) -> Logo:
    """The logo of a file. Raises ``UnfitLogoError``."""
    if len(content) > LARGEST:
        raise UnfitLogoError(f"it is {len(content):,} bytes long, and {LARGEST:,} are the most".replace(",", "\u202f") + "; save it smaller")
    found = _dots(content) if content.startswith(_SIGNATURE) else _drawing(content)
    if not 1 / _TALLEST <= found.wide / found.high <= _GREATEST:
        raise UnfitLogoError(
            f"it is {found.wide:g} by {found.high:g}; a logo is at most {_GREATEST:g} times as wide as high, and {_TALLEST:g} times as high; cut it"
        )
    return found


def _drawing(content: bytes) -> Logo:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnfitLogoError("it is neither PNG nor SVG in UTF-8; save it as one of them") from error
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        raise UnfitLogoError("it declares a document type, which can hide anything; save it without («plain SVG»)")
    try:
        root = ET.fromstring(text)  # noqa: S314  # without a document type there is no entity to expand, and it is small
    except ET.ParseError as error:
        raise UnfitLogoError(f"it is neither PNG nor SVG: {error}; save it as one of them") from error
    if root.tag != f"{_SVG}svg":
        raise UnfitLogoError("its first element is no <svg>; save it as SVG or PNG")
    for fault in _faults(root):
        raise UnfitLogoError(fault)
    wide, high = _size(root)
    for name, length in (("width", wide), ("height", high)):
        root.set(name, f"{length:g}")
    if "viewBox" not in root.attrib:
        root.set("viewBox", f"0 0 {wide:g} {high:g}")
    ET.register_namespace("", "http://www.w3.org/2000/svg")
    ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    return Logo(ET.tostring(root, encoding="utf-8"), "svg", wide, high)


def _faults(root: ET.Element) -> Iterator[str]:
    """What may not be in it. What an editor notes for itself in a namespace of its own is taken away."""
    for parent in list(root.iter()):
        for child in list(parent):
            if not child.tag.startswith(_SVG) or child.tag == f"{_SVG}metadata":
                parent.remove(child)
    for element in root.iter():
        name = element.tag.removeprefix(_SVG)
        if name not in _DRAWS:
            kind = (
                "letters, which look different on every machine; turn them into paths" if name in {"text", "tspan"} else "which no logo needs; take that away"
            )
            yield f"it holds <{name}>, {kind}"
        if _LINK.search(element.text or ""):
            yield f"what stands in its <{name}> leads out of the file; take that away"
        for key, value in list(element.attrib.items()):
            if "}" in key and not key.endswith(("}href", "}space")):
                del element.attrib[key]
            else:
                yield from _fault_in(name, key.rpartition("}")[2].lower(), value)


def _fault_in(name: str, key: str, value: str) -> Iterator[str]:
    if key == "href" and not value.startswith("#"):
        yield f"<{name}> refers to {value[:40]!r}; put what it draws into the file itself"
    elif key.startswith("on"):
        yield f"<{name}> holds a script ({key}); take that away"
    elif _LINK.search(value):
        yield f"the {key} of <{name}> leads out of the file; take that away"


def _size(root: ET.Element) -> tuple[float, float]:
    box = [float(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if re.fullmatch(r"-?[\d.]+", part)]
    if len(box) == 4 and box[2] > 0 and box[3] > 0:  # noqa: PLR2004  # left, top, width, height
        return box[2], box[3]
    found = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    sizes = [float(one[1]) for one in found if one and one[2] in {None, "px", "pt"}]
    if len(sizes) == 2 and all(sizes):  # noqa: PLR2004  # width and height
        return sizes[0], sizes[1]
    raise UnfitLogoError("it says neither viewBox nor width and height; save it with one of them")


def _dots(content: bytes) -> Logo:
    """A PNG with its dots and colours alone, each part of it checked against its sum."""
    kept, at, wide, high = [_SIGNATURE], len(_SIGNATURE), 0, 0
    while at + 12 <= len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        part = content[at : at + 12 + length]
        if len(part) < 12 + length or zlib.crc32(part[4:-4]) != struct.unpack(">I", part[-4:])[0]:
            raise UnfitLogoError("it is a broken PNG; save it again")
        if kind == b"IHDR":
            wide, high = struct.unpack(">II", part[8:16])
        if kind in _KEPT:
            kept.append(part)
        at += len(part)
        if kind == b"IEND":
            break
    else:
        raise UnfitLogoError("it is a PNG without an end; save it again")
    if not 0 < wide * high <= MOST_DOTS:
        raise UnfitLogoError(f"it is {wide} by {high} dots, and {MOST_DOTS:,} in all are the most".replace(",", "\u202f") + "; save it smaller")
    return Logo(b"".join(kept), "png", float(wide), float(high))
