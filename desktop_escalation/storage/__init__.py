"""Everything that is kept: the only place that knows peewee, psycopg and cattrs."""
