"""A template's name as a title: administrators write "raised-to-engineering", agents read "Raised to engineering"."""

from ui.shared.plain import one_line


def template_title(name: str) -> str:
    """Give the title of a template; a name with blanks or capital letters is one already."""
    shown = one_line(name)
    if " " in shown or shown != shown.lower():
        return shown
    words = " ".join(shown.replace("_", "-").replace("-", " ").split())
    return words[:1].upper() + words[1:] if words else shown
