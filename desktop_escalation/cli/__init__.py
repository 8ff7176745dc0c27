"""escalationctl: everything without a screen."""
