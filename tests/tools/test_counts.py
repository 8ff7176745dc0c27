from pathlib import Path

from tools.counts import Size, finished_tests, size_of


def test_a_missing_folder_counts_nothing(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "theme.py").write_text("a = 1\nb = 2\n")
    assert size_of(tmp_path, ("ui", "resources")) == Size(files=1, lines=2)


def test_skipped_tests_did_not_pass(tmp_path: Path) -> None:
    report = tmp_path / "tests.xml"
    report.write_text(
        '<testsuites><testsuite name="pytest" tests="7" skipped="2" errors="0" failures="0"/></testsuites>'
    )
    assert finished_tests(report) == (5, 2)
