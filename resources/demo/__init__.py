"""The demo team: its organisation and its policies, as administrators would write them."""
