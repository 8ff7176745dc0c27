"""A site of django-helpdesk with nothing but what escalating needs; it runs in an environment of its own."""
