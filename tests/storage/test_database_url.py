from pathlib import Path

import pytest

from desktop_escalation.domain.errors import Refused
from desktop_escalation.storage.database_url import PostgresServer, SqliteFile, parse_database_url
from desktop_escalation.storage.network_share import Mount


def test_three_slashes_begin_a_path_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert parse_database_url("sqlite:///data/a b%20.db") == SqliteFile(tmp_path / "data" / "a b%20.db")


def test_four_slashes_begin_a_path_from_the_root(tmp_path: Path) -> None:
    assert parse_database_url(f"sqlite:///{tmp_path}/a.db") == SqliteFile(tmp_path / "a.db")


def test_the_whole_uri_goes_to_libpq() -> None:
    uri = "postgresql://marek:secret@one,two:5433/desk?target_session_attrs=read-write&connect_timeout=9"
    assert parse_database_url(uri) == PostgresServer(uri)
    assert parse_database_url(uri.replace("postgresql:", "postgres:")) == PostgresServer(uri)


def test_an_address_shows_no_password() -> None:
    address = parse_database_url("postgresql://marek:secret@one,two:5433/desk?password=secret")
    assert str(address) == "postgresql://one,two:5433/desk"
    assert "secret" not in repr(address)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://marek:sec?ret@db01/desk",
        "postgresql://marek:sec#ret@db01/desk",
        "postgresql://marek:secret@db01/desk?password=s@ret",
        "postgresql://db01/desk?sslpassword=secret",
    ],
)
def test_an_address_shows_no_part_of_a_password_with_signs_in_it(url: str) -> None:
    assert str(parse_database_url(url)) == "postgresql://db01/desk"


def test_a_home_folder_that_nobody_has_is_refused() -> None:
    with pytest.raises(Refused, match="Nobody here has the home folder"):
        parse_database_url("sqlite:///~nobody-has-this-name/escalation.db")


@pytest.mark.parametrize("url", ["", "escalation.db", "sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_what_is_no_address_is_refused_with_the_two_forms(url: str) -> None:
    with pytest.raises(Refused, match=r"sqlite:///path/to/file\.db .* postgresql://SERVER/NAME"):
        parse_database_url(url)


def test_another_kind_of_database_is_refused_by_name() -> None:
    with pytest.raises(Refused, match='"mysql" is no kind of database that is known'):
        parse_database_url("mysql://server/desk")


def test_a_misspelt_parameter_is_named() -> None:
    with pytest.raises(Refused, match="taget_session_attrs"):
        parse_database_url("postgresql://server/desk?taget_session_attrs=any")


@pytest.mark.parametrize("password", ["secret%zz", "sec@ret", "sec/ret", "sec/r@et"])
def test_a_password_that_libpq_does_not_understand_is_not_shown(password: str) -> None:
    with pytest.raises(Refused, match="in a password %40") as refused:
        parse_database_url(f"postgresql://marek:{password}@server/desk")
    assert "ret" not in str(refused.value)


def test_an_sqlite_file_on_a_network_share_is_refused() -> None:
    with pytest.raises(Refused, match="network share"):
        parse_database_url("sqlite:////share/a.db", mounts=lambda _: (Mount(Path("/share"), "nfs4"),))


def test_a_link_to_a_network_share_is_refused(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "share")
    with pytest.raises(Refused, match="network share"):
        parse_database_url(f"sqlite:///{tmp_path}/link/a.db", mounts=lambda _: (Mount(tmp_path / "share", "cifs"),))
