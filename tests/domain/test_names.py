import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.names import check_login, check_mail, check_name, check_wording, check_zone


@pytest.mark.parametrize(
    "text", ["Marek Dvořák", "Desk \N{EN DASH} Leeds", "王", "a" * 200, "👩\N{ZERO WIDTH JOINER}💻"]
)
def test_a_name_of_any_language_is_kept(text: str) -> None:
    assert check_name(text) == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "must not be empty"),
        ("  ", "must not be empty"),
        ("a" * 201, "201 characters"),
        ("nul\0", r"U\+0000"),
        ("two\nlines", r"U\+000A"),
        ("esc\x1b[2J", r"U\+001B"),
        ("turned\u202e", r"U\+202E"),
        ("half\ud800", r"U\+D800"),
        (" Marek", "begins or ends with a blank"),
        ("Marek ", "begins or ends with a blank"),
    ],
)
def test_a_name_that_would_not_show_on_a_line_is_refused(text: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        check_name(text)


@pytest.mark.parametrize("text", ["marek", "m.dvorak", "DOMAIN\\marek", "dvořák"])
def test_a_login_has_no_blanks(text: str) -> None:
    assert check_login(text) == text


@pytest.mark.parametrize("text", ["", "os:marek", "two words", "thin\N{THIN SPACE}space", "ř" * 32])
def test_what_is_no_login_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        check_login(text)


@pytest.mark.parametrize(
    "text", ["priya@halden.example", "p.n+vpn@mail.halden.example", "root@localhost", "ž@ú.example"]
)
def test_one_address_is_kept(text: str) -> None:
    assert check_mail(text) == text


def test_an_address_is_a_key_and_so_in_lower_case() -> None:
    assert check_mail("Priya@Halden.Example") == "priya@halden.example"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "priya",
        "priya@",
        "@halden.example",
        "a@x.example,b@y.example",
        "a@x.example b@y.example",
        "a@x.example;b@y.example",
        "-oQ/tmp@halden.example",
        "a@b@c.example",
        "a@-x.example",
        "a@x..example",
        "a@x.example.",
        "Priya <priya@halden.example>",
        "a@x.example\n",
        "a\r\nBcc: b@y.example",
        "a\0@x.example",
        "a\N{NO-BREAK SPACE}@x.example",
        "a" * 250 + "@x.example",
    ],
)
def test_what_is_not_exactly_one_address_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        check_mail(text)


def test_a_zone_is_one_that_the_zone_data_know() -> None:
    assert check_zone("Europe/London") == "Europe/London"
    with pytest.raises(Refused, match='unknown zone "Europe/Lundon"; did you mean "Europe/London"'):
        check_zone("Europe/Lundon")


@pytest.mark.parametrize("text", ["", "Europe", "../../etc/passwd", "/etc/passwd", "a\0", "half\ud800", "x" * 5000])
def test_a_zone_that_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        check_zone(text)


def test_a_wording_has_lines_but_no_other_control_characters() -> None:
    assert check_wording("Hello,\n\tbye") == "Hello,\n\tbye"
    with pytest.raises(Refused, match=r"U\+000D"):
        check_wording("Hello\r\n")


def test_a_wording_without_end_is_refused() -> None:
    with pytest.raises(Refused, match="at most 20000"):
        check_wording("a" * 20_001)


@given(st.text(alphabet="aA@.-,; \n\0é1", max_size=12))
def test_an_accepted_address_is_accepted_again(text: str) -> None:
    try:
        mail = check_mail(text)
    except Refused:
        return
    assert check_mail(mail) == mail
