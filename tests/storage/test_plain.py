from datetime import timedelta

import pytest
from hypothesis import given

from desktop_escalation.domain.people import Organisation, Person
from desktop_escalation.storage.codec import from_text, to_text
from desktop_escalation.storage.plain import plain_value
from tests.storage.some_values import ORGANISATIONS


@given(ORGANISATIONS)
def test_every_organisation_is_read_as_the_codec_reads_it(organisation: Organisation) -> None:
    text = to_text(organisation)
    assert plain_value(text, Organisation) == from_text(text, Organisation) == organisation


def test_a_field_that_the_text_lacks_has_its_default_and_one_too_many_is_left_out() -> None:
    assert plain_value('{"login":"mia","name":"Mia","from_a_later_version":1}', Person) == Person("mia", "Mia")


def test_a_type_that_is_not_plain_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="nothing plain"):
        plain_value("1", timedelta)
