import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_escalation.domain.policy_export import write_policy
from desktop_escalation.domain.toml_lines import Path, TomlLines, find_lines
from tests.domain.policies import some_policies

TRIPLE = '"' * 3
DOCUMENT = rf"""# a comment = 1
name = "a" # [not.a.table]
"customer.plan" = {{ not = ["Basic"], "m\u0069n" = 2 }}
a . b."c d" = '''
two 'quoted' # lines''''
long = {TRIPLE}
x = "1" \{TRIPLE} still
{TRIPLE}
'lit"eral' = 'C:\'
list = [  # of things ]
  {{ a = 1 }}, [2, 3],
  2026-10-12 07:00:00,
  "]",
]
empty = [ ]
none = {{}}
[applies_when]
priority = [1, 2]
[[applies_when.any]]
tier = 1
[[step]]
if = {{ tier = [1] }}
[step.repeat]
every = "1h"
[[step.any]]
j = 1
[[step.any]]
j = 2
[[step]]
do = [{{ involve = ["a"] }},
 {{ tag = "x" }}]"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("name",), 2),
        (("customer.plan", "not", 0), 3),
        (("customer.plan", "min"), 3),
        (("a", "b", "c d"), 4),
        (("long",), 6),
        (('lit"eral',), 9),
        (("list",), 10),
        (("list", 0, "a"), 11),
        (("list", 1, 1), 11),
        (("list", 2), 12),
        (("list", 3), 13),
        (("empty",), 15),
        (("none",), 16),
        (("applies_when",), 17),
        (("applies_when", "priority", 1), 18),
        (("applies_when", "any", 0), 19),
        (("applies_when", "any", 0, "tier"), 20),
        (("step",), 21),
        (("step", 0), 21),
        (("step", 0, "if", "tier"), 22),
        (("step", 0, "repeat"), 23),
        (("step", 0, "repeat", "every"), 24),
        (("step", 0, "any", 0, "j"), 26),
        (("step", 0, "any", 1, "j"), 28),
        (("step", 1), 29),
        (("step", 1, "do", 0, "involve", 0), 30),
        (("step", 1, "do", 1, "tag"), 31),
    ],
)
def test_every_key_has_its_line(path: Path, line: int) -> None:
    assert tomllib.loads(DOCUMENT)
    assert find_lines(DOCUMENT).find(path) == line


def test_line_ends_of_windows_count_once() -> None:
    assert find_lines('a = 1\r\nb = """x\r\ny"""\r\nc = 3\r\n').find(("c",)) == 4


def test_a_table_that_only_a_longer_header_names_has_its_line() -> None:
    assert find_lines("[a.b.c]\nd = 1").find(("a", "b")) == 1


def test_what_is_missing_has_the_line_of_what_would_hold_it() -> None:
    lines = find_lines("[a]\nb = 1\n")

    assert lines.find(("a", "x", "y")) == 1
    assert lines.find(("x",)) is None
    assert TomlLines().find(("a",)) is None


def _paths(value: object, path: Path) -> list[Path]:
    if isinstance(value, dict):
        return [path, *(below for key, each in value.items() for below in _paths(each, (*path, key)))]
    if isinstance(value, list):
        return [path, *(below for index, each in enumerate(value) for below in _paths(each, (*path, index)))]
    return [path]


pieces = st.lists(
    st.sampled_from(
        [
            "a",
            "b.c",
            '"d e"',
            "'f'",
            " = ",
            "1",
            '"x"',
            "'''\n'''",
            '"""\n"""',
            "[",
            "]",
            "[[",
            "]]",
            "{",
            "}",
            ", ",
            "\n",
        ]
    ),
    max_size=25,
).map("".join)


@given(pieces | some_policies.map(write_policy))
@settings(deadline=None, max_examples=50)
def test_whatever_tomllib_reads_has_a_line_for_every_key(text: str) -> None:
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    lines = find_lines(text)

    for path in _paths(values, ()):
        assert not path or path in lines.by_path
