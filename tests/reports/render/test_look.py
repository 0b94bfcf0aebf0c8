"""What a company may choose of how its reports look: one colour that everybody can read, a logo that is a picture and nothing else, the paper."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pypdf import PdfReader

from quarterdeck.app.record.dressing import Dress, dress
from quarterdeck.app.record.standing import Standing
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.reports.render.accents import ENOUGH, accented, contrast, legible
from quarterdeck.reports.render.html import html
from quarterdeck.reports.render.light import house_tokens
from quarterdeck.reports.render.logos import LARGEST, UnfitLogoError, checked
from quarterdeck.reports.render.look import HOUSE, Look, worn
from quarterdeck.reports.render.paper import pdf
from quarterdeck.reports.render.slides import pptx
from tests.reports.render.sample import document

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ink="http://editor.example.org"'


def svg(inside: str, attributes: str = 'viewBox="0 0 120 40"') -> bytes:
    """A drawing of 120 by 40."""
    return f"<svg {NAMESPACES} {attributes}>{inside}</svg>".encode()


def png(*extra: bytes, wide: int = 4, high: int = 2) -> bytes:
    """A red picture, with further parts that a program wrote into it."""

    def part(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    dots = zlib.compress(b"".join(b"\0" + b"\xc0\x20\x20" * wide for _ in range(high)))
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join([part(b"IHDR", head), *(part(b"tEXt", one) for one in extra), part(b"IDAT", dots), part(b"IEND", b"")])


LOGO = svg('<style>.a{fill:#d1495b}</style><circle class="a" cx="20" cy="20" r="16"/><path d="M50 8h20v6H50z" ink:label="made on a desk"/>')
CLEAN = checked(LOGO)
ACME = Look("letter", "#7a1f3d", "#e08aa4", CLEAN)


def test_contrast_is_that_of_the_guideline() -> None:
    """Black on white is 21 to 1; #767676 is the lightest grey that passes on white, #777777 fails, as WCAG's own examples go."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") >= ENOUGH > contrast("#777777", "#ffffff")


@given(COLOURS)
def test_every_colour_can_be_read_once_it_is_worn(asked: str) -> None:
    found = legible(asked)
    for colour, dark in ((found.light, False), (found.dark, True)):
        assert min(contrast(colour, house_tokens(dark=dark)[behind]) for behind in ("paper", "surface", "tint")) >= ENOUGH
    assert (found.light == asked) == (not found.remark)
    assert legible(found.light).light == found.light


@pytest.mark.parametrize("colour", ["#000000", "#0a527c", "#df0000", "#0000ff", "#6d6d6d"])
def test_a_name_on_a_shade_is_ink_or_paper_whichever_is_read_better(colour: str) -> None:
    rules = [line for line in accented(colour, dark=False).splitlines() if line.startswith(".chart")]
    assert len(rules) == 11
    assert "var(--ink)" in rules[0]
    assert "var(--paper)" in rules[-1]


def test_a_colour_that_cannot_be_read_is_made_darker_and_said() -> None:
    assert legible("#ffcc00").remark == ("#ffcc00 cannot be read on white (contrast 1.3 to 1; 4.5 is the least): reports use #966500, the same hue but darker")
    assert legible("#0a527c").remark == ""


