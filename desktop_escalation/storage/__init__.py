"""Everything that is kept: the only place that knows peewee, psycopg and how values become documents.

Whatever of it is imported first, Peewee is read alone: a file needs no driver of a server.
"""

from desktop_escalation.storage.peewee_alone import read_peewee

read_peewee()
