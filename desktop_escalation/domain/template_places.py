"""The placeholders that no template may have, with the lines of the file that holds the templates."""

from collections.abc import Iterator, Mapping

from desktop_escalation.domain.errors import Problem
from desktop_escalation.domain.organisation_table import read_document
from desktop_escalation.domain.people import Template
from desktop_escalation.domain.template_text import check_template

_LONG_QUOTES = ('"""', "'''")


def placeholder_faults(text: str, templates: tuple[Template, ...]) -> tuple[Problem, ...]:
    """List the unknown placeholders of templates that an organisation file, which can be read, gives in this order."""
    return tuple(_faults(text, templates))


def _faults(text: str, templates: tuple[Template, ...]) -> Iterator[Problem]:
    document = read_document(text, "")
    source_lines = text.split("\n")
    for table, template in zip(document.tables("template"), templates, strict=True):
        first_lines = {key: document.faults.lines.by_path[*table.path, key] for key in ("subject", "body")}
        for problem in check_template(template):
            yield Problem(f'template "{template.name}", {problem.message}', _line(problem, first_lines, source_lines))


def _line(problem: Problem, first_lines: Mapping[str, int], source_lines: list[str]) -> int:
    """Count from the line of the key; a text in long quotes begins on the next line where they end theirs."""
    first = first_lines[problem.message.partition(":")[0]]
    opening = source_lines[first - 1]
    if not any(quotes in opening for quotes in _LONG_QUOTES):
        return first
    return first + (problem.line or 1) - (0 if opening.rstrip().endswith(_LONG_QUOTES) else 1)
