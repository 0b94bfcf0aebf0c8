"""Archives and documents from outside are opened with care."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.sources.reference.unpack import LARGEST_ENTRY, UnsafeError, checked, entries, packed, parsed


def archive(*files: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files:
            made.writestr(name, data)
    return buffer.getvalue()


def test_entries_come_in_name_order_whatever_the_packing() -> None:
    assert list(entries(archive(("b.json", b"2"), ("a.json", b"1"), ("notes.txt", b"")))) == [("a.json", b"1"), ("b.json", b"2")]


@pytest.mark.parametrize("name", ["../a.json", "/etc/a.json", "x/../../a.json", "C:/a.json"])
def test_an_entry_that_leads_out_refuses_the_archive(name: str) -> None:
    with pytest.raises(UnsafeError, match="leads out of the archive"):
        list(entries(archive((name, b"{}"))))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UnsafeError, match="unpacks to"):
        list(entries(archive(("bomb.json", b"0" * (LARGEST_ENTRY - 1)))))


def test_a_large_entry_is_refused() -> None:
    info = zipfile.ZipInfo("large.json")
    info.file_size = info.compress_size = LARGEST_ENTRY + 1
    with pytest.raises(UnsafeError, match="more than"):
        checked([info])


def test_many_entries_that_are_too_much_together_are_refused() -> None:
    infos = [zipfile.ZipInfo(f"{number}.json") for number in range(300)]
    for info in infos:
        info.file_size = info.compress_size = LARGEST_ENTRY
    with pytest.raises(UnsafeError, match="it unpacks to more than"):
        checked(infos)


def test_two_entries_of_one_name_are_refused() -> None:
    with pytest.raises(UnsafeError, match="two entries of one name"):
        checked([zipfile.ZipInfo("a.json"), zipfile.ZipInfo("a.json")])


def test_an_encrypted_entry_is_refused() -> None:
    info = zipfile.ZipInfo("a.json")
    info.flag_bits = 1
    with pytest.raises(UnsafeError, match="encrypted"):
        checked([info])


@pytest.mark.parametrize("data", [b"", b"PK", b"not an archive"])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(UnsafeError, match="ZIP"):
        list(entries(data))


@given(st.integers(min_value=0), st.binary(min_size=1, max_size=4))
def test_a_damaged_archive_is_read_or_refused_but_never_crashes(at: int, noise: bytes) -> None:
    whole = archive(("a.json", b'{"id": "A"}' * 9), ("b.json", b"{}"))
    at %= len(whole)
    with suppress(UnsafeError):
        assert all(name.endswith(".json") for name, _ in entries(whole[:at] + noise + whole[at + len(noise) :]))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"[" * 100_000, "nested too deeply"),
        (b"{", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"9" * 5000, "not JSON"),
        (b"[1, 2, 3]", "larger than 5 bytes"),
    ],
)
def test_a_document_that_cannot_be_read_says_why(data: bytes, why: str) -> None:
    with pytest.raises(UnsafeError, match=why):
        parsed(data, largest=5 if "larger" in why else 10**6)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}\.json", fullmatch=True), st.binary(max_size=50), max_size=5))
def test_packing_and_opening_give_the_same_files_and_the_same_bytes(files: dict[str, bytes]) -> None:
    assert dict(entries(packed(files))) == files
    assert packed(files) == packed(dict(reversed(list(files.items()))))
