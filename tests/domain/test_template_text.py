import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_escalation.domain.errors import Problem
from desktop_escalation.domain.people import Template
from desktop_escalation.domain.template_text import PLACEHOLDERS, check_template, fill


def a_template(body: str = "Hello", subject: str = "Raised") -> Template:
    return Template("raised", "en", subject, body)


def test_every_clock_has_its_figures() -> None:
    assert {"update.due_at", "resolution.left_wall", "acknowledgement.used", "ownership.target"} <= PLACEHOLDERS


def test_placeholders_get_their_values() -> None:
    values = {"ticket.number": "DE-1", "customer.name": "Priya {Nair}"}

    assert fill("[{ticket.number}] Hello {customer.name}", values) == "[DE-1] Hello Priya {Nair}"


def test_a_placeholder_without_a_value_becomes_a_dash() -> None:
    assert fill("by {update.due_at}.", {}) == "by –."


def test_doubled_braces_are_braces() -> None:
    text = "{{ticket.number}} {{{ticket.number}}}"

    assert not check_template(a_template(text))
    assert fill(text, {"ticket.number": "DE-1"}) == "{ticket.number} {DE-1}"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (
            "Hello\n{costumer.name}",
            Problem('body: unknown placeholder {costumer.name}; did you mean "customer.name"?', 2),
        ),
        ("{ticket.number!r}", Problem('body: unknown placeholder {ticket.number!r}; did you mean "ticket.number"?', 1)),
        ("{}", Problem("body: unknown placeholder {}", 1)),
        ("a { b", Problem("body: a lone {; write {{ for a brace", 1)),
        ("a } b", Problem("body: a lone }; write }} for a brace", 1)),
        ("a {\nticket.number", Problem("body: a lone {; write {{ for a brace", 1)),
    ],
)
def test_a_faulty_placeholder_is_told_with_the_nearest(body: str, problem: Problem) -> None:
    assert check_template(a_template(body)) == (problem,)


def test_the_subject_is_checked_too() -> None:
    (problem,) = check_template(a_template(subject="{tickt.number}"))

    assert problem.message == 'subject: unknown placeholder {tickt.number}; did you mean "ticket.number"?'


@given(st.text() | st.text("{}a.\n"))
def test_any_text_can_be_checked_and_filled(text: str) -> None:
    check_template(a_template(text))

    assert "{" not in fill(text.replace("{{", ""), {}) or "{" in text


@given(st.text())
def test_a_text_with_doubled_braces_comes_out_as_it_was(text: str) -> None:
    assert fill(text.replace("{", "{{").replace("}", "}}"), {}) == text