def test_what_an_editor_noted_for_itself_is_taken_out_of_a_logo() -> None:
    assert (CLEAN.form, CLEAN.wide, CLEAN.high) == ("svg", 120, 40)
    assert b"desk" not in CLEAN.content
    told = checked(png(b"Comment\0made at home by Ann"))
    assert (told.form, told.wide, told.high) == ("png", 4, 2)
    assert b"Ann" not in told.content


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (svg("<script>alert(1)</script>"), "holds <script>"),
        (svg('<path d="M0 0" onload="alert(1)"/>'), "holds a script (onload)"),
        (svg('<use href="https://example.org/x.svg#a"/>'), "refers to 'https://example.org/x.svg#a'"),
        (svg('<use xlink:href="file:///etc/passwd"/>'), "refers to 'file:///etc/passwd'"),
        (svg('<image href="data:image/png;base64,AAAA"/>'), "holds <image>"),
        (svg("<style>@import url(https://example.org/x.css)</style>"), "leads out of the file"),
        (svg("<style>.a{fill:url( 'https://example.org/p')}</style>"), "leads out of the file"),
        (svg('<path d="M0 0" style="fill:url(//example.org/p)"/>'), "the style of <path> leads out of the file"),
        (svg('<path d="M0 0" fill="u\\72l(x)"/>'), "the fill of <path> leads out of the file"),
        (svg("<foreignObject><p/></foreignObject>"), "holds <foreignObject>"),
        (svg('<a href="#x"><path d="M0 0"/></a>'), "holds <a>"),
        (svg('<path d="M0 0"><animate attributeName="href" to="https://example.org"/></path>'), "holds <animate>"),
        (svg("<text>Acme</text>"), "letters, which look different on every machine"),
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + svg("&a;"), "declares a document type"),
        (b"<html><body/></html>", "its first element is no <svg>"),
        (svg("<g>")[:-8], "neither PNG nor SVG"),
        (b"GIF89a\xff\xfe", "neither PNG nor SVG"),
        (svg("", 'width="100%"'), "says neither viewBox nor width and height"),
        (svg("", 'viewBox="0 0 4000 10"'), "at most 12 times as wide as high"),
        (png()[:-20], "broken PNG"),
        (png().replace(b"IDAT", b"IDAX"), "broken PNG"),
        (png(wide=3000, high=3000)[:33] + png()[33:], "3000 by 3000 dots"),
        (b" " * (LARGEST + 1), "200\u202f001 bytes long"),
    ],
)  # fmt: skip
def test_what_is_more_than_a_picture_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(UnfitLogoError) as refused:
        checked(content)
    assert says in str(refused.value)
    assert "; " in str(refused.value), "and what to do"


def test_the_page_carries_logo_and_colour_inside_it() -> None:
    page = html(document(), ACME)
    assert '<img class="logo" src="data:image/svg+xml;base64,' in page
    assert "--accent: #7a1f3d" in page
    assert "--accent: #e08aa4" in page
    assert "size: letter" in page
    assert 'class="logo" src' not in html(document())


def test_paper_and_slides_wear_them_too() -> None:
    content = pdf(document(), ACME)
    assert content == pdf(document(), ACME)
    pages = PdfReader(io.BytesIO(content)).pages
    assert round(pages[0].mediabox.width) == 612
    assert len(pages) == len(PdfReader(io.BytesIO(pdf(document(), Look("letter")))).pages), "a logo costs no page"
    deck = pptx(document(), ACME)
    assert deck == pptx(document(), ACME)
    cover = Presentation(io.BytesIO(deck)).slides[0]
    assert [shape.shape_type.name for shape in cover.shapes if shape.shape_type and shape.shape_type.name == "PICTURE"] == ["PICTURE"]
    assert b"7A1F3D" in b"".join(part.blob for part in Presentation(io.BytesIO(deck)).part.package.iter_parts())


def test_a_look_is_taken_off_when_the_report_is_done() -> None:
    html(document(), ACME)
    assert worn() is HOUSE


def workspace(root: Path, *lines: str) -> Dress:
    """What the settings of a company come to."""
    (root / "quarterdeck.yaml").write_text("\n".join(["schema: 1", "company: Acme", "currency: EUR", *lines]) + "\n", encoding="utf-8")
    return dress(Workspace(root))


def test_settings_of_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(LOGO)
    assert workspace(tmp_path) == Dress(HOUSE)
    found = workspace(tmp_path, "logo: logo.svg", "accent: 7A1F3D", "paper: letter")
    assert (found.look.logo, found.look.accent, found.look.paper, found.problems) == (CLEAN, "#7a1f3d", "letter", ())
    kept = Standing("Acme", look=found.look)
    assert Standing.kept({**kept.keep(), "given": [], "accepting": []}).look == found.look, "a run carries its look"


def test_settings_that_cannot_be_used_are_said_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "away.svg").symlink_to("/etc/hostname")
    (tmp_path / "bad.svg").write_bytes(svg("<script/>"))
    said = {
        name: [str(problem) for problem in workspace(tmp_path, f"logo: {name}").problems] for name in ("none.png", "../x.svg", "away.svg", "bad.svg")
    }  # fmt: skip
    assert said == {
        "none.png": [
            (
                "quarterdeck.yaml:4:7: the logo 'none.png' is left out: it cannot be read (No such file or directory). "
                "Write its path from the root of the workspace."
            )
        ],
        "../x.svg": [
            "quarterdeck.yaml:4:7: the logo '../x.svg' is left out: it does not lie in the workspace. Copy it there, and write its path from the root."
        ],
        "away.svg": [
            "quarterdeck.yaml:4:7: the logo 'away.svg' is left out: it does not lie in the workspace. Copy it there, and write its path from the root."
        ],
        "bad.svg": ["quarterdeck.yaml:4:7: the logo 'bad.svg' is left out: it holds <script>, which no logo needs. Take that away."],
    }
