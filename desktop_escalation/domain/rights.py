"""Who may do what: one table from every verb of the product to the least role that may do it."""

from enum import StrEnum

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.people import Role


class Act(StrEnum):
    """Everything that a person can do, named as `escalationctl` names it."""

    DATABASE_CREATE = "database create"
    DATABASE_UPGRADE = "database upgrade"
    DATABASE_STATUS = "database status"
    DATABASE_CHECK = "database check"
    DATABASE_BACKUP = "database backup"
    DATABASE_RESTORE = "database restore"
    CLOCK_SHOW = "clock show"
    CLOCK_SET = "clock set"
    ORGANISATION_IMPORT = "organisation import"
    ORGANISATION_CHECK = "organisation check"
    ORGANISATION_EXPORT = "organisation export"
    PERSON_ADD = "person add"
    PERSON_LIST = "person list"
    POLICY_PUBLISH = "policy publish"
    POLICY_CHECK = "policy check"
    POLICY_LIST = "policy list"
    POLICY_SHOW = "policy show"
    POLICY_DIFF = "policy diff"
    POLICY_EXPORT = "policy export"
    POLICY_OFF = "policy off"
    POLICY_SHADOW = "policy shadow"
    CALENDAR_LIST = "calendar list"
    CALENDAR_ADD = "calendar add"
    CALENDAR_BETWEEN = "calendar between"
    CALENDAR_CHECK = "calendar check"
    CALENDAR_CHANGE = "calendar change"
    TICKET_NEW = "ticket new"
    TICKET_LIST = "ticket list"
    TICKET_SHOW = "ticket show"
    TICKET_REPLY = "ticket reply"
    TICKET_NOTE = "ticket note"
    TICKET_ASSIGN = "ticket assign"
    TICKET_MOVE = "ticket move"
    TICKET_ESCALATE = "ticket escalate"
    TICKET_ACKNOWLEDGE = "ticket acknowledge"
    TICKET_HAND_BACK = "ticket hand-back"
    TICKET_DE_ESCALATE = "ticket de-escalate"
    TICKET_PAUSE = "ticket pause"
    TICKET_RESUME = "ticket resume"
    TICKET_PRIORITY = "ticket priority"
    TICKET_DUE = "ticket due"
    TICKET_MERGE = "ticket merge"
    TICKET_WATCH = "ticket watch"
    TICKET_TAG = "ticket tag"
    TICKET_RESOLVE = "ticket resolve"
    TICKET_REOPEN = "ticket reopen"
    TICKET_UNPARK = "ticket unpark"
    TICKET_EXPORT = "ticket export"
    TICKET_VERIFY = "ticket verify"
    ENGINE_RUN = "engine run"
    ENGINE_STATUS = "engine status"
    EXPLAIN = "explain"
    NOTIFICATIONS_LIST = "notifications list"
    NOTIFICATIONS_SEND = "notifications send"
    IMPORT_SERVICENOW = "import servicenow"
    IMPORT_CSV = "import csv"
    BACKTEST = "backtest"
    REPORT = "report"
    MAIL_POLL = "mail poll"
    MAIL_SEND = "mail send"
    MAIL_TEST = "mail test"
    MAIL_SET_UP = "mail set-up"
    DEMO = "demo"
    DOCTOR = "doctor"


# What is in none of these is an agent's.
_OF_LEADS = frozenset({Act.TICKET_DUE, Act.TICKET_DE_ESCALATE, Act.TICKET_UNPARK})
_OF_MANAGERS = frozenset({Act.POLICY_PUBLISH, Act.POLICY_OFF, Act.POLICY_SHADOW, Act.BACKTEST, Act.REPORT})
_OF_ADMINISTRATORS = frozenset(
    {
        Act.DATABASE_CREATE,
        Act.DATABASE_UPGRADE,
        Act.DATABASE_BACKUP,
        Act.DATABASE_RESTORE,
        Act.CLOCK_SET,
        Act.ORGANISATION_IMPORT,
        Act.PERSON_ADD,
        Act.CALENDAR_CHANGE,
        Act.IMPORT_SERVICENOW,
        Act.IMPORT_CSV,
        Act.MAIL_POLL,
        Act.MAIL_TEST,
        Act.MAIL_SET_UP,
        Act.DEMO,
    }
)
_RANKS = tuple(Role)
_NAMES = {
    Role.AGENT: "an agent",
    Role.LEAD: "a lead",
    Role.MANAGER: "a manager",
    Role.ADMIN: "an administrator",
}


def least_role(act: Act) -> Role:
    """Give the least role that may do this."""
    if act in _OF_ADMINISTRATORS:
        return Role.ADMIN
    if act in _OF_MANAGERS:
        return Role.MANAGER
    return Role.LEAD if act in _OF_LEADS else Role.AGENT


def may(role: Role, act: Act) -> bool:
    """Say whether a role may do this; each role includes those before it."""
    return _RANKS.index(role) >= _RANKS.index(least_role(act))


def require(role: Role, act: Act) -> None:
    """Refuse in words what the role may not do, and say whom to ask."""
    if may(role, act):
        return
    *others, last = (_NAMES[able] for able in _RANKS if may(able, act))
    able = f"{', '.join(others)} or {last}" if others else last
    raise Refused(f'"{act}" needs {_NAMES[least_role(act)]}, and you are {_NAMES[role]}: ask {able} to do it')
