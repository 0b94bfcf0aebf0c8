"""Charts: the picture says what the numbers say, in any case is well-formed, and stays small."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.kernel.text import plain
from quarterdeck.reports.render.charts import picture
from quarterdeck.reports.render.charts.data import chart_table
from quarterdeck.reports.render.charts.paper import NARROW, WIDE, clipped, figure, text_width, ticks
from quarterdeck.reports.render.charts.rows import steps
from quarterdeck.reports.render.charts.treemap import lines_in_box, squarified
from tests.reports.render.hostile import charts
from tests.reports.render.sample import treemap

SVG = "{http://www.w3.org/2000/svg}"
TAGS = {SVG + tag for tag in ("svg", "title", "desc", "rect", "text", "line", "polyline", "polygon", "circle")}


def chart(kind: str, *marks: Mark, reference: tuple[float, str] | None = None) -> Chart:
    assert kind in {"treemap", "bars", "ranges", "lines", "columns", "matrix", "waterfall", "curve", "gantt", "graph", "map", "courses"}
    return Chart(kind, "Title", ("So what.",), "people", marks, ("In words.",), reference=reference)  # type: ignore[arg-type]  # asserted above


def mark(name: str, value: float, spread: Range | None = None, at: str = "", group: str = "") -> Mark:
    return Mark((name,), value, (f"{name}: {value}",), spread=spread, at=at, group=((group,),) if group else ())


def boxes(svg: str, look: str) -> list[tuple[float, float, float, float]]:
    """x, y, width and height of the rectangles of a class."""
    found = [rect for rect in ET.fromstring(svg).iter(SVG + "rect") if re.search(look, rect.get("class", ""))]
    return [tuple(float(rect.get(name, "nan")) for name in ("x", "y", "width", "height")) for rect in found]  # type: ignore[misc]  # four names


@given(charts(), st.sampled_from([WIDE, NARROW]))
@settings(max_examples=40)
def test_every_picture_is_well_formed_and_holds_no_markup_from_outside(any_chart: Chart, width: int) -> None:
    root = ET.fromstring(picture(any_chart, "k", width))
    assert {node.tag for node in root.iter()} <= TAGS
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "k-t k-d"


@given(charts(), st.sampled_from([WIDE, NARROW]))
@settings(max_examples=90)
def test_every_coordinate_is_a_number(any_chart: Chart, width: int) -> None:
    for node in ET.fromstring(picture(any_chart, "k", width)).iter():
        for name in ("x", "y", "width", "height", "x1", "y1", "x2", "y2", "cx", "cy"):
            assert re.fullmatch(r"-?\d+(\.\d)?|", node.get(name, "")), (node.tag, name, node.get(name))


def test_a_reader_who_cannot_see_it_hears_the_alternative() -> None:
    root = ET.fromstring(picture(chart("bars", mark("a", 1)), "k"))
    assert [root.findtext(SVG + "title"), root.findtext(SVG + "desc")] == ["Title", "In words."]


def test_pointing_at_a_mark_tells_its_words() -> None:
    assert "<title>a: 1</title>" in picture(chart("bars", mark("a", 1)), "k")


def test_bars_are_as_long_as_their_values() -> None:
    (_, _, one, _), (_, _, three, _) = boxes(picture(chart("bars", mark("a", 1), mark("b", 3)), "k"), "bar")
    assert three == pytest.approx(3 * one, abs=0.3)


def test_a_range_runs_from_p10_to_p90_with_its_tick_at_p50() -> None:
    svg = picture(chart("ranges", mark("a", 50, Range(20, 50, 100)), mark("b", 100, Range(0, 60, 100))), "k")
    (x, _, width, _), (zero, _, whole, _) = boxes(svg, "range")
    (tick, _, thick, _), _ = boxes(svg, "tick")
    assert (x - zero) / whole == pytest.approx(0.2, abs=0.01)
    assert width / whole == pytest.approx(0.8, abs=0.01)
    assert (tick + thick / 2 - zero) / whole == pytest.approx(0.5, abs=0.01)


def test_columns_stack_their_groups() -> None:
    marks = [mark("w", 6, at="2026-01-05", group="ok"), mark("w", 2, at="2026-01-05", group="failed")]
    (_, top, _, tall), (_, above, _, small) = boxes(picture(chart("columns", *marks), "k"), "fill c")[-2:]
    assert tall == pytest.approx(3 * small, abs=0.3)
    assert above + small == pytest.approx(top, abs=0.3)


def test_a_line_has_a_point_for_each_mark_from_left_to_right() -> None:
    marks = [mark("", 3, at="2026-03-01"), mark("", 1, at="2026-01-01"), mark("", 2, at="2026-02-01")]
    (points,) = re.findall(r'<polyline points="([^"]*)"', picture(chart("lines", *marks), "k"))
    xs, ys = zip(*(map(float, point.split(",")) for point in points.split()), strict=True)
    assert list(xs) == sorted(xs)
    assert list(ys) == sorted(ys, reverse=True)


def test_a_date_that_is_none_is_a_bug() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        picture(chart("lines", mark("a", 1, at="soon")), "k")


@pytest.mark.parametrize("kind", ["treemap", "bars", "ranges", "lines", "columns", "matrix", "waterfall", "curve", "gantt", "graph", "map", "courses"])
@pytest.mark.parametrize("marks", [(), (mark("a", float("nan"), at="2026-01-01"),)], ids=["none", "not known"])
def test_nothing_to_draw_is_said(kind: str, marks: tuple[Mark, ...]) -> None:
    assert "There is nothing to draw." in picture(chart(kind, *marks), "k")


@given(st.lists(st.floats(0.001, 1e6), min_size=1, max_size=60), st.floats(20, 900), st.floats(20, 900))
def test_boxes_fill_their_area_in_proportion(values: list[float], width: float, height: float) -> None:
    laid = squarified(sorted(values, reverse=True), (0, 0, width, height))
    area = width * height
    for value, (x, y, wide, high) in zip(sorted(values, reverse=True), laid, strict=True):
        assert wide * high == pytest.approx(value / sum(values) * area, rel=1e-6, abs=1e-6 * area)
        assert -1e-6 <= x <= x + wide <= width * (1 + 1e-6)
        assert -1e-6 <= y <= y + high <= height * (1 + 1e-6)


@pytest.mark.parametrize(("count", "width"), [(3, WIDE), (240, WIDE), (5000, WIDE), (5000, NARROW)])
def test_every_mark_of_a_treemap_is_shown_or_counted(count: int, width: int) -> None:
    root = ET.fromstring(picture(treemap(count), "k", width))
    titles = [rect.findtext(SVG + "title") or "" for rect in root.iter(SVG + "rect") if not (rect.get("class") or "").startswith("area")]
    shown = sum(": " in title and "lines" in title for title in titles)
    folded = sum(int(found.group(1).replace("\u202f", "")) for title in titles if (found := re.match(r"([\d\u202f]+) more", title)))
    inside = sum(int(found.group(1).replace("\u202f", "")) for title in titles if (found := re.search(r": ([\d\u202f]+) in all", title)))
    assert shown + folded + inside == count


@pytest.mark.parametrize(
    ("name", "room", "told"),
    [
        ("app/models/order.rb", 200, ["app/models/order.rb"]),
        ("app/models/order.rb", 60, ["order.rb"]),
        ("order_service_test.go", 60, ["order_", "service_", "test.go"]),
        ("OrderServiceFactory.java", 90, ["OrderService", "Factory.java"]),
        ("README", 55, ["README"]),
        ("Versandbestätigung.kt", 60, []),
    ],
)
def test_a_name_is_written_into_a_box_where_it_fits(name: str, room: float, told: list[str]) -> None:
    assert lines_in_box(name, room, 3) == told


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_thousands_of_marks_stay_small(width: int) -> None:
    assert len(picture(treemap(10_000), "k", width).encode()) < 150_000


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))
def test_ticks_are_few_and_hold_what_is_drawn(one: float, other: float) -> None:
    low, high = sorted((one, other))
    found = ticks(low, high)
    assert found == sorted(set(found))
    assert 2 <= len(found) <= 8
    if high - low > 1e-6 * max(abs(low), abs(high)):
        assert found[0] <= low + 1e-6 * (high - low)
        assert found[-1] >= high - 1e-6 * (high - low)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"), (3, "3"), (0.25, "0.25"), (12.34, "12.3"), (123.4, "123"), (12_400, "12\u202f400"), (-2, "−2"), (0.1 + 0.2, "0.3"),
        (12_500_000, "12.5 M"), (float("nan"), "not known"),
    ],
)  # fmt: skip
def test_numbers_on_axes(value: float, expected: str) -> None:
    assert figure(value) == expected


@given(st.text(max_size=60), st.floats(0, 300))
def test_clipped_text_fits(words: str, room: float) -> None:
    assert text_width(clipped(words, room, 12), 12) <= max(room, 0) + 1e-6


@pytest.mark.parametrize(
    ("words", "expected"), [("src/payments/ledger.py", "…/ledger.py"), ("payments of the day", "payments…"), ("ab", "ab"), ("WWWWWWWWWWWW", "WWWWW…")]
)
def test_of_a_path_the_end_is_kept(words: str, expected: str) -> None:
    assert clipped(words, 72, 12) == expected


def test_the_data_beside_a_chart_tells_what_was_left_out() -> None:
    data = chart_table(treemap(240), 20)
    assert (data.columns, data.align, len(data.rows), data.more) == (("What", "Group", "lines"), "llr", 20, 220)


def test_the_data_of_ranges_has_three_numbers() -> None:
    data = chart_table(chart("ranges", mark("a", 50, Range(20, 50, 100))), 20)
    assert data.columns == ("What", "Middle", "Low (p10)", "High (p90)")
    assert data.rows == ((("a",), ("50",), ("20",), ("100",)),)


def test_a_waterfall_goes_from_total_to_total() -> None:
    """Planned 100, 30 more, 10 less, spent 120: each step begins where the one before ended."""
    given = chart("waterfall", mark("planned", 100, group="total"), mark("run", 30), mark("grow", -10), mark("spent", 120, group="total"))
    assert [(low, high) for _, low, high in steps(given)] == [(0, 100), (100, 130), (120, 130), (0, 120)]
    svg = picture(given, "k")
    planned, run, grow, spent = boxes(svg, "bar|tick")
    assert run[0] == pytest.approx(planned[0] + planned[2], abs=0.2)
    assert grow[0] + grow[2] == pytest.approx(run[0] + run[2], abs=0.2)
    assert spent[0] + spent[2] == pytest.approx(grow[0], abs=0.2)
    assert "+30" in svg
    assert "−10" in svg


def test_a_loss_exceedance_curve_falls_to_the_right() -> None:
    given = chart("curve", *(mark(f"above {amount}", share, at=str(amount), group="Fire") for amount, share in ((0, 20.0), (1000, 5.0), (5000, 0.5))))
    (drawn,) = ET.fromstring(picture(given, "k")).iter(SVG + "polyline")
    points = [tuple(map(float, pair.split(","))) for pair in drawn.get("points", "").split()]
    assert points == sorted(points)
    assert [y for _, y in points] == sorted(y for _, y in points)
    assert "Fire" in picture(given, "k")


def test_what_stands_at_no_amount_is_not_drawn() -> None:
    assert "There is nothing to draw." in picture(chart("curve", mark("a", 1, at="soon")), "k")


def test_a_roadmap_shows_planned_days_and_how_sure_they_are() -> None:
    """The planned bar ends on its day; the lighter one reaches from even odds to 85 of 100; groups stand above their rows."""
    sure = Range(30.0, 60.0, 90.0)
    given = chart("gantt", mark("doors", 30, sure, at="2026-10-01", group="Now"), mark("checkout", 90, at="2027-01-01", group="Next"))
    svg = picture(given, "k")
    (planned, other), (likely,) = boxes(svg, "bar"), boxes(svg, "likely")
    day = planned[2] / 30
    assert likely[0] - planned[0] == pytest.approx(60 * day, abs=1)
    assert likely[2] == pytest.approx(30 * day, abs=1)
    assert other[2] == pytest.approx(90 * day, abs=1)
    assert [node.text for node in ET.fromstring(svg).iter(SVG + "text") if node.get("class") == "group"] == ["Now", "Next"]
    table = chart_table(given, 10)
    assert table.columns == ("What", "When", "Begins", "To be done by", "Even odds", "85 of 100")
    assert [plain(cell) for cell in table.rows[0]] == ["doors", "Now", "2026-10-01", "2026-10-31", "2026-11-30", "2026-12-30"]


def test_a_timeline_shows_five_and_five_hundred() -> None:
    """A sign for each, none over another of its lane, within the picture; the first phase by phase, and how many more there are."""

    def of(count: int) -> Chart:
        def one(index: int, phase: str, hours: float) -> Mark:
            group = ((f"lane {index % 20}",), ("high",), (phase,), ("ci/1",) if index % 3 else ())
            return Mark((f"{index}",), hours, (f"{index}: told",), 1 - index % 4 / 3, group, f"2026-{index % 11 + 1:02}-{index % 27 + 1:02}T10:30")

        return chart("courses", *(mark for index in range(count) for mark in (one(index, "noticed", 0.5), one(index, "over", 30.0))))

    def signs(svg: str) -> list[tuple[float, float]]:
        above, _, _ = svg.partition("How each went")
        middles = [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"[^>]*><title>', above)]
        points = re.findall(r'<polygon points="([\d.]+),([\d.]+)[^>]*><title>', above)
        return middles + [(float(x), float(y) + 4.5) for x, y in points]

    few, many = picture(of(5), "k"), picture(of(500), "k")
    assert len(signs(few)) == 5
    assert len(signs(many)) == 500
    assert "and 488 more" in many
    assert "and " not in few.partition("</desc>")[2]
    assert len(boxes(few, "s10")) == 5 + 1
    places = sorted(signs(many), key=lambda place: (round(place[1]), place[0]))
    apart = [b[0] - a[0] for a, b in pairwise(places) if abs(a[1] - b[1]) < 0.5]
    assert min(apart) > 0


def test_a_landscape_stands_above_what_it_leans_on() -> None:
    """Each box above those that it leans on, though lines go round in a circle; a line that leads back up is dashed."""
    things = [mark(name, 1, group=name) for name in ("shop", "booking", "ledger", "mail")]
    leans = [mark("shop", 1, group="booking"), mark("booking", 1, group="ledger"), mark("ledger", 1, group="shop")]
    svg = picture(chart("graph", *things, *leans), "k")
    tops = {title.split(":")[0]: y for title, (_, y, _, _) in zip(re.findall(r"<title>(\w+: [\d.]+)</title>", svg), boxes(svg, "thing"), strict=True)}
    assert tops["shop"] < tops["booking"] < tops["ledger"] < tops["mail"]
    assert len(re.findall(r'class="edge"', svg)) == 2
    assert len(re.findall(r'class="edge back"', svg)) == 1
    assert [[plain(cell) for cell in row] for row in chart_table(chart("graph", *things, *leans), 10).rows][:2] == [["shop", "booking"], ["booking", "ledger"]]


def test_a_wardley_map_sets_things_by_what_users_see_and_how_evolved_they_are() -> None:
    things = (mark("customer", 0.9, at="0.6", group="customer"), mark("maps", 0.2, at="0.8", group="maps"), mark("customer", 0, group="maps"))
    root = ET.fromstring(picture(chart("map", *things), "k"))
    (customer, maps) = ((float(dot.get("cx", 0)), float(dot.get("cy", 0))) for dot in root.iter(SVG + "circle"))
    assert customer[0] < maps[0]
    assert customer[1] < maps[1]
    assert len(list(root.iter(SVG + "polyline"))) == 1
