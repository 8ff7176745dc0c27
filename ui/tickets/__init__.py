"""One ticket: its pane, and the dialogs of the daily acts."""
