"""Files as they come: compressed, broken, in other letters, with other delimiters, with rows that are none."""

import gzip
from pathlib import Path

import pytest

from desktop_escalation.domain.errors import Refused
from desktop_escalation.history.servicenow import read_servicenow
from desktop_escalation.history.sheet import Sheet
from desktop_escalation.history.snapshot import BadRows
from tests.history.archive import HEADER, SAMPLE

RAW = SAMPLE.read_bytes()


def read_bytes(tmp_path: Path, raw: bytes) -> tuple[list[tuple[int, list[str]]], list[tuple[int, str]]]:
    """Read a table of columns a and b: rows and bad rows, each with its line."""
    path = tmp_path / "table.csv"
    path.write_bytes(raw)
    bad_rows = BadRows()
    rows = [(row.line, list(row.cells)) for row in Sheet(path, ["a", "b"]).rows(bad_rows)]
    return rows, [(bad.line, bad.reason) for bad in bad_rows.shown]


def refusal(tmp_path: Path, raw: bytes) -> str:
    path = tmp_path / "log.csv"
    path.write_bytes(raw)
    with pytest.raises(Refused) as refused:
        read_servicenow(path, "UTC")
    return str(refused.value)


@pytest.mark.parametrize("raw", [RAW, gzip.compress(RAW), b"\xef\xbb\xbf" + RAW, RAW.replace(b"\n", b"\r\n")])
def test_a_log_is_the_same_however_it_is_packed(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "log"
    path.write_bytes(raw)
    expected = read_servicenow(SAMPLE, "UTC")
    log = read_servicenow(path, "UTC")
    assert (log.incidents, log.bad_rows) == (expected.incidents, expected.bad_rows)


@pytest.mark.parametrize("delimiter", [b";", b"\t", b"|"])
def test_another_delimiter_is_recognised(tmp_path: Path, delimiter: bytes) -> None:
    assert read_bytes(tmp_path, b"a,b\n1,2\n".replace(b",", delimiter)) == ([(2, ["1", "2"])], [])


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path) -> None:
    assert "damaged gzip file" in refusal(tmp_path, gzip.compress(RAW)[:-20])
    assert "damaged gzip file" in refusal(tmp_path, gzip.compress(RAW)[:60] + b"\x00" * 40)
    assert "is empty" in refusal(tmp_path, b"")
    assert "is empty" in refusal(tmp_path, b"\n")
    assert 'no column "number", "incident_state"' in refusal(tmp_path, b"a,b\n1,2\n")
    assert 'no column "priority"' in refusal(tmp_path, RAW.replace(b",priority,", b",prio,", 1))
    assert "log.csv:3: this is no text in UTF-8 (byte" in refusal(
        tmp_path, RAW.replace(b"Category 55", "Catégorie".encode("latin-1"), 2).replace(b"Cat\xe9", b"Cate", 1)
    )
    assert "no text in UTF-8" in refusal(tmp_path, SAMPLE.read_text(encoding="utf-8").encode("utf-16"))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is a folder"):
        read_servicenow(tmp_path, "UTC")
    with pytest.raises(Refused, match="there is no file"):
        read_servicenow(tmp_path / "no.csv", "UTC")


def test_a_bad_row_ends_nothing(tmp_path: Path) -> None:
    rows, bad_rows = read_bytes(tmp_path, b"a,b\n1,2\n1\n1,2,3\n\n1,\x00\n3,4\n")
    assert rows == [(2, ["1", "2"]), (7, ["3", "4"])]
    assert bad_rows == [
        (3, "1 cells, and the first line has 2"),
        (4, "3 cells, and the first line has 2"),
        (6, "a NUL character, which is no text"),
    ]


def test_a_stray_quotation_mark_takes_no_other_row_with_it(tmp_path: Path) -> None:
    rows, bad_rows = read_bytes(tmp_path, b'a,b\n1,"2\n3,4\n5,"6"\n7,8\n')
    assert rows == [(3, ["3", "4"]), (4, ["5", "6"]), (5, ["7", "8"])]
    assert [line for line, _ in bad_rows] == [2]


def test_a_quoted_cell_may_hold_lines(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b'a,b\n1,"2\n3"\n4,5\n') == ([(2, ["1", "2\n3"]), (4, ["4", "5"])], [])


def test_a_line_without_an_end_is_a_bad_row(tmp_path: Path) -> None:
    rows, bad_rows = read_bytes(tmp_path, b"a,b\n1," + b"x" * 9_000_000 + b"\n3,4\n")
    assert rows == [(3, ["3", "4"])]
    assert [line for line, _ in bad_rows] == [2]


def test_the_first_hundred_bad_rows_are_named_and_all_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(HEADER + "\n" + "x\n" * 250, encoding="utf-8")
    log = read_servicenow(path, "UTC")
    assert (len(log.bad_rows.shown), log.bad_rows.count, log.incidents) == (100, 250, ())


def test_rows_are_sorted_by_time_and_those_of_one_minute_keep_their_order() -> None:
    (incident,) = (one for one in read_servicenow(SAMPLE, "UTC").incidents if one.key == "INC0000004")
    assert [row.line for row in incident.snapshots] == [27, 26, 30, 31, 32]
    assert {row.assignee for row in incident.snapshots} == {"Resolver 17", None}


def test_times_are_of_the_zone_that_is_named() -> None:
    first = read_servicenow(SAMPLE, "America/New_York").incidents[0].snapshots[0]
    assert first.at.isoformat() == "2016-03-01T13:00:00+00:00"
