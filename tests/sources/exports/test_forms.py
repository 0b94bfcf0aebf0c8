"""Laws of how cells are read: what is quick for most of them says the same as what is careful with all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.app.keeping.store import connect
from quarterdeck.kernel.table import Column
from quarterdeck.sources.exports import forms
from quarterdeck.sources.exports.convert import cleaned

DAYS = st.dates().map(str) | st.sampled_from(["2026-02-30", "2026-13-01", "2024-02-29", "0019-01-01"])
CLOCKS = st.times().map(str) | st.sampled_from(["", "00:00", "23:59:60", "24:00:00", "7:05:00", "10:00:00.1234567", "10:00:00 PM", "25:00:00"])
ZONES = st.sampled_from(["", "Z", "z", " UTC", "+02:00", "-0530", "+25:00", " Z"])
BLANKS = st.text(" \t\n\r\u00a0", max_size=3)
COLUMN = Column("said", "VARCHAR", nullable=True, says="")


@given(st.lists(st.tuples(DAYS, st.sampled_from([" ", "T"]), CLOCKS, ZONES).map(lambda told: "".join(told) if told[2] else told[0]), min_size=1, max_size=50))
def test_a_plain_time_is_read_as_every_time_is(texts: list[str]) -> None:
    with connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        quick = forms.read_time(forms.ISO, "x")
        differing = f"SELECT x FROM (SELECT unnest(?) AS x) WHERE ({quick}) IS DISTINCT FROM ({forms.ANY_ISO})"
        assert connection.execute(differing, [texts]).fetchall() == []


@given(st.lists(st.tuples(BLANKS, st.text(max_size=6) | st.sampled_from(["NULL", "null", "\\N", "(null)"]), BLANKS).map("".join), min_size=1, max_size=50))
def test_a_cell_loses_the_blanks_around_it_and_nothing_else(texts: list[str]) -> None:
    texts = [text.replace("\x00", "") for text in texts]
    with connect() as connection:
        found = connection.execute(f"SELECT {cleaned('x', COLUMN)} FROM (SELECT unnest(?) AS x)", [texts]).fetchall()
    bare = [text.strip(" \t\n\r\u00a0") for text in texts]
    assert [value for (value,) in found] == [None if text.lower() in {"", "null", "\\n"} else text for text in bare]
