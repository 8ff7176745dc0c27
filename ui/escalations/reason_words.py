"""The reasons to escalate and to hand back, as they are chosen from; a site's own reason is shown as it is written."""

from PySide6.QtCore import QCoreApplication

from ui.shared.plain import one_line

translate = QCoreApplication.translate


def reason_words(reason: str) -> str:
    """Say a reason with a capital letter."""
    known = {
        "needs expertise": translate("Reason", "Needs expertise"),
        "no progress": translate("Reason", "No progress"),
        "business impact": translate("Reason", "Business impact"),
        "customer asks": translate("Reason", "Customer asks"),
        "security": translate("Reason", "Security"),
        "solved in part": translate("Reason", "Solved in part"),
        "wrong team": translate("Reason", "Wrong team"),
        "needs information": translate("Reason", "Needs information"),
    }
    words = known.get(reason, one_line(reason))
    return words[:1].upper() + words[1:]


def reason_within(reason: str) -> str:
    """Say a reason within a sentence; a site's own keeps the letters that it has."""
    words = reason_words(reason)
    return words if reason[:1].isupper() else words[:1].lower() + words[1:]
