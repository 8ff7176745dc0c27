"""The settings of the site; HELPDESK_DATABASE names an SQLite file, or is a PostgreSQL URL."""

import os
from urllib.parse import urlsplit

_DATABASE = os.environ["HELPDESK_DATABASE"]


def _database() -> dict[str, object]:
    if not _DATABASE.startswith("postgresql://"):
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": _DATABASE}
    parts = urlsplit(_DATABASE)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.removeprefix("/"),
        "USER": parts.username,
        "HOST": parts.hostname,
        "PORT": parts.port,
    }


SECRET_KEY = "a benchmark has no secrets"
USE_TZ = True
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Costs less than any real way to send.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
ROOT_URLCONF = "urls"
SITE_ID = 1
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.humanize",
    "rest_framework",
    "helpdesk",
]
HELPDESK_TEAMS_MODE_ENABLED = False
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
