"""What files may be attached, and under which names."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_escalation.domain.attachment import (
    ANY_TYPE,
    LONGEST_NAME,
    MOST_BYTES,
    MOST_NAME_BYTES,
    NewFile,
    clean_name,
    new_file,
    refuse_too_many,
    size_words,
)
from desktop_escalation.domain.errors import Refused


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("report.pdf", "report.pdf"),
        ("..\\..\\evil.exe", "evil.exe"),
        ("/etc/passwd", "passwd"),
        ("C:\\Users\\x\\a.txt", "a.txt"),
        ("C:a.txt", "C_a.txt"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("CON .txt", "_CON .txt"),
        ("com\u00b9.log", "_com\u00b9.log"),
        ("console.log", "console.log"),
        ("..", "file"),
        ("", "file"),
        ("trailing. . ", "trailing"),
        ("a\x00b\nc.txt", "abc.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("what?.txt", "what_.txt"),
        (".profile", ".profile"),
        ("e\u0301t\u00e9.txt", "\u00e9t\u00e9.txt"),
        ("half\ud800.txt", "half.txt"),
    ],
)
def test_a_name_is_made_harmless(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_a_long_name_keeps_its_ending() -> None:
    clean = clean_name("x" * 300 + ".tar")
    assert len(clean) <= LONGEST_NAME
    assert clean.endswith("x.tar")


def test_a_long_name_fits_a_file_system_in_bytes_too() -> None:
    clean = clean_name("\u6f22" * 200 + ".txt")
    assert len(clean.encode()) <= MOST_NAME_BYTES
    assert clean.endswith("\u6f22.txt")


def test_an_ending_that_is_none_is_cut_like_the_rest() -> None:
    assert clean_name("a." + "b" * 300) == "a." + "b" * 197


@given(st.text(max_size=300))
@example("x" * 198 + "CON" + "." + "y" * 30)
@example("CON" + " " * 250 + "x")
@example("CON." + "y" * 300)
def test_a_clean_name_is_clean(name: str) -> None:
    clean = clean_name(name)
    assert clean_name(clean) == clean
    assert 0 < len(clean) <= LONGEST_NAME
    assert not set(clean) & set('/\\<>:"|?*')
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in clean)


def test_a_file_under_another_name_than_a_clean_one_is_refused() -> None:
    with pytest.raises(Refused, match=r"evil\.exe"):
        NewFile("../evil.exe", ANY_TYPE, b"x")


def test_a_new_file_gets_its_clean_name_and_a_type_that_is_one() -> None:
    assert new_file("../a.png", "Image/PNG", b"x") == NewFile("a.png", "image/png", b"x")
    assert new_file("a", "no type\r\nX: y", b"x").media_type == ANY_TYPE


def test_a_type_that_is_none_is_refused() -> None:
    with pytest.raises(Refused, match="no media type"):
        NewFile("a", "png", b"x")


def test_an_empty_file_is_refused_in_words() -> None:
    with pytest.raises(Refused, match=r"log\.txt is empty: there is nothing to attach"):
        new_file("log.txt", "text/plain", b"")


def test_a_file_that_is_too_large_is_refused_in_words() -> None:
    assert new_file("a.zip", ANY_TYPE, bytes(MOST_BYTES)).size == MOST_BYTES
    with pytest.raises(Refused, match=r"a\.zip is larger than 25 MB"):
        new_file("a.zip", ANY_TYPE, bytes(MOST_BYTES + 1))


def test_a_digest_tells_contents_apart() -> None:
    one, other, same = (new_file(name, ANY_TYPE, content) for name, content in (("a", b"1"), ("a", b"2"), ("b", b"1")))
    assert one.digest == same.digest != other.digest


def test_more_than_twenty_files_are_refused() -> None:
    file = new_file("a", ANY_TYPE, b"x")
    refuse_too_many((file,) * 20)
    with pytest.raises(Refused, match="at most 20 files, and these are 21"):
        refuse_too_many((file,) * 21)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 byte"),
        (312, "312 bytes"),
        (1024, "1 kB"),
        (1536, "1.5 kB"),
        (204_800, "200 kB"),
        (203_000, "198 kB"),
        (25 * 1024 * 1024, "25 MB"),
        (25 * 1024 * 1024 + 200_000, "25.1 MB"),
    ],
)
def test_a_size_is_written_in_few_figures(size: int, words: str) -> None:
    assert size_words(size) == words
