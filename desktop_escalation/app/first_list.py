"""What the first list of a window needs of this program, to be loaded before Qt is.

Once Qt is there, each import costs more: PySide reads the source of whatever comes after it, and looks whether it uses
PySide. What only later lists, tickets and dialogs need is loaded after the first list: see `DeskServices`, `Workplace`
and the window's session.
"""

from desktop_escalation.app import database_name, desk_services, drafts, preferences_file, workplace
from desktop_escalation.services import reception, ticket_pages

__all__ = ["database_name", "desk_services", "drafts", "preferences_file", "reception", "ticket_pages", "workplace"]
