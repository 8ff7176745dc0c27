from desktop_escalation.domain.organisation_text import parse_organisation
from desktop_escalation.domain.template_places import placeholder_faults


def faults(text: str) -> list[str]:
    organisation = parse_organisation(text, "organisation.toml")
    return [f"{problem.line}: {problem.message}" for problem in placeholder_faults(text, organisation.templates)]


def a_template(body: str, subject: str = '"Hello"') -> str:
    return f'[[template]]\nname = "raised"\nlanguage = "en"\nsubject = {subject}\nbody = {body}\n'


def test_a_known_placeholder_is_no_fault() -> None:
    assert faults(a_template('"{ticket.number}"')) == []


def test_a_fault_in_a_short_text_stands_on_the_line_of_its_key() -> None:
    assert faults(a_template('"Hello\\n{ticket.numbr}"')) == [
        '5: template "raised", body: unknown placeholder {ticket.numbr}; did you mean "ticket.number"?'
    ]
    assert faults(a_template('"Hello"', '"{ticket.numbr}"'))[0].startswith('4: template "raised", subject: ')


def test_a_fault_in_a_long_text_stands_on_its_own_line() -> None:
    assert faults(a_template('"""\nHello\n{ticket.numbr}\n"""'))[0].startswith("7: ")
    assert faults(a_template('"""Hello\n{ticket.numbr}"""'))[0].startswith("6: ")
    assert faults(a_template("'''\n{ticket.numbr}'''"))[0].startswith("6: ")


def test_each_template_is_searched_at_its_own_place() -> None:
    other = a_template('"{x}"').replace("raised", "late")
    assert [fault[:2] for fault in faults(a_template('"{y}"') + other)] == ["5:", "10"]


def test_a_template_that_is_written_in_one_line_has_its_line() -> None:
    text = 'template = [{ name = "a", language = "en", subject = "b", body = "{x}" }]'
    assert faults(text)[0].startswith("1: ")
